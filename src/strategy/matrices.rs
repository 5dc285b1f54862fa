//! Matrices: simplified by their normal form, claims proved by it or refuted by small examples.

use super::cost::cost;
use super::witness::Witness;
use super::{Claim, Engine, Proved};
use crate::eval::{self, Expanded, Grid, Instance, Outcome, Request};
use crate::expr::{Declared, Expr, MatOp, Name, Op, Sort};
use crate::kernel::{Hyps, Refusal, Theorem, View};
use crate::normal::terms;
use crate::normal::words::Words;
use crate::num::Rational;

/// How many small examples are tried against a claim.
const EXAMPLES: usize = 40;

impl Engine {
    /// Gradients carried out, then simplified where that is shorter.
    pub(super) fn derive_matrices(&mut self, e: Expr) -> Proved {
        let t = self.gradients(e)?;
        let result = self.kernel.rhs(t);
        let best = self.shorter(result, result == e)?;
        let t = self.then(t, best)?;
        let t = self.with_softmax(t)?;
        Ok(self.kernel.settle(t))
    }

    /// The simplest form that is known: as it is, cleaned up, or in normal form.
    pub(super) fn simplify_matrices(&mut self, e: Expr) -> Proved {
        let refl = self.kernel.refl(e);
        let t = self.cleaned(refl)?;
        let now = self.kernel.rhs(t);
        let best = self.shorter(now, true)?;
        let t = self.then(t, best)?;
        Ok(self.kernel.settle(t))
    }

    /// `e` in its normal form where that is clearly shorter; `any` also where it is as short.
    fn shorter(&mut self, e: Expr, any: bool) -> Proved {
        let given = self.given;
        let mut view = View::new(&mut self.kernel, given);
        let normal = Words::new(&mut view).normal(e).ok();
        let Some(mut normal) = normal.filter(|&normal| normal != e) else {
            return Ok(self.kernel.refl(e));
        };
        if self.kernel.store().sort(normal) == Sort::Scalar {
            normal = terms::tidy(self.kernel.store_mut(), normal);
        } else {
            // The normal form has its factors as they came.
            let refl = self.kernel.refl(normal);
            let clean = self.cleaned(refl)?;
            normal = self.kernel.rhs(clean);
        }
        let (before, after) = (cost(self.kernel.store(), e), cost(self.kernel.store(), normal));
        let gain = if any { after < before } else { after * 5 <= before * 4 };
        if gain && let Ok(t) = self.kernel.by_algebra_under(self.given, e, normal) {
            return Ok(t);
        }
        Ok(self.kernel.refl(e))
    }

    /// Proves or refutes a claim about matrices, for theorems `lhs = a` and `rhs = b`.
    pub(super) fn matrix_claim(&mut self, left: Theorem, right: Theorem) -> Claim {
        let (a, b) = (self.kernel.rhs(left), self.kernel.rhs(right));
        let mut known = self.kernel.conditions(self.given).to_vec();
        for side in [left, right] {
            let hyps = self.kernel.hyps_of(side);
            known.extend_from_slice(self.kernel.conditions(hyps));
        }
        let known = self.kernel.hyps(known);
        let mut tried = Vec::new();
        match self.kernel.by_algebra_under(known, a, b) {
            Ok(direct) => match self.short(left, right, direct) {
                Ok(t) => return Claim::Proved(self.kernel.settle(t)),
                Err(failure) => tried.push(failure.to_string()),
            },
            Err(Refusal::NotEqual) => tried.push("normal forms: different".into()),
            Err(refusal) => tried.push(format!("normal forms: {refusal}")),
        }
        if let Some(across) = self.by_induction_on_layers(a, b)
            && let Ok(t) = self.short(left, right, across)
        {
            return Claim::Proved(self.kernel.settle(t));
        }
        match self.matrix_witness(a, b, known) {
            Some(witness) => Claim::Refuted(witness),
            None => {
                tried.push("small matrices of rational numbers: no difference was found".into());
                Claim::Undecided(tried)
            }
        }
    }

