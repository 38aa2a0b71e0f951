//! Words and lists of them: scopes, roles, groups, methods, algorithms.

use super::{Read, Value};
use crate::claims::guid::is_guid;
use crate::claims::value::look_up;
use crate::jose::alg::alike;
use crate::text::json::Kind;

pub(super) fn scope(read: &mut Read, value: &Value<'_>) {
    let mut scopes = Vec::new();
    for text in &value.strings {
        for scope in text.split(' ') {
            if !scope.is_empty() {
                scopes.push(scope);
            }
        }
        if text.contains(',') {
            read.problem("a comma in it, but scopes are separated by spaces");
        }
    }
    if !value.strings.is_empty() {
        read.counted("scopes", &scopes);
    }
}

pub(super) fn list(read: &mut Read, value: &Value<'_>, noun: &str) {
    if !value.strings.is_empty() || read.problem.is_none() {
        read.counted(noun, &value.strings);
    }
}

pub(super) fn groups(read: &mut Read, value: &Value<'_>) {
    match value.json.kind {
        Kind::String(_) => read.read("the groups are not in the token: there were too many"),
        Kind::Array(_) => read.count("groups", value.strings.len()),
        _ => {}
    }
}

pub(super) fn version(read: &mut Read, value: &Value<'_>) {
    match value.scalar {
        Some(version @ ("1.0" | "2.0")) => read.read_all(&["version ", version]),
        Some(_) => read.problem("neither `1.0` nor `2.0`, the versions that Entra ID issues"),
        None => {}
    }
}

/// A word of a table, outside of which there is none.
pub(super) fn closed(read: &mut Read, value: &Value<'_>, table: &'static str) {
    let Some(word) = value.scalar else { return };
    match look_up(table, word) {
        Some(found) => read.read(found),
        None => read.problem_of(&["`", word, "` has no meaning here"]),
    }
}

/// A word that may be known.
pub(super) fn open(read: &mut Read, value: &Value<'_>, meaning: fn(&str) -> Option<&'static str>) {
    if let Some(found) = value.scalar.and_then(meaning) {
        read.read(found);
    }
}

/// Words with the meaning of each behind it, where it has one; of a GUID its meaning alone.
pub(super) fn meanings(
    read: &mut Read,
    value: &Value<'_>,
    meaning: fn(&str) -> Option<&'static str>,
) {
    let mut between = "";
    for word in &value.strings {
        match meaning(word) {
            Some(found) if is_guid(word) => read.explain(between, found, None),
            None if word.is_empty() => read.explain(between, "(empty)", None),
            found => read.explain(between, word, found),
        }
        between = ", ";
    }
}

pub(super) fn algorithm(read: &mut Read, value: &Value<'_>) {
    let Some(written) = value.json.as_str() else {
        return;
    };
    match alike(written) {
        Some(found) if found.name == written => read.read(found.meaning),
        found => {
            read.problem_of(&["`", written, "` is no registered algorithm"]);
            if let Some(found) = found {
                read.problem_of(&["names are compared exactly, and `", found.name, "` is one"]);
            }
        }
    }
}
