//! Rational functions over ℚ, kept in factored form.
//!
//! A fraction is a number times powers, with positive and negative exponents, of primitive
//! polynomials that are pairwise coprime; so it is always reduced. Products, quotients and powers
//! never expand anything. A sum pulls out what both sides share, expands only the cofactors, and
//! cancels the new numerator against the denominators.

mod base;
mod many;
mod sum;

use std::fmt;

use self::base::{Base, split};
use super::poly::{Factored, Limits, Poly, TooLarge, Var, factor, number_power, squarefree};
use crate::num::Rational;

/// A rational function `unit * p1^e1 * … * pn^en`.
///
/// `==` compares the factors as they stand; [`Fraction::equals`] compares the values, which may
/// be the same for different factors, `x^2 + 2x + 1` and `(x + 1)^2`. Zero, one and other numbers
/// have one form only.
///
/// ```
/// use symderiv::normal::fraction::Fraction;
/// use symderiv::normal::poly::{Limits, Var};
/// let limits = Limits::default();
/// let (x, one) = (Fraction::var(Var(0)), Fraction::one());
/// let difference = x.mul(&x, &limits)?.sub(&one, &limits)?;
/// let quotient = difference.div(&x.sub(&one, &limits)?, &limits)?;
/// assert_eq!(quotient, Some(x.add(&one, &limits)?));
/// # Ok::<(), symderiv::normal::poly::TooLarge>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fraction {
    /// Zero only without factors.
    unit: Rational,
    /// Ascending; primitive, pairwise coprime, not constant, nonzero exponents; each one is a
    /// variable or divisible by none.
    factors: Vec<(Poly, i32)>,
}

/// The factors that a numerator and a denominator had in common, with their multiplicity.
pub type Cancelled = Vec<(Poly, u32)>;

impl Fraction {
    /// The fraction 0.
    #[must_use]
    pub const fn zero() -> Self {
        Self { unit: Rational::ZERO, factors: Vec::new() }
    }

    /// The fraction 1.
    #[must_use]
    pub const fn one() -> Self {
        Self { unit: Rational::ONE, factors: Vec::new() }
    }

    /// A number.
    #[must_use]
    pub const fn from_rational(value: Rational) -> Self {
        Self { unit: value, factors: Vec::new() }
    }

    /// A variable.
    #[must_use]
    pub fn var(var: Var) -> Self {
        Self { unit: Rational::ONE, factors: vec![(Poly::var(var), 1)] }
    }

    /// A polynomial; only its number and its powers of variables are split off.
    ///
    /// # Errors
    /// [`TooLarge::Exponent`] if a power of a variable leaves 31 bits.
    pub fn from_poly(p: &Poly) -> Result<Self, TooLarge> {
        if p.is_zero() {
            return Ok(Self::zero());
        }
        let (unit, power, rest) = split(p);
        let mut factors = Vec::new();
        for (var, exp) in power.powers() {
            let exp = i32::try_from(exp).map_err(|_| TooLarge::Exponent)?;
            factors.push((Poly::var(var), exp));
        }
        if !rest.is_one() {
            factors.push((rest, 1));
        }
        Ok(Self::assemble(unit, factors))
    }

    /// Sorts the factors and drops those to the power zero.
    fn assemble(unit: Rational, mut factors: Vec<(Poly, i32)>) -> Self {
        factors.retain(|&(_, exp)| exp != 0);
        factors.sort_unstable();
        Self { unit, factors }
    }

    /// The number in front.
    #[must_use]
    pub const fn unit(&self) -> &Rational {
        &self.unit
    }

    /// The polynomial factors and their nonzero exponents, in ascending order.
    #[must_use]
    pub fn factors(&self) -> &[(Poly, i32)] {
        &self.factors
    }

