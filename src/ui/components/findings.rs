use std::rc::Rc;

use yew::prelude::*;

use super::answer::capital;
use super::prose::prose;
use crate::finding::{Confidence, Finding, Part, Place, PolicyProblem, Problem, Severity};
use crate::inspect::Inspection;
use crate::report;
use crate::text::Span;
use crate::ui::browser;
use crate::ui::clock;
use crate::ui::model::{Field, Msg, Tab};

/// Places of a finding that get a button.
const MOST_PLACES: usize = 20;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) inspection: Rc<Inspection>,
    pub(super) policy: AttrValue,
    pub(super) send: Callback<Msg>,
}

/// How many things were found.
pub(super) fn count(inspection: &Inspection) -> usize {
    let token = inspection.token().map_or(0, |read| read.problems.len());
    let policies = inspection
        .policies
        .iter()
        .map(|judged| judged.policy.problems.len());
    token
        .saturating_add(inspection.policy_problems.len())
        .saturating_add(policies.sum())
        .saturating_add(inspection.findings.len())
}

/// Everything that was found wrong: in how it was pasted, in the policy's text, and by the lints.
#[component]
pub(super) fn Findings(props: &Props) -> Html {
    let inspection = &props.inspection;
    if count(inspection) == 0 {
        return html! { <p class="hint">{ "Nothing was found wrong." }</p> };
    }
    let token = inspection
        .token()
        .into_iter()
        .flat_map(|read| &read.problems);
    let own = inspection
        .policies
        .iter()
        .flat_map(|judged| &judged.policy.problems);
    let policy = inspection.policy_problems.iter().chain(own);
    html! {
        <ul class="findings">
            { for token.map(|problem| of_token(props, problem)) }
            { for policy.map(|problem| of_policy(props, problem)) }
            { for inspection.findings.iter().map(|finding| of_lint(props, finding)) }
        </ul>
    }
}

fn of_token(props: &Props, problem: &Problem) -> Html {
    let places = go(props, &Place::Token(problem.part), problem.offset);
    item(
        Severity::Warning,
        &problem.message,
        html! { <p class="places">{ places }</p> },
    )
}

fn of_policy(props: &Props, problem: &PolicyProblem) -> Html {
    let button = policy_button(props, problem.line, problem.span);
    item(
        Severity::Error,
        &problem.message,
        html! { <p class="places">{ button }</p> },
    )
}

fn of_lint(props: &Props, finding: &Finding) -> Html {
    let sure = match finding.confidence {
        Confidence::Certain => "certain",
        Confidence::Likely => "likely",
        Confidence::Possible => "possible",
    };
    item(
        finding.severity,
        &finding.title,
        html! {
            <>
                <p>{ prose(finding.why) }</p>
                if let Some(help) = &finding.help { <p><strong>{ "What to do: " }</strong>{ prose(&capital(help)) }</p> }
                <p class="places">{ for finding.places.iter().take(MOST_PLACES).map(|place| go(props, place, None)) }</p>
                <small>{ sure }{ " · " }{ finding.source }</small>
            </>
        },
    )
}

fn item(severity: Severity, title: &str, more: Html) -> Html {
    let (class, icon, word) = match severity {
        Severity::Error => ("finding--error", "✕", "Error"),
        Severity::Warning => ("finding--warning", "!", "Warning"),
        Severity::Info => ("finding--info", "i", "To know"),
    };
    html! {
        <li class={classes!("finding", class)}>
            <h3 class="finding__title">
                <span class="finding__word"><span aria-hidden="true">{ icon }{ " " }</span>{ word }</span>
                { prose(&capital(title)) }
            </h3>
            { more }
        </li>
    }
}

/// A button that leads to the place.
fn go(props: &Props, place: &Place, offset: Option<usize>) -> Html {
    let Some(read) = props.inspection.token() else {
        return match place {
            Place::Policy(line) => policy_button(props, *line, line_span(&props.policy, *line)),
            _ => Html::default(),
        };
    };
    let row = |members: &[crate::claims::Annotated], kind: &str, name: &str| {
        let index = members.iter().rposition(|member| member.name == name)?;
        Some(format!("{kind}-{index}"))
    };
    let (text, tab, target) = match place {
        Place::Policy(line) => return policy_button(props, *line, line_span(&props.policy, *line)),
        Place::Claim(name) => (
            format!("claim {name}"),
            Tab::Claims,
            row(&read.claims, "claim", name),
        ),
        Place::Header(name) => (
            format!("header {name}"),
            Tab::Claims,
            row(&read.header, "header", name),
        ),
        Place::Token(Part::Token) => (
            "the token".to_owned(),
            Tab::Raw,
            Some(Field::Token.id().to_owned()),
        ),
        Place::Token(part) => {
            let at = offset
                .map(|offset| format!(", byte {offset}"))
                .unwrap_or_default();
            (format!("{}{at}", report::part(*part)), Tab::Raw, None)
        }
    };
    let is_box = target.as_deref() == Some(Field::Token.id());
    let send = props.send.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        if !is_box {
            send.emit(Msg::TabChosen(tab));
        }
        let target = target.clone().unwrap_or_else(|| "tab-raw".to_owned());
        // The place may be in a tab that is only being built.
        clock::soon(move || browser::focus(&target));
    });
    html! { <button class="button button--small" type="button" {onclick}>{ text }</button> }
}

fn policy_button(props: &Props, line: usize, span: Span) -> Html {
    let text = props.policy.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        browser::select(Field::Policy.id(), &text, span.start, span.end);
    });
    html! { <button class="button button--small" type="button" {onclick}>{ format!("policy, line {line}") }</button> }
}

/// The text of a line, counted from 1.
fn line_span(text: &str, line: usize) -> Span {
    let start = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let length = text
        .get(start..)
        .and_then(|rest| rest.lines().next())
        .map_or(0, str::len);
    Span::new(start, length.saturating_add(start))
}
