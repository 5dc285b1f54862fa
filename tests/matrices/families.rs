//! Families of matrices: claims about their members, and stacks of layers collapsed by induction.

use symderiv::expr::{Expr, Store};
use symderiv::kernel::{Hyps, Kernel, Step, Theorem};
use symderiv::library::Library;
use symderiv::print::{Format, render};
use symderiv::steps::{Answer, Detail, derivation, inductions};
use symderiv::strategy::{Claim, Engine, Failure};
use symderiv::syntax::{Scope, parse_in, parse_value_in};

const FAMILIES: &str = "\
    F[k], G[k] : matrix h×h; S[k] : matrix h×h symmetric; b[k], c[k] : vector h; \
    W, C : matrix h×h; v : vector h; Y : matrix h×N; X : matrix d×N; W0 : matrix h×d; n : natural; \
    z[0] := Y; z[k] := F[k]*z[k-1] + b[k]*ones(N)^T; \
    P[0] := eye(h); P[k] := F[k]*P[k-1]; \
    q[0] := zeros(h, 1); q[k] := F[k]*q[k-1] + b[k]; \
    y[0] := Y; y[k] := W*y[k-1]; \
    Q[0] := eye(h); Q[k] := W*Q[k-1]; \
    A[k] := w[k]*F[k]^T; ";

/// An engine that knows the families, and what else is said.
fn engine(more: &str) -> (Engine, Scope) {
    let mut engine = Engine::new(Kernel::new(Store::new()));
    let mut scope = Scope::new();
    let (store, library): (&mut Store, &mut Library) =
        (engine.kernel.store_mut(), &mut engine.library);
    let parsed = parse_in(&format!("{FAMILIES}{more}"), store, library, &mut scope);
    assert!(parsed.diagnostics.is_empty(), "{more}: {:?}", parsed.diagnostics);
    (engine, scope)
}

fn read(engine: &mut Engine, scope: &mut Scope, text: &str) -> Expr {
    let (e, parsed) = parse_value_in(text, engine.kernel.store_mut(), &mut engine.library, scope);
    e.unwrap_or_else(|| panic!("{text}: {:?}", parsed.diagnostics))
}

fn claim(text: &str) -> (Engine, Claim) {
    let (mut engine, mut scope) = engine("");
    let (lhs, rhs) = text.split_once(" = ").unwrap_or_else(|| panic!("{text}"));
    let (lhs, rhs) = (read(&mut engine, &mut scope, lhs), read(&mut engine, &mut scope, rhs));
    let claim = engine.show(lhs, rhs);
    (engine, claim)
}

fn collapsed(layers: &str, x: &str) -> (Engine, Result<Theorem, Failure>) {
    let (mut engine, mut scope) = engine(layers);
    let (e, x) = (read(&mut engine, &mut scope, "u[n]"), read(&mut engine, &mut scope, x));
    let t = engine.collapse(e, x);
    (engine, t)
}

/// The derivation of a theorem and of the inductions in its proof, as text that can be read again.
fn told(engine: &mut Engine, t: Theorem) -> String {
    let kernel = &mut engine.kernel;
    let mut all = vec![derivation(kernel, t, Hyps::NONE, Detail::Normal)];
    all.extend(inductions(kernel, t, Hyps::NONE, Detail::Normal));
    let all: Vec<Answer> = all.into_iter().map(Answer::Derivation).collect();
    render(kernel.store(), &all, &Format::Source.options())
}

#[test]
fn claims_about_members_are_proved() {
    for text in [
        "(F[n]*G[n+1])^T = G[n+1]^T*F[n]^T",
        "F[n+1-1]*G[2+n] = F[n]*G[n+2]",
        "S[n]^T = S[n]",
        "tr(F[n]*G[1]) = tr(G[1]*F[n])",
        "A[n]^T = w[n]*F[n]",
        "z[0] = Y",
        "z[2] = F[2]*F[1]*Y + F[2]*b[1]*ones(N)^T + b[2]*ones(N)^T",
        "z[n] = P[n]*Y + q[n]*ones(N)^T",
        "P[n]*Y + q[n]*ones(N)^T = z[n]",
        "y[n] = Q[n]*Y",
        "Q[3] = W^3",
    ] {
        let (mut engine, claim) = claim(text);
        let Claim::Proved(t) = claim else { panic!("{text}: {claim:?}") };
        engine.kernel.replay(t).unwrap_or_else(|error| panic!("{text}: {error}"));
    }
}

