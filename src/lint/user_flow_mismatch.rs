use super::issuers::named;
use super::{About, Check, Outcome, Subject};
use crate::claims::issuer::Provider;
use crate::claims::{Profile, find_text};
use crate::finding::{Confidence, Place, Severity};

/// The token is of another user flow of Azure AD B2C than the policy's metadata.
pub(super) static CHECK: Check = Check {
    code: "user-flow-mismatch",
    severity: Severity::Warning,
    confidence: Confidence::Likely,
    about: About::Policy(run),
    title: "the token is from the user flow `{found}`, the policy's metadata is that of `{wanted}`, line {line}",
    why: "Each user flow and each custom policy of Azure AD B2C has a discovery document of its own; with it may come other keys, and another issuer where the flow puts its name into it. Users that edit their profile or reset their password come back with a token of that flow.",
    help: "add a second `<openid-config>` with the metadata of `{found}` behind line {line}; or have the client use the token of the flow `{wanted}`",
    see: "the row `tfp` or `acr`, beside the `p=` or the path in the URL of `<openid-config>`",
    source: "Azure AD B2C: tokens overview, endpoints and issuer; API Management: validate-jwt, openid-config",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let claims = match subject.token {
        Some(token) if Profile::of(token.claims()) == Profile::EntraB2c => token.claims(),
        _ => return Outcome::NotApplicable,
    };
    let found = find_text(claims, "tfp").or_else(|| find_text(claims, "acr"));
    let mut other = None;
    let mut looked = false;
    for site in named(subject.policy) {
        if let (Provider::B2c { flow, .. }, Some(found), true) = (site.provider, found, site.is_url)
            && !flow.is_empty()
            && site.value.unknown.is_none()
        {
            looked = true;
            if flow.eq_ignore_ascii_case(found) {
                return Outcome::Passed;
            }
            other = other.or(Some((found, flow.to_owned(), site.value.line)));
        }
    }
    match other {
        Some((found, wanted, line)) => {
            let values = [
                ("found", found),
                ("wanted", &*wanted),
                ("line", &line.to_string()),
            ];
            CHECK.found(&values, Place::Policy(line))
        }
        None if looked => Outcome::Passed,
        None => Outcome::NotApplicable,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn a_flow_has_its_own_metadata() {
        let token = |flow: &str| {
            format!(r#"{{"iss":"https://contoso.b2clogin.com/t/v2.0/","tfp":"{flow}"}}"#)
        };
        let policy = |flows: &[&str]| {
            let config = |flow: &&str| {
                format!(
                    "<openid-config url='https://contoso.b2clogin.com/contoso.onmicrosoft.com/{flow}/v2.0/.well-known/openid-configuration'/>"
                )
            };
            let configs: String = flows.iter().map(config).collect();
            format!("<validate-jwt header-name='a'>{configs}</validate-jwt>")
        };
        let edit = token("B2C_1_edit");
        table(
            &CHECK,
            &[(&edit, &policy(&["B2C_1_signin"]))],
            &[
                (&token("b2c_1_signin"), &policy(&["B2C_1_signin"])),
                (&edit, &policy(&["B2C_1_signin", "B2C_1_edit"])),
            ],
            &[
                (&edit, "<validate-jwt header-name='a'/>"),
                (&edit, &policy(&["{{flow}}"])),
                (r#"{"iss":"https://a.example","tfp":1}"#, &policy(&["a"])),
                ("", &policy(&["a"])),
            ],
        );
    }
}
