//! How many lines a proof has at each level of detail, and what they are called.

use super::{Derivation, Detail, derivation};
use crate::expr::{Expr, Store};
use crate::kernel::{Hyps, Kernel};
use crate::strategy::Engine;
use crate::syntax::parse_expression;

const LEVELS: [Detail; 3] = [Detail::Brief, Detail::Normal, Detail::Full];

/// The result and its derivation.
fn derived(text: &str, detail: Detail) -> (Expr, Derivation) {
    let mut engine = Engine::new(Kernel::new(Store::new()));
    let e = parse_expression(text, engine.kernel.store_mut(), &mut engine.library)
        .unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
    let t = engine.derive(e).unwrap_or_else(|failure| panic!("{text}: {failure}"));
    let result = engine.kernel.rhs(t);
    (result, derivation(&mut engine.kernel, t, Hyps::NONE, detail))
}

fn captions(derivation: &Derivation) -> Vec<Vec<&str>> {
    let lines = derivation.lines.iter();
    lines.map(|line| line.reasons.iter().map(|reason| reason.caption.as_str()).collect()).collect()
}

#[test]
fn detail_decides_the_number_of_lines() {
    for (text, expected) in [
        ("D(x, x^2*sin(x))", [1, 2, 6]),
        ("D(x, ln(x^2 + 1))", [1, 2, 6]),
        ("D(x, tanh(3*x))", [2, 2, 6]),
        ("D(x, 5)", [1, 1, 1]),
    ] {
        for (detail, lines) in LEVELS.into_iter().zip(expected) {
            let (result, derivation) = derived(text, detail);
            assert_eq!(derivation.lines.len(), lines, "{text} {detail:?}");
            assert_eq!(derivation.result(), result, "{text} {detail:?}");
        }
    }
}

#[test]
fn lines_are_called_after_their_rules() {
    let (_, normal) = derived("D(x, x^2*sin(x))", Detail::Normal);
    assert_eq!(
        captions(&normal),
        [vec!["product rule"], vec!["power rule", "derivative of the sine"]]
    );
    let (_, brief) = derived("D(x, ln(x^2 + 1))", Detail::Brief);
    assert_eq!(captions(&brief), [["chain rule", "derivative of the logarithm", "power rule"]]);
    let (_, lemma) = derived("D(x, tanh(3*x))", Detail::Normal);
    assert_eq!(captions(&lemma)[0], ["chain rule", "derivative of tanh"]);
}

#[test]
fn every_line_has_a_reason_and_differs_from_the_one_before() {
    for text in ["D(x, x^2*sin(x))", "D(x, ln(x^2 + 1))", "D(x, sqrt(x)/x)", "D(x, x^x)"] {
        for detail in LEVELS {
            let (_, derivation) = derived(text, detail);
            let mut before = derivation.start;
            for line in &derivation.lines {
                assert!(!line.reasons.is_empty(), "{text} {detail:?}");
                assert_ne!(line.expr, before, "{text} {detail:?}");
                before = line.expr;
            }
        }
    }
}
