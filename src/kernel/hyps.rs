//! Sets of hypotheses, interned: equal sets have equal handles.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::expr::{Expr, Op, Store};

/// A set of conditions, as a handle into the kernel's table; the empty set is [`Hyps::NONE`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Hyps(u32);

impl Hyps {
    /// No hypothesis.
    pub const NONE: Self = Self(0);

    /// Is it the empty set?
    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }
}

/// The table of all sets in use.
pub(super) struct HypsTable {
    sets: Vec<Box<[Expr]>>,
    index: HashMap<Box<[Expr]>, Hyps, FxBuildHasher>,
    unions: HashMap<(Hyps, Hyps), Hyps, FxBuildHasher>,
    /// For each term the conditions of a large set that speak of it.
    about: HashMap<Hyps, About, FxBuildHasher>,
}

type About = HashMap<Expr, Vec<Expr>, FxBuildHasher>;

/// The largest set that is searched condition by condition.
const SMALL: usize = 8;

impl HypsTable {
    pub(super) fn new() -> Self {
        let empty: Box<[Expr]> = Box::new([]);
        Self {
            sets: vec![empty.clone()],
            index: HashMap::from_iter([(empty, Hyps::NONE)]),
            unions: HashMap::default(),
            about: HashMap::default(),
        }
    }

    /// The conditions of the set.
    pub(super) fn list(&self, hyps: Hyps) -> &[Expr] {
        self.sets.get(hyps.0 as usize).map_or(&[], |set| set)
    }

    /// The set of these conditions.
    pub(super) fn of(&mut self, mut conditions: Vec<Expr>) -> Hyps {
        if conditions.is_empty() {
            return Hyps::NONE;
        }
        conditions.sort_unstable();
        conditions.dedup();
        let key = conditions.into_boxed_slice();
        if let Some(&found) = self.index.get(&key) {
            return found;
        }
        let hyps = Hyps(self.sets.len() as u32);
        self.sets.push(key.clone());
        self.index.insert(key, hyps);
        hyps
    }

    /// The conditions, in their order, that may compare the term, or an even power of it, with
    /// something: of a small set all, of a large one those in which it stands.
    pub(super) fn about(&mut self, store: &Store, hyps: Hyps, term: Expr) -> &[Expr] {
        let set: &[Expr] = self.sets.get(hyps.0 as usize).map_or(&[], |set| set);
        if set.len() <= SMALL {
            return set;
        }
        let index = self.about.entry(hyps).or_insert_with(|| {
            let mut index = About::default();
            for &condition in set {
                for term in compared(store, condition) {
                    let all = index.entry(term).or_default();
                    if all.last() != Some(&condition) {
                        all.push(condition);
                    }
                }
            }
            index
        });
        index.get(&term).map_or(&[], Vec::as_slice)
    }

    /// The union of two sets.
    pub(super) fn union(&mut self, a: Hyps, b: Hyps) -> Hyps {
        if a == b || b.is_none() {
            return a;
        }
        if a.is_none() {
            return b;
        }
        let key = if a.0 < b.0 { (a, b) } else { (b, a) };
        if let Some(&found) = self.unions.get(&key) {
            return found;
        }
        let all = self.list(a).iter().chain(self.list(b)).copied().collect();
        let union = self.of(all);
        self.unions.insert(key, union);
        union
    }

    /// The set without one condition.
    pub(super) fn without(&mut self, hyps: Hyps, condition: Expr) -> Hyps {
        let rest = self.list(hyps).iter().copied().filter(|&c| c != condition).collect();
        self.of(rest)
    }
}

/// The terms that a condition compares, and the bases of powers among them.
fn compared(store: &Store, condition: Expr) -> Vec<Expr> {
    let mut terms = Vec::new();
    let mut open = vec![condition];
    while let Some(condition) = open.pop() {
        match store.op(condition) {
            Op::And => open.extend_from_slice(store.children(condition)),
            Op::Rel(_) => {
                for &side in store.children(condition) {
                    terms.push(side);
                    if let (Op::Pow, &[base, _]) = (store.op(side), store.children(side)) {
                        terms.push(base);
                    }
                }
            }
            _ => {}
        }
    }
    terms
}
