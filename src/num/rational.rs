//! Exact rational numbers: two machine words while they fit, `num-rational` beyond.
//!
//! Invariants: `Small(n, d)` has `d > 0`, `gcd(n, d) = 1` and `n > i64::MIN`; `Big` holds only
//! values that have no small form. So equal numbers have equal representations, and the derived
//! `Eq` and `Hash` are numeric.

mod text;

use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Pow, Signed, ToPrimitive, Zero};

pub use text::ParseRationalError;

/// An exact rational number of any size.
///
/// ```
/// use symderiv::num::Rational;
/// let third = Rational::new(1, 3);
/// assert_eq!((&third + &third).to_string(), "2/3");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Rational(Repr);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Small(i64, i64),
    Big(Box<BigRational>),
}

use Repr::{Big, Small};

impl Rational {
    /// Zero.
    pub const ZERO: Self = Self(Small(0, 1));
    /// One.
    pub const ONE: Self = Self(Small(1, 1));
    /// Minus one.
    pub const MINUS_ONE: Self = Self(Small(-1, 1));

    /// The fraction `numer / denom`; zero where `denom` is zero is never produced: a zero
    /// denominator yields `None` in [`Rational::checked_new`], and here it is a caller's error.
    ///
    /// # Panics
    /// If `denom` is zero.
    #[must_use]
    pub fn new(numer: i64, denom: i64) -> Self {
        assert!(denom != 0, "a fraction needs a nonzero denominator");
        Self::from_i128(i128::from(numer), i128::from(denom))
    }

    /// The integer `n`.
    #[must_use]
    pub fn integer(n: i64) -> Self {
        if n == i64::MIN {
            Self(Big(Box::new(BigRational::from_integer(BigInt::from(n)))))
        } else {
            Self(Small(n, 1))
        }
    }

    /// The fraction `numer / denom` of integers of any size, or `None` if `denom` is zero.
    #[must_use]
    pub fn checked_new(numer: BigInt, denom: BigInt) -> Option<Self> {
        (!denom.is_zero()).then(|| Self::from_big(BigRational::new(numer, denom)))
    }

    fn from_i128(numer: i128, denom: i128) -> Self {
        let g = gcd_u128(numer.unsigned_abs(), denom.unsigned_abs()).cast_signed();
        let sign = if denom < 0 { -1 } else { 1 };
        let (n, d) = (sign * (numer / g), sign * (denom / g));
        match (i64::try_from(n), i64::try_from(d)) {
            (Ok(n), Ok(d)) if n > i64::MIN => Self(Small(n, d)),
            _ => Self(Big(Box::new(BigRational::new_raw(n.into(), d.into())))),
        }
    }

    fn from_big(r: BigRational) -> Self {
        match (r.numer().to_i64(), r.denom().to_i64()) {
            (Some(n), Some(d)) if n > i64::MIN => Self(Small(n, d)),
            _ => Self(Big(Box::new(r))),
        }
    }

    fn to_big(&self) -> BigRational {
        match &self.0 {
            Small(n, d) => BigRational::new_raw(BigInt::from(*n), BigInt::from(*d)),
            Big(r) => (**r).clone(),
        }
    }

    /// The numerator, in lowest terms, carrying the sign.
    #[must_use]
    pub fn numer(&self) -> BigInt {
        match &self.0 {
            Small(n, _) => BigInt::from(*n),
            Big(r) => r.numer().clone(),
        }
    }

    /// The denominator, in lowest terms, positive.
    #[must_use]
    pub fn denom(&self) -> BigInt {
        match &self.0 {
            Small(_, d) => BigInt::from(*d),
            Big(r) => r.denom().clone(),
        }
    }

