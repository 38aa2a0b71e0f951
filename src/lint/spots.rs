//! Places of a policy's text at which a check found the same, told in one finding.

use super::{Check, Outcome, Subject};
use crate::finding::{Place, enumerate};
use crate::policy::edit;
use crate::text::{Span, fill};

/// A policy with more of them is nobody's to change by a click.
const MAX: usize = 64;

/// What was found so far.
#[derive(Default)]
pub(super) struct Spots {
    /// There was something that the check could be about.
    pub(super) looked: bool,
    /// What was found, in backticks: `{names}`.
    names: String,
    /// Where: `{lines}`.
    lines: String,
    places: Vec<Place>,
    /// What mends all of them, as XML.
    pub(super) edits: Vec<(Span, String)>,
}

impl Spots {
    /// Adds one: what it is called and its line.
    pub(super) fn add(&mut self, name: &str, line: usize) {
        self.looked = true;
        if self.places.len() == MAX {
            return;
        }
        enumerate(&mut self.names, &["`", name, "`"]);
        enumerate(&mut self.lines, &[&line.to_string()]);
        self.places.push(Place::Policy(line));
    }

    /// Adds one that this XML in place of what stands at `span` mends.
    pub(super) fn mend(&mut self, name: &str, line: usize, span: Span, xml: &str) {
        self.add(name, line);
        self.edits.push((span, xml.to_owned()));
    }

    /// What that comes to: `fix` is the title of the fix, where there are edits.
    pub(super) fn tell(&self, check: &Check, subject: &Subject<'_>, fix: &str) -> Outcome {
        if self.places.is_empty() {
            return if self.looked {
                Outcome::Passed
            } else {
                Outcome::NotApplicable
            };
        }
        let values = [("names", &*self.names), ("lines", &self.lines)];
        let mut finding = check.finding(&values, self.places.clone());
        if (1..=MAX).contains(&self.edits.len()) {
            let title = fill(fix, &values);
            finding
                .fixes
                .push(edit::replace(subject.policy_text, &self.edits, title));
        }
        Outcome::Found(finding)
    }
}
