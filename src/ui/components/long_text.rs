use yew::prelude::*;

use super::prose::clip;

/// Characters that are shown without being asked for.
const MOST: usize = 400;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) text: AttrValue,
}

/// A text exactly as it is; of a very long one the beginning, and the rest on demand.
#[component]
pub(super) fn LongText(props: &Props) -> Html {
    let whole = use_state_eq(|| false);
    let show = {
        let whole = whole.clone();
        Callback::from(move |_: MouseEvent| whole.set(true))
    };
    // Bytes are counted at once, characters only of what is long.
    let long = !*whole && props.text.len() > MOST && props.text.chars().nth(MOST).is_some();
    if long {
        html! {
            <code class="value">
                { clip(&props.text, MOST).into_owned() }
                { " " }
                <button class="button button--small" type="button" onclick={show}>
                    { format!("show all {} bytes", props.text.len()) }
                </button>
            </code>
        }
    } else {
        html! { <code class="value">{ &props.text }</code> }
    }
}
