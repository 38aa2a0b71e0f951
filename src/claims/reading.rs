//! What a value says to a person, by the kind of its row. No value is refused: what is not as it should be is said.

mod identity;
mod number;

use super::dictionary::shape;
use super::guid::is_guid;
use super::well_known::well_known;
use super::{ClaimKind, Row, value};
use crate::jose::alg::alike;
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
    /// Adds to the reading. Texts are put together from parts here and in `problem` only: what a call costs, it costs often.
    fn read(&mut self, parts: &[&str]) {
        push(self.reading.get_or_insert_default(), parts);
    }

    /// Adds to the last problem.
    fn say(&mut self, parts: &[&str]) {
        push(self.problem.get_or_insert_default(), parts);
    }

    /// Adds a problem to those before it.
    fn problem(&mut self, parts: &[&str]) {
        if self.problem.is_some() {
            self.say(&["; "]);
        }
        self.say(parts);
    }

    /// Adds `1 scope: a`, `2 scopes: a, b`, `no scopes`; `noun` is the plural, and loses its `s` for one.
    fn counted(&mut self, noun: &str, items: &[&str]) {
        if items.is_empty() {
            return self.read(&["no ", noun]);
        }
        self.count(noun, items.len());
        let mut between = ": ";
        for item in items {
            self.read(&[between, item]);
            between = ", ";
        }
    }

    /// Adds `1 scope`, `2 scopes`.
    fn count(&mut self, noun: &str, count: usize) {
        let noun = match noun.strip_suffix('s') {
            Some(one) if count == 1 => one,
            _ => noun,
        };
        self.read(&[&count.to_string(), " ", noun]);
    }
}

fn push(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.push_str(part);
    }
}

/// Reads a value by the kind of its row; `text` is the JSON text that the value's span points into.
pub fn read(row: &Row, value: &Json, text: &str) -> Read {
    let mut read = Read::default();
    if row.kind == ClaimKind::NumericDate {
        number::date(&mut read, value, text);
        return read;
    }
    wrong_type(&mut read, row, value);
    let raw = value.span.of(text);
    // The text of a string, or of a number where an issuer writes one for the other.
    let scalar = match &value.kind {
        Kind::String(written) => Some(&**written),
        Kind::Number => Some(raw),
        _ => None,
    };
    let elements = strings(value);
    match row.kind {
        ClaimKind::Audience => identity::audience(&mut read, &elements),
        ClaimKind::Issuer => identity::issuer(&mut read, value.as_str()),
        ClaimKind::Scope => scope(&mut read, value, &elements),
        ClaimKind::Roles => list(&mut read, "roles", &elements),
        ClaimKind::List => list(&mut read, "values", &elements),
        ClaimKind::Groups => groups(&mut read, value, &elements),
        ClaimKind::Version => version(&mut read, scalar),
        ClaimKind::ClientAuth => word(&mut read, scalar, value::client_auth, true),
        ClaimKind::Acct => word(&mut read, scalar, value::acct, true),
        ClaimKind::IdType => word(&mut read, scalar, value::id_type, false),
        ClaimKind::MediaType => word(&mut read, scalar, value::media_type, false),
        ClaimKind::Amr => meanings(&mut read, &elements, value::amr),
        ClaimKind::DirectoryRoles => meanings(&mut read, &elements, well_known),
        ClaimKind::Guid => identity::guid(&mut read, value.as_str()),
        ClaimKind::IdentityProvider => identity::identity_provider(&mut read, value.as_str()),
        ClaimKind::Algorithm => algorithm(&mut read, value.as_str()),
        ClaimKind::Boolean
        | ClaimKind::Number
        | ClaimKind::Text
        | ClaimKind::Object
        | ClaimKind::Any
        | ClaimKind::NumericDate => number::rounding(&mut read, value, text),
    }
    read
}

/// Reads a value that no row describes: only what befalls any value.
pub fn read_unknown(value: &Json, text: &str) -> Read {
    let mut read = Read::default();
    number::rounding(&mut read, value, text);
    read
}

