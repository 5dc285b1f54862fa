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
    /// Are the parameters indices?
    is_family: bool,
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
        if let Some((_, next)) = self.indices_at(i) {
            return match self.token_at(next).tok {
                Tok::Define => true,
                Tok::Eq => self.is_new_family(first, next),
                _ => false,
            };
        }
        if self.token_at(i).tok == Tok::Eq && self.is_indexed_value(first) {
            return true;
        }
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

    /// Is this `name = value`, one equation, where equations are not assumed? A named value.
    pub(super) fn equals_value_ahead(&self) -> bool {
        if self.assumes_equations || self.ahead(0).tok != Tok::Name {
            return false;
        }
        let equals = self.pos + 1 + usize::from(self.ahead(1).tok == Tok::Prime);
        if self.token_at(equals).tok != Tok::Eq {
            return false;
        }
        let mut depth = 0_usize;
        for i in equals + 1.. {
            match self.token_at(i).tok {
                Tok::Open => depth += 1,
                Tok::Close => depth = depth.saturating_sub(1),
                Tok::Eq if depth == 0 && self.text(self.token_at(i - 2)) != "at" => return false,
                Tok::End | Tok::Semicolon | Tok::Define => break,
                Tok::Newline if depth == 0 && !self.continues_statement(i + 1) => break,
                _ => {}
            }
        }
        true
    }

    pub(super) fn definition(&mut self) {
        if self.recursion() {
            return;
        }
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
        let name = self.defined_name(&head);
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
        self.hides_params = true;
        while self.take(Tok::Newline) {}
        let (head, body) = self.read_definition(false)?;
        while matches!(self.tok(), Tok::Newline | Tok::Semicolon) {
            self.pos += 1;
        }
        if self.tok() != Tok::End {
            self.unexpected("an operator or the end of the definition");
        }
        let name = self.defined_name(&head);
        let Head { params, defaults, .. } = head;
        let params = params.into_iter().map(|name| self.hidden(name)).collect();
        Some(LibraryDefinition { name, params, defaults, body })
    }

    fn read_definition(&mut self, is_let: bool) -> Option<(Head, Expr)> {
        let head = self.head()?;
        if head.is_family && !is_let && self.tok() == Tok::Eq {
            let written = self.slice(head.span);
            self.note(format!("{written} = … is read as the definition of {written}"));
        }
        if !(self.take(Tok::Define) || self.take(Tok::Eq)) {
            self.unexpected("'=' and the value");
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
        let is_family = self.indices_at(self.pos).is_some();
        let close = if is_family { Tok::CloseSquare } else { Tok::Close };
        if self.take(if is_family { Tok::OpenSquare } else { Tok::Open }) {
            loop {
                self.parameter(&mut params, &mut defaults)?;
                if self.take(close) {
                    break;
                }
                if !self.take(Tok::Comma) {
                    self.unexpected(if is_family { "',' or ']'" } else { "',' or ')'" });
                    return None;
                }
            }
        }
        if is_family {
            let span = self.span_from(token);
            for &index in &params {
                self.store.declare_integer(index, None);
            }
            return Some(Head { name, span, params, defaults: Vec::new(), is_family });
        }
        Some(Head { name, span, params, defaults, is_family })
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
        let has_value = self.store.definition(name).is_some_and(|d| d.params.is_empty());
        if has_value && !self.hides_params {
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
        let name = self.defined_name(head);
        let text = head.name.clone();
        let kind = if head.is_family && !is_reserved(&text) {
            // Other uses of the letter are other things.
            self.store
                .mentions_name(body, name)
                .then_some(ErrorKind::CircularDefinition { name: text })
        } else if is_reserved(&text) || self.meaning_is_constant(&text) {
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

    fn defined_name(&mut self, head: &Head) -> Name {
        if head.is_family { self.store.family(&head.name) } else { self.store.name(&head.name) }
    }

    /// Is `name[i, …] = …` the first that is said of the family?
    fn is_new_family(&self, name: Token, end: usize) -> bool {
        let text = self.canonical(name);
        let is_known = self.store.find_family(&text).is_some_and(|family| {
            self.store.definition(family).is_some() || self.scope.arities.contains_key(&family)
        });
        let inside = (self.pos + 2..end - 1).map(|i| self.token_at(i).tok);
        let names = inside.clone().all(|tok| matches!(tok, Tok::Name | Tok::Comma));
        !is_known && names && self.command_word(name).is_none()
    }

    /// Is this `name = …`, for a name of which nothing is known, with entries or sums behind it?
    fn is_indexed_value(&self, name: Token) -> bool {
        let text = self.canonical(name);
        let is_known = self.store.find_name(&text).is_some_and(|known| {
            self.store.definition(known).is_some()
                || self.scope.sorts.contains_key(&known)
                || self.scope.numbers.contains(&known)
        });
        let start = self.pos;
        let mut rest = (start..).map(|i| self.token_at(i));
        let ends = |tok| matches!(tok, Tok::Newline | Tok::Semicolon | Tok::End);
        let has_brackets = rest
            .by_ref()
            .take_while(|token| !ends(token.tok))
            .any(|token| token.tok == Tok::OpenSquare);
        !is_known && has_brackets && self.command_word(name).is_none()
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
            if let Some((_, next)) = self.indices_at(i) {
                i = next;
            }
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
        let mut families: Vec<(String, Span, usize)> = Vec::new();
        loop {
            let token = self.ahead(0);
            self.pos += 1;
            let name = self.with_primes(token);
            if self.tok() == Tok::OpenSquare {
                let Some(count) = self.declared_indices() else { return };
                families.push((name, self.span_from(token), count));
            } else {
                names.push((name, self.span_from(token)));
            }
            if !self.take(Tok::Comma) {
                break;
            }
        }
        self.take(Tok::Colon);
        let token = self.ahead(0);
        let word = self.text(token).to_ascii_lowercase();
        let is_matrix = word.starts_with("matri") || word.starts_with("vector");
        if let Some((_, span, _)) = families.first().filter(|_| !is_matrix) {
            self.error(ErrorKind::FamilySort, *span);
            return;
        }
        let sort = match (token.tok, word.as_str()) {
            (Tok::Name, "real" | "reals") => Sort::Real,
            (Tok::Name, "integer" | "integers" | "int") => Sort::Integer,
            (Tok::Name, "natural" | "naturals" | "nat") => Sort::Natural,
            (Tok::Name, "function" | "functions") => Sort::Function,
            (Tok::Name, "matrix" | "matrices" | "vector" | "vectors") => {
                self.pos += 1;
                self.matrix_declaration(&names, &families, word.starts_with('v'), first);
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
        // Readings of what follows depend on it.
        match sort {
            Sort::Integer => self.store.declare_integer(name, None),
            Sort::Natural => self.store.declare_integer(name, Some(0)),
            // The shape of a matrix is declared with it.
            Sort::Real | Sort::Function | Sort::Matrix => {}
        }
        self.say(Statement::Declare(name, sort), self.span_from(first));
    }
}

/// Words of the language cannot be names of definitions.
pub(super) fn is_reserved(text: &str) -> bool {
    Word::find(text).is_some() || super::bare::is_operator_word(text)
}
