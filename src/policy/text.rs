//! The text that policies were read from.

use std::ops::Deref;

/// A policy text as pasted. Every place in a policy is a place in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyText(String);

impl PolicyText {
    /// The text as pasted.
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// XML as it has to be written into this text.
    pub fn embed(&self, xml: &str) -> String {
        xml.to_owned()
    }
}

impl Deref for PolicyText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}
