use yew::prelude::*;

use super::dialog::Dialog;
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
            <Dialog id="help" opener="Help" title="What to paste where">{ help() }</Dialog>
            <button class="button button--plain" type="button" disabled={!props.can_clear} onclick={on(Msg::Cleared)}>{ "Clear" }</button>
            if props.can_restore {
                <button class="button" type="button" title="Put back what stood in the boxes before" onclick={on(Msg::Restored)}>{ "Restore" }</button>
            }
            <span class="header__trust">
                <span class="header__claim">{ "This page cannot connect to anything." }</span>
                { " " }
                <Dialog id="trust" opener="How to check" opener_class="button button--link" title="This page cannot connect to anything">{ trust() }</Dialog>
            </span>
        </header>
    }
}

fn help() -> Html {
    html! {
        <>
            <dl class="terms">
                <dt>{ "Token" }</dt>
                <dd>{ "the token, or whatever it stands in: the " }<code>{ "Authorization" }</code>{ " line, the cURL command, the token endpoint's answer, a URL, a trace." }</dd>
                <dt>{ "Policy" }</dt>
                <dd>{ "the " }<code>{ "<validate-jwt>" }</code>{ " element, or the whole policy document that holds it." }</dd>
                <dt>{ "Keys and metadata" }</dt>
                <dd>{ "if you have it: the OpenID discovery document, whose issuer is used. Signatures are not checked by this version." }</dd>
                <dt>{ "Evaluate at" }</dt>
                <dd>{ "empty for now, or the time of the refusal, to replay it: " }<code>{ "2026-11-23 03:00" }</code>{ " is UTC." }</dd>
            </dl>
            <p>{ "The answer follows while you type. It says what the gateway decides, in the gateway's own order of checks, and which one thing is the cause." }</p>
            <p>{ "By keyboard: " }<kbd>{ "Tab" }</kbd>{ " goes from box to box, then to the answer; " }<kbd>{ "←" }</kbd>{ " and " }<kbd>{ "→" }</kbd>{ " move between Claims, Raw, Findings and Report; " }<kbd>{ "Esc" }</kbd>{ " closes this." }</p>
        </>
    }
}

fn trust() -> Html {
    html! {
        <>
            <p>{ "A token is a password for as long as it lives, so this page is built to be unable to send it. The file's first lines hold a Content Security Policy by which the browser itself refuses every fetch, socket, image, frame, form and injected script." }</p>
            <p>{ "Such a policy inside a page cannot stop three things: going to another address, announcing a connection ahead of time (preconnect), and WebRTC. This page's code uses none of them." }</p>
            <p>{ "Nothing is stored: no cookie, no local storage, nothing in the address. Close the tab and it is gone." }</p>
            <p><strong>{ "To check it yourself:" }</strong></p>
            <ul>
                <li>{ "open the developer tools (F12), tab Network, and paste a token: nothing appears there;" }</li>
                <li>{ "or go offline, or save this page as a file and open that: everything works;" }</li>
                <li>{ "or read the first lines of the page's source: the policy stands there." }</li>
            </ul>
        </>
    }
}