/// Says so when the value is not of the JSON type that the row's source demands.
fn wrong_type(read: &mut Read, row: &Row, value: &Json) {
    let found = match &value.kind {
        Kind::String(_) => shape::STRING,
        Kind::Number => shape::NUMBER,
        Kind::Bool(_) => shape::BOOLEAN,
        Kind::Object(_) => shape::OBJECT,
        Kind::Array(elements) if elements.iter().all(|each| each.as_str().is_some()) => {
            shape::STRINGS
        }
        _ => shape::OTHER,
    };
    let wanted = row.kind.shapes();
    if wanted & found != 0 {
        return;
    }
    let array = matches!(value.kind, Kind::Array(_)) && wanted & shape::STRINGS != 0;
    let found = if array {
        "an array with more than strings in it"
    } else {
        value.describe()
    };
    read.problem(&[found, "; ", row.source, " wants"]);
    let mut or = " ";
    for (bit, name) in [
        (shape::NUMBER, "a number"),
        (shape::BOOLEAN, "a boolean"),
        (shape::OBJECT, "an object"),
        (shape::STRING, "a string"),
        (shape::STRINGS, "an array of strings"),
    ] {
        if wanted & bit != 0 {
            read.say(&[or, name]);
            or = " or ";
        }
    }
}

/// The strings of an array, or the one string itself.
fn strings(value: &Json) -> Vec<&str> {
    if let Some(only) = value.as_str() {
        return vec![only];
    }
    let mut strings = Vec::new();
    for element in value.elements() {
        if let Some(text) = element.as_str() {
            strings.push(text);
        }
    }
    strings
}

fn scope(read: &mut Read, value: &Json, elements: &[&str]) {
    if value.as_str().is_none() && elements.is_empty() {
        return;
    }
    let mut scopes = Vec::new();
    for element in elements {
        for scope in element.split(' ') {
            if !scope.is_empty() {
                scopes.push(scope);
            }
        }
        if element.contains(',') {
            read.problem(&["a comma in it, but scopes are separated by spaces"]);
        }
    }
    read.counted("scopes", &scopes);
}

fn list(read: &mut Read, noun: &str, elements: &[&str]) {
    if !elements.is_empty() || read.problem.is_none() {
        read.counted(noun, elements);
    }
}

fn groups(read: &mut Read, value: &Json, elements: &[&str]) {
    if value.as_str().is_some() {
        read.read(&["the groups are not in the token: there were too many"]);
    } else if matches!(value.kind, Kind::Array(_)) {
        read.count("groups", elements.len());
    }
}

fn version(read: &mut Read, written: Option<&str>) {
    match written {
        Some(version @ ("1.0" | "2.0")) => read.read(&["version ", version]),
        Some(_) => read.problem(&["neither `1.0` nor `2.0`, the versions that Entra ID issues"]),
        None => {}
    }
}

/// A value out of a short list. Whatever stands outside is a problem only where the list is `closed`.
fn word(
    read: &mut Read,
    written: Option<&str>,
    meaning: fn(&str) -> Option<&'static str>,
    closed: bool,
) {
    let Some(written) = written else { return };
    match meaning(written) {
        Some(found) => read.read(&[found]),
        None if closed => read.problem(&["`", written, "` has no meaning here"]),
        None => {}
    }
}

/// Values with the meaning of each behind it, where it has one.
fn meanings(read: &mut Read, elements: &[&str], meaning: fn(&str) -> Option<&'static str>) {
    let mut between = "";
    for element in elements {
        match meaning(element) {
            Some(found) if is_guid(element) => read.read(&[between, found]),
            Some(found) => read.read(&[between, element, " (", found, ")"]),
            None if element.is_empty() => read.read(&[between, "(empty)"]),
            None => read.read(&[between, element]),
        }
        between = ", ";
    }
}

fn algorithm(read: &mut Read, written: Option<&str>) {
    let Some(written) = written else { return };
    match alike(written) {
        Some(found) if found.name == written => read.read(&[found.meaning]),
        found => {
            read.problem(&["`", written, "` is no registered algorithm"]);
            if let Some(found) = found {
                read.problem(&["names are compared exactly, and `", found.name, "` is one"]);
            }
        }
    }
}

#[cfg(test)]
mod tests;
