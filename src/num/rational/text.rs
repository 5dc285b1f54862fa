//! Rational numbers as text: fractions and decimals.

use std::fmt;
use std::str::FromStr;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Zero};

use super::Rational;
use super::Repr::{Big, Small};

/// The text is not a decimal or a fraction of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseRationalError;

impl fmt::Display for ParseRationalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a decimal number or a fraction of integers")
    }
}

impl std::error::Error for ParseRationalError {}

impl Rational {
    /// The decimal digits of a finite decimal, or `None` where the expansion does not end.
    ///
    /// ```
    /// use symderiv::num::Rational;
    /// assert_eq!(Rational::new(3, 4).to_decimal().as_deref(), Some("0.75"));
    /// assert_eq!(Rational::new(1, 3).to_decimal(), None);
    /// ```
    #[must_use]
    pub fn to_decimal(&self) -> Option<String> {
        self.decimal_places().map(|places| self.to_places(places))
    }

    /// The number of places of a finite decimal, or `None` where the expansion does not end.
    #[must_use]
    pub fn decimal_places(&self) -> Option<u32> {
        let (mut denom, mut twos, mut fives) = (self.denom(), 0_u32, 0_u32);
        while denom.is_even() {
            denom /= 2;
            twos += 1;
        }
        while (&denom % 5_u32).is_zero() {
            denom /= 5;
            fives += 1;
        }
        denom.is_one().then(|| twos.max(fives))
    }

    /// The value rounded half-up (away from zero at ties) to `places` decimal places, written out.
    #[must_use]
    pub fn to_places(&self, places: u32) -> String {
        let scale = BigInt::from(10).pow(places);
        let scaled = self.abs().to_big() * BigRational::from_integer(scale);
        let twice: BigInt = scaled.numer() * 2 + scaled.denom();
        let digits = twice.div_floor(&(scaled.denom() * 2)).to_string();
        let places = places as usize;
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        let sign = if self.is_negative() && padded.bytes().any(|b| b != b'0') { "-" } else { "" };
        if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }
}

impl fmt::Display for Rational {
    /// `n` or `n/d`, in lowest terms.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Small(n, 1) => write!(f, "{n}"),
            Small(n, d) => write!(f, "{n}/{d}"),
            Big(r) => write!(f, "{r}"),
        }
    }
}

impl fmt::Debug for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Rational {
    type Err = ParseRationalError;

    /// Reads `12`, `0.75`, `.5` or `3/4`, with an optional leading `-`.
    fn from_str(text: &str) -> Result<Self, ParseRationalError> {
        if let Some((numer, denom)) = text.rsplit_once('/') {
            if numer.contains('/') {
                return Err(ParseRationalError);
            }
            let (n, d): (Self, Self) = (numer.parse()?, denom.parse()?);
            return n.checked_div(&d).ok_or(ParseRationalError);
        }
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all = format!("{whole}{fraction}");
        if all.is_empty() || !all.bytes().all(|b| b.is_ascii_digit()) {
            return Err(ParseRationalError);
        }
        let numer: BigInt = all.parse().map_err(|_| ParseRationalError)?;
        let scale = u32::try_from(fraction.len()).map_err(|_| ParseRationalError)?;
        let value = Self::checked_new(numer, BigInt::from(10).pow(scale));
        let value = value.ok_or(ParseRationalError)?;
        Ok(if negative { -&value } else { value })
    }
}
