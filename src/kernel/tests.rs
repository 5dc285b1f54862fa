//! What the kernel refuses, and under which conditions it agrees.

use super::{Hyps, Kernel, Refusal, Theorem};
use crate::expr::{Expr, Name, Op, Rel, Store};
use crate::library::Library;
use crate::print::{Format, expression};
use crate::syntax::parse_expression;

fn kernel() -> Kernel {
    Kernel::new(Store::new())
}

fn parse(kernel: &mut Kernel, text: &str) -> Expr {
    parse_expression(text, kernel.store_mut(), &mut Library::new())
        .unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

fn name(kernel: &mut Kernel, text: &str) -> Name {
    kernel.store_mut().name(text)
}

/// `⊢ text = text`, under a condition.
fn under(kernel: &mut Kernel, condition: &str, text: &str) -> Theorem {
    let condition = match condition.split_once(" = ") {
        // The language has no equation as a condition.
        Some((lhs, rhs)) => {
            let (lhs, rhs) = (parse(kernel, lhs), parse(kernel, rhs));
            kernel.store_mut().rel(Rel::Eq, lhs, rhs)
        }
        None => parse(kernel, condition),
    };
    let hyps = kernel.hyps(vec![condition]);
    let e = parse(kernel, text);
    let t = kernel.refl(e);
    kernel.weaken(t, hyps)
}

fn written(kernel: &Kernel, conditions: &[Expr]) -> String {
    let mut all: Vec<String> =
        conditions.iter().map(|&c| expression(kernel.store(), c, Format::Source)).collect();
    all.sort();
    all.join(", ")
}

fn hyps_of(kernel: &Kernel, t: Theorem) -> String {
    written(kernel, kernel.conditions(kernel.hyps_of(t)))
}

#[test]
fn links_that_do_not_meet_are_refused() {
    let mut k = kernel();
    let (x, y) = (parse(&mut k, "x"), parse(&mut k, "y"));
    let (tx, ty) = (k.refl(x), k.refl(y));
    assert_eq!(k.trans(tx, ty), Err(Refusal::Mismatch));
    let (a, b) = (under(&mut k, "x > 0", "x"), under(&mut k, "y > 0", "x"));
    let both = k.trans(a, b).unwrap();
    assert_eq!(hyps_of(&k, both), "x > 0, y > 0");
}

#[test]
fn operands_that_must_stay_are_not_exchanged() {
    let mut k = kernel();
    for (text, part) in [
        ("D(x, x^2)", 1),
        ("differentiable(f(x))", 0),
        ("root(x, 3)", 1),
        ("x + y", 2),
        ("x + sin(y)", 0),
    ] {
        let e = parse(&mut k, text);
        let children = k.store().children(e).to_vec();
        let other = parse(&mut k, "z");
        let t = k.refl(children.get(part).copied().unwrap_or(other));
        // In the last row the theorem is about another operand.
        let place = if text == "x + sin(y)" { 1 } else { part };
        let mut equals = vec![None; children.len().max(place + 1)];
        equals[place] = Some(t);
        assert_eq!(k.congr(e, &equals), Err(Refusal::Mismatch), "{text}");
    }
}

#[test]
fn a_piece_needs_its_conditions_only_where_it_is_taken() {
    for (condition, left) in [("x > -1", ""), ("x > 1", "x > 1"), ("y > 0", "y > 0")] {
        let mut k = kernel();
        let e = parse(&mut k, "piecewise(x > 0, 2*x, 1)");
        let t = under(&mut k, condition, "2*x");
        let t = k.congr(e, &[None, Some(t), None]).unwrap();
        assert_eq!(hyps_of(&k, t), left, "{condition}");
        let t = under(&mut k, condition, "1");
        let t = k.congr(e, &[None, None, Some(t)]).unwrap();
        assert_eq!(hyps_of(&k, t), condition);
    }
}

#[test]
fn what_holds_at_a_point_only_is_not_differentiated() {
    for (condition, expected) in [
        ("x = 0", Err(Refusal::NotOpen)),
        ("x <= 0", Err(Refusal::NotOpen)),
        ("y < x and x >= y^2", Err(Refusal::NotOpen)),
        ("y = 0", Ok("y = 0")),
        ("x != 0", Ok("x != 0")),
        ("sqrt(x) < 1", Ok("sqrt(x) < 1, x > 0")),
    ] {
        let mut k = kernel();
        let x = parse(&mut k, "x");
        let t = under(&mut k, condition, "x^2");
        let t = k.under_deriv(x, t);
        let found = t.map(|t| hyps_of(&k, t));
        assert_eq!(found.as_deref().map_err(|&refusal| refusal), expected, "{condition}");
    }
    let mut k = kernel();
    let (two, t) = (parse(&mut k, "2"), under(&mut k, "x > 0", "x"));
    assert_eq!(k.under_deriv(two, t), Err(Refusal::Mismatch));
}

#[test]
fn values_bring_their_domains_along() {
    for (value, expected) in [
        ("ln(y)", Ok("y > 0, y > 1")),
        ("e^y", Ok("")),
        ("D(y, f(y))", Err(Refusal::UnknownDomain)),
    ] {
        let mut k = kernel();
        let t = under(&mut k, "x > 0", "x + z");
        let (x, value_of) = (name(&mut k, "x"), parse(&mut k, value));
        let found = k.instance(t, &[(x, value_of)]).map(|t| hyps_of(&k, t));
        assert_eq!(found.as_deref().map_err(|&refusal| refusal), expected, "{value}");
    }
    let mut k = kernel();
    let n = name(&mut k, "n");
    k.declare_integer(n);
    let t = under(&mut k, "x > 0", "x^n");
    let (half, two) = (parse(&mut k, "1/2"), parse(&mut k, "2"));
    assert_eq!(k.instance(t, &[(n, half)]), Err(Refusal::Premise));
    assert!(k.instance(t, &[(n, two)]).is_ok());
}

#[test]
fn a_value_at_a_point_is_substituted_where_nothing_waits() {
    let mut k = kernel();
    for (body, at, expected) in [
        ("D(x, f(x))", "0", Err(Refusal::Mismatch)),
        ("x^2", "D(y, f(y))", Err(Refusal::Mismatch)),
        ("x^2", "1/y", Ok("y != 0")),
        ("z", "1/y", Ok("y != 0")),
    ] {
        let (u, x, a) = (parse(&mut k, body), parse(&mut k, "x"), parse(&mut k, at));
        let e = k.store_mut().make(Op::At, &[u, x, a]);
        let found = k.at(e).map(|t| hyps_of(&k, t));
        assert_eq!(found.as_deref().map_err(|&refusal| refusal), expected, "{body} at {at}");
    }
    let e = parse(&mut k, "x^2");
    assert_eq!(k.at(e), Err(Refusal::Mismatch));
}

#[test]
fn steps_of_calculus_want_their_shape() {
    let mut k = kernel();
    for text in ["f'(2*x)", "f(x)", "x"] {
        let e = parse(&mut k, text);
        assert_eq!(k.prime(e), Err(Refusal::Mismatch), "{text}");
    }
    for text in ["D(x, sin(x))", "D(x, f(y))", "f(x)"] {
        let e = parse(&mut k, text);
        assert_eq!(k.chain(e), Err(Refusal::Mismatch), "{text}");
    }
    for text in ["D(x, x)", "piecewise(x > 0, x, 1)"] {
        let e = parse(&mut k, text);
        assert_eq!(k.pieces(e), Err(Refusal::Mismatch), "{text}");
    }
    let e = parse(&mut k, "sin(x)");
    assert_eq!(k.unfold(e), Err(Refusal::Mismatch));
}

#[test]
fn equal_by_algebra_where_both_are_defined() {
    for (s, t, expected) in [
        ("x", "x + 1", Err(Refusal::NotEqual)),
        ("sqrt(x^2)", "x", Err(Refusal::NotEqual)),
        ("ln(x^2)", "2*ln(-x)", Ok("x < 0")),
        ("x/x", "1", Ok("x != 0")),
        ("x - x", "0", Ok("")),
        ("D(x, f(x))", "0", Err(Refusal::UnknownDomain)),
    ] {
        let mut k = kernel();
        let (a, b) = (parse(&mut k, s), parse(&mut k, t));
        let found = k.by_algebra(a, b).map(|t| hyps_of(&k, t));
        assert_eq!(found.as_deref().map_err(|&refusal| refusal), expected, "{s} = {t}");
    }
}

#[test]
fn constants_are_equal_only_if_they_are() {
    for (s, t, equal) in [
        ("sqrt(2) + sqrt(3)", "sqrt(5 + 2*sqrt(6))", true),
        ("sqrt(2) + sqrt(3)", "3146264/1000000", false),
        ("cbrt(2 + sqrt(5)) + cbrt(2 - sqrt(5))", "1", true),
        ("asin(1)", "pi/2", true),
        ("atan(1)", "5*pi/4", false),
        ("sqrt(x^2)", "x", false),
    ] {
        let mut k = kernel();
        let (a, b) = (parse(&mut k, s), parse(&mut k, t));
        let same = k.same_constant(a, b) || k.same_by_inverse(Hyps::NONE, a, b);
        assert_eq!(same, equal, "{s} = {t}");
    }
}

#[test]
fn only_conditions_that_say_something_are_kept() {
    for (condition, side, left) in [
        ("x > 0", "x", "x > 0"),
        ("x > 0", "ln(x)", ""),
        ("x != 0", "1/x", ""),
        ("x > 0", "sqrt(x)", "x > 0"),
        ("x > 0 and x >= 0", "x", "x > 0"),
    ] {
        let mut k = kernel();
        let condition = parse(&mut k, condition);
        let all = k.simplest(condition);
        let hyps = k.hyps(all);
        let e = parse(&mut k, side);
        let t = k.refl(e);
        let t = k.weaken(t, hyps);
        let t = k.settle(t);
        assert_eq!(hyps_of(&k, t), left, "{side}");
    }
}

#[test]
fn domains_are_said_in_full_or_not_at_all() {
    for (text, defined, smooth) in [
        ("x^2", Some(""), Some("")),
        ("1/x", Some("x != 0"), Some("x != 0")),
        ("sqrt(x)", Some("x >= 0"), Some("x > 0")),
        ("cbrt(x)", Some(""), Some("x != 0")),
        ("abs(x - 1)", Some(""), Some("x != 1")),
        ("max(x, y)", Some(""), Some("x != y")),
        ("f(x)", Some(""), Some("differentiable(f(x))")),
        ("D(x, f(x))", None, None),
        ("piecewise(x > 0, ln(x), 0)", Some(""), Some("x != 0")),
        ("piecewise(x > 0, ln(x))", None, None),
    ] {
        let mut k = kernel();
        let (e, x) = (parse(&mut k, text), name(&mut k, "x"));
        let found = k.defined(e).map(|domain| written(&k, k.conditions(domain.sufficient)));
        assert_eq!(found.as_deref(), defined, "{text}");
        let found = k.differentiable(e, x).map(|hyps| written(&k, k.conditions(hyps)));
        assert_eq!(found.as_deref(), smooth, "{text}");
    }
}

#[test]
fn conditions_are_peeled_to_what_one_would_write() {
    for (condition, expected) in [
        ("2*x + 2 != 0", "x != -1"),
        ("-x < 3", "x > -3"),
        ("1 - x^2 > 0", "x < 1, x > -1"),
        ("x^2 + 1 > 0", ""),
        ("e^x > 0", ""),
        ("e^x != 1", "x != 0"),
        ("x^3 > 8", "x > 2"),
        ("x^2 != 0", "x != 0"),
        ("(x - 1)*(x + 2) != 0", "x != -2, x != 1"),
        ("x^2 < 0", "x^2 < 0"),
        ("x < y", "x < y"),
        ("(2/x)^1000000000 < 1", "2/x < 1, 2/x > -1"),
    ] {
        let mut k = kernel();
        let e = parse(&mut k, condition);
        let simple = k.simplest(e);
        assert_eq!(written(&k, &simple), expected, "{condition}");
    }
}

#[test]
#[should_panic(expected = "exchanged for another")]
fn nothing_is_proved_about_another_store() {
    let mut k = kernel();
    let e = parse(&mut k, "x");
    let mut other = Store::new();
    other.symbol("y");
    std::mem::swap(k.store_mut(), &mut other);
    k.refl(e);
}

#[test]
#[should_panic(expected = "exchanged for another")]
fn nothing_is_remembered_about_another_store() {
    let mut k = kernel();
    let e = parse(&mut k, "1/x");
    let mut other = Store::new();
    parse_expression("1 + x", &mut other, &mut Library::new()).unwrap();
    std::mem::swap(k.store_mut(), &mut other);
    k.defined(e);
}

#[test]
fn no_conditions_are_no_conditions() {
    let mut k = kernel();
    assert_eq!(k.hyps(Vec::new()), Hyps::NONE);
    let condition = parse(&mut k, "x > 0");
    let twice = k.hyps(vec![condition, condition]);
    assert_eq!(k.conditions(twice), [condition]);
}

/// `D(x, f) = g` for `x != 0`, asked to hold at 0 as well.
fn across_zero(f: &str) -> Result<String, Refusal> {
    let mut engine = crate::strategy::Engine::new(kernel());
    let e = parse(&mut engine.kernel, &format!("D(x, {f})"));
    let t = engine.differentiate(e).unwrap_or_else(|e| panic!("{f}: {e}"));
    let joint = parse(&mut engine.kernel, "x != 0");
    let k = &mut engine.kernel;
    let t = k.across(t, joint)?;
    k.replay(t).unwrap_or_else(|e| panic!("{f}: {e}"));
    Ok(hyps_of(k, t))
}

#[test]
fn a_derivative_goes_on_across_a_point_where_both_sides_are_continuous() {
    for f in [
        "piecewise(x > 0, x, e^x - 1)",
        "piecewise(x < 0, 0, x > 6, 12*x - 36, x^2)",
        "piecewise(x < 0, -x^3, x^2)",
        "piecewise(x < 0, sqrt(x^4 + 1), 1)",
    ] {
        let left = across_zero(f);
        assert!(left.as_ref().is_ok_and(|left| !left.contains("x != 0")), "{f}: {left:?}");
    }
    for f in [
        "abs(x)",
        "max(x, 0)",
        "piecewise(x > 0, x + 1, x)",
        "piecewise(x > 0, x, 2*x)",
        "piecewise(x > 0, sign(x), 0)",
        "piecewise(x > 0, x, 2*(e^x - 1))",
        "1/x",
        "cbrt(x)",
        "x^2*floor(x)",
    ] {
        assert!(across_zero(f).is_err(), "{f}");
    }
}
