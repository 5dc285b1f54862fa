//! Gradients, Jacobians and pullbacks carried out, from the outside in.
//!
//! Each round carries out one step at every place where one waits, and cleans up after it, so that
//! a round is a line of the derivation.

use rustc_hash::FxHashMap;

use super::{Engine, Failure, Proved};
use crate::expr::{Expr, Func, MatOp, Name, Op};
use crate::kernel::rules::{gradient as g, matrix as laws};
use crate::kernel::{Hyps, Refusal, Rule, Theorem};

/// The most lines of a derivation, and the most routine steps in one of them.
const MAX_ROUNDS: usize = 2_000;
const MAX_ROUTINE: usize = 64;
/// The largest power that is written out as a product.
const MAX_POWER: i64 = 8;

impl Engine {
    /// `e` with every gradient, Jacobian and pullback in it carried out.
    ///
    /// # Errors
    /// If no rule of the book applies, or the kernel refuses a step.
    pub fn gradients(&mut self, e: Expr) -> Proved {
        let mut total = self.kernel.refl(e);
        for _ in 0..MAX_ROUNDS {
            let current = self.kernel.rhs(total);
            let Some(step) = self.gradient_round(current)? else { return Ok(total) };
            // A theorem under no further conditions marks what belongs to one line.
            let line = self.kernel.weaken(step, Hyps::NONE);
            total = self.then(total, line)?;
        }
        Err(Failure::TooDeep)
    }

    /// One step at every place where nothing inside waits; `None` if nothing waits at all.
    fn gradient_round(&mut self, e: Expr) -> Result<Option<Theorem>, Failure> {
        let mut done: FxHashMap<Expr, Theorem> = FxHashMap::default();
        let mut waits: FxHashMap<Expr, bool> = FxHashMap::default();
        for sub in self.kernel.store().subexpressions(&[e]) {
            let children = self.kernel.store().children(sub).to_vec();
            let inside = children.iter().any(|c| waits.get(c).copied().unwrap_or(false));
            let here = self.kernel.store().mat_op(sub).is_some_and(MatOp::differentiates);
            waits.insert(sub, inside || here);
            let operand_waits =
                children.get(1).is_some_and(|c| waits.get(c).copied().unwrap_or(false));
            let mut step = if here && operand_waits {
                match children.get(1).and_then(|u| done.get(u)).copied() {
                    Some(t) => Some(self.under_gradient(sub, t)?),
                    None => None,
                }
            } else if here {
                Some(self.gradient_steps(sub)?)
            } else {
                let equals: Vec<_> = children.iter().map(|c| done.get(c).copied()).collect();
                self.congruent(sub, &equals)?
            };
            // Only what changed, or what surrounds it, is cleaned.
            if let Some(t) = step {
                step = Some(self.cleaned(t)?);
            }
            if let Some(t) = step {
                done.insert(sub, t);
            }
        }
        Ok(done.get(&e).copied())
    }

    pub(super) fn under_gradient(&mut self, e: Expr, t: Theorem) -> Proved {
        self.kernel.under_gradient(e, t).map_err(|r| Failure::Refused(r, e))
    }

    /// One step at a place, and the routine ones that follow.
    fn gradient_steps(&mut self, e: Expr) -> Proved {
        let (mut t, mut routine) = self.gradient_step(e)?;
        for _ in 0..MAX_ROUTINE {
            let now = self.kernel.rhs(t);
            let waits = self.kernel.store().mat_op(now).is_some_and(MatOp::differentiates);
            if !waits {
                break;
            }
            let (next, is_routine) = self.gradient_step(now)?;
            if !routine && !is_routine {
                break;
            }
            routine &= is_routine;
            t = self.then(t, next)?;
        }
        Ok(t)
    }

