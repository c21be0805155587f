//! Regular expressions, and the matches of names (A.3.13, A.3.14).

use super::{BOOLEAN, Body, Row, STRING, Slot, family, mistyped, row};
use crate::pdp::standard::fault::Fault;
use crate::pdp::standard::machine::Machine;
use crate::pdp::standard::value::{DataType, Value};

const REGEXP_TYPES: &[(&str, DataType)] = &[
    ("1.0", DataType::String),
    ("2.0", DataType::AnyUri),
    ("2.0", DataType::IpAddress),
    ("2.0", DataType::DnsName),
    ("2.0", DataType::Rfc822Name),
    ("2.0", DataType::X500Name),
];
const NAME: Slot = Slot::One(DataType::X500Name);
const MAIL: Slot = Slot::One(DataType::Rfc822Name);

pub(super) const ROWS: &[Row] = &[
    family(REGEXP_TYPES, "*-regexp-match", &[STRING, Slot::Own], BOOLEAN, Body::Machine(regexp_match)),
    row("1.0", "x500Name-match", &[NAME, NAME], BOOLEAN, Body::Values(x500_name_match)),
    row("1.0", "rfc822Name-match", &[STRING, MAIL], BOOLEAN, Body::Values(rfc822_name_match)),
];

/// The pattern is the first argument, and may match anywhere in the second.
fn regexp_match(machine: &Machine<'_>, both: &[Value]) -> Result<Value, Fault> {
    let [Value::String(pattern), value] = both else { return Err(mistyped()) };
    let pattern = machine.pattern(pattern)?;
    let matches = |text: &str| {
        machine.spend(text.len() as u64 / 8)?;
        Ok(pattern.is_match(text))
    };
    match value {
        Value::String(text) | Value::AnyUri(text) => matches(text),
        _ => matches(&value.text()),
    }
    .map(Value::Boolean)
}

fn x500_name_match(both: &[Value]) -> Result<Value, Fault> {
    let [Value::X500Name(end), Value::X500Name(name)] = both else { return Err(mistyped()) };
    Ok(Value::Boolean(end.is_end_of(name)))
}

fn rfc822_name_match(both: &[Value]) -> Result<Value, Fault> {
    let [Value::String(pattern), Value::Rfc822Name(name)] = both else { return Err(mistyped()) };
    Ok(Value::Boolean(name.is_matched_by(pattern)))
}
