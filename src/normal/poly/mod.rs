//! Sparse multivariate polynomials over ℚ.
//!
//! - [`Poly`]: terms in descending lexicographic order, greatest [`Var`] first, so equal
//!   polynomials are equal values and every result is the same on every run.
//! - `&a + &b`, `&a - &b`, `-&a`, [`Poly::scale`] cannot fail; whatever can explode takes
//!   [`Limits`] and returns [`TooLarge`]: [`Poly::mul`], [`Poly::pow`], [`Poly::substitute`],
//!   [`Poly::reduce_power`], [`Poly::evaluate`].
//! - [`Poly::div_exact`] divides or says that it does not.
//! - [`is_combination`]: whether a polynomial vanishes wherever others do, by a Gröbner basis.
//! - [`Poly::degree`], [`Poly::coefficients`], [`Poly::derivative`]: as a polynomial in one
//!   variable.
//! - [`Poly::primitive`], [`Poly::content_in`], [`Poly::monomial_content`]: contents.
//! - [`gcd()`], [`squarefree()`], [`factor()`]: primitive, with integer coefficients and a positive
//!   leading one, in an order that only depends on the input.

mod arithmetic;
mod content;
mod division;
mod factor;
mod gcd;
mod ideal;
mod limits;
mod modular;
mod monomial;
mod packed;
mod squarefree;
mod structure;
mod univariate;

pub(super) use arithmetic::number_power;
pub use factor::factor;
pub use gcd::gcd;
pub use ideal::is_combination;
pub use limits::{Limits, TooLarge};
pub use monomial::{Monomial, Var};
pub use squarefree::{Factored, squarefree};
pub use structure::Poly;
