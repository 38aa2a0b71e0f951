use super::spots::Spots;
use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Severity};
use crate::policy::{Policy, edit};
use crate::text::line_of;

/// A list in the policy is empty.
pub(super) static CHECK: Check = Check {
    code: "empty-list-checks-nothing",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "nothing is checked by {names}: the list is empty",
    why: "The gateway passes over it; where its schema wants an entry, as that of `validate-azure-ad-token` does, it refuses the policy on save.",
    help: "put an entry into the list, line {lines}, or delete it",
    see: "the element has no child elements, or only comments",
    source: "API Management: validate-jwt.xsd, validate-azure-ad-token.xsd",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let text = subject.policy_text;
    let mut spots = Spots::default();
    for &(name, span) in &subject.policy.elements {
        spots.looked = true;
        // Of a key of Mobile Services only the text knows.
        let has_key = || span.of(text).contains("zumo-master-key");
        if !spots.is_full() && is_empty_list(subject.policy, name) && !has_key() {
            let line = line_of(text, span.start);
            spots.mend(name, line, edit::with_blanks_before(text, span), "");
        }
    }
    spots.tell(
        &CHECK,
        subject,
        "in the policy, line {lines}, delete {names}",
    )
}

fn is_empty_list(policy: &Policy, name: &str) -> bool {
    let length = match name {
        "audiences" => policy.audiences.as_ref().map(Vec::len),
        "client-application-ids" => policy.client_application_ids.as_ref().map(Vec::len),
        "backend-application-ids" => policy.backend_application_ids.as_ref().map(Vec::len),
        "issuers" => policy.issuers.as_ref().map(Vec::len),
        "required-claims" => policy.required_claims.as_ref().map(Vec::len),
        "issuer-signing-keys" => policy.issuer_signing_keys.as_ref().map(Vec::len),
        "decryption-keys" => policy.decryption_keys.as_ref().map(Vec::len),
        _ => None,
    };
    length == Some(0)
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::CHECK;

    #[test]
    fn an_empty_list_is_no_list() {
        let policy =
            |inside: &str| format!("<validate-jwt header-name='a'>{inside}</validate-jwt>");
        table(
            &CHECK,
            &[
                ("", &policy("<audiences/>")),
                (
                    "",
                    &policy("\n  <openid-config url='u'/>\n  <audiences>\n  </audiences>\n"),
                ),
                (
                    "",
                    &policy("<issuers><!-- none --></issuers><required-claims/>"),
                ),
                ("", &policy("<issuer-signing-keys/>")),
                (
                    "",
                    "<validate-azure-ad-token tenant-id='common'><client-application-ids/></validate-azure-ad-token>",
                ),
                (
                    "",
                    "<validate-azure-ad-token tenant-id='common'><backend-application-ids/><audiences/></validate-azure-ad-token>",
                ),
            ],
            &[
                ("", &policy("<audiences><audience/></audiences>")),
                ("", &policy("<openid-config url='u'/>")),
                (
                    "",
                    &policy("<issuer-signing-keys><zumo-master-key id='a'/></issuer-signing-keys>"),
                ),
            ],
            &[("", &policy("")), ("{}", "")],
        );
    }
}
