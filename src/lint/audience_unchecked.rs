use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Place, Severity};

/// The policy lets a token for any audience through.
pub(super) static CHECK: Check = Check {
    code: "audience-unchecked",
    severity: Severity::Warning,
    about: About::Policy,
    why: "A token that was issued for another API of the same tenant is let through: whoever runs that API can use its callers' tokens here.",
    source: "RFC 8725 §3.9; API Management: validate-jwt, audiences",
    run,
};

fn run(subject: &Subject<'_>) -> Outcome {
    let Some(policy) = subject.policy else {
        return Outcome::NotApplicable;
    };
    let listed = policy
        .audiences
        .as_ref()
        .is_some_and(|audiences| !audiences.is_empty());
    let claimed = policy
        .required_claims
        .iter()
        .flatten()
        .any(|claim| claim.name.text == "aud");
    if listed || claimed {
        return Outcome::Passed;
    }
    let audience = subject
        .token
        .and_then(|token| token.claim("aud"))
        .and_then(|aud| aud.as_str())
        .unwrap_or("the API's client id");
    CHECK.finding(
        Confidence::Certain,
        "the audience is not checked: the policy lists none".to_owned(),
        format!("add `<audiences>` with the API's own audience, such as `{audience}` if that is this API, behind `<openid-config>`"),
        vec![Place::Policy(policy.line)],
        Vec::new(),
    )
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
