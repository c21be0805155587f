//! Times and dates of XML Schema, with or without a zone, on the calendar of `jiff`.
//!
//! A value without a zone is taken as UTC where it is compared or ordered: that is the implicit time zone of this decision
//! point. No clock is read.

use super::Misread;
use super::duration::{DayTimeDuration, Fraction, YearMonthDuration, fraction};
use jiff::{SignedDuration, Span, civil};
use std::cmp::Ordering;
use std::fmt;

const MINUTE: i128 = 60_000_000_000;

/// Minutes east of UTC, if a zone is given.
type Zone = Option<i16>;

/// `time`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    clock: civil::Time,
    zone: Zone,
}

/// `date`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarDate {
    day: civil::Date,
    zone: Zone,
}

/// `dateTime`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTime {
    local: civil::DateTime,
    zone: Zone,
}

impl Time {
    pub(super) fn read(text: &str) -> Result<Self, Misread> {
        let wrong = || Misread::from(format!("`{text}` is no time, such as `08:30:00` or `08:30:00+01:00`"));
        let (local, zone) = split_zone(text).ok_or_else(wrong)?;
        // The end of the day is the beginning of one: a time has no date to carry over to.
        let (clock, _) = read_clock(local).ok_or_else(wrong)?;
        Ok(Self { clock, zone })
    }

    /// Nanoseconds from midnight UTC of the day that the local time is of.
    pub fn instant(&self) -> i128 {
        since_midnight(self.clock) - shift(self.zone)
    }

    /// The same, with the zone of another time where this one has none.
    pub(in crate::pdp::standard) fn instant_with(&self, other: &Self) -> i128 {
        since_midnight(self.clock) - shift(self.zone.or(other.zone))
    }

    /// The order of two times. The standard forbids it between one with a zone and one without (appendix A.3.8).
    pub(super) fn order(&self, other: &Self) -> Result<Ordering, Misread> {
        if self.zone.is_some() != other.zone.is_some() {
            return Err("a time with a time zone cannot be ordered against one without".into());
        }
        Ok(self.instant().cmp(&other.instant()))
    }
}

impl CalendarDate {
    pub(super) fn read(text: &str) -> Result<Self, Misread> {
        let wrong = || Misread::from(format!("`{text}` is no date, such as `2026-11-25` or `2026-11-25+01:00`"));
        let (local, zone) = split_zone(text).ok_or_else(wrong)?;
        Ok(Self { day: read_day(local).ok_or_else(wrong)?, zone })
    }

    /// Nanoseconds from the beginning of the year nought to the beginning of the day.
    pub fn instant(&self) -> i128 {
        since_zero(self.day.to_datetime(civil::Time::midnight())) - shift(self.zone)
    }

    /// The day so many months later; a day that the month does not have becomes its last.
    pub(in crate::pdp::standard) fn add_months(self, duration: YearMonthDuration, sign: i64) -> Option<Self> {
        let day = self.day.checked_add(months(duration, sign)?).ok()?;
        Some(Self { day, ..self })
    }
}

impl DateTime {
    pub(super) fn read(text: &str) -> Result<Self, Misread> {
        let wrong = || Misread::from(format!("`{text}` is no dateTime, such as `2026-11-25T08:30:00+01:00`"));
        let (local, zone) = split_zone(text).ok_or_else(wrong)?;
        let (day, clock) = local.split_once('T').ok_or_else(wrong)?;
        let (clock, next_day) = read_clock(clock).ok_or_else(wrong)?;
        let mut day = read_day(day).ok_or_else(wrong)?;
        if next_day {
            day = day.tomorrow().map_err(|_| wrong())?;
        }
        Ok(Self { local: day.to_datetime(clock), zone })
    }

    /// Nanoseconds from the beginning of the year nought.
    pub fn instant(&self) -> i128 {
        since_zero(self.local) - shift(self.zone)
    }

    /// The date, in the same zone.
    pub fn date(&self) -> CalendarDate {
        CalendarDate { day: self.local.date(), zone: self.zone }
    }

    /// The time of the day, in the same zone.
    pub fn time(&self) -> Time {
        Time { clock: self.local.time(), zone: self.zone }
    }

    pub(in crate::pdp::standard) fn add(self, duration: DayTimeDuration, sign: i128) -> Option<Self> {
        let nanoseconds = duration.nanoseconds().checked_mul(sign)?;
        let seconds = i64::try_from(nanoseconds / 1_000_000_000).ok()?;
        let rest = i32::try_from(nanoseconds % 1_000_000_000).ok()?;
        let local = self.local.checked_add(SignedDuration::new(seconds, rest)).ok()?;
        Some(Self { local, ..self })
    }

    /// So many months later; a day that the month does not have becomes its last.
    pub(in crate::pdp::standard) fn add_months(self, duration: YearMonthDuration, sign: i64) -> Option<Self> {
        let local = self.local.checked_add(months(duration, sign)?).ok()?;
        Some(Self { local, ..self })
    }
}

fn months(duration: YearMonthDuration, sign: i64) -> Option<Span> {
    Span::new().try_months(duration.months().checked_mul(sign)?).ok()
}

fn shift(zone: Zone) -> i128 {
    zone.map_or(0, i128::from) * MINUTE
}

fn since_midnight(clock: civil::Time) -> i128 {
    clock.duration_since(civil::Time::midnight()).as_nanos()
}

fn since_zero(local: civil::DateTime) -> i128 {
    local.duration_since(civil::DateTime::ZERO).as_nanos()
}

