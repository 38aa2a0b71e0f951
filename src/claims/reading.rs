//! What a value says to a person, by the kind of its row. No value is refused: what is not as it should be is said.

mod identity;
mod number;

use super::algorithm::{algorithm_meaning, registered_spelling};
use super::guid::is_guid;
use super::well_known::well_known;
use super::{ClaimKind, Row, value};
use crate::text::instant::Instant;
use crate::text::json::{Json, Kind};

/// What a value says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The value for a person, where there is something to read.
    pub reading: Option<String>,
    /// A short badge.
    pub tag: Option<String>,
    /// The instant of the reading, for dates that a number says.
    pub instant: Option<Instant>,
    /// What is wrong with the value, and what it should be.
    pub problem: Option<String>,
}

impl Read {
    fn read(&mut self, text: impl Into<String>) {
        self.reading = Some(text.into());
    }

    fn tag(&mut self, text: impl Into<String>) {
        self.tag = Some(text.into());
    }

    /// A name that is both the reading and the badge.
    fn name(&mut self, name: &str) {
        self.read(name);
        self.tag(name);
    }

    fn problem(&mut self, text: impl AsRef<str>) {
        match &mut self.problem {
            Some(before) => {
                before.push_str("; ");
                before.push_str(text.as_ref());
            }
            None => self.problem = Some(text.as_ref().to_owned()),
        }
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
        Kind::String(written) => Some(written.as_str()),
        Kind::Number => Some(raw),
        _ => None,
    };
    let elements = strings(value);
    match row.kind {
        ClaimKind::Audience => identity::audience(&mut read, &elements),
        ClaimKind::Issuer => {
            if let Some(issuer) = value.as_str() {
                identity::issuer(&mut read, issuer);
            }
        }
        ClaimKind::Scope => scope(&mut read, value, &elements),
        ClaimKind::Roles | ClaimKind::List => list(&mut read, row, &elements),
        ClaimKind::Groups => groups(&mut read, value, &elements),
        ClaimKind::Version => version(&mut read, scalar),
        ClaimKind::ClientAuth => word(&mut read, scalar, value::client_auth, true),
        ClaimKind::Acct => word(&mut read, scalar, value::acct, true),
        ClaimKind::IdType => word(&mut read, scalar, value::id_type, false),
        ClaimKind::Region => word(&mut read, scalar, value::region, false),
        ClaimKind::MediaType => word(&mut read, scalar, value::media_type, false),
        ClaimKind::Amr => meanings(&mut read, &elements, value::amr),
        ClaimKind::DirectoryRoles => meanings(&mut read, &elements, |id| {
            well_known(id).map(|found| found.name)
        }),
        ClaimKind::Capabilities => meanings(&mut read, &elements, |word| {
            word.eq_ignore_ascii_case("cp1")
                .then_some("answers claims challenges")
        }),
        ClaimKind::Guid => identity::guid(&mut read, value.as_str()),
        ClaimKind::IdentityProvider => {
            read.reading = value.as_str().and_then(identity::identity_provider);
        }
        ClaimKind::DistributedClaims => distributed(&mut read, value),
        ClaimKind::Algorithm => algorithm(&mut read, value.as_str()),
        ClaimKind::Critical => critical(&mut read, row, value, &elements),
        ClaimKind::Duration => number::seconds(&mut read, value, text),
        ClaimKind::Flag => flag(&mut read, value, scalar),
        ClaimKind::Number => number::rounding(&mut read, raw),
        ClaimKind::Boolean
        | ClaimKind::Text
        | ClaimKind::Opaque
        | ClaimKind::Object
        | ClaimKind::Any
        | ClaimKind::NumericDate => {}
    }
    read
}

/// Reads a value that no row describes: only what befalls any value.
pub fn read_unknown(value: &Json, text: &str) -> Read {
    let mut read = Read::default();
    if value.kind == Kind::Number {
        number::rounding(&mut read, value.span.of(text));
    }
    read
}

/// Says so when the value is not of the JSON type that the row's source demands.
fn wrong_type(read: &mut Read, row: &Row, value: &Json) {
    let string = matches!(value.kind, Kind::String(_));
    let array = matches!(value.kind, Kind::Array(_));
    let all_strings = value
        .elements()
        .iter()
        .all(|element| element.as_str().is_some());
    let (fits, wanted) = match row.kind {
        ClaimKind::Audience => (
            string || array && all_strings,
            "a string or an array of strings",
        ),
        ClaimKind::Roles
        | ClaimKind::List
        | ClaimKind::Amr
        | ClaimKind::DirectoryRoles
        | ClaimKind::Capabilities
        | ClaimKind::Critical => (array && all_strings, "an array of strings"),
        // `"groups": "src1"` is how too many of them are said.
        ClaimKind::Groups => (string || array && all_strings, "an array of strings"),
        ClaimKind::Boolean => (matches!(value.kind, Kind::Bool(_)), "a boolean"),
        ClaimKind::Number => (value.kind == Kind::Number, "a number"),
        ClaimKind::Object | ClaimKind::DistributedClaims => {
            (matches!(value.kind, Kind::Object(_)), "an object")
        }
        ClaimKind::Acct | ClaimKind::Duration => {
            (string || value.kind == Kind::Number, "a number or a string")
        }
        ClaimKind::Flag => (
            string || matches!(value.kind, Kind::Bool(_) | Kind::Number),
            "a boolean",
        ),
        ClaimKind::Any | ClaimKind::NumericDate => (true, ""),
        ClaimKind::Issuer
        | ClaimKind::Scope
        | ClaimKind::Version
        | ClaimKind::ClientAuth
        | ClaimKind::IdType
        | ClaimKind::Guid
        | ClaimKind::IdentityProvider
        | ClaimKind::Algorithm
        | ClaimKind::MediaType
        | ClaimKind::Region
        | ClaimKind::Text
        | ClaimKind::Opaque => (string, "a string"),
    };
    if !fits {
        let found = if array && wanted.ends_with("strings") {
            "an array with more than strings in it"
        } else {
            value.describe()
        };
        read.problem(format!("{found}; {} wants {wanted}", row.source));
    }
}

