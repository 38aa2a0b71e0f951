//! What stands around a policy in its document, and what that does to it.

use super::backend::Backend;

/// What the document does to a policy from outside of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The branches it stands in, the outermost first; empty when it always runs.
    pub branches: Vec<Branch>,
    /// Whether it protects nothing where it stands: a mention of the document says why.
    pub without_effect: bool,
    /// What puts another value into the header that it reads, in front of it: what always does so, else what does under a condition.
    pub replaced: Option<Replaced>,
    /// Line of the first `return-response` in `<on-error>`, from 1.
    pub answered_on_error: Option<usize>,
    /// The variables that look like two spellings of one.
    pub untested: Option<Untested>,
    /// What the document sends on to the backend.
    pub backend: Backend,
}

/// One of the branches of a `choose`, of which exactly one runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Where the `choose` begins: what tells one from another.
    pub choose: usize,
    /// Which of its branches, from 0.
    pub index: usize,
    /// How many ways through it there are: without an `otherwise` one of them is past all branches.
    pub ways: usize,
}

/// A policy that sets or deletes a header of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The element's name.
    pub by: &'static str,
    /// Its line, from 1.
    pub line: usize,
    /// Where it begins.
    pub start: usize,
    /// Whether the value comes from the request or a variable, so that it may be the caller's own token.
    pub may_be_own: bool,
    /// Whether that depends on a condition.
    pub is_conditional: bool,
    /// Whether nothing but this one stands in the way: the policy is beside it, and no other writes the header.
    pub is_alone: bool,
}

/// A variable that is set and never read, beside one of a near name that is tested and never set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untested {
    /// The name that is set.
    pub set: String,
    /// The name that is tested.
    pub tested: String,
    /// Line where it is tested, from 1.
    pub line: usize,
}
