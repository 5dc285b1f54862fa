//! The second check of what is proved about matrices: at small shapes, with rational entries.

use rustc_hash::FxHashSet;

use super::super::{Kernel, Theorem};
use super::{Checked, Flaw, Verdict};
use crate::eval::{self, Expanded, Instance, Outcome};
use crate::expr::{Declared, Expr, MatOp, Name, Op, Rel, Store};
use crate::num::Rational;

/// In so many instances a step is checked, out of so many that are tried.
const INSTANCES: usize = 4;
const TRIES: usize = 12;

impl Kernel {
    /// Both sides have the same entries at small shapes, where the conditions hold.
    pub(super) fn agree_entry_by_entry(&mut self, t: Theorem) -> Verdict {
        let sides = [self.lhs(t), self.rhs(t)];
        let hyps = self.conditions(self.hyps_of(t)).to_vec();
        let mut decided = 0;
        let (written, conditions) = (sides, hyps);
        for round in 0..TRIES {
            let all = [&written[..], &conditions].concat();
            let indices = self.values_for_indices(&all, round);
            let with_members: Option<Vec<Expr>> =
                all.iter().map(|&e| eval::with_members(&mut self.store, e, &indices)).collect();
            let Some(&[a, b, ref hyps @ ..]) = with_members.as_deref() else { continue };
            let sides = [a, b];
            let instance = self.small_instance(&[&sides[..], hyps].concat(), indices, round);
            if !hyps.iter().all(|&c| self.holds_for_entries(c, &instance)) {
                continue;
            }
            let at = self.values_for_rest(&[&sides[..], hyps].concat(), round);
            let [a, b] = sides.map(|side| eval::expand(&mut self.store, side, &instance));
            let (Some(a), Some(b)) = (a, b) else { continue };
            let pairs: Vec<(Expr, Expr)> = match (a, b) {
                (Expanded::Number(a), Expanded::Number(b)) => vec![(a, b)],
                (Expanded::Matrix(a), Expanded::Matrix(b)) if a.rows == b.rows => {
                    a.entries.into_iter().zip(b.entries).collect()
                }
                _ => return Err(Flaw::Shape),
            };
            let mut all = true;
            for (a, b) in pairs {
                match eval::separate(&mut self.store, a, b, &at) {
                    Outcome::Differ { .. } => return Err(Flaw::Differ),
                    Outcome::Overlap => {}
                    _ => all = false,
                }
            }
            decided += usize::from(all);
            if decided == INSTANCES {
                break;
            }
        }
        Ok(if decided > 0 { Checked::AtPoints } else { Checked::Nowhere })
    }

    fn holds_for_entries(&mut self, condition: Expr, instance: &Instance) -> bool {
        const BITS: usize = 256;
        let (Op::Rel(rel), Some((a, b))) = (self.store.op(condition), self.store.pair(condition))
        else {
            return false;
        };
        let holds = |kernel: &mut Self, a: Expr, rel: Rel| {
            let condition = kernel.store.rel(rel, a, b);
            matches!(eval::holds(&mut kernel.store, condition, &[], BITS), Ok(Some(true)))
        };
        match eval::expand(&mut self.store, a, instance) {
            Some(Expanded::Number(a)) => holds(self, a, rel),
            Some(Expanded::Matrix(grid)) => grid.entries.iter().all(|&a| holds(self, a, rel)),
            None => false,
        }
    }

    /// Small dimensions and entries for all names in these expressions.
    fn small_instance(
        &mut self,
        exprs: &[Expr],
        indices: Vec<(Name, usize)>,
        round: usize,
    ) -> Instance {
        let mut instance =
            Instance { opaque_gradients: true, dims: indices, ..Instance::default() };
        let names = matrix_names(&self.store, exprs);
        let mut dims: Vec<Name> = Vec::new();
        for (_, declared) in &names {
            for n in [declared.shape.rows, declared.shape.cols] {
                dims.extend(self.store.as_symbol(n));
            }
        }
        for &e in exprs {
            for sub in self.store.subexpressions(&[e]) {
                if let Some(MatOp::Identity | MatOp::Zeros | MatOp::Ones) = self.store.mat_op(sub) {
                    let kids = self.store.children(sub).iter();
                    dims.extend(kids.filter_map(|&n| self.store.as_symbol(n)));
                }
            }
        }
        dims.sort_by(|&a, &b| self.store.text(a).cmp(self.store.text(b)));
        dims.dedup();
        dims.retain(|name| !instance.dims.iter().any(|(known, _)| known == name));
        for (i, &name) in dims.iter().enumerate() {
            instance.dims.push((name, [2, 3, 1, 2][(i + round) % 4]));
        }
        for (k, (name, declared)) in names.into_iter().enumerate() {
            let size = |n: Expr| match self.store.as_symbol(n) {
                Some(name) => instance.dims.iter().find(|d| d.0 == name).map_or(1, |d| d.1),
                None => self.store.as_literal_i64(n).map_or(1, |n| n.unsigned_abs() as usize),
            };
            let (rows, cols) = (size(declared.shape.rows), size(declared.shape.cols));
            let mut entries = Vec::new();
            for i in 0..rows {
                for j in 0..cols {
                    let (i, j) = if declared.symmetric { (i.min(j), i.max(j)) } else { (i, j) };
                    let n = (7 * i + 5 * j + 3 * k + 11 * round + i * j + round * i) % 9;
                    let value = if i == j { n as i64 + 3 } else { n as i64 - 3 };
                    let value = Rational::new(value, if (i + k) % 3 == 2 { 2 } else { 1 });
                    entries.push(self.store.rational(&value));
                }
            }
            instance.matrices.push((name, entries));
        }
        instance
    }

