//! A proof as a chain of theorems, one for each line that is to be shown.

use rustc_hash::{FxHashMap, FxHashSet};

use super::declutter::decluttered;
use super::weight::{is_linear, weight};
use crate::expr::Op;
use crate::kernel::{Kernel, Step, Theorem};

/// How much is shown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Detail {
    /// What fits a blackboard: the opening rule, the derivatives, the result.
    Brief,
    /// As in a textbook: short derivatives in one line, long ones rule by rule.
    #[default]
    Normal,
    /// One rule a line.
    Full,
}

/// Is the theorem on the way from the root through sums and constant factors only?
type AtRoot = bool;

/// The most lines that a derivation may have; a longer one is shown more briefly.
const MAX_LINES: usize = 400;

/// The most nodes that its lines may have together, before only the result is shown.
const MAX_NODES: usize = 100_000;

/// The theorem as a chain of theorems from its left side to its right one. Each is made by the
/// kernel from a part of the proof, put in its place.
pub fn chain(kernel: &mut Kernel, t: Theorem, detail: Detail) -> Vec<Theorem> {
    let detail = if is_long(kernel, t) { Detail::Brief } else { detail };
    let links =
        Unroller { kernel, detail, known: FxHashMap::default(), weights: FxHashMap::default() }
            .run(t);
    let nodes = links
        .iter()
        .fold(0_usize, |sum, &link| sum.saturating_add(kernel.store().size(kernel.rhs(link))));
    if links.len() > MAX_LINES || nodes > MAX_NODES {
        return vec![t];
    }
    merge(kernel, &links, detail)
}

/// Has the proof more parts than can be put in their places one by one?
fn is_long(kernel: &Kernel, t: Theorem) -> bool {
    const LONG: usize = 3_000;
    let mut seen = FxHashSet::default();
    let mut stack = vec![t];
    while let Some(t) = stack.pop() {
        if !seen.insert(t) {
            continue;
        }
        if seen.len() > LONG {
            return true;
        }
        match kernel.step(t) {
            Step::Trans(a, b) => stack.extend([a, b]),
            Step::Congr(..) => stack.extend(kernel.operands(t).iter().flatten()),
            Step::Sym(a) | Step::Settle(a) | Step::Across(a) | Step::Weaken(a) => stack.push(a),
            Step::UnderDeriv(a) | Step::UnderAt(a) | Step::UnderGradient(a) | Step::UnderMap(a) => {
                stack.push(a)
            }
            Step::Refl | Step::Rule(..) | Step::Tidy | Step::Algebra | Step::Unfold => {}
            Step::Prime | Step::Chain | Step::Pieces | Step::Instance(_) => {}
            Step::At | Step::Lemma(_) | Step::GradientChain => {}
            Step::Renamed | Step::Entry | Step::Induction { .. } => {}
            Step::Cases(..) | Step::Absurd => {}
        }
    }
    false
}

struct Unroller<'k> {
    kernel: &'k mut Kernel,
    detail: Detail,
    known: FxHashMap<(Theorem, AtRoot), Vec<Theorem>>,
    weights: FxHashMap<Theorem, usize>,
}

