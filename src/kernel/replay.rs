//! The second checker: a finished proof gone through again, by code apart from the functions that
//! made it.
//!
//! Structural steps (`sym`, `trans`, congruence, unfolding, rows of the rulebook …) are compared
//! node by node; an instance of a row must *match* both patterns with one set of bindings. What
//! the kernel decides by normal forms or by sign reasoning is checked by another method: the sides
//! are enclosed at exact rational points where the conditions hold, and must agree in value to
//! more than a hundred digits and in being defined. That is a check and no proof: an equation that
//! is false only elsewhere passes it. Steps for which no suitable point was found are counted.

mod matrices;
mod points;
mod structure;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;

use rustc_hash::FxBuildHasher;

use super::rule::{Premise, Rule};
use super::{Kernel, Step, Theorem, rules};
use crate::expr::{Expr, Func, MatOp, Name, Op, Rel};
use crate::pattern::Bindings;

/// What a replay went through.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ReplaySummary {
    /// Theorems in the proof, each counted once.
    pub steps: usize,
    /// Steps of which something was checked at points.
    pub sampled: usize,
    /// Steps that ask for points, but for which none was found.
    pub unchecked: usize,
}

/// The theorem at which a replay failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReplayError {
    /// The theorem.
    pub theorem: Theorem,
    /// The kind of its step.
    pub step: &'static str,
    /// What is wrong with it.
    pub why: Flaw,
}

/// What is wrong with a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flaw {
    /// The statement does not follow from the premises by this step.
    Shape,
    /// A condition of a premise is missing.
    Conditions,
    /// The proof leads back to itself.
    Circular,
    /// No row of the rulebook.
    UnknownRule,
    /// A premise of the row fails.
    Premise,
    /// A condition need not hold near the point.
    NotOpen,
    /// The sides differ at a point where the conditions hold.
    Differ,
    /// A condition was dropped that is not implied.
    NotImplied,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shape => "the statement does not follow by this step",
            Self::Conditions => "a condition is missing",
            Self::Circular => "the proof leads back to itself",
            Self::UnknownRule => "this is no row of the rulebook",
            Self::Premise => "a premise of the rule fails",
            Self::NotOpen => "a condition need not hold near the point",
            Self::Differ => "the sides differ at a point",
            Self::NotImplied => "a condition was dropped that is not implied",
        })
    }
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.step, self.why)
    }
}

impl std::error::Error for ReplayError {}

/// The outcome of one step: was it checked in full, at points, or not at all?
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Checked {
    Fully,
    AtPoints,
    Nowhere,
}

type Verdict = Result<Checked, Flaw>;

/// A verdict from a yes or no.
fn shape(ok: bool) -> Verdict {
    if ok { Ok(Checked::Fully) } else { Err(Flaw::Shape) }
}

impl Kernel {
    /// Goes through the proof of the theorem again, premises first.
    ///
    /// # Errors
    /// [`ReplayError`] for the first step that does not hold up.
    pub fn replay(&mut self, t: Theorem) -> Result<ReplaySummary, ReplayError> {
        let mut summary = ReplaySummary::default();
        // `false` while the premises are being gone through.
        let mut state: HashMap<Theorem, bool, FxBuildHasher> = HashMap::default();
        let mut stack = vec![t];
        while let Some(&top) = stack.last() {
            let error = |why| ReplayError { theorem: top, step: "step", why };
            match state.get(&top) {
                Some(true) => {
                    stack.pop();
                }
                Some(false) => {
                    let verdict = self.recheck(top);
                    let name = self.step(top).name();
                    match verdict.map_err(|why| ReplayError { theorem: top, step: name, why })? {
                        Checked::Fully => {}
                        Checked::AtPoints => summary.sampled += 1,
                        Checked::Nowhere => summary.unchecked += 1,
                    }
                    summary.steps += 1;
                    state.insert(top, true);
                    stack.pop();
                }
                None => {
                    state.insert(top, false);
                    for premise in self.premises(top) {
                        match state.get(&premise) {
                            Some(false) => return Err(error(Flaw::Circular)),
                            Some(true) => {}
                            None => stack.push(premise),
                        }
                    }
                }
            }
        }
        Ok(summary)
    }

