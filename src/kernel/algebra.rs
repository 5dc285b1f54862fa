//! Equality by normal form: the kernel's door to the algebra below.

use super::range::Range;
use super::{Domain, Hyps, Kernel, Refusal};
use crate::expr::{Expr, Func, Op, Rel, Store};
use crate::normal::terms;
use crate::normal::tower::{Context, Mode, NoForm, Signs, Tower};
use crate::normal::words::Words;
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
    /// Does a hypothesis such as `e^2 > 1` say that `e` is not zero?
    fn power_excludes_zero(&mut self, e: Expr) -> bool {
        let zero = self.kernel.store.integer(0);
        self.kernel.power_excludes(self.hyps, e, zero)
    }

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

    fn whole_part(&mut self, e: Expr) -> Option<Rational> {
        self.kernel.range(self.hyps, e).whole_part()
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
            for (rel, sign) in [
                (Rel::Gt, Range::positive()),
                (Rel::Lt, Range::positive().negate()),
                (Rel::Ge, Range::nonnegative()),
                (Rel::Le, Range::nonnegative().negate()),
            ] {
                if self.kernel.follows_linearly(self.hyps, rel, e) {
                    range = range.meet(&sign);
                    break;
                }
            }
        }
        if !range.is_nonnegative() && !range.is_nonpositive() {
            range = self.solved(e).map_or(range.clone(), |solved| range.meet(&solved));
        }
        Signs {
            nonnegative: range.is_nonnegative(),
            nonpositive: range.is_nonpositive(),
            nonzero: range.nonzero || self.power_excludes_zero(e),
        }
    }
}

impl Kernel {
    pub(super) fn domains(&mut self, s: Expr, t: Expr) -> Result<(Domain, Domain), Refusal> {
        let ds = self.defined(s).ok_or(Refusal::UnknownDomain)?;
        let dt = self.defined(t).ok_or(Refusal::UnknownDomain)?;
        Ok((ds, dt))
    }

    /// Conditions under which `s` and `t` are defined at the same points: what one needs and the
    /// definedness of the other does not imply. A part that both evaluate implies its own
    /// conditions; that is used where the equality itself rests on no condition (`bare`).
    pub(super) fn domain_difference(
        &mut self,
        given: Hyps,
        s: Expr,
        t: Expr,
        bare: bool,
    ) -> Result<Hyps, Refusal> {
        let (ds, dt) = self.domains(s, t)?;
        let mut difference = Vec::new();
        for (from, domain, to) in [(s, ds, dt), (t, dt, ds)] {
            let implied = self.hyps_table.union(to.necessary, given);
            if implied == domain.sufficient || domain.sufficient.is_none() {
                continue;
            }
            let mut open = self.not_proved(implied, domain.sufficient);
            if bare && !open.is_empty() {
                let other = if from == s { t } else { s };
                let own = self.own_conditions(from, other).ok_or(Refusal::UnknownDomain)?;
                let own = self.hyps_table.of(own);
                open = self.not_proved(implied, own);
            }
            difference.extend(open);
        }
        Ok(self.hyps_table.of(difference))
    }

    pub(super) fn not_proved(&mut self, hyps: Hyps, conditions: Hyps) -> Vec<Expr> {
        let conditions = self.hyps_table.list(conditions).to_vec();
        conditions.into_iter().filter(|&c| !self.proves(hyps, c)).collect()
    }

    /// Do `s` and `t`, with matrices in them, have one normal form where the hypotheses hold?
    pub(super) fn same_words(&mut self, known: Hyps, s: Expr, t: Expr) -> Result<(), Refusal> {
        let mut view = View::new(self, known);
        let pairs = Words::new(&mut view).differences(s, t).map_err(|error| match error {
            NoForm::TooLarge(_) => Refusal::TooLarge,
            NoForm::Undefined => Refusal::NotEqual,
        })?;
        for (a, b) in pairs.ok_or(Refusal::NotEqual)? {
            if a != b && !terms::same(&self.store, a, b) {
                self.same_normal_form(known, a, b)?;
            }
        }
        Ok(())
    }

    /// Do `s` and `t` have one normal form where the hypotheses hold? Roots of products are split
    /// into those of the factors to decide; where the factors' signs are not known, the root as it
    /// is written may do.
    pub(super) fn same_normal_form(
        &mut self,
        known: Hyps,
        s: Expr,
        t: Expr,
    ) -> Result<(), Refusal> {
        let (mut known, mut exprs) = (known, vec![s, t]);
        if !self.equations(known).is_empty() {
            // Variables that are solved for go, and what is known is said of the others.
            exprs.extend(self.hyps_table.list(known));
            self.solved_for(known, &mut exprs);
            known = self.hyps_table.of(exprs.split_off(2));
            for equation in self.equations(known) {
                if let Some((a, b)) = self.store.pair(equation) {
                    exprs.push(self.store.sub(a, b));
                }
            }
        }
        match self.same_form(Mode::Decide, known, &exprs) {
            Err(Refusal::NotEqual) if self.has_root(s) || self.has_root(t) => {
                self.same_form(Mode::Present, known, &exprs)
            }
            outcome => outcome,
        }
    }

    fn has_root(&self, e: Expr) -> bool {
        let parts = self.store.subexpressions(&[e]);
        parts.iter().any(|&part| match (self.store.op(part), self.store.children(part)) {
            (Op::Func(Func::Root), &[a, _]) => !self.store.is_closed(a),
            (Op::Pow, &[a, b]) => self.store.op(b) == Op::Div && !self.store.is_closed(a),
            _ => false,
        })
    }

    /// Are the first two of the expressions equal where the others are zero?
    fn same_form(&mut self, mode: Mode, known: Hyps, exprs: &[Expr]) -> Result<(), Refusal> {
        let mut tower = Tower::new(mode, self.limits(MAX_TERMS));
        let mut view = View::new(self, known);
        let is_zero = tower.fractions(&mut view, exprs).and_then(|values| match &values[..] {
            [a, b, equations @ ..] => {
                let difference = a.sub(b, &tower.limits)?;
                let is_zero = tower.is_zero(&difference)?
                    || (!equations.is_empty() && tower.is_zero_modulo(&difference, equations)?);
                Ok(is_zero)
            }
            _ => Err(NoForm::Undefined),
        });
        match is_zero {
            Ok(true) => Ok(()),
            Ok(false) => Err(Refusal::NotEqual),
            Err(NoForm::TooLarge(_)) => Err(Refusal::TooLarge),
            Err(NoForm::Undefined) => Err(Refusal::NotEqual),
        }
    }
}
