use yew::prelude::*;

use super::answer::capital;
use super::buttons::CopyButton;
use super::markup::fold;
use super::prose::prose;
use crate::finding::Fix;
use crate::ui::diff::{Line, lines};

/// Lines of a change that are shown.
const MOST_LINES: usize = 40;

/// Ways to mend it: any one of them is enough.
pub(super) fn fixes(fixes: &[Fix], policy: &str) -> Html {
    if fixes.is_empty() {
        return Html::default();
    }
    html! {
        <ol class="fixes__list">
            { for fixes.iter().map(|fix| html! {
                <li>{ prose(&capital(&fix.title)) }{ means(fix, policy) }</li>
            }) }
        </ol>
    }
}

fn means(fix: &Fix, policy: &str) -> Html {
    html! {
        <div class="fixes__means">
            if !fix.commands.is_empty() {
                <CopyButton label={if fix.commands.len() == 1 { "Copy the command" } else { "Copy the commands" }} text={fix.commands.join("\n")} />
            }
            if let Some(changed) = &fix.changed_policy {
                <CopyButton label="Copy the changed policy" text={changed.clone()} />
                { fold("Show the change", change(policy, changed)) }
            }
            if !fix.steps.is_empty() || !fix.commands.is_empty() {
                { fold("Show how", how(fix)) }
            }
        </div>
    }
}

fn how(fix: &Fix) -> Html {
    html! {
        <>
            <ol>{ for fix.steps.iter().map(|step| html! { <li>{ prose(step) }</li> }) }</ol>
            if !fix.commands.is_empty() { <pre class="code">{ fix.commands.join("\n") }</pre> }
        </>
    }
}

fn change(before: &str, after: &str) -> Html {
    let rows = lines(before, after).into_iter().take(MOST_LINES).map(|line| {
        let (class, sign, text, said) = match line {
            Line::Same(text) => ("", " ", text, ""),
            Line::Removed(text) => ("removed", "−", text, "removed: "),
            Line::Added(text) => ("added", "+", text, "added: "),
        };
        html! {
            <div class={classes!("change__line", class)}>
                <span aria-hidden="true">{ sign }{ " " }</span><span class="hidden">{ said }</span>{ text.to_owned() }
            </div>
        }
    });
    html! { <div class="code change">{ for rows }</div> }
}
