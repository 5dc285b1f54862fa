//! What probably happened where a decimal is wrong.

use super::decide::is_closed;
use super::decide::latex;
use super::decimal::{Fit, Shown, fit};
use super::diagnose::{Case, Findings, place};
use super::edit::{places, replaced};
use super::env::{Mode, opaque};
use super::outcome::Diagnosis;
use super::slips::{BUGS, REPAIRS};
use crate::eval;
use crate::expr::Expr;
use crate::num::Rational;
use crate::pattern::Bindings;
use crate::session::Session;

/// A wrong number for a value.
pub(super) fn number(session: &mut Session, case: &Case<'_>, decimal: &Shown) -> Findings {
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
        if !is_closed(store, resolved) {
            continue;
        }
        if matches!(fit(session, resolved, decimal, false), Fit::Exact | Fit::Rounded { .. }) {
            let (from, to) = (latex(session, from), latex(session, to));
            let words = format!("{title}: this is the value with ${to}$ for ${from}$");
            found.diagnosis = Some(diagnosis(id, words, &right));
            if id == "index.wrong" {
                found.meant =
                    Some((format!("perhaps ${}$ is meant", latex(session, whole)), whole));
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
        let near = fit(session, value, &moved, true);
        if good(near.clone()) || matches!(near, Fit::Near { .. }) {
            let factor = Rational::integer(10).pow(-shift)?;
            let title = format!("the decimal point is in a wrong place: {factor} times the value");
            return Some(("decimal.point", title));
        }
    }
    for (n, id, title) in [
        (1, "rounding.direction", "cut off or rounded the wrong way"),
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
        let enough = n == 1 || written.abs() > &off * &Rational::integer(10);
        if above.is_some_and(|o| o.is_lt())
            && below.is_some_and(|o| o.is_lt())
            && enough
            && decimal.places > 0
        {
            return Some((id, title.into()));
        }
    }
    None
}
