//! The LaTeX that is printed is read back to the same expression. Factors are printed without the
//! parentheses of `a(bc)`, so products are compared by their factors.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod support;

use support::Small;
use support::printed::{for_random_calls, for_random_conditions, for_random_values};
use symderiv::expr::{Expr, Op, Store};
use symderiv::latex::parse_latex;
use symderiv::print::{self, Format};

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
