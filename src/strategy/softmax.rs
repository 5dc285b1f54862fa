//! Softmax: its logarithm taken apart before it is differentiated, and results written with it.

use super::cost::cost;
use super::{Engine, Failure, Proved};
use crate::expr::{Constant, Declared, Expr, Func, MatOp, Op};
use crate::kernel::{Theorem, View};
use crate::normal::terms;
use crate::normal::words::Words;

/// How many different softmaxes a result is written with.
const MOST: usize = 4;

impl Engine {
    /// `ln(softmax(v)) = v - ln(sum(exp(v)))`, if the matrix is such a logarithm.
    pub(super) fn ln_of_softmax(&mut self, u: Expr) -> Option<Theorem> {
        let store = self.kernel.store_mut();
        let (Some(MatOp::Map), &[body, t, m]) = (store.mat_op(u), store.children(u)) else {
            return None;
        };
        if store.op(body) != Op::Func(Func::Ln) || store.single(body) != Some(t) {
            return None;
        }
        let (MatOp::Over, (powers, total)) = (store.mat_op(m)?, store.pair(m)?) else {
            return None;
        };
        let v = self.exponent(powers).filter(|_| self.is_total_of(total, powers))?;
        let store = self.kernel.store_mut();
        let shape = store.shape(v)?;
        let ones = store.mat(MatOp::Ones, &[shape.rows, shape.cols]);
        let ln = store.func(Func::Ln, &[total]);
        let every = store.mat(MatOp::Scale, &[ln, ones]);
        let apart = store.mat(MatOp::Sub, &[v, every]);
        self.by_algebra(u, apart).ok()
    }

    /// The result written with `softmax(v)` where it has `exp(v)` and `sum(exp(v))`, if that is
    /// shorter and nothing else of them is left.
    pub(super) fn with_softmax(&mut self, mut t: Theorem) -> Proved {
        for _ in 0..MOST {
            let e = self.kernel.rhs(t);
            let parts = self.kernel.store().subexpressions(&[e]);
            let totals = parts.iter().filter_map(|&total| {
                let powers = self.kernel.store().single(total)?;
                (self.is_total_of(total, powers) && self.exponent(powers).is_some())
                    .then_some((powers, total))
            });
            let totals: Vec<_> = totals.collect();
            let mut found = None;
            for (powers, total) in totals {
                found = self.softmax_for(e, powers, total)?;
                if found.is_some() {
                    break;
                }
            }
            match found {
                Some(step) => t = self.then(t, step)?,
                None => break,
            }
        }
        Ok(t)
    }

    /// `v` of `exp(v)`.
    fn exponent(&self, powers: Expr) -> Option<Expr> {
        let store = self.kernel.store();
        let (Some(MatOp::Map), &[body, t, v]) = (store.mat_op(powers), store.children(powers))
        else {
            return None;
        };
        let (base, exponent) = store.pair(body)?;
        let is_exp = store.op(body) == Op::Pow && store.op(base) == Op::Constant(Constant::E);
        (is_exp && exponent == t).then_some(v)
    }

    fn is_total_of(&self, total: Expr, m: Expr) -> bool {
        let store = self.kernel.store();
        store.mat_op(total) == Some(MatOp::Total) && store.single(total) == Some(m)
    }

    fn softmax_for(
        &mut self,
        e: Expr,
        powers: Expr,
        total: Expr,
    ) -> Result<Option<Theorem>, Failure> {
        let Some(p) = self.stand_in(powers) else { return Ok(None) };
        let store = self.kernel.store_mut();
        let s = store.symbol("•s");
        let scaled = store.mat(MatOp::Scale, &[s, p]);
        let softmax = store.mat(MatOp::Over, &[powers, total]);
        let abstracted = store.map_bottom_up(e, |store, old, kids| match old {
            _ if old == total => s,
            _ if old == powers => scaled,
            _ => store.make(store.op(old), kids),
        });
        let given = self.given;
        let mut view = View::new(&mut self.kernel, given);
        let Ok(normal) = Words::new(&mut view).normal(abstracted) else { return Ok(None) };
        let Some(short) = self.gathered(normal) else { return Ok(None) };
        let refl = self.kernel.refl(short);
        let clean = self.cleaned(refl)?;
        let short = self.kernel.rhs(clean);
        let store = self.kernel.store_mut();
        let left = store.subexpressions(&[short]).contains(&s);
        if left || cost(store, short) >= cost(store, e) {
            return Ok(None);
        }
        let result = store.map_bottom_up(short, |store, old, kids| {
            if old == p { softmax } else { store.make(store.op(old), kids) }
        });
        Ok(self.by_algebra(e, result).ok().filter(|_| result != e))
    }

    /// A matrix variable of the same shape, whose name no text that can be read has.
    fn stand_in(&mut self, m: Expr) -> Option<Expr> {
        let store = self.kernel.store_mut();
        let declared = Declared { shape: store.shape(m)?, symmetric: false, invertible: false };
        for k in 0.. {
            let name = store.name(&format!("•p_{k}"));
            if store.declare_matrix(name, declared).is_ok() {
                return Some(store.mat(MatOp::Named(name), &[]));
            }
        }
        None
    }

