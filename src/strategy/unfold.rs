//! What defined names mean, put in their places.

use rustc_hash::FxHashMap;

use super::{Engine, Failure, Proved};
use crate::expr::{Expr, Func, Op};
use crate::kernel::Theorem;

impl Engine {
    /// `e` with the applications of defined functions unfolded that do not occur in `other`.
    pub(super) fn unfold_all_but(&mut self, e: Expr, other: Expr) -> Proved {
        let keep = self.kernel.store().subexpressions(&[other]);
        let mut total = self.kernel.refl(e);
        for _ in 0..super::MAX_NESTING {
            let current = self.kernel.rhs(total);
            let Some(step) = self.unfold_once(current, &keep)? else { return Ok(total) };
            total = self.then(total, step)?;
        }
        Ok(total)
    }

    fn unfold_once(&mut self, e: Expr, keep: &[Expr]) -> Result<Option<Theorem>, Failure> {
        let mut done: FxHashMap<Expr, Theorem> = FxHashMap::default();
        for sub in self.kernel.store().subexpressions(&[e]) {
            let children = self.kernel.store().children(sub).to_vec();
            let op = self.kernel.store().op(sub);
            let equals: Vec<_> = children.iter().map(|child| done.get(child).copied()).collect();
            let step = if matches!(op, Op::Apply(..) | Op::Symbol(_)) && !keep.contains(&sub) {
                self.meaning(sub)?
            } else {
                None
            };
            let step = match step {
                Some(t) => Some(t),
                None if matches!(op, Op::Deriv | Op::At) => None,
                None => self.congruent(sub, &equals)?,
            };
            if let Some(t) = step {
                done.insert(sub, t);
            }
        }
        Ok(done.get(&e).copied())
    }

    /// A defined name equals what it stands for; `None` if it is not defined. Arguments and
    /// exponents in which the argument was put are tidied, as a reader would write them at once.
    fn meaning(&mut self, e: Expr) -> Result<Option<Theorem>, Failure> {
        let Ok(unfolded) = self.kernel.unfold(e) else { return Ok(None) };
        let body = self.kernel.rhs(unfolded);
        let args = self.kernel.store().children(e).to_vec();
        // What the user wrote stays as it is.
        let written = self.kernel.store().subexpressions(&args);
        let mut done: FxHashMap<Expr, Theorem> = FxHashMap::default();
        for sub in self.kernel.store().subexpressions(&[body]) {
            let op = self.kernel.store().op(sub);
            if written.contains(&sub) || matches!(op, Op::Deriv | Op::At) {
                continue;
            }
            let children = self.kernel.store().children(sub).to_vec();
            let mut equals = Vec::with_capacity(children.len());
            for (i, child) in children.into_iter().enumerate() {
                let mut step = done.get(&child).copied();
                let exponent = op == Op::Pow && i == 1;
                let argument = matches!(op, Op::Func(f) if f != Func::Root);
                if (exponent || argument) && !written.contains(&child) {
                    let now = step.map_or(child, |t| self.kernel.rhs(t));
                    step = match (step, self.tidy(now)) {
                        (Some(t), Some(next)) => Some(self.then(t, next)?),
                        (t, next) => t.or(next),
                    };
                }
                equals.push(step);
            }
            if let Some(t) = self.congruent(sub, &equals)? {
                done.insert(sub, t);
            }
        }
        match done.get(&body) {
            Some(&t) => self.then(unfolded, t).map(Some),
            None => Ok(Some(unfolded)),
        }
    }
}
