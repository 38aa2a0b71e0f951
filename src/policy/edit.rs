//! Changes to the user's policy as text: everything that is not changed stays as it was.

use super::Policy;
use super::text::PolicyText;
use crate::finding::{Fix, PolicyProblem};
use crate::text::{Span, fill_in_order, last_line};

/// A piece of XML, and the place it goes to: what stood there goes away.
pub type Edit = (Span, String);

/// The elements of `<validate-jwt>` in the order that its schema demands.
pub static ORDER: [&str; 7] = [
    "openid-config",
    "issuer-signing-tokens",
    "issuer-signing-keys",
    "decryption-keys",
    "audiences",
    "issuers",
    "required-claims",
];

/// A fix that puts XML in place of what stands at each span; they come in any order and do not overlap.
pub fn replace(policy_text: &PolicyText, edits: &[Edit], title: String) -> Fix {
    let mut embedded = Vec::new();
    for (span, xml) in edits {
        embedded.push((*span, policy_text.embed(xml)));
    }
    replace_raw(policy_text, &embedded, title)
}

/// The same with pieces of the policy's own text, which stay as they are.
pub fn replace_raw(policy_text: &PolicyText, edits: &[Edit], title: String) -> Fix {
    let mut ordered: Vec<&Edit> = Vec::new();
    for edit in edits {
        let at = ordered.partition_point(|(span, _)| span.start <= edit.0.start);
        ordered.insert(at, edit);
    }
    let mut changed = String::new();
    let mut from = 0;
    for (span, text) in ordered {
        changed.push_str(Span::new(from, span.start).of(policy_text));
        changed.push_str(text);
        from = span.end;
    }
    changed.push_str(Span::new(from, policy_text.len()).of(policy_text));
    Fix {
        title,
        changed_policy: Some(changed),
        ..Fix::default()
    }
}

/// What moves an element to a place in front of it, as pieces of the policy's own text.
pub fn moved(policy_text: &PolicyText, element: Span, to: usize) -> [Edit; 2] {
    let before = last_line(Span::new(0, to).of(policy_text));
    let (indent, line) = indented(before);
    let mut piece = element.of(policy_text).to_owned();
    if line.is_empty() && !indent.is_empty() {
        piece.push_str(&with_breaks(policy_text, ["\n", indent].concat()));
    }
    let from = with_blanks_before(policy_text, element);
    [(Span::new(to, to), piece), (from, String::new())]
}

/// The fix for a problem of the policy's own text; none where it takes more than one right change.
#[inline(never)]
pub fn mend(policy_text: &PolicyText, problem: &PolicyProblem) -> Vec<Fix> {
    let mut edits = Vec::new();
    let (mut template, mut shown) = (DELETE, String::new());
    for (span, xml) in &problem.edits {
        let mut span = *span;
        if xml.is_empty() {
            if shown.is_empty() {
                shown = begin(span.of(policy_text));
            }
            span = with_blanks_before(policy_text, span);
        } else if template == DELETE {
            template = WRITE;
            xml.trim_ascii().clone_into(&mut shown);
        }
        edits.push((span, xml.clone()));
    }
    if edits.is_empty() {
        return Vec::new();
    }
    let title = fill_in_order(template, &[&problem.line.to_string(), &shown]);
    vec![replace(policy_text, &edits, title)]
}

const DELETE: &str = "in the policy, line {}, delete `{}`";
const WRITE: &str = "in the policy, line {}, write `{}`";

/// So much of what is deleted is shown.
const MAX_SHOWN: usize = 60;

/// The first line of a text, cut where it is long.
fn begin(text: &str) -> String {
    let line = text.trim_ascii().lines().next().unwrap_or_default();
    let shown = Span::new(0, line.floor_char_boundary(MAX_SHOWN)).of(line);
    let more = if shown.len() < text.len() { "…" } else { "" };
    [shown, more].concat()
}

/// A place with the blanks in front of it: what goes when an element and its line are deleted.
pub fn with_blanks_before(policy_text: &str, span: Span) -> Span {
    let before = Span::new(0, span.start).of(policy_text);
    Span::new(before.trim_ascii_end().len(), span.end)
}

