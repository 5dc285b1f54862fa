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
        let stays = |op| matches!(op, Op::Deriv | Op::At);
        self.bottom_up(e, stays, |engine, sub, inner| {
            let is_name = matches!(engine.kernel.store().op(sub), Op::Apply(..) | Op::Symbol(_));
            let meaning = if is_name && !keep.contains(&sub) { engine.meaning(sub)? } else { None };
            Ok(meaning.or(inner))
        })
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
                    let now = self.reached(child, step);
                    if let Some(next) = self.tidy(now) {
                        step = Some(self.after(step, next)?);
                    }
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
