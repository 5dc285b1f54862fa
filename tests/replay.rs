//! The second checker goes through the proofs of many queries.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use symderiv::expr::Store;
use symderiv::kernel::{Kernel, ReplaySummary};
use symderiv::library::Library;
use symderiv::strategy::{Claim, Engine, Form};
use symderiv::syntax::{Vocabulary, parse_expression};

fn engine(text: &str) -> (Engine, symderiv::expr::Expr) {
    let mut store = Store::new();
    let e = parse_expression(text, &mut store, &mut Library::new())
        .unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
    (Engine::new(Kernel::new(store)), e)
}

#[derive(Default)]
struct Total(ReplaySummary);

impl Total {
    fn add(&mut self, text: &str, engine: &mut Engine, t: symderiv::kernel::Theorem) {
        let summary = engine.kernel.replay(t).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert!(summary.steps > 0);
        self.0.steps += summary.steps;
        self.0.sampled += summary.sampled;
        self.0.unchecked += summary.unchecked;
    }

    /// Few steps may lack a point to check them at.
    fn finish(&self, least: usize) {
        assert!(self.0.steps >= least, "{:?}", self.0);
        assert!(self.0.unchecked * 40 <= self.0.steps, "{:?}", self.0);
    }
}

#[test]
fn derivatives_of_all_library_functions() {
    let mut total = Total::default();
    let names: Vec<String> = Library::new().names().into_iter().map(str::to_owned).collect();
    for name in names {
        let required = Library::new().function(&mut Store::new(), &name).unwrap().required;
        let args = ["x", "3"][..required.min(2)].join(", ");
        let inner = ["x^2 + 1", "3"][..required.min(2)].join(", ");
        for text in [format!("D(x, {name}({args}))"), format!("D(x, {name}({inner}))")] {
            let (mut engine, e) = engine(&text);
            match engine.derive(e) {
                Ok(t) => total.add(&text, &mut engine, t),
                Err(failure) => panic!("{text}: {failure}"),
            }
        }
    }
    total.finish(1000);
}

const DERIVATIVES: &[&str] = &[
    "D(x, x^5)",
    "D(x, 3*x^2 - 4*x + 1)",
    "D(x, x*sin(x))",
    "D(x, x*abs(x))",
    "D(x, abs(x)^3)",
    "D(x, x/(1 + abs(x)))",
    "D(x, abs(x - 1)*(x - 1))",
    "D(x, piecewise(x < 1, x^2, 2*x - 1))",
    "D(x, piecewise(x < 0, 0, x > 6, 12*x - 36, x^2))",
    "D(x, elu(2*x - 1))",
    "D(x, x^2*e^x*cos(x))",
    "D(x, sin(x)/x)",
    "D(x, (x^2 + 1)/(x^2 - 1))",
    "D(x, 1/x)",
    "D(x, x^(-3))",
    "D(x, sqrt(x))",
    "D(x, sqrt(1 - x^2))",
    "D(x, cbrt(x))",
    "D(x, root(x, 4))",
    "D(x, x^(2/3))",
    "D(x, x^a)",
    "D(x, a^x)",
    "D(x, 2^x)",
    "D(x, x^x)",
    "D(x, sin(x)^cos(x))",
    "D(x, e^(-x^2))",
    "D(x, e^(e^x))",
    "D(x, ln(x))",
    "D(x, ln(ln(x)))",
    "D(x, ln(x + sqrt(1 + x^2)))",
    "D(x, ln(abs(x)))",
    "D(x, asin(x))",
    "D(x, acos(2*x))",
    "D(x, atan(x^2))",
    "D(x, erf(x/sqrt(2)))",
    "D(x, abs(x))",
    "D(x, abs(x^2 - 1))",
    "D(x, sign(x))",
    "D(x, floor(x))",
    "D(x, ceil(2*x))",
    "D(x, max(x, 0))",
    "D(x, min(x, 1 - x))",
    "D(x, piecewise(x > 0, x^2, -x))",
    "D(x, piecewise(x < -1, 0, x < 1, x^3, 1))",
    "D(x, sin(cos(tan(x))))",
    "D(x, tanh(x)^2)",
    "D(x, sigma(3*x - 1))",
    "D(x, sigma(sigma(x)))",
    "D(x, x*tanh(softplus(x)))",
    "D(x, D(x, x^4))",
    "D(x, D(x, sigma(x)))",
    "D(x, D(x, sin(x)*e^x))",
    "D(y, x^2*y^3)",
    "D(x, x*y + sin(x*y))",
    "D(x, D(y, x^2*y^3))",
    "D(x, (x - m)^2/(2*s^2))",
    "D(x, 1/(s*sqrt(2*pi))*e^(-(x - m)^2/(2*s^2)))",
    "D(w, (sigma(w*x + b) - y)^2)",
    "D(p, -(y*ln(p) + (1 - y)*ln(1 - p)))",
    "D(x, ln(e^x + e^(-x)))",
    "D(x, (1 + x)^10)",
    "D(x, x*ln(x) - x)",
    "D(x, 0)",
    "D(x, a)",
];

