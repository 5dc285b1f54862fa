//! Evaluation as its callers see it; expressions are written in prefix form.

use std::cmp::Ordering;

use super::{ErrorKind, Number, Outcome, Reason, Request, Value};
use super::{compare, evaluate, holds, separate, value};
use crate::expr::{Constant, Definition, Expr, Func, Name, Op, Orders, Rel, Store};
use crate::num::Rational;

/// Reads `(op a b …)`; unknown operators are functions, unknown words variables.
fn read(s: &mut Store, text: &str) -> Expr {
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    let mut stack: Vec<(String, Vec<Expr>)> = vec![(String::new(), vec![])];
    let mut opened = false;
    for word in spaced.split_whitespace() {
        let done = match word {
            "(" => {
                opened = true;
                continue;
            }
            ")" => {
                let (op, args) = stack.pop().unwrap();
                node(s, &op, &args)
            }
            op if opened => {
                opened = false;
                stack.push((op.to_owned(), vec![]));
                continue;
            }
            "pi" => s.constant(Constant::Pi),
            "e" => s.constant(Constant::E),
            leaf => match leaf.parse::<Rational>() {
                Ok(q) => s.rational(&q),
                Err(_) => s.symbol(leaf),
            },
        };
        stack.last_mut().unwrap().1.push(done);
    }
    stack[0].1[0]
}

fn node(s: &mut Store, op: &str, args: &[Expr]) -> Expr {
    let func = |f| Op::Func(f);
    let op = match (op, args.len()) {
        ("-", 1) => Op::Neg,
        ("+", _) => Op::Add,
        ("-", _) => Op::Sub,
        ("*", _) => Op::Mul,
        ("/", _) => Op::Div,
        ("^", _) => Op::Pow,
        ("exp", _) => return s.exp(args[0]),
        ("sqrt", _) => return s.sqrt(args[0]),
        ("D", _) => Op::Deriv,
        ("at", _) => Op::At,
        ("if", _) => Op::Piecewise,
        ("and", _) => Op::And,
        ("=", _) => Op::Rel(Rel::Eq),
        ("/=", _) => Op::Rel(Rel::Ne),
        ("<", _) => Op::Rel(Rel::Lt),
        ("<=", _) => Op::Rel(Rel::Le),
        (">", _) => Op::Rel(Rel::Gt),
        (">=", _) => Op::Rel(Rel::Ge),
        ("ln", _) => func(Func::Ln),
        ("root", _) => func(Func::Root),
        ("sin", _) => func(Func::Sin),
        ("cos", _) => func(Func::Cos),
        ("asin", _) => func(Func::Asin),
        ("acos", _) => func(Func::Acos),
        ("atan", _) => func(Func::Atan),
        ("erf", _) => func(Func::Erf),
        ("abs", _) => func(Func::Abs),
        ("sign", _) => func(Func::Sign),
        ("floor", _) => func(Func::Floor),
        ("ceil", _) => func(Func::Ceil),
        ("min", _) => func(Func::Min),
        ("max", _) => func(Func::Max),
        (name, _) => Op::Apply(s.name(name), Orders::NONE),
    };
    s.make(op, args)
}

fn define(s: &mut Store, name: &str, params: &[&str], body: &str) {
    let params = params.iter().map(|p| s.name(p)).collect();
    let (name, body) = (s.name(name), read(s, body));
    s.define(name, Definition { params, body }).unwrap();
}

/// A store with the logistic function, `relu` and `tanh`.
fn store() -> Store {
    let mut s = Store::new();
    define(&mut s, "sigma", &["x"], "(/ 1 (+ 1 (exp (- x))))");
    define(&mut s, "relu", &["x"], "(if (> x 0) x 0)");
    define(&mut s, "tanh", &["x"], "(- (* 2 (sigma (* 2 x))) 1)");
    s
}

fn point(s: &mut Store, at: &[(&str, &str)]) -> Vec<(Name, Rational)> {
    at.iter().map(|(x, q)| (s.name(x), q.parse().unwrap())).collect()
}

fn exact(text: &str) -> String {
    let mut s = store();
    let e = read(&mut s, text);
    match evaluate(&mut s, e, &[], 64) {
        Ok(Value::Exact(q)) => q.to_string(),
        other => format!("{other:?}"),
    }
}

