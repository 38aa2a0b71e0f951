//! Changes to the user's policy as text: everything that is not changed stays as it was.

use super::text::PolicyText;
use crate::finding::Fix;
use crate::text::{Span, last_line};

/// A fix that puts XML in place of what stands at each span; they come in any order and do not overlap.
pub fn replace(policy_text: &PolicyText, edits: &[(Span, String)], title: String) -> Fix {
    let mut embedded = Vec::new();
    for (span, xml) in edits {
        embedded.push((*span, policy_text.embed(xml)));
    }
    replace_raw(policy_text, &embedded, title)
}

/// The same with pieces of the policy's own text, which stay as they are.
pub fn replace_raw(policy_text: &PolicyText, edits: &[(Span, String)], title: String) -> Fix {
    let mut ordered: Vec<&(Span, String)> = Vec::new();
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

/// A place with the blanks in front of it: what goes when an element and its line are deleted.
pub fn with_blanks_before(policy_text: &str, span: Span) -> Span {
    let before = Span::new(0, span.start).of(policy_text);
    Span::new(before.trim_ascii_end().len(), span.end)
}

/// `<name>text</name>` on a line of its own, to go in at an offset: indented like the line it comes after.
pub fn new_line(policy_text: &str, offset: usize, name: &str, text: &str) -> String {
    let line = last_line(Span::new(0, offset).of(policy_text));
    let indent = Span::new(0, line.len() - line.trim_start().len()).of(line);
    let newline = if policy_text.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let text = escape(text);
    [newline, indent, "<", name, ">", &text, "</", name, ">"].concat()
}

/// A text as XML has it, in an element or an attribute.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
        .replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_new_line_is_indented_like_the_one_before() {
        for (text, offset, line) in [
            ("  <a/>", 6, "\n  <n>&lt;</n>"),
            ("<x>\r\n\t<a/></x>", 10, "\r\n\t<n>&lt;</n>"),
        ] {
            assert_eq!(new_line(text, offset, "n", "<"), line, "{text}");
        }
    }
}
