//! The parts of the page. Each writes what follows from its data, and decides nothing.

mod answer;
mod boxes;
mod claims;
mod design;
mod findings;
mod fixes;
mod keys;
mod more;
mod raw;
mod report;
mod requirements;
mod samples;
mod segments;
mod suggestions;
mod tabs;

pub(super) use answer::answer;
pub(super) use boxes::boxes;
pub(super) use findings::policy_problems;
pub(super) use samples::samples;
pub(super) use suggestions::suggestions;
pub(super) use tabs::{View, tab_id, token_view};
