//! Random expressions: whatever is proved about them must be true at exact points.
//!
//! The values are computed by `eval` and difference quotients, apart from the rules and normal
//! forms. `SOUNDNESS_CASES`, `SOUNDNESS_SEED`, `SOUNDNESS_DEPTH` and
//! `SOUNDNESS_POOL` widen the search, `SOUNDNESS_SHOW` shows it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod points;

use points::{Derivatives, Known, Point, all_hold, close, write};
use symderiv::expr::{Constant, Expr, Func, Op, Rel, Store};
use symderiv::kernel::{Hyps, Kernel, Theorem, rules};
use symderiv::library::Library;
use symderiv::num::Rational;
use symderiv::strategy::{Claim, Engine, Form};
use symderiv::syntax::{Command, Scope, Statement, parse_expression, parse_in};

/// A small generator of random numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// A random expression in x and y.
fn expression(s: &mut Store, random: &mut Random, depth: u32) -> Expr {
    if depth == 0 || random.below(9) == 0 {
        return match random.below(8) {
            0..4 => s.symbol("x"),
            4 => s.symbol("y"),
            5 => s.integer(2),
            6 => s.constant(Constant::Pi),
            _ => s.integer(random.below(5) as i64),
        };
    }
    let a = expression(s, random, depth - 1);
    match random.below(24) {
        0 => s.neg(a),
        1 | 2 => {
            let b = expression(s, random, depth - 1);
            s.add(a, b)
        }
        3 | 4 => {
            let b = expression(s, random, depth - 1);
            s.sub(a, b)
        }
        5..8 => {
            let b = expression(s, random, depth - 1);
            s.mul(a, b)
        }
        8 | 9 => {
            let b = expression(s, random, depth - 1);
            s.div(a, b)
        }
        10 | 11 => {
            let n = random.pick(&[2, 3, -1, -2, 4, 0]);
            let n = s.integer(n);
            s.pow(a, n)
        }
        12 => {
            let (p, q) = random.pick(&[(1, 2), (1, 3), (2, 3), (-1, 2), (3, 2), (0, 5)]);
            let (p, q) = (s.integer(p), s.integer(q));
            let r = s.div(p, q);
            s.pow(a, r)
        }
        13 => {
            let b = expression(s, random, depth - 1);
            s.pow(a, b)
        }
        14 => s.exp(a),
        15 => s.func(Func::Ln, &[a]),
        16 | 17 => {
            let k = s.integer(random.pick(&[2, 2, 3, 4]));
            s.func(Func::Root, &[a, k])
        }
        18 => s.func(random.pick(&[Func::Sin, Func::Cos]), &[a]),
        19 => s.func(random.pick(&[Func::Asin, Func::Acos, Func::Atan, Func::Erf]), &[a]),
        20 => s.func(random.pick(&[Func::Abs, Func::Sign]), &[a]),
        21 => s.func(random.pick(&[Func::Floor, Func::Ceil]), &[a]),
        22 => {
            let b = expression(s, random, depth - 1);
            s.func(random.pick(&[Func::Min, Func::Max]), &[a, b])
        }
        _ => {
            let (b, c) = (expression(s, random, depth - 1), expression(s, random, depth - 1));
            let zero = s.integer(0);
            let guard = s.rel(random.pick(&[Rel::Gt, Rel::Ge, Rel::Ne, Rel::Eq]), a, zero);
            s.make(Op::Piecewise, &[guard, b, c])
        }
    }
}

const VALUES: [(i64, i64); 12] = [
    (0, 1),
    (1, 1),
    (-1, 1),
    (1, 2),
    (2, 1),
    (-2, 1),
    (-1, 2),
    (3, 1),
    (7, 5),
    (-5, 3),
    (1, 7),
    (-3, 1),
];

fn grid(store: &mut Store) -> Vec<Point> {
    let (x, y) = (store.name("x"), store.name("y"));
    let mut all = Vec::new();
    for (i, &(n, d)) in VALUES.iter().enumerate() {
        let (m, e) = VALUES[(5 * i + 3) % VALUES.len()];
        all.push(vec![(x, Rational::new(n, d)), (y, Rational::new(m, e))]);
        let (m, e) = VALUES[(7 * i) % VALUES.len()];
        all.push(vec![(x, Rational::new(n, d)), (y, Rational::new(m, e))]);
    }
    all
}

