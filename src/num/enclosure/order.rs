//! Sign, order and the piecewise constant functions: answers only where the interval decides.

use std::cmp::Ordering;

use super::dyadic::{self, Dyadic};
use super::{Fault, Interval};
use crate::num::Rational;

/// The largest number of bits of an integer that is made from an enclosure.
const MAX_INTEGER_BITS: i64 = 1 << 20;

impl Interval {
    /// Does the interval contain the rational?
    #[must_use]
    pub fn contains(&self, q: &Rational) -> bool {
        self.lo.compare_rational(q) != Ordering::Greater
            && self.hi.compare_rational(q) != Ordering::Less
    }

    /// The order of two numbers if their intervals are disjoint.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.hi < other.lo {
            Some(Ordering::Less)
        } else if self.lo > other.hi {
            Some(Ordering::Greater)
        } else {
            None
        }
    }

    /// Is the number certainly not above the other?
    #[must_use]
    pub fn at_most(&self, other: &Self) -> bool {
        self.hi <= other.lo
    }

    /// The sign, if the interval decides it.
    #[must_use]
    pub fn sign(&self) -> Option<i32> {
        let (low, high) = (self.lo.signum(), self.hi.signum());
        (low == high).then_some(low)
    }

    /// A `b` such that the width is at most `2^-b` times the size of every point; `None` if zero
    /// is among them, the largest integer if there is only one point.
    #[must_use]
    pub fn accuracy(&self) -> Option<i64> {
        if self.lo == self.hi {
            return Some(i64::MAX);
        }
        let size = self.abs();
        let width = self.hi.add(&self.lo.neg(), 32, dyadic::Round::Up);
        (size.lo.signum() > 0).then(|| size.lo.top() - 1 - width.top())
    }

    /// May the number be zero?
    #[must_use]
    pub fn contains_zero(&self) -> bool {
        self.lo.signum() <= 0 && self.hi.signum() >= 0
    }

    /// Is there an integer in the interval?
    #[must_use]
    pub fn contains_integer(&self) -> bool {
        self.floor().map_or(true, |floor| self.contains(&floor))
    }

    /// The greatest integer not above the number.
    ///
    /// # Errors
    /// `Undetermined` if the interval contains numbers with different floors, and a limit if the
    /// integer is too large.
    pub fn floor(&self) -> Result<Rational, Fault> {
        let too_large = Fault::Limit("integers of 2^20 bits");
        let low = self.lo.floor(MAX_INTEGER_BITS).ok_or(too_large)?;
        let high = self.hi.floor(MAX_INTEGER_BITS).ok_or(too_large)?;
        if low == high {
            Ok(Rational::from(dyadic::to_bigint(&low)))
        } else {
            Err(Fault::Undetermined)
        }
    }

    /// The least integer not below the number.
    ///
    /// # Errors
    /// As [`Interval::floor`].
    pub fn ceil(&self) -> Result<Rational, Fault> {
        Ok(-&self.neg().floor()?)
    }

    /// `|x|`.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.lo.signum() >= 0 {
            self.clone()
        } else if self.hi.signum() <= 0 {
            self.neg()
        } else {
            Self { lo: Dyadic::ZERO, hi: self.lo.neg().max(self.hi.clone()) }
        }
    }

    /// The smaller of two numbers.
    #[must_use]
    pub fn min(&self, other: &Self) -> Self {
        Self {
            lo: self.lo.clone().min(other.lo.clone()),
            hi: self.hi.clone().min(other.hi.clone()),
        }
    }

    /// The larger of two numbers.
    #[must_use]
    pub fn max(&self, other: &Self) -> Self {
        self.neg().min(&other.neg()).neg()
    }
}
