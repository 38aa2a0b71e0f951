//! Bytes and places: spans, base64url, lossless JSON, instants, hashes. Knows no JOSE.

pub mod base64url;
pub mod digest;
pub mod instant;
pub mod json;
mod span;
mod template;
mod words;

pub use span::{Lines, Span, last_line, line_of};
pub use template::{Values, fill, fill_in_order};
pub use words::has_word;
