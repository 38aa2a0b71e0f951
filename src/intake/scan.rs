//! Searching a text for tokens.

use super::context::{candidate, kind_of, scheme_before};
use super::glue::run_end;
use super::{Candidate, FoundIn, MAX_TOKENS};
use crate::text::Span;
use crate::text::base64url;

/// Every token of the text: each text run that begins as base64url of `{`.
pub(super) fn scan(input: &str) -> Vec<Candidate> {
    let mut spans = Vec::new();
    let mut from = 0;
    while let Some(start) = next_start(input, from) {
        let end = run_end(input, start);
        spans.push(Span::new(start, end));
        from = end;
        if spans.len() == MAX_TOKENS {
            break;
        }
    }
    let around = kind_of(input);
    let only_tokens = is_blank_between(input, &spans);
    let mut found = Vec::new();
    let mut line_start = 0;
    for span in spans {
        let before = Span::new(line_start, span.start).of(input);
        let line = before.rsplit('\n').next().unwrap_or_default();
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
    let bytes = input.as_bytes();
    (from..bytes.len()).find(|&index| {
        let before = index
            .checked_sub(1)
            .filter(|_| index > from)
            .and_then(|index| bytes.get(index));
        // Only these can be the first letter of base64url of `{`, of whitespace or of a byte order mark.
        matches!(bytes.get(index), Some(b'e' | b'I' | b'C' | b'D' | b'7'))
            && before.is_none_or(|&byte| !is_token_byte(byte))
            && starts_as_json(input.get(index..).unwrap_or_default())
    })
}

fn starts_as_json(text: &str) -> bool {
    let head: String = text
        .chars()
        .take(64)
        .take_while(|&c| c.is_ascii() && is_token_byte(c as u8))
        .collect();
    if head.len() < 3 {
        return false;
    }
    let decoded = base64url::decode(&head).bytes;
    let bytes = decoded.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&decoded);
    let mut rest = bytes.iter().skip_while(|byte| byte.is_ascii_whitespace());
    rest.next() == Some(&b'{')
        && matches!(
            rest.find(|byte| !byte.is_ascii_whitespace()),
            Some(b'"' | b'}') | None
        )
}

/// A byte of base64url.
pub(super) const fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

fn is_blank_between(input: &str, spans: &[Span]) -> bool {
    let mut rest = String::from(input);
    for span in spans.iter().rev() {
        rest.replace_range(span.start..span.end, "");
    }
    rest.trim().is_empty()
}

fn is_parameter(line: &str) -> bool {
    let word = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.ends_with('=') && word.contains(['#', '?', '&'])
}
