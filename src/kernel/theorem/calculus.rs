//! Theorems about derivatives, definitions and values at a point.

use super::{Fact, Proved};
use crate::expr::{Expr, Name, Op, Rel};
use crate::kernel::{Hyps, Kernel, Refusal, Step, Theorem};
use crate::num::Rational;

impl Kernel {
    /// From `Γ ⊢ u = v`: `Γ' ⊢ D(x, u) = D(x, v)`. The derivative at a point depends on the values
    /// nearby, so each condition that depends on `x` must hold on a neighbourhood: it must be
    /// strict, and its terms continuous there, for which Γ' has conditions.
    ///
    /// # Errors
    /// [`Refusal::NotOpen`] if a condition is an equation or a weak inequality in `x`, or nothing
    /// is known of the continuity of its terms.
    pub fn under_deriv(&mut self, x: Expr, t: Theorem) -> Proved {
        let name = self.store.as_variable(x).ok_or(Refusal::Mismatch)?;
        let Fact { hyps, lhs, rhs, .. } = *self.fact(t);
        let all = self.near(name, hyps)?;
        let (du, dv) = (self.store.deriv(x, lhs), self.store.deriv(x, rhs));
        Ok(self.record(all, du, dv, Step::UnderDeriv(t)))
    }

    /// Conditions under which these hold on a neighbourhood in the variable.
    pub(in crate::kernel) fn near(&mut self, name: Name, hyps: Hyps) -> Result<Hyps, Refusal> {
        let mut all = hyps;
        let mut open: Vec<Expr> = self.hyps_table.list(hyps).to_vec();
        while let Some(condition) = open.pop() {
            if !self.store.mentions(condition, name) {
                continue;
            }
            match self.store.op(condition) {
                Op::Rel(Rel::Ne | Rel::Lt | Rel::Gt) => {
                    for term in self.store.children(condition).to_vec() {
                        let near = self.differentiable(term, name).ok_or(Refusal::NotOpen)?;
                        all = self.hyps_table.union(all, near);
                    }
                }
                Op::And => open.extend_from_slice(self.store.children(condition)),
                // "f is differentiable" is said of the function, not of a point.
                Op::Differentiable => {}
                _ => return Err(Refusal::NotOpen),
            }
        }
        Ok(all)
    }

    /// A defined value, or an application of a defined function, equals what it stands for. A
    /// member of a family that a recursion defines equals the next one to that before, for indices
    /// above the first.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if it has no definition.
    pub fn unfold(&mut self, e: Expr) -> Proved {
        if let Some(body) = self.unfolded(e) {
            return Ok(self.record(Hyps::NONE, e, body, Step::Unfold));
        }
        let (Op::Indexed(family), Some(at)) = (self.store.op(e), self.store.single(e)) else {
            return Err(Refusal::Mismatch);
        };
        let base = self.store.recursion(family).ok_or(Refusal::Mismatch)?.base;
        if self.store.as_literal_i64(at).is_some() || !self.is_integer(at) {
            return Err(Refusal::Mismatch);
        }
        let body = self.member(family, e).ok_or(Refusal::Mismatch)?;
        let base = self.store.integer(base);
        let above = self.above(at, base);
        let condition = self.conditions(above).to_vec();
        let hyps =
            if condition.iter().all(|&c| self.proves(Hyps::NONE, c)) { Hyps::NONE } else { above };
        Ok(self.record(hyps, e, body, Step::Unfold))
    }

    /// `f'(x) = D(x, f(x))`: what the prime means, where the arguments are distinct variables.
    /// A higher order is one derivative of the order below, in the first argument that has one.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if `e` is not of that form.
    pub fn prime(&mut self, e: Expr) -> Proved {
        let Op::Apply(f, orders) = self.store.op(e) else { return Err(Refusal::Mismatch) };
        let args = self.store.children(e).to_vec();
        let first = (0..args.len()).find(|&i| orders.order(i) > 0).ok_or(Refusal::Mismatch)?;
        for (i, &arg) in args.iter().enumerate() {
            if self.variable(arg).is_err() || args.iter().skip(i + 1).any(|&other| other == arg) {
                return Err(Refusal::Mismatch);
            }
        }
        let x = *args.get(first).ok_or(Refusal::Mismatch)?;
        let names = args.iter().filter_map(|&arg| self.store.as_symbol(arg));
        if names.into_iter().any(|name| self.store.hides(e, name)) {
            // The body mentions the argument's name with another meaning.
            return Err(Refusal::Mismatch);
        }
        let below = self.store.apply(f, orders.lowered(), &args);
        let rhs = self.store.deriv(x, below);
        Ok(self.record(Hyps::NONE, e, rhs, Step::Prime))
    }

