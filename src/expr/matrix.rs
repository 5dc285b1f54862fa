//! Matrices: operators of their own, so that nothing that commutes scalar factors meets them.
//!
//! Every node has a [`Sort`]. An operator that is given matrices whose shapes do not fit, or a
//! matrix where a number is needed, makes a node without meaning ([`Sort::Broken`]): the reader
//! reports that before it makes the node, and the kernel proves nothing of such a node.

use super::name::Name;
use super::op::{Constant, Op};
use super::store::{Expr, Store};

/// An operator on matrices. A vector is a matrix with one column.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum MatOp {
    /// A matrix variable, whose shape was declared, or the name of a defined matrix.
    Named(Name),
    /// `A + B`
    Add,
    /// `A - B`
    Sub,
    /// `-A`
    Neg,
    /// `A * B`, which does not commute.
    Product,
    /// `s * A` or `A * s` for a number `s`, in the order in which it was written.
    Scale,
    /// `A / s` for a number `s`.
    Over,
    /// The transpose.
    Transpose,
    /// The inverse, of a square matrix whose determinant is not 0.
    Inverse,
    /// `A ^ k` for a square matrix and a literal integer `k >= 2`.
    Power,
    /// The product entry by entry.
    Hadamard,
    /// The quotient entry by entry.
    Quotient,
    /// `Map(u, t, A)`: the number `u` for each entry `t` of `A`; `t` is bound in `u`.
    Map,
    /// `Identity(n)`
    Identity,
    /// `Zeros(m, n)`
    Zeros,
    /// `Ones(m, n)`
    Ones,
    /// The square matrix with the entries of a vector on its diagonal.
    Diag,
    /// `Gradient(X, u)`: the derivatives of the number `u` by the entries of the matrix variable
    /// `X`, in the shape of `X`. Where `X` was declared symmetric, an entry moves the one opposite
    /// to it.
    Gradient,
    /// `Jacobian(x, v)`: the derivatives of the vector `v` by the vector variable `x`; a row for
    /// each entry of `v`.
    Jacobian,
    /// `Pullback(X, M, C)`: the gradient by `X` of the sum of the entries of `C ⊙ M`, where `C` is
    /// held fixed. For vectors it is the Jacobian's transpose times `C`.
    Pullback,
    /// The number that is the only entry of a 1×1 matrix.
    Entry,
    /// The sum of the diagonal of a square matrix.
    Trace,
    /// The determinant of a square matrix.
    Det,
    /// The sum of the products of the entries of two matrices of one shape.
    Inner,
    /// The sum of the entries.
    Total,
    /// The root of the sum of the squares of the entries.
    Norm,
}

/// The shape of a matrix: numbers of rows and columns, each an integer literal or a variable.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Shape {
    /// How many rows.
    pub rows: Expr,
    /// How many columns.
    pub cols: Expr,
}

/// What an expression stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Sort {
    /// A number, or a condition.
    Scalar,
    /// A matrix.
    Matrix(Shape),
    /// Nothing: its parts do not fit together.
    Broken,
}

/// What is said of a matrix variable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Declared {
    /// Its shape.
    pub shape: Shape,
    /// Does it equal its transpose?
    pub symmetric: bool,
    /// Has it an inverse?
    pub invertible: bool,
}

impl Store {
    /// What the expression stands for.
    #[must_use]
    pub fn sort(&self, e: Expr) -> Sort {
        match self.shape_of(e) {
            Ok(None) => Sort::Scalar,
            Ok(Some(shape)) => Sort::Matrix(shape),
            Err(Broken) => Sort::Broken,
        }
    }

    /// The shape, if it is a matrix.
    #[must_use]
    pub fn shape(&self, e: Expr) -> Option<Shape> {
        self.shape_of(e).ok().flatten()
    }

    /// The node `op(children)` on matrices.
    pub fn mat(&mut self, op: MatOp, children: &[Expr]) -> Expr {
        self.make(Op::Matrix(op), children)
    }

    /// The operator, if it is one on matrices.
    #[must_use]
    pub fn mat_op(&self, e: Expr) -> Option<MatOp> {
        match self.op(e) {
            Op::Matrix(op) => Some(op),
            _ => None,
        }
    }

    /// The name of a number or matrix variable.
    #[must_use]
    pub fn as_name(&self, e: Expr) -> Option<Name> {
        match self.op(e) {
            Op::Symbol(name) | Op::Matrix(MatOp::Named(name)) => Some(name),
            _ => None,
        }
    }

    /// What was declared of a matrix variable, or of the members of a family.
    #[must_use]
    pub fn declared_of(&self, e: Expr) -> Option<Declared> {
        match self.op(e) {
            Op::Matrix(MatOp::Named(name)) | Op::Indexed(name) => self.declared(name),
            _ => None,
        }
    }

