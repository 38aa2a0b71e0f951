//! From many results to one explanation: what to change, and which of several causes comes first.

mod advice;
mod cause;
mod change;
pub mod headline;
mod rank;
mod refusal;
mod remedy;

use std::rc::Rc;

use crate::policy::Policy;
use crate::policy::evaluate::Evaluation;

pub use headline::{Headline, Tone, headline};
pub use remedy::{Situation, remedy};

/// A policy and its outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// As written.
    pub policy: Rc<Policy>,
    /// What the gateway decides.
    pub evaluation: Evaluation,
}
