use super::{About, Check, Outcome, Subject};
use crate::claims::{Reading, as_milliseconds, numeric_date};
use crate::finding::{Confidence, Place, Severity};

/// A date counts milliseconds where the RFC wants seconds.
pub(super) static CHECK: Check = Check {
    code: "date-in-milliseconds",
    severity: Severity::Error,
    about: About::Token,
    why: "Read as seconds, as every gateway does, such a date lies tens of thousands of years ahead: `exp` never passes, `nbf` never comes.",
    source: "RFC 7519 §2, NumericDate",
    run,
};

static DATES: [&str; 6] = ["exp", "nbf", "iat", "auth_time", "updated_at", "xms_tcdt"];

fn run(subject: &Subject<'_>) -> Outcome {
    let Some(token) = subject.token else {
        return Outcome::NotApplicable;
    };
    let dates: Vec<_> = DATES
        .iter()
        .filter_map(
            |name| match numeric_date(token.claims(), token.claims_text(), name) {
                Reading::Present(instant) => Some((*name, instant)),
                Reading::Absent | Reading::Malformed(_) => None,
            },
        )
        .collect();
    if dates.is_empty() {
        return Outcome::NotApplicable;
    }
    let found: Vec<&str> = dates
        .iter()
        .filter(|(_, instant)| as_milliseconds(*instant).is_some())
        .map(|(name, _)| *name)
        .collect();
    if found.is_empty() {
        return Outcome::Passed;
    }
    let list = found
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    CHECK.finding(
        Confidence::Certain,
        format!("{list} in milliseconds"),
        "have the issuer divide by 1000: JavaScript's `Date.now()` counts milliseconds".to_owned(),
        found
            .into_iter()
            .map(|name| Place::Claim(name.to_owned()))
            .collect(),
        Vec::new(),
    )
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
