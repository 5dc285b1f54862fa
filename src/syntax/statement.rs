//! What a program in the expression language says: definitions, assumptions, commands.

use crate::diag::Span;
use crate::expr::{Expr, Name};

/// A statement with its place in the source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spanned {
    /// What was said.
    pub statement: Statement,
    /// Where.
    pub span: Span,
}

/// One statement of the language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Statement {
    /// `f(x) := …` or `let z = …`; the definition is in the store already.
    Define(Name),
    /// A condition that holds from here on, such as `x > 0`.
    Assume(Expr),
    /// `n : integer`, `f : function`.
    Declare(Name, Sort),
    /// Something to do.
    Command(Command),
}

/// What a declared name ranges over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// A real number; what an undeclared name is.
    Real,
    /// An integer.
    Integer,
    /// An unknown function.
    Function,
    /// A matrix or vector; its shape is in the store.
    Matrix,
}

/// A question to the engine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// A bare expression: its derivatives are carried out, the result simplified.
    Derive(Expr),
    /// `simplify E`
    Simplify(Expr),
    /// `expand E`
    Expand(Expr),
    /// `factor E`
    Factor(Expr),
    /// `together E`
    Together(Expr),
    /// `collect E in t`
    Collect(Expr, Expr),
    /// `rewrite E in terms of U, …`
    Rewrite(Expr, Vec<Expr>),
    /// `show A = B = C …`; at least two sides.
    Show(Vec<Expr>),
    /// `evaluate E [at x = 1/2, …] [to N digits|places]`
    Evaluate(Expr, Vec<(Name, Expr)>, Precision),
    /// `collapse E in X`: a stack of layers as `W*X + B`.
    Collapse(Expr, Expr),
}

/// How a value is to be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Precision {
    /// Exact where it is rational, else a default number of digits.
    #[default]
    Default,
    /// So many significant digits.
    Digits(u32),
    /// So many places after the point, rounded half-up.
    Places(u32),
}
