//! Matrices from outside: gradients against entrywise differentiation in exact rational numbers,
//! laws proved and refuted, and what is printed read back.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

#[path = "matrices/compare.rs"]
mod compare;
#[path = "matrices/families.rs"]
mod families;
#[path = "matrices/jet.rs"]
mod jet;
#[path = "matrices/number.rs"]
mod number;
#[path = "matrices/oracle.rs"]
mod oracle;

use compare::check_sides;
use symderiv::expr::{Expr, MatOp, Op, Store};
use symderiv::kernel::{Kernel, Theorem};
use symderiv::library::Library;
use symderiv::print::{Format, expression};
use symderiv::strategy::{Claim, Engine};
use symderiv::syntax::{Scope, Sort, Statement, parse_in, parse_value_in};

const DECLARATIONS: &str = "A, Y : matrix m×n; B : matrix n×m; C, E, X : matrix n×n; \
    S : matrix n×n symmetric; V : matrix n×n invertible; x, a, b, c : vector n; y, u : vector m; \
    W : matrix h×n; Z : matrix m×h; p, k : vector h; s, eps : real";

struct Session {
    engine: Engine,
    scope: Scope,
}

impl Session {
    fn new() -> Self {
        let mut engine = Engine::new(Kernel::new(Store::new()));
        let mut scope = Scope::new();
        let (store, library) = (engine.kernel.store_mut(), &mut engine.library);
        let parsed = parse_in(DECLARATIONS, store, library, &mut scope);
        assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
        for spanned in parsed.statements {
            if let Statement::Declare(name, Sort::Integer) = spanned.statement {
                engine.kernel.declare_integer(name);
            }
        }
        Self { engine, scope }
    }

    fn read(&mut self, text: &str) -> Expr {
        let (store, library): (&mut Store, &mut Library) =
            (self.engine.kernel.store_mut(), &mut self.engine.library);
        let (e, parsed) = parse_value_in(text, store, library, &mut self.scope);
        e.unwrap_or_else(|| panic!("{text}: {:?}", parsed.diagnostics))
    }

    fn is_read_back(&mut self, e: Expr) {
        let text = expression(self.engine.kernel.store(), e, Format::Source);
        let again = self.read(&text);
        if again != e {
            let other = expression(self.engine.kernel.store(), again, Format::Source);
            panic!("{text} was read as {other}");
        }
    }
}

fn lines(file: &str) -> impl Iterator<Item = &str> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Both sides of the theorem have the same value, where the derivatives on the left are taken entry
/// by entry, in floating point and in exact numbers.
fn check_theorem(session: &mut Session, text: &str, t: Theorem) {
    let sides = (session.engine.kernel.lhs(t), session.engine.kernel.rhs(t));
    check_sides(session.engine.kernel.store_mut(), text, sides);
}

#[test]
fn gradients_agree_with_entrywise_differentiation() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for text in lines(include_str!("matrices/gradients.txt")) {
        count += 1;
        if std::panic::catch_unwind(|| check_gradient(text)).is_err() {
            wrong.push(text);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count >= 200, "{count} gradients");
}

fn check_gradient(text: &str) {
    let mut session = Session::new();
    let e = session.read(text);
    session.is_read_back(e);
    let t = session.engine.derive(e).unwrap_or_else(|failure| panic!("{text}: {failure}"));
    let result = session.engine.kernel.rhs(t);
    let store = session.engine.kernel.store();
    let left = store.subexpressions(&[result]).into_iter().any(|sub| {
        store.mat_op(sub).is_some_and(MatOp::differentiates)
            || matches!(store.op(sub), Op::Deriv | Op::At)
    });
    assert!(!left, "{text}: {}", expression(store, result, Format::Source));
    check_theorem(&mut session, text, t);
    session.is_read_back(result);
    session.engine.kernel.replay(t).unwrap_or_else(|error| panic!("{text}: {error}"));
}

fn claim(text: &str) -> (Session, Claim) {
    let mut session = Session::new();
    let (lhs, rhs) = text.split_once(" = ").unwrap_or_else(|| panic!("{text}"));
    let (lhs, rhs) = (session.read(lhs), session.read(rhs));
    session.is_read_back(lhs);
    session.is_read_back(rhs);
    let claim = session.engine.show(lhs, rhs);
    (session, claim)
}

#[test]
fn laws_are_proved() {
    let (mut count, mut wrong) = (0, Vec::new());
    for text in lines(include_str!("matrices/laws.txt")) {
        count += 1;
        let (mut session, claim) = claim(text);
        match claim {
            Claim::Proved(t) => {
                wrong.extend(session.engine.kernel.replay(t).err().map(|e| format!("{text}: {e}")));
            }
            claim => wrong.push(format!("{text}: {claim:?}")),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count >= 90, "{count} laws");
}

#[test]
fn false_laws_are_refuted() {
    let (mut count, mut wrong) = (0, Vec::new());
    for text in lines(include_str!("matrices/false_laws.txt")) {
        count += 1;
        let (_, claim) = claim(text);
        if !matches!(claim, Claim::Refuted(_)) {
            wrong.push(format!("{text}: {claim:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count >= 130, "{count} false laws");
}

#[test]
fn deep_stacks_collapse() {
    let mut session = Session::new();
    let mut text = String::from("X");
    for i in 0..200 {
        text = if i % 2 == 0 { format!("C*({text}) + E") } else { format!("E^T*({text}) + C") };
    }
    let (e, x) = (session.read(&text), session.read("X"));
    let t = session.engine.collapse(e, x).unwrap_or_else(|failure| panic!("{failure}"));
    let result = session.engine.kernel.rhs(t);
    assert_eq!(expression(session.engine.kernel.store(), result, Format::Source), "W_1*X + B_1");
    session.engine.kernel.replay(t).unwrap();
}

#[test]
fn results_are_written_as_in_lectures() {
    let rows = [
        ("jacobian[x] softmax(x)", "diag(softmax(x)) - softmax(x)*softmax(x)^T"),
        ("hessian[x] logsumexp(x)", "diag(softmax(x)) - softmax(x)*softmax(x)^T"),
        (
            "hessian[x] logsumexp(C*x) - dot(a, C*x)",
            "C^T*(diag(softmax(C*x)) - softmax(C*x)*softmax(C*x)^T)*C",
        ),
        ("grad[x] logsumexp(C*x) - dot(a, C*x)", "C^T*(softmax(C*x) - a)"),
        ("grad[x] -dot(a, ln(softmax(x)))", "sum(a)*softmax(x) - a"),
        (
            "hessian[x] -dot(a, ln(softmax(x)))",
            "sum(a)*(diag(softmax(x)) - softmax(x)*softmax(x)^T)",
        ),
        (
            "hessian[x] sum(softplus(A*x)) - y^T*A*x",
            "A^T*(diag(sigma(A*x) .* (ones(m, 1) - sigma(A*x)))*A)",
        ),
        ("grad[S] ln(det(S))", "2*inv(S) - inv(S) .* eye(n)"),
    ];
    for (text, wanted) in rows {
        let mut session = Session::new();
        let e = session.read(text);
        let t = session.engine.derive(e).unwrap_or_else(|failure| panic!("{text}: {failure}"));
        let result = session.engine.kernel.rhs(t);
        assert_eq!(expression(session.engine.kernel.store(), result, Format::Source), wanted);
    }
}
