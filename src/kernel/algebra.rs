//! Equality by normal form: the kernel's door to the algebra below.

use super::range::Range;
use super::{Hyps, Kernel, Refusal};
use crate::expr::{Expr, Op, Rel, Store};
use crate::normal::poly::Limits;
use crate::normal::terms;
use crate::normal::tower::{Context, Mode, NoForm, Signs, Tower};
use crate::num::Rational;

/// How many terms a polynomial may have when two sides are compared.
const MAX_TERMS: usize = 5_000;

/// The kernel as seen from the normal form: definitions, and signs under hypotheses.
pub struct View<'k> {
    kernel: &'k mut Kernel,
    hyps: Hyps,
}

impl<'k> View<'k> {
    /// A view under these hypotheses.
    pub fn new(kernel: &'k mut Kernel, hyps: Hyps) -> Self {
        Self { kernel, hyps }
    }
}

impl View<'_> {
    /// The sign of `e` where the conditions that say it come down to hypotheses.
    fn solved(&mut self, e: Expr) -> Option<Range> {
        let signs = [
            (Rel::Gt, Range::positive()),
            (Rel::Lt, Range::positive().negate()),
            (Rel::Ge, Range::nonnegative()),
            (Rel::Le, Range::nonnegative().negate()),
        ];
        signs.into_iter().find_map(|(rel, range)| {
            let conditions = self.kernel.compare_to(rel, e, Rational::ZERO);
            let all = conditions.into_iter().all(|c| self.kernel.proves(self.hyps, c));
            all.then_some(range)
        })
    }
}

impl Context for View<'_> {
    fn store(&mut self) -> &mut Store {
        &mut self.kernel.store
    }

    fn unfolded(&mut self, e: Expr) -> Option<Expr> {
        self.kernel.unfolded(e)
    }

    fn is_integer(&mut self, e: Expr) -> bool {
        self.kernel.is_integer(e)
    }

    fn signs(&mut self, e: Expr) -> Signs {
        let mut range = self.kernel.range(self.hyps, e);
        // A hypothesis about the same sum in another order says the same.
        for &condition in &self.kernel.conditions(self.hyps).to_vec() {
            if let (Op::Rel(_), Some((a, b))) =
                (self.kernel.store.op(condition), self.kernel.store.pair(condition))
                && a != e
                && self.kernel.store.as_rational(b).is_some()
                && terms::same(&self.kernel.store, a, e)
            {
                range = range.meet(&self.kernel.range(self.hyps, a));
            }
        }
        if !range.is_nonnegative() && !range.is_nonpositive() {
            range = self.solved(e).map_or(range.clone(), |solved| range.meet(&solved));
        }
        Signs {
            nonnegative: range.is_nonnegative(),
            nonpositive: range.is_nonpositive(),
            nonzero: range.nonzero,
        }
    }
}

impl Kernel {
    /// Do `s` and `t` have one normal form where the hypotheses hold?
    pub(super) fn same_normal_form(
        &mut self,
        known: Hyps,
        s: Expr,
        t: Expr,
    ) -> Result<(), Refusal> {
        let mut tower = Tower::new(Mode::Decide, Limits::terms(MAX_TERMS));
        let mut view = View::new(self, known);
        let difference = tower.fractions(&mut view, &[s, t]).and_then(|sides| match &sides[..] {
            [a, b] => Ok(a.sub(b, &tower.limits)?),
            _ => Err(NoForm::Undefined),
        });
        match difference.and_then(|value| Ok(tower.is_zero(&value)?)) {
            Ok(true) => Ok(()),
            Ok(false) => Err(Refusal::NotEqual),
            Err(NoForm::TooLarge(_)) => Err(Refusal::TooLarge),
            Err(NoForm::Undefined) => Err(Refusal::NotEqual),
        }
    }
}
