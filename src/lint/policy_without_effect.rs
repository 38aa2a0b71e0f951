use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Place, Severity};

/// The policy stands where it protects nothing.
pub(super) static CHECK: Check = Check {
    code: "policy-without-effect",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the policy has no effect: {why}",
    why: "What it demands keeps nobody out, so it is left out of the verdict.",
    help: "move the policy in line {line} into `<inbound>`, in front of everything that it is to protect",
    source: "API Management: validate-jwt, usage (policy section inbound); return-response",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let policy = subject.policy;
    let Some(why) = &policy.surroundings.without_effect else {
        return Outcome::Passed;
    };
    let values = [("why", &**why), ("line", &policy.line.to_string())];
    CHECK.found(&values, Place::Policy(policy.line))
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn a_policy_protects_in_inbound_and_before_the_request_is_answered() {
        const POLICY: &str = "<validate-jwt header-name='a'/>";
        let inside =
            |section: &str| format!("<policies><{section}>{POLICY}</{section}></policies>");
        let behind = |front: &str| format!("<inbound>{front}{POLICY}</inbound>");
        let answer = "<return-response><set-status code='403'/></return-response>";
        let maybe = format!("<choose><when condition='@(true)'>{answer}</when></choose>");
        table(
            &CHECK,
            &[
                ("", &inside("backend")),
                ("", &inside("outbound")),
                ("", &inside("on-error")),
                ("", &behind(answer)),
                ("", &maybe.replace("</when>", &format!("{POLICY}</when>"))),
            ],
            &[
                ("", POLICY),
                ("", &inside("inbound")),
                ("", &inside("fragment")),
                ("", &behind(&maybe)),
                ("", &format!("<inbound>{POLICY}{answer}</inbound>")),
            ],
            &[("{}", "")],
        );
    }
}
