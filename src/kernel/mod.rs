//! The kernel: the only place where a [`Theorem`] is made.
//!
//! A theorem `Γ ⊢ s = t` says: wherever the conditions Γ hold, `s` and `t` are defined at the same
//! points and equal there. Each variable ranges over the reals, or over the integers if so
//! declared. Unknown functions are total, and one that is said to be differentiable is smooth.
//! Every way to make a theorem is one of these methods:
//!
//! | method | gives |
//! |---|---|
//! | [`Kernel::refl`] | `⊢ s = s` |
//! | [`Kernel::sym`] | from `s = t`: `t = s` |
//! | [`Kernel::trans`] | from `s = t` and `t = u`: `s = u`, under both sets of conditions |
//! | [`Kernel::congr`] | from equal operands: equal expressions |
//! | [`Kernel::under_deriv`] | from `u = v` on a neighbourhood: `D(x, u) = D(x, v)` |
//! | [`Kernel::by_rule`] | an instance of a row of the rulebook |
//! | [`Kernel::by_algebra`] | `s = t` where both have one normal form |
//! | [`Kernel::tidy`], [`Kernel::drop_units`] | `s = t` where `t` is `s` with like terms collected |
//! | [`Kernel::by_cases`] | from the cases `u > 0`, `u < 0` and `u = 0`: the equation without them |
//! | [`Kernel::absurd`] | anything, under conditions that contradict one another |
//! | [`Kernel::unfold`] | a defined name equals what it stands for, a member of a recursion what it says |
//! | [`Kernel::prime`] | `f'(x) = D(x, f(x))` |
//! | [`Kernel::chain`] | `D(x, f(u)) = f'(u) * D(x, u)` for a function of the language |
//! | [`Kernel::pieces`] | a piecewise function differentiated piece by piece |
//! | [`Kernel::across`] | a derivative at a point where it is known on either side |
//! | [`Kernel::instance`] | values put in place of variables |
//! | [`Kernel::at`] | `At(u, x, a)` equals `u` with `a` in place of `x` |
//! | [`Kernel::entry`] | `D(x[i], x[j]) = delta(j, i)`: entries are independent variables |
//! | [`Kernel::renamed`] | a bound index by another name |
//! | [`Kernel::induction`] | an equation of numbers or matrices for all integers, from a base and a step |
//! | [`Kernel::lemma`], [`Kernel::weaken`] | the same, cited by name or under more conditions |
//! | [`Kernel::under_gradient`], [`Kernel::map_congr`] | equals under a gradient, or for every entry |
//! | [`Kernel::gradient_chain`], [`Kernel::gradient_through_entries`] | the chain rule for gradients |
//! | [`Kernel::settle`] | fewer conditions: those that hold anyway are dropped |
//!
//! Four kinds of theorem are about a function on an interval, and not equations: [`Limit`],
//! [`Signed`], [`Monotone`] and [`ImageSet`]; `limit` and `analysis` have their rules.
//!
//! Nothing here searches. What the kernel relies on is on the floors below it: the expressions,
//! exact numbers and the normal forms.

mod algebra;
mod analysis;
mod by_inverse;
mod chart;
mod condition;
mod constant;
mod continuity;
mod domain;
mod hyps;
mod indexed;
mod limit;
mod linear;
mod matrix;
mod node;
mod polynomial;
mod quadrant;
mod range;
mod replay;
mod rule;
pub mod rules;
mod sign;
#[cfg(test)]
mod tests;
mod theorem;

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

pub use algebra::View;
pub use analysis::{
    Bound, Image, Monotone, Part, Point, Range as ImageSet, Root, Same, Side, Signed, Span, Stretch,
};
pub use domain::Domain;
pub use hyps::Hyps;
pub use limit::{Approach, Extended, Limit, Obstacle};
pub use replay::{Flaw, ReplayError, ReplaySummary};
pub use rule::{Example, Premise, Rocq, Rule, Seal};
pub use theorem::{Induction, Refusal, Step, Theorem};

use crate::expr::{Expr, Identity, MatOp, Name, Op, Rel, Store};
use crate::normal::poly::Limits;
use crate::pattern::Bindings;

/// How many applications of defined functions are unfolded in all.
const MAX_UNFOLDINGS: usize = 100_000;

/// The largest unfolded body, in nodes.
const LARGEST_BODY: usize = 1_000_000;

