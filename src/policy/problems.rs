use std::mem;

use super::edit::Edit;
use crate::finding::PolicyProblem;
use crate::text::{Lines, Span, fill_in_order};

/// A text with more mistakes than this is no policy: the rest would help nobody.
const MAX_PROBLEMS: usize = 50;

/// Problems that are mended: each fix holds the whole changed policy.
const MAX_MENDED: usize = 16;

/// What is wrong with a text, as it is found.
pub(super) struct Problems<'a> {
    pub lines: &'a Lines,
    pub found: Vec<PolicyProblem>,
    /// What mends the one that is said next.
    pub edits: Vec<Edit>,
}

impl<'a> Problems<'a> {
    pub(super) const fn new(lines: &'a Lines) -> Self {
        Self {
            lines,
            found: Vec::new(),
            edits: Vec::new(),
        }
    }

    /// Whether the one that is said next is mended: what mends it may take long to find.
    pub(super) const fn is_next_mended(&self) -> bool {
        self.found.len() < MAX_MENDED
    }

    /// Adds one: a sentence with `{}` where an argument stands.
    pub(super) fn say(
        &mut self,
        code: &'static str,
        span: Span,
        template: &str,
        arguments: &[&str],
    ) {
        let mut edits = mem::take(&mut self.edits);
        if !self.is_next_mended() {
            edits.clear();
        }
        if self.found.len() < MAX_PROBLEMS {
            self.found.push(PolicyProblem {
                code,
                line: self.lines.line(span.start),
                span,
                message: fill_in_order(template, arguments),
                edits,
            });
        }
    }
}
