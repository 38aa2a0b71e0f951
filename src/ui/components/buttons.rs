use yew::prelude::*;

use crate::ui::browser;
use crate::ui::clock::Timeout;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// What is copied.
    pub(super) text: AttrValue,
    pub(super) label: AttrValue,
}

/// How long it says that it did.
const SAID_FOR: i64 = 2_000;

/// Copies a text and says whether it did.
#[component]
pub(super) fn CopyButton(props: &Props) -> Html {
    let said = use_state_eq(|| None::<bool>);
    use_effect_with(*said, {
        let said = said.clone();
        move |now| {
            let timeout = now.and_then(|_| Timeout::after(SAID_FOR, move || said.set(None)));
            move || drop(timeout)
        }
    });
    let onclick = {
        let text = props.text.clone();
        let said = said.clone();
        Callback::from(move |_: MouseEvent| {
            let (text, said) = (text.clone(), said.clone());
            wasm_bindgen_futures::spawn_local(async move {
                said.set(Some(browser::copy(&text).await));
            });
        })
    };
    let message = match *said {
        None => "",
        Some(true) => "copied",
        Some(false) => "the browser refused: select the text and copy it",
    };
    html! {
        <span class="copy">
            <button class="button" type="button" {onclick}>{ &props.label }</button>
            <span class="copy__said" aria-live="polite">{ message }</span>
        </span>
    }
}
