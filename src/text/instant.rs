//! Points in time as the core handles them: whole seconds since 1970, UTC, always handed in.

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// The last second that RFC 3339 can write: 9999-12-31T23:59:59Z.
pub const MAX: i64 = 253_402_300_799;

/// An instant, UTC: seconds since 1970-01-01T00:00:00Z as a NumericDate has them (RFC 7519 §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// Reads an RFC 3339 date and time with any offset; a fraction of a second is dropped. `None` on anything else.
    pub fn parse(text: &str) -> Option<Self> {
        OffsetDateTime::parse(text.trim(), &Rfc3339)
            .ok()
            .map(|moment| Self(moment.unix_timestamp()))
    }

    /// `2026-11-23T03:00:00Z`; `None` outside the years 0 to 9999.
    pub fn rfc3339(self) -> Option<String> {
        let moment = self.moment()?;
        let (date, time) = (moment.date(), moment.time());
        (0..=9999).contains(&date.year()).then(|| {
            format!(
                "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
                date.year(),
                u8::from(date.month()),
                date.day(),
                time.hour(),
                time.minute(),
                time.second()
            )
        })
    }

    /// `05/07/2024 15:51:25`: as .NET prints a date in the gateway's messages (invariant culture).
    pub fn invariant(self) -> String {
        self.moment().map_or_else(
            || "12/31/9999 23:59:59".to_owned(),
            |moment| {
                format!(
                    "{:02}/{:02}/{:04} {:02}:{:02}:{:02}",
                    u8::from(moment.month()),
                    moment.day(),
                    moment.year(),
                    moment.hour(),
                    moment.minute(),
                    moment.second()
                )
            },
        )
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

    fn moment(self) -> Option<OffsetDateTime> {
        OffsetDateTime::from_unix_timestamp(self.0)
            .ok()
            .map(|moment| moment.to_offset(UtcOffset::UTC))
    }
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
    let mut parts = Vec::new();
    for (length, unit) in UNITS {
        let count = rest / length;
        rest %= length;
        if count > 0 {
            parts.push(format!("{count} {unit}"));
        } else if !parts.is_empty() {
            break;
        }
        if parts.len() == 2 {
            break;
        }
    }
    if parts.is_empty() {
        "0 s".to_owned()
    } else {
        parts.join(" ")
    }
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
        assert_eq!(Instant(1_715_097_085).invariant(), "05/07/2024 15:51:25");
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
