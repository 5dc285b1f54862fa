//! `equal` against the tests' own reader and evaluator: a proof must hold where both sides are
//! defined, a witness must tell them apart.
#![no_main]

mod expression;
#[allow(dead_code)]
mod support {
    #[path = "../../../tests/support/oracle.rs"]
    pub mod oracle;
    #[path = "../../../tests/support/source.rs"]
    pub mod source;
    #[path = "../../../tests/support/special.rs"]
    pub mod special;
}

use libfuzzer_sys::fuzz_target;
use std::time::Duration;
use support::oracle::{Point, value};
use support::source::{Node, read};
use symderiv::budget::Budget;
use symderiv::door::{Question, Reply, Request, Verdict, answer_within};

const POINTS: [f64; 8] = [0.37, -0.83, 1.71, -2.3, 0.05, 3.9, -5.2, 2.0];

fn differs(lhs: &Node, rhs: &Node, at: &Point) -> Option<(f64, f64)> {
    let (Ok(u), Ok(v)) = (value(lhs, at), value(rhs, at)) else { return None };
    ((u - v).abs() > 1e-6 * u.abs().max(v.abs()).max(1.0)).then_some((u, v))
}

fuzz_target!(|bytes: &[u8]| {
    let sides = expression::expressions(bytes);
    let [.., lhs, rhs] = sides.as_slice() else { return };
    let question = Question::Equal { lhs: lhs.clone(), rhs: rhs.clone() };
    let budget = Budget::new(Some(Duration::from_secs(2)), Some(500));
    let answered = answer_within(budget, &Request { given: Vec::new(), question });
    let Ok(Reply::Verdict(verdict)) = answered.reply else { return };
    let (Ok(left), Ok(right)) = (read(lhs), read(rhs)) else { return };
    match verdict {
        Verdict::Proved { conditions, .. } if conditions.is_empty() => {
            for (i, x) in POINTS.into_iter().enumerate() {
                let y = POINTS[(i + 3) % POINTS.len()];
                let at = Point::from([("x".to_owned(), x), ("y".to_owned(), y)]);
                if let Some((u, v)) = differs(&left, &right, &at) {
                    // Rounding may tell apart what is equal, but hardly so far at a jump-free point.
                    assert!(u.abs() > 1e9, "{lhs} = {rhs} was proved; {u} and {v} at {at:?}");
                }
            }
        }
        Verdict::Refuted(witness) => assert_ne!(witness.lhs, witness.rhs, "{lhs} = {rhs}"),
        Verdict::Proved { .. } | Verdict::Undecided { .. } => {}
    }
});
