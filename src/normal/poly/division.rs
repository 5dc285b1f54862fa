//! Exact division.

use std::collections::BTreeMap;

use super::monomial::Monomial;
use super::structure::{Poly, Term};
use crate::num::Rational;

impl Poly {
    /// The quotient, or `None` if `divisor` is zero or does not divide, or if finding out takes
    /// millions of steps.
    #[must_use]
    pub fn div_exact(&self, divisor: &Self) -> Option<Self> {
        let (lead, rest) = divisor.terms().split_first()?;
        if self.is_zero() {
            return Some(Self::zero());
        }
        let inverse = lead.1.recip()?;
        if rest.is_empty() {
            return self.div_monomial(&lead.0, &inverse);
        }
        // The degrees of a true quotient are the differences of the degrees; so a division that
        // fails cannot run on.
        let bound = self.degrees().div(&divisor.degrees())?;
        let (last, divisor_last) = (self.terms().last()?, divisor.terms().last()?);
        last.0.div(&divisor_last.0)?;
        long_division(self, (&lead.0, &inverse), rest, &bound)
    }

    fn div_monomial(&self, monomial: &Monomial, inverse: &Rational) -> Option<Self> {
        let quotients = self.terms().iter().map(|(m, c)| Some((m.div(monomial)?, c * inverse)));
        Some(Self::from_sorted(quotients.collect::<Option<_>>()?))
    }

    /// Does it divide `other`?
    #[must_use]
    pub fn divides(&self, other: &Self) -> bool {
        other.div_exact(self).is_some()
    }
}

/// Coefficient operations that a division may take.
const MAX_WORK: usize = 4_000_000;

/// Divides with a sorted remainder from which the greatest term is taken again and again.
fn long_division(
    dividend: &Poly,
    (lead, inverse): (&Monomial, &Rational),
    rest: &[Term],
    bound: &Monomial,
) -> Option<Poly> {
    let mut remainder: BTreeMap<Monomial, Rational> = dividend.terms().iter().cloned().collect();
    let mut quotient = Vec::new();
    let mut work = 0_usize;
    while let Some((m, c)) = remainder.pop_last() {
        if c.is_zero() {
            continue;
        }
        let factor = m.div(lead)?;
        work += rest.len();
        if work > MAX_WORK || !factor.divides(bound) {
            return None;
        }
        let coefficient = &c * inverse;
        for (n, d) in rest {
            let product = factor.mul(n).ok()?;
            let sum = remainder.entry(product).or_insert(Rational::ZERO);
            *sum = &*sum - &(&coefficient * d);
        }
        quotient.push((factor, coefficient));
    }
    Some(Poly::from_sorted(quotient))
}
