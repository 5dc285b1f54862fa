//! A back-propagation as tables.

use super::chain::{Chain, Gradient};
use super::number::{Mode, Number};
use super::{Graph, GraphError, Local, Node, locals};
use crate::expr::{Expr, Name, Store};
use crate::num::Rational;
use crate::steps::{Column, Equation, Part, Relation, Report, Table, Term};
use crate::strategy::Engine;
use crate::syntax::{Half, Numbers, Rounding};

/// A product with more paths than this is not written out.
const MOST_PATHS: usize = 8;
/// Of more derivatives than this, the products are not written out.
const MOST_PRODUCTS: usize = 4;

/// A finished back-propagation.
#[derive(Clone, Debug)]
pub struct Backprop {
    /// The graph.
    pub graph: Graph,
    /// By which nodes the result is differentiated.
    pub targets: Vec<usize>,
    /// The local derivatives between.
    pub locals: Vec<Local>,
    /// How they are put together, from the result backwards.
    pub gradients: Vec<Gradient>,
    /// The calculation, where there are numbers.
    pub chain: Option<Chain>,
    /// The calculation without rounding beside one with it.
    pub unrounded: Option<Chain>,
    /// How steps were rounded.
    pub rounding: Option<Rounding>,
}

/// Carries a back-propagation out.
///
/// # Errors
/// See [`GraphError`].
pub fn backprop(
    engine: &mut Engine,
    of: Name,
    wrt: &[Name],
    numbers: &Numbers,
) -> Result<Backprop, GraphError> {
    let store = engine.kernel.store();
    let graph = Graph::of(store, of);
    let targets = targets(store, &graph, wrt)?;
    let leaves = leaves(store, &graph, &numbers.at)?;
    let marked = graph.between(&targets);
    let locals = locals(engine, &graph, &marked)?;
    let store = engine.kernel.store_mut();
    let gradients = Gradient::all(store, &graph, &marked, &locals);
    let (mut chain, mut unrounded) = (None, None);
    if let Some(leaves) = leaves {
        let exact = Mode::exact(numbers.precision);
        let parts = (locals.as_slice(), gradients.as_slice());
        let plain = Chain::run(store, &graph, parts, &leaves, exact)?;
        chain = Some(plain);
        if let Some(rounding) = numbers.rounding {
            let rounded = Chain::run(store, &graph, parts, &leaves, Mode::Rounded(rounding))?;
            unrounded = chain.replace(rounded);
        }
    }
    let rounding = numbers.rounding.filter(|_| chain.is_some());
    Ok(Backprop { graph, targets, locals, gradients, chain, unrounded, rounding })
}

/// The nodes with these names; all that are given where there are none.
pub(super) fn targets(
    store: &Store,
    graph: &Graph,
    wrt: &[Name],
) -> Result<Vec<usize>, GraphError> {
    if wrt.is_empty() {
        let leaves = graph.nodes.iter().enumerate().filter(|(_, node)| node.is_leaf());
        return Ok(leaves.map(|(i, _)| i).filter(|&i| i != graph.result()).collect());
    }
    wrt.iter()
        .map(|&name| {
            let found = graph.find(name).filter(|&i| i != graph.result());
            found.ok_or_else(|| GraphError::Independent(store.text(name).to_owned()))
        })
        .collect()
}

/// The values of the leaves; none where no name has one.
pub(super) fn leaves(
    store: &Store,
    graph: &Graph,
    at: &[(Name, Expr)],
) -> Result<Option<Vec<Option<Expr>>>, GraphError> {
    let mut values: Vec<Option<Expr>> =
        graph.nodes.iter().map(|node| node.body.filter(|_| node.is_leaf())).collect();
    for &(name, value) in at {
        let text = || store.text(name).to_owned();
        let place = graph.find(name).ok_or_else(|| GraphError::Independent(text()))?;
        match values.get_mut(place) {
            Some(free @ None) if graph.nodes.get(place).is_some_and(Node::is_leaf) => {
                *free = Some(value);
            }
            Some(_) | None => return Err(GraphError::TwoValues(text())),
        }
    }
    let missing: Vec<String> = graph
        .nodes
        .iter()
        .zip(&values)
        .filter(|(node, value)| node.is_leaf() && value.is_none())
        .map(|(node, _)| store.text(node.name).to_owned())
        .collect();
    if missing.is_empty() {
        return Ok(Some(values));
    }
    if values.iter().all(Option::is_none) {
        return Ok(None);
    }
    Err(GraphError::NoValue(missing))
}

impl Backprop {
    /// The symbol of a node.
    fn symbol(&self, store: &mut Store, node: usize) -> Expr {
        match self.graph.nodes.get(node) {
            Some(node) => store.symbol_of(node.name),
            None => store.integer(0),
        }
    }

