//! Exponentials, logarithms, powers and roots.

use super::generator::Kind;
use super::{Context, Mode, NoForm, Tower};
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
        let log = self.logarithm(context, u)?;
        let product = v.mul(&log, &self.limits)?;
        self.exponential(context, &product)
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
    fn positive_root(
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
        let mut value = self.number_root(context, &u.unit().abs(), k)?;
        for (factor, exponent) in self.irreducible(u)? {
            let power = Rational::new(i64::from(exponent), i64::from(k));
            let root = self.factor_root(context, &factor, &power)?;
            value = value.mul(&root, &self.limits)?;
        }
        self.reduced(&value)
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
                Kind::Atom | Kind::Ln | Kind::WholeLn | Kind::Sin | Kind::Cos => {}
            }
        }
        let base = Fraction::from_poly(factor)?;
        self.log_generator(context, &base)
    }

    fn logarithm_of_magnitude(
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

/// The number as a product of powers of small primes and, perhaps, one large rest.
fn prime_powers(c: &Rational) -> Vec<(BigInt, i64)> {
    use num_traits::{One, Zero};
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
