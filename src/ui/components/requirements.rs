use yew::prelude::*;

use super::long_text::LongText;
use super::markup::{badge, fold, terms};
use super::prose::{clip, prose};
use crate::finding::Certainty;
use crate::inspect::Judged;
use crate::policy::evaluate::{Evaluation, Requirement, Response, State};
use crate::ui::diff::{Piece, differences, distance};

/// Requirements that are shown.
const MOST_ROWS: usize = 100;
/// Values of a list that are shown.
const MOST_VALUES: usize = 8;
/// A value longer than this is not compared.
const MOST_COMPARED: usize = 400;

/// The result of one policy: its requirements in the gateway's order.
pub(super) fn policy_result(index: usize, of: usize, judged: &Judged) -> Html {
    let evaluation = &judged.evaluation;
    let applicable = evaluation
        .requirements
        .iter()
        .filter(|requirement| requirement.state != State::NotApplicable);
    let rows = applicable.clone().count();
    let title = format!("requirements-{index}");
    html! {
        <section class="card" aria-labelledby={title.clone()}>
            <h2 class="card__title" id={title}>
                { "Requirements, in the gateway's order" }
                if of > 1 {
                    <small>{ format!("policy {} of {of}, line {}: {}", index.saturating_add(1), judged.policy.line, evaluation.verdict.code()) }</small>
                }
                if let Some(condition) = &judged.policy.condition {
                    <small>{ "only when " }<code>{ clip(condition, 200).into_owned() }</code></small>
                }
            </h2>
            <ol class="requirements">{ for applicable.take(MOST_ROWS).map(row) }</ol>
            if rows > MOST_ROWS { <p class="hint">{ format!("Only the first {MOST_ROWS} of {rows} requirements are shown; the report has them all.") }</p> }
            { folded(evaluation) }
        </section>
    }
}

/// What a requirement is called.
fn name(requirement: &Requirement) -> Html {
    match &requirement.claim {
        Some(claim) => html! { <>{ "claim " }<code>{ clip(claim, 80).into_owned() }</code></> },
        None => html! { requirement.code.code().replace('-', " ") },
    }
}

fn row(requirement: &Requirement) -> Html {
    let (icon, word) = match requirement.state {
        State::Met => ("✓", "met"),
        State::Unmet => ("✕", "unmet"),
        State::Unknown => ("?", "not known"),
        State::NotApplicable => ("–", "not demanded"),
    };
    // What is met needs no comparison, and of what is not known there is only one side.
    let compared = requirement.state == State::Unmet
        || (requirement.state == State::Unknown && !requirement.expected.is_empty());
    html! {
        <li class={classes!("requirement", format!("requirement--{word}").replace(' ', "-"), requirement.decisive.then_some("requirement--stop"))}>
            <span class="requirement__icon" aria-hidden="true">{ icon }</span>
            <div class="requirement__name">
                { name(requirement) }
                <span class="hidden">{ format!(": {word}.") }</span>
                if requirement.decisive { <small>{ "the gateway stops here" }</small> }
            </div>
            <div class="requirement__said">
                { prose(&requirement.explanation) }
                { certainty(requirement.certainty) }
                if compared { { comparison(requirement) } }
                else if let [only] = requirement.actual.as_slice() && !requirement.explanation.contains(only) { { " " }<LongText text={only.clone()} /> }
            </div>
        </li>
    }
}

