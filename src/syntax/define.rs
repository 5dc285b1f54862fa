//! Definitions `f(x) := …`, `let z = …`, and declarations `n : integer`.

use super::command::Word;
use super::error::ErrorKind;
use super::expression::Stop;
use super::names::count_primes;
use super::reader::{Meaning, Reader};
use super::statement::{Sort, Statement};
use super::token::{Tok, Token, describe};
use crate::diag::Span;
use crate::expr::{Constant, Definition, DefinitionError, Expr, Name};
use crate::notation::is_greek;

/// A definition that was read and is not in the store yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LibraryDefinition {
    /// The defined name.
    pub name: Name,
    /// The parameters, none for a value.
    pub params: Vec<Name>,
    /// The values of the last parameters where a call leaves them out.
    pub defaults: Vec<Expr>,
    /// The right-hand side.
    pub body: Expr,
}

/// The part of a definition before its body.
struct Head {
    name: String,
    span: Span,
    params: Vec<Name>,
    defaults: Vec<Expr>,
}

impl Reader<'_> {
    /// Does a definition begin here? `let` always begins one.
    pub(super) fn definition_ahead(&self) -> bool {
        let first = self.ahead(0);
        if self.command_word(first) == Some(Word::Let) && self.ahead(1).tok == Tok::Name {
            return true;
        }
        if first.tok != Tok::Name {
            return false;
        }
        let mut i = self.pos + 1;
        if self.token_at(i).tok == Tok::Prime {
            i += 1;
        }
        if self.token_at(i).tok == Tok::Open {
            let mut depth = 0_usize;
            loop {
                match self.token_at(i).tok {
                    Tok::Open => depth += 1,
                    Tok::Close => depth = depth.saturating_sub(1),
                    Tok::End | Tok::Semicolon | Tok::Define => return false,
                    Tok::Newline if self.starts_statement(i + 1) => return false,
                    _ => {}
                }
                i += 1;
                if depth == 0 {
                    break;
                }
            }
        }
        self.token_at(i).tok == Tok::Define
    }

    pub(super) fn definition(&mut self) {
        let first = self.ahead(0);
        let is_let = self.command_word(first) == Some(Word::Let) && self.ahead(1).tok == Tok::Name;
        self.pos += usize::from(is_let);
        let mistakes = self.report.count();
        let Some((head, body)) = self.read_definition(is_let) else { return };
        if !self.at_end_of_statement() && self.report.count() == mistakes {
            self.unexpected("an operator or the end of the statement");
        }
        if self.report.count() > mistakes || !self.may_define(&head, body, first) {
            return;
        }
        let name = self.store.name(&head.name);
        let definition = Definition { params: head.params, body };
        match self.store.define(name, definition) {
            Ok(()) => {
                if !head.defaults.is_empty() {
                    self.scope.defaults.insert(name, head.defaults);
                }
                self.say(Statement::Define(name), self.span_from(first));
            }
            Err(DefinitionError::Redefined) => {
                let kind = ErrorKind::AlreadyDefined { name: head.name, library: false };
                self.error(kind, head.span);
            }
            Err(DefinitionError::InUse) => {
                self.error(ErrorKind::DefinedAfterUse { name: head.name }, head.span);
            }
            Err(DefinitionError::Circular) => {
                self.error(ErrorKind::CircularDefinition { name: head.name }, head.span);
            }
        }
    }

    /// Reads a definition of the library, which is not checked against the library.
    pub(super) fn library_definition(&mut self) -> Option<LibraryDefinition> {
        while self.take(Tok::Newline) {}
        let (head, body) = self.read_definition(false)?;
        while matches!(self.tok(), Tok::Newline | Tok::Semicolon) {
            self.pos += 1;
        }
        if self.tok() != Tok::End {
            self.unexpected("an operator or the end of the definition");
        }
        let Head { name, params, defaults, .. } = head;
        Some(LibraryDefinition { name: self.store.name(&name), params, defaults, body })
    }

    fn read_definition(&mut self, is_let: bool) -> Option<(Head, Expr)> {
        let head = self.head()?;
        if !(self.take(Tok::Define) || (is_let && self.take(Tok::Eq))) {
            self.unexpected(if is_let { "'=' and the value" } else { "':=' and the value" });
            return None;
        }
        self.params.clone_from(&head.params);
        let body = self.value_expression(Stop::Usual).e;
        self.params.clear();
        Some((head, body))
    }

    fn head(&mut self) -> Option<Head> {
        let token = self.ahead(0);
        if token.tok != Tok::Name {
            self.error_at(token, ErrorKind::DefinitionTarget);
            return None;
        }
        self.pos += 1;
        let name = self.with_primes(token);
        let span = self.span_from(token);
        let (mut params, mut defaults) = (Vec::new(), Vec::new());
        if self.take(Tok::Open) {
            loop {
                self.parameter(&mut params, &mut defaults)?;
                if self.take(Tok::Close) {
                    break;
                }
                if !self.take(Tok::Comma) {
                    self.unexpected("',' or ')'");
                    return None;
                }
            }
        }
        Some(Head { name, span, params, defaults })
    }

    /// The canonical name with the primes behind it.
    fn with_primes(&mut self, token: Token) -> String {
        let mut name = self.canonical(token).into_owned();
        let prime = self.ahead(0);
        if prime.tok == Tok::Prime {
            self.pos += 1;
            name += &"'".repeat(count_primes(self.text(prime)) as usize);
        }
        name
    }

    fn parameter(&mut self, params: &mut Vec<Name>, defaults: &mut Vec<Expr>) -> Option<()> {
        let token = self.ahead(0);
        if token.tok != Tok::Name {
            let found = describe(token.tok, self.text(token));
            self.error_at(token, ErrorKind::Parameter { found });
            return None;
        }
        self.pos += 1;
        let text = self.with_primes(token);
        match self.meaning(&text) {
            Meaning::Free | Meaning::Number => {}
            Meaning::Function(_) if is_greek(&text) => {}
            Meaning::Constant(_)
            | Meaning::Primitive(_)
            | Meaning::Function(_)
            | Meaning::Unknown => {
                let found = format!("'{text}', which has a meaning already");
                self.error(ErrorKind::Parameter { found }, token.span());
            }
        }
        let name = self.store.name(&text);
        if self.store.definition(name).is_some_and(|d| d.params.is_empty()) {
            let found = format!("'{text}', which has a value already");
            self.error(ErrorKind::Parameter { found }, token.span());
        }
        if params.contains(&name) {
            self.error(ErrorKind::DuplicateParameter { name: text }, token.span());
        } else if self.tok() != Tok::Eq && !defaults.is_empty() {
            self.error(ErrorKind::DefaultOrder { name: text }, token.span());
        }
        params.push(name);
        if self.take(Tok::Eq) {
            defaults.push(self.value_expression(Stop::Close).e);
        }
        Some(())
    }

    /// May the user give this name a meaning here?
    fn may_define(&mut self, head: &Head, body: Expr, first: Token) -> bool {
        let name = self.store.name(&head.name);
        let text = head.name.clone();
        let kind = if is_reserved(&text) || self.meaning_is_constant(&text) {
            Some(ErrorKind::ReservedName { name: text })
        } else if super::primitive::find(&text).is_some()
            || self.vocabulary.function(self.store, &text).is_some()
        {
            Some(ErrorKind::AlreadyDefined { name: text, library: true })
        } else if self.store.definition(name).is_some() {
            None
        } else if !head.params.contains(&name) && self.store.mentions_name(body, name) {
            Some(ErrorKind::CircularDefinition { name: text })
        } else if self.scope.sorts.contains_key(&name) || self.scope.numbers.contains(&name) {
            Some(ErrorKind::ConflictingSort { name: text })
        } else if self.usages().get(&text).is_some_and(|usage| usage.first < first.start)
            || self.scope.arities.contains_key(&name)
        {
            Some(ErrorKind::DefinedAfterUse { name: text })
        } else {
            None
        };
        let allowed = kind.is_none();
        if let Some(kind) = kind {
            self.error(kind, head.span);
        }
        allowed
    }

    fn meaning_is_constant(&mut self, text: &str) -> bool {
        matches!(self.meaning(text), Meaning::Constant(Constant::Pi | Constant::E))
    }

    // Declarations.

    /// Is this `name, name, … :`?
    pub(super) fn declaration_ahead(&self) -> bool {
        let mut i = self.pos;
        loop {
            if self.token_at(i).tok != Tok::Name {
                return false;
            }
            i += 1 + usize::from(self.token_at(i + 1).tok == Tok::Prime);
            match self.token_at(i).tok {
                Tok::Colon => return true,
                Tok::Comma => i += 1,
                _ => return false,
            }
        }
    }

    pub(super) fn declaration(&mut self) {
        let first = self.ahead(0);
        let mut names: Vec<(String, Span)> = Vec::new();
        loop {
            let token = self.ahead(0);
            self.pos += 1;
            let name = self.with_primes(token);
            names.push((name, self.span_from(token)));
            if !self.take(Tok::Comma) {
                break;
            }
        }
        self.take(Tok::Colon);
        let token = self.ahead(0);
        let word = self.text(token).to_ascii_lowercase();
        let sort = match (token.tok, word.as_str()) {
            (Tok::Name, "real" | "reals") => Sort::Real,
            (Tok::Name, "integer" | "integers" | "int") => Sort::Integer,
            (Tok::Name, "function" | "functions") => Sort::Function,
            (Tok::Name, "matrix" | "matrices" | "vector" | "vectors") => {
                self.pos += 1;
                self.matrix_declaration(&names, word.starts_with('v'), first);
                return;
            }
            (_, _) => {
                let found = describe(token.tok, self.text(token));
                self.error_at(token, ErrorKind::UnknownSort { found });
                return;
            }
        };
        self.pos += 1;
        for (text, span) in names {
            self.declare(&text, span, sort, first);
        }
    }

    fn declare(&mut self, text: &str, span: Span, sort: Sort, first: Token) {
        let name = self.store.name(text);
        let known = match self.meaning(text) {
            Meaning::Constant(_) | Meaning::Primitive(_) => true,
            Meaning::Function(_) => !is_greek(text) || sort == Sort::Function,
            Meaning::Unknown => sort != Sort::Function,
            Meaning::Number => {
                self.store.definition(name).is_some()
                    || sort == Sort::Function
                    || self.scope.sort(name).is_some_and(|before| before != sort)
            }
            Meaning::Free => false,
        };
        if known || is_reserved(text) {
            self.error(ErrorKind::ConflictingSort { name: text.to_owned() }, span);
            return;
        }
        self.scope.sorts.insert(name, sort);
        self.say(Statement::Declare(name, sort), self.span_from(first));
    }
}

/// Words of the language cannot be names of definitions.
pub(super) fn is_reserved(text: &str) -> bool {
    Word::find(text).is_some() || super::bare::is_operator_word(text)
}
