//! Sums of factored fractions.

use super::base::{Base, split};
use super::{Cancelled, Fraction, expand};
use crate::normal::poly::{Limits, Poly, TooLarge};

impl Fraction {
    /// The sum.
    ///
    /// # Errors
    /// [`TooLarge`] if the new numerator exceeds the limits.
    pub fn add(&self, other: &Self, limits: &Limits) -> Result<Self, TooLarge> {
        self.add_cancelling(other, limits, &mut Cancelled::new())
    }

    /// The difference.
    ///
    /// # Errors
    /// [`TooLarge`] if the new numerator exceeds the limits.
    pub fn sub(&self, other: &Self, limits: &Limits) -> Result<Self, TooLarge> {
        self.add(&other.neg(), limits)
    }

    /// The sum; adds what the new numerator and the common denominator shared to `cancelled`.
    ///
    /// # Errors
    /// [`TooLarge`] if the new numerator exceeds the limits.
    pub fn add_cancelling(
        &self,
        other: &Self,
        limits: &Limits,
        cancelled: &mut Cancelled,
    ) -> Result<Self, TooLarge> {
        if self.is_zero() {
            return Ok(other.clone());
        }
        if other.is_zero() {
            return Ok(self.clone());
        }
        if self.factors == other.factors {
            let unit = &self.unit + &other.unit;
            let factors = if unit.is_zero() { vec![] } else { self.factors.clone() };
            return Ok(Self { unit, factors });
        }
        let base = Base::of(&self.factors, &other.factors, limits)?;
        let cofactor = |side: usize| {
            let powers = base.items.iter().filter_map(move |(p, exps)| {
                let least = exps[0].min(exps[1]);
                let exp = i64::from(exps[side]) - i64::from(least);
                Some((p, u32::try_from(exp).ok().filter(|&exp| exp > 0)?))
            });
            expand(if side == 0 { &self.unit } else { &other.unit }, powers, limits)
        };
        let numerator = &cofactor(0)? + &cofactor(1)?;
        limits.check_terms(numerator.len())?;
        if numerator.is_zero() {
            return Ok(Self::zero());
        }
        times_numerator(base, &numerator, limits, cancelled)
    }
}

/// The common powers of the base times a new numerator, reduced.
///
/// A factor with different exponents in the two summands divides exactly one cofactor and is
/// coprime to the other, hence to the sum: only factors with equal exponents can meet it.
pub(super) fn times_numerator(
    base: Base,
    numerator: &Poly,
    limits: &Limits,
    cancelled: &mut Cancelled,
) -> Result<Fraction, TooLarge> {
    let (mut apart, mut touched) = (Vec::new(), Base::default());
    for (p, [left, right]) in base.items {
        if left == right {
            touched.items.push((p, [left, 0]));
        } else {
            apart.push((p, left.min(right)));
        }
    }
    let (unit, power, rest) = split(numerator);
    for (var, exp) in power.powers() {
        let exp = i32::try_from(exp).map_err(|_| TooLarge::Exponent)?;
        touched.insert(Poly::var(var), [0, exp], limits)?;
    }
    touched.insert(rest, [0, 1], limits)?;
    let mut factors = apart;
    for (p, [old, new]) in touched.items {
        if old < 0 && new > 0 {
            cancelled.push((p.clone(), old.unsigned_abs().min(new.unsigned_abs())));
        }
        factors.push((p, old.checked_add(new).ok_or(TooLarge::Exponent)?));
    }
    Ok(Fraction::assemble(unit, factors))
}
