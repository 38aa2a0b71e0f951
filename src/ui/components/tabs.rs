use super::claims::claims;
use super::findings::{self, findings};
use super::raw::raw;
use super::report::report;
use super::segments::chips;
use crate::inspect::Inspection;
use crate::intake::FoundIn;
use crate::text::Span;
use crate::text::instant::Instant;
use crate::ui::markup::Markup;
use crate::ui::model::{TABS, Tab};

/// How the token is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'a> {
    pub(crate) tab: Tab,
    pub(crate) all_rows: bool,
    /// The evaluated instant, when it is not now.
    pub(crate) fixed_at: Option<Instant>,
    /// The policy's text, which findings point into.
    pub(crate) policy: &'a str,
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
}

/// The id of a tab's button.
pub(crate) fn tab_id(index: usize) -> String {
    format!("tab-{index}")
}

/// The token, looked at in four ways; only the chosen one is built.
pub(crate) fn token_view(m: &mut Markup, inspection: &Inspection, view: &View<'_>) {
    m.tag("section", "card view", |m| {
        m.set("aria-label", "The token");
        m.tag("div", "tabs", |m| {
            m.set("role", "tablist");
            m.set("aria-label", "Views of the token");
            for (index, tab) in TABS.into_iter().enumerate() {
                let count = match tab {
                    Tab::Claims => inspection.token().map(|read| read.claims.len()),
                    Tab::Findings => Some(findings::count(inspection)),
                    Tab::Raw | Tab::Report => None,
                };
                button(m, index, tab, tab == view.tab, count);
            }
        });
        m.tag("div", "view__panel", |m| {
            m.set("role", "tabpanel");
            m.set("id", "panel");
            m.set("aria-labelledby", &tab_id(view.tab as usize));
            match (view.tab, inspection.token()) {
                (Tab::Findings, _) => findings(m, inspection, view.policy),
                (Tab::Report, _) => report(m, inspection),
                (Tab::Claims, Some(read)) => {
                    claims(m, read, view, "");
                    inside(m, inspection, view);
                }
                (Tab::Raw, Some(read)) => {
                    raw(m, read);
                    inside(m, inspection, view);
                }
                (_, None) => m.leaf("p", "hint", "No token yet."),
            }
        });
    });
}

/// The tokens inside of the token.
fn inside(m: &mut Markup, inspection: &Inspection, view: &View<'_>) {
    let span = inspection
        .token()
        .map_or_else(Span::default, |read| read.span);
    for (index, read) in inspection.tokens.iter().enumerate() {
        if !matches!(read.found_in, FoundIn::Jwe | FoundIn::Token)
            || index == inspection.chosen
            || read.span.start < span.start
            || read.span.end > span.end
        {
            continue;
        }
        let known = inspection.signatures.get(index).and_then(|all| all.first());
        m.tag("section", "", |m| {
            m.leaf(
                "h3",
                "view__title",
                &["Inside: ", &read.description].concat(),
            );
            chips(m, read, known);
            if let Some(known) = known {
                m.tag("p", "hint", |m| {
                    m.sentence(&["its signature: ", &known.why].concat());
                });
            }
        });
        if view.tab == Tab::Raw {
            raw(m, read);
        } else {
            claims(m, read, view, &format!("inside-{index}-"));
        }
    }
}

fn button(m: &mut Markup, index: usize, tab: Tab, chosen: bool, count: Option<usize>) {
    m.tag("button", "tab", |m| {
        m.set("type", "button");
        m.set("role", "tab");
        m.set("id", &tab_id(index));
        m.set("aria-selected", if chosen { "true" } else { "false" });
        m.set("aria-controls", "panel");
        m.set("tabindex", if chosen { "0" } else { "-1" });
        m.set("data-do", "tab");
        m.set("data-with", &index.to_string());
        m.text(tab.name());
        if let Some(count) = count {
            m.sign("tab__count", &format!(" {count}"));
        }
    });
}
