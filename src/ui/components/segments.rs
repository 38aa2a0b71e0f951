use std::rc::Rc;

use super::boxes::Part;
use crate::inspect::ReadToken;
use crate::jose::{Content, Kind};
use crate::text::json::Json;
use crate::ui::markup::{Markup, clip, count};
use crate::verify::{Origin, State, Verification};

/// The colours of segments, and of what says what they are.
const COLOURS: [(&str, &str); 5] = [
    ("s1", "chip s1"),
    ("s2", "chip s2"),
    ("s3", "chip s3"),
    ("s4", "chip s4"),
    ("s5", "chip s5"),
];

/// The segments of every token, where they stand in the text as they are.
pub(super) fn coloured(tokens: &[Rc<ReadToken>], text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for read in tokens {
        if read.token.kind == Kind::Opaque {
            continue;
        }
        for (segment, (colour, _)) in read.token.segments.iter().zip(COLOURS) {
            let span = segment.span.shifted(read.span.start);
            // A token that had to be decoded before it was read stands elsewhere in the text.
            if span.of(text) == segment.text {
                parts.push((span, colour));
            }
        }
        for disclosure in read.presentation.iter().flat_map(|all| &all.disclosures) {
            parts.push((disclosure.span.shifted(read.span.start), "s4"));
        }
    }
    // In a JSON Serialization they stand in any order.
    parts.sort_unstable_by_key(|(span, _)| (span.start, span.end));
    parts
}

/// What is known about a signature, in three words.
fn known(signature: &Verification) -> &'static str {
    match signature.state {
        State::Verified if signature.origin == Some(Origin::Token) => "by a key of its own",
        State::Verified => "verified",
        State::Mismatch => "fits no key",
        State::Unchecked => "not checked",
        State::Unverifiable => "cannot be checked",
        State::Absent => "absent",
    }
}

/// What each segment is, in the segment's colour.
pub(super) fn chips(m: &mut Markup, read: &ReadToken, signature: Option<&Verification>) {
    let token = &read.token;
    let payload = match token.payload() {
        Content::Json(..) => format!("payload, {}", count(token.claims().len(), "claim")),
        _ => "payload, no JSON".to_owned(),
    };
    let alg = clip(token.alg().unwrap_or("without alg"), 24);
    let signed = match signature {
        _ if !token.has_signature() => "no signature".to_owned(),
        Some(signature) => format!("signature {alg}, {}", known(signature)),
        None => format!("signature {alg}, not checked"),
    };
    let there = token.segments.len();
    let (names, there): (&[&str], _) = match token.kind {
        Kind::Opaque => return,
        Kind::Jwe => (
            &[
                "header",
                "encrypted key",
                "initialization vector",
                "ciphertext",
                "authentication tag",
            ],
            there,
        ),
        Kind::Malformed => (&["header", &payload, &signed], there),
        // A missing signature has a chip of its own, any other missing segment has none.
        Kind::Jws | Kind::Unsecured => (&["header", &payload, &signed], 3),
    };
    m.tag("ul", "chips", |m| {
        for (name, (_, class)) in names.iter().zip(COLOURS).take(there) {
            m.leaf("li", class, name);
        }
        for index in 1..token.entries.len() {
            let alg = token.entry_parameter(index, "alg");
            let alg = alg.and_then(Json::as_str).unwrap_or("without alg");
            let noun = match token.kind {
                Kind::Jwe => "recipient",
                _ => "signature",
            };
            m.leaf(
                "li",
                "chip s4",
                &format!("{noun} {}: {}", index + 1, clip(alg, 24)),
            );
        }
        if let Some(presentation) = &read.presentation {
            let shown = count(presentation.disclosures.len(), "disclosure");
            let kept = presentation.undisclosed;
            m.leaf(
                "li",
                "chip s4",
                &format!("{shown}, {kept} kept back or decoys"),
            );
        }
    });
}
