//! Lines without litter: `0 + u` and `1 * u` are not shown.

use rustc_hash::FxHashMap;

use crate::expr::{Expr, Op};
use crate::kernel::{Kernel, Theorem};

/// The chain with every line but its ends freed of zeros and ones.
pub(super) fn decluttered(kernel: &mut Kernel, links: &[Theorem]) -> Vec<Theorem> {
    let mut cleaned = Vec::with_capacity(links.len());
    // How the line before became what is shown of it.
    let mut before: Option<Theorem> = None;
    for (i, &link) in links.iter().enumerate() {
        let last = i + 1 == links.len();
        let after = if last { None } else { clean(kernel, kernel.rhs(link)) };
        let shown = join(kernel, before, link, after);
        cleaned.push(shown.unwrap_or(link));
        if shown.is_none() {
            return links.to_vec();
        }
        before = after;
    }
    cleaned
}

fn join(
    kernel: &mut Kernel,
    before: Option<Theorem>,
    link: Theorem,
    after: Option<Theorem>,
) -> Option<Theorem> {
    let mut t = link;
    if let Some(before) = before {
        let back = kernel.sym(before);
        t = kernel.trans(back, t).ok()?;
    }
    match after {
        Some(after) => kernel.trans(t, after).ok(),
        None => Some(t),
    }
}

/// `e` equals itself without litter; `None` if there is none.
fn clean(kernel: &mut Kernel, e: Expr) -> Option<Theorem> {
    let mut done: FxHashMap<Expr, Theorem> = FxHashMap::default();
    let mut stack = vec![(e, false)];
    while let Some((e, ready)) = stack.pop() {
        let children = kernel.store().children(e).to_vec();
        if !is_arithmetic(kernel.store().op(e)) || done.contains_key(&e) {
            continue;
        }
        if !ready {
            stack.push((e, true));
            stack.extend(children.into_iter().map(|child| (child, false)));
            continue;
        }
        let equals: Vec<_> = children.iter().map(|child| done.get(child).copied()).collect();
        let inner =
            if equals.iter().any(Option::is_some) { kernel.congr(e, &equals).ok() } else { None };
        let now = inner.map_or(e, |t| kernel.rhs(t));
        let outer =
            without_litter(kernel, now).and_then(|plain| kernel.by_algebra(now, plain).ok());
        let step = match (inner, outer) {
            (Some(a), Some(b)) => kernel.trans(a, b).ok(),
            (a, b) => a.or(b),
        };
        if let Some(step) = step {
            done.insert(e, step);
        }
    }
    done.get(&e).copied()
}

/// What a node is without a zero or a one among its operands.
fn without_litter(kernel: &mut Kernel, e: Expr) -> Option<Expr> {
    let store = kernel.store();
    if let (Op::Neg, Some(inner)) = (store.op(e), store.single(e)) {
        return if store.op(inner) == Op::Neg { store.single(inner) } else { None };
    }
    let (a, b) = store.pair(e)?;
    let is = |e: Expr, n: i64| store.as_literal_i64(e) == Some(n);
    match store.op(e) {
        Op::Add if is(a, 0) => Some(b),
        Op::Add | Op::Sub if is(b, 0) => Some(a),
        Op::Sub if is(a, 0) => Some(kernel.store_mut().neg(b)),
        Op::Mul if is(a, 1) => Some(b),
        Op::Mul | Op::Div if is(b, 1) => Some(a),
        // a*(1/b) and a + (-b) are a/b and a - b.
        Op::Mul if store.op(b) == Op::Div => {
            let (one, below) = store.pair(b)?;
            is(one, 1).then(|| kernel.store_mut().div(a, below))
        }
        Op::Add | Op::Sub if store.op(b) == Op::Neg => {
            let (plus, inner) = (store.op(e) == Op::Sub, store.single(b)?);
            let store = kernel.store_mut();
            Some(if plus { store.add(a, inner) } else { store.sub(a, inner) })
        }
        _ => None,
    }
}

fn is_arithmetic(op: Op) -> bool {
    matches!(op, Op::Neg | Op::Add | Op::Sub | Op::Mul | Op::Div)
}
