use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Severity};
use crate::policy::effective::effective;

/// Expired tokens are let in for longer than clocks differ.
pub(super) static CHECK: Check = Check {
    code: "skew-too-large",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "an expired token is let in for {names} seconds more: `clock-skew`, line {lines}",
    why: "Clocks differ by seconds, and libraries allow five minutes. More keeps a stolen token alive.",
    help: "write `clock-skew=\"300\"` or less",
    see: "call the API with a token that expired a few minutes ago: it answers 200",
    source: "RFC 7519 §4.1.4; API Management: validate-jwt, clock-skew",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let is_wrong = effective(subject.policy).clock_skew.value > Some(300);
    subject.setting(&CHECK, "clock-skew", is_wrong, "300")
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn skew_too_large() {
        let policy = |attribute: &str| format!("<validate-jwt header-name='a' {attribute}/>");
        table(
            &CHECK,
            &[
                ("", &policy("clock-skew='301'")),
                ("", &policy("clock-skew='86400'")),
            ],
            &[
                ("", &policy("clock-skew='300'")),
                ("", &policy("clock-skew='0'")),
                ("", &policy("clock-skew='5m'")),
                ("", &policy("clock-skew='@(context.Api.Revision)'")),
            ],
            &[("", &policy("")), ("{}", "")],
        );
    }
}
