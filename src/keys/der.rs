//! DER as far as keys and certificates need it (X.690 §8, §10.1): tags of one byte, definite lengths.

use super::fault::Fault;
use crate::text::Span;

pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OID: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x30;

/// What a letter of a pattern stands for: an element of this tag.
static STEPS: [(u8, u8, &str); 9] = [
    (b'{', SEQUENCE, "a sequence"),
    (b's', SEQUENCE, "a sequence"),
    (b'i', INTEGER, "a number"),
    (b'b', BIT_STRING, "a bit string"),
    (b'o', OCTET_STRING, "an octet string"),
    (b'd', OID, "an object identifier"),
    // Those that may be missing: [0] and [1], and [1] in place of a bit string's own tag.
    (b'0', 0xa0, ""),
    (b'1', 0xa1, ""),
    (b'p', 0x81, ""),
];

/// Bytes that should be DER. Who reads them goes on whatever is wrong, and asks for the first fault at the end.
pub(super) struct Der<'a> {
    bytes: &'a [u8],
    fault: Option<Fault>,
}

impl<'a> Der<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, fault: None }
    }

    /// Everything.
    pub(super) const fn whole(&self) -> Span {
        Span::new(0, self.bytes.len())
    }

    /// The bytes at a place.
    pub(super) fn of(&self, span: Span) -> &'a [u8] {
        self.bytes.get(span.start..span.end).unwrap_or_default()
    }

    /// The tag at an offset; zero at the end, which nothing here has.
    pub(super) fn tag(&self, offset: usize) -> u8 {
        self.bytes.get(offset).copied().unwrap_or(0)
    }

    /// Says what is wrong at an offset; only the first counts.
    pub(super) fn wrong(&mut self, offset: usize, message: &str) {
        if self.fault.is_none() {
            self.fault = Some(Fault::new(offset, message));
        }
    }

    /// What was read, if nothing was wrong.
    pub(super) fn finish<T>(self, read: T) -> Result<T, Fault> {
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok(read),
        }
    }

    /// The contents of the elements that a pattern lists, in its order: for each letter of [`STEPS`] one, for `?` one of
    /// any tag, for `~` all that is left. `{` enters a sequence and `}` ends it. What is missing is empty.
    pub(super) fn parts<const N: usize>(&mut self, within: Span, pattern: &str) -> [Span; N] {
        let mut parts = [Span::default(); N];
        self.fill(within, pattern, &mut parts);
        parts
    }

    #[inline(never)]
    fn fill(&mut self, within: Span, pattern: &str, parts: &mut [Span]) {
        let mut parts = parts.iter_mut();
        let mut rest = within;
        let mut ends = Vec::new();
        for letter in pattern.bytes() {
            let step = STEPS.iter().find(|(known, _, _)| *known == letter);
            let mut part = Span::new(rest.start, rest.start);
            match (letter, step) {
                (b'}', _) => {
                    self.end(rest);
                    rest.end = ends.pop().unwrap_or(rest.end);
                    continue;
                }
                (b'~', _) => part = rest,
                (_, Some((_, tag, name)))
                    if self.tag(rest.start) != *tag && rest.start < rest.end =>
                {
                    if !name.is_empty() {
                        self.wrong(rest.start, &["expected ", name].concat());
                        // Nothing of what follows can be made sense of.
                        part = Span::new(rest.end, rest.end);
                    }
                }
                (_, Some((_, _, ""))) if rest.start == rest.end => {}
                _ => part = self.element(rest),
            }
            rest.start = part.end;
            if letter == b'{' {
                ends.push(rest.end);
                rest = part;
                continue;
            }
            if matches!(letter, b'b' | b'p') && part.start < part.end {
                // The number of bits that the last byte lacks.
                if self.tag(part.start) != 0 {
                    self.wrong(part.start, "a bit string that ends within a byte");
                }
                part.start += 1;
            }
            if letter == b'i' && self.tag(part.start) >= 0x80 {
                self.wrong(part.start, "a negative number");
            }
            if let Some(place) = parts.next() {
                *place = part;
            }
        }
        self.end(rest);
    }

    /// Nothing may be left.
    fn end(&mut self, rest: Span) {
        if rest.start < rest.end {
            self.wrong(rest.start, "something follows where it should end");
        }
    }

    /// The content of the element that begins here, whatever it is; empty where it breaks off.
    fn element(&mut self, rest: Span) -> Span {
        let start = rest.start;
        let first = self.tag(start + 1);
        let mut content = start + 2;
        let mut length = usize::from(first);
        let mut message = "";
        if first >= 0x80 {
            let count = length & 0x7f;
            length = 0;
            for &byte in self.of(Span::new(content, content + count.min(4))) {
                length = length << 8 | usize::from(byte);
            }
            content += count;
            // Only the shortest form is DER (X.690 §10.1).
            if count == 0 || count > 4 || length < 0x80 || length >> (8 * (count - 1)) == 0 {
                message = "a length that DER does not have";
            }
        }
        let is_cut = content > rest.end;
        if start >= rest.end {
            message = "an element is missing";
        } else if is_cut || (message.is_empty() && length > rest.end - content) {
            message = "an element that does not end where it should";
            if rest.end == self.bytes.len() {
                let message = "it ends before all that it announces: paste it whole";
                self.wrong(rest.end, message);
            }
        }
        if message.is_empty() {
            return Span::new(content, content + length);
        }
        self.wrong(start, message);
        Span::new(rest.end, rest.end)
    }
}