    /// The theorems that a step rests on.
    fn premises(&self, t: Theorem) -> Vec<Theorem> {
        match self.step(t) {
            Step::Sym(p)
            | Step::UnderDeriv(p)
            | Step::UnderGradient(p)
            | Step::UnderMap(p)
            | Step::Instance(p)
            | Step::UnderAt(p)
            | Step::Lemma(p)
            | Step::Settle(p)
            | Step::Across(p)
            | Step::Weaken(p) => vec![p],
            Step::Trans(p, q) => vec![p, q],
            Step::Cases(_, cases) => cases.to_vec(),
            Step::Congr(..) => self.operands(t).iter().copied().flatten().collect(),
            Step::Induction { start, unroll, close, .. } => vec![start, unroll, close],
            Step::Refl
            | Step::Rule(..)
            | Step::Tidy
            | Step::Algebra
            | Step::Absurd
            | Step::Unfold
            | Step::Prime
            | Step::Chain
            | Step::Pieces
            | Step::Renamed
            | Step::Entry
            | Step::GradientChain
            | Step::At => Vec::new(),
        }
    }

    /// One step, its premises taken for granted.
    fn recheck(&mut self, t: Theorem) -> Verdict {
        let (lhs, rhs) = (self.lhs(t), self.rhs(t));
        match self.step(t) {
            Step::Refl => shape(lhs == rhs),
            Step::Sym(p) => self.inherits(t, &[p], (self.rhs(p), self.lhs(p))),
            Step::Trans(p, q) if self.rhs(p) != self.lhs(q) => Err(Flaw::Shape),
            Step::Trans(p, q) => self.inherits(t, &[p, q], (self.lhs(p), self.rhs(q))),
            Step::Lemma(p) | Step::Weaken(p) => self.inherits(t, &[p], (self.lhs(p), self.rhs(p))),
            Step::Congr(..) => self.recheck_congruence(t),
            Step::UnderDeriv(p) => self.recheck_under_derivative(t, p),
            Step::Rule(rule, _) => self.recheck_rule(t, rule),
            Step::UnderGradient(p) => self.recheck_under_gradient(t, p),
            Step::UnderMap(p) => self.recheck_under_map(t, p),
            Step::GradientChain if self.is_through_entries(lhs, rhs) => Ok(Checked::Fully),
            Step::GradientChain => shape(self.is_gradient_chain(lhs, rhs)),
            Step::Tidy | Step::Algebra
                if self.store.has_matrices(lhs) || self.store.has_matrices(rhs) =>
            {
                self.agree_entry_by_entry(t)
            }
            Step::Tidy | Step::Algebra | Step::Absurd => self.agree_at_points(t),
            Step::Cases(u, cases) => self.recheck_cases(t, u, cases),
            Step::Unfold => shape(self.is_unfolding(lhs, rhs)),
            Step::Prime => shape(self.is_prime(lhs, rhs)),
            Step::Chain if !self.is_chain(lhs, rhs) => Err(Flaw::Shape),
            Step::Chain => self.derivative_exists(t, lhs),
            Step::Pieces if !self.is_piece_by_piece(lhs, rhs) => Err(Flaw::Shape),
            Step::Pieces => self.guards_are_steady(t, lhs),
            Step::Across(p) => self.recheck_across(t, p),
            Step::Instance(p) => self.recheck_instance(t, p),
            Step::At => self.recheck_at(t),
            Step::Renamed => shape(self.is_renamed(lhs, rhs)),
            Step::Entry => shape(self.is_entry_derivative(lhs, rhs)),
            Step::Induction { unroll, close, .. }
                if self.lhs(unroll) != lhs || self.rhs(close) != rhs =>
            {
                Err(Flaw::Shape)
            }
            Step::Induction { .. } if self.store.has_matrices(lhs) => self.agree_entry_by_entry(t),
            Step::Induction { .. } => self.agree_at_points(t),
            Step::UnderAt(p) => self.recheck_under_at(t, p),
            Step::Settle(p) if (self.lhs(p), self.rhs(p)) != (lhs, rhs) => Err(Flaw::Shape),
            Step::Settle(p) => {
                let dropped = self.conditions(self.hyps_of(p)).to_vec();
                self.implied_or_both_undefined(t, &dropped)
            }
        }
    }

