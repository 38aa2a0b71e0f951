//! From many results to one explanation: what to change, and which of several causes comes first.

pub mod headline;
mod rank;
mod remedy;

pub use headline::{Headline, Tone, headline};
pub use remedy::{Situation, remedy};