/// The strings of an array, or the one string itself.
fn strings(value: &Json) -> Vec<&str> {
    match &value.kind {
        Kind::String(only) => vec![only],
        Kind::Array(elements) => elements.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

/// `1 scope: a`, `2 scopes: a, b`, `no scopes`; `noun` is the plural, and loses its `s` for one.
fn counted(noun: &str, items: &[&str]) -> String {
    match items {
        [] => format!("no {noun}"),
        [only] => format!("1 {}: {only}", noun.strip_suffix('s').unwrap_or(noun)),
        _ => format!("{} {noun}: {}", items.len(), items.join(", ")),
    }
}

fn scope(read: &mut Read, value: &Json, elements: &[&str]) {
    if value.as_str().is_none() && elements.is_empty() {
        return;
    }
    let scopes: Vec<&str> = elements
        .iter()
        .flat_map(|element| element.split_ascii_whitespace())
        .collect();
    read.read(counted("scopes", &scopes));
    if elements.iter().any(|element| element.contains(',')) {
        read.problem(
            "a comma in it; scopes are separated by spaces, so the comma belongs to a scope's name",
        );
    }
}

fn list(read: &mut Read, row: &Row, elements: &[&str]) {
    if elements.is_empty() && read.problem.is_some() {
        return;
    }
    let noun = match (row.kind, row.name) {
        (ClaimKind::Roles, "roles") => "roles",
        (ClaimKind::Roles, "scp") => "scopes",
        (ClaimKind::Roles, _) => "permissions",
        _ => "values",
    };
    read.read(counted(noun, elements));
}

fn groups(read: &mut Read, value: &Json, elements: &[&str]) {
    match (&value.kind, elements) {
        (Kind::String(_), _) => {
            read.read("the groups are not in the token: there were too many");
        }
        (Kind::Array(_), [one]) => read.read(format!("1 group: {one}")),
        (Kind::Array(_), many) => read.read(format!("{} groups", many.len())),
        _ => {}
    }
}

fn version(read: &mut Read, written: Option<&str>) {
    match written {
        Some(version @ ("1.0" | "2.0")) => {
            read.name(if version == "1.0" {
                "version 1.0"
            } else {
                "version 2.0"
            });
        }
        Some(_) => read.problem("neither `1.0` nor `2.0`, the versions that Entra ID issues"),
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
    match written.map(|written| (written, meaning(written))) {
        Some((_, Some(found))) if closed => read.name(found),
        Some((_, Some(found))) => read.read(found),
        Some((written, None)) if closed => read.problem(format!("`{written}` has no meaning here")),
        _ => {}
    }
}

/// Values with the meaning of each behind it, where it has one.
fn meanings(read: &mut Read, elements: &[&str], meaning: impl Fn(&str) -> Option<&'static str>) {
    let parts: Vec<String> = elements
        .iter()
        .map(|element| match meaning(element) {
            Some(found) if is_guid(element) => found.to_owned(),
            Some(found) => format!("{element} ({found})"),
            None if element.is_empty() => "(empty)".to_owned(),
            None => (*element).to_owned(),
        })
        .collect();
    if !parts.is_empty() {
        read.read(parts.join(", "));
    }
}

fn distributed(read: &mut Read, value: &Json) {
    let parts: Vec<String> = value
        .members()
        .iter()
        .map(|member| {
            let endpoint = member.value.get("endpoint").and_then(Json::as_str);
            match endpoint {
                Some(endpoint) => format!("{} at {endpoint}", member.name),
                None => format!("{} is not in the token", member.name),
            }
        })
        .collect();
    if !parts.is_empty() {
        read.read(parts.join(", "));
    }
}

fn algorithm(read: &mut Read, written: Option<&str>) {
    let Some(written) = written else { return };
    if let Some(meaning) = algorithm_meaning(written) {
        read.read(meaning);
    } else if let Some(meant) = registered_spelling(written) {
        read.problem(format!("`{written}` is no algorithm; names are compared exactly, and the registered one is `{meant}`"));
    } else {
        read.problem(format!("`{written}` is no registered algorithm"));
    }
}

fn critical(read: &mut Read, row: &Row, value: &Json, elements: &[&str]) {
    if read.problem.is_none() && value.elements().is_empty() {
        read.problem(format!("empty; {} wants at least one name", row.source));
    }
    if elements.contains(&"b64") {
        read.problem("`b64` in it; RFC 7797 §7 forbids that in a JWT");
    }
    if !elements.is_empty() {
        read.read(counted("parameters", elements));
    }
}

fn flag(read: &mut Read, value: &Json, scalar: Option<&str>) {
    let set = match (&value.kind, scalar) {
        (Kind::Bool(set), _) => *set,
        (_, Some("1" | "true" | "True")) => true,
        (_, Some("0" | "false" | "False")) => false,
        (_, Some(_)) => {
            read.problem("neither yes nor no");
            return;
        }
        _ => return,
    };
    read.read(if set { "yes" } else { "no" });
}

#[cfg(test)]
mod tests;
