//! The dictionary of header parameters and claims, and what their values mean.

pub mod guid;
pub mod issuer;
