//! Texts from values, and values from texts (A.3.9).

use super::{Body, Row, STRING, Slot, family, mistyped};
use crate::pdp::standard::fault::Fault;
use crate::pdp::standard::value::{DataType, Value};

const READABLE_TYPES: &[(&str, DataType)] = &[
    ("3.0", DataType::Boolean),
    ("3.0", DataType::Integer),
    ("3.0", DataType::Double),
    ("3.0", DataType::Time),
    ("3.0", DataType::Date),
    ("3.0", DataType::DateTime),
    ("3.0", DataType::AnyUri),
    ("3.0", DataType::DayTimeDuration),
    ("3.0", DataType::YearMonthDuration),
    ("3.0", DataType::X500Name),
    ("3.0", DataType::Rfc822Name),
    ("3.0", DataType::IpAddress),
    ("3.0", DataType::DnsName),
];

/// The body of `…-from-string` is given the type by its place in this list: a function without surroundings cannot know it.
macro_rules! from_string {
    ($version:literal, $data_type:ident) => {
        family(
            &[($version, DataType::$data_type)],
            "*-from-string",
            &[STRING],
            Slot::Own,
            Body::Values(|all| read(DataType::$data_type, all)),
        )
    };
}

pub(super) const ROWS: &[Row] = &[
    family(READABLE_TYPES, "string-from-*", &[Slot::Own], STRING, Body::Values(write)),
    from_string!("3.0", Boolean),
    from_string!("3.0", Integer),
    from_string!("3.0", Double),
    from_string!("3.0", Time),
    from_string!("3.0", Date),
    from_string!("3.0", DateTime),
    from_string!("3.0", AnyUri),
    from_string!("3.0", DayTimeDuration),
    from_string!("3.0", YearMonthDuration),
    from_string!("3.0", X500Name),
    from_string!("3.0", Rfc822Name),
    from_string!("3.0", IpAddress),
    from_string!("3.0", DnsName),
];

fn write(all: &[Value]) -> Result<Value, Fault> {
    let [only] = all else { return Err(mistyped()) };
    Ok(Value::String(only.text()))
}

fn read(data_type: DataType, all: &[Value]) -> Result<Value, Fault> {
    let [Value::String(text)] = all else { return Err(mistyped()) };
    Value::read(data_type, text).map_err(Fault::syntax)
}
