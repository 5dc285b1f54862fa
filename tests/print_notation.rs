//! Parentheses, products and names in LaTeX, in the terminal and in source text.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use symderiv::expr::{Constant, Expr, Func, Op, Orders, Rel, Store};
use symderiv::num::Rational;
use symderiv::print::{self, Format};

/// Builds expressions tersely.
struct Make(Store);

impl Make {
    fn new() -> Self {
        Self(Store::new())
    }
    fn v(&mut self, name: &str) -> Expr {
        self.0.symbol(name)
    }
    fn n(&mut self, n: i64) -> Expr {
        self.0.integer(n)
    }
    fn apply(&mut self, f: &str, args: &[Expr]) -> Expr {
        let f = self.0.name(f);
        self.0.apply(f, Orders::NONE, args)
    }
    fn primed(&mut self, f: &str, n: u32, x: Expr) -> Expr {
        let f = self.0.name(f);
        self.0.apply(f, Orders::prime(n).unwrap(), &[x])
    }
    fn f(&mut self, f: Func, args: &[Expr]) -> Expr {
        self.0.func(f, args)
    }
    fn check(&self, e: Expr, source: &str, latex: &str) {
        assert_eq!(print::expression(&self.0, e, Format::Source), source);
        assert_eq!(print::expression(&self.0, e, Format::Latex), latex);
    }
}

#[test]
fn sums_keep_their_grouping() {
    let mut m = Make::new();
    let (a, b, c) = (m.v("a"), m.v("b"), m.v("c"));
    let (ab, bc) = (m.0.add(a, b), m.0.add(b, c));
    let (bmc, amb) = (m.0.sub(b, c), m.0.sub(a, b));
    let (na, nb) = (m.0.neg(a), m.0.neg(b));
    let rows = [
        (m.0.add(ab, c), "a + b + c", "a + b + c"),
        (m.0.add(a, bc), "a + (b + c)", "a + (b + c)"),
        (m.0.sub(a, bc), "a - (b + c)", "a - (b + c)"),
        (m.0.add(a, bmc), "a + (b - c)", "a + (b - c)"),
        (m.0.sub(amb, c), "a - b - c", "a - b - c"),
        (m.0.sub(a, bmc), "a - (b - c)", "a - (b - c)"),
        (m.0.sub(c, ab), "c - (a + b)", "c - (a + b)"),
        (m.0.neg(ab), "-(a + b)", "-(a + b)"),
        (m.0.neg(na), "-(-a)", "-(-a)"),
        (m.0.add(na, b), "-a + b", "-a + b"),
        (m.0.add(a, nb), "a + (-b)", "a + (-b)"),
        (m.0.sub(na, nb), "-a - (-b)", "-a - (-b)"),
    ];
    for (e, source, latex) in rows {
        m.check(e, source, latex);
    }
}

#[test]
fn the_negated_sum_of_trigonometric_functions_keeps_its_parentheses() {
    // SymPy #12799 and #13651: -(sin x + cos x) was printed as -sin x + cos x.
    let mut m = Make::new();
    let x = m.v("x");
    let (sin, cos) = (m.f(Func::Sin, &[x]), m.f(Func::Cos, &[x]));
    let sum = m.0.add(sin, cos);
    let e = m.0.neg(sum);
    m.check(e, "-(sin(x) + cos(x))", "-(\\sin(x) + \\cos(x))");
}

#[test]
fn products_and_quotients_keep_their_grouping() {
    let mut m = Make::new();
    let (a, b, c) = (m.v("a"), m.v("b"), m.v("c"));
    let (ab, bc, qab, qbc) = (m.0.mul(a, b), m.0.mul(b, c), m.0.div(a, b), m.0.div(b, c));
    let (na, nb, sum) = (m.0.neg(a), m.0.neg(b), m.0.add(a, b));
    let rows = [
        (m.0.mul(ab, c), "a*b*c", "a b c"),
        (m.0.mul(a, bc), "a*(b*c)", "a b c"),
        (m.0.div(qab, c), "a/b/c", "\\frac{\\frac{a}{b}}{c}"),
        (m.0.div(a, qbc), "a/(b/c)", "\\frac{a}{\\frac{b}{c}}"),
        (m.0.mul(a, qbc), "a*(b/c)", "a \\cdot \\frac{b}{c}"),
        (m.0.div(ab, c), "a*b/c", "\\frac{a b}{c}"),
        (m.0.mul(qab, c), "a/b*c", "\\frac{a}{b} c"),
        (m.0.div(a, bc), "a/(b*c)", "\\frac{a}{b c}"),
        (m.0.neg(ab), "-a*b", "-a b"),
        (m.0.mul(na, b), "(-a)*b", "(-a)b"),
        (m.0.mul(a, nb), "a*(-b)", "a \\cdot (-b)"),
        (m.0.div(na, b), "(-a)/b", "\\frac{-a}{b}"),
        (m.0.neg(qab), "-a/b", "-\\frac{a}{b}"),
        (m.0.mul(sum, c), "(a + b)*c", "(a + b)c"),
        (m.0.mul(c, sum), "c*(a + b)", "c(a + b)"),
        (m.0.div(sum, sum), "(a + b)/(a + b)", "\\frac{a + b}{a + b}"),
    ];
    for (e, source, latex) in rows {
        m.check(e, source, latex);
    }
}

