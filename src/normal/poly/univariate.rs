//! A polynomial seen as one in a single variable, and what is put in for variables.

use super::arithmetic::number_power;
use super::limits::{Limits, TooLarge};
use super::monomial::{Monomial, Var};
use super::structure::Poly;
use crate::num::Rational;

impl Poly {
    /// Its coefficients as a polynomial in `var`: exponents descending, no zero coefficient.
    #[must_use]
    pub fn coefficients(&self, var: Var) -> Vec<(u32, Self)> {
        let mut split: Vec<_> = self
            .terms()
            .iter()
            .map(|(m, c)| {
                let (exp, rest) = m.split(var);
                (exp, (rest, c.clone()))
            })
            .collect();
        // Stable, and for the main variable already sorted: terms of one power keep their order.
        split.sort_by_key(|&(exp, _)| std::cmp::Reverse(exp));
        let mut out: Vec<(u32, Vec<_>)> = Vec::new();
        for (exp, term) in split {
            match out.last_mut() {
                Some((last, terms)) if *last == exp => terms.push(term),
                Some(_) | None => out.push((exp, vec![term])),
            }
        }
        out.into_iter().map(|(exp, terms)| (exp, Self::from_sorted(terms))).collect()
    }

    /// The sum of `coefficient * var^exp`; the inverse of [`Poly::coefficients`].
    ///
    /// # Errors
    /// [`TooLarge::Exponent`] if a coefficient contains the variable with a great exponent.
    pub fn from_coefficients(var: Var, coefficients: &[(u32, Self)]) -> Result<Self, TooLarge> {
        let mut terms = Vec::new();
        for (exp, coefficient) in coefficients {
            let power = Monomial::power(var, *exp);
            for (m, c) in coefficient.terms() {
                terms.push((m.mul(&power)?, c.clone()));
            }
        }
        Ok(Self::from_terms(terms))
    }

    /// The coefficient of the highest power of `var`; zero for zero.
    #[must_use]
    pub fn leading_coefficient_in(&self, var: Var) -> Self {
        self.coefficients(var).into_iter().next().map_or_else(Self::zero, |(_, c)| c)
    }

    /// The partial derivative.
    #[must_use]
    pub fn derivative(&self, var: Var) -> Self {
        let power = Monomial::power(var, 1);
        let terms = self.terms().iter().filter_map(|(m, c)| {
            let exp = Rational::integer(i64::from(m.degree(var)));
            Some((m.div(&power)?, c * &exp))
        });
        Self::from_sorted(terms.collect())
    }

    /// The value with a number for every variable.
    ///
    /// # Errors
    /// [`TooLarge::Digits`] if a power has too many digits.
    pub fn evaluate(
        &self,
        value: impl Fn(Var) -> Rational,
        limits: &Limits,
    ) -> Result<Rational, TooLarge> {
        let mut sum = Rational::ZERO;
        for (m, c) in self.terms() {
            let mut product = c.clone();
            for (var, exp) in m.powers() {
                product = &product * &number_power(&value(var), exp, limits)?;
            }
            sum = &sum + &product;
        }
        Ok(sum)
    }

    /// The polynomial with `value` in place of `var`.
    ///
    /// # Errors
    /// [`TooLarge`] if the result exceeds the limits.
    pub fn substitute(&self, var: Var, value: &Self, limits: &Limits) -> Result<Self, TooLarge> {
        if !self.contains(var) {
            return Ok(self.clone());
        }
        if let Some(number) = value.as_constant() {
            return self.substitute_number(var, &number, limits);
        }
        // Horner's rule, over the gaps between the exponents.
        let coefficients = self.coefficients(var);
        let mut result = Self::zero();
        for (i, (exp, coefficient)) in coefficients.iter().enumerate() {
            let next = coefficients.get(i + 1).map_or(0, |&(next, _)| next);
            let step = value.pow(exp - next, limits)?;
            result = (&result + coefficient).mul(&step, limits)?;
        }
        Ok(result)
    }

    fn substitute_number(
        &self,
        var: Var,
        value: &Rational,
        limits: &Limits,
    ) -> Result<Self, TooLarge> {
        let mut terms = Vec::with_capacity(self.len());
        for (m, c) in self.terms() {
            let (exp, rest) = m.split(var);
            terms.push((rest, c * &number_power(value, exp, limits)?));
        }
        Ok(Self::from_terms(terms))
    }

    /// Replaces `var^k` by `value` until the degree in `var` is below `k`: the remainder modulo
    /// the relation `var^k = value`. The value's own degree in `var` must be below `k`.
    ///
    /// # Errors
    /// [`TooLarge`] if the result exceeds the limits, or if `k` is 0 or the value's degree in
    /// `var` is not below `k`, where replacing would not end.
    pub fn reduce_power(
        &self,
        var: Var,
        k: u32,
        value: &Self,
        limits: &Limits,
    ) -> Result<Self, TooLarge> {
        if self.degree(var) < k {
            return Ok(self.clone());
        }
        if k == 0 || value.degree(var) >= k {
            return Err(TooLarge::Exponent);
        }
        if value.contains(var) {
            return self.reduce_mixed(var, k, value, limits);
        }
        // Group by exponent modulo k: each group is a polynomial in the value.
        let coefficients = self.coefficients(var);
        let mut result = Self::zero();
        let (mut power, mut reached) = (Self::one(), 0);
        for (exp, coefficient) in coefficients.iter().rev() {
            let quotient = exp / k;
            power = power.mul(&value.pow(quotient - reached, limits)?, limits)?;
            reached = quotient;
            let low = Monomial::power(var, exp % k);
            let part = coefficient.mul(&power, limits)?;
            result = &result + &part.mul_term(&low, &Rational::ONE)?;
        }
        Ok(result)
    }

    /// [`Poly::reduce_power`] for a value that contains the variable: division with remainder.
    fn reduce_mixed(
        &self,
        var: Var,
        k: u32,
        value: &Self,
        limits: &Limits,
    ) -> Result<Self, TooLarge> {
        let mut rest = self.clone();
        while let Some((exp, leading)) =
            rest.coefficients(var).into_iter().next().filter(|&(exp, _)| exp >= k)
        {
            let high = leading.mul_term(&Monomial::power(var, exp), &Rational::ONE)?;
            let shift = Monomial::power(var, exp - k);
            let replaced = leading.mul(value, limits)?.mul_term(&shift, &Rational::ONE)?;
            rest = &(&rest - &high) + &replaced;
            limits.check_terms(rest.len())?;
        }
        Ok(rest)
    }
}
