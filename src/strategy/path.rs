//! A path between two equal expressions that a reader can follow.

use super::cost::cost;
use super::simplify::Gain;
use super::{Engine, Form, Proved};
use crate::expr::{Expr, Op};
use crate::kernel::Theorem;
use crate::normal::terms;

impl Engine {
    /// `lhs = a = … = b = rhs`, for `left: lhs = a`, `right: rhs = b` and `direct: a = b`.
    pub(super) fn path(&mut self, left: Theorem, right: Theorem, direct: Theorem) -> Proved {
        let readable = self.readable(direct).unwrap_or(direct);
        self.short(left, right, readable)
    }

    /// A path from `a`, made simpler where that is worth a line, to `b`: over what the names mean
    /// that stand on one side only, and over a common denominator or the terms multiplied out.
    fn readable(&mut self, direct: Theorem) -> Proved {
        let (a, b) = (self.kernel.lhs(direct), self.kernel.rhs(direct));
        if a == b || terms::same(self.kernel.store(), a, b) {
            return Ok(direct);
        }
        let down = self.worthwhile(a)?;
        let low = self.kernel.rhs(down);
        if low == b {
            return Ok(down);
        }
        let meaning = self.unfold_all_but(low, b)?;
        let down = self.then(down, meaning)?;
        let up = self.unfold_all_but(b, a)?;
        let (low, high) = (self.kernel.rhs(down), self.kernel.rhs(up));
        let across = self.across(low, high)?;
        let t = self.then(down, across)?;
        let back = self.kernel.sym(up);
        self.then(t, back)
    }

    /// `e` equals its simplest form, if that is much simpler; or itself.
    fn worthwhile(&mut self, e: Expr) -> Proved {
        let t = self.simplify(e)?;
        let (store, simple) = (self.kernel.store(), self.kernel.rhs(t));
        let gain = Gain::Marked.for_step(store, e, simple);
        let is_worth_it = gain.is_reached(cost(store, simple), cost(store, e));
        Ok(if is_worth_it { t } else { self.kernel.refl(e) })
    }

    /// From one expression to another in which the same names occur.
    fn across(&mut self, from: Expr, to: Expr) -> Proved {
        if terms::same(self.kernel.store(), from, to) {
            return self.by_algebra(from, to);
        }
        let down = self.in_one_fraction(to)?;
        if self.kernel.rhs(down) == from {
            return Ok(self.kernel.sym(down));
        }
        match self.multiplied_out(from, to) {
            Some(t) => Ok(t),
            None => self.by_algebra(from, to),
        }
    }

    fn in_one_fraction(&mut self, e: Expr) -> Proved {
        let t = match self.bring_to(Form::Together, e) {
            Ok(t) => t,
            Err(_) => self.kernel.refl(e),
        };
        self.simplified(t, &[])
    }

    /// Both sides multiplied out, if neither is or is a quotient, and that is not too long to read.
    fn multiplied_out(&mut self, from: Expr, to: Expr) -> Option<Theorem> {
        let first = self.bring_to(Form::Expanded, from).ok()?;
        let middle = self.kernel.rhs(first);
        let store = self.kernel.store();
        let is_new = [from, to]
            .iter()
            .all(|&side| store.op(side) != Op::Div && !terms::same(store, side, middle));
        let longest = cost(store, from).max(cost(store, to));
        if !is_new || 2 * cost(store, middle) > 3 * longest {
            return None;
        }
        let second = self.by_algebra(middle, to).ok()?;
        self.kernel.trans(first, second).ok()
    }
}
