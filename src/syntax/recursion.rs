//! Families of matrices: `W[k] : matrix d×d`, and recursions `z[0] := X; z[k] := W[k]*z[k-1]`.

use super::error::ErrorKind;
use super::expression::Stop;
use super::reader::Reader;
use super::token::{Tok, Token};
use crate::diag::Span;
use crate::expr::{Expr, Name, Recursion};
use crate::normal::terms;

/// The first half of a recursion was read, and waits for the second.
#[derive(Clone, Copy, Debug)]
pub(super) struct Begun {
    base: i64,
    first: Expr,
}

/// The recursion whose second half is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    family: Name,
    index: Expr,
    previous: Expr,
}

impl Reader<'_> {
    /// Reads `z[0] := X`, or `z[k] := …` after that, if it stands next.
    pub(super) fn recursion(&mut self) -> bool {
        let token = self.ahead(0);
        let Some((inside, next)) = self.indices_at(self.pos + 1) else { return false };
        if inside.len() != 1 || self.token_at(next).tok != Tok::Define {
            return false;
        }
        let index = self.token_at(inside.start);
        let text = self.canonical(token).into_owned();
        let family = self.store.family(&text);
        let begun = self.scope.recursions.get(&family).copied();
        match (index.tok, begun) {
            (Tok::Number, _) => self.first_member(family, token, index, next),
            (Tok::Name, Some(begun)) => self.next_member(family, begun, token, next),
            _ => return false,
        }
        true
    }

    fn first_member(&mut self, family: Name, token: Token, index: Token, next: usize) {
        let head = token.span().to(self.token_at(next - 1).span());
        let base = self.text(index).parse().ok();
        self.pos = next + 1;
        let Some(first) = self.whole_value() else { return };
        let known = !self.store.is_plain_family(family)
            || self.scope.recursions.contains_key(&family)
            || self.scope.arities.contains_key(&family);
        match base {
            Some(base) if self.store.shape(first).is_some() && !known => {
                self.scope.recursions.insert(family, Begun { base, first });
            }
            _ if known => {
                let name = self.store.family_text(family).to_owned();
                self.error(ErrorKind::AlreadyDefined { name, library: false }, head);
            }
            _ => self.no_recursion(family, head),
        }
    }

    fn next_member(&mut self, family: Name, begun: Begun, token: Token, next: usize) {
        let head = token.span().to(self.token_at(next - 1).span());
        let text = self.canonical(self.token_at(next - 2)).into_owned();
        let index = self.symbol(&text);
        let shape = self.store.shape(begun.first);
        let previous = shape.and_then(|shape| self.store.previous_member(family, shape));
        let (Some(name), Some(previous)) = (self.store.as_symbol(index), previous) else {
            self.no_recursion(family, head);
            return;
        };
        self.store.declare_integer(name, None);
        self.pos = next + 1;
        self.params = vec![name];
        self.open_recursion = Some(Open { family, index, previous });
        let body = self.whole_value();
        self.open_recursion = None;
        self.params.clear();
        let Some(body) = body else { return };
        let Begun { base, first } = begun;
        let recursion = Recursion { index: name, base, first, previous, next: body };
        if self.store.define_recursion(family, recursion).is_err() {
            self.no_recursion(family, head);
            return;
        }
        self.scope.recursions.remove(&family);
        self.scope.arities.insert(family, 1);
    }

    /// The rest of the statement is a value; `None` if something is wrong with it.
    fn whole_value(&mut self) -> Option<Expr> {
        let mistakes = self.report.count();
        let body = self.value_expression(Stop::Usual).e;
        if !self.at_end_of_statement() && self.report.count() == mistakes {
            self.unexpected("an operator or the end of the statement");
        }
        (self.report.count() == mistakes).then_some(body)
    }

    /// A member of a family whose recursion is being read: only the one before has a meaning.
    /// `None` if it is another family.
    pub(super) fn member_before(
        &mut self,
        family: Name,
        span: Span,
        indices: &[Expr],
    ) -> Option<Expr> {
        if let Some(open) = self.open_recursion.filter(|open| open.family == family) {
            let one = self.store.integer(1);
            let before = self.store.sub(open.index, one);
            let is_before = matches!(*indices, [at] if terms::same(self.store, at, before));
            if !is_before {
                self.no_recursion(family, span);
            }
            return Some(open.previous);
        }
        if self.scope.recursions.contains_key(&family) {
            self.no_recursion(family, span);
            return Some(self.hole());
        }
        None
    }

    fn no_recursion(&mut self, family: Name, span: Span) {
        let name = self.store.family_text(family).to_owned();
        self.error(ErrorKind::Recursion { name }, span);
    }

    /// `[k, …]` behind a name that is declared: how many indices; they stand for integers.
    pub(super) fn declared_indices(&mut self) -> Option<usize> {
        let (inside, next) = self.indices_at(self.pos)?;
        let mut count = 0;
        for (place, i) in inside.enumerate() {
            let token = self.token_at(i);
            let wanted = if place % 2 == 0 { Tok::Name } else { Tok::Comma };
            if token.tok != wanted {
                self.error_at(token, ErrorKind::NotAnIndex { found: self.text(token).to_owned() });
                return None;
            }
            if wanted == Tok::Name {
                let text = self.canonical(token).into_owned();
                let index = self.store.name(&text);
                self.store.declare_integer(index, None);
                count += 1;
            }
        }
        self.pos = next;
        Some(count)
    }
}
