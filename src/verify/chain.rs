//! Follows chains of claims: which line is the first wrong one, and what is right given what went
//! before.

use super::decide::is_closed;
use super::decide::is_number;
use super::env::{Env, is_opaque};
use super::equation;
use super::judge::{Judged, judge};
use super::outcome::{Chain, Checked, Line, Step, Truth, Verdict};
use super::read::{ReadMember, ReadStatement, Reading, Row};
use crate::diag::Span;
use crate::expr::{Expr, Rel};
use crate::latex::rows::Link;
use crate::session::Session;

/// What a member of a chain is worth for what follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Status {
    /// It equals the start of the chain.
    Good,
    /// It does not, or comes from a wrong value.
    Bad,
    /// Not known.
    Open,
}

/// A member of the chain that is being followed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) e: Expr,
    status: Status,
    /// The step that claimed it: line and index.
    step: Option<(usize, usize)>,
    /// Was it judged false itself?
    false_itself: bool,
}

/// The chain that is being followed.
#[derive(Default)]
pub(super) struct Open {
    pub(super) nodes: Vec<Node>,
    /// The name that it computes.
    pub(super) key: Option<Expr>,
    /// Does something other than an equals sign stand in it?
    compares: bool,
}

/// Checks one derivation.
pub(super) struct Checker {
    pub(super) session: Session,
    pub(super) reading: Reading,
    pub(super) env: Env,
    /// Are these lines without a document around them?
    pub(super) bare: bool,
    pub(super) open: Open,
    /// The equation that is being solved.
    equation: Option<(Expr, Expr)>,
    pub(super) checked: Checked,
    /// The index of the line that is looked at.
    pub(super) line: usize,
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
        self.checked.notes.retain(|note| {
            !seen.contains(note) && {
                seen.push(note.clone());
                true
            }
        });
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
            let connective = piece
                .first()
                .and_then(|m| m.link)
                .filter(|_| piece.first().is_some_and(is_connective));
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

    fn piece(&mut self, piece: &[ReadMember], label: Option<Expr>, is_new: bool, row: &Row) {
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
        let last = self.open.nodes.last().map(|node| node.e);
        let is_done = last.is_some_and(|e| is_number(&self.session, e));
        let repeats = !is_done
            && head.value.as_ref().ok().and_then(|v| v.values.first()).copied()
                == self.open.nodes.first().map(|node| node.e);
        if repeats
            && piece.len() > 1
            && !is_new
            && label.is_none()
            && !self.checked.chains.is_empty()
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
                    self.open.nodes.push(Node {
                        e,
                        status: Status::Good,
                        step,
                        false_itself: false,
                    });
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
            Err(_) => {
                self.unread(member, row);
                // What the name stands for is not known, so nothing is claimed of it.
                self.open.nodes.clear();
            }
        }
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
        self.open.compares |= !matches!(link, Link::Rel(Rel::Eq) | Link::Approx);
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

    /// Remembers the number that a chain arrives at.
    fn written(&mut self, e: Expr, status: Status) {
        let store = self.session.store();
        let is_value = is_closed(store, e) && super::decimal::shown(&self.session, e).is_some();
        let Some(key) = self.open.key else { return };
        let line = self.line;
        if let Some(entry) = self.env.find_mut(key) {
            if is_value {
                entry.written = Some(e);
                entry.wrong = status == Status::Bad;
            } else if entry.meaning.is_none() && e != key && status != Status::Open {
                entry.meaning = Some(e);
            }
            entry.line = entry.line.min(line);
        }
    }

    /// A member that could not be read, or not be computed with.
    fn unread(&mut self, member: &ReadMember, row: &Row) {
        let Err(unread) = &member.value else { return };
        let inline = row.inline || unread.is_words || member.link == Some(Link::Other);
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
            step.candidates = self.repairs(before, member, row, None);
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
        } else if last.status == Status::Good && !is_open && !open.compares {
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
            chain.conclusion = if !open.compares {
                equal
            } else if is_wrong {
                Truth::No
            } else if is_open {
                Truth::Unknown
            } else {
                Truth::Yes
            };
        }
    }
}

fn starts_with_link(row: &Row) -> bool {
    let first = row.statements.first().and_then(|s| s.members.first());
    first.is_some_and(|member| member.link.is_some())
}
