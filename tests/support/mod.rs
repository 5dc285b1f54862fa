//! What several test files share: a small library, a random source of expressions, and, for the
//! corpora, an oracle of their own, tables, and a way to ask the command.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

pub mod compare;
pub mod engine;
pub mod oracle;
pub mod printed;
pub mod random;
pub mod report;
pub mod sampling;
pub mod source;
pub mod special;
pub mod stand_in;
pub mod table;

use std::collections::HashMap;

use symderiv::expr::{Constant, Definition, Expr, Func, Op, Rel, Store};
use symderiv::syntax::{Signature, Vocabulary, parse_definition};

/// A small library, so that these tests do not depend on the real one.
pub struct Small {
    sources: HashMap<&'static str, &'static str>,
    known: HashMap<&'static str, Signature>,
}

const SOURCES: [(&str, &str); 9] = [
    ("tanh", "tanh(x) := (e^x - e^(-x))/(e^x + e^(-x))"),
    ("sinh", "sinh(x) := (e^x - e^(-x))/2"),
    ("tan", "tan(x) := sin(x)/cos(x)"),
    ("sigma", "sigma(x) := 1/(1 + e^(-x))"),
    ("sigmoid", "sigma(x) := 1/(1 + e^(-x))"),
    ("relu", "relu(x) := max(x, 0)"),
    ("leaky_relu", "leaky_relu(x, a = 0.01) := piecewise(x > 0, x, a*x)"),
    ("swish", "swish(x) := x*sigma(x)"),
    ("log10", "log10(x) := ln(x)/ln(10)"),
];

impl Small {
    pub fn new() -> Self {
        Self { sources: SOURCES.into_iter().collect(), known: HashMap::new() }
    }
}

impl Vocabulary for Small {
    fn function(&mut self, store: &mut Store, name: &str) -> Option<Signature> {
        let (&key, &source) = self.sources.get_key_value(name)?;
        if let Some(known) = self.known.get(key) {
            return Some(known.clone());
        }
        let read = parse_definition(source, store, self).expect("the library is right");
        let required = read.params.len() - read.defaults.len();
        let definition = Definition { params: read.params, body: read.body };
        store.define(read.name, definition).expect("the library is consistent");
        let signature = Signature { name: read.name, required, defaults: read.defaults };
        self.known.insert(key, signature.clone());
        Some(signature)
    }

    fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.sources.keys().copied().collect();
        names.sort_unstable();
        names
    }
}

/// Every source must be read as expected; all that are not are shown at once.
pub fn check_readings(read: impl Fn(&str) -> String, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|&(source, expected)| (source, read(source), expected))
        .filter(|(_, found, expected)| found != expected)
        .map(|(source, found, expected)| {
            format!("{source}\n  read:     {found}\n  expected: {expected}")
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The expression with every parenthesis written, for comparisons; only for small expressions.
pub fn dump(store: &Store, e: Expr) -> String {
    let kids: Vec<String> = store.children(e).iter().map(|&kid| dump(store, kid)).collect();
    let all = kids.join(", ");
    match store.op(e) {
        Op::Number(_) => {
            let (value, places) = store.number(e).unwrap();
            places.map_or(value.to_string(), |places| value.to_places(places))
        }
        Op::Symbol(name) => store.text(name).to_owned(),
        Op::Constant(Constant::Pi) => "π".into(),
        Op::Constant(Constant::E) => "e".into(),
        Op::Neg => format!("(-{all})"),
        Op::Add => format!("({})", kids.join(" + ")),
        Op::Sub => format!("({})", kids.join(" - ")),
        Op::Mul => format!("({})", kids.join("*")),
        Op::Div => format!("({})", kids.join("/")),
        Op::Pow => format!("({})", kids.join("^")),
        Op::Func(Func::Root) if kids[1] == "2" => format!("sqrt({})", kids[0]),
        Op::Func(f) => format!("{}({all})", format!("{f:?}").to_lowercase()),
        Op::Apply(f, orders) => {
            let primes = "'".repeat(orders.total() as usize);
            format!("{}{primes}({all})", store.text(f))
        }
        Op::Deriv => format!("D({all})"),
        Op::At => format!("[{} at {} = {}]", kids[0], kids[1], kids[2]),
        Op::Piecewise => format!("piecewise({all})"),
        Op::Rel(rel) => {
            let sign = match rel {
                Rel::Eq => "=",
                Rel::Ne => "≠",
                Rel::Lt => "<",
                Rel::Le => "≤",
                Rel::Gt => ">",
                Rel::Ge => "≥",
            };
            format!("{} {sign} {}", kids[0], kids[1])
        }
        Op::And => format!("({})", kids.join(" and ")),
        Op::Differentiable => format!("Differentiable({all})"),
        Op::Indexed(name) => format!("{}({all})", store.text(name)),
        Op::Sum => format!("Sum({all})"),
        Op::Prod => format!("Prod({all})"),
        Op::Delta => format!("Delta({all})"),
        Op::ForAll => format!("ForAll({all})"),
        Op::Matrix(op) => format!("{op:?}({all})"),
    }
}
