//! When strategies give up, and what they find.

use super::{Claim, Engine, Failure, Form, MAX_NESTING};
use crate::expr::{Definition, Expr, Orders, Store};
use crate::kernel::{Kernel, Refusal};
use crate::normal::tower::NoForm;
use crate::print::{Format, expression};
use crate::syntax::parse_expression;

fn engine() -> Engine {
    Engine::new(Kernel::new(Store::new()))
}

fn parse(engine: &mut Engine, text: &str) -> Expr {
    parse_expression(text, engine.kernel.store_mut(), &mut engine.library)
        .unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

fn differentiated(text: &str) -> Result<String, Failure> {
    let mut engine = engine();
    let e = parse(&mut engine, text);
    let t = engine.differentiate(e)?;
    Ok(expression(engine.kernel.store(), engine.kernel.rhs(t), Format::Source))
}

#[test]
fn derivatives_of_derivatives_are_in_lowest_terms() {
    for (text, expected) in [
        ("D(x, D(x, abs(x)^3))", "6*abs(x)"),
        ("D(x, D(x, sin(x)/x))", "(2*sin(x) - 2*x*cos(x) - x^2*sin(x))/x^3"),
        ("D(x, D(x, asec(x)))", "(2*x^2 - 1)/(x*sqrt(x^2 - 1)*(1 - x^2)*abs(x))"),
        ("D(x, D(x, D(x, D(x, D(x, acosh(x))))))", "3*(8*x^4 + 24*x^2 + 3)/(x^2 - 1)^(9/2)"),
    ] {
        let mut engine = engine();
        let e = parse(&mut engine, text);
        let t = engine.derive(e).unwrap();
        let result = engine.kernel.rhs(t);
        assert_eq!(expression(engine.kernel.store(), result, Format::Source), expected, "{text}");
    }
}

#[test]
fn what_is_no_unit_is_not_collected() {
    for unit in ["x + 1", "2", "x*y", "1/x"] {
        let mut engine = engine();
        let (e, unit) = (parse(&mut engine, "x^2 + x*y"), parse(&mut engine, unit));
        assert_eq!(engine.collect(e, unit), Err(Failure::NotAUnit(unit)));
    }
}

#[test]
fn what_is_not_an_expression_in_the_terms_is_not_rewritten() {
    for (text, unit) in [("sin(x)", "e^x"), ("x", "x^2"), ("y + sin(x)", "cos(x)")] {
        let mut engine = engine();
        let (e, unit) = (parse(&mut engine, text), parse(&mut engine, unit));
        assert_eq!(engine.rewrite_in_terms_of(e, &[unit]), Err(Failure::NotThrough(e)), "{text}");
    }
}

#[test]
fn forms_that_do_not_exist_are_refused() {
    let mut engine = engine();
    let e = parse(&mut engine, "1/(x - x)");
    for form in [Form::Expanded, Form::Factored, Form::Together] {
        assert_eq!(engine.bring_to(form, e), Err(Failure::NoForm(NoForm::Undefined, e)));
    }
    assert!(engine.is_nowhere_defined(e));
    let e = parse(&mut engine, "(x + y + z + w)^500");
    let found = engine.bring_to(Form::Expanded, e);
    assert!(matches!(found, Err(Failure::NoForm(NoForm::TooLarge(_), at)) if at == e));
}

#[test]
fn only_variables_are_differentiated_by() {
    let mut engine = engine();
    let (two, e) = (parse(&mut engine, "2"), parse(&mut engine, "x^2"));
    assert_eq!(engine.derivative(two, e), Err(Failure::NoDerivative(two)));
}

#[test]
fn definitions_that_nest_too_deeply_are_given_up() {
    let mut engine = engine();
    let store = engine.kernel.store_mut();
    let (x, x_name) = (store.symbol("x"), store.name("x"));
    let mut body = store.pow(x, x);
    let mut last = body;
    for i in 0..=MAX_NESTING {
        let f = store.name(&format!("f_{i}"));
        store.define(f, Definition { params: vec![x_name], body }).unwrap();
        last = store.apply(f, Orders::NONE, &[x]);
        body = store.mul(x, last);
    }
    let e = store.deriv(x, last);
    assert_eq!(engine.differentiate(e), Err(Failure::TooDeep));
    // What was given up leaves nothing behind.
    let e = parse(&mut engine, "D(x, x^2)");
    assert!(engine.differentiate(e).is_ok());
}

#[test]
fn derivatives_are_carried_out() {
    for (text, expected) in [
        ("D(x, x^2*e^(x^2))", "2*x*e^(x^2) + x^2*(2*x*e^(x^2))"),
        ("D(x, y)", "0"),
        ("D(x, f(x^2))", "2*x*f'(x^2)"),
        ("x + 1", "x + 1"),
    ] {
        let found = differentiated(text).unwrap();
        let mut engine = engine();
        let (found_e, expected_e) = (parse(&mut engine, &found), parse(&mut engine, expected));
        assert!(engine.kernel.by_algebra(found_e, expected_e).is_ok(), "{text}: {found}");
        assert!(!found.contains("D("), "{found}");
    }
}

#[test]
fn claims_are_proved_or_refuted() {
    for (lhs, rhs, proved) in [
        ("sin(x)^2 + cos(x)^2", "1", true),
        ("D(x, x^2)", "2*x", true),
        ("x/x", "1", true),
        ("sqrt(x^2)", "x", false),
        ("x^2", "x", false),
        ("f(x)", "f(-x)", false),
    ] {
        let mut engine = engine();
        let (l, r) = (parse(&mut engine, lhs), parse(&mut engine, rhs));
        match engine.show(l, r) {
            Claim::Proved(t) => {
                assert!(proved, "{lhs} = {rhs}");
                assert_eq!((engine.kernel.lhs(t), engine.kernel.rhs(t)), (l, r));
            }
            Claim::Refuted(_) => assert!(!proved, "{lhs} = {rhs}"),
            Claim::Undecided(tried) => panic!("{lhs} = {rhs}: {tried:?}"),
        }
    }
}

#[test]
fn failures_point_at_their_place() {
    let mut engine = engine();
    let e = parse(&mut engine, "x");
    let failures = [
        Failure::Refused(Refusal::NotEqual, e),
        Failure::NoDerivative(e),
        Failure::NoForm(NoForm::Undefined, e),
        Failure::NotAUnit(e),
        Failure::NotThrough(e),
    ];
    let mut codes: Vec<&str> = failures.iter().map(Failure::code).collect();
    codes.push(Failure::TooDeep.code());
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), failures.len() + 1);
    assert!(failures.iter().all(|failure| failure.place() == Some(e)));
    assert_eq!(Failure::TooDeep.place(), None);
}
