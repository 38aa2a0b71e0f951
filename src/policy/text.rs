//! The text that policies were read from.

use std::ops::Deref;

use super::reading::Form;

/// A policy text as pasted. Every place in a policy is a place in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyText {
    text: String,
    /// How the policies in it are escaped: first what is resolved first.
    pub(super) forms: Vec<Form>,
    /// Whether it is not well-formed: where an element ends, nobody can say then.
    pub is_broken: bool,
}

impl PolicyText {
    /// The text as pasted, with its policies as they are: in no string of another format.
    pub const fn new(text: String) -> Self {
        let forms = Vec::new();
        Self {
            text,
            forms,
            is_broken: false,
        }
    }

    /// XML as it has to be written into this text.
    pub fn embed(&self, xml: &str) -> String {
        let mut embedded = xml.to_owned();
        for form in self.forms.iter().rev() {
            embedded = form.escape(&embedded);
        }
        embedded
    }
}

impl Deref for PolicyText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}
