//! Cleaning up after a step on matrices: identities, double transposes, factors in front.

use rustc_hash::FxHashMap;

use super::{Engine, Failure, Proved};
use crate::expr::{Expr, MatOp};
use crate::kernel::rules::matrix as laws;
use crate::kernel::{Rule, Theorem};
use crate::normal::terms;

/// The most laws that are used one after the other at one place.
const MAX_LAWS: usize = 64;

/// The largest matrix that is compared with its transpose.
const LARGEST_TRANSPOSE: usize = 30;

/// The laws that only tidy, by the operator at the top of their left sides.
fn laws_for(op: MatOp) -> Vec<&'static Rule> {
    match op {
        MatOp::Transpose => vec![
            &laws::TRANSPOSE_TRANSPOSE,
            &laws::TRANSPOSE_SYMMETRIC,
            &laws::TRANSPOSE_IDENTITY,
            &laws::TRANSPOSE_DIAG,
            &laws::TRANSPOSE_PRODUCT,
            &laws::TRANSPOSE_SCALE,
            &laws::TRANSPOSE_NEGATIVE,
        ],
        MatOp::Product => vec![
            &laws::IDENTITY_LEFT,
            &laws::IDENTITY_RIGHT,
            &laws::PRODUCT_NEGATIVE_LEFT,
            &laws::PRODUCT_NEGATIVE_RIGHT,
        ],
        MatOp::Scale => vec![
            &laws::SCALE_ONE,
            &laws::SCALE_SCALE,
            &laws::SCALE_OVER,
            &laws::SCALE_NEGATIVE,
            &laws::NEGATIVE_SCALE,
        ],
        MatOp::Neg => vec![&laws::NEGATIVE_NEGATIVE],
        MatOp::Add => vec![&laws::ADD_SELF, &laws::ADD_NEGATIVE],
        MatOp::Sub => vec![&laws::SUB_NEGATIVE],
        MatOp::Hadamard => vec![
            &laws::HADAMARD_ONES_LEFT,
            &laws::HADAMARD_ONES_RIGHT,
            &laws::HADAMARD_NEGATIVE_LEFT,
            &laws::HADAMARD_NEGATIVE_RIGHT,
        ],
        _ => vec![],
    }
}

/// Laws that bring factors to the front; only outside of gradients, where they read better so.
fn factor_laws(op: MatOp) -> Vec<&'static Rule> {
    match op {
        MatOp::Product => vec![
            &laws::PRODUCT_SCALE_LEFT,
            &laws::PRODUCT_SCALE_RIGHT,
            &laws::PRODUCT_OVER_LEFT,
            &laws::PRODUCT_OVER_RIGHT,
        ],
        MatOp::Hadamard => vec![&laws::HADAMARD_SCALE_LEFT, &laws::HADAMARD_SCALE_RIGHT],
        _ => vec![],
    }
}

impl Engine {
    /// The theorem followed by tidying its right side.
    pub(super) fn cleaned(&mut self, t: Theorem) -> Proved {
        let mut t = t;
        // What a law makes is cleaned in the next pass.
        for _ in 0..MAX_LAWS {
            let e = self.kernel.rhs(t);
            let Some(step) = self.clean(e)? else { break };
            t = self.then(t, step)?;
        }
        Ok(t)
    }

    fn clean(&mut self, e: Expr) -> Result<Option<Theorem>, Failure> {
        let mut done: FxHashMap<Expr, Theorem> = FxHashMap::default();
        for sub in self.kernel.store().subexpressions(&[e]) {
            let Some(op) = self.kernel.store().mat_op(sub) else { continue };
            if self.clean_forms.contains(&sub) {
                continue;
            }
            let children = self.kernel.store().children(sub).to_vec();
            let mut equals: Vec<_> = children.iter().map(|c| done.get(c).copied()).collect();
            if op == MatOp::Map || op.differentiates() {
                // What is differentiated, and the body of a map, stays as it was written.
                for place in equals.iter_mut().take(2) {
                    *place = None;
                }
            }
            let mut total = self.congruent(sub, &equals)?;
            for _ in 0..MAX_LAWS {
                let now = self.reached(sub, total);
                let Some(step) = self.law_at(now)? else { break };
                total = Some(self.after(total, step)?);
            }
            match total {
                Some(t) => {
                    done.insert(sub, t);
                }
                None => {
                    self.clean_forms.insert(sub);
                }
            }
        }
        Ok(done.get(&e).copied())
    }

    /// One law at the top, with the laws that apply below its result.
    fn law_at(&mut self, e: Expr) -> Result<Option<Theorem>, Failure> {
        let Some(op) = self.kernel.store().mat_op(e) else { return Ok(None) };
        for rule in laws_for(op).into_iter().chain(factor_laws(op)) {
            if let Ok(t) = self.kernel.rewrite(rule, e) {
                return self.below(t).map(Some);
            }
        }
        match op {
            MatOp::Scale => self.tidy_factor(e),
            MatOp::Transpose => self.without_transpose(e),
            _ => Ok(None),
        }
    }

    /// `(S^-1)^T = S^-1` and its like, where something symmetric is in it.
    fn without_transpose(&mut self, e: Expr) -> Result<Option<Theorem>, Failure> {
        let store = self.kernel.store();
        let Some(m) = store.single(e).filter(|&m| store.shape(m) == store.shape(e)) else {
            return Ok(None);
        };
        let symmetric = |&part: &Expr| store.is_symmetric(part);
        if store.size(m) > LARGEST_TRANSPOSE || !store.subexpressions(&[m]).iter().any(symmetric) {
            return Ok(None);
        }
        Ok(self.by_algebra(e, m).ok())
    }

    /// The laws at the operands of what a law has made.
    fn below(&mut self, t: Theorem) -> Proved {
        let e = self.kernel.rhs(t);
        let children = self.kernel.store().children(e).to_vec();
        let fixed = self.kernel.store().mat_op(e).is_none_or(MatOp::differentiates);
        if fixed || self.kernel.store().mat_op(e) == Some(MatOp::Map) {
            return Ok(t);
        }
        let mut equals = Vec::with_capacity(children.len());
        for child in children {
            let mut total: Option<Theorem> = None;
            for _ in 0..MAX_LAWS {
                let now = total.map_or(child, |t| self.kernel.rhs(t));
                let Some(op) = self.kernel.store().mat_op(now) else { break };
                let mut rules = laws_for(op).into_iter().chain(factor_laws(op));
                let Some(step) = rules.find_map(|r| self.kernel.rewrite(r, now).ok()) else {
                    break;
                };
                total = Some(match total {
                    Some(t) => self.then(t, step)?,
                    None => step,
                });
            }
            equals.push(total);
        }
        match self.congruent(e, &equals)? {
            Some(step) => self.then(t, step),
            None => Ok(t),
        }
    }

    /// The number in front, with like factors collected.
    fn tidy_factor(&mut self, e: Expr) -> Result<Option<Theorem>, Failure> {
        let &[s, _] = self.kernel.store().children(e) else { return Ok(None) };
        if self.kernel.store().shape(s).is_some() {
            return Ok(None);
        }
        let tidy = terms::tidy(self.kernel.store_mut(), s);
        if tidy == s {
            return Ok(None);
        }
        let Ok(t) = self.kernel.by_algebra_under(self.given, s, tidy) else { return Ok(None) };
        self.congruent(e, &[Some(t), None])
    }
}
