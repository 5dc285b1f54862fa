//! Sums, products and conditions over a range of integers: where they are defined, and what follows
//! from "for all".

use super::range::End;
use super::{Domain, Hyps, Kernel};
use crate::expr::{Expr, Name, Op, Rel};
use crate::normal::terms;
use crate::num::Rational;

/// The body of a sum, product or "for all" with an index that occurs nowhere else and is known to
/// be an integer, not below the lower bound where that is a number.
#[derive(Clone, Copy)]
pub(super) struct Ranged {
    pub(super) body: Expr,
    /// The index in place of the bound one.
    pub(super) index: Expr,
    /// The bound index, as it is written.
    pub(super) bound: Expr,
    pub(super) from: Expr,
    pub(super) to: Expr,
}

impl Kernel {
    /// What a recursion says of a member that is not below the first; `None` if a member may be
    /// undefined.
    pub(super) fn member(&mut self, family: Name, e: Expr) -> Option<Expr> {
        let recursion = self.store.recursion(family)?;
        let at = self.store.single(e)?;
        for part in [recursion.first, recursion.next] {
            if !self.defined(part)?.sufficient.is_none() {
                return None;
            }
        }
        let literal = self.store.as_literal_i64(at);
        if literal == Some(recursion.base) {
            return Some(recursion.first);
        }
        let before = match literal {
            Some(at) => self.store.integer(at.checked_sub(1)?),
            None => {
                let one = self.store.integer(1);
                let before = self.store.sub(at, one);
                terms::tidy(&mut self.store, before)
            }
        };
        let before = self.store.make(Op::Indexed(family), &[before]);
        self.store.next_member(family, at, before)
    }

    /// The body with a fresh index, which the expressions to be avoided do not mention either;
    /// `None` if the bounds are not known to be integers.
    pub(super) fn ranged(&mut self, e: Expr, avoid: &[Expr]) -> Option<Ranged> {
        let &[body, bound, from, to] = self.store.children(e) else { return None };
        let name = self.store.as_symbol(bound)?;
        if !self.is_integer(from) || !self.is_integer(to) {
            return None;
        }
        let least = match self.range(Hyps::NONE, from).lo {
            End::Closed(v) => v.to_i64(),
            End::Open(_) | End::Infinite => None,
        };
        let stem = self.store.text(name).trim_end_matches('#').to_owned();
        let stem = stem.split('#').next().unwrap_or("k").to_owned();
        let mut marks = String::from("#");
        let fresh = loop {
            let text = match least {
                Some(least) => format!("{stem}{marks}{least}"),
                None => format!("{stem}{marks}"),
            };
            let fresh = self.store.name(&text);
            let used = [e].iter().chain(avoid).any(|&other| self.store.mentions(other, fresh));
            if !used {
                break fresh;
            }
            marks.push('#');
        };
        self.store.declare_integer(fresh, least);
        let index = self.store.symbol_of(fresh);
        let body = self.store.substitute(body, &[(name, index)]);
        Some(Ranged { body, index, bound, from, to })
    }

    /// The conditions that say that the index lies in the range.
    fn within(&mut self, ranged: Ranged) -> [Expr; 2] {
        let low = self.store.rel(Rel::Ge, ranged.index, ranged.from);
        let high = self.store.rel(Rel::Le, ranged.index, ranged.to);
        [low, high]
    }

    /// Is there certainly an integer in the range, where the hypotheses hold?
    pub(super) fn is_nonempty(&mut self, hyps: Hyps, from: Expr, to: Expr) -> bool {
        let condition = self.store.rel(Rel::Le, from, to);
        self.proves(hyps, condition)
    }

    /// The domain of a sum, product or "for all", from that of its body. A condition of the body
    /// that depends on the index must hold for all indices in the range.
    pub(super) fn domain_over_range(
        &mut self,
        e: Expr,
        by: Option<Name>,
        body: Domain,
    ) -> Option<Domain> {
        let ranged = self.ranged(e, &[])?;
        let varies = |end: Expr| by.is_some_and(|x| self.store.mentions(end, x));
        if varies(ranged.from) || varies(ranged.to) {
            return None;
        }
        let sufficient = self.for_all(ranged, body.sufficient);
        let necessary = self.for_all(ranged, body.necessary);
        // Without an index nothing is asked of the body.
        let nonempty = self.is_nonempty(Hyps::NONE, ranged.from, ranged.to);
        let surely = necessary.into_iter().filter(|&c| nonempty || self.store.op(c) == Op::ForAll);
        let necessary = surely.collect();
        Some(Domain {
            sufficient: self.hyps_table.of(sufficient),
            necessary: self.hyps_table.of(necessary),
        })
    }

