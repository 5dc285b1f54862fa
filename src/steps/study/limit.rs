//! Limits in sentences.

use super::tell::{self, Told, expr, math, words};
use crate::expr::{Expr, Name};
use crate::kernel::{Approach, Limit};
use crate::steps::{Answer, Datum, Entry, Findings, Fragment, Standing, Token};
use crate::strategy::Engine;
use crate::strategy::study::Study;

/// Where a variable goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Where {
    /// From one side.
    One(Approach),
    /// To a point from both sides.
    Both(Expr),
}

/// The limit of `e`.
pub fn limit(engine: &mut Engine, e: Expr, x: Name, toward: Where) -> Answer {
    let assumed = is_assumed(engine, x);
    let mut study = Study::new(engine, x);
    let sides: Vec<Approach> = match toward {
        Where::One(approach) => vec![approach],
        Where::Both(a) => vec![Approach::Below(a), Approach::Above(a)],
    };
    let mut found = Vec::new();
    let mut missing = Vec::new();
    for approach in sides {
        match study.limit(e, approach) {
            Ok(limit) => found.push(limit),
            Err(reason) if undefined(&reason) && matches!(toward, Where::Both(_)) => {
                missing.push(approach);
            }
            Err(reason) => {
                let mut about = vec![words("the limit of "), expr(e), words(" as ")];
                about.push(arrow(&mut study, x, approach));
                return tell::open("limit", about, vec![reason]);
            }
        }
    }
    match found.as_slice() {
        [only] if !missing.is_empty() => {
            let mut answer = one(&mut study, *only, None);
            if let Answer::Findings(findings) = &mut answer {
                let words = "on the other side it is not defined near the point";
                findings.entries.push(Entry::Sentence(vec![Fragment::words(words)]));
            }
            answer
        }
        [only] => one(&mut study, *only, None),
        [left, right] if study.same_limit(*left, *right) => {
            let Where::Both(a) = toward else { return one(&mut study, *left, None) };
            one(&mut study, *left, Some(a))
        }
        [_, _] if assumed => {
            let tried = vec!["sides: they differ, and an assumption may leave one of them".into()];
            tell::open("limit", vec![words("the limit of "), expr(e)], tried)
        }
        [left, right] => two(&mut study, *left, *right),
        _ => {
            let tried = vec!["expansion near the point: it is not defined there".to_owned()];
            tell::open("limit", vec![words("the limit of "), expr(e)], tried)
        }
    }
}

/// Is something assumed about the variable?
fn is_assumed(engine: &Engine, x: Name) -> bool {
    let given = engine.kernel.conditions(engine.given);
    given.iter().any(|&condition| engine.kernel.store().mentions(condition, x))
}

fn undefined(reason: &str) -> bool {
    reason.ends_with("not defined near the point")
}

/// `x → 0⁺` and the like, in words where there is a side.
fn arrow(study: &mut Study<'_>, x: Name, approach: Approach) -> Fragment {
    let x = study.variable_expr(x);
    let target = match approach {
        Approach::MinusInfinity => Token::Infinity(true),
        Approach::PlusInfinity => Token::Infinity(false),
        Approach::Below(a) | Approach::Above(a) => Token::Expr(a),
    };
    math(vec![Token::Expr(x), Token::To, target])
}

fn side(approach: Approach) -> &'static str {
    match approach {
        Approach::Below(_) => " from below",
        Approach::Above(_) => " from above",
        Approach::MinusInfinity | Approach::PlusInfinity => "",
    }
}

/// `tanh(x) → 1 as x → ∞`
pub(super) fn sentence(study: &mut Study<'_>, limit: Limit, both: bool) -> Vec<Fragment> {
    let value = tell::extended(limit.value());
    let arrow = arrow(study, limit.variable(), limit.approach());
    let mut parts =
        vec![math(vec![Token::Expr(limit.expr()), Token::To, value.token()]), words(" as "), arrow];
    if !both {
        parts.push(words(side(limit.approach())));
    }
    parts
}

fn one(study: &mut Study<'_>, limit: Limit, both: Option<Expr>) -> Answer {
    let headline = sentence(study, limit, both.is_some());
    let value = tell::extended(limit.value());
    let data = vec![("value", value.datum()), ("exists", Datum::Truth(true))];
    let mut entries = vec![Entry::Headline(headline)];
    if let Told::Exact(e) = value
        && let Some(decimal) = study.decimal(e)
    {
        entries.push(Entry::Sentence(vec![math(vec![
            Token::Expr(e),
            Token::Near,
            Token::Decimal(decimal),
        ])]));
    }
    Answer::Findings(Findings { kind: "limit", standing: Standing::Proved, entries, data })
}

fn two(study: &mut Study<'_>, left: Limit, right: Limit) -> Answer {
    let headline = vec![words("there is no limit: the two sides differ")];
    let entries = vec![
        Entry::Headline(headline),
        Entry::Sentence(sentence(study, left, false)),
        Entry::Sentence(sentence(study, right, false)),
    ];
    let data = vec![
        ("value", Datum::Null),
        ("exists", Datum::Truth(false)),
        ("left", tell::extended(left.value()).datum()),
        ("right", tell::extended(right.value()).datum()),
    ];
    Answer::Findings(Findings { kind: "limit", standing: Standing::Proved, entries, data })
}
