//! Equalities case by case: maxima, absolute values, signs and pieces, where they are nested.

use super::Engine;
use crate::expr::Expr;
use crate::kernel::{Hyps, Refusal, Theorem, View};
use crate::normal::tower::{Mode, Tower};

/// How many terms may be asked for their sign, one within the case of another.
const DEEPEST: usize = 6;

/// How many cases are tried in all.
const MOST: usize = 200;

/// How many terms a polynomial may have on the way.
const MAX_TERMS: usize = 500;

impl Engine {
    /// `a = b` by cases, under these conditions.
    pub(super) fn case_by_case(&mut self, known: Hyps, a: Expr, b: Expr) -> Option<Theorem> {
        let mut left = MOST;
        let u = self.next_case(known, a, b)?;
        self.split(known, a, b, u, DEEPEST, &mut left)
    }

    /// The equation in the three cases of `u`; each may be split further, to a fixed depth.
    fn split(
        &mut self,
        known: Hyps,
        a: Expr,
        b: Expr,
        u: Expr,
        depth: usize,
        left: &mut usize,
    ) -> Option<Theorem> {
        let mut proved = Vec::with_capacity(3);
        for case in self.kernel.cases_of(u) {
            *left = left.checked_sub(1)?;
            self.check_time().ok()?;
            let mut all = self.kernel.conditions(known).to_vec();
            all.push(case);
            let here = self.kernel.hyps(all);
            let t = match self.kernel.absurd(here, a, b) {
                Ok(t) => t,
                Err(_) => match self.kernel.by_algebra_under(here, a, b) {
                    Ok(t) => t,
                    Err(Refusal::NotEqual) if depth > 1 => {
                        let next = self.next_case(here, a, b)?;
                        self.split(here, a, b, next, depth - 1, left)?
                    }
                    Err(_) => return None,
                },
            };
            proved.push(t);
        }
        let cases = <[Theorem; 3]>::try_from(proved).ok()?;
        let t = self.kernel.by_cases(u, cases).ok()?;
        Some(self.kernel.settle(t))
    }

    /// A term whose sign the difference of the sides depends on.
    fn next_case(&mut self, known: Hyps, a: Expr, b: Expr) -> Option<Expr> {
        let mut tower = Tower::new(Mode::Decide, self.kernel.limits(MAX_TERMS));
        let mut view = View::new(&mut self.kernel, known);
        let values = tower.fractions(&mut view, &[a, b]).ok()?;
        let [a, b] = values.as_slice() else { return None };
        let difference = a.sub(b, &tower.limits).ok()?;
        let store = self.kernel.store();
        let compared: Vec<Option<Expr>> = self
            .kernel
            .conditions(known)
            .iter()
            .map(|&c| store.pair(c).map(|(term, _)| term))
            .collect();
        // A case that is open already says all that can be said of its term.
        let mut open = tower.open_signs(store, &difference).into_iter();
        open.find(|&u| !compared.contains(&Some(u)))
    }
}
