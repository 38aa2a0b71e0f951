use yew::prelude::*;

use crate::ui::browser;

/// A button and the dialog it opens.
pub(super) fn dialog(
    id: &'static str,
    opener: &'static str,
    opener_class: &'static str,
    title: &'static str,
    content: Html,
) -> Html {
    let on = |act: fn(&str)| Callback::from(move |_: MouseEvent| act(id));
    let heading = format!("{id}-title");
    html! {
        <>
            <button class={opener_class} type="button" aria-haspopup="dialog" onclick={on(browser::open_dialog)}>{ opener }</button>
            <dialog class="dialog" {id} aria-labelledby={heading.clone()}>
                <h2 class="dialog__title" id={heading}>{ title }</h2>
                { content }
                <p><button class="button" type="button" onclick={on(browser::close_dialog)}>{ "Close" }</button></p>
            </dialog>
        </>
    }
}