    /// Is it zero?
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Small(0, _))
    }

    /// Is it one?
    #[must_use]
    pub fn is_one(&self) -> bool {
        matches!(self.0, Small(1, 1))
    }

    /// Is it an integer?
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Small(_, d) => *d == 1,
            Big(r) => r.is_integer(),
        }
    }

    /// Is it below zero?
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Small(n, _) => *n < 0,
            Big(r) => r.is_negative(),
        }
    }

    /// Is it above zero?
    #[must_use]
    pub fn is_positive(&self) -> bool {
        !self.is_zero() && !self.is_negative()
    }

    /// The value as a machine integer, if it is one.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        match self.0 {
            Small(n, 1) => Some(n),
            _ => None,
        }
    }

    /// Numerator and denominator as machine integers, if both fit.
    #[must_use]
    pub fn to_i64_pair(&self) -> Option<(i64, i64)> {
        match self.0 {
            Small(n, d) => Some((n, d)),
            Big(_) => None,
        }
    }

    /// Is it an odd integer? `None` if it is no integer.
    #[must_use]
    pub fn is_odd_integer(&self) -> Option<bool> {
        match &self.0 {
            Small(n, 1) => Some(n % 2 != 0),
            Big(r) if r.is_integer() => Some(r.numer().is_odd()),
            Small(..) | Big(_) => None,
        }
    }

    /// The size in bits of the larger of numerator and denominator.
    #[must_use]
    pub fn bits(&self) -> u64 {
        match &self.0 {
            Small(n, d) => u64::from(64 - n.unsigned_abs().max(d.unsigned_abs()).leading_zeros()),
            Big(r) => r.numer().bits().max(r.denom().bits()),
        }
    }

    /// The absolute value.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// The sign as an integer: -1, 0 or 1.
    #[must_use]
    pub fn signum(&self) -> i32 {
        i32::from(self.is_positive()) - i32::from(self.is_negative())
    }

    /// `1 / self`, or `None` for zero.
    #[must_use]
    pub fn recip(&self) -> Option<Self> {
        match &self.0 {
            Small(0, _) => None,
            Small(n, d) => Some(Self::from_i128(i128::from(*d), i128::from(*n))),
            Big(r) => Some(Self::from_big(r.recip())),
        }
    }

    /// `self / other`, or `None` if `other` is zero.
    #[must_use]
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        other.recip().map(|r| self * &r)
    }

    /// `self` to an integer power, or `None` for `0^n` with `n < 0`; `0^0` is 1.
    #[must_use]
    pub fn pow(&self, n: i32) -> Option<Self> {
        let base = if n < 0 { self.recip()? } else { self.clone() };
        let n = n.unsigned_abs();
        Some(match &base.0 {
            Small(1, 1) => Self::ONE,
            _ => {
                let big = base.to_big();
                Self::from_big(BigRational::new_raw(
                    Pow::pow(big.numer(), n),
                    Pow::pow(big.denom(), n),
                ))
            }
        })
    }

    /// The `k`-th root if it is rational: the nonnegative one for even `k` (and `self >= 0`),
    /// the real one for odd `k`.
    #[must_use]
    pub fn exact_root(&self, k: u32) -> Option<Self> {
        if k == 0 || (self.is_negative() && k.is_multiple_of(2)) {
            return None;
        }
        let (numer, denom) = (self.numer().nth_root(k), self.denom().nth_root(k));
        let root = Self::checked_new(numer, denom)?;
        let check = root.pow(i32::try_from(k).ok()?)?;
        (check == *self).then_some(root)
    }

    /// The greatest integer not above it.
    #[must_use]
    pub fn floor(&self) -> Self {
        match &self.0 {
            Small(n, d) => Self::integer(n.div_floor(d)),
            Big(r) => Self::from_big(r.floor()),
        }
    }

    /// The least integer not below it.
    #[must_use]
    pub fn ceil(&self) -> Self {
        -&(-self).floor()
    }

    /// The greatest common divisor: the largest rational of which both are integer multiples.
    #[must_use]
    pub fn gcd(&self, other: &Self) -> Self {
        let (a, b) = (self.to_big(), other.to_big());
        let numer = (a.numer() * b.denom()).gcd(&(b.numer() * a.denom()));
        Self::from_big(BigRational::new(numer, a.denom() * b.denom()))
    }
}

fn gcd_u128(a: u128, b: u128) -> u128 {
    match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => u128::from(a.gcd(&b)),
        _ => a.gcd(&b),
    }
}

impl From<i64> for Rational {
    fn from(n: i64) -> Self {
        Self::integer(n)
    }
}

impl From<BigInt> for Rational {
    fn from(n: BigInt) -> Self {
        Self::from_big(BigRational::from_integer(n))
    }
}