/// The first point at which the theorem is false, in words.
fn counterexample(kernel: &mut Kernel, t: Theorem) -> Option<String> {
    let conditions = kernel.conditions(kernel.hyps_of(t)).to_vec();
    let (lhs, rhs) = (kernel.lhs(t), kernel.rhs(t));
    let mut derivatives = Derivatives::default();
    for at in grid(kernel.store_mut()) {
        if all_hold(kernel.store_mut(), &conditions, &at) != Some(true) {
            continue;
        }
        let a = derivatives.value(kernel.store_mut(), lhs, &at);
        let b = derivatives.value(kernel.store_mut(), rhs, &at);
        if close(&a, &b) == Some(false) {
            let s = kernel.store();
            let point: Vec<String> =
                at.iter().map(|(n, v)| format!("{} = {v}", s.text(*n))).collect();
            let hyps: Vec<String> = conditions.iter().map(|&c| write(s, c)).collect();
            return Some(format!(
                "{} = {}  if [{}]  at {}: {} vs {}",
                write(s, lhs),
                write(s, rhs),
                hyps.join(", "),
                point.join(", "),
                brief(&a),
                brief(&b)
            ));
        }
    }
    None
}

fn brief(known: &Known) -> String {
    match known {
        Known::Number(value) => {
            points::decimal(value, 12).map_or("?".to_owned(), |q| q.to_places(12))
        }
        other => format!("{other:?}"),
    }
}

