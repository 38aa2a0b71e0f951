use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Place, Severity};
use crate::policy::edit;
use crate::policy::value::Unknown;
use crate::text::fill;

/// Another policy writes the header in front of the one that reads the token from it.
///
/// What runs under a condition is told as possible; a value that is taken from the request itself is the caller's token still.
pub(super) static CHECK: Check = Check {
    code: "token-replaced-before-validation",
    severity: Severity::Error,
    confidence: Confidence::Likely,
    about: About::Policy(run),
    title: "the caller's token is not the one that is validated: `{by}` in line {line} writes its header first",
    why: "The caller's own token is never looked at; the one that is was made for the backend, and mostly it is refused for its audience.",
    help: "move `{by}` from line {line} behind the policy in line {policy}",
    see: "the trace shows the `Authorization` header set before the JWT policy runs",
    source: "API Management: authentication-managed-identity; Microsoft Q&A 1064084",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let policy = subject.policy;
    let Some(replaced) = &policy.surroundings.replaced else {
        return Outcome::Passed;
    };
    let (line, own) = (replaced.line.to_string(), policy.line.to_string());
    let values = [("by", replaced.by), ("line", &*line), ("policy", &own)];
    let mut finding = CHECK.finding(&values, vec![Place::Policy(replaced.line)]);
    if replaced.is_conditional || replaced.may_be_own {
        let title = "the caller's token may not be the one that is validated: `{by}` in line {line} writes its header first";
        finding.title = fill(title, &values);
        finding.confidence = Confidence::Possible;
    }
    if replaced.is_conditional {
        finding.title.push_str(", under a condition");
    }
    if replaced.may_be_own {
        finding.severity = Severity::Info;
        finding.why = OWN_WHY;
        finding.help = Some(fill(OWN_HELP, &values));
    }
    let mut all = policy.values().into_iter();
    // An expression may read what is written in between.
    let is_clear = replaced.is_alone
        && !replaced.is_conditional
        && !replaced.may_be_own
        && !subject.policy_text.is_broken;
    if is_clear && all.all(|value| value.unknown != Some(Unknown::Expression)) {
        let title = fill(
            "move the policy from line {policy} in front of line {line}",
            &values,
        );
        let text = subject.policy_text;
        let edits = edit::moved(text, policy.span, replaced.start);
        finding.fixes.push(edit::replace_raw(text, &edits, title));
    }
    Outcome::Found(finding)
}

const OWN_WHY: &str = "Where the value is the caller's token, taken from another header or kept in a variable, nothing changes; where it is another token, the caller's own is never looked at.";
const OWN_HELP: &str = "make sure that line {line} writes the caller's own token, or move `{by}` behind the policy in line {policy}";

#[cfg(test)]
mod tests {
    use super::super::testing::{finding, fixed, table};
    use super::CHECK;
    use crate::finding::{Confidence, Severity};

    #[expect(clippy::too_many_lines, reason = "a table is as long as its rows")]
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
            |inside: &str| format!("<choose><when condition='@(c)'>{inside}</when></choose>");
        table(
            &CHECK,
            &[
                ("", &before(IDENTITY)),
                (
                    "",
                    &before("<authentication-basic username='u' password='p'/>"),
                ),
                ("", &before(&overridden)),
                ("", &before(&branch(IDENTITY))),
                ("", &before(&own)),
                ("", &before(&format!("{deleted}{own}"))),
                (
                    "",
                    &before(&set(
                        "Authorization",
                        "",
                        "<value>@((string)context.Variables[\"t\"])</value>",
                    )),
                ),
                (
                    "",
                    &before(&format!(
                        "<authentication-managed-identity resource='r' output-token-variable-name='t'/>{}",
                        set(
                            "Authorization",
                            "",
                            "<value>@((string)context.Variables[\"t\"])</value>"
                        )
                    )),
                ),
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
                ("", &before(&set("Authorization", "", ""))),
                ("", &before(&set("X-Other", "", value))),
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
        let possible = "the caller's token may not be the one that is validated: `set-header` in line 1 writes its header first";
        let conditional = "the caller's token may not be the one that is validated: `authentication-managed-identity` in line 1 writes its header first, under a condition";
        let (error, info) = (Severity::Error, Severity::Info);
        for (front, severity, title) in [
            (own.clone(), info, possible),
            ([&*deleted, &own].concat(), info, possible),
            (
                branch(&own),
                info,
                &*[possible, ", under a condition"].concat(),
            ),
            // Another token says more than one that may be the caller's own.
            ([&*branch(IDENTITY), &own].concat(), error, conditional),
            ([&*own, &branch(IDENTITY)].concat(), error, conditional),
        ] {
            let xml = before(&front);
            let finding = finding(&CHECK, "", &xml).expect(&xml);
            assert_eq!(
                (finding.severity, &*finding.title),
                (severity, title),
                "{xml}"
            );
            assert_eq!(finding.confidence, Confidence::Possible, "{xml}");
            assert_eq!(finding.fixes, [], "{xml}");
        }
        let wrong = "<inbound>\r\n  <!-- ours -->\r\n  <authentication-managed-identity resource='r'/>\r\n  <base/>\r\n  <validate-jwt header-name='Authorization'>\r\n  </validate-jwt> <!-- theirs -->\r\n</inbound>";
        let right = "<inbound>\r\n  <!-- ours -->\r\n  <validate-jwt header-name='Authorization'>\r\n  </validate-jwt>\r\n  <authentication-managed-identity resource='r'/>\r\n  <base/> <!-- theirs -->\r\n</inbound>";
        assert_eq!(fixed(&CHECK, "", wrong), [right]);
        for several in [
            before(&[IDENTITY, IDENTITY].concat()),
            before(&[&*overridden, IDENTITY].concat()),
            before(&format!("<retry condition='@(true)'>{IDENTITY}</retry>")),
            format!("<inbound>{IDENTITY}{}</inbound>", branch(POLICY)),
            before(IDENTITY).replace(
                "authorization'",
                "authorization' clock-skew='@(int.Parse(skew))'",
            ),
        ] {
            assert!(finding(&CHECK, "", &several).is_some(), "{several}");
            assert_eq!(fixed(&CHECK, "", &several), [""; 0], "{several}");
        }
    }
}
