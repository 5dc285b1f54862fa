//! Strict inequalities and refutations by disjoint enclosures.

use std::cmp::Ordering;

use super::Value;
use super::arithmetic;
use super::error::{ErrorKind, EvalError};
use super::machine::Evaluator;
use super::number::Request;
use crate::expr::{Expr, Name, Store};
use crate::num::{Digits, Rational};

const FIRST_PRECISION: usize = 64;

/// Two sides are told apart if they differ within so many bits.
const MOST_PRECISION: usize = 8192;

/// Digits of a witness: as many as show the difference, between these.
const LEAST_DIGITS: u32 = 10;
const MOST_DIGITS: u32 = 2600;

/// How two expressions compare at a point.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The values differ: this is certain. The digits are guaranteed and differ, too.
    Differ {
        /// The left side's value, rounded.
        lhs_digits: String,
        /// The right side's value, rounded.
        rhs_digits: String,
    },
    /// The values are equal or too close to tell.
    Overlap,
    /// The right side is undefined, the left side is not.
    DefinedOnlyLeft,
    /// The left side is undefined, the right side is not.
    DefinedOnlyRight,
    /// Both sides are undefined.
    BothUndefined,
    /// A side could not be evaluated.
    Failed(EvalError),
}

/// The order of two values: a strict one is proved by disjoint enclosures of up to `max_bits`
/// bits, an equality only between exact rationals; `None` if neither was reached.
///
/// # Errors
/// If a side cannot be evaluated; see [`ErrorKind`].
pub fn compare(
    store: &mut Store,
    a: Expr,
    b: Expr,
    at: &[(Name, Rational)],
    max_bits: usize,
) -> Result<Option<Ordering>, EvalError> {
    let mut evaluator = Evaluator::new(store, at);
    let mut prec = FIRST_PRECISION;
    loop {
        let (left, right) = (evaluator.value(a, prec), evaluator.value(b, prec));
        match (left, right) {
            (Ok(left), Ok(right)) => {
                let order = arithmetic::compare(&left, &right, prec);
                if order.is_some() {
                    return Ok(order);
                }
            }
            (Err(error), _) | (_, Err(error)) if error.kind != ErrorKind::Undetermined => {
                return Err(error);
            }
            _ => {}
        }
        prec *= 2;
        if prec > max_bits {
            return Ok(None);
        }
    }
}

/// Whether a condition holds at a point; `None` if up to `max_bits` bits do not decide it. An
/// equality is only found true of exact rationals.
///
/// # Errors
/// If a part cannot be evaluated; see [`ErrorKind`].
pub fn holds(
    store: &mut Store,
    condition: Expr,
    at: &[(Name, Rational)],
    max_bits: usize,
) -> Result<Option<bool>, EvalError> {
    let mut evaluator = Evaluator::new(store, at);
    let mut prec = FIRST_PRECISION;
    loop {
        let truth = evaluator.truth(condition, prec)?;
        prec *= 2;
        if truth.is_some() || prec > max_bits {
            return Ok(truth);
        }
    }
}

/// Tries to show that two expressions differ at a point, in value or in being defined.
pub fn separate(store: &mut Store, lhs: Expr, rhs: Expr, at: &[(Name, Rational)]) -> Outcome {
    let mut evaluator = Evaluator::new(store, at);
    let mut prec = FIRST_PRECISION;
    loop {
        let (left, right) = (evaluator.value(lhs, prec), evaluator.value(rhs, prec));
        let last = 2 * prec > MOST_PRECISION;
        let outcome = match (left, right) {
            (Ok(left), Ok(right)) => match arithmetic::compare(&left, &right, prec) {
                Some(Ordering::Equal) => Some(Outcome::Overlap),
                Some(_) => differ(&left, &right),
                None => last.then_some(Outcome::Overlap),
            },
            (Ok(_), Err(error)) => failed(error, Outcome::DefinedOnlyLeft, last),
            (Err(error), Ok(_)) => failed(error, Outcome::DefinedOnlyRight, last),
            (Err(left), Err(right)) => match (left.kind, right.kind) {
                (ErrorKind::Undefined(_), _) => failed(right, Outcome::BothUndefined, last),
                _ => failed(left, Outcome::BothUndefined, last),
            },
        };
        if let Some(outcome) = outcome {
            return outcome;
        }
        if last {
            return Outcome::Overlap;
        }
        prec *= 2;
    }
}

/// What follows from an error on one side: `None` if more precision may help.
fn failed(error: EvalError, if_undefined: Outcome, last: bool) -> Option<Outcome> {
    match error.kind {
        ErrorKind::Undefined(_) => Some(if_undefined),
        ErrorKind::Undetermined if !last => None,
        _ => Some(Outcome::Failed(error)),
    }
}

/// Guaranteed digits of both sides, as few as show the difference; `None` if the enclosures are
/// too wide for that.
fn differ(left: &Value, right: &Value) -> Option<Outcome> {
    // Places serve where a value is zero, but not known exactly: it has no significant digits.
    show(left, right, Request::Digits).or_else(|| show(left, right, Request::Places))
}

fn show(left: &Value, right: &Value, request: impl Fn(u32) -> Request) -> Option<Outcome> {
    let mut count = LEAST_DIGITS;
    while count <= MOST_DIGITS {
        let lhs_digits = rounded(left, request(count))?;
        let rhs_digits = rounded(right, request(count))?;
        if lhs_digits != rhs_digits {
            return Some(Outcome::Differ { lhs_digits, rhs_digits });
        }
        count += count / 4;
    }
    None
}

fn rounded(value: &Value, request: Request) -> Option<String> {
    match (value, request) {
        (Value::Exact(q), Request::Digits(n)) => Some(Digits::of_rational(q, n).text()),
        (Value::Exact(q), Request::Places(n)) => Some(q.to_places(n)),
        (Value::Enclosed(x), Request::Digits(n)) => x.significant(n).ok().map(|d| d.text()),
        (Value::Enclosed(x), Request::Places(n)) => x.to_places(n).ok(),
    }
}
