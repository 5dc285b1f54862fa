//! A count as a table: for each layer the formula, its numbers, and the exact value.

use super::field::Field;
use super::layer::{Worked, worked_out};
use super::run::{Row, Tally};
use crate::expr::{Expr, Store};
use crate::steps::{Column, Part, Report, Table, Term};
use crate::strategy::Engine;
use crate::syntax;
use crate::syntax::Fractions;

/// Of networks with more layers than this, those that count nothing are left out.
const FEW: usize = 30;

/// The table of a count, and the total if there is one.
pub fn report(
    engine: &mut Engine,
    name: &str,
    counted: &Tally,
    what: syntax::Counted,
) -> (Report, Option<Expr>) {
    let mut total = None;
    let (heading, table) = match what {
        syntax::Counted::Shapes => ("Shapes", shapes(counted)),
        syntax::Counted::ReceptiveField => ("Receptive field", fields(counted)),
        syntax::Counted::Parameters => {
            let (table, sum) = sums(engine, counted, "parameters", |row| row.parameters);
            total = Some(sum);
            ("Parameters", table)
        }
        syntax::Counted::Flops => {
            let (table, sum) = sums(engine, counted, "flops", |row| row.flops);
            total = Some(sum);
            ("Operations", table)
        }
    };
    let mut parts = vec![Part::Heading(format!("{heading} of {name}")), Part::Table(table)];
    parts.extend(conventions(engine.kernel.store(), counted, what).into_iter().map(Part::Remark));
    match counted.fractions {
        Fractions::Error => {}
        Fractions::Down => parts.push(Part::Remark("Fractions of sizes are rounded down.".into())),
        Fractions::Up => parts.push(Part::Remark("Fractions of sizes are rounded up.".into())),
    }
    (Report { kind: "count", parts }, total)
}

fn shapes(counted: &Tally) -> Table {
    let columns = vec![
        Column::new("layer", "layer"),
        Column::new("kind", "kind"),
        Column::new("formula", "formula"),
        Column::new("numbers", "numbers"),
        Column::new("output", "output"),
    ];
    let mut rows = Vec::new();
    for row in &counted.rows {
        // Axes with the same formula and numbers are one.
        let mut sizes: Vec<Worked> = Vec::new();
        for size in &row.sizes {
            if !sizes.iter().any(|known| known.numbers == size.numbers) {
                sizes.push(*size);
            }
        }
        let first = sizes.first();
        rows.push(vec![
            Term::Words(row.label.clone()),
            Term::Words(row.kind.clone()),
            first.map_or(Term::Empty, |size| Term::Formula(size.formula)),
            first.map_or(Term::Empty, |size| Term::Formula(size.numbers)),
            Term::Sizes(row.output.clone()),
        ]);
        for size in sizes.iter().skip(1) {
            rows.push(vec![
                Term::Empty,
                Term::Empty,
                Term::Formula(size.formula),
                Term::Formula(size.numbers),
                Term::Empty,
            ]);
        }
    }
    Table { columns, rows, has_total: false }
}

fn fields(counted: &Tally) -> Table {
    let columns = vec![
        Column::new("layer", "layer"),
        Column::new("kind", "kind"),
        Column::new("output", "output"),
        Column::new("jump", "distance"),
        Column::new("field", "receptive field"),
    ];
    let rows = counted.rows.iter().map(|row| {
        let (jump, field) = match &row.field {
            Field::Point => (Term::Empty, Term::Words("1".into())),
            Field::Window { size, jump } => (Term::Sizes(jump.clone()), Term::Sizes(size.clone())),
            Field::Whole => (Term::Empty, Term::Words("the whole input".into())),
        };
        vec![
            Term::Words(row.label.clone()),
            Term::Words(row.kind.clone()),
            Term::Sizes(row.output.clone()),
            jump,
            field,
        ]
    });
    Table { columns, rows: rows.collect(), has_total: false }
}

fn sums(
    engine: &mut Engine,
    counted: &Tally,
    title: &'static str,
    count: impl Fn(&Row) -> Option<Worked>,
) -> (Table, Expr) {
    let columns = vec![
        Column::new("layer", "layer"),
        Column::new("output", "output"),
        Column::new("formula", "formula"),
        Column::new("numbers", "numbers"),
        Column::numeric("value", title),
    ];
    let mut rows = Vec::new();
    let zero = engine.kernel.store_mut().integer(0);
    let mut sum: Option<Expr> = None;
    for row in &counted.rows {
        let worked = count(row);
        let value = worked.map_or(zero, |worked| worked.value);
        if value != zero {
            let store = engine.kernel.store_mut();
            let more = sum.map_or(value, |sum| store.add(sum, value));
            sum = Some(worked_out(engine, more).unwrap_or(more));
        } else if counted.rows.len() > FEW {
            continue;
        }
        let is_new = |worked: &Worked| worked.numbers != worked.value;
        rows.push(vec![
            Term::Words(row.label.clone()),
            Term::Sizes(row.output.clone()),
            worked.map_or(Term::Empty, |worked| Term::Formula(worked.formula)),
            worked.filter(is_new).map_or(Term::Empty, |worked| Term::Formula(worked.numbers)),
            if row.kind == "input" { Term::Empty } else { Term::Formula(value) },
        ]);
    }
    let sum = sum.unwrap_or(zero);
    rows.push(vec![
        Term::Words("total".into()),
        Term::Empty,
        Term::Empty,
        Term::Empty,
        Term::Formula(sum),
    ]);
    (Table { columns, rows, has_total: true }, sum)
}

/// The conventions that the formulas mention.
fn conventions(store: &Store, counted: &Tally, what: syntax::Counted) -> Vec<String> {
    let worked: Vec<Expr> = counted
        .rows
        .iter()
        .filter_map(|row| match what {
            syntax::Counted::Parameters => row.parameters,
            syntax::Counted::Flops => row.flops,
            syntax::Counted::Shapes | syntax::Counted::ReceptiveField => None,
        })
        .map(|worked| worked.formula)
        .collect();
    let parts = store.subexpressions(&worked);
    let bias = store.find_name("b|");
    let is_used = |name| {
        parts.iter().any(|&e| store.as_symbol(e).is_some_and(|found| found == name))
            || (store.text(name) == "bias"
                && parts.iter().any(|&e| store.as_symbol(e).is_some_and(|n| Some(n) == bias)))
    };
    counted
        .conventions
        .iter()
        .filter(|convention| is_used(convention.name))
        .map(|convention| {
            let value = store.as_rational(convention.value);
            let value = value.map_or_else(|| "a formula".to_owned(), |value| value.to_string());
            let name = store.text(convention.name);
            let colon = if convention.words.is_empty() { "" } else { ": " };
            format!("{name} = {value}{colon}{}", convention.words)
        })
        .collect()
}
