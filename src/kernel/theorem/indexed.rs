//! Theorems about entries of families, and about what an index is bound in.

use super::Proved;
use crate::expr::{Expr, MatOp, Name, Op, Rel};
use crate::kernel::{Hyps, Kernel, Refusal, Step, Theorem};
use crate::normal::terms;

impl Kernel {
    /// Equals put in place of the body of a sum, product or "for all": what the theorem needs must
    /// hold for every index in the range.
    pub(super) fn congr_over_range(&mut self, e: Expr, equals: &[Option<Theorem>]) -> Proved {
        let (&[body, bound, from, to], &[in_body, None, in_from, in_to]) =
            (self.store.children(e), equals)
        else {
            return Err(Refusal::Mismatch);
        };
        let index = self.store.as_symbol(bound).ok_or(Refusal::Mismatch)?;
        let mut new = [body, bound, from, to];
        let mut hyps = Hyps::NONE;
        for (child, equal) in new.iter_mut().zip([in_body, None, in_from, in_to]) {
            let Some(t) = equal else { continue };
            if self.lhs(t) != *child {
                return Err(Refusal::Mismatch);
            }
            *child = self.rhs(t);
        }
        for t in [in_from, in_to].into_iter().flatten() {
            // What is no integer bounds no range.
            if !self.is_integer(self.rhs(t)) || !self.is_integer(self.lhs(t)) {
                return Err(Refusal::UnknownDomain);
            }
            hyps = self.hyps_table.union(hyps, self.fact(t).hyps);
        }
        if let Some(t) = in_body {
            // A name with a least value may stand for fewer integers than the range has.
            if let Some(least) = self.store.least(index) {
                let least = self.store.integer(least);
                let reaches = self.store.rel(Rel::Ge, from, least);
                if !self.proves(Hyps::NONE, reaches) {
                    return Err(Refusal::Premise);
                }
            }
            let inner = self.fact(t).hyps;
            let mut parts = self.hyps_table.list(inner).to_vec();
            parts.extend([self.lhs(t), self.rhs(t)]);
            // A definition's own variable of that name is not the bound one.
            if self.depends_by_definition(&parts, index) {
                return Err(Refusal::Mismatch);
            }
            for condition in self.hyps_table.list(inner).to_vec() {
                let condition = if self.store.mentions(condition, index) {
                    self.store.make(Op::ForAll, &[condition, bound, from, to])
                } else {
                    condition
                };
                if !self.proves(Hyps::NONE, condition) {
                    let one = self.hyps_table.of(vec![condition]);
                    hyps = self.hyps_table.union(hyps, one);
                }
            }
        }
        let rhs = self.store.make(self.store.op(e), &new);
        Ok(self.record_congruence(hyps, e, rhs, equals))
    }

    /// The hypothesis `n > base`, for integers.
    pub fn above(&mut self, n: Expr, base: Expr) -> Hyps {
        let one = self.store.integer(1);
        let next = self.store.add(base, one);
        let next = terms::tidy(&mut self.store, next);
        let above = self.store.rel(Rel::Ge, n, next);
        self.hyps_table.of(vec![above])
    }

    /// Does a defined name in the expressions depend on the variable other than by its arguments?
    pub(super) fn depends_by_definition(&self, exprs: &[Expr], x: Name) -> bool {
        self.store.subexpressions(exprs).iter().any(|&sub| self.store.hides(sub, x))
    }

    /// A bound index by another name, which occurs nowhere in the body.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if `e` binds no index, or the new name would be captured.
    pub fn renamed(&mut self, e: Expr, to_index: Expr) -> Proved {
        let &[body, bound, from, to] = self.store.children(e) else {
            return Err(Refusal::Mismatch);
        };
        let (old, new) = (self.index_name(bound)?, self.index_name(to_index)?);
        let parts = [body];
        if !self.store.op(e).is_over_range()
            || self.store.mentions(body, new)
            || self.depends_by_definition(&parts, old)
            || self.depends_by_definition(&parts, new)
        {
            return Err(Refusal::Mismatch);
        }
        let body = self.store.substitute(body, &[(old, to_index)]);
        let rhs = self.store.make(self.store.op(e), &[body, to_index, from, to]);
        Ok(self.record(Hyps::NONE, e, rhs, Step::Renamed))
    }

    /// The name of a matrix variable without a definition.
    fn matrix_variable(&self, e: Expr) -> Result<Name, Refusal> {
        match self.store.mat_op(e) {
            Some(MatOp::Named(name)) if self.store.definition(name).is_none() => Ok(name),
            _ => Err(Refusal::Mismatch),
        }
    }

    /// The name of an index: a variable for integers, without a value.
    fn index_name(&self, index: Expr) -> Result<Name, Refusal> {
        let name = self.variable(index)?;
        if self.is_declared_integer(name) { Ok(name) } else { Err(Refusal::Mismatch) }
    }

