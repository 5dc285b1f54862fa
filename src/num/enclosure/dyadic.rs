//! Dyadic numbers `m · 2^e` with directed rounding: the endpoints of intervals.
//!
//! Why not a floating-point type: an endpoint needs no infinities, no signed zero and no rounding
//! mode of its own, and every function below states on which side of the true value it lies.

use std::cmp::Ordering;

use dashu_int::ops::{BitTest, DivRem, SquareRoot};
use dashu_int::{IBig, Sign};
use num_bigint::BigInt;

use crate::num::Rational;

/// The side of the true value on which a rounded one lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Round {
    /// Not above the true value.
    Down,
    /// Not below the true value.
    Up,
}

use Round::{Down, Up};

/// A number of bits that no mantissa reaches.
pub(super) const EXACT: usize = usize::MAX >> 8;

/// The number `m · 2^e`.
#[derive(Clone, Debug)]
pub struct Dyadic {
    m: IBig,
    e: i64,
}

impl Dyadic {
    pub(super) const ZERO: Self = Self { m: IBig::ZERO, e: 0 };
    pub(super) const ONE: Self = Self { m: IBig::ONE, e: 0 };

    pub(super) fn new(m: IBig, e: i64) -> Self {
        if m.is_zero() { Self::ZERO } else { Self { m, e } }
    }

    pub(super) fn power_of_two(e: i64) -> Self {
        Self { m: IBig::ONE, e }
    }

    /// The number as a fraction, if it is not extremely large or small.
    #[must_use]
    pub fn to_rational(&self) -> Option<Rational> {
        const MOST: u64 = 1 << 14;
        let e = i32::try_from(self.e).ok().filter(|e| u64::from(e.unsigned_abs()) <= MOST)?;
        let power = Rational::integer(2).pow(e)?;
        Some(&Rational::from(to_bigint(&self.m)) * &power)
    }

    pub(super) fn mantissa(&self) -> &IBig {
        &self.m
    }

    pub(super) fn exponent(&self) -> i64 {
        self.e
    }

    /// -1, 0 or 1.
    #[must_use]
    pub fn signum(&self) -> i32 {
        match (self.m.is_zero(), self.m.sign()) {
            (true, _) => 0,
            (false, Sign::Positive) => 1,
            (false, Sign::Negative) => -1,
        }
    }

    /// The `t` with `2^(t-1) <= |x| < 2^t`; the least integer for zero.
    #[must_use]
    pub fn top(&self) -> i64 {
        if self.m.is_zero() { i64::MIN } else { self.e.saturating_add(self.bits()) }
    }

    fn bits(&self) -> i64 {
        i64::try_from(self.m.bit_len()).unwrap_or(i64::MAX)
    }

    pub(super) fn neg(&self) -> Self {
        Self { m: -&self.m, e: self.e }
    }

    pub(super) fn abs(&self) -> Self {
        if self.signum() < 0 { self.neg() } else { self.clone() }
    }

    /// `x · 2^k`, exactly.
    pub(super) fn shifted(&self, k: i64) -> Self {
        Self::new(self.m.clone(), self.e.saturating_add(k))
    }

    /// At most `prec` bits of it.
    pub(super) fn rounded(self, prec: usize, dir: Round) -> Self {
        let excess = self.m.bit_len().saturating_sub(prec);
        if excess == 0 { self } else { self.dropped(excess, dir) }
    }

    /// Without the lowest `n` bits.
    fn dropped(self, n: usize, dir: Round) -> Self {
        let inexact = self.m.trailing_zeros().is_some_and(|zeros| zeros < n);
        let floor = self.m >> n;
        let m = if inexact && dir == Up { floor + 1 } else { floor };
        Self::new(m, self.e.saturating_add_unsigned(n as u64))
    }

    pub(super) fn add(&self, other: &Self, prec: usize, dir: Round) -> Self {
        let (big, small) = if self.top() >= other.top() { (self, other) } else { (other, self) };
        if small.m.is_zero() {
            return big.clone().rounded(prec, dir);
        }
        // A summand far below the last bit that is kept counts only by its sign; so the shift
        // below stays bounded, whatever the exponents are.
        let last = big.top().min(big.e.saturating_add(1)).min(big.top() - prec as i64) - 4;
        let stand_in = if small.top() < last {
            match (small.signum() > 0, dir) {
                (true, Down) | (false, Up) => Self::ZERO,
                (true, Up) => Self::power_of_two(last),
                (false, Down) => Self::power_of_two(last).neg(),
            }
        } else {
            small.clone()
        };
        if stand_in.m.is_zero() {
            return big.clone().rounded(prec, dir);
        }
        let e = big.e.min(stand_in.e);
        let m = (&big.m << shift(big.e - e)) + (&stand_in.m << shift(stand_in.e - e));
        Self::new(m, e).rounded(prec, dir)
    }

    pub(super) fn mul(&self, other: &Self, prec: usize, dir: Round) -> Self {
        Self::new(&self.m * &other.m, self.e.saturating_add(other.e)).rounded(prec, dir)
    }

    /// `self / other` for nonzero `other`; zero divisors give zero, and no caller asks for them.
    pub(super) fn div(&self, other: &Self, prec: usize, dir: Round) -> Self {
        if other.m.is_zero() || self.m.is_zero() {
            return Self::ZERO;
        }
        let up = (prec + 2 + other.m.bit_len()).saturating_sub(self.m.bit_len());
        let (quotient, remainder) = (&self.m << up).div_rem(&other.m);
        let same_sign = self.m.sign() == other.m.sign();
        let m = match (remainder.is_zero(), same_sign, dir) {
            (true, ..) | (_, true, Down) | (_, false, Up) => quotient,
            (false, true, Up) => quotient + 1,
            (false, false, Down) => quotient - 1,
        };
        let e = self.e.saturating_sub(other.e).saturating_sub_unsigned(up as u64);
        Self::new(m, e).rounded(prec, dir)
    }

