//! Claimscope.

#[cfg(feature = "ui")]
pub mod ui;
