//! From proofs to numbered steps with captions and levels of detail.

mod answer;

pub use answer::{Answer, Decimal, Derivation, Line, Reason, Refutation, Undecided, Value};
