//! Reports as JSON: tables as arrays of objects.

use super::json::{array, expression, string};
use crate::expr::Store;
use crate::steps::{Equation, Part, Relation, Report, Table, Term};

pub(super) fn report(store: &Store, report: &Report) -> String {
    let parts = array(report.parts.iter().map(|part| self::part(store, part)));
    format!("{{\"kind\":{},\"parts\":{parts}}}", string(report.kind))
}

fn part(store: &Store, part: &Part) -> String {
    match part {
        Part::Heading(words) => format!("{{\"heading\":{}}}", string(words)),
        Part::Remark(words) => format!("{{\"remark\":{}}}", string(words)),
        Part::Equation(equation) => self::equation(store, equation),
        Part::Table(table) => self::table(store, table),
    }
}

fn equation(store: &Store, equation: &Equation) -> String {
    let sides = array(equation.sides.iter().map(|(relation, side)| {
        let relation = match relation {
            Relation::Equal => "=",
            Relation::Approximately => "~",
        };
        format!("{{\"relation\":{},\"side\":{}}}", string(relation), term(store, side))
    }));
    format!("{{\"left\":{},\"sides\":{sides}}}", term(store, &equation.left))
}

fn table(store: &Store, table: &Table) -> String {
    let rows = array(table.rows.iter().map(|row| {
        let entries = row.iter().zip(&table.columns);
        let fields: Vec<String> = entries
            .filter(|(entry, _)| **entry != Term::Empty)
            .map(|(entry, column)| format!("{}:{}", string(column.key), term(store, entry)))
            .collect();
        format!("{{{}}}", fields.join(","))
    }));
    format!("{{\"rows\":{rows},\"total\":{}}}", table.has_total)
}

/// Words are strings; everything else is an object.
fn term(store: &Store, term: &Term) -> String {
    match term {
        Term::Empty => "null".to_owned(),
        Term::Words(words) => string(words),
        Term::Formula(e) => expression(store, *e),
        Term::Sizes(sizes) => array(sizes.iter().map(|&size| expression(store, size))),
        Term::Number(value) => format!("{{\"exact\":{}}}", string(&value.to_string())),
        Term::Decimal { text, exact } => {
            format!("{{\"decimal\":{},\"is_exact\":{exact}}}", string(text))
        }
    }
}
