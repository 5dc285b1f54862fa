//! What probably happened where a claim is false: a slip of the table, and the smallest repair.
//!
//! Candidates are sifted by their values at a few points; what is offered was proved.

use super::decide::is_closed;
use super::decide::{Found, decide, latex, source};
use super::decimal::shown;
use super::digits::number;
use super::edit::{Edit, Hints, edits, places, replaced};
use super::env::{Env, Mode, opaque};
use super::outcome::Diagnosis;
use super::slips::{BUGS, DERIVATIVES, Slip};
use crate::diag::Span;
use crate::eval;
use crate::expr::{Expr, Name, Op, Orders};
use crate::num::Rational;
use crate::pattern::Bindings;
use crate::session::Session;

/// A false claim.
pub(super) struct Case<'c> {
    /// The left side as it was written.
    pub(super) a: Expr,
    /// The right side as it was written.
    pub(super) b: Expr,
    /// Both as they were compared.
    pub(super) sides: (Expr, Expr),
    /// What names stand for.
    pub(super) env: &'c Env,
    /// Where the parts of the right side stand.
    pub(super) places: &'c [(Expr, Span)],
}

/// What was found.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) diagnosis: Option<Diagnosis>,
    /// The place to look at.
    pub(super) mark: Option<Span>,
    /// The formula that was meant where a name in it was wrong, in words and as an expression.
    pub(super) meant: Option<(String, Expr)>,
    /// The right side, repaired.
    pub(super) repair: Option<Expr>,
}

/// Expressions larger than this are not searched for slips.
const LARGEST: usize = 400;

/// The most candidates that a proof is tried of.
const MOST_PROOFS: usize = 12;

pub(super) fn diagnose(session: &mut Session, case: &Case<'_>) -> Findings {
    if session.store().size(case.a).max(session.store().size(case.b)) > LARGEST {
        return Findings::default();
    }
    if let Some(decimal) = shown(session, case.b)
        && is_closed(session.store(), case.sides.0)
    {
        return number(session, case, &decimal);
    }
    let mut search = Search::new(session, case);
    let bug = search.derivative_bug().or_else(|| search.bug());
    let repair = search.repair();
    let mut found = Findings::default();
    let correct = search.correct();
    let session = search.session;
    if let Some(edit) = &repair {
        found.mark = place(case, edit.from);
    }
    let mark = difference(session, case.a, case.b);
    found.mark = found.mark.or_else(|| place(case, mark)).or_else(|| place(case, case.b));
    found.repair = repair.map(|edit| edit.whole);
    let right = found.repair.or(correct);
    let (id, title) = match (bug, &repair) {
        (Some(slip), _) => (slip.id, slip.title.to_owned()),
        (None, Some(edit)) => (edit.id, edit.title.to_owned()),
        (None, None) => {
            let Some(right) = right else { return found };
            let title = "not equal".to_owned();
            found.diagnosis = Some(Diagnosis {
                id: "unknown",
                title,
                change: None,
                repair: latex(session, right),
                repair_source: source(session, right),
            });
            return found;
        }
    };
    if let Some(right) = right {
        let change = repair.map(|edit| (latex(session, edit.from), latex(session, edit.to)));
        let (repair, repair_source) = (latex(session, right), source(session, right));
        found.diagnosis = Some(Diagnosis { id, title, change, repair, repair_source });
    }
    found
}

/// Where a part of the right side stands.
pub(super) fn place(case: &Case<'_>, e: Expr) -> Option<Span> {
    let mut found = case.places.iter().filter(|(known, _)| *known == e);
    found.next().map(|&(_, span)| span)
}

/// The smallest part of `b` outside of which both sides are the same.
fn difference(session: &Session, a: Expr, b: Expr) -> Expr {
    let store = session.store();
    let (mut a, mut b) = (a, b);
    loop {
        let (x, y) = (store.children(a), store.children(b));
        if store.op(a) != store.op(b) || x.len() != y.len() {
            return b;
        }
        let mut differing = x.iter().zip(y).filter(|(x, y)| x != y);
        match (differing.next(), differing.next()) {
            (Some((&x, &y)), None) => (a, b) = (x, y),
            _ => return b,
        }
    }
}

struct Search<'s, 'c> {
    session: &'s mut Session,
    case: &'c Case<'c>,
    /// The sides without derivatives.
    left: Expr,
    right: Expr,
    points: Vec<Vec<(Name, Rational)>>,
}

impl<'s, 'c> Search<'s, 'c> {
    fn new(session: &'s mut Session, case: &'c Case<'c>) -> Self {
        let mut search =
            Self { session, case, left: case.sides.0, right: case.sides.1, points: Vec::new() };
        search.left = search.opened(case.sides.0).unwrap_or(case.sides.0);
        search.right = search.opened(case.sides.1).unwrap_or(case.sides.1);
        search.points = search.choose_points();
        search
    }

