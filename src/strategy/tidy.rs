//! Tidying: like terms collected in every sum on the arithmetic surface of an expression.

use super::{Engine, Proved};
use crate::expr::{Expr, Func, Op};
use crate::kernel::Theorem;

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
    /// powers are tidied first; what was looked at once is not looked at again.
    pub(super) fn tidy(&mut self, e: Expr) -> Option<Theorem> {
        let mut stack = vec![(e, true, false)];
        while let Some((e, top, ready)) = stack.pop() {
            let op = self.kernel.store().op(e);
            if !is_arithmetic(op) || self.tidy_steps.contains_key(&(e, top)) {
                continue;
            }
            if !ready {
                stack.push((e, top, true));
                for &child in self.kernel.store().children(e) {
                    let inside = is_boundary(op, self.kernel.store().op(child));
                    stack.push((child, inside, false));
                }
                continue;
            }
            let store = self.kernel.store();
            let equals: Vec<_> = store
                .children(e)
                .iter()
                .map(|&child| (child, is_boundary(op, store.op(child))))
                .map(|child| self.tidy_steps.get(&child).copied().flatten())
                .collect();
            let inner = self.congruent(e, &equals).ok().flatten();
            let now = inner.map_or(e, |t| self.kernel.rhs(t));
            let outer = if top { self.collected_terms(now) } else { None };
            let both = match (inner, outer) {
                (Some(a), Some(b)) => self.kernel.trans(a, b).ok(),
                (a, b) => a.or(b),
            };
            self.tidy_steps.insert((e, top), both);
        }
        let step = self.tidy_steps.get(&(e, true)).copied().flatten();
        let result = step.map_or(e, |t| self.kernel.rhs(t));
        self.tidy_steps.insert((result, true), None);
        self.tidy_steps.insert((result, false), None);
        step
    }

    fn collected_terms(&mut self, e: Expr) -> Option<Theorem> {
        if self.surface(e) > LONG {
            return self.kernel.drop_units(e);
        }
        self.kernel.tidy(e)
    }

    /// The theorem followed by the tidying of its right side, also of a long one that was left as
    /// it is on the way to it.
    pub(super) fn tidied_at_last(&mut self, t: Theorem) -> Proved {
        const LONGEST: usize = 20_000;
        let rhs = self.kernel.rhs(t);
        if !(LONG + 1..=LONGEST).contains(&self.surface(rhs)) {
            return Ok(t);
        }
        match self.kernel.tidy(rhs) {
            Some(step) => self.then(t, step),
            None => Ok(t),
        }
    }

    /// The number of terms, factors and operators at the top, also in exponents: saturating.
    fn surface(&mut self, e: Expr) -> usize {
        let store = self.kernel.store();
        let size = store.size(e);
        if size <= LONG {
            return size;
        }
        let mut stack = vec![e];
        while let Some(&top) = stack.last() {
            let is_inner = is_arithmetic(store.op(top)) && store.op(top) != Op::Piecewise;
            let parts = if is_inner { store.children(top) } else { &[] };
            let before = stack.len();
            stack.extend(parts.iter().filter(|part| !self.surfaces.contains_key(part)));
            if stack.len() == before {
                let counts = parts.iter().filter_map(|part| self.surfaces.get(part));
                let count = counts.fold(1, |sum: usize, &count| sum.saturating_add(count));
                self.surfaces.insert(top, count);
                stack.pop();
            }
        }
        self.surfaces.get(&e).copied().unwrap_or(size)
    }
}

fn is_arithmetic(op: Op) -> bool {
    is_sum(op) || matches!(op, Op::Mul | Op::Div | Op::Pow | Op::Piecewise | Op::Func(Func::Root))
}

/// Is an operand a sum that its parent leaves to itself, or inside of what is no arithmetic?
fn is_boundary(parent: Op, child: Op) -> bool {
    matches!(parent, Op::Piecewise | Op::Func(Func::Root)) || (is_sum(child) && !is_sum(parent))
}

fn is_sum(op: Op) -> bool {
    matches!(op, Op::Add | Op::Sub | Op::Neg)
}
