//! Growth: products of powers of `t`, `ln t`, `ln ln t`, … and of exponentials, ordered by size.
//!
//! `t` tends to infinity. A monomial is `∏ ℓ_k^(a_k) · e^(Σ c_i·m_i)`, where `ℓ_0 = t` and
//! `ℓ_(k+1) = ln ℓ_k`, and the `m_i` are infinite monomials in descending order, none of them a
//! bare `ℓ_k` with `k >= 1` (that would be a power). So every germ of this kind is written once.

use std::cmp::Ordering;

use super::{Germs, Obstacle};
use crate::expr::Expr;

/// Exponentials inside each other, and logarithms.
const MAX_DEPTH: usize = 6;

/// A positive germ at infinity.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Monomial {
    /// The exponents of `t`, `ln t`, `ln ln t`, …, without zeros at the end.
    pub(super) powers: Vec<Expr>,
    /// The logarithm of the rest: infinite monomials with their coefficients, largest first.
    pub(super) log: Vec<(Expr, Monomial)>,
}

impl Monomial {
    pub(super) const ONE: Self = Self { powers: Vec::new(), log: Vec::new() };

    fn depth(&self) -> usize {
        1 + self.log.iter().map(|(_, m)| m.depth()).max().unwrap_or(0)
    }
}

impl Germs<'_> {
    /// `ℓ_k^exponent`
    pub(super) fn iterated_log(&mut self, k: usize, exponent: Expr) -> Monomial {
        let mut powers = vec![self.zero(); k];
        powers.push(exponent);
        Monomial { powers, log: Vec::new() }
    }

    /// `e^(Σ c·m)` for infinite `m` in descending order.
    pub(super) fn exponential(&mut self, terms: &[(Expr, Monomial)]) -> Result<Monomial, Obstacle> {
        let mut result = Monomial::ONE;
        for (c, m) in terms {
            if m.depth() > MAX_DEPTH {
                return Err(Obstacle::TooDeep);
            }
            match self.as_iterated_log(m) {
                Some(k) if k > 0 => {
                    let power = self.iterated_log(k - 1, *c);
                    result = self.product(&result, &power)?;
                }
                _ => result.log.push((*c, m.clone())),
            }
        }
        Ok(result)
    }

    /// The `k` for which the monomial is `ℓ_k` itself.
    fn as_iterated_log(&self, m: &Monomial) -> Option<usize> {
        let (last, zeros) = m.powers.split_last()?;
        let plain = m.log.is_empty()
            && self.is_number(*last, 1)
            && zeros.iter().all(|&z| self.is_number(z, 0));
        plain.then_some(zeros.len())
    }

    /// The logarithm: infinite monomials with coefficients, largest first.
    pub(super) fn log_of(&mut self, m: &Monomial) -> Result<Vec<(Expr, Monomial)>, Obstacle> {
        let mut all = m.log.clone();
        let one = self.number(1);
        for (k, &a) in m.powers.iter().enumerate() {
            if k >= MAX_DEPTH {
                return Err(Obstacle::TooDeep);
            }
            let log = self.iterated_log(k + 1, one);
            self.insert(&mut all, a, log)?;
        }
        Ok(all)
    }

    pub(super) fn product(&mut self, a: &Monomial, b: &Monomial) -> Result<Monomial, Obstacle> {
        let count = a.powers.len().max(b.powers.len());
        let zero = self.zero();
        let at = |m: &Monomial, k: usize| m.powers.get(k).copied().unwrap_or(zero);
        let mut powers = Vec::with_capacity(count);
        for k in 0..count {
            powers.push(self.plus(at(a, k), at(b, k)));
        }
        while let Some(&last) = powers.last()
            && self.sign(last)? == 0
        {
            powers.pop();
        }
        let mut log = a.log.clone();
        for (c, m) in &b.log {
            self.insert(&mut log, *c, m.clone())?;
        }
        Ok(Monomial { powers, log })
    }

    /// `m^r`
    pub(super) fn raised(&mut self, m: &Monomial, r: Expr) -> Result<Monomial, Obstacle> {
        if self.sign(r)? == 0 {
            return Ok(Monomial::ONE);
        }
        let mut result = m.clone();
        for power in &mut result.powers {
            *power = self.times(*power, r);
        }
        for (c, _) in &mut result.log {
            *c = self.times(*c, r);
        }
        Ok(result)
    }

    /// Adds `c·m` to a sum in descending order; what cancels is taken out.
    pub(super) fn insert(
        &mut self,
        terms: &mut Vec<(Expr, Monomial)>,
        c: Expr,
        m: Monomial,
    ) -> Result<(), Obstacle> {
        if self.sign(c)? == 0 {
            return Ok(());
        }
        for i in 0..terms.len() {
            match self.compare(&m, &terms[i].1)? {
                Ordering::Greater => {
                    terms.insert(i, (c, m));
                    return Ok(());
                }
                Ordering::Equal => {
                    let sum = self.plus(terms[i].0, c);
                    if self.sign(sum)? == 0 {
                        terms.remove(i);
                    } else {
                        terms[i].0 = sum;
                    }
                    return Ok(());
                }
                Ordering::Less => {}
            }
        }
        terms.push((c, m));
        Ok(())
    }

    /// Which of two monomials is larger near infinity.
    pub(super) fn compare(&mut self, a: &Monomial, b: &Monomial) -> Result<Ordering, Obstacle> {
        if a == b {
            return Ok(Ordering::Equal);
        }
        let minus = self.number(-1);
        let inverse = self.raised(b, minus)?;
        let ratio = self.product(a, &inverse)?;
        self.size(&ratio)
    }

    /// Does the monomial tend to infinity (`Greater`), to zero (`Less`), or is it 1?
    pub(super) fn size(&mut self, m: &Monomial) -> Result<Ordering, Obstacle> {
        let mut power = None;
        for (k, &a) in m.powers.iter().enumerate() {
            let sign = self.sign(a)?;
            if sign != 0 {
                power = Some((k, sign));
                break;
            }
        }
        let leading = match (m.log.first(), power) {
            (None, None) => 0,
            (None, Some((_, sign))) => sign,
            (Some((c, _)), None) => self.sign(*c)?,
            (Some((c, inner)), Some((k, sign))) => {
                let one = self.number(1);
                let log = self.iterated_log(k + 1, one);
                if inner.depth() > MAX_DEPTH {
                    return Err(Obstacle::TooDeep);
                }
                match self.compare(inner, &log)? {
                    Ordering::Greater => self.sign(*c)?,
                    Ordering::Less => sign,
                    Ordering::Equal => return Err(Obstacle::TooDeep),
                }
            }
        };
        Ok(leading.cmp(&0))
    }
}
