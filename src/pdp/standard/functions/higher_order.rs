//! Functions that take a function (A.3.12). The ids of 1.0 are special cases of those of 3.0.

use super::{BOOLEAN, Body, Function, Operand, Row, Type, mistyped, row};
use crate::pdp::standard::fault::Fault;
use crate::pdp::standard::machine::Machine;
use crate::pdp::standard::value::{DataType, Value};

/// How the function is applied to the other arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdp::standard) enum Shape {
    /// True for one value of the one bag, single values beside it.
    AnyOf,
    /// True for every value of the one bag.
    AllOf,
    /// True for one combination of values from all bags.
    AnyOfAny,
    /// For every value of the first bag, true for one of the second.
    AllOfAny,
    /// For one value of the first bag, true for every one of the second.
    AnyOfAll,
    /// True for every value of the first bag with every one of the second.
    AllOfAll,
    /// The results for each value of the one bag, as a bag.
    Map,
}

// The signature depends on the function that is passed, so it is checked by `Shape::accepts` and not by the table.
pub(super) const ROWS: &[Row] = &[
    row("3.0", "any-of", &[], BOOLEAN, Body::HigherOrder(Shape::AnyOf)),
    row("3.0", "all-of", &[], BOOLEAN, Body::HigherOrder(Shape::AllOf)),
    row("3.0", "any-of-any", &[], BOOLEAN, Body::HigherOrder(Shape::AnyOfAny)),
    row("1.0", "all-of-any", &[], BOOLEAN, Body::HigherOrder(Shape::AllOfAny)),
    row("1.0", "any-of-all", &[], BOOLEAN, Body::HigherOrder(Shape::AnyOfAll)),
    row("1.0", "all-of-all", &[], BOOLEAN, Body::HigherOrder(Shape::AllOfAll)),
    row("3.0", "map", &[], BOOLEAN, Body::HigherOrder(Shape::Map)),
    row("1.0", "any-of", &[], BOOLEAN, Body::HigherOrder(Shape::AnyOf)),
    row("1.0", "all-of", &[], BOOLEAN, Body::HigherOrder(Shape::AllOf)),
    row("1.0", "any-of-any", &[], BOOLEAN, Body::HigherOrder(Shape::AnyOfAny)),
    row("1.0", "map", &[], BOOLEAN, Body::HigherOrder(Shape::Map)),
];

impl Shape {
    /// The type of the result, if the function that is passed fits the other arguments; otherwise what does not fit.
    pub(in crate::pdp::standard) fn accepts(self, passed: &Function, arguments: &[Type]) -> Result<Type, String> {
        let bags = arguments.iter().filter(|argument| matches!(argument, Type::Bag(_))).count();
        match self {
            Self::AnyOf | Self::AllOf | Self::Map if bags != 1 => {
                return Err(format!("exactly one of its arguments shall be a bag, and {bags} are"));
            }
            Self::AllOfAny | Self::AnyOfAll | Self::AllOfAll if bags != 2 || arguments.len() != 2 => {
                return Err("it takes a function and two bags".to_owned());
            }
            Self::AnyOfAny if arguments.is_empty() => {
                return Err("there is nothing to apply the function to".to_owned());
            }
            _ => {}
        }
        if passed.shape().is_some() {
            return Err("a function that takes a function cannot be passed to one".to_owned());
        }
        let elements: Vec<_> = arguments.iter().map(|argument| Type::One(argument.data_type())).collect();
        let result =
            passed.accepts(&elements).map_err(|reason| format!("the function passed does not fit: {reason}"))?;
        match (self, result) {
            (Self::Map, Type::One(data_type)) => Ok(Type::Bag(data_type)),
            (Self::Map, Type::Bag(_)) => Err("the function passed gives a bag for each value".to_owned()),
            (_, Type::One(DataType::Boolean)) => Ok(result),
            _ => Err(format!("the function passed gives {}, not one boolean", result.name())),
        }
    }

    /// Applies a function in this way.
    pub(in crate::pdp::standard) fn apply(
        self,
        machine: &Machine<'_>,
        passed: &Function,
        arguments: Vec<Operand>,
    ) -> Result<Operand, Fault> {
        let lists: Vec<Vec<Value>> = arguments
            .into_iter()
            .map(|argument| match argument {
                Operand::One(value) => vec![value],
                Operand::Bag(values) => values,
            })
            .collect();
        let holds = |values: &[&Value]| match call(machine, passed, values)? {
            Operand::One(Value::Boolean(yes)) => Ok(yes),
            _ => Err(mistyped()),
        };
        let boolean = |yes| Ok(Operand::One(Value::Boolean(yes)));
        match self {
            Self::Map => {
                let mut results = Vec::new();
                combinations(&lists, &mut |values| match call(machine, passed, values)? {
                    Operand::One(value) => {
                        results.push(value);
                        Ok(false)
                    }
                    Operand::Bag(_) => Err(mistyped()),
                })?;
                Ok(Operand::Bag(results))
            }
            Self::AnyOf | Self::AnyOfAny => boolean(combinations(&lists, &mut |values| holds(values))?),
            Self::AllOf | Self::AllOfAll => boolean(!combinations(&lists, &mut |values| Ok(!holds(values)?))?),
            Self::AllOfAny | Self::AnyOfAll => {
                let [first, second] = lists.as_slice() else { return Err(mistyped()) };
                let every = self == Self::AllOfAny;
                for one in first {
                    // Within the second bag the quantifier is the other one.
                    let mut inner = !every;
                    for other in second {
                        if holds(&[one, other])? == every {
                            inner = every;
                            break;
                        }
                    }
                    if inner != every {
                        return boolean(!every);
                    }
                }
                boolean(every)
            }
        }
    }
}

fn call(machine: &Machine<'_>, passed: &Function, values: &[&Value]) -> Result<Operand, Fault> {
    passed.apply(machine, values.iter().map(|value| Operand::One((*value).clone())).collect())
}

/// Every way to take one value from each list, the last list fastest, until `stop` says that it is enough.
fn combinations<'v>(
    lists: &'v [Vec<Value>],
    stop: &mut dyn FnMut(&[&'v Value]) -> Result<bool, Fault>,
) -> Result<bool, Fault> {
    let mut places = vec![0; lists.len()];
    loop {
        let chosen: Option<Vec<&Value>> = lists.iter().zip(&places).map(|(list, place)| list.get(*place)).collect();
        let Some(chosen) = chosen else { return Ok(false) };
        if stop(&chosen)? {
            return Ok(true);
        }
        // As a milometer: the last wheel that is not at its end moves on, those behind it go back to nought.
        let moved = (0..lists.len()).rev().find(|wheel| places[*wheel] + 1 < lists[*wheel].len());
        let Some(moved) = moved else { return Ok(false) };
        places[moved] += 1;
        places[moved + 1..].fill(0);
    }
}
