//! Back-propagation: the numbers of a network by hand, and every gradient against the derivative of
//! the whole expression, which is worked out in another way.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use symderiv::door::{Backprop, Number, Question, Reply, Request, answer};
use symderiv::syntax::{Half, Precision, Rounding};

const NETWORK: [&str; 9] = [
    "x1 = 0.9; x2 = -1.1; x3 = -0.3; x4 = 0.8; y = 0.5",
    "w1 = 0.75; w2 = -0.63; w3 = 0.24; w4 = -1.7; w5 = 0.8; w6 = -0.2",
    "z1 = x1*w1 + x2*w2",
    "a1 = sigma(z1)",
    "z2 = x3*w3 + x4*w4",
    "a2 = sigma(z2)",
    "z3 = a1*w5 + a2*w6",
    "yhat = sigma(z3)",
    "L = (y - yhat)^2",
];

fn ask(
    statements: &[&str],
    wrt: &[&str],
    at: &[(&str, &str)],
    rounding: Option<Rounding>,
) -> Result<Backprop, String> {
    let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    let question = Question::Backprop {
        statements: owned(statements),
        of: "L".into(),
        wrt: owned(wrt),
        at: at.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect(),
        rounding,
        precision: Precision::Digits(12),
    };
    match answer(&Request { given: Vec::new(), question }).reply {
        Ok(Reply::Backprop(found)) => Ok(found),
        Ok(other) => Err(format!("{other:?}")),
        Err(mistake) => Err(mistake.diagnostic.code.to_owned()),
    }
}

fn texts(found: &[(String, symderiv::door::Step)]) -> Vec<(&str, &str)> {
    found.iter().map(|(name, step)| (name.as_str(), step.text.as_str())).collect()
}

fn close(text: &str, expected: f64) -> bool {
    let found: f64 = text.replace("*10^(", "e").trim_end_matches(')').parse().expect(text);
    (found - expected).abs() <= 1e-6 * expected.abs().max(1e-3)
}

#[test]
fn every_step_can_be_rounded() {
    let rounding = Some(Rounding { places: 4, half: Half::Up });
    let found = ask(&NETWORK, &["w3"], &[], rounding).unwrap();
    assert_eq!(texts(&found.gradients), [("w3", "0.0006")]);
    assert_eq!(texts(&found.unrounded), [("w3", "0.000621577986389")]);
    for (name, text) in
        [("z1", "1.3680"), ("a1", "0.7971"), ("z2", "-1.4320"), ("a2", "0.1928"), ("z3", "0.5991")]
    {
        assert!(texts(&found.values).contains(&(name, text)), "{name} {:?}", found.values);
    }
}

#[test]
fn all_gradients_come_at_once() {
    // By central differences in floating point.
    let differences = [
        ("w1", 0.007_753_08),
        ("w2", -0.009_475_99),
        ("w3", 0.000_621_577_74),
        ("w4", -0.001_657_541),
        ("w5", 0.053_060_01),
        ("w6", 0.012_833_83),
    ];
    let names: Vec<&str> = differences.iter().map(|(name, _)| *name).collect();
    let found = ask(&NETWORK, &names, &[], None).unwrap();
    for ((name, text), (expected_name, expected)) in
        texts(&found.gradients).into_iter().zip(differences)
    {
        assert_eq!(name, expected_name);
        assert!(close(text, expected), "{name}: {text} is not {expected}");
    }
}

/// The number that a question about one expression is answered with.
fn value(expr: &str, given: &[&str], at: &[(&str, &str)]) -> String {
    let question = Question::Evaluate {
        expr: expr.into(),
        at: at.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect(),
        precision: Precision::Digits(12),
    };
    let given = given.iter().map(|&text| text.to_owned()).collect();
    match answer(&Request { given, question }).reply {
        Ok(Reply::Number(Number::Exact(exact))) => exact,
        Ok(Reply::Number(Number::Near { decimal, .. })) => decimal,
        other => panic!("{expr}: {other:?}"),
    }
}

#[test]
fn gradients_are_the_derivatives_of_the_whole_expression() {
    let graphs: [&[&str]; 8] = [
        &["z := w*x + b", "L := tanh(z)^2"],
        &["u := w^2", "v := u*x", "L := u*v + v/b"],
        &["u := w*x", "v := e^u", "L := ln(1 + v) + u*b"],
        &["a := sigma(w)", "c := a*(1 - a)", "d := c + a", "L := d^3"],
        &["u := w/x", "v := sqrt(u + b)", "L := v - u"],
        &["u := sin(w)*cos(x)", "v := u^2 + w", "L := v*b"],
        &["u := relu(w - x)", "v := softplus(u)", "L := v^2"],
        &["u := w", "v := u + u", "L := u*v*w"],
    ];
    let at = [("w", "1.7"), ("x", "0.6"), ("b", "2.3")];
    for graph in graphs {
        let mentions = |name: &str| graph.iter().any(|line| line.contains(name));
        let at: Vec<_> = at.iter().copied().filter(|(name, _)| mentions(name)).collect();
        let found = ask(graph, &["w"], &at, None).unwrap();
        let [(_, step)] = found.gradients.as_slice() else { panic!("{graph:?}") };
        let shown = match &step.number {
            Number::Exact(exact) => exact.clone(),
            Number::Near { decimal, .. } => decimal.clone(),
        };
        assert_eq!(shown, value("D(w, L)", graph, &at), "{graph:?}");
    }
}

#[test]
fn questions_without_an_answer_say_why() {
    let graph = ["u = w*x", "L = max(u, 0)"];
    for (statements, wrt, at, code) in [
        (&graph[..], &["w"][..], &[("w", "0"), ("x", "1")][..], "undefined"),
        (&graph, &["w"], &[("w", "1")], "no-value"),
        (&graph, &["q"], &[("w", "1"), ("x", "1")], "independent"),
        (&graph, &["w"], &[("w", "1"), ("x", "1"), ("u", "1")], "value-twice"),
        (&["L = 1/w"], &["w"], &[("w", "0")], "undefined"),
        (&["L = w^2", "d/dx x"], &["w"], &[], "not-a-statement"),
    ] {
        assert_eq!(ask(statements, wrt, at, None), Err(code.to_owned()), "{statements:?} {at:?}");
    }
}

#[test]
fn without_numbers_the_formulas_remain() {
    let found = ask(&["u = w*x", "L = u^2"], &["w"], &[], None).unwrap();
    assert_eq!(found.formulas, [("w".to_owned(), "2*u*x".to_owned())]);
    assert!(found.values.is_empty() && found.gradients.is_empty());
}

#[test]
fn a_name_may_be_called_as_a_parameter_of_the_library() {
    let found = ask(&["x = 0", "L = sigma(x)"], &["x"], &[], None).unwrap();
    assert_eq!(texts(&found.gradients), [("x", "0.25")]);
}

#[test]
fn half_even_decides_ties_otherwise() {
    let with = |half| {
        let rounding = Some(Rounding { places: 2, half });
        let found = ask(&["L = w^2"], &["w"], &[("w", "0.125/2")], rounding).unwrap();
        texts(&found.gradients)[0].1.to_owned()
    };
    // 2w = 0.125
    assert_eq!((with(Half::Up).as_str(), with(Half::Even).as_str()), ("0.13", "0.12"));
}
