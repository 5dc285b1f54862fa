//! Statements: where they begin and end, and what kind they are.

use super::command::Word;
use super::error::ErrorKind;
use super::expression::{Position, Stop};
use super::frame::Operand;
use super::reader::Reader;
use super::statement::{Command, Statement};
use super::token::{Tok, Token, shortened};
use crate::expr::{Expr, Op, Rel};

impl Reader<'_> {
    /// Reads all statements. One with a mistake in it is reported and not given out.
    pub(super) fn program(&mut self) {
        while self.skip_separators() {
            let mistakes = self.report.count();
            let given = self.statements.len();
            self.statement();
            if !self.at_end_of_statement() {
                if self.report.count() == mistakes {
                    self.unexpected("an operator or the end of the statement");
                }
                while !self.at_end_of_statement() {
                    self.pos += 1;
                }
            }
            if self.report.count() > mistakes {
                self.statements.truncate(given);
            }
        }
    }

    fn skip_separators(&mut self) -> bool {
        while matches!(self.tok(), Tok::Newline | Tok::Semicolon) {
            self.pos += 1;
        }
        self.tok() != Tok::End
    }

    pub(super) fn at_end_of_statement(&self) -> bool {
        matches!(self.tok(), Tok::Newline | Tok::Semicolon | Tok::End)
    }

    fn statement(&mut self) {
        let first = self.ahead(0);
        if self.definition_ahead() || self.equals_value_ahead() {
            self.definition();
        } else if self.declaration_ahead() {
            self.declaration();
        } else if let Some(word) = self.command_word(first) {
            self.pos += 1;
            self.command(word, first);
        } else {
            self.bare(first);
        }
    }

    /// An assumption, or an expression to work on.
    fn bare(&mut self, first: Token) {
        let operand = self.expression(Stop::Usual);
        let span = self.span_from(first);
        match self.tok() {
            Tok::Eq if self.assumes_equations => {
                self.equations(operand, first);
                return;
            }
            Tok::Eq => {
                let left = shortened(self.slice(operand.span()));
                let is_name = matches!(self.store.op(operand.e), Op::Symbol(_) | Op::Apply(..));
                let equals = self.ahead(0).span();
                self.error(ErrorKind::BareEquation { left, is_name }, equals);
                return;
            }
            Tok::Define => {
                self.error(ErrorKind::DefinitionTarget, operand.span());
                return;
            }
            _ => {}
        }
        if !self.store.op(operand.e).is_condition() {
            self.say(Statement::Command(Command::Derive(operand.e)), span);
            return;
        }
        self.assume(operand.e);
        self.say(Statement::Assume(operand.e), span);
        while self.take(Tok::Comma) {
            let next = self.expression(Stop::Usual);
            let condition = self.condition(next);
            self.assume(condition);
            self.say(Statement::Assume(condition), next.span());
        }
    }

    /// `A = B = …`, as assumptions.
    fn equations(&mut self, mut left: Operand, first: Token) {
        let check = |reader: &mut Self, side: &Operand| {
            if reader.store.op(side.e).is_condition() {
                reader.error(ErrorKind::NotAnEquation, side.span());
            }
        };
        check(self, &left);
        while self.take(Tok::Eq) {
            let right = self.expression(Stop::Usual);
            check(self, &right);
            let equation = self.store.rel(Rel::Eq, left.e, right.e);
            self.assume(equation);
            self.say(Statement::Assume(equation), self.span_from(first));
            left = right;
        }
    }

    /// The variables of an assumption stand for numbers.
    fn assume(&mut self, condition: Expr) {
        for e in self.store.subexpressions(&[condition]) {
            if let Some(name) = self.store.as_symbol(e) {
                self.scope.numbers.insert(name);
            }
        }
    }

    pub(super) fn command_word(&self, token: Token) -> Option<Word> {
        if token.tok == Tok::Name { Word::find(self.text(token)) } else { None }
    }

    // Lines.

    /// Does the operand that is missing at the end of this line stand on the next?
    pub(super) fn line_continues_before_operand(&self) -> bool {
        let starts = self.previous().is_none_or(|p| matches!(p.tok, Tok::Newline | Tok::Semicolon));
        !starts && self.ahead(1).tok != Tok::End && !self.starts_statement(self.pos + 1)
    }

    /// After a complete operand at the end of a line: brackets and operators continue it.
    pub(super) fn line_end(&mut self) -> Position {
        let next = self.ahead(1);
        let continues = if self.open.is_empty() {
            self.continues_statement(self.pos + 1)
        } else {
            next.tok != Tok::End && !self.starts_statement(self.pos + 1)
        };
        if !continues {
            return Position::Done;
        }
        self.pos += 1;
        Position::Operator
    }

    /// At the beginning of a line: does this token go on with what was complete before?
    pub(super) fn continues_statement(&self, index: usize) -> bool {
        let next = self.token_at(index);
        match next.tok {
            Tok::Plus
            | Tok::Minus
            | Tok::Star
            | Tok::Slash
            | Tok::Caret
            | Tok::Eq
            | Tok::Comma
            | Tok::Rel(_) => true,
            Tok::Name => super::bare::is_operator_word(self.text(next)),
            _ => false,
        }
    }

    /// Inside brackets that are perhaps never closed: does a new statement begin here?
    pub(super) fn starts_statement(&self, index: usize) -> bool {
        let token = self.token_at(index);
        self.command_word(token).is_some()
            || (token.tok == Tok::Name && self.token_at(index + 1).tok == Tok::Define)
    }
}
