//! Numbers: dates, lengths of time, and those too large for a float.

use super::{Read, Value};
use crate::claims::numeric_date::{NumericDate, as_milliseconds};
use crate::text::instant::Instant;
use crate::text::json::Kind;

/// Reads a `NumericDate`, and says what is written in its place.
pub(super) fn date(read: &mut Read, value: &Value<'_>) {
    let (found, unit) = match NumericDate::of(value.json, value.text) {
        NumericDate::Number(instant) => {
            number(read, instant);
            if value
                .raw
                .bytes()
                .any(|byte| matches!(byte, b'.' | b'e' | b'E'))
            {
                read.problem("not written as a whole number; some libraries read no other");
            }
            return;
        }
        NumericDate::NumberAsText(instant) => {
            number(read, instant);
            ("a string", "")
        }
        NumericDate::DateAsText => ("a date as text", " of seconds since 1970"),
        NumericDate::Other if value.scalar.is_some() => {
            ("a string that is no number", " of seconds")
        }
        NumericDate::Other => (value.json.describe(), " of seconds"),
    };
    read.problem_of(&[found, "; RFC 7519 §2 wants a JSON number", unit]);
}

/// A number of seconds: the date it says or, where it is in milliseconds, the date meant.
fn number(read: &mut Read, instant: Instant) {
    let meant = as_milliseconds(instant);
    let shown = meant.unwrap_or(instant);
    read.instant = Some(shown);
    read.reading = shown.rfc3339();
    let early = instant.0 < 0;
    if meant.is_some() {
        read.problem("NumericDate in milliseconds: RFC 7519 §2 wants seconds; as seconds this is after the year 5000");
    } else if early {
        read.problem("negative: a date before 1970");
    } else if read.reading.is_none() {
        read.problem("beyond the year 9999; many libraries overflow or refuse it");
    }
    if read.reading.is_none() {
        let end = if early {
            "before the year 0"
        } else {
            "after the year 9999"
        };
        read.read(end);
    }
}

/// Says so when a whole number is larger than 2^53: readers that use floats show another one.
pub(super) fn rounding(read: &mut Read, value: &Value<'_>) {
    const LIMIT: &str = "9007199254740992";
    let digits = value.raw.strip_prefix('-').unwrap_or(value.raw);
    let whole =
        matches!(value.json.kind, Kind::Number) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole && (digits.len(), digits) > (LIMIT.len(), LIMIT) {
        read.problem("larger than 2^53: JavaScript and others round it, so compare it as text");
    }
}
