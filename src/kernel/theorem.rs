//! Theorems, and the functions that make one; see the module above for the list. Only this file and
//! the ones below it can record a theorem.

mod by_algebra;
mod by_cases;
mod by_rule;
mod calculus;
mod gradient;
mod indexed;
mod settle;

use std::fmt;

pub use indexed::Induction;

use super::rule::Rule;
use super::{Hyps, Kernel};
use crate::expr::{Expr, Func, MatOp, Op};

/// A proved equation, as a handle into the kernel's table. Only the kernel makes one.
///
/// ```compile_fail
/// let forged = symderiv::kernel::Theorem(0); // the field is private
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Theorem(u32);

/// A theorem's statement and the step that proved it.
pub(super) struct Fact {
    pub(super) hyps: Hyps,
    pub(super) lhs: Expr,
    pub(super) rhs: Expr,
    pub(super) step: Step,
}

/// All facts; a [`Theorem`] is a place in it.
#[derive(Default)]
pub(super) struct Facts(Vec<Fact>);

#[cfg(test)]
impl Facts {
    /// The facts, for tests to tamper with.
    pub(super) fn open(&mut self) -> &mut Vec<Fact> {
        &mut self.0
    }
}

/// How a theorem was proved.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// `s = s`
    Refl,
    /// The other way round.
    Sym(Theorem),
    /// One after the other.
    Trans(Theorem, Theorem),
    /// Equal operands; the payload is an internal range, see [`Kernel::operands`].
    Congr(u32, u32),
    /// Under a derivative.
    UnderDeriv(Theorem),
    /// An instance of a rule; the payload is an internal index.
    Rule(&'static Rule, u32),
    /// Both sides are the same up to collecting like terms.
    Tidy,
    /// Both sides have one normal form.
    Algebra,
    /// The meaning of a defined name.
    Unfold,
    /// The meaning of `f'`.
    Prime,
    /// The chain rule for a function of the language.
    Chain,
    /// A derivative taken on each piece.
    Pieces,
    /// A derivative continued to a point from either side.
    Across(Theorem),
    /// Under a gradient, Jacobian or pullback.
    UnderGradient(Theorem),
    /// Under a function of the entries.
    UnderMap(Theorem),
    /// The chain rule for a gradient.
    GradientChain,
    /// Values in place of variables.
    Instance(Theorem),
    /// A bound variable replaced by its value.
    At,
    /// Equals at a point.
    UnderAt(Theorem),
    /// A theorem cited by name, with its proof apart.
    Lemma(Theorem),
    /// A bound index by another name.
    Renamed,
    /// One entry of a family differentiated by another.
    Entry,
    /// Induction on an integer.
    Induction {
        /// The variable.
        n: Expr,
        /// Its first value.
        base: Expr,
        /// Where it begins.
        start: Theorem,
        /// The left side through itself one before.
        unroll: Theorem,
        /// The right side from itself one before.
        close: Theorem,
    },
    /// Fewer conditions.
    Settle(Theorem),
    /// More conditions.
    Weaken(Theorem),
    /// The cases of a term's sign.
    Cases(Expr, [Theorem; 3]),
    /// Conditions that contradict one another.
    Absurd,
}

impl Step {
    /// The name of the method that made it, or the id of the rule.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Step::Refl => "refl",
            Step::Sym(_) => "sym",
            Step::Trans(..) => "trans",
            Step::Congr(..) => "congr",
            Step::UnderDeriv(_) => "under_deriv",
            Step::Rule(rule, _) => rule.id,
            Step::Tidy => "tidy",
            Step::Algebra => "algebra",
            Step::Unfold => "unfold",
            Step::Prime => "prime",
            Step::Chain => "chain",
            Step::Pieces => "pieces",
            Step::Across(_) => "across",
            Step::UnderGradient(_) => "under_gradient",
            Step::UnderMap(_) => "under_map",
            Step::GradientChain => "gradient_chain",
            Step::Instance(_) => "instance",
            Step::At => "at",
            Step::Renamed => "renamed",
            Step::Entry => "entry",
            Step::Induction { .. } => "induction",
            Step::UnderAt(_) => "under_at",
            Step::Lemma(_) => "lemma",
            Step::Settle(_) => "settle",
            Step::Weaken(_) => "weaken",
            Step::Cases(..) => "cases",
            Step::Absurd => "absurd",
        }
    }
}