    /// A step, and whether it needs no thought.
    fn gradient_step(&mut self, e: Expr) -> Result<(Theorem, bool), Failure> {
        let children = self.kernel.store().children(e).to_vec();
        let (Some(op), &[x, u, ..]) = (self.kernel.store().mat_op(e), children.as_slice()) else {
            return Err(Failure::NoDerivative(e));
        };
        let name = self.kernel.store().as_name(x).ok_or(Failure::NoDerivative(e))?;
        if let Some(t) = self.unfolded_inside(e, u, name)? {
            return Ok((t, true));
        }
        if let Some(apart) = self.ln_of_softmax(u) {
            return Ok((self.under_gradient(e, apart)?, false));
        }
        let rule = match op {
            MatOp::Gradient => self.gradient_rule(u, name),
            MatOp::Pullback => self.pullback_rule(x, u, name),
            _ => self.jacobian_rule(x, u, name),
        };
        if let Some((rule, routine)) = rule {
            let t = self.kernel.rewrite(rule, e).map_err(|r| Failure::Refused(r, u))?;
            return Ok((t, routine));
        }
        let special = match (op, self.kernel.store().mat_op(u)) {
            (MatOp::Gradient, _) => self.by_gradient_chain(e, u, name),
            (_, Some(MatOp::Map)) => self.by_entry(e),
            _ => self.rearranged(e, u),
        };
        special.map(|t| (t, false))
    }

    fn varies(&self, e: Expr, x: Name) -> bool {
        self.kernel.store().mentions(e, x)
    }

    /// A defined name in which the variable occurs is replaced by what it stands for.
    fn unfolded_inside(&mut self, e: Expr, u: Expr, x: Name) -> Result<Option<Theorem>, Failure> {
        let store = self.kernel.store();
        let defined = match store.op(u) {
            Op::Matrix(MatOp::Named(name)) | Op::Symbol(name) => store.value(name).is_some(),
            Op::Apply(f, orders) => orders.is_none() && store.function(f).is_some(),
            _ => false,
        };
        if !defined || !store.hides(u, x) {
            return Ok(None);
        }
        let t = self.kernel.unfold(u).map_err(|r| Failure::Refused(r, u))?;
        self.under_gradient(e, t).map(Some)
    }

    /// The row for the gradient of a number.
    fn gradient_rule(&self, u: Expr, x: Name) -> Option<(&'static Rule, bool)> {
        if !self.varies(u, x) {
            return Some((&g::CONSTANT, true));
        }
        let store = self.kernel.store();
        let varies = |e: Expr| self.varies(e, x);
        Some(match (store.op(u), store.children(u)) {
            (Op::Add, &[_, b]) if !varies(b) => (&g::SUM_LEFT, true),
            (Op::Add, &[a, _]) if !varies(a) => (&g::SUM_RIGHT, true),
            (Op::Add, _) => (&g::SUM, true),
            (Op::Sub, &[_, b]) if !varies(b) => (&g::DIFFERENCE_LEFT, true),
            (Op::Sub, &[a, _]) if !varies(a) => (&g::DIFFERENCE_RIGHT, true),
            (Op::Sub, _) => (&g::DIFFERENCE, true),
            (Op::Neg, _) => (&g::NEGATION, true),
            (Op::Mul, &[a, _]) if !varies(a) => (&g::CONSTANT_FACTOR, true),
            (Op::Mul, &[_, b]) if !varies(b) => (&g::CONSTANT_FACTOR_RIGHT, true),
            (Op::Mul, _) => (&g::PRODUCT, false),
            (Op::Div, &[_, b]) if !varies(b) => (&g::CONSTANT_DIVISOR, true),
            (Op::Pow, &[base, two])
                if store.mat_op(base) == Some(MatOp::Norm)
                    && store.as_literal_i64(two) == Some(2) =>
            {
                (&g::NORM_SQUARED, false)
            }
            (Op::Func(Func::Ln), &[a]) if store.mat_op(a) == Some(MatOp::Det) => {
                (&g::LN_DETERMINANT, false)
            }
            (Op::Func(Func::Ln), &[a])
                if store.op(a) == Op::Func(Func::Abs)
                    && store.single(a).and_then(|d| store.mat_op(d)) == Some(MatOp::Det) =>
            {
                (&g::LN_ABS_DETERMINANT, false)
            }
            (Op::Matrix(MatOp::Norm), _) => (&g::NORM, false),
            (Op::Matrix(MatOp::Inner), &[a, b]) if a == b => (&g::DOT_SELF, false),
            (Op::Matrix(MatOp::Inner), &[_, b]) if !varies(b) => (&g::DOT_LEFT, true),
            (Op::Matrix(MatOp::Inner), &[a, _]) if !varies(a) => (&g::DOT_RIGHT, true),
            (Op::Matrix(MatOp::Inner), _) => (&g::DOT, false),
            (Op::Matrix(MatOp::Trace), _) => (&g::TRACE, true),
            (Op::Matrix(MatOp::Total), _) => (&g::TOTAL, true),
            (Op::Matrix(MatOp::Det), _) => (&g::DETERMINANT, false),
            (Op::Matrix(MatOp::Entry), &[m]) if store.mat_op(m) != Some(MatOp::Product) => {
                (&g::ENTRY, true)
            }
            _ => return None,
        })
    }

