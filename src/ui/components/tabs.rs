use std::rc::Rc;

use yew::prelude::*;

use super::claims::Claims;
use super::findings::{self, Findings};
use super::raw::Raw;
use super::report::Report;
use crate::inspect::Inspection;
use crate::text::instant::Instant;
use crate::ui::browser;
use crate::ui::model::{Msg, TABS, Tab};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) inspection: Rc<Inspection>,
    pub(crate) policy: AttrValue,
    pub(crate) tab: Tab,
    /// The evaluated instant, when it is not now.
    pub(crate) fixed_at: Option<Instant>,
    pub(crate) send: Callback<Msg>,
}

impl Tab {
    const fn name(self) -> &'static str {
        match self {
            Self::Claims => "Claims",
            Self::Raw => "Raw",
            Self::Findings => "Findings",
            Self::Report => "Report",
        }
    }

    const fn id(self) -> &'static str {
        match self {
            Self::Claims => "tab-claims",
            Self::Raw => "tab-raw",
            Self::Findings => "tab-findings",
            Self::Report => "tab-report",
        }
    }
}

/// The token, looked at in four ways; only the chosen one is built.
#[component]
pub(crate) fn TokenView(props: &Props) -> Html {
    let onkeydown = {
        let (tab, send) = (props.tab, props.send.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(next) = reached(tab, &event.key()) {
                event.prevent_default();
                send.emit(Msg::TabChosen(next));
                browser::focus(next.id());
            }
        })
    };
    html! {
        <section class="card view" aria-label="The token">
            <div class="tabs" role="tablist" aria-label="Views of the token" {onkeydown}>
                { for TABS.into_iter().map(|tab| button(props, tab)) }
            </div>
            <div class="view__panel" role="tabpanel" id="panel" aria-labelledby={props.tab.id()}>{ panel(props) }</div>
        </section>
    }
}

fn button(props: &Props, tab: Tab) -> Html {
    let chosen = tab == props.tab;
    let count = match tab {
        Tab::Claims => props.inspection.token().map(|read| read.claims.len()),
        Tab::Findings => Some(findings::count(&props.inspection)),
        Tab::Raw | Tab::Report => None,
    };
    html! {
        <button class="tab" type="button" role="tab" id={tab.id()} aria-selected={chosen.to_string()} aria-controls="panel"
            tabindex={if chosen { "0" } else { "-1" }} onclick={props.send.reform(move |_: MouseEvent| Msg::TabChosen(tab))}>
            { tab.name() }
            if let Some(count) = count { <span class="tab__count" aria-hidden="true">{ " " }{ count }</span> }
        </button>
    }
}

fn panel(props: &Props) -> Html {
    let inspection = Rc::clone(&props.inspection);
    match props.tab {
        Tab::Claims => {
            html! { <Claims read={inspection.token().cloned()} fixed_at={props.fixed_at} /> }
        }
        Tab::Raw => html! { <Raw read={inspection.token().cloned()} /> },
        Tab::Findings => {
            html! { <Findings {inspection} policy={props.policy.clone()} send={props.send.clone()} /> }
        }
        Tab::Report => html! { <Report {inspection} /> },
    }
}

/// The tab that a key leads to.
fn reached(from: Tab, key: &str) -> Option<Tab> {
    let at = TABS.iter().position(|tab| *tab == from)?;
    let last = TABS.len().checked_sub(1)?;
    let to = match key {
        "ArrowRight" if at == last => 0,
        "ArrowRight" => at.saturating_add(1),
        "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    TABS.get(to).copied()
}