/// Why the kernel did not make a theorem.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// The parts do not fit together.
    Mismatch,
    /// A premise of the rule does not hold.
    Premise,
    /// It cannot be said where a term is defined.
    UnknownDomain,
    /// A condition may hold at the point without holding near it.
    NotOpen,
    /// The normal forms differ.
    NotEqual,
    /// The normal form would be too large.
    TooLarge,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mismatch => "the parts do not fit together",
            Self::Premise => "a premise of the rule does not hold",
            Self::UnknownDomain => "it cannot be said where a term is defined",
            Self::NotOpen => "a condition need not hold near the point",
            Self::NotEqual => "the normal forms differ",
            Self::TooLarge => "the normal form is too large",
        })
    }
}

impl std::error::Error for Refusal {}

/// A theorem, or why there is none.
pub(super) type Proved = Result<Theorem, Refusal>;

impl Kernel {
    pub(super) fn fact(&self, t: Theorem) -> &Fact {
        &self.facts.0[t.0 as usize]
    }

    /// The left side.
    #[must_use]
    pub fn lhs(&self, t: Theorem) -> Expr {
        self.fact(t).lhs
    }

    /// The right side.
    #[must_use]
    pub fn rhs(&self, t: Theorem) -> Expr {
        self.fact(t).rhs
    }

    /// The conditions.
    #[must_use]
    pub fn hyps_of(&self, t: Theorem) -> Hyps {
        self.fact(t).hyps
    }

    /// How it was proved.
    #[must_use]
    pub fn step(&self, t: Theorem) -> Step {
        self.fact(t).step
    }

    /// The operands' theorems of a [`Step::Congr`]; `None` where an operand is unchanged.
    #[must_use]
    pub fn operands(&self, t: Theorem) -> &[Option<Theorem>] {
        match self.fact(t).step {
            Step::Congr(first, len) => &self.operands[first as usize..(first + len) as usize],
            _ => &[],
        }
    }

    /// A theorem, once one of the methods has found it to hold.
    fn record(&mut self, hyps: Hyps, lhs: Expr, rhs: Expr, step: Step) -> Theorem {
        self.check_store();
        let t = Theorem(self.facts.0.len() as u32);
        self.facts.0.push(Fact { hyps, lhs, rhs, step });
        t
    }

    /// `⊢ e = e`
    pub fn refl(&mut self, e: Expr) -> Theorem {
        self.record(Hyps::NONE, e, e, Step::Refl)
    }

    /// From `s = t`: `t = s`.
    pub fn sym(&mut self, t: Theorem) -> Theorem {
        let Fact { hyps, lhs, rhs, .. } = *self.fact(t);
        self.record(hyps, rhs, lhs, Step::Sym(t))
    }

    /// From `s = t` and `t = u`: `s = u`.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if the first does not end where the second begins.
    pub fn trans(&mut self, first: Theorem, second: Theorem) -> Proved {
        let (a, b) = (self.fact(first), self.fact(second));
        if a.rhs != b.lhs {
            return Err(Refusal::Mismatch);
        }
        let (lhs, rhs, ah, bh) = (a.lhs, b.rhs, a.hyps, b.hyps);
        if a.lhs == a.rhs && ah.is_none() {
            return Ok(second);
        }
        if b.lhs == b.rhs && bh.is_none() {
            return Ok(first);
        }
        let hyps = self.hyps_table.union(ah, bh);
        Ok(self.record(hyps, lhs, rhs, Step::Trans(first, second)))
    }

