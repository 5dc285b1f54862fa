//! Differentiation: the derivative of each distinct subexpression once, from the leaves up.

use std::collections::HashMap;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::opening::Opening;
use super::{Engine, Failure, MAX_NESTING, Proved};
use crate::expr::{Expr, Op};
use crate::kernel::rules::sums;
use crate::kernel::{Kernel, Refusal, Rule, Theorem};
use crate::normal::terms;
use crate::pattern::Pat;

impl Engine {
    /// `e` with every derivative in it carried out.
    ///
    /// # Errors
    /// If a part has no derivative by the rulebook, or the kernel refuses a step.
    pub fn differentiate(&mut self, e: Expr) -> Proved {
        let mut total = self.kernel.refl(e);
        // Values put in place of bound variables may uncover further derivatives.
        for _ in 0..MAX_NESTING {
            let current = self.kernel.rhs(total);
            if !self.is_pending(current) {
                return Ok(total);
            }
            let step = self.differentiate_once(current)?;
            if self.kernel.rhs(step) == current {
                return Ok(total);
            }
            total = self.then(total, step)?;
        }
        Err(Failure::TooDeep)
    }

    /// Does a derivative, or a value at a point, wait to be carried out?
    fn is_pending(&self, e: Expr) -> bool {
        let store = self.kernel.store();
        store.subexpressions(&[e]).iter().any(|&sub| match store.op(sub) {
            Op::Deriv | Op::At => true,
            Op::Apply(f, orders) => !orders.is_none() && store.function(f).is_some(),
            _ => false,
        })
    }

    fn differentiate_once(&mut self, e: Expr) -> Proved {
        let mut done: FxHashMap<Expr, Theorem> = FxHashMap::default();
        for sub in self.kernel.store().subexpressions(&[e]) {
            let op = self.kernel.store().op(sub);
            let children = self.kernel.store().children(sub).to_vec();
            let equal = |child: &Expr| done.get(child).copied();
            let step = match (op, children.as_slice()) {
                (Op::Deriv, &[x, u]) => Some(self.derivative_of_changed(x, u, equal(&u))?),
                (Op::At, &[u, ..]) => Some(self.value_at(sub, equal(&u))?),
                _ => self.congruent(sub, &children.iter().map(equal).collect::<Vec<_>>())?,
            };
            let step = match (op, step) {
                (Op::Apply(f, orders), step) if self.is_lemma(f, orders) => {
                    let now = self.reached(sub, step);
                    let lemma = self.lemma_at(now)?;
                    Some(self.after(step, lemma)?)
                }
                (_, step) => step,
            };
            if let Some(step) = step {
                done.insert(sub, step);
            }
        }
        match done.get(&e) {
            Some(&t) => Ok(t),
            None => Ok(self.kernel.refl(e)),
        }
    }

    pub(super) fn congruent(
        &mut self,
        e: Expr,
        equals: &[Option<Theorem>],
    ) -> Result<Option<Theorem>, Failure> {
        if equals.iter().all(Option::is_none) {
            return Ok(None);
        }
        match self.kernel.congr(e, equals) {
            Ok(t) => Ok(Some(t)),
            // What cannot be put under a sum is left there.
            Err(_) if self.kernel.store().op(e).is_over_range() => Ok(None),
            Err(refusal) => Err(Failure::Refused(refusal, e)),
        }
    }

    /// `D(x, u) = …`, where `u` may first be replaced by an equal.
    fn derivative_of_changed(&mut self, x: Expr, u: Expr, equal: Option<Theorem>) -> Proved {
        let Some(t) = equal else { return self.derivative(x, u) };
        // A derivative is made simpler before it is differentiated again.
        let t = if self.kernel.store().op(u) == Op::Deriv {
            let simple = self.simplified(t, &[])?;
            self.across_joints(simple)
        } else {
            t
        };
        let under = self.kernel.under_deriv(x, t).map_err(|r| Failure::Refused(r, u))?;
        let inner = self.kernel.rhs(t);
        let rest = self.derivative(x, inner)?;
        self.then(under, rest)
    }