#[test]
fn powers_parenthesise_their_bases() {
    let mut m = Make::new();
    let (x, two, three) = (m.v("x"), m.n(2), m.n(3));
    let (x2, minus2, ex) = (m.0.pow(x, two), m.n(-2), m.0.exp(x));
    let (half, tx, root) = (m.0.div(x, two), m.0.mul(two, x), m.0.sqrt(x));
    let (nx2, dx) = (m.0.neg(x2), m.0.deriv(x, x2));
    let (w, xp, abs) = (m.v("w_1"), m.v("x'"), m.f(Func::Abs, &[x]));
    let (fx, fpx) = (m.apply("f", &[x]), m.primed("f", 1, x));
    let rows = [
        (m.0.pow(minus2, two), "(-2)^2", "(-2)^{2}"),
        (nx2, "-x^2", "-x^{2}"),
        (m.0.pow(x2, three), "(x^2)^3", "(x^{2})^{3}"),
        (m.0.pow(two, x2), "2^(x^2)", "2^{x^{2}}"),
        (m.0.pow(ex, two), "(e^x)^2", "(e^{x})^{2}"),
        (m.0.pow(x, minus2), "x^(-2)", "x^{-2}"),
        (m.0.pow(half, two), "(x/2)^2", "\\left(\\frac{x}{2}\\right)^{2}"),
        (m.0.pow(x, half), "x^(x/2)", "x^{x/2}"),
        (m.0.pow(tx, two), "(2*x)^2", "(2x)^{2}"),
        (m.0.pow(root, two), "sqrt(x)^2", "(\\sqrt{x})^{2}"),
        (m.0.pow(dx, two), "D(x, x^2)^2", "\\left(\\frac{d}{dx}\\, x^{2}\\right)^{2}"),
        (m.0.pow(w, two), "w_1^2", "w_{1}^{2}"),
        (m.0.pow(xp, two), "x'^2", "x'^{2}"),
        (m.0.pow(abs, two), "abs(x)^2", "\\lvert x\\rvert^{2}"),
        (m.0.pow(fx, two), "f(x)^2", "f(x)^{2}"),
        (m.0.pow(fpx, two), "f'(x)^2", "f'(x)^{2}"),
    ];
    for (e, source, latex) in rows {
        m.check(e, source, latex);
    }
}

#[test]
fn peers_wrong_parentheses_are_right_here() {
    let mut m = Make::new();
    let (x, one, two) = (m.v("x"), m.n(1), m.n(2));
    let (x2, nx) = (m.0.pow(x, two), m.0.neg(x));
    let (p, q) = (m.0.add(x2, one), m.0.sub(x, one));
    let (np, tx) = (m.0.neg(p), m.0.mul(two, x));
    let txq = m.0.mul(tx, q);
    // The compute engine printed -x^2 + 1 + 2x*(x-1).
    let e = m.0.add(np, txq);
    m.check(e, "-(x^2 + 1) + 2*x*(x - 1)", "-(x^{2} + 1) + 2x(x - 1)");
    // MathHook printed 1 + exp(-1*x)^(-2) * exp(-1*x).
    let (ex, minus2) = (m.0.exp(nx), m.n(-2));
    let base = m.0.add(one, ex);
    let power = m.0.pow(base, minus2);
    let e = m.0.mul(power, ex);
    m.check(e, "(1 + e^(-x))^(-2)*e^(-x)", "(1 + e^{-x})^{-2} e^{-x}");
}

