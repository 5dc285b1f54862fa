//! No input makes the reader panic, hang, or lose a token without a word.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod support;

use proptest::prelude::*;
use support::Small;
use symderiv::expr::{Expr, Store};
use symderiv::syntax::{Command, End, Statement, Toward, limit, parse};

const PIECES: [&str; 78] = [
    "[",
    "]",
    "D[1,0]f(",
    "differentiable(",
    "x",
    "y",
    "d",
    "dx",
    "dy",
    "f",
    "u",
    "sin",
    "tanh",
    "tahn",
    "sigma",
    "σ",
    "π",
    "e",
    "D",
    "diff",
    "min",
    "piecewise",
    "log",
    "root",
    "oo",
    "α",
    "x_1",
    "x_",
    "2",
    "3.5",
    "1.",
    "2e-3",
    "1e5",
    "0",
    "+",
    "-",
    "*",
    "/",
    "^",
    "**",
    "(",
    ")",
    "(",
    ")",
    "|",
    ",",
    ";",
    "\n",
    ":",
    ":=",
    "=",
    "<",
    "≤",
    "≠",
    "√",
    "∂",
    "∞",
    "²",
    "⁻¹",
    "'",
    " ",
    " ",
    "let",
    "show",
    "rewrite",
    "in",
    "terms",
    "of",
    "collect",
    "evaluate",
    "to",
    "digits",
    "at",
    "and",
    "or",
    "integer",
    "#",
    "$",
];

/// All expressions that a statement holds.
fn expressions(store: &Store, statement: &Statement) -> Vec<Expr> {
    match statement {
        Statement::Define(name) => store.definition(*name).map(|d| d.body).into_iter().collect(),
        Statement::Assume(e) => vec![*e],
        Statement::Declare(..) | Statement::Layer(_) | Statement::Network(_) => Vec::new(),
        Statement::Convention(_, e, _) => vec![*e],
        Statement::Command(command) => match command {
            Command::Derive(e)
            | Command::Simplify(e)
            | Command::Expand(e)
            | Command::Factor(e)
            | Command::Together(e) => vec![*e],
            Command::Collect(e, t) | Command::Collapse(e, t) => vec![*e, *t],
            Command::Rewrite(e, units) => units.iter().copied().chain([*e]).collect(),
            Command::Show(sides) => sides.clone(),
            Command::Study(_, e, _, ends) => {
                let ends = ends.iter().filter_map(|end| match end {
                    End::Finite(e, _) => Some(*e),
                    End::Infinite(_) => None,
                });
                ends.chain([*e]).collect()
            }
            Command::Limit(e, _, Toward::Point(a, _)) => vec![*e, *a],
            Command::Limit(e, ..) | Command::Compare(e) | Command::Card(e, _) => vec![*e],
            Command::Plot(all, _, ends) => all.iter().chain(ends).copied().collect(),
            Command::Evaluate(e, at, _) => at.iter().map(|(_, v)| *v).chain([*e]).collect(),
            Command::Backprop { numbers, .. } => numbers.at.iter().map(|(_, v)| *v).collect(),
            Command::Descend { rate, numbers, .. } => {
                numbers.at.iter().map(|(_, v)| *v).chain([*rate]).collect()
            }
            Command::Count { with, at, .. } => with.iter().chain(at).map(|(_, v)| *v).collect(),
        },
    }
}

fn reads(source: &str) {
    let mut store = Store::new();
    let parsed = parse(source, &mut store, &mut Small::new());
    assert!(parsed.diagnostics.len() <= limit::MESSAGES + 1);
    for d in &parsed.diagnostics {
        assert!(d.span.start <= d.span.end && d.span.end <= source.len(), "{source:?}: {d:?}");
        assert!(source.is_char_boundary(d.span.start) && source.is_char_boundary(d.span.end));
        assert!(!d.render(source, "<query>").is_empty());
    }
    // What stands in the place of a mistake never reaches the caller.
    let hole = store.name("?");
    for statement in &parsed.statements {
        assert!(!statement.span.text(source).is_empty(), "{source:?}");
        for e in expressions(&store, &statement.statement) {
            assert!(!store.mentions_name(e, hole), "{source:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn token_soup(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40)) {
        reads(&pieces.concat());
    }

    #[test]
    fn character_soup(text in any::<String>()) {
        reads(&text);
    }

    #[test]
    fn names_and_numbers_soup(text in "[a-eσπ0-9_.'(){}^*/ |=:<\n]{0,60}") {
        reads(&text);
    }
}

#[test]
fn limits_are_named() {
    for (source, code) in [
        ("x".repeat(limit::BYTES + 1), "input-limit"),
        ("1".repeat(limit::DIGITS + 1), "number-limit"),
        ("1e99999".into(), "exponent-limit"),
    ] {
        let parsed = parse(&source, &mut Store::new(), &mut Small::new());
        let first = parsed.diagnostics.first().expect("a message");
        assert_eq!(first.code, code);
        assert!(first.message.chars().any(|c| c.is_ascii_digit()), "{}", first.message);
    }
}
