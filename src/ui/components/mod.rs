//! The parts of the page. Each gets data and `send`, and decides nothing.

mod answer;
mod buttons;
mod claims;
mod dialog;
mod findings;
mod fixes;
mod header;
mod inputs;
mod long_text;
mod markup;
mod prose;
mod raw;
mod relative_time;
mod report;
mod requirements;
mod samples;
mod segments;
mod tabs;
mod text_box;

pub(super) use answer::Answer;
pub(super) use header::Header;
pub(super) use inputs::InputColumn;
pub(super) use samples::SampleRow;
pub(super) use tabs::TokenView;