fn comparison(requirement: &Requirement) -> Html {
    let (expected, actual) = (&requirement.expected, &requirement.actual);
    if expected.is_empty() && actual.is_empty() {
        return Html::default();
    }
    // Only the two that are most alike are marked: between the others nothing is small.
    let nearest = expected
        .iter()
        .take(MOST_VALUES)
        .enumerate()
        .flat_map(|(e, one)| {
            let others = actual.iter().take(MOST_VALUES).enumerate();
            others.map(move |(a, other)| (e, a, one, other))
        })
        .filter(|(_, _, one, other)| {
            one.len() <= MOST_COMPARED && other.len() <= MOST_COMPARED && one != other
        })
        .min_by_key(|(_, _, one, other)| distance(one, other));
    let (marked_e, marked_a) = nearest.map_or((None, None), |(e, a, one, other)| {
        let (left, right) = differences(one, other);
        (Some((e, left)), Some((a, right)))
    });
    html! {
        <dl class="comparison">
            { side("expected", "nothing in particular", expected, marked_e.as_ref()) }
            { side("actual", "nothing", actual, marked_a.as_ref()) }
        </dl>
    }
}

fn side(
    name: &'static str,
    without: &'static str,
    values: &[String],
    marked: Option<&(usize, Vec<Piece>)>,
) -> Html {
    let more = values.len().saturating_sub(MOST_VALUES);
    html! {
        <>
            <dt>{ name }</dt>
            if values.is_empty() { <dd class="nothing">{ without }</dd> }
            { for values.iter().take(MOST_VALUES).enumerate().map(|(index, value)| match marked {
                Some((at, pieces)) if *at == index => html! { <dd>{ for pieces.iter().map(piece) }</dd> },
                _ => html! { <dd><LongText text={value.clone()} /></dd> },
            }) }
            if more > 0 { <dd class="nothing">{ format!("and {more} more") }</dd> }
        </>
    }
}

fn piece(piece: &Piece) -> Html {
    let text = piece.text.clone();
    if piece.differs {
        html! { <mark>{ text }</mark> }
    } else {
        html! { text }
    }
}

/// How a statement about the gateway is known, where the documentation does not say it.
fn certainty(certainty: Certainty) -> Html {
    let (word, title) = match certainty {
        Certainty::Documented => return Html::default(),
        Certainty::Observed => (
            "observed",
            "not documented, but seen on a real gateway or in the library's source",
        ),
        Certainty::Likely => (
            "likely",
            "it follows from what is documented; only a live gateway could show it",
        ),
    };
    badge("badge", word, Some(title))
}

fn folded(evaluation: &Evaluation) -> Html {
    let idle: Vec<&Requirement> = evaluation
        .requirements
        .iter()
        .filter(|requirement| requirement.state == State::NotApplicable)
        .collect();
    let names: Vec<String> = idle
        .iter()
        .map(|requirement| requirement.code.code().replace('-', " "))
        .collect();
    let rows = evaluation.effective.rows();
    let assumed: Vec<String> = rows
        .iter()
        .filter(|(_, _, assumed)| *assumed)
        .map(|(name, value, _)| format!("{name} {value}"))
        .collect();
    let settings = if assumed.is_empty() {
        "Settings in force".to_owned()
    } else {
        format!("Assumed, as nothing is written: {}", assumed.join(", "))
    };
    let idle = idle
        .iter()
        .map(|requirement| (name(requirement), prose(&requirement.explanation)));
    let idle = (!names.is_empty())
        .then(|| fold(format!("Not demanded: {}", names.join(", ")), terms(idle)));
    let rows = rows.iter().map(|(name, value, assumed)| {
        let mark = assumed.then(|| badge("badge", "assumed", None));
        ((*name).into(), html! { <>{ prose(value) }{ mark }</> })
    });
    html! {
        <div class="folds">
            { evaluation.response.as_ref().map(response) }
            { idle }
            { fold(settings, terms(rows)) }
        </div>
    }
}

fn response(response: &Response) -> Html {
    let status = html! { <>{ response.status }{ certainty(response.certainty) }</> };
    let long = |text: &str| html! { <LongText text={text.to_owned()} /> };
    fold(
        format!(
            "The gateway's response: {} {}",
            response.status, response.reason
        ),
        terms([
            ("status".into(), status),
            ("reason".into(), long(response.reason)),
            ("message".into(), long(&response.message)),
            ("detail".into(), long(&response.detail)),
        ]),
    )
}
