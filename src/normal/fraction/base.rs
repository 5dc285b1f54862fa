//! Refining lists of factors to a common base of pairwise coprime polynomials.

use crate::normal::poly::{Limits, Monomial, Poly, TooLarge, gcd};
use crate::num::Rational;

/// Exponents of one base polynomial in two power products.
pub(super) type Exponents = [i32; 2];

/// Pairwise coprime polynomials with their exponents.
#[derive(Default)]
pub(super) struct Base {
    pub(super) items: Vec<(Poly, Exponents)>,
}

/// A polynomial as number, power product and primitive rest that no variable divides.
pub(super) fn split(p: &Poly) -> (Rational, Monomial, Poly) {
    let (unit, primitive) = p.primitive();
    let power = primitive.monomial_content();
    (unit, power.clone(), primitive.without_monomial(&power))
}

impl Base {
    /// The common base of two lists whose members are already pairwise coprime.
    pub(super) fn of(
        left: &[(Poly, i32)],
        right: &[(Poly, i32)],
        limits: &Limits,
    ) -> Result<Self, TooLarge> {
        let items = left.iter().map(|(p, exp)| (p.clone(), [*exp, 0])).collect();
        let mut base = Self { items };
        for (p, exp) in right {
            base.insert(p.clone(), [0, *exp], limits)?;
        }
        Ok(base)
    }

    /// Multiplies by a power of a polynomial and refines. A gcd beyond the limits counts as 1:
    /// the value stays right, only a common factor may remain.
    pub(super) fn insert(
        &mut self,
        p: Poly,
        exponents: Exponents,
        limits: &Limits,
    ) -> Result<(), TooLarge> {
        let mut pending = vec![(p, exponents)];
        while let Some((p, exponents)) = pending.pop() {
            if p.is_one() {
                continue;
            }
            if let Some((_, old)) = self.items.iter_mut().find(|(q, _)| *q == p) {
                *old = sum(*old, exponents)?;
                continue;
            }
            let Some((i, common)) = self.common_factor(&p, limits) else {
                self.items.push((p, exponents));
                continue;
            };
            let (q, old) = self.items.swap_remove(i);
            let (Some(p_rest), Some(q_rest)) = (p.div_exact(&common), q.div_exact(&common)) else {
                return Err(TooLarge::Work);
            };
            pending.push((p_rest, exponents));
            pending.push((q_rest, old));
            pending.push((common, sum(old, exponents)?));
        }
        Ok(())
    }

    /// The first item that shares a factor with `p`, and that factor.
    fn common_factor(&self, p: &Poly, limits: &Limits) -> Option<(usize, Poly)> {
        if p.as_var().is_some() {
            // No other item is divisible by a variable.
            return None;
        }
        self.items.iter().enumerate().find_map(|(i, (q, _))| {
            if q.as_var().is_some() {
                return None;
            }
            let common = gcd(p, q, limits).ok()?;
            (!common.is_one()).then_some((i, common))
        })
    }
}

fn sum(a: Exponents, b: Exponents) -> Result<Exponents, TooLarge> {
    let add = |x: i32, y: i32| x.checked_add(y).ok_or(TooLarge::Exponent);
    Ok([add(a[0], b[0])?, add(a[1], b[1])?])
}
