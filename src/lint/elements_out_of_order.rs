use super::spots::Spots;
use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Severity};
use crate::policy::{Section, edit};
use crate::text::{Span, line_of};

/// The elements do not stand in the order of the schema.
pub(super) static CHECK: Check = Check {
    code: "elements-out-of-order",
    severity: Severity::Warning,
    confidence: Confidence::Certain,
    about: About::Policy(run),
    title: "the elements of the policy are out of order: {names}, line {lines}",
    why: "The gateway refuses another order when the policy is saved. It is evaluated here all the same.",
    help: "write them in this order: `openid-config`, `issuer-signing-keys`, `decryption-keys`, `audiences`, `issuers`, `required-claims`",
    source: "API Management: validate-jwt, elements; validate-jwt.xsd",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let (text, sections) = (subject.policy_text, &subject.policy.sections);
    let mut spots = Spots::default();
    let mut ordered: Vec<&Section> = Vec::new();
    for section in sections {
        spots.looked = true;
        let at = ordered.partition_point(|before| before.order <= section.order);
        if at < ordered.len() {
            spots.add(section.name, line_of(text, section.span.start));
        }
        ordered.insert(at, section);
    }
    let mut outcome = spots.tell(&CHECK, subject, "");
    if let Outcome::Found(finding) = &mut outcome {
        let mut moves = Vec::new();
        for (section, other) in sections.iter().zip(ordered) {
            moves.push((block(text, section), block(text, other).of(text).to_owned()));
        }
        let title = "put the elements in the order of the schema".to_owned();
        finding.fixes.push(edit::replace_raw(text, &moves, title));
    }
    outcome
}

/// An element with what belongs to it: the lines above it, and a comment behind it in its line.
fn block(text: &str, section: &Section) -> Span {
    let Section { span, around, .. } = section;
    let above = Span::new(around.start, span.start).of(text);
    let below = Span::new(span.end, around.end).of(text);
    Span::new(
        around.start + comment_in_line(above),
        span.end + comment_in_line(below),
    )
}

/// How much of what stands between two elements is a comment in the line of the first.
fn comment_in_line(between: &str) -> usize {
    let (line, _) = between.split_once('\n').unwrap_or_default();
    let line = line.trim_ascii_end();
    if line.ends_with("-->") { line.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{fixed, table};
    use super::CHECK;

    #[test]
    fn the_schema_has_an_order() {
        let policy =
            |inside: &str| format!("<validate-jwt header-name='a'>{inside}\n</validate-jwt>");
        let (config, audiences, claims) = (
            "\n  <openid-config url='u'/>",
            "\n  <!-- who -->\n  <audiences>\n    <audience>a</audience>\n  </audiences>",
            "<required-claims><claim name='a'/></required-claims>",
        );
        table(
            &CHECK,
            &[
                ("", &policy(&[audiences, config].concat())),
                ("", &policy(&[claims, audiences, config, config].concat())),
                ("", &policy(&[audiences, "<odd/>", config].concat())),
            ],
            &[
                ("", &policy(&[config, config, audiences, claims].concat())),
                ("", &policy(config)),
            ],
            &[("", &policy("")), ("{}", "")],
        );
    }

    #[test]
    fn comments_move_with_what_they_are_about() {
        let wrong = "<validate-jwt header-name='a'> <!-- root -->\r\n\t<!-- who --><audiences/>\r\n\t<openid-config url='u'/> <!-- keys -->\r\n</validate-jwt>";
        let right = "<validate-jwt header-name='a'> <!-- root -->\r\n\t<openid-config url='u'/> <!-- keys -->\r\n\t<!-- who --><audiences/>\r\n</validate-jwt>";
        assert_eq!(fixed(&CHECK, "", wrong), [right]);
    }
}