#[test]
fn false_claims_about_members_are_refuted() {
    for text in [
        "F[n]*F[n+1] = F[n+1]*F[n]",
        "F[n]^T = F[n]",
        "F[n] = F[1]",
        "z[1] = Y",
        "z[n] = P[n]*Y",
        "z[n] = P[n]*Y + 2*q[n]*ones(N)^T",
        "z[n] = F[n]*Y + b[n]*ones(N)^T",
        "z[n+1] = z[n]",
        "z[2] = F[1]*F[2]*Y + F[1]*b[2]*ones(N)^T + b[1]*ones(N)^T",
        "P[n]*F[n] = F[n]*P[n]",
        "y[n] = n*W*Y",
        "Q[2] = W",
        "A[n] = w[n]*F[n]",
    ] {
        let (_, claim) = claim(text);
        assert!(matches!(claim, Claim::Refuted(_)), "{text}: {claim:?}");
    }
}

#[test]
fn stacks_of_n_layers_collapse_by_induction() {
    for (layers, x, wanted) in [
        ("u[0] := Y; u[k] := F[k]*u[k-1] + b[k]*ones(N)^T", "Y", "V[n]*Y + B[n]"),
        ("u[0] := Y; u[k] := F[k]*u[k-1]", "Y", "V[n]*Y"),
        ("u[0] := Y; u[k] := u[k-1] + b[k]*ones(N)^T", "Y", "V[n]*Y + B[n]"),
        ("u[0] := Y; u[k] := W*u[k-1] + v*ones(N)^T", "Y", "V[n]*Y + B[n]"),
        (
            "u[0] := Y; u[k] := w[k]*(F[k]^T*u[k-1] + b[k]*ones(N)^T) + c[k]*ones(N)^T",
            "Y",
            "V[n]*Y + B[n]",
        ),
        (
            "u[0] := Y; u[k] := G[k]*(F[k]^T*u[k-1] + b[k]*ones(N)^T) + c[k]*ones(N)^T",
            "Y",
            "V[n]*Y + B[n]",
        ),
        ("u[0] := Y; u[k] := u[k-1] - G[k]*(u[k-1] + 2*Y)/3", "Y", "V[n]*Y"),
        ("u[0] := W0*X + v*ones(N)^T; u[k] := F[k]*u[k-1]", "X", "V[n]*X + B[n]"),
        ("u[2] := Y; u[k] := -F[k-1]*u[k-1]", "Y", "V[n]*Y"),
    ] {
        let (mut engine, t) = collapsed(layers, x);
        let t = t.unwrap_or_else(|failure| panic!("{layers}: {failure}"));
        engine.kernel.replay(t).unwrap_or_else(|error| panic!("{layers}: {error}"));
        let text = told(&mut engine, t);
        assert!(text.starts_with(&format!("show u[n]\n  = {wanted}   # by induction")), "{text}");
        for part in ["# base: n = ", "# hypothesis: it holds for n - 1", "# step from n - 1 to n"] {
            assert!(text.contains(part), "{layers}: {part} in {text}");
        }
    }
}

#[test]
fn what_is_not_affine_does_not_collapse() {
    for layers in [
        "u[0] := Y; u[k] := tanh(u[k-1])",
        "u[0] := Y; u[k] := u[k-1].*u[k-1]",
        "u[0] := Y; u[k] := u[k-1]*u[k-1]^T*u[k-1]",
        "u[0] := Y; u[k] := W*u[k-1]/s",
    ] {
        let (_, t) = collapsed(layers, "Y");
        assert!(matches!(t, Err(Failure::NotAffine(_))), "{layers}: {t:?}");
    }
}

#[test]
fn a_sum_proved_by_induction_is_told_as_such() {
    let (mut engine, mut scope) = engine("");
    let sides = ["sum[k=1..n] k^3", "n^2*(n+1)^2/4"].map(|s| read(&mut engine, &mut scope, s));
    let Claim::Proved(t) = engine.show(sides[0], sides[1]) else { panic!("not proved") };
    let text = told(&mut engine, t);
    for line in [
        "show sum[k=1..0] k^3\n  = 0^2*(0 + 1)^2/4   # base: n = 0, simplify",
        "show sum[k=1..n - 1] k^3\n  = (n - 1)^2*(n - 1 + 1)^2/4   # hypothesis: it holds for n - 1",
        "= (n - 1)^2*(n - 1 + 1)^2/4 + n^3   # by the hypothesis",
    ] {
        assert!(text.contains(line), "{text}");
    }
    // Every line is a theorem of its own, which is asked for again.
    let (mut count, mut before) = (0, None);
    for line in text.lines() {
        let (opens, line) = match line.strip_prefix("show ") {
            Some(line) => (true, line),
            None => match line.strip_prefix("  = ") {
                Some(line) => (false, line),
                None => continue,
            },
        };
        let e = read(&mut engine, &mut scope, line.split("   #").next().unwrap());
        if let (false, Some(before)) = (opens, before) {
            let claim = engine.decide(before, e);
            assert!(matches!(claim, Claim::Proved(_)), "{line}: {claim:?}");
            count += 1;
        }
        before = Some(e);
    }
    assert!(count >= 6, "{count} lines");
    assert!(matches!(
        engine.kernel.step(t),
        Step::Induction { .. } | Step::Settle(_) | Step::Trans(..)
    ));
}
