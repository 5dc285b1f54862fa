//! The enclosures against values certified by Arb (`tests/data/make_enclosures.py`).

// A malformed table is a failed test.
#![allow(clippy::unwrap_used)]

use num_bigint::BigInt;
use symderiv::num::{Fault, Interval};

const TABLE: &str = include_str!("data/enclosures.tsv");

struct Case {
    line: &'static str,
    function: &'static str,
    args: Vec<Interval>,
    /// The true value lies strictly inside.
    ball: Interval,
}

fn hex(text: &str) -> BigInt {
    BigInt::parse_bytes(text.as_bytes(), 16).unwrap()
}

fn exponent(text: &str) -> i64 {
    i64::from_str_radix(text, 16).unwrap()
}

fn cases() -> Vec<Case> {
    let number = |text: &str| {
        let (m, e) = text.split_once(':').unwrap_or((text, "0"));
        Interval::dyadic(&hex(m), exponent(e)).unwrap()
    };
    let parse = |line: &'static str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [function, args @ .., m, e] = fields.as_slice() else { panic!("{line}") };
        let (m, e) = (hex(m), exponent(e));
        let end = |m: BigInt| Interval::dyadic(&m, e).unwrap();
        let ball = end(&m - 1).hull(&end(m + 1));
        Case { line, function, args: args.iter().map(|arg| number(arg)).collect(), ball }
    };
    TABLE.lines().map(parse).collect()
}

fn apply(function: &str, args: &[Interval], prec: usize) -> Result<Interval, Fault> {
    let x = &args[0];
    match function {
        "exp" => x.exp(prec),
        "ln" => x.ln(prec),
        "sin" => x.sin(prec),
        "cos" => x.cos(prec),
        "asin" => x.asin(prec),
        "acos" => x.acos(prec),
        "atan" => x.atan(prec),
        "erf" => x.erf(prec),
        "sqrt" => x.sqrt(prec),
        "root3" => x.root(3, prec),
        "root7" => x.root(7, prec),
        "pow" => x.powr(&args[1], prec),
        other => panic!("unknown function {other}"),
    }
}

#[test]
fn the_table_is_large_and_covers_every_function() {
    let cases = cases();
    assert!(cases.len() > 4000, "{}", cases.len());
    for function in
        ["exp", "ln", "sin", "cos", "asin", "acos", "atan", "erf", "sqrt", "root3", "root7", "pow"]
    {
        assert!(cases.iter().filter(|case| case.function == function).count() > 200, "{function}");
    }
}

fn assert_none(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} wrong, such as\n{}",
        wrong.len(),
        wrong[..wrong.len().min(9)].join("\n")
    );
}

#[test]
fn enclosures_meet_the_certified_values_and_are_narrow() {
    let mut wrong = Vec::new();
    for case in cases() {
        for prec in [24, 64, 100] {
            let value = apply(case.function, &case.args, prec).unwrap();
            if value.compare(&case.ball).is_some() {
                wrong.push(format!("missed at {prec} bits: {} {value:?}", case.line));
            }
            if value.accuracy().is_none_or(|bits| bits < prec as i64 - 4) {
                wrong.push(format!("wide at {prec} bits: {} {value:?}", case.line));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn sharper_enclosures_lie_inside_the_certified_balls() {
    let mut wrong = Vec::new();
    for case in cases() {
        for prec in [150, 700] {
            let value = apply(case.function, &case.args, prec).unwrap();
            if value.lo() <= case.ball.lo() || value.hi() >= case.ball.hi() {
                wrong.push(format!("outside at {prec} bits: {} {value:?}", case.line));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn precisions_are_consistent() {
    // Enclosures of one number always overlap, however many bits are kept.
    for case in cases().iter().step_by(17) {
        let sharp = apply(case.function, &case.args, 1500).unwrap();
        for prec in [2, 10, 333, 1100] {
            let value = apply(case.function, &case.args, prec).unwrap();
            assert!(value.compare(&sharp).is_none(), "{} at {prec} bits", case.line);
        }
    }
}