/// Proves things about random expressions and reports what is false.
fn search(cases: u64, depth: u32, salt: u64, prove: impl Fn(&mut Engine, Expr) -> Vec<Theorem>) {
    let seed = setting("SOUNDNESS_SEED", 1);
    let mut wrong = Vec::new();
    let mut proved = 0;
    for case in 0..setting("SOUNDNESS_CASES", cases) {
        let mut random = Random(seed.wrapping_mul(1_000_003) ^ (salt << 40) ^ case);
        random.below(2);
        let mut store = Store::new();
        let depth = setting("SOUNDNESS_DEPTH", depth.into()) as u32;
        let e = expression(&mut store, &mut random, depth);
        if std::env::var_os("SOUNDNESS_SHOW").is_some() {
            eprintln!("{case}: {}", write(&store, e));
        }
        let mut engine = Engine::new(Kernel::new(store));
        for t in prove(&mut engine, e) {
            proved += 1;
            wrong.extend(
                counterexample(&mut engine.kernel, t).map(|text| format!("{case}: {text}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{} wrong theorems:\n{}", wrong.len(), wrong.join("\n"));
    assert!(proved >= cases / 2, "only {proved} theorems in {cases} cases");
}

#[test]
fn simplified_forms_are_equal() {
    search(150, 3, 1, |engine, e| engine.derive(e).ok().into_iter().collect());
}

#[test]
fn expanded_factored_and_joined_forms_are_equal() {
    search(100, 3, 2, |engine, e| {
        let forms = [Form::Expanded, Form::Factored, Form::Together];
        forms.into_iter().filter_map(|form| engine.in_form(form, e).ok()).collect()
    });
}

#[test]
fn derivatives_are_right() {
    search(120, 3, 3, |engine, e| {
        let store = engine.kernel.store_mut();
        let x = store.symbol("x");
        let pending = store.deriv(x, e);
        engine.derive(pending).ok().into_iter().collect()
    });
}

/// Equations between a term and what a tempting mistake makes of it: the kernel may prove one only
/// under conditions that exclude every counterexample.
#[test]
fn tempting_mistakes_are_not_proved() {
    let seed = setting("SOUNDNESS_SEED", 1);
    let rows = rules::rejected::TABLE;
    let mut wrong = Vec::new();
    for case in 0..setting("SOUNDNESS_CASES", 250) {
        let mut random = Random(seed.wrapping_mul(7_919) ^ (4 << 40) ^ case);
        random.below(2);
        let row = rows[case as usize % rows.len()];
        if row.lhs.starts_with('D') {
            continue;
        }
        let mut store = Store::new();
        let sides = [row.lhs, row.rhs]
            .map(|text| parse_expression(text, &mut store, &mut Library::new()).unwrap());
        let (u, v) =
            (expression(&mut store, &mut random, 2), expression(&mut store, &mut random, 2));
        let values = [("x", u), ("y", v)].map(|(name, e)| (store.name(name), e));
        let [a, b] = sides.map(|side| store.substitute(side, &values));
        let mut engine = Engine::new(Kernel::new(store));
        if let Ok(t) = engine.kernel.by_algebra(a, b) {
            let t = engine.kernel.settle(t);
            wrong.extend(
                counterexample(&mut engine.kernel, t).map(|text| format!("{case}: {text}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{} wrong theorems:\n{}", wrong.len(), wrong.join("\n"));
}

/// All pairs of small expressions: few are equal, and what is proved equal must be.
#[test]
fn only_equal_pairs_are_proved_equal() {
    let seed = setting("SOUNDNESS_SEED", 1);
    let mut random = Random(seed.wrapping_mul(104_729));
    let mut store = Store::new();
    let mut pool: Vec<Expr> = Vec::new();
    while pool.len() < setting("SOUNDNESS_POOL", 45) as usize {
        let depth = 1 + (pool.len() as u32 % 2);
        let e = expression(&mut store, &mut random, depth);
        if !pool.contains(&e) {
            pool.push(e);
        }
    }
    let (x, zero) = (store.symbol("x"), store.integer(0));
    let assumed: Vec<Expr> =
        [Rel::Lt, Rel::Ge, Rel::Eq, Rel::Ne].map(|rel| store.rel(rel, x, zero)).to_vec();
    let mut kernel = Kernel::new(store);
    let mut givens = vec![Hyps::NONE, Hyps::NONE];
    givens.extend(assumed.into_iter().map(|condition| kernel.hyps(vec![condition])));
    let mut wrong = Vec::new();
    for (i, &a) in pool.iter().enumerate() {
        for (j, &b) in pool[..i].iter().enumerate() {
            if let Ok(t) = kernel.by_algebra_under(givens[(i + j) % givens.len()], a, b) {
                let t = kernel.settle(t);
                wrong.extend(counterexample(&mut kernel, t));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong theorems:\n{}", wrong.len(), wrong.join("\n"));
}

/// Equations in the company of definitions that use their arguments sparingly, or depend on more
/// than their arguments.
#[test]
fn definitions_keep_their_meaning() {
    let definitions = "let f(t) := 3; let g(t, u) := piecewise(u > 0, t, 0); let a := x + 1; \
                       let h(x) := a*x; let k(t) := h(t) + x";
    let claims = [
        ("f(1/x) + 1/x - 1/x", "f(1/x)"),
        ("g(1/x, x) + 1/x - 1/x", "g(1/x, x)"),
        ("g(ln(x), x) + 0*ln(x)", "g(ln(x), x)"),
        ("h(2)", "6"),
        ("h(2)", "2*x + 2"),
        ("h(x)", "x^2 + x"),
        ("k(2)", "3*x + 2"),
        ("k(1) - h(1)", "x"),
        ("D(x, h(2))", "2"),
        ("D(x, h(2))", "0"),
        ("D(x, k(2))", "3"),
        ("D(x, k(2))", "0"),
        ("D(x, h(x))", "2*x + 1"),
        ("D(x, h(x))", "a"),
        ("D(x, f(1/x))", "0"),
    ];
    let mut wrong = Vec::new();
    let mut proved = 0;
    for (lhs, rhs) in claims {
        let mut store = Store::new();
        let mut library = Library::new();
        let mut scope = Scope::new();
        let read = parse_in(definitions, &mut store, &mut library, &mut scope);
        assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        let text = format!("show {lhs} = {rhs}");
        let read = parse_in(&text, &mut store, &mut library, &mut scope);
        let [Statement::Command(Command::Show(sides))] =
            &read.statements.iter().map(|s| s.statement.clone()).collect::<Vec<_>>()[..]
        else {
            panic!("{text}: {:?}", read.diagnostics)
        };
        let mut engine = Engine::new(Kernel::new(store));
        if let Claim::Proved(t) = engine.show(sides[0], sides[1]) {
            proved += 1;
            wrong.extend(
                counterexample(&mut engine.kernel, t).map(|found| format!("{text}: {found}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(proved >= 7, "only {proved} are proved");
}
