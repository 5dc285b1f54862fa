//! Powers and roots of values.

use num_integer::Integer;
use num_traits::ToPrimitive;

use super::Value;
use super::arithmetic::{bits, bounded, enclose};
use super::error::Reason;
use crate::num::{Fault, Interval, Rational};

/// An operation failed: how, and why it is undefined if it is.
pub(super) type Failure = (Fault, Reason);

/// Exact powers have at most this many bits.
const MAX_EXACT_BITS: u64 = 1 << 18;

/// Exact roots are looked for up to this degree.
const MAX_EXACT_DEGREE: i64 = 1 << 10;

/// `e^v`.
pub(super) fn exp(v: &Value, prec: usize) -> Result<Value, Fault> {
    match v {
        Value::Exact(q) if q.is_zero() => Ok(Value::Exact(Rational::ONE)),
        _ => v.to_interval(prec).exp(prec).map(Value::Enclosed),
    }
}

/// `u^v` by value: `u > 0` is `e^(v ln u)`; `0^v` is 0, 1 or undefined as v is positive, zero or
/// negative; for `u < 0` only integer powers are defined.
pub(super) fn pow(u: &Value, v: &Value, prec: usize) -> Result<Value, Failure> {
    match (u, v) {
        (Value::Exact(u), Value::Exact(v)) => exact(u, v, prec),
        (Value::Enclosed(u), Value::Exact(v)) => enclosed_base(u, v, prec),
        (Value::Exact(u), Value::Enclosed(v)) => enclosed_exponent(u, v, prec),
        (Value::Enclosed(u), Value::Enclosed(v)) => enclosed(u, v, prec).map(Value::Enclosed),
    }
}

fn exact(u: &Rational, v: &Rational, prec: usize) -> Result<Value, Failure> {
    if u.is_zero() {
        return match v.signum() {
            1 => Ok(Value::Exact(Rational::ZERO)),
            0 => Ok(Value::Exact(Rational::ONE)),
            _ => Err((Fault::Undefined, Reason::ZeroToNegative)),
        };
    }
    if v.is_integer() {
        return integer_power(u, v, prec);
    }
    if u.is_negative() {
        return Err((Fault::Undefined, Reason::NegativeToNonInteger));
    }
    if let Some((p, q)) = v.to_i64_pair()
        && q <= MAX_EXACT_DEGREE
        && let Some(root) = u.exact_root(u32::try_from(q).unwrap_or(0))
    {
        return integer_power(&root, &Rational::integer(p), prec);
    }
    real_power(&enclose(u, prec), v, prec).map(Value::Enclosed)
}

/// `u^v` for `u > 0` and rational `v`.
fn real_power(u: &Interval, v: &Rational, prec: usize) -> Result<Interval, Failure> {
    // The exponent is enclosed with bits to spare: powr keeps more than it is asked for.
    let wide = prec + 64 + usize::try_from(bits(v)).unwrap_or(0);
    u.powr(&enclose(v, wide), prec).map_err(nonpositive_base)
}

fn nonpositive_base(fault: Fault) -> Failure {
    (fault, Reason::NegativeToNonInteger)
}

/// `u^n` for `u ≠ 0`.
fn integer_power(u: &Rational, n: &Rational, prec: usize) -> Result<Value, Failure> {
    let odd = n.numer().is_odd();
    if u.abs().is_one() {
        return Ok(Value::Exact(if odd { u.clone() } else { Rational::ONE }));
    }
    let small = n.to_i64().and_then(|n| i32::try_from(n).ok());
    if let Some(k) = small
        && bits(u).saturating_mul(u64::from(k.unsigned_abs())) <= MAX_EXACT_BITS
        && let Some(power) = u.pow(k)
    {
        return Ok(bounded(power, prec));
    }
    let base = enclose(&u.abs(), prec + 64);
    let size = match n.to_i64() {
        Some(k) => base.powi(k, prec).map_err(|fault| (fault, Reason::ZeroToNegative))?,
        None => real_power(&base, n, prec)?,
    };
    Ok(Value::Enclosed(if odd && u.is_negative() { size.neg() } else { size }))
}

fn enclosed_base(u: &Interval, v: &Rational, prec: usize) -> Result<Value, Failure> {
    if let Some(n) = v.to_i64() {
        let power = u.powi(n, prec).map_err(|fault| (fault, Reason::ZeroToNegative))?;
        let one = n == 0;
        return Ok(if one { Value::Exact(Rational::ONE) } else { Value::Enclosed(power) });
    }
    if v.is_integer() && u.sign().is_some_and(|sign| sign < 0) {
        let size = real_power(&u.neg(), v, prec)?;
        let odd = v.numer().is_odd();
        return Ok(Value::Enclosed(if odd { size.neg() } else { size }));
    }
    match u.sign() {
        Some(1) => real_power(u, v, prec).map(Value::Enclosed),
        Some(-1) => Err((Fault::Undefined, Reason::NegativeToNonInteger)),
        _ => {
            let exponent = enclose(v, prec);
            enclosed(u, &exponent, prec).map(Value::Enclosed)
        }
    }
}

fn enclosed_exponent(u: &Rational, v: &Interval, prec: usize) -> Result<Value, Failure> {
    if u.is_one() {
        return Ok(Value::Exact(Rational::ONE));
    }
    if u.is_zero() {
        return match v.sign() {
            Some(1) => Ok(Value::Exact(Rational::ZERO)),
            Some(-1) => Err((Fault::Undefined, Reason::ZeroToNegative)),
            _ => Err((Fault::Undetermined, Reason::ZeroToNegative)),
        };
    }
    enclosed(&enclose(u, prec), v, prec).map(Value::Enclosed)
}

fn enclosed(u: &Interval, v: &Interval, prec: usize) -> Result<Interval, Failure> {
    match u.sign() {
        Some(1) => u.powr(v, prec).map_err(nonpositive_base),
        Some(-1) if !v.contains_integer() => Err((Fault::Undefined, Reason::NegativeToNonInteger)),
        _ if u.lo().signum() >= 0 && v.lo().signum() > 0 => {
            // 0 <= u^v <= U^v for U the upper end; at u = 0 the power is 0.
            if u.hi().signum() == 0 {
                return Ok(Interval::integer(0));
            }
            let top = u.upper_end().powr(v, prec).map_err(nonpositive_base)?;
            Ok(Interval::integer(0).hull(&top))
        }
        _ => Err((Fault::Undetermined, Reason::NegativeToNonInteger)),
    }
}

/// The real root of degree `k`.
pub(super) fn root(u: &Value, k: &Value, prec: usize) -> Result<Value, Failure> {
    let undefined = |fault| (fault, Reason::EvenRootOfNegative);
    let degree = match k {
        Value::Exact(k) if k.is_integer() && k.is_positive() => k.numer().to_u32(),
        Value::Exact(_) | Value::Enclosed(_) => None,
    };
    let degree = degree.ok_or_else(|| undefined(Fault::Limit("roots of degree 1 to 2^32")))?;
    if let Value::Exact(q) = u {
        if q.is_negative() && degree.is_multiple_of(2) {
            return Err(undefined(Fault::Undefined));
        }
        if i64::from(degree) <= MAX_EXACT_DEGREE
            && let Some(root) = q.exact_root(degree)
        {
            return Ok(Value::Exact(root));
        }
    }
    u.to_interval(prec).root(degree, prec).map(Value::Enclosed).map_err(undefined)
}
