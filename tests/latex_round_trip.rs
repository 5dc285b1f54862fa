//! The LaTeX that is printed is read back to the same expression. Factors are printed without the
//! parentheses of `a(bc)`, so products are compared by their factors.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod support;

use support::Small;
use support::random::{Random, condition, value};
use symderiv::expr::{Expr, Op, Orders, Store};
use symderiv::latex::parse_latex;
use symderiv::print::{self, Format};
use symderiv::syntax::Vocabulary;

/// Prints, reads, and compares handles.
fn check(store: &mut Store, e: Expr) {
    let text = print::expression(store, e, Format::Latex);
    match parse_latex(&text, store, &mut Small::new()) {
        Ok(read) if flat(store, read) == flat(store, e) => {}
        Ok(read) => {
            let again = print::expression(store, read, Format::Latex);
            let sources = [e, read].map(|e| print::expression(store, e, Format::Source));
            panic!("{text}\nwas read as\n{again}\n{}\n{}", sources[0], sources[1]);
        }
        Err(trouble) => panic!("{text}\nwas not read: {trouble} at {:?}", trouble.span),
    }
}

/// The expression with all products grouped to the left.
fn flat(store: &mut Store, e: Expr) -> Expr {
    store.map_bottom_up(e, |store, old, kids| {
        let op = store.op(old);
        let &[a, b] = kids else { return store.make(op, kids) };
        if op != Op::Mul {
            return store.make(op, kids);
        }
        let (mut right, mut factors) = (b, Vec::new());
        while let (Op::Mul, Some((c, d))) = (store.op(right), store.pair(right)) {
            factors.push(d);
            right = c;
        }
        factors.push(right);
        factors.into_iter().rev().fold(a, |product, factor| store.mul(product, factor))
    })
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