    /// `D(f[i, …], f[a, …]) = delta(a, i) * …`: the entries of a family are independent variables.
    /// Indices that are the same in both are left out; integers that differ give 0.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if `e` is not of that form, [`Refusal::UnknownDomain`] if an index is
    /// not known to be an integer.
    pub fn entry(&mut self, e: Expr) -> Proved {
        let (x, u) = match (self.store.op(e), self.store.pair(e)) {
            (Op::Deriv, Some(pair)) => pair,
            _ => return Err(Refusal::Mismatch),
        };
        let (family, other) = (self.differential(x)?, self.differential(u)?);
        let (by, at) = (self.store.children(x).to_vec(), self.store.children(u).to_vec());
        let is_entry = matches!(self.store.op(x), Op::Indexed(_));
        if family != other || !is_entry || by.len() != at.len() {
            return Err(Refusal::Mismatch);
        }
        for side in [x, u] {
            self.defined(side).ok_or(Refusal::UnknownDomain)?;
        }
        let rhs = self.entry_derivative(&by, &at);
        Ok(self.record(Hyps::NONE, e, rhs, Step::Entry))
    }

    /// The product of the deltas between two lists of indices.
    pub(super) fn entry_derivative(&mut self, by: &[Expr], at: &[Expr]) -> Expr {
        let mut product = None;
        for (&i, &a) in by.iter().zip(at) {
            if i == a {
                continue;
            }
            if let (Some(m), Some(n)) = (self.store.as_i64(i), self.store.as_i64(a))
                && m != n
            {
                return self.store.integer(0);
            }
            let delta = self.store.make(Op::Delta, &[a, i]);
            product = Some(match product {
                Some(product) => self.store.mul(product, delta),
                None => delta,
            });
        }
        product.unwrap_or_else(|| self.store.integer(1))
    }

    /// Induction on an integer `n` from `base`: from `A = B` at `n = base`, and from
    /// `A = C[A(n-1)]` and `C[B(n-1)] = B` for `n > base`, where `C` is an expression with a hole.
    /// The conditions of the step must hold for all such `n`, so none but bounds of `n` may be
    /// there that mention it.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if the theorems do not fit together, [`Refusal::Premise`] if a
    /// condition depends on `n`.
    pub fn induction(&mut self, sides: (Expr, Expr), induction: Induction) -> Proved {
        let Induction { n, base, start, unroll, hole, context, close } = induction;
        let name = self.index_name(n)?;
        let hole_name = self.variable(hole).or_else(|_| self.matrix_variable(hole))?;
        let (a, b) = sides;
        if !self.same_sort(a, b) || !self.same_sort(a, hole) {
            return Err(Refusal::Mismatch);
        }
        if !self.is_integer(base) || self.store.mentions(base, name) {
            return Err(Refusal::Mismatch);
        }
        // The step must be there for all integers above the base.
        if let Some(least) = self.store.least(name) {
            let least = self.store.integer(least - 1);
            let reaches = self.store.rel(Rel::Ge, base, least);
            if !self.proves(Hyps::NONE, reaches) {
                return Err(Refusal::Premise);
            }
        }
        let all = [a, b, context, base];
        if self.depends_by_definition(&all, name) || self.depends_by_definition(&all, hole_name) {
            return Err(Refusal::Mismatch);
        }
        if [a, b, base, n].iter().any(|&e| self.store.mentions(e, hole_name)) {
            return Err(Refusal::Mismatch);
        }
        let one = self.store.integer(1);
        let before = self.store.sub(n, one);
        let at = |kernel: &mut Self, e, value| kernel.store.substitute(e, &[(name, value)]);
        let (a_before, b_before) = (at(self, a, before), at(self, b, before));
        let mut filled = |value| match self.store.shape(hole) {
            Some(_) => self.store.replace_matrix(context, hole, value),
            None => Some(self.store.substitute(context, &[(hole_name, value)])),
        };
        let from_a = filled(a_before).ok_or(Refusal::Mismatch)?;
        let from_b = filled(b_before).ok_or(Refusal::Mismatch)?;
        let start_sides = (at(self, a, base), at(self, b, base));
        let fits = (self.lhs(start), self.rhs(start)) == start_sides
            && (self.lhs(unroll), self.rhs(unroll)) == (a, from_a)
            && (self.lhs(close), self.rhs(close)) == (from_b, b);
        if !fits {
            return Err(Refusal::Mismatch);
        }
        let least = self.store.rel(Rel::Ge, n, base);
        let above = self.above(n, base);
        let mut hyps = self.fact(start).hyps;
        for t in [unroll, close] {
            for condition in self.hyps_table.list(self.fact(t).hyps).to_vec() {
                if self.proves(above, condition) {
                    continue;
                }
                if self.store.mentions(condition, name) {
                    return Err(Refusal::Premise);
                }
                let one = self.hyps_table.of(vec![condition]);
                hyps = self.hyps_table.union(hyps, one);
            }
        }
        let mut stated = Vec::new();
        if !self.proves(Hyps::NONE, least) {
            stated.extend(match self.store.as_rational(base) {
                Some(v) => self.compare_to(Rel::Ge, n, v),
                None => vec![least],
            });
        }
        let least = self.hyps_table.of(stated);
        let hyps = self.hyps_table.union(hyps, least);
        Ok(self.record(hyps, a, b, Step::Induction { n, base, start, unroll, close }))
    }
}

/// The parts of a proof by induction.
#[derive(Clone, Copy, Debug)]
pub struct Induction {
    /// The variable.
    pub n: Expr,
    /// Where it begins.
    pub base: Expr,
    /// The sides are equal there.
    pub start: Theorem,
    /// The left side through itself one before.
    pub unroll: Theorem,
    /// The variable that stands for the hole.
    pub hole: Expr,
    /// The expression with the hole.
    pub context: Expr,
    /// The right side one before in the hole gives the right side.
    pub close: Theorem,
}
