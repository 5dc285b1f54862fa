//! Germs: what a function is near infinity, as a sum of monomials and a bound of the rest.

use std::cmp::Ordering;

use super::monomial::Monomial;
use super::{Germs, Obstacle};
use crate::expr::Expr;

/// `Σ c_i·m_i + O(error)`, largest first; without an error the sum is exact. Near infinity the
/// function is defined and has this form.
#[derive(Clone, Debug, Default)]
pub(super) struct Germ {
    pub(super) terms: Vec<(Expr, Monomial)>,
    pub(super) error: Option<Monomial>,
}

/// A germ in parts: what grows, the constant, and what vanishes.
pub(super) struct Split {
    pub(super) infinite: Vec<(Expr, Monomial)>,
    pub(super) constant: Expr,
    pub(super) small: Germ,
}

impl Germ {
    pub(super) fn is_zero(&self) -> bool {
        self.terms.is_empty() && self.error.is_none()
    }

    /// A monomial that bounds the size.
    fn bound(&self) -> Option<&Monomial> {
        self.terms.first().map(|(_, m)| m).or(self.error.as_ref())
    }
}

impl Germs<'_> {
    pub(super) fn constant(&mut self, c: Expr) -> Result<Germ, Obstacle> {
        let mut germ = Germ::default();
        self.insert(&mut germ.terms, c, Monomial::ONE)?;
        Ok(germ)
    }

    pub(super) fn term(&self, c: Expr, m: Monomial) -> Germ {
        Germ { terms: vec![(c, m)], error: None }
    }

    /// Drops what is not above the error, and all terms beyond the number that is kept.
    fn trimmed(&mut self, mut germ: Germ) -> Result<Germ, Obstacle> {
        if let Some(error) = germ.error.clone() {
            let mut kept = germ.terms.len();
            while kept > 0 && self.compare(&germ.terms[kept - 1].1, &error)? != Ordering::Greater {
                kept -= 1;
            }
            germ.terms.truncate(kept);
        }
        if germ.terms.len() > self.kept {
            let dropped = germ.terms[self.kept].1.clone();
            germ.terms.truncate(self.kept);
            germ.error = Some(dropped);
        }
        Ok(germ)
    }

    fn larger(
        &mut self,
        a: Option<Monomial>,
        b: Option<Monomial>,
    ) -> Result<Option<Monomial>, Obstacle> {
        Ok(match (a, b) {
            (Some(a), Some(b)) if self.compare(&a, &b)? == Ordering::Less => Some(b),
            (Some(a), _) => Some(a),
            (None, b) => b,
        })
    }

    pub(super) fn sum(&mut self, a: &Germ, b: &Germ) -> Result<Germ, Obstacle> {
        let mut terms = a.terms.clone();
        for (c, m) in &b.terms {
            self.insert(&mut terms, *c, m.clone())?;
        }
        let error = self.larger(a.error.clone(), b.error.clone())?;
        self.trimmed(Germ { terms, error })
    }

    pub(super) fn scaled(&mut self, a: &Germ, c: Expr) -> Result<Germ, Obstacle> {
        if self.sign(c)? == 0 {
            return Ok(Germ::default());
        }
        let mut germ = a.clone();
        for (coefficient, _) in &mut germ.terms {
            *coefficient = self.times(*coefficient, c);
        }
        Ok(germ)
    }

    pub(super) fn negated(&mut self, a: &Germ) -> Result<Germ, Obstacle> {
        let minus = self.number(-1);
        self.scaled(a, minus)
    }

    pub(super) fn difference(&mut self, a: &Germ, b: &Germ) -> Result<Germ, Obstacle> {
        let b = self.negated(b)?;
        self.sum(a, &b)
    }

    pub(super) fn multiplied(&mut self, a: &Germ, b: &Germ) -> Result<Germ, Obstacle> {
        let mut terms = Vec::new();
        for (c, m) in &a.terms {
            for (d, n) in &b.terms {
                let (coefficient, monomial) = (self.times(*c, *d), self.product(m, n)?);
                self.insert(&mut terms, coefficient, monomial)?;
            }
        }
        let mut error = None;
        for (rest, whole) in [(a, b), (b, a)] {
            if let (Some(rest), Some(bound)) = (&rest.error, whole.bound()) {
                let product = self.product(rest, bound)?;
                error = self.larger(error, Some(product))?;
            }
        }
        self.trimmed(Germ { terms, error })
    }

    /// The leading coefficient and monomial, which decide the sign and the size.
    pub(super) fn leading(&mut self, a: &Germ) -> Result<(Expr, Monomial), Obstacle> {
        match a.terms.first() {
            Some((c, m)) => Ok((*c, m.clone())),
            None if a.is_zero() => Err(Obstacle::Zero),
            None => Err(Obstacle::Cancelled),
        }
    }

    /// The sign near infinity.
    pub(super) fn germ_sign(&mut self, a: &Germ) -> Result<i32, Obstacle> {
        if a.is_zero() {
            return Ok(0);
        }
        let (c, _) = self.leading(a)?;
        self.sign(c)
    }

    /// `a = c·m·(1 + δ)`: the leading term and `δ`, which vanishes.
    pub(super) fn around_leading(&mut self, a: &Germ) -> Result<(Expr, Monomial, Germ), Obstacle> {
        let (c, m) = self.leading(a)?;
        let minus = self.number(-1);
        let inverse = self.raised(&m, minus)?;
        let reciprocal = self.over(c);
        let scale = self.term(reciprocal, inverse);
        let mut ratio = self.multiplied(a, &scale)?;
        if !ratio.terms.is_empty() {
            ratio.terms.remove(0);
        }
        Ok((c, m, ratio))
    }

    /// Splits into what grows, a constant and what vanishes. The rest must vanish, too.
    pub(super) fn split(&mut self, a: &Germ) -> Result<Split, Obstacle> {
        if let Some(error) = &a.error
            && self.size(error)? != Ordering::Less
        {
            return Err(Obstacle::Cancelled);
        }
        let mut parts =
            Split { infinite: Vec::new(), constant: self.zero(), small: Germ::default() };
        parts.small.error.clone_from(&a.error);
        for (c, m) in &a.terms {
            match self.size(m)? {
                Ordering::Greater => parts.infinite.push((*c, m.clone())),
                Ordering::Equal => parts.constant = *c,
                Ordering::Less => parts.small.terms.push((*c, m.clone())),
            }
        }
        Ok(parts)
    }

    /// `Σ c_k·δ^k` for a vanishing `δ`, with an error of the order of the first term left out.
    /// `exact` says that the sum ends there.
    pub(super) fn series(
        &mut self,
        delta: &Germ,
        coefficients: &[Expr],
        exact: bool,
    ) -> Result<Germ, Obstacle> {
        let mut total = Germ::default();
        let one = self.number(1);
        let mut power = self.term(one, Monomial::ONE);
        for &c in coefficients {
            let part = self.scaled(&power, c)?;
            total = self.sum(&total, &part)?;
            power = self.multiplied(&power, delta)?;
        }
        if !exact && let Some(bound) = power.bound().cloned() {
            total.error = self.larger(total.error, Some(bound))?;
            total = self.trimmed(total)?;
        }
        Ok(total)
    }
}
