//! Large and many: nested layers, deep towers, every equality of the corpus, many digits.

use divan::{Bencher, black_box};
use symderiv::eval::{Request, value};
use symderiv::expr::{Expr, Func, Orders, Store};
use symderiv::kernel::Kernel;
use symderiv::library::Library;
use symderiv::session::Session;
use symderiv::strategy::Engine;
use symderiv::syntax::{Scope, Vocabulary, parse_expression, parse_in, parse_value_in};

fn main() {
    divan::main();
}

/// The engine, the variable x and `sigma(w_n*sigma(… w_1*x + b_1 …) + b_n)`.
fn layers(n: usize) -> (Engine, Expr, Expr) {
    let (mut store, mut library) = (Store::new(), Library::new());
    let sigma = library.function(&mut store, "sigma").map(|signature| signature.name);
    let x = store.symbol("x");
    let mut e = x;
    for k in 1..=n {
        let (w, b) = (store.symbol(&format!("w_{k}")), store.symbol(&format!("b_{k}")));
        let product = store.mul(w, e);
        let sum = store.add(product, b);
        e = sigma.map_or(sum, |sigma| store.apply(sigma, Orders::NONE, &[sum]));
    }
    (Engine::new(Kernel::new(store)), x, e)
}

/// d/dx of n layers, with its proof.
#[divan::bench(args = [100, 1_000, 10_000])]
fn derivative_of_layers(bencher: Bencher, n: usize) {
    bencher
        .with_inputs(|| layers(n))
        .bench_local_refs(|(engine, x, e)| engine.derivative(*x, *e).is_ok());
}

/// The same as an expression only.
#[divan::bench(args = [100, 1_000, 10_000])]
fn unproved_derivative_of_layers(bencher: Bencher, n: usize) {
    bencher
        .with_inputs(|| layers(n))
        .bench_local_refs(|(engine, x, e)| engine.unproved_derivative(*x, *e).is_ok());
}

/// All 2n partial derivatives by the weights, by reverse accumulation.
#[divan::bench(args = [100, 1_000, 10_000])]
fn gradient_of_layers(bencher: Bencher, n: usize) {
    bencher
        .with_inputs(|| {
            let (mut engine, _, e) = layers(n);
            let store = engine.kernel.store_mut();
            let names = (1..=n).flat_map(|k| [format!("w_{k}"), format!("b_{k}")]);
            let weights: Vec<Expr> = names.map(|name| store.symbol(&name)).collect();
            (engine, e, weights)
        })
        .bench_local_refs(|(engine, e, weights)| engine.unproved_gradient(*e, weights).is_ok());
}

/// A session that knows matrices and vectors for n layers.
fn declared(n: usize) -> (Engine, Scope) {
    let mut engine = Engine::new(Kernel::new(Store::new()));
    let mut scope = Scope::new();
    let text = (1..=n).fold(String::from("x, y : vector d"), |text, k| {
        format!("{text}; W_{k} : matrix d×d; b_{k} : vector d")
    });
    parse_in(&text, engine.kernel.store_mut(), &mut engine.library, &mut scope);
    (engine, scope)
}

fn read(engine: &mut Engine, scope: &mut Scope, text: &str) -> Option<Expr> {
    parse_value_in(text, engine.kernel.store_mut(), &mut engine.library, scope).0
}

/// `W_n*(… W_1*x + b_1 …) + b_n`, each sum perhaps under a function.
fn network(n: usize, function: &str) -> String {
    (1..=n).fold(String::from("x"), |inner, k| format!("{function}(W_{k}*{inner} + b_{k})"))
}

/// n affine layers as one, with its proof.
#[divan::bench(args = [50, 100, 200, 400])]
fn collapse_layers(bencher: Bencher, n: usize) {
    bencher
        .with_inputs(|| {
            let (mut engine, mut scope) = declared(n);
            let e = read(&mut engine, &mut scope, &network(n, ""));
            let x = read(&mut engine, &mut scope, "x");
            (engine, e.zip(x))
        })
        .bench_local_refs(|(engine, layers)| {
            layers.is_some_and(|(e, x)| engine.collapse(e, x).is_ok())
        });
}

/// The gradients of a perceptron's loss by all its weights and biases, one after the other, with
/// their proofs.
#[divan::bench(args = [5, 10, 20], sample_count = 3, sample_size = 1)]
fn gradients_of_perceptron(bencher: Bencher, n: usize) {
    bencher
        .with_inputs(|| {
            let (mut engine, mut scope) = declared(n);
            let loss = format!("norm({} - y)^2", network(n, "tanh"));
            let wanted = (1..=n).flat_map(|k| [format!("W_{k}"), format!("b_{k}")]);
            let gradients: Vec<Expr> = wanted
                .filter_map(|x| read(&mut engine, &mut scope, &format!("grad[{x}] {loss}")))
                .collect();
            (engine, gradients)
        })
        .bench_local_refs(|(engine, gradients)| {
            gradients.iter().filter(|&&gradient| engine.derive(gradient).is_ok()).count()
        });
}

