//! The numbers of the oracle: exact rationals, or floating point.
//!
//! Rational numbers have no exponentials. What differentiation uses of them is `exp(u + v) = exp(u)
//! exp(v)` and `exp' = exp`, and a result that follows from these holds for every function with
//! them. So the exact numbers have one with rational values: `exp(k) = 2^k`, and for what is between
//! the integers a value made from the argument. In the same way `ln` has a value for each prime, and
//! `sin` and `cos` are a rational point of the circle. Derivatives are then exact (`jet.rs`).

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// A field with some functions; `None` where they have no value.
pub trait Number: Clone {
    fn of(value: &BigRational) -> Self;
    fn plus(&self, other: &Self) -> Self;
    fn times(&self, other: &Self) -> Self;
    fn reciprocal(&self) -> Option<Self>;
    fn exp(&self) -> Option<Self>;
    fn ln(&self) -> Option<Self>;
    fn root(&self, k: u32) -> Option<Self>;
    fn sin_cos(&self) -> Option<(Self, Self)>;
    fn atan(&self) -> Option<Self>;
    fn sign(&self) -> i32;
    fn to_integer(&self) -> Option<i32>;
    fn is_close(&self, other: &Self) -> bool;

    fn integer(n: i64) -> Self {
        Self::of(&BigRational::from_integer(n.into()))
    }
}

impl Number for f64 {
    fn of(value: &BigRational) -> Self {
        value.to_f64().unwrap()
    }
    fn plus(&self, other: &Self) -> Self {
        self + other
    }
    fn times(&self, other: &Self) -> Self {
        self * other
    }
    fn reciprocal(&self) -> Option<Self> {
        (*self != 0.0).then(|| self.recip())
    }
    fn exp(&self) -> Option<Self> {
        Some((*self).exp())
    }
    fn ln(&self) -> Option<Self> {
        (*self > 0.0).then(|| (*self).ln())
    }
    fn root(&self, k: u32) -> Option<Self> {
        let root = self.abs().powf(1.0 / f64::from(k)) * self.signum();
        (k % 2 == 1 || *self >= 0.0).then_some(root)
    }
    fn sin_cos(&self) -> Option<(Self, Self)> {
        Some((*self).sin_cos())
    }
    fn atan(&self) -> Option<Self> {
        Some((*self).atan())
    }
    fn sign(&self) -> i32 {
        if *self == 0.0 { 0 } else { self.signum() as i32 }
    }
    fn to_integer(&self) -> Option<i32> {
        (self.fract() == 0.0 && self.abs() < 100.0).then_some(*self as i32)
    }
    fn is_close(&self, other: &Self) -> bool {
        (self - other).abs() <= 1e-7 * (1.0 + self.abs().max(other.abs()))
    }
}

impl Number for BigRational {
    fn of(value: &BigRational) -> Self {
        value.clone()
    }
    fn plus(&self, other: &Self) -> Self {
        self + other
    }
    fn times(&self, other: &Self) -> Self {
        self * other
    }
    fn reciprocal(&self) -> Option<Self> {
        (!self.is_zero()).then(|| self.recip())
    }
    fn exp(&self) -> Option<Self> {
        let whole = self.round();
        let rest = self - &whole;
        let k = whole.to_integer().to_i32().filter(|k| k.abs() < 200)?;
        let power = Self::from_integer(2.into()).pow(k);
        Some(match rest.cmp(&Self::zero()) {
            std::cmp::Ordering::Equal => power,
            std::cmp::Ordering::Greater => power * made_from(&rest),
            std::cmp::Ordering::Less => power / made_from(&-rest),
        })
    }
    fn ln(&self) -> Option<Self> {
        if !self.is_positive() {
            return None;
        }
        Some(ln_of_integer(self.numer()) - ln_of_integer(self.denom()))
    }
    fn root(&self, k: u32) -> Option<Self> {
        if self.is_negative() && k.is_multiple_of(2) {
            return None;
        }
        let root = Self::new(self.numer().nth_root(k), self.denom().nth_root(k));
        (root.pow(i32::try_from(k).unwrap()) == *self).then_some(root)
    }
    fn sin_cos(&self) -> Option<(Self, Self)> {
        if self.is_zero() {
            return Some((Self::zero(), Self::one()));
        }
        let t = made_from(&self.abs());
        let square = &t * &t;
        let below = Self::one() + &square;
        let sin = (&t + &t) / &below;
        let sin = if self.is_negative() { -sin } else { sin };
        Some((sin, (Self::one() - square) / below))
    }
    fn atan(&self) -> Option<Self> {
        let value = if self.is_zero() { Self::zero() } else { made_from(&self.abs()) };
        Some(if self.is_negative() { -value } else { value })
    }
    fn sign(&self) -> i32 {
        self.signum().to_integer().to_i32().unwrap()
    }
    fn to_integer(&self) -> Option<i32> {
        self.is_integer().then(|| self.numer().to_i32()).flatten().filter(|k| k.abs() < 100)
    }
    fn is_close(&self, other: &Self) -> bool {
        self == other
    }
}

/// Some positive number that depends on this one only.
fn made_from(value: &BigRational) -> BigRational {
    let residue = |n: &BigInt| n.mod_floor(&BigInt::from(1_000_003)).to_i64().unwrap();
    let mixed = (residue(value.numer()) * 7919 + residue(value.denom()) * 104_729) % 1009;
    BigRational::new((2 + mixed % 31).into(), (2 + mixed % 13).into())
}

/// The sum of a value for each prime factor; for 2, whose powers are those of `exp`, it is 1.
fn ln_of_integer(n: &BigInt) -> BigRational {
    let (mut rest, mut sum) = (n.clone(), BigRational::zero());
    for p in 2..200_i64 {
        let prime = BigInt::from(p);
        let value = if p == 2 { BigRational::one() } else { made_from(&prime.clone().into()) };
        while rest.is_multiple_of(&prime) {
            rest /= &prime;
            sum += &value;
        }
    }
    if rest.is_one() { sum } else { sum + made_from(&rest.into()) }
}
