use crate::explain::Explanation;
use crate::ui::markup::Markup;

/// Each error text that was pasted: what it means, what mostly causes it, what to do, and whom it is about.
pub(crate) fn explanations(m: &mut Markup, all: &[Explanation]) {
    for one in all {
        m.tag("section", "card", |m| {
            m.tag("h2", "finding__title", |m| {
                m.leaf("code", "", &one.code);
                m.text(": ");
                m.prose(&one.title);
            });
            m.tag("dl", "terms", |m| {
                m.term("Mostly", |m| m.sentence(&one.cause));
                m.term("What to do", |m| m.sentence(&one.help));
                for text in &one.compared {
                    m.term("Compared", |m| m.sentence(text));
                }
                for (role, value) in &one.ids {
                    m.term(role, |m| m.value(value));
                }
            });
            m.fold("The message", |m| m.leaf("pre", "code", &one.found));
        });
    }
}
