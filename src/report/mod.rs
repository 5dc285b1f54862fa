//! What was found about a derivation, shown in the writer's own lines.

mod json;

pub use json::checked_fields;
