//! The state of one reading: tokens, stacks, messages, and what is known about names.

use std::borrow::Cow;

use super::error::ErrorKind;
use super::frame::{Call, Frame, Operand, Ranges};
use super::names::canonical;
use super::primitive::{self, Primitive};
use super::recursion::Open;
use super::report::Report;
use super::statement::{Sort, Spanned, Statement};
use super::token::{Tok, Token, describe};
use super::usage::Usages;
use super::vocabulary::{Scope, Signature, Vocabulary};
use crate::diag::Span;
use crate::expr::{Constant, Expr, Name, Op, Store};

/// Reads one input.
pub(super) struct Reader<'a> {
    pub(super) source: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) pos: usize,
    pub(super) store: &'a mut Store,
    pub(super) vocabulary: &'a mut dyn Vocabulary,
    pub(super) scope: &'a mut Scope,
    pub(super) report: Report,
    pub(super) notes: Vec<String>,
    pub(super) spans: Vec<(Expr, Span)>,
    pub(super) statements: Vec<Spanned>,
    /// The parameters of the definition that is being read.
    pub(super) params: Vec<Name>,
    /// The recursion that is being read.
    pub(super) open_recursion: Option<Open>,
    // The stacks of the expression that is being read.
    pub(super) operands: Vec<Operand>,
    pub(super) frames: Vec<Frame>,
    pub(super) calls: Vec<Call>,
    /// Sums that wait for their ranges or their body.
    pub(super) ranges: Vec<Ranges>,
    /// For each open bracket, from the outside: is it a bar?
    pub(super) open: Vec<bool>,
    /// Variables of the waiting derivatives.
    pub(super) variables: Vec<Expr>,
    /// Finished comparisons of the waiting chains.
    pub(super) conditions: Vec<Expr>,
    /// How names are used in the whole input; counted when it is first asked for.
    usages: Option<Usages>,
    /// Is `A = B` by itself an assumption? Otherwise it is a mistake: it could be meant otherwise.
    pub(super) assumes_equations: bool,
    /// Are parameters variables of their own, which no name of the user's can be mistaken for?
    pub(super) hides_params: bool,
}

