//! Sums and products over a range: the corpus `tests/corpus/sums.tsv` against the engine, and against
//! an evaluation of its own at small bounds with rational entries; the assignment's question 5.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod command;

use std::collections::HashMap;

use command::{root, run};
use symderiv::expr::{Constant, Expr, Func, Op, Rel, Store};
use symderiv::kernel::Step;
use symderiv::library::Library;
use symderiv::num::Rational;
use symderiv::session::{Outcome, Session};
use symderiv::steps::Answer;
use symderiv::syntax::{Scope, parse_given, parse_value_in};

const CORPUS: &str = include_str!("corpus/sums.tsv");

struct Row<'a> {
    is_true: bool,
    given: &'a str,
    sides: [&'a str; 2],
}

fn rows() -> impl Iterator<Item = Row<'static>> {
    CORPUS.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[verdict, given, lhs, rhs] = cells.as_slice() else { panic!("{line}") };
        let given = if given == "-" { "" } else { given };
        Row { is_true: verdict == "true", given, sides: [lhs, rhs] }
    })
}

/// A number: exact as long as it is rational.
#[derive(Clone, Debug)]
struct Real {
    exact: Option<Rational>,
    float: f64,
}

impl Real {
    fn rational(value: Rational) -> Self {
        let text = value.to_string();
        let (numer, denom) = text.split_once('/').unwrap_or((&text, "1"));
        let float = numer.parse::<f64>().unwrap() / denom.parse::<f64>().unwrap();
        Self { exact: Some(value), float }
    }

    fn float(float: f64) -> Self {
        Self { exact: None, float }
    }

    /// `op` on both; `None` for a division by zero.
    fn with(&self, op: Op, other: &Self) -> Option<Self> {
        if let (Some(a), Some(b)) = (&self.exact, &other.exact) {
            return Some(Self::rational(match op {
                Op::Add => a + b,
                Op::Sub => a - b,
                Op::Mul => a * b,
                _ => a.checked_div(b)?,
            }));
        }
        let (a, b) = (self.float, other.float);
        Some(Self::float(match op {
            Op::Add => a + b,
            Op::Sub => a - b,
            Op::Mul => a * b,
            _ => a / b,
        }))
    }

    fn differs(&self, other: &Self) -> bool {
        match (&self.exact, &other.exact) {
            (Some(a), Some(b)) => a != b,
            _ => {
                let scale = 1.0 + self.float.abs().max(other.float.abs());
                (self.float - other.float).abs() > 1e-9 * scale
            }
        }
    }
}

/// A value with its derivative by one variable or entry.
#[derive(Clone, Debug)]
struct Dual {
    value: Real,
    slope: Real,
}

fn number(n: i64) -> Dual {
    Dual { value: Real::rational(Rational::integer(n)), slope: Real::rational(Rational::ZERO) }
}

/// A function at a point where its value and its derivative are these.
fn function(value: f64, derivative: f64, at: &Dual) -> Option<Dual> {
    let slope = Real::float(derivative).with(Op::Mul, &at.slope)?;
    value.is_finite().then(|| Dual { value: Real::float(value), slope })
}

/// What names stand for, and what is differentiated by: a name, or one with indices.
struct World<'s> {
    store: &'s Store,
    values: HashMap<String, i64>,
    seed: Option<String>,
}

/// A generic rational for a name.
fn generic(text: &str) -> Rational {
    let seed = text.bytes().fold(11_i64, |seed, b| (seed * 37 + i64::from(b)) % 4093);
    Rational::new(seed % 19 - 7, seed % 7 + 2)
}

