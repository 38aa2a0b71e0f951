use super::members::usage;
use super::{About, Check, Outcome};
use crate::claims::Use;
use crate::finding::{Confidence, Part, Place, Severity};
use crate::jose::Token;

/// The token never expires.
pub(super) static CHECK: Check = Check {
    code: "exp-missing",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "the token has no `exp`: it never expires",
    why: "Without `exp` a stolen token works for ever, and a gateway that requires an expiration time refuses it (`IDX10225`).",
    help: "have the issuer set `exp`, in seconds since 1970",
    see: "the JWT Claims Set shows no row `exp`; the trace says `IDX10225`",
    source: "RFC 7519 §4.1.4; RFC 9068 §2.2",
};

fn run(token: &Token) -> Outcome {
    // A proof of possession counts for the moment of its `iat` (RFC 9449 §4.3).
    if token.claims().is_empty() || usage(token) == Use::DpopProof {
        return Outcome::NotApplicable;
    }
    if token.claim("exp").is_some() {
        return Outcome::Passed;
    }
    CHECK.found(&[], Place::Token(Part::Payload))
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn a_token_must_expire() {
        table(
            &CHECK,
            &[("{\"sub\":\"a\"}", "")],
            &[("{\"exp\":1}", ""), ("{\"exp\":null}", "")],
            &[
                ("{}", ""),
                ("", ""),
                ("[1]", ""),
                (r#"{"htm":"GET","htu":"https://api.example/"}"#, ""),
            ],
        );
    }
}
