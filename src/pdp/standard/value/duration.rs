//! The two durations of XML Schema that have an order: days to seconds, and years to months.

use super::Misread;
use std::fmt;

const NANOSECOND: i128 = 1;
const SECOND: i128 = 1_000_000_000 * NANOSECOND;
const MINUTE: i128 = 60 * SECOND;
const HOUR: i128 = 60 * MINUTE;
const DAY: i128 = 24 * HOUR;

/// `dayTimeDuration`, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayTimeDuration(i128);

/// `yearMonthDuration`, in months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearMonthDuration(i64);

impl DayTimeDuration {
    pub(super) fn read(text: &str) -> Result<Self, Misread> {
        let wrong = || Misread::from(format!("`{text}` is no dayTimeDuration, such as `P1DT2H30M`"));
        let (sign, rest) = signed(text);
        let rest = rest.strip_prefix('P').ok_or_else(wrong)?;
        let (days, clock) = match rest.split_once('T') {
            Some((_, "")) => return Err(wrong()),
            Some((days, clock)) => (days, clock),
            None => (rest, ""),
        };
        let mut parts = Parts { rest: days, any: false };
        let mut total = parts.take('D').ok_or_else(wrong)? * DAY;
        let days_left = parts.rest;
        parts.rest = clock;
        total += parts.take('H').ok_or_else(wrong)? * HOUR;
        total += parts.take('M').ok_or_else(wrong)? * MINUTE;
        total += parts.seconds().ok_or_else(wrong)?;
        if !parts.any || !days_left.is_empty() || !parts.rest.is_empty() {
            return Err(wrong());
        }
        Ok(Self(sign * total))
    }

    /// The length in nanoseconds, with its sign.
    pub const fn nanoseconds(self) -> i128 {
        self.0
    }
}

impl fmt::Display for DayTimeDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.0.abs();
        f.write_str(if self.0 < 0 { "-P" } else { "P" })?;
        let (days, clock) = (length / DAY, length % DAY);
        if days > 0 {
            write!(f, "{days}D")?;
        }
        if days > 0 && clock == 0 {
            return Ok(());
        }
        f.write_str("T")?;
        let (hours, minutes, rest) = (clock / HOUR, clock % HOUR / MINUTE, clock % MINUTE);
        if hours > 0 {
            write!(f, "{hours}H")?;
        }
        if minutes > 0 {
            write!(f, "{minutes}M")?;
        }
        if rest > 0 || clock == 0 {
            write!(f, "{}{}S", rest / SECOND, Fraction(rest % SECOND))?;
        }
        Ok(())
    }
}

impl YearMonthDuration {
    pub(super) fn read(text: &str) -> Result<Self, Misread> {
        let wrong = || Misread::from(format!("`{text}` is no yearMonthDuration, such as `P1Y6M`"));
        let (sign, rest) = signed(text);
        let mut parts = Parts { rest: rest.strip_prefix('P').ok_or_else(wrong)?, any: false };
        let years = parts.take('Y').ok_or_else(wrong)?;
        let months = parts.take('M').ok_or_else(wrong)?;
        if !parts.any || !parts.rest.is_empty() {
            return Err(wrong());
        }
        i64::try_from(sign * (years * 12 + months)).map(Self).map_err(|_| wrong())
    }

    /// The length in months, with its sign.
    pub const fn months(self) -> i64 {
        self.0
    }
}

impl fmt::Display for YearMonthDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.0.unsigned_abs();
        f.write_str(if self.0 < 0 { "-P" } else { "P" })?;
        let (years, months) = (length / 12, length % 12);
        if years > 0 {
            write!(f, "{years}Y")?;
        }
        if months > 0 || years == 0 {
            write!(f, "{months}M")?;
        }
        Ok(())
    }
}

/// A fraction of a second in nanoseconds, as it is written behind the seconds.
pub(super) struct Fraction(pub(super) i128);

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return Ok(());
        }
        let digits = format!("{:09}", self.0);
        write!(f, ".{}", digits.trim_end_matches('0'))
    }
}

/// The nanoseconds of the digits behind the decimal point; none if they are no digits or finer than nanoseconds.
pub(super) fn fraction(digits: &str) -> Option<i128> {
    let digits = digits
        .get(9..)
        .map_or(Some(digits), |rest| rest.bytes().all(|byte| byte == b'0').then(|| digits.get(..9)).flatten())?;
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{digits:0<9}").parse().ok()
}

fn signed(text: &str) -> (i128, &str) {
    text.strip_prefix('-').map_or((1, text), |rest| (-1, rest))
}

struct Parts<'a> {
    rest: &'a str,
    any: bool,
}

impl Parts<'_> {
    /// The number before a letter, nought where the letter is absent, none where the number is none.
    fn take(&mut self, letter: char) -> Option<i128> {
        let Some((number, rest)) = self.rest.split_once(letter) else { return Some(0) };
        self.rest = rest;
        self.any = true;
        whole(number)
    }

    fn seconds(&mut self) -> Option<i128> {
        let Some((number, rest)) = self.rest.split_once('S') else { return Some(0) };
        self.rest = rest;
        self.any = true;
        match number.split_once('.') {
            Some((seconds, digits)) => Some(whole(seconds)? * SECOND + fraction(digits)?),
            None => Some(whole(number)? * SECOND),
        }
    }
}

/// A number of at most fifteen digits, so that no sum of them overflows.
fn whole(digits: &str) -> Option<i128> {
    let plain = (1..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_and_written() {
        let canonical = |text| DayTimeDuration::read(text).map(|duration| duration.to_string());
        assert_eq!(canonical("P1DT24H").as_deref(), Ok("P2D"));
        assert_eq!(canonical("-PT90M").as_deref(), Ok("-PT1H30M"));
        assert_eq!(canonical("PT0.50S").as_deref(), Ok("PT0.5S"));
        assert_eq!(canonical("P0D").as_deref(), Ok("PT0S"));
        for wrong in ["P", "PT", "P1DT", "P1Y", "1D", "PT1D", "P1H", "PT1.S", "PT5M3H"] {
            assert!(canonical(wrong).is_err(), "{wrong}");
        }
        let canonical = |text| YearMonthDuration::read(text).map(|duration| duration.to_string());
        assert_eq!(canonical("P18M").as_deref(), Ok("P1Y6M"));
        assert_eq!(canonical("-P0Y").as_deref(), Ok("P0M"));
        assert!(canonical("P1D").is_err());
        assert!(canonical("P").is_err());
    }
}
