//! The primitive functions on values.

use std::cmp::Ordering;

use super::Value;
use super::arithmetic::{compare, neg};
use super::error::Reason;
use super::power::{Failure, root};
use crate::expr::Func;
use crate::num::{Fault, Interval, Rational};

/// The value of `f` at the arguments. A wrong number of arguments gives `None`.
pub(super) fn apply(f: Func, args: &[&Value], prec: usize) -> Option<Result<Value, Failure>> {
    Some(match (f, args) {
        (Func::Root, &[u, k]) => root(u, k, prec),
        (Func::Min, &[first, ref rest @ ..]) => Ok(least(first, rest, prec)),
        (Func::Max, &[first, ref rest @ ..]) => {
            let rest: Vec<Value> = rest.iter().map(|value| neg(value)).collect();
            let rest: Vec<&Value> = rest.iter().collect();
            Ok(neg(&least(&neg(first), &rest, prec)))
        }
        (Func::Root | Func::Min | Func::Max, _) => return None,
        (_, &[u]) => unary(f, u, prec),
        _ => return None,
    })
}

fn unary(f: Func, u: &Value, prec: usize) -> Result<Value, Failure> {
    let reason = match f {
        Func::Ln => Reason::LogOfNonpositive,
        _ => Reason::OutsideUnitInterval,
    };
    let result = match u {
        Value::Exact(q) => at_rational(f, q, prec),
        Value::Enclosed(x) => at_interval(f, x, prec),
    };
    result.map_err(|fault| (fault, reason))
}

fn at_rational(f: Func, q: &Rational, prec: usize) -> Result<Value, Fault> {
    let exact = match f {
        Func::Ln if !q.is_positive() => return Err(Fault::Undefined),
        Func::Asin | Func::Acos if q.abs() > Rational::ONE => return Err(Fault::Undefined),
        Func::Ln | Func::Acos if q.is_one() => Some(Rational::ZERO),
        Func::Sin | Func::Asin | Func::Atan | Func::Erf if q.is_zero() => Some(Rational::ZERO),
        Func::Cos if q.is_zero() => Some(Rational::ONE),
        Func::Abs => Some(q.abs()),
        Func::Sign => Some(Rational::integer(i64::from(q.signum()))),
        Func::Floor => Some(q.floor()),
        Func::Ceil => Some(q.ceil()),
        _ => None,
    };
    match exact {
        Some(value) => Ok(Value::Exact(value)),
        None => at_interval(f, &super::arithmetic::enclose(q, prec), prec),
    }
}

fn at_interval(f: Func, x: &Interval, prec: usize) -> Result<Value, Fault> {
    let enclosed = match f {
        Func::Ln => x.ln(prec),
        Func::Sin => x.sin(prec),
        Func::Cos => x.cos(prec),
        Func::Asin => x.asin(prec),
        Func::Acos => x.acos(prec),
        Func::Atan => x.atan(prec),
        Func::Erf => x.erf(prec),
        Func::Abs => Ok(x.abs()),
        Func::Sign => {
            let sign = x.sign().ok_or(Fault::Undetermined)?;
            return Ok(Value::Exact(Rational::integer(i64::from(sign))));
        }
        Func::Floor => return x.floor().map(Value::Exact),
        Func::Ceil => return x.ceil().map(Value::Exact),
        Func::Root | Func::Min | Func::Max => Err(Fault::Undetermined),
    };
    enclosed.map(Value::Enclosed)
}

/// The least value: one of the arguments where the order is known.
fn least(first: &Value, rest: &[&Value], prec: usize) -> Value {
    let mut best = first.clone();
    for &value in rest {
        best = match compare(&best, value, prec) {
            Some(Ordering::Less | Ordering::Equal) => best,
            Some(Ordering::Greater) => value.clone(),
            None => Value::Enclosed(best.to_interval(prec).min(&value.to_interval(prec))),
        };
    }
    best
}