    fn opened(&mut self, e: Expr) -> Option<Expr> {
        let t = self.session.engine.opened(e).ok()?;
        Some(self.session.engine.kernel.rhs(t))
    }

    /// Generic points at which the left side has a value.
    fn choose_points(&mut self) -> Vec<Vec<(Name, Rational)>> {
        const VALUES: [(i64, i64); 7] =
            [(7, 5), (3, 11), (13, 6), (-5, 7), (29, 10), (1, 3), (-8, 3)];
        const WANTED: usize = 2;
        let store = self.session.store();
        let mut names = store.free_symbols(self.left);
        names.extend(store.free_symbols(self.right));
        names.sort_by(|&a, &b| store.text(a).cmp(store.text(b)));
        names.dedup();
        let mut points = Vec::new();
        for round in 0..VALUES.len() {
            let at: Vec<(Name, Rational)> = names
                .iter()
                .enumerate()
                .map(|(i, &name)| {
                    let (n, d) = VALUES[(round + 3 * i) % VALUES.len()];
                    (name, Rational::new(n, d))
                })
                .collect();
            let store = self.session.engine.kernel.store_mut();
            if eval::evaluate(store, self.left, &at, 64).is_ok() {
                points.push(at);
            }
            if points.len() == WANTED {
                break;
            }
        }
        points
    }

    /// Do the values leave it open whether the two are equal?
    fn agree(&mut self, a: Expr, b: Expr) -> bool {
        const BITS: usize = 64;
        if self.points.is_empty() {
            return false;
        }
        let store = self.session.engine.kernel.store_mut();
        self.points.iter().all(|at| match eval::compare(store, a, b, at, BITS) {
            Ok(order) => order.is_none_or(std::cmp::Ordering::is_eq),
            Err(_) => false,
        })
    }

    fn proves(&mut self, a: Expr, b: Expr) -> bool {
        matches!(decide(self.session, a, b), Found::Proved(_))
    }

    fn resolved(&mut self, e: Expr) -> Expr {
        let store = self.session.engine.kernel.store_mut();
        let found = self.case.env.resolve(store, e, Mode::Written).e;
        opaque(store, found)
    }

    /// The smallest change of the right side that makes it right.
    fn repair(&mut self) -> Option<Edit> {
        let store = self.session.engine.kernel.store_mut();
        let mut hints = Hints::of(store, self.case.a);
        let store = self.session.engine.kernel.store_mut();
        hints.numbers.extend(Hints::of(store, self.case.b).numbers);
        hints.factors.extend(self.inner_derivatives());
        let all = edits(self.session.engine.kernel.store_mut(), self.case.b, &hints);
        let mut tried = 0;
        for edit in all {
            let whole = self.resolved(edit.whole);
            let has_derivative = {
                let store = self.session.store();
                let op = |&e: &Expr| matches!(store.op(e), Op::Deriv | Op::At);
                store.subexpressions(&[whole]).iter().any(op)
            };
            let value = if has_derivative { self.opened(whole) } else { Some(whole) };
            let Some(value) = value else { continue };
            if self.agree(self.left, value) {
                tried += 1;
                if self.proves(self.case.sides.0, whole) {
                    return Some(edit);
                }
                if tried > MOST_PROOFS {
                    return None;
                }
            }
        }
        None
    }

    /// Derivatives of arguments: factors that the chain rule asks for.
    fn inner_derivatives(&mut self) -> Vec<Expr> {
        const MOST: usize = 4;
        let store = self.session.engine.kernel.store_mut();
        let all = store.subexpressions(&[self.case.a]);
        let derivatives = all.iter().copied().filter(|&e| store.op(e) == Op::Deriv);
        let Some(x) = derivatives.filter_map(|e| store.pair(e)).map(|(x, _)| x).next() else {
            return Vec::new();
        };
        let mut inner = Vec::new();
        for e in all {
            let argument = match (store.op(e), store.children(e)) {
                (Op::Pow, &[base, exponent]) => {
                    if store.as_rational(exponent).is_some() {
                        base
                    } else {
                        exponent
                    }
                }
                (Op::Func(_) | Op::Apply(..), &[u, ..]) => u,
                _ => continue,
            };
            let is_inner = argument != x
                && store.as_symbol(x).is_some_and(|name| store.mentions(argument, name));
            if is_inner && !inner.contains(&argument) {
                inner.push(argument);
            }
        }
        inner.truncate(MOST);
        let mut out = Vec::new();
        for u in inner {
            let derivative = self.session.engine.kernel.store_mut().deriv(x, u);
            if let Ok(t) = self.session.engine.derive(derivative) {
                out.push(self.session.engine.kernel.rhs(t));
            }
        }
        out
    }

