//! Exponentials and powers.

use num_traits::{One, Zero};

use super::generator::Kind;
use super::{Context, NoForm, Tower};
use crate::expr::{Expr, Func};
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
                    if self.is_far_apart(Kind::Exp, argument, &coefficient) {
                        let whole = base.scale(&coefficient);
                        let argument = self.expression(context, &whole)?;
                        let var = self.generator_of(Kind::Exp, argument, &Rational::ONE);
                        self.mean(var, whole);
                        value = value.mul(&Fraction::var(var), &self.limits)?;
                        continue;
                    }
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
        let sign = self.sign_of_power(context, u, v)?;
        let magnitude = if u.unit().is_negative() { u.neg() } else { u.clone() };
        let log = self.logarithm(context, &magnitude)?;
        let product = v.mul(&log, &self.limits)?;
        let value = self.exponential(context, &product)?;
        Ok(value.mul(&sign, &self.limits)?)
    }

    /// The sign of `u^v` for `u ≠ 0` and an integer `v` that is no number: the product of
    /// `sign(p)^(e*v)` over the factors of `u`. Of what is not negative it is 1, and so it is for
    /// a `v` that is no integer, as only powers of positive numbers are known to exist then.
    fn sign_of_power(
        &mut self,
        context: &mut dyn Context,
        u: &Fraction,
        v: &Fraction,
    ) -> Result<Fraction, NoForm> {
        let exponent = self.expression(context, v)?;
        if !context.is_integer(exponent) {
            return Ok(Fraction::one());
        }
        let mut sign = Fraction::one();
        if u.unit().is_negative() {
            sign = self.alternating(context, v)?;
        }
        for (factor, exponent) in self.irreducible(u)? {
            if exponent % 2 == 0 {
                continue;
            }
            let base = Fraction::from_poly(&factor)?;
            let argument = self.expression(context, &base)?;
            let signs = context.signs(argument);
            let part = if signs.nonnegative {
                continue;
            } else if signs.nonpositive {
                self.alternating(context, v)?
            } else {
                let base = context.store().func(Func::Sign, &[argument]);
                self.parity_power(context, base, v)?
            };
            sign = sign.mul(&part, &self.limits)?;
        }
        Ok(sign)
    }

    /// `(-1)^v` for an integer `v`.
    pub(super) fn alternating(
        &mut self,
        context: &mut dyn Context,
        v: &Fraction,
    ) -> Result<Fraction, NoForm> {
        let base = context.store().rational(&Rational::MINUS_ONE);
        self.parity_power(context, base, v)
    }

    /// `base^v` for a base of 1 or -1 and an integer `v`, term by term: even multiples are 1, odd
    /// ones have a generator whose square is 1.
    fn parity_power(
        &mut self,
        context: &mut dyn Context,
        base: Expr,
        v: &Fraction,
    ) -> Result<Fraction, NoForm> {
        let mut value = Fraction::one();
        for (coefficient, term) in self.linear_parts(v)? {
            let written = self.expression(context, &term)?;
            let exponent = match coefficient.is_odd_integer() {
                Some(true) if context.is_integer(written) => written,
                Some(false) if context.is_integer(written) => continue,
                // Its terms are no integers one by one.
                _ => {
                    let rest = self.expression(context, v)?;
                    let power = context.store().pow(base, rest);
                    let var = self.generator_of(Kind::Parity, power, &Rational::ONE);
                    self.relate(var, 2, Poly::one());
                    return Ok(Fraction::var(var));
                }
            };
            let factor = if term.is_one() {
                self.convert(context, base)?
            } else {
                let power = context.store().pow(base, exponent);
                let var = self.generator_of(Kind::Parity, power, &Rational::ONE);
                self.relate(var, 2, Poly::one());
                Fraction::var(var)
            };
            value = value.mul(&factor, &self.limits)?;
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
