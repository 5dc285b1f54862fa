//! The expression language: text to expressions with spans.
//!
//! `grammar/expression.ebnf` is the normative grammar. A first pass makes tokens (nom), a second
//! one reads statements; expressions go straight into the store. Nothing is recursive, so nesting
//! is limited by memory only, and a mistake does not end the reading: all that can be found are
//! reported, in the order of their places.
//!
//! ```
//! use symderiv::expr::Store;
//! use symderiv::syntax::{Command, NoVocabulary, Statement, parse};
//!
//! let mut store = Store::new();
//! let parsed = parse("d/dx x^2; show 1 + 1 = 2", &mut store, &mut NoVocabulary);
//! assert!(parsed.diagnostics.is_empty());
//! assert!(matches!(parsed.statements[1].statement, Statement::Command(Command::Show(_))));
//! ```

mod atom;
mod bare;
mod build;
mod call;
mod command;
mod define;
mod derivative;
mod error;
mod expression;
mod frame;
mod gradient;
mod indexed;
mod layers;
mod lexer;
mod matrix;
mod matrix_declare;
mod matrix_operator;
mod message;
mod names;
mod network;
mod number;
mod primitive;
mod quotient;
mod reader;
mod recursion;
mod report;
mod sentence;
mod statement;
mod study;
mod token;
mod usage;
mod vocabulary;

pub use define::LibraryDefinition;
pub use error::{ErrorKind, limit};
pub use layers::{
    Count, Dim, Fractions, LayerArg, LayerDecl, LayerParam, NetworkDecl, NetworkLine, Says,
};
pub use names::similar;
pub use statement::{
    Command, Counted, End, Half, Numbers, Precision, Rounding, Side, Sort, Spanned, Statement,
    Topic, Toward,
};
pub use vocabulary::{NoVocabulary, Scope, Signature, Vocabulary};

use crate::diag::{Diagnostic, Span};
use crate::expr::{Expr, Name, Store};
use expression::Stop;
use reader::Reader;

/// What was read from one input.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Parsed {
    /// The statements without mistakes, in order.
    pub statements: Vec<Spanned>,
    /// The mistakes, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// The places of subexpressions, inner ones first.
    pub spans: Vec<(Expr, Span)>,
    /// Where there were two readings: the one that was taken.
    pub notes: Vec<String>,
}

impl Parsed {
    /// A place where the expression was written; the first one if there are several.
    #[must_use]
    pub fn span_of(&self, e: Expr) -> Option<Span> {
        self.spans.iter().find(|(known, _)| *known == e).map(|&(_, span)| span)
    }
}

/// Reads an input by itself. Definitions in it are put into the store.
pub fn parse(source: &str, store: &mut Store, vocabulary: &mut dyn Vocabulary) -> Parsed {
    parse_in(source, store, vocabulary, &mut Scope::new())
}

/// Reads an input that continues a session: declarations and assumptions of earlier inputs, which
/// are in the scope, decide readings.
pub fn parse_in(
    source: &str,
    store: &mut Store,
    vocabulary: &mut dyn Vocabulary,
    scope: &mut Scope,
) -> Parsed {
    read_program(source, store, vocabulary, scope, |_| {})
}

/// Reads what is given for a question: as [`parse_in`], but an equation `A = B` by itself is an
/// assumption, too.
pub fn parse_given(
    source: &str,
    store: &mut Store,
    vocabulary: &mut dyn Vocabulary,
    scope: &mut Scope,
) -> Parsed {
    read_program(source, store, vocabulary, scope, |reader| reader.assumes_equations = true)
}

fn read_program<'a>(
    source: &'a str,
    store: &'a mut Store,
    vocabulary: &'a mut dyn Vocabulary,
    scope: &'a mut Scope,
    prepare: impl FnOnce(&mut Reader<'a>),
) -> Parsed {
    if let Some(too_long) = too_long(source) {
        return Parsed { diagnostics: vec![too_long], ..Parsed::default() };
    }
    let mut reader = Reader::new(source, store, vocabulary, scope);
    prepare(&mut reader);
    reader.program();
    finished(reader)
}

fn finished(reader: Reader<'_>) -> Parsed {
    Parsed {
        statements: reader.statements,
        diagnostics: reader.report.finish(),
        spans: reader.spans,
        notes: reader.notes,
    }
}

/// Reads one value, nothing else, with what earlier inputs said about names. There is a value if
/// there are no diagnostics.
pub fn parse_value_in(
    source: &str,
    store: &mut Store,
    vocabulary: &mut dyn Vocabulary,
    scope: &mut Scope,
) -> (Option<Expr>, Parsed) {
    read_part(source, store, vocabulary, scope, |reader| {
        Some(reader.value_expression(Stop::Usual).e)
    })
}

