use super::spots::Spots;
use super::{About, Check, Outcome, Subject, required_claims};
use crate::claims::is_graph;
use crate::finding::{Confidence, Severity};
use crate::policy::value::Value;

/// The policy wants tokens that were made for Microsoft Graph.
pub(super) static CHECK: Check = Check {
    code: "audience-of-microsoft-graph",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the policy accepts tokens for Microsoft Graph: {names}, line {lines}",
    why: "Such a token proves nothing to another API, and only Graph can verify it: its signature covers a `nonce`.",
    help: "list the API's own audience, line {lines}, and have clients ask for a scope of the API",
    see: "`00000003-0000-0000-c000-000000000000` or `https://graph.microsoft.com` among the policy's audiences",
    source: "Microsoft identity platform: access tokens, token ownership",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let policy = subject.policy;
    let mut spots = Spots::default();
    let mut look = |values: &[Value]| {
        for value in values {
            spots.looked = true;
            if is_graph(value.text.trim()) {
                spots.add(value.text.trim(), value.line);
            }
        }
    };
    look(policy.audiences.as_deref().unwrap_or_default());
    for claim in required_claims(policy) {
        if claim.name.text == "aud" {
            look(&claim.values);
        }
    }
    spots.tell(&CHECK, subject, "")
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn graph_is_no_audience_of_an_api() {
        let policy =
            |inside: &str| format!("<validate-jwt header-name='a'>{inside}</validate-jwt>");
        let listed = |audience: &str| {
            policy(&format!(
                "<audiences><audience>{audience}</audience></audiences>"
            ))
        };
        table(
            &CHECK,
            &[
                ("", &listed("00000003-0000-0000-c000-000000000000")),
                ("", &listed("https://graph.microsoft.com/")),
                (
                    "",
                    &policy(
                        "<required-claims><claim name='aud'><value>https://graph.microsoft.com</value></claim></required-claims>",
                    ),
                ),
            ],
            &[("", &listed("api://graph"))],
            &[("", &policy("")), ("{}", "")],
        );
    }
}
