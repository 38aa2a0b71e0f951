use super::{About, Check, Outcome, Subject, demanded};
use crate::finding::{Confidence, Place, Severity};
use crate::policy::Format;

/// The policy lets a token of any issuer through.
pub(super) static CHECK: Check = Check {
    code: "issuer-unchecked",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the issuer is not checked: the policy has neither `<issuers>` nor `<openid-config>`",
    why: "Whoever holds one of the keys can write any issuer into a token; a key that serves two issuers lets the tokens of both in.",
    help: "add `<issuers>` with the issuer whose keys the policy uses, or replace the keys by `<openid-config>`",
    see: "the policy's first level has neither `<issuers>` nor `<openid-config>`",
    source: "RFC 8725 §3.8; API Management: validate-jwt, issuers",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let policy = subject.policy;
    if policy.format == Format::ValidateAzureAdToken {
        return Outcome::NotApplicable;
    }
    if !policy.openid_configs.is_empty() || demanded(policy, policy.issuers.as_deref(), "iss") {
        return Outcome::Passed;
    }
    let mut finding = CHECK.finding(&[], vec![Place::Policy(policy.line)]);
    if let Some(iss) = subject.text_claim("iss") {
        let title = "if the keys are those of `{value}`: in the policy, add `<issuers>` with it";
        let list = ["issuers", "issuer"];
        finding.fixes.extend(subject.listing(list, iss, title));
    }
    Outcome::Found(finding)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{fixed, table};
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
            &[
                ("{}", ""),
                ("", "<validate-azure-ad-token tenant-id='common'/>"),
            ],
        );
        let keys = "\n <issuer-signing-keys>\n </issuer-signing-keys>";
        let issuers = "\n <issuers>\n  <issuer>i</issuer>\n </issuers>";
        let wrong = policy(&[keys, "\n"].concat());
        let right = policy(&[keys, issuers, "\n"].concat());
        let claims = r#"{"iss":"i"}"#;
        table(&CHECK, &[(claims, &wrong)], &[(claims, &right)], &[]);
        assert_eq!(fixed(&CHECK, claims, &wrong), [right]);
        assert_eq!(fixed(&CHECK, "{}", &wrong), [""; 0]);
    }
}