    /// The square root of a nonnegative number.
    pub(super) fn sqrt(&self, prec: usize, dir: Round) -> Self {
        if self.signum() <= 0 {
            return Self::ZERO;
        }
        let mut up = (2 * prec + 2).saturating_sub(self.m.bit_len());
        up += usize::from((self.e - up as i64).rem_euclid(2) == 1);
        let wide = &self.m << up;
        let (_, magnitude) = wide.clone().into_parts();
        let root = IBig::from(magnitude.sqrt());
        let inexact = &root * &root != wide;
        let m = if inexact && dir == Up { root + 1 } else { root };
        Self::new(m, (self.e - up as i64) / 2).rounded(prec, dir)
    }

    /// The nearest dyadic number on one side of a rational.
    pub(super) fn from_rational(q: &Rational, prec: usize, dir: Round) -> Self {
        let part = |n: &BigInt| Self::new(to_ibig(n), 0);
        let numer = part(&q.numer());
        if q.is_integer() {
            return numer.rounded(prec, dir);
        }
        numer.div(&part(&q.denom()), prec, dir)
    }

    /// The order of this number and a rational.
    pub(super) fn compare_rational(&self, q: &Rational) -> Ordering {
        let part = |n: &BigInt| Self::new(to_ibig(n), 0);
        self.mul(&part(&q.denom()), EXACT, Down).cmp(&part(&q.numer()))
    }

    /// The greatest integer not above it; `None` where it has more than `limit` bits.
    pub(super) fn floor(&self, limit: i64) -> Option<IBig> {
        if self.top() > limit {
            return None;
        }
        if self.e >= 0 {
            return Some(&self.m << shift(self.e));
        }
        if self.top() <= 0 {
            return Some(if self.signum() < 0 { IBig::NEG_ONE } else { IBig::ZERO });
        }
        Some(&self.m >> shift(self.e.saturating_neg()))
    }
}

/// A nonnegative shift count; the callers see to it that it is about the length of a mantissa.
fn shift(k: i64) -> usize {
    usize::try_from(k).unwrap_or(0)
}

pub(super) fn to_i64(n: &IBig) -> Option<i64> {
    i64::try_from(n.clone()).ok()
}

pub(super) fn to_ibig(n: &BigInt) -> IBig {
    IBig::from_le_bytes(&n.to_signed_bytes_le())
}

pub(super) fn to_bigint(n: &IBig) -> BigInt {
    BigInt::from_signed_bytes_le(&n.to_le_bytes())
}

impl Ord for Dyadic {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (self.signum(), other.signum());
        if a != b || a == 0 {
            return a.cmp(&b);
        }
        let by_size = self.top().cmp(&other.top());
        if by_size != Ordering::Equal {
            return if a > 0 { by_size } else { by_size.reverse() };
        }
        // Equal tops: the exponents differ by no more than the lengths of the mantissas.
        let e = self.e.min(other.e);
        (&self.m << shift(self.e - e)).cmp(&(&other.m << shift(other.e - e)))
    }
}

impl PartialOrd for Dyadic {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Dyadic {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Dyadic {}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(m: i64, e: i64) -> Dyadic {
        Dyadic::new(IBig::from(m), e)
    }

    /// The exact value of a small number.
    fn exact(x: &Dyadic) -> Rational {
        let power = Rational::integer(2).pow(i32::try_from(x.e).unwrap()).unwrap();
        &Rational::from(to_bigint(&x.m)) * &power
    }

    #[test]
    fn rounding_goes_to_the_stated_side_for_both_signs() {
        assert_eq!(d(0b1011, 0).rounded(3, Down), d(0b1010, 0));
        assert_eq!(d(0b1011, 0).rounded(3, Up), d(0b1100, 0));
        assert_eq!(d(-0b1011, 0).rounded(3, Down), d(-0b1100, 0));
        assert_eq!(d(-0b1011, 0).rounded(3, Up), d(-0b1010, 0));
        for (a, b) in [(1, 3), (-1, 3), (1, -3), (-1, -3)] {
            let (low, high) = (d(a, 0).div(&d(b, 0), 20, Down), d(a, 0).div(&d(b, 0), 20, Up));
            let quotient = Rational::new(a, b);
            assert!(exact(&low) < quotient && quotient < exact(&high), "{a}/{b}");
        }
    }

    #[test]
    fn summands_of_very_different_size_stay_bounded() {
        let (one, tiny) = (Dyadic::ONE, Dyadic::power_of_two(-1_000_000_000_000));
        for (sum, low, high) in [(tiny.clone(), true, false), (tiny.neg(), false, true)] {
            let (down, up) = (one.add(&sum, 50, Down), one.add(&sum, 50, Up));
            assert_eq!(down == one, low);
            assert_eq!(up == one, high);
            assert!(down < up);
        }
    }

    #[test]
    fn square_roots_of_squares_are_exact() {
        assert_eq!(d(9, 2).sqrt(10, Down), d(6, 0));
        assert_eq!(d(9, 2).sqrt(10, Up), d(6, 0));
        assert!(d(2, 0).sqrt(30, Down) < d(2, 0).sqrt(30, Up));
        assert_eq!(d(-7, -1).floor(10), Some(IBig::from(-4)));
        assert_eq!(d(-7, -1_000_000_000_000).floor(10), Some(IBig::from(-1)));
        assert_eq!(d(7, -1_000_000_000_000).floor(10), Some(IBig::ZERO));
        assert_eq!(d(7, 1_000_000_000_000).floor(10), None);
    }
}
