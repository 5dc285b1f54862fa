//! One calculation over a graph: values forwards, derivatives backwards.

use super::number::{Mode, Number};
use super::{Graph, GraphError, Local};
use crate::eval;
use crate::expr::{Expr, Name, Store};

/// A calculation over a graph.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The value of each node.
    pub values: Vec<Number>,
    /// The value of each local derivative.
    pub locals: Vec<Number>,
    /// The derivative of the result by each node that lies between.
    pub gradients: Vec<Option<Number>>,
}

/// How the derivative of the result by a node is put together.
#[derive(Clone, Debug)]
pub struct Gradient {
    /// The node.
    pub node: usize,
    /// The local derivatives of what it is an input of: their places in the list.
    pub parts: Vec<usize>,
    /// `∂L/∂c·∂c/∂n + …`
    pub formula: Expr,
}

impl Gradient {
    /// For each marked node but the result: the sum over what it is an input of, from the result
    /// backwards.
    #[must_use]
    pub fn all(store: &mut Store, graph: &Graph, marked: &[bool], locals: &[Local]) -> Vec<Self> {
        let result = graph.result();
        let mut all = Vec::new();
        let symbol = |store: &mut Store, i: usize| match graph.nodes.get(i) {
            Some(node) => store.symbol_of(node.name),
            None => store.integer(0),
        };
        for node in (0..result).rev().filter(|&i| marked.get(i) == Some(&true)) {
            let parts: Vec<usize> = (0..locals.len())
                .rev()
                .filter(|&k| locals.get(k).is_some_and(|local| local.input == node))
                .collect();
            let of = symbol(store, result);
            let by = symbol(store, node);
            let mut formula: Option<Expr> = None;
            for local in parts.iter().filter_map(|&k| locals.get(k)) {
                let through = symbol(store, local.node);
                let inner = store.deriv(by, through);
                let term = if local.node == result {
                    inner
                } else {
                    let outer = store.deriv(through, of);
                    store.mul(outer, inner)
                };
                formula = Some(formula.map_or(term, |sum| store.add(sum, term)));
            }
            if let Some(formula) = formula {
                all.push(Self { node, parts, formula });
            }
        }
        all
    }

    /// Is it one local derivative of the result itself?
    #[must_use]
    pub fn is_local(&self, graph: &Graph, locals: &[Local]) -> bool {
        match self.parts.as_slice() {
            &[k] => locals.get(k).is_some_and(|local| local.node == graph.result()),
            _ => false,
        }
    }
}

impl Chain {
    /// Carries the calculation out; `leaves` are the values of the nodes that are given.
    ///
    /// # Errors
    /// If a value is undefined, cannot be rounded with certainty, or excludes a derivative.
    pub fn run(
        store: &mut Store,
        graph: &Graph,
        (locals, gradients): (&[Local], &[Gradient]),
        leaves: &[Option<Expr>],
        mode: Mode,
    ) -> Result<Self, GraphError> {
        let mut chain = Self {
            values: Vec::with_capacity(graph.nodes.len()),
            locals: Vec::with_capacity(locals.len()),
            gradients: vec![None; graph.nodes.len()],
        };
        for (i, node) in graph.nodes.iter().enumerate() {
            let name = store.text(node.name).to_owned();
            let number = match (leaves.get(i).copied().flatten(), node.body) {
                // What is given is not rounded.
                (Some(value), _) => given(store, &name, value, mode)?,
                (None, Some(body)) => {
                    let closed = chain.closed(store, graph, i, body);
                    Number::of(store, &name, closed, mode)?
                }
                (None, None) => return Err(GraphError::NoValue(vec![name])),
            };
            chain.values.push(number);
        }
        for local in locals {
            for &condition in &local.conditions {
                let closed = chain.closed(store, graph, local.node, condition);
                if eval::holds(store, closed, &[], 256) == Ok(Some(false)) {
                    return Err(GraphError::Fails(condition));
                }
            }
            // A derivative that is a value of the graph is no new step.
            let known = store.as_symbol(local.formula).and_then(|name| graph.find(name));
            if let Some(number) = known.and_then(|i| chain.values.get(i).cloned()) {
                chain.locals.push(number);
                continue;
            }
            let closed = chain.closed(store, graph, local.node, local.formula);
            let name = derivative_name(store, graph, local.node, local.input);
            chain.locals.push(Number::of(store, &name, closed, mode)?);
        }
        for gradient in gradients {
            let closed = chain.sum(store, graph, (locals, gradient), |_, number| number.closed);
            let number = match gradient.parts.as_slice() {
                // A local derivative is rounded already.
                &[k] if gradient.is_local(graph, locals) => chain.locals.get(k).cloned(),
                _ => None,
            };
            let number = match number {
                Some(number) => number,
                None => {
                    let name = derivative_name(store, graph, graph.result(), gradient.node);
                    Number::of(store, &name, closed, mode)?
                }
            };
            if let Some(place) = chain.gradients.get_mut(gradient.node) {
                *place = Some(number);
            }
        }
        Ok(chain)
    }

