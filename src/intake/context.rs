//! What surrounds a token: the wrapping that people paste with it.

use super::{Candidate, FoundIn};
use crate::text::{Span, json};

/// Characters that no one sees: zero-width ones and the byte order mark.
const INVISIBLE: [char; 5] = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];

/// A scheme in quotes behind a header's name, in quotes, with a comma: nobody wraps a token deeper than this.
const MAX_WRAPPINGS: usize = 8;

const SCHEMES: [&str; 5] = ["Bearer", "DPoP", "Token", "JWT", "Basic"];
const AUTHORIZATION: &str = "authorization";

/// The input as one token, when nothing but a scheme, a header name, quotes or invisible characters surrounds it.
pub(super) fn whole(input: &str) -> Option<Candidate> {
    let mut rest = input;
    let mut found_in = FoundIn::Raw;
    let mut scheme: Option<String> = None;
    let mut quoted = false;
    for _ in 0..MAX_WRAPPINGS {
        let trimmed = rest.trim_matches(|character: char| {
            character.is_whitespace() || INVISIBLE.contains(&character)
        });
        let next = if let Some(value) = strip_header_name(trimmed) {
            found_in = FoundIn::AuthorizationHeader;
            scheme.get_or_insert_default();
            value
        } else if let Some((word, value)) = strip_scheme(trimmed) {
            found_in = FoundIn::AuthorizationHeader;
            // A second one stays in what the gateway reads.
            let scheme = scheme.get_or_insert_default();
            if !scheme.is_empty() {
                scheme.push(' ');
            }
            scheme.push_str(word);
            value
        } else if let Some(inner) = strip_quotes(trimmed) {
            quoted = true;
            inner
        } else {
            trimmed.strip_suffix([',', ';']).unwrap_or(trimmed)
        };
        if next.len() == rest.len() {
            break;
        }
        rest = next;
    }
    if rest.eq_ignore_ascii_case("bearer") {
        let mut empty = no_token(input)?;
        empty.scheme = Some(rest.to_owned());
        return Some(empty);
    }
    // A token is ASCII, and that is known much faster.
    let is_ascii = input.is_ascii();
    // `name=token` is a cookie or a parameter.
    let is_named = without_end(rest, b"=").contains('=') && !rest.contains("=.");
    if rest.is_empty()
        || is_named
        || rest.bytes().any(is_structural)
        || !is_ascii && rest.contains(char::is_whitespace)
        || rest.contains("://")
    {
        return None;
    }
    let mut candidate = candidate(input, Span::locate(input, rest)?, found_in);
    candidate.scheme = scheme;
    if quoted {
        candidate.say(
            "quotes-around-token",
            "the quotes around the token are not part of it: a client that sends them is refused as not well formed",
        );
    }
    if !is_ascii && input.contains(INVISIBLE) {
        candidate.say(
            "invisible-character",
            "invisible characters stood around the token and were left out: a client that sends them is refused as not well formed",
        );
    }
    Some(candidate)
}

/// Characters that a token standing alone cannot have, blanks included: something else surrounds it then.
const fn is_structural(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'{' | b'}' | b'<' | b'>' | b'&' | b';')
        || matches!(byte, b',' | b'#' | b'?' | b'(' | b')' | b'\\' | b' ')
        || matches!(byte, b'\t'..=b'\r')
}

/// A candidate at a place of the input, percent-decoded where it needs it.
pub(super) fn candidate(input: &str, span: Span, found_in: FoundIn) -> Candidate {
    let written = span.of(input);
    let is_encoded = written.contains('%');
    let mut candidate = Candidate {
        span,
        text: if is_encoded {
            percent_decode(written)
        } else {
            written.to_owned()
        },
        found_in,
        scheme: None,
        problems: Vec::new(),
    };
    if is_encoded {
        candidate.say(
            "percent-encoded",
            "the token is percent-encoded and was decoded: send it with dots, not with `%2E`",
        );
    }
    candidate
}

/// What the whole input is, for the tokens inside it.
pub(super) fn kind_of(input: &str) -> Option<FoundIn> {
    let text = input.trim_start();
    let starts = |word: &str| strip_word(text, word).is_some();
    if starts("curl ") || starts("curl.exe ") {
        return Some(FoundIn::Curl);
    }
    if starts("cookie:") || starts("set-cookie:") {
        return Some(FoundIn::Cookie);
    }
    if !text.starts_with(['{', '[']) {
        return None;
    }
    let root = json::parse(input).ok()?;
    let has = |name: &str| root.get(name).is_some();
    let entries = root.get("log").and_then(|log| log.get("entries"));
    Some(if has("access_token") || has("id_token") {
        FoundIn::TokenResponse
    } else if entries.is_some() {
        FoundIn::Har
    } else {
        FoundIn::Json
    })
}

