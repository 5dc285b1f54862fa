//! Roots, with what can be taken out of them taken out.

use super::generator::Kind;
use super::power::prime_powers;
use super::{Context, Mode, NoForm, Tower};
use crate::normal::fraction::Fraction;
use crate::normal::poly::{Poly, TooLarge};
use crate::num::Rational;

impl Tower {
    /// The `k`-th root: of `u >= 0` for even `k`, the real one for odd `k`.
    pub(super) fn root(
        &mut self,
        context: &mut dyn Context,
        u: &Fraction,
        k: u32,
    ) -> Result<Fraction, NoForm> {
        if k.is_multiple_of(2) {
            return self.positive_root(context, u, k);
        }
        let mut value = self.number_root(context, &u.unit().abs(), k)?;
        if u.unit().is_negative() {
            value = value.neg();
        }
        for (factor, exponent) in self.irreducible(u)? {
            let base = Fraction::from_poly(&factor)?;
            let argument = self.expression(context, &base)?;
            let signs = context.signs(argument);
            let root = if signs.nonnegative || signs.nonpositive {
                let root = self.factor_root(context, &factor, &Rational::new(1, i64::from(k)))?;
                if signs.nonnegative { root } else { root.neg() }
            } else {
                let part = Rational::new(1, i64::from(k));
                let (n, unit) = self.multiple_of_unit(Kind::OddRoot, argument, &part)?;
                let var = self.generator_of(Kind::OddRoot, argument, &unit);
                let degree = index_of(&unit)?;
                self.relate(var, degree, factor.clone());
                Fraction::var(var).pow(n, &self.limits)?.ok_or(NoForm::Undefined)?
            };
            let power = root.pow(exponent, &self.limits)?.ok_or(NoForm::Undefined)?;
            value = value.mul(&power, &self.limits)?;
        }
        self.reduced(&value)
    }

    /// `u^(1/k)` of `u >= 0`, factor by factor: `|c|^(1/k) Π |p|^(e/k)`.
    pub(super) fn positive_root(
        &mut self,
        context: &mut dyn Context,
        u: &Fraction,
        k: u32,
    ) -> Result<Fraction, NoForm> {
        if u.factors().is_empty() && u.unit().is_negative() {
            return Err(NoForm::Undefined);
        }
        if self.mode == Mode::Present {
            return self.whole_root(context, u, k);
        }
        // 1 - sin(x)^2 is a square.
        let u = &self.related(u)?;
        let mut value = self.number_root(context, &u.unit().abs(), k)?;
        for (factor, exponent) in self.irreducible(u)? {
            let power = Rational::new(i64::from(exponent), i64::from(k));
            let root = self.factor_root(context, &factor, &power)?;
            value = value.mul(&root, &self.limits)?;
        }
        self.reduced(&value)
    }

    /// The value with the generators' relations used in the whole of its numerator and denominator.
    fn related(&self, u: &Fraction) -> Result<Fraction, NoForm> {
        let related = |var| {
            let generator = self.generator(var);
            generator.is_some_and(|g| g.relation.is_some() || g.kind == Kind::Cos)
        };
        if !u.vars().into_iter().any(related) {
            return Ok(u.clone());
        }
        let above = self.reduce(&u.numerator(&self.limits)?)?;
        let below = self.reduce(&u.denominator(&self.limits)?)?;
        let related =
            self.quotient(&Fraction::from_poly(&above)?, &Fraction::from_poly(&below)?)?;
        // 1 - cos(x)^2 is one, too.
        let in_sines = self.reduced_to_sines(&related)?;
        let shorter = in_sines.numerator(&self.limits)?.len() < above.len();
        Ok(if shorter { in_sines } else { related })
    }

    /// The root with full powers taken out and all else left under one radical sign.
    fn whole_root(
        &mut self,
        context: &mut dyn Context,
        u: &Fraction,
        k: u32,
    ) -> Result<Fraction, NoForm> {
        let part = Rational::new(1, i64::from(k));
        let u = &u.factor_squarefree(&self.limits)?;
        let mut outside = Fraction::one();
        let mut radicand = Fraction::one();
        for (factor, exponent) in u.factors() {
            let exponential = factor
                .as_var()
                .and_then(|var| self.generator(var))
                .is_some_and(|generator| generator.kind == Kind::Exp);
            let base = Fraction::from_poly(factor)?;
            let (whole, rest) = (exponent.div_euclid(k as i32), exponent.rem_euclid(k as i32));
            let out = if exponential {
                let power = &Rational::integer(i64::from(*exponent)) * &part;
                self.factor_root(context, factor, &power)?
            } else {
                let magnitude =
                    if whole == 0 { Fraction::one() } else { self.magnitude(context, &base)? };
                let inside = base.pow(rest, &self.limits)?.ok_or(NoForm::Undefined)?;
                radicand = radicand.mul(&inside, &self.limits)?;
                magnitude.pow(whole, &self.limits)?.ok_or(NoForm::Undefined)?
            };
            outside = outside.mul(&out, &self.limits)?;
        }
        if radicand.is_one() {
            let number = self.number_root(context, &u.unit().abs(), k)?;
            return self.reduced(&outside.mul(&number, &self.limits)?);
        }
        let (taken, left) = split_power(u.unit(), k);
        let radicand = radicand.scale(&left);
        let argument = self.expression(context, &radicand)?;
        let (n, unit) = self.multiple_of_unit(Kind::Root, argument, &part)?;
        let var = self.generator_of(Kind::Root, argument, &unit);
        let degree = index_of(&unit)?;
        if radicand.is_polynomial() && radicand.unit().is_integer() {
            self.relate(var, degree, radicand.numerator(&self.limits)?);
        }
        let root = Fraction::var(var).pow(n, &self.limits)?.ok_or(NoForm::Undefined)?;
        self.reduced(&outside.scale(&taken).mul(&root, &self.limits)?)
    }

