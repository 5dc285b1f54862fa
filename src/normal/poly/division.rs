//! Exact division.

use std::collections::BTreeMap;

use super::limits::TooLarge;
use super::monomial::Monomial;
use super::structure::{Poly, Term};
use crate::num::Rational;

impl Poly {
    /// The quotient, or `None` if `divisor` is zero or does not divide, or if finding out takes
    /// millions of steps: see [`Poly::try_div_exact`].
    #[must_use]
    pub fn div_exact(&self, divisor: &Self) -> Option<Self> {
        self.try_div_exact(divisor).ok().flatten()
    }

    /// The quotient, or `None` if `divisor` is zero or does not divide.
    ///
    /// # Errors
    /// [`TooLarge::Work`] if finding out takes millions of steps.
    pub fn try_div_exact(&self, divisor: &Self) -> Result<Option<Self>, TooLarge> {
        let Some((lead, rest)) = divisor.terms().split_first() else { return Ok(None) };
        let Some(inverse) = lead.1.recip() else { return Ok(None) };
        let lead = (&lead.0, &inverse);
        if rest.is_empty() || self.is_zero() {
            return Ok(self.div_monomial(lead.0, lead.1));
        }
        // The degrees of a true quotient are the differences of the degrees; so a division that
        // fails cannot run on.
        let Some(bound) = self.degrees().div(&divisor.degrees()) else { return Ok(None) };
        let last_divides = match (divisor.terms().last(), self.terms().last()) {
            (Some((divisor, _)), Some((dividend, _))) => divisor.divides(dividend),
            (_, _) => true,
        };
        if last_divides { long_division(self, lead, rest, &bound) } else { Ok(None) }
    }

    fn div_monomial(&self, monomial: &Monomial, inverse: &Rational) -> Option<Self> {
        let quotients = self.terms().iter().map(|(m, c)| Some((m.div(monomial)?, c * inverse)));
        Some(Self::from_sorted(quotients.collect::<Option<_>>()?))
    }

    /// Does it divide `other`? `false` also if [`Poly::try_div_exact`] fails.
    #[must_use]
    pub fn divides(&self, other: &Self) -> bool {
        other.div_exact(self).is_some()
    }

    /// Does it divide `other`?
    pub(super) fn try_divides(&self, other: &Self) -> Result<bool, TooLarge> {
        Ok(other.try_div_exact(self)?.is_some())
    }
}

/// Coefficient operations that a division may take.
const MAX_WORK: usize = 2_000_000;

/// Divides with a sorted remainder from which the greatest term is taken again and again.
fn long_division(
    dividend: &Poly,
    (lead, inverse): (&Monomial, &Rational),
    rest: &[Term],
    bound: &Monomial,
) -> Result<Option<Poly>, TooLarge> {
    let mut remainder: BTreeMap<Monomial, Rational> = dividend.terms().iter().cloned().collect();
    let mut quotient = Vec::new();
    let mut work = 0_usize;
    while let Some((m, c)) = remainder.pop_last() {
        if c.is_zero() {
            continue;
        }
        let Some(factor) = m.div(lead).filter(|factor| factor.divides(bound)) else {
            return Ok(None);
        };
        work += rest.len();
        if work > MAX_WORK {
            return Err(TooLarge::Work);
        }
        let coefficient = &c * inverse;
        for (n, d) in rest {
            let product = factor.mul(n)?;
            let sum = remainder.entry(product).or_insert(Rational::ZERO);
            *sum = &*sum - &(&coefficient * d);
        }
        quotient.push((factor, coefficient));
    }
    Ok(Some(Poly::from_sorted(quotient)))
}
