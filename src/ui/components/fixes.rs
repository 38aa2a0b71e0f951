use crate::finding::Fix;
use crate::ui::diff::{Line, lines};
use crate::ui::markup::Markup;

/// Lines of a change that are shown.
const MOST_LINES: usize = 40;

/// Ways to mend it: any one of them is enough.
pub(super) fn fixes(m: &mut Markup, fixes: &[Fix], policy: &str) {
    if fixes.is_empty() {
        return;
    }
    m.tag("ol", "fixes__list", |m| {
        for fix in fixes {
            m.tag("li", "", |m| {
                m.sentence(&fix.title);
                m.tag("div", "fixes__means", |m| means(m, fix, policy));
            });
        }
    });
}

fn means(m: &mut Markup, fix: &Fix, policy: &str) {
    let commands = fix.commands.join("\n");
    if !commands.is_empty() {
        let one = fix.commands.len() == 1;
        let label = if one {
            "Copy the command"
        } else {
            "Copy the commands"
        };
        m.copy(label, &commands);
    }
    if let Some(changed) = &fix.changed_policy {
        m.copy("Copy the changed policy", changed);
        m.fold("Show the change", |m| change(m, policy, changed));
    }
    if fix.steps.is_empty() && commands.is_empty() {
        return;
    }
    m.fold("Show how", |m| {
        m.tag("ol", "", |m| {
            for step in &fix.steps {
                m.tag("li", "", |m| m.prose(step));
            }
        });
        if !commands.is_empty() {
            m.leaf("pre", "code", &commands);
        }
    });
}

fn change(m: &mut Markup, before: &str, after: &str) {
    m.tag("div", "code change", |m| {
        for line in lines(before, after).into_iter().take(MOST_LINES) {
            let (class, sign, said, text) = match line {
                Line::Same(text) => ("change__line", "  ", "", text),
                Line::Removed(text) => ("change__line removed", "− ", "removed: ", text),
                Line::Added(text) => ("change__line added", "+ ", "added: ", text),
            };
            m.tag("div", class, |m| {
                m.sign("", sign);
                m.leaf("span", "hidden", said);
                m.text(text);
            });
        }
    });
}
