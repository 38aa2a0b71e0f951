//! To be filled.

use super::Row;

pub(super) static ROWS: &[Row] = &[];