    /// A wrong rule of algebra that leads from the left side to the right one.
    fn bug(&mut self) -> Option<&'static Slip> {
        let a = self.case.a;
        let all = places(self.session.store(), a);
        let mut tried = 0;
        for (path, e) in all {
            for slip in BUGS {
                let Some(wrong) = self.applied(slip, e) else { continue };
                let whole = replaced(self.session.engine.kernel.store_mut(), a, &path, wrong);
                if self.leads_to_right_side(whole, &mut tried) {
                    return Some(slip);
                }
            }
        }
        None
    }

    /// Does the left side, changed so, equal the right one? Only so many are proved.
    fn leads_to_right_side(&mut self, changed: Expr, proofs: &mut usize) -> bool {
        let whole = self.resolved(changed);
        let Some(value) = self.opened(whole) else { return false };
        if !self.agree(value, self.right) || *proofs >= MOST_PROOFS {
            return false;
        }
        *proofs += 1;
        self.proves(whole, self.case.sides.1)
    }

    fn applied(&mut self, slip: &Slip, e: Expr) -> Option<Expr> {
        let mut bindings = Bindings::EMPTY;
        let store = self.session.engine.kernel.store_mut();
        if !slip.right.matches(store, e, &mut bindings) {
            return None;
        }
        slip.wrong.instantiate(store, &bindings)
    }

    /// A wrong rule of differentiation, used once, that leads from the left side to the right one.
    fn derivative_bug(&mut self) -> Option<&'static Slip> {
        const MOST_PARTS: usize = 24;
        let a = self.case.a;
        let all = places(self.session.store(), a);
        let mut tried = 0;
        for (path, derivative) in all {
            let store = self.session.store();
            let (Op::Deriv, Some((x, u))) = (store.op(derivative), store.pair(derivative)) else {
                continue;
            };
            let Some(name) = store.as_symbol(x) else { continue };
            let mut parts = store.subexpressions(&[u]);
            parts.reverse();
            parts.retain(|&part| part != x && store.mentions(part, name));
            parts.truncate(MOST_PARTS);
            for part in parts {
                let of_part = self.session.engine.kernel.store_mut().deriv(x, part);
                for slip in DERIVATIVES.iter().chain([&INNER]) {
                    let wrong = if slip.wrong == slip.right {
                        self.without_inner(part)
                    } else {
                        self.applied(slip, of_part)
                    };
                    let Some(wrong) = wrong else { continue };
                    let Some(whole) = self.with_wrong_part(x, u, part, wrong) else { continue };
                    let store = self.session.engine.kernel.store_mut();
                    let whole = replaced(store, a, &path, whole);
                    if self.leads_to_right_side(whole, &mut tried) {
                        return Some(slip);
                    }
                }
            }
        }
        None
    }

    /// `f'(u)` for `f(u)`, a function with a name.
    fn without_inner(&mut self, part: Expr) -> Option<Expr> {
        let store = self.session.engine.kernel.store_mut();
        let Op::Apply(f, Orders::NONE) = store.op(part) else { return None };
        let argument = store.single(part)?;
        Some(store.apply(f, Orders::prime(1)?, &[argument]))
    }

    /// The derivative of `u` in which that of `part` is `wrong`.
    fn with_wrong_part(&mut self, x: Expr, u: Expr, part: Expr, wrong: Expr) -> Option<Expr> {
        if part == u {
            return Some(wrong);
        }
        let store = self.session.engine.kernel.store_mut();
        let f = store.name("slip of a part");
        let stand_in = store.apply(f, Orders::NONE, &[x]);
        let changed = with(self.session, u, &[(part, stand_in)]);
        let store = self.session.engine.kernel.store_mut();
        let derivative = store.deriv(x, changed);
        let opened = self.opened(derivative)?;
        let store = self.session.engine.kernel.store_mut();
        let prime = store.apply(f, Orders::prime(1)?, &[x]);
        Some(with(self.session, opened, &[(prime, wrong), (stand_in, part)]))
    }

    /// The left side in its simplest form: what would be right.
    fn correct(&mut self) -> Option<Expr> {
        let a = self.case.sides.0;
        let engine = &mut self.session.engine;
        let t = engine.opened_then(a, crate::strategy::Engine::simplify).ok()?;
        Some(engine.kernel.rhs(t))
    }
}

/// A stand-in for "the inner derivative is missing" of functions with a name.
const INNER: Slip = Slip {
    id: "chain.inner",
    title: "the inner derivative is missing",
    right: crate::pattern::pat!(?u),
    wrong: crate::pattern::pat!(?u),
    example: ("", ""),
};

fn with(session: &mut Session, e: Expr, replacements: &[(Expr, Expr)]) -> Expr {
    let store = session.engine.kernel.store_mut();
    store.map_bottom_up(e, |store, old, kids| {
        match replacements.iter().find(|(from, _)| *from == old) {
            Some(&(_, to)) => to,
            None => {
                let op = store.op(old);
                store.make(op, kids)
            }
        }
    })
}
