//! Tidying: like terms collected in every sum on the arithmetic surface of an expression.

use rustc_hash::FxHashMap;

use super::{Engine, Proved};
use crate::expr::{Expr, Func, Op};
use crate::kernel::Theorem;
use crate::normal::terms;

/// With more terms and factors at the top, collecting them again at each step of a derivation
/// would take too long.
const LONG: usize = 128;

impl Engine {
    /// The theorem followed by the tidying of its right side.
    pub(super) fn tidied(&mut self, t: Theorem) -> Proved {
        let rhs = self.kernel.rhs(t);
        match self.tidy(rhs) {
            Some(step) => self.then(t, step),
            None => Ok(t),
        }
    }

    /// `e` equals its tidy form; `None` if it is tidy already. Sums within products, quotients and
    /// powers are tidied first; what is known to be tidy is not looked at again.
    pub(super) fn tidy(&mut self, e: Expr) -> Option<Theorem> {
        let mut done: FxHashMap<Expr, Option<Theorem>> = FxHashMap::default();
        let mut stack = vec![(e, true, false)];
        while let Some((e, top, ready)) = stack.pop() {
            if self.tidy_forms.contains(&e) || done.contains_key(&e) {
                continue;
            }
            let op = self.kernel.store().op(e);
            if !is_arithmetic(op) {
                continue;
            }
            let children = self.kernel.store().children(e).to_vec();
            if !ready {
                stack.push((e, top, true));
                for child in children {
                    let sum = is_sum(self.kernel.store().op(child));
                    let inside = matches!(op, Op::Piecewise | Op::Func(Func::Root));
                    let boundary = inside || (sum && !is_sum(op));
                    stack.push((child, boundary, false));
                }
                continue;
            }
            let equals: Vec<_> = children.iter().map(|c| done.get(c).copied().flatten()).collect();
            let inner = self.congruent(e, &equals).ok().flatten();
            let now = inner.map_or(e, |t| self.kernel.rhs(t));
            let outer = if top { self.collected_terms(now) } else { None };
            let both = match (inner, outer) {
                (Some(a), Some(b)) => self.kernel.trans(a, b).ok(),
                (a, b) => a.or(b),
            };
            done.insert(e, both);
        }
        let step = done.get(&e).copied().flatten();
        let result = step.map_or(e, |t| self.kernel.rhs(t));
        self.tidy_forms.insert(result);
        step
    }

    fn collected_terms(&mut self, e: Expr) -> Option<Theorem> {
        if self.is_longer_than(e, LONG) {
            return None;
        }
        self.collected(e)
    }

    /// The theorem followed by the tidying of its right side, also of a long one that was left as
    /// it is on the way to it.
    pub(super) fn tidied_at_last(&mut self, t: Theorem) -> Proved {
        const LONGEST: usize = 20_000;
        let rhs = self.kernel.rhs(t);
        if !self.is_longer_than(rhs, LONG) || self.is_longer_than(rhs, LONGEST) {
            return Ok(t);
        }
        match self.collected(rhs) {
            Some(step) => self.then(t, step),
            None => Ok(t),
        }
    }

    fn collected(&mut self, e: Expr) -> Option<Theorem> {
        let tidy = terms::tidy(self.kernel.store_mut(), e);
        if tidy == e {
            return None;
        }
        // Tidiness is not worth a failure.
        self.kernel.by_algebra(e, tidy).ok()
    }

    /// Are there more terms, factors and operators at the top, also in exponents?
    fn is_longer_than(&self, e: Expr, most: usize) -> bool {
        let store = self.kernel.store();
        let mut count = 0;
        let mut stack = vec![e];
        while let Some(e) = stack.pop() {
            count += 1;
            if count > most {
                return true;
            }
            if is_arithmetic(store.op(e)) && store.op(e) != Op::Piecewise {
                stack.extend_from_slice(store.children(e));
            }
        }
        false
    }
}

fn is_arithmetic(op: Op) -> bool {
    is_sum(op) || matches!(op, Op::Mul | Op::Div | Op::Pow | Op::Piecewise | Op::Func(Func::Root))
}

fn is_sum(op: Op) -> bool {
    matches!(op, Op::Add | Op::Sub | Op::Neg)
}
