//! `DateTime.Parse` and what is compared of its result, for values as XML Schema writes them.
//!
//! .NET turns a value with a zone into the server's own time and compares that with one without as if both had the same.
//! The server's zone is not known, so what hangs on it is not told. Two different instants are taken to be different times
//! of day: only in the one hour of autumn that a server with summer time lives twice would they not be.

use super::{Told, is_blank};
use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, ToSpan};

const ZONE: &str = "it hangs on the time zone of Altinn's servers, which is not known";
const LANGUAGE: &str = "only the language that Altinn's servers are set to says what this date is";

/// A value, as far as it is read without knowing the server.
enum Moment {
    /// A wall clock.
    Local(DateTime),
    /// A moment with a zone, brought to UTC.
    Zoned(DateTime),
}

enum Read {
    Moment(Moment),
    Throws,
    Unknown(&'static str),
}

/// `time-equal`: both read as a time of today where they have no date.
pub(in super::super) fn times(a: &str, b: &str) -> Told {
    whole(a, b)
}

/// `dateTime-equal`.
pub(in super::super) fn instants(a: &str, b: &str) -> Told {
    whole(a, b)
}

/// `date-equal`: only the day is compared.
pub(in super::super) fn dates(a: &str, b: &str) -> Told {
    both(a, b, |a, b| match (a, b) {
        (Moment::Local(a), Moment::Local(b)) => Told::from(a.date() == b.date()),
        (Moment::Zoned(a), Moment::Zoned(b)) if a == b => Told::Yes,
        (Moment::Zoned(a) | Moment::Local(a), Moment::Zoned(b) | Moment::Local(b)) => {
            // Zones reach from -12 to +14 hours, and a day has at most 25.
            let apart = a.duration_since(b).abs();
            if apart > SignedDuration::from_hours(51) { Told::No } else { Told::Unknown(ZONE) }
        }
    })
}

fn whole(a: &str, b: &str) -> Told {
    both(a, b, |a, b| match (a, b) {
        (Moment::Local(a), Moment::Local(b)) | (Moment::Zoned(a), Moment::Zoned(b)) => Told::from(a == b),
        (Moment::Zoned(a), Moment::Local(b)) | (Moment::Local(a), Moment::Zoned(b)) => {
            if a.duration_since(b).abs() > SignedDuration::from_hours(15) { Told::No } else { Told::Unknown(ZONE) }
        }
    })
}

fn both(a: &str, b: &str, compare: impl Fn(Moment, Moment) -> Told) -> Told {
    match (read(a), read(b)) {
        (Read::Throws, _) | (_, Read::Throws) => Told::Throws,
        (Read::Unknown(reason), _) | (_, Read::Unknown(reason)) => Told::Unknown(reason),
        (Read::Moment(a), Read::Moment(b)) => {
            // A value without a date is of today, whatever day that is: next to one with a date nothing is known.
            match (is_today(&a), is_today(&b)) {
                (false, false) | (true, true) => compare(a, b),
                _ => Told::Unknown("a time without a date is taken to be of the day on which is asked"),
            }
        }
    }
}

/// Stands for the day on which is asked; no value of XML Schema that .NET takes has it.
const TODAY: Date = Date::constant(-1, 1, 1);

fn is_today(moment: &Moment) -> bool {
    let (Moment::Local(at) | Moment::Zoned(at)) = moment;
    at.year() <= 0
}

fn read(text: &str) -> Read {
    let text = text.trim_matches(is_blank);
    // What no language has in a date.
    if text.is_empty()
        || text.contains(['_', '@', '#', '$', '%', '&', '*', '=', '{', '}', '[', ']', '<', '>', '|', '~'])
    {
        return Read::Throws;
    }
    let (date, rest) = match text.as_bytes().get(4) {
        Some(b'-') if text.is_char_boundary(10.min(text.len())) && text.len() >= 10 => text.split_at(10),
        _ => ("", text),
    };
    let day = match date {
        "" => TODAY,
        date => match digits(date, [(0, 4), (5, 7), (8, 10)], b'-') {
            None => return Read::Unknown(LANGUAGE),
            Some([year, month, day]) => {
                let narrow = |part: i16| i8::try_from(part).unwrap_or_default();
                match Date::new(year, narrow(month), narrow(day)) {
                    Ok(day) if year > 0 => day,
                    _ => return Read::Throws,
                }
            }
        },
    };
    let clock = match (date, rest.strip_prefix('T')) {
        ("", None) => rest,
        (_, Some(clock)) if !date.is_empty() => clock,
        (_, None) if rest.is_empty() => return Read::Moment(Moment::Local(day.to_datetime(Time::midnight()))),
        _ => return Read::Unknown(LANGUAGE),
    };
    read_clock(day, clock)
}

fn read_clock(day: Date, clock: &str) -> Read {
    let zone_at = clock.find(['Z', '+', '-']).unwrap_or(clock.len());
    let (clock, zone) = clock.split_at(zone_at);
    let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, part)| (clock, Some(part)));
    let time = match digits(clock, [(0, 2), (3, 5), (6, 8)], b':') {
        None => return Read::Unknown(LANGUAGE),
        Some([hour, minute, second]) => {
            let narrow = |part: i16| i8::try_from(part).unwrap_or(-1);
            // .NET has no hour 24 and no second 60.
            match Time::new(narrow(hour), narrow(minute), narrow(second), 0) {
                Ok(time) => time,
                Err(_) => return Read::Throws,
            }
        }
    };
    let nanoseconds = match fraction {
        None => 0,
        // .NET rounds what is finer than its ticks of 100 nanoseconds.
        Some(part) if part.len() > 7 => return Read::Unknown("the fraction of a second is finer than .NET counts"),
        Some(part) if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) => {
            return Read::Unknown(LANGUAGE);
        }
        Some(part) => format!("{part:0<9}").parse().unwrap_or(0_i64),
    };
    let at = day.to_datetime(time).saturating_add(nanoseconds.nanoseconds());
    let minutes = match zone {
        "" => return Read::Moment(Moment::Local(at)),
        "Z" => 0,
        zone => {
            let (sign, zone) = zone.split_at(1);
            let Some([hours, minutes]) = digits(zone, [(0, 2), (3, 5)], b':') else { return Read::Unknown(LANGUAGE) };
            if minutes > 59 || hours * 60 + minutes > 14 * 60 {
                return Read::Throws;
            }
            let east = i64::from(hours) * 60 + i64::from(minutes);
            if sign == "-" { -east } else { east }
        }
    };
    // At the ends of .NET's calendar a zone is cut off.
    if at.year() == 1 || at.year() == 9999 {
        return Read::Unknown(ZONE);
    }
    Read::Moment(Moment::Zoned(at.saturating_sub(minutes.minutes())))
}

