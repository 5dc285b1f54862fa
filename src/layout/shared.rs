//! Names for parts of large expressions: what stands in many places is written once, as `t_1 = …`.

use rustc_hash::{FxHashMap, FxHashSet};

use super::answer::Formula;
use super::boxes::{BoxId, Role};
use super::lower::{Laid, Layout, Notation};
use super::name;
use crate::expr::{Expr, Func, Op};

/// Expressions with more nodes than this, counted as a tree, are written with names for their
/// shared parts.
const LONG: usize = 2_000;

/// With more distinct parts than this, names do not help.
const MAX_PARTS: usize = 4_000;

/// A part with fewer nodes than this is written where it stands.
const SMALL: usize = 8;

/// A part with more nodes than this is named even if it stands in one place.
const LARGE: usize = 1_000;

/// The names that were given.
#[derive(Default)]
pub(super) struct Names {
    boxes: FxHashMap<Expr, BoxId>,
    /// The nodes of each part as it is written.
    sizes: FxHashMap<Expr, usize>,
    given: usize,
}

impl Layout<'_> {
    /// The number of nodes that are written for `e`.
    pub(super) fn written_size(&self, e: Expr) -> usize {
        match self.names.sizes.get(&e) {
            Some(_) if self.is_named(e) => 1,
            Some(&size) => size,
            None => self.store.size(e),
        }
    }

    pub(super) fn is_named(&self, e: Expr) -> bool {
        self.names.boxes.contains_key(&e)
    }

    /// The name as it stands in a formula.
    pub(super) fn named(&self, e: Expr) -> Option<Laid> {
        self.names.boxes.get(&e).map(|&id| Laid::letter(id))
    }

    /// The subexpressions that are written when `root` is, children before parents: what is in a
    /// part with a name is not.
    pub(super) fn visible(&self, root: Expr) -> Vec<Expr> {
        if self.names.boxes.is_empty() {
            return self.store.subexpressions(&[root]);
        }
        let mut seen: FxHashSet<Expr> = FxHashSet::default();
        let mut stack = vec![root];
        while let Some(e) = stack.pop() {
            if seen.insert(e) && !self.is_named(e) {
                stack.extend_from_slice(self.store.children(e));
            }
        }
        let mut all: Vec<Expr> = seen.into_iter().collect();
        all.sort_unstable();
        all
    }

    /// If one of the expressions is long, names for what these expressions share; with each name
    /// what it stands for, in an order in which each rests on earlier ones.
    pub fn share(&mut self, roots: &[Expr]) -> Vec<(Formula, Formula)> {
        if roots.iter().all(|&root| self.written_size(root) <= LONG) {
            return Vec::new();
        }
        let parts = self.store.subexpressions(roots);
        if parts.len() > MAX_PARTS {
            return Vec::new();
        }
        let mut uses: FxHashMap<Expr, usize> = FxHashMap::default();
        for &part in &parts {
            for &child in self.store.children(part) {
                *uses.entry(child).or_default() += 1;
            }
        }
        for &root in roots {
            *uses.entry(root).or_default() += 1;
        }
        let mut definitions = Vec::new();
        for part in parts {
            let children = self.store.children(part).iter();
            let size = children.fold(1, |sum: usize, &c| sum.saturating_add(self.written_size(c)));
            self.names.sizes.insert(part, size);
            let shared = size >= SMALL && uses.get(&part).is_some_and(|&uses| uses > 1);
            if (shared || size > LARGE) && !self.is_named(part) && self.may_be_named(part) {
                let body = Formula {
                    stacked: self.opened(part, Notation::Mathematical),
                    inline: self.opened(part, Notation::Inline),
                    source: self.opened(part, Notation::Source),
                };
                let name = self.fresh_name();
                let id = name::lay(&mut self.boxes, Role::Variable, &name);
                self.names.boxes.insert(part, id);
                self.forget(part);
                definitions.push((Formula::plain(id), body));
            }
        }
        definitions
    }

    /// Only what reads as a value of its own: signs and chains of derivatives belong to what is
    /// around them.
    fn may_be_named(&self, e: Expr) -> bool {
        // An index means nothing outside of the sum that binds it.
        let has_index = |&name: &crate::expr::Name| self.store.is_declared_integer(name);
        match self.store.op(e) {
            _ if self.store.integer_count() > 0
                && self.store.free_symbols(e).iter().any(has_index) =>
            {
                false
            }
            Op::Add | Op::Sub | Op::Mul | Op::Div | Op::Pow | Op::Apply(..) => true,
            Op::Func(f) => f != Func::Floor,
            Op::Number(_) | Op::Symbol(_) | Op::Constant(_) | Op::Neg => false,
            Op::Deriv | Op::At | Op::Piecewise | Op::ForAll | Op::Matrix(_) => false,
            Op::Indexed(_) | Op::Delta | Op::Sum | Op::Prod => false,
            Op::Rel(_) | Op::And | Op::Differentiable => false,
        }
    }

    /// `t_1`, `t_2`, … as far as the expressions do not use them.
    fn fresh_name(&mut self) -> String {
        loop {
            self.names.given += 1;
            let name = format!("t_{}", self.names.given);
            if self.store.find_name(&name).is_none() {
                return name;
            }
        }
    }
}
