//! What several test files share. Each of them uses its own part of it.
#![allow(
    dead_code,
    unused_imports,
    clippy::allow_attributes,
    reason = "each test file uses its own part of this"
)]

mod cases;
mod edge_cases;
pub(crate) mod pasted_keys;
mod readable;
mod strings;

pub(crate) use cases::cases;
pub(crate) use edge_cases::EDGE_CASES;
pub(crate) use readable::readable;
pub(crate) use strings::strings;
