use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Place, Severity};
use crate::text::json::{Json, Member};

/// A name stands twice in one object.
pub(super) static CHECK: Check = Check {
    code: "duplicate-name",
    severity: Severity::Error,
    about: About::Token,
    why: "Which of the values counts depends on the reader: a gateway may check one and the application behind it use the other.",
    source: "RFC 7519 §4; RFC 7515 §4",
    run,
};

fn run(subject: &Subject<'_>) -> Outcome {
    let Some(token) = subject
        .token
        .filter(|token| !token.header_members().is_empty() || !token.claims().is_empty())
    else {
        return Outcome::NotApplicable;
    };
    let header = duplicates(token.header_members())
        .into_iter()
        .map(|(top, name)| (Place::Header(top), name));
    let claims = duplicates(token.claims())
        .into_iter()
        .map(|(top, name)| (Place::Claim(top), name));
    let (places, names): (Vec<_>, Vec<_>) = header.chain(claims).unzip();
    if names.is_empty() {
        return Outcome::Passed;
    }
    let list = names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    CHECK.finding(
        Confidence::Certain,
        format!("a name stands twice in one object: {list}"),
        "have the issuer write each name once; here the last value is the one that is used"
            .to_owned(),
        places,
        Vec::new(),
    )
}

/// Repeated names at any depth, each with the top-level member that it stands in.
fn duplicates(members: &[Member]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    repeated(members, |name| {
        found.push((name.to_owned(), name.to_owned()));
    });
    for member in members {
        inside(&member.value, &mut |name| {
            found.push((member.name.clone(), name.to_owned()));
        });
    }
    found
}

fn inside(value: &Json, report: &mut impl FnMut(&str)) {
    repeated(value.members(), &mut *report);
    for member in value.members() {
        inside(&member.value, report);
    }
    for element in value.elements() {
        inside(element, report);
    }
}

/// Reports each name once that stands more than once.
fn repeated(members: &[Member], mut report: impl FnMut(&str)) {
    let mut names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    names.sort_unstable();
    for run in names.chunk_by(|a, b| a == b) {
        if let [name, _, ..] = run {
            report(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{run, table};
    use super::CHECK;

    #[test]
    fn names_are_compared_after_their_escapes_and_at_every_depth() {
        table(
            &CHECK,
            &[
                (r#"{"role":"user","role":"admin"}"#, ""),
                (r#"{"role":"user","\u0072ole":"admin"}"#, ""),
                (r#"{"a":[{"b":{"c":1,"c":2}}]}"#, ""),
            ],
            &[(r#"{"role":"user","Role":"admin","a":{"role":1}}"#, "")],
            &[("", "")],
        );
        let found = run(
            &CHECK,
            r#"{"alg":"none","alg":"RS256"}"#,
            r#"{"a":1,"a":2,"a":3}"#,
            "",
        );
        assert_eq!(found, ["a name stands twice in one object: `alg`, `a`"]);
    }
}
