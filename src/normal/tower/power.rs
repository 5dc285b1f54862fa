//! Exponentials and powers.

use num_traits::{One, Zero};

use super::generator::Kind;
use super::{Context, Mode, NoForm, Tower};
use crate::expr::Func;
use crate::normal::fraction::Fraction;
use crate::normal::poly::{Poly, TooLarge, factor};
use crate::num::{BigInt, Rational};

/// Prime factors up to this bound are split off numbers under roots and logarithms.
const LARGEST_PRIME: u32 = 10_000;

impl Tower {
    /// `e^u`: one generator for each power product of `u`, `e^(c*m) = (e^(unit*m))^n`; and
    /// `e^(c ln v) = v^c`.
    pub(super) fn exponential(
        &mut self,
        context: &mut dyn Context,
        u: &Fraction,
    ) -> Result<Fraction, NoForm> {
        let mut value = Fraction::one();
        for (coefficient, base) in self.linear_parts(u)? {
            let factor = match self.as_logarithm(&base) {
                Some((Kind::WholeLn, argument)) => {
                    self.rational_power(context, &argument, &coefficient)?
                }
                // e^(c ln|p|) = |p|^c.
                Some((_, argument)) => {
                    let magnitude = self.magnitude(context, &argument)?;
                    self.rational_power(context, &magnitude, &coefficient)?
                }
                None => {
                    let argument = self.expression(context, &base)?;
                    let (n, unit) = self.multiple_of_unit(Kind::Exp, argument, &coefficient)?;
                    let var = self.generator_of(Kind::Exp, argument, &unit);
                    self.mean(var, base);
                    Fraction::var(var).pow(n, &self.limits)?.ok_or(NoForm::Undefined)?
                }
            };
            value = value.mul(&factor, &self.limits)?;
        }
        Ok(value)
    }

    /// The value as a sum of rational multiples of monic terms.
    pub(super) fn linear_parts(&self, u: &Fraction) -> Result<Vec<(Rational, Fraction)>, NoForm> {
        let numerator = u.numerator(&self.limits)?;
        let (content, denominator) = u.denominator(&self.limits)?.primitive();
        let denominator = Fraction::from_poly(&denominator)?;
        let mut parts = Vec::with_capacity(numerator.len());
        for (monomial, coefficient) in numerator.terms() {
            let monic = Fraction::from_poly(&Poly::term(monomial.clone(), Rational::ONE))?;
            let base = monic.div(&denominator, &self.limits)?.ok_or(NoForm::Undefined)?;
            parts.push((coefficient.checked_div(&content).ok_or(NoForm::Undefined)?, base));
        }
        Ok(parts)
    }

    /// The argument, if the value is a single logarithm generator.
    fn as_logarithm(&self, value: &Fraction) -> Option<(Kind, Fraction)> {
        if !value.unit().is_one() {
            return None;
        }
        let [(factor, 1)] = value.factors() else { return None };
        let generator = self.generator(factor.as_var()?)?;
        match generator.kind {
            kind @ (Kind::Ln | Kind::WholeLn) => Some((kind, generator.meaning.clone()?)),
            _ => None,
        }
    }

    /// `u^v`: rational exponents are powers and roots, others `e^(v ln u)`.
    pub(super) fn power(
        &mut self,
        context: &mut dyn Context,
        u: &Fraction,
        v: &Fraction,
    ) -> Result<Fraction, NoForm> {
        if let Some(exponent) = v.as_rational().cloned() {
            return self.rational_power(context, u, &exponent);
        }
        if self.mode == Mode::Decide {
            let written = self.expression(context, v)?;
            if context.is_integer(written) && !u.is_zero() {
                return self.integer_power(context, u, v);
            }
        }
        let log = self.logarithm(context, u)?;
        let product = v.mul(&log, &self.limits)?;
        self.exponential(context, &product)
    }

