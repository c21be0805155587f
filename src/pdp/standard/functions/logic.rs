//! Logic (A.3.5): arguments are looked at in order, and none more than needed. An argument that fails before the answer is
//! known makes the whole fail.

use super::{Arguments, BOOLEAN, Body, INTEGER, Operand, Row, mistyped, row};
use crate::pdp::standard::fault::Fault;
use crate::pdp::standard::value::Value;

pub(super) const ROWS: &[Row] = &[
    row("1.0", "or", &[], BOOLEAN, Body::Logic(or)).and_more(BOOLEAN),
    row("1.0", "and", &[], BOOLEAN, Body::Logic(and)).and_more(BOOLEAN),
    row("1.0", "n-of", &[INTEGER], BOOLEAN, Body::Logic(n_of)).and_more(BOOLEAN),
    row("1.0", "not", &[BOOLEAN], BOOLEAN, Body::Logic(not)),
];

fn boolean(arguments: &mut dyn Arguments, index: usize) -> Result<bool, Fault> {
    match arguments.get(index)? {
        Operand::One(Value::Boolean(yes)) => Ok(yes),
        _ => Err(mistyped()),
    }
}

fn or(arguments: &mut dyn Arguments) -> Result<bool, Fault> {
    for index in 0..arguments.count() {
        if boolean(arguments, index)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn and(arguments: &mut dyn Arguments) -> Result<bool, Fault> {
    for index in 0..arguments.count() {
        if !boolean(arguments, index)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn n_of(arguments: &mut dyn Arguments) -> Result<bool, Fault> {
    let Operand::One(Value::Integer(wanted)) = arguments.get(0)? else { return Err(mistyped()) };
    let given = arguments.count().saturating_sub(1);
    let Ok(mut left) = usize::try_from(wanted) else {
        return Err(Fault::processing(format!("{wanted} arguments cannot be true")));
    };
    if left > given {
        return Err(Fault::processing(format!("{wanted} arguments shall be true and there are only {given}")));
    }
    for index in 1..=given {
        if left == 0 {
            break;
        }
        if boolean(arguments, index)? {
            left -= 1;
        } else if left > given - index {
            // Those that are left cannot be enough any more.
            return Ok(false);
        }
    }
    Ok(left == 0)
}

fn not(arguments: &mut dyn Arguments) -> Result<bool, Fault> {
    boolean(arguments, 0).map(|yes| !yes)
}