impl World<'_> {
    fn named(&self, text: String) -> Dual {
        let value = match self.values.get(&text) {
            Some(&n) => Rational::integer(n),
            None => generic(&text),
        };
        let slope = Rational::integer(i64::from(self.seed.as_ref() == Some(&text)));
        Dual { value: Real::rational(value), slope: Real::rational(slope) }
    }

    fn integer(&mut self, e: Expr) -> Option<i64> {
        self.eval(e)?.value.exact?.to_i64()
    }

    /// The name of a variable or of an entry at its indices.
    fn coordinate(&mut self, e: Expr) -> Option<String> {
        match self.store.op(e) {
            Op::Symbol(name) => Some(self.store.text(name).to_owned()),
            Op::Indexed(family) => {
                let mut text = self.store.family_text(family).to_owned();
                for &index in self.store.children(e) {
                    text += &format!("@{}", self.integer(index)?);
                }
                Some(text)
            }
            _ => None,
        }
    }

    fn eval(&mut self, e: Expr) -> Option<Dual> {
        let kids = self.store.children(e).to_vec();
        match (self.store.op(e), kids.as_slice()) {
            (Op::Number(_), _) => {
                let value = self.store.number(e)?.0.clone();
                Some(Dual { value: Real::rational(value), ..number(0) })
            }
            (Op::Symbol(_) | Op::Indexed(_), _) => {
                let name = self.coordinate(e)?;
                Some(self.named(name))
            }
            (Op::Neg, &[a]) => {
                let a = self.eval(a)?;
                combine(Op::Sub, &number(0), &a)
            }
            (op @ (Op::Add | Op::Sub | Op::Mul | Op::Div), &[a, b]) => {
                let (a, b) = (self.eval(a)?, self.eval(b)?);
                combine(op, &a, &b)
            }
            (Op::Pow, &[e, u]) if self.store.op(e) == Op::Constant(Constant::E) => {
                let u = self.eval(u)?;
                let value = u.value.float.exp();
                function(value, value, &u)
            }
            (Op::Func(Func::Ln), &[u]) => {
                let u = self.eval(u)?;
                function(u.value.float.ln(), 1.0 / u.value.float, &u)
            }
            (Op::Func(Func::Root), &[u, _]) => {
                let u = self.eval(u)?;
                let value = u.value.float.sqrt();
                function(value, 0.5 / value, &u)
            }
            (Op::Pow, &[a, n]) => {
                let (a, n) = (self.eval(a)?, self.integer(n)?);
                let mut power = number(1);
                for _ in 0..n.abs() {
                    power = combine(Op::Mul, &power, &a)?;
                }
                if n < 0 { combine(Op::Div, &number(1), &power) } else { Some(power) }
            }
            (Op::Delta, &[a, b]) => Some(number(i64::from(self.integer(a)? == self.integer(b)?))),
            (op @ (Op::Sum | Op::Prod), &[body, k, from, to]) => {
                let (from, to) = (self.integer(from)?, self.integer(to)?);
                let k = self.coordinate(k)?;
                let outer = self.values.get(&k).copied();
                let (joint, mut total) =
                    if op == Op::Sum { (Op::Add, number(0)) } else { (Op::Mul, number(1)) };
                for value in from..=to {
                    self.values.insert(k.clone(), value);
                    let term = self.eval(body)?;
                    total = combine(joint, &total, &term)?;
                }
                match outer {
                    Some(value) => self.values.insert(k, value),
                    None => self.values.remove(&k),
                };
                Some(total)
            }
            (Op::Deriv, &[x, body]) => {
                let coordinate = self.coordinate(x)?;
                let outer = self.seed.replace(coordinate);
                assert!(outer.is_none(), "only first derivatives are in the corpus");
                let value = self.eval(body)?.slope;
                self.seed = None;
                Some(Dual { value, ..number(0) })
            }
            (op, _) => panic!("not in the corpus: {op:?}"),
        }
    }

    fn holds(&mut self, condition: Expr) -> bool {
        match (self.store.op(condition), self.store.children(condition).to_vec().as_slice()) {
            (Op::And, parts) => parts.iter().all(|&part| self.holds(part)),
            (Op::Rel(rel), &[a, b]) => {
                let (Some(a), Some(b)) = (self.eval(a), self.eval(b)) else { return false };
                let (Some(a), Some(b)) = (a.value.exact, b.value.exact) else { return false };
                let order = a.cmp(&b);
                match rel {
                    Rel::Eq => order.is_eq(),
                    Rel::Ne => order.is_ne(),
                    Rel::Lt => order.is_lt(),
                    Rel::Le => order.is_le(),
                    Rel::Gt => order.is_gt(),
                    Rel::Ge => order.is_ge(),
                }
            }
            (op, _) => panic!("not in the corpus: {op:?}"),
        }
    }
}

