//! How answers fill lines: breaks, empty rows, lists of conditions, towers of derivatives.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use symderiv::expr::{Expr, Func, Op, Orders, Rel, Store};
use symderiv::num::Rational;
use symderiv::print::{self, Format};
use symderiv::steps::{Answer, Derivation, Line, Reason, Refutation};

const FORMATS: [Format; 5] =
    [Format::Terminal, Format::Latex, Format::Mathml, Format::Source, Format::Json];

fn chain(start: Expr, lines: &[Expr], conditions: &[Expr]) -> [Answer; 1] {
    let reason = Reason { id: "a.b".into(), caption: "rule".into() };
    let line = |&expr: &Expr| Line { expr, reasons: vec![reason.clone()], conditions: Vec::new() };
    let lines = lines.iter().map(line).collect();
    [Answer::Derivation(Derivation { start, lines, conditions: conditions.to_vec() })]
}

fn terminal(s: &Store, answers: &[Answer], width: usize) -> String {
    print::render(s, answers, &print::Options { width, ..Format::Terminal.options() })
}

/// `f^(orders)(args)`
fn differentiated(s: &mut Store, f: &str, orders: &[u32], args: &[Expr]) -> Expr {
    let f = s.name(f);
    let mut all = Orders::NONE;
    for (i, &n) in orders.iter().enumerate() {
        for _ in 0..n {
            all = all.raised(i).unwrap();
        }
    }
    s.apply(f, all, args)
}

#[test]
fn derivatives_of_functions_of_several_arguments_are_written_in_every_format() {
    let mut s = Store::new();
    let (x, y, two) = (s.symbol("x"), s.symbol("y"), s.integer(2));
    let half = s.div(y, two);
    let square = s.pow(x, half);
    for (name, orders, args) in [
        ("log", &[1, 0][..], &[square, half][..]),
        ("log", &[0, 2], &[half, square]),
        ("f", &[1, 0, 2], &[x, half, square]),
    ] {
        let call = differentiated(&mut s, name, orders, args);
        let [once, twice] = [call, s.mul(call, square)].map(|e| s.deriv(x, e));
        let smooth = s.make(Op::Differentiable, &[call]);
        for e in [call, once, twice, smooth] {
            for format in FORMATS {
                let text = print::expression(&s, e, format);
                assert!(!text.contains('?'), "{format:?}: {text}");
            }
        }
        for format in FORMATS {
            let text = print::render(&s, &chain(once, &[twice], &[smooth]), &format.options());
            assert!(!text.contains('?'), "{format:?}: {text}");
        }
    }
    let e = differentiated(&mut s, "log", &[1, 0], &[x, two]);
    assert_eq!(print::expression(&s, e, Format::Latex), "\\log^{(1,0)}(x, 2)");
    assert_eq!(print::expression(&s, e, Format::Source), "D[1,0]log(x, 2)");
}

#[test]
fn a_tower_of_derivatives_is_one_operator() {
    let mut s = Store::new();
    let (x, y, f) = (s.symbol("x"), s.symbol("y"), s.name("f"));
    let fx = s.apply(f, Orders::NONE, &[x, y]);
    let tower = (0..50).fold(fx, |e, _| s.deriv(x, e));
    let latex = print::expression(&s, tower, Format::Latex);
    assert_eq!(latex, "\\frac{d^{50}}{dx^{50}}\\, f(x, y)");
    let mixed = (0..7).fold(tower, |e, _| s.deriv(y, e));
    let latex = print::expression(&s, mixed, Format::Latex);
    assert_eq!(latex, "\\frac{\\partial^{57}}{\\partial y^{7}\\partial x^{50}}\\, f(x, y)");
    // The inner derivative is laid out for itself where it also stands alone.
    let both = s.add(tower, mixed);
    assert!(!print::expression(&s, both, Format::Terminal).contains('?'));
    // A tower is not walked again from each of its floors.
    let high = (0..100_000).fold(fx, |e, _| s.deriv(x, e));
    assert!(print::expression(&s, high, Format::Mathml).contains("<mn>100000</mn>"));
}

