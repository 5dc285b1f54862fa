//! Equations that a normal form decides.

use super::Proved;
use crate::expr::Expr;
use crate::kernel::{Hyps, Kernel, Refusal, Step, Theorem};
use crate::normal::terms;

impl Kernel {
    /// `s = t` where both have one normal form, under the conditions in which their domains
    /// differ.
    ///
    /// # Errors
    /// [`Refusal::NotEqual`], [`Refusal::TooLarge`] or [`Refusal::UnknownDomain`].
    pub fn by_algebra(&mut self, s: Expr, t: Expr) -> Proved {
        self.by_algebra_under(Hyps::NONE, s, t)
    }

    /// The same under assumptions, which become conditions of the theorem.
    ///
    /// # Errors
    /// As [`Kernel::by_algebra`].
    pub fn by_algebra_under(&mut self, given: Hyps, s: Expr, t: Expr) -> Proved {
        if s == t {
            return Ok(self.refl(s));
        }
        if !self.same_sort(s, t) {
            return Err(Refusal::NotEqual);
        }
        let (ds, dt) = self.domains(s, t)?;
        let matrices = self.store.has_matrices(s) || self.store.has_matrices(t);
        let tidy = terms::same(&self.store, s, t);
        if !tidy {
            let both = self.hyps_table.union(ds.sufficient, dt.sufficient);
            let known = self.hyps_table.union(both, given);
            let known = self.merged(known);
            let same = if matrices {
                self.same_words(known, s, t)
            } else {
                self.same_normal_form(known, s, t)
            };
            match same {
                Err(Refusal::NotEqual | Refusal::TooLarge)
                    if self.same_constant(s, t) || self.same_by_inverse(known, s, t) => {}
                outcome => outcome?,
            }
        }
        let between = self.domain_difference(given, s, t, tidy)?;
        let hyps = self.hyps_table.union(given, between);
        Ok(self.record(hyps, s, t, if tidy { Step::Tidy } else { Step::Algebra }))
    }

    /// `e = t`, where `t` is the light normal form of `e` as a lecturer would write it: like terms
    /// collected at the top. The normal form is read once; the module that reads it also writes it.
    /// `None` if `e` is that form already, or it cannot be said where one of the two is defined.
    pub fn tidy(&mut self, e: Expr) -> Option<Theorem> {
        let tidy = terms::tidy(&mut self.store, e);
        self.tidied_to(e, tidy)
    }

    /// The same with no more done than to leave out a zero that is added or a one that multiplies.
    pub fn drop_units(&mut self, e: Expr) -> Option<Theorem> {
        let tidy = terms::without_units(&self.store, e);
        self.tidied_to(e, tidy)
    }

    fn tidied_to(&mut self, e: Expr, tidy: Expr) -> Option<Theorem> {
        if tidy == e {
            return None;
        }
        let hyps = self.domain_difference(Hyps::NONE, e, tidy, true).ok()?;
        Some(self.record(hyps, e, tidy, Step::Tidy))
    }
}
