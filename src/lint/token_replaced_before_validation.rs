use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Place, Severity};

/// Another policy writes the header in front of the one that reads the token from it.
///
/// Only what always runs before it counts; a value that is taken from the request itself is the caller's token still.
pub(super) static CHECK: Check = Check {
    code: "token-replaced-before-validation",
    severity: Severity::Error,
    confidence: Confidence::Likely,
    about: About::Policy(run),
    title: "the caller's token is not the one that is validated: `{by}` in line {line} writes its header first",
    why: "The caller's own token is never looked at; the one that is was made for the backend, and mostly it is refused for its audience.",
    help: "move `{by}` from line {line} behind the policy in line {policy}",
    source: "API Management: authentication-managed-identity; Microsoft Q&A 1064084",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let policy = subject.policy;
    let Some(replaced) = &policy.surroundings.replaced else {
        return Outcome::Passed;
    };
    let (line, own) = (replaced.line.to_string(), policy.line.to_string());
    let values = [("by", replaced.by), ("line", &*line), ("policy", &own)];
    CHECK.found(&values, Place::Policy(replaced.line))
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn only_what_always_writes_the_header_in_front_of_the_policy_counts() {
        const POLICY: &str = "<validate-jwt header-name='authorization'/>";
        const IDENTITY: &str = "<authentication-managed-identity resource='r'/>";
        let set = |header: &str, action: &str, value: &str| {
            format!("<set-header name='{header}' {action}>{value}</set-header>")
        };
        let before = |front: &str| format!("<inbound>{front}{POLICY}</inbound>");
        let value = "<value>Bearer {{secret}}</value>";
        let overridden = set("Authorization", "", value);
        let deleted = set("Authorization", "exists-action='delete'", "");
        let skipped = set("Authorization", "exists-action='skip'", value);
        let own = set(
            "Authorization",
            "exists-action='override'",
            "<value>@(context.Request.Headers.GetValueOrDefault(\"X-Token\"))</value>",
        );
        let branch =
            |inside: &str| format!("<choose><when condition='@(true)'>{inside}</when></choose>");
        table(
            &CHECK,
            &[
                ("", &before(IDENTITY)),
                (
                    "",
                    &before("<authentication-basic username='u' password='p'/>"),
                ),
                ("", &before(&overridden)),
                ("", &before(&deleted)),
                (
                    "",
                    &before(&format!("<retry condition='@(true)'>{IDENTITY}</retry>")),
                ),
                (
                    "",
                    &format!("<inbound>{IDENTITY}{}</inbound>", branch(POLICY)),
                ),
                (
                    "",
                    &before(&branch(POLICY).replace("<validate", &format!("{IDENTITY}<validate"))),
                ),
            ],
            &[
                ("", &before("")),
                ("", &format!("<inbound>{POLICY}{IDENTITY}</inbound>")),
                ("", &before(&skipped)),
                ("", &before(&own)),
                ("", &before(&format!("{deleted}{own}"))),
                ("", &before(&set("Authorization", "", ""))),
                ("", &before(&set("X-Other", "", value))),
                ("", &before(&branch(IDENTITY))),
                (
                    "",
                    &before(
                        "<authentication-managed-identity resource='r' output-token-variable-name='t'/>",
                    ),
                ),
                (
                    "",
                    &before(&format!("<send-request>{overridden}</send-request>")),
                ),
                (
                    "",
                    &format!(
                        "<policies><inbound>{IDENTITY}</inbound><outbound>{POLICY}</outbound></policies>"
                    ),
                ),
                (
                    "",
                    &format!("<inbound>{IDENTITY}<validate-jwt header-name='X-Token'/></inbound>"),
                ),
                (
                    "",
                    &format!(
                        "<inbound>{IDENTITY}<validate-jwt query-parameter-name='t'/></inbound>"
                    ),
                ),
                (
                    "",
                    &format!("<inbound>{IDENTITY}<validate-jwt token-value='@(1)'/></inbound>"),
                ),
            ],
            &[("{}", "")],
        );
    }
}
