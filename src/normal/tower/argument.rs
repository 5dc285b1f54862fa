//! Arguments of generators in one form each, so that equal ones make one generator: no root of a
//! number below the bar, `2/√2 = √2` and `1/(1 + √2) = √2 - 1`.

use super::generator::Kind;
use super::{Mode, NoForm, Tower};
use crate::normal::fraction::Fraction;
use crate::normal::poly::{Poly, Var};
use crate::num::Rational;

impl Tower {
    /// Can an argument be written in several ways, and does it matter?
    pub(super) fn has_relations(&self) -> bool {
        self.mode == Mode::Decide && self.generators.iter().any(|g| g.relation.is_some())
    }

    /// The value in the form in which it is the argument of a function.
    pub(super) fn argument(&self, value: &Fraction) -> Result<Fraction, NoForm> {
        let mut value = self.reduced(value)?;
        for (root, degree, number) in self.number_roots(&value) {
            value = self.without_root_below(value, root, degree, &number)?;
        }
        Ok(value)
    }

    /// The generators in the value that are roots of numbers, with the relations `root^k = c`.
    fn number_roots(&self, value: &Fraction) -> Vec<(Var, u32, Poly)> {
        let vars = value.vars().into_iter();
        vars.filter_map(|var| {
            let generator = self.generator(var)?;
            let (degree, number) = generator.relation.as_ref()?;
            let root = matches!(generator.kind, Kind::Root | Kind::OddRoot);
            (root && number.is_constant()).then(|| (var, *degree, number.clone()))
        })
        .collect()
    }

    fn without_root_below(
        &self,
        mut value: Fraction,
        root: Var,
        degree: u32,
        number: &Poly,
    ) -> Result<Fraction, NoForm> {
        let limits = &self.limits;
        let (exponent, rest) = value.split_power(root);
        if exponent < 0 {
            // r^(-e) = r^(k*m - e)/c^m
            let k = degree as i32;
            let whole = Fraction::from_poly(number)?.pow(exponent.div_euclid(k), limits)?;
            let part = Fraction::var(root).pow(exponent.rem_euclid(k), limits)?;
            let whole = whole.ok_or(NoForm::Undefined)?;
            value = rest.mul(&whole, limits)?.mul(&part.ok_or(NoForm::Undefined)?, limits)?;
        }
        if degree != 2 {
            return Ok(value);
        }
        for (factor, exponent) in value.factors().to_vec() {
            if exponent < 0 && factor.contains(root) && factor.as_var().is_none() {
                let negative = Poly::var(root).scale(&-&Rational::ONE);
                let conjugate = factor.substitute(root, &negative, limits)?;
                let norm = self.reduce(&factor.mul(&conjugate, limits)?)?;
                let (up, down) = (Fraction::from_poly(&conjugate)?, Fraction::from_poly(&norm)?);
                let change = Fraction::from_poly(&factor)?.mul(&up, limits)?.div(&down, limits)?;
                let change = change.ok_or(NoForm::Undefined)?.pow(-exponent, limits)?;
                value = value.mul(&change.ok_or(NoForm::Undefined)?, limits)?;
            }
        }
        self.reduced(&value)
    }
}
