//! Logarithms, split over the factors of their argument.

use super::generator::Kind;
use super::power::prime_powers;
use super::{Context, Mode, NoForm, Tower};
use crate::expr::{Expr, Func, Op};
use crate::normal::fraction::Fraction;
use crate::normal::poly::Poly;
use crate::num::Rational;

impl Tower {
    /// `ln u = ln|c| + Σ e ln|p|`; whole where a reader is to see it.
    pub(super) fn logarithm(
        &mut self,
        context: &mut dyn Context,
        u: &Fraction,
    ) -> Result<Fraction, NoForm> {
        if u.is_zero() || (u.factors().is_empty() && u.unit().is_negative()) {
            return Err(NoForm::Undefined);
        }
        if self.mode == Mode::Present && !self.is_exponential(u) {
            if u.is_one() {
                return Ok(Fraction::zero());
            }
            let argument = self.expression(context, u)?;
            let var = self.generator_of(Kind::WholeLn, argument, &Rational::ONE);
            self.mean(var, u.clone());
            return Ok(Fraction::var(var));
        }
        let mut value = Fraction::zero();
        for (prime, exponent) in prime_powers(&u.unit().abs()) {
            let number = Fraction::from_rational(Rational::from(prime));
            let log = self.log_generator(context, &number)?;
            value = value.add(&log.scale(&Rational::integer(exponent)), &self.limits)?;
        }
        for (factor, exponent) in self.irreducible(u)? {
            let log = self.factor_logarithm(context, &factor)?;
            let log = log.scale(&Rational::integer(i64::from(exponent)));
            value = value.add(&log, &self.limits)?;
        }
        Ok(value)
    }

    /// Is the value a product of exponentials?
    fn is_exponential(&self, u: &Fraction) -> bool {
        u.unit().is_one()
            && u.factors().iter().all(|(factor, _)| {
                factor
                    .as_var()
                    .and_then(|var| self.generator(var))
                    .is_some_and(|generator| generator.kind == Kind::Exp)
            })
    }

    /// `ln|p|` of an irreducible factor; of an exponential its exponent, of a root a part of the
    /// logarithm of what is under it.
    fn factor_logarithm(
        &mut self,
        context: &mut dyn Context,
        factor: &Poly,
    ) -> Result<Fraction, NoForm> {
        if let Some(generator) = factor.as_var().and_then(|var| self.generator(var)) {
            let (kind, unit, argument) =
                (generator.kind, generator.unit.clone(), generator.argument);
            let meaning = generator.meaning.clone();
            match kind {
                Kind::Exp => {
                    if let Some(meaning) = meaning {
                        return Ok(meaning.scale(&unit));
                    }
                }
                Kind::Root | Kind::OddRoot => {
                    let inner = self.convert(context, argument)?;
                    return Ok(self.logarithm_of_magnitude(context, &inner)?.scale(&unit));
                }
                Kind::Abs => {
                    let inner = self.convert(context, argument)?;
                    return self.logarithm_of_magnitude(context, &inner);
                }
                // ln|S| = ln 1, where it is defined.
                Kind::Sign => return Ok(Fraction::zero()),
                Kind::Atom if context.store().op(argument) == Op::Prod => {
                    return self.logarithm_of_product(context, argument);
                }
                Kind::Parity => return Ok(Fraction::zero()),
                Kind::Delta | Kind::Atom | Kind::Ln | Kind::WholeLn | Kind::Sin | Kind::Cos => {}
            }
        }
        let base = Fraction::from_poly(factor)?;
        self.log_generator(context, &base)
    }

    /// The logarithm of a product is the sum of those of its factors.
    fn logarithm_of_product(
        &mut self,
        context: &mut dyn Context,
        product: Expr,
    ) -> Result<Fraction, NoForm> {
        let store = context.store();
        let &[body, k, from, to] = store.children(product) else { return Err(NoForm::Undefined) };
        let magnitude = store.func(Func::Abs, &[body]);
        let log = store.func(Func::Ln, &[magnitude]);
        let sum = store.make(Op::Sum, &[log, k, from, to]);
        self.convert(context, sum)
    }

    pub(super) fn logarithm_of_magnitude(
        &mut self,
        context: &mut dyn Context,
        u: &Fraction,
    ) -> Result<Fraction, NoForm> {
        let positive = if u.unit().is_negative() { u.neg() } else { u.clone() };
        self.logarithm(context, &positive)
    }

    fn log_generator(
        &mut self,
        context: &mut dyn Context,
        base: &Fraction,
    ) -> Result<Fraction, NoForm> {
        let argument = self.expression(context, base)?;
        let var = self.generator_of(Kind::Ln, argument, &Rational::ONE);
        let positive = context.signs(argument).nonnegative;
        if let Some(generator) = self.generators.get_mut(var.0 as usize) {
            generator.positive = positive;
        }
        self.mean(var, base.clone());
        Ok(Fraction::var(var))
    }
}
