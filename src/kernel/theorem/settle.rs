//! Conditions that hold anyway are dropped.

use super::Fact;
use crate::expr::{Expr, Op, Rel};
use crate::kernel::{Hyps, Kernel, Step, Theorem};

/// More conditions than this are not compared with one another.
const MAX_SETTLED: usize = 64;

impl Kernel {
    /// The theorem without the conditions that hold anyway: those that the others imply, and those
    /// without which neither side is defined.
    pub fn settle(&mut self, t: Theorem) -> Theorem {
        let Fact { hyps, lhs, rhs, .. } = *self.fact(t);
        let mut left = hyps;
        let mut conditions = self.hyps_table.list(hyps).to_vec();
        if conditions.len() > MAX_SETTLED {
            return t;
        }
        // Of `x >= 0`, `x ≠ 0` and `x > 0` the last says it all.
        let is_strict = |c: &Expr| matches!(self.store.op(*c), Op::Rel(Rel::Lt | Rel::Gt));
        conditions.sort_by_key(is_strict);
        for condition in conditions {
            let others = self.hyps_table.without(left, condition);
            if self.proves(others, condition) || self.neither_without(condition, lhs, rhs) {
                left = others;
            }
        }
        let left = self.merged(left);
        if left == hyps { t } else { self.record(left, lhs, rhs, Step::Settle(t)) }
    }

    /// The same conditions with `u > 0` and `u^n > c` for even `n` said at once: `u > c^(1/n)`.
    pub(in crate::kernel) fn merged(&mut self, hyps: Hyps) -> Hyps {
        let list = self.hyps_table.list(hyps).to_vec();
        for &power in &list {
            for &sign in &list {
                if let Some(both) = self.merge(power, sign) {
                    let rest = list.iter().copied().filter(|&c| c != power && c != sign);
                    return self.hyps_table.of(rest.chain([both]).collect());
                }
            }
        }
        hyps
    }

    fn merge(&mut self, power: Expr, sign: Expr) -> Option<Expr> {
        let rel_of = |e: Expr| match self.store.op(e) {
            Op::Rel(rel @ (Rel::Gt | Rel::Ge)) => Some((rel, self.store.pair(e)?)),
            _ => None,
        };
        let ((rel, (u_power, c)), (_, (u, zero))) = (rel_of(power)?, rel_of(sign)?);
        let (base, n) = self.store.pair(u_power)?;
        let n = self.store.as_literal_i64(n)?;
        let c = self.store.as_rational(c)?;
        let applies = self.store.op(u_power) == Op::Pow
            && base == u
            && n > 0
            && n % 2 == 0
            && c.is_positive()
            && self.store.as_literal_i64(zero) == Some(0);
        let root = applies.then(|| c.exact_root(u32::try_from(n).ok()?)).flatten()?;
        let bound = self.store.rational(&root);
        Some(self.store.rel(rel, u, bound))
    }

    /// Are both sides undefined wherever the condition fails?
    pub(in crate::kernel) fn neither_without(
        &mut self,
        condition: Expr,
        lhs: Expr,
        rhs: Expr,
    ) -> bool {
        [lhs, rhs].into_iter().all(|side| {
            self.necessary(side).is_some_and(|necessary| self.proves(necessary, condition))
        })
    }
}