    /// Small values for the indices of families of matrices.
    fn values_for_indices(&self, exprs: &[Expr], round: usize) -> Vec<(Name, usize)> {
        let names = eval::indices_of_matrices(&self.store, exprs);
        let value = |i: usize| [2, 3, 1, 4][(i + round) % 4];
        names.into_iter().enumerate().map(|(i, name)| (name, value(i))).collect()
    }

    /// Values of the numbers beside the matrices.
    fn values_for_rest(&mut self, exprs: &[Expr], round: usize) -> Vec<(Name, Rational)> {
        let mut names: Vec<Name> = Vec::new();
        for sub in self.store.subexpressions(exprs) {
            names.extend(self.store.as_symbol(sub));
        }
        names.sort_by(|&a, &b| self.store.text(a).cmp(self.store.text(b)));
        names.dedup();
        let value = |i: usize| Rational::new(((3 * i + 2 * round) % 7) as i64 + 1, 2);
        names.into_iter().enumerate().map(|(i, name)| (name, value(i))).collect()
    }

    pub(super) fn recheck_under_gradient(&mut self, t: Theorem, p: Theorem) -> Verdict {
        let (lhs, rhs) = (self.lhs(t), self.rhs(t));
        let (old, new) = (self.store.children(lhs).to_vec(), self.store.children(rhs).to_vec());
        let (&[x, u, ..], &[y, v, ..]) = (old.as_slice(), new.as_slice()) else {
            return Err(Flaw::Shape);
        };
        let fits = self.store.op(lhs) == self.store.op(rhs)
            && self.store.mat_op(lhs).is_some_and(MatOp::differentiates)
            && x == y
            && old.get(2) == new.get(2)
            && (u, v) == (self.lhs(p), self.rhs(p));
        let name = self.plain_variable(x).filter(|_| fits).ok_or(Flaw::Shape)?;
        if !self.keeps_conditions(t, p) {
            return Err(Flaw::Conditions);
        }
        let mut open = self.conditions(self.hyps_of(p)).to_vec();
        while let Some(condition) = open.pop() {
            match self.store.op(condition) {
                _ if !self.store.mentions(condition, name) => {}
                Op::Rel(Rel::Ne | Rel::Lt | Rel::Gt) | Op::Differentiable => {}
                Op::And => open.extend_from_slice(self.store.children(condition)),
                _ => return Err(Flaw::NotOpen),
            }
        }
        Ok(Checked::Fully)
    }

    /// `pullback(X, f(M), C) = pullback(X, M, C ⊙ f'(M))`, or the same of a Jacobian.
    pub(super) fn is_through_entries(&self, lhs: Expr, rhs: Expr) -> bool {
        let store = &self.store;
        let (old, new) = (store.children(lhs), store.children(rhs));
        let is_slope = |slopes: Expr, body: Expr, t: Expr, m: Expr| {
            let parts = store.children(slopes);
            store.mat_op(slopes) == Some(MatOp::Map)
                && matches!(*parts, [d, s, n] if s == t && n == m
                    && store.op(d) == Op::Deriv && store.pair(d) == Some((t, body)))
        };
        let map = |u: Expr| match (store.mat_op(u), store.children(u)) {
            (Some(MatOp::Map), &[body, t, m]) => Some((body, t, m)),
            _ => None,
        };
        let free =
            |x: Expr, body: Expr| self.plain_variable(x).is_some_and(|x| !self.reaches(body, x));
        match (store.mat_op(lhs), old, store.mat_op(rhs), new) {
            (Some(MatOp::Pullback), &[x, u, c], Some(MatOp::Pullback), &[y, m, d]) => {
                let Some((body, t, inner)) = map(u) else { return false };
                store.mat_op(d) == Some(MatOp::Hadamard)
                    && store.pair(d).is_some_and(|(e, s)| e == c && is_slope(s, body, t, m))
                    && (x, inner) == (y, m)
                    && free(x, body)
            }
            (Some(MatOp::Jacobian), &[x, u], Some(MatOp::Product), &[diag, jacobian]) => {
                let Some((body, t, inner)) = map(u) else { return false };
                store.mat_op(diag) == Some(MatOp::Diag)
                    && store.single(diag).is_some_and(|s| is_slope(s, body, t, inner))
                    && store.mat_op(jacobian) == Some(MatOp::Jacobian)
                    && store.pair(jacobian) == Some((x, inner))
                    && free(x, body)
            }
            _ => false,
        }
    }

