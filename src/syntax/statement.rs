//! What a program in the expression language says: definitions, assumptions, commands.

use super::layers::{LayerDecl, NetworkDecl};
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
    /// A kind of layer.
    Layer(Box<LayerDecl>),
    /// A network.
    Network(Box<NetworkDecl>),
    /// `convention name = value: words`: how things are counted, unless a command says otherwise.
    Convention(Name, Expr, String),
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
    /// `collapse E in X`: a stack of layers as `W*X + B`.
    Collapse(Expr, Expr),
    /// `backprop ∂L/∂w …`: the derivatives of a named value through the named values between.
    Backprop {
        /// What is differentiated.
        of: Name,
        /// By what; by everything that it depends on if there is nothing here.
        wrt: Vec<Name>,
        /// With which numbers.
        numbers: Numbers,
    },
    /// `parameters N [with a = 1, …]` and the like.
    Count {
        /// What is counted.
        what: Counted,
        /// The network's name.
        network: String,
        /// How.
        with: Vec<(Name, Expr)>,
        /// Symbolic sizes.
        at: Vec<(Name, Expr)>,
    },
    /// `descend L in w rate 0.1 for 5 steps …`
    Descend {
        /// What is made smaller.
        of: Name,
        /// What is changed; everything that it depends on if there is nothing here.
        wrt: Vec<Name>,
        /// By how much of the derivative.
        rate: Expr,
        /// How often.
        steps: u32,
        /// With which numbers.
        numbers: Numbers,
    },
}

/// What can be asked about a network.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counted {
    /// The shape behind each layer.
    Shapes,
    /// The trainable parameters.
    Parameters,
    /// The floating point operations.
    Flops,
    /// How much of the input one output sees.
    ReceptiveField,
}

/// With which numbers something is computed, and how exactly.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Numbers {
    /// Values of names.
    pub at: Vec<(Name, Expr)>,
    /// Is every step rounded?
    pub rounding: Option<Rounding>,
    /// How values are written where they are not rounded.
    pub precision: Precision,
}

/// Rounding that is a part of the calculation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rounding {
    /// To so many places after the point.
    pub places: u32,
    /// Where a number in the middle goes.
    pub half: Half,
}

/// Where a number in the middle between two roundings goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Half {
    /// Away from zero.
    Up,
    /// To the one with an even last digit.
    Even,
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
