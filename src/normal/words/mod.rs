//! Normal forms of matrices: sums of words with scalar coefficients.
//!
//! A word is a product of letters, each a matrix, its transpose or its inverse; transposes and
//! inverses of products are pushed inwards, identities vanish, and a letter cancels with its
//! inverse beside it. A part of a word with one row and one column is a number and belongs to the
//! coefficient. Numbers made from matrices become sums of traces of words up to cyclic order and
//! transposition, so equal expressions of the laws of matrix algebra have equal forms.

mod entrywise;
mod letter;
mod read;
mod scalar;
mod write;

use std::cmp::Ordering;
use std::collections::HashMap;

use rustc_hash::{FxBuildHasher, FxHashSet};

use super::tower::{Context, NoForm};
use crate::expr::{Expr, Shape};
use letter::Word;

/// What an expression was read as.
#[derive(Clone, Debug)]
pub enum Canon {
    /// A number: an expression whose matrix parts are in normal form.
    Scalar(Expr),
    /// A matrix.
    Matrix(Form),
}

/// A sum of words, each with its coefficient.
#[derive(Clone, Debug)]
pub struct Form {
    shape: Shape,
    terms: Vec<(Word, Expr)>,
}

/// Reads expressions with matrices in them.
pub struct Words<'c> {
    context: &'c mut dyn Context,
    memo: HashMap<Expr, Canon, FxBuildHasher>,
    /// The words that letters stand for: what an inverse is of, what a diagonal matrix is made of.
    inside: HashMap<Expr, Word, FxBuildHasher>,
    /// The products among them that equal their transposes.
    symmetric: FxHashSet<Expr>,
    /// The two factors of letters that are products entry by entry.
    factors: HashMap<Expr, (Word, Word), FxBuildHasher>,
    /// What the letters that are exponentials entry by entry are the exponentials of.
    exponents: HashMap<Expr, Form, FxBuildHasher>,
}

/// The most words of a sum, and the most letters of a word.
const MAX_WORDS: usize = 2_000;
const MAX_LETTERS: usize = 2_000;

impl<'c> Words<'c> {
    /// A reader in this context.
    pub fn new(context: &'c mut dyn Context) -> Self {
        Self {
            context,
            memo: HashMap::default(),
            inside: HashMap::default(),
            symmetric: FxHashSet::default(),
            factors: HashMap::default(),
            exponents: HashMap::default(),
        }
    }

    /// Numbers that are all zero if and only if the normal forms are equal; `None` if one is a
    /// number and the other a matrix, or their shapes differ.
    ///
    /// # Errors
    /// [`NoForm`] if a form is too large.
    pub fn differences(&mut self, a: Expr, b: Expr) -> Result<Option<Vec<(Expr, Expr)>>, NoForm> {
        let zero = self.context.store().integer(0);
        Ok(match (self.read(a)?, self.read(b)?) {
            (Canon::Scalar(a), Canon::Scalar(b)) => Some(vec![(a, b)]),
            (Canon::Matrix(a), Canon::Matrix(b)) if a.shape == b.shape => {
                let (a, b) = (self.without_diagonals(a)?, self.without_diagonals(b)?);
                let mut pairs = Vec::new();
                let (mut left, mut right) = (a.terms.as_slice(), b.terms.as_slice());
                loop {
                    let order = match (left.first(), right.first()) {
                        (None, None) => break,
                        (Some(_), None) => Ordering::Less,
                        (None, Some(_)) => Ordering::Greater,
                        (Some((v, _)), Some((w, _))) => self.compare(v, w),
                    };
                    let mut pair = (zero, zero);
                    if order != Ordering::Greater
                        && let Some(((_, c), rest)) = left.split_first()
                    {
                        (pair.0, left) = (*c, rest);
                    }
                    if order != Ordering::Less
                        && let Some(((_, c), rest)) = right.split_first()
                    {
                        (pair.1, right) = (*c, rest);
                    }
                    pairs.push(pair);
                }
                Some(pairs)
            }
            _ => None,
        })
    }

    /// The expression in normal form, written out.
    ///
    /// # Errors
    /// [`NoForm`] if a form is too large.
    pub fn normal(&mut self, e: Expr) -> Result<Expr, NoForm> {
        Ok(match self.read(e)? {
            Canon::Scalar(e) => e,
            Canon::Matrix(form) => self.written(&form),
        })
    }
}