#[test]
fn derivatives_of_many_expressions() {
    let mut total = Total::default();
    for text in DERIVATIVES {
        let (mut engine, e) = engine(text);
        let t = engine.derive(e).unwrap_or_else(|failure| panic!("{text}: {failure}"));
        total.add(text, &mut engine, t);
    }
    total.finish(400);
}

const FORMS: &[&str] = &[
    "(x + y)^3",
    "x^2 - 1",
    "(x^2 - 1)/(x - 1)",
    "1/x + 1/y",
    "x/(x + 1) - 1/(x + 1)",
    "e^x*e^y",
    "e^(2*x) - 1",
    "sin(x)^2 + cos(x)^2",
    "ln(x) + ln(y)",
    "sqrt(x^2)",
    "sqrt(8)",
    "x^3 + 3*x^2 + 3*x + 1",
    "(a + b)*(a - b)",
    "abs(x)*sign(x)",
    "x*x^2*x^3",
];

#[test]
fn forms_of_expressions() {
    let mut total = Total::default();
    for text in FORMS {
        for form in [Form::Expanded, Form::Factored, Form::Together] {
            let (mut engine, e) = engine(text);
            if let Ok(t) = engine.in_form(form, e) {
                total.add(text, &mut engine, t);
            }
        }
        let (mut engine, e) = engine(text);
        let t = engine.derive(e).unwrap_or_else(|failure| panic!("{text}: {failure}"));
        total.add(text, &mut engine, t);
    }
    total.finish(50);
}

const CLAIMS: &[(&str, &str)] = &[
    ("cosh(x)^2 - sinh(x)^2", "1"),
    ("tanh(x)", "2*sigma(2*x) - 1"),
    ("D(x, tanh(x))", "1 - tanh(x)^2"),
    ("D(x, sigma(x))", "sigma(x)*(1 - sigma(x))"),
    ("D(x, softplus(x))", "sigma(x)"),
    ("sigma(-x)", "1 - sigma(x)"),
    ("sin(2*x)", "2*sin(x)*cos(x)"),
    ("ln(x*y)", "ln(x) + ln(y)"),
    ("(x^2 - 1)/(x - 1)", "x + 1"),
    ("max(x, y) + min(x, y)", "x + y"),
    ("sqrt(x^2)", "abs(x)"),
    ("e^(ln(x))", "x"),
    ("asinh(x)", "ln(x + sqrt(x^2 + 1))"),
    ("sinh(2*x)", "2*sinh(x)*cosh(x)"),
];

#[test]
fn proved_claims() {
    let mut total = Total::default();
    for (lhs, rhs) in CLAIMS {
        let mut store = Store::new();
        let mut library = Library::new();
        let [a, b] =
            [lhs, rhs].map(|text| parse_expression(text, &mut store, &mut library).unwrap());
        let mut engine = Engine::new(Kernel::new(store));
        match engine.show(a, b) {
            Claim::Proved(t) => total.add(lhs, &mut engine, t),
            other => panic!("{lhs} = {rhs}: {other:?}"),
        }
    }
    total.finish(60);
}
