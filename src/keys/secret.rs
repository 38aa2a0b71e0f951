//! Shared secrets: all the ways in which a text can be read as one.

use super::key::{Form, Key, Material};
use crate::text::base64url::{self, FaultKind};

/// Every reading of a text that works, the text itself first; one that gives the same bytes is not repeated.
pub(super) fn readings(text: &str) -> Vec<Key> {
    let mut keys = vec![secret(text.as_bytes().to_vec(), Form::Text)];
    let decoded = base64url::decode(text);
    let (mut is_url, mut is_standard) = (true, true);
    let (mut length, mut padding) = (0_usize, 0);
    for byte in text.bytes() {
        length += usize::from(!byte.is_ascii_whitespace());
        match byte {
            b'-' | b'_' => is_standard = false,
            b'+' | b'/' => is_url = false,
            b'=' => padding += 1,
            _ => {}
        }
    }
    // Whole groups of four; only base64url may be without padding.
    let is_whole = length.is_multiple_of(4) && padding <= 2;
    is_standard &= is_whole;
    is_url &= is_whole || padding == 0;
    let mut works = !decoded.bytes.is_empty() && decoded.broken_at(text).is_none();
    for fault in &decoded.faults {
        let is_inside = fault.kind == FaultKind::Padding && fault.span.end < text.len();
        works &= !is_inside && fault.kind != FaultKind::TrailingBits;
    }
    // Where no character tells them apart both are the same.
    if works && (is_standard || is_url) {
        let form = if is_standard {
            Form::Base64
        } else {
            Form::Base64url
        };
        keys.push(secret(decoded.bytes, form));
    }
    keys.extend(hexadecimal(text).map(|bytes| secret(bytes, Form::Hex)));
    keys
}

/// A shared secret of these bytes.
pub(super) fn secret(bytes: Vec<u8>, form: Form) -> Key {
    Key::new(form, Material::Secret(bytes))
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