impl Add for &Rational {
    type Output = Rational;
    fn add(self, other: &Rational) -> Rational {
        match (&self.0, &other.0) {
            (Small(a, 1), Small(c, 1)) => match a.checked_add(*c) {
                Some(sum) => Rational::integer(sum),
                None => Rational::from_i128(i128::from(*a) + i128::from(*c), 1),
            },
            (Small(a, b), Small(c, d)) => {
                let [a, b, c, d] = [*a, *b, *c, *d].map(i128::from);
                match (a * d).checked_add(c * b) {
                    Some(numer) => Rational::from_i128(numer, b * d),
                    None => Rational::from_big(self.to_big() + other.to_big()),
                }
            }
            // Without denominators there is no gcd to take.
            _ if self.is_integer() && other.is_integer() => (self.numer() + other.numer()).into(),
            _ => Rational::from_big(self.to_big() + other.to_big()),
        }
    }
}

impl Mul for &Rational {
    type Output = Rational;
    fn mul(self, other: &Rational) -> Rational {
        match (&self.0, &other.0) {
            (Small(a, 1), Small(c, 1)) => match a.checked_mul(*c) {
                Some(product) => Rational::integer(product),
                None => Rational::from_i128(i128::from(*a) * i128::from(*c), 1),
            },
            (Small(a, b), Small(c, d)) => {
                let [a, b, c, d] = [*a, *b, *c, *d].map(i128::from);
                Rational::from_i128(a * c, b * d)
            }
            _ if self.is_integer() && other.is_integer() => (self.numer() * other.numer()).into(),
            _ => Rational::from_big(self.to_big() * other.to_big()),
        }
    }
}

impl Neg for &Rational {
    type Output = Rational;
    fn neg(self) -> Rational {
        match &self.0 {
            Small(n, d) => Rational(Small(-n, *d)),
            Big(r) => Rational::from_big(-(**r).clone()),
        }
    }
}

impl Sub for &Rational {
    type Output = Rational;
    fn sub(self, other: &Rational) -> Rational {
        self + &-other
    }
}

impl Div for &Rational {
    type Output = Rational;
    /// # Panics
    /// If `other` is zero; see [`Rational::checked_div`].
    fn div(self, other: &Rational) -> Rational {
        match self.checked_div(other) {
            Some(quotient) => quotient,
            None => panic!("division of a rational by zero"),
        }
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Small(a, b), Small(c, d)) => {
                (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
            }
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::Rational;

    fn q(text: &str) -> Rational {
        text.parse().unwrap()
    }

    #[test]
    fn arithmetic_crosses_the_machine_word_and_comes_back() {
        let huge = q("9223372036854775807");
        let sum = &huge + &huge;
        assert_eq!(sum.to_string(), "18446744073709551614");
        assert_eq!(&sum - &huge, huge);
        assert_eq!(&q("1/3") + &q("1/6"), q("1/2"));
        assert_eq!(&q("-3/4") * &q("4/3"), Rational::MINUS_ONE);
        assert_eq!(Rational::integer(i64::MIN).abs().to_string(), "9223372036854775808");
    }

    #[test]
    fn decimals_round_half_away_from_zero() {
        assert_eq!(q("0.25").to_places(1), "0.3");
        assert_eq!(q("-0.25").to_places(1), "-0.3");
        assert_eq!(q("-0.01").to_places(1), "0.0");
        assert_eq!(q("2/3").to_places(4), "0.6667");
        assert_eq!(q("12.5").to_decimal().as_deref(), Some("12.5"));
    }

    #[test]
    fn powers_and_roots_are_exact_or_refused() {
        assert_eq!(q("2/3").pow(-2), Some(q("9/4")));
        assert_eq!(q("0").pow(-1), None);
        assert_eq!(q("-8").exact_root(3), Some(q("-2")));
        assert_eq!(q("-4").exact_root(2), None);
        assert_eq!(q("2").exact_root(2), None);
    }

    #[test]
    fn text_that_is_no_number_is_refused() {
        for bad in ["", ".", "1/0", "1e3", "--1", "1/2/3", "x"] {
            assert!(bad.parse::<Rational>().is_err(), "{bad}");
        }
    }
}
