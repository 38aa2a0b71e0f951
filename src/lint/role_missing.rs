use super::{About, Check, Outcome, Subject, required_claims};
use crate::claims::{Permissions, Profile, permissions};
use crate::finding::{Confidence, Place, Severity, enumerate};
use crate::policy::edit;
use crate::text::json::Json;
use crate::text::{Span, fill, has_word};

/// An app role is demanded of a token without any.
pub(super) static CHECK: Check = Check {
    code: "role-missing",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "{who} has no app role of the API `{api}`, and the policy demands {roles} in line {line}{more}",
    why: "Entra ID issues a token to a caller without a role all the same, only without `roles`. A role gets in when three things are done: it is defined in the API's registration, it is assigned to the caller, and, for an application, an administrator consented.",
    help: "{help}",
    see: "the JWT Claims Set shows no row `roles`; in the API's enterprise application, Users and groups, and in the client's API permissions, stands who has which",
    source: "Microsoft identity platform: app roles; client credentials flow, application permissions",
};

const CLIENT: &str = "check that the API has an app role of this value for applications (App roles), that it stands among the client's API permissions as an application permission, and that its status there is `Granted`; then get a new token, for the old one stays without";
const MANAGED: &str = "assign the role to the managed identity's service principal with a command: no page of the admin center does it. Then wait: a managed identity's tokens are kept for up to 24 hours";
const USER: &str = "assign the role to the user, or to a group of theirs (enterprise application of the API, Users and groups; a group in a group does not count); then sign in again";

/// So many roles are told.
const MAX_ROLES: usize = 8;

const AS_SCOPE: &str =
    "if users are let in by that scope: in the policy, line {line}, demand it of `scp`";

fn run(subject: &Subject<'_>) -> Outcome {
    let Some(token) = subject.token else {
        return Outcome::NotApplicable;
    };
    let claims = token.claims();
    if !Profile::of(claims).is_entra() {
        return Outcome::NotApplicable;
    }
    let (who, help, id) = match permissions(claims) {
        Permissions::Delegated => {
            let user = subject.text_claim("preferred_username");
            let user = user.or(subject.text_claim("upn"));
            ("the user `{id}`", USER, user.or(subject.text_claim("oid")))
        }
        _ if token.claim("xms_mirid").is_some() => {
            let help = MANAGED;
            (
                "the managed identity `{id}`",
                help,
                subject.text_claim("oid"),
            )
        }
        _ => {
            let client = subject.text_claim("azp").or(subject.text_claim("appid"));
            ("the client `{id}`", CLIENT, client)
        }
    };
    let mut looked = false;
    for claim in required_claims(subject.policy) {
        looked |= claim.name.text == "roles";
        let has_role = |roles: &Json| roles.as_str().is_some() || !roles.elements().is_empty();
        if claim.name.text != "roles" || token.claim("roles").is_some_and(has_role) {
            continue;
        }
        let mut roles = String::new();
        for value in claim.values.iter().take(MAX_ROLES) {
            enumerate(&mut roles, &["`", &value.text, "`"]);
        }
        if roles.is_empty() {
            "one".clone_into(&mut roles);
        }
        let scopes = subject.text_claim("scp").unwrap_or_default();
        let mut values = claim.values.iter();
        let are_scopes = (1..=MAX_ROLES).contains(&values.len())
            && values.all(|value| has_word(scopes, &value.text));
        let more = if are_scopes {
            ": the token has it as a scope, in `scp`"
        } else {
            ""
        };
        let who = match id {
            Some(id) => fill(who, &[("id", id)]),
            None => "the caller".to_owned(),
        };
        let values = [
            ("who", &*who),
            ("api", subject.text_claim("aud").unwrap_or("the policy's")),
            ("roles", &roles),
            ("line", &claim.line.to_string()),
            ("help", help),
            ("more", more),
        ];
        let mut finding = CHECK.finding(&values, vec![Place::Policy(claim.line)]);
        if are_scopes {
            let mut edits = vec![(claim.name.span, "scp".to_owned())];
            if claim.separator.is_none() {
                let at = Span::new(claim.attributes_at, claim.attributes_at);
                edits.push((at, " separator=\" \"".to_owned()));
            }
            let title = fill(AS_SCOPE, &values);
            let fix = edit::replace(subject.policy_text, &edits, title);
            finding.fixes.push(fix);
        }
        return Outcome::Found(finding);
    }
    if looked {
        Outcome::Passed
    } else {
        Outcome::NotApplicable
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TENANT, fixed, run, table};
    use super::CHECK;

    const POLICY: &str = "<validate-jwt header-name='a'><required-claims><claim name='roles'><value>Orders.Read</value></claim></required-claims></validate-jwt>";

    fn token(more: &str) -> String {
        format!(
            r#"{{"iss":"https://login.microsoftonline.com/{TENANT}/v2.0","aud":"api://orders","azp":"c","oid":"o"{more}}}"#
        )
    }

    #[test]
    fn a_caller_without_any_role_is_told_from_one_with_another() {
        let without = token("");
        table(
            &CHECK,
            &[
                (&without, POLICY),
                (&token(r#","roles":[]"#), POLICY),
                (&token(r#","scp":"Orders.Read Orders.Write""#), POLICY),
            ],
            &[
                (&token(r#","roles":["Orders.Write"]"#), POLICY),
                (&token(r#","roles":"Orders.Write""#), POLICY),
            ],
            &[
                (&without, "<validate-jwt header-name='a'/>"),
                (r#"{"iss":"https://a.example"}"#, POLICY),
                ("", POLICY),
            ],
        );
    }

    #[test]
    fn a_scope_that_is_taken_for_a_role_is_demanded_as_one() {
        let claims = token(r#","scp":"Orders.Read""#);
        let right = POLICY.replace("name='roles'", "separator=\" \" name='scp'");
        assert_eq!(fixed(&CHECK, &claims, POLICY), [right]);
        let other = token(r#","scp":"Orders.Write""#);
        assert_eq!(fixed(&CHECK, &other, POLICY), [""; 0]);
    }

    #[test]
    fn who_it_is_is_said() {
        for (more, who) in [
            ("", "the client `c`"),
            (
                r#","sub":"o","xms_mirid":"/subscriptions/s""#,
                "the managed identity `o`",
            ),
            (r#","scp":"a""#, "the user `o`"),
            (
                r#","scp":"a","upn":"ada@contoso.example""#,
                "the user `ada@contoso.example`",
            ),
        ] {
            let found = run(&CHECK, "{}", &token(more), POLICY);
            let expected = format!(
                "{who} has no app role of the API `api://orders`, and the policy demands `Orders.Read` in line 1"
            );
            assert_eq!(found, [expected], "{more}");
        }
    }
}
