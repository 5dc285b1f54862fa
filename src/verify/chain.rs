//! Follows chains of claims: which line is the first wrong one, and what is right given what went
//! before.

use super::decide::source;
use super::diagnose::{Case, diagnose};
use super::env::{Entry, Env, Mode, is_opaque, opaque};
use super::judge::{Judged, judge, substitution};
use super::outcome::{Chain, Checked, Line, Step, Truth, Verdict};
use super::read::{ReadMember, ReadStatement, Reading, Row};
use super::{decide, equation, ocr};
use crate::diag::Span;
use crate::expr::{Expr, Name, Op, Rel};
use crate::latex::rows::Link;
use crate::session::Session;

/// What a member of a chain is worth for what follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Status {
    /// It equals the start of the chain.
    Good,
    /// It does not, or comes from a wrong value.
    Bad,
    /// Not known.
    Open,
}

/// A member of the chain that is being followed.
#[derive(Clone, Copy, Debug)]
struct Node {
    e: Expr,
    status: Status,
    /// The step that claimed it: line and index.
    step: Option<(usize, usize)>,
    /// Was it judged false itself?
    false_itself: bool,
}

/// The chain that is being followed.
#[derive(Default)]
struct Open {
    nodes: Vec<Node>,
    /// The name that it computes.
    key: Option<Expr>,
}

/// Checks one derivation.
pub(super) struct Checker {
    pub(super) session: Session,
    reading: Reading,
    env: Env,
    /// Are these lines without a document around them?
    bare: bool,
    open: Open,
    /// The equation that is being solved.
    equation: Option<(Expr, Expr)>,
    checked: Checked,
    line: usize,
}

impl Checker {
    pub(super) fn new(session: Session, reading: Reading, bare: bool) -> Self {
        Self {
            session,
            reading,
            env: Env::default(),
            bare,
            open: Open::default(),
            equation: None,
            checked: Checked::default(),
            line: 0,
        }
    }

    /// Takes an equation that is given.
    pub(super) fn give(&mut self, key: Expr, value: Expr) {
        let store = self.session.store();
        if let Some((f, params)) = self.function_head(key) {
            self.env.define_function(f, params, value);
        } else if store.as_symbol(key).is_some() || is_opaque(store, key) {
            self.env.define(key, Some(value), 0);
        } else {
            let store = self.session.engine.kernel.store_mut();
            let equation = store.rel(Rel::Eq, key, value);
            self.session.engine.given_equations.push(equation);
        }
    }

    pub(super) fn run(mut self, rows: &[Row]) -> Checked {
        let equations = equation::find(&self.session, rows);
        let mut index = 0;
        for row in rows {
            self.line = self.checked.lines.len();
            let says = row.statements.iter().any(|s| s.members.len() > 1 || s.label.is_some());
            if row.inline && !says && !starts_with_link(row) {
                index += row.statements.len();
                continue;
            }
            self.checked.lines.push(Line {
                span: row.span,
                number: row.number,
                column: row.column,
                text: row.text.clone(),
                verdict: Verdict::Start,
                steps: Vec::new(),
                chain: self.checked.chains.len().saturating_sub(1),
            });
            for statement in &row.statements {
                self.statement(statement, row, equations.get(index).copied().unwrap_or(false));
                index += 1;
            }
            if let (Some(line), Some(chain)) =
                (self.checked.lines.last_mut(), self.checked.chains.len().checked_sub(1))
            {
                line.chain = chain;
            }
        }
        self.close();
        self.finish()
    }

    fn finish(mut self) -> Checked {
        for line in &mut self.checked.lines {
            let all = line.steps.iter().map(|step| step.verdict);
            line.verdict = all.fold(Verdict::Start, Verdict::worse);
            // The first line of a bare chain is where it starts, if it is not wrong itself.
            if self.bare && line.number == 0 && line.verdict.holds() {
                line.verdict = Verdict::Start;
            }
        }
        for (i, chain) in self.checked.chains.iter_mut().enumerate() {
            let of_chain = |line: &Line| line.chain == i && line.verdict.is_wrong();
            chain.first_wrong = self.checked.lines.iter().position(of_chain);
        }
        self.checked.notes.append(&mut self.reading.notes);
        let mut seen = Vec::new();
        self.checked.notes.retain(|note| !seen.contains(note) && { seen.push(note.clone()); true });
        self.checked
    }