fn combine(op: Op, a: &Dual, b: &Dual) -> Option<Dual> {
    let value = a.value.with(op, &b.value)?;
    let slope = match op {
        Op::Add | Op::Sub => a.slope.with(op, &b.slope)?,
        Op::Mul => {
            let right = a.value.with(Op::Mul, &b.slope)?;
            a.slope.with(Op::Mul, &b.value)?.with(Op::Add, &right)?
        }
        _ => {
            let right = a.value.with(Op::Mul, &b.slope)?;
            let above = a.slope.with(Op::Mul, &b.value)?.with(Op::Sub, &right)?;
            above.with(Op::Div, &b.value.with(Op::Mul, &b.value)?)?
        }
    };
    Some(Dual { value, slope })
}

#[test]
fn the_corpus_is_right_by_itself() {
    let (mut truths, mut lies) = (0, 0);
    for row in rows() {
        let (mut store, mut library, mut scope) = (Store::new(), Library::new(), Scope::new());
        let given = parse_given(row.given, &mut store, &mut library, &mut scope);
        let sides = row.sides.map(|side| {
            let (e, parsed) = parse_value_in(side, &mut store, &mut library, &mut scope);
            e.unwrap_or_else(|| panic!("{side}: {:?}", parsed.diagnostics))
        });
        let conditions: Vec<Expr> = given
            .statements
            .iter()
            .filter_map(|spanned| match spanned.statement {
                symderiv::syntax::Statement::Assume(condition) => Some(condition),
                _ => None,
            })
            .collect();
        let names = ["n", "m", "p", "i", "j", "k", "d", "N", "K", "a", "b", "C"];
        let integers: Vec<&str> = names
            .into_iter()
            .filter(|&text| store.find_name(text).is_some_and(|n| store.is_declared_integer(n)))
            .collect();
        let (mut compared, mut differ) = (0, 0);
        for round in 0..200_i64 {
            let mut world = World { store: &store, values: HashMap::new(), seed: None };
            for (place, name) in (0_u32..).zip(&integers) {
                let value = round / 3_i64.pow(place.min(4)) % 4;
                world.values.insert((*name).to_owned(), value);
            }
            if !conditions.iter().all(|&condition| world.holds(condition)) {
                continue;
            }
            let (Some(a), Some(b)) = (world.eval(sides[0]), world.eval(sides[1])) else { continue };
            compared += 1;
            differ += usize::from(a.value.differs(&b.value));
        }
        assert!(compared > 0, "{:?} was not compared", row.sides);
        assert_eq!(differ == 0, row.is_true, "{:?}: {differ} of {compared} differ", row.sides);
        *(if row.is_true { &mut truths } else { &mut lies }) += 1;
    }
    assert!(truths >= 60 && lies >= 40, "{truths} true and {lies} false");
}

