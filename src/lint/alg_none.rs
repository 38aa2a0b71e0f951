use super::{About, Check, Outcome};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;

/// `alg` is `none`, in any spelling.
pub(super) static CHECK: Check = Check {
    code: "alg-none",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "the token is unsecured: `alg` is `{alg}`",
    why: "Nobody signed this token: whoever holds it can change every claim. Readers that compare `alg` without regard to case let `nOnE` through where `none` is forbidden.",
    help: "ask the authorization server for a signed token; keep `require-signed-tokens` of `validate-jwt` at `true`",
    see: "the row `alg` of the JOSE Header, and nothing behind the token's second dot",
    source: "RFC 8725 §3.1; RFC 7519 §6",
};

fn run(token: &Token) -> Outcome {
    let Some(alg) = token.alg() else {
        return Outcome::NotApplicable;
    };
    if !alg.trim().eq_ignore_ascii_case("none") {
        return Outcome::Passed;
    }
    CHECK.found(&[("alg", alg)], Place::Header("alg".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::CHECK;

    #[test]
    fn every_spelling_of_none_is_found() {
        for alg in ["none", "None", "nOnE", "NONE", "none "] {
            assert_eq!(
                run(&CHECK, &format!("{{\"alg\":\"{alg}\"}}"), "{}", "").len(),
                1,
                "{alg}"
            );
        }
        assert!(run(&CHECK, r#"{"alg":"RS256"}"#, "{}", "").is_empty());
        assert_eq!(run(&CHECK, r#"{"alg":5}"#, "{}", ""), ["not applicable"]);
        assert_eq!(run(&CHECK, "", "", ""), ["not applicable"]);
    }
}
