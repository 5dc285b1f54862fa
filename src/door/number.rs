//! Values as numbers with a radius.

use super::reply::Number;
use crate::steps;

/// The value, exact where it is rational.
pub(super) fn number(value: &steps::Value) -> Number {
    match (&value.exact, &value.decimal) {
        (Some(exact), _) => Number::Exact(exact.to_string()),
        (None, Some(decimal)) => near(&decimal.text),
        (None, None) => near("0"),
    }
}

/// A decimal that was rounded to the nearest, with half a unit of its last place.
pub(super) fn near(text: &str) -> Number {
    let (mantissa, power) = match text.split_once("*10^") {
        Some((mantissa, power)) => (mantissa, power.trim_matches(['(', ')'])),
        None => (text, "0"),
    };
    let places = mantissa.split_once('.').map_or(0, |(_, places)| places.len() as i64);
    let exponent: i64 = power.parse().unwrap_or(0);
    let decimal =
        if exponent == 0 { mantissa.to_owned() } else { format!("{mantissa}e{exponent}") };
    Number::Near { decimal, radius: format!("5e{}", exponent - places - 1) }
}

#[cfg(test)]
mod tests {
    use super::{Number, near};

    #[test]
    fn the_radius_is_half_a_unit_of_the_last_place() {
        for (text, decimal, radius) in [
            ("3.1416", "3.1416", "5e-5"),
            ("-12", "-12", "5e-1"),
            ("1.50*10^(-45)", "1.50e-45", "5e-48"),
            ("-7*10^40", "-7e40", "5e39"),
            ("0.000", "0.000", "5e-4"),
        ] {
            let expected = Number::Near { decimal: decimal.into(), radius: radius.into() };
            assert_eq!(near(text), expected);
        }
    }
}