#[test]
fn one_case_takes_one_row() {
    let mut s = Store::new();
    let (x, zero, one) = (s.symbol("x"), s.integer(0), s.integer(1));
    let positive = s.rel(Rel::Gt, x, zero);
    let e = s.make(Op::Piecewise, &[positive, one]);
    assert_eq!(print::expression(&s, e, Format::Terminal), "{ 1  if x > 0");
    let half = s.div(one, x);
    let tall = s.make(Op::Piecewise, &[positive, half]);
    let picture = "⎧ 1\n⎨ ─  if x > 0\n⎩ x";
    assert_eq!(print::expression(&s, tall, Format::Terminal), picture);
}

#[test]
fn products_show_no_grouping_that_does_not_matter() {
    let mut s = Store::new();
    let (x, two, three) = (s.symbol("x"), s.integer(2), s.integer(3));
    let cos = s.func(Func::Cos, &[x]);
    let inner = s.mul(x, cos);
    let (e, six) = (s.mul(two, inner), s.mul(three, x));
    let numbers = s.mul(two, six);
    assert_eq!(print::expression(&s, e, Format::Terminal), "2x cos(x)");
    assert_eq!(print::expression(&s, e, Format::Source), "2*(x*cos(x))");
    assert_eq!(print::expression(&s, numbers, Format::Terminal), "2 · 3x");
    let (quotient, negated) = (s.div(x, three), s.neg(x));
    let (by_quotient, by_negated) = (s.mul(quotient, x), s.mul(negated, x));
    let e = s.mul(two, by_negated);
    assert_eq!(print::expression(&s, e, Format::Latex), "2 \\cdot (-x)x");
    let e = s.pow(two, by_quotient);
    assert_eq!(print::expression(&s, e, Format::Latex), "2^{(x/3)x}");
    // A bar at the front of the inner product would seem to reach over the outer factor.
    let at = s.make(Op::At, &[cos, x, three]);
    let inner = s.mul(at, x);
    let e = s.mul(two, inner);
    let latex = print::expression(&s, e, Format::Latex);
    assert!(latex.starts_with("2\\left("), "{latex}");
}

#[test]
fn primes_have_their_own_characters() {
    let mut s = Store::new();
    let x = s.symbol("x");
    for (n, terminal, latex) in
        [(1, "f′(x)", "f'(x)"), (2, "f″(x)", "f''(x)"), (3, "f‴(x)", "f'''(x)")]
    {
        let e = differentiated(&mut s, "f", &[n], &[x]);
        assert_eq!(print::expression(&s, e, Format::Terminal), terminal);
        assert_eq!(print::expression(&s, e, Format::Latex), latex);
    }
}

#[test]
fn conditions_are_gathered() {
    let mut s = Store::new();
    let (x, y, one) = (s.symbol("x"), s.symbol("y"), s.integer(1));
    let (minus, zero) = (s.neg(one), s.integer(0));
    let calls = ["f", "g"].map(|f| differentiated(&mut s, f, &[], &[x]));
    let [f, g] = calls.map(|call| s.make(Op::Differentiable, &[call]));
    let (below, above) = (s.rel(Rel::Lt, x, one), s.rel(Rel::Gt, x, minus));
    let (least, most) = (s.rel(Rel::Ge, x, zero), s.rel(Rel::Le, x, one));
    let (other, nonzero) = (s.rel(Rel::Gt, y, zero), s.rel(Rel::Ne, x, zero));
    let negative = s.rel(Rel::Lt, x, zero);
    let cases = [
        (vec![below, above], "−1 < x < 1", "-1 < x < 1"),
        (vec![least, other, most], "0 ≤ x ≤ 1, y > 0", "0 <= x <= 1, y > 0"),
        // Bounds of the number 0 are no chain, nor are two bounds from one side.
        (vec![negative, other], "x < 0, y > 0", "x < 0, y > 0"),
        (vec![below, most], "x < 1, x ≤ 1", "x < 1, x <= 1"),
        (vec![least, nonzero], "x ≥ 0, x ≠ 0", "x >= 0, x != 0"),
        (vec![f, nonzero, g], "f, g differentiable, x ≠ 0", "f, g differentiable, x != 0"),
    ];
    for (conditions, shown, source) in cases {
        let answers = chain(x, &[x, x], &conditions);
        let text = terminal(&s, &answers, 80);
        assert!(text.ends_with(&format!("\nfor {shown}\n")), "{text}");
        let text = print::render(&s, &answers, &Format::Source.options());
        assert!(text.ends_with(&format!("\n# for {source}\n")), "{text}");
        let json = print::render(&s, &answers, &Format::Json.options());
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json[0]["conditions"].as_array().unwrap().len(), conditions.len());
    }
}

