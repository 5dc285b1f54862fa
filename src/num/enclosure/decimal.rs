//! Decimals whose every digit is guaranteed: rounding half away from zero.

use dashu_int::IBig;
use dashu_int::ops::BitTest;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Pow, Signed};

use super::dyadic::Round::Down;
use super::dyadic::{self, Dyadic, EXACT};
use super::{Fault, Interval, MAX_TOP};
use crate::num::Rational;

/// The largest number of digits or places that can be asked for.
pub const MAX_DIGITS: u32 = 100_000;

/// log₁₀ 2 · 10^18, rounded.
const LOG10_2: i128 = 301_029_995_663_981_195;

/// Numbers between `10^PLAIN_FROM` and `10^PLAIN_TO` are written without a power of ten.
const PLAIN_FROM: i64 = -20;
const PLAIN_TO: i64 = 30;

/// A number `±d.ddd · 10^exponent`, rounded to its digits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Digits {
    /// Is it below zero?
    pub negative: bool,
    /// The significant digits, the first one not zero (but for the number zero).
    pub digits: String,
    /// The power of ten of the first digit.
    pub exponent: i64,
}

impl Digits {
    fn zero() -> Self {
        Self { negative: false, digits: "0".into(), exponent: 0 }
    }

    /// The number rounded to `digits` significant digits.
    #[must_use]
    pub fn of_rational(q: &Rational, digits: u32) -> Self {
        if q.is_zero() {
            return Self::zero();
        }
        let digits = digits.max(1);
        let (numer, denom) = (q.numer().abs(), q.denom());
        let top = i128::from(numer.bits()) - i128::from(denom.bits());
        let mut exponent = estimate(i64::try_from(top).unwrap_or(0));
        loop {
            let shift = i64::from(digits) - 1 - exponent;
            let power = BigInt::from(10).pow(shift.unsigned_abs());
            let (scaled, unit) = if shift >= 0 {
                (&numer * power, denom.clone())
            } else {
                (numer.clone(), &denom * power)
            };
            let twice: BigInt = scaled * 2 + &unit;
            let rounded = twice.div_floor(&(unit * 2));
            match Self::from_integer(&rounded, digits, exponent, q.is_negative()) {
                Ok(result) => return result,
                Err(better) => exponent = better,
            }
        }
    }

    /// The digits of `n · 10^(exponent - digits + 1)`, or a better exponent if `n` has not just
    /// `digits` digits.
    fn from_integer(n: &BigInt, digits: u32, exponent: i64, negative: bool) -> Result<Self, i64> {
        let text = n.to_string();
        let excess = text.len() as i64 - i64::from(digits);
        if excess < 0 {
            return Err(exponent - 1);
        }
        let is_power = text.bytes().skip(1).all(|b| b == b'0') && text.starts_with('1');
        if excess == 1 && is_power {
            // 9.99… was rounded up to the next power of ten.
            let digits = text.chars().take(digits as usize).collect();
            return Ok(Self { negative, digits, exponent: exponent + 1 });
        }
        if excess > 0 {
            return Err(exponent + excess);
        }
        Ok(Self { negative, digits: text, exponent })
    }

    /// Without the zeros at the end.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        let kept = self.digits.trim_end_matches('0').len().max(1);
        self.digits.truncate(kept);
        self
    }

    /// The number in our own language: a plain decimal, or `1.234*10^(-45)` for very small and
    /// very large ones. (`1.234e-45` would read as a product with Euler's number.)
    #[must_use]
    pub fn text(&self) -> String {
        let count = self.digits.len() as i64;
        let sign = if self.negative { "-" } else { "" };
        if self.exponent < PLAIN_FROM || self.exponent >= count.max(PLAIN_TO) {
            let (first, rest) = self.digits.split_at(1.min(self.digits.len()));
            let point = if rest.is_empty() { "" } else { "." };
            let power = self.exponent;
            let power = if power < 0 { format!("({power})") } else { power.to_string() };
            return format!("{sign}{first}{point}{rest}*10^{power}");
        }
        if self.exponent < 0 {
            let zeros = "0".repeat(usize::try_from(-self.exponent - 1).unwrap_or(0));
            return format!("{sign}0.{zeros}{}", self.digits);
        }
        let whole = usize::try_from(self.exponent + 1).unwrap_or(0);
        if whole >= self.digits.len() {
            return format!("{sign}{:0<whole$}", self.digits);
        }
        let (before, after) = self.digits.split_at(whole);
        format!("{sign}{before}.{after}")
    }
}

/// A power of ten near `2^top`.
fn estimate(top: i64) -> i64 {
    let scaled = i128::from(top.saturating_sub(1)) * LOG10_2;
    i64::try_from(scaled.div_euclid(1_000_000_000_000_000_000)).unwrap_or(0)
}

impl Interval {
    /// The number rounded to `digits` significant digits, half away from zero.
    ///
    /// # Errors
    /// `Undetermined` if the interval contains zero or numbers that round differently.
    pub fn significant(&self, digits: u32) -> Result<Digits, Fault> {
        if self.lo.signum() == 0 && self.hi.signum() == 0 {
            return Ok(Digits::zero());
        }
        if self.contains_zero() {
            return Err(Fault::Undetermined);
        }
        check_digits(digits)?;
        let digits = digits.max(1);
        let size = self.abs();
        let prec = self.precision(digits);
        let mut exponent = estimate(size.lo.top());
        for _ in 0..4 {
            let shift = i64::from(digits) - 1 - exponent;
            let scaled = size.scaled(shift, prec)?;
            let n = scaled.rounded_integer()?;
            let n = dyadic::to_bigint(&n);
            match Digits::from_integer(&n, digits, exponent, self.hi.signum() < 0) {
                Ok(result) => return Ok(result),
                Err(better) => exponent = better,
            }
        }
        Err(Fault::Undetermined)
    }