    /// The theorem also at the points `x = c` that it leaves out although both sides of
    /// `D(x, f) = g` are continuous there.
    pub(super) fn across_joints(&mut self, mut t: Theorem) -> Theorem {
        const MAX_JOINTS: usize = 16;
        let conditions = self.kernel.conditions(self.kernel.hyps_of(t)).to_vec();
        if conditions.len() <= MAX_JOINTS {
            for condition in conditions {
                t = self.kernel.across(t, condition).unwrap_or(t);
            }
        }
        t
    }

    fn value_at(&mut self, e: Expr, body: Option<Theorem>) -> Proved {
        let refused = |refusal| Failure::Refused(refusal, e);
        let first = match body {
            Some(t) => Some(self.kernel.under_at(e, t).map_err(refused)?),
            None => None,
        };
        let now = first.map_or(e, |t| self.kernel.rhs(t));
        let at = self.kernel.at(now).map_err(refused)?;
        match first {
            Some(t) => self.then(t, at),
            None => Ok(at),
        }
    }

    /// `Γ ⊢ D(x, u) = u'`, with `u'` tidy and free of derivatives, for `u` free of them.
    ///
    /// # Errors
    /// As [`Engine::differentiate`].
    pub fn derivative(&mut self, x: Expr, u: Expr) -> Proved {
        let mut stack = vec![u];
        while let Some(&top) = stack.last() {
            if self.derivatives.contains_key(&(x, top)) {
                stack.pop();
                continue;
            }
            self.check_time()?;
            let opening = self.opening(x, top)?;
            let opening = self.for_integers(opening, top);
            let before = stack.len();
            for part in self.pending_parts(x, top, opening)? {
                if !self.derivatives.contains_key(&(x, part)) {
                    stack.push(part);
                }
            }
            if stack.len() == before {
                let mut t = self.assemble(x, top, opening)?;
                if stack.len() == 1 {
                    t = self.tidied_at_last(t)?;
                }
                self.derivatives.insert((x, top), t);
                stack.pop();
            }
        }
        self.derivatives.get(&(x, u)).copied().ok_or(Failure::NoDerivative(u))
    }

    /// The opening, then the derivatives of the parts put in, then tidied.
    fn assemble(&mut self, x: Expr, u: Expr, opening: Opening) -> Proved {
        let refused = |refusal| Failure::Refused(refusal, u);
        let e = self.kernel.store_mut().deriv(x, u);
        let first = match opening {
            Opening::Row(rule) => self.kernel.rewrite(rule, e).map_err(refused)?,
            Opening::Chain => {
                let chain = self.kernel.chain(e).map_err(refused)?;
                self.lemmas_applied(chain)?
            }
            Opening::Pieces => self.kernel.pieces(e).map_err(refused)?,
            Opening::Entry => self.kernel.entry(e).map_err(refused)?,
            Opening::Unfold | Opening::Rename => {
                let t = match opening {
                    Opening::Rename => self.renamed_apart(u, x)?,
                    _ => self.kernel.unfold(u).map_err(refused)?,
                };
                let under = self.kernel.under_deriv(x, t).map_err(refused)?;
                let body = self.kernel.rhs(t);
                let rest = self.derivatives.get(&(x, body)).copied();
                return self.then(under, rest.ok_or(Failure::NoDerivative(body))?);
            }
        };
        let first = match opening {
            Opening::Row(rule) if lowers_exponent(&rule.rhs) => self.folded_exponent(first)?,
            Opening::Row(_) | Opening::Pieces | Opening::Chain | Opening::Unfold => first,
            Opening::Entry | Opening::Rename => first,
        };
        let rhs = self.kernel.rhs(first);
        let filled = match opening {
            Opening::Row(rule) => fill(&mut self.kernel, &self.derivatives, x, &rule.rhs, rhs),
            Opening::Pieces | Opening::Chain | Opening::Unfold => self.fill_parts(x, rhs),
            Opening::Entry | Opening::Rename => Ok(None),
        };
        let t = match filled.map_err(refused)? {
            Some(step) => self.then(first, step)?,
            None => first,
        };
        // Parts are settled already.
        let t = match opening {
            Opening::Row(rule) if is_of_sums(rule) => self.sums_settled(t)?,
            _ => t,
        };
        self.tidied(t)
    }

    /// The opening with its `n - 1` worked out where it is a number.
    fn folded_exponent(&mut self, t: Theorem) -> Proved {
        let rhs = self.kernel.rhs(t);
        match self.folded(rhs, 4) {
            Some(step) => self.then(t, step),
            None => Ok(t),
        }
    }

