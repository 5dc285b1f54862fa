//! One equation between two expressions: proved, refuted or undecided.

use super::env::opaque;
use super::outcome::{Difference, Step, Verdict};
use crate::diag::Span;
use crate::expr::{Expr, Op, Store};
use crate::kernel::Theorem;
use crate::print::{Format, expression};
use crate::session::Session;
use crate::steps::{self, Detail};
use crate::strategy::{Claim, Witness};

/// What became of an equation.
pub(super) enum Found {
    Proved(Theorem),
    Refuted(Witness),
    Undecided(Vec<String>),
}

/// Expressions larger than this are not decided.
const LARGEST: usize = 5_000;

pub(super) fn decide(session: &mut Session, a: Expr, b: Expr) -> Found {
    let store = session.engine.kernel.store_mut();
    let (a, b) = (opaque(store, a), opaque(store, b));
    if store.size(a).max(store.size(b)) > LARGEST {
        return Found::Undecided(vec!["the expressions are too large".into()]);
    }
    match session.engine.decide(a, b) {
        Claim::Proved(t) => Found::Proved(t),
        Claim::Refuted(witness) => Found::Refuted(witness),
        Claim::Undecided(tried) => Found::Undecided(tried),
    }
}

pub(super) fn source(session: &Session, e: Expr) -> String {
    expression(session.store(), e, Format::Source)
}

pub(super) fn latex(session: &Session, e: Expr) -> String {
    expression(session.store(), e, Format::Latex)
}

/// The step that a theorem proves, with its rules and conditions.
pub(super) fn proved(session: &mut Session, t: Theorem, span: Span) -> Step {
    let given = session.engine.given;
    let kernel = &mut session.engine.kernel;
    let derivation = steps::derivation(kernel, t, given, Detail::Brief);
    let mut step = Step::new(span, Verdict::Proved, "");
    for reason in derivation.lines.into_iter().flat_map(|line| line.reasons) {
        let rule = (reason.id, reason.caption);
        if !step.rules.contains(&rule) {
            step.rules.push(rule);
        }
    }
    let captions: Vec<&str> = step.rules.iter().map(|(_, caption)| caption.as_str()).collect();
    step.reason =
        if captions.is_empty() { "the same expression".into() } else { captions.join(", ") };
    if derivation.conditions.is_empty() {
        return step;
    }
    step.verdict = domain(session, t, &derivation.conditions);
    step.conditions = derivation.conditions.iter().map(|&c| source(session, c)).collect();
    let holds = step.conditions.join(" and ");
    step.reason = match step.verdict {
        Verdict::DomainWider => {
            format!("holds for {holds}; elsewhere only the right side is defined")
        }
        Verdict::DomainNarrower => {
            format!("holds for {holds}; elsewhere only the left side is defined")
        }
        _ => format!("holds if {holds}"),
    };
    step
}

/// Which side's being defined already means that the conditions hold?
fn domain(session: &mut Session, t: Theorem, conditions: &[Expr]) -> Verdict {
    let kernel = &mut session.engine.kernel;
    let given = session.engine.given;
    let (lhs, rhs) = (kernel.lhs(t), kernel.rhs(t));
    let [left, right] = [lhs, rhs].map(|side| {
        let Some(domain) = kernel.defined(side) else { return false };
        let mut known = kernel.conditions(domain.necessary).to_vec();
        known.extend_from_slice(kernel.conditions(given));
        let known = kernel.hyps(known);
        conditions.iter().all(|&condition| kernel.proves(known, condition))
    });
    match (left, right) {
        (true, false) => Verdict::DomainWider,
        (false, true) => Verdict::DomainNarrower,
        _ => Verdict::ProvedIf,
    }
}

pub(super) fn difference(session: &Session, witness: &Witness) -> Difference {
    let store = session.store();
    let pairs = witness.functions.iter();
    Difference {
        functions: pairs.map(|&(f, value)| (source(session, f), source(session, value))).collect(),
        at: witness
            .at
            .iter()
            .map(|(name, value)| (store.text(*name).to_owned(), value.to_string()))
            .collect(),
        lhs: witness.lhs.clone(),
        rhs: witness.rhs.clone(),
    }
}

/// The step that a witness refutes.
pub(super) fn refuted(session: &Session, witness: &Witness, span: Span) -> Step {
    let found = difference(session, witness);
    let at: Vec<String> = found
        .functions
        .iter()
        .chain(&found.at)
        .map(|(name, value)| format!("{name} = {value}"))
        .collect();
    let place = if at.is_empty() { String::new() } else { format!(" at {}", at.join(", ")) };
    let reason = format!("{} on the left, {} on the right{place}", found.lhs, found.rhs);
    let mut step = Step::new(span, Verdict::Refuted, reason);
    step.witness = Some(found);
    step
}

/// Does the value depend on no variable?
pub(super) fn is_closed(store: &Store, e: Expr) -> bool {
    store.is_closed(e) || store.free_symbols(e).is_empty()
}

/// Does a decimal of the writer stand alone there?
pub(super) fn is_number(session: &Session, e: Expr) -> bool {
    let store = session.store();
    match store.op(e) {
        Op::Number(_) => true,
        Op::Neg => store.single(e).is_some_and(|a| store.number(a).is_some()),
        _ => false,
    }
}
