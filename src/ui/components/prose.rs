use std::borrow::Cow;

use yew::prelude::*;

/// What fits on a screen; a message may quote a whole token.
const MOST: usize = 600;

/// A sentence of the core: what stands in backticks is code.
pub(super) fn prose(text: &str) -> Html {
    clip(text, MOST)
        .split('`')
        .enumerate()
        .map(|(index, part)| {
            if index % 2 == 1 {
                html! { <code>{ part.to_owned() }</code> }
            } else {
                html! { part.to_owned() }
            }
        })
        .collect()
}

/// The beginning of a text, with an ellipsis where something is left out.
pub(super) fn clip(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// `1 claim`, `17 claims`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
