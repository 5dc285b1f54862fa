//! A derivation's lines as statements whose members are expressions, as far as they can be read.

use crate::diag::{Diagnostic, Span};
use crate::expr::{Expr, Op, Rel, Store};
use crate::latex::document::{Language, Part, macros, parts};
use crate::latex::rows::{Link, Member, Statement, rows, statements};
use crate::latex::token::{Macros, Tok, Token, tokens};
use crate::latex::tree::{Kind, NodeId};
use crate::latex::{Lowered, Names, Trouble, formula, lower, names_of, notice};
use crate::library::Library;
use crate::session::Session;
use crate::strategy::Claim;
use crate::syntax::{
    Parsed, Signature, Statement as Given, Vocabulary, parse_given, parse_value_in,
};

/// A derivation that is to be checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// A document.
    Document {
        /// Its text.
        text: String,
        /// Its language.
        language: Language,
    },
    /// Lines of LaTeX, without anything around them.
    Lines(Vec<String>),
}

/// A member of a statement.
#[derive(Clone, Debug)]
pub(super) struct ReadMember {
    pub(super) link: Option<Link>,
    pub(super) span: Span,
    pub(super) value: Result<Lowered, Unread>,
}

/// Why a member was not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Unread {
    pub(super) span: Span,
    pub(super) message: String,
    /// It can be read, but not be computed with.
    pub(super) is_foreign: bool,
    /// It says something in words.
    pub(super) is_words: bool,
}

impl From<Trouble> for Unread {
    fn from(trouble: Trouble) -> Self {
        Self {
            span: trouble.span,
            message: trouble.to_string(),
            is_foreign: trouble.code() == "not-supported",
            is_words: trouble.code() == "words",
        }
    }
}

impl From<&Diagnostic> for Unread {
    fn from(diagnostic: &Diagnostic) -> Self {
        Self {
            span: diagnostic.span,
            message: diagnostic.message.clone(),
            is_foreign: false,
            is_words: false,
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct ReadStatement {
    pub(super) label: Option<Expr>,
    pub(super) members: Vec<ReadMember>,
    pub(super) named: Vec<(Expr, Expr)>,
}

/// A line of the writer.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) span: Span,
    pub(super) number: usize,
    pub(super) column: usize,
    pub(super) text: String,
    /// Is it a formula within a sentence?
    pub(super) inline: bool,
    /// What stands on the next row without any sign before it.
    pub(super) stray: Vec<String>,
    pub(super) statements: Vec<ReadStatement>,
}

/// A function of the library that the writer defines to be something else: its name, the number of
/// its arguments, and whether the definition in force is the writer's.
#[derive(Clone, Debug)]
pub(super) struct Shadow {
    name: String,
    arity: usize,
    row: usize,
    own: bool,
}

/// The library, with the writer's functions in the place of those of the same name.
pub(super) struct Own<'l> {
    library: &'l mut Library,
    shadows: &'l [Shadow],
    row: usize,
}

impl Vocabulary for Own<'_> {
    fn function(&mut self, store: &mut Store, name: &str) -> Option<Signature> {
        let in_force = self.shadows.iter().rev().find(|s| s.name == name && s.row <= self.row);
        match in_force {
            Some(shadow) if shadow.own => {
                let name = store.name(&format!("{name}_own"));
                Some(Signature { name, required: shadow.arity, defaults: Vec::new() })
            }
            Some(_) | None => self.library.function(store, name),
        }
    }

    fn names(&self) -> Vec<&str> {
        self.library.names()
    }
}

/// The reader of one derivation.
pub(super) struct Reading {
    pub(super) names: Names,
    shadows: Vec<Shadow>,
    /// The row that is read.
    pub(super) row: usize,
    pub(super) notes: Vec<String>,
}

/// A line before it is read: its tokens, and where it stands.
struct Raw<'a> {
    tokens: Vec<Token<'a>>,
    number: usize,
    base: usize,
    text: &'a str,
    inline: bool,
    stray: Vec<String>,
}

impl Reading {
    pub(super) fn new() -> Self {
        let names = names_of(&Library::new());
        Self { names, shadows: Vec::new(), row: 0, notes: Vec::new() }
    }

