//! `NumericDate` (RFC 7519 §2): seconds since 1970-01-01T00:00:00Z, and everything that is written in its place.

use super::{Reading, find};
use crate::text::instant::Instant;
use crate::text::json::{Json, Kind, Member, parse};

/// What stands where a `NumericDate` belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumericDate {
    /// A JSON number, in seconds; a fraction is dropped, what does not fit stops at the ends of the range.
    Number(Instant),
    /// A string holding such a number.
    NumberAsText(Instant),
    /// A date as text.
    DateAsText,
    /// Neither.
    Other,
}

impl NumericDate {
    /// Reads a value; `text` is the JSON text that the value's span points into.
    pub fn of(value: &Json, text: &str) -> Self {
        match &value.kind {
            Kind::Number => Self::Number(seconds(value.span.of(text))),
            Kind::String(written) => {
                let written = written.trim();
                if parse(written).is_ok_and(|value| matches!(value.kind, Kind::Number)) {
                    Self::NumberAsText(seconds(written))
                } else if looks_like_a_date(written) {
                    Self::DateAsText
                } else {
                    Self::Other
                }
            }
            _ => Self::Other,
        }
    }
}

/// The date that a claim holds, as seconds: from a JSON number of any form, or from a string holding one.
/// Everything else is malformed: null, a date as text, an object. The last member of the name counts.
pub fn numeric_date(claims: &[Member], text: &str, name: &str) -> Reading<Instant> {
    let Some(value) = find(claims, name) else {
        return Reading::Absent;
    };
    let (date, found) = match NumericDate::of(value, text) {
        NumericDate::Number(instant) | NumericDate::NumberAsText(instant) => {
            return Reading::Present(instant);
        }
        NumericDate::DateAsText => ("a date as text, ", value.span.of(text)),
        NumericDate::Other => ("", value.describe()),
    };
    Reading::Malformed(["`", name, "` is ", date, found].concat())
}

/// The instant meant when the seconds of `instant` are milliseconds; `None` outside 1e12..=1e14, where nobody means
/// seconds (the year 5138) and milliseconds are dates from 1973 to 5138.
pub fn as_milliseconds(instant: Instant) -> Option<Instant> {
    (1_000_000_000_000..=100_000_000_000_000)
        .contains(&instant.0)
        .then_some(Instant(instant.0 / 1000))
}

/// The whole part of a JSON number (RFC 8259 §6), without going through a float.
/// What does not fit stops at the ends of the range.
fn seconds(number: &str) -> Instant {
    // How many digits stand before the point once the exponent has moved it, and that exponent.
    let (mut whole, mut exponent, mut size) = (0_i64, 0_i64, 1);
    let (mut in_fraction, mut in_exponent) = (false, false);
    for byte in number.bytes() {
        match byte {
            b'.' => in_fraction = true,
            b'e' | b'E' => in_exponent = true,
            b'-' if in_exponent => size = -1,
            // Beyond any text's length it makes no difference.
            b'0'..=b'9' if in_exponent => {
                exponent = i64::min(exponent * 10 + i64::from(byte - b'0'), 1 << 40);
            }
            b'0'..=b'9' if !in_fraction => whole += 1,
            _ => {}
        }
    }
    whole += exponent * size;
    let mut digits = number
        .bytes()
        .take_while(|byte| !matches!(byte, b'e' | b'E'))
        .filter(u8::is_ascii_digit);
    let mut value: i64 = 0;
    while whole > 0 {
        whole -= 1;
        let digit = match digits.next() {
            Some(digit) => i64::from(digit - b'0'),
            // Behind the last digit stand zeros; those behind zero change nothing.
            None if value == 0 => break,
            None => 0,
        };
        if value > i64::MAX / 10 {
            value = i64::MAX;
            break;
        }
        value = (value * 10).saturating_add(digit);
    }
    Instant(match value {
        i64::MAX if number.starts_with('-') => i64::MIN,
        _ if number.starts_with('-') => -value,
        _ => value,
    })
}

/// Whether a text is most likely a date: at least six digits, and something that parts them.
fn looks_like_a_date(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.bytes()
        .next()
        .is_some_and(|first| first.is_ascii_digit())
        && digits >= 6
        && text.bytes().any(|byte| b"-/:.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::super::tests::members;
    use super::*;

    #[track_caller]
    fn read(value: &str) -> NumericDate {
        let text = format!("{{\"exp\":{value}}}");
        NumericDate::of(&members(&text)[0].value, &text)
    }

    #[test]
    fn numbers_of_every_form_are_seconds() {
        for (written, expected) in [
            ("1715097085", 1_715_097_085),
            ("1715097085.9", 1_715_097_085),
            ("1.9e9", 1_900_000_000),
            ("1.9E+9", 1_900_000_000),
            ("19000000000e-1", 1_900_000_000),
            ("0.0000000019e18", 1_900_000_000),
            ("0", 0),
            ("-0", 0),
            ("0e999999999999999999999", 0),
            ("-5", -5),
            ("-1.5", -1),
            ("1e-9", 0),
            ("9223372036854775807", i64::MAX),
            ("9223372036854775808", i64::MAX),
            ("-9223372036854775809", i64::MIN),
            ("1.5e400", i64::MAX),
            ("-1e99999999999999999999", i64::MIN),
            ("5e-99999999999999999999", 0),
        ] {
            assert_eq!(
                read(written),
                NumericDate::Number(Instant(expected)),
                "{written}"
            );
            assert_eq!(
                read(&format!("\"{written}\"")),
                NumericDate::NumberAsText(Instant(expected)),
                "{written}"
            );
        }
    }

    #[test]
    fn dates_as_text_and_other_things_are_told_apart() {
        for (written, expected) in [
            ("\"2021-02-15T11:37:25.067Z\"", NumericDate::DateAsText),
            ("\"07/07/2020 12:35:40\"", NumericDate::DateAsText),
            ("\"2021-05-17T07:09:48.000+0545\"", NumericDate::DateAsText),
            ("\"2021-05-17\"", NumericDate::DateAsText),
            ("\"never\"", NumericDate::Other),
            ("\"\"", NumericDate::Other),
            ("\"+5\"", NumericDate::Other),
            ("\"05\"", NumericDate::Other),
            ("\"1.\"", NumericDate::Other),
            ("\"1e\"", NumericDate::Other),
            ("null", NumericDate::Other),
            ("true", NumericDate::Other),
            ("[1715097085]", NumericDate::Other),
            ("{}", NumericDate::Other),
        ] {
            assert_eq!(read(written), expected, "{written}");
        }
    }

    #[test]
    fn a_claim_is_absent_malformed_or_present() {
        for (text, expected) in [
            ("{}", Reading::Absent),
            (r#"{"exp":1,"exp":2}"#, Reading::Present(Instant(2))),
            (r#"{"exp":"3"}"#, Reading::Present(Instant(3))),
            (
                r#"{"exp":null}"#,
                Reading::Malformed("`exp` is null".into()),
            ),
            (
                r#"{"exp":"2021-05-17"}"#,
                Reading::Malformed("`exp` is a date as text, \"2021-05-17\"".into()),
            ),
        ] {
            assert_eq!(
                numeric_date(&members(text), text, "exp"),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn numbers_too_large_for_seconds_are_milliseconds() {
        let ms = Instant(1_684_248_669_016);
        assert_eq!(as_milliseconds(ms), Some(Instant(1_684_248_669)));
        for seconds in [0, -5, 1_715_097_085, 32_503_680_000, i64::MAX] {
            assert_eq!(as_milliseconds(Instant(seconds)), None, "{seconds}");
        }
    }
}