#[test]
fn the_derivative_of_a_product_is_not_the_product_with_a_derivative() {
    // SymPy #18349: both were printed alike.
    let mut m = Make::new();
    let x = m.v("x");
    let (f, g) = (m.apply("f", &[x]), m.apply("g", &[x]));
    let (fg, df, dg) = (m.0.mul(f, g), m.0.deriv(x, f), m.0.deriv(x, g));
    let (of_product, left, right) = (m.0.deriv(x, fg), m.0.mul(df, g), m.0.mul(f, dg));
    m.check(of_product, "D(x, f(x)*g(x))", "\\frac{d}{dx}[f(x)\\, g(x)]");
    m.check(left, "D(x, f(x))*g(x)", "\\frac{d}{dx}[f(x)] \\cdot g(x)");
    m.check(right, "f(x)*D(x, g(x))", "f(x) \\cdot \\frac{d}{dx}[g(x)]");
    let sum = m.0.add(df, dg);
    m.check(sum, "D(x, f(x)) + D(x, g(x))", "\\frac{d}{dx}[f(x)] + \\frac{d}{dx}[g(x)]");
}

#[test]
fn derivatives_are_written_as_leibniz_did() {
    let mut m = Make::new();
    let (x, y) = (m.v("x"), m.v("y"));
    let sin = m.f(Func::Sin, &[x]);
    let d = m.0.deriv(x, sin);
    let dd = m.0.deriv(x, d);
    let mixed = m.0.deriv(y, d);
    m.check(d, "D(x, sin(x))", "\\frac{d}{dx} \\sin(x)");
    m.check(dd, "D(x, D(x, sin(x)))", "\\frac{d^{2}}{dx^{2}} \\sin(x)");
    m.check(mixed, "D(y, D(x, sin(x)))", "\\frac{\\partial^{2}}{\\partial y\\partial x} \\sin(x)");
    let (u, two) = (m.v("u"), m.n(2));
    let u2 = m.0.pow(u, two);
    let du = m.0.deriv(u, u2);
    let at = m.0.make(Op::At, &[du, u, sin]);
    let e = m.0.mul(at, d);
    m.check(
        e,
        "(D(u, u^2) at u = sin(x))*D(x, sin(x))",
        "\\left. \\frac{d}{du}\\, u^{2} \\right|_{u = \\sin(x)} \\cdot \\frac{d}{dx}[\\sin(x)]",
    );
}

#[test]
fn factors_stand_side_by_side_only_where_it_is_clear() {
    let mut m = Make::new();
    let (x, y, two, three) = (m.v("x"), m.v("y"), m.n(2), m.n(3));
    let (one, rate, f) = (m.n(1), m.v("rate"), m.v("f"));
    let (minus1, half, xp1) = (m.n(-1), m.0.div(one, two), m.0.add(x, one));
    let (sin, fx, ex) = (m.f(Func::Sin, &[x]), m.apply("f", &[x]), m.0.exp(x));
    let (abs, root, pi) = (m.f(Func::Abs, &[x]), m.0.sqrt(x), m.0.constant(Constant::Pi));
    let rows = [
        (m.0.mul(two, x), "2x"),
        (m.0.mul(two, three), "2 \\cdot 3"),
        (m.0.mul(x, two), "x \\cdot 2"),
        (m.0.mul(x, minus1), "x \\cdot (-1)"),
        (m.0.mul(x, y), "x y"),
        (m.0.mul(two, pi), "2\\pi"),
        (m.0.mul(pi, x), "\\pi x"),
        (m.0.mul(two, rate), "2 \\cdot \\mathrm{rate}"),
        (m.0.mul(rate, x), "\\mathrm{rate} \\cdot x"),
        (m.0.mul(half, x), "\\frac{1}{2} x"),
        (m.0.mul(two, half), "2 \\cdot \\frac{1}{2}"),
        (m.0.mul(half, half), "\\frac{1}{2} \\cdot \\frac{1}{2}"),
        (m.0.mul(x, xp1), "x(x + 1)"),
        (m.0.mul(f, xp1), "f \\cdot (x + 1)"),
        (m.0.mul(xp1, xp1), "(x + 1)(x + 1)"),
        (m.0.mul(x, sin), "x \\sin(x)"),
        (m.0.mul(sin, x), "\\sin(x)\\, x"),
        (m.0.mul(x, fx), "x\\, f(x)"),
        (m.0.mul(x, ex), "x e^{x}"),
        (m.0.mul(ex, two), "e^{x} \\cdot 2"),
        (m.0.mul(two, abs), "2\\lvert x\\rvert"),
        (m.0.mul(abs, abs), "\\lvert x\\rvert \\cdot \\lvert x\\rvert"),
        (m.0.mul(two, root), "2\\sqrt{x}"),
    ];
    for (e, latex) in rows {
        assert_eq!(print::expression(&m.0, e, Format::Latex), latex);
    }
}

