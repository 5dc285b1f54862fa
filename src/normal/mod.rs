//! Canonical forms: they decide and simplify, and are never what is stored or shown as written.
//!
//! [`terms`] collects like terms without multiplying out; [`tower`] decides equality of rational
//! functions over exponentials, logarithms, roots and other generators, on top of the algebra of
//! [`poly`] and [`fraction`].

pub mod fraction;
pub mod poly;
pub mod terms;
pub mod tower;
pub mod words;
