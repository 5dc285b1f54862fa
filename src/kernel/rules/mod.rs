//! The rulebook, one table per family.

pub mod diff;

use super::rule::{premise, rules};
