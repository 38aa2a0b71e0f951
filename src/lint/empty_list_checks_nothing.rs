use super::spots::Spots;
use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Severity};
use crate::policy::edit;
use crate::text::line_of;

/// A list in the policy is empty.
pub(super) static CHECK: Check = Check {
    code: "empty-list-checks-nothing",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "nothing is checked by {names}: the list is empty",
    why: "The schema allows it, and the gateway passes over it.",
    help: "put an entry into the list, line {lines}, or delete it",
    source: "API Management: validate-jwt.xsd",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let text = subject.policy_text;
    let mut spots = Spots::default();
    for section in &subject.policy.sections {
        spots.looked = true;
        if section.is_empty {
            let line = line_of(text, section.span.start);
            let span = edit::with_blanks_before(text, section.span);
            spots.mend(section.name, line, span, "");
        }
    }
    spots.tell(
        &CHECK,
        subject,
        "in the policy, line {lines}, delete {names}",
    )
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
