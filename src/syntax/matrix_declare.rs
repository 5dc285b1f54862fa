//! Declarations of matrices and vectors.

use super::error::ErrorKind;
use super::reader::{Meaning, Reader};
use super::statement::Statement;
use super::token::{Tok, Token};
use crate::diag::Span;
use crate::expr::{Declared, Expr, Name, Shape, Sort};

impl Reader<'_> {
    /// `m×n symmetric invertible` or `n`, after `A, B : matrix`.
    pub(super) fn matrix_declaration(
        &mut self,
        names: &[(String, Span)],
        families: &[(String, Span, usize)],
        vector: bool,
        first: Token,
    ) {
        let mut new = Vec::new();
        let Some(rows) = self.dimension(&mut new) else { return };
        let cols = if vector {
            Some(self.store.integer(1))
        } else if self.take(Tok::Star) || self.take_word("by") {
            self.dimension(&mut new)
        } else {
            self.unexpected("'×' and the number of columns");
            None
        };
        let Some(cols) = cols else { return };
        let mut declared =
            Declared { shape: Shape { rows, cols }, symmetric: false, invertible: false };
        loop {
            let token = self.ahead(0);
            if self.take_word("symmetric") {
                declared.symmetric = true;
            } else if self.take_word("invertible") {
                declared.invertible = true;
            } else {
                break;
            }
            if rows != cols {
                let kind = ErrorKind::WrongShape {
                    text: names.first().map_or_else(String::new, |(name, _)| name.clone()),
                    shape: self.shape_text(declared.shape),
                    needed: "a square matrix",
                };
                self.error(kind, token.span());
                return;
            }
        }
        let span = self.span_from(first);
        for name in new {
            self.scope.sorts.insert(name, super::Sort::Integer);
            self.say(Statement::Declare(name, super::Sort::Integer), span);
        }
        for (text, place) in names {
            self.declare_matrix(text, *place, declared, first);
        }
        for (text, place, indices) in families {
            self.declare_family(text, *place, declared, *indices);
        }
    }

    /// Every member of a family is a matrix of the shape.
    fn declare_family(&mut self, text: &str, place: Span, declared: Declared, indices: usize) {
        let family = self.store.family(text);
        let before = self.scope.arities.get(&family).is_some_and(|&before| before != indices);
        let begun = self.scope.recursions.contains_key(&family);
        let reserved = super::define::is_reserved(text);
        if before || begun || reserved || self.store.declare_matrix(family, declared).is_err() {
            self.error(ErrorKind::ConflictingSort { name: text.to_owned() }, place);
            return;
        }
        self.scope.arities.insert(family, indices);
    }

    fn declare_matrix(&mut self, text: &str, place: Span, declared: Declared, first: Token) {
        let name = self.store.name(text);
        let free = match self.meaning(text) {
            Meaning::Free => !self.scope.numbers.contains(&name),
            Meaning::Function(_) => crate::notation::is_greek(text),
            Meaning::Number => self.scope.sort(name) == Some(super::Sort::Matrix),
            Meaning::Constant(_) | Meaning::Primitive(_) | Meaning::Unknown => false,
        };
        let reserved = super::define::is_reserved(text);
        if !free || reserved || self.store.declare_matrix(name, declared).is_err() {
            self.error(ErrorKind::ConflictingSort { name: text.to_owned() }, place);
            return;
        }
        self.scope.sorts.insert(name, super::Sort::Matrix);
        self.say(Statement::Declare(name, super::Sort::Matrix), self.span_from(first));
    }

    /// A number of rows or columns; a name that is new stands for an integer from here on.
    fn dimension(&mut self, new: &mut Vec<Name>) -> Option<Expr> {
        let token = self.ahead(0);
        let n = match token.tok {
            Tok::Number => super::number::read(self.store, self.text(token)).ok(),
            Tok::Name => {
                let text = self.canonical(token);
                Some(self.named(&text))
            }
            _ => None,
        };
        match n.filter(|&n| self.store.is_dimension(n)) {
            Some(n) => {
                self.pos += 1;
                if let Some(name) = self.store.as_symbol(n)
                    && self.scope.sort(name).is_none()
                    && !new.contains(&name)
                {
                    new.push(name);
                }
                Some(n)
            }
            None => {
                let found = super::token::describe(token.tok, self.text(token));
                self.error_at(token, ErrorKind::Dimension { found });
                None
            }
        }
    }

    /// Reports a part that has no meaning, because a matrix stands where a number is needed.
    pub(super) fn check_sorts(&mut self, e: Expr) {
        if self.store.sort(e) != Sort::Broken {
            return;
        }
        let parts = self.store.subexpressions(&[e]);
        let broken = parts.into_iter().find(|&part| self.store.sort(part) == Sort::Broken);
        let place = broken.and_then(|part| {
            self.spans.iter().find(|(known, _)| *known == part).map(|&(_, span)| span)
        });
        let span = place.unwrap_or_else(|| self.ahead(0).span());
        self.error(ErrorKind::NumberNeeded, span);
    }
}
