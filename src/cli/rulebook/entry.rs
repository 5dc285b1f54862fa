//! A row of the rulebook as expressions and words.

use symderiv::expr::{Declared, Expr, MatOp, Rel, Shape, Store};
use symderiv::kernel::{Premise, Rocq, Rule};
use symderiv::pattern::{Bindings, Pat};

/// A family.
pub struct Chapter {
    /// Its title.
    pub title: &'static str,
    /// Its rules.
    pub entries: Vec<Entry>,
}

/// A rule with its metavariables written as variables.
pub struct Entry {
    /// The row.
    pub rule: &'static Rule,
    /// The equation.
    pub equation: Expr,
    /// What must hold, one condition each.
    pub conditions: Vec<Vec<Part>>,
}

/// A part of a condition.
pub enum Part {
    /// Words.
    Words(&'static str),
    /// A number that is part of the words.
    Count(i64),
    /// A formula.
    Math(Expr),
}

impl Entry {
    /// Writes a rule with variables for its metavariables.
    pub fn new(store: &mut Store, rule: &'static Rule) -> Self {
        let variables = variables(store, rule);
        let lhs = written(store, &rule.lhs, &variables);
        let rhs = written(store, &rule.rhs, &variables);
        let equation = store.rel(Rel::Eq, lhs, rhs);
        let conditions = rule.when.iter().map(|premise| condition(store, premise, &variables));
        Self { rule, equation, conditions: conditions.collect() }
    }

    /// Does it hold only for some values?
    pub fn has_conditions_on_values(&self) -> bool {
        self.rule.when.iter().any(|premise| matches!(premise, Premise::Holds(_)))
    }

    /// The name of the Rocq lemma, or why there is none.
    pub fn rocq(&self) -> (&'static str, &'static str) {
        match self.rule.rocq {
            Rocq::Lemma(name) => ("Rocq lemma", name),
            Rocq::Lacks(reason) => ("No Rocq lemma", reason),
        }
    }
}

fn variables(store: &mut Store, rule: &Rule) -> Bindings {
    let letters = rule.lhs.letters().into_iter().chain(rule.rhs.letters());
    let matrices = rule.id.starts_with("matrix.") || rule.id.starts_with("gradient.");
    let mut pairs: Vec<(u8, Expr)> = Vec::new();
    for letter in letters {
        let text = char::from(letter).to_string();
        pairs.push((letter, if matrices { matrix(store, &text) } else { store.symbol(&text) }));
    }
    Bindings::of(&pairs)
}

/// A matrix variable with dimensions to speak of; the shapes of a rule's matrices are not written.
fn matrix(store: &mut Store, text: &str) -> Expr {
    let name = store.name(text);
    let (rows, cols) = (store.symbol("m"), store.symbol("n"));
    let shape = Shape { rows, cols };
    let declared = Declared { shape, symmetric: false, invertible: false };
    match store.declare_matrix(name, declared) {
        Ok(()) => store.mat(MatOp::Named(name), &[]),
        Err(_) => store.symbol_of(name),
    }
}

/// What a family is called in a book; a new one is called by its name until it is listed here.
pub fn title(family: &'static str) -> &'static str {
    match family {
        "arith" => "Arithmetic",
        "powers" => "Powers and roots",
        "explog" => "Exponentials and logarithms",
        "trig" => "Trigonometry",
        "inverse" => "Inverse functions",
        "piecewise" => "Absolute values, signs and pieces",
        "diff" => "Differentiation",
        "matrix" => "Matrices",
        "gradient" => "Gradients and Jacobians",
        name => name,
    }
}

/// The pattern as an expression; every letter of a rule's patterns is bound.
fn written(store: &mut Store, pattern: &Pat, variables: &Bindings) -> Expr {
    match pattern.instantiate(store, variables) {
        Some(e) => e,
        None => store.symbol("?"),
    }
}

fn condition(store: &mut Store, premise: &Premise, variables: &Bindings) -> Vec<Part> {
    use Part::{Count, Math, Words};
    let mut math = |letter: &u8| Math(written(store, &Pat::Var(*letter), variables));
    match premise {
        Premise::Holds(pattern) => vec![Math(written(store, pattern, variables))],
        Premise::Defined(u) => vec![math(u), Words(" is defined")],
        Premise::Differentiable(u, x) => {
            vec![math(u), Words(" is differentiable with respect to "), math(x)]
        }
        Premise::Free(u, x) => vec![math(u), Words(" does not depend on "), math(x)],
        Premise::IntegerAtLeast(n, least) => {
            vec![math(n), Words(" is an integer, at least "), Count(*least)]
        }
        Premise::NegativeInteger(n) => vec![math(n), Words(" is a negative integer")],
        Premise::EvenIndex(n) => vec![math(n), Words(" is an even integer, at least 2")],
        Premise::OddIndex(n) => vec![math(n), Words(" is an odd integer, at least 3")],
        Premise::Symmetric(m) => vec![math(m), Words(" is symmetric")],
        Premise::Unstructured(m) => vec![math(m), Words(" has entries that vary freely")],
        Premise::Variable(x) => vec![math(x), Words(" is a variable")],
        Premise::Integer(n) => vec![math(n), Words(" is an integer")],
        Premise::DefinedTerm(u) => {
            vec![Math(written(store, u, variables)), Words(" is defined")]
        }
        Premise::DifferentiableTerm(u, x) => {
            let x = Math(written(store, &Pat::Var(*x), variables));
            let u = Math(written(store, u, variables));
            vec![u, Words(" is differentiable with respect to "), x]
        }
    }
}
