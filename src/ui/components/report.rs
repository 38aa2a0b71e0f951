use std::rc::Rc;

use yew::prelude::*;

use super::buttons::CopyButton;
use super::prose::clip;
use crate::inspect::Inspection;
use crate::report;
use crate::ui::browser;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) inspection: Rc<Inspection>,
}

/// Characters that are shown; the copy has them all.
const MOST: usize = 200_000;

/// The report as JSON, to keep or to hand on.
#[component]
pub(super) fn Report(props: &Props) -> Html {
    let json = use_memo(Rc::clone(&props.inspection), |inspection| {
        AttrValue::from(report::json(inspection))
    });
    let onclick = {
        let json = Rc::clone(&json);
        Callback::from(move |_: MouseEvent| {
            // What the browser does with a file is its own to say.
            let _ = browser::download("claimscope-report.json", &json);
        })
    };
    let shown = clip(&json, MOST).into_owned();
    html! {
        <>
            <div class="report__head">
                <p class="hint">{ "All that this page says, for machines. It holds the token's claims and none of its signature." }</p>
                <CopyButton label="Copy" text={(*json).clone()} />
                <button class="button" type="button" {onclick}>{ "Download" }</button>
            </div>
            <textarea class="editor__text report" readonly=true rows="24" aria-label="JSON report" spellcheck="false" value={shown} />
            if json.len() > MOST { <p class="hint">{ "Only its beginning is shown; the copy and the download have it whole." }</p> }
        </>
    }
}
