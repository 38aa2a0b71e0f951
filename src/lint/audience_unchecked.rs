use super::{About, Check, Outcome, Subject, demanded};
use crate::finding::{Confidence, Place, Severity};

/// The policy lets a token for any audience through.
pub(super) static CHECK: Check = Check {
    code: "audience-unchecked",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the audience is not checked: the policy lists none",
    why: "A token that was issued for another API of the same tenant is let through: whoever runs that API can use its callers' tokens here.",
    help: "add `<audiences>` with the API's own audience, such as `{audience}` if that is this API, behind `<openid-config>`",
    source: "RFC 8725 §3.9; API Management: validate-jwt, audiences",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let policy = subject.policy;
    if demanded(policy, policy.audiences.as_deref(), "aud") {
        return Outcome::Passed;
    }
    let audience = subject.text_claim("aud").unwrap_or("the API's client id");
    CHECK.found(&[("audience", audience)], Place::Policy(policy.line))
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn an_audience_must_be_demanded_somehow() {
        let policy =
            |inside: &str| format!("<validate-jwt header-name='a'>{inside}</validate-jwt>");
        table(
            &CHECK,
            &[("", &policy("")), ("", &policy("<audiences/>"))],
            &[
                ("", &policy("<audiences><audience>a</audience></audiences>")),
                (
                    "",
                    &policy(
                        "<required-claims><claim name='aud'><value>a</value></claim></required-claims>",
                    ),
                ),
            ],
            &[("{}", "")],
        );
    }
}
