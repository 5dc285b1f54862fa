//! Numbers: exact, of any size within the limits.

use super::error::limit;
use crate::expr::{Expr, Store};
use crate::num::{BigInt, Rational};

/// Why a number was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NumberError {
    TooLong,
    Exponent,
}

/// Reads `12`, `0.75`, `.5`, `1e5`, `1E-5`; the text has one of these forms.
pub(super) fn read(store: &mut Store, text: &str) -> Result<Expr, NumberError> {
    if text.len() <= 18
        && let Ok(n) = text.parse::<i64>()
    {
        return Ok(store.integer(n));
    }
    if text.len() > limit::DIGITS {
        return Err(NumberError::TooLong);
    }
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            (mantissa, exponent.parse::<i64>().map_err(|_| NumberError::Exponent)?)
        }
        None => (text, 0),
    };
    if exponent.unsigned_abs() > u64::from(limit::EXPONENT) {
        return Err(NumberError::Exponent);
    }
    let value: Rational = mantissa.parse().map_err(|_| NumberError::TooLong)?;
    let written = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len() as i64);
    let scale = Rational::from(BigInt::from(10).pow(exponent.unsigned_abs() as u32));
    let value = if exponent < 0 { value.checked_div(&scale) } else { Some(&value * &scale) };
    let value = value.ok_or(NumberError::Exponent)?;
    let places = (written - exponent).max(0) as u32;
    Ok(if places == 0 { store.rational(&value) } else { store.decimal(&value, places) })
}

/// Reads the exponent `²`, `⁻¹`, `ⁿ` or `²ⁿ`.
pub(super) fn superscript(store: &mut Store, text: &str) -> Option<Expr> {
    let (negative, rest) = match text.strip_prefix('⁻') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (digits, letter) = match rest.strip_suffix('ⁿ') {
        Some(digits) => (digits, true),
        None => (rest, false),
    };
    let digits: Option<String> = digits.chars().map(digit).collect();
    let digits = digits?;
    let number = if digits.is_empty() { None } else { Some(read(store, &digits).ok()?) };
    let letter = letter.then(|| store.symbol("n"));
    let magnitude = match (number, letter) {
        (Some(number), Some(letter)) => store.mul(number, letter),
        (Some(e), None) | (None, Some(e)) => e,
        (None, None) => return None,
    };
    Some(if negative { store.neg(magnitude) } else { magnitude })
}

pub(super) fn digit(c: char) -> Option<char> {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let value = DIGITS.iter().position(|&d| d == c)?;
    char::from_digit(value as u32, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_and_remember_their_places() {
        let mut s = Store::new();
        for (text, value, places) in [
            ("12", "12", None),
            ("0.75", "3/4", Some(2)),
            (".5", "1/2", Some(1)),
            ("1.50", "3/2", Some(2)),
            ("1e5", "100000", None),
            ("1.5e1", "15", None),
            ("1E-5", "1/100000", Some(5)),
            ("123456789012345678901", "123456789012345678901", None),
        ] {
            let e = read(&mut s, text).unwrap();
            let (found, found_places) = s.number(e).unwrap();
            assert_eq!((found.to_string().as_str(), found_places), (value, places), "{text}");
        }
        assert_eq!(read(&mut s, "1e99999999999999999999"), Err(NumberError::Exponent));
        assert_eq!(read(&mut s, &"9".repeat(limit::DIGITS + 1)), Err(NumberError::TooLong));
    }

    #[test]
    fn superscripts_are_exponents() {
        let mut s = Store::new();
        let two = s.integer(2);
        assert_eq!(superscript(&mut s, "²"), Some(two));
        let minus = s.neg(two);
        assert_eq!(superscript(&mut s, "⁻²"), Some(minus));
        let n = s.symbol("n");
        let double = s.mul(two, n);
        assert_eq!(superscript(&mut s, "²ⁿ"), Some(double));
        for wrong in ["⁻", "²⁻", "ⁿ²", "⁻⁻²"] {
            assert_eq!(superscript(&mut s, wrong), None, "{wrong}");
        }
    }
}
