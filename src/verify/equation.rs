//! Equations that are solved step by step: are the solutions kept?

use super::decide::is_closed;
use super::decide::{Found, decide, source};
use super::outcome::{Difference, Step, Verdict};
use super::read::{ReadMember, ReadStatement, Row};
use crate::diag::Span;
use crate::expr::{Expr, Name, Rel};
use crate::latex::rows::Link;
use crate::session::Session;

/// The sides of `a = b`, read and with nothing else.
pub(super) fn sides(piece: &[ReadMember]) -> Option<(Expr, Expr)> {
    let [left, right] = piece else { return None };
    if right.link != Some(Link::Rel(Rel::Eq)) {
        return None;
    }
    let one = |m: &ReadMember| match &m.value {
        Ok(read) if read.values.len() == 1 => read.values.first().copied(),
        _ => None,
    };
    Some((one(left)?, one(right)?))
}

/// Which statements, over all rows, are equations that are being solved: those before `⇒`, and
/// those that lead to `x = number` line by line.
pub(super) fn find(session: &Session, rows: &[Row]) -> Vec<bool> {
    let all: Vec<&ReadStatement> = rows.iter().flat_map(|row| &row.statements).collect();
    let mut is_equation = vec![false; all.len()];
    let mut next: Option<Vec<Name>> = None;
    for (i, statement) in all.iter().enumerate().rev() {
        let connects = statement
            .members
            .iter()
            .any(|m| matches!(m.link, Some(Link::Implies | Link::Equivalent)));
        let own = statement
            .members
            .first()
            .is_some_and(|m| matches!(m.link, None | Some(Link::Implies | Link::Equivalent)));
        let pair = sides(&statement.members).filter(|_| own && statement.label.is_none());
        let names = pair.map(|(a, b)| names_of(session, a, b)).unwrap_or_default();
        let is_solution = pair.is_some_and(|(a, b)| solved(session, a, b));
        let defines = pair.is_some_and(|(a, b)| {
            let store = session.store();
            !is_solution && store.as_symbol(a).is_some_and(|name| !store.mentions(b, name))
        });
        let leads = next.as_ref().is_some_and(|next| next.iter().any(|n| names.contains(n)));
        let is = connects || (pair.is_some() && leads && !defines && !is_solution);
        if let Some(slot) = is_equation.get_mut(i) {
            *slot = is;
        }
        // A solution belongs to an equation only if one stands before it.
        next = if (is || is_solution) && !names.is_empty() { Some(names) } else { None };
    }
    for i in 1..all.len() {
        let Some(statement) = all.get(i) else { continue };
        if is_equation.get(i - 1) == Some(&true)
            && let Some((a, b)) = sides(&statement.members)
            && solved(session, a, b)
        {
            is_equation[i] = true;
        }
    }
    is_equation
}

fn names_of(session: &Session, a: Expr, b: Expr) -> Vec<Name> {
    let mut names = session.store().free_symbols(a);
    names.extend(session.store().free_symbols(b));
    names
}

fn solved(session: &Session, a: Expr, b: Expr) -> bool {
    session.store().as_symbol(a).is_some() && is_closed(session.store(), b)
}

/// Does the second equation have the solutions of the first?
pub(super) fn judge(
    session: &mut Session,
    before: (Expr, Expr),
    now: (Expr, Expr),
    link: Option<Link>,
    span: Span,
) -> Step {
    let store = session.engine.kernel.store_mut();
    let d1 = store.sub(before.0, before.1);
    let d2 = store.sub(now.0, now.1);
    if let Some(step) = same_up_to_factor(session, d1, d2, span) {
        return step;
    }
    let mut names = names_of(session, d1, d2);
    names.dedup();
    names.sort_unstable();
    names.dedup();
    let &[x] = names.as_slice() else {
        return Step::new(span, Verdict::Undecided, "equations in several unknowns");
    };
    let (r1, r2) = (root(session, x, d1), root(session, x, d2));
    let is_zero = |session: &mut Session, d: Expr, root: Expr| {
        let store = session.engine.kernel.store_mut();
        let (value, zero) = (store.substitute(d, &[(x, root)]), store.integer(0));
        decide(session, value, zero)
    };
    let lost = |session: &mut Session, root: Expr, of: &str, other: &str| {
        let name = session.store().text(x).to_owned();
        let value = source(session, root);
        let reason = format!("{name} = {value} solves {of}, but not {other}");
        let mut step = Step::new(span, Verdict::Refuted, reason);
        step.witness = Some(Difference { at: vec![(name, value)], ..Difference::default() });
        step
    };
    match (r1, r2) {
        (Some(a), Some(b)) => match decide(session, a, b) {
            Found::Proved(_) => Step::new(span, Verdict::Proved, "the same solution"),
            Found::Refuted(_) => lost(session, a, "the equation before", "this one"),
            Found::Undecided(tried) => Step::new(span, Verdict::Undecided, tried.join("; ")),
        },
        (None, Some(b)) => match is_zero(session, d1, b) {
            Found::Proved(_) => {
                let reason = "a solution of the equation before; others may have been lost";
                Step::new(span, Verdict::ImpliedBy, reason)
            }
            Found::Refuted(_) => lost(session, b, "this equation", "the one before"),
            Found::Undecided(tried) => Step::new(span, Verdict::Undecided, tried.join("; ")),
        },
        (Some(a), None) => match is_zero(session, d2, a) {
            Found::Proved(_) => {
                let reason = "follows from the equation before; solutions may have been gained";
                Step::new(span, Verdict::Implies, reason)
            }
            Found::Refuted(_) => lost(session, a, "the equation before", "this one"),
            Found::Undecided(tried) => Step::new(span, Verdict::Undecided, tried.join("; ")),
        },
        (None, None) => {
            let what = if link == Some(Link::Implies) { "follows" } else { "is equivalent" };
            Step::new(span, Verdict::Undecided, format!("whether it {what} was not found"))
        }
    }
}

/// One difference is a number times the other.
fn same_up_to_factor(session: &mut Session, d1: Expr, d2: Expr, span: Span) -> Option<Step> {
    let store = session.engine.kernel.store_mut();
    let ratio = store.div(d1, d2);
    let t = session.engine.opened_then(ratio, crate::strategy::Engine::simplify).ok()?;
    let factor = session.store().as_rational(session.engine.kernel.rhs(t))?;
    if factor.is_zero() {
        return None;
    }
    Some(Step::new(span, Verdict::Proved, "the same solutions"))
}

/// The root of an expression that is linear in `x`.
fn root(session: &mut Session, x: Name, d: Expr) -> Option<Expr> {
    let store = session.engine.kernel.store_mut();
    let symbol = store.symbol_of(x);
    let first = store.deriv(symbol, d);
    let second = store.deriv(symbol, first);
    let (zero, one) = (store.integer(0), store.integer(1));
    if !matches!(decide(session, second, zero), Found::Proved(_)) {
        return None;
    }
    let store = session.engine.kernel.store_mut();
    let at0 = store.substitute(d, &[(x, zero)]);
    let at1 = store.substitute(d, &[(x, one)]);
    let slope = store.sub(at1, at0);
    if !matches!(decide(session, slope, zero), Found::Refuted(_)) {
        return None;
    }
    let store = session.engine.kernel.store_mut();
    let quotient = store.div(at0, slope);
    let root = store.neg(quotient);
    let t = session.engine.simplify(root).ok()?;
    Some(session.engine.kernel.rhs(t))
}