    /// Exponents that are differences of numbers, in the product at the top of `e`.
    fn folded(&mut self, e: Expr, depth: u32) -> Option<Theorem> {
        let children = self.kernel.store().children(e).to_vec();
        match (self.kernel.store().op(e), children.as_slice()) {
            (Op::Mul | Op::Div | Op::Neg, parts) if depth > 0 => {
                let equals: Vec<_> = parts.iter().map(|&p| self.folded(p, depth - 1)).collect();
                self.congruent(e, &equals).ok().flatten()
            }
            (Op::Pow, &[base, exponent]) if self.kernel.store().op(exponent) == Op::Sub => {
                let value = terms::constant(self.kernel.store(), exponent)?;
                let store = self.kernel.store_mut();
                let literal = store.rational(&value);
                let power = if value.is_one() { base } else { store.pow(base, literal) };
                self.kernel.by_algebra(e, power).ok()
            }
            _ => None,
        }
    }

    /// Derivatives put into a sum of products or the pieces of a piecewise value.
    fn fill_parts(&mut self, x: Expr, e: Expr) -> Result<Option<Theorem>, Refusal> {
        let mut done: FxHashMap<Expr, Theorem> = FxHashMap::default();
        let mut stack = vec![(e, false)];
        while let Some((e, ready)) = stack.pop() {
            let children = self.kernel.store().children(e).to_vec();
            match self.kernel.store().op(e) {
                Op::Deriv => {
                    if let &[y, u] = children.as_slice()
                        && y == x
                        && let Some(&t) = self.derivatives.get(&(x, u))
                    {
                        done.insert(e, t);
                    }
                }
                Op::Add | Op::Mul | Op::Piecewise if ready => {
                    let equals: Vec<_> = children.iter().map(|c| done.get(c).copied()).collect();
                    if equals.iter().any(Option::is_some) {
                        let t = self.kernel.congr(e, &equals)?;
                        done.insert(e, t);
                    }
                }
                Op::Add | Op::Mul | Op::Piecewise => {
                    stack.push((e, true));
                    stack.extend(children.into_iter().map(|child| (child, false)));
                }
                _ => {}
            }
        }
        Ok(done.get(&e).copied())
    }
}

/// Does a difference such as `n - 1` stand in the pattern's exponents? Recursion is bounded by the
/// pattern.
fn lowers_exponent(pat: &Pat) -> bool {
    match *pat {
        Pat::Node(Op::Pow, [_, Pat::Node(Op::Sub, _)]) => true,
        Pat::Node(_, parts) => parts.iter().any(lowers_exponent),
        Pat::Rows(_) | Pat::Cols(_) | Pat::Var(_) | Pat::Int(_) | Pat::Const(_) => false,
    }
}

/// Is it a row about sums or products over a range?
fn is_of_sums(rule: &'static Rule) -> bool {
    [&sums::DERIVATIVE, &sums::PRODUCT_DERIVATIVE].iter().any(|row| std::ptr::eq(*row, rule))
}

/// Replaces the derivatives in an instance of a rule's right side, which the pattern locates, by
/// what they are known to be. Recursion is bounded by the pattern.
fn fill(
    kernel: &mut Kernel,
    known: &HashMap<(Expr, Expr), Theorem, FxBuildHasher>,
    x: Expr,
    pat: &Pat,
    e: Expr,
) -> Result<Option<Theorem>, Refusal> {
    match *pat {
        Pat::Node(Op::Deriv, _) => {
            let body = kernel.store().pair(e).map(|(_, body)| body);
            Ok(body.and_then(|body| known.get(&(x, body)).copied()))
        }
        Pat::Node(_, parts) => {
            let children = kernel.store().children(e).to_vec();
            let mut equals = Vec::with_capacity(children.len());
            for (part, &child) in parts.iter().zip(&children) {
                equals.push(fill(kernel, known, x, part, child)?);
            }
            if equals.iter().all(Option::is_none) {
                return Ok(None);
            }
            kernel.congr(e, &equals).map(Some)
        }
        Pat::Rows(_) | Pat::Cols(_) | Pat::Var(_) | Pat::Int(_) | Pat::Const(_) => Ok(None),
    }
}
