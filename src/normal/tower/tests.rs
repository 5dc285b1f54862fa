//! Rows of equal and of unequal normal forms. The signs come from the kernel's view.

use super::{Mode, NoForm, Tower};
use crate::expr::{Expr, Store};
use crate::kernel::{Hyps, Kernel, View};
use crate::library::Library;
use crate::normal::poly::Limits;
use crate::syntax::parse_expression;

fn parse(kernel: &mut Kernel, text: &str) -> Expr {
    parse_expression(text, kernel.store_mut(), &mut Library::new())
        .unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

/// Is `s - t` zero in normal form, under the condition?
fn same(condition: &str, s: &str, t: &str) -> Result<bool, NoForm> {
    let mut kernel = Kernel::new(Store::new());
    let hyps = if condition.is_empty() {
        Hyps::NONE
    } else {
        let condition = parse(&mut kernel, condition);
        kernel.hyps(vec![condition])
    };
    let (s, t) = (parse(&mut kernel, s), parse(&mut kernel, t));
    let mut tower = Tower::new(Mode::Decide, Limits::terms(200));
    let mut view = View::new(&mut kernel, hyps);
    let sides = tower.fractions(&mut view, &[s, t])?;
    let difference = sides[0].sub(&sides[1], &tower.limits)?;
    Ok(tower.is_zero(&difference)?)
}

#[test]
fn different_values_have_different_forms() {
    for (condition, s, t) in [
        ("", "x", "y"),
        ("", "sqrt(x^2)", "x"),
        ("x < 0", "sqrt(x^2)", "x"),
        ("", "abs(x)", "x"),
        ("", "ln(x^2)", "2*ln(y)"),
        ("", "sin(2*x)", "2*sin(x)"),
        ("", "sin(x)^2 - cos(x)^2", "1"),
        ("", "e^(x + y)", "e^x + e^y"),
        ("", "cbrt(x)", "sqrt(x)"),
        ("", "sqrt(2)", "1414/1000"),
        ("", "f(x)", "f(-x)"),
        ("", "erf(x/(1 + sqrt(2)))", "erf(x*sqrt(2) + x)"),
        ("", "x^n", "n^x"),
        ("", "sign(x)", "1"),
    ] {
        assert_eq!(same(condition, s, t), Ok(false), "{s} = {t}");
    }
}

#[test]
fn equal_values_have_one_form() {
    for (condition, s, t) in [
        ("", "(x^2 - 1)/(x - 1)", "x + 1"),
        ("", "sin(2*x/sqrt(2))", "sin(sqrt(2)*x)"),
        ("", "erf(x/(1 + sqrt(2)))", "erf(x*sqrt(2) - x)"),
        ("", "e^(2*x/cbrt(4))", "e^(cbrt(2)*x)"),
        ("", "f(x/(x + sqrt(2)))", "f((x^2 - sqrt(2)*x)/(x^2 - 2))"),
        ("", "sqrt(x^2)", "abs(x)"),
        ("x < 0", "sqrt(x^2)", "-x"),
        ("x > 0", "ln(x*e^y)", "ln(x) + y"),
        ("", "sin(2*x)", "2*sin(x)*cos(x)"),
        ("", "sin(x)^2 + cos(x)^2", "1"),
        ("", "cos(pi/3)", "1/2"),
        ("", "sin(pi/12)", "(sqrt(6) - sqrt(2))/4"),
        ("", "e^(2*x)", "(e^x)^2"),
        ("", "sqrt(8)", "2*sqrt(2)"),
        ("", "1/sqrt(2)", "sqrt(2)/2"),
        ("", "cbrt(-8)", "-2"),
        ("", "sign(x)*abs(x)", "x"),
        ("", "tanh(x)", "(e^(2*x) - 1)/(e^(2*x) + 1)"),
    ] {
        assert_eq!(same(condition, s, t), Ok(true), "{s} = {t}");
    }
}

#[test]
fn what_has_no_value_has_no_form() {
    for text in ["1/(x - x)", "0^(-1)", "1/(sin(x)^2 + cos(x)^2 - 1)", "ln(0)", "sqrt(-4)"] {
        assert_eq!(same("", text, "1"), Err(NoForm::Undefined), "{text}");
    }
    for text in ["(x + y + z + w)^100*(x - y)", "x^(1/1000000)"] {
        assert!(matches!(same("", text, "1"), Err(NoForm::TooLarge(_))), "{text}");
    }
}
