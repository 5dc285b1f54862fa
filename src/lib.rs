//! symderiv: a symbolic-math engine that proves what it prints.

pub mod diag;
pub mod expr;
pub mod notation;
pub mod num;
pub mod steps;
pub mod syntax;
