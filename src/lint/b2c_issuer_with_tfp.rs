use super::spots::Spots;
use super::{About, Check, Outcome, Subject};
use crate::claims::issuer::{Provider, parse_issuer};
use crate::finding::{Confidence, Severity};

/// The policy lists the form of a B2C issuer that tokens seldom have.
pub(super) static CHECK: Check = Check {
    code: "b2c-issuer-with-tfp",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    about: About::Policy(run),
    title: "tokens of Azure AD B2C seldom have the issuer {names}, line {lines}",
    why: "Whether the issuer has `/tfp/` in it, the user flow decides (Properties, Token compatibility settings); mostly it has not. Libraries for Entra ID refuse the form with it (`IDX40002`).",
    help: "list the issuer exactly as `iss` of a token has it, line {lines}",
    see: "compare with `issuer` in the user flow's discovery document, and with `iss` of a token",
    source: "Azure AD B2C: configure tokens; IdentityModel: IDX40002",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let has_tfp = |issuer: &str| issuer.to_ascii_lowercase().contains("/tfp/");
    let by_token = subject.text_claim("iss").is_some_and(has_tfp);
    let mut spots = Spots::default();
    for value in subject.policy.issuers.as_deref().unwrap_or_default() {
        if let Provider::B2c { .. } = parse_issuer(&value.text) {
            spots.looked = true;
            if has_tfp(&value.text) && !by_token {
                spots.add(&value.text, value.line);
            }
        }
    }
    spots.tell(&CHECK, subject, "")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TENANT, table};
    use super::CHECK;

    #[test]
    fn the_form_is_the_user_flows() {
        let issuer = |path: &str| format!("https://contoso.b2clogin.com/{path}{TENANT}/v2.0/");
        let policy = |issuer: &str| {
            format!(
                "<validate-jwt header-name='a'><issuers><issuer>{issuer}</issuer></issuers></validate-jwt>"
            )
        };
        let (tfp, plain) = (issuer("tfp/"), issuer(""));
        let token = |iss: &str| format!(r#"{{"iss":"{iss}"}}"#);
        table(
            &CHECK,
            &[("", &policy(&tfp)), (&token(&plain), &policy(&tfp))],
            &[("", &policy(&plain)), (&token(&tfp), &policy(&tfp))],
            &[("", &policy("joe")), ("{}", "")],
        );
    }
}
