//! Arithmetic (A.3.2) and conversion between the two kinds of number (A.3.4).
//!
//! Integers that outgrow what is kept of them are an error; so is division by nought, of doubles too.

use super::{Body, DOUBLE, INTEGER, Row, mistyped, row};
use crate::pdp::standard::fault::Fault;
use crate::pdp::standard::value::Value;

pub(super) const ROWS: &[Row] = &[
    row("1.0", "integer-add", &[INTEGER, INTEGER], INTEGER, Body::Values(|all| fold(all, i128::checked_add)))
        .and_more(INTEGER),
    row("1.0", "double-add", &[DOUBLE, DOUBLE], DOUBLE, Body::Values(|all| fold_double(all, |a, b| a + b)))
        .and_more(DOUBLE),
    row("1.0", "integer-subtract", &[INTEGER, INTEGER], INTEGER, Body::Values(|all| fold(all, i128::checked_sub))),
    row("1.0", "double-subtract", &[DOUBLE, DOUBLE], DOUBLE, Body::Values(|all| fold_double(all, |a, b| a - b))),
    row("1.0", "integer-multiply", &[INTEGER, INTEGER], INTEGER, Body::Values(|all| fold(all, i128::checked_mul)))
        .and_more(INTEGER),
    row("1.0", "double-multiply", &[DOUBLE, DOUBLE], DOUBLE, Body::Values(|all| fold_double(all, |a, b| a * b)))
        .and_more(DOUBLE),
    row("1.0", "integer-divide", &[INTEGER, INTEGER], INTEGER, Body::Values(|all| divide(all, i128::checked_div))),
    row("1.0", "integer-mod", &[INTEGER, INTEGER], INTEGER, Body::Values(|all| divide(all, i128::checked_rem))),
    row("1.0", "double-divide", &[DOUBLE, DOUBLE], DOUBLE, Body::Values(divide_double)),
    row("1.0", "integer-abs", &[INTEGER], INTEGER, Body::Values(absolute)),
    row("1.0", "double-abs", &[DOUBLE], DOUBLE, Body::Values(|all| one_double(all, f64::abs))),
    row("1.0", "round", &[DOUBLE], DOUBLE, Body::Values(|all| one_double(all, round))),
    row("1.0", "floor", &[DOUBLE], DOUBLE, Body::Values(|all| one_double(all, f64::floor))),
    row("1.0", "double-to-integer", &[DOUBLE], INTEGER, Body::Values(to_integer)),
    row("1.0", "integer-to-double", &[INTEGER], DOUBLE, Body::Values(to_double)),
];

fn too_large() -> Fault {
    Fault::processing("the result has more than the 38 digits that are kept of an integer")
}

fn integer(value: &Value) -> Result<i128, Fault> {
    let Value::Integer(number) = value else { return Err(mistyped()) };
    Ok(*number)
}

fn double(value: &Value) -> Result<f64, Fault> {
    let Value::Double(number) = value else { return Err(mistyped()) };
    Ok(*number)
}

fn fold(all: &[Value], with: fn(i128, i128) -> Option<i128>) -> Result<Value, Fault> {
    let (first, rest) = all.split_first().ok_or_else(mistyped)?;
    let result = rest.iter().try_fold(integer(first)?, |sum, next| with(sum, integer(next)?).ok_or_else(too_large))?;
    Ok(Value::Integer(result))
}

fn fold_double(all: &[Value], with: fn(f64, f64) -> f64) -> Result<Value, Fault> {
    let (first, rest) = all.split_first().ok_or_else(mistyped)?;
    let result = rest.iter().try_fold(double(first)?, |sum, next| Ok(with(sum, double(next)?)))?;
    Ok(Value::Double(result))
}

fn by_nought() -> Fault {
    Fault::processing("the divisor is nought")
}

fn divide(all: &[Value], with: fn(i128, i128) -> Option<i128>) -> Result<Value, Fault> {
    if all.get(1).is_some_and(|divisor| *divisor == Value::Integer(0)) {
        return Err(by_nought());
    }
    fold(all, with)
}

fn divide_double(all: &[Value]) -> Result<Value, Fault> {
    if all.get(1).is_some_and(|divisor| *divisor == Value::Double(0.0)) {
        return Err(by_nought());
    }
    fold_double(all, |a, b| a / b)
}

fn absolute(all: &[Value]) -> Result<Value, Fault> {
    let [only] = all else { return Err(mistyped()) };
    integer(only)?.checked_abs().map(Value::Integer).ok_or_else(too_large)
}

fn one_double(all: &[Value], with: fn(f64) -> f64) -> Result<Value, Fault> {
    let [only] = all else { return Err(mistyped()) };
    Ok(Value::Double(with(double(only)?)))
}

/// A half goes up, not away from nought (XQuery functions, `fn:round`); what rounds to nought keeps its sign.
fn round(number: f64) -> f64 {
    let rounded = if (number - number.floor()).total_cmp(&0.5).is_ge() { number.ceil() } else { number.floor() };
    rounded.copysign(number)
}

/// Towards nought.
#[allow(clippy::cast_possible_truncation)]
fn to_integer(all: &[Value]) -> Result<Value, Fault> {
    let [only] = all else { return Err(mistyped()) };
    let number = double(only)?.trunc();
    // The bounds are powers of two, which a double holds exactly; not a number is outside them.
    let bound = 2_f64.powi(127);
    if (-bound..bound).contains(&number) { Ok(Value::Integer(number as i128)) } else { Err(too_large()) }
}

#[allow(clippy::cast_precision_loss)]
fn to_double(all: &[Value]) -> Result<Value, Fault> {
    let [only] = all else { return Err(mistyped()) };
    Ok(Value::Double(integer(only)? as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_up() {
        let rounded = [2.5, -2.5, 2.4999, -0.3, -0.5].map(round);
        assert_eq!(rounded, [3.0, -2.0, 2.0, 0.0, 0.0]);
        assert!(round(-0.3).is_sign_negative());
        assert!(round(f64::NAN).is_nan());
        assert_eq!(round(f64::INFINITY), f64::INFINITY);
    }

    #[test]
    fn overflow_and_nought_are_errors() {
        let pair = |a, b| [Value::Integer(a), Value::Integer(b)];
        assert!(fold(&pair(i128::MAX, 1), i128::checked_add).is_err());
        assert!(divide(&pair(1, 0), i128::checked_div).is_err());
        assert_eq!(divide(&pair(-7, 2), i128::checked_div), Ok(Value::Integer(-3)));
        assert_eq!(divide(&pair(-7, 2), i128::checked_rem), Ok(Value::Integer(-1)));
        assert!(divide_double(&[Value::Double(1.0), Value::Double(-0.0)]).is_err());
        assert!(to_integer(&[Value::Double(f64::NAN)]).is_err());
        assert_eq!(to_integer(&[Value::Double(-2.9)]), Ok(Value::Integer(-2)));
    }
}
