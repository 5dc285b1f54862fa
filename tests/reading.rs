//! How expressions are read: every spelling, what it means, and what is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod support;

use support::{Small, check_readings, dump};
use symderiv::expr::Store;
use symderiv::syntax::{Command, Statement, parse};

/// The reading of a bare expression or assumption, or the codes of the messages.
fn read(source: &str) -> String {
    let mut store = Store::new();
    let parsed = parse(source, &mut store, &mut Small::new());
    if !parsed.diagnostics.is_empty() {
        let codes: Vec<&str> = parsed.diagnostics.iter().map(|d| d.code).collect();
        return codes.join(" ");
    }
    let last = parsed.statements.last().map(|s| &s.statement);
    match last {
        Some(Statement::Command(Command::Derive(e)) | Statement::Assume(e)) => dump(&store, *e),
        other => format!("{other:?}"),
    }
}

fn check(cases: &[(&str, &str)]) {
    check_readings(read, cases);
}

#[test]
fn operators_bind_as_in_books() {
    check(&[
        ("a + b*c", "(a + (b*c))"),
        ("a - b - c", "((a - b) - c)"),
        ("a/b/c", "((a/b)/c)"),
        ("a/b*c", "((a/b)*c)"),
        ("a^b^c", "(a^(b^c))"),
        ("a**b", "(a^b)"),
        ("-x^2", "(-(x^2))"),
        ("2^-x", "(2^(-x))"),
        ("2^-x*y", "((2^(-x))*y)"),
        ("2^-x^2", "(2^(-(x^2)))"),
        ("-x*y", "(-(x*y))"),
        ("-x + y", "((-x) + y)"),
        ("a - -b", "(a - (-b))"),
        ("a*-b*c", "((a*(-b))*c)"),
        ("--x", "(-(-x))"),
        ("+x", "x"),
        ("a × b · c ⋅ d", "(((a*b)*c)*d)"),
        ("a ÷ b − c – d", "(((a/b) - c) - d)"),
        ("x²", "(x^2)"),
        ("-x³", "(-(x^3))"),
        ("x⁻¹", "(x^(-1))"),
        ("xⁿ", "(x^n)"),
        ("x²⁻", "malformed-superscript"),
        ("x¹²", "(x^12)"),
        ("2^x²", "(2^(x^2))"),
        ("√x", "sqrt(x)"),
        ("√(x+1)", "sqrt((x + 1))"),
        ("√x*y", "(sqrt(x)*y)"),
        ("√x^2", "(sqrt(x)^2)"),
        ("2√2", "(2*sqrt(2))"),
        ("∛x", "root(x, 3)"),
    ]);
}

#[test]
fn products_need_no_sign_where_there_is_one_reading() {
    check(&[
        ("2x", "(2*x)"),
        ("2x^2", "(2*(x^2))"),
        ("2pi", "(2*π)"),
        ("3sin(x)", "(3*sin(x))"),
        ("2(x+1)", "(2*(x + 1))"),
        ("(a)(b)", "(a*b)"),
        ("(x+1)x", "((x + 1)*x)"),
        ("x y", "(x*y)"),
        ("1/2x", "((1/2)*x)"),
        ("2 x / 3 y", "(((2*x)/3)*y)"),
        ("x sin(x)", "(x*sin(x))"),
        ("sin(x)cos(x)", "(sin(x)*cos(x))"),
        ("2πr", "((2*π)*r)"),
        ("αx", "(alpha*x)"),
        ("e^2x", "((e^2)*x)"),
        ("π(x+1)", "(π*(x + 1))"),
        ("x : real; x(y-z)", "(x*(y - z))"),
        ("x > 0; x(y-z)", "(x*(y - z))"),
        ("let k = 3; k(y-z)", "(k*(y - z))"),
        ("xy", "xy"),
        ("x(y-z)", "ambiguous-call"),
        ("x (y)", "ambiguous-call"),
        ("a(b)", "ambiguous-call"),
        ("xy(z)", "ambiguous-call"),
        ("(x+1)2", "number-after-value"),
        ("x 2", "number-after-value"),
        ("2 3", "number-after-value"),
    ]);
}

