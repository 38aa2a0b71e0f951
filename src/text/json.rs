//! JSON that loses nothing: member order, duplicate names, number text and the place of every value.
//!
//! `serde_json` decides what is JSON and where it is not; the walk that follows only cuts text known to be valid.

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, Visitor};

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
    String(String),
    /// The elements in order.
    Array(Vec<Json>),
    /// The members in order, duplicates included.
    Object(Vec<Member>),
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
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
    pub message: String,
}

impl Json {
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
pub fn parse(text: &str) -> Result<Json, Fault> {
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| fault(text, &error))?;
    Ok(Walk { text, at: 0 }.value(0))
}

fn fault(text: &str, error: &serde_json::Error) -> Fault {
    let line_start: usize = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let message = if error.is_eof() {
        "the text ends too early".to_owned()
    } else {
        let message = error.to_string();
        message
            .split(" at line ")
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let offset = if error.is_eof() {
        text.len()
    } else {
        line_start + error.column().saturating_sub(1)
    };
    Fault {
        offset: offset.min(text.len()),
        message,
    }
}

/// A place in a text that is known to be JSON.
struct Walk<'a> {
    text: &'a str,
    at: usize,
}

impl Walk<'_> {
    /// The value here; stops behind it.
    fn value(&mut self, depth: usize) -> Json {
        let first = self.peek();
        let start = self.at;
        let kind = match first {
            Some(b'{' | b'[') if depth >= MAX_DEPTH => {
                self.skip_nested();
                Kind::TooDeep
            }
            Some(b'{') => Kind::Object(self.list(|walk| walk.member(depth + 1))),
            Some(b'[') => Kind::Array(self.list(|walk| walk.value(depth + 1))),
            Some(b'"') => Kind::String(self.string()),
            _ => {
                self.at = self.next_of(|byte| {
                    matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\n' | b'\r')
                });
                match first {
                    Some(b't') => Kind::Bool(true),
                    Some(b'f') => Kind::Bool(false),
                    Some(b'n') => Kind::Null,
                    _ => Kind::Number,
                }
            }
        };
        Json {
            kind,
            span: Span::new(start, self.at),
        }
    }

    /// What stands between this bracket and its partner, one by one.
    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut items = Vec::new();
        self.at += 1;
        while let Some(byte) = self.peek() {
            match byte {
                b']' | b'}' => {
                    self.at += 1;
                    break;
                }
                b',' => self.at += 1,
                _ => items.push(item(self)),
            }
        }
        items
    }

    fn member(&mut self, depth: usize) -> Member {
        let start = self.at;
        let name = self.string();
        let name_span = Span::new(start, self.at);
        self.peek();
        self.at += 1; // the colon
        Member {
            name,
            name_span,
            value: self.value(depth),
        }
    }

    fn string(&mut self) -> String {
        let start = self.at;
        let mut escaped = false;
        self.at += 1;
        loop {
            self.at = self.next_of(|byte| matches!(byte, b'"' | b'\\'));
            let Some(b'\\') = self.text.as_bytes().get(self.at) else {
                break;
            };
            escaped = true;
            self.at += 2;
        }
        let inside = Span::new(start + 1, self.at);
        self.at += 1;
        if escaped {
            unescape(Span::new(start, self.at).of(self.text))
        } else {
            inside.of(self.text).to_owned()
        }
    }

    /// Passes over an object or array without looking into it: its depth has no bound.
    fn skip_nested(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.string();
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                break;
            }
        }
    }

    /// The next byte that is not whitespace.
    fn peek(&mut self) -> Option<u8> {
        self.at = self.next_of(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        self.text.as_bytes().get(self.at).copied()
    }

    /// Where the next byte of a kind stands; the end of the text when there is none.
    fn next_of(&self, kind: impl Fn(u8) -> bool) -> usize {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let found = rest.iter().position(|&byte| kind(byte));
        self.at + found.unwrap_or(rest.len())
    }
}

/// Resolves the escapes of a JSON string with its quotes.
fn unescape(quoted: &str) -> String {
    serde_json::from_str(quoted).unwrap_or_else(|_| {
        // serde_json refuses a lone surrogate in a string but hands it out as bytes.
        serde_json::from_str::<Lenient>(quoted).map_or_else(|_| quoted.to_owned(), |text| text.0)
    })
}

struct Lenient(String);

impl<'de> Deserialize<'de> for Lenient {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Lenient;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a string")
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Lenient, E> {
                Ok(Lenient(String::from_utf8_lossy(bytes).into_owned()))
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
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
        assert!(
            root.get("aud")
                .unwrap()
                .as_str()
                .unwrap()
                .starts_with("😀 \u{fffd}")
        );
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
            ("{\n \"a\" 1}", 7),
            ("", 0),
            ("nul", 3),
        ] {
            assert_eq!(parse(text).unwrap_err().offset, offset, "{text}");
        }
    }
}