    /// Judges the statement, piece by piece where `⇒` stands between.
    fn statement(&mut self, statement: &ReadStatement, row: &Row, solves: bool) {
        for &(name, part) in &statement.named {
            self.env.define(name, Some(part), self.line);
        }
        let mut rest: &[ReadMember] = &statement.members;
        let mut first = true;
        while !rest.is_empty() {
            let is_connective =
                |m: &ReadMember| matches!(m.link, Some(Link::Implies | Link::Equivalent));
            let end = rest.iter().skip(1).position(is_connective).map_or(rest.len(), |at| at + 1);
            let (piece, after) = rest.split_at(end);
            let connective = piece.first().and_then(|m| m.link).filter(|_| {
                piece.first().is_some_and(is_connective)
            });
            let label = statement.label.filter(|_| first);
            if solves && let Some(pair) = equation::sides(piece) {
                self.solve(piece, pair, connective);
            } else {
                self.piece(piece, label, connective.is_some(), row);
            }
            first = false;
            rest = after;
        }
    }

    /// A step of solving an equation.
    fn solve(&mut self, piece: &[ReadMember], now: (Expr, Expr), link: Option<Link>) {
        let span = piece.iter().map(|m| m.span).reduce(Span::to).unwrap_or_default();
        let step = match self.equation {
            Some(before) => equation::judge(&mut self.session, before, now, link, span),
            None => Step::new(span, Verdict::Start, "an equation to be solved"),
        };
        if self.equation.is_none() {
            self.begin();
        }
        self.claim(step.verdict);
        // What follows from a false line is judged from there.
        self.equation = Some(now);
        self.record(step);
    }

    fn begin(&mut self) {
        self.close();
        self.checked.chains.push(Chain::default());
    }

    fn claim(&mut self, verdict: Verdict) {
        if let Some(chain) = self.checked.chains.last_mut()
            && verdict != Verdict::Start
        {
            chain.claims += 1;
            if verdict.is_wrong() {
                chain.conclusion = Truth::No;
            } else if chain.claims == 1 && verdict.holds() {
                chain.conclusion = Truth::Yes;
            }
        }
    }

    fn piece(
        &mut self,
        piece: &[ReadMember],
        label: Option<Expr>,
        is_new: bool,
        row: &Row,
    ) {
        let Some(head) = piece.first() else { return };
        let continues = head.link.is_some() && !is_new;
        let implied = self.bare && piece.len() == 1 && !is_new && self.line > 0;
        if continues || (implied && !self.open.nodes.is_empty()) {
            for member in piece {
                self.member(member, member.link.unwrap_or(Link::Rel(Rel::Eq)), row);
            }
            return;
        }
        // The left side of the line before, written again, goes on with it.
        let repeats = head.value.as_ref().ok().and_then(|v| v.values.first()).copied()
            == self.open.nodes.first().map(|node| node.e);
        if repeats && piece.len() > 1 && !is_new && label.is_none() && self.checked.chains.len() > 0
        {
            for member in piece.iter().skip(1) {
                self.member(member, member.link.unwrap_or(Link::Rel(Rel::Eq)), row);
            }
            return;
        }
        self.equation = None;
        self.begin();
        self.open.key = label;
        let defined = self.define(piece, label);
        let mut members = piece.iter();
        if let Some(first) = members.next() {
            self.start(first, row);
        }
        for (i, member) in members.enumerate() {
            if i == 0 && defined {
                self.defined_as(member, row);
                continue;
            }
            self.member(member, member.link.unwrap_or(Link::Rel(Rel::Eq)), row);
        }
    }

    /// The first member of a chain.
    fn start(&mut self, member: &ReadMember, row: &Row) {
        match &member.value {
            Ok(read) => {
                if let Some(&e) = read.values.first().filter(|_| read.values.len() == 1) {
                    let step = None;
                    self.open.nodes.push(Node { e, status: Status::Good, step, false_itself: false });
                }
            }
            Err(_) => self.unread(member, row),
        }
    }

    /// The right side of a definition.
    fn defined_as(&mut self, member: &ReadMember, row: &Row) {
        match &member.value {
            Ok(read) => {
                let step = Step::new(member.span, Verdict::Start, "a definition");
                let at = self.record(step);
                if let Some(&e) = read.values.first().filter(|_| read.values.len() == 1) {
                    let node =
                        Node { e, status: Status::Good, step: Some(at), false_itself: false };
                    self.open.nodes.push(node);
                    self.written(e, Status::Good);
                }
            }
            Err(_) => self.unread(member, row),
        }
    }

