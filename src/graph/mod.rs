//! Computation graphs: named values that are made of other named values.
//!
//! A node is a name with its definition; its inputs are the names in the definition. Derivatives
//! of one node by another are worked out by the kernel on the definition alone, with the inputs as
//! variables, and put together by the chain rule along the graph, from the result backwards.

mod chain;
mod descend;
mod local;
mod number;
mod picture;
mod report;

use std::collections::HashMap;
use std::fmt;

use rustc_hash::FxBuildHasher;

pub use chain::{Chain, Gradient};
pub use descend::{Descent, descend};
pub use local::{Local, locals};
pub use number::{Mode, Number};
pub use picture::{dot, svg};
pub use report::{Backprop, backprop};

use crate::eval::EvalError;
use crate::expr::{Expr, Name, Store};
use crate::strategy::Failure;

/// A named value and what it is made of.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its name.
    pub name: Name,
    /// Its definition; none for a free variable.
    pub body: Option<Expr>,
    /// The nodes in its definition, in the order of their names.
    pub inputs: Vec<usize>,
}

impl Node {
    /// Is it given, not computed from others?
    #[must_use]
    pub fn is_leaf(&self) -> bool {
        self.inputs.is_empty()
    }
}

/// The named values that a result depends on, inputs before what is made of them.
#[derive(Clone, Debug)]
pub struct Graph {
    /// The nodes; the last one is the result.
    pub nodes: Vec<Node>,
}

/// Why a question about a graph has no answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GraphError {
    /// The result does not depend on this name.
    Independent(String),
    /// Some names have values, these have none.
    NoValue(Vec<String>),
    /// A name has two values.
    TwoValues(String),
    /// No derivative was found.
    Failure(Failure),
    /// A value could not be computed; the text names the node.
    Value(String, EvalError),
    /// A condition of a derivative does not hold.
    Fails(Expr),
    /// What the descent needs is not there.
    NoNumbers,
}

impl fmt::Display for GraphError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Independent(name) => write!(f, "the value does not depend on '{name}'"),
            Self::NoValue(names) => write!(f, "no value is given for {}", names.join(", ")),
            Self::TwoValues(name) => write!(f, "'{name}' has a value already"),
            Self::Failure(failure) => write!(f, "{failure}"),
            Self::Value(name, error) => write!(f, "the value of '{name}': {}", error.kind),
            Self::Fails(_) => f.write_str("there is no derivative at these values"),
            Self::NoNumbers => f.write_str("a descent needs a value for every name"),
        }
    }
}

impl std::error::Error for GraphError {}

impl GraphError {
    /// A stable identifier.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Independent(_) => "independent",
            Self::NoValue(_) | Self::NoNumbers => "no-value",
            Self::TwoValues(_) => "value-twice",
            Self::Failure(failure) => failure.code(),
            Self::Value(_, error) => error.code(),
            Self::Fails(_) => "undefined",
        }
    }

    /// What the user can do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NoValue(names) => {
                let name = names.first().map_or("x", String::as_str);
                Some(format!("write '{name} = …' before, or 'at {name} = …' behind the command"))
            }
            Self::NoNumbers => Some("write 'at x = …' behind the command".into()),
            Self::Failure(failure) => failure.help(),
            Self::Independent(_) | Self::TwoValues(_) | Self::Value(..) | Self::Fails(_) => None,
        }
    }
}

impl Graph {
    /// Everything that the named value is made of.
    #[must_use]
    pub fn of(store: &Store, result: Name) -> Self {
        let mut inputs: HashMap<Name, Vec<Name>, FxBuildHasher> = HashMap::default();
        let mut stack = vec![result];
        while let Some(name) = stack.pop() {
            if inputs.contains_key(&name) {
                continue;
            }
            let body = store.value(name).map(|definition| definition.body);
            let needed = body.map_or_else(Vec::new, |body| names_in(store, body));
            stack.extend(&needed);
            inputs.insert(name, needed);
        }
        let mut order: Vec<Name> = inputs.keys().copied().collect();
        // A definition is in the store before any expression that mentions its name, so its body
        // has a smaller handle than theirs.
        order.sort_by_cached_key(|name| {
            let is_inner = inputs.get(name).is_some_and(|inputs| !inputs.is_empty());
            let body = store.value(*name).map(|definition| definition.body);
            let place = body.filter(|_| is_inner).map(Expr::index);
            (*name == result, place, natural(store.text(*name)))
        });
        let place: HashMap<Name, usize, FxBuildHasher> =
            order.iter().enumerate().map(|(i, &name)| (name, i)).collect();
        let nodes = order.iter().map(|&name| Node {
            name,
            body: store.value(name).map(|definition| definition.body),
            inputs: inputs
                .get(&name)
                .map_or(&[][..], Vec::as_slice)
                .iter()
                .filter_map(|input| place.get(input).copied())
                .collect(),
        });
        Self { nodes: nodes.collect() }
    }

    /// The place of the result.
    #[must_use]
    pub fn result(&self) -> usize {
        self.nodes.len().saturating_sub(1)
    }

    /// The node with this name.
    #[must_use]
    pub fn find(&self, name: Name) -> Option<usize> {
        self.nodes.iter().position(|node| node.name == name)
    }

    /// For each node: does it lie between one of the targets and the result?
    #[must_use]
    pub fn between(&self, targets: &[usize]) -> Vec<bool> {
        let mut is_between = vec![false; self.nodes.len()];
        for (i, node) in self.nodes.iter().enumerate() {
            let depends = node.inputs.iter().any(|&input| is_between.get(input) == Some(&true));
            if let Some(flag) = is_between.get_mut(i) {
                *flag = depends || targets.contains(&i);
            }
        }
        is_between
    }
}

/// The names of the values in an expression, in a natural order.
fn names_in(store: &Store, body: Expr) -> Vec<Name> {
    let mut names = store.free_symbols(body);
    names.sort_by_cached_key(|&name| natural(store.text(name)));
    names
}

/// A key by which `w2` comes before `w10`.
fn natural(text: &str) -> Vec<(u64, String)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let letters = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(letters);
        let digits = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
        let (number, behind) = behind.split_at(digits);
        parts.push((0, word.to_owned()));
        parts.push((number.parse().unwrap_or(u64::MAX), String::new()));
        rest = behind;
    }
    parts
}
