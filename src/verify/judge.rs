//! One claim, judged with what is known of names.

use super::decide::is_closed;
use super::decide::{Found, decide, is_number, proved, refuted, source};
use super::decimal::{Fit, fit, shown};
use super::env::{Env, Mode, opaque};
use super::outcome::{Difference, Step, Verdict};
use crate::diag::Span;
use crate::expr::{Expr, Op, Rel};
use crate::latex::rows::Link;
use crate::session::Session;

/// A claim and what was found.
pub(super) struct Judged {
    pub(super) step: Step,
    /// Was a value used that is wrong?
    pub(super) tainted: bool,
    /// The sides as they were compared in the end.
    pub(super) sides: (Expr, Expr),
}

/// Judges `a link b`.
pub(super) fn judge(
    session: &mut Session,
    env: &Env,
    a: Expr,
    link: Link,
    b: Expr,
    span: Span,
) -> Judged {
    match link {
        Link::Rel(Rel::Eq) => equal(session, env, a, b, false, span),
        Link::Approx => equal(session, env, a, b, true, span),
        Link::Rel(rel) => compared(session, env, rel, a, b, span),
        Link::Define | Link::Update | Link::Other | Link::Implies | Link::Equivalent => {
            let step = Step::new(span, Verdict::Start, "this is said, not claimed");
            Judged { step, tainted: false, sides: (a, b) }
        }
    }
}

fn equal(
    session: &mut Session,
    env: &Env,
    a: Expr,
    b: Expr,
    approximate: bool,
    span: Span,
) -> Judged {
    if a == b {
        let step = Step::new(span, Verdict::Proved, "the same expression");
        return Judged { step, tainted: false, sides: (a, b) };
    }
    let written = resolved(session, env, a, Mode::Written);
    let numeric = shown(session, b).is_some() && is_closed(session.store(), written.0);
    if numeric && let Some(judged) = number(session, env, (a, written), b, approximate, span) {
        return judged;
    }
    let first = decide(session, a, b);
    if let Found::Proved(t) = first {
        return Judged { step: proved(session, t, span), tainted: false, sides: (a, b) };
    }
    // With definitions only, then with the numbers that were written.
    for mode in [Mode::Symbolic, Mode::Written, Mode::True] {
        let (left, right) = (resolved(session, env, a, mode), resolved(session, env, b, mode));
        if !left.2 && !right.2 {
            continue;
        }
        if let Found::Proved(t) = decide(session, left.0, right.0) {
            let mut step = proved(session, t, span);
            if mode != Mode::Symbolic {
                step.reason = format!("with the values of the names: {}", step.reason);
            }
            return Judged { step, tainted: left.1 || right.1, sides: (left.0, right.0) };
        }
    }
    let (left, right) =
        (resolved(session, env, a, Mode::Written), resolved(session, env, b, Mode::Written));
    let last = if left.2 || right.2 { decide(session, left.0, right.0) } else { first };
    let step = match last {
        Found::Refuted(witness) => refuted(session, &witness, span),
        Found::Undecided(tried) => undecided(span, &tried),
        Found::Proved(t) => proved(session, t, span),
    };
    Judged { step, tainted: left.1 || right.1, sides: (left.0, right.0) }
}

fn undecided(span: Span, tried: &[String]) -> Step {
    Step::new(span, Verdict::Undecided, tried.join("; "))
}

/// The expression with names replaced, whether a wrong value was used, and whether any was.
fn resolved(session: &mut Session, env: &Env, e: Expr, mode: Mode) -> (Expr, bool, bool) {
    let store = session.engine.kernel.store_mut();
    let found = env.resolve(store, e, mode);
    (opaque(store, found.e), found.tainted, found.changed)
}

/// A decimal for the value of an expression without variables.
fn number(
    session: &mut Session,
    env: &Env,
    (a, written): (Expr, (Expr, bool, bool)),
    b: Expr,
    approximate: bool,
    span: Span,
) -> Option<Judged> {
    let decimal = shown(session, b)?;
    let exact = resolved(session, env, a, Mode::True);
    // The number that was written for a name, what it was computed from, and what is true.
    let mut values = vec![written];
    if let Some(entry) = env.find(a).filter(|entry| entry.written.is_some())
        && let Some(meaning) = entry.meaning
    {
        values.push(resolved(session, env, meaning, Mode::Written));
    }
    values.push(exact);
    let above = env.find(a).and_then(|entry| entry.written);
    let mut wrong = None;
    for (i, (e, tainted, _)) in values.into_iter().enumerate() {
        if !is_closed(session.store(), e) {
            continue;
        }
        let sides = (e, b);
        let found = fit(session, e, &decimal, approximate);
        let rounded = |places: u32, how: &str| {
            let plural = if places == 1 { "" } else { "s" };
            let reason = format!("the value rounded {how} to {places} place{plural}");
            Step::new(span, Verdict::Rounded, reason)
        };
        let step = match found {
            Fit::Exact => Step::new(span, Verdict::Proved, "exact arithmetic"),
            Fit::Rounded { places, half_even: true } => rounded(places, "half-up or half-even"),
            Fit::Rounded { places, half_even: false } => {
                rounded(places, "half-up, but not half-even,")
            }
            Fit::HalfEven { places } => rounded(places, "half-even, but not half-up,"),
            Fit::Near { places } => rounded(places, "to the next unit (≈)"),
            Fit::Wrong { value } => {
                wrong.get_or_insert((value, tainted, e));
                continue;
            }
            Fit::Unknown => return None,
        };
        let mut step = step;
        if let Some(above) = above.filter(|&above| i > 0 && above != b) {
            step.reason =
                format!("{}; it contradicts {} above", step.reason, source(session, above));
        }
        return Some(Judged { step, tainted, sides });
    }
    let (value, tainted, e) = wrong?;
    let text = source(session, b);
    let mut step = Step::new(span, Verdict::Refuted, format!("the value is {value}, not {text}"));
    step.witness = Some(Difference { lhs: value, rhs: text, ..Difference::default() });
    Some(Judged { step, tainted, sides: (e, b) })
}

