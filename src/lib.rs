//! symderiv: a symbolic-math engine that proves what it prints.

pub mod diag;
pub mod eval;
pub mod expr;
pub mod num;
pub mod steps;
pub mod syntax;