#[test]
fn what_is_too_long_is_broken_and_not_written_as_source() {
    let mut s = Store::new();
    let x = s.symbol("x");
    let factors: Vec<Expr> = (1..20)
        .map(|n| {
            let n = s.integer(n);
            s.add(x, n)
        })
        .collect();
    let product = factors.into_iter().reduce(|a, b| s.mul(a, b)).unwrap();
    let three = s.integer(3);
    let quotient = s.div(x, three);
    let terms: Vec<Expr> = (0..9)
        .map(|_| {
            let derivative = s.deriv(x, quotient);
            s.mul(derivative, quotient)
        })
        .collect();
    let sum = terms.into_iter().reduce(|a, b| s.add(a, b)).unwrap();
    let fraction = s.div(product, sum);
    for width in [50, 80] {
        let text = terminal(&s, &chain(product, &[sum, fraction, product], &[]), width);
        assert!(!text.contains(['*', 'D']), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= width), "{width}:\n{text}");
        // No factor is torn apart.
        assert!(!text.contains("(x\n"), "{text}");
    }
    // A name that fits nowhere stands out, still in two dimensions.
    let name = s.symbol(&"a".repeat(90));
    let q = s.div(name, x);
    let text = terminal(&s, &chain(x, &[q], &[]), 40);
    assert!(text.contains(&"─".repeat(90)) || text.contains("/x"), "{text}");
}

#[test]
fn empty_rows_stand_only_between_what_is_high() {
    let mut s = Store::new();
    let (x, two, three) = (s.symbol("x"), s.integer(2), s.integer(3));
    let (high, flat) = (s.div(x, two), s.mul(two, x));
    let text = terminal(&s, &chain(high, &[flat, flat], &[]), 80);
    assert_eq!(text, "x\n─\n2\n(1)  = 2x    rule\n(2)  = 2x    rule\n");
    let text = terminal(&s, &chain(high, &[high], &[]), 80);
    assert_eq!(text, "x\n─\n2\n\n       x\n(1)  = ─    rule\n       2\n");
    let square = s.pow(x, two);
    let third = s.integer(1);
    let third = s.div(third, three);
    let lhs = s.pow(square, third);
    let refuted = Answer::Refuted(Refutation {
        lhs,
        rhs: x,
        functions: Vec::new(),
        matrices: Vec::new(),
        at: vec![(s.name("x"), Rational::from(-1))],
        lhs_value: "1".into(),
        rhs_value: "-1".into(),
    });
    let text = terminal(&s, &[refuted], 80);
    assert_eq!(text.lines().nth(1), Some("refuted: (x²)    ≠ x  at x = −1"));
}

#[test]
fn reasons_and_conditions_wrap_at_commas() {
    let mut s = Store::new();
    let (x, zero) = (s.symbol("x"), s.integer(0));
    let conditions: Vec<Expr> = (1..9)
        .map(|n| {
            let n = s.integer(n);
            let shifted = s.add(x, n);
            s.rel(Rel::Ne, shifted, zero)
        })
        .collect();
    let reason = |i: usize| Reason { id: "a.b".into(), caption: format!("the rule number {i}") };
    let line =
        |expr| Line { expr, reasons: (0..5).map(reason).collect(), conditions: conditions.clone() };
    let lines = vec![line(x), line(zero)];
    let answers =
        [Answer::Derivation(Derivation { start: x, lines, conditions: conditions.clone() })];
    for width in [30, 50, 80] {
        let text = terminal(&s, &answers, width);
        assert!(text.lines().all(|line| line.chars().count() <= width), "{width}:\n{text}");
        assert_eq!(text.matches("x + 8 ≠ 0").count(), 3, "{text}");
        assert!(!text.contains(" \n") && !text.contains(",,"), "{text}");
    }
    let text = terminal(&s, &answers, 400);
    assert!(text.contains("the rule number 4, for x + 1 ≠ 0, x + 2 ≠ 0"), "{text}");
}
