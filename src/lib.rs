//! symderiv: a symbolic-math engine that proves what it prints.

pub mod num;