    /// `|p|^r` of an irreducible factor.
    fn factor_root(
        &mut self,
        context: &mut dyn Context,
        factor: &Poly,
        r: &Rational,
    ) -> Result<Fraction, NoForm> {
        if let Some(generator) = factor.as_var().and_then(|var| self.generator(var))
            && generator.kind == Kind::Exp
        {
            let exponent = &generator.unit * r;
            if let Some(meaning) = generator.meaning.clone() {
                return self.exponential(context, &meaning.scale(&exponent));
            }
        }
        let base = Fraction::from_poly(factor)?;
        let magnitude = self.magnitude(context, &base)?;
        if self.kind_of(&base) == Some(Kind::Sign) {
            // |S| is 0 or 1, and so are its powers.
            return Ok(magnitude);
        }
        let whole = r.floor();
        let part = r - &whole;
        let n = whole.to_i64().and_then(|n| i32::try_from(n).ok());
        let n = n.ok_or(NoForm::TooLarge(TooLarge::Exponent))?;
        let mut value = magnitude.pow(n, &self.limits)?.ok_or(NoForm::Undefined)?;
        if !part.is_zero() {
            let argument = self.expression(context, &base)?;
            let (n, unit) = self.multiple_of_unit(Kind::Root, argument, &part)?;
            let var = self.generator_of(Kind::Root, argument, &unit);
            let degree = index_of(&unit)?;
            if magnitude.is_polynomial() {
                self.relate(var, degree, magnitude.numerator(&self.limits)?);
            }
            let root = Fraction::var(var).pow(n, &self.limits)?.ok_or(NoForm::Undefined)?;
            value = value.mul(&root, &self.limits)?;
        }
        Ok(value)
    }

    /// The `k`-th root of a nonnegative number, prime by prime.
    pub(super) fn number_root(
        &mut self,
        context: &mut dyn Context,
        c: &Rational,
        k: u32,
    ) -> Result<Fraction, NoForm> {
        if let Some(root) = c.exact_root(k) {
            return Ok(Fraction::from_rational(root));
        }
        let mut value = Fraction::one();
        for (prime, exponent) in prime_powers(c) {
            let number = context.store().rational(&Rational::from(prime.clone()));
            let power = Rational::new(exponent, i64::from(k));
            let whole = power.floor();
            let part = &power - &whole;
            let n = whole.to_i64().and_then(|n| i32::try_from(n).ok()).unwrap_or(0);
            let rational = Rational::from(prime.clone()).pow(n).unwrap_or(Rational::ONE);
            value = value.scale(&rational);
            if !part.is_zero() {
                let (n, unit) = self.multiple_of_unit(Kind::Root, number, &part)?;
                let var = self.generator_of(Kind::Root, number, &unit);
                let degree = index_of(&unit)?;
                self.relate(var, degree, Poly::constant(Rational::from(prime)));
                let root = Fraction::var(var).pow(n, &self.limits)?.ok_or(NoForm::Undefined)?;
                value = value.mul(&root, &self.limits)?;
            }
        }
        Ok(value)
    }
}

/// The `k` of the unit `1/k`.
fn index_of(unit: &Rational) -> Result<u32, NoForm> {
    let index = unit.recip().and_then(|k| k.to_i64()).and_then(|k| u32::try_from(k).ok());
    index.filter(|&k| k >= 1).ok_or(NoForm::TooLarge(TooLarge::Exponent))
}

/// `c = taken^k * left`, with as much taken out as small primes allow.
fn split_power(c: &Rational, k: u32) -> (Rational, Rational) {
    let mut taken = Rational::ONE;
    for (prime, exponent) in prime_powers(&c.abs()) {
        let whole = exponent.div_euclid(i64::from(k));
        let power = i32::try_from(whole).ok().and_then(|n| Rational::from(prime).pow(n));
        taken = &taken * &power.unwrap_or(Rational::ONE);
    }
    let full = i32::try_from(k).ok().and_then(|k| taken.pow(k)).unwrap_or(Rational::ONE);
    let left = c.checked_div(&full).unwrap_or(Rational::ONE);
    (taken, left)
}
