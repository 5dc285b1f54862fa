//! Contents: the numbers, powers and polynomials that divide all coefficients.

use num_integer::Integer;

use super::gcd::gcd_of_all;
use super::limits::{Limits, TooLarge};
use super::monomial::{Monomial, Var};
use super::structure::Poly;
use crate::num::{BigInt, Rational};

impl Poly {
    /// The rational content with the sign of the leading coefficient, and the rest: a polynomial
    /// with coprime integer coefficients and a positive leading one. Zero gives `(0, 0)`.
    #[must_use]
    pub fn primitive(&self) -> (Rational, Self) {
        let content = self.content();
        match content.recip() {
            Some(inverse) => (content, self.scale(&inverse)),
            None => (content, Self::zero()),
        }
    }

    /// The primitive part: see [`Poly::primitive`].
    #[must_use]
    pub fn primitive_part(&self) -> Self {
        self.primitive().1
    }

    /// Has it coprime integer coefficients and a positive leading one?
    #[must_use]
    pub fn is_primitive(&self) -> bool {
        self.content().is_one()
    }

    /// The greatest rational number of which all coefficients are integer multiples, with the
    /// sign of the leading coefficient.
    #[must_use]
    pub fn content(&self) -> Rational {
        let content = self.small_content().unwrap_or_else(|| self.big_content());
        if self.leading_coefficient().is_negative() { -&content } else { content }
    }

    fn small_content(&self) -> Option<Rational> {
        let (mut numer, mut denom) = (0_i64, 1_i64);
        for (_, c) in self.terms() {
            let (n, d) = c.to_i64_pair()?;
            numer = numer.gcd(&n);
            if d != 1 {
                denom = (denom / denom.gcd(&d)).checked_mul(d)?;
            }
        }
        Some(Rational::new(numer, denom))
    }

    fn big_content(&self) -> Rational {
        let (mut numer, mut denom) = (BigInt::ZERO, BigInt::from(1));
        for (_, c) in self.terms() {
            // The gcd of large numbers with 1 is slow, and always 1.
            if numer != BigInt::from(1) {
                numer = numer.gcd(&c.numer());
            }
            if !c.is_integer() {
                denom = denom.lcm(&c.denom());
            }
        }
        Rational::checked_new(numer, denom).unwrap_or(Rational::ZERO)
    }

    /// The greatest power product that divides it; 1 for zero.
    #[must_use]
    pub fn monomial_content(&self) -> Monomial {
        let Some(((first, _), rest)) = self.terms().split_first() else { return Monomial::ONE };
        let mut content = first.clone();
        for (m, _) in rest {
            if content.is_one() {
                break;
            }
            content = content.gcd(m);
        }
        content
    }

    /// The quotient by a power product that divides it.
    pub(in crate::normal) fn without_monomial(self, monomial: &Monomial) -> Self {
        if monomial.is_one() {
            return self;
        }
        let terms = self.into_terms();
        let quotients = terms.into_iter().filter_map(|(m, c)| Some((m.div(monomial)?, c)));
        Self::from_sorted(quotients.collect())
    }

    /// The primitive gcd of its coefficients as a polynomial in `var`.
    ///
    /// # Errors
    /// [`TooLarge`] from the gcds.
    pub fn content_in(&self, var: Var, limits: &Limits) -> Result<Self, TooLarge> {
        gcd_of_all(self.coefficients(var).into_iter().map(|(_, c)| c).collect(), limits)
    }
}
