//! The polynomial as a sorted list of terms: building it, reading it, showing it.

use std::fmt;

use super::limits::TooLarge;
use super::monomial::{Monomial, Var};
use crate::num::Rational;

/// One term: a power product and its nonzero coefficient.
pub(super) type Term = (Monomial, Rational);

/// A polynomial with rational coefficients.
///
/// ```
/// use symderiv::normal::poly::{Limits, Poly, Var};
/// let (x, y) = (Poly::var(Var(0)), Poly::var(Var(1)));
/// let limits = Limits::default();
/// let product = (&x + &y).mul(&(&x - &y), &limits)?;
/// assert_eq!(product, &x.pow(2, &limits)? - &y.pow(2, &limits)?);
/// # Ok::<(), symderiv::normal::poly::TooLarge>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Poly {
    /// Descending monomials, no zero coefficient.
    terms: Vec<Term>,
}

impl Poly {
    /// The polynomial 0.
    #[must_use]
    pub const fn zero() -> Self {
        Self { terms: Vec::new() }
    }

    /// The polynomial 1.
    #[must_use]
    pub fn one() -> Self {
        Self::constant(Rational::ONE)
    }

    /// A constant polynomial.
    #[must_use]
    pub fn constant(value: Rational) -> Self {
        Self::term(Monomial::ONE, value)
    }

    /// A variable.
    #[must_use]
    pub fn var(var: Var) -> Self {
        Self::term(Monomial::power(var, 1), Rational::ONE)
    }

    /// One term.
    #[must_use]
    pub fn term(monomial: Monomial, coefficient: Rational) -> Self {
        let terms = if coefficient.is_zero() { vec![] } else { vec![(monomial, coefficient)] };
        Self { terms }
    }

    /// The sum of terms in any order, repeated monomials included.
    #[must_use]
    pub fn from_terms(mut terms: Vec<(Monomial, Rational)>) -> Self {
        terms.sort_unstable_by(|a, b| b.0.cmp(&a.0));
        terms.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = &kept.1 + &next.1;
            }
            same
        });
        terms.retain(|(_, coefficient)| !coefficient.is_zero());
        Self { terms }
    }

    /// Terms already in descending order and nonzero.
    pub(super) fn from_sorted(terms: Vec<Term>) -> Self {
        debug_assert!(terms.windows(2).all(|pair| matches!(pair, [a, b] if a.0 > b.0)));
        debug_assert!(terms.iter().all(|(_, coefficient)| !coefficient.is_zero()));
        Self { terms }
    }

    /// The terms, leading one first.
    #[must_use]
    pub fn terms(&self) -> &[(Monomial, Rational)] {
        &self.terms
    }

    pub(super) fn into_terms(self) -> Vec<Term> {
        self.terms
    }

    /// The number of terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Has it no terms? The same as [`Poly::is_zero`].
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Is it 0?
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    /// Is it 1?
    #[must_use]
    pub fn is_one(&self) -> bool {
        matches!(self.terms.as_slice(), [(m, c)] if m.is_one() && c.is_one())
    }

    /// Is it a constant, zero included?
    #[must_use]
    pub fn is_constant(&self) -> bool {
        self.terms.first().is_none_or(|(m, _)| m.is_one())
    }

    /// The value of a constant polynomial.
    #[must_use]
    pub fn as_constant(&self) -> Option<Rational> {
        match self.terms.as_slice() {
            [] => Some(Rational::ZERO),
            [(m, c)] if m.is_one() => Some(c.clone()),
            _ => None,
        }
    }

    /// The single term of a polynomial that has just one.
    #[must_use]
    pub fn as_term(&self) -> Option<(&Monomial, &Rational)> {
        match self.terms.as_slice() {
            [(m, c)] => Some((m, c)),
            _ => None,
        }
    }

    /// The variable, if it is just that.
    #[must_use]
    pub fn as_var(&self) -> Option<Var> {
        let (m, c) = self.as_term()?;
        let var = m.main_var()?;
        (c.is_one() && m.total_degree() == 1).then_some(var)
    }

    /// The leading term, or `None` for zero.
    #[must_use]
    pub fn leading_term(&self) -> Option<&(Monomial, Rational)> {
        self.terms.first()
    }

    /// The coefficient of the leading term, zero for zero.
    #[must_use]
    pub fn leading_coefficient(&self) -> Rational {
        self.terms.first().map_or(Rational::ZERO, |(_, c)| c.clone())
    }

    /// The coefficient of the empty product.
    #[must_use]
    pub fn constant_term(&self) -> Rational {
        match self.terms.last() {
            Some((m, c)) if m.is_one() => c.clone(),
            Some(_) | None => Rational::ZERO,
        }
    }

    /// The greatest variable that occurs.
    #[must_use]
    pub fn main_var(&self) -> Option<Var> {
        self.terms.first().and_then(|(m, _)| m.main_var())
    }

    /// The degree in a variable; zero for the zero polynomial too.
    #[must_use]
    pub fn degree(&self, var: Var) -> u32 {
        self.terms.iter().map(|(m, _)| m.degree(var)).max().unwrap_or(0)
    }

    /// The greatest sum of exponents; zero for the zero polynomial too.
    #[must_use]
    pub fn total_degree(&self) -> u64 {
        self.terms.iter().map(|(m, _)| m.total_degree()).max().unwrap_or(0)
    }

    /// The degrees in all variables that occur, as one power product.
    #[must_use]
    pub fn degrees(&self) -> Monomial {
        self.terms.iter().fold(Monomial::ONE, |all, (m, _)| all.lcm(m))
    }

    /// The variables that occur, greatest first.
    #[must_use]
    pub fn vars(&self) -> Vec<Var> {
        self.degrees().powers().map(|(var, _)| var).collect()
    }

    /// Does the variable occur?
    #[must_use]
    pub fn contains(&self, var: Var) -> bool {
        self.terms.iter().any(|(m, _)| m.degree(var) > 0)
    }

    /// Renames the variables; two variables may become one.
    ///
    /// # Errors
    /// [`TooLarge::Exponent`] if exponents of merged variables overflow.
    pub fn rename(&self, name: impl Fn(Var) -> Var) -> Result<Self, TooLarge> {
        let renamed = self.terms.iter().map(|(m, c)| {
            let powers: Vec<_> = m.powers().map(|(var, exp)| (name(var), exp)).collect();
            Ok((Monomial::new(&powers)?, c.clone()))
        });
        Ok(Self::from_terms(renamed.collect::<Result<_, TooLarge>>()?))
    }
}

impl From<Rational> for Poly {
    fn from(value: Rational) -> Self {
        Self::constant(value)
    }
}

impl fmt::Debug for Poly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_zero() {
            return f.write_str("0");
        }
        for (i, (m, c)) in self.terms.iter().enumerate() {
            let sign = match (i, c.is_negative()) {
                (0, false) => "",
                (0, true) => "-",
                (_, false) => " + ",
                (_, true) => " - ",
            };
            match (m.is_one(), c.abs().is_one()) {
                (true, _) => write!(f, "{sign}{}", c.abs())?,
                (false, true) => write!(f, "{sign}{m:?}")?,
                (false, false) => write!(f, "{sign}{}*{m:?}", c.abs())?,
            }
        }
        Ok(())
    }
}
