//! What the reader of expressions keeps on its stacks.

use super::matrix::MatrixFunction;
use super::primitive::Primitive;
use super::vocabulary::Signature;
use crate::diag::Span;
use crate::expr::{Expr, MatOp, Name, Op, Rel};

/// A finished part of an expression with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operand {
    pub(super) e: Expr,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Operand {
    pub(super) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// An operator that waits for its right operand, or an opened bracket.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    /// The power towards the right; 0 for brackets, which only their other half closes.
    pub(super) right: u8,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Frame {
    pub(super) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Neg,
    /// `+x`, which is `x`.
    Plus,
    Binary(Op),
    /// An operator on the entries of matrices; `Power` for `.^`.
    Entrywise(MatOp),
    /// `grad[X]` and its like, without parentheses.
    ByMatrix(MatrixFunction, Expr),
    /// A comparison, after so many others of the same chain.
    Rel(Rel, usize),
    /// A conjunction of so many conditions and one more.
    And(usize),
    /// `… at x =`, waiting for the value.
    At(Expr),
    Radical(u8),
    /// A function without parentheses; its call is on the stack of calls.
    Bare,
    /// `[`: indices of an entry, whose family is on the stack of calls.
    Index,
    /// `[`: the range of a sum, which is on the stack of ranges.
    Range,
    /// A sum, product or "for all" that waits for its body; it is on the stack of ranges.
    Big,
    /// `d/dx` with so many variables on their stack; `whole` if it takes all that follows.
    Deriv {
        count: usize,
        whole: bool,
    },
    Paren,
    Bar,
    /// A function with parentheses; its call is on the stack of calls.
    Call,
}

/// The ranges of a sum, product or "for all", as far as they were read.
#[derive(Clone, Debug)]
pub(super) struct Ranges {
    pub(super) op: Op,
    /// The word before the bracket.
    pub(super) word: Span,
    /// Index, lower and upper bound.
    pub(super) all: Vec<[Expr; 3]>,
    /// The range that is being read: its index, and the lower bound once that is known.
    pub(super) index: Expr,
    pub(super) lower: Option<Expr>,
}

/// A function that waits for its arguments.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) callee: Callee,
    pub(super) primes: u32,
    /// The orders in `D[1,0]f(u, v)`.
    pub(super) orders: Option<Vec<u32>>,
    /// The exponent in `sin^2(x)`.
    pub(super) power: Option<Expr>,
    /// The name as it was written.
    pub(super) name: Span,
    /// How many operands there were before the first argument.
    pub(super) base: usize,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Callee {
    Primitive(Primitive),
    Defined(Signature),
    Unknown(Name),
    /// An indexed family.
    Family(Name),
    /// A function of matrices, and the variable by which it differentiates.
    Matrix(MatrixFunction, Option<Expr>),
    /// The upper half of `d(…)/dx` or `df(…)/dx`.
    Numerator(Option<Box<Self>>),
    /// Reported already.
    Broken,
}
