use std::fmt::Write as _;

use crate::finding::{Part, Problem};
use crate::text::Span;
use crate::text::base64url::{Fault, FaultKind};
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
    /// The segment at a place of a token, nothing read of it yet.
    pub(super) fn new(span: Span, token: &str, bytes: Vec<u8>) -> Self {
        Self {
            span,
            text: span.of(token).to_owned(),
            bytes,
            content: Content::Absent,
        }
    }
}

/// Says what is wrong with a segment as base64url: one problem a kind, since a token wrapped at a column would have
/// one for each line.
pub(super) fn faulty(problems: &mut Vec<Problem>, part: Part, text: &str, faults: &[Fault]) {
    let mut seen = Vec::new();
    for fault in faults {
        if seen.contains(&fault.kind) {
            continue;
        }
        seen.push(fault.kind);
        let alike = faults.iter().filter(|other| other.kind == fault.kind);
        let places = match alike.count() {
            1 => String::new(),
            count => format!(" ({count} places)"),
        };
        let (code, before, behind, after) = words(fault.kind);
        let found = if after.is_empty() {
            String::new()
        } else {
            visible(fault.span.of(text))
        };
        let message = [before, name(part), behind, &found, after, &places];
        say(problems, code, part, Some(fault.span.start), &message);
    }
}

/// The code of a fault, and its message: what stands before the segment's name, behind it, and after what was found.
const fn words(kind: FaultKind) -> (&'static str, &'static str, &'static str, &'static str) {
    match kind {
        FaultKind::Padding => (
            "segment-padded",
            "the ",
            " ends in `",
            "`: RFC 7515 §2 leaves padding out, and strict readers refuse it; the signature covers the text as it stands",
        ),
        FaultKind::StandardAlphabet => (
            "segment-in-standard-alphabet",
            "the ",
            " has `",
            "` of the standard base64 alphabet, where base64url writes `-` and `_`: strict readers refuse it",
        ),
        FaultKind::Whitespace => (
            "segment-has-whitespace",
            "the ",
            " has a space inside: the gateway refuses such a token as not well formed (`IDX12709`)",
            "",
        ),
        FaultKind::LineBreak => (
            "segment-has-line-break",
            "the ",
            " is broken over lines: read as one, since no HTTP header carries a line break",
            "",
        ),
        FaultKind::Character => (
            "segment-not-base64url",
            "the ",
            " has `",
            "`, which is not base64url: what is decoded there is wrong",
        ),
        FaultKind::TrailingBits => (
            "segment-trailing-bits",
            "the last character of the ",
            " carries bits that belong to no byte: the token was changed or cut by hand",
            "",
        ),
        FaultKind::Length => (
            "segment-not-base64url",
            "the ",
            " has one character too many or too few to be base64url: the token was cut or joined when it was copied",
            "",
        ),
    }
}

/// The bytes of a header or payload as JSON, else as text.
pub(super) fn read(problems: &mut Vec<Problem>, part: Part, bytes: &[u8]) -> Content {
    let name = name(part);
    if bytes.is_empty() {
        return Content::Absent;
    }
    let json = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if json.len() < bytes.len() {
        say(
            problems,
            "byte-order-mark",
            part,
            Some(0),
            &[
                "the ",
                name,
                " begins with a byte order mark, which RFC 8259 §8.1 forbids: some gateways refuse it",
            ],
        );
    }
    if is_utf16(json) {
        say(
            problems,
            "not-utf8",
            part,
            Some(0),
            &[
                "the decoded ",
                name,
                " is UTF-16, where RFC 7519 §3 wants UTF-8: no gateway reads it; it is shown as bytes",
            ],
        );
        return Content::Bytes;
    }
    let text = match std::str::from_utf8(json) {
        Ok(text) => text,
        Err(error) => {
            let offset = error.valid_up_to();
            say(
                problems,
                "not-utf8",
                part,
                Some(offset),
                &[
                    "the decoded ",
                    name,
                    " is not UTF-8 from byte ",
                    &offset.to_string(),
                    " on, so it is no JSON: it is shown as bytes",
                ],
            );
            return Content::Bytes;
        }
    };
    json_or_text(problems, part, text)
}

/// Whether JSON is written in UTF-16: its first character is one byte of UTF-8, two of UTF-16, and no JSON has a zero byte.
const fn is_utf16(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..]
    )
}

fn json_or_text(problems: &mut Vec<Problem>, part: Part, text: &str) -> Content {
    match json::parse(text) {
        Ok(root) => {
            if let Some(span) = root.too_deep() {
                say(
                    problems,
                    "nested-too-deep",
                    part,
                    Some(span.start),
                    &[
                        "values nested deeper than ",
                        &json::MAX_DEPTH.to_string(),
                        " are shown as text",
                    ],
                );
            }
            Content::Json(text.to_owned(), root)
        }
        Err(fault) => {
            let (code, shown) = match part {
                Part::Header => (
                    "header-not-json",
                    "copy the token again from its first character",
                ),
                _ => (
                    "payload-not-json",
                    "it is shown as text; a JWT needs a JSON object here (RFC 7519 §7.2)",
                ),
            };
            say(
                problems,
                code,
                part,
                Some(fault.offset),
                &[
                    "the decoded ",
                    name(part),
                    " is not JSON at byte ",
                    &fault.offset.to_string(),
                    ": ",
                    fault.message,
                    "; ",
                    shown,
                ],
            );
            Content::Text(text.to_owned())
        }
    }
}

/// The part in words.
const fn name(part: Part) -> &'static str {
    match part {
        Part::Header => "header",
        Part::Payload => "payload",
        Part::Signature => "signature",
        Part::Token => "token",
    }
}

/// Adds a problem, its message in pieces.
pub(super) fn say(
    problems: &mut Vec<Problem>,
    code: &'static str,
    part: Part,
    offset: Option<usize>,
    message: &[&str],
) {
    problems.push(Problem {
        code,
        part,
        offset,
        message: message.concat(),
    });
}

/// The text with every character that is not plain ASCII by its number: what is invisible can be told apart.
fn visible(text: &str) -> String {
    let mut visible = String::new();
    for character in text.chars() {
        if character.is_ascii_graphic() {
            visible.push(character);
        } else {
            let _ = write!(visible, "U+{:04X}", u32::from(character));
        }
    }
    visible
}