    /// The value that tokens stand for.
    pub(super) fn value(
        &self,
        session: &mut Session,
        tokens: &[Token<'_>],
    ) -> Result<Lowered, Trouble> {
        let parsed = formula(tokens, &self.names)?;
        let engine = &mut session.engine;
        let mut own = Own { library: &mut engine.library, shadows: &self.shadows, row: self.row };
        lower(&parsed, engine.kernel.store_mut(), &mut own)
    }

    /// Reads lines of LaTeX that stand alone.
    pub(super) fn lines(&mut self, session: &mut Session, lines: &[String]) -> Vec<Row> {
        let macros = Macros::default();
        let raw = lines.iter().enumerate().map(|(number, text)| {
            let mut tokens = tokens(text, 0, &macros);
            // Rows in one line are one line.
            let all = rows(&tokens);
            tokens = all.concat();
            Raw { tokens, number, base: 0, text, inline: false, stray: Vec::new() }
        });
        self.rows(session, raw.collect())
    }

    /// Reads a document in LaTeX or Markdown.
    pub(super) fn document(
        &mut self,
        session: &mut Session,
        text: &str,
        language: Language,
    ) -> Vec<Row> {
        let macros = macros(text);
        let mut raw = Vec::new();
        for part in parts(text, language) {
            match part {
                Part::Remark(span) => {
                    for one in span.text(text).split(';').map(str::trim).filter(|t| !t.is_empty()) {
                        if let Err(diagnostic) = given(session, one) {
                            self.notes
                                .push(format!("not understood: {one}: {}", diagnostic.message));
                        }
                    }
                }
                Part::Formula { span, display } => {
                    let tokens = tokens(span.text(text), span.start, &macros);
                    for (tokens, stray) in joined(rows(&tokens)) {
                        let stray = stray.iter().map(|span| span.text(text).to_owned()).collect();
                        raw.push(Raw { tokens, number: 0, base: 1, text, inline: !display, stray });
                    }
                }
            }
        }
        self.rows(session, raw)
    }

    fn rows(&mut self, session: &mut Session, raw: Vec<Raw<'_>>) -> Vec<Row> {
        let all: Vec<Vec<Statement<'_>>> = raw.iter().map(|raw| statements(&raw.tokens)).collect();
        for statement in all.iter().flatten() {
            self.look_at(statement);
        }
        self.find_shadows(&all);
        let mut out = Vec::with_capacity(raw.len());
        for (index, (raw, statements)) in raw.iter().zip(all).enumerate() {
            self.row = index;
            let spans = raw.tokens.iter().map(|t| t.span);
            let Some(span) = spans.reduce(Span::to) else { continue };
            let before = raw.text.get(..span.start).unwrap_or("");
            let number = if raw.base == 1 { before.matches('\n').count() + 1 } else { raw.number };
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            let column = before.get(line_start..).unwrap_or("").chars().count() + 1;
            let text = span.text(raw.text).trim().to_owned();
            let mut statements: Vec<ReadStatement> =
                statements.into_iter().map(|s| self.statement(session, s)).collect();
            if !raw.stray.is_empty()
                && let Some(last) = statements.last_mut().and_then(|s| s.members.last_mut())
            {
                let message = "it goes on in the next row, without a sign".to_owned();
                last.value =
                    Err(Unread { span: last.span, message, is_foreign: false, is_words: false });
            }
            let (inline, stray) = (raw.inline, raw.stray.clone());
            out.push(Row { span, number, column, text, inline, stray, statements });
        }
        out
    }

    fn look_at(&mut self, statement: &Statement<'_>) {
        let mut line: Vec<Token<'_>> = Vec::new();
        if let Some(first) = statement.label.first() {
            line.clone_from(&statement.label);
            let colon = Tok::Char(':');
            line.push(Token { kind: colon, ..*first });
            notice(&line, true, &mut self.names);
            line.clear();
        }
        for member in &statement.members {
            if member.link.is_some()
                && let Some(first) = member.tokens.first()
            {
                let equals = Tok::Char('=');
                line.push(Token { kind: equals, ..*first });
            }
            line.extend(&member.tokens);
        }
        let is_start = statement.members.first().is_some_and(|m| m.link.is_none());
        notice(&line, is_start, &mut self.names);
    }

    /// Names of the library that the writer defines to be something else, from there on.
    fn find_shadows(&mut self, all: &[Vec<Statement<'_>>]) {
        let mut found = Vec::new();
        for (row, statement) in
            all.iter().enumerate().flat_map(|(i, row)| row.iter().map(move |s| (i, s)))
        {
            let [head, body, ..] = statement.members.as_slice() else { continue };
            let is_equation = matches!(body.link, Some(Link::Rel(Rel::Eq) | Link::Define));
            let is_symbol = head.tokens.first().is_some_and(|t| match t.kind {
                Tok::Letter(_) => true,
                Tok::Command(name) => crate::notation::is_greek(name),
                _ => false,
            });
            if head.link.is_none() && is_equation && is_symbol && head.tokens.len() <= 12 {
                found.extend(self.shadow(head, body, row));
            }
        }
        // The library's own definition matters only after another one.
        for shadow in found {
            if shadow.own {
                let name = &shadow.name;
                self.notes.push(format!("{name} is what the derivation defines it to be"));
            }
            if shadow.own || self.shadows.iter().any(|known| known.name == shadow.name) {
                self.shadows.push(shadow);
            }
        }
    }

    /// What the definition of a name of the library says, with single names as arguments.
    fn shadow(&self, head: &Member<'_>, body: &Member<'_>, row: usize) -> Option<Shadow> {
        let parsed = formula(&head.tokens, &self.names).ok()?;
        let node = parsed.tree.node(parsed.root);
        let Kind::Call(name, orders) = &node.kind else { return None };
        let is_name = |&id: &NodeId| matches!(parsed.tree.node(id).kind, Kind::Name(_));
        if !orders.is_empty() || !self.names.is_library(name) || !node.children.iter().all(is_name)
        {
            return None;
        }
        let mut scratch = Session::new();
        let left = self.value(&mut scratch, &head.tokens).ok()?;
        let right = self.value(&mut scratch, &body.tokens).ok()?;
        let (&[a], &[b]) = (left.values.as_slice(), right.values.as_slice()) else { return None };
        let own = !matches!(scratch.engine.decide(a, b), Claim::Proved(_));
        Some(Shadow { name: name.clone(), arity: node.children.len(), row, own })
    }

    fn statement(&self, session: &mut Session, statement: Statement<'_>) -> ReadStatement {
        let one = |session: &mut Session, tokens: &[Token<'_>]| {
            self.value(session, tokens).ok().and_then(|read| read.values.first().copied())
        };
        let label = one(session, &statement.label)
            .filter(|&e| session.store().as_symbol(e).is_some() && !statement.label.is_empty());
        let mut named = Vec::new();
        for (part, name) in &statement.named {
            if let (Some(part), Some(name)) = (one(session, part), one(session, name)) {
                named.push((name, part));
            }
        }
        let mut members = Vec::with_capacity(statement.members.len());
        for member in statement.members {
            let spans = member.tokens.iter().map(|t| t.span);
            let span = spans.reduce(Span::to).unwrap_or_default();
            let value = self.value(session, &member.tokens).map_err(Unread::from);
            members.push(ReadMember { link: member.link, span, value });
        }
        ReadStatement { label, members, named }
    }
}

/// The rows of a display, with those that only go on joined to the ones before. A row without any
/// sign is kept apart: it is hardly meant to be a row.
fn joined(rows: Vec<Vec<Token<'_>>>) -> Vec<(Vec<Token<'_>>, Vec<Span>)> {
    let links: Vec<bool> = rows
        .iter()
        .map(|row| {
            let parts = statements(row);
            parts.len() > 1
                || parts.iter().any(|s| s.members.len() > 1 || !s.label.is_empty())
                || parts.iter().flat_map(|s| &s.members).any(|m| m.link.is_some())
        })
        .collect();
    let starts: Vec<bool> = rows
        .iter()
        .map(|row| {
            let first = statements(row).into_iter().next();
            first.and_then(|s| s.members.into_iter().next()).is_some_and(|m| m.link.is_some())
        })
        .collect();
    let mut out: Vec<(Vec<Token<'_>>, Vec<Span>)> = Vec::new();
    for (i, row) in rows.into_iter().enumerate() {
        let goes_on = matches!(
            row.first().map(|t| t.kind),
            Some(Tok::Char('+' | '-' | '/') | Tok::Command("cdot" | "times"))
        );
        let is_start = starts.get(i + 1).copied().unwrap_or(false);
        let has_link = links.get(i).copied().unwrap_or(false);
        match out.last_mut() {
            Some(last) if goes_on => last.0.extend(row),
            Some(last) if !has_link && !is_start => {
                last.1.extend(row.iter().map(|t| t.span).reduce(Span::to));
            }
            _ => out.push((row, Vec::new())),
        }
    }
    out
}

/// Takes one thing that is given, in the expression language.
pub(super) fn given(session: &mut Session, text: &str) -> Result<Option<(Expr, Expr)>, Diagnostic> {
    let engine = &mut session.engine;
    let (store, library) = (engine.kernel.store_mut(), &mut engine.library);
    let parsed = parse_given(text, store, library, &mut session.scope);
    if let Some(diagnostic) = parsed.diagnostics.into_iter().next() {
        return Err(diagnostic);
    }
    let mut equation = None;
    for spanned in parsed.statements {
        match spanned.statement {
            Given::Command(_) => {}
            Given::Assume(e) if session.store().op(e) == Op::Rel(Rel::Eq) => {
                equation = session.store().pair(e);
            }
            other => session.learn(&other),
        }
    }
    Ok(equation)
}

/// Reads a derivation in the expression language: `A = B`, then lines that begin with `=`.
pub(super) fn own_language(session: &mut Session, text: &str) -> Vec<Row> {
    let mut out = Vec::new();
    let mut start = 0;
    for (i, line) in text.split_inclusive('\n').enumerate() {
        let body = line.split('#').next().unwrap_or("").trim_end();
        let offset = body.len() - body.trim_start().len();
        let span = Span::new(start + offset, start + body.len());
        start += line.len();
        if body.trim().is_empty() {
            continue;
        }
        if body.contains(":=") || body.trim().starts_with("assume") || declares(body) {
            // Definitions and assumptions are given.
            if given(session, body.trim()).is_ok() {
                continue;
            }
        }
        let mut members = Vec::new();
        let mut at = span.start;
        for (j, part) in body.trim_start().split('=').enumerate() {
            let place = Span::new(at + part.len() - part.trim_start().len(), at + part.len());
            at += part.len() + 1;
            if j == 0 && part.trim().is_empty() {
                continue;
            }
            let engine = &mut session.engine;
            let (store, library) = (engine.kernel.store_mut(), &mut engine.library);
            let (e, parsed) = parse_value_in(part.trim(), store, library, &mut session.scope);
            let link = (j > 0).then_some(Link::Rel(Rel::Eq));
            let value = e.map(|e| lowered(e, &parsed, place)).ok_or_else(|| {
                let first = parsed.diagnostics.first();
                first.map_or_else(
                    || Unread {
                        span: place,
                        message: "this is no value".into(),
                        is_foreign: false,
                        is_words: false,
                    },
                    |d| {
                        let unread = Unread::from(d);
                        let span = Span::new(
                            place.start + unread.span.start,
                            place.start + unread.span.end,
                        );
                        Unread { span, ..unread }
                    },
                )
            });
            members.push(ReadMember { link, span: place, value });
        }
        let statement = ReadStatement { label: None, members, named: Vec::new() };
        out.push(Row {
            span,
            number: i + 1,
            column: offset + 1,
            text: body.trim().to_owned(),
            inline: false,
            stray: Vec::new(),
            statements: vec![statement],
        });
    }
    out
}

fn declares(line: &str) -> bool {
    line.contains(':') || line.contains('<') || line.contains('>') || line.contains("!=")
}

fn lowered(e: Expr, parsed: &Parsed, place: Span) -> Lowered {
    let places = parsed
        .spans
        .iter()
        .map(|&(e, span)| (e, Span::new(place.start + span.start, place.start + span.end)));
    Lowered { values: vec![e], places: places.collect() }
}
