//! Equality and order (A.3.1, A.3.6, A.3.8).

use super::{BOOLEAN, Body, EQUALITY_TYPES, Row, STRING, Slot, family, mistyped, row};
use crate::pdp::standard::fault::Fault;
use crate::pdp::standard::value::{DataType, Value};
use std::cmp::Ordering;

const ORDERED_TYPES: &[(&str, DataType)] = &[
    ("1.0", DataType::Integer),
    ("1.0", DataType::Double),
    ("1.0", DataType::String),
    ("1.0", DataType::Time),
    ("1.0", DataType::Date),
    ("1.0", DataType::DateTime),
];
const TWO: &[Slot] = &[Slot::Own, Slot::Own];

pub(super) const ROWS: &[Row] = &[
    family(EQUALITY_TYPES, "*-equal", TWO, BOOLEAN, Body::Values(equal)),
    row("3.0", "string-equal-ignore-case", &[STRING, STRING], BOOLEAN, Body::Values(equal_ignoring_case)),
    family(ORDERED_TYPES, "*-greater-than", TWO, BOOLEAN, Body::Values(|both| ordered(both, Ordering::is_gt))),
    family(ORDERED_TYPES, "*-greater-than-or-equal", TWO, BOOLEAN, Body::Values(|both| ordered(both, Ordering::is_ge))),
    family(ORDERED_TYPES, "*-less-than", TWO, BOOLEAN, Body::Values(|both| ordered(both, Ordering::is_lt))),
    family(ORDERED_TYPES, "*-less-than-or-equal", TWO, BOOLEAN, Body::Values(|both| ordered(both, Ordering::is_le))),
    row("2.0", "time-in-range", &[TIME, TIME, TIME], BOOLEAN, Body::Values(time_in_range)),
];

const TIME: Slot = Slot::One(DataType::Time);
const DAY: i128 = 86_400_000_000_000;

fn equal(both: &[Value]) -> Result<Value, Fault> {
    let [one, other] = both else { return Err(mistyped()) };
    Ok(Value::Boolean(one.equals(other)))
}

/// Both in lower case, then letter by letter.
fn equal_ignoring_case(both: &[Value]) -> Result<Value, Fault> {
    let [Value::String(one), Value::String(other)] = both else { return Err(mistyped()) };
    Ok(Value::Boolean(one.to_lowercase() == other.to_lowercase()))
}

fn ordered(both: &[Value], wanted: fn(Ordering) -> bool) -> Result<Value, Fault> {
    let [one, other] = both else { return Err(mistyped()) };
    let order = one.order(other).map_err(Fault::processing)?;
    Ok(Value::Boolean(order.is_some_and(wanted)))
}

/// The upper bound is at or after the lower one, by less than a day, whatever it says. A bound without a zone has that of
/// the time asked about.
fn time_in_range(three: &[Value]) -> Result<Value, Fault> {
    let [Value::Time(time), Value::Time(lower), Value::Time(upper)] = three else { return Err(mistyped()) };
    let lower = lower.instant_with(time);
    let behind = |instant: i128| (instant - lower).rem_euclid(DAY);
    Ok(Value::Boolean(behind(time.instant()) <= behind(upper.instant_with(time))))
}
