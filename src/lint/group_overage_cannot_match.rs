use super::required_claims;
use super::spots::Spots;
use super::{About, Check, Outcome, Subject};
use crate::claims::groups_left_out;
use crate::claims::guid::is_guid;
use crate::claims::issuer::{Provider, parse_issuer};
use crate::finding::{Confidence, Recipe, Severity};
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
    see: "the token has `_claim_names` with `groups`, or `hasgroups`, and no `groups`",
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
    let mut outcome = spots.tell(&CHECK, subject, "");
    if let Outcome::Found(finding) = &mut outcome {
        let aud = subject.text_claim("aud").unwrap_or_default();
        let id = aud.strip_prefix("api://").unwrap_or(aud);
        let id = if is_guid(id) {
            id
        } else {
            "<client id of the API>"
        };
        for recipe in [&ROLE, &ASSIGNED] {
            let mut fix = recipe.fix(&[("api id", id)]);
            let issuer = parse_issuer(subject.text_claim("iss").unwrap_or_default());
            if let Provider::Entra { cloud, .. } = issuer {
                cloud.localize(&mut fix);
            }
            finding.fixes.push(fix);
        }
    }
    outcome
}

static ROLE: Recipe = Recipe {
    title: "assign an app role to the groups, and demand that role in the policy",
    steps: &[
        "Microsoft Entra admin center, App registrations, the API, App roles, Create app role: for users and groups",
        "Enterprise applications, the API, Users and groups, Add user/group: each group, and the role",
        "in the policy, demand the claim `roles` with the role's value in place of `groups`",
        "get a new token",
    ],
    commands: &[
        "az ad sp show --id {api id} --query \"{resourceId:id,appRoles:appRoles[].[value,id]}\"",
        "az rest --method POST --uri https://graph.microsoft.com/v1.0/groups/<object id of the group>/appRoleAssignments --headers Content-Type=application/json --body '{\"principalId\":\"<object id of the group>\",\"resourceId\":\"<resourceId>\",\"appRoleId\":\"<id of the app role>\"}'",
    ],
};

static ASSIGNED: Recipe = Recipe {
    title: "let the token have only the groups that are assigned to the application",
    steps: &[
        "Microsoft Entra admin center, App registrations, the API, Token configuration, Edit groups claim: Groups assigned to the application",
        "Enterprise applications, the API, Users and groups, Add user/group: the groups that the policy demands",
        "get a new token",
    ],
    commands: &["az ad app update --id {api id} --set groupMembershipClaims=ApplicationGroup"],
};

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
