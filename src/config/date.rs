//! A day of the Gregorian calendar, without a clock.

use std::fmt;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// The day of that year, month (from 1) and day (from 1), if the calendar has it.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let long = match month {
            4 | 6 | 9 | 11 => 30,
            2 if is_leap(year) => 29,
            2 => 28,
            1..=12 => 31,
            _ => 0,
        };
        (0..=9999).contains(&year).then_some(())?;
        (1..=long).contains(&day).then_some(Self { year, month, day })
    }

    /// The last day of a year.
    pub const fn last_of(year: u16) -> Self {
        Self { year: year as i32, month: 12, day: 31 }
    }

    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |len: usize| {
            let part = parts.next()?;
            (part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<i32>().ok())?
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        if parts.next().is_some() {
            return None;
        }
        Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The day on which a number of seconds since 1970-01-01T00:00Z lies.
    pub fn from_unix_seconds(seconds: u64) -> Self {
        let days = i64::try_from(seconds / 86_400).unwrap_or(0);
        // Counted in years that start in March, so that a leap day is the last day of its year.
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let narrow = |value: i64| u8::try_from(value).unwrap_or(1);
        Self { year: i32::try_from(year).unwrap_or(1970), month: narrow(month), day: narrow(day) }
    }

    /// The year.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// How many days later `other` is; negative if earlier.
    pub fn days_until(self, other: Self) -> i64 {
        other.number() - self.number()
    }

    fn number(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let month = i64::from(self.month);
        let from_march = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * from_march + 2) / 5 + i64::from(self.day) - 1;
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
    }
}

const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_years_and_leap_days() {
        let day = |text| Date::parse(text).expect("a day");
        assert_eq!(day("2026-11-24").days_until(day("2026-12-31")), 37);
        assert_eq!(day("2024-02-28").days_until(day("2024-03-01")), 2);
        assert_eq!(day("2027-01-01").days_until(day("2026-12-31")), -1);
    }

    #[test]
    fn a_clock_gives_the_same_day() {
        assert_eq!(Date::from_unix_seconds(0).to_string(), "1970-01-01");
        assert_eq!(Date::from_unix_seconds(1_795_478_400).to_string(), "2026-11-24");
        assert_eq!(Date::from_unix_seconds(951_782_400).to_string(), "2000-02-29");
    }

    #[test]
    fn what_the_calendar_lacks_is_no_day() {
        for text in ["2026-02-29", "2026-13-01", "2026-1-1", "2026-11-24x", ""] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