    /// The number rounded to `places` decimal places, half away from zero, written out.
    ///
    /// # Errors
    /// `Undetermined` if the interval contains numbers that round differently, and a limit if the
    /// number is too long to write out.
    pub fn to_places(&self, places: u32) -> Result<String, Fault> {
        check_digits(places)?;
        let whole = u32::try_from(self.top().clamp(0, MAX_TOP)).unwrap_or(u32::MAX);
        let prec = self.precision(places.saturating_add(whole.min(MAX_DIGITS)));
        let n = self.scaled(i64::from(places), prec)?.rounded_integer()?;
        let n = dyadic::to_bigint(&n);
        let unit = Rational::checked_new(n, BigInt::from(10).pow(places));
        Ok(unit.unwrap_or(Rational::ZERO).to_places(places))
    }

    /// `x · 10^shift`: by the exact power while that is not much longer than the number.
    fn scaled(&self, shift: i64, prec: usize) -> Result<Self, Fault> {
        let size = usize::try_from(shift.unsigned_abs()).unwrap_or(usize::MAX);
        if size > 4 * prec {
            return self.mul(&Self::integer(10).powi(shift, prec)?, prec);
        }
        let power = Self::point(Dyadic::new(IBig::from(10).pow(size), 0));
        if shift < 0 { self.div(&power, prec) } else { self.mul(&power, prec) }
    }

    /// Enough bits for the mantissas and for so many digits.
    fn precision(&self, digits: u32) -> usize {
        let bits = |x: &Dyadic| x.mantissa().bit_len();
        bits(&self.lo).max(bits(&self.hi)).max(digits as usize * 10 / 3) + 64
    }

    /// The nearest integer, ties away from zero.
    fn rounded_integer(&self) -> Result<IBig, Fault> {
        let low = nearest(&self.lo)?;
        if low == nearest(&self.hi)? { Ok(low) } else { Err(Fault::Undetermined) }
    }
}

fn nearest(x: &Dyadic) -> Result<IBig, Fault> {
    let limit = 4 * i64::from(MAX_DIGITS) + 4096;
    let too_long = Fault::Limit("decimals of 100000 digits");
    if x.top() < -1 {
        return Ok(IBig::ZERO);
    }
    if x.signum() < 0 {
        return Ok(-nearest(&x.neg())?);
    }
    if x.top() > limit {
        return Err(too_long);
    }
    let half = Dyadic::power_of_two(-1);
    x.add(&half, EXACT, Down).floor(limit + 1).ok_or(too_long)
}

fn check_digits(n: u32) -> Result<(), Fault> {
    if n > MAX_DIGITS { Err(Fault::Limit("decimals of 100000 digits")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn q(text: &str) -> Rational {
        text.parse().unwrap()
    }

    #[test]
    fn rationals_round_to_significant_digits() {
        let text = |value: &str, digits| Digits::of_rational(&q(value), digits).text();
        assert_eq!(text("2/3", 4), "0.6667");
        assert_eq!(text("-1999/2000", 3), "-1.00");
        assert_eq!(text("999/1000", 3), "0.999");
        assert_eq!(text("9996/10000", 3), "1.00");
        assert_eq!(text("123456", 3), "123000");
        assert_eq!(text("1/8", 2), "0.13");
        assert_eq!(text("0", 5), "0");
        assert_eq!(text("10", 1), "10");
    }

    #[test]
    fn very_small_and_large_numbers_get_a_power_of_ten() {
        let tiny = Rational::new(1, 3).pow(100).unwrap();
        assert_eq!(Digits::of_rational(&tiny, 4).text(), "1.940*10^(-48)");
        let huge = Rational::integer(3).pow(100).unwrap();
        assert_eq!(Digits::of_rational(&huge, 4).text(), "5.154*10^47");
        assert_eq!(Digits::of_rational(&huge, 48).text(), huge.to_string());
    }

    #[test]
    fn an_interval_rounds_only_where_its_ends_agree() {
        let third = Interval::from_rational(&q("1/3"), 64);
        assert_eq!(third.significant(10).unwrap().text(), "0.3333333333");
        assert_eq!(third.significant(40), Err(Fault::Undetermined));
        let tie = Interval::from_rational(&q("1/8"), 64);
        assert_eq!(tie.to_places(2).unwrap(), "0.13");
        let blurred = tie.add(&third, 64).unwrap().sub(&third, 64).unwrap();
        assert_eq!(blurred.to_places(2), Err(Fault::Undetermined));
        assert!(Interval::integer(1).significant(MAX_DIGITS + 1).is_err());
    }

    #[test]
    fn huge_exponents_do_not_cost_memory() {
        let huge = Interval::integer(1 << 35).exp(200).unwrap();
        assert_eq!(huge.significant(5).unwrap().exponent, 14_922_244_772);
        assert!(huge.to_places(2).is_err());
    }
}