    /// Equals put in place of the operands of `e`; `None` leaves an operand as it is.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if a theorem's left side is not the operand, or `e` binds a variable.
    pub fn congr(&mut self, e: Expr, equals: &[Option<Theorem>]) -> Proved {
        let op = self.store.op(e);
        let children = self.store.children(e);
        if op.is_over_range() {
            return self.congr_over_range(e, equals);
        }
        // An index is an integer by its form.
        if matches!(op, Op::Indexed(_) | Op::Delta) {
            for t in equals.iter().flatten() {
                if !self.is_integer(self.lhs(*t)) || !self.is_integer(self.rhs(*t)) {
                    return Err(Refusal::UnknownDomain);
                }
            }
        }
        // The index of a root says where it is defined, and differentiability is no matter of the
        // value at a point: such operands stay as they are.
        let fixed = match op {
            Op::Deriv | Op::At | Op::Differentiable => true,
            Op::Func(Func::Root) => !matches!(equals, [_, None]),
            // The body of a map is equal for every entry only if no condition speaks of one.
            Op::Matrix(MatOp::Map) => !self.is_for_all_entries(children, equals),
            // What is differentiated: see `under_gradient`.
            Op::Matrix(op) if op.differentiates() => !matches!(equals, [None, None, ..]),
            _ => false,
        };
        if fixed || children.len() != equals.len() {
            return Err(Refusal::Mismatch);
        }
        let mut hyps = Hyps::NONE;
        let mut new = children.to_vec();
        for (child, equal) in new.iter_mut().zip(equals) {
            if let Some(t) = equal {
                let fact = &self.facts.0[t.0 as usize];
                if fact.lhs != *child {
                    return Err(Refusal::Mismatch);
                }
                *child = fact.rhs;
            }
        }
        for (i, equal) in equals.iter().enumerate() {
            if let Some(t) = equal {
                let mut needed = self.facts.0[t.0 as usize].hyps;
                // A piece matters only where its guard holds.
                if op == Op::Piecewise && i % 2 == 1 && !needed.is_none() {
                    let guard = self.store.children(e).get(i - 1).copied();
                    let guard = self.hyps_table.of(guard.into_iter().collect());
                    let open = self.not_proved(guard, needed);
                    needed = self.hyps_table.of(open);
                }
                hyps = self.hyps_table.union(hyps, needed);
            }
        }
        let rhs = self.store.make(op, &new);
        if !self.same_sort(e, rhs) {
            return Err(Refusal::Mismatch);
        }
        Ok(self.record_congruence(hyps, e, rhs, equals))
    }

    fn record_congruence(
        &mut self,
        hyps: Hyps,
        lhs: Expr,
        rhs: Expr,
        equals: &[Option<Theorem>],
    ) -> Theorem {
        let first = self.operands.len() as u32;
        self.operands.extend_from_slice(equals);
        self.record(hyps, lhs, rhs, Step::Congr(first, equals.len() as u32))
    }

    /// The theorem as a lemma: the same statement, whose proof is not shown where it is used.
    pub fn lemma(&mut self, t: Theorem) -> Theorem {
        let Fact { hyps, lhs, rhs, .. } = *self.fact(t);
        self.record(hyps, lhs, rhs, Step::Lemma(t))
    }

    /// The theorem under further conditions.
    pub fn weaken(&mut self, t: Theorem, conditions: Hyps) -> Theorem {
        let Fact { hyps, lhs, rhs, .. } = *self.fact(t);
        let hyps = self.hyps_table.union(hyps, conditions);
        self.record(hyps, lhs, rhs, Step::Weaken(t))
    }

    /// The value that a rule's metavariable has in a [`Step::Rule`].
    #[must_use]
    pub fn binding(&self, t: Theorem, letter: u8) -> Option<Expr> {
        match self.fact(t).step {
            Step::Rule(_, index) => self.bindings.get(index as usize)?.get(letter),
            _ => None,
        }
    }
}