#[test]
fn names_and_functions_have_their_usual_look() {
    let mut m = Make::new();
    let (x, two, three) = (m.v("x"), m.n(2), m.n(3));
    let (sin, tanh, sigma) = (m.f(Func::Sin, &[x]), m.apply("tanh", &[x]), m.apply("sigma", &[x]));
    let arcsin = m.f(Func::Asin, &[x]);
    let b = m.v("b");
    let rows = [
        (m.0.pow(sin, two), "sin(x)^2", "\\sin^{2}(x)"),
        (m.0.pow(tanh, two), "tanh(x)^2", "\\tanh^{2}(x)"),
        (m.0.pow(sigma, two), "sigma(x)^2", "\\sigma(x)^{2}"),
        (m.0.pow(arcsin, two), "asin(x)^2", "\\arcsin(x)^{2}"),
        (m.apply("relu", &[x]), "relu(x)", "\\operatorname{relu}(x)"),
        (m.apply("leaky_relu", &[x]), "leaky_relu(x)", "\\operatorname{leaky\\_relu}(x)"),
        (m.apply("log2", &[x]), "log2(x)", "\\log_{2}(x)"),
        (m.apply("log", &[x, b]), "log(x, b)", "\\log_{b}(x)"),
        (m.apply("asinh", &[x]), "asinh(x)", "\\operatorname{arsinh}(x)"),
        (m.primed("f", 3, x), "f'''(x)", "f'''(x)"),
        (m.primed("f", 4, x), "f''''(x)", "f^{(4)}(x)"),
        (m.primed("tanh", 1, x), "tanh'(x)", "\\tanh'(x)"),
        (m.f(Func::Root, &[x, three]), "cbrt(x)", "\\sqrt[3]{x}"),
        (m.f(Func::Floor, &[x]), "floor(x)", "\\lfloor x\\rfloor"),
        (m.f(Func::Max, &[x, two]), "max(x, 2)", "\\max(x, 2)"),
        (m.f(Func::Erf, &[x]), "erf(x)", "\\operatorname{erf}(x)"),
        (m.v("theta_max"), "theta_max", "\\theta_{\\text{max}}"),
        (m.0.decimal(&Rational::new(3, 2), 3), "1.500", "1.500"),
        (m.v("x_1'"), "x_1'", "x'_{1}"),
    ];
    for (e, source, latex) in rows {
        m.check(e, source, latex);
    }
}

#[test]
fn partial_derivatives_of_unknown_functions_name_their_orders() {
    let mut m = Make::new();
    let (x, y, f) = (m.v("x"), m.v("y"), m.0.name("f"));
    let orders = Orders::NONE.raised(0).unwrap().raised(1).unwrap().raised(1).unwrap();
    let e = m.0.apply(f, orders, &[x, y]);
    m.check(e, "D[1,2]f(x, y)", "f^{(1,2)}(x, y)");
}

#[test]
fn conditions_are_words_where_words_are_clearer() {
    let mut m = Make::new();
    let (x, zero) = (m.v("x"), m.n(0));
    let (floor, fx) = (m.f(Func::Floor, &[x]), m.apply("f", &[x]));
    let (positive, nonzero) = (m.0.rel(Rel::Gt, x, zero), m.0.rel(Rel::Ne, x, zero));
    let rows = [
        (positive, "x > 0", "x > 0"),
        (nonzero, "x != 0", "x ≠ 0"),
        (m.0.make(Op::And, &[positive, nonzero]), "x > 0 and x != 0", "x > 0 and x ≠ 0"),
        (m.0.rel(Rel::Ne, floor, x), "floor(x) != x", "x is not an integer"),
        (m.0.rel(Rel::Ne, x, floor), "x != floor(x)", "x is not an integer"),
        (m.0.rel(Rel::Gt, floor, x), "floor(x) > x", "⌊x⌋ > x"),
        (m.0.make(Op::Differentiable, &[fx]), "differentiable(f(x))", "f differentiable"),
    ];
    for (e, source, terminal) in rows {
        assert_eq!(print::expression(&m.0, e, Format::Source), source);
        assert_eq!(print::expression(&m.0, e, Format::Terminal), terminal);
    }
}

#[test]
fn the_terminal_draws_in_two_dimensions() {
    let mut m = Make::new();
    let (x, one, two) = (m.v("x"), m.n(1), m.n(2));
    let nx = m.0.neg(x);
    let ex = m.0.exp(nx);
    let sum = m.0.add(one, ex);
    let q = m.0.div(one, sum);
    let e = m.0.pow(q, two);
    let picture = "\
⎛   1   ⎞²
⎜───────⎟
⎝1 + e⁻ˣ⎠";
    assert_eq!(print::expression(&m.0, e, Format::Terminal), picture);
    let root = m.0.sqrt(q);
    let picture = [" ┌───────", " │   1", " │───────", "√│1 + e⁻ˣ"].join("\n");
    assert_eq!(print::expression(&m.0, root, Format::Terminal), picture);
}
