//! The functions that the language itself knows; all others are in the vocabulary.

use crate::expr::Func;

/// A function of the language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Primitive {
    /// A function of one argument that is an operator of expressions.
    Plain(Func),
    /// `log(x)` is the natural logarithm, `log(x, b)` the one to the base b.
    Log,
    /// `exp(x)` is `e^x`.
    Exp,
    /// `sqrt` and `cbrt`, with their degree.
    Root(u8),
    /// `root(x, k)`
    AnyRoot,
    /// `min` or `max` of two or more values.
    Extremum(Func),
    Piecewise,
    /// `kronecker(i, j)`
    Kronecker,
    /// The condition `differentiable(f(u))`.
    Differentiable,
    /// `D(x, E)`
    BigD,
    /// `diff(E, x)`
    Diff,
}

impl Primitive {
    /// The least and the largest number of arguments.
    pub(super) fn arity(self) -> (usize, usize) {
        match self {
            Self::Plain(_) | Self::Exp | Self::Root(_) => (1, 1),
            Self::Log => (1, 2),
            Self::AnyRoot | Self::Kronecker => (2, 2),
            Self::Differentiable => (1, 1),
            Self::Extremum(_) | Self::Piecewise | Self::BigD | Self::Diff => (2, usize::MAX),
        }
    }

    /// Does it work on every entry of a matrix?
    pub(super) fn is_entrywise(self) -> bool {
        match self {
            Self::Plain(_) | Self::Log | Self::Exp | Self::Root(_) | Self::AnyRoot => true,
            Self::Extremum(_) => true,
            Self::Piecewise | Self::Kronecker => false,
            Self::Differentiable | Self::BigD | Self::Diff => false,
        }
    }

    /// Is it a function of one real number, so that primes and missing parentheses make sense?
    pub(super) fn is_unary(self) -> bool {
        self.arity().0 == 1 && self != Self::Differentiable
    }
}

/// All names with their functions; aliases come after the usual name.
const NAMES: [(&str, Primitive); 28] = [
    ("sin", Primitive::Plain(Func::Sin)),
    ("cos", Primitive::Plain(Func::Cos)),
    ("ln", Primitive::Plain(Func::Ln)),
    ("log", Primitive::Log),
    ("exp", Primitive::Exp),
    ("sqrt", Primitive::Root(2)),
    ("cbrt", Primitive::Root(3)),
    ("root", Primitive::AnyRoot),
    ("asin", Primitive::Plain(Func::Asin)),
    ("arcsin", Primitive::Plain(Func::Asin)),
    ("acos", Primitive::Plain(Func::Acos)),
    ("arccos", Primitive::Plain(Func::Acos)),
    ("atan", Primitive::Plain(Func::Atan)),
    ("arctan", Primitive::Plain(Func::Atan)),
    ("erf", Primitive::Plain(Func::Erf)),
    ("abs", Primitive::Plain(Func::Abs)),
    ("sign", Primitive::Plain(Func::Sign)),
    ("sgn", Primitive::Plain(Func::Sign)),
    ("floor", Primitive::Plain(Func::Floor)),
    ("ceil", Primitive::Plain(Func::Ceil)),
    ("ceiling", Primitive::Plain(Func::Ceil)),
    ("min", Primitive::Extremum(Func::Min)),
    ("max", Primitive::Extremum(Func::Max)),
    ("piecewise", Primitive::Piecewise),
    ("kronecker", Primitive::Kronecker),
    ("D", Primitive::BigD),
    ("diff", Primitive::Diff),
    ("differentiable", Primitive::Differentiable),
];

/// The function with this name.
pub(super) fn find(name: &str) -> Option<Primitive> {
    let first = name.as_bytes().first().copied()?;
    NAMES
        .iter()
        .find(|(known, _)| known.as_bytes().first() == Some(&first) && *known == name)
        .map(|&(_, primitive)| primitive)
}

/// All names of functions of the language.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|&(name, _)| name)
}
