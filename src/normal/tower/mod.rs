//! Rational functions over a tower of generators: the normal form that decides.
//!
//! Every expression becomes a [`Fraction`] in generators: variables, exponentials `e^(u*m)`,
//! logarithms `ln|p|`, roots `|p|^(1/k)`, sine and cosine of one angle, absolute values, and
//! opaque atoms. Identities of the real functions bring related terms to common generators
//! (`e^(2x) = (e^x)^2`, `ln(x*y) = ln|x| + ln|y|`, `sin(2x) = 2 sin x cos x`); what algebraic
//! relations are left (`r^2 = x`, `s^2 = 1 - c^2`) are in [`Tower::reduce`].
//!
//! All of it holds wherever both sides are defined; where that is, is the kernel's concern.

mod angle;
mod argument;
mod convert;
mod eliminate;
mod forms;
mod generator;
mod indexed;
mod logarithm;
mod multiple;
mod power;
mod root;
#[cfg(test)]
mod tests;
mod write;

use std::collections::HashMap;
use std::fmt;

use rustc_hash::FxBuildHasher;

use self::generator::{Generator, Kind};
use super::fraction::Fraction;
use super::poly::{Limits, Poly, TooLarge, Var, is_combination};
use crate::expr::{Expr, Store};
use crate::num::Rational;

/// What is known of the sign of a term.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Signs {
    /// It is never negative.
    pub nonnegative: bool,
    /// It is never positive.
    pub nonpositive: bool,
    /// It is never zero.
    pub nonzero: bool,
}

/// What the normal form asks of the floor above: definitions, and signs under the hypotheses.
pub trait Context {
    /// The expressions.
    fn store(&mut self) -> &mut Store;
    /// What a defined name stands for.
    fn unfolded(&mut self, e: Expr) -> Option<Expr>;
    /// What is known of the sign of a term.
    fn signs(&mut self, e: Expr) -> Signs;
    /// The greatest integer not above the value, where the hypotheses leave but one.
    fn whole_part(&mut self, e: Expr) -> Option<Rational>;
    /// Is the value an integer by its form?
    fn is_integer(&mut self, e: Expr) -> bool;
}

/// How far identities are used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// Everything that helps to decide: definitions unfolded, angles and logarithms split.
    Decide,
    /// What a reader would want: defined functions, angles and logarithms stay as they are.
    Present,
}

/// Why there is no normal form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoForm {
    /// It is too large.
    TooLarge(TooLarge),
    /// The expression is nowhere defined, such as `1/(x - x)`.
    Undefined,
}

impl From<TooLarge> for NoForm {
    fn from(error: TooLarge) -> Self {
        Self::TooLarge(error)
    }
}

impl fmt::Display for NoForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(error) => write!(f, "{error}"),
            Self::Undefined => f.write_str("the expression is nowhere defined"),
        }
    }
}

impl std::error::Error for NoForm {}

/// A tower of generators.
pub struct Tower {
    mode: Mode,
    /// How large polynomials may become.
    pub limits: Limits,
    generators: Vec<Generator>,
    /// How many of them are not atoms.
    height: usize,
    index: HashMap<(Kind, Expr), Var, FxBuildHasher>,
    /// The greatest common measure of the multiples of a base that were seen; see `power.rs`.
    units: HashMap<(Kind, Expr), Rational, FxBuildHasher>,
    /// A unit changed: what was converted before is out of date.
    stale: bool,
    memo: HashMap<Expr, Fraction, FxBuildHasher>,
    /// How deep sums are inside one another in an expression.
    depths: HashMap<Expr, u32, FxBuildHasher>,
    /// A decimal was read: numbers are written as decimals where they can be.
    decimals: bool,
}

/// How often the units of generators may change before the conversion gives up.
const MAX_ROUNDS: usize = 24;

impl Tower {
    /// An empty tower.
    #[must_use]
    pub fn new(mode: Mode, limits: Limits) -> Self {
        Self {
            mode,
            limits,
            generators: Vec::new(),
            height: 0,
            index: HashMap::default(),
            units: HashMap::default(),
            stale: false,
            memo: HashMap::default(),
            depths: HashMap::default(),
            decimals: false,
        }
    }

    /// The normal forms of the expressions, over common generators.
    ///
    /// # Errors
    /// [`NoForm`] if one has none.
    pub fn fractions(
        &mut self,
        context: &mut dyn Context,
        exprs: &[Expr],
    ) -> Result<Vec<Fraction>, NoForm> {
        for _ in 0..MAX_ROUNDS {
            self.stale = false;
            self.generators.clear();
            self.height = 0;
            self.index.clear();
            self.memo.clear();
            let mut fractions = Vec::with_capacity(exprs.len());
            for &e in exprs {
                fractions.push(self.convert(context, e)?);
            }
            if !self.stale {
                return Ok(fractions);
            }
        }
        Err(NoForm::TooLarge(TooLarge::Work))
    }

