//! Where an expression is continuous: where the pieces of a value meet, they may agree.

use rustc_hash::FxHashSet;

use super::hyps::Hyps;
use super::{Kernel, Refusal};
use crate::expr::{Expr, Func, Name, Op, Rel};

impl Kernel {
    /// Conditions under which `e` is defined on a neighbourhood in `x` and continuous there; they
    /// hold on a neighbourhood themselves. `None` if none are known.
    pub(super) fn continuous(&mut self, e: Expr, x: Name) -> Option<Hyps> {
        let mut all = Hyps::NONE;
        let mut seen = FxHashSet::default();
        let mut stack = vec![e];
        while let Some(e) = stack.pop() {
            if !seen.insert(e) {
                continue;
            }
            let own = if !self.store.mentions(e, x) {
                self.defined(e)?.sufficient
            } else {
                self.continuous_node(e, x, &mut stack)?
            };
            all = self.hyps_table.union(all, own);
        }
        Some(all)
    }

    /// The node's own conditions; the parts that must be continuous too go to the stack.
    fn continuous_node(&mut self, e: Expr, x: Name, stack: &mut Vec<Expr>) -> Option<Hyps> {
        let children = self.store.children(e).to_vec();
        let own = match (self.store.op(e), children.as_slice()) {
            (Op::Piecewise, _) => {
                stack.extend(children.chunks(2).filter_map(|chunk| chunk.last()));
                return self.continuous_joints(&children, x);
            }
            (Op::Func(Func::Abs | Func::Min | Func::Max), _) => Vec::new(),
            (Op::Func(Func::Root), &[u, k]) => {
                let degree = self.store.as_literal_i64(k).filter(|&k| k >= 2)?;
                stack.push(u);
                // A root is continuous at 0 where its term cannot be negative nearby.
                let everywhere = degree % 2 != 0 || self.nonnegative(u).is_empty();
                let own = if everywhere { Vec::new() } else { self.positive(u) };
                return Some(self.hyps_table.of(own));
            }
            (Op::Neg | Op::Add | Op::Sub | Op::Mul | Op::Div | Op::Pow | Op::Func(_), _) => {
                self.smoothness(e)
            }
            (Op::Symbol(_) | Op::Apply(..), _) => match self.unfolded(e) {
                Some(body) => {
                    stack.push(body);
                    return Some(Hyps::NONE);
                }
                None => return self.differentiable(e, x),
            },
            _ => return self.differentiable(e, x),
        };
        stack.extend(children);
        Some(self.hyps_table.of(own))
    }

    /// Conditions under which pieces that are continuous make a continuous value: no guard changes,
    /// or it changes at one point, where its piece and what follows agree.
    fn continuous_joints(&mut self, children: &[Expr], x: Name) -> Option<Hyps> {
        let mut all = Hyps::NONE;
        let mut rest = children;
        while let &[guard, value, ref after @ ..] = rest {
            // A guard that is not defined everywhere leaves gaps, whatever it comes down to.
            let total = self.defined(guard)?.sufficient.is_none();
            let meets = match self.joint(guard, x) {
                Some(at) => total && self.meet_at(value, after, x, at),
                None => false,
            };
            if !meets {
                let steady = self.differentiable(guard, x)?;
                all = self.hyps_table.union(all, steady);
            }
            rest = after;
        }
        // Without an `otherwise` the value is missing where no guard holds.
        (rest.len() == 1).then_some(all)
    }

    /// The only point at which the guard may change, if it compares the variable with it.
    fn joint(&mut self, guard: Expr, x: Name) -> Option<Expr> {
        match *self.simplest(guard) {
            [simple] => self.compared_with(simple, x).map(|(_, at)| at),
            _ => None,
        }
    }

    /// `x rel c`, `c rel x` or `x - c rel 0` as `(rel, c)`, for a `c` that is free of `x`.
    pub(super) fn compared_with(&self, condition: Expr, x: Name) -> Option<(Rel, Expr)> {
        let Op::Rel(rel) = self.store.op(condition) else { return None };
        let (mut a, mut b) = self.store.pair(condition)?;
        if let (Op::Sub, Some(0)) = (self.store.op(a), self.store.as_literal_i64(b)) {
            (a, b) = self.store.pair(a)?;
        }
        let (rel, at) = match (self.store.as_name(a), self.store.as_name(b)) {
            (Some(name), _) if name == x => (rel, b),
            (_, Some(name)) if name == x => (rel.flipped(), a),
            _ => return None,
        };
        (!self.store.mentions(at, x)).then_some((rel, at))
    }

    /// Has the piece at the point the value of the piece that is taken of those after it?
    fn meet_at(&mut self, value: Expr, after: &[Expr], x: Name, at: Expr) -> bool {
        let parts = [&[value], after].concat();
        if self.store.subexpressions(&parts).iter().any(|&sub| self.store.hides(sub, x)) {
            return false;
        }
        let here = [(x, at)];
        let mut rest = after;
        while let &[guard, _, ref others @ ..] = rest {
            let there = self.store.substitute(guard, &here);
            if self.proves(Hyps::NONE, there) {
                break;
            }
            if !self.refutes(there) {
                return false;
            }
            rest = others;
        }
        let Some(&other) = (if rest.len() == 1 { rest.first() } else { rest.get(1) }) else {
            return false;
        };
        let [a, b] = [value, other].map(|piece| self.store.substitute(piece, &here));
        self.by_algebra(a, b).is_ok_and(|t| self.hyps_of(t).is_none())
    }

    fn refutes(&mut self, condition: Expr) -> bool {
        let (Op::Rel(rel), Some((a, b))) = (self.store.op(condition), self.store.pair(condition))
        else {
            return false;
        };
        let opposite = self.store.rel(rel.negated(), a, b);
        self.proves(Hyps::NONE, opposite)
    }

    /// May the condition `x ≠ c` be given up for `D(x, f) = g`? The conditions that are needed
    /// instead, under which the rest holds near the point and both `f` and `g` are continuous.
    pub(super) fn across_joint(
        &mut self,
        [f, g]: [Expr; 2],
        x: Name,
        joint: Expr,
        rest: Hyps,
    ) -> Result<Hyps, Refusal> {
        match self.compared_with(joint, x) {
            Some((Rel::Ne, _)) if !self.is_declared_integer(x) => {}
            _ => return Err(Refusal::Mismatch),
        }
        let mut all = self.near(x, rest)?;
        for side in [f, g] {
            if self.store.has_matrices(side) {
                return Err(Refusal::UnknownDomain);
            }
            let near = self.continuous(side, x).ok_or(Refusal::UnknownDomain)?;
            all = self.hyps_table.union(all, near);
        }
        if self.proves(all, joint) { Err(Refusal::Premise) } else { Ok(all) }
    }
}
