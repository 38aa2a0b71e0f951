//! What is found wrong, where, how bad, how sure, how it is mended: shared by everything that follows.

use crate::text::{Span, Values, fill};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Refuses the token, or lets the wrong one in.
    Error,
    /// Will hurt sooner or later.
    Warning,
    /// Worth knowing.
    Info,
}

/// How sure a finding is, apart from how much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// It follows from what was pasted.
    Certain,
    /// It follows, if what was not pasted is as usual.
    Likely,
    /// It depends on something that only the user knows.
    Possible,
}

/// How a statement about the gateway is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The vendor's documentation says it.
    Documented,
    /// Somebody saw it on a real gateway, or it stands in the library's source.
    Observed,
    /// It follows from the above; only a live gateway could show it.
    Likely,
}

/// The part of a token that something is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The JOSE Header.
    Header,
    /// The JWS Payload.
    Payload,
    /// The JWS Signature.
    Signature,
    /// The token as a whole.
    Token,
}

/// Where a finding points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A member of the JOSE Header, by name.
    Header(String),
    /// A claim, by name.
    Claim(String),
    /// A part of the token.
    Token(Part),
    /// A line of the policy text, from 1.
    Policy(usize),
    /// A key that was pasted, by its index.
    Key(usize),
}

/// Something wrong with the form of a token: the claims may be read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Kebab-case, stable.
    pub code: &'static str,
    /// What it is about.
    pub part: Part,
    /// Byte offset inside the part's text; for [`Part::Token`] inside the token's.
    pub offset: Option<usize>,
    /// What is wrong and what to do.
    pub message: String,
}

/// Something wrong with a text of the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyProblem {
    /// Kebab-case, stable.
    pub code: &'static str,
    /// Line in the policy text, from 1.
    pub line: usize,
    /// The text it is about.
    pub span: Span,
    /// What is wrong and what to do.
    pub message: String,
    /// What mends it, where one change is right: a piece of XML in place of what stands at each span. Empty otherwise.
    pub edits: Vec<(Span, String)>,
}

/// One way to mend something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fix {
    /// What to do, in one clause.
    pub title: String,
    /// The user's whole policy with the change made; `None` where the change belongs elsewhere.
    pub changed_policy: Option<String>,
    /// What to click, in order.
    pub steps: Vec<String>,
    /// The same as commands to run.
    pub commands: Vec<String>,
}

/// Adds one item, given in parts, to the items of an enumeration.
pub fn enumerate(items: &mut String, item: &[&str]) {
    if !items.is_empty() {
        items.push_str(", ");
    }
    for part in item {
        items.push_str(part);
    }
}

/// A [`Fix`] outside the policy, as templates.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// What to do, in one clause.
    pub title: &'static str,
    /// What to click, in order.
    pub steps: &'static [&'static str],
    /// The same as commands to run.
    pub commands: &'static [&'static str],
}

impl Recipe {
    /// The fix with these values in its places.
    pub fn fix(&self, values: Values<'_>) -> Fix {
        Fix {
            title: fill(self.title, values),
            changed_policy: None,
            steps: fill_all(self.steps, values),
            commands: fill_all(self.commands, values),
        }
    }
}

fn fill_all(templates: &[&str], values: Values<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    for template in templates {
        texts.push(fill(template, values));
    }
    texts
}

/// An opinion on token and policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Kebab-case, stable: the name of the lint.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// What was found, in one sentence with the values in it.
    pub title: String,
    /// Why it matters.
    pub why: &'static str,
    /// What to change, where.
    pub help: Option<String>,
    /// Where this is written down.
    pub source: &'static str,
    /// Ways to mend it.
    pub fixes: Vec<Fix>,
    /// Where it is.
    pub places: Vec<Place>,
}