    /// `∂L/∂w`, as it is written.
    fn derivative(&self, store: &mut Store, of: usize, by: usize) -> Expr {
        let (of, by) = (self.symbol(store, of), self.symbol(store, by));
        store.deriv(by, of)
    }

    /// The derivative of the result by each node, as an expression in the names of the graph.
    #[must_use]
    pub fn formulas(&self, store: &mut Store) -> Vec<Option<Expr>> {
        let mut all: Vec<Option<Expr>> = vec![None; self.graph.nodes.len()];
        for gradient in &self.gradients {
            let mut sum: Option<Expr> = None;
            for local in gradient.parts.iter().filter_map(|&k| self.locals.get(k)) {
                let outer = all.get(local.node).copied().flatten();
                let term = outer.map_or(local.formula, |outer| store.mul(outer, local.formula));
                sum = Some(sum.map_or(term, |sum| store.add(sum, term)));
            }
            if let Some(place) = all.get_mut(gradient.node) {
                *place = sum;
            }
        }
        all
    }

    /// The tables.
    #[must_use]
    pub fn report(&self, store: &mut Store) -> Report {
        let mut parts = Vec::new();
        let name = |i: usize| self.graph.nodes.get(i).map(|node| node.name);
        let result = name(self.graph.result()).map_or("", |name| store.text(name)).to_owned();
        parts.push(Part::Heading(format!("Back-propagation of {result}")));
        if self.targets.len() <= MOST_PRODUCTS {
            for &target in &self.targets {
                parts.extend(self.product(store, target));
            }
        }
        parts.push(Part::Heading("Forwards: the values".into()));
        parts.push(Part::Table(self.forward(store)));
        parts.push(Part::Heading("Backwards: the derivatives".into()));
        parts.push(Part::Table(self.backward(store)));
        if let (Some(rounding), Some(chain), Some(unrounded)) =
            (self.rounding, &self.chain, &self.unrounded)
        {
            parts.push(Part::Remark(rounding_words(rounding)));
            for &target in &self.targets {
                let name = name(target).map_or("", |name| store.text(name));
                let pair = (chain.gradients.get(target), unrounded.gradients.get(target));
                if let (Some(Some(rounded)), Some(Some(exact))) = pair {
                    parts.push(Part::Remark(moved(&result, name, rounded, exact)));
                }
            }
        }
        Report { kind: "backprop", parts }
    }

    /// `∂L/∂w = ∂L/∂a·∂a/∂z·∂z/∂w = … = …`
    fn product(&self, store: &mut Store, target: usize) -> Option<Part> {
        let paths = self.paths(target)?;
        let left = Term::Formula(self.derivative(store, self.graph.result(), target));
        let mut sides = Vec::new();
        let product = self.over_paths(store, &paths, |store, k| {
            let local = self.locals.get(k)?;
            Some(self.derivative(store, local.node, local.input))
        });
        if Term::Formula(product) != left {
            sides.push((Relation::Equal, Term::Formula(product)));
        }
        let formula =
            self.over_paths(store, &paths, |_, k| self.locals.get(k).map(|local| local.formula));
        sides.push((Relation::Equal, Term::Formula(formula)));
        if let Some(chain) = &self.chain {
            let numbers = self.over_paths(store, &paths, |store, k| {
                chain.locals.get(k).map(|number| number.shown(store))
            });
            let is_exact = |&k: &usize| chain.locals.get(k).is_some_and(|number| number.is_exact);
            let sign = if paths.iter().flatten().all(is_exact) {
                Relation::Equal
            } else {
                Relation::Approximately
            };
            let value = chain.gradients.get(target)?.as_ref()?;
            if numbers != value.shown(store) {
                sides.push((sign, Term::Formula(numbers)));
            }
            let sign = if value.is_exact && sign == Relation::Equal {
                Relation::Equal
            } else {
                Relation::Approximately
            };
            sides.push((sign, Term::Decimal { text: value.text.clone(), exact: value.is_exact }));
        }
        Some(Part::Equation(Equation { left, sides }))
    }

    /// The paths from the result to a node, as lists of local derivatives; none if they are many.
    fn paths(&self, target: usize) -> Option<Vec<Vec<usize>>> {
        let mut complete = Vec::new();
        let mut open: Vec<(usize, Vec<usize>)> = vec![(target, Vec::new())];
        let mut work = 0_usize;
        while let Some((node, path)) = open.pop() {
            work += 1;
            if work > 64 * MOST_PATHS {
                return None;
            }
            if node == self.graph.result() {
                complete.push(path);
                if complete.len() > MOST_PATHS {
                    return None;
                }
                continue;
            }
            for (k, local) in self.locals.iter().enumerate().filter(|(_, l)| l.input == node) {
                let mut longer = vec![k];
                longer.extend(&path);
                open.push((local.node, longer));
            }
        }
        Some(complete)
    }

