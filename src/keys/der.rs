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
        if start >= rest.end {
            message = "an element is missing";
        } else if content > rest.end || length > rest.end - content {
            message = "an element that does not end where it should";
            if rest.end == self.bytes.len() {
                self.wrong(
                    rest.end,
                    "it ends before all that it announces: paste it whole",
                );
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
    if content.len() >= 0x80 {
        bytes.push(0x80 | length.len().to_le_bytes()[0]);
    }
    bytes.extend(length);
    bytes.extend(content);
    bytes
}
