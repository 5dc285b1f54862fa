//! The expression language: text to expressions with spans (`grammar/` has the normative EBNF).

mod statement;

pub use statement::{Command, Precision, Sort, Spanned, Statement};
