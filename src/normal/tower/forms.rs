//! The forms in which a value may be shown: factored, expanded, split into fractions.

use super::{Context, NoForm, Tower};
use crate::expr::{Expr, Store};
use crate::normal::fraction::Fraction;
use crate::normal::poly::{Poly, Var};
use crate::normal::terms;

impl Tower {
    /// The greatest total degree of a factor.
    #[must_use]
    pub fn degree(&self, value: &Fraction) -> u64 {
        value.factors().iter().map(|(factor, _)| factor.total_degree()).max().unwrap_or(0)
    }

    /// The value with numerator and denominator factored as far as the algebra can.
    ///
    /// # Errors
    /// [`NoForm`] if it is too large.
    pub fn factored(
        &mut self,
        context: &mut dyn Context,
        value: &Fraction,
    ) -> Result<Expr, NoForm> {
        let mut split = Fraction::from_rational(value.unit().clone());
        for (p, exponent) in self.irreducible(value)? {
            let factor = Fraction::from_poly(&p)?;
            let power = factor.pow(exponent, &self.limits)?.ok_or(NoForm::Undefined)?;
            split = split.mul(&power, &self.limits)?;
        }
        self.expression(context, &split)
    }

    /// The multiplied-out numerator over the factored denominator.
    ///
    /// # Errors
    /// [`NoForm`] if it is too large.
    pub fn over_factored(
        &mut self,
        context: &mut dyn Context,
        value: &Fraction,
    ) -> Result<Expr, NoForm> {
        let numerator = self.reduce(&value.numerator(&self.limits)?)?;
        let denominator = Fraction::from_poly(&value.denominator(&self.limits)?)?;
        let below = self.factored(context, &denominator)?;
        let store = context.store();
        let above = self.polynomial(store, &numerator);
        let quotient = store.div(above, below);
        Ok(terms::tidy(store, quotient))
    }

    /// Numerator and denominator multiplied out.
    ///
    /// # Errors
    /// [`NoForm`] if it is too large.
    pub fn expanded_fraction(
        &mut self,
        context: &mut dyn Context,
        value: &Fraction,
    ) -> Result<Expr, NoForm> {
        let numerator = self.reduce(&value.numerator(&self.limits)?)?;
        let denominator = self.reduce(&value.denominator(&self.limits)?)?;
        let store = context.store();
        let (above, below) =
            (self.polynomial(store, &numerator), self.polynomial(store, &denominator));
        let quotient = store.div(above, below);
        Ok(terms::tidy(store, quotient))
    }

    /// A sum of terms, each of which is a power product over the denominator.
    ///
    /// # Errors
    /// [`NoForm`] if it is too large.
    pub fn expanded(
        &mut self,
        context: &mut dyn Context,
        value: &Fraction,
    ) -> Result<Expr, NoForm> {
        let numerator = self.reduce(&value.numerator(&self.limits)?)?;
        let denominator = Fraction::from_poly(&value.denominator(&self.limits)?)?;
        let mut parts = Vec::new();
        for part in ordered_terms(&numerator) {
            let part = Fraction::from_poly(&part)?;
            let part = part.div(&denominator, &self.limits)?.ok_or(NoForm::Undefined)?;
            parts.push(self.expression(context, &part)?);
        }
        Ok(sum(context.store(), parts))
    }

    /// The value as a polynomial in one generator with factored coefficients.
    ///
    /// # Errors
    /// [`NoForm`] if it is too large.
    pub fn collected(
        &mut self,
        context: &mut dyn Context,
        value: &Fraction,
        var: Var,
    ) -> Result<Expr, NoForm> {
        let numerator = value.numerator(&self.limits)?;
        let denominator = Fraction::from_poly(&value.denominator(&self.limits)?)?;
        let mut parts = Vec::new();
        for (exponent, coefficient) in numerator.coefficients(var) {
            let coefficient = Fraction::from_poly(&coefficient)?;
            let coefficient =
                coefficient.div(&denominator, &self.limits)?.ok_or(NoForm::Undefined)?;
            let factor = self.over_factored(context, &coefficient)?;
            let store = context.store();
            let power = self.power_of(store, var, i64::from(exponent));
            let part = if exponent == 0 { factor } else { store.mul(factor, power) };
            parts.push(terms::tidy(store, part));
        }
        Ok(sum(context.store(), parts))
    }
}

/// The sum of the parts, tidied.
fn sum(store: &mut Store, parts: Vec<Expr>) -> Expr {
    let sum = parts.into_iter().reduce(|sum, part| store.add(sum, part));
    let sum = sum.unwrap_or_else(|| store.integer(0));
    terms::tidy(store, sum)
}

/// The polynomial's terms, highest total degree first.
fn ordered_terms(p: &Poly) -> Vec<Poly> {
    let mut ordered: Vec<_> = p.terms().to_vec();
    ordered.sort_by_key(|(m, _)| std::cmp::Reverse(m.total_degree()));
    ordered.into_iter().map(|(m, c)| Poly::term(m, c)).collect()
}
