//! Inequalities in sentences.

use super::tell::{self, Told, expr, math, words};
use crate::expr::{Expr, Op};
use crate::num::Rational;
use crate::steps::{Answer, Datum, Entry, Findings, Fragment, Standing, Token};
use crate::strategy::Engine;
use crate::strategy::study::{Order, Reason, Study};

/// Proves or refutes a comparison, or each link of a chain.
pub fn compare(engine: &mut Engine, condition: Expr) -> Answer {
    let store = engine.kernel.store();
    let links = match store.op(condition) {
        Op::And => store.children(condition).to_vec(),
        _ => vec![condition],
    };
    let mut entries = vec![Entry::Headline(vec![words("proved: "), expr(condition)])];
    for link in links {
        let store = engine.kernel.store();
        let (Op::Rel(rel), Some((a, b))) = (store.op(link), store.pair(link)) else {
            return tell::open("inequality", vec![expr(condition)], Vec::new());
        };
        match engine.order(rel, a, b) {
            Order::Proved(reasons) if reasons.is_empty() => {
                entries.push(Entry::Sentence(vec![expr(link), words(" by bounds of the terms")]));
            }
            Order::Proved(reasons) => entries.extend(because(engine, &reasons)),
            Order::Refuted(at, left, right) => {
                return refuted(engine, link, &at, left, right);
            }
            Order::Undecided(tried) => {
                return tell::open("inequality", vec![expr(link)], tried);
            }
        }
    }
    let data = vec![("claim", Datum::Expr(condition))];
    Answer::Findings(Findings { kind: "inequality", standing: Standing::Proved, entries, data })
}

/// `0 < σ'(a) ≤ 1/4`
fn because(engine: &mut Engine, reasons: &[Reason]) -> Vec<Entry> {
    let x = engine.kernel.store_mut().name("x");
    let mut study = Study::new(engine, x);
    let mut entries = Vec::new();
    for reason in reasons {
        let mut tokens = Vec::new();
        if let Some((lower, attained)) = reason.lower
            && let Some(told) = tell::bound(&mut study, lower)
            && !matches!(told, Told::Infinity(_))
        {
            tokens.push(told.token());
            tokens.push(if attained { Token::AtMost } else { Token::Less });
        }
        tokens.push(Token::Expr(reason.part));
        if let Some((upper, attained)) = reason.upper
            && let Some(told) = tell::bound(&mut study, upper)
            && !matches!(told, Told::Infinity(_))
        {
            tokens.push(if attained { Token::AtMost } else { Token::Less });
            tokens.push(told.token());
        }
        entries.push(Entry::Sentence(vec![math(tokens), words(", by the range of this term")]));
    }
    entries
}

fn refuted(
    engine: &mut Engine,
    link: Expr,
    at: &[(crate::expr::Name, Rational)],
    left: String,
    right: String,
) -> Answer {
    let mut headline: Vec<Fragment> = vec![words("refuted: "), expr(link)];
    let mut point = Vec::new();
    for (i, (name, value)) in at.iter().enumerate() {
        let (x, v) = {
            let store = engine.kernel.store_mut();
            (store.symbol_of(*name), store.rational(value))
        };
        headline.push(words(if i == 0 { " fails at " } else { ", " }));
        headline.push(math(vec![Token::Expr(x), Token::Equal, Token::Expr(v)]));
        point.push(Datum::List(vec![Datum::Expr(x), Datum::Expr(v)]));
    }
    let side = |name: &str, text: &str| {
        Entry::Sentence(vec![words(name), math(vec![Token::Decimal(text.to_owned())])])
    };
    let entries =
        vec![Entry::Headline(headline), side("left side: ", &left), side("right side: ", &right)];
    let data = vec![
        ("claim", Datum::Expr(link)),
        ("at", Datum::List(point)),
        ("lhs", Datum::Text(left)),
        ("rhs", Datum::Text(right)),
    ];
    Answer::Findings(Findings { kind: "inequality", standing: Standing::Refuted, entries, data })
}