    /// The conditions, about the fresh index, for every index in the range; those that hold there
    /// anyway are dropped.
    fn for_all(&mut self, ranged: Ranged, conditions: Hyps) -> Vec<Expr> {
        let Some(fresh) = self.store.as_symbol(ranged.index) else { return Vec::new() };
        let within = self.within(ranged).to_vec();
        let within = self.hyps_table.of(within);
        let mut all = Vec::new();
        for condition in self.hyps_table.list(conditions).to_vec() {
            if !self.store.mentions(condition, fresh) {
                all.push(condition);
            } else if !self.proves(within, condition) {
                let condition = self.store.substitute(condition, &[(fresh, ranged.bound)]);
                let Ranged { bound, from, to, .. } = ranged;
                all.push(self.store.make(Op::ForAll, &[condition, bound, from, to]));
            }
        }
        all
    }

    /// Does the condition hold for all indices in the range, where the hypotheses do?
    pub(super) fn proves_for_all(&mut self, hyps: Hyps, condition: Expr) -> bool {
        let known = self.hyps_table.list(hyps).to_vec();
        let Some(ranged) = self.ranged(condition, &known) else { return false };
        let (from, to) = (self.store.as_i64(ranged.from), self.store.as_i64(ranged.to));
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            return true;
        }
        let mut all = known;
        all.extend(self.within(ranged));
        let all = self.hyps_table.of(all);
        self.proves(all, ranged.body)
    }

    /// Does the condition follow from one that holds for all indices of a range?
    pub(super) fn follows_from_all(&mut self, hyps: Hyps, condition: Expr) -> bool {
        let is_for_all = |known: &Expr| self.store.op(*known) == Op::ForAll;
        let known: Vec<Expr> =
            self.hyps_table.list(hyps).iter().copied().filter(is_for_all).collect();
        for known in known {
            let &[body, bound, from, to] = self.store.children(known) else { continue };
            let Some(index) = self.store.as_symbol(bound) else { continue };
            let Some(value) = self.index_between(body, index, condition) else { continue };
            let there = self.store.substitute(body, &[(index, value)]);
            let low = self.store.rel(Rel::Ge, value, from);
            let high = self.store.rel(Rel::Le, value, to);
            if there == condition
                && self.is_integer(value)
                && self.proves(hyps, low)
                && self.proves(hyps, high)
            {
                return true;
            }
        }
        false
    }

    /// `a rel b` between integers, from a hypothesis about two others with a difference that is
    /// larger or smaller by a number: `k <= n - 1` gives `k < n`.
    pub(super) fn integers_prove(&mut self, hyps: Hyps, rel: Rel, a: Expr, b: Expr) -> bool {
        if !self.is_integer(a) || !self.is_integer(b) {
            return false;
        }
        // Each as `0 <= difference - least`, an integer.
        let bound = |rel: Rel, a: Expr, b: Expr| match rel {
            Rel::Ge => Some((a, b, 0)),
            Rel::Gt => Some((a, b, 1)),
            Rel::Le => Some((b, a, 0)),
            Rel::Lt => Some((b, a, 1)),
            Rel::Eq | Rel::Ne => None,
        };
        let goals = match rel {
            Rel::Ne => vec![(a, b, 1), (b, a, 1)],
            _ => bound(rel, a, b).into_iter().collect(),
        };
        for (high, low, least) in goals {
            let goal = self.store.sub(high, low);
            let goal = terms::tidy(&mut self.store, goal);
            if self.range(Hyps::NONE, goal).at_least(&Rational::integer(least)) {
                return true;
            }
            for known in self.hyps_table.list(hyps).to_vec() {
                let (Op::Rel(rel), Some((c, d))) = (self.store.op(known), self.store.pair(known))
                else {
                    continue;
                };
                let Some((c, d, surplus)) = bound(rel, c, d) else { continue };
                if !self.is_integer(c) || !self.is_integer(d) {
                    continue;
                }
                let difference = self.store.sub(c, d);
                let rest = self.store.sub(goal, difference);
                let rest = terms::tidy(&mut self.store, rest);
                let range = self.range(Hyps::NONE, rest);
                if range.at_least(&Rational::integer(least - surplus)) {
                    return true;
                }
            }
        }
        false
    }

    /// What stands in `special` at the first place where the index stands in `general`.
    fn index_between(&self, general: Expr, index: Name, special: Expr) -> Option<Expr> {
        let mut stack = vec![(general, special)];
        while let Some((g, s)) = stack.pop() {
            if self.store.as_symbol(g) == Some(index) {
                return Some(s);
            }
            let (a, b) = (self.store.children(g), self.store.children(s));
            if self.store.op(g) == self.store.op(s) && a.len() == b.len() {
                stack.extend(a.iter().copied().zip(b.iter().copied()));
            }
        }
        None
    }

    /// `u > 0` for a sum of positive terms says that there is one: the bounds to be compared.
    pub(super) fn positive_sum(&mut self, u: Expr) -> Option<(Expr, Rational)> {
        let &[_, _, from, to] = self.store.children(u) else { return None };
        if self.store.op(u) != Op::Sum {
            return None;
        }
        let from_value = self.store.as_rational(from)?;
        let ranged = self.ranged(u, &[])?;
        self.range(Hyps::NONE, ranged.body).is_positive().then_some((to, from_value))
    }
}
