use super::spots::Spots;
use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Severity};
use crate::policy::placeholder;
use crate::policy::value::{Unknown, Value, is_expression};

/// A sample's placeholder stands where a value has to be.
pub(super) static CHECK: Check = Check {
    code: "placeholder-left",
    severity: Severity::Error,
    confidence: Confidence::Likely,
    about: About::Policy(run),
    title: "a placeholder was left in: {names}, line {lines}",
    why: "The gateway takes it for the value itself, which no token has and no address is.",
    help: "write your own value, line {lines}; a named value is written `{{name}}`",
    see: "the value as it stands in the policy that the portal shows",
    source: "API Management: validate-jwt, examples; named values",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let policy = subject.policy;
    let mut spots = Spots::default();
    // A message for people may say `your`.
    let message = policy.attribute("failed-validation-error-message");
    for value in policy.values() {
        let is_message = message.is_some_and(|message| message.span == value.span);
        spots.looked |= !is_message;
        if !is_message && is_placeholder(value) {
            spots.add(value.written.trim(), value.line);
        }
    }
    spots.tell(&CHECK, subject, "")
}

/// Whether a value is what samples write for one.
pub(super) fn is_placeholder(value: &Value) -> bool {
    match value.unknown {
        Some(Unknown::Placeholder(_)) => true,
        Some(_) => !is_expression(&value.written) && placeholder::has_braces(&value.written),
        None => placeholder::is_placeholder(&value.written),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn a_value_is_told_from_what_stands_for_it() {
        let audience = |text: &str| {
            format!(
                "<validate-jwt header-name='a'><audiences><audience>{text}</audience></audiences></validate-jwt>"
            )
        };
        let found = [
            "your-client-id",
            "api://YOUR_API",
            "&lt;client id&gt;",
            "{client-id}",
            "${1:audience}",
            "{{open",
            "‹audience›",
            "[tenant]",
            "00000000-0000-0000-0000-000000000000",
            "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
        ];
        for text in found {
            table(&CHECK, &[("", &audience(text))], &[], &[]);
        }
        for text in [
            "api://orders",
            "{{your-tenant}}",
            "a{{b}}c",
            "${var.tenant}",
            "@(your)",
            "@{ return x; }",
            "{\"a\":1}",
        ] {
            table(&CHECK, &[], &[("", &audience(text))], &[]);
        }
        table(
            &CHECK,
            &[
                (
                    "",
                    "<validate-jwt header-name='a'><openid-config url='https://h/{tenant}/x'/></validate-jwt>",
                ),
                (
                    "",
                    "<validate-jwt header-name='a'><required-claims><claim name='&lt;claim&gt;'/></required-claims></validate-jwt>",
                ),
            ],
            &[(
                "",
                "<validate-jwt header-name='a' failed-validation-error-message='your token is &lt;b&gt;bad'/>",
            )],
            &[("{}", "")],
        );
    }
}
