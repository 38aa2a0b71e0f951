//! Searching a text for tokens.

use super::context::{candidate, kind_of, scheme_before};
use super::glue::run_end;
use super::{Candidate, FoundIn, MAX_TOKENS};
use crate::text::base64url;
use crate::text::{Span, last_line};

/// Every token of the text: each text run that begins as base64url of `{`.
pub(super) fn scan(input: &str) -> Vec<Candidate> {
    let mut spans = Vec::new();
    let mut only_tokens = true;
    let mut end = 0;
    while spans.len() < MAX_TOKENS
        && let Some(start) = next_start(input, end)
    {
        only_tokens &= is_blank(Span::new(end, start).of(input));
        end = run_end(input, start);
        spans.push(Span::new(start, end));
    }
    only_tokens &= is_blank(Span::new(end, input.len()).of(input));
    let around = kind_of(input);
    let mut found = Vec::new();
    let mut line_start = 0;
    for span in spans {
        let before = Span::new(line_start, span.start).of(input);
        let line = last_line(before);
        let scheme = scheme_before(line);
        let found_in = around.unwrap_or(if only_tokens {
            FoundIn::Raw
        } else if scheme.is_some() {
            FoundIn::AuthorizationHeader
        } else if is_parameter(line) {
            FoundIn::Url
        } else {
            FoundIn::Text
        });
        let mut candidate = candidate(input, span, found_in);
        candidate.scheme = scheme;
        found.push(candidate);
        line_start = span.end;
    }
    found
}

fn next_start(input: &str, from: usize) -> Option<usize> {
    let mut inside = false;
    for (index, &byte) in input.as_bytes().iter().enumerate().skip(from) {
        // Only these can be the first letter of base64url of `{`, of whitespace or of a byte order mark.
        if !inside
            && matches!(byte, b'e' | b'I' | b'C' | b'D' | b'7')
            && starts_as_json(input.get(index..).unwrap_or_default())
        {
            return Some(index);
        }
        inside = is_token_byte(byte);
    }
    None
}

fn starts_as_json(text: &str) -> bool {
    let head = text
        .bytes()
        .take(64)
        .take_while(|&byte| is_token_byte(byte));
    let length = head.count();
    let decoded = base64url::decode(text.get(..length).unwrap_or_default()).bytes;
    let json = decoded.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&decoded);
    let [b'{', inside @ ..] = json.trim_ascii_start() else {
        return false;
    };
    length >= 3 && matches!(inside.trim_ascii_start(), [] | [b'"' | b'}', ..])
}

/// A byte of base64url.
pub(super) const fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

fn is_blank(text: &str) -> bool {
    text.trim_start().is_empty()
}

/// Whether a line ends in `?name=` or the like.
fn is_parameter(line: &str) -> bool {
    let mut word = line
        .bytes()
        .rev()
        .take_while(|byte| !byte.is_ascii_whitespace());
    line.ends_with('=') && word.any(|byte| matches!(byte, b'#' | b'?' | b'&'))
}