#[test]
fn bars_are_absolute_values() {
    check(&[
        ("|x|", "abs(x)"),
        ("|x-1|*|x+1|", "(abs((x - 1))*abs((x + 1)))"),
        ("||x|-1|", "abs((abs(x) - 1))"),
        ("|x||y|", "(abs(x)*abs(y))"),
        ("2|x|", "(2*abs(x))"),
        ("|-x|^2", "(abs((-x))^2)"),
        ("|(|x|)|", "abs(abs(x))"),
        ("|x", "unclosed-bar"),
        ("(|x)", "unclosed-bar"),
    ]);
}

#[test]
fn numbers_and_names() {
    check(&[
        ("0.75", "0.75"),
        (".5", "0.5"),
        ("12345678901234567890123", "12345678901234567890123"),
        ("1e5", "100000"),
        ("1E-3", "0.001"),
        ("2e^x", "(2*(e^x))"),
        ("2e", "(2*e)"),
        ("2e - 3", "((2*e) - 3)"),
        ("2e-3", "ambiguous-exponent"),
        ("2e+3", "ambiguous-exponent"),
        ("1.", "malformed-number"),
        ("x_1 + x₁", "(x_1 + x_1)"),
        ("x_{ki}", "x_ki"),
        ("w_k*w_12", "(w_k*w_12)"),
        ("σ_1", "sigma_1"),
        ("α + alpha", "(alpha + alpha)"),
        ("x' + x''", "(x' + x'')"),
        ("x1", "x1"),
        ("x_", "malformed-subscript"),
        ("π*pi", "(π*π)"),
        ("∞", "infinity"),
        ("oo", "infinity"),
        ("5!", "unknown-character"),
        ("[x]", "wrong-bracket wrong-bracket"),
        ("a\0b", "unknown-character"),
    ]);
}

#[test]
fn functions() {
    check(&[
        ("sqrt(x) + cbrt(x) + root(x, 5)", "((sqrt(x) + root(x, 3)) + root(x, 5))"),
        ("exp(2x)", "(e^(2*x))"),
        ("ln(x) + log(x)", "(ln(x) + ln(x))"),
        ("log(x, 2)", "(ln(x)/ln(2))"),
        ("arcsin(x) + acos(x) + arctan(x)", "((asin(x) + acos(x)) + atan(x))"),
        ("abs(x)*sgn(x)*sign(x)", "((abs(x)*sign(x))*sign(x))"),
        ("floor(x) + ceil(x) + erf(x)", "((floor(x) + ceil(x)) + erf(x))"),
        ("min(a, b, c)", "min(min(a, b), c)"),
        ("max(0, x)", "max(0, x)"),
        ("sigmoid(x) + σ(x)", "(sigma(x) + sigma(x))"),
        ("leaky_relu(x)", "leaky_relu(x, 0.01)"),
        ("leaky_relu(x, 0.2)", "leaky_relu(x, 0.2)"),
        ("piecewise(x > 0, x, -x)", "piecewise(x > 0, x, (-x))"),
        (
            "piecewise(0 < x < 1 and y != 2, x, x = 3, 1)",
            "piecewise((0 < x and x < 1 and y ≠ 2), x, x = 3, 1)",
        ),
        ("sin(x, y)", "wrong-arity"),
        ("min(x)", "wrong-arity"),
        ("tanh()", "empty-parentheses"),
        ("leaky_relu(x, 1, 2)", "wrong-arity"),
        ("root(x, 1)", "root-degree"),
        ("root(x, n)", "root-degree"),
        ("piecewise(x, 1, 2)", "value-as-condition"),
        ("piecewise(x > 0, x > 1, 2)", "condition-as-value"),
        ("(x > 0) + 1", "condition-as-value"),
        ("tahn(x)", "unknown-function"),
        ("sni(x)", "unknown-function"),
        ("sin", "missing-argument"),
        ("sin + 1", "missing-argument"),
        ("tanh' + 1", "missing-argument"),
        ("tanh*2", "missing-argument"),
        ("(a, b)", "unexpected-comma"),
    ]);
}

