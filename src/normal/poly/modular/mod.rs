//! Arithmetic modulo a prime: the field, and dense polynomials in one variable over it.

pub(super) mod dense;
mod field;

pub(super) use field::{Field, Points, primes_below};