fn error(text: &str) -> ErrorKind {
    let mut s = store();
    let e = read(&mut s, text);
    evaluate(&mut s, e, &[], 64).expect_err(text).kind
}

fn number(text: &str, request: Request) -> Number {
    let mut s = store();
    let e = read(&mut s, text);
    value(&mut s, e, &[], request).unwrap()
}

fn digits(text: &str, n: u32) -> String {
    number(text, Request::Digits(n)).text
}

fn places(text: &str, n: u32) -> String {
    number(text, Request::Places(n)).text
}

#[test]
fn rational_values_are_exact() {
    for (text, expected) in [
        ("(^ 0 0)", "1"),
        ("(^ 0 1/2)", "0"),
        ("(^ 4/9 3/2)", "8/27"),
        ("(^ 8 (- 1/3))", "1/2"),
        ("(^ (- 2) (- 3))", "-1/8"),
        ("(^ (- 1) (^ 10 30))", "1"),
        ("(root (- 8) 3)", "-2"),
        ("(sqrt 9/4)", "3/2"),
        ("(floor (- 7/2))", "-4"),
        ("(ceil 3)", "3"),
        ("(floor pi)", "3"),
        ("(ceil (exp 3))", "21"),
        ("(sign (- (sqrt 2) 2))", "-1"),
        ("(abs (- 3))", "3"),
        ("(min 3 (- 1) 2)", "-1"),
        ("(max 3 pi)", "Ok(Enclosed([14488038916154245684*2^-62, 14488038916154245685*2^-62]))"),
        ("(max 4 pi)", "4"),
        ("(ln 1)", "0"),
        ("(exp 0)", "1"),
        ("(cos (sin 0))", "1"),
        ("(acos 1)", "0"),
        ("(* 0 pi)", "0"),
        ("(^ pi 0)", "1"),
        ("(^ 1 pi)", "1"),
        ("(^ 0 pi)", "0"),
        ("(relu (- 3))", "0"),
        ("(if (< pi 3) (/ 1 0) 5)", "5"),
        ("(if (= 1 1) 5 (ln (- 1)))", "5"),
        ("(at (* x x) x 3)", "9"),
    ] {
        assert_eq!(exact(text), expected, "{text}");
    }
}

#[test]
fn undefined_is_told_with_the_reason() {
    use Reason::*;
    for (text, reason) in [
        ("(/ 1 0)", DivisionByZero),
        ("(/ 0 0)", DivisionByZero),
        ("(* 0 (/ 1 0))", DivisionByZero),
        ("(/ pi (- 2 2))", DivisionByZero),
        ("(ln 0)", LogOfNonpositive),
        ("(ln (- pi))", LogOfNonpositive),
        ("(sqrt (- 1))", EvenRootOfNegative),
        ("(root (- pi) 4)", EvenRootOfNegative),
        ("(asin 2)", OutsideUnitInterval),
        ("(acos (- pi))", OutsideUnitInterval),
        ("(^ 0 (- 1))", ZeroToNegative),
        ("(^ 0 (- pi))", ZeroToNegative),
        ("(^ (- 8) 1/3)", NegativeToNonInteger),
        ("(^ (- 8) pi)", NegativeToNonInteger),
        ("(^ (- pi) 1/2)", NegativeToNonInteger),
        ("(if (< 2 1) 5)", NoBranch),
        ("(and (/= 0 0) (< (/ 1 0) 2))", DivisionByZero),
        // Undefined on the right counts even where the left cannot be told.
        ("(+ (/ 1 (- (^ (sqrt 2) 2) 2)) (ln 0))", LogOfNonpositive),
    ] {
        assert_eq!(error(text), ErrorKind::Undefined(reason), "{text}");
    }
}

#[test]
fn the_place_of_an_error_is_the_leftmost_undefined_part() {
    let mut s = store();
    let e = read(&mut s, "(+ (* x (ln (- 1))) (/ 1 0))");
    let place = read(&mut s, "(ln (- 1))");
    let at = point(&mut s, &[("x", "2")]);
    assert_eq!(evaluate(&mut s, e, &at, 64).unwrap_err().expr, place);
}

