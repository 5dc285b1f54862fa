//! Matrices in conditions: where an inverse exists, and what holds of every entry.
//!
//! A comparison of a matrix with a number says that it holds of every entry.

use super::domain::{Domain, Question};
use super::range::Range;
use super::{Kernel, Theorem};
use crate::expr::{Expr, MatOp, Name, Op, Rel, Sort};
use crate::num::Rational;

impl Kernel {
    /// The questions whose answers decide the one asked of a node on matrices.
    pub(super) fn matrix_parts(
        &mut self,
        e: Expr,
        op: MatOp,
        question: Question,
    ) -> Vec<(Expr, Question)> {
        let children = self.store.children(e).to_vec();
        match (op, children.as_slice()) {
            (MatOp::Named(_), _) => {
                self.unfolded(e).map(|body| (body, question)).into_iter().collect()
            }
            (MatOp::Map, &[body, t, m]) => {
                let mut parts = vec![(body, question), (m, question)];
                if let (Question::Differentiable(_), Some(t)) = (question, self.store.as_symbol(t))
                {
                    parts.push((body, Question::Differentiable(t)));
                }
                parts
            }
            (op, &[x, u, ..]) if op.differentiates() => {
                let mut parts = vec![(u, question)];
                if let Some(x) = self.store.as_name(x) {
                    parts.push((u, Question::Differentiable(x)));
                }
                parts.extend(children.get(2).map(|&c| (c, question)));
                parts
            }
            (_, children) => children.iter().map(|&child| (child, question)).collect(),
        }
    }

    /// The node's own conditions for being defined.
    pub(super) fn matrix_definedness(&mut self, e: Expr, op: MatOp) -> Vec<Expr> {
        let children = self.store.children(e).to_vec();
        match (op, children.as_slice()) {
            (MatOp::Inverse, &[a]) => {
                let det = self.store.mat(MatOp::Det, &[a]);
                self.nonzero(det)
            }
            (MatOp::Over | MatOp::Quotient, &[_, b]) => self.nonzero(b),
            _ => Vec::new(),
        }
    }

    /// The conditions on the entry `t` of a matrix as conditions on the matrix; `None` if they are
    /// no comparisons of `t` with numbers.
    pub(super) fn for_all_entries(&mut self, domain: Domain, t: Expr, m: Expr) -> Option<Domain> {
        let name = self.store.as_symbol(t)?;
        let mut sides = [domain.sufficient, domain.necessary];
        for side in &mut sides {
            let mut all = Vec::new();
            for condition in self.conditions(*side).to_vec() {
                if !self.store.mentions(condition, name) {
                    all.push(condition);
                    continue;
                }
                let (Op::Rel(rel), Some((a, b))) =
                    (self.store.op(condition), self.store.pair(condition))
                else {
                    return None;
                };
                let value = self.store.as_rational(b).filter(|_| a == t)?;
                all.extend(self.compare_to(rel, m, value));
            }
            *side = self.hyps_table.of(all);
        }
        let [sufficient, necessary] = sides;
        Some(Domain { sufficient, necessary })
    }

    /// Comparisons equivalent to `u rel v` about smaller terms, for a node on matrices.
    pub(super) fn peel_matrix(
        &mut self,
        rel: Rel,
        u: Expr,
        op: MatOp,
        v: &Rational,
    ) -> Option<Vec<(Rel, Expr, Rational)>> {
        let children = self.store.children(u).to_vec();
        match (op, children.as_slice()) {
            (MatOp::Det, &[a]) if rel == Rel::Ne && v.is_zero() => self.peel_determinant(a),
            // What holds of f(t) for every entry t.
            (MatOp::Map, &[body, t, m]) => {
                let mut all = Vec::new();
                for condition in self.compare_to(rel, body, v.clone()) {
                    let (Op::Rel(rel), Some((a, b))) =
                        (self.store.op(condition), self.store.pair(condition))
                    else {
                        return None;
                    };
                    all.push((rel, m, self.store.as_rational(b).filter(|_| a == t)?));
                }
                Some(all)
            }
            (MatOp::Neg, &[a]) => Some(vec![(rel.flipped(), a, -v)]),
            (MatOp::Transpose, &[a]) => Some(vec![(rel, a, v.clone())]),
            _ => None,
        }
    }

    /// `det(A) ≠ 0`, taken apart.
    fn peel_determinant(&mut self, a: Expr) -> Option<Vec<(Rel, Expr, Rational)>> {
        let children = self.store.children(a).to_vec();
        if self.store.declared_of(a).is_some_and(|d| d.invertible) {
            return Some(Vec::new());
        }
        match (self.store.mat_op(a)?, children.as_slice()) {
            (MatOp::Transpose | MatOp::Neg, &[a]) | (MatOp::Power, &[a, _]) => {
                Some(vec![self.determinant_is_not_zero(a)])
            }
            // Where they are defined at all.
            (MatOp::Inverse | MatOp::Identity, _) => Some(Vec::new()),
            (MatOp::Product, &[b, c]) => {
                let square = |e: Expr| self.store.shape(e).is_some_and(|s| s.rows == s.cols);
                (square(b) && square(c))
                    .then(|| [b, c].map(|e| self.determinant_is_not_zero(e)).into())
            }
            (MatOp::Scale, &[s, m]) => {
                let (s, m) = if self.store.shape(s).is_some() { (m, s) } else { (s, m) };
                Some(vec![(Rel::Ne, s, Rational::ZERO), self.determinant_is_not_zero(m)])
            }
            (MatOp::Over, &[m, _]) => Some(vec![self.determinant_is_not_zero(m)]),
            _ => None,
        }
    }

