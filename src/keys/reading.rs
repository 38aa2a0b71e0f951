//! From whatever was pasted to the keys and documents in it.

use super::base64_text;
use super::fault::Fault;
use super::key::{Form, Key};
use super::words::{is_secret, loose_length, next, stranger, wrapped_length};
use super::{Keys, Note, der, pem, secret, structure};
use crate::text::Span;

/// What lies beyond is not read: in bytes, things and keys.
const MAX_TEXT: usize = 1_000_000;
const MAX_DOCUMENTS: usize = 100;
pub(super) const MAX_KEYS: usize = 200;

/// Notes beyond this many would not be read by anybody.
const MAX_NOTES: usize = 100;
/// What is said in front of a form that something would have, were it not broken.
const CLOSEST: &str = "closest to ";

/// Reads everything in the text.
pub(super) fn read(text: &str) -> Keys {
    let mut reading = Reading {
        text,
        keys: Keys::default(),
        documents: 0,
        base: 0,
        is_full: false,
        counted: Place::default(),
    };
    if text.len() > MAX_TEXT {
        reading.text = text
            .get(..text.floor_char_boundary(MAX_TEXT))
            .unwrap_or(text);
    }
    let mut at = 0;
    let all = next(reading.text, at).and_then(|start| reading.text.get(start..));
    let all = all.unwrap_or_default().trim_end();
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
        reading.say(Span::new(0, text.len()), true, &["no key: expected a JWK, a JWK Set, PEM, DER in base64, a secret in one line, or a discovery document"]);
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

/// What was read so far. Spans and offsets that it is told count from `base`.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) keys: Keys,
    pub(super) base: usize,
    /// How many things were recognised.
    documents: usize,
    /// Whether keys were left out.
    pub(super) is_full: bool,
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
    pub(super) fn pem(&mut self, start: usize, limit: usize, kid: Option<&str>) -> usize {
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
        if let Some(mut key) = block.key {
            if let Ok(key) = &mut key {
                key.kid = kid.map(str::to_owned);
            }
            self.found(key, &closest, span);
        }
        block.end
    }

    /// Text that is neither JSON nor PEM: DER in base64, a secret, or words in between. Its end.
    fn loose(&mut self, rest: &str, start: usize, all: &str) -> usize {
        let length = loose_length(rest);
        let line = rest.get(..length).unwrap_or(rest);
        let end = start + length;
        let text = line.trim_end();
        if let Some(note) = stranger(text) {
            self.documents += 1;
            self.say(Span::new(start, end), !note.starts_with("a URL"), &[note]);
            // XML goes on to its last bracket, or to PEM in it.
            let xml = rest.get(..rest.find(pem::BEGIN).unwrap_or(rest.len()));
            let last = xml.and_then(|xml| xml.rfind('>')).unwrap_or(0);
            return end.max(start + if text.starts_with('<') { last + 1 } else { 0 });
        }
        let first = base64_text::collect(text, 0, 8);
        if let Some(announced) = first.decode().ok().and_then(|bytes| der::announced(&bytes)) {
            self.documents += 1;
            return self.der(start, announced);
        }
        let is_all = text == all;
        let is_quoted = matches!(text.as_bytes(), [b'"', .., b'"'] | [b'\'', .., b'\'']);
        let quote = usize::from(is_quoted);
        let start = start + quote;
        let text = text.get(quote..text.len() - quote).unwrap_or(text);
        let end_of_text =
            start + wrapped_length(self.text.get(start..).unwrap_or_default(), text.len());
        let secret = Span::new(start, end_of_text);
        // What stands in front of JSON or PEM is its label.
        let is_label = matches!(rest.as_bytes().get(length), Some(b'{' | b'[' | b'-'));
        if is_all || (is_secret(text) && !is_label) {
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
        let is_broken = key.is_err();
        let what = ["DER in base64, ", form.map_or("a key", Form::describe)].concat();
        self.found(key, &what, Span::new(start, body.end));
        if is_broken {
            let rest = self.text.get(body.end..).unwrap_or_default();
            return body.end + pem::rest_of_block(rest);
        }
        body.end
    }

    /// Keeps a key, or says where it stops being what it is like.
    pub(super) fn found(&mut self, key: Result<Key, Fault>, what: &str, span: Span) {
        match key {
            Ok(key) => self.key(key, span),
            Err(fault) => self.trouble(CLOSEST, what, &fault),
        }
    }

    /// Keeps a key. A certificate that made the one before it belongs to that one.
    fn key(&mut self, mut key: Key, span: Span) {
        if key.private.is_some() {
            self.say(span, true, &["a private key: it is used to decrypt, its public half to verify, and it stays in this page; whoever else sees it can act in its owner's name"]);
        }
        key.span = span.shifted(self.base);
        if let (Some(last), [certificate]) = (self.keys.keys.last_mut(), &*key.certificates)
            && key.form == Form::Certificate
            && last.form == Form::Certificate
            && let Some(maker) = last.certificates.last()
            && maker.issuer == certificate.subject
            && maker.subject != maker.issuer
        {
            last.span.end = key.span.end;
            last.certificates.extend(key.certificates);
        } else if self.keys.keys.len() < MAX_KEYS {
            self.keys.keys.push(key);
        } else {
            self.is_full = true;
        }
    }

    /// Says where something stops being what it is like.
    pub(super) fn trouble(&mut self, how: &str, what: &str, fault: &Fault) {
        if self.keys.notes.len() < MAX_NOTES {
            let [character, line] = self.place(self.base + fault.offset);
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

    pub(super) fn say(&mut self, span: Span, is_trouble: bool, message: &[&str]) {
        let message = message.concat();
        let last = self.keys.notes.last();
        if self.keys.notes.len() < MAX_NOTES && last.is_none_or(|last| last.message != message) {
            self.keys.notes.push(Note {
                span: span.shifted(self.base),
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
