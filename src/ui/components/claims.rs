use std::rc::Rc;

use yew::prelude::*;

use super::long_text::LongText;
use super::prose::{clip, prose};
use super::relative_time::RelativeTime;
use crate::claims::Annotated;
use crate::inspect::ReadToken;
use crate::text::instant::Instant;
use crate::ui::clock;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) read: Option<Rc<ReadToken>>,
    pub(super) fixed_at: Option<Instant>,
}

/// Rows that are shown without being asked for.
const MOST_ROWS: usize = 150;

/// The claims and header parameters as tables.
#[component]
pub(super) fn Claims(props: &Props) -> Html {
    let whole = use_state_eq(|| false);
    let Some(read) = &props.read else {
        return html! { <p class="hint">{ "No token yet." }</p> };
    };
    let most = if *whole { usize::MAX } else { MOST_ROWS };
    let table = |kind: &'static str, title: &'static str, none: &'static str, all: &[Annotated]| {
        html! {
            <section>
                <h3 class="view__title">{ title }</h3>
                if all.is_empty() { <p class="hint">{ none }</p> } else {
                    <table class="claims">
                        <colgroup><col class="claims__names" /><col /></colgroup>
                        <thead class="hidden"><tr><th scope="col">{ "name" }</th><th scope="col">{ "what it says" }</th></tr></thead>
                        <tbody>{ for all.iter().take(most).enumerate().map(|(index, each)| row(kind, index, each, props.fixed_at)) }</tbody>
                    </table>
                }
            </section>
        }
    };
    let longest = read.claims.len().max(read.header.len());
    let show = {
        let whole = whole.clone();
        Callback::from(move |_: MouseEvent| whole.set(true))
    };
    html! {
        <>
            { table("claim", "JWT Claims Set", "No claims could be read.", &read.claims) }
            { table("header", "JOSE Header", "No header could be read.", &read.header) }
            if longest > most { <button class="button" type="button" onclick={show}>{ format!("Show all {longest} rows") }</button> }
        </>
    }
}

fn row(kind: &str, index: usize, each: &Annotated, fixed_at: Option<Instant>) -> Html {
    let text = each.value.as_str();
    // A string stands without its quotes where nothing is lost by that.
    let plain =
        text.filter(|text| each.raw.get(1..each.raw.len().saturating_sub(1)) == Some(*text));
    let exact = AttrValue::from(plain.unwrap_or(&each.raw).to_owned());
    html! {
        <tr id={format!("{kind}-{index}")} tabindex="-1">
            <th scope="row">
                <code>{ clip(&each.name, 120).into_owned() }</code>
                if let Some(title) = each.title { <small>{ title }</small> }
            </th>
            <td>
                if let Some(instant) = each.instant {
                    <div><strong><RelativeTime {instant} {fixed_at} /></strong>{ tag(each) }</div>
                    <div class="quiet">{ date(instant, each.reading.as_deref()) }{ " · " }<LongText text={exact} /></div>
                } else {
                    if let Some(reading) = &each.reading { <div>{ prose(reading) }{ tag(each) }</div> }
                    <div><LongText text={exact} />if each.reading.is_none() { { tag(each) } }</div>
                }
                if let Some(problem) = &each.problem { <div class="problem"><span aria-hidden="true">{ "! " }</span>{ prose(problem) }</div> }
                if let Some(meaning) = each.meaning { <small>{ prose(meaning) }</small> }
            </td>
        </tr>
    }
}

fn tag(each: &Annotated) -> Html {
    // Where the reading says the same, once is enough.
    let tag = each.tag.as_ref().filter(|_| each.tag != each.reading);
    tag.map_or_else(
        Html::default,
        |tag| html! { <>{ " " }<span class="badge badge--tag">{ tag.clone() }</span></> },
    )
}

fn date(instant: Instant, reading: Option<&str>) -> String {
    let utc = instant
        .rfc3339()
        .map(|utc| utc.replace('T', " ").replace('Z', " UTC"));
    let shown = utc
        .or_else(|| reading.map(str::to_owned))
        .unwrap_or_default();
    match clock::local(instant) {
        Some(local) => format!("{shown} · here {local}"),
        None => shown,
    }
}
