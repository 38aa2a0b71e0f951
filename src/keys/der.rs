//! DER as far as keys and certificates need it (X.690 §8, §10.1): tags of one byte, definite lengths.

use super::fault::Fault;

pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OID: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;

/// What is still to be read of some content. Its offsets are those of the whole.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    whole: &'a [u8],
    at: usize,
    end: usize,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(whole: &'a [u8]) -> Self {
        Self {
            whole,
            at: 0,
            end: whole.len(),
        }
    }

    /// The offset of what comes next.
    pub(super) const fn offset(&self) -> usize {
        self.at
    }

    /// Everything that is still to be read.
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.whole.get(self.at..self.end).unwrap_or_default()
    }

    /// The tag that comes next; zero at the end, which nothing here has.
    pub(super) fn tag(&self) -> u8 {
        self.bytes().first().copied().unwrap_or(0)
    }

    /// Passes the next element, whatever it is: its content, or where it breaks off.
    pub(super) fn skip(&mut self) -> Result<Self, Fault> {
        let start = self.at;
        let mut rest = self.bytes().iter();
        let mut byte = || rest.next().copied().ok_or_else(|| self.cut());
        if byte()? & 0x1f == 0x1f {
            return Err(Fault::new(start, "a tag that no key has"));
        }
        let mut length = usize::from(byte()?);
        let mut content = start + 2;
        if length >= 0x80 {
            let count = length & 0x7f;
            if count == 0 || count > 4 {
                return Err(Fault::new(start + 1, "a length that DER does not have"));
            }
            length = 0;
            for _ in 0..count {
                length = length << 8 | usize::from(byte()?);
            }
            // The shortest form is the only one (X.690 §10.1).
            if length < 0x80 || length >> (8 * (count - 1)) == 0 {
                return Err(Fault::new(start + 1, "a length that DER writes shorter"));
            }
            content += count;
        }
        if length > self.end.saturating_sub(content) {
            return Err(if self.end == self.whole.len() {
                self.cut()
            } else {
                Fault::new(start, "a length that reaches beyond what is around it")
            });
        }
        self.at = content + length;
        Ok(Self {
            whole: self.whole,
            at: content,
            end: self.at,
        })
    }

    /// Passes an element of this tag: its content. `what` is said where something else stands.
    pub(super) fn expect(&mut self, tag: u8, what: &str) -> Result<Self, Fault> {
        if self.at < self.end && self.tag() != tag {
            let message = ["expected ", what].concat();
            return Err(Fault::new(self.at, &message));
        }
        self.skip()
    }

    /// Passes an unsigned number: its bytes without leading zeros.
    pub(super) fn unsigned(&mut self, what: &str) -> Result<&'a [u8], Fault> {
        let number = self.expect(INTEGER, what)?;
        let bytes = number.bytes();
        if bytes.first().is_none_or(|&first| first >= 0x80) {
            let message = ["a negative or empty number as ", what].concat();
            return Err(Fault::new(number.at, &message));
        }
        Ok(without_zeros(bytes))
    }

    /// Passes a bit string of whole bytes, tagged like this: its bytes.
    pub(super) fn bits(&mut self, tag: u8) -> Result<Self, Fault> {
        let mut bits = self.expect(tag, "a bit string with the public key")?;
        if bits.tag() != 0 || bits.at == bits.end {
            return Err(Fault::new(bits.at, "a public key that ends within a byte"));
        }
        bits.at += 1;
        Ok(bits)
    }

    /// Holds that nothing follows.
    pub(super) fn finish(&self) -> Result<(), Fault> {
        if self.at < self.end {
            return Err(Fault::new(self.at, "something follows where it should end"));
        }
        Ok(())
    }

    fn cut(&self) -> Fault {
        Fault::new(
            self.end,
            "it ends before all that it announces: paste it whole",
        )
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
