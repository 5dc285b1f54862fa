//! Forged and tampered proofs, which only the kernel's own tests can make.

use super::Flaw;
use crate::expr::{Expr, Store};
use crate::kernel::theorem::Fact;
use crate::kernel::{Example, Kernel, Rocq, Rule, Seal, Step, Theorem, rules};
use crate::library::Library;
use crate::pattern::pat;
use crate::strategy::Engine;
use crate::syntax::parse_expression;

fn parse(kernel: &mut Kernel, text: &str) -> Expr {
    parse_expression(text, kernel.store_mut(), &mut Library::new())
        .unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

/// A theorem that nobody proved.
fn forge(kernel: &mut Kernel, hyps: &[&str], lhs: &str, rhs: &str, step: Step) -> Theorem {
    let conditions = hyps.iter().map(|text| parse(kernel, text)).collect();
    let hyps = kernel.hyps(conditions);
    let (lhs, rhs) = (parse(kernel, lhs), parse(kernel, rhs));
    let t = kernel.refl(lhs);
    *kernel.facts.open().last_mut().unwrap() = Fact { hyps, lhs, rhs, step };
    t
}

fn flaw(kernel: &mut Kernel, t: Theorem) -> Option<Flaw> {
    kernel.replay(t).err().map(|error| error.why)
}

#[test]
fn forged_leaves_are_refused() {
    static NO_ROW: Rule = Rule {
        id: "arith.forged",
        title: "forged",
        lhs: pat!((* ?u 2)),
        rhs: pat!((?u)),
        when: &[],
        example: Example { before: "x*2", after: "x" },
        cite: "nowhere",
        rocq: Rocq::Lacks("forged"),
        seal: Seal::ROW,
    };
    let cases: &[(&[&str], &str, &str, Step, Flaw)] = &[
        (&[], "x", "y", Step::Refl, Flaw::Shape),
        (&[], "sin(x)", "x", Step::Algebra, Flaw::Differ),
        (&[], "x/x", "1", Step::Algebra, Flaw::Differ),
        (&[], "sqrt(x^2)", "x", Step::Tidy, Flaw::Differ),
        (&["x <= 0"], "ln(x^2)", "2*ln(x)", Step::Algebra, Flaw::Differ),
        (&[], "f(x)", "f(-x)", Step::Algebra, Flaw::Differ),
        (&[], "x*2", "x", Step::Rule(&NO_ROW, 0), Flaw::UnknownRule),
        (&[], "x/x", "1", Step::Rule(&rules::arithmetic::DIV_SELF, 0), Flaw::NotImplied),
        (&[], "x/y", "1", Step::Rule(&rules::arithmetic::DIV_SELF, 0), Flaw::Shape),
        (&[], "ln(x)*0", "0", Step::Rule(&rules::arithmetic::MUL_ZERO, 0), Flaw::Premise),
        (&[], "x^y*x^y", "x^(y + y)", Step::Rule(&rules::powers::ADD_INTEGERS, 0), Flaw::Premise),
        (&[], "D(x, x)", "0", Step::Rule(&rules::diff::CONSTANT, 0), Flaw::Premise),
        (&[], "D(x, abs(x))", "0", Step::Chain, Flaw::Shape),
        (&[], "D(x, f(x))", "f'(2*x)", Step::Chain, Flaw::Shape),
        (&[], "D(x, f(2*x))", "f'(2*x)", Step::Chain, Flaw::Shape),
        (&[], "f'(x)", "D(y, f(x))", Step::Prime, Flaw::Shape),
        (&[], "tanh(x)", "sinh(x)", Step::Unfold, Flaw::Shape),
        (&[], "sigma(x)", "1/(1 + e^(-y))", Step::Unfold, Flaw::Shape),
        (
            &[],
            "D(x, piecewise(x > 0, x, 1))",
            "piecewise(x >= 0, D(x, x), D(x, 1))",
            Step::Pieces,
            Flaw::Shape,
        ),
        (
            &[],
            "D(x, piecewise(x > 0, x, 1))",
            "piecewise(x > 0, D(x, x), D(x, 1))",
            Step::Pieces,
            Flaw::NotOpen,
        ),
    ];
    for &(hyps, lhs, rhs, step, expected) in cases {
        let mut kernel = Kernel::new(Store::new());
        let t = forge(&mut kernel, hyps, lhs, rhs, step);
        assert_eq!(flaw(&mut kernel, t), Some(expected), "{lhs} = {rhs}");
    }
}

#[test]
fn forged_inferences_are_refused() {
    let mut kernel = Kernel::new(Store::new());
    let k = &mut kernel;
    let (x, y) = (parse(k, "x"), parse(k, "y"));
    let (of_x, of_y) = (k.refl(x), k.refl(y));
    let t = forge(k, &[], "x", "y", Step::Trans(of_x, of_y));
    assert_eq!(flaw(k, t), Some(Flaw::Shape), "the ends do not meet");
    let t = forge(k, &[], "y", "x", Step::Sym(of_x));
    assert_eq!(flaw(k, t), Some(Flaw::Shape), "another statement");
    let (quotient, one) = (parse(k, "x/x"), parse(k, "1"));
    let cancelled = k.by_algebra(quotient, one).unwrap();
    assert!(!k.hyps_of(cancelled).is_none());
    let t = forge(k, &[], "1", "x/x", Step::Sym(cancelled));
    assert_eq!(flaw(k, t), Some(Flaw::Conditions), "a condition is lost");
    let t = forge(k, &[], "x/x", "1", Step::Settle(cancelled));
    assert_eq!(flaw(k, t), Some(Flaw::NotImplied), "a condition is dropped");
    let t = forge(k, &["y != 0"], "y/y", "1", Step::Instance(cancelled));
    assert_eq!(flaw(k, t), None, "an honest instance");
    let t = forge(k, &[], "y/y", "1", Step::Instance(cancelled));
    assert_eq!(flaw(k, t), Some(Flaw::NotImplied), "an instance without the condition");
    let t = forge(k, &["y != 0"], "y/x", "1", Step::Instance(cancelled));
    assert_eq!(flaw(k, t), Some(Flaw::Shape), "two values for one variable");
}

#[test]
fn equations_at_a_point_say_nothing_under_a_derivative() {
    let mut kernel = Kernel::new(Store::new());
    let k = &mut kernel;
    let (square, cube) = (parse(k, "x^2"), parse(k, "x^3"));
    // Weakened by x = 0, "x^2 = x^3" would be true, but not near 0.
    let local = k.refl(square);
    let conditions = parse(k, "piecewise(x = 0, 1, 0)");
    let condition = k.store().children(conditions)[0];
    let hyps = k.hyps(vec![condition]);
    *k.facts.open().last_mut().unwrap() =
        Fact { hyps, lhs: square, rhs: cube, step: Step::Algebra };
    assert_eq!(flaw(k, local), None, "true where x = 0");
    let t = forge(k, &[], "D(x, x^2)", "D(x, x^3)", Step::UnderDeriv(local));
    k.facts.open().last_mut().unwrap().hyps = hyps;
    assert_eq!(flaw(k, t), Some(Flaw::NotOpen));
}

#[test]
fn a_proof_that_rests_on_itself_is_refused() {
    let mut kernel = Kernel::new(Store::new());
    let t = forge(&mut kernel, &[], "1", "1", Step::Refl);
    kernel.facts.open().last_mut().unwrap().step = Step::Sym(t);
    assert_eq!(flaw(&mut kernel, t), Some(Flaw::Circular));
}

/// Every theorem on which another rests.
fn support(kernel: &Kernel, t: Theorem) -> Vec<Theorem> {
    let mut all = vec![t];
    let mut next = 0;
    while let Some(&t) = all.get(next) {
        next += 1;
        for premise in kernel.premises(t) {
            if !all.contains(&premise) {
                all.push(premise);
            }
        }
    }
    all
}

#[test]
fn a_changed_statement_anywhere_in_a_proof_is_noticed() {
    let queries = ["D(x, x^2*sin(x))", "D(x, tanh(x))", "D(x, sqrt(ln(x)))", "(x^2 - 1)/(x - 1)"];
    for text in queries {
        let mut store = Store::new();
        let e = parse_expression(text, &mut store, &mut Library::new()).unwrap();
        let mut engine = Engine::new(Kernel::new(store));
        let root = engine.derive(e).unwrap();
        let kernel = &mut engine.kernel;
        assert_eq!(flaw(kernel, root), None, "{text}");
        let used = support(kernel, root);
        let one = kernel.store_mut().integer(1);
        let mut changed = 0;
        for i in 0..kernel.facts.open().len() {
            let before: Vec<Expr> = used.iter().map(|&t| kernel.rhs(t)).collect();
            let rhs = kernel.facts.open()[i].rhs;
            kernel.facts.open()[i].rhs = kernel.store.add(rhs, one);
            let after: Vec<Expr> = used.iter().map(|&t| kernel.rhs(t)).collect();
            if before != after {
                changed += 1;
                assert!(flaw(kernel, root).is_some(), "{text}: fact {i}");
            }
            kernel.facts.open()[i].rhs = rhs;
        }
        assert_eq!(changed, used.len());
    }
}
