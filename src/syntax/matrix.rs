//! Matrices: their names, and functions of them.

use super::error::ErrorKind;
use super::frame::{Call, Callee, Frame, Kind, Operand};
use super::reader::Reader;
use super::token::{Tok, Token, shortened};
use crate::diag::Span;
use crate::expr::{Declared, Expr, MatOp, Shape};
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

/// How many names are tried for the factor of a derivative with four indices.
const FACTOR_NAMES: usize = 100;

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
            (MatrixFunction::Jacobian, &[m]) if self.store.shape(m.e).is_some() => {
                self.four_indices(x, m)?
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

    /// A derivative with four indices is no matrix: it is read as the gradient of the sum of the
    /// entries of `C ⊙ M` for any `C`, which has the derivative of each entry in it.
    fn four_indices(&mut self, x: Expr, m: Operand) -> Option<Expr> {
        let shape = self.store.shape(m.e)?;
        let declared = Declared { shape, symmetric: false, invertible: false };
        let c = (0..FACTOR_NAMES).find_map(|k| {
            let name = self.store.name(&format!("C_{k}"));
            let c = self.store.symbol_of(name);
            let parts = self.store.subexpressions(&[m.e, x]);
            let taken =
                parts.iter().any(|&part| part == c || self.store.as_name(part) == Some(name));
            let free = !taken && self.scope.sort(name).is_none();
            (free && self.store.declare_matrix(name, declared).is_ok()).then_some(name)
        })?;
        let shape_of_x = self.store.shape(x)?;
        let (of, by) = (self.shape_text(shape), self.shape_text(shape_of_x));
        let text = shortened(self.slice(m.span()));
        let c_text = self.store.text(c).to_owned();
        self.note(format!(
            "the derivative of {of} by {by} has more than two indices and is no matrix; this is the \
             gradient of dot({c_text}, {text}), for any {c_text}: where {c_text} is 1 at one place \
             and 0 elsewhere, it is the derivative of the entry there"
        ));
        let c = self.store.mat(MatOp::Named(c), &[]);
        Some(self.store.mat(MatOp::Pullback, &[x, m.e, c]))
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
}