    fn pullback_rule(&self, x: Expr, m: Expr, name: Name) -> Option<(&'static Rule, bool)> {
        if m == x && self.kernel.store().is_symmetric(x) {
            return Some((&g::PULLBACK_SYMMETRIC, false));
        }
        if m == x {
            return Some((&g::PULLBACK_VARIABLE, true));
        }
        if !self.varies(m, name) {
            return Some((&g::PULLBACK_CONSTANT, true));
        }
        let store = self.kernel.store();
        let varies = |e: Expr| self.varies(e, name);
        Some(match (store.mat_op(m)?, store.children(m)) {
            (MatOp::Add, &[_, b]) if !varies(b) => (&g::PULLBACK_SUM_LEFT, true),
            (MatOp::Add, &[a, _]) if !varies(a) => (&g::PULLBACK_SUM_RIGHT, true),
            (MatOp::Add, _) => (&g::PULLBACK_SUM, true),
            (MatOp::Sub, &[_, b]) if !varies(b) => (&g::PULLBACK_DIFFERENCE_LEFT, true),
            (MatOp::Sub, &[a, _]) if !varies(a) => (&g::PULLBACK_DIFFERENCE_RIGHT, true),
            (MatOp::Sub, _) => (&g::PULLBACK_DIFFERENCE, true),
            (MatOp::Neg, _) => (&g::PULLBACK_NEGATION, true),
            (MatOp::Product, &[_, b]) if !varies(b) => (&g::PULLBACK_PRODUCT_LEFT, true),
            (MatOp::Product, &[a, _]) if !varies(a) => (&g::PULLBACK_PRODUCT_RIGHT, true),
            (MatOp::Product, _) => (&g::PULLBACK_PRODUCT, false),
            (MatOp::Transpose, _) => (&g::PULLBACK_TRANSPOSE, true),
            (MatOp::Scale, &[s, _]) if store.shape(s).is_some() => return None,
            (MatOp::Scale, &[s, _]) if !varies(s) => (&g::PULLBACK_SCALE, true),
            (MatOp::Scale, &[_, a]) if !varies(a) => (&g::PULLBACK_SCALE_NUMBER, false),
            (MatOp::Scale, _) => (&g::PULLBACK_SCALE_BOTH, false),
            (MatOp::Over, &[_, s]) if !varies(s) => (&g::PULLBACK_OVER, true),
            (MatOp::Over, _) => (&g::PULLBACK_OVER_BOTH, false),
            (MatOp::Inverse, _) => (&g::PULLBACK_INVERSE, false),
            (MatOp::Hadamard, &[_, b]) if !varies(b) => (&g::PULLBACK_HADAMARD_LEFT, false),
            (MatOp::Hadamard, &[a, _]) if !varies(a) => (&g::PULLBACK_HADAMARD_RIGHT, false),
            (MatOp::Hadamard, _) => (&g::PULLBACK_HADAMARD, false),
            (MatOp::Quotient, &[_, b]) if !varies(b) => (&g::PULLBACK_QUOTIENT_LEFT, false),
            (MatOp::Diag, _) => (&g::PULLBACK_DIAG, false),
            _ => return None,
        })
    }

