use std::rc::Rc;

use yew::prelude::*;

use super::prose::{clip, count};
use super::text_box::Part;
use crate::inspect::ReadToken;
use crate::jose::{Content, Kind};
use crate::policy::evaluate::Signature;

const COLOURS: [&str; 5] = ["s1", "s2", "s3", "s4", "s5"];

/// The segments of every token, where they stand in the text as they are.
pub(super) fn coloured(tokens: &[Rc<ReadToken>], text: &str) -> Rc<[Part]> {
    tokens
        .iter()
        .filter(|read| read.token.kind != Kind::Opaque)
        .flat_map(|read| {
            let segments = read.token.segments.iter().zip(COLOURS);
            // A token that had to be decoded before it was read stands elsewhere in the text.
            segments.filter_map(|(segment, colour)| {
                let span = segment.span.shifted(read.span.start);
                (span.of(text) == segment.text).then_some((span, colour))
            })
        })
        .collect()
}

/// What each segment is, in the segment's colour.
pub(super) fn chips(read: &ReadToken, signature: Option<&Signature>) -> Html {
    let token = &read.token;
    let alg = clip(token.alg().unwrap_or("without alg"), 24).into_owned();
    let names: Vec<String> = match token.kind {
        Kind::Opaque => Vec::new(),
        Kind::Jwe => [
            "header",
            "encrypted key",
            "initialization vector",
            "ciphertext",
            "authentication tag",
        ]
        .map(str::to_owned)
        .to_vec(),
        Kind::Jws | Kind::Unsecured | Kind::Malformed => vec![
            "header".to_owned(),
            match token.payload() {
                Content::Json(..) => format!("payload, {}", count(token.claims().len(), "claim")),
                _ => "payload, no JSON".to_owned(),
            },
            match signature {
                _ if !token.has_signature() => "no signature".to_owned(),
                Some(Signature::Verified(_)) => format!("signature {alg}, verified"),
                Some(Signature::Mismatch) => format!("signature {alg}, fits no key"),
                _ => format!("signature {alg}, not checked"),
            },
        ],
    };
    // A missing signature has a chip of its own, any other missing segment has none.
    let there = if token.kind == Kind::Jws || token.kind == Kind::Unsecured {
        names.len()
    } else {
        token.segments.len()
    };
    if names.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="chips">
            { for names.into_iter().zip(COLOURS).take(there).map(|(name, colour)| html! {
                <li class={classes!("chip", colour)}>{ name }</li>
            }) }
        </ul>
    }
}
