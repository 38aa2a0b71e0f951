//! Words and lists of them: scopes, roles, groups, methods, algorithms.

use super::{Read, Value};
use crate::claims::guid::is_guid;
use crate::claims::value::{self, look_up};
use crate::claims::well_known::well_known;
use crate::jose::alg::alike;
use crate::text::json::Kind;

/// What a word means, where it is known.
type Meaning = fn(&str) -> Option<&'static str>;

/// Scopes in one string, separated by spaces.
pub(super) fn scopes(read: &mut Read, value: &Value<'_>) {
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

/// Permissions or roles.
pub(super) fn roles(read: &mut Read, value: &Value<'_>) {
    counted(read, value, "roles");
}

/// Any strings.
pub(super) fn list(read: &mut Read, value: &Value<'_>) {
    counted(read, value, "values");
}

fn counted(read: &mut Read, value: &Value<'_>, noun: &str) {
    if !value.strings.is_empty() || read.problem.is_none() {
        read.counted(noun, &value.strings);
    }
}

/// Groups by object id or name.
pub(super) fn groups(read: &mut Read, value: &Value<'_>) {
    match value.json.kind {
        Kind::String(_) => read.read("the groups are not in the token: there were too many"),
        Kind::Array(_) => read.count("groups", value.strings.len()),
        _ => {}
    }
}

/// The version of an Entra ID token.
pub(super) fn version(read: &mut Read, value: &Value<'_>) {
    match value.scalar {
        Some(version @ ("1.0" | "2.0")) => read.read_all(&["version ", version]),
        Some(_) => read.problem("neither `1.0` nor `2.0`, the versions that Entra ID issues"),
        None => {}
    }
}

/// How the client proved who it is.
pub(super) fn client_auth(read: &mut Read, value: &Value<'_>) {
    closed(read, value, value::CLIENT_AUTH);
}

/// Member or guest.
pub(super) fn account_status(read: &mut Read, value: &Value<'_>) {
    closed(read, value, value::ACCT);
}

/// A word of a table, outside of which there is none.
fn closed(read: &mut Read, value: &Value<'_>, table: &'static str) {
    let Some(word) = value.scalar else { return };
    match look_up(table, word) {
        Some(found) => read.read(found),
        None => read.problem_of(&["`", word, "` has no meaning here"]),
    }
}

/// Whether an application or a user is meant.
pub(super) fn token_type(read: &mut Read, value: &Value<'_>) {
    open(read, value, value::id_type);
}

/// A media type (RFC 7515 §4.1.9, RFC 8725 §3.11).
pub(super) fn media_type(read: &mut Read, value: &Value<'_>) {
    open(read, value, value::media_type);
}

/// A word that may be known.
fn open(read: &mut Read, value: &Value<'_>, meaning: Meaning) {
    if let Some(found) = value.scalar.and_then(meaning) {
        read.read(found);
    }
}

/// How somebody signed in (RFC 8176, and Entra ID's own values).
pub(super) fn methods(read: &mut Read, value: &Value<'_>) {
    meanings(read, value, value::amr);
}

/// Directory roles by their template ids.
pub(super) fn directory_roles(read: &mut Read, value: &Value<'_>) {
    meanings(read, value, well_known);
}

/// Words with the meaning of each behind it, where it has one; of a GUID its meaning alone.
fn meanings(read: &mut Read, value: &Value<'_>, meaning: Meaning) {
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

/// An algorithm's name.
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