    /// Is it a matrix variable, or a member of a family, that was declared symmetric?
    #[must_use]
    pub fn is_symmetric(&self, e: Expr) -> bool {
        self.declared_of(e).is_some_and(|declared| declared.symmetric)
    }

    /// The factors of a product of matrices, in order.
    #[must_use]
    pub fn matrix_factors(&self, e: Expr) -> Vec<Expr> {
        let (mut factors, mut stack) = (Vec::new(), vec![e]);
        while let Some(e) = stack.pop() {
            match (self.mat_op(e), self.pair(e)) {
                (Some(MatOp::Product), Some((a, b))) => stack.extend([b, a]),
                _ => factors.push(e),
            }
        }
        factors
    }

    /// `v` of `exp(v)`, entry by entry.
    #[must_use]
    pub fn entrywise_exponent(&self, e: Expr) -> Option<Expr> {
        match (self.mat_op(e), self.children(e)) {
            (Some(MatOp::Map), &[body, t, v]) if self.is_exponential(body, t) => Some(v),
            _ => None,
        }
    }

    /// Is the body of a map the exponential of the entry?
    #[must_use]
    pub fn is_exponential(&self, body: Expr, entry: Expr) -> bool {
        self.op(body) == Op::Pow
            && self.pair(body).is_some_and(|(base, exponent)| {
                exponent == entry && self.op(base) == Op::Constant(Constant::E)
            })
    }

    /// Is it `sum(m)`?
    #[must_use]
    pub fn is_total_of(&self, e: Expr, m: Expr) -> bool {
        self.mat_op(e) == Some(MatOp::Total) && self.single(e) == Some(m)
    }

    /// `v` of `softmax(v)`, which is `exp(v)/sum(exp(v))`.
    #[must_use]
    pub fn softmax_argument(&self, e: Expr) -> Option<Expr> {
        let (MatOp::Over, (powers, total)) = (self.mat_op(e)?, self.pair(e)?) else { return None };
        self.entrywise_exponent(powers).filter(|_| self.is_total_of(total, powers))
    }

    /// The variable that stands for an entry in the operator [`MatOp::Map`]. No text that can be
    /// read is its name.
    pub fn entry_variable(&mut self) -> Expr {
        self.symbol("•")
    }

    /// A matrix with one row and one column?
    #[must_use]
    pub fn is_single_entry(&self, shape: Shape) -> bool {
        [shape.rows, shape.cols].iter().all(|&n| self.as_literal_i64(n) == Some(1))
    }

    /// The sort of a node that is about to be made.
    pub(super) fn sort_for(&self, op: Op, children: &[Expr]) -> Found {
        let mut sorts = [Ok(None); 3];
        let mut any_matrix = false;
        for (i, &child) in children.iter().enumerate() {
            let sort = self.shape_of(child);
            any_matrix |= sort?.is_some();
            if let Some(slot) = sorts.get_mut(i) {
                *slot = sort;
            }
        }
        match op {
            Op::Matrix(op) => self.matrix_sort(op, children, sorts),
            // An entrywise condition compares every entry of a matrix with one number.
            Op::Rel(_) if matches!(sorts, [Ok(Some(_)), Ok(None), _]) => Ok(None),
            Op::Symbol(_) | Op::Apply(..) if !any_matrix => match op {
                Op::Symbol(name) => match self.value(name).map(|d| self.shape_of(d.body)) {
                    Some(Ok(Some(_)) | Err(Broken)) => Err(Broken),
                    Some(Ok(None)) | None => Ok(None),
                },
                _ => Ok(None),
            },
            Op::Indexed(family) if !any_matrix => self.member_sort(family),
            _ if any_matrix => Err(Broken),
            _ => Ok(None),
        }
    }

    /// The members of a family are matrices of one shape, or numbers.
    fn member_sort(&self, family: Name) -> Found {
        if let Some(declared) = self.declared(family) {
            return Ok(Some(declared.shape));
        }
        if let Some(recursion) = self.recursion(family) {
            return self.shape_of(recursion.first);
        }
        let Some(definition) = self.function(family) else { return Ok(None) };
        let shape = self.shape_of(definition.body)?;
        let varies = |n: Expr| self.as_symbol(n).is_some_and(|n| definition.params.contains(&n));
        match shape {
            Some(shape) if varies(shape.rows) || varies(shape.cols) => Err(Broken),
            shape => Ok(shape),
        }
    }

