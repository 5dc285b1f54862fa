//! Expressions: a hash-consed directed acyclic graph of operators.
//!
//! An [`Expr`] is a 32-bit handle into a [`Store`]; equal expressions have equal handles, and a
//! child is always older than its parent, so ascending handle order visits children first. Nothing
//! here knows spelling, floating point or rules. Expressions are kept as they were written:
//! subtraction, division and grouping are not rewritten when a node is made.

mod build;
mod definition;
mod identity;
mod indexed;
mod mask;
mod matrix;
mod name;
mod op;
mod order;
mod recursion;
mod store;
mod walk;

pub use definition::{Definition, DefinitionError};
pub use identity::Identity;
pub use matrix::{Declared, MatOp, Shape, Sort};
pub use name::Name;
pub use op::{Constant, Func, Op, Orders, Rel};
pub use order::compare;
pub use recursion::Recursion;
pub use store::{Expr, Store};
