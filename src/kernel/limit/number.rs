//! Coefficients: expressions without the variable, rationals folded at once.

use super::{Germs, Obstacle};
use crate::eval;
use crate::expr::{Expr, Rel};
use crate::normal::terms;
use crate::num::Rational;

/// An enclosure of so many bits tells a constant from zero, or algebra has to say that it is zero.
const BITS: usize = 512;

impl Germs<'_> {
    pub(super) fn zero(&mut self) -> Expr {
        self.number(0)
    }

    pub(super) fn number(&mut self, n: i64) -> Expr {
        self.rational(&Rational::integer(n))
    }

    pub(super) fn rational(&mut self, q: &Rational) -> Expr {
        self.kernel.store.rational(q)
    }

    pub(super) fn is_number(&self, e: Expr, n: i64) -> bool {
        self.kernel.store.as_i64(e) == Some(n)
    }

    fn value(&self, e: Expr) -> Option<Rational> {
        self.kernel.store.as_rational(e)
    }

    pub(super) fn plus(&mut self, a: Expr, b: Expr) -> Expr {
        if let (Some(p), Some(q)) = (self.value(a), self.value(b)) {
            return self.rational(&(&p + &q));
        }
        let sum = self.kernel.store.add(a, b);
        terms::tidy(&mut self.kernel.store, sum)
    }

    pub(super) fn times(&mut self, a: Expr, b: Expr) -> Expr {
        if let (Some(p), Some(q)) = (self.value(a), self.value(b)) {
            return self.rational(&(&p * &q));
        }
        let product = self.kernel.store.mul(a, b);
        terms::tidy(&mut self.kernel.store, product)
    }

    /// `1/a`, for an `a` that is not zero.
    pub(super) fn over(&mut self, a: Expr) -> Expr {
        if let Some(q) = self.value(a).and_then(|q| q.recip()) {
            return self.rational(&q);
        }
        let one = self.number(1);
        let quotient = self.kernel.store.div(one, a);
        terms::tidy(&mut self.kernel.store, quotient)
    }

    /// The sign of a coefficient, proved.
    pub(super) fn sign(&mut self, e: Expr) -> Result<i32, Obstacle> {
        if let Some(q) = self.value(e) {
            return Ok(q.signum());
        }
        let zero = self.zero();
        if self.kernel.store.is_closed(e) {
            if let Ok(Some(order)) = eval::compare(&mut self.kernel.store, e, zero, &[], 64) {
                return Ok(order as i32);
            }
            if self.vanishes(e) {
                return Ok(0);
            }
            return match eval::compare(&mut self.kernel.store, e, zero, &[], BITS) {
                Ok(Some(order)) => Ok(order as i32),
                _ => Err(Obstacle::Constant(e)),
            };
        }
        for (rel, sign) in [(Rel::Gt, 1), (Rel::Lt, -1)] {
            let condition = self.kernel.store.rel(rel, e, zero);
            if self.kernel.proves(self.given, condition) {
                return Ok(sign);
            }
        }
        if self.vanishes(e) { Ok(0) } else { Err(Obstacle::Constant(e)) }
    }

    /// Is it zero, by algebra, wherever the assumptions hold?
    fn vanishes(&mut self, e: Expr) -> bool {
        let zero = self.zero();
        let Ok(t) = self.kernel.by_algebra_under(self.given, e, zero) else { return false };
        let hyps = self.kernel.hyps_of(t);
        self.kernel.not_proved(self.given, hyps).is_empty()
    }
}
