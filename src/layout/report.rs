//! Reports as boxes.

use super::answer::Formula;
use super::boxes::{BoxId, Fence, Form, Item, Role, Sign};
use super::lower::{Layout, Notation};
use crate::expr::Expr;
use crate::steps::{self, Relation, Report, Term};

/// A laid-out part of a report.
#[derive(Clone, Debug)]
pub enum Part {
    /// A title.
    Heading(String),
    /// `a = b ≈ c …`, each side with the sign before it.
    Equation(Formula, Vec<(Sign, Formula)>),
    /// Rows and columns.
    Table(Table),
    /// A sentence.
    Remark(String),
}

/// A laid-out table.
#[derive(Clone, Debug)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Heading>,
    /// The entries, row by row.
    pub rows: Vec<Vec<Entry>>,
    /// Is the last row a total?
    pub has_total: bool,
}

/// The head of a column.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Its words.
    pub title: String,
    /// Do the entries end at the same edge?
    pub is_numeric: bool,
}

/// An entry of a table.
#[derive(Clone, Debug)]
pub enum Entry {
    /// Nothing.
    Empty,
    /// Words.
    Words(String),
    /// Mathematics.
    Math(Formula),
}

impl Layout<'_> {
    pub(super) fn report(&mut self, report: &Report) -> Vec<Part> {
        report.parts.iter().map(|part| self.part(part)).collect()
    }

    fn part(&mut self, part: &steps::Part) -> Part {
        match part {
            steps::Part::Heading(words) => Part::Heading(words.clone()),
            steps::Part::Remark(words) => Part::Remark(words.clone()),
            steps::Part::Equation(equation) => {
                let left = self.term(&equation.left);
                let sides = equation.sides.iter();
                let sides = sides.map(|(sign, side)| (relation(*sign), self.term(side)));
                Part::Equation(left, sides.collect())
            }
            steps::Part::Table(table) => Part::Table(self.table(table)),
        }
    }

    fn table(&mut self, table: &steps::Table) -> Table {
        let columns = table
            .columns
            .iter()
            .map(|column| Heading { title: column.title.clone(), is_numeric: column.is_numeric });
        let rows = table.rows.iter().map(|row| row.iter().map(|term| self.cell(term)).collect());
        Table { columns: columns.collect(), rows: rows.collect(), has_total: table.has_total }
    }

    fn cell(&mut self, term: &Term) -> Entry {
        match term {
            Term::Empty => Entry::Empty,
            Term::Words(words) => Entry::Words(words.clone()),
            Term::Decimal { text, exact: false } => {
                let sign = self.boxes.push(Item::Sign(Sign::Approximately, Form::Prefix));
                let number = self.decimal(text);
                Entry::Math(Formula::plain(self.boxes.row(vec![sign, number])))
            }
            Term::Formula(_)
            | Term::Sizes(_)
            | Term::Number(_)
            | Term::Decimal { exact: true, .. } => Entry::Math(self.term(term)),
        }
    }

    fn term(&mut self, term: &Term) -> Formula {
        match term {
            Term::Empty => Formula::plain(self.boxes.row(Vec::new())),
            Term::Words(words) => Formula::plain(self.boxes.words(Role::Caption, words)),
            Term::Formula(e) => self.formula(*e),
            Term::Sizes(sizes) => Formula {
                stacked: self.sizes(sizes, Notation::Mathematical),
                inline: self.sizes(sizes, Notation::Inline),
                source: self.sizes(sizes, Notation::Source),
            },
            Term::Number(value) => {
                let stacked: BoxId = self.rational(value, Notation::Mathematical);
                let inline = self.rational(value, Notation::Inline);
                Formula { stacked, inline, source: inline }
            }
            Term::Decimal { text, .. } => Formula::plain(self.decimal(text)),
        }
    }
}

impl Layout<'_> {
    /// `6 × 28 × 28`
    fn sizes(&mut self, sizes: &[Expr], notation: Notation) -> BoxId {
        let mut row = Vec::new();
        for (i, &size) in sizes.iter().enumerate() {
            if i > 0 {
                row.push(self.boxes.words(Role::Operator, "×"));
            }
            let plain = self.store.op(size).is_leaf();
            let mut id = self.expression(size, notation);
            if !plain {
                id = self.boxes.push(Item::Fenced(Fence::Paren, id));
            }
            row.push(id);
        }
        self.boxes.row(row)
    }
}

fn relation(relation: Relation) -> Sign {
    match relation {
        Relation::Equal => Sign::Equal,
        Relation::Approximately => Sign::Approximately,
    }
}