/// A number's bytes without leading zeros.
pub(super) fn without_zeros(mut bytes: &[u8]) -> &[u8] {
    while let [0, rest @ ..] = bytes {
        bytes = rest;
    }
    bytes
}

/// The length in bytes of the element that bytes begin with, where they look like a structure of DER: a sequence that
/// begins with a number or a sequence, as every key and certificate does.
pub(super) fn announced(start: &[u8]) -> Option<usize> {
    let (length, first) = match *start {
        [SEQUENCE, 0x82, high, low, first, ..] => {
            (usize::from(u16::from_be_bytes([high, low])) + 4, first)
        }
        [SEQUENCE, 0x81, length, first, ..] => (usize::from(length) + 3, first),
        [SEQUENCE, length @ 0..=0x7f, first, ..] => (usize::from(length) + 2, first),
        _ => return None,
    };
    matches!(first, INTEGER | SEQUENCE).then_some(length)
}

/// Writes one element around these parts.
pub(super) fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = content.len().to_be_bytes();
    let length = without_zeros(&length);
    let mut bytes = vec![tag];
    match length {
        [] => bytes.push(0),
        [short @ ..0x80] => bytes.push(*short),
        _ => {
            bytes.push(0x80 | length.len().to_le_bytes()[0]);
            bytes.extend(length);
        }
    }
    bytes.extend(content);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_takes_its_elements_or_says_where_not() {
        for (bytes, pattern, expected) in [
            (&b"\x30\x03\x02\x01\x05"[..], "{i}", Ok("4..5")),
            (b"\x30\x03\x02\x01\x05", "s", Ok("2..5")),
            (b"\x30\x03\x02\x01\x05", "{~}", Ok("2..5")),
            (b"\x30\x03\x02\x01\x05", "?", Ok("2..5")),
            (b"\x30\x81\x80", "s", Err(3)),
            (b"\x03\x02\x00\x07", "b", Ok("3..4")),
            (b"\x03\x02\x01\x06", "b", Err(2)),
            (b"\x02\x01\x05", "0i", Ok("0..0")),
            (b"", "0", Ok("0..0")),
            (b"", "i", Err(0)),
            (b"\x02\x01\x80", "i", Err(2)),
            (b"\x02\x01\x05", "o", Err(0)),
            (b"\x02\x01\x05\x00", "i", Err(3)),
            (b"\x30\x02\x02\x01\x05", "{i}", Err(2)),
            (b"\x02", "i", Err(1)),
            (b"\x02\x02\x05", "i", Err(3)),
            // Lengths that are indefinite, longer than they must be, or beyond everything.
            (b"\x30\x80\x00\x00", "s", Err(0)),
            (b"\x02\x81\x01\x05", "i", Err(0)),
            (b"\x30\x85\x01\x00\x00\x00\x00", "s", Err(0)),
            (b"\x30\x84\xff\xff\xff\xff", "s", Err(6)),
        ] {
            let mut der = Der::new(bytes);
            let [part] = der.parts(der.whole(), pattern);
            let read = der.finish(format!("{}..{}", part.start, part.end));
            let read = read.as_deref().map_err(|fault| fault.offset);
            assert_eq!(read, expected, "{bytes:x?} {pattern}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for length in [0, 1, 127, 128, 255, 256, 65_535, 65_536] {
            let bytes = element(SEQUENCE, &[&vec![7; length]]);
            let mut der = Der::new(&bytes);
            let [part] = der.parts(der.whole(), "s");
            assert_eq!(der.of(part), vec![7; length]);
            assert!(der.finish(()).is_ok());
        }
    }
}
