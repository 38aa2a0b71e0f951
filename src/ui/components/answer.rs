use std::rc::Rc;

use yew::prelude::*;

use super::buttons::CopyButton;
use super::fixes::fixes;
use super::prose::prose;
use super::requirements::policy_result;
use crate::diagnosis::headline::{Headline, Tone};
use crate::inspect::Inspection;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) inspection: Rc<Inspection>,
    /// The policy's text, for showing a change to it.
    pub(crate) policy: AttrValue,
    pub(crate) answered: bool,
}

/// The verdict, the cause, what to change; then every requirement.
#[component]
pub(crate) fn Answer(props: &Props) -> Html {
    let headline = props.inspection.headline.as_ref();
    let (look, icon) = headline.map_or(("note", ""), |headline| match headline.tone {
        Tone::Refused => ("refused", "✕"),
        Tone::Wrong => ("wrong", "!"),
        Tone::Undetermined => ("undetermined", "?"),
        Tone::Accepted => ("accepted", "✓"),
        Tone::Note => ("note", "i"),
    });
    html! {
        <>
            <section class={classes!("card", "verdict", format!("verdict--{look}"))}>
                <div role="status" aria-label="Verdict">{
                    match headline {
                        Some(headline) => said(headline, icon),
                        None if props.answered => without_policy(&props.inspection),
                        None => html! { <h2 class="verdict__title">{ "Why was this token refused?" }</h2> },
                    }
                }</div>
                {
                    match headline {
                        Some(headline) => change(headline, &props.policy),
                        None if props.answered => Html::default(),
                        None => steps(),
                    }
                }
            </section>
            { for props.inspection.policies.iter().enumerate().map(|(index, judged)| {
                policy_result(index, props.inspection.policies.len(), judged)
            }) }
        </>
    }
}

fn said(headline: &Headline, icon: &'static str) -> Html {
    html! {
        <>
            <h2 class="verdict__title">
                <span class="verdict__lead"><span aria-hidden="true">{ icon }{ " " }</span>{ &headline.lead }</span>
                { " " }
                { prose(&headline.cause) }
            </h2>
            if !headline.detail.is_empty() {
                <p class="verdict__detail">{ prose(&headline.detail) }</p>
            }
        </>
    }
}

fn without_policy(inspection: &Inspection) -> Html {
    let description = inspection.token().map(|read| prose(&read.description));
    html! {
        <>
            <h2 class="verdict__title"><span class="verdict__lead">{ "No policy yet." }</span>{ " Paste the one that refused the token." }</h2>
            <p class="verdict__detail">{ "What was pasted: " }{ description }{ ". What it says is below." }</p>
        </>
    }
}

fn change(headline: &Headline, policy: &str) -> Html {
    let mut lines = vec![headline.text.clone(), headline.detail.clone()];
    lines.extend(headline.fixes.iter().map(|fix| format!("- {}", fix.title)));
    if headline.fixes.is_empty() {
        lines.extend(headline.help.clone());
    }
    lines.retain(|line| !line.is_empty());
    let copy = html! { <CopyButton label="Copy answer" text={lines.join("\n")} /> };
    let title = match (headline.fixes.as_slice(), &headline.help) {
        ([], None) => return html! { <div class="verdict__foot">{ copy }</div> },
        ([], Some(_)) => "What to do",
        ([_], _) => "Change this",
        _ => "Change one of these",
    };
    let help = headline.help.as_ref().filter(|_| headline.fixes.is_empty());
    html! {
        <div class="fixes">
            <div class="fixes__head"><h3 class="fixes__title">{ title }</h3>{ copy }</div>
            { help.map(|help| html! { <p>{ prose(&capital(help)) }</p> }) }
            { fixes(&headline.fixes, policy) }
        </div>
    }
}

fn steps() -> Html {
    html! {
        <>
            <ol class="steps">
                <li><strong>{ "Paste the token" }</strong>{ " that was refused, or whatever it stands in: the Authorization line, the cURL command, the trace." }</li>
                <li><strong>{ "Paste the policy" }</strong>{ " that refused it: the " }<code>{ "<validate-jwt>" }</code>{ " element or the whole document." }</li>
                <li><strong>{ "Read the answer here:" }</strong>{ " what the gateway decides, which one thing is the cause, and what to change." }</li>
            </ol>
            <p class="verdict__detail">{ "Nothing at hand? The samples above fill both boxes. Nothing you paste leaves this page." }</p>
        </>
    }
}

/// A clause of the core as a sentence.
pub(super) fn capital(clause: &str) -> String {
    let mut characters = clause.chars();
    let first: String = characters
        .next()
        .map(|first| first.to_uppercase().collect())
        .unwrap_or_default();
    let stop = if clause.ends_with(['.', '`']) {
        ""
    } else {
        "."
    };
    format!("{first}{}{stop}", characters.as_str())
}
