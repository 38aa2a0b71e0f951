use super::{About, Check, Outcome};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::{Kind, Token};

/// A signed token says that it is compressed.
pub(super) static CHECK: Check = Check {
    code: "zip-on-jws",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "the header of a signed token has `zip`, which is for encrypted ones",
    why: "RFC 7515 knows no compression: most readers ignore `zip` here, and those that heed it see other claims, and can be kept busy by a small token that becomes a large one.",
    help: "have the issuer leave `zip` out and not compress the payload",
    see: "the row `zip` of the JOSE Header of a token with three segments",
    source: "RFC 7516 §4.1.3; RFC 7515 §4.1",
};

fn run(token: &Token) -> Outcome {
    let is_there = token.header_parameter("zip").is_some();
    if !is_there || !matches!(token.kind, Kind::Jws | Kind::Unsecured) {
        return Outcome::NotApplicable;
    }
    CHECK.found(&[], Place::Header("zip".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{encode, of_token, run};
    use super::CHECK;
    use crate::jose::decode;

    #[test]
    fn only_encrypted_tokens_are_compressed() {
        let header = r#"{"alg":"RS256","zip":"DEF"}"#;
        assert_eq!(run(&CHECK, header, "{}", "").len(), 1);
        assert_eq!(
            run(&CHECK, r#"{"alg":"RS256"}"#, "{}", ""),
            ["not applicable"]
        );
        let jwe = encode(r#"{"alg":"dir","zip":"DEF","enc":"A256GCM"}"#);
        let jwe = decode(&format!("{jwe}..YWJj.YWJj.YWJj"));
        assert_eq!(of_token(&CHECK, &jwe), ["not applicable"]);
    }
}
