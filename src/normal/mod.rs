//! Canonical forms: polynomials and rational functions over ℚ, the algebra that decides equality.

pub mod fraction;
pub mod poly;
