//! Matrices from outside: gradients against entrywise differentiation by dual numbers, laws proved
//! and refuted, and what is printed read back.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

#[path = "matrices/dual.rs"]
mod dual;
#[path = "matrices/families.rs"]
mod families;

use dual::{Setting, Value};
use symderiv::expr::{Expr, MatOp, Op, Store};
use symderiv::kernel::{Kernel, Theorem};
use symderiv::library::Library;
use symderiv::print::{Format, expression};
use symderiv::strategy::{Claim, Engine};
use symderiv::syntax::{Scope, Sort, Statement, parse_in, parse_value_in};

const DECLARATIONS: &str = "A, Y : matrix m×n; B : matrix n×m; C, E, X : matrix n×n; \
    S : matrix n×n symmetric; V : matrix n×n invertible; x, a, b, c : vector n; y, u : vector m; \
    W : matrix h×n; Z : matrix m×h; p : vector h; s : real";

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

/// The theorem's right side has the entries that differentiating by each entry gives.
fn check_derivative(session: &mut Session, text: &str, t: Theorem) {
    let (pending, result) = (session.engine.kernel.lhs(t), session.engine.kernel.rhs(t));
    let store = session.engine.kernel.store_mut();
    let &[x, u] = store.children(pending) else { panic!("{text}") };
    let is_jacobian = store.mat_op(pending) == Some(MatOp::Jacobian);
    let name = store.as_name(x).unwrap();
    for (round, sizes) in [[2, 3, 2], [3, 2, 1], [1, 3, 3]].into_iter().enumerate() {
        let setting = Setting::new(store, sizes, round);
        let Value::Matrix(_, _, found) = setting.value(store, result, None) else {
            panic!("{text}: no matrix")
        };
        let (rows, cols) = setting.size(store, x);
        let mut expected = Vec::new();
        for i in 0..rows {
            for j in 0..cols {
                match setting.value(store, u, Some((name, i * cols + j))) {
                    Value::Number(number) => expected.push(number.slope),
                    Value::Matrix(_, _, entries) => {
                        expected.extend(entries.iter().map(|entry| entry.slope));
                    }
                }
            }
        }
        for (k, entry) in found.iter().enumerate() {
            // Slopes of vectors come column by column.
            let place = if is_jacobian {
                let height = found.len() / rows;
                (k % rows) * height + k / rows
            } else {
                k
            };
            let wanted = expected[place];
            let close = (entry.value - wanted).abs() <= 1e-8 * (1.0 + wanted.abs());
            assert!(
                close || wanted.is_nan(),
                "{text}: entry {k} of {} is {} and not {wanted}",
                expression(store, result, Format::Source),
                entry.value
            );
        }
    }
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
    assert!(count >= 100, "{count} gradients");
}

fn check_gradient(text: &str) {
    {
        let mut session = Session::new();
        let mut e = session.read(text);
        session.is_read_back(e);
        if let (Some(MatOp::Jacobian), Some((x, inner))) =
            (session.engine.kernel.store().mat_op(e), session.engine.kernel.store().pair(e))
            && session.engine.kernel.store().mat_op(inner) == Some(MatOp::Gradient)
        {
            // A Hessian: the gradient is right, and then its Jacobian.
            let t = session.engine.derive(inner).unwrap_or_else(|f| panic!("{text}: {f}"));
            check_derivative(&mut session, text, t);
            let gradient = session.engine.kernel.rhs(t);
            e = session.engine.kernel.store_mut().mat(MatOp::Jacobian, &[x, gradient]);
        }
        let t = session.engine.derive(e).unwrap_or_else(|failure| panic!("{text}: {failure}"));
        let result = session.engine.kernel.rhs(t);
        let store = session.engine.kernel.store();
        let left = store.subexpressions(&[result]).into_iter().any(|sub| {
            store.mat_op(sub).is_some_and(MatOp::differentiates)
                || matches!(store.op(sub), Op::Deriv | Op::At)
        });
        assert!(!left, "{text}: {}", expression(store, result, Format::Source));
        check_derivative(&mut session, text, t);
        session.is_read_back(result);
        session.engine.kernel.replay(t).unwrap_or_else(|error| panic!("{text}: {error}"));
    }
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
    assert!(count >= 50, "{count} laws");
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
    assert!(count >= 50, "{count} false laws");
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