/// What a name stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    Constant(Constant),
    Primitive(Primitive),
    Function(Signature),
    /// Declared as a function, without a body.
    Unknown,
    /// Known to be a number: a parameter, a defined value, a name in an assumption.
    Number,
    /// Nothing is known.
    Free,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        source: &'a str,
        store: &'a mut Store,
        vocabulary: &'a mut dyn Vocabulary,
        scope: &'a mut Scope,
    ) -> Self {
        let mut report = Report::default();
        let tokens = super::lexer::tokens(source, &mut report);
        Self {
            source,
            spans: Vec::with_capacity(tokens.len()),
            tokens,
            pos: 0,
            store,
            vocabulary,
            scope,
            report,
            notes: Vec::new(),
            statements: Vec::new(),
            params: Vec::new(),
            open_recursion: None,
            operands: Vec::with_capacity(16),
            frames: Vec::with_capacity(16),
            calls: Vec::new(),
            ranges: Vec::new(),
            open: Vec::new(),
            variables: Vec::new(),
            conditions: Vec::new(),
            usages: None,
            assumes_equations: false,
            hides_params: false,
        }
    }

    // Tokens.

    /// The token so many places ahead.
    pub(super) fn ahead(&self, k: usize) -> Token {
        self.token_at(self.pos + k)
    }

    pub(super) fn token_at(&self, index: usize) -> Token {
        let end = self.source.len() as u32;
        self.tokens.get(index).copied().unwrap_or(Token { tok: Tok::End, start: end, end })
    }

    pub(super) fn tok(&self) -> Tok {
        self.ahead(0).tok
    }

    pub(super) fn previous(&self) -> Option<Token> {
        self.tokens.get(self.pos.checked_sub(1)?).copied()
    }

    pub(super) fn text(&self, token: Token) -> &'a str {
        self.slice(token.span())
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        span.text(self.source)
    }

    pub(super) fn canonical(&self, token: Token) -> Cow<'a, str> {
        canonical(self.text(token))
    }

    /// Is the next token this word?
    pub(super) fn is_word(&self, word: &str) -> bool {
        let token = self.ahead(0);
        token.tok == Tok::Name && self.text(token).eq_ignore_ascii_case(word)
    }

    /// Nothing but empty lines may follow.
    pub(super) fn end_of_input(&mut self) {
        while self.take(Tok::Newline) {}
        if self.tok() != Tok::End && self.report.count() == 0 {
            self.unexpected("an operator or the end of the input");
        }
    }

    /// Skips the next token if it is this one.
    pub(super) fn take(&mut self, tok: Tok) -> bool {
        let found = self.tok() == tok;
        self.pos += usize::from(found);
        found
    }

    /// Skips the next token if it is this word.
    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.pos += usize::from(found);
        found
    }

    // Messages.

    pub(super) fn error(&mut self, kind: ErrorKind, span: Span) {
        self.report.add(kind, span);
    }

    /// Reports a token, unless that was done already.
    pub(super) fn error_at(&mut self, token: Token, kind: ErrorKind) {
        if token.tok == Tok::Bad {
            self.report.spoil();
        } else {
            self.error(kind, token.span());
        }
    }

    /// Reports the next token, without skipping it.
    pub(super) fn unexpected(&mut self, expected: &'static str) {
        let token = self.ahead(0);
        let found = describe(token.tok, self.text(token));
        self.error_at(token, ErrorKind::Unexpected { found, expected });
    }

    /// States how something was read, once.
    pub(super) fn note(&mut self, text: String) {
        if self.notes.len() < super::error::limit::MESSAGES && !self.notes.contains(&text) {
            self.notes.push(text);
        }
    }

    // Expressions.

    /// The variable with this name; a parameter that is hidden has a bar behind its name, which no
    /// name of the language has and no format shows.
    pub(super) fn symbol(&mut self, text: &str) -> Expr {
        let name = self.store.name(text);
        if self.hides_params && self.params.contains(&name) {
            let name = self.hidden(name);
            return self.store.symbol_of(name);
        }
        self.store.symbol(text)
    }

    /// The name of the hidden parameter.
    pub(super) fn hidden(&mut self, name: Name) -> Name {
        let text = format!("{}|", self.store.text(name));
        self.store.name(&text)
    }

    /// Makes a node and remembers its place.
    pub(super) fn push_node(&mut self, op: Op, children: &[Expr], start: u32, end: u32) {
        let e = self.store.make(op, children);
        self.push_operand(e, start, end);
    }

    pub(super) fn push_operand(&mut self, e: Expr, start: u32, end: u32) {
        let operand = Operand { e, start, end };
        self.spans.push((e, operand.span()));
        self.operands.push(operand);
    }

    /// What stands where something is wrong. It has no spelling, and a statement that holds it is
    /// not given out.
    pub(super) fn hole(&mut self) -> Expr {
        self.store.symbol("?")
    }

    pub(super) fn is_hole(&self, e: Expr) -> bool {
        self.store.as_symbol(e).is_some_and(|name| self.store.text(name) == "?")
    }

    pub(super) fn pop(&mut self) -> Operand {
        match self.operands.pop() {
            Some(operand) => operand,
            None => Operand { e: self.hole(), start: 0, end: 0 },
        }
    }

    /// The operand where a number is needed.
    pub(super) fn value(&mut self, operand: Operand) -> Expr {
        if !self.store.op(operand.e).is_condition() {
            return operand.e;
        }
        self.error(ErrorKind::ConditionAsValue, operand.span());
        self.hole()
    }

    /// The operand where a condition is needed.
    pub(super) fn condition(&mut self, operand: Operand) -> Expr {
        if !self.store.op(operand.e).is_condition() && !self.is_hole(operand.e) {
            self.error(ErrorKind::ValueAsCondition, operand.span());
        }
        operand.e
    }

    // Names.

    /// What this canonical name stands for.
    pub(super) fn meaning(&mut self, text: &str) -> Meaning {
        match text {
            "pi" => return Meaning::Constant(Constant::Pi),
            "e" => return Meaning::Constant(Constant::E),
            _ => {}
        }
        if let Some(primitive) = primitive::find(text) {
            return Meaning::Primitive(primitive);
        }
        let name = self.store.name(text);
        if self.params.contains(&name) {
            return Meaning::Number;
        }
        match self.scope.sorts.get(&name) {
            Some(Sort::Real | Sort::Integer | Sort::Natural | Sort::Matrix) => {
                return Meaning::Number;
            }
            Some(Sort::Function) if self.store.definition(name).is_none() => {
                return Meaning::Unknown;
            }
            Some(Sort::Function) | None => {}
        }
        if text.len() > 1
            && let Some(signature) = self.vocabulary.function(self.store, text)
        {
            return Meaning::Function(signature);
        }
        match self.store.definition(name) {
            Some(definition) if definition.params.is_empty() => Meaning::Number,
            Some(definition) => {
                let defaults = self.scope.defaults.get(&name).cloned().unwrap_or_default();
                let required = definition.params.len().saturating_sub(defaults.len());
                Meaning::Function(Signature { name, required, defaults })
            }
            None if self.scope.numbers.contains(&name) => Meaning::Number,
            None => Meaning::Free,
        }
    }

    /// How the names of the input are used.
    pub(super) fn usages(&mut self) -> &Usages {
        let (source, tokens) = (self.source, &self.tokens);
        self.usages.get_or_insert_with(|| Usages::count(source, tokens))
    }

    /// The known name that a misspelt one was meant to be.
    pub(super) fn similar(&self, name: &str) -> Option<String> {
        let mut known: Vec<&str> = primitive::names().collect();
        known.extend(self.vocabulary.names());
        super::names::similar(name, &known).map(str::to_owned)
    }

    pub(super) fn say(&mut self, statement: Statement, span: Span) {
        self.statements.push(Spanned { statement, span });
    }
}
