//! Functions with branches, where signs tell which branch is taken.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::{Signed, Span};
use crate::expr::{Expr, Func, Name, Op};
use crate::kernel::Kernel;

/// A theorem: on the span, wherever `lhs` is defined, `rhs` is defined and equal to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Same {
    pub(super) lhs: Expr,
    pub(super) rhs: Expr,
    pub(super) variable: Name,
    pub(super) span: Span,
}

impl Same {
    /// The expression as it was given.
    #[must_use]
    pub fn lhs(&self) -> Expr {
        self.lhs
    }

    /// Where.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The same without definitions and decided branches.
    #[must_use]
    pub fn rhs(&self) -> Expr {
        self.rhs
    }
}

impl Kernel {
    /// The expression with its definitions unfolded and with every `|u|`, `sign(u)`, `min`, `max`
    /// and piecewise value replaced by what it is on the span, where a fact tells. Facts are about
    /// the expressions as they stand in the result.
    pub fn on_branch(&mut self, e: Expr, x: Name, span: Span, facts: &[Signed]) -> Same {
        let mut done: HashMap<Expr, Expr, FxBuildHasher> = HashMap::default();
        let mut stack = vec![e];
        while let Some(&top) = stack.last() {
            if done.contains_key(&top) {
                stack.pop();
                continue;
            }
            let parts: Vec<Expr> = match self.unfolded(top) {
                Some(body) => vec![body],
                None if matches!(self.store.op(top), Op::Deriv | Op::At) => Vec::new(),
                None => self.store.children(top).to_vec(),
            };
            let before = stack.len();
            stack.extend(parts.iter().copied().filter(|part| !done.contains_key(part)));
            if stack.len() > before {
                continue;
            }
            let new: Vec<Expr> = parts.iter().filter_map(|part| done.get(part)).copied().collect();
            let result = match (self.unfolded(top), new.as_slice()) {
                (Some(_), &[body]) => body,
                (None, []) => top,
                (_, parts) => {
                    let op = self.store.op(top);
                    let node = self.store.make(op, parts);
                    self.decided(node, x, span, facts).unwrap_or(node)
                }
            };
            done.insert(top, result);
            stack.pop();
        }
        let rhs = done.get(&e).copied().unwrap_or(e);
        Same { lhs: e, rhs, variable: x, span }
    }

    /// What the node is on the span.
    fn decided(&mut self, e: Expr, x: Name, span: Span, facts: &[Signed]) -> Option<Expr> {
        let switch = self.switch(e)?;
        let sign = self.branch_sign(switch, x, span, facts);
        match (self.store.op(e), self.store.children(e)) {
            (Op::Func(Func::Abs), &[u]) => Some(if sign? < 0 { self.store.neg(u) } else { u }),
            (Op::Func(Func::Sign), _) => Some(self.store.integer(i64::from(sign?))),
            (Op::Func(Func::Max), &[a, b]) => Some(if sign? < 0 { b } else { a }),
            (Op::Func(Func::Min), &[a, b]) => Some(if sign? < 0 { a } else { b }),
            (Op::Piecewise, _) => self.decided_branch(e, x, span, facts),
            _ => None,
        }
    }

    fn branch_sign(&mut self, e: Expr, x: Name, span: Span, facts: &[Signed]) -> Option<i32> {
        match self.fact_about(e, x, span, facts) {
            Some(sign) => Some(sign),
            None => self.signed_by_range(e, x, span, facts).map(|signed| signed.sign()),
        }
    }

    /// The expression whose sign decides a branch: for a piecewise value, that of its first guard.
    pub fn switch(&mut self, e: Expr) -> Option<Expr> {
        match (self.store.op(e), self.store.children(e)) {
            (Op::Func(Func::Abs | Func::Sign), &[u]) => Some(u),
            (Op::Func(Func::Min | Func::Max), &[a, b]) => Some(self.difference(a, b)),
            (Op::Piecewise, &[guard, ..]) => self.guard_switches(guard)?.first().copied(),
            _ => None,
        }
    }

    /// The differences of the sides of a guard's comparisons.
    pub fn guard_switches(&mut self, guard: Expr) -> Option<Vec<Expr>> {
        let parts = match self.store.op(guard) {
            Op::And => self.store.children(guard).to_vec(),
            _ => vec![guard],
        };
        let mut switches = Vec::new();
        for part in parts {
            match (self.store.op(part), self.store.pair(part)) {
                (Op::Rel(_), Some((a, b))) => switches.push(self.difference(a, b)),
                _ => return None,
            }
        }
        Some(switches)
    }

    fn decided_branch(&mut self, e: Expr, x: Name, span: Span, facts: &[Signed]) -> Option<Expr> {
        let children = self.store.children(e).to_vec();
        for (i, chunk) in children.chunks(2).enumerate() {
            let &[guard, value] = chunk else { return chunk.first().copied() };
            match self.guard_truth(guard, x, span, facts) {
                Some(true) => return Some(value),
                Some(false) => {}
                None if i == 0 => return None,
                // The guards before it are false; the rest is decided another time.
                None => {
                    let rest = children.get(2 * i..)?.to_vec();
                    return Some(self.store.make(Op::Piecewise, &rest));
                }
            }
        }
        None
    }

    fn guard_truth(&mut self, guard: Expr, x: Name, span: Span, facts: &[Signed]) -> Option<bool> {
        let parts = match self.store.op(guard) {
            Op::And => self.store.children(guard).to_vec(),
            _ => vec![guard],
        };
        let mut all = Some(true);
        for part in parts {
            let (Op::Rel(rel), Some((a, b))) = (self.store.op(part), self.store.pair(part)) else {
                return None;
            };
            let difference = self.difference(a, b);
            match self
                .branch_sign(difference, x, span, facts)
                .map(|sign| rel.holds_for(sign.cmp(&0)))
            {
                Some(true) => {}
                // The other comparisons must be defined for the guard to be false.
                Some(false) if self.defined_on(guard, x, span, facts) => return Some(false),
                _ => all = None,
            }
        }
        all
    }

    /// The first node with branches that depend on `x` but not on other such nodes.
    pub fn first_branch(&self, e: Expr, x: Name) -> Option<Expr> {
        let branches = |sub: Expr| match self.store.op(sub) {
            Op::Piecewise => true,
            Op::Func(f) => matches!(f, Func::Abs | Func::Sign | Func::Min | Func::Max),
            _ => false,
        };
        let all = self.store.subexpressions(&[e]);
        all.into_iter().find(|&sub| branches(sub) && self.store.mentions(sub, x))
    }

    /// A sign on the span of the rewritten expression is that of the expression, where it is
    /// defined.
    pub fn signed_same(&mut self, same: Same, fact: Signed, facts: &[Signed]) -> Option<Signed> {
        let Same { lhs, rhs, variable, span } = same;
        let fits = fact.expr == rhs
            && fact.variable == variable
            && self.span_within(fact.span, span)
            && self.defined_on(lhs, variable, fact.span, facts);
        fits.then_some(Signed { expr: lhs, ..fact })
    }
}
