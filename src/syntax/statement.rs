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
    /// An integer that is not negative.
    Natural,
    /// An unknown function.
    Function,
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
    /// `range E [in x] [on INTERVAL]` and its kin.
    Study(Topic, Expr, Name, [End; 2]),
    /// `limit E as x -> a`
    Limit(Expr, Name, Toward),
    /// `show A <= B`
    Compare(Expr),
    /// `card f`: the application of the function to its variable.
    Card(Expr, Name),
    /// `plot E, F from a to b`
    Plot(Vec<Expr>, Name, [Expr; 2]),
    /// `evaluate E [at x = 1/2, …] [to N digits|places]`
    Evaluate(Expr, Vec<(Name, Expr)>, Precision),
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

/// What is asked about a function on an interval.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Topic {
    /// All its values.
    Range,
    /// Its largest value.
    Maximum,
    /// Its least value.
    Minimum,
    /// Where it rises and falls.
    Monotone,
    /// Where it curves up and down.
    Convex,
    /// The lines that it approaches.
    Asymptotes,
}

/// An end of an interval.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// Infinity, with whether it is negative.
    Infinite(bool),
    /// A number, with whether it belongs to the interval.
    Finite(Expr, bool),
}

impl End {
    /// Minus infinity.
    pub const MINUS: Self = Self::Infinite(true);
    /// Plus infinity.
    pub const PLUS: Self = Self::Infinite(false);
}

/// From which side a point is approached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// From smaller values.
    Below,
    /// From greater values.
    Above,
}

/// Where a variable goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Toward {
    /// `-oo`
    MinusInfinity,
    /// `oo`
    PlusInfinity,
    /// A point, from one side or from both.
    Point(Expr, Option<Side>),
}
