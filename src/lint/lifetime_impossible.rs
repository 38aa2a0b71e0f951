use super::{About, Check, Outcome};
use crate::claims::{as_milliseconds, numeric_date};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;

/// The token ends before it begins.
pub(super) static CHECK: Check = Check {
    code: "lifetime-impossible",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "`exp` is not after `{begin}`: the dates stand in the wrong order",
    why: "A token counts from `nbf` until `exp`, and is issued before that: where `nbf` is after `exp` the gateway refuses it at any time (`IDX10224`), and where `iat` is, a clock or a unit is wrong.",
    help: "have the issuer set `exp` after `iat` and `nbf`, all of them in seconds and in UTC",
    see: "the rows `iat`, `nbf` and `exp`, each with its instant",
    source: "RFC 7519 §4.1.4, §4.1.5, §4.1.6",
};

fn run(token: &Token) -> Outcome {
    let date = |name| {
        let date = numeric_date(token.claims(), token.claims_text(), name).present();
        // What is in milliseconds is told by a check of its own.
        date.filter(|date| as_milliseconds(*date).is_none())
    };
    let Some(exp) = date("exp") else {
        return Outcome::NotApplicable;
    };
    let mut outcome = Outcome::NotApplicable;
    for name in ["nbf", "iat"] {
        let Some(begin) = date(name) else { continue };
        if exp <= begin {
            return CHECK.found(&[("begin", name)], Place::Claim(name.to_owned()));
        }
        outcome = Outcome::Passed;
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn a_token_begins_before_it_ends() {
        table(
            &CHECK,
            &[
                (r#"{"exp":100,"nbf":101}"#, ""),
                (r#"{"exp":100,"nbf":100}"#, ""),
                (r#"{"exp":100,"nbf":1,"iat":200}"#, ""),
                (r#"{"exp":"100","iat":200}"#, ""),
            ],
            &[
                (r#"{"exp":100,"nbf":99,"iat":99}"#, ""),
                (r#"{"exp":1e400,"iat":1}"#, ""),
                (r#"{"exp":1795406400,"iat":1,"nbf":1795406400000}"#, ""),
            ],
            &[
                (r#"{"exp":100}"#, ""),
                (r#"{"nbf":100}"#, ""),
                (r#"{"exp":null,"nbf":100}"#, ""),
                ("", ""),
            ],
        );
    }
}
