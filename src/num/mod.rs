//! Numbers: exact rationals and certified real enclosures.

mod rational;

pub use num_bigint::BigInt;
pub use rational::{ParseRationalError, Rational};
