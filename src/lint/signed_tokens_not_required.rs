use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Severity};
use crate::policy::effective::effective;

/// The policy lets a token without a signature in.
pub(super) static CHECK: Check = Check {
    code: "signed-tokens-not-required",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the policy lets unsigned tokens in: `require-signed-tokens` is `false`, line {lines}",
    why: "Anybody can write a token with `alg` `none`, with any claims.",
    help: "write `true`, or delete the attribute: that is the default",
    see: "`require-signed-tokens=\"false\"` in the policy's first tag",
    source: "RFC 8725 §3.1; API Management: validate-jwt, require-signed-tokens",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let is_wrong = effective(subject.policy).require_signed.value == Some(false);
    subject.setting(&CHECK, "require-signed-tokens", is_wrong, "true")
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn signed_tokens_not_required() {
        let policy = |attribute: &str| format!("<validate-jwt header-name='a' {attribute}/>");
        table(
            &CHECK,
            &[
                ("", &policy("require-signed-tokens='false'")),
                ("", &policy("require-signed-tokens=' False '")),
            ],
            &[
                ("", &policy("require-signed-tokens='true'")),
                (
                    "",
                    &policy("require-signed-tokens='@(context.Api.IsCurrentRevision)'"),
                ),
                ("", &policy("require-signed-tokens='no'")),
            ],
            &[("", &policy("")), ("{}", "")],
        );
    }
}
