use yew::prelude::*;

use crate::ui::browser;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) id: AttrValue,
    /// The name of the button that opens it.
    pub(super) opener: AttrValue,
    #[prop_or("button button--plain")]
    pub(super) opener_class: &'static str,
    pub(super) title: AttrValue,
    pub(super) children: Children,
}

/// A button and the dialog it opens.
#[component]
pub(super) fn Dialog(props: &Props) -> Html {
    let on = |act: fn(&str)| {
        let id = props.id.clone();
        Callback::from(move |_: MouseEvent| act(&id))
    };
    let heading = format!("{}-title", props.id);
    html! {
        <>
            <button class={props.opener_class} type="button" aria-haspopup="dialog" onclick={on(browser::open_dialog)}>{ &props.opener }</button>
            <dialog class="dialog" id={props.id.clone()} aria-labelledby={heading.clone()}>
                <h2 class="dialog__title" id={heading}>{ &props.title }</h2>
                { for props.children.iter() }
                <p><button class="button" type="button" onclick={on(browser::close_dialog)}>{ "Close" }</button></p>
            </dialog>
        </>
    }
}
