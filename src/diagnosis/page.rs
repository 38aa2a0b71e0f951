//! What there is to say about each code, whatever was pasted: what it is, why it matters, how to see it, what to do.
//!
//! The page unfolds these texts beside a finding; `docs/findings.md` is written from them, each under its code. It follows
//! here.
#![cfg_attr(doc, doc = include_str!("../../docs/findings.md"))]

mod causes;
mod problems;

use crate::lint::CHECKS;
use causes::CAUSES;
use problems::PROBLEMS;

/// What is known about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Of a lint, or of the cause of a refusal.
    pub code: &'static str,
    /// What it is; a lint's has places for values, `{name}`.
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// How to see it without this page.
    pub see: &'static str,
    /// What to change, where; with places as in the title.
    pub help: &'static str,
    /// Where it is written down.
    pub source: &'static str,
}

/// What is known about a code; `None` for one that says nothing is wrong, or whose message says all.
pub fn page(code: &str) -> Option<Page> {
    pages().find(|page| page.code == code)
}

/// Every page: those of the lints, of the causes that are no lint's, and of what is wrong with a text as it was pasted.
pub fn pages() -> impl Iterator<Item = Page> {
    let lints = CHECKS.iter().map(|check| Page {
        code: check.code,
        title: check.title,
        why: check.why,
        see: check.see,
        help: check.help,
        source: check.source,
    });
    lints.chain(CAUSES.iter().chain(PROBLEMS).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_says_all_and_once() {
        let mut codes = Vec::new();
        for page in pages() {
            for text in [page.title, page.why, page.see, page.help, page.source] {
                assert!(!text.is_empty(), "{}", page.code);
            }
            // A sentence is made of them at display.
            for clause in [page.title, page.see, page.help] {
                assert!(!clause.ends_with('.'), "{}: {clause}", page.code);
            }
            assert!(page.why.ends_with('.'), "{}", page.code);
            codes.push(page.code);
        }
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count, "a code has one page");
    }

    #[test]
    fn every_cause_has_a_page() {
        for code in super::super::rank::codes() {
            assert!(page(code).is_some(), "`{code}` has no page");
        }
        assert_eq!(page("accepted"), None);
    }
}
