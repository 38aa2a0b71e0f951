//! From whatever was pasted to the keys and documents in it.

use super::base64_text;
use super::fault::Fault;
use super::key::{Form, Key};
use super::{Keys, Metadata, Note, certificate, der, jwk, pem, secret, structure};
use crate::text::Span;
use crate::text::json::{self, Json, Kind};

/// What lies beyond is not read: in bytes, things and keys.
const MAX_TEXT: usize = 1_000_000;
const MAX_DOCUMENTS: usize = 100;
const MAX_KEYS: usize = 200;
/// A word between other things that is shorter is taken for a word.
const SHORTEST_SECRET: usize = 6;
/// Base64 is wrapped after so many characters, by `openssl` and by MIME.
const WRAPPED: [usize; 2] = [64, 76];

/// Notes beyond this many would not be read by anybody.
const MAX_NOTES: usize = 100;
const CLOSEST: &str = "closest to ";

/// What begins like this is no key, and what to do about it.
const STRANGERS: [(&str, &str); 5] = [
    (
        "http",
        "a URL: nothing is fetched; open it and paste the JSON that it answers",
    ),
    (
        "<",
        "XML, which is passed over: a policy belongs into Policy",
    ),
    (
        "eyJ",
        "a token, which is passed over: it belongs into Token",
    ),
    (
        "ssh-",
        "an SSH public key, closest to PEM `PUBLIC KEY`: `ssh-keygen -e -m PKCS8 -f key.pub` writes that",
    ),
    (
        "ecdsa-sha2-",
        "an SSH public key, closest to PEM `PUBLIC KEY`: `ssh-keygen -e -m PKCS8 -f key.pub` writes that",
    ),
];

/// Reads everything in the text.
pub(super) fn read(text: &str) -> Keys {
    let mut reading = Reading {
        text,
        keys: Keys::default(),
        documents: 0,
        is_full: false,
        counted: Place::default(),
    };
    if text.len() > MAX_TEXT {
        reading.text = text
            .get(..text.floor_char_boundary(MAX_TEXT))
            .unwrap_or(text);
    }
    let all = reading.text.trim_matches(is_blank);
    let mut at = 0;
    while let Some(start) = next(reading.text, at) {
        if reading.documents == MAX_DOCUMENTS || reading.keys.keys.len() >= MAX_KEYS {
            break;
        }
        at = reading.thing(start, all);
    }
    if next(text, at).is_some() || reading.is_full {
        reading.keys.notes.truncate(MAX_NOTES - 1);
        reading.say(
            Span::new(at, text.len()),
            true,
            &["the rest was not read: paste only the documents that belong to the policy"],
        );
    }
    if reading.keys == Keys::default() && !all.is_empty() {
        reading.say(Span::new(0, all.len()), true, &["no key: expected a JWK, a JWK Set, PEM, DER in base64, a secret in one line, or a discovery document"]);
    }
    reading.keys
}

/// How far the characters and lines of the text were counted.
#[derive(Default)]
struct Place {
    offset: usize,
    characters: usize,
    lines: usize,
}

struct Reading<'a> {
    text: &'a str,
    keys: Keys,
    /// How many things were recognised.
    documents: usize,
    /// Whether keys were left out.
    is_full: bool,
    counted: Place,
}

