//! The context variables of a document: which are set, and which its expressions read.

use super::Policy;
use super::nearest::is_near;
use super::surroundings::Untested;
use super::xml::Element;
use crate::text::Lines;

/// Of a document with more names than this nothing is said, nor of a policy under a longer condition; a longer name is
/// near to none. The last two in bytes.
const MAX_NAMES: usize = 50;
const MAX_LENGTH: usize = 40;
const MAX_CONDITION: usize = 4_000;

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
        variables
    }

    fn element(&mut self, element: &'e Element<'e>) {
        self.hidden |=
            element.name == "include-fragment" || self.set.len().max(self.read.len()) > MAX_NAMES;
        if self.hidden {
            return;
        }
        let mut own = "";
        for attribute in &element.attributes {
            let (value, at) = (attribute.value.as_str(), attribute.span.start);
            let is_name = element.name == "set-variable" && attribute.name == "name";
            if is_name || attribute.name.ends_with("variable-name") {
                own = value;
                self.set.push((value, at));
            }
            self.expression(value, at, own);
        }
        self.expression(&element.text, element.text_span.start, own);
        for child in &element.children {
            self.element(child);
        }
    }

    /// Notes what a text reads: `context.Variables["name"]`, `.ContainsKey("name")`, `.GetValueOrDefault<string>("name")`.
    fn expression(&mut self, text: &'e str, place: usize, own: &str) {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once("context.Variables") {
            rest = after;
            let mut pieces = after.split('"');
            let way = pieces.next().unwrap_or_default();
            let Some(name) = pieces.next().filter(|_| is_way(way)) else {
                self.hidden = true;
                return;
            };
            // A variable that only keeps itself is not read.
            let is_new = !name.eq_ignore_ascii_case(own) && !is_among(name, &self.read);
            if is_new && self.read.len() <= MAX_NAMES {
                self.read.push((name, place));
            }
        }
    }

    /// The variable that is set and never read, and the one that is tested instead: in the condition under which the
    /// policy runs, or anywhere, where the policy itself sets the first. Both have the same first word or nearly the
    /// same letters.
    pub(super) fn untested(&self, policy: &Policy, lines: &Lines) -> Option<Untested> {
        let condition = policy.condition.as_deref().unwrap_or_default();
        if self.hidden || condition.len() > MAX_CONDITION {
            return None;
        }
        let output = policy.attribute("output-token-variable-name");
        let output = output.map_or("", |name| name.text.as_str());
        for (set, _) in &self.set {
            if is_among(set, &self.read) {
                continue;
            }
            for (tested, at) in &self.read {
                let concerns = *set == output || condition.contains(tested);
                if concerns && !is_among(tested, &self.set) && are_near(set, tested) {
                    return Some(Untested {
                        set: (*set).to_owned(),
                        tested: (*tested).to_owned(),
                        line: lines.line(*at),
                    });
                }
            }
        }
        None
    }
}

/// Whether a name in quotes that follows this is the name of the variable.
fn is_way(text: &str) -> bool {
    let on_the_way = |byte: u8| byte.is_ascii_alphanumeric() || b".<>([ ".contains(&byte);
    !text.is_empty() && text.bytes().all(on_the_way)
}

fn is_among(name: &str, names: &[(&str, usize)]) -> bool {
    let mut names = names.iter();
    names.any(|(known, _)| known.eq_ignore_ascii_case(name))
}

fn are_near(one: &str, other: &str) -> bool {
    let ends_word = |byte: u8| matches!(byte, b'-' | b'_' | b'.');
    let first_word = one.bytes().position(ends_word);
    let first_word = first_word.and_then(|end| one.get(..end + 1));
    one.len().max(other.len()) <= MAX_LENGTH
        && (first_word.is_some_and(|word| other.starts_with(word)) || is_near(one, other))
}