/// XML behind what ends at an offset: on a line of its own, unless what it follows shares its line with other elements.
pub fn behind(policy_text: &str, end: usize, xml: &str) -> Edit {
    let (before, after) = policy_text.split_at_checked(end).unwrap_or_default();
    let (indent, line) = indented(last_line(before));
    // The line begins with the tag, or the end tag, of an element of the same name.
    let begun = line.strip_prefix('<').or_else(|| line.strip_prefix("&lt;"));
    let begun = begun.map(|begun| begun.strip_prefix('/').unwrap_or(begun));
    let name = xml.split(['>', ' ']).next().unwrap_or_default();
    let name = name.strip_prefix('<').unwrap_or_default();
    if !begun.is_some_and(|begun| begun.starts_with(name)) {
        return (Span::new(end, end), xml.to_owned());
    }
    let at = end + rest_of_line(after);
    let lines = ["\n", indent, xml].concat();
    (Span::new(at, at), with_breaks(policy_text, lines))
}

/// An element in a policy at the place where its schema has it; its lines are parted by `\n`, and indented by tabs.
/// `None` where the policy has no such place.
pub fn element(policy_text: &str, policy: &Policy, name: &str, xml: &str) -> Option<Edit> {
    let order = |name: &str| ORDER.iter().position(|known| *known == name);
    let mut last = None;
    for (known, place) in &policy.elements {
        if order(known) < order(name) {
            last = Some(place.end);
        }
    }
    let start = policy.span.start;
    let (outer, _) = indented(last_line(Span::new(0, start).of(policy_text)));
    // As far in as the elements that are there.
    let mut inner = if outer.starts_with('\t') { "\t" } else { "  " };
    if let Some((_, place)) = policy.elements.first() {
        let before = Span::new(0, place.start).of(policy_text);
        let (indent, rest) = indented(last_line(before));
        let further = Span::new(outer.len(), indent.len()).of(indent);
        if rest.is_empty() && !further.is_empty() {
            inner = further;
        }
    }
    let line = ["\n", outer, inner].concat();
    let xml = xml.replace('\n', &line).replace('\t', inner);
    let lines = [&*line, &xml].concat();
    let begins = Some(policy.inner.start).filter(|start| *start < policy.span.end);
    let (place, lines) = if let Some(at) = last.or(begins) {
        let at = at + rest_of_line(Span::new(at, policy_text.len()).of(policy_text));
        (Span::new(at, at), lines)
    } else {
        let tag = policy.span.of(policy_text).strip_suffix("/>")?.trim_end();
        let slash = Span::new(start + tag.len(), policy.span.end);
        let end_tag = ["\n", outer, "</", policy.format.code(), ">"].concat();
        (slash, [">", &lines, &end_tag].concat())
    };
    Some((place, with_breaks(policy_text, lines)))
}

/// The blanks that a line begins with, and the rest.
fn indented(line: &str) -> (&str, &str) {
    let rest = line.trim_start();
    line.split_at_checked(line.len() - rest.len())
        .unwrap_or_default()
}

/// How long the rest of a line is where it belongs to what stands before: blanks, or a comment.
fn rest_of_line(after: &str) -> usize {
    let line = after.lines().next().unwrap_or_default();
    let rest = line.trim();
    let comment = rest.strip_prefix("<!--");
    let comment = comment.and_then(|comment| comment.strip_suffix("-->"));
    if rest.is_empty() || comment.is_some_and(|comment| !comment.contains('>')) {
        line.len()
    } else {
        0
    }
}

/// With the line breaks that a policy has.
fn with_breaks(policy_text: &str, xml: String) -> String {
    if policy_text.contains("\r\n") {
        xml.replace('\n', "\r\n")
    } else {
        xml
    }
}

/// Bytes of a text that is written into a policy.
const MAX_BYTES: usize = 1_000;

/// What makes more of a text than a text: in a policy an expression or a named value; in the file around it, such as a
/// shell's or Python's, a variable or a command.
static MARKS: [&str; 4] = ["@(", "{", "$", "`"];

/// A text of a token that may be written into a policy. A token can be a stranger's: `None` for what the gateway would
/// not take as it stands, and for what is no text of XML.
pub fn literal(text: &str) -> Option<&str> {
    if text.is_empty() || text.len() > MAX_BYTES {
        return None;
    }
    let is_marked = MARKS.iter().any(|mark| text.contains(mark));
    let is_foreign = text.contains(|character: char| {
        character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}')
    });
    (!is_marked && !is_foreign).then_some(text)
}