    /// Does the theorem state this equation under all the conditions of the premises?
    fn inherits(&self, t: Theorem, premises: &[Theorem], sides: (Expr, Expr)) -> Verdict {
        if (self.lhs(t), self.rhs(t)) != sides {
            return Err(Flaw::Shape);
        }
        if premises.iter().all(|&p| self.keeps_conditions(t, p)) {
            Ok(Checked::Fully)
        } else {
            Err(Flaw::Conditions)
        }
    }

    fn keeps_conditions(&self, t: Theorem, premise: Theorem) -> bool {
        let kept = self.conditions(self.hyps_of(t));
        self.conditions(self.hyps_of(premise)).iter().all(|c| kept.contains(c))
    }

    fn recheck_cases(&mut self, t: Theorem, u: Expr, cases: [Theorem; 3]) -> Verdict {
        let zero = self.store.integer(0);
        for (case, rel) in cases.into_iter().zip([Rel::Gt, Rel::Lt, Rel::Eq]) {
            if (self.lhs(case), self.rhs(case)) != (self.lhs(t), self.rhs(t)) {
                return Err(Flaw::Shape);
            }
            let own = self.store.rel(rel, u, zero);
            let kept = self.conditions(self.hyps_of(t));
            let stated = self.conditions(self.hyps_of(case));
            if !stated.iter().all(|c| *c == own || kept.contains(c)) {
                return Err(Flaw::Conditions);
            }
        }
        self.defined_or_both_undefined(t, u)
    }

    fn recheck_congruence(&mut self, t: Theorem) -> Verdict {
        let (lhs, rhs) = (self.lhs(t), self.rhs(t));
        let op = self.store.op(lhs);
        let (old, new) = (self.store.children(lhs).to_vec(), self.store.children(rhs).to_vec());
        let operands = self.operands(t).to_vec();
        let binds = match op {
            Op::Deriv | Op::At | Op::Differentiable => true,
            Op::Matrix(MatOp::Map) => !self.is_for_all_entries(&old, &operands),
            Op::Matrix(op) if op.differentiates() => {
                old.iter().zip(&new).take(2).any(|(a, b)| a != b)
            }
            _ => false,
        };
        if binds || op != self.store.op(rhs) || old.len() != new.len() {
            return Err(Flaw::Shape);
        }
        if operands.len() != old.len() {
            return Err(Flaw::Shape);
        }
        for (i, ((&a, &b), equal)) in old.iter().zip(&new).zip(&operands).enumerate() {
            let fits = match *equal {
                Some(p) => (self.lhs(p), self.rhs(p)) == (a, b),
                None => a == b,
            };
            // Which root it is must stay plain.
            let plain = op != Op::Func(Func::Root) || i == 0 || a == b;
            if !fits || !plain {
                return Err(Flaw::Shape);
            }
            if op.is_over_range() && i == 0 {
                continue;
            }
            if equal.is_some_and(|p| !self.keeps_conditions(t, p)) {
                return Err(Flaw::Conditions);
            }
        }
        match (op.is_over_range(), operands.first().copied().flatten(), &old[..]) {
            (true, Some(p), &[_, bound, from, to]) => self.recheck_for_all(t, p, [bound, from, to]),
            _ => Ok(Checked::Fully),
        }
    }

    /// The variable, or the family of the entry, if it has no definition.
    fn plain_differential(&self, x: Expr) -> Option<Name> {
        match self.store.op(x) {
            Op::Indexed(family) => self.store.is_plain_family(family).then_some(family),
            _ => self.plain_variable(x),
        }
    }

