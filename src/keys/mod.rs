//! What a person pastes as keys and metadata: recognised, and used as far as this version goes.

mod key;
mod stub;
pub use stub::*;

pub use key::{Certificate, Form, Key, Material, Private};

use crate::text::json::{self, Json};

/// Documents beyond this many are not read.
const MAX_DOCUMENTS: usize = 100;
const UNUSED: &str = ": signatures are not checked by this version, so it changes nothing";

/// An OpenID discovery document (OpenID Connect Discovery 1.0 §3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// The issuer it names.
    pub issuer: String,
}

/// Everything recognised in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// The discovery documents, in order.
    pub metadata: Vec<Metadata>,
    /// The keys, in order; a secret once for each way in which it can be read.
    pub keys: Vec<Key>,
    /// What was recognised, a sentence each.
    pub notes: Vec<String>,
}

/// Reads the text: JSON documents one after the other, PEM blocks, or anything else, which is said.
pub fn read(text: &str) -> Keys {
    let mut keys = Keys::default();
    let mut rest = text.trim_start_matches('\u{feff}').trim();
    while rest.starts_with('{') {
        if keys.notes.len() == MAX_DOCUMENTS {
            let note = "the rest was not read: paste only the documents that belong to the policy";
            keys.notes.push(note.to_owned());
            return keys;
        }
        let end = json_end(rest);
        let (document, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        match json::parse(document) {
            Ok(root) => keys.take(&root),
            Err(fault) => {
                keys.notes.push(format!(
                    "not JSON at byte {}: {}",
                    fault.offset, fault.message
                ));
                return keys;
            }
        }
        rest = tail.trim_start();
    }
    if !rest.is_empty() {
        let (what, use_of_it) = if rest.contains("-----BEGIN ") {
            ("PEM", UNUSED)
        } else if rest.starts_with("http") {
            (
                "a URL",
                ": nothing is fetched; open it and paste the JSON that it answers",
            )
        } else {
            ("text that may be a secret", UNUSED)
        };
        keys.notes.push([what, use_of_it].concat());
    }
    keys
}

impl Keys {
    fn take(&mut self, root: &Json) {
        let note = if let Some(issuer) = root.get("issuer").and_then(Json::as_str) {
            self.metadata.push(Metadata {
                issuer: issuer.to_owned(),
            });
            [
                "a discovery document: its issuer `",
                issuer,
                "` is used for the `openid-config` or `tenant-id` it belongs to",
            ]
            .concat()
        } else if let Some(set) = root.get("keys") {
            let count = set.elements().len();
            let keys = if count == 1 { " key" } else { " keys" };
            ["a JWK Set with ", &count.to_string(), keys, UNUSED].concat()
        } else if root.get("kty").is_some() {
            ["a JWK", UNUSED].concat()
        } else {
            "JSON without `issuer`, `keys` or `kty`: neither a discovery document nor a key"
                .to_owned()
        };
        self.notes.push(note);
    }
}

/// The end of the object that the text starts with: braces counted outside of strings.
fn json_end(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' if !in_string => depth += 1,
            b'}' if !in_string => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_things_are_read_one_after_the_other() {
        let keys = read(
            "{\"issuer\":\"https://a/}\"}\n{\"keys\":[{}]} {\"issuer\":\"b\"}\n-----BEGIN CERTIFICATE-----",
        );
        let issuers: Vec<_> = keys
            .metadata
            .iter()
            .map(|document| document.issuer.as_str())
            .collect();
        assert_eq!(issuers, ["https://a/}", "b"]);
        assert_eq!(keys.notes.len(), 4);
        assert_eq!(read("  "), Keys::default());
        assert_eq!(read("{\"issuer\":").metadata, []);
    }

    #[test]
    fn what_is_pasted_is_called_by_its_name() {
        for (text, note) in [
            ("\u{feff}{\"kty\":\"RSA\"}", "a JWK: "),
            (
                "https://idp.example/.well-known/openid-configuration",
                "a URL: nothing",
            ),
            ("c2VjcmV0", "text that may be a secret"),
        ] {
            let [found] = &read(text).notes[..] else {
                panic!("{text}")
            };
            assert!(found.starts_with(note), "{found}");
        }
        let many = read(&"{} ".repeat(30_000)).notes;
        assert_eq!(many.len(), MAX_DOCUMENTS + 1);
        assert!(
            many.last()
                .is_some_and(|note| note.starts_with("the rest was not read"))
        );
    }
}