/// A text as XML has it, in an element or an attribute.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::document;
    use crate::policy::value::NamedValues;

    #[test]
    fn edits_come_in_any_order_and_leave_the_rest_alone() {
        let edits = [(4, 5, "X"), (0, 1, "<"), (2, 2, "--")];
        let edits = edits.map(|(start, end, xml)| (Span::new(start, end), xml.to_owned()));
        let fix = replace(
            &PolicyText::new("abcdef".to_owned()),
            &edits,
            "title".to_owned(),
        );
        assert_eq!(fix.changed_policy.as_deref(), Some("<b--cdXf"));
    }

    #[test]
    fn an_entry_comes_behind_another_in_the_manner_of_the_file() {
        for (text, changed) in [
            ("  <n>a</n>", "  <n>a</n>\n  <n>b</n>"),
            (
                "<x>\r\n\t<n>a</n>\r\n</x>",
                "<x>\r\n\t<n>a</n>\r\n\t<n>b</n>\r\n</x>",
            ),
            (" <n>\n a\n </n>\n", " <n>\n a\n </n>\n <n>b</n>\n"),
            (
                "<n>a</n> <!-- c -->\n<m/>",
                "<n>a</n> <!-- c -->\n<n>b</n>\n<m/>",
            ),
            ("<n>a</n><!-- c --><m/>", "<n>a</n>\n<n>b</n><!-- c --><m/>"),
            ("<x><n>a</n></x>", "<x><n>a</n><n>b</n></x>"),
            (" &lt;n>a</n>", " &lt;n>a</n>\n <n>b</n>"),
        ] {
            let end = text.rfind("</n>").unwrap() + 4;
            let edit = behind(text, end, "<n>b</n>");
            let fix = replace(&PolicyText::new(text.to_owned()), &[edit], String::new());
            assert_eq!(fix.changed_policy.as_deref(), Some(changed), "{text}");
        }
    }

    #[test]
    fn an_element_comes_where_the_schema_has_it() {
        let xml = "<issuers>\n\t<issuer>i</issuer>\n</issuers>";
        for (text, changed) in [
            (
                "<validate-jwt a='b' />",
                "<validate-jwt a='b'>\n  <issuers>\n    <issuer>i</issuer>\n  </issuers>\n</validate-jwt>",
            ),
            (
                "<inbound>\n\t<validate-jwt a='b'>\n\t</validate-jwt>",
                "<inbound>\n\t<validate-jwt a='b'>\n\t\t<issuers>\n\t\t\t<issuer>i</issuer>\n\t\t</issuers>\n\t</validate-jwt>",
            ),
            (
                "<validate-jwt>\n    <openid-config url='u' />\n    <audiences /> <!-- c -->\n    <required-claims />\n</validate-jwt>",
                "<validate-jwt>\n    <openid-config url='u' />\n    <audiences /> <!-- c -->\n    <issuers>\n        <issuer>i</issuer>\n    </issuers>\n    <required-claims />\n</validate-jwt>",
            ),
            (
                "<validate-jwt>\r\n <!-- c -->\r\n <required-claims/>\r\n</validate-jwt>",
                "<validate-jwt>\r\n <issuers>\r\n  <issuer>i</issuer>\r\n </issuers>\r\n <!-- c -->\r\n <required-claims/>\r\n</validate-jwt>",
            ),
        ] {
            // What is left open is closed for reading.
            let whole = if text.starts_with("<inbound>") {
                [text, "</inbound>"].concat()
            } else {
                text.to_owned()
            };
            let document = document::read(&whole, &NamedValues::default());
            let edit = element(&whole, &document.policies[0], "issuers", xml).unwrap();
            let fix = replace(&document.text, &[edit], String::new());
            let found = fix.changed_policy.unwrap();
            assert_eq!(found.trim_end_matches("</inbound>"), changed, "{text}");
        }
    }

    #[test]
    fn what_is_more_than_a_text_is_not_written() {
        for (text, plain) in [
            ("api://a", true),
            ("Orders & more <é>", true),
            ("", false),
            ("@(context.Request)", false),
            ("a {{secret}}", false),
            ("${var.a}", false),
            ("a\nb", false),
            ("a\u{ffff}", false),
            (&"a".repeat(1_001), false),
            ("api://$(id)", false),
            ("api://$HOME", false),
            ("api://`id`", false),
            ("api://{name}", false),
        ] {
            assert_eq!(literal(text).is_some(), plain, "{text}");
        }
    }
}