impl Reading<'_> {
    /// Reads what begins here, in a text that is all this; where the next begins.
    fn thing(&mut self, start: usize, all: &str) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        if rest.starts_with(pem::BEGIN) {
            self.documents += 1;
            self.pem(start, self.text.len(), None)
        } else if rest.starts_with(['{', '[']) {
            self.documents += 1;
            self.json(rest, start)
        } else {
            self.loose(rest, start, all)
        }
    }

    /// A PEM block in the text up to `limit`. Its end.
    fn pem(&mut self, start: usize, limit: usize, kid: Option<&str>) -> usize {
        let text = self.text;
        let block = pem::read(text.get(..limit).unwrap_or(text), start);
        let mut closest = String::from("PEM");
        if !block.label.is_empty() {
            closest = ["PEM `", block.label, "`"].concat();
        }
        let span = Span::new(start, block.end);
        if let Some(fault) = &block.oddity {
            self.trouble("", &closest, fault);
        }
        match block.key {
            Some(Ok(mut key)) => {
                key.kid = kid.map(str::to_owned);
                self.key(key, span);
            }
            Some(Err(fault)) => self.trouble(CLOSEST, &closest, &fault),
            None => {}
        }
        block.end
    }

    /// Reads the JSON that the text begins with from `start` on. Its end.
    fn json(&mut self, rest: &str, start: usize) -> usize {
        let end = json_end(rest);
        let before = (
            self.keys.keys.len(),
            self.keys.metadata.len(),
            self.keys.notes.len(),
        );
        match json::parse(rest.get(..end).unwrap_or(rest)) {
            Ok(root) => self.value(&root, start, false),
            Err(fault) => {
                let fault = Fault::new(start + fault.offset, fault.message);
                self.trouble(CLOSEST, "JSON", &fault);
            }
        }
        if before
            == (
                self.keys.keys.len(),
                self.keys.metadata.len(),
                self.keys.notes.len(),
            )
        {
            let note =
                "JSON without `issuer`, `keys` or `kty`: neither a discovery document nor a key";
            self.say(Span::new(start, start + end), true, &[note]);
        }
        start + end
    }

    /// Reads a JSON value whose text begins at `base`.
    fn value(&mut self, value: &Json, base: usize, in_set: bool) {
        if self.keys.keys.len() >= MAX_KEYS {
            self.is_full = true;
            return;
        }
        let is_jwk = ["kty", "crv", "n", "k"]
            .iter()
            .any(|name| value.get(name).is_some());
        if in_set || is_jwk {
            return self.jwk(value, base, in_set);
        }
        if let Some(issuer) = value.get("issuer").and_then(Json::as_str) {
            self.metadata(value, issuer, base);
        }
        for member in value.members() {
            match (&*member.name, &member.value.kind) {
                ("keys", Kind::Array(elements)) => {
                    let count = elements.len();
                    let keys = if count == 1 { " key" } else { " keys" };
                    let span = member.value.span.shifted(base);
                    self.say(span, false, &["a JWK Set with ", &count.to_string(), keys]);
                    for element in elements {
                        self.value(element, base, true);
                    }
                }
                ("keys", _) => {
                    let message = [
                        "`keys` is ",
                        member.value.describe(),
                        " instead of an array",
                    ];
                    let fault = Fault::new(member.value.span.start + base, &message.concat());
                    self.trouble(CLOSEST, "a JWK Set", &fault);
                }
                (name, Kind::String(text)) if text.contains(pem::BEGIN) => {
                    // Some providers publish an object of certificates by `kid`.
                    let is_kid =
                        name.len() >= 8 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
                    self.quoted_pem(&member.value, base, is_kid.then_some(name));
                }
                _ => self.value(&member.value, base, false),
            }
        }
        let mut elements = value.elements().iter();
        if elements.any(|element| element.as_str().is_some_and(|text| text.starts_with("MI"))) {
            return self.chain(value, base);
        }
        for element in value.elements() {
            if element
                .as_str()
                .is_some_and(|text| text.contains(pem::BEGIN))
            {
                self.quoted_pem(element, base, None);
            } else {
                self.value(element, base, false);
            }
        }
    }

    fn metadata(&mut self, document: &Json, issuer: &str, base: usize) {
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
        self.say(document.span.shifted(base), false, &note);
        self.keys.metadata.push(Metadata {
            issuer: issuer.to_owned(),
            jwks_uri: jwks_uri.map(str::to_owned),
            algorithms,
        });
    }

    fn jwk(&mut self, value: &Json, base: usize, in_set: bool) {
        let mut oddities = Vec::new();
        let key = jwk::read(value, &mut oddities);
        for mut oddity in oddities {
            oddity.offset += base;
            self.trouble("", "a JWK", &oddity);
        }
        match key {
            Ok(mut key) => {
                if in_set {
                    key.form = Form::JwkSet;
                }
                self.key(key, value.span.shifted(base));
            }
            Err(mut fault) => {
                fault.offset += base;
                self.trouble(CLOSEST, "a JWK", &fault);
            }
        }
    }

    /// PEM in a JSON string: read as it stands there, with its escapes.
    fn quoted_pem(&mut self, string: &Json, base: usize, kid: Option<&str>) {
        let span = string.span.shifted(base);
        let mut at = span.start;
        while let Some(found) = Span::new(at, span.end).of(self.text).find(pem::BEGIN) {
            at = self.pem(at + found, span.end, kid);
        }
    }

    /// An array like `x5c`.
    fn chain(&mut self, array: &Json, base: usize) {
        let key = jwk::chain(array).and_then(|chain| {
            let key = certificate::read_chain(&chain);
            key.map_err(|fault| Fault::new(array.span.start, &fault.message))
        });
        match key {
            Ok(key) => self.key(key, array.span.shifted(base)),
            Err(mut fault) => {
                fault.offset += base;
                self.trouble(CLOSEST, "`x5c`", &fault);
            }
        }
    }

    /// Text that is neither JSON nor PEM: DER in base64, a secret, or words in between. Its end.
    fn loose(&mut self, rest: &str, start: usize, all: &str) -> usize {
        let length = loose_length(rest);
        let line = rest.get(..length).unwrap_or(rest);
        let end = start + length;
        let text = line.trim_end_matches(is_blank);
        for (prefix, note) in STRANGERS {
            if text.starts_with(prefix) && (prefix != "eyJ" || text.contains('.')) {
                self.documents += 1;
                self.say(Span::new(start, end), prefix != "http", &[note]);
                return end;
            }
        }
        let first = base64_text::collect(text, 0, 8);
        if let Some(announced) = first.decode().ok().and_then(|bytes| der::announced(&bytes)) {
            self.documents += 1;
            return self.der(start, announced);
        }
        let quoted = text
            .strip_prefix(['"', '\''])
            .and_then(|text| text.strip_suffix(['"', '\'']));
        let text = quoted.unwrap_or(text);
        let start = start + usize::from(quoted.is_some());
        let end_of_text =
            start + wrapped_length(self.text.get(start..).unwrap_or_default(), text.len());
        let secret = Span::new(start, end_of_text);
        // What stands in front of JSON or PEM is its label.
        let is_label = matches!(rest.as_bytes().get(length), Some(b'{' | b'[' | b'-'));
        if text.len() == all.len() || (is_secret(text) && !is_label) {
            self.documents += 1;
            for key in secret::readings(secret.of(self.text)) {
                self.key(key, secret);
            }
        }
        end.max(end_of_text)
    }

    /// DER in base64, of this many bytes. Its end.
    fn der(&mut self, start: usize, length: usize) -> usize {
        let body = base64_text::collect(self.text, start, length.saturating_mul(4).div_ceil(3));
        let mut form = None;
        let key = body.decode().and_then(|der| {
            let key = structure::read(&der, &mut form);
            key.map_err(|fault| Fault::new(body.place(fault.offset), &fault.message))
        });
        match key {
            Ok(key) => {
                self.key(key, Span::new(start, body.end));
                body.end
            }
            Err(fault) => {
                self.trouble(
                    "closest to DER in base64, ",
                    form.map_or("a key", Form::describe),
                    &fault,
                );
                let rest = self.text.get(body.end..).unwrap_or_default();
                body.end + pem::rest_of_block(rest)
            }
        }
    }

    /// Keeps a key. A certificate that made the one before it belongs to that one.
    fn key(&mut self, mut key: Key, span: Span) {
        if key.private.is_some() {
            self.say(span, true, &["a private key: only its public half is used to verify, and it stays in this page; whoever else sees it can act in its owner's name"]);
        }
        key.span = span;
        if let (Some(last), [certificate]) = (self.keys.keys.last_mut(), &*key.certificates)
            && key.form == Form::Certificate
            && last.form == Form::Certificate
            && let Some(maker) = last.certificates.last()
            && maker.issuer == certificate.subject
            && maker.subject != maker.issuer
        {
            last.span.end = span.end;
            last.certificates.extend(key.certificates);
        } else if self.keys.keys.len() < MAX_KEYS {
            self.keys.keys.push(key);
        } else {
            self.is_full = true;
        }
    }

    /// Says where something stops being what it is like.
    fn trouble(&mut self, how: &str, what: &str, fault: &Fault) {
        if self.keys.notes.len() < MAX_NOTES {
            let [character, line] = self.place(fault.offset);
            let span = Span::new(fault.offset, fault.offset);
            self.say(
                span,
                true,
                &[
                    how,
                    what,
                    ": ",
                    &fault.message,
                    " (character ",
                    &character,
                    ", line ",
                    &line,
                    ")",
                ],
            );
        }
    }

    fn say(&mut self, span: Span, is_trouble: bool, message: &[&str]) {
        let message = message.concat();
        let last = self.keys.notes.last();
        if self.keys.notes.len() < MAX_NOTES && last.is_none_or(|last| last.message != message) {
            self.keys.notes.push(Note {
                span,
                message,
                is_trouble,
            });
        }
    }

    /// The number of the character at an offset and of its line, both from 1.
    fn place(&mut self, offset: usize) -> [String; 2] {
        if offset < self.counted.offset {
            self.counted = Place::default();
        }
        let from = self.counted.offset;
        for character in self.text.get(from..offset).unwrap_or_default().chars() {
            self.counted.characters += 1;
            self.counted.lines += usize::from(character == '\n');
        }
        self.counted.offset = offset;
        [self.counted.characters, self.counted.lines].map(|number| (number + 1).to_string())
    }
}

