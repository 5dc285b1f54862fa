//! What is printed as source text is read back to the same expression.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod support;

use support::Small;
use support::random::{Random, condition, value};
use symderiv::expr::{Expr, Func, Op, Orders, Store};
use symderiv::print::{self, Format};
use symderiv::syntax::{Vocabulary, parse_expression};

/// Prints, reads, and compares handles.
fn check(store: &mut Store, e: Expr) {
    let text = print::expression(store, e, Format::Source);
    match parse_expression(&text, store, &mut Small::new()) {
        Ok(read) if read == e => {}
        Ok(read) => {
            let again = print::expression(store, read, Format::Source);
            panic!("{text}\nwas read as\n{again}");
        }
        Err(diagnostics) => {
            let shown: Vec<String> =
                diagnostics.iter().map(|d| d.render(&text, "<printed>")).collect();
            panic!("{text}\nwas not read:\n{}", shown.join("\n"));
        }
    }
}

#[test]
fn random_values_are_read_back() {
    let mut random = Random::new(2024);
    for i in 0..6000 {
        let mut store = Store::new();
        let e = value(&mut store, &mut random, 1 + i % 45);
        check(&mut store, e);
    }
}

#[test]
fn random_conditions_are_read_back() {
    let mut random = Random::new(99);
    for i in 0..2000 {
        let mut store = Store::new();
        let condition = condition(&mut store, &mut random, 2 + i % 30);
        let one = store.integer(1);
        let e = store.make(Op::Piecewise, &[condition, one]);
        check(&mut store, e);
    }
}

#[test]
fn random_calls_of_library_functions_are_read_back() {
    let mut random = Random::new(5);
    for i in 0..1000 {
        let mut store = Store::new();
        let a = value(&mut store, &mut random, 1 + i % 12);
        let b = value(&mut store, &mut random, 1 + i % 5);
        let one = ["tanh", "sigma", "relu", "log10"][i % 4];
        // Definitions come before their uses.
        let mut library = Small::new();
        for name in [one, "leaky_relu"] {
            library.function(&mut store, name);
        }
        let one = store.name(one);
        let orders = Orders::prime(i as u32 % 3).unwrap_or_default();
        let call = store.apply(one, orders, &[a]);
        let leaky = store.name("leaky_relu");
        let other = store.apply(leaky, Orders::NONE, &[call, b]);
        let product = store.mul(call, other);
        check(&mut store, product);
    }
}

#[test]
fn broken_source_text_is_read_back_too() {
    let mut random = Random::new(17);
    for i in 0..500 {
        let mut store = Store::new();
        let e = value(&mut store, &mut random, 20 + i % 60);
        let answer = symderiv::steps::Answer::Derivation(symderiv::steps::Derivation {
            start: e,
            lines: Vec::new(),
            conditions: Vec::new(),
        });
        let options = print::Options { width: 30, ..Format::Source.options() };
        let text = print::render(&store, &[answer], &options);
        // The reader of one expression takes no line breaks outside parentheses.
        let read = parse_expression(&format!("({text})"), &mut store, &mut Small::new());
        assert_eq!(read.ok(), Some(e), "{text}");
    }
}

#[test]
fn deep_expressions_are_read_back() {
    let mut store = Store::new();
    let (x, one) = (store.symbol("x"), store.integer(1));
    let (mut a, mut b, mut c) = (x, x, x);
    for _ in 0..50_000 {
        a = store.neg(a);
        b = store.div(one, b);
        c = store.func(Func::Sin, &[c]);
    }
    for e in [a, b, c] {
        check(&mut store, e);
    }
}
