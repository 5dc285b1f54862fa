//! Signs of sines and cosines of angles between multiples of π/2.

use super::Kernel;
use super::hyps::Hyps;
use super::range::Range;
use crate::expr::{Expr, Func, Op, Rel};
use crate::normal::terms::{Exponent, Sum};
use crate::num::Rational;

/// A bound in units of π, and whether it may be reached.
type Bound = (Rational, bool);

impl Kernel {
    /// What the hypotheses say of the sign of a sine or a cosine, through the quadrants of its
    /// angle.
    pub(super) fn sign_by_quadrant(&mut self, hyps: Hyps, e: Expr) -> Option<Range> {
        let shift = match self.store.op(e) {
            Op::Func(Func::Sin) => Rational::ZERO,
            // cos u = sin(u + π/2).
            Op::Func(Func::Cos) => Rational::new(1, 2),
            _ => return None,
        };
        let angle = self.store.single(e)?;
        let ((lo, lo_closed), (hi, hi_closed)) = self.half_turns_between(hyps, angle)?;
        let (lo, hi) = (&lo + &shift, &hi + &shift);
        let turn = lo.floor();
        if hi > &turn + &Rational::ONE || lo > hi {
            return None;
        }
        let end = &turn + &Rational::ONE;
        let touches = (lo_closed && lo == turn) || (hi_closed && hi == end);
        let sign = if touches { Range::nonnegative() } else { Range::positive() };
        Some(if turn.is_odd_integer()? { sign.negate() } else { sign })
    }

    /// Bounds of an angle that is a sum of multiples of bounded terms, in units of π.
    fn half_turns_between(&self, hyps: Hyps, angle: Expr) -> Option<(Bound, Bound)> {
        let (mut lo, mut hi) = ((Rational::ZERO, true), (Rational::ZERO, true));
        for term in Sum::read(&self.store, angle).terms {
            let [factor] = term.factors.as_slice() else { return None };
            if factor.exponent != Exponent::ONE {
                return None;
            }
            let (least, most) = match self.multiple_of_pi(factor.base) {
                Some(r) => ((r.clone(), true), (r, true)),
                None => self.bounds_in_half_turns(hyps, factor.base)?,
            };
            let c = &term.coefficient;
            let (least, most) = if c.is_negative() { (most, least) } else { (least, most) };
            lo = (&lo.0 + &(&least.0 * c), lo.1 && least.1);
            hi = (&hi.0 + &(&most.0 * c), hi.1 && most.1);
        }
        Some((lo, hi))
    }

    /// Bounds of a term that hypotheses state, in units of π.
    fn bounds_in_half_turns(&self, hyps: Hyps, e: Expr) -> Option<(Bound, Bound)> {
        let (mut lo, mut hi): (Option<Bound>, Option<Bound>) = (None, None);
        let mut open: Vec<Expr> = self.hyps_table.list(hyps).to_vec();
        while let Some(h) = open.pop() {
            if self.store.op(h) == Op::And {
                open.extend_from_slice(self.store.children(h));
                continue;
            }
            let (Op::Rel(rel), Some((a, b))) = (self.store.op(h), self.store.pair(h)) else {
                continue;
            };
            let (rel, bound) = if a == e {
                (rel, b)
            } else if b == e {
                (rel.flipped(), a)
            } else {
                continue;
            };
            let closed = matches!(rel, Rel::Le | Rel::Ge);
            match rel {
                Rel::Lt | Rel::Le => {
                    let r = self.in_half_turns(bound, true);
                    let tighter = |r: &Rational| hi.as_ref().is_none_or(|(known, _)| r < known);
                    if let Some(r) = r.filter(tighter) {
                        hi = Some((r, closed));
                    }
                }
                Rel::Gt | Rel::Ge => {
                    let r = self.in_half_turns(bound, false);
                    let tighter = |r: &Rational| lo.as_ref().is_none_or(|(known, _)| r > known);
                    if let Some(r) = r.filter(tighter) {
                        lo = Some((r, closed));
                    }
                }
                Rel::Eq | Rel::Ne => {}
            }
        }
        Some((lo?, hi?))
    }

    /// A number in units of π: exactly for a multiple of π, else rounded up or down.
    fn in_half_turns(&self, number: Expr, up: bool) -> Option<Rational> {
        if let Some(r) = self.multiple_of_pi(number) {
            return Some(r);
        }
        let value = self.store.as_rational(number)?;
        // 157/50 < π < 22/7.
        let pi =
            if value.is_negative() == up { Rational::new(22, 7) } else { Rational::new(157, 50) };
        value.checked_div(&pi)
    }
}