#[test]
fn the_engine_proves_what_is_true_and_refutes_what_is_not() {
    let mut wrong = Vec::new();
    for row in rows() {
        let mut session = Session::new();
        session.run(row.given);
        let [lhs, rhs] = row.sides;
        let found = session.run(&format!("show {lhs} = {rhs}"));
        let verdict = found.iter().find_map(|outcome| match outcome {
            Outcome::Answer(Answer::Derivation(derivation)) if derivation.conditions.is_empty() => {
                Some("proved")
            }
            Outcome::Answer(Answer::Derivation(_)) => Some("proved under conditions"),
            Outcome::Answer(Answer::Refuted(_)) => Some("refuted"),
            Outcome::Answer(_) => Some("undecided"),
            Outcome::Error(_) => Some("error"),
            Outcome::Note(_) => None,
        });
        let wanted = if row.is_true { "proved" } else { "refuted" };
        let verdict = verdict.unwrap_or("nothing");
        if verdict != wanted {
            wrong.push(format!("{wanted}, but {verdict}: {} | {lhs} = {rhs}", row.given));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn proofs_of_the_corpus_are_replayed() {
    use symderiv::kernel::Kernel;
    use symderiv::strategy::{Claim, Engine};
    let (mut steps, mut inductions) = (0, 0);
    for row in rows().filter(|row| row.is_true && row.given.is_empty()) {
        let mut engine = Engine::new(Kernel::new(Store::new()));
        let mut scope = Scope::new();
        let [lhs, rhs] = row.sides.map(|side| {
            let (store, library) = (engine.kernel.store_mut(), &mut engine.library);
            parse_value_in(side, store, library, &mut scope).0.unwrap()
        });
        let Claim::Proved(t) = engine.show(lhs, rhs) else { panic!("{:?}", row.sides) };
        let summary = engine.kernel.replay(t).unwrap_or_else(|e| panic!("{:?}: {e}", row.sides));
        steps += summary.steps;
        inductions += usize::from(matches!(engine.kernel.step(t), Step::Induction { .. }));
    }
    assert!(steps > 200 && inductions > 5, "{steps} steps, {inductions} inductions");
}

#[test]
fn question_five_runs_in_every_format() {
    let file = root().join("examples/assignment/q5.sd");
    for format in ["terminal", "latex", "mathml", "html", "json", "source"] {
        let run = run(&["--file", file.to_str().unwrap(), "--format", format]);
        assert_eq!(run.code, 0, "{format}: {}", run.err);
    }
    let source =
        run(&["--file", file.to_str().unwrap(), "--format", "source", "--width", "200"]).out;
    let wanted = "sum[n=1..N] x[n,i]*yhat[n,k]*(yhat[n,k] - t[n,k])*(1 - yhat[n,k])";
    assert!(source.contains(&format!("  = {wanted}")), "{source}");
    assert!(source.contains(&format!("  = w[k,i] - eta*{wanted}")), "{source}");
}

#[test]
fn a_bound_index_is_never_captured() {
    for (text, wanted) in [
        // The outer k is another one than the bound one.
        ("D(x[k], sum[k=1..n] a[k]*x[k])", "a[k]"),
        ("(sum[k=1..n] a*x[k]) at a = y[k]", "y[k]*(sum[j=1..n] x[j])"),
        ("D(w[k], sum[i=1..n] w[i]*c) at c = w[1]", "w[1]"),
        ("sum[k=1..n] sum[k=1..2] x[k]", "n*(x[1] + x[2])"),
    ] {
        let mut session = Session::new();
        session.run("n : natural; 1 <= k; k <= n");
        let found = session.run(&format!("show {text} = {wanted}"));
        let proved = |o: &Outcome| matches!(o, Outcome::Answer(Answer::Derivation(_)));
        assert!(found.iter().any(proved), "{text}: {found:?}");
    }
}

#[test]
fn signs_of_integer_powers_are_not_forgotten() {
    for (text, is_true) in [
        ("(-x)^n = x^n", false),
        ("(-x)^n = (-1)^n*x^n", true),
        ("(-1)^(2*n) = 1", true),
        ("(-1)^n = 1", false),
        ("((-x)^n)^2 = (x^2)^n", true),
        ("(x*y)^n = x^n*y^n", true),
        ("(x - y)^n = (y - x)^n", false),
    ] {
        let mut session = Session::new();
        let found = session.run(&format!("n : integer; show {text}"));
        let proved = |o: &Outcome| matches!(o, Outcome::Answer(Answer::Derivation(_)));
        assert_eq!(found.iter().any(proved), is_true, "{text}: {found:?}");
    }
}

#[test]
fn what_is_declared_of_an_index_holds_only_for_a_range_that_keeps_it() {
    for (text, is_true) in [
        ("sum[i=-2..n] |i| = sum[i=-2..n] i", false),
        ("sum[i=-2..n] sqrt(i^2) = sum[j=-2..n] j", false),
        ("prod[i=-2..n] |i| = prod[i=-2..n] i", false),
        ("sum[i=0..n] |i| = sum[i=0..n] i", true),
        ("sum[i=1..n] 2*i = 2*(sum[i=1..n] i)", true),
    ] {
        let mut session = Session::new();
        let found = session.run(&format!("n : integer; i : natural; show {text}"));
        let proved = |o: &Outcome| matches!(o, Outcome::Answer(Answer::Derivation(_)));
        assert_eq!(found.iter().any(proved), is_true, "{text}: {found:?}");
    }
}
