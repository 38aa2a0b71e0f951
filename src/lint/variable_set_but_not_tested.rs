use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Place, Severity};

/// A variable is set and never read, and one of a near name is tested in its place and never set.
///
/// Four things must come together. No expression of the document reads the first; nothing in the document sets the
/// second. The names are near: the first word up to `-`, `_` or `.` is the same, or at most a third of the letters
/// differs. And it concerns the policy: it runs under a condition that reads the second, or sets the first by
/// `output-token-variable-name`. Nothing is said of a document that includes a fragment or computes names, where more
/// may be set and read than it shows.
pub(super) static CHECK: Check = Check {
    code: "variable-set-but-not-tested",
    severity: Severity::Warning,
    confidence: Confidence::Possible,
    about: About::Policy(run),
    title: "the variable `{set}` is set and never read, and `{tested}`, which line {line} reads, is never set here",
    why: "A condition on a variable that nothing sets goes the same way for every request: a validation under it may never run.",
    help: "write the same name in both places, unless an outer scope sets `{tested}`",
    see: "search the policy for both names; a trace shows the variable's value, or none",
    source: "API Management: set-variable",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let Some(untested) = &subject.policy.surroundings.untested else {
        return Outcome::Passed;
    };
    let values = [
        ("set", &*untested.set),
        ("tested", &untested.tested),
        ("line", &untested.line.to_string()),
    ];
    CHECK.found(&values, Place::Policy(untested.line))
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn two_spellings_of_one_variable_are_found_and_two_variables_are_not() {
        let policy = "<validate-jwt header-name='a'/>";
        let test = |name: &str, inside: &str| {
            format!(
                "<choose><when condition='@((string)context.Variables[\"{name}\"] == \"true\")'>{inside}</when></choose>"
            )
        };
        let set = |name: &str| format!("<set-variable name='{name}' value='true'/>");
        let both = |one: &str, other: &str| set(one) + &test(other, policy);
        let output = "<validate-jwt header-name='a' output-token-variable-name='jwt-token'/>";
        let read = |name: &str| {
            format!(
                "<set-body>@(context.Variables.GetValueOrDefault&lt;Jwt>(\"{name}\").Id)</set-body>"
            )
        };
        table(
            &CHECK,
            &[
                ("", &both("entra-validate", "entra-auth")),
                ("", &both("validateToken", "validateTokens")),
                ("", &(output.to_owned() + &test("jwt_token", ""))),
                ("", &(output.to_owned() + &read("jwt-tokens"))),
            ],
            &[
                ("", policy),
                ("", output),
                ("", &both("entra-auth", "entra-auth")),
                ("", &both("Entra-Auth", "entra-auth")),
                ("", &both("backend", "entra-auth")),
                ("", &test("entra-auth", policy)),
                (
                    "",
                    &(both("entra-validate", "entra-auth") + &set("entra-auth")),
                ),
                (
                    "",
                    &(both("entra-validate", "entra-auth") + &read("entra-validate")),
                ),
                (
                    "",
                    &(both("entra-validate", "entra-auth") + "<include-fragment fragment-id='f'/>"),
                ),
                (
                    "",
                    &(both("entra-validate", "entra-auth")
                        + "<set-body>@(context.Variables[name])</set-body>"),
                ),
                (
                    "",
                    &(set("entra-validate") + &test("entra-auth", "") + policy),
                ),
                ("", &(output.to_owned() + &read("jwt-token"))),
            ],
            &[("{}", "")],
        );
    }
}
