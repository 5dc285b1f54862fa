//! Families by their names again: what a definition stands for, found in a result.

use rustc_hash::FxHashSet;

use super::rewrite::is_binding;
use super::{Engine, Failure, Proved};
use crate::expr::{Expr, Name, Op, Store};
use crate::kernel::Theorem;

impl Engine {
    /// The theorem with the entries of defined families in its right side that occur in `e`,
    /// directly or through definitions, called by their names.
    pub(super) fn folded_families(&mut self, t: Theorem, e: Expr) -> Proved {
        let families = self.families_in(e);
        if families.is_empty() {
            return Ok(t);
        }
        let result = self.kernel.rhs(t);
        match self.folded_in(result, &families)? {
            Some(step) => self.then(t, step),
            None => Ok(t),
        }
    }

    /// The defined families that the expression depends on, larger definitions first.
    fn families_in(&self, e: Expr) -> Vec<Name> {
        let store = self.kernel.store();
        let mut families: Vec<(usize, Name)> = Vec::new();
        let mut seen: FxHashSet<Expr> = FxHashSet::default();
        let mut stack = vec![e];
        while let Some(e) = stack.pop() {
            if !seen.insert(e) {
                continue;
            }
            stack.extend_from_slice(store.children(e));
            let definition = match store.op(e) {
                Op::Symbol(name) => store.value(name),
                Op::Indexed(name) => store.function(name),
                _ => None,
            };
            let Some(definition) = definition else { continue };
            stack.push(definition.body);
            if let Op::Indexed(name) = store.op(e) {
                let size = store.size(definition.body);
                if size > 1 && !families.iter().any(|&(_, known)| known == name) {
                    families.push((size, name));
                }
            }
        }
        families.sort_by(|(a, x), (b, y)| b.cmp(a).then(store.text(*x).cmp(store.text(*y))));
        families.into_iter().map(|(_, name)| name).collect()
    }

    fn folded_in(&mut self, e: Expr, families: &[Name]) -> Result<Option<Theorem>, Failure> {
        self.bottom_up(e, is_binding, |engine, sub, inner| {
            let name = families.iter().find_map(|&family| engine.folded_as(sub, family));
            Ok(name.or(inner))
        })
    }

    /// `e = f[…]`, if `e` is what an entry of the family stands for.
    fn folded_as(&mut self, e: Expr, family: Name) -> Option<Theorem> {
        let definition = self.kernel.store().function(family)?.clone();
        let store = self.kernel.store();
        let indices = matched(store, definition.body, e, &definition.params)?;
        let entry = self.kernel.store_mut().make(Op::Indexed(family), &indices);
        let meaning = self.kernel.unfold(entry).ok()?;
        (self.kernel.rhs(meaning) == e).then(|| self.kernel.sym(meaning))
    }
}

/// What the parameters stand for where the body becomes `e`; each must occur.
fn matched(store: &Store, body: Expr, e: Expr, params: &[Name]) -> Option<Vec<Expr>> {
    let mut found: Vec<Option<Expr>> = vec![None; params.len()];
    let mut stack = vec![(body, e)];
    while let Some((b, e)) = stack.pop() {
        let place = store.as_symbol(b).and_then(|x| params.iter().position(|&p| p == x));
        if let Some(slot) = place.and_then(|i| found.get_mut(i)) {
            if *slot.get_or_insert(e) != e {
                return None;
            }
            continue;
        }
        let (inner, outer) = (store.children(b), store.children(e));
        if store.op(b) != store.op(e) || inner.len() != outer.len() {
            return None;
        }
        stack.extend(inner.iter().copied().zip(outer.iter().copied()));
    }
    found.into_iter().collect()
}