/// `a < b` and the like.
fn compared(session: &mut Session, env: &Env, rel: Rel, a: Expr, b: Expr, span: Span) -> Judged {
    let (left, right) =
        (resolved(session, env, a, Mode::Written), resolved(session, env, b, Mode::Written));
    let sides = (left.0, right.0);
    let tainted = left.1 || right.1;
    let kernel = &mut session.engine.kernel;
    let condition = kernel.store_mut().rel(rel, left.0, right.0);
    let given = session.engine.given;
    if kernel.proves(given, condition) {
        let step = Step::new(span, Verdict::Proved, "the comparison holds");
        return Judged { step, tainted, sides };
    }
    let store = kernel.store_mut();
    let names = store.free_symbols(condition);
    let reversed = store.rel(rel.negated(), left.0, right.0);
    let values: [(i64, i64); 9] =
        [(1, 2), (3, 1), (-2, 3), (7, 5), (-3, 1), (2, 1), (0, 1), (1, 1), (-1, 1)];
    for (round, _) in values.iter().enumerate() {
        let at: Vec<_> = names
            .iter()
            .enumerate()
            .filter_map(|(i, &name)| {
                let &(n, d) = values.get((round + 4 * i) % values.len())?;
                Some((name, crate::num::Rational::new(n, d)))
            })
            .collect();
        let given = kernel.conditions(session.engine.given).to_vec();
        let store = kernel.store_mut();
        const BITS: usize = 512;
        let allowed = given
            .iter()
            .all(|&c| matches!(crate::eval::holds(store, c, &at, BITS), Ok(Some(true))));
        if !allowed {
            continue;
        }
        if names.is_empty() && crate::eval::holds(store, condition, &at, BITS) == Ok(Some(true)) {
            let step = Step::new(span, Verdict::Proved, "by the values of both sides");
            return Judged { step, tainted, sides };
        }
        if crate::eval::holds(store, reversed, &at, BITS) == Ok(Some(true)) {
            let value = |store: &mut crate::expr::Store, e| {
                crate::eval::value(store, e, &at, crate::eval::Request::Digits(10))
                    .map_or_else(|_| "?".into(), |n| n.text)
            };
            let (lhs, rhs) = (value(store, left.0), value(store, right.0));
            let named = at.iter().map(|(n, v)| (store.text(*n).to_owned(), v.to_string()));
            let found = Difference { at: named.collect(), lhs, rhs, functions: Vec::new() };
            let place: Vec<String> = found.at.iter().map(|(n, v)| format!("{n} = {v}")).collect();
            let at =
                if place.is_empty() { String::new() } else { format!(" at {}", place.join(", ")) };
            let reason = format!("{} on the left, {} on the right{at}", found.lhs, found.rhs);
            let mut step = Step::new(span, Verdict::Refuted, reason);
            step.witness = Some(found);
            return Judged { step, tainted, sides };
        }
    }
    let step = Step::new(span, Verdict::Undecided, "no rule proves the comparison");
    Judged { step, tainted, sides }
}

/// Numbers in place of names: `a` with these values is `b`, which has no variables.
pub(super) fn substitution(session: &mut Session, a: Expr, b: Expr) -> Option<Vec<(Expr, Expr)>> {
    let store = session.store();
    if !is_closed(store, b) || is_number(session, b) {
        return None;
    }
    let mut found: Vec<(Expr, Expr)> = Vec::new();
    let mut stack = vec![(a, b)];
    while let Some((a, b)) = stack.pop() {
        if a == b {
            continue;
        }
        if store.as_symbol(a).is_some() {
            match found.iter().find(|(known, _)| *known == a) {
                Some(&(_, value)) if value != b => return None,
                Some(_) => {}
                None if shown(session, b).is_some() => found.push((a, b)),
                None => return None,
            }
            continue;
        }
        let (x, y) = (store.children(a), store.children(b));
        let same = store.op(a) == store.op(b) && x.len() == y.len() && !x.is_empty();
        if !same || matches!(store.op(a), Op::Deriv | Op::At) {
            return None;
        }
        stack.extend(x.iter().copied().zip(y.iter().copied()));
    }
    (!found.is_empty()).then_some(found)
}
