//! Letters and words: their order, shapes, and what cancels.

use std::cmp::Ordering;

use super::Words;
use crate::expr::{self, Expr, MatOp, Shape};

/// A matrix that is not taken apart, perhaps transposed or inverted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Letter {
    pub(super) atom: Expr,
    pub(super) transposed: bool,
    pub(super) inverse: bool,
}

pub(super) type Word = Vec<Letter>;

impl Letter {
    pub(super) fn plain(atom: Expr) -> Self {
        Self { atom, transposed: false, inverse: false }
    }

    fn is_inverse_of(self, other: Self) -> bool {
        self.atom == other.atom
            && self.transposed == other.transposed
            && self.inverse != other.inverse
    }
}

impl Words<'_> {
    pub(super) fn shape_of(&mut self, letter: Letter) -> Option<Shape> {
        let shape = self.context.store().shape(letter.atom)?;
        Some(if letter.transposed { Shape { rows: shape.cols, cols: shape.rows } } else { shape })
    }

    pub(super) fn is_one(&mut self, n: Expr) -> bool {
        self.context.store().as_literal_i64(n) == Some(1)
    }

    /// A matrix that equals its transpose.
    fn is_symmetric(&mut self, atom: Expr) -> bool {
        if self.symmetric.contains(&atom) {
            return true;
        }
        let store = self.context.store();
        match store.mat_op(atom) {
            Some(MatOp::Diag) => true,
            _ => store.is_symmetric(atom),
        }
    }

    pub(super) fn transposed(&mut self, word: &[Letter]) -> Word {
        let mut result = Vec::with_capacity(word.len());
        for &letter in word.iter().rev() {
            let symmetric = self.is_symmetric(letter.atom);
            result.push(Letter { transposed: !letter.transposed && !symmetric, ..letter });
        }
        result
    }

    /// One word after the other, with what cancels between them left out.
    pub(super) fn joined(&mut self, first: &[Letter], second: &[Letter]) -> Word {
        let mut word = first.to_vec();
        for &letter in second {
            self.push(&mut word, letter);
        }
        word
    }

    fn push(&mut self, word: &mut Word, letter: Letter) {
        if word.last().is_some_and(|last| last.is_inverse_of(letter)) {
            word.pop();
            return;
        }
        let store = self.context.store();
        // diag(v)*1 = v
        if store.mat_op(letter.atom) == Some(MatOp::Ones)
            && !letter.transposed
            && let Some(last) = word.last().copied()
            && !last.inverse
            && store.mat_op(last.atom) == Some(MatOp::Diag)
            && let Some(inside) = self.inside.get(&last.atom).cloned()
        {
            word.pop();
            for letter in inside {
                self.push(word, letter);
            }
            return;
        }
        word.push(letter);
        self.cancel_products(word);
    }

    /// `(X^T*X)^-1` beside `X^T*X`.
    fn cancel_products(&mut self, word: &mut Word) {
        let Some(&last) = word.last() else { return };
        if last.inverse
            && let Some(inside) = self.inside_of(last)
            && word.len() > inside.len()
            && word[..word.len() - 1].ends_with(&inside)
        {
            word.truncate(word.len() - 1 - inside.len());
            return;
        }
        for place in (0..word.len().saturating_sub(1)).rev() {
            let letter = word[place];
            if letter.inverse
                && let Some(inside) = self.inside_of(letter)
                && word[place + 1..] == inside
            {
                word.truncate(place);
                return;
            }
        }
    }

    /// The word that an inverse is the inverse of.
    fn inside_of(&mut self, letter: Letter) -> Option<Word> {
        let word = self.inside.get(&letter.atom).cloned()?;
        if self.context.store().mat_op(letter.atom) == Some(MatOp::Diag) {
            return None;
        }
        Some(if letter.transposed { self.transposed(&word) } else { word })
    }

    /// Does the last letter cancel with the first?
    pub(super) fn cancels_around(word: &[Letter]) -> bool {
        match word {
            [first, .., last] => last.is_inverse_of(*first),
            _ => false,
        }
    }

    /// An order of words that depends on structure only.
    pub(super) fn compare(&mut self, a: &[Letter], b: &[Letter]) -> Ordering {
        for (x, y) in a.iter().zip(b) {
            let order = expr::compare(self.context.store(), x.atom, y.atom)
                .then(x.inverse.cmp(&y.inverse))
                .then(x.transposed.cmp(&y.transposed));
            if order != Ordering::Equal {
                return order;
            }
        }
        a.len().cmp(&b.len())
    }
}
