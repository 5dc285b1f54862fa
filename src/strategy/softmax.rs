//! Softmax: its logarithm taken apart before it is differentiated, and results written with it.

use super::cost::cost;
use super::{Engine, Failure, Proved};
use crate::expr::{Declared, Expr, Func, MatOp, Op, Store};
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
        let v = store.softmax_argument(m)?;
        let (_, total) = store.pair(m)?;
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
                let store = self.kernel.store();
                let powers = store.single(total).filter(|&m| store.is_total_of(total, m))?;
                store.entrywise_exponent(powers).map(|_| (powers, total))
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
        let words = self.summands(e)?;
        let (front, back) = common_ends(&words);
        let (_, first) = words.first()?.clone();
        // What is added comes before what is subtracted.
        let store = self.kernel.store();
        let (added, subtracted): (Vec<_>, Vec<_>) =
            words.into_iter().partition(|&(c, _)| !is_minus(store, c));
        let words = [added, subtracted].concat();
        // A number in front of all of them is written once.
        let sizes: Vec<Expr> = words.iter().map(|&(c, _)| size(store, c)).collect();
        let alike = |first: &Expr| sizes.len() > 1 && sizes.iter().all(|size| size == first);
        let common = sizes.first().copied().filter(alike);
        let one = self.kernel.store_mut().integer(1);
        let mut sum = None;
        for ((coefficient, word), size) in words.iter().zip(&sizes) {
            let middle = self.product_of(word.get(front..word.len() - back)?)?;
            let store = self.kernel.store_mut();
            let size = if common.is_some() { one } else { *size };
            let term = if store.as_literal_i64(size) == Some(1) {
                middle
            } else {
                store.mat(MatOp::Scale, &[size, middle])
            };
            sum = Some(match (sum, is_minus(store, *coefficient)) {
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

    /// The words of a sum, each with its coefficient simplified and its factors apart.
    fn summands(&mut self, e: Expr) -> Option<Vec<(Expr, Vec<Expr>)>> {
        let store = self.kernel.store();
        let (mut terms, mut rest) = (Vec::new(), e);
        while let (Some(MatOp::Add), Some((a, b))) = (store.mat_op(rest), store.pair(rest)) {
            terms.push(b);
            rest = a;
        }
        terms.push(rest);
        let mut words = Vec::with_capacity(terms.len());
        for term in terms.into_iter().rev() {
            let store = self.kernel.store_mut();
            let (coefficient, word) = match (store.mat_op(term), store.pair(term)) {
                (Some(MatOp::Scale), Some((c, word))) => (c, word),
                _ => (store.integer(1), term),
            };
            let coefficient = if store.has_matrices(coefficient) {
                self.with_sums(coefficient)
            } else {
                let simple = self.simplify(coefficient).ok()?;
                self.kernel.rhs(simple)
            };
            words.push((coefficient, self.kernel.store().matrix_factors(word)));
        }
        Some(words)
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

    fn product_of(&mut self, factors: &[Expr]) -> Option<Expr> {
        let store = self.kernel.store_mut();
        factors.iter().copied().reduce(|a, b| store.mat(MatOp::Product, &[a, b]))
    }
}

/// How many factors all words have in common in front, and how many of the others behind; one
/// factor of each word is left.
fn common_ends(words: &[(Expr, Vec<Expr>)]) -> (usize, usize) {
    let least = words.iter().map(|(_, word)| word.len()).min().unwrap_or(0);
    let same = |place: &dyn Fn(&[Expr]) -> Option<Expr>| {
        let mut factors = words.iter().map(|(_, word)| place(word));
        let first = factors.next();
        factors.all(|factor| Some(factor) == first)
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
    (front, back)
}

fn is_minus(store: &Store, coefficient: Expr) -> bool {
    store.op(coefficient) == Op::Neg
        || store.as_rational(coefficient).is_some_and(|c| c.is_negative())
}

/// A coefficient without the minus in front.
fn size(store: &Store, coefficient: Expr) -> Expr {
    match store.single(coefficient) {
        Some(size) if store.op(coefficient) == Op::Neg => size,
        _ => coefficient,
    }
}