/// Blanks, and what is pasted with a text without being seen.
fn is_blank(character: char) -> bool {
    character.is_ascii_whitespace()
        || matches!(character, '\u{a0}' | '\u{feff}' | '\u{200b}' | '\0')
}

/// Where the next thing begins.
fn next(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    Some(at + rest.find(|character| !is_blank(character))?)
}

/// How far the line goes, or up to JSON or PEM in it.
fn loose_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut length = 0;
    while let [byte, behind @ ..] = bytes.get(length..).unwrap_or_default() {
        let begins = match byte {
            b'\n' => true,
            b'-' => behind.starts_with(b"----BEGIN "),
            b'{' | b'[' => matches!(behind.trim_ascii_start(), [b'"' | b'{' | b'[', ..]),
            _ => false,
        };
        if begins && length > 0 {
            break;
        }
        length += 1;
    }
    length
}

/// How long a text is that begins with a line of this length, where it is base64 that was wrapped.
fn wrapped_length(text: &str, first: usize) -> usize {
    let mut length = first;
    let mut line = text.get(..first).unwrap_or_default();
    if !WRAPPED.contains(&first) || line.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return first;
    }
    while line.len() == first {
        let rest = text.get(length..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_ascii_start().len();
        line = rest
            .trim_ascii_start()
            .lines()
            .next()
            .unwrap_or_default()
            .trim_ascii_end();
        let is_base64 = line
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
        if line.is_empty() || line.len() > first || !is_base64 {
            break;
        }
        length += blanks + line.len();
    }
    length
}

/// Whether a line between other things may be a secret: one word, and neither a label nor a fence around code.
fn is_secret(line: &str) -> bool {
    let is_label =
        line.ends_with(':') || line.starts_with("subject=") || line.starts_with("issuer=");
    line.len() >= SHORTEST_SECRET
        && !line.contains([' ', '\t'])
        && !is_label
        && !line.starts_with("```")
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
