//! Dates and durations (A.3.7).

use super::{Body, Row, Slot, mistyped, row};
use crate::pdp::standard::fault::Fault;
use crate::pdp::standard::value::{DataType, Value};

const DATE: Slot = Slot::One(DataType::Date);
const DATE_TIME: Slot = Slot::One(DataType::DateTime);
const DAYS: Slot = Slot::One(DataType::DayTimeDuration);
const MONTHS: Slot = Slot::One(DataType::YearMonthDuration);

const ADD: Body = Body::Values(|both| shift(both, 1));
const SUBTRACT: Body = Body::Values(|both| shift(both, -1));

/// The ids of 1.0 are those that 3.0 deprecates.
pub(super) const ROWS: &[Row] = &[
    row("3.0", "dateTime-add-dayTimeDuration", &[DATE_TIME, DAYS], DATE_TIME, ADD),
    row("3.0", "dateTime-add-yearMonthDuration", &[DATE_TIME, MONTHS], DATE_TIME, ADD),
    row("3.0", "dateTime-subtract-dayTimeDuration", &[DATE_TIME, DAYS], DATE_TIME, SUBTRACT),
    row("3.0", "dateTime-subtract-yearMonthDuration", &[DATE_TIME, MONTHS], DATE_TIME, SUBTRACT),
    row("3.0", "date-add-yearMonthDuration", &[DATE, MONTHS], DATE, ADD),
    row("3.0", "date-subtract-yearMonthDuration", &[DATE, MONTHS], DATE, SUBTRACT),
    row("1.0", "dateTime-add-dayTimeDuration", &[DATE_TIME, DAYS], DATE_TIME, ADD),
    row("1.0", "dateTime-add-yearMonthDuration", &[DATE_TIME, MONTHS], DATE_TIME, ADD),
    row("1.0", "dateTime-subtract-dayTimeDuration", &[DATE_TIME, DAYS], DATE_TIME, SUBTRACT),
    row("1.0", "dateTime-subtract-yearMonthDuration", &[DATE_TIME, MONTHS], DATE_TIME, SUBTRACT),
    row("1.0", "date-add-yearMonthDuration", &[DATE, MONTHS], DATE, ADD),
    row("1.0", "date-subtract-yearMonthDuration", &[DATE, MONTHS], DATE, SUBTRACT),
];

fn shift(both: &[Value], sign: i64) -> Result<Value, Fault> {
    let shifted = match both {
        [Value::DateTime(from), Value::DayTimeDuration(by)] => from.add(*by, i128::from(sign)).map(Value::DateTime),
        [Value::DateTime(from), Value::YearMonthDuration(by)] => from.add_months(*by, sign).map(Value::DateTime),
        [Value::Date(from), Value::YearMonthDuration(by)] => from.add_months(*by, sign).map(Value::Date),
        _ => return Err(mistyped()),
    };
    shifted.ok_or_else(|| Fault::processing("the result lies outside the years -9999 to 9999"))
}
