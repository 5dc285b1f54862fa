//! Other people's LaTeX: text to formulas with places, formulas to expressions.
//!
//! `grammar/latex.ebnf` describes what is read. Tokens ([`token`]) become a tree ([`tree`]) that is
//! still about what was written; [`lower`] alone gives it a meaning. Every token is accounted for: it
//! is in the tree, or in the message that says why the formula was not read.
//!
//! ```
//! use symderiv::expr::Store;
//! use symderiv::latex::parse_latex;
//! use symderiv::library::Library;
//! let (mut store, mut library) = (Store::new(), Library::new());
//! let e = parse_latex(r"\frac{1}{1+e^{-x}}", &mut store, &mut library).unwrap();
//! assert!(store.mentions_name(e, store.find_name("x").unwrap()));
//! ```

mod atom;
mod command;
pub mod document;
mod formula;
mod lower;
mod names;
pub mod rows;
pub mod token;
pub mod tree;
mod trouble;

pub use formula::{Parsed, formula};
pub use lower::{Lowered, lower};
pub use names::{Names, notice};
pub use trouble::{Trouble, TroubleKind};

use crate::diag::Span;
use crate::expr::{Expr, Store};
use crate::syntax::Vocabulary;
use token::Macros;

/// Names as a vocabulary knows them.
#[must_use]
pub fn names_of(vocabulary: &dyn Vocabulary) -> Names {
    let library = vocabulary.names().into_iter().map(str::to_owned).collect();
    Names { library, ..Names::default() }
}

/// Reads one value.
///
/// # Errors
/// What cannot be read, with its place.
pub fn parse_latex(
    source: &str,
    store: &mut Store,
    vocabulary: &mut dyn Vocabulary,
) -> Result<Expr, Trouble> {
    let names = names_of(vocabulary);
    let tokens = token::tokens(source, 0, &Macros::default());
    let parsed = formula(&tokens, &names)?;
    let lowered = lower(&parsed, store, vocabulary)?;
    let whole = Span::new(0, source.len());
    lowered.values.first().copied().ok_or_else(|| TroubleKind::MissingOperand.at(whole))
}