    /// The conditions of what was put in the body of a sum hold for every index.
    fn recheck_for_all(&mut self, t: Theorem, p: Theorem, over: [Expr; 3]) -> Verdict {
        let [bound, from, to] = over;
        let index = self.plain_variable(bound).ok_or(Flaw::Shape)?;
        let mut wanted = Vec::new();
        for condition in self.conditions(self.hyps_of(p)).to_vec() {
            wanted.push(if self.store.mentions(condition, index) {
                self.store.make(Op::ForAll, &[condition, bound, from, to])
            } else {
                condition
            });
        }
        self.implied_or_both_undefined(t, &wanted)
    }

    /// The variable, if the expression is one without a definition.
    fn plain_variable(&self, x: Expr) -> Option<Name> {
        let name = self.store.as_name(x)?;
        self.store.definition(name).is_none_or(|d| !d.params.is_empty()).then_some(name)
    }

    fn recheck_under_derivative(&mut self, t: Theorem, p: Theorem) -> Verdict {
        let sides = [self.lhs(t), self.rhs(t)].map(|side| match self.store.op(side) {
            Op::Deriv => self.store.pair(side),
            _ => None,
        });
        let [Some((x, u)), Some((y, v))] = sides else { return Err(Flaw::Shape) };
        if x != y || (u, v) != (self.lhs(p), self.rhs(p)) {
            return Err(Flaw::Shape);
        }
        let name = self.plain_differential(x).ok_or(Flaw::Shape)?;
        if !self.keeps_conditions(t, p) {
            return Err(Flaw::Conditions);
        }
        let mut open = self.conditions(self.hyps_of(p)).to_vec();
        let mut local = Vec::new();
        while let Some(condition) = open.pop() {
            match self.store.op(condition) {
                _ if !self.store.mentions(condition, name) => {}
                Op::Rel(Rel::Ne | Rel::Lt | Rel::Gt) => local.push(condition),
                Op::And => open.extend_from_slice(self.store.children(condition)),
                Op::Differentiable => {}
                _ => return Err(Flaw::NotOpen),
            }
        }
        self.hold_nearby(t, name, &local)
    }

    fn recheck_rule(&mut self, t: Theorem, rule: &'static Rule) -> Verdict {
        if !rules::find(rule.id).is_some_and(|known| std::ptr::eq(known, rule)) {
            return Err(Flaw::UnknownRule);
        }
        let mut bindings = Bindings::EMPTY;
        let matched = rule.lhs.matches(&self.store, self.lhs(t), &mut bindings)
            && rule.rhs.matches(&self.store, self.rhs(t), &mut bindings);
        if !matched {
            return Err(Flaw::Shape);
        }
        let mut checked = Checked::Fully;
        for premise in rule.when {
            match self.recheck_premise(t, premise, &bindings)? {
                Checked::Fully => {}
                Checked::AtPoints if checked != Checked::Nowhere => checked = Checked::AtPoints,
                Checked::AtPoints => {}
                Checked::Nowhere => checked = Checked::Nowhere,
            }
        }
        Ok(checked)
    }

