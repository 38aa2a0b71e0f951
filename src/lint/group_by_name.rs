use super::spots::Spots;
use super::{About, Check, Outcome, Subject, required_claims};
use crate::claims::guid::is_guid;
use crate::claims::issuer::{Provider, parse_issuer};
use crate::finding::{Confidence, Recipe, Severity};
use crate::text::json::Kind;

/// A group is demanded by its name of a token that has object ids.
pub(super) static CHECK: Check = Check {
    code: "group-by-name",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the policy demands the group {names} by its name, line {lines}; the token has groups by their object ids",
    why: "Entra ID puts a group's object id into `groups`. Names stand there only for groups that are synchronized from another directory, or if the API's registration asks for the names of cloud groups.",
    help: "write the group's object id, line {lines}; or demand an app role that is assigned to the group",
    see: "the row `groups`: it has GUIDs, and the policy's `<value>` has a name",
    source: "Microsoft identity platform: optional claims, groups",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let groups = subject.token.and_then(|token| token.claim("groups"));
    let Some(Kind::Array(groups)) = groups.map(|groups| &groups.kind) else {
        return Outcome::NotApplicable;
    };
    let mut groups = groups.iter();
    let by_id = groups.len() > 0 && groups.all(|group| group.as_str().is_some_and(is_guid));
    let mut spots = Spots::default();
    for claim in required_claims(subject.policy) {
        for value in &claim.values {
            if claim.name.text == "groups" && value.unknown.is_none() {
                spots.looked = true;
                if by_id && !is_guid(value.text.trim()) {
                    spots.add(&value.text, claim.line);
                }
            }
        }
    }
    let mut outcome = spots.tell(&CHECK, subject, "");
    if let Outcome::Found(finding) = &mut outcome {
        let issuer = parse_issuer(subject.text_claim("iss").unwrap_or_default());
        let mut fix = BY_ID.fix(&[]);
        if let Provider::Entra { cloud, .. } = issuer {
            cloud.localize(&mut fix);
        }
        finding.fixes.push(fix);
    }
    outcome
}

static BY_ID: Recipe = Recipe {
    title: "write the group's object id in place of its name",
    steps: &[
        "Microsoft Entra admin center, Groups, the group: Object ID",
        "in the policy, write that id as the value of `groups`",
    ],
    commands: &["az ad group show --group \"<name of the group>\" --query id --output tsv"],
};

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn ids_are_not_compared_with_names() {
        const ID: &str = "3f2c1b0a-9d8e-4c7b-a6f5-e4d3c2b1a090";
        let ids = format!(r#"{{"groups":["{ID}"]}}"#);
        let policy = |value: &str| {
            format!(
                "<validate-jwt header-name='a'><required-claims><claim name='groups'><value>{value}</value></claim></required-claims></validate-jwt>"
            )
        };
        table(
            &CHECK,
            &[(&ids, &policy("Orders Admins"))],
            &[
                (&ids, &policy(ID)),
                (r#"{"groups":["Orders Admins"]}"#, &policy("Orders Admins")),
                (r#"{"groups":[]}"#, &policy("Orders Admins")),
            ],
            &[
                ("{}", &policy("Orders Admins")),
                (&ids, &policy("{{group}}")),
                (&ids, ""),
            ],
        );
    }
}
