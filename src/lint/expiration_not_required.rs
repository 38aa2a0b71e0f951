use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Severity};
use crate::policy::effective::effective;

/// The policy lets a token that never expires in.
pub(super) static CHECK: Check = Check {
    code: "expiration-not-required",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the policy lets tokens in that never expire: `require-expiration-time` is `false`, line {lines}",
    why: "A stolen token without `exp` works for ever.",
    help: "write `true`, or delete the attribute: that is the default",
    see: "`require-expiration-time=\"false\"` in the policy's first tag",
    source: "RFC 9068 §2.2; API Management: validate-jwt, require-expiration-time",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let is_wrong = effective(subject.policy).require_expiration.value == Some(false);
    subject.setting(&CHECK, "require-expiration-time", is_wrong, "true")
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn expiration_not_required() {
        let policy = |attribute: &str| format!("<validate-jwt header-name='a' {attribute}/>");
        table(
            &CHECK,
            &[
                ("", &policy("require-expiration-time='false'")),
                ("", &policy("require-expiration-time='FALSE'")),
            ],
            &[
                ("", &policy("require-expiration-time='true'")),
                ("", &policy("require-expiration-time='{{x}}'")),
            ],
            &[("", &policy("")), ("{}", "")],
        );
    }
}
