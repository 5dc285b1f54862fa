//! Numbers: exact rationals and certified real enclosures.

mod enclosure;
mod rational;

pub use enclosure::{Digits, Dyadic, Fault, Interval, MAX_DIGITS};
pub use num_bigint::BigInt;
pub use rational::{ParseRationalError, Rational};
