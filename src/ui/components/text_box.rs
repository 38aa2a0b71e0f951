use std::rc::Rc;

use web_sys::{Element, HtmlTextAreaElement};
use yew::prelude::*;

use crate::text::Span;
use crate::ui::model::{Field, Msg};

/// A stretch of the text, and the class it is shown in.
pub(super) type Part = (Span, &'static str);

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) field: Field,
    pub(super) text: AttrValue,
    /// What the text turned out to be.
    #[prop_or_default]
    pub(super) about: AttrValue,
    pub(super) placeholder: AttrValue,
    pub(super) rows: u32,
    /// In order, without overlaps.
    #[prop_or_default]
    pub(super) parts: Rc<[Part]>,
    #[prop_or_default]
    pub(super) wrong: bool,
    pub(super) send: Callback<Msg>,
    /// What is said below the box.
    #[prop_or_default]
    pub(super) children: Children,
}

/// Texts longer than this are not coloured: laying them out twice is felt.
const MOST_COLOURED: usize = 20_000;

impl Field {
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Policy => "policy",
            Self::Keys => "keys",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Token => "Token",
            Self::Policy => "Policy",
            Self::Keys => "Keys and metadata",
        }
    }

    fn edited(self, text: AttrValue) -> Msg {
        match self {
            Self::Token => Msg::TokenEdited(text),
            Self::Policy => Msg::PolicyEdited(text),
            Self::Keys => Msg::KeysEdited(text),
        }
    }
}

/// A labelled text box. The same text lies behind it in colours, and scrolls with it.
#[component]
pub(super) fn TextBox(props: &Props) -> Html {
    let field = props.field;
    let backdrop = use_node_ref();
    let oninput = props.send.reform(move |event: InputEvent| {
        let text = event
            .target_dyn_into::<HtmlTextAreaElement>()
            .map(|area| area.value())
            .unwrap_or_default();
        field.edited(AttrValue::from(text))
    });
    let onscroll = {
        let backdrop = backdrop.clone();
        Callback::from(move |event: Event| {
            if let (Some(area), Some(backdrop)) = (
                event.target_dyn_into::<HtmlTextAreaElement>(),
                backdrop.cast::<Element>(),
            ) {
                backdrop.set_scroll_top(area.scroll_top());
            }
        })
    };
    let coloured = !props.parts.is_empty() && props.text.len() <= MOST_COLOURED;
    let notes = format!("{}-notes", field.id());
    html! {
        <section class="card box">
            <div class="box__head">
                <label class="box__label" for={field.id()}>{ field.label() }</label>
                <span class="box__about">{ &props.about }</span>
            </div>
            <div class={classes!("editor", coloured.then_some("editor--coloured"))}>
                if coloured {
                    <div class="editor__backdrop" aria-hidden="true" ref={backdrop}>{ pieces(&props.text, &props.parts) }</div>
                }
                <textarea class="editor__text" id={field.id()} rows={props.rows.to_string()} value={props.text.clone()}
                    placeholder={props.placeholder.clone()} spellcheck="false" autocomplete="off" autocapitalize="off" wrap="soft"
                    aria-describedby={notes.clone()} aria-invalid={props.wrong.then_some("true")} {oninput} {onscroll} />
            </div>
            <div class="box__notes" id={notes}>{ for props.children.iter() }</div>
        </section>
    }
}

fn pieces(text: &str, parts: &[Part]) -> Html {
    let mut at = 0;
    let mut pieces: Vec<Html> = Vec::new();
    for (span, class) in parts {
        // A part that overlaps the one before it or is no part of the text is left as it is.
        if span.start < at || span.of(text).is_empty() {
            continue;
        }
        pieces.push(html! { Span::new(at, span.start).of(text).to_owned() });
        pieces.push(html! { <span class={*class}>{ span.of(text).to_owned() }</span> });
        at = span.end;
    }
    pieces.push(html! { Span::new(at, text.len()).of(text).to_owned() });
    // A last line that is empty has no height without a character in it.
    pieces.push(html! { "\n" });
    pieces.into_iter().collect()
}
