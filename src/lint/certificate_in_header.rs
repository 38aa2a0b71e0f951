use super::{About, Check, Outcome};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;

/// The token brings along a certificate.
pub(super) static CHECK: Check = Check {
    code: "certificate-in-header",
    severity: Severity::Info,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "the token brings its own certificate (`x5c`)",
    why: "Anybody can make a certificate and put it into a token. That it verifies the signature proves nothing until its chain ends at a root that the validator trusts for this issuer.",
    help: "see that the validator checks the chain and the names in it, or takes its keys from the issuer's metadata only",
    see: "the row `x5c` of the JOSE Header",
    source: "RFC 7515 §4.1.6; RFC 8725 §3.10",
};

fn run(token: &Token) -> Outcome {
    match token.header_parameter("x5c") {
        Some(_) => CHECK.found(&[], Place::Header("x5c".to_owned())),
        None => Outcome::NotApplicable,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::CHECK;

    #[test]
    fn a_certificate_is_told() {
        let found = |header| run(&CHECK, header, "{}", "");
        assert_eq!(
            found(r#"{"alg":"RS256","x5c":["MIIB"]}"#),
            ["the token brings its own certificate (`x5c`)"]
        );
        assert_eq!(found(r#"{"x5t":"a","x5t#S256":"b"}"#), ["not applicable"]);
    }
}
