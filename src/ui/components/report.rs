use yew::prelude::*;

use crate::inspect::Inspection;
use crate::report::json;
use crate::ui::markup::{Markup, clip};

/// Characters that are shown; the copy has them all.
const MOST: usize = 200_000;

/// The report as JSON, to keep or to hand on.
pub(super) fn report(m: &mut Markup, inspection: &Inspection) {
    let json = json(inspection);
    m.tag("div", "report__head", |m| {
        m.leaf("p", "hint", "All that this page says, for machines. It holds the token's claims and none of its signature.");
        m.copy("Copy", &json);
        m.button("button", "Download", "download", &json);
    });
    let shown = clip(&json, MOST).into_owned();
    let cut = shown.len() < json.len();
    m.push(html! {
        <textarea class="editor__text report" readonly=true rows="24" aria-label="JSON report" spellcheck="false" ~defaultValue={shown} />
    });
    if cut {
        m.leaf(
            "p",
            "hint",
            "Only its beginning is shown; the copy and the download have it whole.",
        );
    }
}
