use super::issuers::named;
use super::{About, Check, Outcome, Subject};
use crate::claims::issuer::{Provider, parse_issuer};
use crate::finding::{Confidence, Place, Severity, enumerate};

/// Entra ID, Azure AD B2C and Entra External ID are taken for one another.
pub(super) static CHECK: Check = Check {
    code: "issuer-of-another-service",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the token is of {found}, the policy, line {lines}, accepts tokens of {wanted}",
    why: "Entra ID for work and school accounts, Azure AD B2C and Entra External ID are services of their own, with other issuers and other keys, also where they serve the same tenant.",
    help: "have the client sign in at {wanted}, the authority that the policy names; or, if {found} is right, name its discovery document as `<openid-config>`, line {lines}",
    see: "the host in `iss`: `login.microsoftonline.com` or `sts.windows.net`, `….b2clogin.com`, `….ciamlogin.com`; beside that in `<openid-config>`",
    source: "Microsoft identity platform: authorities; Azure AD B2C: tokens overview",
};

/// What it is called; `None` for other providers.
fn service(provider: Provider<'_>) -> Option<&'static str> {
    match provider {
        Provider::Entra { .. } => Some("Entra ID"),
        Provider::B2c { .. } => Some("Azure AD B2C"),
        Provider::ExternalId { .. } => Some("Entra External ID"),
        Provider::Other(_) => None,
    }
}

fn run(subject: &Subject<'_>) -> Outcome {
    let issuer = parse_issuer(subject.text_claim("iss").unwrap_or_default());
    let (Some(found), sites) = (service(issuer), named(subject.policy)) else {
        return Outcome::NotApplicable;
    };
    let (mut wanted, mut lines) = (None, String::new());
    let mut places = vec![Place::Claim("iss".to_owned())];
    for site in &sites {
        match service(site.provider).filter(|_| site.value.unknown.is_none()) {
            Some(service) if service != found => {
                wanted = wanted.or(Some(service));
                enumerate(&mut lines, &[&site.value.line.to_string()]);
                places.push(Place::Policy(site.value.line));
            }
            Some(_) => return Outcome::Passed,
            // An issuer that only the gateway knows, or one that has no part in it.
            None => return Outcome::NotApplicable,
        }
    }
    let Some(wanted) = wanted else {
        return Outcome::NotApplicable;
    };
    let values = [("found", found), ("wanted", wanted), ("lines", &*lines)];
    Outcome::Found(CHECK.finding(&values, places))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TENANT, table};
    use super::CHECK;

    #[test]
    fn a_service_has_its_own_issuers() {
        let policy = |url: &str| {
            format!(
                "<validate-jwt header-name='a'><openid-config url='https://{url}/.well-known/openid-configuration'/></validate-jwt>"
            )
        };
        let token = |iss: &str| format!(r#"{{"iss":"https://{iss}/"}}"#);
        let entra = token(&format!("sts.windows.net/{TENANT}"));
        let b2c = policy("contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_in/v2.0");
        let external = policy("contoso.ciamlogin.com/t/v2.0");
        table(
            &CHECK,
            &[
                (&entra, &b2c),
                (&entra, &external),
                (&token("contoso.b2clogin.com/t/v2.0"), &external),
            ],
            &[
                (&entra, &policy("login.microsoftonline.com/common")),
                (&token("contoso.b2clogin.com/t/v2.0"), &b2c),
            ],
            &[
                (&entra, &policy("accounts.google.com")),
                (&entra, &policy("{{host}}")),
                (&token("accounts.google.com"), &b2c),
                (&entra, "<validate-jwt header-name='a'/>"),
                ("", &b2c),
            ],
        );
    }
}
