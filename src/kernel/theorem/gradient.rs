//! Theorems about gradients, Jacobians and pullbacks, and under functions of the entries.

use super::{Fact, Proved, Refusal, Step, Theorem};
use crate::expr::{Expr, MatOp, Op, Sort};
use crate::kernel::{Domain, Hyps, Kernel};

impl Kernel {
    /// From `Γ ⊢ u = v`, the same for a gradient, Jacobian or pullback of `u` by a matrix variable,
    /// as [`Kernel::under_deriv`] does for derivatives.
    ///
    /// # Errors
    /// As [`Kernel::under_deriv`].
    pub fn under_gradient(&mut self, e: Expr, t: Theorem) -> Proved {
        let Fact { hyps, lhs, rhs, .. } = *self.fact(t);
        let mut children = self.store.children(e).to_vec();
        let (Some(op), &[x, u, ..]) = (self.store.mat_op(e), children.as_slice()) else {
            return Err(Refusal::Mismatch);
        };
        let name = self.store.as_name(x).ok_or(Refusal::Mismatch)?;
        if !op.differentiates() || u != lhs {
            return Err(Refusal::Mismatch);
        }
        let all = self.near(name, hyps)?;
        if let Some(body) = children.get_mut(1) {
            *body = rhs;
        }
        let after = self.store.mat(op, &children);
        if !self.same_sort(e, after) {
            return Err(Refusal::Mismatch);
        }
        Ok(self.record(all, e, after, Step::UnderGradient(t)))
    }

    /// The chain rule: for numbers `a₁, …` in `u`, `Gradient(X, u)` is the sum of
    /// `∂u/∂aᵢ * Gradient(X, aᵢ)`, where `X` occurs in `u` through them only.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if `X` occurs elsewhere in `u`; [`Refusal::UnknownDomain`] if it cannot
    /// be said where a part is differentiable.
    pub fn gradient_chain(&mut self, e: Expr, inner: &[Expr]) -> Proved {
        let (Some(MatOp::Gradient), Some((x, u))) = (self.store.mat_op(e), self.store.pair(e))
        else {
            return Err(Refusal::Mismatch);
        };
        let name = self.variable(x)?;
        let mut hyps = Hyps::NONE;
        let mut terms = Vec::new();
        for (i, &a) in inner.iter().enumerate() {
            let s = self.fresh_for(u, i);
            let through = self.replaced(u, a, s);
            let s_name = self.variable(s)?;
            if self.store.sort(a) != Sort::Scalar || self.store.mentions(a, s_name) {
                return Err(Refusal::Mismatch);
            }
            let outer = self.differentiable(through, s_name).ok_or(Refusal::UnknownDomain)?;
            for condition in self.conditions(outer).to_vec() {
                let there = self.store.substitute(condition, &[(s_name, a)]);
                let simple = self.simplest(there);
                let simple = self.hyps_table.of(simple);
                hyps = self.hyps_table.union(hyps, simple);
            }
            let near = self.differentiable(a, name).ok_or(Refusal::UnknownDomain)?;
            hyps = self.hyps_table.union(hyps, near);
            let slope = self.store.deriv(s, through);
            let slope = self.store.make(Op::At, &[slope, s, a]);
            let gradient = self.store.mat(MatOp::Gradient, &[x, a]);
            terms.push(self.store.mat(MatOp::Scale, &[slope, gradient]));
        }
        // A part within another would be counted twice.
        for (i, &a) in inner.iter().enumerate() {
            for &b in inner.iter().skip(i + 1) {
                let s = self.fresh_for(u, i);
                if self.replaced(a, b, s) != a || self.replaced(b, a, s) != b {
                    return Err(Refusal::Mismatch);
                }
            }
        }
        // With all of them replaced, nothing of X may be left.
        let mut rest = u;
        for (i, &a) in inner.iter().enumerate() {
            let s = self.fresh_for(u, i);
            rest = self.replaced(rest, a, s);
        }
        if self.store.mentions(rest, name) {
            return Err(Refusal::Mismatch);
        }
        let sum = terms.into_iter().reduce(|a, b| self.store.mat(MatOp::Add, &[a, b]));
        let sum = sum.ok_or(Refusal::Mismatch)?;
        if !self.same_sort(e, sum) {
            return Err(Refusal::Mismatch);
        }
        Ok(self.record(hyps, e, sum, Step::GradientChain))
    }

    /// The chain rule through a function of the entries: the pullback of `C` through `f(M)` is that
    /// of `C ⊙ f'(M)` through `M`; the Jacobian of `f(v)` is `diag(f'(v))` times that of `v`.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if `e` is not of that form, or the function depends on the variable
    /// otherwise; [`Refusal::UnknownDomain`] if it cannot be said where it is differentiable.
    pub fn gradient_through_entries(&mut self, e: Expr) -> Proved {
        let children = self.store.children(e).to_vec();
        let (Some(op), &[x, u, ..]) = (self.store.mat_op(e), children.as_slice()) else {
            return Err(Refusal::Mismatch);
        };
        let name = self.variable(x)?;
        let (Some(MatOp::Map), &[body, t, m]) = (self.store.mat_op(u), self.store.children(u))
        else {
            return Err(Refusal::Mismatch);
        };
        if self.store.mentions(body, name) {
            return Err(Refusal::Mismatch);
        }
        let hyps = self.differentiable(u, name).ok_or(Refusal::UnknownDomain)?;
        let slope = self.store.deriv(t, body);
        let slopes = self.store.mat(MatOp::Map, &[slope, t, m]);
        let after = match (op, children.get(2)) {
            (MatOp::Pullback, Some(&c)) => {
                let c = self.store.mat(MatOp::Hadamard, &[c, slopes]);
                self.store.mat(MatOp::Pullback, &[x, m, c])
            }
            (MatOp::Jacobian, None) => {
                let diag = self.store.mat(MatOp::Diag, &[slopes]);
                let inner = self.store.mat(MatOp::Jacobian, &[x, m]);
                self.store.mat(MatOp::Product, &[diag, inner])
            }
            _ => return Err(Refusal::Mismatch),
        };
        if !self.same_sort(e, after) {
            return Err(Refusal::Mismatch);
        }
        Ok(self.record(hyps, e, after, Step::GradientChain))
    }

    /// From `Γ ⊢ u = v`: `Map(u, t, A) = Map(v, t, A)`, where the conditions on `t` become
    /// conditions on every entry.
    ///
    /// # Errors
    /// [`Refusal::UnknownDomain`] if a condition on `t` is no comparison of it with a number.
    pub fn map_congr(&mut self, e: Expr, theorem: Theorem) -> Proved {
        let Fact { hyps, lhs, rhs, .. } = *self.fact(theorem);
        let (Some(MatOp::Map), &[body, t, m]) = (self.store.mat_op(e), self.store.children(e))
        else {
            return Err(Refusal::Mismatch);
        };
        if lhs != body {
            return Err(Refusal::Mismatch);
        }
        let given = Domain { sufficient: hyps, necessary: Hyps::NONE };
        let there = self.for_all_entries(given, t, m).ok_or(Refusal::UnknownDomain)?;
        let after = self.store.mat(MatOp::Map, &[rhs, t, m]);
        Ok(self.record(there.sufficient, e, after, Step::UnderMap(theorem)))
    }
}
