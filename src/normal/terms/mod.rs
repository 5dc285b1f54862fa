//! The light normal form: a sum of terms, each a coefficient times powers of atoms.
//!
//! Reading flattens sums, products, quotients and powers at the top of an expression and collects
//! like factors and like terms. It never multiplies out, and it does not look inside atoms, so it
//! costs a few steps per node. Equal light normal forms mean equal values wherever both sides are
//! defined; different ones mean nothing.

mod read;
mod write;

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::expr::{Expr, Op, Store};
use crate::num::Rational;

pub use write::Numbers;

/// A sum of terms, in the order in which they were read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Sum {
    /// The terms; no coefficient is zero, no two terms have the same factors.
    pub terms: Vec<Term>,
}

/// A coefficient times a product of powers.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Term {
    /// The rational factor.
    pub coefficient: Rational,
    /// The powers, in the order in which they were read; no exponent is zero, no base repeats.
    pub factors: Vec<Factor>,
}

/// A power of an atom.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Factor {
    /// The atom.
    pub base: Expr,
    /// Its exponent.
    pub exponent: Exponent,
}

/// An exponent: a number where it is one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Exponent {
    /// A rational number.
    Number(Rational),
    /// Anything else; never a constant sum.
    Sum(Sum),
}

impl Exponent {
    /// The exponent one.
    pub const ONE: Self = Self::Number(Rational::ONE);

    fn of(sum: Sum) -> Self {
        match sum.terms.as_slice() {
            [] => Self::Number(Rational::ZERO),
            [term] if term.factors.is_empty() => Self::Number(term.coefficient.clone()),
            _ => Self::Sum(sum),
        }
    }

    fn into_sum(self) -> Sum {
        match self {
            Self::Number(value) => Sum::constant(value),
            Self::Sum(sum) => sum,
        }
    }

    /// Adds another exponent; like terms are left for [`Exponent::collected`] to add up.
    fn accumulate(&mut self, other: Self) {
        if let (Self::Number(a), Self::Number(b)) = (&*self, &other) {
            *self = Self::Number(a + b);
            return;
        }
        let mut sum = std::mem::replace(self, Self::ONE).into_sum();
        sum.terms.extend(other.into_sum().terms);
        *self = Self::Sum(sum);
    }

    fn collected(self) -> Self {
        match self {
            Self::Number(value) => Self::Number(value),
            Self::Sum(mut sum) => {
                sum.collect();
                Self::of(sum)
            }
        }
    }

    fn times(&self, factor: &Rational) -> Self {
        match self {
            Self::Number(a) => Self::Number(a * factor),
            Self::Sum(sum) => {
                let mut sum = sum.clone();
                for term in &mut sum.terms {
                    term.coefficient = &term.coefficient * factor;
                }
                sum.collect();
                Self::of(sum)
            }
        }
    }

    fn is_zero(&self) -> bool {
        matches!(self, Self::Number(value) if value.is_zero())
    }

    /// The number, if it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Rational> {
        match self {
            Self::Number(value) => Some(value),
            Self::Sum(_) => None,
        }
    }
}

impl Sum {
    /// A constant; zero is the empty sum.
    #[must_use]
    pub fn constant(value: Rational) -> Self {
        let mut sum = Self { terms: vec![Term { coefficient: value, factors: Vec::new() }] };
        sum.collect();
        sum
    }

    /// Adds up terms with the same factors and drops those with coefficient zero.
    fn collect(&mut self) {
        if self.terms.len() <= 8 {
            self.collect_few();
        } else {
            self.collect_many();
        }
        self.terms.retain(|term| !term.coefficient.is_zero());
    }

    fn collect_few(&mut self) {
        let mut kept: Vec<Term> = Vec::with_capacity(self.terms.len());
        for term in self.terms.drain(..) {
            match kept.iter_mut().find(|k| same_factors(&k.factors, &term.factors)) {
                Some(known) => known.coefficient = &known.coefficient + &term.coefficient,
                None => kept.push(term),
            }
        }
        self.terms = kept;
    }

    fn collect_many(&mut self) {
        let mut places: HashMap<Vec<Factor>, usize, FxBuildHasher> = HashMap::default();
        let mut kept: Vec<Term> = Vec::with_capacity(self.terms.len());
        for term in self.terms.drain(..) {
            let mut key = term.factors.clone();
            key.sort_by_key(|factor| factor.base);
            let place = *places.entry(key).or_insert(kept.len());
            match kept.get_mut(place) {
                Some(known) => known.coefficient = &known.coefficient + &term.coefficient,
                None => kept.push(term),
            }
        }
        self.terms = kept;
    }

    /// Do the two sums have the same terms, in whatever order?
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.sorted() == other.sorted()
    }

    /// The same sum in an order that depends on the store's handles: for comparison only.
    fn sorted(&self) -> Self {
        let mut sorted = self.clone();
        for term in &mut sorted.terms {
            for factor in &mut term.factors {
                if let Exponent::Sum(sum) = &mut factor.exponent {
                    *sum = sum.sorted();
                }
            }
            term.factors.sort();
        }
        sorted.terms.sort();
        sorted
    }
}

fn same_factors(a: &[Factor], b: &[Factor]) -> bool {
    a.len() == b.len() && a.iter().all(|factor| b.contains(factor))
}

/// The expression in its light normal form, written as a lecturer would: like terms collected,
/// signs in front, one fraction bar per term.
pub fn tidy(store: &mut Store, e: Expr) -> Expr {
    let sum = Sum::read(store, e);
    let numbers = if store.has_decimals(e) { Numbers::Decimals } else { Numbers::Fractions };
    sum.write_with(store, numbers)
}

/// `e` without the zero that is added, or the one that multiplies, at its top: the part of tidying
/// that takes no time, however long the terms are.
#[must_use]
pub fn without_units(store: &Store, e: Expr) -> Expr {
    let is = |n: i64, e: Expr| store.op(e) != Op::Neg && store.as_literal_i64(e) == Some(n);
    match (store.op(e), store.children(e)) {
        (Op::Add, &[a, b]) if is(0, a) => b,
        (Op::Add | Op::Sub, &[a, b]) if is(0, b) => a,
        (Op::Mul, &[a, b]) if is(1, a) => b,
        (Op::Mul | Op::Div, &[a, b]) if is(1, b) => a,
        _ => e,
    }
}

/// Do the two expressions have one light normal form?
#[must_use]
pub fn same(store: &Store, a: Expr, b: Expr) -> bool {
    Sum::read(store, a).same(&Sum::read(store, b))
}

/// The number that a constant expression such as `3 - 1` comes to, if its light normal form is
/// one.
#[must_use]
pub fn constant(store: &Store, e: Expr) -> Option<Rational> {
    const LARGE: usize = 64;
    if let Some(value) = store.as_rational(e) {
        return Some(value);
    }
    if store.size(e) > LARGE || !store.is_closed(e) {
        return None;
    }
    match Exponent::of(Sum::read(store, e)) {
        Exponent::Number(value) => Some(value),
        Exponent::Sum(_) => None,
    }
}
