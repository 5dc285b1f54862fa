//! What probably happened where a claim is false: a slip of the table, and the smallest repair.
//!
//! Candidates are sifted by their values at a few points; what is offered was proved.

use super::decide::{Found, decide, latex, source};
use super::decimal::{Fit, Shown, fit, shown};
use super::edit::{Edit, Hints, edits, places, replaced};
use super::env::{Env, Mode, opaque};
use super::outcome::Diagnosis;
use super::slips::{BUGS, DERIVATIVES, REPAIRS, Slip};
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
        && session.store().is_closed(case.sides.0)
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
    let right = repair.map(|edit| edit.whole).or(correct);
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
fn place(case: &Case<'_>, e: Expr) -> Option<Span> {
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
                    if store.as_rational(exponent).is_some() { base } else { exponent }
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
                let whole = self.resolved(whole);
                let Some(value) = self.opened(whole) else { continue };
                if self.agree(value, self.right) && tried < MOST_PROOFS {
                    tried += 1;
                    if self.proves(whole, self.case.sides.1) {
                        return Some(slip);
                    }
                }
            }
        }
        None
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
                    let whole = self.resolved(whole);
                    let Some(value) = self.opened(whole) else { continue };
                    if self.agree(value, self.right) && tried < MOST_PROOFS {
                        tried += 1;
                        if self.proves(whole, self.case.sides.1) {
                            return Some(slip);
                        }
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

/// A wrong number for a value.
fn number(session: &mut Session, case: &Case<'_>, decimal: &Shown) -> Findings {
    let value = case.sides.0;
    let mut found = Findings { mark: place(case, case.b), ..Findings::default() };
    let right = rounded(session, value, decimal);
    let diagnosis = |id, title: String, right: &str| Diagnosis {
        id,
        title,
        change: None,
        repair: right.to_owned(),
        repair_source: right.to_owned(),
    };
    if let Some((id, title)) = digits(session, value, decimal) {
        found.diagnosis = Some(diagnosis(id, title, &right));
        return found;
    }
    // A slip in evaluating the left side.
    let others: Vec<Expr> = case.env.entries.iter().map(|entry| entry.key).collect();
    let store = session.engine.kernel.store_mut();
    let mut changes: Vec<(Expr, Expr, Expr, &'static str, String)> = Vec::new();
    for (path, e) in places(store, case.a) {
        for slip in REPAIRS.iter().chain(BUGS) {
            let mut bindings = Bindings::EMPTY;
            if slip.right.matches(store, e, &mut bindings)
                && let Some(wrong) = slip.wrong.instantiate(store, &bindings)
            {
                let whole = replaced(store, case.a, &path, wrong);
                changes.push((whole, e, wrong, slip.id, slip.title.to_owned()));
            }
        }
        if let Some(name) = store.as_symbol(e) {
            let stem = store.text(name).split('_').next().unwrap_or("").to_owned();
            for &other in &others {
                let Some(text) = store.as_symbol(other).map(|n| store.text(n).to_owned()) else {
                    continue;
                };
                if other != e && text.split('_').next() == Some(&stem) {
                    let mut replaced_all = case.a;
                    replaced_all = store.substitute(replaced_all, &[(name, other)]);
                    changes.push((replaced_all, e, other, "index.wrong", "a wrong index".into()));
                }
            }
        }
    }
    for (whole, from, to, id, title) in changes {
        let store = session.engine.kernel.store_mut();
        let resolved = case.env.resolve(store, whole, Mode::Written).e;
        let resolved = opaque(store, resolved);
        if !store.is_closed(resolved) {
            continue;
        }
        if matches!(fit(session, resolved, decimal, false), Fit::Exact | Fit::Rounded { .. }) {
            let (from, to) = (latex(session, from), latex(session, to));
            let words = format!("{title}: this is the value with ${to}$ for ${from}$");
            found.diagnosis = Some(diagnosis(id, words, &right));
            if id == "index.wrong" {
                found.meant = Some((format!("perhaps ${}$ is meant", latex(session, whole)), whole));
            }
            return found;
        }
    }
    found.diagnosis = Some(diagnosis("value.wrong", "a wrong value".into(), &right));
    found
}

/// The value to the places that were shown.
fn rounded(session: &mut Session, value: Expr, decimal: &Shown) -> String {
    let Ok(t) = session.engine.opened(value) else { return "?".into() };
    let body = session.engine.kernel.rhs(t);
    let places = i64::from(decimal.places) - i64::from(decimal.power);
    let request = eval::Request::Places(u32::try_from(places.max(0)).unwrap_or(0));
    let store = session.engine.kernel.store_mut();
    eval::value(store, body, &[], request).map_or_else(|_| "?".into(), |number| number.text)
}

/// Slips that only the digits show.
fn digits(session: &mut Session, value: Expr, decimal: &Shown) -> Option<(&'static str, String)> {
    let unit = Rational::integer(10).pow(decimal.power - decimal.places as i32)?;
    let written = &decimal.value;
    let minus = Shown { value: -written, ..decimal.clone() };
    let good = |fit: Fit| matches!(fit, Fit::Exact | Fit::Rounded { .. });
    if good(fit(session, value, &minus, false)) {
        return Some(("sign.value", "the value has the other sign".into()));
    }
    for shift in [1, -1, 2, -2, 3, -3] {
        let scale = Rational::integer(10).pow(shift)?;
        let places = decimal.places.saturating_add_signed(-shift);
        let moved = Shown { value: written * &scale, places, power: decimal.power };
        if good(fit(session, value, &moved, false)) {
            let factor = Rational::integer(10).pow(-shift)?;
            let title = format!("the decimal point is in a wrong place: {factor} times the value");
            return Some(("decimal.point", title));
        }
    }
    for (n, id, title) in [
        (1, "rounding.direction", "rounded the wrong way"),
        (30, "rounding.digits", "the last digits are wrong"),
    ] {
        let off = &unit * &Rational::integer(n);
        let (low, high) = (written - &off, written + &off);
        let store = session.engine.kernel.store_mut();
        let (low, high) = (store.rational(&low), store.rational(&high));
        let t = session.engine.opened(value).ok()?;
        let body = session.engine.kernel.rhs(t);
        let store = session.engine.kernel.store_mut();
        let above = eval::compare(store, low, body, &[], 256).ok().flatten();
        let below = eval::compare(store, body, high, &[], 256).ok().flatten();
        // A number of few digits says nothing about its last ones.
        let enough = n == 1 || &written.abs() > &(&off * &Rational::integer(10));
        if above.is_some_and(|o| o.is_lt()) && below.is_some_and(|o| o.is_lt()) && enough
            && decimal.places > 0
        {
            return Some((id, title.into()));
        }
    }
    None
}