#[test]
fn what_cannot_be_decided_is_not() {
    for text in [
        "(sign (- (^ (sqrt 2) 2) 2))",
        "(/ 1 (- (^ (sqrt 2) 2) 2))",
        "(floor (^ (sqrt 2) 2))",
        "(ln (- (^ (sqrt 2) 2) 2))",
        "(if (> (^ (sqrt 2) 2) 2) 1 2)",
        "(asin (+ (^ (sin 1) 2) (^ (cos 1) 2)))",
        "(^ (- pi pi) 2/3)",
    ] {
        assert_eq!(error(text), ErrorKind::Undetermined, "{text}");
    }
    let mut s = store();
    let e = read(&mut s, "(= (^ (sqrt 2) 2) 2)");
    assert_eq!(holds(&mut s, e, &[], 1000), Ok(None));
    let e = read(&mut s, "(and (< pi 22/7) (>= (sqrt 4) 2) (/= e 2))");
    assert_eq!(holds(&mut s, e, &[], 1000), Ok(Some(true)));
    let e = read(&mut s, "(and (= (^ (sqrt 2) 2) 2) (< 2 1))");
    assert_eq!(holds(&mut s, e, &[], 1000), Ok(Some(false)));
}

#[test]
fn names_without_a_value_are_told() {
    let mut s = store();
    let (x, f) = (s.name("x"), s.name("f"));
    let e = read(&mut s, "(+ x 1)");
    assert_eq!(evaluate(&mut s, e, &[], 64).unwrap_err().kind, ErrorKind::Unbound(x));
    let e = read(&mut s, "(f 1)");
    assert_eq!(evaluate(&mut s, e, &[], 64).unwrap_err().kind, ErrorKind::UnknownFunction(f));
    assert_eq!(error("(D x (* x x))"), ErrorKind::Derivative);
    assert_eq!(error("(at (D x (* x x)) x 3)"), ErrorKind::Derivative);
    assert_eq!(error("(+ 1 (< 1 2))"), ErrorKind::Malformed);
    assert_eq!(error("(< 1 2)"), ErrorKind::Malformed);
    assert_eq!(error("(sin 1 2)"), ErrorKind::Malformed);
    assert_eq!(error("(sigma 1 2)"), ErrorKind::UnknownFunction(store().name("sigma")));
}

#[test]
fn limits_are_told_at_once() {
    for text in [
        "(exp (exp (exp 100)))",
        "(^ 2 (^ 10 30))",
        "(^ pi (^ 10 30))",
        "(sin (exp (^ 10 10)))",
        "(floor (exp (^ 10 10)))",
        "(root 2 (^ 10 30))",
    ] {
        assert!(matches!(error(text), ErrorKind::Limit(_)), "{text}: {:?}", error(text));
    }
    let mut s = store();
    let e = read(&mut s, "1");
    assert!(value(&mut s, e, &[], Request::Digits(u32::MAX)).is_err());
}

#[test]
fn guaranteed_digits() {
    let sigma = "(sigma 1.368)";
    assert_eq!(digits(sigma, 50), "0.79705683128885837784798253922695413763988403168291");
    assert_eq!(places(sigma, 4), "0.7971");
    assert_eq!(digits("3/4", 50), "0.75");
    assert_eq!(digits("2/3", 5), "0.66667");
    assert_eq!(places("1/8", 2), "0.13");
    assert_eq!(places("(- 1/8)", 2), "-0.13");
    assert_eq!(digits("(exp (- 100))", 5), "3.7201*10^(-44)");
    assert_eq!(digits("(exp 100)", 5), "2.6881*10^43");
    assert_eq!(digits("(- 1 (erf 30))", 6), "2.56466*10^(-393)");
    assert_eq!(
        digits("(- (exp (* pi (sqrt 163))) (+ (^ 640320 3) 744))", 5),
        "-0.00000000000074993"
    );
    assert_eq!(digits("(sin (^ 2 1000))", 20), "-0.15920170308624243824");
    assert_eq!(digits("(- (sqrt (+ 1 (^ 10 (- 60)))) 1)", 10), "5.000000000*10^(-61)");
    assert_eq!(digits("(^ 2 (^ 10 6))", 6), "9.90066*10^301029");
    let half = number("1/2", Request::Digits(3));
    assert_eq!((half.is_exact, half.rounding.as_str()), (true, "exact"));
    let rounded = number("pi", Request::Places(4));
    assert_eq!(rounded.rounding, "rounded half-up to 4 places");
    assert_eq!((rounded.text.as_str(), rounded.exact), ("3.1416", None));
}

