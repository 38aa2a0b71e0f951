use super::{About, Check, Outcome};
use crate::claims::{as_milliseconds, numeric_date};
use crate::finding::{Confidence, Place, Severity, enumerate};
use crate::jose::Token;

/// A date counts milliseconds where the RFC wants seconds.
pub(super) static CHECK: Check = Check {
    code: "date-in-milliseconds",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "{names} in milliseconds",
    why: "Read as seconds, as every gateway does, such a date lies tens of thousands of years ahead: `exp` never passes, `nbf` never comes.",
    help: "have the issuer divide by 1000: JavaScript's `Date.now()` counts milliseconds",
    see: "the date has 13 digits; seconds have 10 until the year 2286",
    source: "RFC 7519 §2, NumericDate",
};

static DATES: [&str; 6] = ["exp", "nbf", "iat", "auth_time", "updated_at", "xms_tcdt"];

fn run(token: &Token) -> Outcome {
    let mut without = Outcome::NotApplicable;
    let mut names = String::new();
    let mut places = Vec::new();
    for &name in &DATES {
        let Some(date) = numeric_date(token.claims(), token.claims_text(), name).present() else {
            continue;
        };
        without = Outcome::Passed;
        if as_milliseconds(date).is_some() {
            enumerate(&mut names, &["`", name, "`"]);
            places.push(Place::Claim(name.to_owned()));
        }
    }
    if places.is_empty() {
        return without;
    }
    Outcome::Found(CHECK.finding(&[("names", &names)], places))
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn milliseconds_are_told_from_seconds() {
        table(
            &CHECK,
            &[
                (r#"{"exp":1684248669016}"#, ""),
                (r#"{"iat":1,"nbf":1759759297963}"#, ""),
            ],
            &[
                (r#"{"exp":1684248669}"#, ""),
                (r#"{"exp":-5}"#, ""),
                (r#"{"exp":9223372036854775807}"#, ""),
            ],
            &[(r#"{"exp":null}"#, ""), ("{}", ""), ("", "")],
        );
    }
}
