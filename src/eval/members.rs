//! Members of families of matrices at given indices, as variables of their own.

use crate::expr::{Expr, MatOp, Name, Op, Store};

/// So many recursions and definitions may lie inside one another.
const MAX_ROUNDS: usize = 64;

/// The names that stand in indices of matrices, by their texts.
#[must_use]
pub fn indices_of_matrices(store: &Store, exprs: &[Expr]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for sub in store.subexpressions(exprs) {
        if is_member(store, sub) {
            let parts = store.subexpressions(store.children(sub));
            names.extend(parts.into_iter().filter_map(|part| store.as_symbol(part)));
        }
    }
    names.sort_by(|&a, &b| store.text(a).cmp(store.text(b)));
    names.dedup();
    names
}

/// `e` with a matrix variable `W[2]` for each member, where the indices have these values; members
/// that are defined are written out. `None` if an index has no value, a recursion does not reach
/// it, or too much would be written.
#[must_use]
pub fn with_members(store: &mut Store, e: Expr, values: &[(Name, usize)]) -> Option<Expr> {
    let mut current = e;
    for _ in 0..MAX_ROUNDS {
        let parts = store.subexpressions(&[current]);
        if !parts.iter().any(|&part| is_member(store, part)) {
            return Some(current);
        }
        let captured = |part: Expr| {
            let bound = store.children(part).get(1).and_then(|&k| store.as_symbol(k));
            store.op(part).is_over_range()
                && bound.is_some_and(|k| values.iter().any(|&(name, _)| name == k))
        };
        if parts.iter().any(|&part| captured(part)) {
            return None;
        }
        let mut failed = false;
        current = store.map_bottom_up(current, |store, old, kids| {
            if !is_member(store, old) {
                return store.make(store.op(old), kids);
            }
            let member = member(store, old, values);
            failed |= member.is_none();
            member.unwrap_or(old)
        });
        if failed {
            return None;
        }
    }
    None
}

fn is_member(store: &Store, e: Expr) -> bool {
    matches!(store.op(e), Op::Indexed(_)) && store.shape(e).is_some()
}

/// What stands for a member: a variable, or what it is made of.
fn member(store: &mut Store, e: Expr, values: &[(Name, usize)]) -> Option<Expr> {
    let Op::Indexed(family) = store.op(e) else { return None };
    let mut indices = Vec::new();
    for &index in &store.children(e).to_vec() {
        indices.push(integer(store, index, values)?);
    }
    if let Some(recursion) = store.recursion(family) {
        let &[at] = indices.as_slice() else { return None };
        if at <= recursion.base {
            return (at == recursion.base).then_some(recursion.first);
        }
        let (at, before) = (store.integer(at), store.integer(at - 1));
        let before = store.make(Op::Indexed(family), &[before]);
        return store.next_member(family, at, before);
    }
    if store.function(family).is_some() {
        let indices: Vec<Expr> = indices.into_iter().map(|k| store.integer(k)).collect();
        return store.unfold(family, &indices);
    }
    let declared = store.declared(family)?;
    let text: Vec<String> = indices.iter().map(i64::to_string).collect();
    let name = store.name(&format!("{}[{}]", store.family_text(family), text.join(",")));
    store.declare_matrix(name, declared).ok()?;
    Some(store.mat(MatOp::Named(name), &[]))
}

/// The value of an index: sums, differences and products of numbers and names.
fn integer(store: &Store, e: Expr, values: &[(Name, usize)]) -> Option<i64> {
    let parts = store.subexpressions(&[e]);
    let mut known: Vec<i64> = Vec::with_capacity(parts.len());
    for &part in &parts {
        let at = |child: &Expr| {
            parts.binary_search(child).ok().and_then(|place| known.get(place)).copied()
        };
        let value = match (store.op(part), store.children(part)) {
            (Op::Number(_), _) => store.as_literal_i64(part),
            (Op::Symbol(name), _) => {
                let value = values.iter().find(|(known, _)| *known == name);
                value.and_then(|&(_, n)| i64::try_from(n).ok())
            }
            (Op::Neg, [a]) => at(a)?.checked_neg(),
            (Op::Add, [a, b]) => at(a)?.checked_add(at(b)?),
            (Op::Sub, [a, b]) => at(a)?.checked_sub(at(b)?),
            (Op::Mul, [a, b]) => at(a)?.checked_mul(at(b)?),
            _ => None,
        };
        known.push(value?);
    }
    known.last().copied()
}
