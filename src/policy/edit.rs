//! Changes to the user's policy as text: everything that is not changed stays as it was.

use crate::finding::Fix;
use crate::text::Span;

/// A fix that puts a text in place of what stands at a span; the text is escaped for XML.
pub fn replace(policy_text: &str, span: Span, replacement: &str, title: String) -> Fix {
    replace_all(policy_text, &[(span, replacement.to_owned())], title)
}

/// The place with the blanks around it: the whole text of an element or attribute.
pub fn with_blanks(policy_text: &str, span: Span) -> Span {
    let before = Span::new(0, span.start).of(policy_text);
    let after = Span::new(span.end, policy_text.len()).of(policy_text);
    Span::new(
        before.trim_end().len(),
        policy_text.len() - after.trim_start().len(),
    )
}

/// The same at several places, given in any order.
pub fn replace_all(policy_text: &str, edits: &[(Span, String)], title: String) -> Fix {
    let mut escaped = Vec::new();
    for (span, text) in edits {
        escaped.push((*span, escape(text)));
    }
    replace_raw(policy_text, &escaped, title)
}

/// The same with replacements that are XML already.
pub fn replace_raw(policy_text: &str, edits: &[(Span, String)], title: String) -> Fix {
    let mut ordered: Vec<&(Span, String)> = Vec::new();
    for edit in edits {
        let at = ordered.partition_point(|(span, _)| span.start <= edit.0.start);
        ordered.insert(at, edit);
    }
    let mut changed = String::new();
    let mut from = 0;
    for (span, replacement) in ordered {
        changed.push_str(Span::new(from, span.start).of(policy_text));
        changed.push_str(replacement);
        from = span.end;
    }
    changed.push_str(Span::new(from, policy_text.len()).of(policy_text));
    Fix {
        title,
        changed_policy: Some(changed),
        ..Fix::default()
    }
}

/// A fix that puts `<name>text</name>` in at an offset, on a line of its own, indented like the line it comes after.
pub fn insert_line(policy_text: &str, offset: usize, name: &str, text: &str, title: String) -> Fix {
    let before = Span::new(0, offset).of(policy_text);
    let last = before.bytes().rposition(|byte| byte == b'\n');
    let start = last.map_or(0, |at| at + 1);
    let line = before.get(start..).unwrap_or_default();
    let indent = line.strip_suffix(line.trim_start()).unwrap_or_default();
    let newline = if policy_text.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let text = escape(text);
    let xml = [newline, indent, "<", name, ">", &text, "</", name, ">"].concat();
    replace_raw(policy_text, &[(Span::new(offset, offset), xml)], title)
}

fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            _ => escaped.push(character),
        }
    }
    escaped
}
