//! What the corpus tests share: an oracle of their own, tables, and a way to ask the command.

pub mod compare;
pub mod engine;
pub mod oracle;
pub mod report;
pub mod sampling;
pub mod source;
pub mod special;
pub mod table;
