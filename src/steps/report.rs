//! Tables with the equations and remarks around them: answers that are more than a chain.

use crate::expr::Expr;
use crate::num::Rational;

/// An answer of several parts, in reading order.
#[derive(Clone, Debug)]
pub struct Report {
    /// What it answers: a stable word for programs, such as `backprop`.
    pub kind: &'static str,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// A part of a [`Report`]. Words may hold LaTeX mathematics between dollar signs.
#[derive(Clone, Debug)]
pub enum Part {
    /// A title.
    Heading(String),
    /// `a = b ≈ c …`
    Equation(Equation),
    /// Rows and columns.
    Table(Table),
    /// A sentence.
    Remark(String),
}

/// `a = b ≈ c …`: each side with the sign before it.
#[derive(Clone, Debug)]
pub struct Equation {
    /// The first side.
    pub left: Term,
    /// The others.
    pub sides: Vec<(Relation, Term)>,
}

/// How two sides of an equation compare.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    /// They are equal.
    Equal,
    /// The right one is a rounded value.
    Approximately,
}

/// Rows and columns.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has an entry for each column.
    pub rows: Vec<Vec<Term>>,
    /// Is the last row a total?
    pub has_total: bool,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// A stable word for programs.
    pub key: &'static str,
    /// What stands above it.
    pub title: String,
    /// Are its entries numbers, which end at the same edge?
    pub is_numeric: bool,
}

impl Column {
    /// A column of words or formulas.
    #[must_use]
    pub fn new(key: &'static str, title: &str) -> Self {
        Self { key, title: title.to_owned(), is_numeric: false }
    }

    /// A column of numbers.
    #[must_use]
    pub fn numeric(key: &'static str, title: &str) -> Self {
        Self { is_numeric: true, ..Self::new(key, title) }
    }
}

/// An entry of a table, or a side of an equation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Term {
    /// Nothing.
    Empty,
    /// Words.
    Words(String),
    /// An expression.
    Formula(Expr),
    /// A shape: sizes with crosses between them.
    Sizes(Vec<Expr>),
    /// A number, known exactly.
    Number(Rational),
    /// A decimal such as `0.7970`; a sign says whether it is the exact value.
    Decimal {
        /// Sign, digits and point.
        text: String,
        /// Is it the exact value?
        exact: bool,
    },
}
