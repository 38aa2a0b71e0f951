//! base64url as RFC 7515 §2 wants it, read leniently: every fault is reported, nothing decodable is lost.
//! By hand: no library reports every fault and fits the page's budget; `tests/properties.rs` holds it against `base64`.

use super::Span;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// The six bits of each character of the alphabet, negative for every other byte: shifted together, they stay so.
const SIX_BITS: [i8; 256] = six_bits();

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
    /// The decoded bytes; a character that cannot be decoded is zero bits or left out.
    pub bytes: Vec<u8>,
    /// In the order of the text, but for what is left over at its end, which comes last. Empty for strict base64url
    /// without padding.
    pub faults: Vec<Fault>,
    /// How much of the text was read: all of it, or what stands before the first dot.
    pub length: usize,
}

impl Decoded {
    /// Where the text that this was decoded from stops being base64 of either alphabet, padded or not, wrapped or not:
    /// what was decoded is then not what was meant.
    pub fn broken_at(&self, text: &str) -> Option<usize> {
        let mut end = self.length;
        for fault in &self.faults {
            if matches!(fault.kind, FaultKind::Character | FaultKind::Length) {
                end = end.min(fault.span.start);
            }
        }
        (end < text.len()).then_some(end)
    }
}

/// Decodes base64url (RFC 4648 §5, without padding) up to the end or a dot, which ends a segment of a token.
#[inline(never)]
pub fn decode(text: &str) -> Decoded {
    let mut decoded = Decoded {
        bytes: vec![0; text.len() / 4 * 3],
        faults: Vec::new(),
        length: text.len(),
    };
    // Four characters at a time, as long as nothing is wrong with them.
    let (fours, _) = text.as_bytes().as_chunks::<4>();
    let (threes, _) = decoded.bytes.as_chunks_mut::<3>();
    let mut whole = 0;
    for (&[a, b, c, d], three) in fours.iter().zip(threes) {
        let bits =
            six_bits_of(a) << 18 | six_bits_of(b) << 12 | six_bits_of(c) << 6 | six_bits_of(d);
        if bits < 0 {
            break;
        }
        let [_, bytes @ ..] = bits.to_be_bytes();
        *three = bytes;
        whole += 1;
    }
    decoded.bytes.truncate(whole * 3);
    decode_rest(text, whole * 4, &mut decoded);
    decoded
}

/// One character at a time from `start` on, where a four of them begins.
fn decode_rest(text: &str, start: usize, decoded: &mut Decoded) {
    let (mut bits, mut held) = (0, 0);
    let mut last = Span::default();
    for (offset, character) in text.get(start..).unwrap_or_default().char_indices() {
        let offset = start + offset;
        let span = Span::new(offset, offset + character.len_utf8());
        let (kind, meant) = match character {
            '.' => {
                decoded.length = offset;
                break;
            }
            '+' => (FaultKind::StandardAlphabet, '-'),
            '/' => (FaultKind::StandardAlphabet, '_'),
            '=' => (FaultKind::Padding, character),
            '\r' | '\n' => (FaultKind::LineBreak, character),
            ' ' | '\t' => (FaultKind::Whitespace, character),
            _ => (FaultKind::Character, character),
        };
        let six = u8::try_from(meant).map_or(-1, six_bits_of);
        if six < 0 || meant != character {
            push(&mut decoded.faults, kind, span);
        }
        // A character in place of another holds the place, so that all behind it can be read; one behind the last
        // or one that nobody sees was added.
        let next = text.as_bytes().get(span.end);
        let replaced = kind == FaultKind::Character
            && !matches!(character, '\0'..=' ' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
            && !matches!(next, None | Some(b'.' | b'='));
        if six >= 0 || replaced {
            last = span;
            bits = bits << 6 | six.max(0);
            held += 6;
        }
        if held >= 8 {
            held -= 8;
            let [.., byte] = (bits >> held).to_be_bytes();
            decoded.bytes.push(byte);
        }
    }
    // What is left over belongs to no byte: a whole character, or the low bits of the last one.
    if held == 6 {
        push(&mut decoded.faults, FaultKind::Length, last);
    } else if bits & ((1 << held) - 1) != 0 {
        push(&mut decoded.faults, FaultKind::TrailingBits, last);
    }
}

fn push(faults: &mut Vec<Fault>, kind: FaultKind, span: Span) {
    match faults.last_mut() {
        Some(last) if last.kind == kind && last.span.end == span.start => last.span.end = span.end,
        _ => faults.push(Fault { kind, span }),
    }
}

/// Encodes as base64url without padding.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, index| {
            bits << 8 | three.get(index).map_or(0, |&byte| usize::from(byte))
        });
        for place in 0..=three.len() {
            let six = bits >> (18 - 6 * place) & 63;
            text.extend(ALPHABET.get(six).map(|&byte| char::from(byte)));
        }
    }
    text
}

fn six_bits_of(byte: u8) -> i32 {
    SIX_BITS
        .get(usize::from(byte))
        .map_or(-1, |&six| i32::from(six))
}

#[expect(clippy::indexing_slicing, reason = "evaluated when this is compiled")]
const fn six_bits() -> [i8; 256] {
    let mut table = [-1; 256];
    let mut six = 0_i8;
    while six < 64 {
        table[ALPHABET[six.unsigned_abs() as usize] as usize] = six;
        six += 1;
    }
    table
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
        faults("Zm9v\u{feff}Zm9v", b"foofoo", &[(Character, 4, 7)]);
        faults(
            "Z!9vZm\u{fffd}v",
            b"d\x0fof`/",
            &[(Character, 1, 2), (Character, 6, 9)],
        );
        faults("Zm9v!", b"foo", &[(Character, 4, 5)]);
        faults("Zm9v!=.", b"foo", &[(Character, 4, 5), (Padding, 5, 6)]);
        faults("Zm9vZ", b"foo", &[(Length, 4, 5)]);
        faults("Zm9", b"fo", &[(TrailingBits, 2, 3)]);
        faults("Z!", b"", &[(Character, 1, 2), (Length, 0, 1)]);
        faults(
            "Zm9v Zm8=.Zm9v",
            b"foofo",
            &[(Whitespace, 4, 5), (Padding, 8, 9)],
        );
    }

    #[test]
    fn what_is_broken_is_told_from_what_is_only_written_otherwise() {
        for (text, broken_at) in [
            ("", None),
            ("Zm+/ Zm8=\n", None),
            ("Zm9", None),
            ("Zm9v!Zm9v", Some(4)),
            ("Zm9vZ", Some(4)),
            ("Zm9v.Zm!v", Some(4)),
        ] {
            assert_eq!(decode(text).broken_at(text), broken_at, "{text}");
        }
    }

    #[test]
    fn a_dot_ends_a_segment() {
        for (text, bytes, length) in [
            ("Zm9v.Zm9v", "foo", 4),
            (".", "", 0),
            ("Zm8.", "fo", 3),
            ("Zg", "f", 2),
        ] {
            let decoded = decode(text);
            assert_eq!(
                (decoded.bytes.as_slice(), decoded.length),
                (bytes.as_bytes(), length)
            );
            assert_eq!(decoded.faults, []);
        }
    }
}
