use std::rc::Rc;

use yew::prelude::*;

use super::buttons::CopyButton;
use super::long_text::LongText;
use super::prose::count;
use crate::inspect::ReadToken;
use crate::jose::{Content, Kind as TokenKind, Segment};
use crate::text::json::{Json, Kind};
use crate::text::{Lines, Span};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) read: Option<Rc<ReadToken>>,
}

/// Values that are shown; a copy has them all.
const MOST_NODES: usize = 1_500;
/// Bytes that are shown of what is no text.
const MOST_BYTES: usize = 64;

/// The JSON of the token as it stands there: order, repeated names, number text and escapes included.
#[component]
pub(super) fn Raw(props: &Props) -> Html {
    let Some(read) = &props.read else {
        return html! { <p class="hint">{ "No token yet." }</p> };
    };
    let names: &[&'static str] = match read.token.kind {
        TokenKind::Jwe => &[
            "JOSE Header",
            "Encrypted key",
            "Initialization vector",
            "Ciphertext",
            "Authentication tag",
        ],
        _ => &["JOSE Header", "JWS Payload", "JWS Signature"],
    };
    html! {
        <>{ for read.token.segments.iter().zip(names).map(|(each, name)| segment(name, each)) }</>
    }
}

fn segment(name: &'static str, segment: &Segment) -> Html {
    let body = match &segment.content {
        Content::Json(text, root) => {
            let mut tree = Tree {
                text,
                lines: Lines::new(text),
                left: MOST_NODES,
            };
            html! {
                <>
                    <ul class="tree">{ tree.node(None, root) }</ul>
                    if tree.left == 0 { <p class="hint">{ format!("Only the first {MOST_NODES} values are shown; the copy has them all.") }</p> }
                </>
            }
        }
        Content::Text(text) => html! { <p class="tree"><LongText text={text.clone()} /></p> },
        Content::Bytes | Content::Absent => bytes(&segment.bytes),
    };
    let copied = match &segment.content {
        Content::Json(text, _) | Content::Text(text) => Some(text.clone()),
        Content::Bytes | Content::Absent => None,
    };
    html! {
        <section>
            <h3 class="view__title">{ name }<small>{ format!("{} encoded, {} decoded", count(segment.text.len(), "character"), count(segment.bytes.len(), "byte")) }</small></h3>
            { body }
            if let Some(text) = copied { <CopyButton label="Copy as it stands" {text} /> }
        </section>
    }
}

fn bytes(bytes: &[u8]) -> Html {
    if bytes.is_empty() {
        return html! { <p class="hint">{ "Empty." }</p> };
    }
    let shown: Vec<String> = bytes
        .iter()
        .take(MOST_BYTES)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let more = if bytes.len() > MOST_BYTES { " …" } else { "" };
    html! { <p class="tree"><code class="value">{ shown.join(" ") }{ more }</code></p> }
}

struct Tree<'a> {
    text: &'a str,
    lines: Lines,
    /// How many more values may be shown.
    left: usize,
}

impl Tree<'_> {
    fn node(&mut self, name: Option<Span>, value: &Json) -> Html {
        let Some(left) = self.left.checked_sub(1) else {
            return Html::default();
        };
        self.left = left;
        let start = name.unwrap_or(value.span).start;
        let place = format!("line {}, byte {start}", self.lines.line(start));
        let label = name
            .map(|name| html! { <><LongText text={name.of(self.text).to_owned()} />{ ": " }</> });
        let (size, inside) = match &value.kind {
            Kind::Object(members) => (
                count(members.len(), "member"),
                members
                    .iter()
                    .map(|member| self.node(Some(member.name_span), &member.value))
                    .collect::<Html>(),
            ),
            Kind::Array(elements) => (
                count(elements.len(), "element"),
                elements
                    .iter()
                    .map(|element| self.node(None, element))
                    .collect(),
            ),
            _ => {
                let text = value.span.of(self.text).to_owned();
                return html! { <li title={place}><span class="tree__at">{ start }</span>{ label }<LongText {text} /></li> };
            }
        };
        let (open, close) = if matches!(value.kind, Kind::Object(_)) {
            ("{", "}")
        } else {
            ("[", "]")
        };
        html! {
            <li>
                <details open=true>
                    <summary title={place}><span class="tree__at">{ start }</span>{ label }{ open }<span class="quiet">{ format!(" {size} ") }</span></summary>
                    <ul>{ inside }</ul>
                    { close }
                </details>
            </li>
        }
    }
}
