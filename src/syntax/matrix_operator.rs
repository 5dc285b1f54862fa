//! Operators between matrices, and what to say where shapes clash.

use super::error::ErrorKind;
use super::frame::{Kind, Operand};
use super::reader::Reader;
use super::token::{Tok, shortened};
use crate::expr::{Expr, MatOp, Op, Shape};

impl Reader<'_> {
    /// `h×d`
    pub(super) fn shape_text(&self, shape: Shape) -> String {
        let text = |n: Expr| match self.store.as_symbol(n) {
            Some(name) => self.store.text(name).to_owned(),
            None => self.store.as_literal_i64(n).map_or_else(|| "?".into(), |n| n.to_string()),
        };
        format!("{}×{}", text(shape.rows), text(shape.cols))
    }

    pub(super) fn same_shape(
        &mut self,
        first: Operand,
        a: Expr,
        last: Operand,
        b: Expr,
    ) -> Option<()> {
        let (s, t) = (self.store.shape(a)?, self.store.shape(b)?);
        if s == t {
            return Some(());
        }
        self.clash(first, s, last, t, "entry by entry");
        None
    }

    /// Reports shapes that do not fit.
    pub(super) fn clash(
        &mut self,
        first: Operand,
        s: Shape,
        last: Operand,
        t: Shape,
        how: &'static str,
    ) {
        let kind = ErrorKind::Shape {
            left: shortened(self.slice(first.span())),
            left_shape: self.shape_text(s),
            right: shortened(self.slice(last.span())),
            right_shape: self.shape_text(t),
            how,
            fix: self.fix(first, s, last, t, how == "multiplied"),
        };
        self.report.add_pair(kind, first.span(), last.span());
    }

    /// The declaration that would make the shapes fit, where one side is a declared name.
    pub(super) fn fix(
        &self,
        first: Operand,
        s: Shape,
        last: Operand,
        t: Shape,
        product: bool,
    ) -> Option<String> {
        let declared = |e: Expr| match self.store.mat_op(e) {
            Some(MatOp::Named(name)) if self.store.declared(name).is_some() => {
                Some(self.store.text(name))
            }
            _ => None,
        };
        if let Some(name) = declared(last.e) {
            let shape = if product { Shape { rows: s.cols, ..t } } else { s };
            return Some(format!("{name} : matrix {}", self.shape_text(shape)));
        }
        let name = declared(first.e)?;
        let shape = if product { Shape { cols: t.rows, ..s } } else { t };
        Some(format!("{name} : matrix {}", self.shape_text(shape)))
    }

    /// The number that is the entry of a 1×1 matrix, where a number is needed.
    pub(super) fn as_number(&mut self, e: Expr) -> Expr {
        match self.store.shape(e) {
            Some(shape) if self.store.is_single_entry(shape) => self.store.mat(MatOp::Entry, &[e]),
            _ => e,
        }
    }

    /// `a op b`, for numbers or matrices.
    pub(super) fn binary(&mut self, kind: Kind, first: Operand, last: Operand) -> Expr {
        let (a, b) = (self.value(first), self.value(last));
        if self.is_hole(a) || self.is_hole(b) {
            return self.hole();
        }
        let shapes = (self.store.shape(a), self.store.shape(b));
        let e = match (kind, shapes) {
            (Kind::Binary(op), (None, None)) => Some(self.store.make(op, &[a, b])),
            (Kind::Binary(op), _) => self.binary_matrix(op, (first, a), (last, b)),
            (Kind::Entrywise(op), shapes) => self.entrywise(op, shapes, (first, a), (last, b)),
            _ => None,
        };
        e.unwrap_or_else(|| self.hole())
    }

    pub(super) fn binary_matrix(
        &mut self,
        op: Op,
        (first, a): (Operand, Expr),
        (last, b): (Operand, Expr),
    ) -> Option<Expr> {
        let shapes = (self.store.shape(a), self.store.shape(b));
        let single = |reader: &Self, s: Shape| reader.store.is_single_entry(s);
        match (op, shapes) {
            (Op::Add | Op::Sub, (Some(s), Some(t))) if s == t => {
                let op = if op == Op::Add { MatOp::Add } else { MatOp::Sub };
                Some(self.store.mat(op, &[a, b]))
            }
            (Op::Add | Op::Sub, (Some(s), Some(t))) => {
                self.clash(first, s, last, t, "added");
                None
            }
            (Op::Mul, (Some(s), Some(t))) if s.cols == t.rows => {
                let product = self.store.mat(MatOp::Product, &[a, b]);
                Some(self.as_number(product))
            }
            (Op::Mul, (Some(s), Some(t))) if single(self, s) || single(self, t) => {
                let (a, b) = (self.as_number(a), self.as_number(b));
                Some(self.store.mat(MatOp::Scale, &[a, b]))
            }
            (Op::Mul, (Some(s), Some(t))) => {
                self.clash(first, s, last, t, "multiplied");
                None
            }
            (Op::Mul, (Some(s), None)) => {
                self.check_declared(last, s, true)?;
                Some(self.store.mat(MatOp::Scale, &[a, b]))
            }
            (Op::Mul, (None, Some(t))) => {
                self.check_declared(first, t, false)?;
                Some(self.store.mat(MatOp::Scale, &[a, b]))
            }
            (Op::Div, (Some(_), None)) => Some(self.store.mat(MatOp::Over, &[a, b])),
            (Op::Pow, (Some(s), None)) => self.matrix_power(first, a, s, last, b),
            (op, (s, t)) => {
                let fits = |shape: Option<Shape>| shape.is_none_or(|s| single(self, s));
                let fits_a = fits(s) || (op == Op::Div && s.is_some());
                if fits_a && fits(t) {
                    let (a, b) = (if fits(s) { self.as_number(a) } else { a }, self.as_number(b));
                    return Some(match (op, self.store.shape(a)) {
                        (Op::Div, Some(_)) => self.store.mat(MatOp::Over, &[a, b]),
                        _ => self.store.make(op, &[a, b]),
                    });
                }
                let text = |reader: &Self, shape: Option<Shape>| {
                    shape.map_or_else(|| "a number".into(), |s| reader.shape_text(s))
                };
                let kind = ErrorKind::MatrixAsNumber {
                    left: text(self, s),
                    right: text(self, t),
                    sign: match op {
                        Op::Add => "+",
                        Op::Sub => "-",
                        Op::Div => "/",
                        _ => "^",
                    },
                };
                self.report.add_pair(kind, first.span(), last.span());
                None
            }
        }
    }

    /// A capital letter that was not declared, beside a matrix, is probably a matrix.
    pub(super) fn check_declared(
        &mut self,
        operand: Operand,
        beside: Shape,
        behind: bool,
    ) -> Option<()> {
        let Some(name) = self.store.as_symbol(operand.e) else { return Some(()) };
        let text = self.store.text(name).to_owned();
        let capital = text.starts_with(|c: char| c.is_ascii_uppercase());
        let known = self.scope.sort(name).is_some()
            || self.params.contains(&name)
            || self.store.definition(name).is_some();
        if !capital || known || self.is_hole(operand.e) {
            return Some(());
        }
        let side = Shape { rows: beside.cols, cols: beside.rows };
        let sides = self.shape_text(side);
        let (inner, outer) = sides.split_once('×').unwrap_or(("m", "n"));
        let shape = if behind { format!("{inner}×k") } else { format!("k×{outer}") };
        self.error(ErrorKind::UndeclaredMatrix { name: text, shape }, operand.span());
        None
    }

    /// `A^2`, `A^-1`
    pub(super) fn matrix_power(
        &mut self,
        first: Operand,
        a: Expr,
        shape: Shape,
        last: Operand,
        exponent: Expr,
    ) -> Option<Expr> {
        let k = self.store.as_literal_i64(exponent).filter(|k| *k != 0);
        let square = shape.rows == shape.cols;
        let Some(k) = k.filter(|_| square) else {
            let kind = if square {
                ErrorKind::MatrixPower { found: shortened(self.slice(last.span())) }
            } else {
                ErrorKind::WrongShape {
                    text: shortened(self.slice(first.span())),
                    shape: self.shape_text(shape),
                    needed: "a square matrix",
                }
            };
            let span = if square { last.span() } else { first.span() };
            self.error(kind, span);
            return None;
        };
        let size = self.store.rational(&crate::num::Rational::integer(k.abs()));
        let power = if k.abs() == 1 { a } else { self.store.mat(MatOp::Power, &[a, size]) };
        Some(if k < 0 { self.store.mat(MatOp::Inverse, &[power]) } else { power })
    }

    pub(super) fn entrywise(
        &mut self,
        op: MatOp,
        shapes: (Option<Shape>, Option<Shape>),
        (first, a): (Operand, Expr),
        (last, b): (Operand, Expr),
    ) -> Option<Expr> {
        let t = self.store.entry_variable();
        match (op, shapes) {
            (MatOp::Power, (Some(_), None)) => {
                let body = self.store.pow(t, b);
                Some(self.store.mat(MatOp::Map, &[body, t, a]))
            }
            (MatOp::Hadamard | MatOp::Quotient, (Some(_), Some(_))) => {
                self.same_shape(first, a, last, b)?;
                Some(self.store.mat(op, &[a, b]))
            }
            (MatOp::Quotient, (None, Some(_))) => {
                let body = self.store.div(a, t);
                Some(self.store.mat(MatOp::Map, &[body, t, b]))
            }
            (MatOp::Quotient, (Some(_), None)) => Some(self.store.mat(MatOp::Over, &[a, b])),
            (MatOp::Hadamard, (Some(_), None) | (None, Some(_))) => {
                Some(self.store.mat(MatOp::Scale, &[a, b]))
            }
            (MatOp::Hadamard, (None, None)) => Some(self.store.mul(a, b)),
            (MatOp::Quotient, (None, None)) => Some(self.store.div(a, b)),
            (MatOp::Power, (None, None)) => Some(self.store.pow(a, b)),
            (_, _) => {
                let found = shortened(self.slice(last.span()));
                self.error(ErrorKind::MatrixPower { found }, last.span());
                None
            }
        }
    }

    /// The transpose, where `^T`, `ᵀ` or `'` follows a matrix.
    pub(super) fn transpose_top(&mut self, end: u32) -> bool {
        let Some(top) = self.operands.last().copied() else { return false };
        let e = if self.store.shape(top.e).is_some() {
            self.store.mat(MatOp::Transpose, &[top.e])
        } else if self.store.mat_op(top.e) == Some(MatOp::Entry) {
            let Some(inner) = self.store.single(top.e) else { return false };
            let transposed = self.store.mat(MatOp::Transpose, &[inner]);
            self.store.mat(MatOp::Entry, &[transposed])
        } else {
            return false;
        };
        self.operands.pop();
        self.push_operand(e, top.start, end);
        true
    }

    /// Is this `^T` after a matrix?
    pub(super) fn is_transpose_ahead(&self) -> bool {
        let (caret, name) = (self.ahead(0), self.ahead(1));
        let is_matrix = self.operands.last().is_some_and(|top| {
            self.store.shape(top.e).is_some() || self.store.mat_op(top.e) == Some(MatOp::Entry)
        });
        caret.tok == Tok::Caret
            && name.tok == Tok::Name
            && matches!(self.text(name), "T" | "t")
            && is_matrix
    }
}
