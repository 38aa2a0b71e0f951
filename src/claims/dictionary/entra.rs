//! Claims of Entra ID.

use super::{ClaimKind, Row, row};

/// Stands for every directory extension.
pub(super) static EXTENSION: Row = row(
    "extension_…",
    "Directory Extension",
    ClaimKind::Any,
    "an attribute that somebody added to the directory; the middle part of its name is the application that owns it",
    "Entra ID optional claims reference",
);

pub(super) static ROWS: &[Row] = &[];
