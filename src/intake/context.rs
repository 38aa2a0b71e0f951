//! What surrounds a token: the wrapping that people paste with it.

use super::{Candidate, FoundIn, pasting};
use crate::text::{Span, json};

/// Characters that no one sees: zero-width ones and the byte order mark.
const INVISIBLE: [char; 5] = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];
/// Characters that a token standing alone cannot have, blanks included: something else surrounds it then.
const fn is_structural(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'{' | b'}' | b'<' | b'>' | b'&' | b';')
        || matches!(byte, b',' | b'#' | b'?' | b'(' | b')' | b'\\' | b' ')
        || matches!(byte, b'\t'..=b'\r')
}

/// A scheme in quotes behind a header's name, in quotes, with a comma: nobody wraps a token deeper than this.
const MAX_WRAPPINGS: usize = 8;

/// The input as one token, when nothing but a scheme, a header name, quotes or invisible characters surrounds it.
pub(super) fn whole(input: &str) -> Option<Candidate> {
    let mut rest = input;
    let mut found_in = FoundIn::Raw;
    let mut scheme = None;
    let mut quoted = false;
    let mut invisible = false;
    for _ in 0..MAX_WRAPPINGS {
        let trimmed = rest.trim_matches(|character: char| {
            character.is_whitespace() || INVISIBLE.contains(&character)
        });
        // A token is ASCII, and that is known much faster.
        invisible |= !rest.is_ascii() && rest.contains(INVISIBLE);
        let next = if let Some(value) = strip_header_name(trimmed) {
            found_in = FoundIn::AuthorizationHeader;
            scheme.get_or_insert_with(String::new);
            value
        } else if let Some((word, value)) = strip_scheme(trimmed) {
            found_in = FoundIn::AuthorizationHeader;
            scheme = Some(word.to_owned());
            value
        } else if let Some(inner) = strip_quotes(trimmed) {
            quoted = true;
            inner
        } else if let Some(value) = trimmed.strip_suffix([',', ';']) {
            value
        } else {
            trimmed
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
    if rest.is_empty()
        || rest.bytes().any(is_structural)
        || !rest.is_ascii() && rest.contains(char::is_whitespace)
        || rest.contains("://")
    {
        return None;
    }
    // `name=token` is a cookie or a parameter.
    if rest.trim_end_matches('=').contains('=') && !rest.contains("=.") {
        return None;
    }
    let mut candidate = candidate(input, Span::locate(input, rest)?, found_in);
    candidate.scheme = scheme;
    if quoted {
        candidate.problems.push(pasting(
            "quotes-around-token",
            "the quotes around the token are not part of it: a client that sends them is refused as not well formed".to_owned(),
        ));
    }
    if invisible {
        candidate.problems.push(pasting(
            "invisible-character",
            "invisible characters stood around the token and were left out: a client that sends them is refused as not well formed".to_owned(),
        ));
    }
    Some(candidate)
}

/// A candidate at a place of the input, percent-decoded where it needs it.
pub(super) fn candidate(input: &str, span: Span, found_in: FoundIn) -> Candidate {
    let written = span.of(input);
    let mut problems = Vec::new();
    let text = if written.contains('%') {
        problems.push(pasting(
            "percent-encoded",
            "the token is percent-encoded and was decoded: send it with dots, not with `%2E`"
                .to_owned(),
        ));
        percent_decode(written)
    } else {
        written.to_owned()
    };
    Candidate {
        span,
        text,
        found_in,
        scheme: None,
        problems,
    }
}

/// What the whole input is, for the tokens inside it.
pub(super) fn kind_of(input: &str) -> Option<FoundIn> {
    let text = input.trim_start();
    let starts = |prefix: &str| {
        text.get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    if starts("curl ") || starts("curl.exe ") {
        return Some(FoundIn::Curl);
    }
    if starts("cookie:") || starts("set-cookie:") {
        return Some(FoundIn::Cookie);
    }
    if text.starts_with(['{', '[']) {
        let root = json::parse(input).ok()?;
        return Some(
            if ["access_token", "id_token"]
                .iter()
                .any(|name| root.get(name).is_some())
            {
                FoundIn::TokenResponse
            } else if root
                .get("log")
                .is_some_and(|log| log.get("entries").is_some())
            {
                FoundIn::Har
            } else {
                FoundIn::Json
            },
        );
    }
    None
}

/// The scheme written in front of a token: `None` when there is neither a scheme nor an `Authorization:`.
pub(super) fn scheme_before(before: &str) -> Option<String> {
    let line = before.trim_end_matches([' ', '\t']);
    let word_start = line
        .rfind(|character: char| !character.is_ascii_alphanumeric())
        .map_or(0, |index| index + 1);
    let word = line.get(word_start..).unwrap_or_default();
    let ahead = line
        .get(..word_start)
        .unwrap_or_default()
        .trim_end_matches([' ', '\t', '"', '\'']);
    let header = |text: &str| {
        let name = text.trim_end_matches([':', '"', '\'', ' ', '\t']);
        text.len() > name.len() && ends_with_ignore_case(name, "authorization")
    };
    if word.eq_ignore_ascii_case("bearer") && before.len() > line.len()
        || header(ahead) && !word.is_empty()
    {
        return Some(word.to_owned());
    }
    header(line).then(String::new)
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
    found.problems.push(match error_response(text) {
        Some(message) => pasting("error-response", message),
        None => pasting(
            "no-token",
            "no token in this text: a JSON Web Token starts with `eyJ` and has two dots; copy it from the `Authorization` header or from `access_token` in the token endpoint's response".to_owned(),
        ),
    });
    Some(found)
}

fn error_response(text: &str) -> Option<String> {
    let parameter = |name: &str| {
        text.split(['#', '?', '&'])
            .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
            .map(|value| percent_decode(&value.replace('+', " ")).replace("\r\n", " "))
    };
    let error = parameter("error")?;
    let description = parameter("error_description").unwrap_or_default();
    Some(format!(
        "the authorization server sent an error instead of a token: `{error}`{}{description}",
        if description.is_empty() { "" } else { ": " }
    ))
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let decoded = match tail {
            [high, low, ..] if first == b'%' => {
                let digit = |byte: u8| {
                    char::from(byte)
                        .to_digit(16)
                        .and_then(|digit| u8::try_from(digit).ok())
                };
                digit(*high)
                    .zip(digit(*low))
                    .map(|(high, low)| high << 4 | low)
            }
            _ => None,
        };
        bytes.push(decoded.unwrap_or(first));
        rest = if decoded.is_some() {
            tail.get(2..).unwrap_or_default()
        } else {
            tail
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn strip_header_name(text: &str) -> Option<&str> {
    const NAME: &str = "authorization";
    let (name, rest) = text.split_at_checked(NAME.len())?;
    if !name.eq_ignore_ascii_case(NAME) {
        return None;
    }
    rest.trim_start().strip_prefix(':').map(str::trim_start)
}

fn strip_scheme(text: &str) -> Option<(&str, &str)> {
    // No name is longer than six characters, and a token may be a megabyte.
    let (end, _) = text
        .char_indices()
        .take(7)
        .find(|(_, character)| character.is_whitespace())?;
    let (word, rest) = text.split_at_checked(end)?;
    let scheme = ["Bearer", "DPoP", "Token", "JWT", "Basic"]
        .iter()
        .any(|name| word.eq_ignore_ascii_case(name));
    scheme.then(|| (word, rest.trim_start()))
}

fn strip_quotes(text: &str) -> Option<&str> {
    ['"', '\'', '`']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
}

fn ends_with_ignore_case(text: &str, suffix: &str) -> bool {
    text.len()
        .checked_sub(suffix.len())
        .and_then(|start| text.get(start..))
        .is_some_and(|end| end.eq_ignore_ascii_case(suffix))
}
