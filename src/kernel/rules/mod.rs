//! The rulebook, one table per family, each read like a page of a textbook.
//!
//! A row simplifies or names a step, and rewrites to something no worse; commutativity and
//! associativity are facts of the normal forms, never rows. Every row is tested on its own example
//! and at sampled points (`tests/rules.rs`): its sides agree there, are defined at the same points,
//! and no condition of it can be spared. Ids are frozen once published.
//!
//! There is no family of hyperbolic identities: `cosh`, `sinh` and `tanh` are definitions of the
//! library, so `cosh(x)^2 - sinh(x)^2 = 1` is *derived* from their meaning and the rows on
//! exponentials, and is no axiom.
//!
//! Sources that the rows cite: the NIST Digital Library of Mathematical Functions (DLMF) by section
//! and equation, the Lean library mathlib and the Rocq library Reals by theorem, Wikipedia by
//! article, and of matrices The Matrix Cookbook by equation; a row that follows from others says
//! "from" and their ids.

pub mod arithmetic;
pub mod diff;
pub mod explog;
pub mod gradient;
pub mod inverse;
pub mod matrix;
pub mod piecewise;
pub mod powers;
pub mod rejected;
pub mod sums;
pub mod trig;

use super::rule::{Rule, rules};

/// A family's name and its rows.
pub type Family = (&'static str, &'static [&'static Rule]);

/// All families, in the order of a textbook; a row's id begins with the name of its family.
#[must_use]
pub fn families() -> [Family; 10] {
    [
        ("arith", arithmetic::TABLE),
        ("powers", powers::TABLE),
        ("explog", explog::TABLE),
        ("trig", trig::TABLE),
        ("inverse", inverse::TABLE),
        ("piecewise", piecewise::TABLE),
        ("diff", diff::TABLE),
        ("sums", sums::TABLE),
        ("matrix", matrix::TABLE),
        ("gradient", gradient::TABLE),
    ]
}

/// All rows.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    families().into_iter().flat_map(|(_, rows)| rows.iter().copied())
}

/// The row with this frozen id.
///
/// ```
/// use symderiv::kernel::rules::find;
/// assert_eq!(find("diff.product").map(|rule| rule.title), Some("product rule"));
/// assert!(find("diff.produkt").is_none());
/// ```
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}