    pub(super) fn recheck_under_map(&mut self, t: Theorem, p: Theorem) -> Verdict {
        let (lhs, rhs) = (self.lhs(t), self.rhs(t));
        let (&[u, s, m], &[v, r, n]) = (self.store.children(lhs), self.store.children(rhs)) else {
            return Err(Flaw::Shape);
        };
        let maps = [lhs, rhs].iter().all(|&e| self.store.mat_op(e) == Some(MatOp::Map));
        if !maps || (s, m) != (r, n) || (u, v) != (self.lhs(p), self.rhs(p)) {
            return Err(Flaw::Shape);
        }
        // Each condition on the entry must be stated of the matrix, or hold at every entry.
        let name = self.store.as_symbol(s).ok_or(Flaw::Shape)?;
        let kept = self.conditions(self.hyps_of(t)).to_vec();
        for condition in self.conditions(self.hyps_of(p)).to_vec() {
            let there = match (self.store.op(condition), self.store.pair(condition)) {
                (Op::Rel(rel), Some((a, b))) if a == s => self.store.rel(rel, m, b),
                _ if !self.store.mentions(condition, name) => condition,
                _ => return Err(Flaw::Conditions),
            };
            if !kept.contains(&there) {
                return Ok(Checked::Nowhere);
            }
        }
        Ok(Checked::Fully)
    }

    /// `Gradient(X, u) = D(s, u[s])|s=a * Gradient(X, a) + …`
    pub(super) fn is_gradient_chain(&mut self, lhs: Expr, rhs: Expr) -> bool {
        let Some((x, u)) = self.store.pair(lhs) else { return false };
        let Some(name) = self.plain_variable(x) else { return false };
        let mut terms = Vec::new();
        let mut rest = rhs;
        while let (Some(MatOp::Add), Some((a, b))) =
            (self.store.mat_op(rest), self.store.pair(rest))
        {
            terms.push(b);
            rest = a;
        }
        terms.push(rest);
        let mut remaining = u;
        for term in terms {
            let (Some(MatOp::Scale), Some((slope, gradient))) =
                (self.store.mat_op(term), self.store.pair(term))
            else {
                return false;
            };
            let (Op::At, &[derivative, s, a]) = (self.store.op(slope), self.store.children(slope))
            else {
                return false;
            };
            let fits = self.store.mat_op(gradient) == Some(MatOp::Gradient)
                && self.store.pair(gradient) == Some((x, a))
                && self.store.op(derivative) == Op::Deriv;
            let Some((by, through)) = self.store.pair(derivative).filter(|_| fits) else {
                return false;
            };
            let Some(s_name) = self.plain_variable(s).filter(|_| by == s) else { return false };
            if self.store.mentions(u, s_name)
                || self.store.mentions(a, s_name)
                || self.replaced(u, a, s) != through
            {
                return false;
            }
            remaining = self.replaced(remaining, a, s);
        }
        !self.reaches(remaining, name)
    }
}

/// The matrix variables in these expressions, through definitions too, by their names.
fn matrix_names(store: &Store, exprs: &[Expr]) -> Vec<(Name, Declared)> {
    let mut found: Vec<(Name, Declared)> = Vec::new();
    let mut seen: FxHashSet<Expr> = FxHashSet::default();
    let mut stack = exprs.to_vec();
    while let Some(e) = stack.pop() {
        if !seen.insert(e) {
            continue;
        }
        stack.extend_from_slice(store.children(e));
        if let Op::Symbol(name) | Op::Apply(name, _) | Op::Matrix(MatOp::Named(name)) = store.op(e)
        {
            stack.extend(store.definition(name).map(|d| d.body));
            found.extend(store.declared(name).map(|declared| (name, declared)));
        }
    }
    found.sort_by(|a, b| store.text(a.0).cmp(store.text(b.0)));
    found.dedup();
    found
}
