//! Base64 as it stands in a text: wrapped, indented, escaped, with header lines in front.

use super::fault::Fault;
use crate::text::base64url;

/// The base64 that begins at some place of a text.
pub(super) struct Base64Text {
    /// Its characters alone.
    characters: String,
    /// Where each of them stands in the text.
    offsets: Vec<usize>,
    /// Where it ends: the offset of the first byte that does not belong to it.
    pub(super) end: usize,
    /// Whether a header line said that it is encrypted (RFC 1421 §4.6.1.1).
    pub(super) is_encrypted: bool,
}

/// Collects up to `wanted` characters of base64 from `start` on. Blanks, quotes and the escapes of a string are passed
/// over, and so are lines with a colon, which are headers.
pub(super) fn collect(text: &str, start: usize, wanted: usize) -> Base64Text {
    let mut found = Base64Text {
        characters: String::new(),
        offsets: Vec::new(),
        end: start,
        is_encrypted: false,
    };
    let mut line_start = 0;
    let mut before = 0;
    let mut rest = text.get(start..).unwrap_or_default().as_bytes();
    while let [byte, behind @ ..] = rest {
        let mut length = 1;
        let mut character = *byte;
        let escape = if character == b'\\' {
            escape(behind)
        } else {
            None
        };
        if let Some((escaped, passed)) = escape {
            (character, length) = (escaped, 1 + passed);
        }
        if found.offsets.len() >= wanted && character != b'=' {
            break;
        }
        match character {
            // What joins the lines of a string in source code, or stands in front of quoted and commented lines.
            b'+' if is_between(before) && behind.first().is_none_or(|&next| is_between(next)) => {}
            b'>' | b'#' if found.offsets.len() == line_start => {}
            b'-' if rest.starts_with(b"-----") => break,
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' | b'-' | b'_' | b'=' => {
                found.characters.push(char::from(character));
                found.offsets.push(found.end);
            }
            b'\n' | b'\r' => line_start = found.offsets.len(),
            b' ' | b'\t' | b'"' | b'\'' => {}
            b':' => {
                let line = header_line(rest);
                found.is_encrypted |= line.ends_with(b"ENCRYPTED");
                length = line.len();
                found.characters.truncate(line_start);
                found.offsets.truncate(line_start);
            }
            _ => break,
        }
        before = character;
        found.end += length;
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

impl Base64Text {
    /// What it encodes, or where it stops being base64. The base64url alphabet is read as well.
    pub(super) fn decode(&self) -> Result<Vec<u8>, Fault> {
        let decoded = base64url::decode(&self.characters);
        let mut wrong = None;
        if let Some((data, behind)) = self.characters.split_once('=')
            && behind.bytes().any(|byte| byte != b'=')
        {
            wrong = Some((data.len(), "`=` stands before the end of the base64"));
        }
        if let Some(index) = decoded.broken_at(&self.characters) {
            let message = "the base64 has one character too many or too few: copy it whole";
            wrong = Some((index, message));
        }
        match wrong {
            Some((index, message)) => Err(Fault::new(self.at(index), message)),
            None => Ok(decoded.bytes),
        }
    }

    /// Where a decoded byte stands in the text.
    pub(super) fn place(&self, byte: usize) -> usize {
        self.at(byte.saturating_mul(4) / 3)
    }

    fn at(&self, index: usize) -> usize {
        self.offsets.get(index).copied().unwrap_or(self.end)
    }
}

/// Whether a byte may stand between two parts of base64.
const fn is_between(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'"' | b'\'')
}

/// The character of an escape in a string, and how many bytes it has behind the backslash.
fn escape(behind: &[u8]) -> Option<(u8, usize)> {
    Some(match *behind {
        [b'n', ..] => (b'\n', 1),
        [b'r', ..] => (b'\r', 1),
        [b't', ..] => (b'\t', 1),
        [sign @ (b'/' | b'"' | b'\n' | b'\r'), ..] => (sign, 1),
        // `+`, `/` and `=` as .NET and others write them in JSON.
        [b'u' | b'U', b'0', b'0', high, low, ..] => {
            let digit = |byte| char::from(byte).to_digit(16);
            let code = digit(high)? << 4 | digit(low)?;
            (u8::try_from(code).ok()?, 5)
        }
        _ => return None,
    })
}

/// What stands from a colon to the end of its line, which may be an escape.
fn header_line(rest: &[u8]) -> &[u8] {
    let mut length = 0;
    while let [byte, next, ..] = rest.get(length..).unwrap_or_default() {
        if *byte == b'\n' || *byte == b'\r' || (*byte == b'\\' && matches!(next, b'n' | b'r')) {
            return rest.get(..length).unwrap_or(rest);
        }
        length += 1;
    }
    rest
}
