//! symderiv: a symbolic-math engine that proves what it prints.

pub mod diag;
pub mod door;
pub mod eval;
pub mod expr;
pub mod kernel;
pub mod layout;
pub mod library;
pub mod normal;
pub mod notation;
pub mod num;
pub mod pattern;
pub mod print;
pub mod session;
pub mod steps;
pub mod strategy;
pub mod syntax;
