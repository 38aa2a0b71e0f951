//! Places of a policy's text at which a check found the same, told in one finding.

use super::{Check, Outcome, Subject};
use crate::finding::{Place, enumerate};
use crate::policy::edit;
use crate::text::{Span, fill};

/// So many are told; a policy that has so many is nobody's to change by a click.
const MAX: usize = 32;

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
    /// Whether no more are told.
    pub(super) fn is_full(&self) -> bool {
        self.places.len() == MAX
    }

    /// Adds one: what it is called and its line.
    pub(super) fn add(&mut self, name: &str, line: usize) {
        self.looked = true;
        if self.is_full() {
            return;
        }
        enumerate(&mut self.names, &["`", name, "`"]);
        enumerate(&mut self.lines, &[&line.to_string()]);
        self.places.push(Place::Policy(line));
    }

    /// Adds one that this XML in place of what stands at `span` mends.
    pub(super) fn mend(&mut self, name: &str, line: usize, span: Span, xml: &str) {
        if !self.is_full() {
            self.edits.push((span, xml.to_owned()));
        }
        self.add(name, line);
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
        if (1..MAX).contains(&self.edits.len()) {
            let title = fill(fix, &values);
            finding
                .fixes
                .push(edit::replace(subject.policy_text, &self.edits, title));
        }
        Outcome::Found(finding)
    }
}

#[cfg(test)]
mod tests {
    use super::super::empty_list_checks_nothing::CHECK;
    use super::super::testing::finding;
    use super::MAX;

    #[test]
    fn many_are_told_in_part_and_not_mended() {
        for (count, told, fixes) in [
            (1, 1, 1),
            (MAX - 1, MAX - 1, 1),
            (MAX, MAX, 0),
            (99, MAX, 0),
        ] {
            let xml = format!(
                "<validate-jwt header-name='a'>{}</validate-jwt>",
                "<audiences/>".repeat(count)
            );
            let finding = finding(&CHECK, "", &xml);
            let found = finding.map(|finding| (finding.places.len(), finding.fixes.len()));
            assert_eq!(found, Some((told, fixes)), "{count}");
        }
    }
}
