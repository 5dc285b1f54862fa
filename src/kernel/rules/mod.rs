//! The rulebook, one table per family.

pub mod diff;

use super::rule::{Rule, premise, rules};

/// A family of rules: its title and its table.
pub type Family = (&'static str, &'static [&'static Rule]);

/// All families, in the order of the rulebook.
#[must_use]
pub fn families() -> [Family; 1] {
    [("Differentiation", diff::TABLE)]
}