    fn jacobian_rule(&self, x: Expr, v: Expr, name: Name) -> Option<(&'static Rule, bool)> {
        if v == x {
            return Some((&g::JACOBIAN_VARIABLE, true));
        }
        if !self.varies(v, name) {
            return Some((&g::JACOBIAN_CONSTANT, true));
        }
        let store = self.kernel.store();
        let varies = |e: Expr| self.varies(e, name);
        Some(match (store.mat_op(v)?, store.children(v)) {
            (MatOp::Add, &[_, b]) if !varies(b) => (&g::JACOBIAN_SUM_LEFT, true),
            (MatOp::Add, &[a, _]) if !varies(a) => (&g::JACOBIAN_SUM_RIGHT, true),
            (MatOp::Add, _) => (&g::JACOBIAN_SUM, true),
            (MatOp::Sub, &[_, b]) if !varies(b) => (&g::JACOBIAN_DIFFERENCE_LEFT, true),
            (MatOp::Sub, &[a, _]) if !varies(a) => (&g::JACOBIAN_DIFFERENCE_RIGHT, true),
            (MatOp::Sub, _) => (&g::JACOBIAN_DIFFERENCE, true),
            (MatOp::Neg, _) => (&g::JACOBIAN_NEGATION, true),
            (MatOp::Product, &[a, _]) if !varies(a) => (&g::JACOBIAN_PRODUCT, true),
            (MatOp::Scale, &[s, _]) if store.shape(s).is_some() => return None,
            (MatOp::Scale, &[s, _]) if !varies(s) => (&g::JACOBIAN_SCALE, true),
            (MatOp::Scale, &[_, a]) if !varies(a) => (&g::JACOBIAN_SCALE_NUMBER, false),
            (MatOp::Scale, _) => (&g::JACOBIAN_SCALE_BOTH, false),
            (MatOp::Over, &[_, s]) if !varies(s) => (&g::JACOBIAN_OVER, true),
            (MatOp::Over, _) => (&g::JACOBIAN_OVER_BOTH, false),
            (MatOp::Hadamard, &[_, b]) if !varies(b) => (&g::JACOBIAN_HADAMARD_LEFT, false),
            (MatOp::Hadamard, &[a, _]) if !varies(a) => (&g::JACOBIAN_HADAMARD_RIGHT, false),
            (MatOp::Hadamard, _) => (&g::JACOBIAN_HADAMARD, false),
            _ => return None,
        })
    }

