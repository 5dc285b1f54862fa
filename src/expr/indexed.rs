//! Integers among the expressions: literals, names that stand for them, and the families that they
//! are the indices of.

use std::collections::HashSet;

use rustc_hash::FxBuildHasher;

use super::name::Name;
use super::op::Op;
use super::store::{Expr, Store};

/// Families have names of their own: `x` and `x[i]` have nothing to do with each other.
const FAMILY: &str = "[]";

impl Store {
    /// Says that a name stands for integers only, not below the least one if that is given. What
    /// was said before stays said.
    pub fn declare_integer(&mut self, name: Name, least: Option<i64>) {
        match self.integers.get_mut(&name) {
            Some(known) if *known >= least => return,
            Some(known) => *known = least,
            None => {
                self.integers.insert(name, least);
            }
        }
        self.integer_count += 1;
    }

    /// Does the name stand for integers only?
    #[must_use]
    pub fn is_declared_integer(&self, name: Name) -> bool {
        self.integers.contains_key(&name)
    }

    /// The least value of a name that stands for integers.
    #[must_use]
    pub fn least(&self, name: Name) -> Option<i64> {
        self.integers.get(&name).copied().flatten()
    }

    /// How often something new was said about integers.
    pub(crate) fn integer_count(&self) -> usize {
        self.integer_count
    }

    /// Is the value an integer by its form: sums, differences and products of integer literals and
    /// names that stand for integers?
    #[must_use]
    pub fn is_integer(&self, e: Expr) -> bool {
        let mut stack = vec![e];
        let mut seen = HashSet::<Expr, FxBuildHasher>::default();
        while let Some(e) = stack.pop() {
            let fits = match self.op(e) {
                Op::Number(_) => self.as_literal_i64(e).is_some(),
                Op::Symbol(name) => self.integers.contains_key(&name),
                Op::Neg | Op::Add | Op::Sub | Op::Mul => {
                    if seen.insert(e) {
                        stack.extend_from_slice(self.children(e));
                    }
                    true
                }
                _ => false,
            };
            if !fits {
                return false;
            }
        }
        true
    }

    /// The name of the indexed family `text[…]`.
    pub fn family(&mut self, text: &str) -> Name {
        self.names.intern(&format!("{text}{FAMILY}"))
    }

    /// The name of the family with this text, if it was ever used.
    #[must_use]
    pub fn find_family(&self, text: &str) -> Option<Name> {
        self.names.find(&format!("{text}{FAMILY}"))
    }

    /// The name of a family as it is written before the brackets.
    #[must_use]
    pub fn family_text(&self, name: Name) -> &str {
        let text = self.text(name);
        text.strip_suffix(FAMILY).unwrap_or(text)
    }

    /// Are the entries of the family independent numbers?
    #[must_use]
    pub fn is_plain_family(&self, family: Name) -> bool {
        self.definition(family).is_none()
            && self.declared(family).is_none()
            && self.recursion(family).is_none()
    }

    /// What can be differentiated by: the name of a variable, or that of the family of an entry.
    #[must_use]
    pub fn as_variable(&self, e: Expr) -> Option<Name> {
        match self.op(e) {
            Op::Symbol(name) | Op::Indexed(name) => Some(name),
            _ => None,
        }
    }

    /// The value of an integer literal of machine size, or of a negated one.
    #[must_use]
    pub fn as_literal_i64(&self, e: Expr) -> Option<i64> {
        match (self.op(e), self.children(e)) {
            (Op::Number(_), _) => self.number(e)?.0.to_i64(),
            (Op::Neg, &[a]) => self.number(a)?.0.to_i64()?.checked_neg(),
            _ => None,
        }
    }

    /// The value of a literal that is an integer of machine size.
    #[must_use]
    pub fn as_i64(&self, e: Expr) -> Option<i64> {
        self.as_rational(e)?.to_i64()
    }
}
