use crate::diagnosis::page::Page;
use crate::ui::markup::Markup;

/// What there is to say about a code, under an address of its own. What a finding says itself is said again only where it is
/// not beside this: `whole`.
pub(super) fn more(m: &mut Markup, page: &Page, whole: bool) {
    m.fold(&["More about ", page.code].concat(), |m| {
        m.set("id", &["finding-", page.code].concat());
        m.tag("dl", "terms", |m| {
            if whole {
                m.term("why it matters", |m| m.prose(page.why));
            }
            m.term("how to see it", |m| m.sentence(page.see));
            if whole {
                // That of a lint has places for values: it stands filled in at the finding.
                if !page.help.contains('{') {
                    m.term("what to do", |m| m.sentence(page.help));
                }
                m.term("source", |m| m.text(page.source));
            }
        });
    });
}
