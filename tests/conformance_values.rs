//! How the values of the standard dialect are read, written and compared.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

#[path = "conformance/ask.rs"]
mod ask;

use ask::*;
use notify_lint::pdp::Context;
use notify_lint::pdp::standard::value::{DataType, Value};

/// A text as its value is written, or why it is no value.
fn written(data_type: DataType, text: &str) -> Result<String, String> {
    Value::read(data_type, text).map(|value| value.text()).map_err(|why| why.into_owned())
}

fn refused(data_type: DataType, texts: &[&str]) {
    for text in texts {
        assert!(written(data_type, text).is_err(), "{text}");
    }
}

fn becomes(data_type: DataType, text: &str, canonical: &str) {
    assert_eq!(written(data_type, text).as_deref(), Ok(canonical));
}

#[test]
fn durations_are_written_in_their_shortest_form() {
    let (days, months) = (DataType::DayTimeDuration, DataType::YearMonthDuration);
    becomes(days, "PT5S", "PT5S");
    becomes(days, "PT61.5S", "PT1M1.5S");
    becomes(days, "P1DT2H3M4.000000005S", "P1DT2H3M4.000000005S");
    becomes(days, "PT0.5000000000S", "PT0.5S");
    becomes(months, "P12M", "P1Y");
    becomes(months, "-P2Y13M", "-P3Y1M");
    // Finer than nanoseconds, and more digits than can be added up.
    refused(days, &["PT0.5000000001S", "P1234567890123456D", "PD", "PTS"]);
    refused(months, &["P1234567890123456Y"]);
}

#[test]
fn the_drafts_names_of_the_durations_are_known() {
    let draft = |name: &str| format!("http://www.w3.org/TR/2002/WD-xquery-operators-20020816#{name}");
    assert_eq!(DataType::of(&draft("dayTimeDuration")), Some(DataType::DayTimeDuration));
    assert_eq!(DataType::of(&draft("yearMonthDuration")), Some(DataType::YearMonthDuration));
    assert_eq!(DataType::of(&draft("duration")), None);
}

#[test]
fn days_are_read_and_written_as_the_schema_has_them() {
    becomes(DataType::Date, "-0044-03-15", "-0044-03-15");
    becomes(DataType::DateTime, "2026-11-25T08:30:00-03:30", "2026-11-25T08:30:00-03:30");
    refused(DataType::Date, &["202-03-22", "2026-11-25+01:60", "2026-11-25+1:00", "12026-11-25", "2026-11-25-01"]);
}

#[test]
fn octets_are_written_in_what_is_assigned() {
    let assigned = |data_type: DataType, octets: &str| {
        let duty = obligation("Permit", &value(data_type.uri(), octets));
        let whole = policy("deny-overrides", &("<Rule RuleId='r' Effect='Permit'/>".to_owned() + &duty));
        ask(&whole, &Context::default()).answered.obligations[0].assignments[0].text.clone()
    };
    assert_eq!(assigned(DataType::Base64Binary, "aGVp IHZl cmRlbg=="), "aGVpIHZlcmRlbg==");
    assert_eq!(assigned(DataType::HexBinary, "0fB7"), "0FB7");
}

#[test]
fn names_are_equal_by_what_they_name() {
    let same = |one: &str, other: &str| {
        let read = |text: &str| Value::read(DataType::X500Name, text).unwrap();
        read(one).equals(&read(other))
    };
    for (number, keyword) in [
        ("2.5.4.3", "CN"),
        ("2.5.4.6", "C"),
        ("2.5.4.7", "L"),
        ("2.5.4.8", "ST"),
        ("2.5.4.9", "STREET"),
        ("2.5.4.10", "O"),
        ("2.5.4.11", "OU"),
        ("0.9.2342.19200300.100.1.1", "UID"),
        ("0.9.2342.19200300.100.1.25", "DC"),
    ] {
        assert!(same(&format!("OID.{number}=Eksempel"), &format!("{keyword}=eksempel")), "{keyword}");
    }
    assert!(same("S=Troms", "ST=Troms"));
    assert!(!same("O=Eksempel", "OU=Eksempel"));
    refused(DataType::X500Name, &["=Kari", "C_N=Kari", "CN=Kari,"]);
}

#[test]
fn an_address_has_two_sides() {
    becomes(DataType::Rfc822Name, "kari@example.com", "kari@example.com");
    refused(DataType::Rfc822Name, &["kari@", "@example.com", "kari", "ka ri@example.com"]);
}

#[test]
fn what_is_no_integer_is_told_from_what_is_too_long() {
    let long = "9".repeat(40);
    assert_eq!(written(DataType::Integer, "1.0").unwrap_err(), "`1.0` is no integer");
    assert!(written(DataType::Integer, &long).unwrap_err().contains("more than the 38 digits"));
}
