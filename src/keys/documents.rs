//! JSON: JWKs, JWK Sets, discovery documents, and keys within other JSON.

use super::fault::Fault;
use super::key::Form;
use super::reading::{MAX_KEYS, Reading};
use super::{Metadata, jwk, pem};
use crate::text::Span;
use crate::text::json::{self, Json, Kind};

/// Objects that are looked for in broken JSON, and the bytes that each may have: a key with a chain of certificates.
const MAX_INSIDE: usize = 100;
const MAX_OBJECT: usize = 20_000;

impl Reading<'_> {
    /// Reads the JSON that the text begins with from `start` on. Its end.
    pub(super) fn json(&mut self, rest: &str, start: usize) -> usize {
        let end = json_end(rest);
        let keys = &self.keys;
        let before = (keys.keys.len(), keys.metadata.len(), keys.notes.len());
        self.base = start;
        match json::parse(rest.get(..end).unwrap_or(rest)) {
            Ok(root) => self.value(&root, "", false),
            Err(fault) => {
                let fault = Fault::new(fault.offset, fault.message);
                self.found(Err(fault), "JSON", Span::default());
                self.objects_inside(rest.get(..end).unwrap_or(rest), start);
            }
        }
        let keys = &self.keys;
        if before == (keys.keys.len(), keys.metadata.len(), keys.notes.len()) {
            let note =
                "JSON without `issuer`, `keys` or `kty`: neither a discovery document nor a key";
            self.say(Span::new(0, end), true, &[note]);
        }
        self.base = 0;
        start + end
    }

    /// Reads what is whole in JSON that is not, as the keys of a set with a comma too many.
    fn objects_inside(&mut self, broken: &str, start: usize) {
        let mut at = 1;
        for _ in 0..MAX_INSIDE {
            let Some(next) = broken.get(at..).and_then(|rest| rest.find('{')) else {
                return;
            };
            at += next;
            let end = broken.floor_char_boundary(at + MAX_OBJECT);
            let rest = broken.get(at..end).unwrap_or_default();
            let object = rest.get(..json_end(rest)).unwrap_or(rest);
            if let Ok(root) = json::parse(object) {
                self.base = start + at;
                self.value(&root, "", false);
                at += object.len();
            } else {
                at += 1;
            }
        }
    }

    /// Reads the value of a member of this name, or an element.
    fn value(&mut self, value: &Json, name: &str, in_set: bool) {
        if self.keys.keys.len() >= MAX_KEYS {
            self.is_full = true;
            return;
        }
        let is_jwk = ["kty", "crv", "n", "k"]
            .iter()
            .any(|name| value.get(name).is_some());
        if in_set || is_jwk {
            return self.jwk(value, in_set);
        }
        // What has a name is part of something else, as the issuer of a certificate is.
        if let Some(issuer) = value.get("issuer").and_then(Json::as_str)
            && name.is_empty()
        {
            self.metadata(value, issuer);
        }
        for member in value.members() {
            match (&*member.name, &member.value.kind) {
                ("keys", Kind::Array(elements)) => {
                    let count = elements.len();
                    let keys = if count == 1 { " key" } else { " keys" };
                    self.say(
                        member.value.span,
                        false,
                        &["a JWK Set with ", &count.to_string(), keys],
                    );
                    for element in elements {
                        self.value(element, "", true);
                    }
                }
                ("keys", _) => {
                    let message = [
                        "`keys` is ",
                        member.value.describe(),
                        " instead of an array",
                    ];
                    let fault = Fault::new(member.value.span.start, &message.concat());
                    self.found(Err(fault), "a JWK Set", value.span);
                }
                (name, _) => self.value(&member.value, name, false),
            }
        }
        for element in value.elements() {
            if element.as_str().is_some_and(|text| text.starts_with("MI")) {
                return self.found(jwk::chain(value), "`x5c`", value.span);
            }
            self.value(element, "", false);
        }
        if value.as_str().is_some_and(|text| text.contains(pem::BEGIN)) {
            self.quoted_pem(value, name);
        }
    }

    fn metadata(&mut self, document: &Json, issuer: &str) {
        let mut algorithms = Vec::new();
        let listed = document.get("id_token_signing_alg_values_supported");
        for algorithm in listed.map(Json::elements).unwrap_or_default() {
            algorithms.extend(algorithm.as_str().map(str::to_owned));
        }
        let jwks_uri = document.get("jwks_uri").and_then(Json::as_str);
        let mut note = vec![
            "a discovery document: its issuer `",
            issuer,
            "` is used for the `openid-config` or `tenant-id` it belongs to",
        ];
        if let Some(uri) = jwks_uri {
            note.extend([
                "; its keys are not fetched: open `",
                uri,
                "` and paste what it answers",
            ]);
        }
        self.say(document.span, false, &note);
        self.keys.metadata.push(Metadata {
            issuer: issuer.to_owned(),
            jwks_uri: jwks_uri.map(str::to_owned),
            algorithms,
        });
    }

    fn jwk(&mut self, value: &Json, in_set: bool) {
        let mut oddities = Vec::new();
        let mut key = jwk::read(value, &mut oddities);
        for oddity in oddities {
            self.trouble("", "a JWK", &oddity);
        }
        if let (true, Ok(key)) = (in_set, &mut key) {
            key.form = Form::JwkSet;
        }
        self.found(key, "a JWK", value.span);
    }

    /// PEM in a JSON string: read as it stands there, with its escapes.
    fn quoted_pem(&mut self, string: &Json, name: &str) {
        // Some providers publish an object of certificates by `kid`.
        let is_kid = name.len() >= 8 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        let span = string.span.shifted(self.base);
        let base = std::mem::take(&mut self.base);
        let mut at = span.start;
        while let Some(found) = Span::new(at, span.end).of(self.text).find(pem::BEGIN) {
            at = self.pem(at + found, span.end, is_kid.then_some(name));
        }
        self.base = base;
    }
}

/// The end of the JSON that the text starts with: brackets counted outside of strings. Where they are not closed it is
/// the end of the text, or the PEM behind it.
fn json_end(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'\n'
                if text
                    .get(index + 1..)
                    .is_some_and(|rest| rest.starts_with(pem::BEGIN)) =>
            {
                return index;
            }
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => {
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
