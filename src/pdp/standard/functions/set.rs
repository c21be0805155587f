//! Sets (A.3.11): bags seen without their duplicates.

use super::{BOOLEAN, Body, EQUALITY_TYPES, Operand, Row, Slot, family, mistyped};
use crate::pdp::standard::fault::Fault;
use crate::pdp::standard::value::Value;

const TWO: &[Slot] = &[Slot::OwnBag, Slot::OwnBag];

pub(super) const ROWS: &[Row] = &[
    family(EQUALITY_TYPES, "*-intersection", TWO, Slot::OwnBag, Body::Operands(intersection)),
    family(EQUALITY_TYPES, "*-union", TWO, Slot::OwnBag, Body::Operands(union)).and_more(Slot::OwnBag),
    family(
        EQUALITY_TYPES,
        "*-at-least-one-member-of",
        TWO,
        BOOLEAN,
        Body::Operands(|both| compare(both, |one, other| one.iter().any(|value| has(other, value)))),
    ),
    family(EQUALITY_TYPES, "*-subset", TWO, BOOLEAN, Body::Operands(|both| compare(both, subset))),
    family(
        EQUALITY_TYPES,
        "*-set-equals",
        TWO,
        BOOLEAN,
        Body::Operands(|both| compare(both, |one, other| subset(one, other) && subset(other, one))),
    ),
];

/// The largest bag whose members are compared each with each.
const MAX_MEMBERS: usize = 4096;

fn has(bag: &[Value], value: &Value) -> bool {
    bag.iter().any(|other| value.equals(other))
}

fn subset(one: &[Value], other: &[Value]) -> bool {
    one.iter().all(|value| has(other, value))
}

fn bags(operands: Vec<Operand>) -> Result<Vec<Vec<Value>>, Fault> {
    let bag = |operand| match operand {
        Operand::Bag(values) if values.len() > MAX_MEMBERS => {
            Err(Fault::undecided(format!("a bag has more than {MAX_MEMBERS} values")))
        }
        Operand::Bag(values) => Ok(values),
        Operand::One(_) => Err(mistyped()),
    };
    operands.into_iter().map(bag).collect()
}

fn compare(operands: Vec<Operand>, with: fn(&[Value], &[Value]) -> bool) -> Result<Operand, Fault> {
    let bags = bags(operands)?;
    let [one, other] = bags.as_slice() else { return Err(mistyped()) };
    Ok(Operand::One(Value::Boolean(with(one, other))))
}

fn distinct(values: impl Iterator<Item = Value>) -> Operand {
    let mut set: Vec<Value> = Vec::new();
    for value in values {
        if !has(&set, &value) {
            set.push(value);
        }
    }
    Operand::Bag(set)
}

fn intersection(operands: Vec<Operand>) -> Result<Operand, Fault> {
    let bags = bags(operands)?;
    let [one, other] = bags.as_slice() else { return Err(mistyped()) };
    Ok(distinct(one.iter().filter(|value| has(other, value)).cloned()))
}

fn union(operands: Vec<Operand>) -> Result<Operand, Fault> {
    let all = bags(operands)?.concat();
    if all.len() > MAX_MEMBERS {
        return Err(Fault::undecided(format!("a bag has more than {MAX_MEMBERS} values")));
    }
    Ok(distinct(all.into_iter()))
}
