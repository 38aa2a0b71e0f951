use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::prose::{clip, count, prose};
use super::segments::{chips, coloured};
use super::text_box::{Part, TextBox};
use crate::inspect::Inspection;
use crate::jose::Kind;
use crate::policy::evaluate::State;
use crate::ui::browser;
use crate::ui::model::{Field, Msg, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) texts: Texts,
    pub(crate) inspection: Rc<Inspection>,
    pub(crate) instant_problem: Option<&'static str>,
    pub(crate) send: Callback<Msg>,
}

/// Problems shown at a box; the rest is in the findings.
const MOST_PROBLEMS: usize = 3;

/// All that can be pasted.
#[component]
pub(crate) fn InputColumn(props: &Props) -> Html {
    html! {
        <div class="column column--inputs">
            { token(props) }
            { policy(props) }
            <div class="pair">
                { keys(props) }
                { instant(props) }
            </div>
        </div>
    }
}

fn token(props: &Props) -> Html {
    let tokens = &props.inspection.tokens;
    let about = props.inspection.description();
    let problems: Vec<Html> = tokens
        .iter()
        .take(1)
        .flat_map(|read| &read.problems)
        .map(|problem| prose(&problem.message))
        .collect();
    let wrong = tokens
        .first()
        .is_some_and(|read| matches!(read.token.kind, Kind::Malformed | Kind::Opaque));
    html! {
        <TextBox field={Field::Token} text={props.texts.token.clone()} about={clip(&about, 120).into_owned()} rows=6
            placeholder="Paste the token, or whatever it stands in: the Authorization line, a cURL command, the token endpoint's answer …"
            parts={coloured(tokens, &props.texts.token)} {wrong} send={props.send.clone()}>
            { tokens.first().map(|read| chips(read, props.inspection.signatures.first())) }
            { list(problems) }
        </TextBox>
    }
}

fn policy(props: &Props) -> Html {
    let inspection = &props.inspection;
    let lines: Vec<String> = inspection
        .policies
        .iter()
        .map(|judged| judged.policy.line.to_string())
        .collect();
    let about = inspection
        .policies
        .first()
        .map_or_else(String::new, |first| {
            let noun = if lines.len() == 1 { "line" } else { "lines" };
            format!(
                "{}, {noun} {}",
                first.policy.format.code(),
                clip(&lines.join(", "), 40)
            )
        });
    let own = inspection
        .policies
        .iter()
        .flat_map(|judged| &judged.policy.problems);
    let text = &props.texts.policy;
    let all: Vec<_> = inspection.policy_problems.iter().chain(own).collect();
    let mut parts: Vec<Part> = all.iter().map(|problem| (problem.span, "wrong")).collect();
    parts.extend(inspection.policies.iter().flat_map(|judged| {
        let unmet = |state| state == State::Unmet;
        let requirements = judged.evaluation.requirements.iter();
        requirements
            .filter(move |requirement| unmet(requirement.state))
            .map(|requirement| (requirement.span, "marked"))
    }));
    parts.sort_by_key(|(span, _)| (span.start, span.end));
    let problems = all
        .iter()
        .map(|problem| {
            let (text, span) = (text.clone(), problem.span);
            let onclick = Callback::from(move |_: MouseEvent| {
                browser::select(Field::Policy.id(), &text, span.start, span.end);
            });
            html! { <><button class="button button--link" type="button" {onclick}>{ format!("Line {}", problem.line) }</button>{ ": " }{ prose(&problem.message) }</> }
        })
        .collect();
    html! {
        <TextBox field={Field::Policy} text={text.clone()} {about} rows=9
            placeholder={"Paste the policy that refused it: <validate-jwt …>, or the whole policy document"}
            parts={Rc::from(parts)} wrong={!all.is_empty()} send={props.send.clone()}>
            { list(problems) }
        </TextBox>
    }
}

fn keys(props: &Props) -> Html {
    let notes = &props.inspection.key_notes;
    let said: Vec<Html> = notes.iter().map(|note| prose(note)).collect();
    html! {
        <TextBox field={Field::Keys} text={props.texts.keys.clone()} rows=2 placeholder="Optional: discovery document"
            send={props.send.clone()}>
            if notes.is_empty() {
                <p class="hint">{ "Its issuer is used. Signatures are not checked by this version." }</p>
            } else {
                <ul class="notes">{ for said.into_iter().map(|note| html! { <li>{ note }</li> }) }</ul>
            }
        </TextBox>
    }
}

fn instant(props: &Props) -> Html {
    let oninput = props.send.reform(|event: InputEvent| {
        let text = event
            .target_dyn_into::<HtmlInputElement>()
            .map(|input| input.value())
            .unwrap_or_default();
        Msg::InstantEdited(AttrValue::from(text))
    });
    let at = props.inspection.at.rfc3339().unwrap_or_default();
    let at = at.replace('T', " ").replace('Z', " UTC");
    html! {
        <section class="card box">
            <div class="box__head"><label class="box__label" for="instant">{ "Evaluate at" }</label></div>
            <input class="editor__line" id="instant" type="text" value={props.texts.instant.clone()} placeholder="now"
                spellcheck="false" autocomplete="off" aria-describedby="instant-notes"
                aria-invalid={props.instant_problem.map(|_| "true")} {oninput} />
            <div class="box__notes" id="instant-notes">
                <p class="hint">{ at }</p>
                { list(props.instant_problem.into_iter().map(prose).collect()) }
            </div>
        </section>
    }
}

/// What is wrong with what stands in the box.
fn list(problems: Vec<Html>) -> Html {
    let more = problems.len().saturating_sub(MOST_PROBLEMS);
    if problems.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="notes notes--wrong">
            { for problems.into_iter().take(MOST_PROBLEMS).map(|problem| html! { <li>{ problem }</li> }) }
            if more > 0 {
                <li>{ format!("{} more in Findings", count(more, "problem")) }</li>
            }
        </ul>
    }
}
