use crate::finding::{Part, Problem};
use crate::text::Span;
use crate::text::base64url::{self, FaultKind};
use crate::text::json::{self, Json};

/// One part of a Compact Serialization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where it stands in the token's text, in bytes.
    pub span: Span,
    /// The text as pasted.
    pub text: String,
    /// The decoded bytes.
    pub bytes: Vec<u8>,
    /// What the bytes hold.
    pub content: Content,
}

/// What the bytes of a segment hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing, or nothing meant to be read.
    Absent,
    /// JSON: the text and what it says.
    Json(String, Json),
    /// Text that is not JSON.
    Text(String),
    /// Bytes that are not UTF-8.
    Bytes,
}

impl Content {
    /// The JSON text and its root, when it is JSON.
    pub fn json(&self) -> Option<(&str, &Json)> {
        match self {
            Self::Json(text, root) => Some((text, root)),
            _ => None,
        }
    }
}

impl Segment {
    /// Decodes base64url; what is wrong with it goes to `problems`.
    pub(super) fn decode(part: Part, span: Span, text: &str, problems: &mut Vec<Problem>) -> Self {
        let decoded = base64url::decode(text);
        // One problem a kind: a token wrapped at a column would have one for each line.
        let mut kinds: Vec<(base64url::Fault, usize)> = Vec::new();
        for fault in &decoded.faults {
            match kinds.iter_mut().find(|(first, _)| first.kind == fault.kind) {
                Some((_, count)) => *count += 1,
                None => kinds.push((*fault, 1)),
            }
        }
        for (fault, count) in kinds {
            let mut described = describe(part, text, fault);
            if count > 1 {
                described.message = format!("{} ({count} places)", described.message);
            }
            problems.push(described);
        }
        Self {
            span,
            text: text.to_owned(),
            bytes: decoded.bytes,
            content: Content::Absent,
        }
    }

    /// Reads the bytes as JSON, else as text.
    pub(super) fn read(mut self, part: Part, problems: &mut Vec<Problem>) -> Self {
        self.content = read(part, &self.bytes, problems);
        self
    }
}

fn read(part: Part, bytes: &[u8], problems: &mut Vec<Problem>) -> Content {
    let name = name(part);
    if bytes.is_empty() {
        return Content::Absent;
    }
    let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => {
            problems.push(problem(
                "byte-order-mark",
                part,
                Some(0),
                format!("the {name} begins with a byte order mark, which RFC 8259 §8.1 forbids: some gateways refuse it"),
            ));
            rest
        }
        None => bytes,
    };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            problems.push(problem(
                "not-utf8",
                part,
                Some(error.valid_up_to()),
                format!(
                    "the decoded {name} is not UTF-8 from byte {} on, so it is no JSON: it is shown as bytes",
                    error.valid_up_to()
                ),
            ));
            return Content::Bytes;
        }
    };
    match json::parse(text) {
        Ok(root) => {
            if let Some(span) = root.too_deep() {
                problems.push(problem(
                    "nested-too-deep",
                    part,
                    Some(span.start),
                    format!(
                        "values nested deeper than {} are shown as text",
                        json::MAX_DEPTH
                    ),
                ));
            }
            Content::Json(text.to_owned(), root)
        }
        Err(fault) => {
            let (code, shown) = if part == Part::Header {
                (
                    "header-not-json",
                    "copy the token again from its first character",
                )
            } else {
                (
                    "payload-not-json",
                    "it is shown as text; a JWT needs a JSON object here (RFC 7519 §7.2)",
                )
            };
            problems.push(problem(
                code,
                part,
                Some(fault.offset),
                format!(
                    "the decoded {name} is not JSON at byte {}: {}; {shown}",
                    fault.offset, fault.message
                ),
            ));
            Content::Text(text.to_owned())
        }
    }
}

/// The part in words.
pub(super) const fn name(part: Part) -> &'static str {
    match part {
        Part::Header => "header",
        Part::Payload => "payload",
        Part::Signature => "signature",
        Part::Token => "token",
    }
}

pub(super) const fn problem(
    code: &'static str,
    part: Part,
    offset: Option<usize>,
    message: String,
) -> Problem {
    Problem {
        code,
        part,
        offset,
        message,
    }
}

/// The text with every character that is not plain ASCII by its number: what is invisible can be told apart.
fn visible(text: &str) -> String {
    text.chars()
        .map(|character| {
            if character.is_ascii_graphic() {
                character.to_string()
            } else {
                format!("U+{:04X}", u32::from(character))
            }
        })
        .collect()
}

fn describe(part: Part, text: &str, fault: base64url::Fault) -> Problem {
    let name = name(part);
    let found = fault.span.of(text);
    let (code, message) = match fault.kind {
        FaultKind::Padding => (
            "segment-padded",
            format!(
                "the {name} ends in `{found}`: RFC 7515 §2 leaves padding out, and strict readers refuse it; the signature covers the text as it stands"
            ),
        ),
        FaultKind::StandardAlphabet => (
            "segment-in-standard-alphabet",
            format!(
                "the {name} has `{found}` of the standard base64 alphabet, where base64url writes `-` and `_`: strict readers refuse it"
            ),
        ),
        FaultKind::Whitespace => (
            "segment-has-whitespace",
            format!(
                "the {name} has a space inside: the gateway refuses such a token as not well formed (`IDX12709`)"
            ),
        ),
        FaultKind::LineBreak => (
            "segment-has-line-break",
            format!(
                "the {name} is broken over lines: read as one, since no HTTP header carries a line break"
            ),
        ),
        FaultKind::Character => (
            "segment-not-base64url",
            format!(
                "the {name} has `{}`, which is not base64url: it is left out of what is decoded",
                visible(found)
            ),
        ),
        FaultKind::TrailingBits => (
            "segment-trailing-bits",
            format!(
                "the last character of the {name} carries bits that belong to no byte: the token was changed or cut by hand"
            ),
        ),
        FaultKind::Length => (
            "segment-not-base64url",
            format!(
                "the {name} has one character too many or too few to be base64url: the token was cut or joined when it was copied"
            ),
        ),
    };
    problem(code, part, Some(fault.span.start), message)
}