    /// `D(x, f(u, …)) = f'(u, …) * D(x, u) + …` over the arguments that depend on `x`, for a
    /// function of the language, defined or unknown; the factor is left out for the argument `x`
    /// itself.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if `e` is not of that form, [`Refusal::UnknownDomain`] if nothing is
    /// known of the differentiability of an argument.
    pub fn chain(&mut self, e: Expr) -> Proved {
        let (x, inner) = match (self.store.op(e), self.store.pair(e)) {
            (Op::Deriv, Some(pair)) => pair,
            _ => return Err(Refusal::Mismatch),
        };
        let name = self.differential(x)?;
        let Op::Apply(f, orders) = self.store.op(inner) else { return Err(Refusal::Mismatch) };
        if self.store.hides(inner, name) {
            return Err(Refusal::Mismatch);
        }
        let args = self.store.children(inner).to_vec();
        let mut hyps = self.differentiable(inner, name).ok_or(Refusal::UnknownDomain)?;
        let mut sum = None;
        for (i, &arg) in args.iter().enumerate() {
            if !self.store.mentions(arg, name) {
                continue;
            }
            let raised = orders.raised(i).ok_or(Refusal::Mismatch)?;
            let partial = self.store.apply(f, raised, &args);
            let defined = self.defined(partial).ok_or(Refusal::UnknownDomain)?;
            hyps = self.hyps_table.union(hyps, defined.sufficient);
            let term = if arg == x {
                partial
            } else {
                let inner = self.store.deriv(x, arg);
                self.store.mul(partial, inner)
            };
            sum = Some(match sum {
                Some(sum) => self.store.add(sum, term),
                None => term,
            });
        }
        let rhs = sum.ok_or(Refusal::Mismatch)?;
        Ok(self.record(hyps, e, rhs, Step::Chain))
    }

    /// `D(x, piecewise(c, u, …)) = piecewise(c, D(x, u), …)` away from the places where a guard may
    /// change: its two terms are continuous there and differ, so the same piece is taken nearby.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if `e` is not of that form, [`Refusal::UnknownDomain`] if nothing is
    /// known of the continuity of a guard's terms.
    pub fn pieces(&mut self, e: Expr) -> Proved {
        let (x, inner) = match (self.store.op(e), self.store.pair(e)) {
            (Op::Deriv, Some(pair)) => pair,
            _ => return Err(Refusal::Mismatch),
        };
        let name = self.differential(x)?;
        if self.store.op(inner) != Op::Piecewise {
            return Err(Refusal::Mismatch);
        }
        let mut new = self.store.children(inner).to_vec();
        let mut hyps = Hyps::NONE;
        for chunk in new.chunks_mut(2) {
            if let [guard, _] = *chunk {
                let steady = self.differentiable(guard, name).ok_or(Refusal::UnknownDomain)?;
                hyps = self.hyps_table.union(hyps, steady);
            }
            if let Some(value) = chunk.last_mut() {
                *value = self.store.deriv(x, *value);
            }
        }
        let rhs = self.store.make(Op::Piecewise, &new);
        Ok(self.record(hyps, e, rhs, Step::Pieces))
    }

    /// From `Γ, x ≠ c ⊢ D(x, f) = g`: the same without `x ≠ c`, where `f` and `g` are continuous. By
    /// the mean value theorem the difference quotients at `c` are values of `g` nearby.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if the theorem is not of that form, [`Refusal::NotOpen`] if Γ may fail
    /// nearby, [`Refusal::UnknownDomain`] or [`Refusal::Premise`] if the sides are not known to be
    /// continuous at `c`.
    pub fn across(&mut self, t: Theorem, joint: Expr) -> Proved {
        let Fact { hyps, lhs, rhs, .. } = *self.fact(t);
        let (x, f) = match (self.store.op(lhs), self.store.pair(lhs)) {
            (Op::Deriv, Some(pair)) => pair,
            _ => return Err(Refusal::Mismatch),
        };
        let name = self.variable(x)?;
        let rest = self.hyps_table.without(hyps, joint);
        if rest == hyps {
            return Err(Refusal::Mismatch);
        }
        let hyps = self.across_joint([f, rhs], name, joint, rest)?;
        Ok(self.record(hyps, lhs, rhs, Step::Across(t)))
    }

