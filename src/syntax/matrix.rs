//! Matrices: which operator is meant by a sign, functions of matrices, and shapes that do not fit.

use super::error::ErrorKind;
use super::frame::{Call, Callee, Frame, Kind, Operand};
use super::reader::{Meaning, Reader};
use super::statement::Statement;
use super::token::{Tok, Token, shortened};
use crate::diag::Span;
use crate::expr::{Declared, Expr, MatOp, Name, Op, Shape, Sort};
use crate::notation::Binding;

/// A function of matrices, or an operator that differentiates by one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum MatrixFunction {
    /// A function whose operator takes just its arguments.
    Plain(MatOp, usize),
    /// `ones(n)` or `ones(m, n)`, and the same of zeros.
    Filled(MatOp),
    /// `map(u, A)` with `•` for the entry in `u`.
    Map,
    /// `softmax(z)` is `exp(z)/sum(exp(z))`.
    Softmax,
    /// `logsumexp(z)` is `ln(sum(exp(z)))`.
    LogSumExp,
    /// `grad[X](u)`
    Gradient,
    /// `jacobian[x](v)`
    Jacobian,
    /// `hessian[x](u)`
    Hessian,
    /// `pullback[X](M, C)`
    Pullback,
}

const FUNCTIONS: [(&str, MatrixFunction); 23] = [
    ("tr", MatrixFunction::Plain(MatOp::Trace, 1)),
    ("trace", MatrixFunction::Plain(MatOp::Trace, 1)),
    ("det", MatrixFunction::Plain(MatOp::Det, 1)),
    ("inv", MatrixFunction::Plain(MatOp::Inverse, 1)),
    ("transpose", MatrixFunction::Plain(MatOp::Transpose, 1)),
    ("diag", MatrixFunction::Plain(MatOp::Diag, 1)),
    ("sum", MatrixFunction::Plain(MatOp::Total, 1)),
    ("norm", MatrixFunction::Plain(MatOp::Norm, 1)),
    ("dot", MatrixFunction::Plain(MatOp::Inner, 2)),
    ("inner", MatrixFunction::Plain(MatOp::Inner, 2)),
    ("hadamard", MatrixFunction::Plain(MatOp::Hadamard, 2)),
    ("entry", MatrixFunction::Plain(MatOp::Entry, 1)),
    ("eye", MatrixFunction::Plain(MatOp::Identity, 1)),
    ("zeros", MatrixFunction::Filled(MatOp::Zeros)),
    ("ones", MatrixFunction::Filled(MatOp::Ones)),
    ("map", MatrixFunction::Map),
    ("softmax", MatrixFunction::Softmax),
    ("logsumexp", MatrixFunction::LogSumExp),
    ("grad", MatrixFunction::Gradient),
    ("gradient", MatrixFunction::Gradient),
    ("jacobian", MatrixFunction::Jacobian),
    ("hessian", MatrixFunction::Hessian),
    ("pullback", MatrixFunction::Pullback),
];

impl MatrixFunction {
    fn find(text: &str) -> Option<Self> {
        FUNCTIONS.iter().find(|(name, _)| *name == text).map(|&(_, function)| function)
    }

    fn differentiates(self) -> bool {
        matches!(self, Self::Gradient | Self::Jacobian | Self::Hessian | Self::Pullback)
    }

    fn arity(self) -> (usize, usize) {
        match self {
            Self::Plain(_, n) => (n, n),
            Self::Filled(_) => (1, 2),
            Self::Map | Self::Pullback => (2, 2),
            Self::Softmax | Self::LogSumExp => (1, 1),
            Self::Gradient | Self::Jacobian | Self::Hessian => (1, 1),
        }
    }
}

