//! Claimscope reads JSON Web Tokens and API Management policies and says what the gateway decides.
//!
//! ```text
//! token text ─ intake ─ jose ─ claims ┐
//! policy text ──────────────── policy ┼─ evaluate ─ lint ─ diagnosis ─ Inspection ─ report, ui
//! keys text ────────────────── keys ──┘
//! ```
//!
//! [`inspect::read`] parses the texts, [`inspect::judge`] decides at an instant; both are pure and total.
//! The core reads no clock, touches no browser, does no I/O and never panics. It verifies no signature:
//! the browser does, and hands the outcome in as [`inspect::Evidence`].

pub mod claims;
pub mod finding;
pub mod intake;
pub mod jose;
pub mod text;
#[cfg(feature = "ui")]
pub mod ui;
