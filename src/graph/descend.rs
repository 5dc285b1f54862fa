//! Gradient descent: so many steps, each from the derivatives at the values before it.

use super::chain::{Chain, Gradient};
use super::number::{Mode, Number};
use super::report::{leaves, rounding_words, targets};
use super::{Graph, GraphError, locals};
use crate::expr::{Expr, Name};
use crate::steps::{Column, Part, Report, Table, Term};
use crate::strategy::Engine;
use crate::syntax::Numbers;

/// What a descent does.
#[derive(Clone, Copy, Debug)]
pub struct Descent<'a> {
    /// What is made smaller.
    pub of: Name,
    /// What is changed.
    pub wrt: &'a [Name],
    /// By how much of the derivative.
    pub rate: Expr,
    /// How often.
    pub steps: u32,
    /// With which numbers.
    pub numbers: &'a Numbers,
}

/// Carries a descent out, as a table with a row for each step.
///
/// # Errors
/// See [`GraphError`].
pub fn descend(engine: &mut Engine, descent: &Descent<'_>) -> Result<Report, GraphError> {
    let store = engine.kernel.store();
    let graph = Graph::of(store, descent.of);
    let targets = targets(store, &graph, descent.wrt)?;
    let mut leaves = leaves(store, &graph, &descent.numbers.at)?.ok_or(GraphError::NoNumbers)?;
    let marked = graph.between(&targets);
    let locals = locals(engine, &graph, &marked)?;
    let store = engine.kernel.store_mut();
    let gradients = Gradient::all(store, &graph, &marked, &locals);
    let exact = Mode::exact(descent.numbers.precision);
    let mode = descent.numbers.rounding.map_or(exact, Mode::Rounded);
    let mut table = Table { columns: vec![Column::numeric("step", "step")], ..Table::default() };
    let text = |i: usize| graph.nodes.get(i).map_or("", |node| store.text(node.name)).to_owned();
    let result = text(graph.result());
    for &target in &targets {
        table.columns.push(Column::numeric("value", &text(target)));
    }
    table.columns.push(Column::numeric("result", &result));
    for &target in &targets {
        let title = format!("d{result}/d{}", text(target));
        table.columns.push(Column::numeric("derivative", &title));
    }
    for step in 0..=descent.steps {
        let chain = Chain::run(store, &graph, (&locals, &gradients), &leaves, mode)?;
        let mut row = vec![Term::Words(step.to_string())];
        let shown = |i: &usize| chain.values.get(*i).map_or(Term::Empty, Number::term);
        row.extend(targets.iter().map(shown));
        row.push(shown(&graph.result()));
        for &target in &targets {
            let gradient = chain.gradients.get(target).and_then(Option::as_ref);
            row.push(gradient.map_or(Term::Empty, Number::term));
        }
        table.rows.push(row);
        for &target in &targets {
            let (Some(Some(gradient)), Some(Some(old))) =
                (chain.gradients.get(target), leaves.get(target))
            else {
                continue;
            };
            // w - rate·∂L/∂w
            let change = store.mul(descent.rate, gradient.closed);
            let new = store.sub(*old, change);
            let name = graph.nodes.get(target).map_or("", |node| store.text(node.name)).to_owned();
            let number = Number::of(store, &name, new, mode)?;
            if let Some(leaf) = leaves.get_mut(target) {
                *leaf = Some(number.closed);
            }
        }
    }
    let mut parts = vec![
        Part::Heading(format!("Gradient descent on {result}")),
        Part::Table(table),
        Part::Remark("Each step subtracts the rate times the derivatives of its own row.".into()),
    ];
    parts.extend(descent.numbers.rounding.map(|rounding| Part::Remark(rounding_words(rounding))));
    Ok(Report { kind: "descend", parts })
}