    /// The chain rule over the numbers in `u` that are made from matrices.
    fn by_gradient_chain(&mut self, e: Expr, u: Expr, x: Name) -> Proved {
        if self.kernel.store().mat_op(u) == Some(MatOp::Entry) {
            return self.entry_as_dot(e, u);
        }
        let mut inner: Vec<Expr> = Vec::new();
        let mut stack = vec![u];
        while let Some(part) = stack.pop() {
            let store = self.kernel.store();
            if !store.mentions(part, x) || inner.contains(&part) {
                continue;
            }
            match (store.op(part), store.pair(part)) {
                (Op::Matrix(op), _) if op.is_scalar() => inner.push(part),
                // A squared norm has a derivative where the norm is 0, too.
                (Op::Pow, Some((norm, k)))
                    if store.mat_op(norm) == Some(MatOp::Norm)
                        && store.as_literal_i64(k) == Some(2) =>
                {
                    inner.push(part);
                }
                _ => stack.extend(store.children(part).iter().rev()),
            }
        }
        // Where the norm itself occurs too, it is the part of both.
        let base = |e: Expr| self.kernel.store().pair(e).map(|(norm, _)| norm);
        let all = inner.clone();
        inner.retain(|&part| base(part).is_none_or(|norm| !all.contains(&norm)));
        let chain = self.kernel.gradient_chain(e, &inner).map_err(|r| Failure::Refused(r, u))?;
        // The slopes are derivatives of numbers by numbers.
        let sum = self.kernel.rhs(chain);
        let mut done: FxHashMap<Expr, Theorem> = FxHashMap::default();
        for sub in self.kernel.store().subexpressions(&[sum]) {
            let children = self.kernel.store().children(sub).to_vec();
            let step = match (self.kernel.store().op(sub), children.as_slice()) {
                (Op::Matrix(MatOp::Scale), &[slope, _]) => {
                    let value = self.differentiate(slope)?;
                    let value = self.simplified(value, &[])?;
                    self.congruent(sub, &[Some(value), None])?
                }
                (Op::Matrix(MatOp::Add), _) => {
                    let equals: Vec<_> = children.iter().map(|c| done.get(c).copied()).collect();
                    self.congruent(sub, &equals)?
                }
                _ => None,
            };
            if let Some(t) = step {
                done.insert(sub, t);
            }
        }
        match done.get(&sum) {
            Some(&t) => self.then(chain, t),
            None => Ok(chain),
        }
    }

    /// The operand rewritten so that a row applies.
    fn rearranged(&mut self, e: Expr, u: Expr) -> Proved {
        let children = self.kernel.store().children(u).to_vec();
        let fail = Failure::NoDerivative(u);
        let op = self.kernel.store().mat_op(u).ok_or(fail)?;
        let by_row = |engine: &mut Self, rule| {
            engine.kernel.rewrite(rule, u).map_err(|r: Refusal| Failure::Refused(r, u))
        };
        let t = match (op, children.as_slice()) {
            (MatOp::Scale, &[s, _]) if self.kernel.store().shape(s).is_some() => {
                by_row(self, &laws::SCALE_RIGHT)?
            }
            (MatOp::Power, &[a, k]) => {
                let k = self.kernel.store().as_literal_i64(k).filter(|&k| k <= MAX_POWER);
                let store = self.kernel.store_mut();
                let product = (1..k.ok_or(fail)?)
                    .fold(a, |product, _| store.mat(MatOp::Product, &[product, a]));
                self.by_algebra(u, product)?
            }
            (MatOp::Quotient, &[a, b]) => {
                let store = self.kernel.store_mut();
                let (one, t) = (store.integer(1), store.entry_variable());
                let reciprocal = store.div(one, t);
                let reciprocals = store.mat(MatOp::Map, &[reciprocal, t, b]);
                let product = store.mat(MatOp::Hadamard, &[a, reciprocals]);
                self.by_algebra(u, product)?
            }
            (MatOp::Transpose, _) => {
                let refl = self.kernel.refl(u);
                let t = self.cleaned(refl)?;
                if self.kernel.rhs(t) == u {
                    return Err(fail);
                }
                t
            }
            (MatOp::Product, &[a, b]) => {
                let single = self
                    .kernel
                    .store()
                    .shape(b)
                    .is_some_and(|shape| self.kernel.store().is_single_entry(shape));
                if single {
                    by_row(self, &laws::PRODUCT_WITH_NUMBER)?
                } else if self.kernel.store().mat_op(a) == Some(MatOp::Product) {
                    by_row(self, &laws::ASSOCIATE_RIGHT)?
                } else if self.kernel.store().mat_op(a) == Some(MatOp::Scale) {
                    by_row(self, &laws::PRODUCT_SCALE_LEFT)?
                } else if self.kernel.store().mat_op(a) == Some(MatOp::Diag) {
                    by_row(self, &laws::DIAG_PRODUCT)?
                } else {
                    return Err(fail);
                }
            }
            _ => return Err(fail),
        };
        self.under_gradient(e, t)
    }
}