#[test]
fn functions_without_parentheses_take_what_books_mean() {
    check(&[
        ("sin x", "sin(x)"),
        ("ln x + 1", "(ln(x) + 1)"),
        ("sin 2x", "sin((2*x))"),
        ("sin 2x * y", "(sin((2*x))*y)"),
        ("sin x/2", "(sin(x)/2)"),
        ("sin x cos x", "(sin(x)*cos(x))"),
        ("sin 2pi x cos y", "(sin(((2*π)*x))*cos(y))"),
        ("ln sin x", "ln(sin(x))"),
        ("sin x^2", "sin((x^2))"),
        ("2^sin x", "(2^sin(x))"),
        ("tanh x", "tanh(x)"),
        ("sin |x|", "sin(abs(x))"),
        ("|sin x|", "abs(sin(x))"),
        ("sin √x", "sin(sqrt(x))"),
        ("sin^2(x)", "(sin(x)^2)"),
        ("sin²(x)", "(sin(x)^2)"),
        ("sin^2 x + cos^2 x", "((sin(x)^2) + (cos(x)^2))"),
        ("sin²x", "(sin(x)^2)"),
        ("tanh^2(x)", "(tanh(x)^2)"),
        ("sigma^2(x)", "(sigma(x)^2)"),
        ("sigma^2 + 1", "((sigma^2) + 1)"),
        ("sin(x)^2", "(sin(x)^2)"),
        ("sin(x)²", "(sin(x)^2)"),
        ("sin^-1(x)", "inverse-power"),
        ("sin⁻¹(x)", "inverse-power"),
        ("tanh^-1 x", "inverse-power"),
        ("sin^n(x)", "power-of-function ambiguous-call"),
        ("sin -x", "missing-argument"),
        ("σ + σ(x)", "missing-argument"),
    ]);
}

#[test]
fn unknown_functions() {
    check(&[
        ("f(x)", "f(x)"),
        ("f(g(x))", "f(g(x))"),
        ("φ(2x)", "phi((2*x))"),
        ("f_1(x)", "f_1(x)"),
        ("f(x, y)", "f(x, y)"),
        ("f(x) + f(x, y)", "arity-changed"),
        ("u(x)*v(x)", "(u(x)*v(x))"),
        ("u(x+1)", "ambiguous-call"),
        ("u(x) + u", "ambiguous-call"),
        ("f + f(x)", "ambiguous-call"),
        ("k : function; k(x+1)", "k((x + 1))"),
        ("k : function; k + 1", "missing-argument"),
        ("f(x) := x^2; f(3)", "f(3)"),
        ("f(x) := x^2; f(3, 4)", "wrong-arity"),
        ("f'(x)", "f'(x)"),
        ("f''(2x)", "f''((2*x))"),
        ("f″(x)", "f''(x)"),
        ("f'(x, y)", "prime-arity"),
        ("D[1,0]f(x, y)", "f'(x, y)"),
        ("D[2]f(2x)", "f''((2*x))"),
        ("D[1,0]f(x)", "wrong-arity"),
        ("D[16,0]f(x, y)", "prime-limit"),
        ("D[1,0]sin(x)", "prime-arity"),
        ("D[1,0]f", "missing-argument"),
        ("D[x]f(x) + x(1 + 1)", "unexpected ambiguous-call"),
        ("piecewise(differentiable(f(x)), 1)", "piecewise(Differentiable(f(x)), 1)"),
        ("differentiable(f'(2x))", "Differentiable(f'((2*x)))"),
        ("differentiable(x)", "not-a-call"),
        ("f''''''''''''''''(x)", "prime-limit"),
    ]);
}