    /// A formula about a node, with the values that the calculation goes on with.
    fn closed(&self, store: &mut Store, graph: &Graph, node: usize, formula: Expr) -> Expr {
        self.with_values(store, graph, (node, formula), |_, number| number.closed)
    }

    /// A formula about a node, with the digits that are shown.
    pub fn shown(&self, store: &mut Store, graph: &Graph, node: usize, formula: Expr) -> Expr {
        self.with_values(store, graph, (node, formula), |store, number| number.shown(store))
    }

    fn with_values(
        &self,
        store: &mut Store,
        graph: &Graph,
        (node, formula): (usize, Expr),
        value: impl Fn(&mut Store, &Number) -> Expr,
    ) -> Expr {
        let inputs = graph.nodes.get(node).map_or(&[][..], |node| &node.inputs);
        let mut values: Vec<(Name, Expr)> = Vec::with_capacity(inputs.len() + 1);
        for &i in inputs.iter().chain([&node]) {
            if let (Some(node), Some(number)) = (graph.nodes.get(i), self.values.get(i)) {
                values.push((node.name, value(store, number)));
            }
        }
        store.substitute(formula, &values)
    }

    /// The numbers of a gradient's formula.
    pub fn shown_gradient(
        &self,
        store: &mut Store,
        graph: &Graph,
        locals: &[Local],
        gradient: &Gradient,
    ) -> Expr {
        self.sum(store, graph, (locals, gradient), |store, number| number.shown(store))
    }

    fn sum(
        &self,
        store: &mut Store,
        graph: &Graph,
        (locals, gradient): (&[Local], &Gradient),
        value: impl Fn(&mut Store, &Number) -> Expr,
    ) -> Expr {
        let mut sum: Option<Expr> = None;
        for &k in &gradient.parts {
            let (Some(local), Some(inner)) = (locals.get(k), self.locals.get(k)) else { continue };
            let mut term = value(store, inner);
            if local.node != graph.result()
                && let Some(Some(outer)) = self.gradients.get(local.node)
            {
                let outer = value(store, outer);
                term = store.mul(outer, term);
            }
            sum = Some(sum.map_or(term, |sum| store.add(sum, term)));
        }
        sum.unwrap_or_else(|| store.integer(0))
    }
}

/// The value of a node that is given.
fn given(store: &mut Store, name: &str, value: Expr, mode: Mode) -> Result<Number, GraphError> {
    let exact = match store.as_rational(value) {
        Some(exact) => Some(exact),
        None => {
            let number = Number::of(store, name, value, Mode::exact(Default::default()))?;
            number.exact
        }
    };
    if let Some(exact) = exact
        && let Some(text) = exact.to_decimal()
    {
        return Ok(Number { closed: value, exact: Some(exact), text, is_exact: true });
    }
    let mode = match mode {
        Mode::Exact(_) => mode,
        Mode::Rounded(_) => Mode::exact(Default::default()),
    };
    let number = Number::of(store, name, value, mode)?;
    Ok(Number { closed: value, ..number })
}

/// `dL/dw`, for messages.
fn derivative_name(store: &Store, graph: &Graph, of: usize, by: usize) -> String {
    let text = |i: usize| graph.nodes.get(i).map_or("", |node| store.text(node.name));
    format!("d{}/d{}", text(of), text(by))
}
