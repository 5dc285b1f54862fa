//! Claims: proved, refuted or undecided.

use super::isolated::is_isolated;
use super::reply::{Reply, Verdict, Witness};
use super::{Door, Mistake, Replied};
use crate::expr::{Expr, Name, Op, Rel};
use crate::kernel::Theorem;
use crate::print::{Format, expression};
use crate::strategy::{self, Claim};

impl Door {
    pub(super) fn equal(&mut self, lhs: &str, rhs: &str) -> Replied {
        let lhs = self.value("lhs", lhs)?.e;
        let rhs = self.value("rhs", rhs)?.e;
        let verdict = match self.session.engine.decide(lhs, rhs) {
            Claim::Proved(t) => self.proved(t, &[lhs, rhs])?,
            Claim::Refuted(found) => self.refuted(&found),
            Claim::Undecided(tried) => Verdict::Undecided { tried },
        };
        Ok(Reply::Verdict(verdict))
    }

    fn proved(&mut self, t: Theorem, sides: &[Expr]) -> Result<Verdict, Mistake> {
        let all = self.conditions(t);
        self.check_size("lhs", &all)?;
        let variables = self.session.engine.variables(&[sides, &all].concat());
        let (mut conditions, mut isolated) = (Vec::new(), Vec::new());
        for condition in all {
            let left_out = match variables.as_slice() {
                &[x] => self.points_left_out(condition, x),
                // Among several variables the solutions of an equation are no isolated points.
                _ => None,
            };
            match left_out {
                Some(equation) => isolated.push(self.source(equation)),
                None => conditions.push(self.source(condition)),
            }
        }
        Ok(Verdict::Proved { conditions, isolated })
    }

    /// `u = c`, for a condition `u ≠ c` that fails only at isolated values of its one variable.
    fn points_left_out(&mut self, condition: Expr, x: Name) -> Option<Expr> {
        let kernel = &mut self.session.engine.kernel;
        let store = kernel.store();
        let (u, c) = store.pair(condition).filter(|_| store.op(condition) == Op::Rel(Rel::Ne))?;
        if kernel.is_declared_integer(x) || !is_isolated(kernel.store_mut(), x, u, c) {
            return None;
        }
        Some(kernel.store_mut().rel(Rel::Eq, u, c))
    }

    pub(super) fn refuted(&self, found: &strategy::Witness) -> Verdict {
        let store = self.session.store();
        let source = |e| expression(store, e, Format::Source);
        let functions = found.functions.iter();
        let functions = functions.map(|&(call, value)| (source(call), source(value)));
        let text = |name: &Name| store.text(*name).to_owned();
        let matrices = found.matrices.iter().map(|(name, rows)| (text(name), rows.clone()));
        let at = found.at.iter().map(|(name, value)| (text(name), value.to_string()));
        Verdict::Refuted(Witness {
            functions: functions.collect(),
            at: matrices.chain(at).collect(),
            lhs: found.lhs.clone(),
            rhs: found.rhs.clone(),
        })
    }
}