#[test]
fn values_at_a_tie_or_at_zero_reach_a_limit() {
    let mut s = store();
    for (text, request) in [
        ("(- (^ (sqrt 2) 2) 2)", Request::Digits(10)),
        ("(/ (^ (sqrt 2) 2) 4)", Request::Places(0)),
        ("(floor (^ (sqrt 2) 2))", Request::Digits(3)),
    ] {
        let e = read(&mut s, text);
        let kind = value(&mut s, e, &[], request).unwrap_err().kind;
        assert!(matches!(kind, ErrorKind::Limit(_)), "{text}: {kind:?}");
    }
    // Zero to so many places is no tie.
    assert_eq!(places("(- (^ (sqrt 2) 2) 2)", 10), "0.0000000000");
}

#[test]
fn order_is_proved_and_equality_only_of_rationals() {
    let mut s = store();
    let mut order = |a: &str, b: &str| {
        let (a, b) = (read(&mut s, a), read(&mut s, b));
        compare(&mut s, a, b, &[], 2000).unwrap()
    };
    assert_eq!(order("pi", "355/113"), Some(Ordering::Less));
    assert_eq!(order("(+ (sqrt 2) (^ 10 (- 300)))", "(sqrt 2)"), Some(Ordering::Greater));
    assert_eq!(order("(+ 1/3 1/6)", "1/2"), Some(Ordering::Equal));
    assert_eq!(order("(^ (sqrt 2) 2)", "2"), None);
}

#[test]
fn sides_are_separated_with_digits_that_differ() {
    let mut s = store();
    let mut outcome = |a: &str, b: &str, x: &str| {
        let (a, b) = (read(&mut s, a), read(&mut s, b));
        let at = point(&mut s, &[("x", x)]);
        separate(&mut s, a, b, &at)
    };
    let differ = |lhs: &str, rhs: &str| Outcome::Differ {
        lhs_digits: lhs.to_owned(),
        rhs_digits: rhs.to_owned(),
    };
    assert_eq!(outcome("(* x x)", "(* 2 x)", "3"), differ("9.000000000", "6.000000000"));
    assert_eq!(outcome("(tanh x)", "(sigma x)", "1/2"), differ("0.4621171573", "0.6224593312"));
    assert_eq!(outcome("(- (^ (sqrt 2) 2) 2)", "x", "1"), differ("0.0000000000", "1.0000000000"));
    assert_eq!(outcome("(^ (sqrt x) 2)", "x", "2"), Outcome::Overlap);
    assert_eq!(outcome("x", "x", "2"), Outcome::Overlap);
    assert_eq!(outcome("(^ (sqrt x) 2)", "x", "-2"), Outcome::DefinedOnlyRight);
    assert_eq!(outcome("0", "(/ 1 x)", "0"), Outcome::DefinedOnlyLeft);
    assert_eq!(outcome("(ln x)", "(/ 1 (- x x))", "0"), Outcome::BothUndefined);
    assert!(matches!(outcome("(exp (exp (exp 100)))", "x", "0"), Outcome::Failed(_)));
    assert!(matches!(outcome("(ln 0)", "y", "0"), Outcome::Failed(_)));
    let Outcome::Differ { lhs_digits, rhs_digits } =
        outcome("(+ (sqrt 2) (^ 10 (- 30)))", "(sqrt 2)", "0")
    else {
        panic!("not separated")
    };
    assert_ne!(lhs_digits, rhs_digits);
    assert!(lhs_digits.starts_with("1.414213562373095048801688724"));
}

#[test]
fn deep_and_wide_expressions_do_not_recurse() {
    let mut s = store();
    let mut e = read(&mut s, "x");
    let one = read(&mut s, "1");
    for _ in 0..100_000 {
        e = s.add(e, one);
    }
    let at = point(&mut s, &[("x", "1/2")]);
    assert_eq!(evaluate(&mut s, e, &at, 64), Ok(Value::Exact(Rational::new(200_001, 2))));
    let sigma = s.name("sigma");
    let mut net = read(&mut s, "x");
    for _ in 0..10_000 {
        net = s.apply(sigma, Orders::NONE, &[net]);
    }
    // The fixed point of sigma.
    let fixed = value(&mut s, net, &at, Request::Digits(10)).unwrap();
    assert_eq!(fixed.text, "0.6590460684");
}
