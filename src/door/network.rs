//! Questions about graphs of named values and about networks.

use super::reply::{Backprop, Count, CountedLayer, Number, Reply, Step};
use super::{Door, Mistake, Replied, number};
use crate::count::Row;
use crate::diag::Span;
use crate::expr::{Expr, Name};
use crate::graph::{self, Chain};
use crate::session::{self, Problem};
use crate::syntax::{Counted, Fractions, Numbers, Parsed, Statement, parse_in};

impl Door {
    pub(super) fn backprop(
        &mut self,
        statements: &[String],
        (of, wrt): (&str, &[String]),
        at: &[(String, String)],
        mut numbers: Numbers,
    ) -> Replied {
        for (i, text) in statements.iter().enumerate() {
            self.state(&format!("statements[{i}]"), text)?;
        }
        let of = self.node("of", of)?;
        let mut names = Vec::with_capacity(wrt.len());
        for (i, text) in wrt.iter().enumerate() {
            names.push(self.node(&format!("wrt[{i}]"), text)?);
        }
        for (name, value) in at {
            let field = format!("at.{name}");
            let e = self.value(&field, value)?.e;
            numbers.at.push((self.node(&field, name)?, e));
        }
        let found = graph::backprop(&mut self.session.engine, of, &names, &numbers);
        let found = found.map_err(|error| failed("of", Problem::Graph(error)))?;
        let name = |i: usize| found.graph.nodes.get(i).map(|node| node.name);
        let text = |name: Option<Name>| name.map_or("", |name| self.session.store().text(name));
        let targets: Vec<(usize, String)> =
            found.targets.iter().map(|&i| (i, text(name(i)).to_owned())).collect();
        let gradients = |chain: &Chain| {
            let each = targets.iter().filter_map(|(i, name)| {
                let value = chain.gradients.get(*i)?.as_ref()?;
                Some((name.clone(), step(value)))
            });
            each.collect::<Vec<_>>()
        };
        let values = found.chain.as_ref().map_or_else(Vec::new, |chain| {
            let nodes = found.graph.nodes.iter().zip(&chain.values);
            nodes.map(|(node, value)| (text(Some(node.name)).to_owned(), step(value))).collect()
        });
        let computed = found.chain.as_ref().map_or_else(Vec::new, gradients);
        let unrounded = found.unrounded.as_ref().map_or_else(Vec::new, gradients);
        let formulas = found.formulas(self.session.engine.kernel.store_mut());
        let wanted: Vec<(String, Expr)> = targets
            .iter()
            .filter_map(|(i, name)| Some((name.clone(), formulas.get(*i).copied().flatten()?)))
            .collect();
        let all: Vec<Expr> = wanted.iter().map(|&(_, e)| e).collect();
        self.check_size("of", &all)?;
        let formulas = wanted.into_iter().map(|(name, e)| (name, self.source(e))).collect();
        Ok(Reply::Backprop(Backprop { values, gradients: computed, unrounded, formulas }))
    }

    /// Takes in a statement that asks for nothing.
    fn state(&mut self, field: &str, text: &str) -> std::result::Result<(), Mistake> {
        for outcome in self.session.run(text) {
            match outcome {
                session::Outcome::Note(note) => self.notes.push(note),
                session::Outcome::Error(diagnostic) => {
                    return Err(Mistake { field: field.to_owned(), diagnostic });
                }
                session::Outcome::Answer(_) => {
                    let span = Span::new(0, text.len());
                    let message = "a named value or an assumption is needed, not a question";
                    return Err(Mistake::new(field, span, "not-a-statement", message));
                }
            }
        }
        Ok(())
    }

    /// A name of the graph.
    fn node(&mut self, field: &str, text: &str) -> std::result::Result<Name, Mistake> {
        let e = self.value(field, text)?.e;
        self.session.store().as_symbol(e).ok_or_else(|| {
            let span = Span::new(0, text.len());
            Mistake::new(field, span, "not-a-name", "this is no name")
        })
    }

