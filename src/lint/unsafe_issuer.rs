use super::address::concern;
use super::members::shown;
use super::{About, Check, Outcome};
use crate::claims::find_text;
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;

/// `iss` is an address that nobody should fetch keys from.
pub(super) static CHECK: Check = Check {
    code: "unsafe-issuer",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "`iss` is `{issuer}`: {concern}",
    why: "Validators look for an issuer's keys under its address. They can be made to fetch them from where the forger answers, or from inside their own network.",
    help: "have the issuer use an https URL with a host name, and nothing behind its path; let the policy list exactly that",
    see: "the row `iss`: scheme, host, port, and what stands behind them",
    source: "RFC 8414 §2; RFC 8725 §3.8, §3.10",
};

fn run(token: &Token) -> Outcome {
    // An issuer need not be a URL (RFC 7519 §4.1.1).
    let Some(issuer) = find_text(token.claims(), "iss").filter(|issuer| issuer.contains("://"))
    else {
        return Outcome::NotApplicable;
    };
    let mut concern = concern(issuer);
    if concern.is_empty() && issuer.contains(['?', '#']) {
        concern = "with a query or a fragment, which RFC 8414 forbids";
    }
    if concern.is_empty() {
        return Outcome::Passed;
    }
    CHECK.found(
        &[("issuer", &shown(issuer)), ("concern", concern)],
        Place::Claim("iss".to_owned()),
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn an_issuer_is_an_https_url_or_no_url() {
        table(
            &CHECK,
            &[
                (r#"{"iss":"http://idp.example/"}"#, ""),
                (r#"{"iss":"https://169.254.169.254/"}"#, ""),
                (r#"{"iss":"https://idp.example/?tenant=a"}"#, ""),
                (r#"{"iss":"https://idp.example/#a"}"#, ""),
            ],
            &[(
                r#"{"iss":"https://sts.windows.net/5c2f7a10-3c1d-4f0e-9b55-0d6f6b1d2a01/"}"#,
                "",
            )],
            &[
                (r#"{"iss":"joe"}"#, ""),
                (r#"{"iss":"accounts.google.com"}"#, ""),
                (r#"{"iss":"kubernetes/serviceaccount"}"#, ""),
                (r#"{"iss":5}"#, ""),
                ("", ""),
            ],
        );
    }
}
