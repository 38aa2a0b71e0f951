use super::{About, Check, Outcome};
use crate::finding::{Confidence, Place, Severity, enumerate};
use crate::jose::Token;
use crate::text::json::{Json, Member};

/// A name stands twice in one object.
pub(super) static CHECK: Check = Check {
    code: "duplicate-name",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "a name stands twice in one object: {names}",
    why: "Which of the values counts depends on the reader: a gateway may check one and the application behind it use the other.",
    help: "have the issuer write each name once; here the last value is the one that is used",
    see: "the Raw tab shows both members; the one that stands last is in the table",
    source: "RFC 7519 §4; RFC 7515 §4",
};

fn run(token: &Token) -> Outcome {
    let (header, claims) = (token.header_members(), token.claims());
    if header.is_empty() && claims.is_empty() {
        return Outcome::NotApplicable;
    }
    let mut found = Found::default();
    found.repeated(Place::Header, None, header, &[]);
    found.repeated(Place::Claim, None, claims, &[]);
    if found.places.is_empty() {
        return Outcome::Passed;
    }
    Outcome::Found(CHECK.finding(&[("names", &found.names)], found.places))
}

#[derive(Default)]
struct Found {
    names: String,
    places: Vec<Place>,
}

impl Found {
    /// Adds the names that stand more than once in an object, and in those inside of it or of an array: each with the
    /// place of the top-level member that it stands in.
    fn repeated(
        &mut self,
        place: fn(String) -> Place,
        top: Option<&str>,
        members: &[Member],
        elements: &[Json],
    ) {
        let mut names: Vec<&str> = Vec::new();
        for member in members {
            // Different lone surrogates are all read as this one character.
            if !member.name.contains('\u{fffd}') {
                names.push(&member.name);
            }
        }
        names.sort_unstable();
        for run in names.chunk_by(|a, b| a == b) {
            if let [name, _, ..] = run {
                enumerate(&mut self.names, &["`", name, "`"]);
                self.places.push(place(top.unwrap_or(name).to_owned()));
            }
        }
        for member in members {
            let (value, top) = (&member.value, top.or(Some(&member.name)));
            self.repeated(place, top, value.members(), value.elements());
        }
        for value in elements {
            self.repeated(place, top, value.members(), value.elements());
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
            &[
                (r#"{"role":"user","Role":"admin","a":{"role":1}}"#, ""),
                (r#"{"\ud800":1,"\ud801":2}"#, ""),
            ],
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
