//! Sums, products and quotients of values, exact while both are rational and of bounded size.

use std::cmp::Ordering;

use num_bigint::BigInt;

use super::Value;
use crate::num::{Fault, Interval, Rational};

/// Integers are kept exact up to this many bits, fractions up to `MAX_FRACTION_BITS`: beyond, a
/// sum of many fractions would cost a long gcd each.
const MAX_INTEGER_BITS: u64 = 1 << 18;
const MAX_FRACTION_BITS: u64 = 1 << 12;

/// The value of a rational: exact if it is not too long, else enclosed.
pub(super) fn bounded(q: Rational, prec: usize) -> Value {
    if fits(&q) { Value::Exact(q) } else { Value::Enclosed(enclose(&q, prec)) }
}

fn fits(q: &Rational) -> bool {
    if q.to_i64_pair().is_some() {
        return true;
    }
    if q.is_integer() {
        return q.numer().bits() <= MAX_INTEGER_BITS;
    }
    q.numer().bits() + q.denom().bits() <= MAX_FRACTION_BITS
}

/// The bits of numerator and denominator together.
pub(super) fn bits(q: &Rational) -> u64 {
    match q.to_i64_pair() {
        Some((n, d)) => u64::from(128 - n.unsigned_abs().leading_zeros() - d.leading_zeros()),
        None => q.numer().bits() + q.denom().bits(),
    }
}

/// An interval that contains the rational: a point if it is dyadic, so that functions with a large
/// slope lose nothing.
pub(super) fn enclose(q: &Rational, prec: usize) -> Interval {
    let dyadic = match q.to_i64_pair() {
        Some((_, d)) => d & (d - 1) == 0,
        None => {
            let denom = q.denom();
            denom.trailing_zeros().is_some_and(|zeros| zeros + 1 == denom.bits())
        }
    };
    let own = usize::try_from(q.numer().bits()).unwrap_or(prec);
    Interval::from_rational(q, if dyadic { prec.max(own) } else { prec })
}

pub(super) fn add(a: &Value, b: &Value, prec: usize) -> Result<Value, Fault> {
    match (a, b) {
        (Value::Exact(a), Value::Exact(b)) => Ok(bounded(exact_sum(a, b), prec)),
        _ => a.to_interval(prec).add(&b.to_interval(prec), prec).map(Value::Enclosed),
    }
}

pub(super) fn sub(a: &Value, b: &Value, prec: usize) -> Result<Value, Fault> {
    add(a, &neg(b), prec)
}

pub(super) fn mul(a: &Value, b: &Value, prec: usize) -> Result<Value, Fault> {
    match (a, b) {
        (Value::Exact(zero), _) | (_, Value::Exact(zero)) if zero.is_zero() => {
            Ok(Value::Exact(Rational::ZERO))
        }
        (Value::Exact(a), Value::Exact(b)) => Ok(bounded(exact_product(a, b), prec)),
        _ => a.to_interval(prec).mul(&b.to_interval(prec), prec).map(Value::Enclosed),
    }
}

pub(super) fn div(a: &Value, b: &Value, prec: usize) -> Result<Value, Fault> {
    let Value::Exact(divisor) = b else {
        let quotient = a.to_interval(prec).div(&b.to_interval(prec), prec)?;
        // 0 / y = 0, now that y is known to be nonzero.
        let zero = matches!(a, Value::Exact(q) if q.is_zero());
        return Ok(if zero { a.clone() } else { Value::Enclosed(quotient) });
    };
    let reciprocal = divisor.recip().ok_or(Fault::Undefined)?;
    match a {
        Value::Exact(a) => Ok(bounded(a * &reciprocal, prec)),
        Value::Enclosed(a) => a.div(&enclose(divisor, prec), prec).map(Value::Enclosed),
    }
}

pub(super) fn neg(a: &Value) -> Value {
    match a {
        Value::Exact(q) => Value::Exact(-q),
        Value::Enclosed(x) => Value::Enclosed(x.neg()),
    }
}

/// The order, if it is known: of two rationals always, else if the enclosures are disjoint.
pub(super) fn compare(a: &Value, b: &Value, prec: usize) -> Option<Ordering> {
    match (a, b) {
        (Value::Exact(a), Value::Exact(b)) => Some(a.cmp(b)),
        _ => a.to_interval(prec).compare(&b.to_interval(prec)),
    }
}

/// Long integers are added without the gcd that a general sum of fractions takes.
fn exact_sum(a: &Rational, b: &Rational) -> Rational {
    let long = a.to_i64_pair().is_none() || b.to_i64_pair().is_none();
    if long && a.is_integer() && b.is_integer() {
        Rational::from(a.numer() + b.numer())
    } else {
        a + b
    }
}

fn exact_product(a: &Rational, b: &Rational) -> Rational {
    let long = a.to_i64_pair().is_none() || b.to_i64_pair().is_none();
    if long && a.is_integer() && b.is_integer() {
        let product: BigInt = a.numer() * b.numer();
        Rational::from(product)
    } else {
        a * b
    }
}
