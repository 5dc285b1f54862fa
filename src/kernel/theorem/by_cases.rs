//! Theorems by cases, and from hypotheses that contradict one another.

use super::Proved;
use crate::expr::{Expr, Name, Op, Rel};
use crate::kernel::{Hyps, Kernel, Refusal, Step, Theorem};
use crate::normal::terms::{Exponent, Factor, Sum};

/// The cases of a term: positive, negative and zero.
pub const CASES: [Rel; 3] = [Rel::Gt, Rel::Lt, Rel::Eq];

impl Kernel {
    /// `u > 0`, `u < 0` and `u = 0`.
    pub fn cases_of(&mut self, u: Expr) -> [Expr; 3] {
        let zero = self.store.integer(0);
        CASES.map(|rel| self.store.rel(rel, u, zero))
    }

    /// From `s = t` in each of the cases `u > 0`, `u < 0` and `u = 0`: `s = t` wherever `u` is
    /// defined.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if the theorems have different sides, [`Refusal::UnknownDomain`] if
    /// it cannot be said where `u` is defined.
    pub fn by_cases(&mut self, u: Expr, cases: [Theorem; 3]) -> Proved {
        let (s, t) = (self.lhs(cases[0]), self.rhs(cases[0]));
        if cases.iter().any(|&case| (self.lhs(case), self.rhs(case)) != (s, t)) {
            return Err(Refusal::Mismatch);
        }
        let conditions = self.cases_of(u);
        let domain = self.defined(u).ok_or(Refusal::UnknownDomain)?;
        let mut hyps = domain.sufficient;
        for (case, condition) in cases.into_iter().zip(conditions) {
            let stated = self.hyps_of(case);
            let rest = self.hyps_table.without(stated, condition);
            hyps = self.hyps_table.union(hyps, rest);
        }
        Ok(self.record(hyps, s, t, Step::Cases(u, cases)))
    }

    /// Anything holds under hypotheses that contradict one another.
    ///
    /// # Errors
    /// [`Refusal::Premise`] if no contradiction is found.
    pub fn absurd(&mut self, hyps: Hyps, s: Expr, t: Expr) -> Proved {
        if !self.is_impossible(hyps) {
            return Err(Refusal::Premise);
        }
        Ok(self.record(hyps, s, t, Step::Absurd))
    }

    /// The expression with the variables replaced for which the hypotheses have linear equations,
    /// one after the other.
    pub(in crate::kernel) fn solved_for(&mut self, hyps: Hyps, exprs: &mut [Expr]) {
        let mut equations = self.equations(hyps);
        while let Some(equation) = equations.pop() {
            let Some((name, value)) = self.solution(equation) else { continue };
            for e in equations.iter_mut().chain(exprs.iter_mut()) {
                if !self.is_bound_in(*e, name) {
                    *e = self.store.substitute(*e, &[(name, value)]);
                }
            }
        }
    }

    /// The equations among the hypotheses.
    pub(in crate::kernel) fn equations(&self, hyps: Hyps) -> Vec<Expr> {
        let list = self.hyps_table.list(hyps).iter().copied();
        list.filter(|&h| self.store.op(h) == Op::Rel(Rel::Eq)).collect()
    }

    /// A variable and the value that the equation, linear in it, gives it.
    fn solution(&mut self, equation: Expr) -> Option<(Name, Expr)> {
        let (a, b) = self.store.pair(equation)?;
        for (x, value) in [(a, b), (b, a)] {
            if let Ok(name) = self.variable(x)
                && !self.store.mentions(value, name)
            {
                return Some((name, value));
            }
        }
        let difference = self.store.sub(a, b);
        let sum = Sum::read(&self.store, difference);
        let (place, name) = sum.terms.iter().enumerate().find_map(|(i, term)| {
            let [Factor { base, exponent: Exponent::ONE }] = term.factors.as_slice() else {
                return None;
            };
            let name = self.variable(*base).ok()?;
            let others = sum.terms.iter().enumerate().filter(|&(j, _)| j != i);
            let mut factors = others.flat_map(|(_, term)| &term.factors);
            let free = factors
                .all(|f| f.exponent.as_number().is_some() && !self.store.mentions(f.base, name));
            free.then_some((i, name))
        })?;
        let mut rest = sum;
        let scale = rest.terms.remove(place).coefficient.recip()?;
        for term in &mut rest.terms {
            term.coefficient = -&(&term.coefficient * &scale);
        }
        Some((name, rest.write(&mut self.store)))
    }

    /// Does a derivative, a value at a point or a definition depend on the variable?
    fn is_bound_in(&self, e: Expr, name: Name) -> bool {
        self.store.mentions(e, name)
            && self.store.subexpressions(&[e]).iter().any(|&sub| {
                matches!(self.store.op(sub), Op::Deriv | Op::At | Op::Differentiable)
                    || self.store.hides(sub, name)
            })
    }
}