    fn over_paths(
        &self,
        store: &mut Store,
        paths: &[Vec<usize>],
        factor: impl Fn(&mut Store, usize) -> Option<Expr>,
    ) -> Expr {
        let mut sum: Option<Expr> = None;
        for path in paths {
            let mut product: Option<Expr> = None;
            for &k in path {
                let Some(factor) = factor(store, k) else { continue };
                product = Some(product.map_or(factor, |product| store.mul(product, factor)));
            }
            if let Some(product) = product {
                sum = Some(sum.map_or(product, |sum| store.add(sum, product)));
            }
        }
        sum.unwrap_or_else(|| store.integer(0))
    }

    fn columns(&self, first: &str) -> Vec<Column> {
        let mut columns = vec![Column::new("symbol", first), Column::new("formula", "formula")];
        if self.chain.is_some() {
            columns.push(Column::new("numbers", "numbers"));
            columns.push(Column::numeric("value", "value"));
        }
        if self.unrounded.is_some() {
            columns.push(Column::numeric("unrounded", "not rounded"));
        }
        columns
    }

    fn forward(&self, store: &mut Store) -> Table {
        let mut rows = Vec::new();
        for (i, node) in self.graph.nodes.iter().enumerate() {
            let body = node.body.filter(|_| !node.is_leaf());
            if body.is_none() && self.chain.is_none() {
                continue;
            }
            let mut row = vec![Term::Formula(store.symbol_of(node.name))];
            row.push(body.map_or_else(|| Term::Words("given".into()), Term::Formula));
            if let Some(chain) = &self.chain {
                row.push(match body {
                    Some(body) => Term::Formula(chain.shown(store, &self.graph, i, body)),
                    None => Term::Empty,
                });
                row.push(chain.values.get(i).map_or(Term::Empty, Number::term));
            }
            if let Some(unrounded) = &self.unrounded {
                row.push(unrounded.values.get(i).map_or(Term::Empty, Number::term));
            }
            rows.push(row);
        }
        Table { columns: self.columns("node"), rows, has_total: false }
    }

    fn backward(&self, store: &mut Store) -> Table {
        let mut rows = Vec::new();
        for gradient in &self.gradients {
            for &k in &gradient.parts {
                rows.extend(self.local_row(store, k));
            }
            if !gradient.is_local(&self.graph, &self.locals) {
                rows.push(self.gradient_row(store, gradient));
            }
        }
        Table { columns: self.columns("derivative"), rows, has_total: false }
    }

    fn local_row(&self, store: &mut Store, k: usize) -> Option<Vec<Term>> {
        let local = self.locals.get(k)?;
        let symbol = self.derivative(store, local.node, local.input);
        let mut row = vec![Term::Formula(symbol), Term::Formula(local.formula)];
        if let Some(chain) = &self.chain {
            let numbers = chain.shown(store, &self.graph, local.node, local.formula);
            row.push(if store.as_rational(numbers).is_some() {
                Term::Empty
            } else {
                Term::Formula(numbers)
            });
            row.push(chain.locals.get(k).map_or(Term::Empty, Number::term));
        }
        if let Some(unrounded) = &self.unrounded {
            row.push(unrounded.locals.get(k).map_or(Term::Empty, Number::term));
        }
        Some(row)
    }

    fn gradient_row(&self, store: &mut Store, gradient: &Gradient) -> Vec<Term> {
        let symbol = self.derivative(store, self.graph.result(), gradient.node);
        let mut row = vec![Term::Formula(symbol), Term::Formula(gradient.formula)];
        let value = |chain: &Chain| match chain.gradients.get(gradient.node) {
            Some(Some(number)) => number.term(),
            Some(None) | None => Term::Empty,
        };
        if let Some(chain) = &self.chain {
            let numbers = chain.shown_gradient(store, &self.graph, &self.locals, gradient);
            row.extend([Term::Formula(numbers), value(chain)]);
        }
        row.extend(self.unrounded.as_ref().map(value));
        row
    }
}

/// What rounding means here.
pub(super) fn rounding_words(rounding: Rounding) -> String {
    let half = match rounding.half {
        Half::Up => "half-up (away from zero)",
        Half::Even => "half-even",
    };
    let places = rounding.places;
    let s = if places == 1 { "" } else { "s" };
    format!(
        "Every row is a step, rounded {half} to {places} place{s}; what is given is not rounded."
    )
}

/// How far rounding moved a derivative.
fn moved(result: &str, name: &str, rounded: &Number, exact: &Number) -> String {
    let (a, b) = (&rounded.text, &exact.text);
    let difference = match (a.parse::<Rational>(), b.parse::<Rational>()) {
        (Ok(a), Ok(b)) => {
            let difference = &a - &b;
            let text = difference.to_decimal().unwrap_or_else(|| difference.to_string());
            format!(": rounding moved it by about {text}")
        }
        (_, _) => String::new(),
    };
    format!("d{result}/d{name} is {a} with every step rounded and {b} without{difference}.")
}