/// The kernel with its expressions and all theorems made so far.
pub struct Kernel {
    store: Store,
    /// The store that the theorems are about.
    identity: Identity,
    facts: theorem::Facts,
    operands: Vec<Option<Theorem>>,
    bindings: Vec<Bindings>,
    roots: Vec<analysis::RootFact>,
    hyps_table: hyps::HypsTable,
    /// By the place of the expression in the store: it is asked of nearly every one.
    defined: Vec<Option<Option<Domain>>>,
    differentiable: HashMap<(Expr, Name), Option<Domain>, FxBuildHasher>,
    /// What it comes down to that a term is positive, not zero, and so on.
    signs: HashMap<(Rel, Expr), Box<[Expr]>, FxBuildHasher>,
    free_ranges: HashMap<Expr, range::Range, FxBuildHasher>,
    bodies: HashMap<Expr, Option<Expr>, FxBuildHasher>,
    /// What the store said of integers when the domains were remembered.
    integers: usize,
}

impl Kernel {
    /// A kernel over the expressions and definitions of `store`.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self {
            identity: store.identity().clone(),
            store,
            facts: theorem::Facts::default(),
            operands: Vec::new(),
            bindings: Vec::new(),
            roots: Vec::new(),
            hyps_table: hyps::HypsTable::new(),
            defined: Vec::new(),
            differentiable: HashMap::default(),
            signs: HashMap::default(),
            free_ranges: HashMap::default(),
            bodies: HashMap::default(),
            integers: 0,
        }
    }

    /// The expressions.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The expressions, to make more of them. The store never changes what is in it, so no
    /// theorem can lose its meaning. The store itself must stay: a kernel whose store was exchanged
    /// for another panics rather than prove anything.
    pub fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Forgets what was found of domains and ranges before more names were said to stand for
    /// integers.
    fn refresh(&mut self) {
        let now = self.store.integer_count();
        if now != self.integers {
            self.integers = now;
            self.defined.clear();
            self.differentiable.clear();
            self.free_ranges.clear();
        }
    }

    /// Limits of polynomials that usually have at most so many terms.
    pub fn limits(&self, usual: usize) -> Limits {
        Limits::within(self.store.budget(), usual)
    }

    /// Called before anything is remembered about an expression.
    fn check_store(&self) {
        assert!(
            self.store.identity() == &self.identity,
            "the kernel's store was exchanged for another"
        );
    }

    /// Declares that a variable ranges over the integers only. What was proved for all reals holds
    /// for them too.
    pub fn declare_integer(&mut self, name: Name) {
        self.store.declare_integer(name, None);
    }

    /// The variables that range over the integers.
    #[must_use]
    pub fn is_declared_integer(&self, name: Name) -> bool {
        self.store.is_declared_integer(name)
    }

    /// The conditions of a set.
    #[must_use]
    pub fn conditions(&self, hyps: Hyps) -> &[Expr] {
        self.hyps_table.list(hyps)
    }

    /// The set of these conditions.
    pub fn hyps(&mut self, conditions: Vec<Expr>) -> Hyps {
        self.hyps_table.of(conditions)
    }

    /// What a defined value or an application of a defined function stands for.
    fn unfolded(&mut self, e: Expr) -> Option<Expr> {
        let (name, args) = match self.store.op(e) {
            Op::Symbol(name) | Op::Matrix(MatOp::Named(name)) => (name, Vec::new()),
            Op::Apply(name, orders) if orders.is_none() => (name, self.store.children(e).to_vec()),
            Op::Indexed(name) if let Some(recursion) = self.store.recursion(name) => {
                let index = self.store.single(e).and_then(|k| self.store.as_literal_i64(k))?;
                return if index < recursion.base { None } else { self.member(name, e) };
            }
            Op::Indexed(name) => (name, self.store.children(e).to_vec()),
            _ => return None,
        };
        if let Some(&known) = self.bodies.get(&e)
            && known.is_some()
        {
            return known;
        }
        self.check_store();
        // Definitions that double their argument many times over are left folded.
        let body = if self.bodies.len() < MAX_UNFOLDINGS {
            self.store.unfold(name, &args).filter(|&body| self.store.size(body) < LARGEST_BODY)
        } else {
            None
        };
        self.bodies.insert(e, body);
        body
    }

    fn piecewise_values(&self, e: Expr) -> Vec<Expr> {
        let children = self.store.children(e);
        children.chunks(2).filter_map(|chunk| chunk.last().copied()).collect()
    }
}
