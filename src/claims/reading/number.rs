//! Numbers: dates, lengths of time, and those too large for a float.

use super::Read;
use crate::claims::numeric_date::{NumericDate, finer_unit, year};
use crate::text::instant::{Instant, duration};
use crate::text::json::{Json, Kind};

/// Reads a `NumericDate`, and says what is written in its place.
pub(super) fn date(read: &mut Read, value: &Json, text: &str) {
    let found = NumericDate::of(value, text);
    match &found {
        NumericDate::Number(instant) => {
            number(read, *instant);
            let raw = value.span.of(text);
            if raw.contains(['e', 'E']) {
                read.problem("written with an exponent; some libraries read no such number");
            } else if raw.contains('.') {
                read.problem(
                    "has a fraction, which is dropped; some libraries read whole seconds only",
                );
            }
        }
        NumericDate::NumberAsText(instant) => {
            number(read, *instant);
            read.problem("a string; RFC 7519 §2 wants a JSON number");
        }
        NumericDate::DateAsText(meant) => {
            read.reading = meant.and_then(Instant::rfc3339);
            read.problem("a date as text; RFC 7519 §2 wants the seconds since 1970-01-01T00:00:00Z as a JSON number");
        }
        NumericDate::Other => {
            let found = match &value.kind {
                Kind::String(_) => "a string that is no number",
                _ => value.describe(),
            };
            read.problem(&[found, "; RFC 7519 §2 wants a JSON number of seconds"].concat());
        }
    }
}

/// A number of seconds: the date it says or, where it is in a finer unit, the date meant.
fn number(read: &mut Read, instant: Instant) {
    if let Some((unit, meant)) = finer_unit(instant) {
        let year = year(instant).to_string();
        let parts = [
            "NumericDate in ",
            unit,
            ": RFC 7519 §2 wants seconds; as seconds this is in the year ",
            &year,
        ];
        read.problem(&parts.concat());
        read.instant = Some(meant);
        read.reading = meant.rfc3339();
        return;
    }
    read.instant = Some(instant);
    read.reading = instant.rfc3339();
    if read.reading.is_none() {
        if instant.0 < 0 {
            read.read("before the year 0");
        } else {
            read.read("after the year 9999");
            read.problem("beyond the year 9999; many libraries overflow or refuse it");
        }
    }
    if instant.0 < 0 {
        read.problem("negative: a date before 1970");
    }
}

/// A length of time; what is too long for one is a date, which some documents say it is.
pub(super) fn seconds(read: &mut Read, value: &Json, text: &str) {
    const DATES: i64 = 1_000_000_000;
    match NumericDate::of(value, text).instant() {
        Some(instant) if instant.0 >= DATES => {
            read.instant = Some(instant);
            read.reading = instant.rfc3339();
        }
        Some(instant) if instant.0 >= 0 => read.reading = Some(duration(instant.0)),
        Some(_) => read.problem("negative"),
        None if read.problem.is_none() => read.problem("no number of seconds"),
        None => {}
    }
}

/// Says so when a whole number is larger than 2^53: readers that use floats show another one.
pub(super) fn rounding(read: &mut Read, value: &Json, text: &str) {
    const LIMIT: &str = "9007199254740992";
    let digits = value.span.of(text).trim_start_matches('-');
    let whole = value.kind == Kind::Number && digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole && (digits.len(), digits) > (LIMIT.len(), LIMIT) {
        read.problem("larger than 2^53: JavaScript and others round it, so compare it as text");
    }
}
