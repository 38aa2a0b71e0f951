use yew::prelude::*;

use super::dialog::dialog;
use super::markup::terms;
use super::prose::prose;
use crate::ui::model::Msg;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) can_clear: bool,
    pub(crate) can_restore: bool,
    pub(crate) send: Callback<Msg>,
}

/// The page's name, help, clearing, and why it may be trusted.
#[component]
pub(crate) fn Header(props: &Props) -> Html {
    let on = |msg: Msg| props.send.reform(move |_: MouseEvent| msg.clone());
    html! {
        <header class="header">
            <h1 class="header__name">{ "Claimscope" }</h1>
            { dialog("help", "Help", "button button--plain", "What to paste where", help()) }
            <button class="button button--plain" type="button" disabled={!props.can_clear} onclick={on(Msg::Cleared)}>{ "Clear" }</button>
            if props.can_restore {
                <button class="button" type="button" title="Put back what stood in the boxes before" onclick={on(Msg::Restored)}>{ "Restore" }</button>
            }
            <span class="header__trust">
                <span class="header__claim">{ "This page cannot connect to anything." }</span>
                { " " }
                { dialog("trust", "How to check", "button button--link", "This page cannot connect to anything", paragraphs(&TRUST)) }
            </span>
        </header>
    }
}

const HELP: [(&str, &str); 4] = [
    (
        "Token",
        "the token, or whatever it stands in: the `Authorization` line, the cURL command, the token endpoint's answer, a URL, a trace.",
    ),
    (
        "Policy",
        "the `<validate-jwt>` element, or the whole policy document that holds it.",
    ),
    (
        "Keys and metadata",
        "if you have it: the OpenID discovery document, whose issuer is used. Signatures are not checked by this version.",
    ),
    (
        "Evaluate at",
        "empty for now, or the time of the refusal, to replay it: `2026-11-23 03:00` is UTC.",
    ),
];

const USE: [&str; 2] = [
    "The answer follows while you type. It says what the gateway decides, in the gateway's own order of checks, and which one thing is the cause.",
    "By keyboard: `Tab` goes from box to box, then to the answer; `←` and `→` move between Claims, Raw, Findings and Report; `Esc` closes this.",
];

const TRUST: [&str; 7] = [
    "A token is a password for as long as it lives, so this page is built to be unable to send it. The file's first lines hold a Content Security Policy by which the browser itself refuses every fetch, socket, image, frame, form and injected script.",
    "Such a policy inside a page cannot stop three things: going to another address, announcing a connection ahead of time (preconnect), and WebRTC. This page's code uses none of them.",
    "Nothing is stored: no cookie, no local storage, nothing in the address. Close the tab and it is gone.",
    "To check it yourself:",
    "– open the developer tools (F12), tab Network, and paste a token: nothing appears there;",
    "– or go offline, or save this page as a file and open that: everything works;",
    "– or read the first lines of the page's source: the policy stands there.",
];

fn paragraphs(texts: &[&str]) -> Html {
    texts
        .iter()
        .map(|text| html! { <p>{ prose(text) }</p> })
        .collect()
}

fn help() -> Html {
    let rows = HELP
        .into_iter()
        .map(|(box_name, text)| (box_name.into(), prose(text)));
    html! { <>{ terms(rows) }{ paragraphs(&USE) }</> }
}