    pub(super) fn count(
        &mut self,
        network: &str,
        what: Counted,
        conventions: &[(String, String)],
        at: &[(String, String)],
    ) -> Replied {
        let (name, shift) = self.declare(network)?;
        let mut with = Vec::with_capacity(conventions.len());
        for (convention, value) in conventions {
            let field = format!("conventions.{convention}");
            let e = self.value(&field, value)?.e;
            with.push((self.session.engine.kernel.store_mut().name(convention), e));
        }
        let mut sizes = Vec::with_capacity(at.len());
        for (size, value) in at {
            let field = format!("at.{size}");
            let (_, variable) = self.variable(&field, size)?;
            sizes.push((variable, self.value(&field, value)?.e));
        }
        let (tally, total) =
            self.session.count_rows(what, &name, &with, &sizes).map_err(|problem| {
                let mut mistake = failed("network", problem);
                let span = &mut mistake.diagnostic.span;
                *span = shifted(*span, shift, network.len());
                mistake
            })?;
        let source = |e: Expr| self.source(e);
        let layers = tally.rows.iter().map(|row| layer(row, what, source)).collect();
        let conventions = tally
            .conventions
            .iter()
            .map(|c| (self.session.store().text(c.name).to_owned(), source(c.value)))
            .collect();
        let fractions = match tally.fractions {
            Fractions::Error => "error",
            Fractions::Down => "down",
            Fractions::Up => "up",
        };
        let total = total.map(source);
        Ok(Reply::Count(Count { total, layers, conventions, fractions }))
    }

    /// Takes in declarations; the last network is the one that is asked about. Lines alone are a
    /// network.
    fn declare(&mut self, text: &str) -> std::result::Result<(String, usize), Mistake> {
        const OPEN: &str = "network network\n";
        let first = text.split(|c: char| !c.is_ascii_alphabetic()).find(|word| !word.is_empty());
        let is_declared = matches!(first, Some("network" | "layer" | "convention"));
        let whole = if is_declared { text.to_owned() } else { format!("{OPEN}{text}\nend\n") };
        let shift = if is_declared { 0 } else { OPEN.len() };
        let store = self.session.engine.kernel.store_mut();
        let library = &mut self.session.engine.library;
        let parsed: Parsed = parse_in(&whole, store, library, &mut self.session.scope);
        if let Some(diagnostic) = parsed.diagnostics.first() {
            let mut diagnostic = diagnostic.clone();
            diagnostic.span = shifted(diagnostic.span, shift, text.len());
            return Err(Mistake { field: "network".into(), diagnostic });
        }
        self.notes.extend(parsed.notes);
        let mut name = None;
        for spanned in &parsed.statements {
            if let Statement::Network(network) = &spanned.statement {
                name = Some(network.name.clone());
            }
            self.session.learn(&spanned.statement);
        }
        let span = Span::new(0, text.len());
        let name = name.map(|name| (name, shift));
        name.ok_or_else(|| Mistake::new("network", span, "no-network", "there is no network here"))
    }
}

/// A place in the text that was asked about.
fn shifted(span: Span, shift: usize, length: usize) -> Span {
    let place = |at: usize| at.saturating_sub(shift).min(length);
    Span::new(place(span.start), place(span.end))
}

fn failed(field: &str, problem: Problem) -> Mistake {
    let diagnostic = problem.at(&Parsed::default(), Span::default());
    Mistake { field: field.to_owned(), diagnostic }
}

fn step(value: &graph::Number) -> Step {
    let number = match &value.exact {
        Some(exact) => Number::Exact(exact.to_string()),
        None => number::near(&value.text),
    };
    Step { number, text: value.text.clone() }
}

fn layer(row: &Row, what: Counted, source: impl Fn(Expr) -> String) -> CountedLayer {
    let worked = match what {
        Counted::Parameters => row.parameters,
        Counted::Flops => row.flops,
        Counted::Shapes | Counted::ReceptiveField => None,
    };
    CountedLayer {
        layer: row.label.clone(),
        kind: row.kind.clone(),
        output: row.output.iter().map(|&size| source(size)).collect(),
        formula: worked.map(|worked| source(worked.formula)),
        numbers: worked.map(|worked| source(worked.numbers)),
        value: worked.map(|worked| source(worked.value)),
        field: (what == Counted::ReceptiveField)
            .then(|| row.field.sizes())
            .flatten()
            .map(|sizes| sizes.iter().map(|&size| source(size)).collect()),
    }
}
