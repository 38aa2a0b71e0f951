use super::required_claims;
use super::spots::Spots;
use super::{About, Check, Outcome, Subject};
use crate::claims::groups_left_out;
use crate::finding::{Confidence, Severity};
use crate::jose::Token;

/// A group is demanded of a token that names none because they were too many.
pub(super) static CHECK: Check = Check {
    code: "group-overage-cannot-match",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the user is in more groups than a token holds: it names none, and `groups`, line {lines}, cannot match",
    why: "With more than 200 groups Entra ID writes where to fetch them instead; the gateway fetches nothing.",
    help: "assign an app role to the groups and demand `roles` of the token instead, line {lines}; or let the app registration put in only the groups that are assigned to the application (Token configuration, groups claim), then get a new token",
    source: "Microsoft identity platform: groups overage claim",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let mut spots = Spots::default();
    let claims = subject.token.map_or(&[] as &[_], Token::claims);
    for claim in required_claims(subject.policy) {
        if claim.name.text == "groups" && !claims.is_empty() {
            spots.looked = true;
            if groups_left_out(claims) {
                spots.add("groups", claim.line);
            }
        }
    }
    spots.tell(&CHECK, subject, "")
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn groups_that_do_not_fit_cannot_match() {
        let policy = |name: &str| {
            format!(
                "<validate-jwt header-name='a'><required-claims><claim name='{name}'><value>g</value></claim></required-claims></validate-jwt>"
            )
        };
        table(
            &CHECK,
            &[
                (r#"{"hasgroups":true}"#, &policy("groups")),
                (r#"{"groups:src1":"u"}"#, &policy("groups")),
                (r#"{"_claim_names":{"groups":"src1"}}"#, &policy("groups")),
            ],
            &[
                (r#"{"groups":["g"]}"#, &policy("groups")),
                (r#"{"sub":"a"}"#, &policy("groups")),
            ],
            &[
                (r#"{"hasgroups":true}"#, &policy("roles")),
                ("", &policy("groups")),
                ("{}", ""),
            ],
        );
    }
}
