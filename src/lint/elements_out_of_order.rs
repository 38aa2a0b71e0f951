use super::spots::Spots;
use super::{About, Check, Outcome, Subject};
use crate::finding::{Confidence, Severity};
use crate::policy::{Format, edit};
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
    see: "save the policy in the portal: it names the element that it did not expect",
    source: "API Management: validate-jwt, elements; validate-jwt.xsd",
};

fn run(subject: &Subject<'_>) -> Outcome {
    let (text, policy) = (subject.policy_text, subject.policy);
    // Those of `validate-azure-ad-token` may stand in any order.
    if policy.format != Format::ValidateJwt {
        return Outcome::NotApplicable;
    }
    let mut spots = Spots::default();
    // Of each element its number in the order, and where it stands with what belongs to it.
    let mut blocks = Vec::new();
    let mut start = policy.inner.start;
    let mut last = 0;
    for (index, &(name, span)) in policy.elements.iter().enumerate() {
        spots.looked = true;
        let number = edit::ORDER.iter().position(|known| *known == name);
        let number = number.unwrap_or_default();
        if number < last && !spots.is_full() {
            spots.add(name, line_of(text, span.start));
        }
        last = last.max(number);
        let next = policy.elements.get(index + 1);
        let end = next.map_or(policy.inner.end, |(_, next)| next.start);
        let begin = start + comment_in_line(Span::new(start, span.start).of(text));
        let close = span.end + comment_in_line(Span::new(span.end, end).of(text));
        blocks.push((number, Span::new(begin, close)));
        start = span.end;
    }
    let mut outcome = spots.tell(&CHECK, subject, "");
    if let Outcome::Found(finding) = &mut outcome {
        let mut places = blocks.iter();
        let mut moves = Vec::new();
        for wanted in 0..edit::ORDER.len() {
            for (number, block) in &blocks {
                if *number == wanted
                    && let Some((_, place)) = places.next()
                {
                    moves.push((*place, block.of(text).to_owned()));
                }
            }
        }
        let title = "put the elements in the order of the schema".to_owned();
        finding.fixes.push(edit::replace_raw(text, &moves, title));
    }
    outcome
}

/// How much of what stands between two elements is a comment in the line of the first.
#[inline(never)]
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
            &[
                ("", &policy("")),
                (
                    "",
                    "<validate-azure-ad-token tenant-id='common'><required-claims><claim name='a'/></required-claims><audiences><audience>a</audience></audiences></validate-azure-ad-token>",
                ),
                ("{}", ""),
            ],
        );
    }

    #[test]
    fn comments_move_with_what_they_are_about() {
        let wrong = "<validate-jwt header-name='a'> <!-- root -->\r\n\t<!-- who --><audiences/>\r\n\t<openid-config url='u'/> <!-- keys -->\r\n</validate-jwt>";
        let right = "<validate-jwt header-name='a'> <!-- root -->\r\n\t<openid-config url='u'/> <!-- keys -->\r\n\t<!-- who --><audiences/>\r\n</validate-jwt>";
        assert_eq!(fixed(&CHECK, "", wrong), [right]);
    }
}
