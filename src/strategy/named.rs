//! Steps with a name: rows of the rulebook applied wherever they make a term simpler.

use super::cost::cost;
use super::rewrite::is_binding;
use super::{Engine, Failure};
use crate::expr::{Expr, Op};
use crate::kernel::rules::{explog, inverse, piecewise, powers, trig};
use crate::kernel::{Hyps, Rule, Theorem};

/// How often a term may be rewritten by one row after another.
const MAX_STEPS: usize = 8;

/// The largest expression, in nodes, that is searched for such terms.
const LARGEST: usize = 500;

impl Engine {
    /// `e` after all named simplifications, from the leaves up; `None` if no row applies. A row is
    /// used only where its conditions follow from what is known and from the term's being defined.
    ///
    /// # Errors
    /// If the kernel refuses to put a step in its place.
    pub(super) fn by_named_rules(
        &mut self,
        known: Hyps,
        e: Expr,
    ) -> Result<Option<Theorem>, Failure> {
        if self.kernel.store().size(e) > LARGEST {
            return Ok(None);
        }
        let stays = |op| is_binding(op) || matches!(op, Op::Rel(_) | Op::And);
        self.bottom_up(e, stays, |engine, sub, mut step| {
            for _ in 0..MAX_STEPS {
                let now = engine.reached(sub, step);
                let Some(next) = engine.named_step(known, now) else { break };
                step = Some(engine.after(step, next)?);
            }
            Ok(step)
        })
    }

    /// The first row that makes the term simpler.
    fn named_step(&mut self, known: Hyps, e: Expr) -> Option<Theorem> {
        let price = cost(self.kernel.store(), e);
        rows().find_map(|rule| {
            let t = self.kernel.rewrite(rule, e).ok()?;
            let cheaper = cost(self.kernel.store(), self.kernel.rhs(t)) < price;
            (cheaper && self.holds_anyway(known, t)).then_some(t)
        })
    }

    /// Do the theorem's conditions follow from what is known and from its left side's being
    /// defined?
    fn holds_anyway(&mut self, known: Hyps, t: Theorem) -> bool {
        let hyps = self.kernel.hyps_of(t);
        if hyps.is_none() {
            return true;
        }
        let lhs = self.kernel.lhs(t);
        let Some(domain) = self.kernel.defined(lhs) else { return false };
        let known = self.both(known, domain.necessary);
        let needed = self.kernel.conditions(hyps).to_vec();
        needed.into_iter().all(|condition| self.kernel.proves(known, condition))
    }
}

/// The rows that are tried, in the order of the rulebook; arithmetic is left to the normal forms.
fn rows() -> impl Iterator<Item = &'static Rule> {
    [powers::TABLE, explog::TABLE, trig::TABLE, inverse::TABLE, piecewise::TABLE]
        .into_iter()
        .flatten()
        .copied()
}
