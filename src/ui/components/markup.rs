//! Markup that stands in more than one place.

use yew::prelude::*;

/// Something to unfold.
pub(super) fn fold(summary: impl Into<Html>, content: Html) -> Html {
    folded(summary.into(), content)
}

fn folded(summary: Html, content: Html) -> Html {
    html! { <details class="fold"><summary>{ summary }</summary>{ content }</details> }
}

/// Names and what belongs to them.
pub(super) fn terms(rows: impl IntoIterator<Item = (Html, Html)>) -> Html {
    let rows = rows
        .into_iter()
        .map(|(name, text)| html! { <><dt>{ name }</dt><dd>{ text }</dd></> });
    html! { <dl class="terms">{ for rows }</dl> }
}

/// A small word about something.
pub(super) fn badge(class: &'static str, word: &str, title: Option<&'static str>) -> Html {
    html! { <>{ " " }<span {class} {title}>{ word.to_owned() }</span></> }
}
