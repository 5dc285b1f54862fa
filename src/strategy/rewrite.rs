//! Rewriting from the leaves up: what several strategies do with different steps.

use rustc_hash::FxHashMap;

use super::{Engine, Failure, Proved};
use crate::expr::{Expr, Op};
use crate::kernel::Theorem;

impl Engine {
    /// `e` rewritten from the leaves up; `None` if nothing changes. `step` sees each distinct
    /// subexpression with the theorem that replaces its operands, and gives the theorem that
    /// replaces it. Where `stays` holds, nothing is changed at the node or inside it.
    ///
    /// # Errors
    /// Those of `step`, and if the kernel refuses to put a step in its place.
    pub(super) fn bottom_up(
        &mut self,
        e: Expr,
        stays: impl Fn(Op) -> bool,
        mut step: impl FnMut(&mut Self, Expr, Option<Theorem>) -> Result<Option<Theorem>, Failure>,
    ) -> Result<Option<Theorem>, Failure> {
        let mut done: FxHashMap<Expr, Theorem> = FxHashMap::default();
        for sub in self.kernel.store().subexpressions(&[e]) {
            if stays(self.kernel.store().op(sub)) {
                continue;
            }
            let children = self.kernel.store().children(sub).to_vec();
            let equals: Vec<_> = children.iter().map(|child| done.get(child).copied()).collect();
            let inner = self.congruent(sub, &equals)?;
            if let Some(t) = step(self, sub, inner)? {
                done.insert(sub, t);
            }
        }
        Ok(done.get(&e).copied())
    }

    /// `next` behind what was done before it, if anything was.
    pub(super) fn after(&mut self, before: Option<Theorem>, next: Theorem) -> Proved {
        match before {
            Some(t) => self.then(t, next),
            None => Ok(next),
        }
    }

    /// The expression that a step leads to, or the one where nothing was done.
    pub(super) fn reached(&self, e: Expr, step: Option<Theorem>) -> Expr {
        step.map_or(e, |t| self.kernel.rhs(t))
    }
}

/// What binds a variable or says something about a function stays as it was written.
pub(super) fn is_binding(op: Op) -> bool {
    matches!(op, Op::Deriv | Op::At | Op::Differentiable)
}