impl Unroller<'_> {
    fn run(&mut self, t: Theorem) -> Vec<Theorem> {
        let mut stack = vec![(t, true)];
        while let Some(&(top, root)) = stack.last() {
            if self.known.contains_key(&(top, root)) {
                stack.pop();
                continue;
            }
            let parts = self.parts(top, root);
            let before = stack.len();
            stack.extend(parts.iter().copied().filter(|part| !self.known.contains_key(part)));
            if stack.len() == before {
                let links = self.unroll(top, root);
                self.known.insert((top, root), links);
                stack.pop();
            }
        }
        self.known.remove(&(t, true)).unwrap_or_default()
    }

    /// The parts of the proof that are to be unrolled first.
    fn parts(&mut self, t: Theorem, root: AtRoot) -> Vec<(Theorem, AtRoot)> {
        match self.kernel.step(t) {
            Step::Trans(..) if self.is_named_derivative(t) => Vec::new(),
            Step::Weaken(_) if self.is_line(t) => Vec::new(),
            // What follows a linear opening is still at the root.
            Step::Trans(a, b) => vec![(a, root), (b, root && is_linear(self.kernel, a))],
            Step::Sym(a)
            | Step::Settle(a)
            | Step::Across(a)
            | Step::Weaken(a)
            | Step::UnderDeriv(a) => {
                vec![(a, root)]
            }
            Step::UnderAt(a) | Step::UnderGradient(a) | Step::UnderMap(a) => vec![(a, root)],
            Step::Congr(..) => {
                let operands: Vec<_> = self.kernel.operands(t).iter().flatten().copied().collect();
                let shown = operands.into_iter().filter(|&a| self.is_shown(a, root));
                shown.map(|a| (a, root)).collect()
            }
            Step::Refl | Step::Rule(..) | Step::Tidy | Step::Algebra | Step::Unfold => Vec::new(),
            Step::Prime | Step::Chain | Step::Pieces | Step::Instance(_) | Step::At => Vec::new(),
            Step::Renamed | Step::Entry | Step::Induction { .. } => Vec::new(),
            Step::Lemma(_) | Step::GradientChain => Vec::new(),
            Step::Cases(..) | Step::Absurd => Vec::new(),
        }
    }

    /// The chain rule for a function with its derivative put in at once, as a reader knows it.
    fn is_named_derivative(&self, t: Theorem) -> bool {
        let Step::Trans(a, b) = self.kernel.step(t) else { return false };
        self.detail != Detail::Full
            && matches!(self.kernel.step(a), Step::Chain)
            && nature(self.kernel, b) == Nature::Named
    }

    /// A step on matrices that was put together to be one line.
    fn is_line(&self, t: Theorem) -> bool {
        self.detail != Detail::Full && self.kernel.store().has_matrices(self.kernel.lhs(t))
    }

    /// Is an operand's proof worth lines of its own?
    fn is_shown(&mut self, t: Theorem, root: AtRoot) -> bool {
        match self.detail {
            Detail::Brief => false,
            Detail::Normal => {
                let weight = self.weights.entry(t).or_insert_with(|| weight(self.kernel, t));
                *weight > if root { 0 } else { 1 }
            }
            Detail::Full => true,
        }
    }

    fn links(&self, t: Theorem, root: AtRoot) -> Vec<Theorem> {
        self.known.get(&(t, root)).cloned().unwrap_or_else(|| vec![t])
    }

    fn unroll(&mut self, t: Theorem, root: AtRoot) -> Vec<Theorem> {
        match self.kernel.step(t) {
            Step::Refl => Vec::new(),
            Step::Trans(..) if self.is_named_derivative(t) => vec![t],
            Step::Weaken(_) if self.is_line(t) => vec![t],
            Step::Trans(a, b) => {
                let second = root && is_linear(self.kernel, a);
                [self.links(a, root), self.links(b, second)].concat()
            }
            Step::Sym(a) => {
                let links = self.links(a, root);
                links.into_iter().rev().map(|link| self.kernel.sym(link)).collect()
            }
            Step::Settle(a) | Step::Across(a) | Step::Weaken(a) => self.links(a, root),
            Step::UnderDeriv(a) => self.under_deriv(t, a, root),
            Step::UnderAt(a) => self.under_at(t, a, root),
            Step::UnderGradient(a) => self.under_gradient(t, a, root),
            Step::UnderMap(_) => vec![t],
            Step::GradientChain => vec![t],
            Step::Congr(..) => self.operands(t, root),
            Step::Rule(..) | Step::Tidy | Step::Algebra | Step::Unfold | Step::Prime => vec![t],
            Step::Chain | Step::Pieces | Step::Instance(_) | Step::At | Step::Lemma(_) => vec![t],
            Step::Renamed | Step::Entry | Step::Induction { .. } => vec![t],
            Step::Cases(..) | Step::Absurd => vec![t],
        }
    }

    fn under_deriv(&mut self, t: Theorem, inner: Theorem, root: AtRoot) -> Vec<Theorem> {
        // Of a higher derivative, the lower one is a line of its own, however it was found.
        if self.detail != Detail::Full {
            return vec![t];
        }
        let lhs = self.kernel.lhs(t);
        let Some((x, _)) = self.kernel.store().pair(lhs) else { return vec![t] };
        let links: Option<Vec<Theorem>> = self
            .links(inner, root)
            .into_iter()
            .map(|link| self.kernel.under_deriv(x, link).ok())
            .collect();
        links.unwrap_or_else(|| vec![t])
    }

    fn under_gradient(&mut self, t: Theorem, inner: Theorem, root: AtRoot) -> Vec<Theorem> {
        let mut links = Vec::new();
        let mut current = self.kernel.lhs(t);
        for link in self.links(inner, root) {
            let Ok(lifted) = self.kernel.under_gradient(current, link) else { return vec![t] };
            current = self.kernel.rhs(lifted);
            links.push(lifted);
        }
        links
    }

    fn under_at(&mut self, t: Theorem, inner: Theorem, root: AtRoot) -> Vec<Theorem> {
        let mut links = Vec::new();
        let mut current = self.kernel.lhs(t);
        for link in self.links(inner, root) {
            let Ok(lifted) = self.kernel.under_at(current, link) else { return vec![t] };
            current = self.kernel.rhs(lifted);
            links.push(lifted);
        }
        links
    }

    /// The operands' chains: side by side, or one after the other in full detail.
    fn operands(&mut self, t: Theorem, root: AtRoot) -> Vec<Theorem> {
        let operands = self.kernel.operands(t).to_vec();
        let chains: Vec<Vec<Theorem>> = operands
            .iter()
            .map(|operand| match operand {
                Some(a) if self.is_shown(*a, root) => self.links(*a, root),
                Some(a) => vec![*a],
                None => Vec::new(),
            })
            .collect();
        let rounds = self.rounds(&chains);
        let mut current = self.kernel.lhs(t);
        let mut links = Vec::new();
        for round in rounds {
            let Ok(link) = self.kernel.congr(current, &round) else { return vec![t] };
            current = self.kernel.rhs(link);
            links.push(link);
        }
        links
    }

    /// Which operand takes which of its links in each round.
    fn rounds(&self, chains: &[Vec<Theorem>]) -> Vec<Vec<Option<Theorem>>> {
        let mut rounds = Vec::new();
        if self.detail == Detail::Full {
            for (i, chain) in chains.iter().enumerate() {
                for &link in chain {
                    rounds.push((0..chains.len()).map(|j| (j == i).then_some(link)).collect());
                }
            }
        } else {
            let longest = chains.iter().map(Vec::len).max().unwrap_or(0);
            for k in 0..longest {
                rounds.push(chains.iter().map(|chain| chain.get(k).copied()).collect());
            }
        }
        rounds
    }
}

