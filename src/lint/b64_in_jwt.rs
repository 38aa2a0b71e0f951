use super::{About, Check, Outcome};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;
use crate::text::json::Kind;

/// The payload is said not to be base64url, which no JWT may say.
pub(super) static CHECK: Check = Check {
    code: "b64-in-jwt",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "`b64` {found}",
    why: "With `b64` of `false` the signature covers the payload as it stands, not its base64url. A reader that knows this and one that does not see two different tokens under one signature, so no JWT may use it.",
    help: "have the issuer leave `b64` out",
    see: "the rows `b64` and `crit` of the JOSE Header",
    source: "RFC 7797 §6, §7",
};

fn run(token: &Token) -> Outcome {
    let Some(b64) = token.header_parameter("b64") else {
        return Outcome::NotApplicable;
    };
    let crit = token.header_parameter("crit");
    let listed = |name: &str| {
        let mut names = crit.map_or(&[][..], |crit| crit.elements()).iter();
        names.any(|listed| listed.as_str() == Some(name))
    };
    let found = match b64.kind {
        Kind::Bool(true) => return Outcome::Passed,
        Kind::Bool(false) if listed("b64") => "is `false` in a JWT",
        Kind::Bool(false) => {
            "is `false` in a JWT, and `crit` does not list it: who does not know it takes the payload for base64url"
        }
        _ => "is neither `true` nor `false`",
    };
    CHECK.found(&[("found", found)], Place::Header("b64".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::run;
    use super::CHECK;

    #[test]
    fn b64_is_true_or_absent() {
        let found = |header| run(&CHECK, header, "{}", "").concat();
        for (header, expected) in [
            (
                r#"{"b64":false,"crit":["b64"]}"#,
                "`b64` is `false` in a JWT",
            ),
            (r#"{"b64":false,"crit":["exp"]}"#, "does not list it"),
            (r#"{"b64":false}"#, "does not list it"),
            (r#"{"b64":"false"}"#, "neither"),
            (r#"{"alg":"HS256"}"#, "not applicable"),
        ] {
            assert!(found(header).contains(expected), "{header}");
        }
        assert_eq!(
            found(r#"{"b64":false,"crit":["b64"]}"#),
            "`b64` is `false` in a JWT"
        );
        assert_eq!(found(r#"{"b64":true}"#), "");
    }
}
