//! Numbers of a calculation: certified digits, or rounded at every step.

use super::GraphError;
use crate::eval::{self, Request};
use crate::expr::{Expr, Store};
use crate::num::Rational;
use crate::steps::Term;
use crate::syntax::{Half, Precision, Rounding};

/// How a calculation goes on with its values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// With the values themselves; they are shown so exactly.
    Exact(Request),
    /// With rounded values.
    Rounded(Rounding),
}

impl Mode {
    /// The mode that shows values so exactly.
    #[must_use]
    pub fn exact(precision: Precision) -> Self {
        Self::Exact(match precision {
            Precision::Default => Request::Digits(6),
            Precision::Digits(n) => Request::Digits(n),
            Precision::Places(n) => Request::Places(n),
        })
    }
}

/// A value of a calculation.
#[derive(Clone, Debug)]
pub struct Number {
    /// An expression without variables that the calculation goes on with.
    pub closed: Expr,
    /// The exact value, where it is rational; the rounded one is.
    pub exact: Option<Rational>,
    /// The digits that are shown.
    pub text: String,
    /// Are they the value of the formula itself?
    pub is_exact: bool,
}

impl Number {
    /// The value of an expression without variables.
    pub(super) fn of(
        store: &mut Store,
        name: &str,
        e: Expr,
        mode: Mode,
    ) -> Result<Self, GraphError> {
        let failed = |error| GraphError::Value(name.to_owned(), error);
        match mode {
            Mode::Exact(request) => {
                let number = eval::value(store, e, &[], request).map_err(failed)?;
                let closed = number.exact.as_ref().map_or(e, |exact| store.rational(exact));
                Ok(Self {
                    closed,
                    exact: number.exact,
                    text: number.text,
                    is_exact: number.is_exact,
                })
            }
            Mode::Rounded(Rounding { places, half }) => {
                let number = eval::value(store, e, &[], Request::Places(places)).map_err(failed)?;
                let text = match (&number.exact, half) {
                    (Some(exact), Half::Even) => half_even(exact, places),
                    // What is not known exactly was told apart from every tie.
                    (Some(_), Half::Up) | (None, _) => number.text,
                };
                let rounded: Rational = text.parse().unwrap_or(Rational::ZERO);
                let is_exact = number.exact.as_ref() == Some(&rounded);
                let closed = literal(store, &text);
                Ok(Self { closed, exact: Some(rounded), text, is_exact })
            }
        }
    }

    /// The value as an entry of a table.
    #[must_use]
    pub fn term(&self) -> Term {
        Term::Decimal { text: self.text.clone(), exact: self.is_exact }
    }

    /// The digits that are shown, as an expression.
    pub(super) fn shown(&self, store: &mut Store) -> Expr {
        literal(store, &self.text)
    }
}

/// A decimal such as `-0.25` or `1.5*10^(-7)` as an expression that looks like it.
fn literal(store: &mut Store, text: &str) -> Expr {
    let (digits, is_negative) = match text.strip_prefix('-') {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    let (mantissa, power) = match digits.split_once("*10^") {
        Some((mantissa, power)) => (mantissa, power.trim_matches(['(', ')']).parse().ok()),
        None => (digits, None),
    };
    let value: Rational = mantissa.parse().unwrap_or(Rational::ZERO);
    let places = mantissa.split_once('.').map_or(0, |(_, places)| places.len());
    let mut e = match u32::try_from(places) {
        Ok(places @ 1..) => store.decimal(&value, places),
        Ok(0) | Err(_) => store.rational(&value),
    };
    if let Some(power) = power {
        let (ten, power) = (store.integer(10), store.integer(power));
        let power = store.pow(ten, power);
        e = store.mul(e, power);
    }
    if is_negative { store.neg(e) } else { e }
}

/// The value rounded to so many places, a tie to the even digit.
fn half_even(value: &Rational, places: u32) -> String {
    let scale = Rational::integer(10).pow(i32::try_from(places).unwrap_or(i32::MAX));
    let Some(scale) = scale else { return value.to_places(places) };
    let scaled = &value.abs() * &scale;
    let floor = scaled.floor();
    let is_tie = &scaled - &floor == Rational::new(1, 2);
    if !is_tie || floor.is_odd_integer() != Some(false) {
        return value.to_places(places);
    }
    let Some(rounded) = floor.checked_div(&scale) else { return value.to_places(places) };
    let rounded = if value.is_negative() { -&rounded } else { rounded };
    rounded.to_places(places)
}

#[cfg(test)]
mod tests {
    use super::half_even;
    use crate::num::Rational;

    #[test]
    fn ties_go_to_the_even_digit() {
        for (n, d, places, text) in [
            (1, 8, 2, "0.12"),
            (3, 8, 2, "0.38"),
            (-1, 8, 2, "-0.12"),
            (1, 2, 0, "0"),
            (3, 2, 0, "2"),
            (126, 1000, 2, "0.13"),
            (1, 3, 2, "0.33"),
        ] {
            assert_eq!(half_even(&Rational::new(n, d), places), text, "{n}/{d}");
        }
    }
}
