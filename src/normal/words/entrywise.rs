//! Products and functions entry by entry.

use std::cmp::Ordering;

use super::letter::{Letter, Word};
use super::{Form, Words};
use crate::expr::{self, Expr, Func, MatOp, Op, Shape, Store};
use crate::normal::terms;
use crate::normal::tower::NoForm;

impl Words<'_> {
    /// `A ⊙ B`, word by word.
    pub(super) fn hadamard(&mut self, a: &Form, b: &Form) -> Result<Form, NoForm> {
        let mut terms = Vec::new();
        for (v, c) in &a.terms {
            for (w, d) in &b.terms {
                let coefficient = self.mul(*c, *d);
                let word = self.hadamard_of_words(v, w, a.shape);
                terms.push((word, coefficient));
            }
        }
        self.collected(a.shape, terms)
    }

    fn hadamard_of_words(&mut self, v: &Word, w: &Word, shape: Shape) -> Word {
        if self.is_all_ones(v, shape) {
            return w.clone();
        }
        if self.is_all_ones(w, shape) {
            return v.clone();
        }
        let mut all = [self.factors(v, shape), self.factors(w, shape)].concat();
        let two = all.len() == 2;
        let eye = self.context.store().mat(MatOp::Identity, &[shape.rows]);
        let diagonal = all.contains(&eye);
        if diagonal {
            all.retain(|&factor| factor != eye);
            for factor in &mut all {
                let back = self.flipped(*factor);
                if expr::compare(self.context.store(), back, *factor).is_lt() {
                    *factor = back;
                }
            }
        }
        // Factors over one matrix are joined: the matrix and a function of its entries.
        let mut groups: Vec<(Expr, Expr)> = Vec::new();
        for factor in all {
            let (m, body) = self.as_map(factor);
            match groups.iter().position(|&(known, _)| known == m) {
                Some(i) => {
                    if let Some((_, product)) = groups.get_mut(i) {
                        let both = self.context.store().mul(*product, body);
                        *product = terms::tidy(self.context.store(), both);
                    }
                }
                None => groups.push((m, body)),
            }
        }
        let mut factors: Vec<Expr> = Vec::new();
        for (m, body) in groups {
            factors.push(self.mapped(m, body));
        }
        let (mut factors, mut transposed) = self.oriented(factors, shape);
        if diagonal && factors.is_empty() {
            return Vec::new();
        }
        if diagonal {
            factors.push(eye);
            transposed = false;
        }
        let atom =
            factors.into_iter().reduce(|a, b| self.context.store().mat(MatOp::Hadamard, &[a, b]));
        let Some(atom) = atom else { return Vec::new() };
        if diagonal {
            self.symmetric.insert(atom);
        } else if two {
            let factors = if transposed {
                (self.transposed(v), self.transposed(w))
            } else {
                (v.clone(), w.clone())
            };
            self.factors.insert(atom, factors);
        }
        vec![Letter { transposed, ..Letter::plain(atom) }]
    }

    /// `diag(u)*v` is `u ⊙ v`; done at the end, as it hides how products associate.
    pub(super) fn without_diagonals(&mut self, form: Form) -> Result<Form, NoForm> {
        if !self.is_one(form.shape.cols) {
            return Ok(form);
        }
        let mut terms = Vec::with_capacity(form.terms.len());
        for (word, coefficient) in form.terms {
            let mut rest = word;
            let mut column: Word = Vec::new();
            while let Some(letter) = rest.pop() {
                let vector = self.inside.get(&letter.atom).cloned().filter(|_| {
                    !letter.inverse && self.context.store().mat_op(letter.atom) == Some(MatOp::Diag)
                });
                match vector.zip(self.shape_of(letter)) {
                    Some((vector, shape)) if !column.is_empty() => {
                        let shape = Shape { cols: form.shape.cols, ..shape };
                        column = self.hadamard_of_words(&vector, &column, shape);
                    }
                    _ => column.insert(0, letter),
                }
            }
            terms.push((column, coefficient));
        }
        self.collected(form.shape, terms)
    }

    /// The factors of a product entry by entry whose entries the word adds up.
    pub(super) fn added_up(&mut self, word: &[Letter]) -> Option<(Word, Word)> {
        let store = self.context.store();
        let mut others = word.iter().filter(|l| store.mat_op(l.atom) != Some(MatOp::Ones));
        let (letter, None) = (others.next()?, others.next()) else { return None };
        self.factors.get(&letter.atom).cloned().filter(|_| !letter.inverse)
    }

    /// The factors or their transposes, whichever come first in the order of expressions; of
    /// vectors the columns. Also whether they were transposed.
    fn oriented(&mut self, mut factors: Vec<Expr>, shape: Shape) -> (Vec<Expr>, bool) {
        let mut flipped: Vec<Expr> = factors.iter().map(|&factor| self.flipped(factor)).collect();
        for list in [&mut factors, &mut flipped] {
            list.sort_by(|&a, &b| expr::compare(self.context.store(), a, b));
        }
        let (row, column) = (self.is_one(shape.rows), self.is_one(shape.cols));
        let store = self.context.store();
        let mut orders = factors.iter().zip(&flipped).map(|(&a, &b)| expr::compare(store, a, b));
        let first = orders.find(|order| order.is_ne());
        let flips = if row == column { first == Some(Ordering::Greater) } else { row };
        if flips { (flipped, true) } else { (factors, false) }
    }

    /// The transpose of a factor.
    fn flipped(&mut self, factor: Expr) -> Expr {
        let (m, body) = self.as_map(factor);
        let store = self.context.store();
        let symmetric = store.is_symmetric(m);
        let back = match (store.mat_op(m), store.single(m)) {
            (Some(MatOp::Transpose), Some(inner)) => inner,
            _ if symmetric => m,
            _ => store.mat(MatOp::Transpose, &[m]),
        };
        self.mapped(back, body)
    }

    fn is_all_ones(&mut self, word: &Word, shape: Shape) -> bool {
        let ones = |words: &mut Self, letter: &Letter| {
            words.context.store().mat_op(letter.atom) == Some(MatOp::Ones)
        };
        match word.as_slice() {
            [] => self.is_one(shape.rows) && self.is_one(shape.cols),
            [one] => ones(self, one) && self.shape_of(*one) == Some(shape),
            [a, b] => ones(self, a) && ones(self, b) && !a.transposed && b.transposed,
            _ => false,
        }
    }

    /// The factors of a word that is a product entry by entry.
    fn factors(&mut self, word: &Word, shape: Shape) -> Vec<Expr> {
        let mut factors = Vec::new();
        let mut rest = self.product(word, shape);
        while let (Some(MatOp::Hadamard), Some((a, b))) =
            (self.context.store().mat_op(rest), self.context.store().pair(rest))
        {
            factors.push(b);
            rest = a;
        }
        factors.push(rest);
        factors
    }

    /// The matrix, and the body of the function of its entries.
    fn as_map(&mut self, m: Expr) -> (Expr, Expr) {
        let store = self.context.store();
        match (store.mat_op(m), store.children(m)) {
            (Some(MatOp::Map), &[body, _, inner]) => (inner, body),
            _ => (m, store.entry_variable()),
        }
    }

    fn mapped(&mut self, m: Expr, body: Expr) -> Expr {
        let store = self.context.store();
        let t = store.entry_variable();
        if body == t { m } else { store.mat(MatOp::Map, &[body, t, m]) }
    }

    /// A function of the entries of a form: split at sums, with constant factors outside.
    pub(super) fn map(&mut self, body: Expr, t: Expr, inner: &Form) -> Result<Form, NoForm> {
        if let Some(form) = self.ln_of_multiple(body, t, inner)? {
            return Ok(form);
        }
        let m = self.written(inner);
        let (m, first) = self.as_map(m);
        let store = self.context.store();
        let composed = match store.as_symbol(t) {
            Some(name) => store.substitute(body, &[(name, first)]),
            None => body,
        };
        let composed = terms::tidy(store, composed);
        let mut open = vec![(composed, store.integer(1))];
        let mut result = Vec::new();
        let minus = self.context.store().integer(-1);
        while let Some((body, coefficient)) = open.pop() {
            let store = self.context.store();
            let varies = store.as_symbol(t).is_none_or(|t| store.mentions(body, t));
            match (store.op(body), store.children(body)) {
                (Op::Add, &[a, b]) => open.extend([(a, coefficient), (b, coefficient)]),
                (Op::Sub, &[a, b]) => {
                    let negative = self.mul(minus, coefficient);
                    open.extend([(a, coefficient), (b, negative)]);
                }
                (Op::Neg, &[a]) => {
                    let negative = self.mul(minus, coefficient);
                    open.push((a, negative));
                }
                // Products are multiplied out, so that equal functions have equal terms.
                (Op::Mul, &[a, b]) if is_sum(store, a) || is_sum(store, b) => {
                    let (sum, other, left) =
                        if is_sum(store, b) { (b, a, true) } else { (a, b, false) };
                    let parts = store.children(sum).to_vec();
                    let minus_second = store.op(sum) == Op::Sub;
                    for (i, part) in parts.into_iter().enumerate() {
                        let store = self.context.store();
                        let product =
                            if left { store.mul(other, part) } else { store.mul(part, other) };
                        let negative = minus_second && i == 1;
                        let c = if negative { self.mul(minus, coefficient) } else { coefficient };
                        open.push((product, c));
                    }
                    if open.len() > super::MAX_WORDS {
                        return Err(crate::normal::poly::TooLarge::Work.into());
                    }
                }
                (Op::Mul, &[a, b]) if store.as_symbol(t).is_some_and(|t| !store.mentions(a, t)) => {
                    let coefficient = self.mul(coefficient, a);
                    open.push((b, coefficient));
                }
                (Op::Mul, &[a, b]) if store.as_symbol(t).is_some_and(|t| !store.mentions(b, t)) => {
                    let coefficient = self.mul(coefficient, b);
                    open.push((a, coefficient));
                }
                _ if !varies => {
                    let coefficient = self.mul(coefficient, body);
                    result.push((self.ones(inner.shape), coefficient));
                }
                _ if body == t && first != t => result.push((vec![Letter::plain(m)], coefficient)),
                _ if body == t => {
                    for (word, c) in &inner.terms {
                        let coefficient = self.mul(coefficient, *c);
                        result.push((word.clone(), coefficient));
                    }
                }
                _ => {
                    let body = terms::tidy(store, body);
                    let factor = self.mapped(m, body);
                    let (atoms, transposed) = self.oriented(vec![factor], inner.shape);
                    let atom = atoms.first().copied().unwrap_or(factor);
                    if first == t && self.context.store().is_exponential(body, t) {
                        let form = if transposed { self.transpose(inner) } else { inner.clone() };
                        self.exponents.insert(atom, form);
                    }
                    if first == t {
                        self.note_square(atom, body, transposed, inner);
                    }
                    result.push((vec![Letter { transposed, ..Letter::plain(atom) }], coefficient));
                }
            }
        }
        self.collected(inner.shape, result)
    }

    /// `ln(c*A) = ln(c) + ln(A)` for a positive number `c`, and `ln(exp(A)) = A`.
    fn ln_of_multiple(
        &mut self,
        body: Expr,
        t: Expr,
        inner: &Form,
    ) -> Result<Option<Form>, NoForm> {
        let store = self.context.store();
        let is_ln = store.op(body) == Op::Func(Func::Ln) && store.single(body) == Some(t);
        let ([(word, coefficient)], true) = (inner.terms.as_slice(), is_ln) else {
            return Ok(None);
        };
        let (coefficient, shape) = (*coefficient, inner.shape);
        let is_one = self.is_one(coefficient);
        let exponent = match word.as_slice() {
            [letter] if !letter.inverse => {
                let form = self.exponents.get(&letter.atom).cloned();
                form.map(|form| if letter.transposed { self.transpose(&form) } else { form })
            }
            _ => None,
        };
        let signs = self.context.signs(coefficient);
        if is_one && exponent.is_none() || !(signs.nonnegative && signs.nonzero) {
            return Ok(None);
        }
        let one = self.context.store().integer(1);
        let single = Form { shape, terms: vec![(word.clone(), one)] };
        let mut terms = match exponent {
            Some(form) => form.terms,
            None => self.map(body, t, &single)?.terms,
        };
        if !is_one {
            let ln = self.context.store().func(Func::Ln, &[coefficient]);
            terms.push((self.ones(shape), ln));
        }
        self.collected(shape, terms).map(Some)
    }

    /// The square of every entry has two factors.
    fn note_square(&mut self, atom: Expr, body: Expr, transposed: bool, inner: &Form) {
        let store = self.context.store();
        let t = store.entry_variable();
        let is_square = store.op(body) == Op::Pow
            && store
                .pair(body)
                .is_some_and(|(base, k)| base == t && store.as_literal_i64(k) == Some(2));
        if let ([(word, one)], true) = (inner.terms.as_slice(), is_square)
            && self.is_one(*one)
        {
            let word = if transposed { self.transposed(word) } else { word.clone() };
            self.factors.insert(atom, (word.clone(), word));
        }
    }

    /// The word of a matrix of ones.
    pub(super) fn ones(&mut self, shape: Shape) -> Word {
        let mut word = Vec::new();
        let one = self.context.store().integer(1);
        for (n, transposed) in [(shape.rows, false), (shape.cols, true)] {
            if !self.is_one(n) {
                let atom = self.context.store().mat(MatOp::Ones, &[n, one]);
                word.push(Letter { transposed, ..Letter::plain(atom) });
            }
        }
        word
    }
}

fn is_sum(store: &Store, e: Expr) -> bool {
    matches!(store.op(e), Op::Add | Op::Sub)
}
