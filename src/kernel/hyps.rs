//! Sets of hypotheses, interned: equal sets have equal handles.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::expr::Expr;

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
}

impl HypsTable {
    pub(super) fn new() -> Self {
        let empty: Box<[Expr]> = Box::new([]);
        Self {
            sets: vec![empty.clone()],
            index: HashMap::from_iter([(empty, Hyps::NONE)]),
            unions: HashMap::default(),
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
