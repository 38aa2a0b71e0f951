use super::{About, Check, Outcome};
use crate::claims::{as_milliseconds, numeric_date};
use crate::finding::{Confidence, Place, Severity};
use crate::jose::Token;

/// The token counts for very long.
pub(super) static CHECK: Check = Check {
    code: "lifetime-long",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "the token counts for {days} days",
    why: "A JWT cannot be called back: a stolen one opens the API until it expires. Providers let access tokens count for minutes up to a day, 30 days at most.",
    help: "have the issuer set `exp` to an hour or so after `iat`, and the client refresh the token",
    see: "the rows `iat` and `exp`, each with its instant",
    source: "RFC 9700 §2.2; RFC 6750 §5.3",
};

/// In seconds: the longest that a great provider (Auth0) offers.
const LONGEST: i64 = 30 * DAY;
const DAY: i64 = 86_400;

fn run(token: &Token) -> Outcome {
    let date = |name| numeric_date(token.claims(), token.claims_text(), name).present();
    let (Some(exp), Some(begin)) = (date("exp"), date("iat").or_else(|| date("nbf"))) else {
        return Outcome::NotApplicable;
    };
    if as_milliseconds(exp).or(as_milliseconds(begin)).is_some() {
        return Outcome::NotApplicable;
    }
    let seconds = exp.since(begin);
    if seconds <= LONGEST {
        return Outcome::Passed;
    }
    let days = (seconds / DAY).to_string();
    CHECK.found(&[("days", &days)], Place::Claim("exp".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{run, table};
    use super::CHECK;

    #[test]
    fn thirty_days_are_the_most() {
        table(
            &CHECK,
            &[
                (r#"{"iat":0,"exp":2592001}"#, ""),
                (r#"{"nbf":0,"exp":2592001}"#, ""),
                (r#"{"iat":0,"exp":1e400}"#, ""),
            ],
            &[
                (r#"{"iat":0,"exp":2592000}"#, ""),
                (r#"{"iat":5,"exp":1}"#, ""),
            ],
            &[
                (r#"{"exp":2082585600}"#, ""),
                (r#"{"iat":1795402200000,"exp":1795405800000}"#, ""),
                ("", ""),
            ],
        );
        let claims = r#"{"iat":1767225600,"exp":2082585600}"#;
        assert_eq!(
            run(&CHECK, "{}", claims, ""),
            ["the token counts for 3650 days"]
        );
    }
}
