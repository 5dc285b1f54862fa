//! How much there is to read in an expression.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::expr::{Expr, Func, MatOp, Op, Store};

/// The reading cost of `e` written out: the smaller, the simpler.
#[must_use]
pub fn cost(store: &Store, e: Expr) -> u64 {
    if store.as_rational(e).is_some() {
        return 1;
    }
    let mut costs: HashMap<Expr, u64, FxBuildHasher> = HashMap::default();
    for sub in store.subexpressions(&[e]) {
        let own = match store.op(sub) {
            Op::Number(_) => match store.as_literal_i64(sub) {
                Some(0..=2) => 2,
                _ => store.number(sub).map_or(3, |(value, _)| 3 + value.bits() / 16),
            },
            Op::Symbol(_) | Op::Constant(_) => 2,
            Op::Neg | Op::Mul => 1,
            Op::Add | Op::Sub | Op::Pow => 2,
            Op::Div => 3,
            Op::Func(Func::Root | Func::Abs) => 3,
            Op::Func(_) | Op::Apply(..) => 4,
            Op::Rel(_) | Op::And | Op::Differentiable => 2,
            Op::Deriv | Op::At | Op::Piecewise => 6,
            Op::Indexed(_) => 1,
            Op::Delta => 4,
            Op::Sum | Op::Prod | Op::ForAll => 6,
            Op::Matrix(MatOp::Named(_)) => 2,
            Op::Matrix(_) => 3,
        };
        let children = store.children(sub).iter();
        let total = children.fold(own, |sum: u64, c| sum.saturating_add(costs[c]));
        // Large numbers under a radical sign are not done with.
        let radicand = match (store.op(sub), store.children(sub)) {
            (Op::Func(Func::Root), &[a, _]) => store.number(a).map_or(0, |(v, _)| 2 * v.bits()),
            _ => 0,
        };
        let total = total.saturating_add(radicand);
        // A bar within a bar is hard to read, and so is a fraction raised to a power.
        let nested = matches!(store.op(sub), Op::Div | Op::Pow)
            && store.children(sub).first().is_some_and(|&c| store.op(c) == Op::Div)
            || store.op(sub) == Op::Div
                && store.children(sub).last().is_some_and(|&c| store.op(c) == Op::Div);
        costs.insert(sub, total.saturating_add(if nested { 6 } else { 0 }));
    }
    costs.get(&e).copied().unwrap_or(0)
}
