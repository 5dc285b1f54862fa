//! Numbers made from words: traces, single entries, determinants.

use std::cmp::Ordering;

use super::letter::{Letter, Word};
use super::{Form, Words};
use crate::expr::{Expr, Func, MatOp};
use crate::normal::tower::NoForm;

impl Words<'_> {
    /// The word without its parts that are numbers, and the product of these.
    pub(super) fn without_numbers(&mut self, word: Word) -> (Word, Option<Expr>) {
        let mut ones = Vec::new();
        for (i, &letter) in word.iter().enumerate() {
            let Some(shape) = self.shape_of(letter) else { return (word, None) };
            if self.is_one(shape.rows) {
                ones.push(i);
            }
            if i + 1 == word.len() && self.is_one(shape.cols) {
                ones.push(i + 1);
            }
        }
        let (Some(&first), Some(&last)) = (ones.first(), ones.last()) else { return (word, None) };
        let mut numbers = None;
        for pair in ones.windows(2) {
            if let &[from, to] = pair
                && let Some(part) = word.get(from..to)
            {
                let number = self.entry(part);
                numbers = Some(self.times(numbers, number));
            }
        }
        let mut rest: Word = word.get(..first).unwrap_or(&[]).to_vec();
        rest.extend_from_slice(word.get(last..).unwrap_or(&[]));
        (if numbers.is_some() { rest } else { word }, numbers)
    }

    fn times(&mut self, product: Option<Expr>, factor: Expr) -> Expr {
        match product {
            Some(product) => self.mul(product, factor),
            None => factor,
        }
    }

    /// The only entry of a word with one row and one column, none of whose parts is a number.
    fn entry(&mut self, word: &[Letter]) -> Expr {
        let store = self.context.store();
        if let &[a, b] = word
            && a.atom == b.atom
            && store.mat_op(a.atom) == Some(MatOp::Ones)
            && let Some(shape) = store.shape(a.atom)
        {
            return shape.rows;
        }
        if let Some((v, w)) = self.added_up(word) {
            let n = self.shape_of_word(&v).map(|shape| shape.cols);
            let back = self.transposed(&v);
            let product = self.joined(&back, &w);
            if let Some(n) = n {
                return self.trace_of_word(&product, n);
            }
        }
        let back = self.transposed(word);
        let word = if self.compare(&back, word) == Ordering::Less { back } else { word.to_vec() };
        let shape = self.shape_of_word(&word);
        match shape {
            Some(shape) => {
                let product = self.product(&word, shape);
                self.context.store().mat(MatOp::Entry, &[product])
            }
            None => self.context.store().integer(1),
        }
    }

    pub(super) fn trace(&mut self, form: &Form) -> Result<Expr, NoForm> {
        let mut sum = self.context.store().integer(0);
        for (word, coefficient) in &form.terms {
            let trace = self.trace_of_word(word, form.shape.rows);
            let term = self.mul(*coefficient, trace);
            sum = self.add(sum, term);
        }
        Ok(sum)
    }

    fn trace_of_word(&mut self, word: &Word, n: Expr) -> Expr {
        let mut word = word.as_slice();
        while Self::cancels_around(word) {
            word = word.get(1..word.len() - 1).unwrap_or(&[]);
        }
        let Some(&first) = word.first() else { return n };
        let n = self.shape_of(first).map_or(n, |shape| shape.rows);
        // Where a number is in it, the trace begins there.
        for i in 0..word.len() {
            let Some(shape) = word.get(i).and_then(|&letter| self.shape_of(letter)) else {
                continue;
            };
            if self.is_one(shape.rows) {
                let (_, number) = self.without_numbers(rotated(word, i));
                return number.unwrap_or(n);
            }
        }
        let back = self.transposed(word);
        let mut best = word.to_vec();
        for i in 0..word.len() {
            for candidate in [rotated(word, i), rotated(&back, i)] {
                if self.compare(&candidate, &best) == Ordering::Less {
                    best = candidate;
                }
            }
        }
        match self.shape_of_word(&best) {
            Some(shape) => {
                let product = self.product(&best, shape);
                self.context.store().mat(MatOp::Trace, &[product])
            }
            None => n,
        }
    }

    /// The root of the sum of the squares of the entries.
    pub(super) fn norm(&mut self, form: &Form) -> Result<Expr, NoForm> {
        let back = self.transpose(form);
        let square = self.multiply(&back, form)?;
        let square = self.trace(&square)?;
        let two = self.context.store().integer(2);
        Ok(self.context.store().func(Func::Root, &[square, two]))
    }

    pub(super) fn determinant(&mut self, form: &Form) -> Expr {
        if let [(word, coefficient)] = form.terms.as_slice()
            && self.is_one(*coefficient)
        {
            let mut all_square = true;
            for &letter in word {
                all_square &= self.shape_of(letter).is_some_and(|s| s.rows == s.cols);
            }
            if all_square {
                let mut product = self.context.store().integer(1);
                for &letter in word {
                    let store = self.context.store();
                    let det = store.mat(MatOp::Det, &[letter.atom]);
                    if letter.inverse {
                        let one = store.integer(1);
                        let factor = store.div(one, det);
                        product = self.mul(product, factor);
                    } else {
                        product = self.mul(product, det);
                    }
                }
                return product;
            }
        }
        let m = self.written(form);
        self.context.store().mat(MatOp::Det, &[m])
    }

    // Coefficients.

    pub(super) fn mul(&mut self, a: Expr, b: Expr) -> Expr {
        let store = self.context.store();
        match (store.as_rational(a), store.as_rational(b)) {
            (Some(x), Some(y)) => store.rational(&(&x * &y)),
            (Some(x), _) if x.is_one() => b,
            (_, Some(y)) if y.is_one() => a,
            (Some(x), _) if x.is_zero() => a,
            (_, Some(y)) if y.is_zero() => b,
            _ => store.mul(a, b),
        }
    }

    pub(super) fn add(&mut self, a: Expr, b: Expr) -> Expr {
        let store = self.context.store();
        match (store.as_rational(a), store.as_rational(b)) {
            (Some(x), Some(y)) => store.rational(&(&x + &y)),
            (Some(x), _) if x.is_zero() => b,
            (_, Some(y)) if y.is_zero() => a,
            _ => store.add(a, b),
        }
    }
}

fn rotated(word: &[Letter], by: usize) -> Word {
    let mut rotated = word.to_vec();
    rotated.rotate_left(by);
    rotated
}