    /// Is it 0?
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.unit.is_zero()
    }

    /// Is it 1?
    #[must_use]
    pub fn is_one(&self) -> bool {
        self.unit.is_one() && self.factors.is_empty()
    }

    /// The number, if it is one. Being reduced, a constant function has no factors.
    #[must_use]
    pub fn as_rational(&self) -> Option<&Rational> {
        self.factors.is_empty().then_some(&self.unit)
    }

    /// Has it no denominator but a number?
    #[must_use]
    pub fn is_polynomial(&self) -> bool {
        self.factors.iter().all(|&(_, exp)| exp > 0)
    }

    /// Does the variable occur?
    #[must_use]
    pub fn contains(&self, var: Var) -> bool {
        self.factors.iter().any(|(p, _)| p.contains(var))
    }

    /// The variables that occur, greatest first.
    #[must_use]
    pub fn vars(&self) -> Vec<Var> {
        let mut vars: Vec<_> = self.factors.iter().flat_map(|(p, _)| p.vars()).collect();
        vars.sort_unstable_by(|a, b| b.cmp(a));
        vars.dedup();
        vars
    }

    /// Splits off the power of one variable: its exponent and the cofactor.
    #[must_use]
    pub fn split_power(&self, var: Var) -> (i32, Self) {
        let mut rest = self.clone();
        match rest.factors.iter().position(|(p, _)| p.as_var() == Some(var)) {
            Some(i) => {
                let (_, exp) = rest.factors.remove(i);
                (exp, rest)
            }
            None => (0, rest),
        }
    }

    /// The expanded numerator: integer coefficients, coprime to the denominator.
    ///
    /// # Errors
    /// [`TooLarge`] if it exceeds the limits.
    pub fn numerator(&self, limits: &Limits) -> Result<Poly, TooLarge> {
        expand(&Rational::from(self.unit.numer()), self.powers(1), limits)
    }

    /// The expanded denominator: integer coefficients, positive leading one; 1 for polynomials.
    ///
    /// # Errors
    /// [`TooLarge`] if it exceeds the limits.
    pub fn denominator(&self, limits: &Limits) -> Result<Poly, TooLarge> {
        expand(&Rational::from(self.unit.denom()), self.powers(-1), limits)
    }

    /// The factors with exponents of the given sign, as positive powers.
    fn powers(&self, sign: i32) -> impl Iterator<Item = (&Poly, u32)> {
        let chosen = self.factors.iter().filter(move |(_, exp)| exp.signum() == sign);
        chosen.map(|(p, exp)| (p, exp.unsigned_abs()))
    }

    /// The negative.
    #[must_use]
    pub fn neg(&self) -> Self {
        Self { unit: -&self.unit, factors: self.factors.clone() }
    }

    /// The fraction times a number.
    #[must_use]
    pub fn scale(&self, factor: &Rational) -> Self {
        if factor.is_zero() {
            return Self::zero();
        }
        Self { unit: &self.unit * factor, factors: self.factors.clone() }
    }

    /// The reciprocal, or `None` for zero.
    #[must_use]
    pub fn recip(&self) -> Option<Self> {
        let unit = self.unit.recip()?;
        let inverted = self.factors.iter().map(|(p, exp)| (p.clone(), exp.checked_neg()));
        let factors = inverted.map(|(p, exp)| Some((p, exp?))).collect::<Option<_>>()?;
        Some(Self { unit, factors })
    }

    /// The product.
    ///
    /// # Errors
    /// [`TooLarge`] if an exponent overflows.
    pub fn mul(&self, other: &Self, limits: &Limits) -> Result<Self, TooLarge> {
        self.mul_cancelling(other, limits, &mut Cancelled::new())
    }

    /// The product; adds what cancelled to `cancelled`.
    ///
    /// # Errors
    /// [`TooLarge`] if an exponent overflows.
    pub fn mul_cancelling(
        &self,
        other: &Self,
        limits: &Limits,
        cancelled: &mut Cancelled,
    ) -> Result<Self, TooLarge> {
        if self.is_zero() || other.is_zero() {
            return Ok(Self::zero());
        }
        let unit = &self.unit * &other.unit;
        if self.factors.is_empty() || other.factors.is_empty() {
            let factors = if self.factors.is_empty() { &other.factors } else { &self.factors };
            return Ok(Self { unit, factors: factors.clone() });
        }
        let base = Base::of(&self.factors, &other.factors, limits)?;
        let mut factors = Vec::with_capacity(base.items.len());
        for (p, [left, right]) in base.items {
            if left.signum() * right.signum() < 0 {
                cancelled.push((p.clone(), left.unsigned_abs().min(right.unsigned_abs())));
            }
            factors.push((p, left.checked_add(right).ok_or(TooLarge::Exponent)?));
        }
        Ok(Self::assemble(unit, factors))
    }

    /// The quotient, or `None` for division by zero.
    ///
    /// # Errors
    /// [`TooLarge`] if an exponent overflows.
    pub fn div(&self, other: &Self, limits: &Limits) -> Result<Option<Self>, TooLarge> {
        other.recip().map(|inverse| self.mul(&inverse, limits)).transpose()
    }

    /// The power, or `None` for a negative power of zero; `f^0` is 1, for zero too.
    ///
    /// # Errors
    /// [`TooLarge`] if an exponent overflows or the number in front gets too many digits.
    pub fn pow(&self, exp: i32, limits: &Limits) -> Result<Option<Self>, TooLarge> {
        if exp < 0 && self.is_zero() {
            return Ok(None);
        }
        let mut unit = number_power(&self.unit, exp.unsigned_abs(), limits)?;
        if exp < 0 {
            unit = unit.recip().ok_or(TooLarge::Digits)?;
        }
        let mut factors = Vec::with_capacity(self.factors.len());
        for (p, e) in &self.factors {
            factors.push((p.clone(), e.checked_mul(exp).ok_or(TooLarge::Exponent)?));
        }
        Ok(Some(Self::assemble(unit, factors)))
    }

    /// The same value with factors split into irreducible ones, as far as [`factor`] can.
    ///
    /// # Errors
    /// [`TooLarge`] if an exponent overflows.
    pub fn factor_fully(&self, limits: &Limits) -> Result<Self, TooLarge> {
        self.split_factors(|p| factor(p, limits))
    }

    /// The same value with factors split into square-free ones: cheaper than
    /// [`Fraction::factor_fully`], and enough to make powers visible.
    ///
    /// # Errors
    /// [`TooLarge`] if an exponent overflows.
    pub fn factor_squarefree(&self, limits: &Limits) -> Result<Self, TooLarge> {
        self.split_factors(|p| squarefree(p, limits))
    }

    fn split_factors(&self, split: impl Fn(&Poly) -> Factored) -> Result<Self, TooLarge> {
        let mut factors = Vec::with_capacity(self.factors.len());
        for (p, exp) in &self.factors {
            // Factors of a primitive polynomial are primitive: the unit is 1.
            for (part, multiplicity) in split(p).factors {
                let multiplicity = i32::try_from(multiplicity).map_err(|_| TooLarge::Exponent)?;
                factors.push((part, exp.checked_mul(multiplicity).ok_or(TooLarge::Exponent)?));
            }
        }
        Ok(Self::assemble(self.unit.clone(), factors))
    }

    /// The value with a number for every variable, or `None` where a denominator is zero.
    ///
    /// # Errors
    /// [`TooLarge::Digits`] if a power has too many digits.
    pub fn evaluate(
        &self,
        value: impl Fn(Var) -> Rational,
        limits: &Limits,
    ) -> Result<Option<Rational>, TooLarge> {
        let mut product = self.unit.clone();
        for (p, exp) in &self.factors {
            let base = p.evaluate(&value, limits)?;
            let power = number_power(&base, exp.unsigned_abs(), limits)?;
            let Some(power) = (if *exp < 0 { power.recip() } else { Some(power) }) else {
                return Ok(None);
            };
            product = &product * &power;
        }
        Ok(Some(product))
    }

    /// Are the values equal? Structural equality where it decides, else the difference.
    ///
    /// # Errors
    /// [`TooLarge`] if the difference exceeds the limits.
    pub fn equals(&self, other: &Self, limits: &Limits) -> Result<bool, TooLarge> {
        Ok(self == other || self.sub(other, limits)?.is_zero())
    }
}

