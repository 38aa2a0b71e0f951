//! Shared secrets: all the ways in which a text can be read as one.

use super::key::{Form, Key, Material};
use crate::text::base64url::{self, FaultKind};

/// Every reading of a text that works, the text itself first; one that gives the same bytes is not repeated.
pub(super) fn readings(text: &str) -> Vec<Key> {
    let mut keys = vec![secret(text.as_bytes().to_vec(), Form::Text)];
    let decoded = base64url::decode(text);
    let mut form = Form::Base64url;
    let mut works = decoded.length == text.len() && !decoded.bytes.is_empty();
    for fault in &decoded.faults {
        match fault.kind {
            FaultKind::StandardAlphabet => form = Form::Base64,
            FaultKind::LineBreak | FaultKind::Whitespace => {}
            // Padding is in its place at the end of whole groups of four.
            FaultKind::Padding if fault.span.end == text.len() && is_padded(text) => {
                form = Form::Base64;
            }
            _ => works = false,
        }
    }
    // Both are the same where no character tells them apart; base64 has whole groups of four.
    if !text.contains(['-', '_']) && is_padded(text) {
        form = Form::Base64;
    } else if form == Form::Base64 {
        works = false;
    }
    if works {
        keys.push(secret(decoded.bytes, form));
    }
    keys.extend(hexadecimal(text).map(|bytes| secret(bytes, Form::Hex)));
    keys
}

/// A shared secret of these bytes.
pub(super) fn secret(bytes: Vec<u8>, form: Form) -> Key {
    Key::new(form, Material::Secret(bytes))
}

/// Whether the characters, without line breaks, are groups of four with at most two `=`.
fn is_padded(text: &str) -> bool {
    let mut length = 0_usize;
    let mut padding = 0;
    for byte in text.bytes() {
        length += usize::from(!byte.is_ascii_whitespace());
        padding += usize::from(byte == b'=');
    }
    length.is_multiple_of(4) && padding <= 2
}

/// The bytes that pairs of hexadecimal digits write.
fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
        return None;
    };
    let mut bytes = Vec::new();
    for pair in pairs {
        let digit = |byte| char::from(byte).to_digit(16);
        bytes.push(u8::try_from(digit(pair[0])? << 4 | digit(pair[1])?).ok()?);
    }
    Some(bytes)
}