#[test]
fn derivatives_in_every_spelling() {
    check(&[
        ("d/dx tanh(x)", "D(x, tanh(x))"),
        ("d/dx(x^2)", "D(x, (x^2))"),
        ("(d/dx) x^2", "D(x, (x^2))"),
        ("(d/dx)(x^2)", "D(x, (x^2))"),
        ("d^2/dx^2 x^3", "D(x, D(x, (x^3)))"),
        ("d²/dx² x^3", "D(x, D(x, (x^3)))"),
        ("d^2/dxdy x*y", "D(x, D(y, (x*y)))"),
        ("d^2/dx dy x*y", "D(x, D(y, (x*y)))"),
        ("∂/∂x (x*y)", "D(x, (x*y))"),
        ("∂²/∂x∂y (x*y)", "D(x, D(y, (x*y)))"),
        ("∂^3/∂x^2∂y (x*y)", "D(x, D(x, D(y, (x*y))))"),
        ("∂/∂x ∂/∂y f(x, y)", "D(x, D(y, f(x, y)))"),
        ("d/dθ sin(θ)", "D(theta, sin(theta))"),
        ("d/dtheta sin(θ)", "D(theta, sin(theta))"),
        ("d/dw_1 w_1^2", "D(w_1, (w_1^2))"),
        ("D(x, x^2)", "D(x, (x^2))"),
        ("D(x, 2, x^2)", "D(x, D(x, (x^2)))"),
        ("D(x, y, x*y)", "D(x, D(y, (x*y)))"),
        ("diff(x^2, x)", "D(x, (x^2))"),
        ("diff(x*y, x, y)", "D(y, D(x, (x*y)))"),
        ("diff(x^2, x, 2)", "D(x, D(x, (x^2)))"),
        ("tanh''(x)", "tanh''(x)"),
        ("sigma'(2x)", "sigma'((2*x))"),
        ("σ′(x)", "sigma'(x)"),
        ("leaky_relu'(x)", "leaky_relu'(x, 0.01)"),
        ("sin'(x)", "D(x, sin(x))"),
        ("sin''(2x)", "[D(t, D(t, sin(t))) at t = (2*x)]"),
        ("exp'(x)", "D(x, (e^x))"),
        ("df/dx", "D(x, f(x))"),
        ("∂f/∂x + ∂f/∂x", "(D(x, f(x)) + D(x, f(x)))"),
        ("∂²f/∂x∂y", "D(x, D(y, f(x, y)))"),
        ("d²f/dx²", "D(x, D(x, f(x)))"),
        ("y := x^2; dy/dx", "D(x, y)"),
        ("let y = x^2; d^2y/dx^2", "D(x, D(x, y))"),
        ("f(t) := t^2; df/dt", "D(t, f(t))"),
        ("f(t) := t^2; df/dx", "D(x, f(x))"),
        ("f(x, y) := x*y; ∂f/∂y", "D(y, f(x, y))"),
        ("dσ/dx", "D(x, sigma(x))"),
        ("d(x^2)/dx", "D(x, (x^2))"),
        ("df(2x)/dx", "D(x, f((2*x)))"),
        ("∂f(x, y)/∂x", "D(x, f(x, y))"),
        ("d/dx f(g(x))", "D(x, f(g(x)))"),
    ]);
}

#[test]
fn what_a_derivative_extends_over() {
    check(&[
        ("d/dx x^2*sin(x)", "D(x, ((x^2)*sin(x)))"),
        ("d/dx x^2 + 3x", "D(x, ((x^2) + (3*x)))"),
        ("d/dx (x^2) + 3x", "(D(x, (x^2)) + (3*x))"),
        ("d/dx (x+1)(x-1)", "D(x, ((x + 1)*(x - 1)))"),
        ("d/dx (x+1)/(x-1)", "D(x, ((x + 1)/(x - 1)))"),
        ("d/dx(2x+1)^5", "D(x, (((2*x) + 1)^5))"),
        ("1 + d/dx x^2 + 3x", "((1 + D(x, (x^2))) + (3*x))"),
        ("2*d/dx x*y", "(2*D(x, (x*y)))"),
        ("2 d/dx x^2", "(2*D(x, (x^2)))"),
        ("-d/dx x*y", "(-D(x, (x*y)))"),
        ("d/dx -x^2", "D(x, (-(x^2)))"),
        ("d/dx d/dy x*y + 1", "D(x, D(y, ((x*y) + 1)))"),
        ("d/dx x^3 at x = 1/2", "[D(x, (x^3)) at x = (1/2)]"),
        ("d/dx x^3 + x at x = 1 + 1", "[D(x, ((x^3) + x)) at x = (1 + 1)]"),
        ("∂/∂x x*y at x = 1, y = 2", "[[D(x, (x*y)) at x = 1] at y = 2]"),
        ("(d/dx x^3 at x = 2) + 1", "([D(x, (x^3)) at x = 2] + 1)"),
        ("d*x", "(d*x)"),
        ("d/x", "(d/x)"),
        ("d/delta", "(d/delta)"),
        ("a/dx", "(a/dx)"),
    ]);
}

