//! From forms back to expressions.

use super::letter::{Letter, Word};
use super::{Form, Words};
use crate::expr::{Expr, MatOp, Shape};

impl Words<'_> {
    pub(super) fn written(&mut self, form: &Form) -> Expr {
        let mut sum = None;
        for (word, coefficient) in &form.terms {
            let product = self.product(word, form.shape);
            let store = self.context.store();
            let term = if store.as_literal_i64(*coefficient) == Some(1) {
                product
            } else {
                store.mat(MatOp::Scale, &[*coefficient, product])
            };
            sum = Some(match sum {
                Some(sum) => store.mat(MatOp::Add, &[sum, term]),
                None => term,
            });
        }
        let Shape { rows, cols } = form.shape;
        sum.unwrap_or_else(|| self.context.store().mat(MatOp::Zeros, &[rows, cols]))
    }

    /// The word as a product; the empty one is an identity matrix.
    pub(super) fn product(&mut self, word: &[Letter], shape: Shape) -> Expr {
        let mut product = None;
        for &letter in word {
            let store = self.context.store();
            let mut factor = letter.atom;
            if letter.inverse {
                factor = store.mat(MatOp::Inverse, &[factor]);
            }
            if letter.transposed {
                factor = store.mat(MatOp::Transpose, &[factor]);
            }
            product = Some(match product {
                Some(product) => store.mat(MatOp::Product, &[product, factor]),
                None => factor,
            });
        }
        product.unwrap_or_else(|| self.context.store().mat(MatOp::Identity, &[shape.rows]))
    }

    pub(super) fn shape_of_word(&mut self, word: &Word) -> Option<Shape> {
        let (&first, &last) = (word.first()?, word.last()?);
        let (first, last) = (self.shape_of(first)?, self.shape_of(last)?);
        Some(Shape { rows: first.rows, cols: last.cols })
    }
}
