//! Bytes and places: spans, base64url, lossless JSON, instants. Knows no JOSE.

pub mod base64url;
pub mod instant;
pub mod json;
mod span;

pub use span::{Lines, Span, line_of};