/// `1/(1 + 1/(1 + … x))` of n levels.
fn fractions(n: usize) -> (Engine, Expr, Expr) {
    let mut store = Store::new();
    let (x, one) = (store.symbol("x"), store.integer(1));
    let mut e = x;
    for _ in 0..n {
        let below = store.add(one, e);
        e = store.div(one, below);
    }
    (Engine::new(Kernel::new(store)), x, e)
}

/// `((…)*x + sin(x^k))*x + …` of n levels.
fn horner(n: i64) -> (Engine, Expr, Expr) {
    let mut store = Store::new();
    let x = store.symbol("x");
    let mut e = x;
    for k in 1..=n {
        let k = store.integer(k);
        let power = store.pow(x, k);
        let sine = store.func(Func::Sin, &[power]);
        let product = store.mul(e, x);
        e = store.add(product, sine);
    }
    (Engine::new(Kernel::new(store)), x, e)
}

#[divan::bench(args = [50, 500, 5_000])]
fn derivative_of_nested_fractions(bencher: Bencher, n: usize) {
    bencher
        .with_inputs(|| fractions(n))
        .bench_local_refs(|(engine, x, e)| engine.derivative(*x, *e).is_ok());
}

#[divan::bench(args = [50, 500, 5_000])]
fn derivative_of_nested_products(bencher: Bencher, n: i64) {
    bencher
        .with_inputs(|| horner(n))
        .bench_local_refs(|(engine, x, e)| engine.derivative(*x, *e).is_ok());
}

/// The true and the false equalities of the corpus: each decided in a session of its own.
fn equalities() -> Vec<(String, String)> {
    let rows = include_str!("../tests/corpus/identities.tsv").lines();
    let cells = rows.filter(|line| !line.starts_with('#')).map(|line| line.split('\t'));
    cells
        .filter_map(|mut cells| {
            let (lhs, rhs) = (cells.nth(2)?, cells.next()?);
            Some((format!("show {lhs} = {rhs}"), cells.next().unwrap_or_default().to_owned()))
        })
        .collect()
}

/// One equality of the corpus after the other: mean and median are over the questions.
#[divan::bench(sample_count = 2_000, sample_size = 1)]
fn decide_an_equality(bencher: Bencher) {
    let mut next = equalities().into_iter().cycle();
    bencher
        .with_inputs(move || {
            let (question, assumed) = next.next().unwrap_or_default();
            let mut session = Session::new();
            if !assumed.is_empty() {
                session.run(&assumed);
            }
            (session, question)
        })
        .bench_local_refs(|(session, question)| session.run(question));
}

/// Differentiated and brought to normal form.
#[divan::bench(args = [
    "expand d/dx ((x^2 + 1)*(x^3 - 2*x + 5)/(x^2 + x + 1) + (x + 3)^4*(x - 1)^3)",
    "simplify d/dx ((x^2 + 1)^3/(x - 1) - (x^6 + 3*x^4 + 3*x^2 + 1)/(x - 1) + x*e^x*e^(-x))",
    "simplify d/dx ((e^x - e^(-x))/(e^x + e^(-x)) + 2/(e^(2*x) + 1) + x^2*(x + 1)^2 - x^4)",
])]
fn differentiate_and_cancel(question: &str) -> usize {
    Session::new().run(black_box(question)).len()
}

/// The n-th derivative of tanh in its smallest form.
#[divan::bench(args = [5, 10, 20])]
fn higher_derivative_of_tanh(n: u32) -> usize {
    Session::new().run(black_box(&format!("d^{n}/dx^{n} tanh(x)"))).len()
}

/// The value alone, of an expression that was read.
#[divan::bench(args = [50, 1_000, 10_000])]
fn value_of_sigmoid(bencher: Bencher, digits: u32) {
    let (mut store, mut library) = (Store::new(), Library::new());
    let Ok(e) = parse_expression("sigmoid(1.368)", &mut store, &mut library) else { return };
    bencher.bench_local(|| value(&mut store, black_box(e), &[], Request::Digits(digits)).is_ok());
}

/// Question to answer.
#[divan::bench(args = [50, 1_000, 10_000])]
fn digits_of_sigmoid(bencher: Bencher, digits: u32) {
    let question = format!("evaluate sigmoid(1.368) to {digits} digits");
    bencher.with_inputs(Session::new).bench_local_refs(|session| session.run(&question));
}
