use crate::finding::PolicyProblem;
use crate::text::{Lines, Span, fill_in_order};

/// A text with more mistakes than this is no policy: the rest would help nobody.
const MAX_PROBLEMS: usize = 50;

/// What is wrong with a text, as it is found.
pub(super) struct Problems<'a> {
    pub lines: &'a Lines,
    pub found: Vec<PolicyProblem>,
}

impl<'a> Problems<'a> {
    pub(super) const fn new(lines: &'a Lines) -> Self {
        let found = Vec::new();
        Self { lines, found }
    }

    /// Adds one: a sentence with `{}` where an argument stands.
    pub(super) fn say(
        &mut self,
        code: &'static str,
        span: Span,
        template: &str,
        arguments: &[&str],
    ) {
        if self.found.len() < MAX_PROBLEMS {
            self.found.push(PolicyProblem {
                code,
                line: self.lines.line(span.start),
                span,
                message: fill_in_order(template, arguments),
            });
        }
    }
}
