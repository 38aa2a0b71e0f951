//! From many results to one explanation: what to change, and which of several causes comes first.

mod advice;
pub mod apps;
mod cause;
mod change;
mod claim;
pub mod design;
pub mod headline;
mod next;
pub mod page;
mod rank;
mod recipe;
mod refusal;
mod remedy;
mod together;

use std::rc::Rc;

use crate::policy::Policy;
use crate::policy::evaluate::{Evaluation, Verdict};

pub use headline::{Headline, Tone, headline};
pub use remedy::{Situation, remedy};
pub use together::verdict;

/// A policy and its outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// As written.
    pub policy: Rc<Policy>,
    /// What the gateway decides.
    pub evaluation: Evaluation,
}

impl Judged {
    /// Whether the gateway asks it at all, where it stands.
    fn has_effect(&self) -> bool {
        !self.policy.surroundings.without_effect
    }

    /// Whether it refuses when it runs.
    fn refuses(&self) -> bool {
        self.has_effect() && self.evaluation.verdict == Verdict::Rejected
    }
}
