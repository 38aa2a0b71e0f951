//! Points in time as the core handles them: whole seconds since 1970, UTC, always handed in.
//! By hand: a library weighs more than the page's budget has; `tests/properties.rs` holds it against `time`.

use std::fmt::Write as _;

/// The last second that RFC 3339 can write: 9999-12-31T23:59:59Z.
pub const MAX: i64 = 253_402_300_799;
/// The first: 0000-01-01T00:00:00Z.
const MIN: i64 = -62_167_219_200;
const DAY: i64 = 86_400;
/// Days of 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const MARCH_OF_YEAR_0: i64 = 719_468;

/// An instant, UTC: seconds since 1970-01-01T00:00:00Z as a NumericDate has them (RFC 7519 §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// Reads an RFC 3339 date and time with any offset; a fraction of a second is dropped. `None` on anything else.
    pub fn parse(text: &str) -> Option<Self> {
        // Any character may stand between date and time (RFC 3339 §5.6).
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, _, ref time @ ..] =
            text.trim().as_bytes()
        else {
            return None;
        };
        let &[h1, h2, b':', n1, n2, b':', s1, s2, ref rest @ ..] = time else {
            return None;
        };
        let year = below(100, y1, y2)? * 100 + below(100, y3, y4)?;
        let (month, day) = (below(13, m1, m2)?, below(32, d1, d2)?);
        let days = days_to(year, month, day);
        if date_of(days) != [year, month, day] {
            return None;
        }
        let (hour, minute, second) = (below(24, h1, h2)?, below(60, n1, n2)?, below(61, s1, s2)?);
        let seconds = days * DAY + hour * 3600 + minute * 60 - offset(rest)?;
        // A leap second, which only ends a month, is the one before it.
        let [_, _, day] = date_of((seconds + 60).div_euclid(DAY));
        let ends_a_month = (seconds + 60) % DAY == 0 && day == 1;
        (second < 60 || ends_a_month).then_some(Self(seconds + second.min(59)))
    }

    /// `2026-11-23T03:00:00Z`; `None` outside the years 0 to 9999.
    pub fn rfc3339(self) -> Option<String> {
        (MIN..=MAX)
            .contains(&self.0)
            .then(|| self.written("Y-M-DTh:m:sZ"))
    }

    /// `05/07/2024 15:51:25`: as .NET prints a date in the gateway's messages (invariant culture).
    /// Outside the years 0 to 9999 it is the first or last that can be written.
    pub fn invariant(self) -> String {
        Self(self.0.clamp(MIN, MAX)).written("M/D/Y h:m:s")
    }

    fn written(self, pattern: &str) -> String {
        let [year, month, day] = date_of(self.0.div_euclid(DAY));
        let second = self.0.rem_euclid(DAY);
        let mut text = String::new();
        for letter in pattern.chars() {
            let number = match letter {
                'Y' => year,
                'M' => month,
                'D' => day,
                'h' => second / 3600,
                'm' => second / 60 % 60,
                's' => second % 60,
                _ => {
                    text.push(letter);
                    continue;
                }
            };
            let width = if letter == 'Y' { 4 } else { 2 };
            let _ = write!(text, "{number:0width$}");
        }
        text
    }

    /// The first of these instants that is still to come.
    pub fn first_after(self, instants: &[Option<Self>]) -> Option<Self> {
        let mut first = None;
        for &instant in instants {
            if instant > Some(self) && (first.is_none() || instant < first) {
                first = instant;
            }
        }
        first
    }

    /// This many seconds later; stops at the ends of the range.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to this instant.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// The number that two digits write, where it is below `end`.
fn below(end: i64, tens: u8, ones: u8) -> Option<i64> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    let number = digit(tens)? * 10 + digit(ones)?;
    (number < end).then_some(number)
}

