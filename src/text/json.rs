//! JSON that loses nothing: member order, duplicate names, number text and the place of every value.
//!
//! `serde_json` reads, level by level, into slices of the source; the slices give the places.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

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
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| fault(text, &error))?;
    Ok(read(text, raw, 0))
}

fn fault(text: &str, error: &serde_json::Error) -> Fault {
    let line_start: usize = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let offset = if error.is_eof() {
        text.len()
    } else {
        line_start + error.column().saturating_sub(1)
    };
    Fault {
        offset: offset.min(text.len()),
        message: message.to_owned(),
    }
}

fn read(source: &str, raw: &RawValue, depth: usize) -> Json {
    let text = raw.get();
    let span = Span::locate(source, text).unwrap_or_default();
    let kind = match text.as_bytes().first() {
        Some(b'{' | b'[') if depth >= MAX_DEPTH => Kind::TooDeep,
        Some(b'{') => Kind::Object(members(source, text, depth)),
        Some(b'[') => Kind::Array(
            serde_json::from_str::<Vec<&RawValue>>(text)
                .unwrap_or_default()
                .into_iter()
                .map(|element| read(source, element, depth + 1))
                .collect(),
        ),
        Some(b'"') => Kind::String(unescape(text)),
        Some(b't') => Kind::Bool(true),
        Some(b'f') => Kind::Bool(false),
        Some(b'n') | None => Kind::Null,
        Some(_) => Kind::Number,
    };
    Json { kind, span }
}

fn members(source: &str, text: &str, depth: usize) -> Vec<Member> {
    serde_json::from_str::<RawMembers<'_>>(text)
        .map_or_else(|_| Vec::new(), |members| members.0)
        .into_iter()
        .map(|(name, value)| Member {
            name: unescape(name.get()),
            name_span: Span::locate(source, name.get()).unwrap_or_default(),
            value: read(source, value, depth + 1),
        })
        .collect()
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

struct RawMembers<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for RawMembers<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect<'a>(std::marker::PhantomData<&'a ()>);
        impl<'de: 'a, 'a> Visitor<'de> for Collect<'a> {
            type Value = RawMembers<'a>;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(RawMembers(members))
            }
        }
        deserializer.deserialize_map(Collect(std::marker::PhantomData))
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