    /// `u^v` for an integer `v`: `|u|^v` times the signs of the factors of `u` to that power, of
    /// which only the parity of `v` matters.
    fn integer_power(
        &mut self,
        context: &mut dyn Context,
        u: &Fraction,
        v: &Fraction,
    ) -> Result<Fraction, NoForm> {
        // u^(n + c) = u^c * u^n for a number c.
        let parts = self.linear_parts(v)?;
        if parts.len() > 1
            && let Some((c, _)) = parts.iter().find(|(_, base)| base.is_one())
        {
            let fixed = self.rational_power(context, u, c)?;
            let rest = v.sub(&Fraction::from_rational(c.clone()), &self.limits)?;
            let rest = self.integer_power(context, u, &rest)?;
            return Ok(fixed.mul(&rest, &self.limits)?);
        }
        let mut minus = u.unit().is_negative();
        let mut signs = Vec::new();
        for (p, exponent) in self.irreducible(u)? {
            let base = Fraction::from_poly(&p)?;
            let argument = self.expression(context, &base)?;
            let known = context.signs(argument);
            if exponent % 2 == 0 || known.nonnegative {
                continue;
            }
            if known.nonpositive {
                minus = !minus;
            } else {
                signs.push(context.store().func(Func::Sign, &[argument]));
            }
        }
        if minus {
            signs.push(context.store().integer(-1));
        }
        let magnitude = self.logarithm_of_magnitude(context, u)?;
        let mut value = self.exponential(context, &v.mul(&magnitude, &self.limits)?)?;
        for (coefficient, base) in self.linear_parts(v)? {
            if coefficient.is_odd_integer() != Some(true) {
                continue;
            }
            let exponent = self.expression(context, &base)?;
            for &sign in &signs {
                let factor = if base.is_one() {
                    self.convert(context, sign)?
                } else {
                    let power = context.store().pow(sign, exponent);
                    let generator = self.generator_of(Kind::Parity, power, &Rational::ONE);
                    self.relate(generator, 2, Poly::one());
                    Fraction::var(generator)
                };
                value = value.mul(&factor, &self.limits)?;
            }
        }
        Ok(value)
    }

    fn rational_power(
        &mut self,
        context: &mut dyn Context,
        u: &Fraction,
        exponent: &Rational,
    ) -> Result<Fraction, NoForm> {
        let too_large = NoForm::TooLarge(TooLarge::Exponent);
        let (p, q) = exponent.to_i64_pair().ok_or(too_large)?;
        let (p, q) = match (i32::try_from(p), u32::try_from(q)) {
            (Ok(p), Ok(q)) if q <= 1000 => (p, q),
            _ => return Err(too_large),
        };
        let base = if q == 1 { u.clone() } else { self.positive_root(context, u, q)? };
        if p < 0 && self.is_zero(&base)? {
            return Err(NoForm::Undefined);
        }
        let power = base.pow(p, &self.limits)?.ok_or(NoForm::Undefined)?;
        if q == 1 { Ok(power) } else { self.reduced(&power) }
    }

    /// The factors of the value, split as far as the algebra can.
    pub(super) fn irreducible(&self, u: &Fraction) -> Result<Vec<(Poly, i32)>, NoForm> {
        let mut all: Vec<(Poly, i32)> = Vec::new();
        for (p, exponent) in u.factors() {
            if p.as_var().is_some() || p.total_degree() <= 1 {
                all.push((p.clone(), *exponent));
                continue;
            }
            for (factor, multiplicity) in factor(p, &self.limits).factors {
                let multiplicity = i32::try_from(multiplicity).map_err(|_| TooLarge::Exponent)?;
                all.push((factor, multiplicity * exponent));
            }
        }
        Ok(all)
    }
}

/// The number as a product of powers of small primes and, perhaps, one large rest.
pub(super) fn prime_powers(c: &Rational) -> Vec<(BigInt, i64)> {
    let mut powers = Vec::new();
    for (mut rest, sign) in [(c.numer(), 1), (c.denom(), -1)] {
        let mut p = 2_u32;
        while p <= LARGEST_PRIME && BigInt::from(p) * p <= rest {
            let mut exponent = 0;
            while (&rest % p).is_zero() {
                rest /= p;
                exponent += 1;
            }
            if exponent > 0 {
                powers.push((BigInt::from(p), sign * exponent));
            }
            p += if p == 2 { 1 } else { 2 };
        }
        if !rest.is_one() && !rest.is_zero() {
            powers.push((rest, sign));
        }
    }
    powers
}
