//! The main job: reading, differentiating with a proof, printing.

use divan::{Bencher, black_box};
use symderiv::expr::{Expr, Store};
use symderiv::kernel::Kernel;
use symderiv::library::Library;
use symderiv::print::{Format, render};
use symderiv::session::{Outcome, Session};
use symderiv::steps::Answer;
use symderiv::strategy::Engine;
use symderiv::syntax::parse_expression;

fn main() {
    divan::main();
}

/// The nodes of a random expression.
const NODES: usize = 40;
/// How many of them there are; the benchmarks take turns.
const COUNT: usize = 100;

/// A small generator of pseudo-random numbers (xorshift): the same expressions in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) % n
    }

    /// The text of an expression in x and y with so many nodes, differentiable wherever it is
    /// defined.
    fn text(&mut self, nodes: usize) -> String {
        match nodes {
            0 | 1 => {
                ["x", "x", "y", "2", "3", "5"][usize::try_from(self.below(6)).unwrap_or(0)].into()
            }
            2 => self.call(2),
            _ => match self.below(10) {
                0..=2 => self.call(nodes),
                3 if nodes > 3 => format!("({})^{}", self.text(nodes - 2), 2 + self.below(3)),
                _ => {
                    let room = u64::try_from(nodes - 2).unwrap_or(1);
                    let left = 1 + usize::try_from(self.below(room)).unwrap_or(0);
                    let operator =
                        ["+", "-", "*", "*", "/"][usize::try_from(self.below(5)).unwrap_or(0)];
                    let (a, b) = (self.text(left), self.text(nodes - 1 - left));
                    format!("({a} {operator} {b})")
                }
            },
        }
    }

    fn call(&mut self, nodes: usize) -> String {
        let function = ["sin", "cos", "atan", "exp"][usize::try_from(self.below(4)).unwrap_or(0)];
        // The exponential function is a power of e: two nodes.
        let inner = if function == "exp" { nodes.saturating_sub(2) } else { nodes - 1 };
        format!("{function}({})", self.text(inner))
    }
}

fn texts() -> impl FnMut() -> String {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let texts: Vec<String> = (0..COUNT).map(|_| random.text(NODES)).collect();
    let mut next = texts.into_iter().cycle();
    move || next.next().unwrap_or_default()
}

fn read(text: &str) -> (Store, Option<Expr>) {
    let (mut store, mut library) = (Store::new(), Library::new());
    let e = parse_expression(text, &mut store, &mut library).ok();
    (store, e)
}

/// The text of 40 nodes to an expression in a new store.
#[divan::bench]
fn read_40_nodes(bencher: Bencher) {
    bencher.with_inputs(texts()).bench_local_refs(|text| read(text));
}

/// The derivative with its proof, not yet simplified.
#[divan::bench]
fn prove_the_derivative_of_40_nodes(bencher: Bencher) {
    let mut next = texts();
    let mut prepared = move || {
        let (mut store, e) = read(&next());
        let x = store.symbol("x");
        (Engine::new(Kernel::new(store)), x, e.unwrap_or(x))
    };
    bencher
        .with_inputs(&mut prepared)
        .bench_local_refs(|(engine, x, e)| engine.derivative(*x, *e).is_ok());
}

/// The derivative as an expression only.
#[divan::bench]
fn derivative_of_40_nodes_without_proof(bencher: Bencher) {
    let mut next = texts();
    let mut prepared = move || {
        let (mut store, e) = read(&next());
        let x = store.symbol("x");
        (Engine::new(Kernel::new(store)), x, e.unwrap_or(x))
    };
    bencher
        .with_inputs(&mut prepared)
        .bench_local_refs(|(engine, x, e)| engine.unproved_derivative(*x, *e).is_ok());
}

/// Question to answer: everything but the printing.
#[divan::bench(args = ["d/dx tanh(x)", "show sigma'(x) = sigma(x)*(1 - sigma(x))"])]
fn answer(question: &str) -> Vec<Outcome> {
    Session::new().run(black_box(question))
}

/// The printing.
#[divan::bench(args = [Format::Terminal, Format::Latex, Format::Mathml, Format::Json])]
fn print_tanh(bencher: Bencher, format: Format) {
    let mut session = Session::new();
    let outcomes = session.run("d/dx tanh(x)");
    let answers: Vec<Answer> = outcomes
        .into_iter()
        .filter_map(|outcome| match outcome {
            Outcome::Answer(answer) => Some(answer),
            Outcome::Error(_) | Outcome::Note(_) => None,
        })
        .collect();
    let options = format.options();
    bencher.bench_local(|| render(session.store(), black_box(&answers), &options));
}