#[test]
fn wrong_derivatives() {
    check(&[
        ("d/dx", "missing-operand"),
        ("d/d(x) x", "not-a-variable"),
        ("D(x^2, x)", "not-a-variable"),
        ("D(2, x)", "not-a-variable"),
        ("diff(x, sin(x))", "not-a-variable"),
        ("d/dpi x", "fixed-variable"),
        ("let c = 2; d/dc c^2", "fixed-variable"),
        ("d^2/dx x", "order-mismatch"),
        ("d/dx^2 x", "order-mismatch"),
        ("∂/∂x∂y x", "order-mismatch"),
        ("d^1000/dx^1000 x", "order-limit"),
        ("dy/dx", "unknown-dependent"),
        ("df/dx(1)", "derivative-call"),
        ("(x^2)'", "prime-after-value"),
        ("x*y at x = y, y = x", "dependent-point"),
        ("(x*y at x = y) at y = 2", "[[(x*y) at x = y] at y = 2]"),
        ("x^2 at 3", "point-without-name"),
        ("x^2 at", "point-without-name"),
        ("∂x", "unexpected"),
    ]);
}

#[test]
fn conditions() {
    check(&[
        ("x > 0", "x > 0"),
        ("x ≤ 0", "x ≤ 0"),
        ("x >= 0", "x ≥ 0"),
        ("x != 0", "x ≠ 0"),
        ("x ≠ 0", "x ≠ 0"),
        ("0 < x <= 1", "(0 < x and x ≤ 1)"),
        ("0 < x < 1 and y > 2", "(0 < x and x < 1 and y > 2)"),
        ("x > 0 or x < 1", "only-and"),
        ("x + 1 = 3", "bare-equation"),
    ]);
}

#[test]
fn mistakes_are_found_together() {
    check(&[
        ("3 + * 2 − σ(x) ) + sin(α·x", "missing-operand stray-close unclosed-parenthesis"),
        ("x +", "missing-operand"),
        ("* x", "missing-operand"),
        ("()", "empty-parentheses"),
        (
            "tahn(x) + x(y-z); 2 +; x(1 + 1)",
            "unknown-function ambiguous-call missing-operand ambiguous-call",
        ),
        ("(((", "unclosed-parenthesis unclosed-parenthesis unclosed-parenthesis missing-operand"),
        ("$$$ + x $ y", "unknown-character unknown-character"),
    ]);
}

#[test]
fn depth_is_no_danger() {
    let (n, deep) = (10_000, 100_000);
    for (source, expected) in [
        (format!("{}x{}", "(".repeat(deep), ")".repeat(deep)), "ok"),
        (format!("{}x{}", "sin(".repeat(deep), ")".repeat(deep)), "ok"),
        ("(".repeat(deep), "unclosed-parenthesis"),
        (format!("{}x{}", "|".repeat(n), "|".repeat(n)), "ok"),
        (format!("{}x", "-".repeat(n)), "ok"),
        (format!("{}x", "d/dx ".repeat(n)), "ok"),
        (format!("{}x", "sin ".repeat(n)), "ok"),
        (format!("{}x", "x^".repeat(n)), "ok"),
        (format!("{}x", "√".repeat(n)), "ok"),
        (format!("{}1", "x<".repeat(n)), "ok"),
        (format!("{}x", "x+".repeat(n)), "ok"),
        (format!("{}x{}", "sin'(".repeat(n), ")".repeat(n)), "ok"),
        (")".repeat(n), "missing-operand"),
        ("d(".repeat(n), "unclosed-parenthesis"),
        ("f(\n".repeat(n), "unclosed-parenthesis"),
        ("show(\n".repeat(n), "unclosed-parenthesis"),
        ("x(".repeat(n), "ambiguous-call"),
        ("'".repeat(n), "missing-operand"),
    ] {
        let mut store = Store::new();
        let parsed = parse(&source, &mut store, &mut Small::new());
        let code = parsed.diagnostics.first().map_or("ok", |d| d.code);
        let start: String = source.chars().take(10).collect();
        assert_eq!(code, expected, "{start}…");
        assert!(parsed.diagnostics.len() <= 51);
    }
}