/// The numbers at fixed places of a text that is exactly so long, with the separator between them.
fn digits<const N: usize>(text: &str, places: [(usize, usize); N], separator: u8) -> Option<[i16; N]> {
    let bytes = text.as_bytes();
    let mut numbers = [0; N];
    let mut end = 0;
    for (number, (from, to)) in numbers.iter_mut().zip(places) {
        if from > 0 && bytes.get(from - 1) != Some(&separator) {
            return None;
        }
        let part = text.get(from..to).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))?;
        *number = part.parse().ok()?;
        end = to;
    }
    (end == text.len()).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_compared_and_blanks_are_not() {
        assert_eq!(dates("2026-11-22", " 2026-11-22 "), Told::Yes);
        assert_eq!(dates("2026-11-22", "2026-11-22T10:00:00"), Told::Yes);
        assert_eq!(dates("2026-11-22", "2026-11-23"), Told::No);
    }

    #[test]
    fn a_zone_is_told_only_beside_a_zone() {
        assert_eq!(instants("2026-11-22T10:00:00Z", "2026-11-22T11:00:00+01:00"), Told::Yes);
        assert_eq!(instants("2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z"), Told::No);
        assert_eq!(instants("2026-11-22T10:00:00Z", "2026-11-22T10:00:00"), Told::Unknown(ZONE));
        assert_eq!(instants("2026-11-22T10:00:00Z", "2026-11-24T10:00:00"), Told::No);
        assert_eq!(dates("2026-11-22T23:30:00Z", "2026-11-22T23:30:00Z"), Told::Yes);
        assert_eq!(dates("2026-11-22T23:30:00Z", "2026-11-23T01:00:00Z"), Told::Unknown(ZONE));
    }

    #[test]
    fn times_are_of_today() {
        assert_eq!(times("10:00:00", "10:00:00.000"), Told::Yes);
        assert_eq!(times("10:00:00", "10:00:01"), Told::No);
        assert_eq!(times("10:00:00Z", "12:00:00+02:00"), Told::Yes);
        assert!(matches!(times("10:00:00", "2026-11-22T10:00:00"), Told::Unknown(_)));
    }

    #[test]
    fn what_is_no_date_throws_and_what_a_language_may_read_is_not_told() {
        assert_eq!(dates("Task_1", "2026-11-22"), Told::Throws);
        assert_eq!(dates("2026-02-30", "2026-11-22"), Told::Throws);
        assert_eq!(times("24:00:00", "00:00:00"), Told::Throws);
        assert_eq!(dates("22.11.2026", "2026-11-22"), Told::Unknown(LANGUAGE));
        assert_eq!(dates("æøåæ-øåæøå", "2026-11-22"), Told::Unknown(LANGUAGE));
        for odd in [
            "2026-11x22",
            "10:00x00",
            "2026-1",
            "2026-11-22T",
            "T10:00:00",
            "2026-11-22 10:00:00",
            "2026-11-22T10:00:00.",
            "10:00:00.5x",
        ] {
            assert_eq!(instants(odd, "2026-11-22T10:00:00"), Told::Unknown(LANGUAGE), "{odd}");
        }
        assert_eq!(dates("0000-01-01", "2026-11-22"), Told::Throws);
        assert_eq!(instants("0001-01-01T00:00:00Z", "2026-11-22T10:00:00Z"), Told::Unknown(ZONE));
        assert_eq!(instants("9999-12-31T00:00:00Z", "2026-11-22T10:00:00Z"), Told::Unknown(ZONE));
    }

    #[test]
    fn zones_reach_as_far_as_fourteen_hours_either_way() {
        let noon =
            |zone: &str, other: &str| instants(&format!("2026-11-22T12:00:00{zone}"), &format!("2026-11-{other}Z"));
        assert_eq!(noon("-05:30", "22T17:30:00"), Told::Yes);
        assert_eq!(noon("+14:00", "21T22:00:00"), Told::Yes);
        assert_eq!(noon("-13:59", "23T01:59:00"), Told::Yes);
        for zone in ["+14:01", "-14:30", "+15:00", "+01:60", "-00:99"] {
            assert_eq!(noon(zone, "22T12:00:00"), Told::Throws, "{zone}");
        }
        assert_eq!(noon("+1:00", "22T12:00:00"), Told::Unknown(LANGUAGE));
    }

    #[test]
    fn a_second_has_ten_million_ticks() {
        assert_eq!(times("10:00:00.1234567", "10:00:00.1234567"), Told::Yes);
        assert_eq!(times("10:00:00.1234567", "10:00:00.1234568"), Told::No);
        assert!(matches!(times("10:00:00.12345678", "10:00:00.1"), Told::Unknown(_)));
        assert_eq!(times("10:00:00.5", "10:00:00.500"), Told::Yes);
    }

    #[test]
    fn without_a_zone_only_what_no_zone_brings_together_is_apart() {
        let local = |text: &str| instants("2026-11-22T10:00:00Z", text);
        assert_eq!(local("2026-11-23T01:00:00"), Told::Unknown(ZONE), "fifteen hours");
        assert_eq!(local("2026-11-23T01:00:01"), Told::No);
        let day = |text: &str| dates("2026-11-20T00:00:00Z", text);
        assert_eq!(day("2026-11-22T03:00:00"), Told::Unknown(ZONE), "fifty-one hours");
        assert_eq!(day("2026-11-22T03:00:01"), Told::No);
    }
}