    fn recheck_premise(&mut self, t: Theorem, premise: &Premise, b: &Bindings) -> Verdict {
        let get = |letter: u8| b.get(letter).ok_or(Flaw::Shape);
        let integer = |kernel: &Self, n: Expr| {
            kernel.store.as_rational(n).filter(|n| n.is_integer()).and_then(|n| n.to_i64())
        };
        let check = |ok: bool| if ok { Ok(Checked::Fully) } else { Err(Flaw::Premise) };
        match *premise {
            Premise::Holds(pat) => {
                let condition = pat.instantiate(&mut self.store, b).ok_or(Flaw::Shape)?;
                self.implied_or_both_undefined(t, &[condition])
            }
            Premise::Defined(u) => {
                let u = get(u)?;
                self.defined_or_both_undefined(t, u)
            }
            Premise::Differentiable(u, x) => {
                let (u, x) = (get(u)?, get(x)?);
                if self.store.shape(x).is_some() {
                    self.plain_variable(x).ok_or(Flaw::Premise)?;
                    return Ok(Checked::Nowhere);
                }
                self.plain_differential(x).ok_or(Flaw::Premise)?;
                let pending = self.store.deriv(x, u);
                self.derivative_exists(t, pending)
            }
            Premise::Free(u, x) => {
                let (u, x) = (get(u)?, self.plain_differential(get(x)?).ok_or(Flaw::Premise)?);
                check(!self.reaches(u, x))
            }
            Premise::IntegerAtLeast(n, least) => {
                check(integer(self, get(n)?).is_some_and(|n| n >= least))
            }
            Premise::NegativeInteger(n) => check(integer(self, get(n)?).is_some_and(|n| n < 0)),
            Premise::EvenIndex(k) => {
                check(integer(self, get(k)?).is_some_and(|k| k >= 2 && k % 2 == 0))
            }
            Premise::OddIndex(k) => {
                check(integer(self, get(k)?).is_some_and(|k| k >= 3 && k % 2 != 0))
            }
            Premise::Symmetric(m) => check(self.store.is_symmetric(get(m)?)),
            Premise::Unstructured(m) => check(!self.store.is_symmetric(get(m)?)),
            Premise::Variable(x) => check(self.plain_differential(get(x)?).is_some()),
            Premise::Integer(u) => check(self.store.is_integer(get(u)?)),
            Premise::DefinedTerm(pat) => {
                let u = pat.instantiate(&mut self.store, b).ok_or(Flaw::Shape)?;
                self.defined_or_both_undefined(t, u)
            }
            Premise::DifferentiableTerm(pat, x) => {
                let u = pat.instantiate(&mut self.store, b).ok_or(Flaw::Shape)?;
                let x = get(x)?;
                self.plain_differential(x).ok_or(Flaw::Premise)?;
                let pending = self.store.deriv(x, u);
                self.derivative_exists(t, pending)
            }
        }
    }

    fn recheck_instance(&mut self, t: Theorem, p: Theorem) -> Verdict {
        let sides = [(self.lhs(p), self.lhs(t)), (self.rhs(p), self.rhs(t))];
        let values = self.values_between(&sides).ok_or(Flaw::Shape)?;
        for (general, special) in sides {
            if !self.is_substituted(general, special, &values) {
                return Err(Flaw::Shape);
            }
        }
        self.conditions_hold_with(t, p, &values)
    }

    /// The conditions of `p` with values in place hold wherever those of `t` do.
    fn conditions_hold_with(&mut self, t: Theorem, p: Theorem, values: &[(Name, Expr)]) -> Verdict {
        let stated = self.conditions(self.hyps_of(p)).to_vec();
        let there: Vec<Expr> =
            stated.into_iter().map(|c| self.store.substitute(c, values)).collect();
        self.implied_or_both_undefined(t, &there)
    }

    fn recheck_at(&mut self, t: Theorem) -> Verdict {
        let (lhs, rhs) = (self.lhs(t), self.rhs(t));
        let (Op::At, &[u, x, a]) = (self.store.op(lhs), self.store.children(lhs)) else {
            return Err(Flaw::Shape);
        };
        let name = self.plain_variable(x).ok_or(Flaw::Shape)?;
        let left = |e: &Expr| matches!(self.store.op(*e), Op::At | Op::Deriv);
        if self.store.subexpressions(&[rhs]).iter().any(left)
            || !self.is_substituted(u, rhs, &[(name, a)])
        {
            return Err(Flaw::Shape);
        }
        self.defined_or_both_undefined(t, a)
    }

    fn recheck_under_at(&mut self, t: Theorem, p: Theorem) -> Verdict {
        let (lhs, rhs) = (self.lhs(t), self.rhs(t));
        let (Op::At, Op::At) = (self.store.op(lhs), self.store.op(rhs)) else {
            return Err(Flaw::Shape);
        };
        let (&[u, x, a], &[v, y, b]) = (self.store.children(lhs), self.store.children(rhs)) else {
            return Err(Flaw::Shape);
        };
        if (x, a) != (y, b) || (u, v) != (self.lhs(p), self.rhs(p)) {
            return Err(Flaw::Shape);
        }
        let name = self.plain_variable(x).ok_or(Flaw::Shape)?;
        self.conditions_hold_with(t, p, &[(name, a)])
    }
}
