use std::rc::Rc;

use yew::prelude::*;

use super::answer::capital;
use super::buttons::CopyButton;
use super::prose::prose;
use crate::finding::Fix;
use crate::ui::diff::{Line, lines};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) fixes: Rc<[Fix]>,
    pub(super) policy: AttrValue,
}

/// Lines of a change that are shown.
const MOST_LINES: usize = 40;

/// Ways to mend it: any one of them is enough.
#[component]
pub(super) fn Fixes(props: &Props) -> Html {
    let title = if props.fixes.len() == 1 {
        "Change this"
    } else {
        "Change one of these"
    };
    html! {
        <div class="fixes">
            <h3 class="fixes__title">{ title }</h3>
            <ol class="fixes__list">
                { for props.fixes.iter().map(|fix| html! {
                    <li>{ prose(&capital(&fix.title)) }{ means(fix, &props.policy) }</li>
                }) }
            </ol>
        </div>
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
                <details class="fold"><summary>{ "Show the change" }</summary>{ change(policy, changed) }</details>
            }
            if !fix.steps.is_empty() {
                <details class="fold"><summary>{ "Steps" }</summary><ol>{ for fix.steps.iter().map(|step| html! { <li>{ prose(step) }</li> }) }</ol></details>
            }
            if !fix.commands.is_empty() {
                <details class="fold"><summary>{ "Show the command" }</summary><pre class="code">{ fix.commands.join("\n") }</pre></details>
            }
        </div>
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
