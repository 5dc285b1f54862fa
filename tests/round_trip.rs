//! What is printed as source text is read back to the same expression.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod support;

use support::Small;
use support::printed::{for_random_calls, for_random_conditions, for_random_values};
use support::random::{Random, value};
use symderiv::expr::{Expr, Func, Store};
use symderiv::print::{self, Format};
use symderiv::syntax::parse_expression;

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
    for_random_values(check);
}

#[test]
fn random_conditions_are_read_back() {
    for_random_conditions(check);
}

#[test]
fn random_calls_of_library_functions_are_read_back() {
    for_random_calls(check);
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
