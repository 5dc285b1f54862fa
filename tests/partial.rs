//! Derivatives without proof, forwards and backwards: against the corpus' values, which come from
//! numeric differentiation elsewhere, and against the proved derivatives.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use support::table::{fields, number, parts, rows};
use symderiv::eval::{self, Request};
use symderiv::expr::{Expr, Name, Op, Orders, Store};
use symderiv::kernel::Kernel;
use symderiv::library::Library;
use symderiv::num::Rational;
use symderiv::strategy::Engine;
use symderiv::syntax::{Vocabulary, parse_expression};

fn read(text: &str) -> Option<(Engine, Expr)> {
    let (mut store, mut library) = (Store::new(), Library::new());
    let e = parse_expression(text, &mut store, &mut library).ok()?;
    Some((Engine::new(Kernel::new(store)), e))
}

/// `x=1/2, a=3` with exact values; `None` where a value is no rational.
fn point(engine: &mut Engine, text: &str) -> Option<Vec<(Name, Rational)>> {
    let mut point = Vec::new();
    for part in text.split(',') {
        let (name, value) = part.split_once('=')?;
        let store = engine.kernel.store_mut();
        let name = store.name(name.trim());
        let value = parse_expression(value, store, &mut Library::new()).ok()?;
        point.push((name, store.as_rational(value)?));
    }
    Some(point)
}

fn value(engine: &mut Engine, e: Expr, at: &[(Name, Rational)]) -> Option<f64> {
    let number = eval::value(engine.kernel.store_mut(), e, at, Request::Digits(17)).ok()?;
    number.text.parse().ok()
}

#[test]
fn both_directions_have_the_values_of_numeric_differentiation() {
    let mut compared = 0;
    for [id, statement, points, values] in rows::<4>("derivatives.tsv") {
        let Some((mut engine, e)) = read(&statement) else { continue };
        let Some((x, u)) = engine.kernel.store().pair(e) else { continue };
        if engine.kernel.store().op(e) != Op::Deriv {
            continue;
        }
        let Ok(forwards) = engine.unproved_derivative(x, u) else { continue };
        let backwards = engine.unproved_gradient(u, &[x]).unwrap();
        for (at, want) in parts(&points).zip(fields(&values)) {
            let Some(at) = point(&mut engine, at) else { continue };
            let Some(found) = value(&mut engine, forwards, &at) else { continue };
            let want = number(want);
            let tolerance = 1e-12 * want.abs().max(1e-3);
            assert!((found - want).abs() <= tolerance, "{id}: {statement}: {found} {want}");
            let found = value(&mut engine, backwards[0], &at);
            assert!(
                found.is_some_and(|found| (found - want).abs() <= tolerance),
                "{id}: {found:?}"
            );
            compared += 1;
        }
    }
    assert!(compared > 800, "{compared}");
}

/// `sigma(w_n*sigma(… w_1*x + b_1 …) + b_n)` and its variables.
fn layers(n: usize) -> (Engine, Expr, Vec<Expr>) {
    let (mut store, mut library) = (Store::new(), Library::new());
    let sigma = library.function(&mut store, "sigma").unwrap().name;
    let x = store.symbol("x");
    let (mut e, mut variables) = (x, vec![x]);
    for k in 1..=n {
        let (w, b) = (store.symbol(&format!("w_{k}")), store.symbol(&format!("b_{k}")));
        let product = store.mul(w, e);
        let sum = store.add(product, b);
        e = store.apply(sigma, Orders::NONE, &[sum]);
        variables.extend([w, b]);
    }
    (Engine::new(Kernel::new(store)), e, variables)
}

#[test]
fn the_kernel_proves_a_gradient_equal_to_the_derivatives() {
    let (mut engine, e, variables) = layers(3);
    let gradient = engine.unproved_gradient(e, &variables).unwrap();
    assert_eq!(gradient.len(), 7);
    for (&x, &partial) in variables.iter().zip(&gradient) {
        let proved = engine.derivative(x, e).unwrap();
        let slope = engine.kernel.rhs(proved);
        let t = engine.kernel.by_algebra(slope, partial).unwrap();
        assert!(engine.kernel.hyps_of(t).is_none());
    }
}

#[test]
fn a_gradient_takes_steps_and_nodes_in_proportion_to_the_layers() {
    let count = |n| {
        let (mut engine, e, variables) = layers(n);
        engine.unproved_gradient(e, &variables[..1]).unwrap();
        let before = engine.kernel.store().len();
        engine.unproved_gradient(e, &variables).unwrap();
        engine.kernel.store().len() - before
    };
    let (small, large) = (count(50), count(500));
    assert!(large <= 11 * small, "{small} nodes, {large} nodes");
}

#[test]
fn what_a_name_stands_for_is_differentiated_too() {
    let (mut store, mut library) = (Store::new(), Library::new());
    let texts =
        ["x^2*y", "piecewise(x > 0, x*y, -x)", "max(x, y^2) + min(x*y, 3)", "x^x + 2^(x*y)"];
    for text in texts {
        let body = parse_expression(text, &mut store, &mut library).unwrap();
        let name = store.name(&format!("z_{}", store.len()));
        let definition = symderiv::expr::Definition { params: Vec::new(), body };
        store.define(name, definition).unwrap();
        let z = store.symbol_of(name);
        let whole = store.mul(z, z);
        let [x, y] = ["x", "y"].map(|name| store.symbol(name));
        let at: Vec<_> =
            [("x", 3), ("y", 2)].map(|(name, n)| (store.name(name), Rational::new(n, 5))).to_vec();
        let mut engine = Engine::new(Kernel::new(store));
        let gradient = engine.unproved_gradient(whole, &[x, y]).unwrap();
        for (v, partial) in [x, y].into_iter().zip(gradient) {
            let proved = engine.derivative(v, whole).unwrap();
            let proved = engine.kernel.rhs(proved);
            let [found, want] = [partial, proved].map(|e| {
                let text = eval::value(engine.kernel.store_mut(), e, &at, Request::Digits(20));
                text.unwrap().text
            });
            assert_eq!(found, want, "{text}");
        }
        store = std::mem::take(engine.kernel.store_mut());
    }
}