/// The zone at the end: `Z`, or hours and minutes up to fourteen hours.
fn split_zone(text: &str) -> Option<(&str, Zone)> {
    if let Some(local) = text.strip_suffix('Z') {
        return Some((local, Some(0)));
    }
    let Some((local, zone)) = text.len().checked_sub(6).and_then(|at| text.split_at_checked(at)) else {
        return Some((text, None));
    };
    let sign = match zone.bytes().next() {
        Some(b'+') => 1,
        Some(b'-') if zone.as_bytes().get(3) == Some(&b':') => -1,
        _ => return Some((text, None)),
    };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let minutes = i16::from(two_digits(hours)?) * 60 + i16::from(two_digits(minutes).filter(|minute| *minute < 60)?);
    (minutes <= 14 * 60).then_some((local, Some(sign * minutes)))
}

fn read_day(text: &str) -> Option<civil::Date> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let mut parts = digits.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let padded = year.len() == 4 || year.len() > 4 && !year.starts_with('0');
    if parts.next().is_some() || !padded || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i16 = year.parse().ok().filter(|year| *year > 0)?;
    // XML Schema has no year nought: the year -1 is the one before 1.
    let year = if negative { 1 - year } else { year };
    civil::Date::new(year, i8::try_from(two_digits(month)?).ok()?, i8::try_from(two_digits(day)?).ok()?).ok()
}

/// The time, and whether it is the end of the day, `24:00:00`.
fn read_clock(text: &str) -> Option<(civil::Time, bool)> {
    let mut parts = text.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (second, nanoseconds) = match second.split_once('.') {
        Some((second, digits)) => (second, fraction(digits)?),
        None => (second, 0),
    };
    let [hour, minute, second] = [two_digits(hour)?, two_digits(minute)?, two_digits(second)?];
    if (hour, minute, second, nanoseconds) == (24, 0, 0, 0) {
        return Some((civil::Time::midnight(), true));
    }
    let signed = |number: u8| i8::try_from(number).ok();
    let clock =
        civil::Time::new(signed(hour)?, signed(minute)?, signed(second)?, i32::try_from(nanoseconds).ok()?).ok()?;
    Some((clock, false))
}

fn two_digits(text: &str) -> Option<u8> {
    let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn write_day(f: &mut fmt::Formatter<'_>, day: civil::Date) -> fmt::Result {
    let year = day.year();
    let (sign, year) = if year > 0 { ("", year) } else { ("-", 1 - year) };
    write!(f, "{sign}{year:04}-{:02}-{:02}", day.month(), day.day())
}

fn write_clock(f: &mut fmt::Formatter<'_>, clock: civil::Time) -> fmt::Result {
    let rest = Fraction(i128::from(clock.subsec_nanosecond()));
    write!(f, "{:02}:{:02}:{:02}{rest}", clock.hour(), clock.minute(), clock.second())
}

fn write_zone(f: &mut fmt::Formatter<'_>, zone: Zone) -> fmt::Result {
    match zone {
        None => Ok(()),
        Some(0) => f.write_str("Z"),
        Some(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_clock(f, self.clock)?;
        write_zone(f, self.zone)
    }
}

impl fmt::Display for CalendarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_day(f, self.day)?;
        write_zone(f, self.zone)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_day(f, self.local.date())?;
        f.write_str("T")?;
        write_clock(f, self.local.time())?;
        write_zone(f, self.zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_kept_and_reckoned_with() {
        let one = DateTime::read("2002-03-22T08:23:47-05:00").unwrap();
        let other = DateTime::read("2002-03-22T13:23:47Z").unwrap();
        assert_eq!(one.instant(), other.instant());
        assert_eq!(one.to_string(), "2002-03-22T08:23:47-05:00");
        assert_eq!(other.to_string(), "2002-03-22T13:23:47Z");
        let bare = CalendarDate::read("2002-03-22").unwrap();
        assert_eq!(bare.instant(), CalendarDate::read("2002-03-22Z").unwrap().instant());
        assert!(CalendarDate::read("2002-03-22+01:00").unwrap().instant() < bare.instant());
    }

    #[test]
    fn what_the_schema_does_not_have_is_refused() {
        for wrong in ["2002-3-22", "2002-02-30", "0000-01-01", "02002-01-01", "2002-03-22-14:30", "2002-03-22+14:01"] {
            assert!(CalendarDate::read(wrong).is_err(), "{wrong}");
        }
        for wrong in ["08:23", "8:23:47", "24:00:01", "08:60:00", "08:23:60", "08:23:47.", "08:23:47z"] {
            assert!(Time::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_end_of_a_day_is_the_next_one() {
        assert_eq!(DateTime::read("2002-12-31T24:00:00").unwrap().to_string(), "2003-01-01T00:00:00");
        assert_eq!(Time::read("24:00:00").unwrap(), Time::read("00:00:00").unwrap());
    }

    #[test]
    fn the_year_before_one_is_minus_one() {
        let day = CalendarDate::read("-0001-12-31").unwrap();
        let next = day.add_months(YearMonthDuration::read("P1M").unwrap(), 1).unwrap();
        assert_eq!((day.to_string().as_str(), next.to_string().as_str()), ("-0001-12-31", "0001-01-31"));
    }

    #[test]
    fn times_with_and_without_a_zone_have_no_order() {
        let (bare, zoned) = (Time::read("08:00:00").unwrap(), Time::read("08:00:00Z").unwrap());
        assert!(bare.order(&zoned).is_err());
        assert_eq!(bare.instant(), zoned.instant());
    }
}