/// What stands behind the seconds of RFC 3339: a fraction, and the offset from UTC, which is returned in seconds.
fn offset(text: &[u8]) -> Option<i64> {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let zone = match text {
        [b'.', fraction @ ..] if digits(fraction) > 0 => fraction.get(digits(fraction)..)?,
        _ => text,
    };
    match *zone {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let seconds = below(24, h1, h2)? * 3600 + below(60, m1, m2)? * 60;
            Some(if sign == b'-' { -seconds } else { seconds })
        }
        _ => None,
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar, as if it had always been in use. A day beyond the end of
/// its month counts into the next.
const fn days_to(year: i64, month: i64, day: i64) -> i64 {
    // Years from March on: then the leap day is the last, and the months' lengths follow a line.
    let year = if month < 3 { year - 1 } else { year };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days_before_month = ((month + 9) % 12 * 153 + 2) / 5;
    year * 365 + leap_days + days_before_month + day - 1 - MARCH_OF_YEAR_0
}

/// Year, month and day, so many days after 1970-01-01.
const fn date_of(days: i64) -> [i64; 3] {
    let days = days + MARCH_OF_YEAR_0;
    let (era, day) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    // Without its leap days, of which the very last would begin another year, the era's years are of one length.
    let year = (day - day / 1460 + day / 36_524 - day / (ERA - 1)) / 365;
    let day = day - (year * 365 + year / 4 - year / 100);
    let month = (day * 5 + 2) / 153;
    let year = era * 400 + year + month / 10;
    [year, (month + 2) % 12 + 1, day - (month * 153 + 2) / 5 + 1]
}

/// A length of time in at most two units: `3 h 12 min`, `48 s`, `1 y 3 d`. The sign is dropped.
pub fn duration(seconds: i64) -> String {
    const UNITS: [(u64, &str); 5] = [
        (31_536_000, "y"),
        (86_400, "d"),
        (3_600, "h"),
        (60, "min"),
        (1, "s"),
    ];
    let mut rest = seconds.unsigned_abs();
    let mut text = String::new();
    for (length, unit) in UNITS {
        let count = rest / length;
        rest %= length;
        // The second unit is the one that follows the first, if there is any of it.
        let second = !text.is_empty();
        if count > 0 {
            text.push_str(if second { " " } else { "" });
            text.push_str(&count.to_string());
            text.push(' ');
            text.push_str(unit);
        }
        if second {
            break;
        }
    }
    if text.is_empty() {
        text.push_str("0 s");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc_3339_both_ways() {
        for (text, seconds, written) in [
            (
                "2024-05-07T15:51:25Z",
                1_715_097_085,
                "2024-05-07T15:51:25Z",
            ),
            (
                "2024-05-07T17:51:25.9+02:00",
                1_715_097_085,
                "2024-05-07T15:51:25Z",
            ),
            ("1969-12-31T23:59:59Z", -1, "1969-12-31T23:59:59Z"),
        ] {
            let instant = Instant::parse(text).unwrap();
            assert_eq!(
                (instant.0, instant.rfc3339().unwrap()),
                (seconds, written.to_owned())
            );
        }
        assert_eq!(Instant::parse("07/07/2020 12:35:40"), None);
        assert_eq!(Instant(MAX + 1).rfc3339(), None);
        assert_eq!(Instant(i64::MIN).rfc3339(), None);
        for (seconds, written) in [
            (1_715_097_085, "05/07/2024 15:51:25"),
            (i64::MAX, "12/31/9999 23:59:59"),
            (i64::MIN, "01/01/0000 00:00:00"),
        ] {
            assert_eq!(Instant(seconds).invariant(), written);
        }
    }

    #[test]
    fn a_leap_second_ends_a_month() {
        for (text, seconds) in [
            ("2016-12-31T23:59:60Z", Some(1_483_228_799)),
            ("2017-01-01T00:59:60+01:00", Some(1_483_228_799)),
            ("2016-12-30T23:59:60Z", None),
            ("2016-12-31T23:58:60Z", None),
        ] {
            assert_eq!(Instant::parse(text), seconds.map(Instant), "{text}");
        }
    }

    #[test]
    fn a_duration_has_at_most_two_units() {
        for (seconds, text) in [
            (0, "0 s"),
            (59, "59 s"),
            (11_520, "3 h 12 min"),
            (3_605, "1 h"),
            (-86_400, "1 d"),
            (31_536_000 + 86_400 * 3 + 7, "1 y 3 d"),
        ] {
            assert_eq!(duration(seconds), text);
        }
    }
}
