//! base64url as RFC 7515 §2 wants it, read leniently: every fault is reported, nothing decodable is lost.

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::Span;

const STRICT: GeneralPurpose = base64::engine::general_purpose::URL_SAFE_NO_PAD;
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What is wrong at a place of a base64url text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// `=` signs, which RFC 7515 §2 leaves out.
    Padding,
    /// `+` or `/` of the standard alphabet, where base64url has `-` and `_`.
    StandardAlphabet,
    /// A space or a tab.
    Whitespace,
    /// A line break.
    LineBreak,
    /// A character of neither alphabet.
    Character,
    /// The last character carries bits that belong to no byte (RFC 4648 §3.5).
    TrailingBits,
    /// One character is left over: the text was cut.
    Length,
}

/// A fault and its byte range in the decoded text. Neighbours of one kind are one fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where, in bytes of the text.
    pub span: Span,
}

/// The bytes that could be read, and everything that is wrong with the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The decoded bytes; what cannot be decoded is left out.
    pub bytes: Vec<u8>,
    /// In the order of the text; empty for strict base64url without padding.
    pub faults: Vec<Fault>,
}

/// Decodes base64url (RFC 4648 §5, without padding).
pub fn decode(text: &str) -> Decoded {
    match STRICT.decode(text) {
        Ok(bytes) => Decoded {
            bytes,
            faults: Vec::new(),
        },
        Err(_) => decode_leniently(text),
    }
}

fn decode_leniently(text: &str) -> Decoded {
    let mut faults = Vec::new();
    let mut clean = String::with_capacity(text.len());
    let mut last = 0;
    for (start, character) in text.char_indices() {
        let kind = match character {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '_' => None,
            '+' | '/' => Some(FaultKind::StandardAlphabet),
            '=' => Some(FaultKind::Padding),
            '\r' | '\n' => Some(FaultKind::LineBreak),
            ' ' | '\t' => Some(FaultKind::Whitespace),
            _ => Some(FaultKind::Character),
        };
        match character {
            '+' => clean.push('-'),
            '/' => clean.push('_'),
            _ if kind.is_none() => clean.push(character),
            _ => {}
        }
        if kind.is_none() || kind == Some(FaultKind::StandardAlphabet) {
            last = start;
        }
        if let Some(kind) = kind {
            push(
                &mut faults,
                kind,
                Span::new(start, start + character.len_utf8()),
            );
        }
    }
    let whole = Span::new(last, (last + 1).min(text.len()));
    if clean.len() % 4 == 1 {
        clean.pop();
        push(&mut faults, FaultKind::Length, whole);
    } else if STRICT.decode(&clean).is_err() {
        push(&mut faults, FaultKind::TrailingBits, whole);
    }
    Decoded {
        bytes: LENIENT.decode(&clean).unwrap_or_default(),
        faults,
    }
}

fn push(faults: &mut Vec<Fault>, kind: FaultKind, span: Span) {
    match faults.last_mut() {
        Some(last) if last.kind == kind && last.span.end == span.start => last.span.end = span.end,
        _ => faults.push(Fault { kind, span }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn faults(text: &str, bytes: &[u8], expected: &[(FaultKind, usize, usize)]) {
        let decoded = decode(text);
        let found: Vec<_> = decoded
            .faults
            .iter()
            .map(|fault| (fault.kind, fault.span.start, fault.span.end))
            .collect();
        assert_eq!(
            (decoded.bytes.as_slice(), found.as_slice()),
            (bytes, expected)
        );
    }

    #[test]
    fn every_fault_has_its_kind_and_place() {
        use FaultKind::*;
        faults("", b"", &[]);
        faults("Zm9v", b"foo", &[]);
        faults("Zm8", b"fo", &[]);
        faults("Zm8=", b"fo", &[(Padding, 3, 4)]);
        faults("Zg==", b"f", &[(Padding, 2, 4)]);
        faults("+/-_", &[0xfb, 0xff, 0xbf], &[(StandardAlphabet, 0, 2)]);
        faults("Zm 9v", b"foo", &[(Whitespace, 2, 3)]);
        faults("Zm\r\n9v", b"foo", &[(LineBreak, 2, 4)]);
        faults("Zm9v\u{fffd}Zm9v", b"foofoo", &[(Character, 4, 7)]);
        faults("Zm9vZ", b"foo", &[(Length, 4, 5)]);
        faults("Zm9", b"fo", &[(TrailingBits, 2, 3)]);
        faults("Z!", b"", &[(Character, 1, 2), (Length, 0, 1)]);
    }
}
