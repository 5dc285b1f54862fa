//! Sums within sums: one form for all orders in which they can be taken.

use super::indexed::canonical_index;
use super::{Context, NoForm, Tower};
use crate::expr::{self, Expr, Op, Store};
use crate::normal::fraction::Fraction;

/// So many sums are put in order; of more, the order matters.
const MAX_SUMS: usize = 4;

/// An index with the end of its range, which begins at 1.
#[derive(Clone, Copy)]
struct Binder {
    index: Expr,
    to: Expr,
}

impl Tower {
    /// The generator for the sum of a term: of all orders of its sums the first.
    pub(super) fn multiple_sum(
        &mut self,
        context: &mut dyn Context,
        term: &Fraction,
        index: Expr,
        count: &Fraction,
    ) -> Result<Fraction, NoForm> {
        let to = self.expression(context, count)?;
        let mut binders = vec![Binder { index, to }];
        let mut rest = term.clone();
        let mut bodies = Vec::new();
        for (factor, exponent) in term.factors().to_vec() {
            let argument = factor
                .as_var()
                .filter(|_| exponent > 0)
                .and_then(|var| self.generator(var))
                .map(|generator| generator.argument)
                .filter(|&argument| context.store().op(argument) == Op::Sum);
            let Some(argument) = argument else { continue };
            if binders.len() + exponent.unsigned_abs() as usize > MAX_SUMS {
                continue;
            }
            let power = Fraction::from_poly(&factor)?.pow(exponent, &self.limits)?;
            let power = power.ok_or(NoForm::Undefined)?;
            rest = rest.div(&power, &self.limits)?.ok_or(NoForm::Undefined)?;
            for _ in 0..exponent {
                bodies.push(opened(context.store(), argument, &mut binders));
            }
        }
        bodies.push(self.expression(context, &rest)?);
        if let ([only], [_]) = (bodies.as_slice(), binders.as_slice()) {
            let turned = self.turned(context, *only, index, count)?;
            bodies = vec![turned];
        }
        let store = context.store();
        let mut body = None;
        for part in bodies {
            body = Some(body.map_or(part, |body| store.mul(body, part)));
        }
        let body = body.unwrap_or(to);
        let base = self.depth(context, body);
        let count = binders.len() as u32;
        let names: Vec<Expr> = (1..=count).map(|i| canonical_index(context, base + i)).collect();
        let mut best: Option<Expr> = None;
        for order in orders(context.store(), &binders) {
            let candidate = nested(context.store(), body, &order, &names);
            let is_less = |known: Expr| expr::compare(context.store(), candidate, known).is_lt();
            if best.is_none_or(is_less) {
                best = Some(candidate);
            }
        }
        let canonical = match best {
            Some(best) => best,
            None => nested(context.store(), body, &binders, &names),
        };
        Ok(self.atom(context, canonical))
    }
}

impl Tower {
    /// The body, or what it is when the range is gone through backwards: of the two the first, where
    /// the end of the range stands in it.
    fn turned(
        &mut self,
        context: &mut dyn Context,
        body: Expr,
        index: Expr,
        count: &Fraction,
    ) -> Result<Expr, NoForm> {
        let to = self.expression(context, count)?;
        let store = context.store();
        let ends = store.free_symbols(to);
        let Some(name) = store.as_symbol(index) else { return Ok(body) };
        if !ends.iter().any(|&end| store.mentions(body, end)) {
            return Ok(body);
        }
        let one = store.integer(1);
        let next = store.add(to, one);
        let mirrored = store.sub(next, index);
        let backwards = store.substitute(body, &[(name, mirrored)]);
        let value = self.convert(context, backwards)?;
        let backwards = self.expression(context, &value)?;
        let store = context.store();
        let (a, b) = (sorted(store, body), sorted(store, backwards));
        Ok(if expr::compare(store, b, a).is_lt() { backwards } else { body })
    }
}

/// The body of a chain of sums, whose indices get names of their own.
fn opened(store: &mut Store, e: Expr, binders: &mut Vec<Binder>) -> Expr {
    let mut e = e;
    while let (Op::Sum, &[body, bound, _, to]) = (store.op(e), store.children(e)) {
        if binders.len() >= MAX_SUMS {
            break;
        }
        let Some(name) = store.as_symbol(bound) else { break };
        let fresh = store.name(&format!("#t{}", binders.len()));
        store.declare_integer(fresh, Some(1));
        let index = store.symbol_of(fresh);
        binders.push(Binder { index, to });
        e = store.substitute(body, &[(name, index)]);
    }
    e
}

/// The orders in which no end of a range mentions an index that comes later.
fn orders(store: &Store, binders: &[Binder]) -> Vec<Vec<Binder>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in binders {
        let mut longer = Vec::new();
        for order in &found {
            for (i, binder) in binders.iter().enumerate() {
                let waits = binders.iter().enumerate().any(|(j, other)| {
                    let name = store.as_symbol(other.index);
                    !order.contains(&j) && name.is_some_and(|name| store.mentions(binder.to, name))
                });
                if !order.contains(&i) && !waits {
                    longer.push([&order[..], &[i]].concat());
                }
            }
        }
        found = longer;
    }
    let pick = |order: Vec<usize>| order.iter().filter_map(|&i| binders.get(i).copied()).collect();
    found.into_iter().map(pick).collect()
}

/// The sums in this order, the outermost first; the innermost index has the first name.
fn nested(store: &mut Store, body: Expr, order: &[Binder], names: &[Expr]) -> Expr {
    let mut values = Vec::new();
    for (binder, &name) in order.iter().rev().zip(names) {
        values.extend(store.as_symbol(binder.index).map(|old| (old, name)));
    }
    let renamed = store.substitute(body, &values);
    let mut e = sorted(store, renamed);
    let one = store.integer(1);
    for (binder, &name) in order.iter().rev().zip(names) {
        let to = store.substitute(binder.to, &values);
        let to = sorted(store, to);
        e = store.make(Op::Sum, &[e, name, one, to]);
    }
    e
}

/// The expression with the terms of its sums and the factors of its products in a fixed order.
fn sorted(store: &mut Store, e: Expr) -> Expr {
    store.map_bottom_up(e, |store, old, kids| {
        let op = store.op(old);
        if !matches!(op, Op::Add | Op::Mul) {
            return store.make(op, kids);
        }
        let mut parts = Vec::new();
        let mut stack: Vec<Expr> = kids.iter().rev().copied().collect();
        while let Some(part) = stack.pop() {
            if store.op(part) == op {
                stack.extend(store.children(part).iter().rev());
            } else {
                parts.push(part);
            }
        }
        parts.sort_by(|&a, &b| expr::compare(store, a, b));
        let mut parts = parts.into_iter();
        let first = parts.next().unwrap_or(old);
        parts.fold(first, |all, part| store.make(op, &[all, part]))
    })
}