    /// Does the statement define its left side? Then the definition is kept.
    fn define(&mut self, piece: &[ReadMember], label: Option<Expr>) -> bool {
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
        if self.env.find(key).is_some() {
            self.open.key = Some(key);
            return false;
        }
        if is_name.is_some_and(|name| {
            store.value(name).is_some() || meaning.is_some_and(|m| store.mentions(m, name))
        }) {
            return false;
        }
        self.open.key = Some(key);
        let kept = self.env.resolve(self.session.engine.kernel.store_mut(), key, Mode::Symbolic);
        if is_name.is_none() && kept.changed && !is_opaque(self.session.store(), kept.e) {
            self.env.define(key, meaning, self.line);
            return false;
        }
        self.env.define(key, meaning, self.line);
        true
    }

    /// The function and its parameters in `f(x, y)`.
    fn function_head(&self, e: Expr) -> Option<(Name, Vec<Name>)> {
        let store = self.session.store();
        let Op::Apply(f, orders) = store.op(e) else { return None };
        if !orders.is_none() || store.function(f).is_some() {
            return None;
        }
        let params: Option<Vec<Name>> =
            store.children(e).iter().map(|&arg| store.as_symbol(arg)).collect();
        params.map(|params| (f, params))
    }

    /// A member that is claimed to follow from the one before.
    fn member(&mut self, member: &ReadMember, link: Link, row: &Row) {
        let e = match &member.value {
            Ok(read) if read.values.len() == 1 => read.values.first().copied(),
            Ok(_) => None,
            Err(_) => {
                self.unread(member, row);
                return;
            }
        };
        let Some(e) = e else { return };
        let Some(before) = self.open.nodes.last().copied() else {
            let step = Step::new(member.span, Verdict::Start, "nothing readable stands before it");
            let at = self.record(step);
            let node = Node { e, status: Status::Good, step: Some(at), false_itself: false };
            self.open.nodes.push(node);
            self.written(e, Status::Good);
            return;
        };
        let mut judged = judge(&mut self.session, &self.env, before.e, link, e, member.span);
        let mut status = Status::Good;
        if before.status == Status::Bad || judged.step.verdict.is_wrong() {
            (judged, status) = self.after_mistake(judged, before, link, e, member.span);
        }
        if judged.step.verdict == Verdict::Refuted
            || (judged.step.verdict == Verdict::Undecided && status == Status::Good)
        {
            self.as_substitution(&mut judged, before.e, e);
        }
        let mut false_itself = false;
        match judged.step.verdict {
            Verdict::Refuted => {
                (status, false_itself) = (Status::Bad, true);
                self.explain(&mut judged, before.e, e, member, row);
            }
            Verdict::Undecided => status = Status::Open,
            verdict if verdict.holds() && (status == Status::Bad || judged.tainted) => {
                status = Status::Bad;
                let step = &mut judged.step;
                step.reason = format!("right from its own input ({})", step.reason);
                step.verdict = Verdict::WrongUpstream;
                self.true_value(&mut judged, e);
            }
            _ => {}
        }
        // An inequality is no equal value to go on with, but the next sign compares with it.
        let verdict = judged.step.verdict;
        let at = self.record(judged.step);
        self.claim(verdict);
        self.open.nodes.push(Node { e, status, step: Some(at), false_itself });
        self.written(e, status);
    }

    /// After a wrong member: perhaps the next one goes on from where all was right.
    fn after_mistake(
        &mut self,
        judged: Judged,
        before: Node,
        link: Link,
        e: Expr,
        span: Span,
    ) -> (Judged, Status) {
        let status = if before.status == Status::Bad { Status::Bad } else { Status::Good };
        let good = self.open.nodes.iter().rev().find(|node| node.status == Status::Good).copied();
        let Some(good) = good.filter(|_| before.status == Status::Bad) else {
            return (judged, status);
        };
        let again = judge(&mut self.session, &self.env, good.e, link, e, span);
        if !again.step.verdict.holds() || again.tainted || again.step.verdict == Verdict::Start {
            return (judged, status);
        }
        if before.false_itself
            && !judged.step.verdict.holds()
            && let Some((line, step)) = before.step
            && let Some(step) =
                self.checked.lines.get_mut(line).and_then(|line| line.steps.get_mut(step))
        {
            step.verdict = Verdict::Slip;
            step.reason = format!("{}; what follows does not use it", step.reason);
        }
        let mut again = again;
        again.step.reason = format!("from the last right line: {}", again.step.reason);
        (again, Status::Good)
    }