    /// The theorem with values in place of variables. Where a value is undefined, so is each side
    /// that it occurs in; it may occur in one side only, so its domain becomes a condition.
    ///
    /// # Errors
    /// [`Refusal::UnknownDomain`] if it cannot be said where a value is defined,
    /// [`Refusal::Mismatch`] if a defined value would keep an old meaning.
    pub fn instance(&mut self, t: Theorem, values: &[(Name, Expr)]) -> Proved {
        let Fact { hyps, lhs, rhs, .. } = *self.fact(t);
        let mut conditions = Vec::new();
        let stated: Vec<Expr> = self.hyps_table.list(hyps).to_vec();
        if self.hides(&[&stated[..], &[lhs, rhs]].concat(), values) {
            return Err(Refusal::Mismatch);
        }
        for &(name, value) in values {
            if self.is_declared_integer(name) && !self.is_integer(value) {
                return Err(Refusal::Premise);
            }
            if let Some(least) = self.store.least(name) {
                conditions.extend(self.compare_to(Rel::Ge, value, Rational::integer(least)));
            }
            let domain = self.defined(value).ok_or(Refusal::UnknownDomain)?;
            conditions.extend_from_slice(self.hyps_table.list(domain.sufficient));
        }
        for condition in stated {
            let there = self.store.substitute(condition, values);
            conditions.extend(self.simplest(there));
        }
        let (lhs, rhs) = (self.store.substitute(lhs, values), self.store.substitute(rhs, values));
        let hyps = self.hyps_table.of(conditions);
        Ok(self.record(hyps, lhs, rhs, Step::Instance(t)))
    }

    /// Does a defined name in the expressions depend on one of the variables? Substitution would
    /// not reach it.
    fn hides(&self, exprs: &[Expr], values: &[(Name, Expr)]) -> bool {
        self.store
            .subexpressions(exprs)
            .iter()
            .any(|&sub| values.iter().any(|&(x, _)| self.store.hides(sub, x)))
    }

    /// `At(u, x, a)` equals `u` with `a` in place of `x`, where that substitution leaves nothing
    /// unevaluated.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if `e` is not of that form or a derivative by `x` is left in it.
    pub fn at(&mut self, e: Expr) -> Proved {
        let &[u, x, a] = self.store.children(e) else { return Err(Refusal::Mismatch) };
        let name = self.variable(x)?;
        if self.store.op(e) != Op::At || self.hides(&[u], &[(name, a)]) {
            return Err(Refusal::Mismatch);
        }
        let value = self.store.substitute(u, &[(name, a)]);
        let left = |e: &Expr| matches!(self.store.op(*e), Op::At | Op::Deriv);
        if self.store.subexpressions(&[value]).iter().any(left) {
            return Err(Refusal::Mismatch);
        }
        // `a` may vanish from the value, but then `At(u, x, a)` is `u` at any point.
        let domain = self.defined(a).ok_or(Refusal::UnknownDomain)?;
        Ok(self.record(domain.sufficient, e, value, Step::At))
    }

    /// Equals put in place of the body of `At(u, x, a)`: from `Γ ⊢ u = v` the same at `x = a`.
    ///
    /// # Errors
    /// As [`Kernel::instance`].
    pub fn under_at(&mut self, e: Expr, t: Theorem) -> Proved {
        let &[u, x, a] = self.store.children(e) else { return Err(Refusal::Mismatch) };
        let name = self.variable(x)?;
        let Fact { hyps, lhs, rhs, .. } = *self.fact(t);
        if self.store.op(e) != Op::At || lhs != u || self.hides(&[u, rhs], &[(name, a)]) {
            return Err(Refusal::Mismatch);
        }
        let mut conditions = Vec::new();
        for condition in self.hyps_table.list(hyps).to_vec() {
            if self.hides(&[condition], &[(name, a)]) {
                return Err(Refusal::Mismatch);
            }
            let there = self.store.substitute(condition, &[(name, a)]);
            conditions.extend(self.simplest(there));
        }
        let rhs = self.store.make(Op::At, &[rhs, x, a]);
        let hyps = self.hyps_table.of(conditions);
        Ok(self.record(hyps, e, rhs, Step::UnderAt(t)))
    }
}
