//! Canonical forms: they decide and simplify, and are never what is stored or shown as written.

pub mod terms;
