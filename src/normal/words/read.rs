//! From expressions to forms, with an explicit stack.

use super::letter::{Letter, Word};
use super::{Canon, Form, MAX_LETTERS, MAX_WORDS, Words};
use crate::expr::{self, Expr, MatOp, Name, Op, Shape, Store};
use crate::normal::poly::TooLarge;
use crate::normal::terms::Sum;
use crate::normal::tower::NoForm;

/// The largest power that is written out as a word.
const MAX_POWER: i64 = 64;

impl Words<'_> {
    pub(super) fn read(&mut self, e: Expr) -> Result<Canon, NoForm> {
        let mut stack = vec![e];
        while let Some(&top) = stack.last() {
            if self.memo.contains_key(&top) {
                stack.pop();
                continue;
            }
            let parts = self.parts(top);
            let before = stack.len();
            stack.extend(parts.iter().copied().filter(|part| !self.memo.contains_key(part)));
            if stack.len() == before {
                let canon = self.combine(top, &parts)?;
                self.memo.insert(top, canon);
                stack.pop();
            }
        }
        self.memo.get(&e).cloned().ok_or(NoForm::Undefined)
    }

    fn parts(&mut self, e: Expr) -> Vec<Expr> {
        let store = self.context.store();
        match (store.op(e), store.children(e)) {
            (Op::Matrix(MatOp::Named(_)), _) => self.context.unfolded(e).into_iter().collect(),
            (Op::Indexed(_), _) if store.shape(e).is_some() => {
                self.context.unfolded(e).into_iter().collect()
            }
            (Op::Matrix(MatOp::Map), &[_, _, m]) => vec![m],
            (Op::Matrix(op), _) if op.differentiates() => Vec::new(),
            (Op::Deriv | Op::At, _) => Vec::new(),
            (Op::Apply(..) | Op::Symbol(_), _) if store.has_matrices(e) => {
                match self.context.unfolded(e) {
                    Some(body) if self.context.store().has_matrices(body) => vec![body],
                    _ => self.context.store().children(e).to_vec(),
                }
            }
            // What has no matrix in it stays as it is.
            (_, children) if store.has_matrices(e) => children.to_vec(),
            _ => Vec::new(),
        }
    }

    fn number(&self, e: Expr) -> Expr {
        match self.memo.get(&e) {
            Some(Canon::Scalar(e)) => *e,
            _ => e,
        }
    }

    fn form(&self, e: Option<&Expr>) -> Result<Form, NoForm> {
        match e.and_then(|e| self.memo.get(e)) {
            Some(Canon::Matrix(form)) => Ok(form.clone()),
            _ => Err(NoForm::Undefined),
        }
    }

    fn combine(&mut self, e: Expr, parts: &[Expr]) -> Result<Canon, NoForm> {
        let op = match self.context.store().op(e) {
            Op::Matrix(op) => op,
            Op::Indexed(family) if self.context.store().shape(e).is_some() => {
                return self.member(e, family, parts).map(Canon::Matrix);
            }
            Op::Apply(..) | Op::Symbol(_) if matches!(parts, [body] if self.context.unfolded(e) == Some(*body)) =>
            {
                return Ok(Canon::Scalar(parts.first().map_or(e, |&body| self.number(body))));
            }
            _ if parts.is_empty() => return Ok(Canon::Scalar(e)),
            op => {
                let kids: Vec<Expr> = parts.iter().map(|&part| self.number(part)).collect();
                return Ok(Canon::Scalar(self.context.store().make(op, &kids)));
            }
        };
        if op.is_scalar() {
            return self.scalar(op, parts).map(Canon::Scalar);
        }
        self.matrix(e, op, parts).map(Canon::Matrix)
    }

    /// A member of a family of matrices: what it stands for, or a letter.
    fn member(&mut self, e: Expr, family: Name, parts: &[Expr]) -> Result<Form, NoForm> {
        if !parts.is_empty() {
            return self.form(parts.first());
        }
        let store = self.context.store();
        let shape = store.shape(e).ok_or(NoForm::Undefined)?;
        let one = store.integer(1);
        let indices = store.children(e).to_vec();
        let indices: Vec<Expr> = indices.into_iter().map(|k| ordered(store, k)).collect();
        let atom = store.make(Op::Indexed(family), &indices);
        Ok(Form { shape, terms: vec![(vec![Letter::plain(atom)], one)] })
    }

    fn scalar(&mut self, op: MatOp, parts: &[Expr]) -> Result<Expr, NoForm> {
        let form = self.form(parts.first())?;
        match op {
            MatOp::Det => Ok(self.determinant(&form)),
            MatOp::Norm => self.norm(&form),
            MatOp::Inner => {
                let other = self.form(parts.get(1))?;
                let back = self.transpose(&form);
                let product = self.multiply(&back, &other)?;
                self.trace(&product)
            }
            MatOp::Total => {
                let shape = Shape { rows: form.shape.cols, cols: form.shape.rows };
                let one = self.context.store().integer(1);
                let ones = Form { shape, terms: vec![(self.ones(shape), one)] };
                let product = self.multiply(&ones, &form)?;
                self.trace(&product)
            }
            _ => self.trace(&form),
        }
    }

    fn matrix(&mut self, e: Expr, op: MatOp, parts: &[Expr]) -> Result<Form, NoForm> {
        let shape = self.context.store().shape(e).ok_or(NoForm::Undefined)?;
        let one = self.context.store().integer(1);
        let of_word = |word: Word| Form { shape, terms: vec![(word, one)] };
        let first = parts.first();
        let children = self.context.store().children(e).to_vec();
        match (op, parts) {
            (MatOp::Named(_), [body]) => self.form(Some(body)),
            (MatOp::Add | MatOp::Sub, [_, b]) => {
                let mut sum = self.form(first)?.terms;
                let other = self.form(Some(b))?;
                let other = if op == MatOp::Sub { self.scaled(&other, None) } else { other };
                sum.extend(other.terms);
                self.collected(shape, sum)
            }
            (MatOp::Neg, _) => {
                let form = self.form(first)?;
                Ok(self.scaled(&form, None))
            }
            (MatOp::Product, [a, b]) => {
                let (a, b) = (self.form(Some(a))?, self.form(Some(b))?);
                self.multiply(&a, &b)
            }
            (MatOp::Scale, &[a, b]) => {
                let a_is_matrix = self.context.store().shape(a).is_some();
                let (s, m) = if a_is_matrix { (b, a) } else { (a, b) };
                let (s, m) = (self.number(s), self.form(Some(&m))?);
                Ok(self.scaled(&m, Some(s)))
            }
            (MatOp::Over, &[m, s]) => {
                let (s, m) = (self.number(s), self.form(Some(&m))?);
                let reciprocal = match self.context.store().as_rational(s) {
                    Some(value) => value
                        .recip()
                        .ok_or(NoForm::Undefined)
                        .map(|r| self.context.store().rational(&r))?,
                    None => self.context.store().div(one, s),
                };
                Ok(self.scaled(&m, Some(reciprocal)))
            }
            (MatOp::Transpose, _) => {
                let form = self.form(first)?;
                Ok(self.transpose(&form))
            }
            (MatOp::Inverse, _) => {
                let form = self.form(first)?;
                Ok(self.inverse(&form))
            }
            (MatOp::Power, &[_, k]) => {
                let k = self.context.store().as_literal_i64(k).filter(|&k| k <= MAX_POWER);
                let base = self.form(first)?;
                let Some(k) = k else {
                    let m = self.written(&base);
                    let kids = [m, children.get(1).copied().unwrap_or(one)];
                    let atom = self.context.store().mat(MatOp::Power, &kids);
                    return Ok(of_word(vec![Letter::plain(atom)]));
                };
                let mut power = base.clone();
                for _ in 1..k {
                    power = self.multiply(&power, &base)?;
                }
                Ok(power)
            }
            (MatOp::Hadamard, [a, b]) => {
                let (a, b) = (self.form(Some(a))?, self.form(Some(b))?);
                self.hadamard(&a, &b)
            }
            (MatOp::Quotient, [a, b]) => {
                let (a, b) = (self.form(Some(a))?, self.form(Some(b))?);
                let t = self.context.store().entry_variable();
                let reciprocal = self.context.store().div(one, t);
                let b = self.map(reciprocal, t, &b)?;
                self.hadamard(&a, &b)
            }
            (MatOp::Map, _) => match *children.as_slice() {
                [body, t, _] => {
                    let inner = self.form(first)?;
                    self.map(body, t, &inner)
                }
                _ => Err(NoForm::Undefined),
            },
            (MatOp::Identity, _) => Ok(of_word(Vec::new())),
            (MatOp::Zeros, _) => Ok(Form { shape, terms: Vec::new() }),
            (MatOp::Ones, _) => Ok(of_word(self.ones(shape))),
            (MatOp::Diag, _) => {
                let inner = self.form(first)?;
                self.diagonal(&inner, shape)
            }
            _ => Ok(of_word(vec![Letter::plain(e)])),
        }
    }

    fn diagonal(&mut self, inner: &Form, shape: Shape) -> Result<Form, NoForm> {
        let mut terms = Vec::new();
        for (word, coefficient) in &inner.terms {
            if *word == self.ones(inner.shape) {
                terms.push((Vec::new(), *coefficient));
                continue;
            }
            let vector = self.product(word, inner.shape);
            let atom = self.context.store().mat(MatOp::Diag, &[vector]);
            self.inside.insert(atom, word.clone());
            terms.push((vec![Letter::plain(atom)], *coefficient));
        }
        self.collected(shape, terms)
    }

    fn inverse(&mut self, form: &Form) -> Form {
        let one = self.context.store().integer(1);
        if let [(word, coefficient)] = form.terms.as_slice() {
            let mut all_square = true;
            for &letter in word {
                all_square &= self.shape_of(letter).is_some_and(|s| s.rows == s.cols);
            }
            let reciprocal = if self.is_one(*coefficient) {
                one
            } else {
                self.context.store().div(one, *coefficient)
            };
            if all_square {
                let word =
                    word.iter().rev().map(|&l| Letter { inverse: !l.inverse, ..l }).collect();
                return Form { shape: form.shape, terms: vec![(word, reciprocal)] };
            }
            let back = self.transposed(word);
            let transposed = self.compare(&back, word).is_lt();
            let inner = if transposed { &back } else { word };
            let atom = self.product(inner, form.shape);
            self.inside.insert(atom, inner.clone());
            if back == *word {
                self.symmetric.insert(atom);
            }
            let letter = Letter { atom, transposed, inverse: true };
            return Form { shape: form.shape, terms: vec![(vec![letter], reciprocal)] };
        }
        let atom = self.written(form);
        // A symmetric sum has a symmetric inverse.
        let back = self.transpose(form);
        let back = self.written(&back);
        let transposed = crate::expr::compare(self.context.store(), back, atom).is_lt();
        if back == atom {
            self.symmetric.insert(atom);
        }
        let atom = if transposed { back } else { atom };
        let letter = Letter { atom, transposed, inverse: true };
        Form { shape: form.shape, terms: vec![(vec![letter], one)] }
    }

    pub(super) fn transpose(&mut self, form: &Form) -> Form {
        let shape = Shape { rows: form.shape.cols, cols: form.shape.rows };
        let mut terms = Vec::with_capacity(form.terms.len());
        for (word, coefficient) in &form.terms {
            terms.push((self.transposed(word), *coefficient));
        }
        terms.sort_by(|(v, _), (w, _)| self.compare(v, w));
        Form { shape, terms }
    }

    /// The form times a number, or its negative.
    fn scaled(&mut self, form: &Form, factor: Option<Expr>) -> Form {
        let factor = factor.unwrap_or_else(|| self.context.store().integer(-1));
        let mut terms = Vec::with_capacity(form.terms.len());
        for (word, coefficient) in &form.terms {
            let coefficient = self.mul(factor, *coefficient);
            terms.push((word.clone(), coefficient));
        }
        terms.retain(|(_, c)| self.context.store().as_literal_i64(*c) != Some(0));
        Form { shape: form.shape, terms }
    }

    pub(super) fn multiply(&mut self, a: &Form, b: &Form) -> Result<Form, NoForm> {
        let shape = Shape { rows: a.shape.rows, cols: b.shape.cols };
        let mut terms = Vec::new();
        for (v, c) in &a.terms {
            for (w, d) in &b.terms {
                if terms.len() >= MAX_WORDS || v.len() + w.len() > MAX_LETTERS {
                    return Err(TooLarge::Work.into());
                }
                let mut coefficient = self.mul(*c, *d);
                let word = self.joined(v, w);
                let (word, number) = self.without_numbers(word);
                if let Some(number) = number {
                    coefficient = self.mul(coefficient, number);
                }
                terms.push((word, coefficient));
            }
        }
        self.collected(shape, terms)
    }

    /// Equal words put together, in their order.
    pub(super) fn collected(
        &mut self,
        shape: Shape,
        mut terms: Vec<(Word, Expr)>,
    ) -> Result<Form, NoForm> {
        if terms.len() > MAX_WORDS {
            return Err(TooLarge::Work.into());
        }
        terms.sort_by(|(v, _), (w, _)| self.compare(v, w));
        let mut collected: Vec<(Word, Expr)> = Vec::with_capacity(terms.len());
        for (word, coefficient) in terms {
            match collected.last_mut() {
                Some((last, sum)) if *last == word => *sum = self.add(*sum, coefficient),
                _ => collected.push((word, coefficient)),
            }
        }
        collected.retain(|(_, c)| self.context.store().as_literal_i64(*c) != Some(0));
        Ok(Form { shape, terms: collected })
    }
}

/// An index with its terms collected and in order.
fn ordered(store: &mut Store, index: Expr) -> Expr {
    let sum = Sum::read(store, index);
    let mut terms: Vec<Expr> =
        sum.terms.into_iter().map(|term| Sum { terms: vec![term] }.write(store)).collect();
    terms.sort_by(|&a, &b| expr::compare(store, a, b));
    let zero = store.integer(0);
    terms.into_iter().reduce(|sum, term| store.add(sum, term)).unwrap_or(zero)
}