    /// May the operands of `Map(u, t, A)` be replaced by these equals?
    pub(super) fn is_for_all_entries(&self, children: &[Expr], equals: &[Option<Theorem>]) -> bool {
        let (&[_, t, _], &[body, None, _]) = (children, equals) else { return false };
        let Some(name) = self.store.as_symbol(t) else { return false };
        body.is_none_or(|body| {
            let conditions = self.conditions(self.hyps_of(body));
            conditions.iter().all(|&c| !self.store.mentions(c, name))
        })
    }

    fn determinant_is_not_zero(&mut self, a: Expr) -> (Rel, Expr, Rational) {
        (Rel::Ne, self.store.mat(MatOp::Det, &[a]), Rational::ZERO)
    }

    /// Is it an even power of a norm?
    pub(super) fn is_squared_norm(&self, e: Expr) -> bool {
        self.store.pair(e).is_some_and(|(norm, k)| {
            self.store.mat_op(norm) == Some(MatOp::Norm)
                && self.store.as_literal_i64(k).is_some_and(|k| k > 0 && k % 2 == 0)
        })
    }

    /// The terms whose ranges decide that of a node on matrices; the range of a matrix is that of
    /// all its entries.
    pub(super) fn matrix_range_parts(&self, e: Expr, op: MatOp) -> Vec<Expr> {
        let children = self.store.children(e);
        match op {
            MatOp::Add | MatOp::Sub | MatOp::Neg | MatOp::Scale | MatOp::Over => children.to_vec(),
            MatOp::Hadamard | MatOp::Quotient | MatOp::Transpose => children.to_vec(),
            MatOp::Product => children.to_vec(),
            MatOp::Entry | MatOp::Total | MatOp::Trace => children.to_vec(),
            MatOp::Map => children.first().copied().into_iter().collect(),
            _ => Vec::new(),
        }
    }

    pub(super) fn range_of_matrix(&self, e: Expr, op: MatOp, parts: &[Range]) -> Range {
        let one = Rational::ONE;
        match (op, parts) {
            (MatOp::Ones, _) => Range::point(&one),
            (MatOp::Zeros, _) => Range::point(&Rational::ZERO),
            (MatOp::Add, [a, b]) => a.plus(b),
            (MatOp::Sub, [a, b]) => a.plus(&b.negate()),
            (MatOp::Neg, [a]) => a.negate(),
            (MatOp::Hadamard, [a, _]) if self.is_square(e) => a.power(2),
            (MatOp::Hadamard | MatOp::Scale, [a, b]) => a.times(b),
            (MatOp::Quotient | MatOp::Over, [a, b]) => a.times(&b.reciprocal()),
            (MatOp::Transpose | MatOp::Entry | MatOp::Map | MatOp::Named(_), [a]) => a.clone(),
            // A sum of at least one term.
            (MatOp::Total | MatOp::Trace, [a]) if a.is_positive() => Range::positive(),
            (MatOp::Total | MatOp::Trace, [a]) if a.is_nonnegative() => Range::nonnegative(),
            (MatOp::Product, [a, b]) if a.is_positive() && b.is_positive() => Range::positive(),
            (MatOp::Product, [a, b]) if a.is_nonnegative() && b.is_nonnegative() => {
                Range::nonnegative()
            }
            (MatOp::Norm, _) => Range::nonnegative(),
            (MatOp::Inner, _) if self.is_square(e) => Range::nonnegative(),
            _ => Range::ALL,
        }
    }

    /// Is it an inner product of something with itself?
    pub(super) fn is_square(&self, e: Expr) -> bool {
        self.store.pair(e).is_some_and(|(a, b)| a == b)
    }

    /// Do both have a meaning, and the same shape?
    pub(super) fn same_sort(&self, a: Expr, b: Expr) -> bool {
        let sort = self.store.sort(a);
        sort == self.store.sort(b) && sort != Sort::Broken
    }

    /// `e` with every occurrence of the number `a` in its scalar part replaced.
    pub(super) fn replaced(&mut self, e: Expr, a: Expr, s: Expr) -> Expr {
        self.store.map_bottom_up(e, |store, old, kids| match store.op(old) {
            _ if old == a => s,
            // In there it may be bound.
            Op::Matrix(_) | Op::Deriv | Op::At => old,
            op => store.make(op, kids),
        })
    }

    /// A variable that does not occur in `u`.
    pub(super) fn fresh_for(&mut self, u: Expr, index: usize) -> Expr {
        let mut k = index;
        let mut name = String::from("s");
        loop {
            if k > 0 {
                name = format!("s_{k}");
            }
            let candidate: Name = self.store.name(&name);
            let taken = self.store.mentions_name(u, candidate)
                || self.store.mentions(u, candidate)
                || self.store.definition(candidate).is_some()
                || self.store.declared(candidate).is_some();
            if !taken {
                return self.store.symbol_of(candidate);
            }
            k += 100;
        }
    }
}
