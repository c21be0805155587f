//! Functions on the nodes that XPath expressions select in the content of a request (A.3.15), all optional in the standard.

use super::{BOOLEAN, Body, INTEGER, Row, Slot, mistyped, row};
use crate::pdp::standard::fault::Fault;
use crate::pdp::standard::machine::Machine;
use crate::pdp::standard::value::{DataType, Value};

const PATH: Slot = Slot::One(DataType::XPathExpression);

pub(super) const ROWS: &[Row] = &[
    row("3.0", "xpath-node-count", &[PATH], INTEGER, Body::Machine(count)),
    row("3.0", "xpath-node-equal", &[PATH, PATH], BOOLEAN, Body::Machine(equal)),
    row("3.0", "xpath-node-match", &[PATH, PATH], BOOLEAN, Body::Machine(within)),
];

fn count(machine: &Machine<'_>, all: &[Value]) -> Result<Value, Fault> {
    let [Value::XPath(path)] = all else { return Err(mistyped()) };
    machine.spend(machine.contents().cost(&path.category))?;
    let nodes = machine.contents().select(path)?;
    Ok(Value::Integer(nodes.len() as i128))
}

/// Whether a node is selected by both.
fn equal(machine: &Machine<'_>, all: &[Value]) -> Result<Value, Fault> {
    share(machine, all, false)
}

/// Whether a node of the second is one of the first, or stands below one.
fn within(machine: &Machine<'_>, all: &[Value]) -> Result<Value, Fault> {
    share(machine, all, true)
}

fn share(machine: &Machine<'_>, all: &[Value], below: bool) -> Result<Value, Fault> {
    let [Value::XPath(one), Value::XPath(other)] = all else { return Err(mistyped()) };
    for path in [one, other] {
        machine.spend(machine.contents().cost(&path.category))?;
    }
    machine.contents().share(one, other, below).map(Value::Boolean)
}
