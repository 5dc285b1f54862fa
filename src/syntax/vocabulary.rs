//! What the reader must know about names beyond its own functions.

use std::collections::HashMap;

use rustc_hash::{FxBuildHasher, FxHashSet};

use super::recursion::Begun;
use super::statement::Sort;
use crate::expr::{Expr, Name, Store};

/// How a function of the library or of the user is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// The canonical name, which the definition in the store has.
    pub name: Name,
    /// How many arguments must be written.
    pub required: usize,
    /// The values of further arguments, where they are not written.
    pub defaults: Vec<Expr>,
}

impl Signature {
    /// The number of parameters.
    #[must_use]
    pub fn arity(&self) -> usize {
        self.required + self.defaults.len()
    }
}

/// The named functions that are not primitives of the language; the library implements it.
pub trait Vocabulary {
    /// The function with this name or alias. Its definition is put into the store on the way.
    fn function(&mut self, store: &mut Store, name: &str) -> Option<Signature>;

    /// All names and aliases, for "did you mean".
    fn names(&self) -> Vec<&str>;
}

/// The language without a library.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct NoVocabulary;

impl Vocabulary for NoVocabulary {
    fn function(&mut self, _: &mut Store, _: &str) -> Option<Signature> {
        None
    }

    fn names(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// What earlier inputs of a session said about names. Definitions are in the store; the rest is
/// here, so a session that reads several inputs keeps one scope.
#[derive(Clone, Default, Debug)]
pub struct Scope {
    pub(super) sorts: HashMap<Name, Sort, FxBuildHasher>,
    /// Defaults of the user's functions.
    pub(super) defaults: HashMap<Name, Vec<Expr>, FxBuildHasher>,
    /// The number of arguments that an unknown function was seen with.
    pub(super) arities: HashMap<Name, usize, FxBuildHasher>,
    /// Recursions of which only the first member is known.
    pub(super) recursions: HashMap<Name, Begun, FxBuildHasher>,
    /// Names in assumptions: they stand for numbers.
    pub(super) numbers: FxHashSet<Name>,
}

impl Scope {
    /// A scope in which nothing was said yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What the name was declared to be.
    #[must_use]
    pub fn sort(&self, name: Name) -> Option<Sort> {
        self.sorts.get(&name).copied()
    }
}
