//! JSON that loses nothing: member order, duplicate names, number text and the place of every value.
//! By hand: a library weighs more than the page's budget has; `tests/properties.rs` holds it against `serde_json`.

mod reader;

use std::ops::Deref;
use std::rc::Rc;

use super::Span;

/// Nesting that is read; what lies deeper is kept as text.
pub const MAX_DEPTH: usize = 128;

/// A value and its byte range in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json {
    /// What the value is.
    pub kind: Kind,
    /// Where its text stands, without the whitespace around it.
    pub span: Span,
}

/// The kinds of RFC 8259 §3. A number is its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number: never converted, its text is at the span.
    Number,
    /// A string with its escapes resolved; a lone surrogate becomes U+FFFD.
    String(Text),
    /// The elements in order.
    Array(Vec<Json>),
    /// The members in order, duplicates included.
    Object(Vec<Member>),
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
}

/// The text of a string. It shares the JSON text where it can: a token has hundreds of strings, and is copied.
#[derive(Clone)]
pub struct Text {
    source: Rc<String>,
    span: Span,
}

/// One name and value of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name with its escapes resolved.
    pub name: String,
    /// Where the name stands, quotes included.
    pub name_span: Span,
    /// The value.
    pub value: Json,
}

/// Why a text is not JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Byte offset in the text.
    pub offset: usize,
    /// One clause, lower case.
    pub message: &'static str,
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.span.of(&self.source)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text {}

impl std::fmt::Debug for Text {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(formatter)
    }
}

impl Json {
    /// Whether it is an object.
    pub const fn is_object(&self) -> bool {
        matches!(self.kind, Kind::Object(_))
    }

    /// The string's text, when it is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The members of an object; empty for everything else.
    pub fn members(&self) -> &[Member] {
        match &self.kind {
            Kind::Object(members) => members,
            _ => &[],
        }
    }

    /// The elements of an array; empty for everything else.
    pub fn elements(&self) -> &[Self] {
        match &self.kind {
            Kind::Array(elements) => elements,
            _ => &[],
        }
    }

    /// The value of the last member of this name, which is the one most parsers keep.
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.members()
            .iter()
            .rev()
            .find(|member| member.name == name)
            .map(|member| &member.value)
    }

    /// What the value is, as one says it: `a number`, `an array`.
    pub fn describe(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Number => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
            Kind::TooDeep => "nested too deep",
        }
    }

    /// The span of the first value nested deeper than [`MAX_DEPTH`].
    pub fn too_deep(&self) -> Option<Span> {
        match &self.kind {
            Kind::TooDeep => Some(self.span),
            Kind::Array(elements) => elements.iter().find_map(Self::too_deep),
            Kind::Object(members) => members.iter().find_map(|member| member.value.too_deep()),
            _ => None,
        }
    }
}

/// Reads one JSON text (RFC 8259). The error names the first offset at which it is none.
#[inline(never)]
pub fn parse(text: &str) -> Result<Json, Fault> {
    reader::read(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_duplicates_and_number_text_survive() {
        let text = r#" {"b": 1.50e400, "a":-0, "b" : 123456789012345678901234567890} "#;
        let root = parse(text).unwrap();
        let members: Vec<_> = root
            .members()
            .iter()
            .map(|member| {
                (
                    member.name.as_str(),
                    member.name_span.of(text),
                    member.value.span.of(text),
                )
            })
            .collect();
        assert_eq!(
            members,
            [
                ("b", "\"b\"", "1.50e400"),
                ("a", "\"a\"", "-0"),
                ("b", "\"b\"", "123456789012345678901234567890"),
            ]
        );
        assert_eq!(root.span.of(text), text.trim());
    }

    #[test]
    fn escapes_are_resolved_in_names_and_values() {
        let root = parse(r#"{"\u0061ud":"\ud83d\ude00 \ud800 \u0000\n"}"#).unwrap();
        assert_eq!(root.members()[0].name, "aud");
        assert_eq!(root.get("aud").unwrap().as_str(), Some("😀 \u{fffd} \0\n"));
    }

    #[test]
    fn nesting_beyond_the_limit_is_kept_as_text() {
        let deep = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(parse(&deep(MAX_DEPTH)).unwrap().too_deep(), None);
        let text = deep(MAX_DEPTH + 2);
        let span = parse(&text).unwrap().too_deep().unwrap();
        assert_eq!(span.of(&text), "[[1]]");
        assert!(parse(&deep(100_000)).unwrap().too_deep().is_some());
    }

    #[test]
    fn a_fault_has_its_offset() {
        for (text, offset) in [
            ("{\"a\":1,}", 7),
            ("[1 2]", 3),
            ("[[],]", 4),
            ("[{},]", 4),
            ("{\"a\":{},}", 8),
            ("{\n \"a\" 1}", 7),
            ("", 0),
            ("nul", 3),
            ("nulL", 3),
            ("-", 1),
            ("01", 1),
            ("\"a\u{1}\"", 2),
            ("\"\\x\"", 2),
            ("\"\\u00zz\"", 5),
        ] {
            assert_eq!(parse(text).unwrap_err().offset, offset, "{text}");
        }
    }
}
