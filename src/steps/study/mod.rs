//! What a study found, put into sentences: the derivative, its signs, the limits, the conclusion.

mod card;
mod compare;
mod limit;
mod range;
mod shape;
mod tell;

pub use card::card;
pub use compare::compare;
pub use limit::{Where, limit};
pub use range::{Wanted, range};
pub use shape::{asymptotes, convex, monotone};
pub use tell::{Ends, unstudied};