    /// Small matrices for which the sides differ.
    fn matrix_witness(&mut self, a: Expr, b: Expr, known: Hyps) -> Option<Witness> {
        let conditions = self.kernel.conditions(known).to_vec();
        let written = [&[a, b], conditions.as_slice()].concat();
        let indices = eval::indices_of_matrices(self.kernel.store(), &written);
        for round in 0..EXAMPLES {
            let mut instance =
                Instance { dims: self.example_indices(&indices, round), ..Instance::default() };
            let members: Option<Vec<Expr>> = written
                .iter()
                .map(|&e| eval::with_members(self.kernel.store_mut(), e, &instance.dims))
                .collect();
            let Some(&[a, b, ref conditions @ ..]) = members.as_deref() else { continue };
            let (names, mut dims, mut numbers) = self.names_in(&[&[a, b], conditions].concat());
            dims.retain(|dim| !indices.contains(dim));
            numbers.retain(|name| !indices.contains(name));
            for (i, &dim) in dims.iter().enumerate() {
                // All of them 2 at first; then other sizes.
                let n = if round % 5 < 3 { 2 } else { [1, 3, 2][(i + round) % 3] };
                instance.dims.push((dim, n));
            }
            for (k, &(name, declared)) in names.iter().enumerate() {
                let entries = self.example_entries(&instance, declared, k, round)?;
                instance.matrices.push((name, entries));
            }
            let mut at: Vec<(Name, Rational)> = numbers
                .iter()
                .enumerate()
                .map(|(i, &name)| (name, Rational::integer([2, 3, -1, 5][(i + round) % 4])))
                .collect();
            if !conditions.iter().all(|&c| self.holds_in(c, &instance, &at)) {
                continue;
            }
            let store = self.kernel.store_mut();
            let left = eval::expand(store, a, &instance);
            let right = eval::expand(store, b, &instance);
            let (Some(left), Some(right)) = (left, right) else { continue };
            if let Some((lhs, rhs)) = self.differ(&left, &right, &mut at, round) {
                let shown = instance.matrices.clone();
                let mut matrices = Vec::new();
                for (name, entries) in shown {
                    let declared = self.kernel.store().declared(name)?;
                    let cols = size(self, declared.shape.cols, &instance)?;
                    let rows = entries.len() / cols.max(1);
                    matrices.push((name, self.rows_text(&Grid { rows, cols, entries })?));
                }
                let of_indices = instance.dims.iter().filter(|(name, _)| indices.contains(name));
                at.extend(of_indices.map(|&(name, n)| (name, Rational::integer(n as i64))));
                return Some(Witness { functions: Vec::new(), matrices, at, lhs, rhs });
            }
        }
        None
    }

