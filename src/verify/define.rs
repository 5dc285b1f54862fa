//! Statements that define a name, a function or a quantity.

use super::chain::Checker;
use super::decide::is_closed;
use super::decide::{self, source};
use super::env::{Entry, Mode, is_opaque};
use super::read::ReadMember;
use crate::expr::{Expr, Name, Op, Rel};
use crate::latex::rows::Link;

impl Checker {
    /// Does the statement define its left side? Then the definition is kept.
    pub(super) fn define(&mut self, piece: &[ReadMember], label: Option<Expr>) -> bool {
        let value = |member: Option<&ReadMember>| match member.map(|m| &m.value) {
            Some(Ok(read)) => read.values.clone(),
            _ => Vec::new(),
        };
        let (left, right) = (value(piece.first()), value(piece.get(1)));
        if let Some(key) = label {
            self.env.define(key, left.first().copied(), self.line);
            return false;
        }
        let link = piece.get(1).and_then(|m| m.link);
        if !matches!(link, Some(Link::Rel(Rel::Eq) | Link::Define | Link::Approx)) {
            return false;
        }
        if left.len() > 1 && left.len() == right.len() {
            for (&key, &value) in left.iter().zip(&right) {
                self.env.define(key, Some(value), self.line);
            }
            return true;
        }
        let &[key] = left.as_slice() else { return false };
        let meaning = right.first().copied();
        if let Some((f, params)) = self.function_head(key) {
            if self.env.function(f).is_some() {
                return false;
            }
            if let Some(body) = meaning {
                // `L(y) = …` says what L is, too.
                let symbol = self.session.engine.kernel.store_mut().symbol_of(f);
                self.env.define(symbol, meaning, self.line);
                self.env.define_function(f, params, body);
            }
            return true;
        }
        let store = self.session.store();
        let is_name = store.as_symbol(key);
        if is_name.is_none() && !is_opaque(store, key) {
            return false;
        }
        if let Some(entry) = self.env.find(key).copied() {
            self.open.key = Some(key);
            return self.defined_anew(entry, meaning);
        }
        if is_name.is_some_and(|name| {
            store.value(name).is_some() || meaning.is_some_and(|m| store.mentions(m, name))
        }) {
            return false;
        }
        self.open.key = Some(key);
        if let Some(derivative) = self.derivative_of_name(key) {
            self.env.define(key, Some(derivative), self.line);
            return false;
        }
        let kept = self.env.resolve(self.session.engine.kernel.store_mut(), key, Mode::Symbolic);
        if is_name.is_none() && kept.changed && !is_opaque(self.session.store(), kept.e) {
            // What it is follows from what is known: a claim, not a definition.
            self.env.define(key, None, self.line);
            return false;
        }
        self.env.define(key, meaning, self.line);
        true
    }

    /// `y'`, where y is defined through one variable.
    fn derivative_of_name(&mut self, key: Expr) -> Option<Expr> {
        let store = self.session.engine.kernel.store_mut();
        let text = store.text(store.as_symbol(key)?).to_owned();
        let stem = text.trim_end_matches('\'');
        let order = text.len() - stem.len();
        let y = store.symbol(stem);
        let meaning = self.env.find(y).filter(|_| order > 0)?.meaning?;
        let &[x] = store.free_symbols(meaning).as_slice() else { return None };
        let x = store.symbol_of(x);
        Some((0..order).fold(meaning, |e, _| store.deriv(x, e)))
    }

    /// A name for a number that is computed once more, from other numbers: with bias and without.
    pub(super) fn defined_anew(&mut self, entry: Entry, meaning: Option<Expr>) -> bool {
        let store = self.session.store();
        let (Some(old), Some(new)) = (entry.meaning, meaning) else { return false };
        let is_computed = is_closed(store, old)
            && is_closed(store, new)
            && super::decimal::shown(&self.session, old).is_none()
            && super::decimal::shown(&self.session, new).is_none()
            && store.as_symbol(entry.key).is_some();
        if !is_computed
            || self.bare
            || !matches!(decide::decide(&mut self.session, old, new), decide::Found::Refuted(_))
        {
            return false;
        }
        let (name, number) = (source(&self.session, entry.key), self.line);
        let line = self.checked.lines.get(number).map_or(0, |line| line.number);
        self.checked.notes.push(format!("{name} is defined anew on line {line}"));
        if let Some(entry) = self.env.find_mut(entry.key) {
            (entry.meaning, entry.written, entry.wrong) = (Some(new), None, false);
        }
        true
    }

    /// The function and its parameters in `f(x, y)`.
    pub(super) fn function_head(&self, e: Expr) -> Option<(Name, Vec<Name>)> {
        let store = self.session.store();
        let Op::Apply(f, orders) = store.op(e) else { return None };
        if !orders.is_none() || store.function(f).is_some() {
            return None;
        }
        let params: Option<Vec<Name>> =
            store.children(e).iter().map(|&arg| store.as_symbol(arg)).collect();
        params.map(|params| (f, params))
    }
}