/// Reads a function, as [`parse_value_in`] reads a value, with the one variable that it depends on:
/// `x` if it depends on none.
pub fn parse_function_in(
    source: &str,
    store: &mut Store,
    vocabulary: &mut dyn Vocabulary,
    scope: &mut Scope,
) -> (Option<(Expr, Name)>, Parsed) {
    read_part(source, store, vocabulary, scope, |reader| {
        let e = reader.value_expression(Stop::Usual);
        reader.only_variable(&[e.e], e.span()).map(|x| (e.e, x))
    })
}

/// Reads an interval such as `[0, oo)`, as [`parse_value_in`] reads a value.
pub fn parse_interval_in(
    source: &str,
    store: &mut Store,
    vocabulary: &mut dyn Vocabulary,
    scope: &mut Scope,
) -> (Option<[End; 2]>, Parsed) {
    read_part(source, store, vocabulary, scope, Reader::interval)
}

/// Reads where a variable goes, such as `oo` or `0+`, as [`parse_value_in`] reads a value.
pub fn parse_target_in(
    source: &str,
    store: &mut Store,
    vocabulary: &mut dyn Vocabulary,
    scope: &mut Scope,
) -> (Option<Toward>, Parsed) {
    read_part(source, store, vocabulary, scope, |reader| Some(reader.target()))
}

fn read_part<'a, T>(
    source: &'a str,
    store: &'a mut Store,
    vocabulary: &'a mut dyn Vocabulary,
    scope: &'a mut Scope,
    read: impl FnOnce(&mut Reader<'a>) -> Option<T>,
) -> (Option<T>, Parsed) {
    if let Some(too_long) = too_long(source) {
        return (None, Parsed { diagnostics: vec![too_long], ..Parsed::default() });
    }
    let mut reader = Reader::new(source, store, vocabulary, scope);
    while reader.take(token::Tok::Newline) {}
    let part = read(&mut reader);
    reader.end_of_input();
    let is_read = reader.report.count() == 0;
    (part.filter(|_| is_read), finished(reader))
}

/// Reads one expression or condition.
///
/// # Errors
/// All mistakes that were found.
///
/// ```
/// use symderiv::expr::Store;
/// use symderiv::syntax::{NoVocabulary, parse_expression};
///
/// let mut store = Store::new();
/// let e = parse_expression("2x + 1", &mut store, &mut NoVocabulary).unwrap();
/// assert_eq!(store.size(e), 5);
/// let errors = parse_expression("x(y-z)", &mut store, &mut NoVocabulary).unwrap_err();
/// assert_eq!(errors[0].code, "ambiguous-call");
/// ```
pub fn parse_expression(
    source: &str,
    store: &mut Store,
    vocabulary: &mut dyn Vocabulary,
) -> Result<Expr, Vec<Diagnostic>> {
    let mut scope = Scope::new();
    read_whole(source, store, vocabulary, &mut scope, |reader| {
        Some(reader.expression(Stop::Usual).e)
    })
}

/// Reads one definition `name(params, with = default) := body` and leaves it to the caller to put
/// it into the store. A library reads its files with this, definition by definition.
///
/// # Errors
/// All mistakes that were found.
pub fn parse_definition(
    source: &str,
    store: &mut Store,
    vocabulary: &mut dyn Vocabulary,
) -> Result<LibraryDefinition, Vec<Diagnostic>> {
    let mut scope = Scope::new();
    read_whole(source, store, vocabulary, &mut scope, Reader::library_definition)
}

fn read_whole<'a, T>(
    source: &'a str,
    store: &'a mut Store,
    vocabulary: &'a mut dyn Vocabulary,
    scope: &'a mut Scope,
    read: impl FnOnce(&mut Reader<'a>) -> Option<T>,
) -> Result<T, Vec<Diagnostic>> {
    if let Some(too_long) = too_long(source) {
        return Err(vec![too_long]);
    }
    let mut reader = Reader::new(source, store, vocabulary, scope);
    let result = read(&mut reader);
    reader.end_of_input();
    match result {
        Some(result) if reader.report.count() == 0 => Ok(result),
        Some(_) | None => Err(reader.report.finish()),
    }
}

fn too_long(source: &str) -> Option<Diagnostic> {
    (source.len() > limit::BYTES).then(|| {
        let end = source.floor_char_boundary(limit::BYTES);
        ErrorKind::InputLimit.at(Span::new(end, end))
    })
}