/// The scheme written in front of a token: `None` when there is neither a scheme nor an `Authorization:`.
pub(super) fn scheme_before(before: &str) -> Option<String> {
    let line = without_end(before, b" \t");
    let word_start = line.bytes().rposition(|byte| !byte.is_ascii_alphanumeric());
    let (ahead, word) = line.split_at_checked(word_start.map_or(0, |place| place + 1))?;
    let is_bearer = word.eq_ignore_ascii_case("bearer") && before.len() > line.len();
    if is_bearer || !word.is_empty() && ends_in_header_name(without_end(ahead, b" \t\"'")) {
        return Some(word.to_owned());
    }
    ends_in_header_name(line).then(String::new)
}

fn ends_in_header_name(text: &str) -> bool {
    let name = without_end(text, b":\"' \t");
    let start = name.len().checked_sub(AUTHORIZATION.len());
    let end = start.and_then(|start| name.get(start..));
    name.len() < text.len() && end.is_some_and(|end| end.eq_ignore_ascii_case(AUTHORIZATION))
}

/// The whole input as the one candidate when no token is in it; nothing for an empty input.
pub(super) fn no_token(input: &str) -> Option<Candidate> {
    let text = input.trim();
    let span = Span::locate(input, text).filter(|_| !text.is_empty())?;
    let mut found = Candidate {
        span,
        text: String::new(),
        found_in: FoundIn::Text,
        scheme: None,
        problems: Vec::new(),
    };
    let root = json::parse(text).ok();
    let field = |name: &str| match &root {
        Some(root) => root
            .get(name)?
            .as_str()
            .map(|text| text.replace("\r\n", " ")),
        None => parameter(text, name),
    };
    if let Some(error) = field("error") {
        let description = field("error_description").unwrap_or_default();
        let colon = if description.is_empty() { "" } else { ": " };
        let message = [
            "the authorization server sent an error instead of a token: `",
            &error,
            "`",
            colon,
            &description,
        ];
        found.say("error-response", &message.concat());
    } else if text.starts_with('<') {
        found.say(
            "no-token",
            "this is XML, as a policy is: paste it into Policy",
        );
    } else {
        found.say(
            "no-token",
            "no token in this text: a JSON Web Token starts with `eyJ` and has two dots; copy it from the `Authorization` header or from `access_token` in the token endpoint's response",
        );
    }
    Some(found)
}

/// The value of a parameter of a URL's query or fragment.
fn parameter(text: &str, name: &str) -> Option<String> {
    let value = text
        .split(['#', '?', '&'])
        .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    Some(percent_decode(&value.replace('+', " ")).replace("\r\n", " "))
}

/// Reads percent-encoded UTF-8; what is none is Latin-1, as old servers write it.
fn percent_decode(text: &str) -> String {
    let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        if byte == b'%'
            && let Some(high) = digit(ahead.next())
            && let Some(low) = digit(ahead.next())
        {
            let [.., byte] = (high << 4 | low).to_be_bytes();
            decoded.push(byte);
            rest = ahead;
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|error| {
        let mut text = String::new();
        for byte in error.as_bytes() {
            text.push(char::from(*byte));
        }
        text
    })
}

fn strip_header_name(text: &str) -> Option<&str> {
    let (_, rest) = strip_word(text, AUTHORIZATION)?;
    rest.trim_start().strip_prefix(':').map(str::trim_start)
}

fn strip_scheme(text: &str) -> Option<(&str, &str)> {
    let (word, rest) = SCHEMES.iter().find_map(|name| strip_word(text, name))?;
    let value = rest.trim_start();
    (value.len() < rest.len()).then_some((word, value))
}

fn strip_quotes(text: &str) -> Option<&str> {
    match text.as_bytes() {
        [first @ (b'"' | b'\'' | b'`'), .., last] if first == last => text.get(1..text.len() - 1),
        _ => None,
    }
}

/// The word as the text begins with it, in any case, and what follows.
fn strip_word<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    text.split_at_checked(word.len())
        .filter(|(start, _)| start.eq_ignore_ascii_case(word))
}

/// The text without any of these ASCII characters at its end.
fn without_end<'a>(text: &'a str, ends: &[u8]) -> &'a str {
    let last = text.bytes().rposition(|byte| !ends.contains(&byte));
    text.get(..last.map_or(0, |last| last + 1))
        .unwrap_or_default()
}