impl Reader<'_> {
    /// The variable, number or matrix, with this canonical name.
    pub(super) fn named(&mut self, text: &str) -> Expr {
        let name = self.store.name(text);
        if self.params.contains(&name) {
            return self.symbol(text);
        }
        let defined = self.store.value(name).map(|definition| definition.body);
        let is_matrix = match defined {
            Some(body) => self.store.shape(body).is_some(),
            None => self.store.declared(name).is_some(),
        };
        if is_matrix { self.store.mat(MatOp::Named(name), &[]) } else { self.symbol(text) }
    }

    /// Is it the name of a matrix?
    pub(super) fn is_matrix_name(&mut self, text: &str) -> bool {
        let e = self.named(text);
        self.store.shape(e).is_some()
    }

    /// Begins the call of a function of matrices, or an operator such as `grad[X]`. `None` if the
    /// name is something else; else whether an operand is complete.
    pub(super) fn matrix_function(&mut self, token: Token, text: &str) -> Option<bool> {
        let function = MatrixFunction::find(text)?;
        let name = self.store.name(text);
        if self.store.definition(name).is_some() || self.scope.sort(name).is_some() {
            return None;
        }
        if !function.differentiates() {
            if self.tok() != Tok::Open {
                return None;
            }
            self.open_call(token, Callee::Matrix(function, None), 0, None);
            return Some(false);
        }
        let variable = self.ahead(1);
        if self.tok() != Tok::OpenSquare
            || variable.tok != Tok::Name
            || self.ahead(2).tok != Tok::CloseSquare
        {
            return None;
        }
        let x_text = self.canonical(variable);
        let x = self.named(&x_text);
        let is_variable = matches!(self.store.mat_op(x), Some(MatOp::Named(name))
            if self.store.value(name).is_none());
        if !is_variable {
            self.error(ErrorKind::NotAMatrix { name: x_text.into_owned() }, variable.span());
        }
        self.pos += 3;
        let open = self.ahead(0);
        // With a space before it, a parenthesis belongs to what follows.
        let adjacent = self.previous().is_some_and(|bracket| bracket.end == open.start);
        if open.tok == Tok::Open && adjacent {
            self.open_call(token, Callee::Matrix(function, Some(x)), 0, None);
            return Some(false);
        }
        let starts = self.open.is_empty() && self.frames.is_empty();
        let right =
            if starts && open.tok != Tok::Open { Binding::ADD.left } else { Binding::DERIV.right };
        let end = self.previous().map_or(token.end, |p| p.end);
        self.push_frame(Kind::ByMatrix(function, x), right, Token { end, ..token });
        Some(false)
    }

    pub(super) fn build_by_matrix(
        &mut self,
        function: MatrixFunction,
        x: Expr,
        frame: Frame,
        operand: Operand,
    ) {
        let span = frame.span().to(operand.span());
        let e = self.differentiated_by(function, x, &[operand], span);
        let e = e.unwrap_or_else(|| self.hole());
        self.push_operand(e, frame.start, operand.end);
    }

    /// The value of a call, or `None` if something is wrong with it.
    pub(super) fn call_matrix(
        &mut self,
        function: MatrixFunction,
        x: Option<Expr>,
        call: &Call,
        args: &[Operand],
    ) -> Option<Expr> {
        self.check_arity(call, args.len(), function.arity())?;
        match (function, args) {
            (MatrixFunction::Plain(MatOp::Inner | MatOp::Hadamard, _), &[a, b]) => {
                let MatrixFunction::Plain(op, _) = function else { return None };
                let (u, v) = (self.matrix_operand(a)?, self.matrix_operand(b)?);
                self.same_shape(a, u, b, v)?;
                Some(self.store.mat(op, &[u, v]))
            }
            (MatrixFunction::Plain(MatOp::Identity, _), &[n]) => {
                let n = self.dimension_operand(n)?;
                Some(self.store.mat(MatOp::Identity, &[n]))
            }
            (MatrixFunction::Plain(MatOp::Entry, _), &[a]) if self.store.shape(a.e).is_none() => {
                Some(self.value(a))
            }
            (MatrixFunction::Plain(op, _), &[a]) => {
                let m = self.matrix_operand(a)?;
                let shape = self.store.shape(m)?;
                let square = shape.rows == shape.cols;
                let fits = match op {
                    MatOp::Trace | MatOp::Det | MatOp::Inverse => square,
                    MatOp::Diag => self.store.as_literal_i64(shape.cols) == Some(1),
                    MatOp::Entry => self.store.is_single_entry(shape),
                    _ => true,
                };
                if !fits {
                    let needed = match op {
                        MatOp::Diag => "a vector",
                        MatOp::Entry => "a single entry",
                        _ => "a square matrix",
                    };
                    let kind = ErrorKind::WrongShape {
                        text: shortened(self.slice(a.span())),
                        shape: self.shape_text(shape),
                        needed,
                    };
                    self.error(kind, a.span());
                    return None;
                }
                Some(self.store.mat(op, &[m]))
            }
            (MatrixFunction::Filled(op), args) => {
                let mut dims = Vec::new();
                for &arg in args {
                    dims.push(self.dimension_operand(arg)?);
                }
                if dims.len() == 1 {
                    dims.push(self.store.integer(1));
                }
                Some(self.store.mat(op, &dims))
            }
            (MatrixFunction::Map, &[body, m]) => {
                let t = self.store.entry_variable();
                let (body, m) = (self.value(body), self.matrix_operand(m)?);
                Some(self.store.mat(MatOp::Map, &[body, t, m]))
            }
            (MatrixFunction::Softmax | MatrixFunction::LogSumExp, &[z]) => {
                let m = self.matrix_operand(z)?;
                let t = self.store.entry_variable();
                let power = self.store.exp(t);
                let powers = self.store.mat(MatOp::Map, &[power, t, m]);
                let total = self.store.mat(MatOp::Total, &[powers]);
                let z = shortened(self.slice(z.span()));
                Some(if function == MatrixFunction::Softmax {
                    self.note(format!("softmax({z}) is read as exp({z})/sum(exp({z}))"));
                    self.store.mat(MatOp::Over, &[powers, total])
                } else {
                    self.note(format!("logsumexp({z}) is read as ln(sum(exp({z})))"));
                    self.store.func(crate::expr::Func::Ln, &[total])
                })
            }
            (function, args) => {
                let span = args.first().map_or(call.name, |arg| call.name.to(arg.span()));
                self.differentiated_by(function, x?, args, span)
            }
        }
    }

    /// The node of `grad[X]` and its like.
    fn differentiated_by(
        &mut self,
        function: MatrixFunction,
        x: Expr,
        args: &[Operand],
        span: Span,
    ) -> Option<Expr> {
        let shape_of_x = self.store.shape(x)?;
        let is_vector =
            |reader: &Self, shape: Shape| reader.store.as_literal_i64(shape.cols) == Some(1);
        let &operand = args.first()?;
        let e = match (function, args) {
            (MatrixFunction::Gradient, &[u]) if self.store.shape(u.e).is_none() => {
                let u = self.value(u);
                self.store.mat(MatOp::Gradient, &[x, u])
            }
            (MatrixFunction::Gradient, &[u])
                if self.store.shape(u.e).is_some_and(|s| self.store.is_single_entry(s)) =>
            {
                let u = self.store.mat(MatOp::Entry, &[u.e]);
                self.store.mat(MatOp::Gradient, &[x, u])
            }
            (MatrixFunction::Hessian, &[u])
                if self.store.shape(u.e).is_none() && is_vector(self, shape_of_x) =>
            {
                let u = self.value(u);
                let gradient = self.store.mat(MatOp::Gradient, &[x, u]);
                self.store.mat(MatOp::Jacobian, &[x, gradient])
            }
            (MatrixFunction::Jacobian, &[v])
                if is_vector(self, shape_of_x)
                    && self.store.shape(v.e).is_some_and(|s| is_vector(self, s)) =>
            {
                self.store.mat(MatOp::Jacobian, &[x, v.e])
            }
            (MatrixFunction::Pullback, &[m, c]) => {
                let (u, v) = (self.matrix_operand(m)?, self.matrix_operand(c)?);
                self.same_shape(m, u, c, v)?;
                self.store.mat(MatOp::Pullback, &[x, u, v])
            }
            _ => {
                let shape = self.store.shape(operand.e);
                let by = self.shape_text(shape_of_x);
                let of = shape.map_or_else(|| "a number".into(), |s| self.shape_text(s));
                self.error(ErrorKind::FourIndices { of, by }, span);
                return None;
            }
        };
        Some(e)
    }

    /// The operand as a matrix: the number made from a 1×1 matrix becomes that matrix again.
    fn matrix_operand(&mut self, operand: Operand) -> Option<Expr> {
        if self.store.shape(operand.e).is_some() {
            return Some(operand.e);
        }
        if self.store.mat_op(operand.e) == Some(MatOp::Entry) {
            return self.store.single(operand.e);
        }
        if !self.is_hole(operand.e) {
            let text = shortened(self.slice(operand.span()));
            self.error(ErrorKind::NotAMatrix { name: text }, operand.span());
        }
        None
    }

    fn dimension_operand(&mut self, operand: Operand) -> Option<Expr> {
        if self.store.is_dimension(operand.e) {
            return Some(operand.e);
        }
        let found = shortened(self.slice(operand.span()));
        self.error(ErrorKind::Dimension { found }, operand.span());
        None
    }

    /// `h×d`
    pub(super) fn shape_text(&self, shape: Shape) -> String {
        let text = |n: Expr| match self.store.as_symbol(n) {
            Some(name) => self.store.text(name).to_owned(),
            None => self.store.as_literal_i64(n).map_or_else(|| "?".into(), |n| n.to_string()),
        };
        format!("{}×{}", text(shape.rows), text(shape.cols))
    }

    fn same_shape(&mut self, first: Operand, a: Expr, last: Operand, b: Expr) -> Option<()> {
        let (s, t) = (self.store.shape(a)?, self.store.shape(b)?);
        if s == t {
            return Some(());
        }
        self.clash(first, s, last, t, "entry by entry");
        None
    }

    /// Reports shapes that do not fit.
    fn clash(&mut self, first: Operand, s: Shape, last: Operand, t: Shape, how: &'static str) {
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
    fn fix(
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
    fn as_number(&mut self, e: Expr) -> Expr {
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

    fn binary_matrix(
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
    fn check_declared(&mut self, operand: Operand, beside: Shape, behind: bool) -> Option<()> {
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
    fn matrix_power(
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

    fn entrywise(
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

    /// A function of numbers applied to a matrix works on every entry: the matrix among the
    /// arguments, and the arguments with the entry in its place.
    pub(super) fn entry_arguments(&mut self, args: &[Operand]) -> Option<(Expr, Vec<Operand>)> {
        let mut matrices = args.iter().filter(|arg| self.store.shape(arg.e).is_some());
        let first = matrices.next()?.e;
        if matrices.any(|arg| arg.e != first) {
            return None;
        }
        let t = self.store.entry_variable();
        let args = args
            .iter()
            .map(|&arg| if arg.e == first { Operand { e: t, ..arg } } else { arg })
            .collect();
        Some((first, args))
    }

    // Declarations.

    /// `m×n symmetric invertible` or `n`, after `A, B : matrix`.
    pub(super) fn matrix_declaration(
        &mut self,
        names: &[(String, Span)],
        vector: bool,
        first: Token,
    ) {
        let mut new = Vec::new();
        let Some(rows) = self.dimension(&mut new) else { return };
        let cols = if vector {
            Some(self.store.integer(1))
        } else if self.take(Tok::Star) || self.take_word("by") {
            self.dimension(&mut new)
        } else {
            self.unexpected("'×' and the number of columns");
            None
        };
        let Some(cols) = cols else { return };
        let mut declared =
            Declared { shape: Shape { rows, cols }, symmetric: false, invertible: false };
        loop {
            let token = self.ahead(0);
            if self.take_word("symmetric") {
                declared.symmetric = true;
            } else if self.take_word("invertible") {
                declared.invertible = true;
            } else {
                break;
            }
            if rows != cols {
                let kind = ErrorKind::WrongShape {
                    text: names.first().map_or_else(String::new, |(name, _)| name.clone()),
                    shape: self.shape_text(declared.shape),
                    needed: "a square matrix",
                };
                self.error(kind, token.span());
                return;
            }
        }
        let span = self.span_from(first);
        for name in new {
            self.scope.sorts.insert(name, super::Sort::Integer);
            self.say(Statement::Declare(name, super::Sort::Integer), span);
        }
        for (text, place) in names {
            self.declare_matrix(text, *place, declared, first);
        }
    }

    fn declare_matrix(&mut self, text: &str, place: Span, declared: Declared, first: Token) {
        let name = self.store.name(text);
        let free = match self.meaning(text) {
            Meaning::Free => !self.scope.numbers.contains(&name),
            Meaning::Function(_) => crate::notation::is_greek(text),
            Meaning::Number => self.scope.sort(name) == Some(super::Sort::Matrix),
            Meaning::Constant(_) | Meaning::Primitive(_) | Meaning::Unknown => false,
        };
        let reserved = super::define::is_reserved(text);
        if !free || reserved || self.store.declare_matrix(name, declared).is_err() {
            self.error(ErrorKind::ConflictingSort { name: text.to_owned() }, place);
            return;
        }
        self.scope.sorts.insert(name, super::Sort::Matrix);
        self.say(Statement::Declare(name, super::Sort::Matrix), self.span_from(first));
    }

    /// A number of rows or columns; a name that is new stands for an integer from here on.
    fn dimension(&mut self, new: &mut Vec<Name>) -> Option<Expr> {
        let token = self.ahead(0);
        let n = match token.tok {
            Tok::Number => super::number::read(self.store, self.text(token)).ok(),
            Tok::Name => {
                let text = self.canonical(token);
                Some(self.named(&text))
            }
            _ => None,
        };
        match n.filter(|&n| self.store.is_dimension(n)) {
            Some(n) => {
                self.pos += 1;
                if let Some(name) = self.store.as_symbol(n)
                    && self.scope.sort(name).is_none()
                    && !new.contains(&name)
                {
                    new.push(name);
                }
                Some(n)
            }
            None => {
                let found = super::token::describe(token.tok, self.text(token));
                self.error_at(token, ErrorKind::Dimension { found });
                None
            }
        }
    }

    /// Reports a part that has no meaning, because a matrix stands where a number is needed.
    pub(super) fn check_sorts(&mut self, e: Expr) {
        if self.store.sort(e) != Sort::Broken {
            return;
        }
        let parts = self.store.subexpressions(&[e]);
        let broken = parts.into_iter().find(|&part| self.store.sort(part) == Sort::Broken);
        let place = broken.and_then(|part| {
            self.spans.iter().find(|(known, _)| *known == part).map(|&(_, span)| span)
        });
        let span = place.unwrap_or_else(|| self.ahead(0).span());
        self.error(ErrorKind::NumberNeeded, span);
    }
}
