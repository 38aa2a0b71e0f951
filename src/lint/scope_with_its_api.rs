use super::spots::Spots;
use super::{About, Check, Outcome, Subject, required_claims};
use crate::claims::{Profile, find_text};
use crate::finding::{Confidence, Severity};
use crate::jose::Token;

/// A scope is demanded as the client asks for it, with the API in front.
pub(super) static CHECK: Check = Check {
    code: "scope-with-its-api",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the policy demands {names}, line {lines}: in `scp` a scope stands without its API",
    why: "A client asks for `api://…/Orders.Read`; the token then has the API in `aud` and only `Orders.Read` in `scp`. The text with the API in front is never in there.",
    help: "write only what stands behind the last `/`, line {lines}",
    see: "the row `scp`: no `/` in it; the `<value>` of the policy has one",
    source: "Microsoft identity platform: scopes and permissions; access token claims reference, scp",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let mut spots = Spots::default();
    let claims = subject.token.map_or(&[] as &[_], Token::claims);
    if !claims.is_empty() && !Profile::of(claims).is_entra() {
        return Outcome::NotApplicable;
    }
    let has_uris = find_text(claims, "scp").is_some_and(|scopes| scopes.contains("://"));
    for claim in required_claims(subject.policy) {
        if claim.name.text != "scp" {
            continue;
        }
        for value in &claim.values {
            spots.looked = true;
            let text = &value.text;
            let has_api = text.starts_with("api://") || text.starts_with("https://");
            let name = text.rsplit('/').next().unwrap_or_default();
            if has_api && !name.is_empty() && !has_uris {
                spots.mend(text, claim.line, value.whole, name);
            }
        }
    }
    spots.tell(
        &CHECK,
        subject,
        "write the scope's name alone, line {lines}",
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{fixed, table};
    use super::CHECK;

    fn policy(value: &str) -> String {
        format!(
            "<validate-jwt header-name='a'><required-claims><claim name='scp' separator=' '><value>{value}</value></claim></required-claims></validate-jwt>"
        )
    }

    #[test]
    fn a_scope_stands_alone() {
        let entra = r#"{"iss":"https://login.microsoftonline.com/t/v2.0","scp":"Orders.Read"}"#;
        let full = policy("api://orders/Orders.Read");
        table(
            &CHECK,
            &[
                (entra, &full),
                ("", &full),
                (entra, &policy("https://orders.example/Orders.Read")),
            ],
            &[
                (entra, &policy("Orders.Read")),
                (entra, &policy("api://")),
                (
                    r#"{"iss":"https://login.microsoftonline.com/t/v2.0","scp":"api://orders/a"}"#,
                    &full,
                ),
            ],
            &[
                (
                    r#"{"iss":"https://a.example","scp":"api://orders/a"}"#,
                    &full,
                ),
                (entra, "<validate-jwt header-name='a'/>"),
            ],
        );
        assert_eq!(fixed(&CHECK, entra, &full), [policy("Orders.Read")]);
    }
}