    /// The matrix variables, named dimensions and number variables, by their names.
    fn names_in(&self, exprs: &[Expr]) -> (Vec<(Name, Declared)>, Vec<Name>, Vec<Name>) {
        let store = self.kernel.store();
        let (mut names, mut dims, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        let mut open = exprs.to_vec();
        let mut seen = rustc_hash::FxHashSet::default();
        while let Some(e) = open.pop() {
            if !seen.insert(e) {
                continue;
            }
            open.extend_from_slice(store.children(e));
            match store.op(e) {
                Op::Matrix(MatOp::Named(name)) | Op::Symbol(name) | Op::Apply(name, _) => {
                    open.extend(store.definition(name).map(|d| d.body));
                    match store.declared(name) {
                        Some(declared) => {
                            names.push((name, declared));
                            let shape = declared.shape;
                            dims.extend(store.as_symbol(shape.rows));
                            dims.extend(store.as_symbol(shape.cols));
                        }
                        None if store.as_symbol(e).is_some()
                            && store.definition(name).is_none() =>
                        {
                            numbers.push(name);
                        }
                        None => {}
                    }
                }
                Op::Matrix(MatOp::Identity | MatOp::Zeros | MatOp::Ones) => {
                    dims.extend(store.children(e).iter().filter_map(|&n| store.as_symbol(n)));
                }
                _ => {}
            }
        }
        let by_text = |a: &Name, b: &Name| store.text(*a).cmp(store.text(*b));
        names.sort_by(|a, b| by_text(&a.0, &b.0));
        names.dedup();
        for list in [&mut dims, &mut numbers] {
            list.sort_by(by_text);
            list.dedup();
        }
        numbers.retain(|name| !dims.contains(name) && store.text(*name) != "•");
        (names, dims, numbers)
    }

    /// Small values of indices, not below the least that they may have.
    fn example_indices(&self, indices: &[Name], round: usize) -> Vec<(Name, usize)> {
        let value = |(i, &name): (usize, &Name)| {
            let least = self.kernel.store().least(name).unwrap_or(0).max(0);
            (name, least.unsigned_abs() as usize + [2, 1, 3, 0][(i + round) % 4])
        };
        indices.iter().enumerate().map(value).collect()
    }

    /// Small integers; the first examples are the simplest.
    fn example_entries(
        &mut self,
        instance: &Instance,
        declared: Declared,
        k: usize,
        round: usize,
    ) -> Option<Vec<Expr>> {
        let rows = size(self, declared.shape.rows, instance)?;
        let cols = size(self, declared.shape.cols, instance)?;
        let mut entries = Vec::with_capacity(rows * cols);
        for i in 0..rows {
            for j in 0..cols {
                let (i, j) = if declared.symmetric { (i.min(j), i.max(j)) } else { (i, j) };
                let mixed =
                    (3 * i + 5 * j + 4 * k + 2 * i * j + (2 + k) * round + 4 * i * round) % 7;
                let mut value = mixed as i64 - if round < 12 { 1 } else { 3 };
                if i == j && declared.invertible {
                    value += 7;
                }
                entries.push(self.kernel.store_mut().integer(value));
            }
        }
        Some(entries)
    }

    fn holds_in(&mut self, condition: Expr, instance: &Instance, at: &[(Name, Rational)]) -> bool {
        const BITS: usize = 256;
        let store = self.kernel.store_mut();
        let (Op::Rel(rel), Some((a, b))) = (store.op(condition), store.pair(condition)) else {
            return false;
        };
        let entries = match eval::expand(store, a, instance) {
            Some(Expanded::Number(a)) => vec![a],
            Some(Expanded::Matrix(grid)) => grid.entries,
            None => return false,
        };
        let Some(Expanded::Number(b)) = eval::expand(store, b, instance) else { return false };
        entries.into_iter().all(|a| {
            let condition = store.rel(rel, a, b);
            matches!(eval::holds(store, condition, at, BITS), Ok(Some(true)))
        })
    }

    /// The two values, if they differ at some entry.
    fn differ(
        &mut self,
        left: &Expanded,
        right: &Expanded,
        at: &mut Vec<(Name, Rational)>,
        round: usize,
    ) -> Option<(String, String)> {
        match (left, right) {
            (Expanded::Number(a), Expanded::Number(b)) => match self.separated(*a, *b, at, round) {
                Outcome::Differ { lhs_digits, rhs_digits } => Some((lhs_digits, rhs_digits)),
                _ => None,
            },
            (Expanded::Matrix(a), Expanded::Matrix(b)) => {
                let pairs = a.entries.iter().zip(&b.entries);
                for (i, (&x, &y)) in pairs.enumerate() {
                    if let Outcome::Differ { lhs_digits, rhs_digits } =
                        self.separated(x, y, at, round)
                    {
                        let whole = [a, b].map(|grid| self.values_text(grid, at));
                        if let [Some(lhs), Some(rhs)] = whole {
                            return Some((lhs, rhs));
                        }
                        let place = format!("({}, {})", i / a.cols + 1, i % a.cols + 1);
                        return Some((
                            format!("{lhs_digits} at {place}"),
                            format!("{rhs_digits} at {place}"),
                        ));
                    }
                }
                None
            }
            _ => None,
        }
    }

    /// The rows, where every entry is a rational number.
    fn values_text(&mut self, grid: &Grid, at: &[(Name, Rational)]) -> Option<String> {
        let mut entries = Vec::new();
        for &entry in &grid.entries {
            let store = self.kernel.store_mut();
            let value = eval::value(store, entry, at, Request::Digits(1)).ok()?.exact?;
            entries.push(store.rational(&value));
        }
        self.rows_text(&Grid { entries, ..grid.clone() })
    }

    /// `[[1, 2], [3, 4]]`
    fn rows_text(&self, grid: &Grid) -> Option<String> {
        let text = |e: &Expr| self.kernel.store().as_rational(*e).map(|value| value.to_string());
        let mut rows = Vec::new();
        for row in grid.entries.chunks(grid.cols.max(1)) {
            let entries: Option<Vec<String>> = row.iter().map(text).collect();
            rows.push(format!("[{}]", entries?.join(", ")));
        }
        Some(format!("[{}]", rows.join(", ")))
    }
}

fn size(engine: &Engine, n: Expr, instance: &Instance) -> Option<usize> {
    let store = engine.kernel.store();
    match store.as_symbol(n) {
        Some(name) => instance.dims.iter().find(|(known, _)| *known == name).map(|&(_, n)| n),
        None => usize::try_from(store.as_literal_i64(n)?).ok(),
    }
}
