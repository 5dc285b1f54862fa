//! Values of expressions at exact rational points: exact where they are rational by exact
//! arithmetic, else enclosed in a certified interval, to any number of digits.
//!
//! Evaluation may prove a strict inequality; it never proves an equality, but of two rationals
//! that were computed exactly. Undefined places are told apart from those where the precision does
//! not suffice to decide.

mod arithmetic;
mod decide;
mod entries;
mod error;
mod function;
mod guess;
mod machine;
mod members;
mod number;
mod operator;
mod power;
#[cfg(test)]
mod tests;

pub use decide::{Outcome, compare, holds, separate};
pub use entries::{Expanded, Grid, Instance, expand};
pub use error::{ErrorKind, EvalError, Reason};
pub use guess::may_be_rational;
pub use machine::{enclose, entry_name, evaluate, is_entry};
pub use members::{indices_of_matrices, with_members};
pub use number::{Number, Request, value};

use crate::num::{Interval, Rational};

/// The value of an expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// A rational number, known exactly.
    Exact(Rational),
    /// A real number in an interval.
    Enclosed(Interval),
}

impl Value {
    /// An interval that contains the value; of about `prec` bits if the value is exact.
    #[must_use]
    pub fn to_interval(&self, prec: usize) -> Interval {
        match self {
            Self::Exact(q) => arithmetic::enclose(q, prec),
            Self::Enclosed(interval) => interval.clone(),
        }
    }
}
