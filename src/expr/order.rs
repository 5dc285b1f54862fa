//! A total order of expressions that depends on structure only, never on handles, so that output
//! is the same whatever was built before.

use std::cmp::Ordering;

use super::matrix::MatOp;
use super::op::Op;
use super::store::{Expr, Store};

/// Compares two expressions: numbers by value, then constants, then symbols by their text, then
/// compound expressions by size, operator and operands.
#[must_use]
pub fn compare(store: &Store, a: Expr, b: Expr) -> Ordering {
    let mut stack = vec![(a, b)];
    while let Some((a, b)) = stack.pop() {
        if a == b {
            continue;
        }
        let top = rank(store.op(a))
            .cmp(&rank(store.op(b)))
            .then_with(|| compare_leaves(store, a, b))
            .then_with(|| store.size(a).cmp(&store.size(b)))
            .then_with(|| compare_names(store, store.op(a), store.op(b)))
            .then_with(|| store.children(a).len().cmp(&store.children(b).len()));
        if top != Ordering::Equal {
            return top;
        }
        let pairs = store.children(a).iter().copied().zip(store.children(b).iter().copied());
        let first = stack.len();
        stack.extend(pairs);
        if let Some(new) = stack.get_mut(first..) {
            new.reverse();
        }
    }
    Ordering::Equal
}

fn rank(op: Op) -> u8 {
    match op {
        Op::Number(_) => 0,
        Op::Constant(_) => 1,
        Op::Symbol(_) => 2,
        Op::Matrix(MatOp::Named(_)) => 3,
        _ => 4,
    }
}

fn compare_leaves(store: &Store, a: Expr, b: Expr) -> Ordering {
    match (store.op(a), store.op(b)) {
        (Op::Number(_), Op::Number(_)) => store.number(a).cmp(&store.number(b)),
        (Op::Symbol(m), Op::Symbol(n)) => store.text(m).cmp(store.text(n)),
        (Op::Matrix(MatOp::Named(m)), Op::Matrix(MatOp::Named(n))) => {
            store.text(m).cmp(store.text(n))
        }
        (Op::Constant(m), Op::Constant(n)) => m.cmp(&n),
        _ => Ordering::Equal,
    }
}

/// Operators with names compare by the names' texts, the others by their declaration order.
fn compare_names(store: &Store, a: Op, b: Op) -> Ordering {
    match (a, b) {
        (Op::Apply(f, m), Op::Apply(g, n)) => store.text(f).cmp(store.text(g)).then(m.cmp(&n)),
        (Op::Indexed(f), Op::Indexed(g)) => store.text(f).cmp(store.text(g)),
        (a, b) => a.cmp(&b),
    }
}
