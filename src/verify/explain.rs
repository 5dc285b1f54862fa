//! What is said about a claim beyond its verdict: numbers that were put in, slips, repairs, and the
//! value that would be true.

use super::chain::Checker;
use super::decide::is_closed;
use super::decide::{self, source};
use super::diagnose::{Case, diagnose};
use super::env::{Entry, Mode, opaque};
use super::judge::{Judged, substitution};
use super::ocr;
use super::outcome::{Step, Verdict};
use super::read::{ReadMember, Row};
use crate::expr::{Expr, Rel};

impl Checker {
    /// Numbers put in place of names that have none yet.
    pub(super) fn as_substitution(&mut self, judged: &mut Judged, a: Expr, b: Expr) {
        let Some(found) = substitution(&mut self.session, a, b) else { return };
        if found.iter().any(|&(key, _)| self.env.find(key).is_some()) {
            return;
        }
        let mut conditions = Vec::new();
        for &(key, value) in &found {
            let store = self.session.engine.kernel.store_mut();
            let equal = store.rel(Rel::Eq, key, value);
            conditions.push(source(&self.session, equal));
            let meaning = self.named_by_number(value).unwrap_or(value);
            self.env.define(key, Some(meaning), self.line);
            let wrong = self.env.find(meaning).is_some_and(|entry| entry.wrong);
            if let Some(entry) = self.env.find_mut(key) {
                (entry.written, entry.wrong) = (Some(value), wrong);
            }
            judged.tainted |= wrong;
            if meaning != value {
                let (key, name) = (source(&self.session, key), source(&self.session, meaning));
                let number = source(&self.session, value);
                self.checked.notes.push(format!(
                    "{key} is taken to be {name}, by the number {number} that was put in"
                ));
            }
        }
        judged.step = Step::new(
            judged.step.span,
            Verdict::ProvedIf,
            format!("numbers in place of names: {}", conditions.join(", ")),
        );
        judged.step.conditions = conditions;
    }

    /// The one name for which this number, with its places, was computed.
    pub(super) fn named_by_number(&self, value: Expr) -> Option<Expr> {
        let store = self.session.store();
        let (_, places) = store.number(value)?;
        if places.is_none_or(|places| places < 3) {
            return None;
        }
        let mut found = self.env.entries.iter().filter(|entry| entry.written == Some(value));
        match (found.next(), found.next()) {
            (Some(entry), None) => Some(entry.key),
            _ => None,
        }
    }

    /// What is the likely slip, and what would be right?
    pub(super) fn explain(
        &mut self,
        judged: &mut Judged,
        a: Expr,
        b: Expr,
        member: &ReadMember,
        row: &Row,
    ) {
        let places = member.value.as_ref().map(|read| read.places.clone()).unwrap_or_default();
        let case = Case { a, b, sides: judged.sides, env: &self.env, places: &places };
        let found = diagnose(&mut self.session, &case);
        judged.step.mark = found.mark;
        if let Some(diagnosis) = found.diagnosis {
            judged.step.reason = format!("{}: {}", diagnosis.title, judged.step.reason);
            judged.step.slip = Some(diagnosis);
        }
        if let Some((key, meaning)) = found.meant {
            // A wrong name in a formula: what was meant is known.
            if let Some(entry) = self.open.key.and_then(|key| self.env.find_mut(key)) {
                entry.meaning = Some(meaning);
            }
            judged.step.candidates.push(key);
        }
        let repairs = self.repairs(a, member, row, found.repair);
        judged.step.candidates.extend(repairs);
        if let Some(entry) = self.open.key.and_then(|key| self.env.find(key)).copied() {
            self.against_the_line_above(judged, entry, b);
        }
    }

    /// Readings of a garbled scan that would be right.
    pub(super) fn repairs(
        &mut self,
        before: Expr,
        member: &ReadMember,
        row: &Row,
        known: Option<Expr>,
    ) -> Vec<String> {
        let (reading, env) = (&self.reading, &self.env);
        let failed = ocr::Failed { reading, env, before, member, row, known };
        ocr::repairs(&mut self.session, &failed)
    }

    /// A result that contradicts what was written for the same name before.
    pub(super) fn against_the_line_above(&self, judged: &mut Judged, entry: Entry, b: Expr) {
        if let Some(written) = entry.written.filter(|&written| written != b) {
            let text = source(&self.session, written);
            judged.step.reason = format!("{}; it contradicts {text} above", judged.step.reason);
        }
    }

    /// Says what the value would be without the mistakes before.
    pub(super) fn true_value(&mut self, judged: &mut Judged, e: Expr) {
        if !decide::is_number(&self.session, e) {
            return;
        }
        let start = self.open.nodes.first().map(|node| node.e).or(self.open.key);
        let Some(start) = self.open.key.or(start) else { return };
        let store = self.session.engine.kernel.store_mut();
        let full = self.env.resolve(store, start, Mode::True).e;
        let full = opaque(store, full);
        if !is_closed(store, full) {
            return;
        }
        let Ok(opened) = self.session.engine.opened(full) else { return };
        let body = self.session.engine.kernel.rhs(opened);
        let store = self.session.engine.kernel.store_mut();
        if let Ok(number) = crate::eval::value(store, body, &[], crate::eval::Request::Digits(5)) {
            judged.step.reason =
                format!("{}; the true value is {}", judged.step.reason, number.text);
        }
    }
}
