//! Decimals that were written for a value: exact, rounded to the places shown, or wrong.

use crate::eval::{self, Request};
use crate::expr::{Expr, Op};
use crate::num::Rational;
use crate::session::Session;

/// How a decimal stands to a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Fit {
    /// It is the value.
    Exact,
    /// It is the value rounded half-up to the places shown; half-even gives the same, or not.
    Rounded { places: u32, half_even: bool },
    /// Only rounding half-even gives it: the value lies on a tie.
    HalfEven { places: u32 },
    /// It is no further off than a unit of the last place, which `≈` allows.
    Near { places: u32 },
    /// It is wrong; the value to some places more.
    Wrong { value: String },
    /// The value is not known.
    Unknown,
}

/// A decimal as it was written: its value, and the places shown, counted for a power of ten.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Shown {
    pub(super) value: Rational,
    pub(super) places: u32,
    /// `mantissa * 10^power`
    pub(super) power: i32,
}

/// The decimal that the expression is: `0.12`, `-0.12`, `1.2*10^(-3)`.
pub(super) fn shown(session: &Session, e: Expr) -> Option<Shown> {
    let store = session.store();
    match (store.op(e), store.children(e)) {
        (Op::Number(_), _) => {
            let (value, places) = store.number(e)?;
            Some(Shown { value: value.clone(), places: places.unwrap_or(0), power: 0 })
        }
        (Op::Neg, &[a]) => {
            let inner = shown(session, a)?;
            Some(Shown { value: -&inner.value, ..inner })
        }
        (Op::Mul, &[a, b]) => {
            let inner = shown(session, a).filter(|inner| inner.power == 0)?;
            let (base, exponent) = store.pair(b).filter(|_| store.op(b) == Op::Pow)?;
            if store.as_literal_i64(base) != Some(10) {
                return None;
            }
            let power = i32::try_from(store.as_literal_i64(exponent)?).ok()?;
            let scale = Rational::integer(10).pow(power).filter(|_| power.abs() < 400)?;
            Some(Shown { value: &inner.value * &scale, power, ..inner })
        }
        _ => None,
    }
}

/// Compares a decimal with the value of an expression without variables.
pub(super) fn fit(session: &mut Session, e: Expr, decimal: &Shown, approximate: bool) -> Fit {
    let Ok(opened) = session.engine.opened(e) else { return Fit::Unknown };
    let body = session.engine.kernel.rhs(opened);
    let store = session.engine.kernel.store_mut();
    // In units in which the decimal has the places that are shown.
    let scaled = if decimal.power == 0 {
        body
    } else {
        let scale = Rational::integer(10).pow(-decimal.power).unwrap_or(Rational::integer(1));
        let scale = store.rational(&scale);
        store.mul(body, scale)
    };
    let scale = Rational::integer(10).pow(-decimal.power).unwrap_or(Rational::integer(1));
    let target = &decimal.value * &scale;
    let places = decimal.places;
    let Ok(number) = eval::value(store, scaled, &[], Request::Places(places)) else {
        return Fit::Unknown;
    };
    if number.exact.as_ref() == Some(&target) {
        return Fit::Exact;
    }
    let Ok(up) = number.text.parse::<Rational>() else { return Fit::Unknown };
    let unit = Rational::integer(10).pow(-(places as i32)).unwrap_or(Rational::integer(1));
    let tie = number.exact.as_ref().is_some_and(|value| {
        let twice = &(&(value - &up) * &Rational::integer(2)) - &unit;
        let other = &(&(value - &up) * &Rational::integer(2)) + &unit;
        twice.is_zero() || other.is_zero()
    });
    if up == target {
        return Fit::Rounded { places, half_even: !tie || is_even(&target, &unit) };
    }
    let off = (&up - &target).abs();
    if tie && off == unit && is_even(&target, &unit) {
        return Fit::HalfEven { places };
    }
    if approximate && off <= unit {
        return Fit::Near { places };
    }
    let value = eval::value(store, body, &[], Request::Digits(more_digits(decimal)));
    Fit::Wrong { value: value.map_or(number.text, |number| number.text) }
}

fn is_even(value: &Rational, unit: &Rational) -> bool {
    value.checked_div(unit).and_then(|units| units.is_odd_integer()) == Some(false)
}

/// Two more digits than were written, at least five.
fn more_digits(decimal: &Shown) -> u32 {
    let whole = decimal.value.abs().floor().to_string().len() as u32;
    (decimal.places + whole + 1).max(5)
}
