//! Bags (A.3.10).

use super::{BOOLEAN, Body, EQUALITY_TYPES, INTEGER, Operand, Row, Slot, family, mistyped};
use crate::pdp::standard::fault::Fault;
use crate::pdp::standard::value::{DataType, Value};

/// The types that have bags but no equality of their own.
const NETWORK_TYPES: &[(&str, DataType)] = &[("2.0", DataType::IpAddress), ("2.0", DataType::DnsName)];

const ONLY: Body = Body::Operands(one_and_only);
const SIZE: Body = Body::Operands(bag_size);
const GATHER: Body = Body::Operands(gather);

pub(super) const ROWS: &[Row] = &[
    family(EQUALITY_TYPES, "*-one-and-only", &[Slot::OwnBag], Slot::Own, ONLY),
    family(EQUALITY_TYPES, "*-bag-size", &[Slot::OwnBag], INTEGER, SIZE),
    family(EQUALITY_TYPES, "*-is-in", &[Slot::Own, Slot::OwnBag], BOOLEAN, Body::Operands(is_in)),
    family(EQUALITY_TYPES, "*-bag", &[], Slot::OwnBag, GATHER).and_more(Slot::Own),
    family(NETWORK_TYPES, "*-one-and-only", &[Slot::OwnBag], Slot::Own, ONLY),
    family(NETWORK_TYPES, "*-bag-size", &[Slot::OwnBag], INTEGER, SIZE),
    family(NETWORK_TYPES, "*-bag", &[], Slot::OwnBag, GATHER).and_more(Slot::Own),
];

fn one_and_only(mut operands: Vec<Operand>) -> Result<Operand, Fault> {
    let Some(Operand::Bag(mut values)) = operands.pop() else { return Err(mistyped()) };
    match (values.pop(), values.len()) {
        (Some(only), 0) => Ok(Operand::One(only)),
        (found, more) => {
            let size = more + usize::from(found.is_some());
            Err(Fault::processing(format!("exactly one value is wanted and there are {size}")))
        }
    }
}

fn bag_size(operands: Vec<Operand>) -> Result<Operand, Fault> {
    let [Operand::Bag(values)] = operands.as_slice() else { return Err(mistyped()) };
    Ok(Operand::One(Value::Integer(values.len() as i128)))
}

fn is_in(operands: Vec<Operand>) -> Result<Operand, Fault> {
    let [Operand::One(value), Operand::Bag(values)] = operands.as_slice() else { return Err(mistyped()) };
    Ok(Operand::One(Value::Boolean(values.iter().any(|other| value.equals(other)))))
}

fn gather(operands: Vec<Operand>) -> Result<Operand, Fault> {
    super::singles(operands).map(Operand::Bag)
}
