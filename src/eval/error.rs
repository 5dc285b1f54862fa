//! Why an expression has no value, and where.

use std::fmt;

use crate::expr::{Expr, Name};
use crate::num::Fault;

/// Why an expression has no value, and the subexpression at which that was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EvalError {
    /// What is wrong.
    pub kind: ErrorKind,
    /// The place: a subexpression of the expression, or of a definition that it uses.
    pub expr: Expr,
}

/// What is wrong with a subexpression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind {
    /// It is undefined at this point: this is proved.
    Undefined(Reason),
    /// The precision did not suffice to tell whether it is defined or which branch holds.
    Undetermined,
    /// The variable has no value.
    Unbound(Name),
    /// The function has no definition with so many arguments.
    UnknownFunction(Name),
    /// A limit of the program was reached; the text names it.
    Limit(&'static str),
    /// A derivative, which must be worked out before it can be evaluated.
    Derivative,
    /// A matrix, or a number made from one, whose entries are not given.
    Matrix,
    /// Not an expression that has a value: a condition in the place of a number or the like.
    Malformed,
}

/// Why a subexpression is undefined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// A quotient with divisor zero.
    DivisionByZero,
    /// The logarithm of a number that is not positive.
    LogOfNonpositive,
    /// A root of even degree of a negative number.
    EvenRootOfNegative,
    /// Inverse sine or cosine of a number outside [-1, 1].
    OutsideUnitInterval,
    /// Zero to a negative power.
    ZeroToNegative,
    /// A negative number to a power that is not an integer.
    NegativeToNonInteger,
    /// No condition of a piecewise definition holds.
    NoBranch,
    /// An index, or a bound of a sum or product, that is not an integer.
    NotAnInteger,
}

impl EvalError {
    /// A stable identifier.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.kind {
            ErrorKind::Undefined(_) => "undefined",
            ErrorKind::Undetermined => "undetermined",
            ErrorKind::Unbound(_) => "no-value",
            ErrorKind::UnknownFunction(_) => "no-definition",
            ErrorKind::Limit(_) => "limit",
            ErrorKind::Derivative => "unevaluated-derivative",
            ErrorKind::Matrix => "no-value",
            ErrorKind::Malformed => "not-a-value",
        }
    }

    /// The error at a place; `reason` is why the operation is undefined, if it is.
    pub(super) fn from_fault(fault: Fault, reason: Reason, expr: Expr) -> Self {
        let kind = match fault {
            Fault::Undefined => ErrorKind::Undefined(reason),
            Fault::Undetermined => ErrorKind::Undetermined,
            Fault::Limit(what) => ErrorKind::Limit(what),
        };
        Self { kind, expr }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DivisionByZero => "division by zero",
            Self::LogOfNonpositive => "logarithm of a number that is not positive",
            Self::EvenRootOfNegative => "even root of a negative number",
            Self::OutsideUnitInterval => "inverse sine or cosine of a number outside [-1, 1]",
            Self::ZeroToNegative => "zero to a negative power",
            Self::NegativeToNonInteger => "negative number to a power that is not an integer",
            Self::NoBranch => "no case applies",
            Self::NotAnInteger => "an index or a bound that is not an integer",
        })
    }
}

impl fmt::Display for ErrorKind {
    /// A sentence without a final stop; names are told by the caller, who has the store.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undefined(reason) => write!(f, "undefined: {reason}"),
            Self::Undetermined => f.write_str("not determined at this precision"),
            Self::Unbound(_) => f.write_str("a variable without a value"),
            Self::UnknownFunction(_) => f.write_str("a function without a definition"),
            Self::Limit(what) => write!(f, "beyond a limit: {what}"),
            Self::Derivative => f.write_str("a derivative cannot be evaluated directly"),
            Self::Matrix => f.write_str("a matrix whose entries are not given"),
            Self::Malformed => f.write_str("not an expression with a value"),
        }
    }
}