    /// Is the value zero wherever it is defined?
    ///
    /// # Errors
    /// [`TooLarge`] if its numerator is.
    pub fn is_zero(&self, value: &Fraction) -> Result<bool, TooLarge> {
        if value.is_zero() {
            return Ok(true);
        }
        // A product with signs or deltas may be zero though no factor is:
        // S^2*x - x = (S - 1)*(S + 1)*x.
        let signs = value.vars().into_iter().any(|var| {
            let kind = self.generator(var).map(|generator| generator.kind);
            matches!(kind, Some(Kind::Sign | Kind::Parity | Kind::Delta))
        });
        if signs {
            return self.vanishes(&value.numerator(&self.limits)?);
        }
        for (factor, exponent) in value.factors() {
            if *exponent > 0 && self.vanishes(factor)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Is the polynomial zero for all values of the generators? A polynomial `A + B*S + C*S^2` in
    /// the sign `S` of `p` is if `B = 0` and `A = -C`, which settles `p ≠ 0`, and `A` is zero
    /// where `p` is.
    fn vanishes(&self, p: &Poly) -> Result<bool, TooLarge> {
        let mut open = vec![p.clone()];
        while let Some(p) = open.pop() {
            let p = self.reduce(&p)?;
            if p.is_zero() {
                continue;
            }
            let sign = p.vars().into_iter().find(|&var| {
                self.generator(var).is_some_and(|generator| generator.kind == Kind::Sign)
            });
            let Some(sign) = sign else { return Ok(false) };
            let mut parts = [Poly::zero(), Poly::zero(), Poly::zero()];
            for (exponent, coefficient) in p.coefficients(sign) {
                match parts.get_mut(exponent as usize) {
                    Some(part) => *part = coefficient,
                    None => return Ok(false),
                }
            }
            let [a, b, c] = parts;
            let nonzero = self.generator(sign).and_then(|g| g.relation.as_ref());
            let nonzero = nonzero.is_some_and(|(degree, _)| *degree == 2);
            if !nonzero && !self.is_zero_at_zero_of(&a, sign) {
                return Ok(false);
            }
            open.extend([b, &a + &c]);
        }
        Ok(true)
    }

    /// Does the polynomial vanish where the argument of the sign does? Enough: it is a multiple.
    fn is_zero_at_zero_of(&self, a: &Poly, sign: Var) -> bool {
        let meaning = self.generator(sign).and_then(|generator| generator.meaning.as_ref());
        a.is_zero()
            || meaning
                .and_then(|p| p.numerator(&self.limits).ok())
                .is_some_and(|p| a.div_exact(&p).is_some())
    }

    /// The polynomial after the generators' relations: the degree in a root `|p|^(1/k)` is less
    /// than `k`, that in a sine less than 2.
    ///
    /// # Errors
    /// [`TooLarge`] if it exceeds the limits.
    pub fn reduce(&self, p: &Poly) -> Result<Poly, TooLarge> {
        let mut p = p.clone();
        // A relation speaks of generators made before it, so one pass from the last one on is
        // enough.
        for (i, generator) in self.generators.iter().enumerate().rev() {
            if let Some((degree, value)) = &generator.relation {
                let var = Var(i as u32);
                if p.degree(var) >= *degree {
                    p = p.reduce_power(var, *degree, value, &self.limits)?;
                }
            }
        }
        Ok(p)
    }

    /// Is the value zero wherever it is defined and the equations `e = 0` hold, by the algebra of
    /// polynomials?
    ///
    /// # Errors
    /// [`NoForm`] if something gets too large.
    pub fn is_zero_modulo(&self, value: &Fraction, equations: &[Fraction]) -> Result<bool, NoForm> {
        let mut ideal = Vec::with_capacity(equations.len());
        for equation in equations {
            ideal.push(self.reduce(&equation.numerator(&self.limits)?)?);
        }
        for (i, generator) in self.generators.iter().enumerate() {
            if let Some((degree, power)) = &generator.relation {
                ideal.push(&Poly::var(Var(i as u32)).pow(*degree, &self.limits)? - power);
            }
        }
        Ok(is_combination(&value.numerator(&self.limits)?, &ideal, &self.limits)?)
    }

    /// The terms whose signs the value depends on, in the order in which they were met; the
    /// differences of the indices of deltas are among them.
    #[must_use]
    pub fn open_signs(&self, store: &Store, value: &Fraction) -> Vec<Expr> {
        let vars = value.vars();
        let generators = self.generators.iter().enumerate();
        let met = generators.filter(|(i, _)| vars.contains(&Var(*i as u32)));
        met.filter_map(|(_, generator)| match generator.kind {
            Kind::Sign => Some(generator.argument),
            Kind::Delta => store.children(generator.argument).first().copied(),
            _ => None,
        })
        .collect()
    }

    /// Reduces a fraction's polynomials by the relations.
    ///
    /// # Errors
    /// [`NoForm`] if it gets too large or its denominator vanishes.
    pub fn reduced(&self, value: &Fraction) -> Result<Fraction, NoForm> {
        let mut result = Fraction::from_rational(value.unit().clone());
        for (factor, exponent) in value.factors() {
            let reduced = Fraction::from_poly(&self.reduce(factor)?)?;
            let power = reduced.pow(*exponent, &self.limits)?.ok_or(NoForm::Undefined)?;
            result = result.mul(&power, &self.limits)?;
        }
        // Powers of a root by itself, such as r^3, are reduced as powers.
        for (i, generator) in self.generators.iter().enumerate() {
            let Some((degree, relation)) = &generator.relation else { continue };
            let var = Var(i as u32);
            let (exponent, rest) = result.split_power(var);
            let degree = *degree as i32;
            if exponent.abs() >= degree && generator.kind != Kind::Sin {
                let value = Fraction::from_poly(relation)?;
                let whole = value
                    .pow(exponent.div_euclid(degree), &self.limits)?
                    .ok_or(NoForm::Undefined)?;
                let part = Fraction::var(var)
                    .pow(exponent.rem_euclid(degree), &self.limits)?
                    .ok_or(NoForm::Undefined)?;
                result = rest.mul(&whole, &self.limits)?.mul(&part, &self.limits)?;
            }
            result = self.rationalized(result, var, degree, relation)?;
        }
        Ok(result)
    }

    /// A generator above what its power is goes below: `|x|/x^2` is `1/|x|`.
    fn rationalized(
        &self,
        mut value: Fraction,
        var: Var,
        degree: i32,
        relation: &Poly,
    ) -> Result<Fraction, NoForm> {
        let power = Fraction::from_poly(relation)?;
        let [(base, k)] = power.factors() else { return Ok(value) };
        for _ in 0..degree {
            let exponent = value.factors().iter().find(|(q, _)| q == base).map_or(0, |(_, e)| *e);
            if value.split_power(var).0 < 1 || exponent > -k {
                break;
            }
            let down = Fraction::var(var).pow(-degree, &self.limits)?.ok_or(NoForm::Undefined)?;
            value = value.mul(&power, &self.limits)?.mul(&down, &self.limits)?;
        }
        Ok(value)
    }

    /// The fraction with squares of cosines replaced by those of sines, `c^2 = 1 - s^2`.
    ///
    /// # Errors
    /// [`NoForm`] if it gets too large or its denominator vanishes.
    pub fn reduced_to_sines(&self, value: &Fraction) -> Result<Fraction, NoForm> {
        let mut result = Fraction::from_rational(value.unit().clone());
        for (factor, exponent) in value.factors() {
            let mut factor = factor.clone();
            for (i, generator) in self.generators.iter().enumerate() {
                let cos = Var(i as u32);
                let sin = self.index.get(&(Kind::Sin, generator.argument));
                if let (Kind::Cos, Some(&sin)) = (generator.kind, sin)
                    && factor.as_var().is_none()
                {
                    let square = Poly::var(sin).pow(2, &self.limits)?;
                    let relation = &Poly::one() - &square;
                    factor = factor.reduce_power(cos, 2, &relation, &self.limits)?;
                }
            }
            let power = Fraction::from_poly(&factor)?
                .pow(*exponent, &self.limits)?
                .ok_or(NoForm::Undefined)?;
            result = result.mul(&power, &self.limits)?;
        }
        Ok(result)
    }

    /// The generators, as variables of the polynomials.
    pub fn vars(&self) -> impl Iterator<Item = Var> + use<> {
        (0..self.generators.len() as u32).map(Var)
    }

    /// Is the generator a plain variable of the language?
    #[must_use]
    pub fn is_symbol(&self, var: Var) -> bool {
        self.generator(var).is_some_and(|g| g.kind == Kind::Atom && g.is_symbol)
    }

    /// The kind of generator, if the value is just one.
    fn kind_of(&self, value: &Fraction) -> Option<Kind> {
        match value.factors() {
            [(factor, 1)] if value.unit().is_one() => {
                factor.as_var().and_then(|var| self.generator(var)).map(|generator| generator.kind)
            }
            _ => None,
        }
    }

    /// Does the sign of a term occur in the value?
    #[must_use]
    pub fn has_signs(&self, value: &Fraction) -> bool {
        value.vars().into_iter().any(|var| {
            let kind = self.generator(var).map(|generator| generator.kind);
            matches!(kind, Some(Kind::Sign | Kind::Parity))
        })
    }

    fn generator(&self, var: Var) -> Option<&Generator> {
        self.generators.get(var.0 as usize)
    }
}