/// Multiplies out a number and powers of polynomials.
fn expand<'a>(
    unit: &Rational,
    powers: impl Iterator<Item = (&'a Poly, u32)>,
    limits: &Limits,
) -> Result<Poly, TooLarge> {
    let mut product = Poly::constant(unit.clone());
    for (p, exp) in powers {
        product = product.mul(&p.pow(exp, limits)?, limits)?;
    }
    Ok(product)
}

impl fmt::Debug for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.unit)?;
        for (p, exp) in &self.factors {
            write!(f, " * ({p:?})^{exp}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Cancelled, Fraction};
    use crate::normal::poly::{Limits, Poly, Var};
    use crate::num::Rational;

    const LIMITS: Limits = Limits::terms(10_000);

    fn x() -> Fraction {
        Fraction::var(Var(0))
    }

    fn number(n: i64) -> Fraction {
        Fraction::from_rational(Rational::integer(n))
    }

    fn add(a: &Fraction, b: &Fraction) -> Fraction {
        a.add(b, &LIMITS).unwrap()
    }

    fn mul(a: &Fraction, b: &Fraction) -> Fraction {
        a.mul(b, &LIMITS).unwrap()
    }

    fn div(a: &Fraction, b: &Fraction) -> Fraction {
        a.div(b, &LIMITS).unwrap().unwrap()
    }

    #[test]
    fn common_factors_cancel_and_are_reported() {
        let difference = add(&mul(&x(), &x()), &number(-1));
        let less = add(&x(), &number(-1));
        let mut cancelled = Cancelled::new();
        let inverse = less.recip().unwrap();
        let quotient = difference.mul_cancelling(&inverse, &LIMITS, &mut cancelled).unwrap();
        assert_eq!(quotient, add(&x(), &number(1)));
        assert_eq!(cancelled, vec![(less.numerator(&LIMITS).unwrap(), 1)]);
    }

    #[test]
    fn squares_meet_their_roots() {
        // (x² + 2x + 1)³ / (x + 1)⁵ = x + 1
        let root = add(&x(), &number(1));
        let p = Poly::var(Var(0)).pow(2, &LIMITS).unwrap();
        let p = &(&p + &Poly::var(Var(0)).scale(&Rational::integer(2))) + &Poly::one();
        let square = Fraction::from_poly(&p).unwrap();
        let quotient =
            div(&square.pow(3, &LIMITS).unwrap().unwrap(), &root.pow(5, &LIMITS).unwrap().unwrap());
        assert_eq!(quotient, root);
    }

    #[test]
    fn lagrange_sums_collapse() {
        // 1/((a-b)(a-c)) + 1/((b-a)(b-c)) + 1/((c-a)(c-b)) = 0, with numerators a², b², c²: 1.
        let vars = [0, 1, 2].map(|i| Fraction::var(Var(i)));
        for (power, expected) in [(0, number(0)), (1, number(0)), (2, number(1))] {
            let mut sum = Fraction::zero();
            for i in 0..3 {
                let mut term = vars[i].pow(power, &LIMITS).unwrap().unwrap();
                for j in (0..3).filter(|&j| j != i) {
                    term = div(&term, &vars[i].sub(&vars[j], &LIMITS).unwrap());
                }
                sum = add(&sum, &term);
            }
            assert_eq!(sum, expected);
        }
    }

    #[test]
    fn division_by_zero_is_refused() {
        assert_eq!(x().div(&Fraction::zero(), &LIMITS), Ok(None));
        assert_eq!(Fraction::zero().pow(-1, &LIMITS), Ok(None));
        assert_eq!(Fraction::zero().pow(0, &LIMITS), Ok(Some(Fraction::one())));
        let pole = x().recip().unwrap();
        assert_eq!(pole.evaluate(|_| Rational::ZERO, &LIMITS), Ok(None));
    }

    #[test]
    fn full_factorisation_keeps_the_value() {
        // (x⁴ - 1)/2 = (x - 1)(x + 1)(x² + 1)/2
        let p = &Poly::var(Var(0)).pow(4, &LIMITS).unwrap() - &Poly::one();
        let f = Fraction::from_poly(&p).unwrap().scale(&Rational::new(1, 2));
        let factored = f.recip().unwrap().factor_fully(&LIMITS).unwrap();
        assert_eq!(factored.factors().len(), 3);
        assert_eq!(factored.recip().unwrap().equals(&f, &LIMITS), Ok(true));
        assert_eq!(factored.equals(&f, &LIMITS), Ok(false));
        let square = Poly::var(Var(0)).scale(&Rational::integer(3));
        let square = (&square - &Poly::one()).pow(2, &LIMITS).unwrap();
        let square = Fraction::from_poly(&square).unwrap().factor_squarefree(&LIMITS).unwrap();
        assert!(matches!(square.factors(), [(p, 2)] if p.len() == 2));
    }

    #[test]
    fn powers_of_variables_split_off() {
        let sum = add(&x(), &number(1));
        let f = div(&sum, &mul(&x(), &x()));
        assert_eq!(f.split_power(Var(0)), (-2, sum.clone()));
        assert_eq!(sum.split_power(Var(0)), (0, sum));
    }
}
