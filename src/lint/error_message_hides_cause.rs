use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Place, Severity};
use crate::text::fill_in_order;

/// The caller reads the policy's own text, or the answer of `<on-error>`, and not why the token was refused.
pub(super) static CHECK: Check = Check {
    code: "error-message-hides-cause",
    severity: Severity::Info,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the caller does not learn why a token is refused: {what}",
    why: "The cause stands only in the trace and in `context.LastError`.",
    help: "to find a cause, trace the request, or log `context.LastError.Message` in `<on-error>`",
    see: "the caller's 401 has the policy's own message; the trace of the same request has an `IDX` code",
    source: "API Management: validate-jwt, failed-validation-error-message; error handling in policies",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let policy = subject.policy;
    let Some(message) = policy.attribute("failed-validation-error-message") else {
        return Outcome::NotApplicable;
    };
    // An expression may hand the gateway's own message on.
    if message.text.contains("LastError") {
        return Outcome::Passed;
    }
    let line;
    let (template, value) = match policy.surroundings.answered_on_error {
        None => (REPLACED, &message.text),
        Some(answered) => {
            line = answered.to_string();
            (ANSWERED, &line)
        }
    };
    let what = fill_in_order(template, &[value]);
    CHECK.found(&[("what", &what)], Place::Policy(policy.line))
}

const REPLACED: &str = "`failed-validation-error-message` says `{}`, whatever the cause";
const ANSWERED: &str = "`return-response` in `<on-error>`, line {}, answers instead, and where it runs `failed-validation-error-message` never becomes effective";

#[cfg(test)]
mod tests {
    use super::super::testing::{run, table};
    use super::CHECK;

    const POLICY: &str = "<validate-jwt header-name='a' failed-validation-error-message='No.'/>";

    #[test]
    fn a_text_of_its_own_hides_the_cause() {
        let plain = "<validate-jwt header-name='a'/>";
        let handed_on = POLICY.replace("No.", "@(context.LastError.Message)");
        table(
            &CHECK,
            &[("", POLICY)],
            &[("", &handed_on)],
            &[("{}", ""), ("", plain)],
        );
    }

    #[test]
    fn an_answer_of_on_error_hides_the_text_too() {
        for (rest, line) in [
            ("<on-error><base/></on-error>", None),
            ("<outbound><return-response/></outbound>", None),
            ("<on-error>\n<return-response/></on-error>", Some("line 2")),
            (
                "<on-error><choose>\n<when condition='@(true)'>\n<return-response/></when></choose></on-error>",
                Some("line 3"),
            ),
        ] {
            let xml = format!("<policies><inbound>{POLICY}</inbound>{rest}</policies>");
            let title = run(&CHECK, "{}", "", &xml).concat();
            assert!(
                title.contains(line.unwrap_or("says `No.`")),
                "{xml}: {title}"
            );
        }
    }
}
