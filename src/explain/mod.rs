//! Error texts explained: what a code means, what mostly causes it, what to do, and whom the message is about.

mod codes;
mod ids;

use crate::claims::audiences;
use crate::claims::guid::is_guid;
use crate::jose::Token;
use crate::text::json::{self, Json, Kind};
use crate::text::{Span, fill_in_order};
use codes::{ENTRA, LIBRARY, WORDS, line};

/// Texts beyond this many bytes are not searched.
const MAX_TEXT: usize = 200_000;
/// Codes beyond this many are not explained.
const MAX_EXPLANATIONS: usize = 12;
/// So much of a message is kept, in bytes.
const MAX_FOUND: usize = 600;

/// A message, explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code: `AADSTS501051`, `IDX10205`, `TokenExpired`, `invalid_client`.
    pub code: String,
    /// The message it stands in.
    pub found: String,
    /// What it means, in one sentence.
    pub title: String,
    /// What mostly causes it.
    pub cause: String,
    /// What to do.
    pub help: String,
    /// Whom and what the message names: role and value.
    pub ids: Vec<(&'static str, String)>,
    /// What follows from holding the message against the token; empty without one.
    pub compared: Vec<String>,
}

/// Explains every known code in a text, and takes unknown ones apart all the same. Empty for a text without one.
#[inline(never)]
pub fn explain(text: &str, token: Option<&Token>) -> Vec<Explanation> {
    let text = text
        .get(..text.floor_char_boundary(MAX_TEXT))
        .unwrap_or_default();
    let mut all = Vec::new();
    for message in messages(text) {
        for (code, at) in codes_in(&message) {
            let is_known = all.iter().any(|known: &Explanation| known.code == code);
            if !is_known && all.len() < MAX_EXPLANATIONS {
                all.push(explanation(&message, code, at, token));
            }
        }
    }
    all
}

/// The messages of a text: the strings of JSON, what a redirect's parameters say, or the text itself.
fn messages(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Ok(root) = json::parse(text)
        && matches!(root.kind, Kind::Object(_) | Kind::Array(_))
    {
        strings(&root, &mut found);
    } else if text.contains("error_description=") || text.contains("error=") && text.contains('&') {
        for pair in text.split(['#', '?', '&', '\n']) {
            if let Some((_, value)) = pair.split_once('=') {
                found.push(unescaped(value));
            }
        }
    }
    if found.is_empty() {
        found.push(text.replace("\\r\\n", "\n").replace("\\n", "\n"));
    }
    found
}

fn strings(root: &Json, found: &mut Vec<String>) {
    if let Some(text) = root.as_str() {
        found.push(text.to_owned());
    }
    for element in root.elements() {
        strings(element, found);
    }
    for member in root.members() {
        strings(&member.value, found);
    }
}

/// Percent-decoded, with `+` as a blank, as far as it is UTF-8.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        match byte {
            b'+' => bytes.push(b' '),
            b'%' if let Some(high) = digit(ahead.next())
                && let Some(low) = digit(ahead.next()) =>
            {
                bytes.extend(u8::try_from(high << 4 | low));
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The codes of a message, each with its place: those with a number, and the words of gateways and OAuth.
fn codes_in(message: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    for prefix in ["AADSTS", "IDX"] {
        for (at, _) in message.match_indices(prefix) {
            let rest = message.get(at + prefix.len()..).unwrap_or_default();
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if (5..=8).contains(&digits) {
                found.push((Span::new(at, at + prefix.len() + digits).of(message), at));
            }
        }
    }
    // Where a number says more, the word beside it says less.
    if found.is_empty() {
        for word in WORDS.lines().filter_map(|line| line.split('|').next()) {
            if let Some(at) = place_of(message, word) {
                found.push((word, at));
            }
        }
        for (sentence, code) in SENTENCES {
            if let Some(at) = message.find(sentence)
                && found.is_empty()
            {
                found.push((code, at));
            }
        }
    }
    found.sort_unstable_by_key(|(_, at)| *at);
    found
}

/// What gateways say without a code, and the code that it stands for.
static SENTENCES: [(&str, &str); 7] = [
    ("JWT not present", "TokenNotPresent"),
    ("missing the following claims", "TokenClaimNotFound"),
    ("Claim value mismatch", "TokenClaimValueNotAllowed"),
    ("missing subscription key", "SubscriptionKeyNotFound"),
    ("invalid subscription key", "SubscriptionKeyInvalid"),
    (
        "The signature key was not found",
        "TokenSignatureKeyNotFound",
    ),
    ("The token expired at", "TokenExpired"),
];

/// Where a word stands on its own.
fn place_of(text: &str, word: &str) -> Option<usize> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let mut all = text.match_indices(word);
    all.find_map(|(at, _)| {
        let before = text.get(..at)?.bytes().next_back();
        let behind = text.get(at + word.len()..)?.bytes().next();
        (!before.is_some_and(is_part) && !behind.is_some_and(is_part)).then_some(at)
    })
}

fn explanation(message: &str, code: &str, at: usize, token: Option<&Token>) -> Explanation {
    let rest = message.get(at..).unwrap_or_default();
    let found = rest
        .get(..rest.floor_char_boundary(MAX_FOUND))
        .unwrap_or_default();
    let known = if let Some(number) = code.strip_prefix("AADSTS") {
        line(ENTRA, number)
    } else if let Some(number) = code.strip_prefix("IDX") {
        line(LIBRARY, number)
    } else {
        line(WORDS, code)
    };
    let [title, cause, help] = known.unwrap_or(if code.starts_with("AADSTS") {
        [
            "Microsoft Entra issued no token",
            "the sentence behind the code says which",
            "look the code up at `https://login.microsoftonline.com/error?code=` and the number",
        ]
    } else {
        [
            "the library that validates tokens refused this one",
            "the sentence behind the code says which",
            "look for the code in the source of Microsoft.IdentityModel",
        ]
    });
    let ids = ids::ids(found);
    let compared = token.map_or_else(Vec::new, |token| compared(token, &ids));
    Explanation {
        code: code.to_owned(),
        found: found.trim().to_owned(),
        title: title.to_owned(),
        cause: cause.to_owned(),
        help: help.to_owned(),
        ids,
        compared,
    }
}

/// Whether the message is about this token.
fn compared(token: &Token, ids: &[(&'static str, String)]) -> Vec<String> {
    let text = |name| token.claim(name).and_then(Json::as_str);
    let aud = audiences(token.claims(), token.claims_text()).present();
    let aud = aud
        .and_then(|all| all.into_iter().next())
        .unwrap_or_default();
    let mut found = Vec::new();
    for (role, value) in ids {
        let own = match *role {
            "issuer" => text("iss"),
            "audience" => Some(&*aud).filter(|aud| !aud.is_empty()),
            "client" => text("azp").or(text("appid")),
            "tenant" => text("tid").filter(|_| is_guid(value)),
            "kid" => token.header_parameter("kid").and_then(Json::as_str),
            _ => None,
        };
        if let Some(own) = own {
            let template = if own.eq_ignore_ascii_case(value) {
                "the {} of the message is that of the pasted token"
            } else {
                "the {} of the message is `{}`, that of the pasted token `{}`: it is about another token"
            };
            found.push(fill_in_order(template, &[role, value, own]));
        }
    }
    found
}

#[cfg(test)]
mod tests;
