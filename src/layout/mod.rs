//! From expressions and answers to boxes: every parenthesis, every product dot and every possible
//! line break is decided here, once, for all formats.
//!
//! A [`Layout`] lowers expressions to boxes in one of two [`Notation`]s: the two-dimensional one of
//! mathematics and the linear one of the expression language. Lowering is a loop over the
//! expression's handles, so depth does not matter; an expression that is shared is lowered once.

mod answer;
mod boxes;
mod calls;
mod conditions;
mod factors;
mod findings;
mod indexed;
mod lines;
mod lower;
mod matrix;
mod metrics;
mod name;
mod report;
mod shared;
mod source;

pub use answer::{Block, Claim, Formula, Page, Step, page, unnamed};
pub use boxes::{BoxId, Boxes, Fence, Form, Gap, Item, Role, Side, Sign};
pub use findings::{Panel, Piece};
pub use lines::{BrokenLine, break_formula, break_lines};
pub use lower::{LIMIT, Layout, Notation};
pub use metrics::{COLUMN, Metrics};
pub use report::{Entry, Heading, Part, Table};
