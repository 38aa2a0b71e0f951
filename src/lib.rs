//! Claimscope reads JSON Web Tokens and API Management policies and says what the gateway decides.
//!
//! ```text
//! token text ─ intake ─ jose ─ claims ┐
//! policy text ──────────────── policy ┼─ evaluate ─ lint ─ diagnosis ─ Inspection ─ report, ui
//! keys text ── keys ─ verify, decrypt ──┘
//! ```
//!
//! [`inspect::read`] parses the texts, [`inspect::judge`] decides at an instant; both are pure and total.
//! The core reads no clock, touches no browser, does no I/O and never panics. It verifies no signature:
//! the browser does, and hands the outcome in as [`inspect::Evidence`].

// In dependency order: each may use what stands above it, never what stands below.
pub mod text;

pub mod finding;

pub mod intake;
pub mod jose;

pub mod keys;

pub mod verify;

pub mod decrypt;

pub mod claims;

pub mod policy;

pub mod lint;

pub mod diagnosis;

pub mod inspect;

pub mod report;

#[cfg(feature = "ui")]
pub mod ui;
