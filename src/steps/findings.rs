//! Findings: sentences, tables and pictures about what a study found.

use super::plot::Plot;
use crate::expr::Expr;

/// What a study found.
#[derive(Clone, Debug)]
pub struct Findings {
    /// What it is about, for programs: `range`, `limit`, ….
    pub kind: &'static str,
    /// How it ended.
    pub standing: Standing,
    /// What a person reads, in order.
    pub entries: Vec<Entry>,
    /// What a program reads.
    pub data: Vec<(&'static str, Datum)>,
}

/// How a study ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// All that is said is proved.
    Proved,
    /// A claim was refuted.
    Refuted,
    /// The question stayed open.
    Undecided,
}

/// A part of the findings.
#[derive(Clone, Debug)]
pub enum Entry {
    /// The result, or what is asked about.
    Headline(Vec<Fragment>),
    /// A remark on the way.
    Sentence(Vec<Fragment>),
    /// Rows of cells; the first row and column are heads.
    Table(Vec<Vec<Vec<Fragment>>>),
    /// A picture.
    Plot(Plot),
}

/// Words or a formula.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fragment {
    /// Words.
    Words(String),
    /// A formula.
    Math(Vec<Token>),
}

impl Fragment {
    /// Words.
    pub fn words(text: impl Into<String>) -> Self {
        Self::Words(text.into())
    }
}

/// A part of a formula.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Token {
    /// An expression.
    Expr(Expr),
    /// A decimal, every digit of which is guaranteed.
    Decimal(String),
    /// Infinity, and whether it is negative.
    Infinity(bool),
    /// `=`
    Equal,
    /// `≈`
    Near,
    /// `<`
    Less,
    /// `≤`
    AtMost,
    /// `>`
    Greater,
    /// `≥`
    AtLeast,
    /// `→`
    To,
    /// `∈`
    In,
    /// `∪`
    Union,
    /// `,`
    Comma,
    /// `+` or `-` by itself, in a table of signs.
    Sign(bool),
    /// An arrow that rises or falls.
    Slope(bool),
    /// `[` or `(`
    Open(bool),
    /// `]` or `)`
    Close(bool),
}

/// A value for programs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Datum {
    /// An expression.
    Expr(Expr),
    /// A text.
    Text(String),
    /// Yes or no.
    Truth(bool),
    /// Nothing.
    Null,
    /// Several.
    List(Vec<Datum>),
    /// With names.
    Record(Vec<(&'static str, Datum)>),
}
