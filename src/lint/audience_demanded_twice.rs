use super::spots::Spots;
use super::{About, Check, Outcome, Subject, required_claims};
use crate::finding::{Confidence, Severity};

/// The audience is a required claim beside `<audiences>`.
pub(super) static CHECK: Check = Check {
    code: "audience-demanded-twice",
    severity: Severity::Info,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the audience is demanded twice: in `<audiences>` and as the claim {names}, line {lines}",
    why: "Both look at the same claim: a change has to be made in both places.",
    help: "keep `<audiences>` and delete the claim, line {lines}, where both list the same",
    see: "the policy's `<audiences>` and its `<claim name=\"aud\">`, side by side",
    source: "API Management: validate-jwt, audiences, required-claims",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let policy = subject.policy;
    let mut spots = Spots::default();
    if policy
        .audiences
        .as_deref()
        .is_some_and(|listed| !listed.is_empty())
    {
        spots.looked = true;
        for claim in required_claims(policy) {
            if claim.name.text == "aud" {
                spots.add("aud", claim.line);
            }
        }
    }
    spots.tell(&CHECK, subject, "")
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn once_is_enough() {
        let policy =
            |inside: &str| format!("<validate-jwt header-name='a'>{inside}</validate-jwt>");
        let claim = |name: &str| {
            format!(
                "<required-claims><claim name='{name}'><value>a</value></claim></required-claims>"
            )
        };
        let listed = "<audiences><audience>a</audience></audiences>";
        table(
            &CHECK,
            &[("", &policy(&[listed, &claim("aud")].concat()))],
            &[
                ("", &policy(listed)),
                ("", &policy(&[listed, &claim("tid")].concat())),
            ],
            &[("", &policy(&claim("aud"))), ("{}", "")],
        );
    }
}
