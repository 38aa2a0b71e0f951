//! Numbers: dates, lengths of time, and those too large for a float.

use super::Read;
use crate::claims::numeric_date::{NumericDate, as_milliseconds};
use crate::text::instant::Instant;
use crate::text::json::{Json, Kind};

/// Reads a `NumericDate`, and says what is written in its place.
pub(super) fn date(read: &mut Read, value: &Json, text: &str) {
    match NumericDate::of(value, text) {
        NumericDate::Number(instant) => {
            number(read, instant);
            let raw = value.span.of(text);
            if raw.contains('.') || raw.contains('e') || raw.contains('E') {
                read.problem(&["not written as a whole number; some libraries read no other"]);
            }
        }
        NumericDate::NumberAsText(instant) => {
            number(read, instant);
            read.problem(&["a string; RFC 7519 §2 wants a JSON number"]);
        }
        NumericDate::DateAsText => {
            read.problem(&[
                "a date as text; RFC 7519 §2 wants a JSON number of seconds since 1970",
            ]);
        }
        NumericDate::Other => {
            let found = match &value.kind {
                Kind::String(_) => "a string that is no number",
                _ => value.describe(),
            };
            read.problem(&[found, "; RFC 7519 §2 wants a JSON number of seconds"]);
        }
    }
}

/// A number of seconds: the date it says or, where it is in milliseconds, the date meant.
fn number(read: &mut Read, instant: Instant) {
    let meant = as_milliseconds(instant);
    let shown = meant.unwrap_or(instant);
    read.instant = Some(shown);
    read.reading = shown.rfc3339();
    if meant.is_some() {
        read.problem(&[
            "NumericDate in milliseconds: RFC 7519 §2 wants seconds; as seconds this is after the year 5000",
        ]);
        return;
    }
    if instant.0 < 0 {
        read.problem(&["negative: a date before 1970"]);
    }
    if read.reading.is_none() {
        if instant.0 < 0 {
            read.read(&["before the year 0"]);
        } else {
            read.read(&["after the year 9999"]);
            read.problem(&["beyond the year 9999; many libraries overflow or refuse it"]);
        }
    }
}

/// Says so when a whole number is larger than 2^53: readers that use floats show another one.
pub(super) fn rounding(read: &mut Read, value: &Json, text: &str) {
    const LIMIT: &str = "9007199254740992";
    let raw = value.span.of(text);
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    let whole = value.kind == Kind::Number && digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole && (digits.len(), digits) > (LIMIT.len(), LIMIT) {
        read.problem(&["larger than 2^53: JavaScript and others round it, so compare it as text"]);
    }
}