    fn matrix_sort(&self, op: MatOp, children: &[Expr], sorts: [Found; 3]) -> Found {
        let fit = |ok: bool, shape: Option<Shape>| if ok { Ok(shape) } else { Err(Broken) };
        let square = |shape: Shape| shape.rows == shape.cols;
        let [first, second, third] = [sorts[0]?, sorts[1]?, sorts[2]?];
        match (op, children.len(), first, second) {
            (MatOp::Named(name), 0, ..) => match self.value(name) {
                Some(definition) => {
                    self.shape_of(definition.body).and_then(|s| fit(s.is_some(), s))
                }
                None => self.declared(name).map(|d| Some(d.shape)).ok_or(Broken),
            },
            (MatOp::Add | MatOp::Sub | MatOp::Hadamard | MatOp::Quotient, 2, Some(a), Some(b)) => {
                fit(a == b, Some(a))
            }
            (MatOp::Neg, 1, Some(a), _) => Ok(Some(a)),
            (MatOp::Product, 2, Some(a), Some(b)) => {
                fit(a.cols == b.rows, Some(Shape { rows: a.rows, cols: b.cols }))
            }
            (MatOp::Scale, 2, Some(a), None) | (MatOp::Scale, 2, None, Some(a)) => Ok(Some(a)),
            (MatOp::Over, 2, Some(a), None) => Ok(Some(a)),
            (MatOp::Transpose, 1, Some(a), _) => Ok(Some(Shape { rows: a.cols, cols: a.rows })),
            (MatOp::Inverse, 1, Some(a), _) => fit(square(a), Some(a)),
            (MatOp::Power, 2, Some(a), None) => {
                let k = children.get(1).and_then(|&k| self.as_literal_i64(k));
                fit(square(a) && k.is_some_and(|k| k >= 2), Some(a))
            }
            (MatOp::Map, 3, None, None) => {
                let bound = children.get(1).and_then(|&t| self.as_symbol(t));
                fit(bound.is_some() && third.is_some(), third)
            }
            (MatOp::Identity, 1, None, _) => match *children {
                [n] => fit(self.is_dimension(n), Some(Shape { rows: n, cols: n })),
                _ => Err(Broken),
            },
            (MatOp::Zeros | MatOp::Ones, 2, None, None) => match *children {
                [rows, cols] => {
                    let fits = self.is_dimension(rows) && self.is_dimension(cols);
                    fit(fits, Some(Shape { rows, cols }))
                }
                _ => Err(Broken),
            },
            (MatOp::Diag, 1, Some(a), _) => {
                fit(self.is_one(a.cols), Some(Shape { rows: a.rows, cols: a.rows }))
            }
            (MatOp::Gradient, 2, Some(x), None) => fit(self.is_matrix_variable(children), Some(x)),
            (MatOp::Jacobian, 2, Some(x), Some(v)) => {
                let vectors = self.is_one(x.cols) && self.is_one(v.cols);
                let shape = Shape { rows: v.rows, cols: x.rows };
                fit(vectors && self.is_matrix_variable(children), Some(shape))
            }
            (MatOp::Pullback, 3, Some(x), Some(m)) => {
                fit(third == Some(m) && self.is_matrix_variable(children), Some(x))
            }
            (MatOp::Entry, 1, Some(a), _) => fit(self.is_single_entry(a), None),
            (MatOp::Trace | MatOp::Det, 1, Some(a), _) => fit(square(a), None),
            (MatOp::Inner, 2, Some(a), Some(b)) => fit(a == b, None),
            (MatOp::Total | MatOp::Norm, 1, Some(_), _) => Ok(None),
            _ => Err(Broken),
        }
    }

    /// Can this be a number of rows: a positive integer literal or a variable?
    #[must_use]
    pub fn is_dimension(&self, n: Expr) -> bool {
        match self.op(n) {
            Op::Number(_) => self.as_literal_i64(n).is_some_and(|n| n > 0),
            Op::Symbol(name) => self.definition(name).is_none(),
            _ => false,
        }
    }

    fn is_one(&self, n: Expr) -> bool {
        self.as_literal_i64(n) == Some(1)
    }

    /// Is the first operand a matrix variable without a definition?
    fn is_matrix_variable(&self, children: &[Expr]) -> bool {
        children.first().is_some_and(|&x| match self.op(x) {
            Op::Matrix(MatOp::Named(name)) => self.value(name).is_none(),
            _ => false,
        })
    }
}

/// The parts do not fit together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Broken;

/// The shape of a matrix, or none of a number.
pub(super) type Found = Result<Option<Shape>, Broken>;

impl MatOp {
    /// Is the value a number?
    #[must_use]
    pub fn is_scalar(self) -> bool {
        match self {
            Self::Entry | Self::Trace | Self::Det | Self::Inner | Self::Total | Self::Norm => true,
            Self::Named(_) | Self::Add | Self::Sub | Self::Neg | Self::Product | Self::Scale => {
                false
            }
            Self::Over | Self::Transpose | Self::Inverse | Self::Power | Self::Hadamard => false,
            Self::Quotient | Self::Map | Self::Identity | Self::Zeros | Self::Ones => false,
            Self::Diag | Self::Gradient | Self::Jacobian | Self::Pullback => false,
        }
    }

    /// Does it differentiate its second operand by its first?
    #[must_use]
    pub fn differentiates(self) -> bool {
        matches!(self, Self::Gradient | Self::Jacobian | Self::Pullback)
    }
}
