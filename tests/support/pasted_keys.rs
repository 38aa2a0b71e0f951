//! The keys of `tests/keys/`, which its `make.sh` made for these tests, and what is read from a text.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a key that is not read stops the test"
)]

use std::fs;
use std::path::Path;

use claimscope::keys::{self, Key, Keys};
use claimscope::text::base64url;

/// A file of `tests/keys/`.
pub(crate) fn file(name: &str) -> String {
    fs::read_to_string(Path::new("tests/keys").join(name)).unwrap()
}

/// The base64 of a PEM file, its lines as they are.
pub(crate) fn body(name: &str) -> String {
    let text = file(name);
    let lines = text.lines().filter(|line| !line.starts_with("-----"));
    lines.collect::<Vec<_>>().join("\n")
}

/// What the keys say of themselves.
pub(crate) fn described(keys: &Keys) -> Vec<String> {
    keys.keys.iter().map(Key::describe).collect()
}

/// What is wrong.
pub(crate) fn troubles(keys: &Keys) -> Vec<&str> {
    let notes = keys.notes.iter().filter(|note| note.is_trouble);
    notes.map(|note| note.message.as_str()).collect()
}

/// The only key of a text.
#[track_caller]
pub(crate) fn one(text: &str) -> Key {
    let found = keys::read(text);
    let [key] = &found.keys[..] else {
        panic!("{text}: {:?}, {:?}", described(&found), found.notes)
    };
    key.clone()
}

/// A PEM block around these bytes.
pub(crate) fn pem(label: &str, der: &[u8]) -> String {
    let base64 = base64url::encode(der).replace('-', "+").replace('_', "/");
    format!("-----BEGIN {label}-----\n{base64}\n-----END {label}-----")
}
