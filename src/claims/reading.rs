//! What a value says to a person, by the kind of its row. No value is refused: what is not as it should be is said.

mod identity;
mod number;
mod words;

use super::Row;
use crate::text::instant::Instant;
use crate::text::json::{Json, Kind};

/// What a value says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The value for a person, where there is something to read.
    pub reading: Option<String>,
    /// The instant of the reading, for dates that a number says.
    pub instant: Option<Instant>,
    /// What is wrong with the value, and what it should be.
    pub problem: Option<String>,
}

impl Read {
    /// Adds to the reading.
    fn read(&mut self, text: &str) {
        self.reading.get_or_insert_default().push_str(text);
    }

    /// Adds parts to the reading.
    fn read_all(&mut self, parts: &[&str]) {
        for part in parts {
            self.read(part);
        }
    }

    /// Adds to the reading a text and, where it has one, its meaning: `pwd (password)`.
    fn explain(&mut self, between: &str, text: &str, meaning: Option<&str>) {
        self.read_all(&[between, text]);
        if let Some(meaning) = meaning {
            self.read_all(&[" (", meaning, ")"]);
        }
    }

    /// Adds `1 scope: a`, `2 scopes: a, b`, `no scopes`; `noun` is the plural, and loses its `s` for one.
    fn counted(&mut self, noun: &str, items: &[&str]) {
        if items.is_empty() {
            return self.read_all(&["no ", noun]);
        }
        self.count(noun, items.len());
        let mut between = ": ";
        for item in items {
            self.explain(between, item, None);
            between = ", ";
        }
    }

    /// Adds `1 scope`, `2 scopes`.
    fn count(&mut self, noun: &str, count: usize) {
        let noun = match noun.strip_suffix('s') {
            Some(one) if count == 1 => one,
            _ => noun,
        };
        self.read_all(&[&count.to_string(), " ", noun]);
    }

    /// Adds a problem to those before it.
    fn problem(&mut self, text: &str) {
        self.problem_of(&[text]);
    }

    /// Adds a problem made of parts.
    fn problem_of(&mut self, parts: &[&str]) {
        let problem = self.problem.get_or_insert_default();
        if !problem.is_empty() {
            problem.push_str("; ");
        }
        for part in parts {
            problem.push_str(part);
        }
    }
}

/// A value, and what the kinds look at of it.
struct Value<'a> {
    json: &'a Json,
    /// The JSON text that the value's span points into.
    text: &'a str,
    /// The value's own JSON text.
    raw: &'a str,
    /// The text of a string, or of a number where an issuer writes one for the other.
    scalar: Option<&'a str>,
    /// The strings of an array, or the one string itself.
    strings: Vec<&'a str>,
}

/// How a value is read: decided by the row, nowhere else. Each has its letter in the tables of the dictionary.
#[derive(Debug)]
pub struct ClaimKind {
    /// Its letter.
    pub letter: u8,
    /// The JSON types that the value may have, in words; empty for any.
    wants: &'static str,
    read: fn(&mut Read, &Value<'_>),
}

const fn of(letter: u8, wants: &'static str, read: fn(&mut Read, &Value<'_>)) -> ClaimKind {
    ClaimKind {
        letter,
        wants,
        read,
    }
}

const TEXT: &str = "a string";
const TEXTS: &str = "an array of strings";
const TEXT_OR_TEXTS: &str = "a string or an array of strings";

/// Any JSON value.
static ANY: ClaimKind = of(b'x', "", number::rounding);

/// The kinds. A table, since a `match` is twice the size in wasm.
static KINDS: [ClaimKind; 21] = [
    // What a date wants is said where it is read: more than a type.
    of(b'd', "", number::date),
    of(b'a', TEXT_OR_TEXTS, identity::audience),
    of(b'i', TEXT, identity::issuer),
    of(b'g', TEXT, identity::guid),
    of(b'p', TEXT, identity::identity_provider),
    of(b'c', TEXT, words::scopes),
    of(b'r', TEXTS, words::roles),
    of(b'w', TEXTS, words::directory_roles),
    of(b'q', TEXT_OR_TEXTS, words::groups),
    of(b'm', TEXTS, words::methods),
    of(b'2', TEXT, words::client_auth),
    of(b'v', TEXT, words::version),
    of(b'j', TEXT, words::token_type),
    of(b'u', "a number or a string", words::account_status),
    of(b'h', TEXT, words::algorithm),
    of(b'y', TEXT, words::media_type),
    of(b'l', TEXTS, words::list),
    of(b't', TEXT, number::rounding),
    of(b'n', "a number", number::rounding),
    of(b'b', "a boolean", number::rounding),
    of(b'o', "an object", number::rounding),
];

/// The kind of a letter.
pub fn kind(letter: &str) -> &'static ClaimKind {
    for kind in &KINDS {
        if letter.as_bytes() == [kind.letter] {
            return kind;
        }
    }
    &ANY
}

/// Reads a value by the kind of its row, where it has one; `text` is the JSON text that the value's span points into.
pub fn read(row: Option<&Row>, json: &Json, text: &str) -> Read {
    let raw = json.span.of(text);
    let mut scalar = json.as_str();
    let mut strings = Vec::new();
    for each in json.elements() {
        if let Some(text) = each.as_str() {
            strings.push(text);
        }
    }
    if let Some(only) = scalar {
        strings.push(only);
    } else if matches!(json.kind, Kind::Number) {
        scalar = Some(raw);
    }
    let value = Value {
        json,
        text,
        raw,
        scalar,
        strings,
    };
    let mut read = Read::default();
    let mut kind = &ANY;
    if let Some(row) = row {
        kind = row.kind;
        wrong_type(&mut read, row, &value);
    }
    (kind.read)(&mut read, &value);
    read
}

/// Says so when the value is not of the JSON type that the row's source demands.
fn wrong_type(read: &mut Read, row: &Row, value: &Value<'_>) {
    let wants = row.kind.wants;
    let mut found = value.json.describe();
    if matches!(value.json.kind, Kind::Array(_)) && wants.ends_with(TEXTS) {
        if value.strings.len() == value.json.elements().len() {
            return;
        }
        found = "an array with more than strings in it";
    }
    // The words for a type stand in no other's.
    if !wants.is_empty() && !wants.contains(found) {
        read.problem_of(&[found, "; ", row.source, " wants ", wants]);
    }
}

#[cfg(test)]
mod tests;
