use super::issuers::named;
use super::spots::Spots;
use super::{About, Check, Outcome, Subject, required_claims};
use crate::claims::entra_version;
use crate::finding::{Confidence, Severity};

/// A scope is demanded of Entra ID by the name that other issuers have for it.
pub(super) static CHECK: Check = Check {
    code: "scope-instead-of-scp",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the policy demands `scope`, line {lines}: a token of Entra ID says `scp`",
    why: "Entra ID writes the scopes into `scp`: `scope` is never there.",
    help: "write `scp` for `scope`, line {lines}",
    see: "the row `scp` of the token; there is none `scope`",
    source: "Entra ID: access token claims reference",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let policy = subject.policy;
    let is_entra = if let Some(token) = subject.token {
        entra_version(token.claims()).is_some() && token.claim("scope").is_none()
    } else {
        let sites = named(policy);
        let mut others = sites
            .iter()
            .filter(|site| site.provider.version().is_none());
        !sites.is_empty() && others.next().is_none()
    };
    let mut spots = Spots::default();
    for claim in required_claims(policy) {
        if is_entra && ["scp", "scope"].contains(&claim.name.text.as_str()) {
            spots.looked = true;
            if claim.name.text == "scope" {
                spots.mend("scope", claim.line, claim.name.span, "scp");
            }
        }
    }
    spots.tell(&CHECK, subject, "write `scp` for `scope`, line {lines}")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TENANT, table};
    use super::CHECK;

    #[test]
    fn the_name_is_the_issuers() {
        let policy = |host: &str, name: &str| {
            format!(
                "<validate-jwt header-name='a'><openid-config url='https://{host}/.well-known/openid-configuration'/><required-claims><claim name='{name}' separator=' '/></required-claims></validate-jwt>"
            )
        };
        let entra = format!("login.microsoftonline.com/{TENANT}/v2.0");
        let token = format!(r#"{{"ver":"2.0","iss":"https://{entra}"}}"#);
        table(
            &CHECK,
            &[
                ("", &policy(&entra, "scope")),
                (&token, &policy("u", "scope")),
            ],
            &[
                ("", &policy(&entra, "scp")),
                (&token, &policy(&entra, "scp")),
            ],
            &[
                ("", &policy("example.auth0.com", "scope")),
                ("", &policy(&entra, "roles")),
                (r#"{"scope":"a"}"#, &policy(&entra, "scope")),
                ("{}", ""),
            ],
        );
    }
}
