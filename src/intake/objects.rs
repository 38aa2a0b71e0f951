//! Tokens in JSON Serialization: objects, alone or inside other JSON.

use super::{Candidate, FoundIn, MAX_TOKENS};
use crate::text::Span;
use crate::text::json::{self, Json};

/// Puts the objects of a JSON text that are tokens in place of what was found inside them; leaves any other text as it is.
pub(super) fn find(input: &str, found: &mut Vec<Candidate>) {
    let text = input.trim();
    let may_be = input.contains("\"signature") || input.contains("\"ciphertext\"");
    if !may_be || !text.starts_with(['{', '[']) {
        return;
    }
    let Ok(root) = json::parse(input) else {
        return;
    };
    let mut spans = Vec::new();
    search(&root, &mut spans);
    for span in spans {
        found.retain(|one| one.span.end <= span.start || span.end <= one.span.start);
        let behind = found.iter().position(|one| span.end <= one.span.start);
        let object = Candidate {
            span,
            text: span.of(input).to_owned(),
            found_in: if span.of(input) == text {
                FoundIn::Raw
            } else {
                FoundIn::Json
            },
            scheme: None,
            problems: Vec::new(),
        };
        found.insert(behind.unwrap_or(found.len()), object);
    }
    found.truncate(MAX_TOKENS);
}

/// The outermost objects that are tokens, in order.
fn search(value: &Json, spans: &mut Vec<Span>) {
    if spans.len() >= MAX_TOKENS {
        return;
    }
    if is_token(value) {
        return spans.push(value.span);
    }
    for member in value.members() {
        search(&member.value, spans);
    }
    for element in value.elements() {
        search(element, spans);
    }
}

/// Whether an object has the members of a JWS (RFC 7515 §7.2) or of a JWE (RFC 7516 §7.2); the payload may be detached.
fn is_token(object: &Json) -> bool {
    let has = |name| object.get(name).is_some();
    let is_list = |name| matches!(object.get(name), Some(list) if list.elements().iter().any(Json::is_object));
    has("ciphertext") && (has("protected") || has("iv") || is_list("recipients"))
        || is_list("signatures") && has("payload")
        || has("signature") && (has("protected") || has("payload") && has("header"))
}