/// Joins what makes one line: tidying with what it tidies, the meaning of a prime with what
/// follows, and several openings in a row in brief derivations.
fn merge(kernel: &mut Kernel, links: &[Theorem], detail: Detail) -> Vec<Theorem> {
    let mut merged: Vec<Theorem> = Vec::new();
    for &link in links {
        if kernel.lhs(link) == kernel.rhs(link) {
            continue;
        }
        let joins = merged.last().is_some_and(|&last| joined(kernel, last, link, detail));
        match (joins, merged.last_mut()) {
            (true, Some(last)) => match kernel.trans(*last, link) {
                Ok(both) => *last = both,
                Err(_) => merged.push(link),
            },
            _ => merged.push(link),
        }
    }
    if detail != Detail::Full {
        merged = decluttered(kernel, &merged);
    }
    merged.retain(|&link| kernel.lhs(link) != kernel.rhs(link));
    merged
}

fn joined(kernel: &Kernel, last: Theorem, link: Theorem, detail: Detail) -> bool {
    if matches!(kernel.step(last), Step::Prime) {
        return true;
    }
    if detail == Detail::Full {
        return false;
    }
    if detail == Detail::Brief && (is_opening(kernel, last) || is_algebra_after(kernel, last, link))
    {
        return true;
    }
    match nature(kernel, link) {
        // The derivative of the variable itself, or of a constant, goes without saying.
        Nature::Tidying | Nature::Trivial => true,
        Nature::Named | Nature::Other => false,
    }
}

/// Does the link only open a derivative, which the next one carries out?
fn is_opening(kernel: &Kernel, link: Theorem) -> bool {
    matches!(kernel.step(link), Step::Rule(..) | Step::Chain | Step::Pieces)
        && kernel.store().op(kernel.lhs(link)) == Op::Deriv
}

/// One simplification after another.
fn is_algebra_after(kernel: &Kernel, last: Theorem, link: Theorem) -> bool {
    let is_algebra = |mut t: Theorem| loop {
        match kernel.step(t) {
            Step::Algebra | Step::Tidy => return true,
            Step::Settle(a) | Step::Across(a) | Step::Weaken(a) => t = a,
            // The last of several joined ones speaks for all.
            Step::Trans(_, b) => t = b,
            _ => return false,
        }
    };
    is_algebra(last) && is_algebra(link) && !is_opening(kernel, last)
}

/// Laws that only move parentheses.
const GROUPING: [&str; 2] = ["matrix.associate", "matrix.sum-associate"];

/// What a link does at most.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nature {
    Tidying,
    Trivial,
    /// Cites lemmas.
    Named,
    Other,
}

/// What the link does, here or in an operand.
fn nature(kernel: &Kernel, link: Theorem) -> Nature {
    let mut nature = Nature::Tidying;
    let mut seen = FxHashSet::default();
    let mut stack = vec![link];
    while let Some(t) = stack.pop() {
        if !seen.insert(t) {
            continue;
        }
        match kernel.step(t) {
            Step::Tidy | Step::Refl => {}
            Step::Rule(rule, _) if GROUPING.contains(&rule.id) => {}
            Step::Rule(rule, _) if rule.id == "diff.identity" || rule.id == "diff.constant" => {
                nature = nature.max(Nature::Trivial);
            }
            Step::Lemma(_) | Step::Instance(_) => nature = nature.max(Nature::Named),
            Step::Congr(..) => stack.extend(kernel.operands(t).iter().flatten()),
            Step::Sym(a) | Step::Settle(a) | Step::Across(a) | Step::Weaken(a) => stack.push(a),
            Step::UnderDeriv(a) | Step::UnderAt(a) | Step::UnderGradient(a) | Step::UnderMap(a) => {
                stack.push(a)
            }
            Step::Trans(a, b) => stack.extend([a, b]),
            _ => return Nature::Other,
        }
    }
    nature
}