    /// Numbers put in place of names that have none yet.
    fn as_substitution(&mut self, judged: &mut Judged, a: Expr, b: Expr) {
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
    fn named_by_number(&self, value: Expr) -> Option<Expr> {
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
    fn explain(
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
        let repairs = self.repairs(a, member, row);
        judged.step.candidates.extend(repairs);
        if let Some(entry) = self.open.key.and_then(|key| self.env.find(key)).copied() {
            self.against_the_line_above(judged, entry, b);
        }
    }

    /// Readings of a garbled scan that would be right.
    fn repairs(&mut self, before: Expr, member: &ReadMember, row: &Row) -> Vec<String> {
        let (reading, env) = (&self.reading, &self.env);
        let failed = ocr::Failed { reading, env, before, member, row };
        ocr::repairs(&mut self.session, &failed)
    }

    /// A result that contradicts what was written for the same name before.
    fn against_the_line_above(&self, judged: &mut Judged, entry: Entry, b: Expr) {
        if let Some(written) = entry.written.filter(|&written| written != b) {
            let text = source(&self.session, written);
            judged.step.reason = format!("{}; it contradicts {text} above", judged.step.reason);
        }
    }

    /// Says what the value would be without the mistakes before.
    fn true_value(&mut self, judged: &mut Judged, e: Expr) {
        if !decide::is_number(&self.session, e) {
            return;
        }
        let start = self.open.nodes.first().map(|node| node.e).or(self.open.key);
        let Some(start) = self.open.key.or(start) else { return };
        let store = self.session.engine.kernel.store_mut();
        let full = self.env.resolve(store, start, Mode::True).e;
        let full = opaque(store, full);
        if !store.is_closed(full) {
            return;
        }
        let Ok(opened) = self.session.engine.opened(full) else { return };
        let body = self.session.engine.kernel.rhs(opened);
        let store = self.session.engine.kernel.store_mut();
        if let Ok(number) = crate::eval::value(store, body, &[], crate::eval::Request::Digits(5)) {
            judged.step.reason = format!("{}; the true value is {}", judged.step.reason, number.text);
        }
    }

    /// Remembers the number that a chain arrives at.
    fn written(&mut self, e: Expr, status: Status) {
        let store = self.session.store();
        let is_value = store.is_closed(e) && super::decimal::shown(&self.session, e).is_some();
        let Some(key) = self.open.key else { return };
        let line = self.line;
        if let Some(entry) = self.env.find_mut(key) {
            if is_value {
                entry.written = Some(e);
                entry.wrong = status == Status::Bad;
            } else if entry.meaning.is_none() && e != key {
                entry.meaning = Some(e);
            }
            entry.line = entry.line.min(line);
        }
    }

    /// A member that could not be read, or not be computed with.
    fn unread(&mut self, member: &ReadMember, row: &Row) {
        let Err(unread) = &member.value else { return };
        let inline = row.inline || unread.is_words;
        let verdict = match (inline, unread.is_foreign) {
            (true, _) => Verdict::Start,
            (false, true) => Verdict::Undecided,
            (false, false) => Verdict::Unreadable,
        };
        let mut step = Step::new(member.span, verdict, unread.message.clone());
        step.mark = Some(unread.span);
        if unread.is_words {
            // What words stand for is not known; numbers after them are a new start.
            self.open.nodes.clear();
        } else if verdict == Verdict::Unreadable
            && let Some(before) = self.open.nodes.last().map(|node| node.e)
        {
            step.candidates = self.repairs(before, member, row);
        }
        self.claim(verdict);
        self.record(step);
    }

    fn record(&mut self, step: Step) -> (usize, usize) {
        match self.checked.lines.get_mut(self.line) {
            Some(line) => {
                line.steps.push(step);
                (self.line, line.steps.len() - 1)
            }
            None => (self.line, 0),
        }
    }

    /// Ends a chain: are its ends equal, and is what it arrives at true?
    fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        let (Some(first), Some(last)) = (open.nodes.first(), open.nodes.last()) else { return };
        let is_wrong = open.nodes.iter().any(|node| node.status == Status::Bad);
        let is_open = open.nodes.iter().any(|node| node.status == Status::Open);
        let equal = if open.nodes.len() < 2 {
            Truth::Unknown
        } else if !is_wrong && !is_open {
            Truth::Yes
        } else if last.status == Status::Good && !is_open {
            Truth::Yes
        } else {
            let link = Link::Rel(Rel::Eq);
            let span = Span::default();
            let judged = judge(&mut self.session, &self.env, first.e, link, last.e, span);
            match judged.step.verdict {
                Verdict::Undecided => Truth::Unknown,
                verdict if verdict.holds() && !judged.tainted => Truth::Yes,
                _ => Truth::No,
            }
        };
        if let Some(chain) = self.checked.chains.last_mut() {
            chain.endpoints = equal;
            chain.conclusion = equal;
        }
    }
}

fn starts_with_link(row: &Row) -> bool {
    let first = row.statements.first().and_then(|s| s.members.first());
    first.is_some_and(|member| member.link.is_some())
}
