//! Moments as orders write them, and the clock on a Norwegian wall.

use crate::config::Date;

const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;

/// A date and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Seconds since 1970-01-01T00:00Z; where no time zone is given, as if it were UTC.
    seconds: i64,
    /// Whether a time zone is given.
    pub has_zone: bool,
}

impl Moment {
    /// Reads a date and time in ISO 8601; none where it is something else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(at) = text.parse::<jiff::Timestamp>() {
            return Some(Self { seconds: at.as_second(), has_zone: true });
        }
        let civil = text.parse::<jiff::civil::DateTime>().ok()?;
        let at = jiff::tz::TimeZone::UTC.to_timestamp(civil).ok()?;
        Some(Self { seconds: at.as_second(), has_zone: false })
    }

    /// The day on which it lies in Norway.
    pub fn day(self) -> Date {
        Date::from_unix_seconds(u64::try_from(self.local()).unwrap_or(0))
    }

    /// The hour and minute that a Norwegian clock shows.
    pub fn clock(self) -> (i64, i64) {
        let of_day = self.local().rem_euclid(DAY);
        (of_day / HOUR, of_day % HOUR / 60)
    }

    /// Whether it is later than another.
    pub fn is_after(self, other: Self) -> bool {
        self.seconds > other.seconds
    }

    /// The moment that is so many minutes later.
    pub fn later_by(self, minutes: i64) -> Self {
        Self { seconds: self.seconds + 60 * minutes, ..self }
    }

    /// How many whole days later `other` is.
    pub fn days_until(self, other: Self) -> i64 {
        (other.seconds - self.seconds).div_euclid(DAY)
    }

    /// Seconds of Norwegian time: one hour before UTC, two in summer, which lasts from 01:00 UTC on the last Sunday of
    /// March to 01:00 UTC on the last Sunday of October (directive 2000/84/EC).
    fn local(self) -> i64 {
        if !self.has_zone {
            return self.seconds;
        }
        let year = Date::from_unix_seconds(u64::try_from(self.seconds).unwrap_or(0)).year();
        let is_summer = last_sunday(year, 3)
            .zip(last_sunday(year, 10))
            .is_some_and(|(start, end)| (start * DAY + HOUR..end * DAY + HOUR).contains(&self.seconds));
        self.seconds + if is_summer { 2 * HOUR } else { HOUR }
    }
}

/// The last Sunday of a month with 31 days, in days since 1970-01-01, a Thursday.
fn last_sunday(year: i32, month: u8) -> Option<i64> {
    let start = Date::new(1970, 1, 1)?;
    let last = start.days_until(Date::new(year, month, 31)?);
    Some(last - (last + 4).rem_euclid(7))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Moment {
        Moment::parse(text).unwrap_or_else(|| panic!("{text} is a moment"))
    }

    #[test]
    fn the_norwegian_clock_keeps_summer_time() {
        for (text, clock) in [
            ("2027-01-12T09:00:00Z", (10, 0)),
            ("2027-07-12T09:00:00Z", (11, 0)),
            ("2027-01-12T22:30:00+01:00", (22, 30)),
            ("2027-03-28T00:59:59Z", (1, 59)),
            ("2027-03-28T01:00:00Z", (3, 0)),
            ("2027-10-31T00:59:00Z", (2, 59)),
            ("2027-10-31T01:00:00Z", (2, 0)),
            ("2027-01-12T08:15:00", (8, 15)),
        ] {
            assert_eq!(read(text).clock(), clock, "{text}");
        }
    }

    #[test]
    fn a_moment_says_whether_it_has_a_time_zone() {
        assert!(read("2027-01-12T10:00:00+01:00").has_zone);
        assert!(!read("2027-01-12T10:00:00").has_zone);
        assert!(!read("2027-01-12").has_zone);
        assert_eq!(read("2027-01-12T23:30:00Z").day().to_string(), "2027-01-13");
        assert_eq!(read("2027-01-12T00:00:00Z").days_until(read("2027-01-19T12:00:00Z")), 7);
        for text in ["", "i morgon", "{{sendAt}}", "12.01.2027"] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }
}