    /// A sum of words with its coefficients simplified, and what is common to the ends of all words
    /// in front and behind.
    fn gathered(&mut self, e: Expr) -> Option<Expr> {
        let mut terms = Vec::new();
        let mut rest = e;
        while let (Some(MatOp::Add), Some((a, b))) =
            (self.kernel.store().mat_op(rest), self.kernel.store().pair(rest))
        {
            terms.push(b);
            rest = a;
        }
        terms.push(rest);
        terms.reverse();
        let mut words = Vec::new();
        for term in terms {
            let store = self.kernel.store_mut();
            let (coefficient, word) = match (store.mat_op(term), store.pair(term)) {
                (Some(MatOp::Scale), Some((c, word))) => (c, word),
                _ => (store.integer(1), term),
            };
            let coefficient = if self.kernel.store().has_matrices(coefficient) {
                self.with_sums(coefficient)
            } else {
                let simple = self.simplify(coefficient).ok()?;
                self.kernel.rhs(simple)
            };
            words.push((coefficient, self.factors_of(word)));
        }
        let least = words.iter().map(|(_, word)| word.len()).min()?;
        let (_, first) = words.first()?.clone();
        let same = |place: &dyn Fn(&[Expr]) -> Option<Expr>| {
            words.iter().all(|(_, word)| place(word) == place(&first))
        };
        let (mut front, mut back) = (0, 0);
        if words.len() > 1 {
            while front + 1 < least && same(&|word| word.get(front).copied()) {
                front += 1;
            }
            while front + back + 1 < least
                && same(&|word| word.get(word.len().checked_sub(back + 1)?).copied())
            {
                back += 1;
            }
        }
        // What is added comes before what is subtracted.
        let minus = |engine: &Self, c: Expr| {
            let store = engine.kernel.store();
            store.op(c) == Op::Neg || store.as_rational(c).is_some_and(|c| c.is_negative())
        };
        let (added, subtracted): (Vec<_>, Vec<_>) =
            words.into_iter().partition(|&(c, _)| !minus(self, c));
        let size = |engine: &Self, c: Expr| match engine.kernel.store().single(c) {
            Some(size) if engine.kernel.store().op(c) == Op::Neg => size,
            _ => c,
        };
        // A number in front of all of them is written once.
        let sizes = added.iter().chain(&subtracted).map(|&(c, _)| size(self, c));
        let sizes: Vec<Expr> = sizes.collect();
        let alike = |first: &Expr| sizes.len() > 1 && sizes.iter().all(|size| size == first);
        let common = sizes.first().copied().filter(alike);
        let one = self.kernel.store_mut().integer(1);
        let mut sum = None;
        for (coefficient, word) in added.into_iter().chain(subtracted) {
            let negative = minus(self, coefficient);
            let size = size(self, coefficient);
            let middle = self.product_of(word.get(front..word.len() - back)?)?;
            let store = self.kernel.store_mut();
            let size = if common.is_some() { one } else { size };
            let term = if store.as_literal_i64(size) == Some(1) {
                middle
            } else {
                store.mat(MatOp::Scale, &[size, middle])
            };
            sum = Some(match (sum, negative) {
                (Some(sum), true) => store.mat(MatOp::Sub, &[sum, term]),
                (Some(sum), false) => store.mat(MatOp::Add, &[sum, term]),
                (None, true) => store.mat(MatOp::Neg, &[term]),
                (None, false) => term,
            });
        }
        let parts = [first.get(..front)?, &[sum?], first.get(first.len() - back..)?].concat();
        let product = self.product_of(&parts)?;
        Some(match common.filter(|&common| common != one) {
            Some(common) => self.kernel.store_mut().mat(MatOp::Scale, &[common, product]),
            None => product,
        })
    }

    /// A number with `sum(v)` for `v^T*1`.
    fn with_sums(&mut self, number: Expr) -> Expr {
        let store = self.kernel.store_mut();
        let summed = store.map_bottom_up(number, |store, old, kids| {
            let again = store.make(store.op(old), kids);
            let product = store.single(again).filter(|_| store.mat_op(again) == Some(MatOp::Entry));
            let Some((a, b)) = product.and_then(|product| store.pair(product)) else {
                return again;
            };
            match (store.mat_op(a), store.single(a), store.mat_op(b)) {
                (Some(MatOp::Transpose), Some(v), Some(MatOp::Ones)) => {
                    store.mat(MatOp::Total, &[v])
                }
                (Some(MatOp::Transpose), Some(ones), _)
                    if store.mat_op(ones) == Some(MatOp::Ones) =>
                {
                    store.mat(MatOp::Total, &[b])
                }
                _ => again,
            }
        });
        terms::tidy(store, summed)
    }

    fn factors_of(&self, word: Expr) -> Vec<Expr> {
        let store = self.kernel.store();
        let (mut factors, mut rest) = (Vec::new(), word);
        while let (Some(MatOp::Product), Some((a, b))) = (store.mat_op(rest), store.pair(rest)) {
            factors.push(b);
            rest = a;
        }
        factors.push(rest);
        factors.reverse();
        factors
    }

    fn product_of(&mut self, factors: &[Expr]) -> Option<Expr> {
        let store = self.kernel.store_mut();
        factors.iter().copied().reduce(|a, b| store.mat(MatOp::Product, &[a, b]))
    }
}
