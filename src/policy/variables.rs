//! The context variables of a document: which are set, and which its expressions read.

use super::Policy;
use super::nearest::nearest;
use super::surroundings::Untested;
use super::xml::Element;
use crate::text::Lines;

/// Of a document with more names than this nothing is said; a longer name is near to none.
const MAX_NAMES: usize = 200;
const MAX_LENGTH: usize = 64;

/// The names, each with its place.
#[derive(Default)]
pub(super) struct Variables<'e> {
    set: Vec<(&'e str, usize)>,
    read: Vec<(&'e str, usize)>,
    /// Variables may be set or read that the document does not show: in a fragment, or by a computed name.
    hidden: bool,
}

impl<'e> Variables<'e> {
    /// Looks through all elements.
    pub(super) fn of(root: &'e Element<'e>) -> Self {
        let mut variables = Self::default();
        variables.element(root);
        variables.hidden |= variables.set.len().max(variables.read.len()) > MAX_NAMES;
        variables
    }

    fn element(&mut self, element: &'e Element<'e>) {
        self.hidden |= element.name == "include-fragment";
        let mut own = "";
        for attribute in &element.attributes {
            let is_set = element.name == "set-variable" && attribute.name == "name";
            if is_set || attribute.name.ends_with("variable-name") {
                own = attribute.value.as_str();
                self.set.push((own, attribute.span.start));
            }
        }
        for attribute in &element.attributes {
            self.expression(&attribute.value, attribute.span.start, own);
        }
        self.expression(&element.text, element.text_span.start, own);
        for child in &element.children {
            self.element(child);
        }
    }

    /// Notes what a text reads: `context.Variables["name"]`, `.ContainsKey("name")`, `.GetValueOrDefault<string>("name")`.
    fn expression(&mut self, text: &'e str, place: usize, own: &str) {
        for after in text.split("context.Variables").skip(1) {
            let (way, rest) = after.split_once('"').unwrap_or_default();
            let ends = |byte: u8| !byte.is_ascii_alphanumeric() && !b".<>([ ".contains(&byte);
            match rest.split_once('"') {
                Some((name, _)) if !way.is_empty() && !way.bytes().any(ends) => {
                    // A variable that only keeps itself is not read.
                    if !name.eq_ignore_ascii_case(own) {
                        self.read.push((name, place));
                    }
                }
                _ => self.hidden = true,
            }
        }
    }

    /// The variable that is set and never read, and the one that is tested instead: in the condition under which the
    /// policy runs, or anywhere, where the policy itself sets the first. Both have the same first word or nearly the
    /// same letters.
    pub(super) fn untested(&self, policy: &Policy, lines: &Lines) -> Option<Untested> {
        if self.hidden {
            return None;
        }
        let condition = policy.condition.as_deref().unwrap_or_default();
        let output = policy.attribute("output-token-variable-name");
        let output = output.map_or("", |name| name.text.as_str());
        for (set, set_at) in &self.set {
            if is_among(set, &self.read) {
                continue;
            }
            for (tested, at) in &self.read {
                let quoted = ["\"", tested, "\""].concat();
                let concerns = *set == output || condition.contains(&quoted);
                if concerns && !is_among(tested, &self.set) && are_near(set, tested) {
                    return Some(Untested {
                        set: (*set).to_owned(),
                        set_line: lines.line(*set_at),
                        tested: (*tested).to_owned(),
                        line: lines.line(*at),
                    });
                }
            }
        }
        None
    }
}

fn is_among(name: &str, names: &[(&str, usize)]) -> bool {
    let mut names = names.iter();
    names.any(|(known, _)| known.eq_ignore_ascii_case(name))
}

fn are_near(one: &str, other: &str) -> bool {
    let first = |name: &str| name.split(['-', '_', '.']).next().map(str::len);
    let word = first(one).filter(|length| *length < one.len() && first(other) == Some(*length));
    let has_word =
        word.is_some_and(|length| length < other.len() && one.get(..length) == other.get(..length));
    one.len().max(other.len()) <= MAX_LENGTH && (has_word || nearest(one, &[other]).is_some())
}
