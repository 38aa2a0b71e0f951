use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Place, Severity};

/// The policy lets a token of any issuer through.
pub(super) static CHECK: Check = Check {
    code: "issuer-unchecked",
    severity: Severity::Warning,
    about: About::Policy,
    why: "Whoever holds one of the keys can write any issuer into a token; a key that serves two issuers lets the tokens of both in.",
    source: "RFC 8725 §3.8; API Management: validate-jwt, issuers",
    run,
};

fn run(subject: &Subject<'_>) -> Outcome {
    let Some(policy) = subject.policy else {
        return Outcome::NotApplicable;
    };
    let listed = policy
        .issuers
        .as_ref()
        .is_some_and(|issuers| !issuers.is_empty());
    let claimed = policy
        .required_claims
        .iter()
        .flatten()
        .any(|claim| claim.name.text == "iss");
    if listed || claimed || !policy.openid_configs.is_empty() {
        return Outcome::Passed;
    }
    CHECK.finding(
        Confidence::Certain,
        "the issuer is not checked: the policy has neither `<issuers>` nor `<openid-config>`".to_owned(),
        "add `<issuers>` with the issuer whose keys the policy uses, or replace the keys by `<openid-config>`".to_owned(),
        vec![Place::Policy(policy.line)],
        Vec::new(),
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn an_issuer_must_be_demanded_somehow() {
        let policy =
            |inside: &str| format!("<validate-jwt header-name='a'>{inside}</validate-jwt>");
        table(
            &CHECK,
            &[
                (
                    "",
                    &policy("<issuer-signing-keys><key>c2VjcmV0</key></issuer-signing-keys>"),
                ),
                ("", &policy("<issuers/>")),
            ],
            &[
                ("", &policy("<openid-config url='u'/>")),
                ("", &policy("<issuers><issuer>i</issuer></issuers>")),
                (
                    "",
                    &policy("<required-claims><claim name='iss'/></required-claims>"),
                ),
            ],
            &[("{}", "")],
        );
    }
}
