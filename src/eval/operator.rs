//! What each operator does with the values of its operands.

use std::cmp::Ordering;

use super::Value;
use super::arithmetic::{add, compare, div, mul, neg, sub};
use super::error::Reason;
use super::function;
use super::power::{Failure, exp, pow};
use crate::expr::{Op, Rel};
use crate::num::{Fault, Rational};

/// The value of an arithmetic operator or primitive function; `None` for a wrong operand count.
/// `Pow` with one operand is the exponential function.
pub(super) fn operate(op: Op, operands: &[&Value], prec: usize) -> Option<Result<Value, Failure>> {
    let plain = |result: Result<Value, Fault>| result.map_err(|f| (f, Reason::DivisionByZero));
    Some(match (op, operands) {
        (Op::Neg, &[a]) => Ok(neg(a)),
        (Op::Add, &[a, b]) => plain(add(a, b, prec)),
        (Op::Sub, &[a, b]) => plain(sub(a, b, prec)),
        (Op::Mul, &[a, b]) => plain(mul(a, b, prec)),
        (Op::Div, &[a, b]) => plain(div(a, b, prec)),
        (Op::Pow, &[v]) => plain(exp(v, prec)),
        (Op::Pow, &[u, v]) => pow(u, v, prec),
        (Op::Delta, &[a, b]) => match compare(a, b, prec) {
            Some(order) => Ok(Value::Exact(Rational::integer(i64::from(order.is_eq())))),
            None => Err((Fault::Undetermined, Reason::NotAnInteger)),
        },
        (Op::Func(f), args) => return function::apply(f, args, prec),
        _ => return None,
    })
}

/// All conditions hold; each of them is defined.
pub(super) fn conjunction(truths: &[Option<bool>]) -> Option<bool> {
    if truths.contains(&Some(false)) {
        Some(false)
    } else if truths.contains(&None) {
        None
    } else {
        Some(true)
    }
}

/// Whether the relation holds; one expression on both sides has one value.
pub(super) fn relation(rel: Rel, a: &Value, b: &Value, same: bool, prec: usize) -> Option<bool> {
    let order = if same { Some(Ordering::Equal) } else { compare(a, b, prec) };
    if let Some(order) = order {
        return Some(rel.holds_for(order));
    }
    // Intervals that touch decide the weak relations.
    let at_most = |a: &Value, b: &Value| a.to_interval(prec).at_most(&b.to_interval(prec));
    match rel {
        Rel::Le if at_most(a, b) => Some(true),
        Rel::Ge if at_most(b, a) => Some(true),
        Rel::Lt if at_most(b, a) => Some(false),
        Rel::Gt if at_most(a, b) => Some(false),
        _ => None,
    }
}
