//! Expressions: a Pratt parser with its own stacks, so that depth costs memory and nothing else.
//!
//! The reader stands either before an operand or after one. An operator waits on the stack of
//! frames until the next operator holds less tightly; then its node is made from the stack of
//! operands. Mistakes put a hole in place of the operand, and reading goes on.

use super::error::ErrorKind;
use super::frame::{Frame, Kind, Operand};
use super::number::{self, NumberError};
use super::reader::Reader;
use super::token::{Tok, Token, describe, shortened};
use crate::diag::Span;
use crate::expr::{MatOp, Op, Rel};
use crate::notation::Binding;

/// What ends an expression outside brackets, beyond what always does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stop {
    /// Nothing else.
    Usual,
    /// The word `at`: the statement reads the values itself.
    At,
    /// A `)`: the statement has opened it.
    Close,
    /// A bracket: the end of an interval.
    End,
    /// The words `on`, `as` and `from`.
    Study,
}

/// Where the reader stands.
pub(super) enum Position {
    Operand,
    Operator,
    Done,
}

/// The power of the brackets' other half: below every operator.
pub(super) const CLOSE: u8 = 1;

impl Reader<'_> {
    /// Reads an expression or a condition up to a token that cannot belong to it.
    pub(super) fn expression(&mut self, stop: Stop) -> Operand {
        let mut position = Position::Operand;
        loop {
            position = match position {
                Position::Operand => self.before_operand(),
                Position::Operator => self.after_operand(stop),
                Position::Done => break,
            };
        }
        self.close_all();
        let operand = self.pop();
        self.check_sorts(operand.e);
        operand
    }

    /// Reads an expression and insists on a value.
    pub(super) fn value_expression(&mut self, stop: Stop) -> Operand {
        let operand = self.expression(stop);
        Operand { e: self.value(operand), ..operand }
    }

    fn before_operand(&mut self) -> Position {
        let token = self.ahead(0);
        match token.tok {
            Tok::Number => {
                self.pos += 1;
                self.number(token);
                Position::Operator
            }
            Tok::Name => {
                if self.name(token) {
                    Position::Operator
                } else {
                    Position::Operand
                }
            }
            Tok::Minus | Tok::Plus => {
                self.pos += 1;
                self.sign(token);
                Position::Operand
            }
            Tok::Open => {
                self.pos += 1;
                if !self.bracketed_operator(token) {
                    self.open_bracket(Kind::Paren, token);
                }
                Position::Operand
            }
            Tok::Bar => {
                self.pos += 1;
                self.open_bracket(Kind::Bar, token);
                Position::Operand
            }
            Tok::Radical(degree) => {
                self.pos += 1;
                self.push_frame(Kind::Radical(degree), Binding::RADICAL.right, token);
                Position::Operand
            }
            Tok::Partial => {
                if self.partial(token) {
                    Position::Operator
                } else {
                    Position::Operand
                }
            }
            Tok::Newline if self.line_continues_before_operand() => {
                self.pos += 1;
                Position::Operand
            }
            Tok::OpenSquare => {
                self.wrong_bracket(token);
                Position::Operand
            }
            Tok::Bad => {
                self.report.spoil();
                self.pos += 1;
                self.push_hole(token);
                Position::Operator
            }
            Tok::Prime
            | Tok::Superscript
            | Tok::Star
            | Tok::Slash
            | Tok::Caret
            | Tok::Hadamard
            | Tok::HadamardQuotient
            | Tok::HadamardPower
            | Tok::Close
            | Tok::CloseSquare
            | Tok::Comma
            | Tok::Colon
            | Tok::Arrow
            | Tok::Dots
            | Tok::Define
            | Tok::Eq
            | Tok::Rel(_)
            | Tok::Semicolon
            | Tok::Newline
            | Tok::End => {
                self.missing_operand(token);
                Position::Operator
            }
        }
    }

    pub(super) fn wrong_bracket(&mut self, token: Token) {
        let bracket = if token.tok == Tok::OpenSquare { '[' } else { ']' };
        self.error(ErrorKind::WrongBracket(bracket), token.span());
        self.pos += 1;
    }

    fn number(&mut self, token: Token) {
        let text = self.text(token);
        match number::read(self.store, text) {
            Ok(e) => {
                if text.contains('e') {
                    self.note(format!(
                        "{text} is read as a power of ten: {}",
                        text.replace('e', "E")
                    ));
                }
                self.push_operand(e, token.start, token.end);
            }
            Err(error) => {
                let kind = match error {
                    NumberError::TooLong => ErrorKind::NumberLimit,
                    NumberError::Exponent => ErrorKind::ExponentLimit,
                };
                self.error(kind, token.span());
                self.push_hole(token);
            }
        }
    }

    /// A prefix sign binds at least as tightly as the operator before it: `2^-x*y` is `(2^-x)*y`.
    fn sign(&mut self, token: Token) {
        let before = self.frames.last().map_or(0, |frame| frame.right);
        let right = before.max(Binding::NEG.right);
        let kind = if token.tok == Tok::Minus { Kind::Neg } else { Kind::Plus };
        self.push_frame(kind, right, token);
    }

    pub(super) fn push_frame(&mut self, kind: Kind, right: u8, token: Token) {
        self.frames.push(Frame { kind, right, start: token.start, end: token.end });
    }

    pub(super) fn open_bracket(&mut self, kind: Kind, token: Token) {
        self.open.push(kind == Kind::Bar);
        self.push_frame(kind, 0, token);
    }

    pub(super) fn push_hole(&mut self, token: Token) {
        let hole = self.hole();
        self.push_operand(hole, token.start, token.end);
    }

    fn missing_operand(&mut self, token: Token) {
        let previous = self.previous();
        let is_start = previous.is_none_or(|p| matches!(p.tok, Tok::Semicolon | Tok::Newline));
        let opened = previous.is_some_and(|p| p.tok == Tok::Open);
        if token.tok == Tok::Close && opened {
            let open = previous.map_or(token.span(), Token::span);
            self.error(ErrorKind::EmptyParentheses, open.to(token.span()));
        } else if previous.is_none_or(|p| p.tok != Tok::Bad) {
            let operator = self.frames.last().map(|f| f.span()).zip(previous);
            let after = match operator.filter(|(f, p)| f.end == p.end as usize) {
                Some((span, _)) => format!("'{}'", shortened(self.slice(span))),
                None if is_start => String::new(),
                None => previous.map_or(String::new(), |p| describe(p.tok, self.text(p))),
            };
            self.error(ErrorKind::MissingOperand { after }, token.span());
        }
        let hole = self.hole();
        self.push_operand(hole, token.start, token.start);
    }

    fn after_operand(&mut self, stop: Stop) -> Position {
        let token = self.ahead(0);
        let inside = !self.open.is_empty();
        match token.tok {
            Tok::Plus => self.infix(Kind::Binary(Op::Add), Binding::ADD, token),
            Tok::Minus => self.infix(Kind::Binary(Op::Sub), Binding::ADD, token),
            Tok::Star => self.infix(Kind::Binary(Op::Mul), Binding::MUL, token),
            Tok::Slash => self.infix(Kind::Binary(Op::Div), Binding::MUL, token),
            Tok::Hadamard => self.infix(Kind::Entrywise(MatOp::Hadamard), Binding::MUL, token),
            Tok::HadamardQuotient => {
                self.infix(Kind::Entrywise(MatOp::Quotient), Binding::MUL, token)
            }
            Tok::HadamardPower => self.infix(Kind::Entrywise(MatOp::Power), Binding::POW, token),
            Tok::Caret if self.is_transpose_ahead() => {
                self.reduce(Binding::POW.left);
                self.pos += 2;
                let end = self.previous().map_or(token.end, |p| p.end);
                self.transpose_top(end);
                Position::Operator
            }
            Tok::Caret => self.infix(Kind::Binary(Op::Pow), Binding::POW, token),
            Tok::Rel(rel) => self.comparison(rel, token),
            Tok::Eq if inside => self.comparison(Rel::Eq, token),
            Tok::Superscript => {
                self.pos += 1;
                self.superscript(token);
                Position::Operator
            }
            Tok::Close if inside => {
                self.close(token);
                Position::Operator
            }
            Tok::Close if matches!(stop, Stop::Close | Stop::End) => Position::Done,
            Tok::CloseSquare if stop == Stop::End && !inside => Position::Done,
            Tok::Close => {
                self.error(ErrorKind::StrayClose, token.span());
                self.pos += 1;
                Position::Operator
            }
            Tok::Comma => self.comma(token),
            Tok::Bar if self.open.last() == Some(&true) => {
                self.reduce(CLOSE);
                self.pos += 1;
                self.close_bar(token.end);
                Position::Operator
            }
            Tok::Name => self.word_or_factor(token, stop),
            Tok::Number | Tok::Open | Tok::Bar | Tok::Radical(_) | Tok::Partial => {
                self.factor(token);
                Position::Operand
            }
            Tok::Newline => self.line_end(),
            Tok::Prime
                if self.text(token).chars().count() == 1 && self.transpose_top(token.end) =>
            {
                self.pos += 1;
                Position::Operator
            }
            Tok::Prime => {
                self.error(ErrorKind::PrimeAfterValue, token.span());
                self.pos += 1;
                Position::Operator
            }
            Tok::CloseSquare if inside => self.close_square(token),
            Tok::Dots if inside => self.dots(token),
            Tok::Dots => {
                self.unexpected("an operator");
                self.pos += 1;
                Position::Operator
            }
            Tok::OpenSquare | Tok::CloseSquare => {
                self.wrong_bracket(token);
                Position::Operator
            }
            Tok::Bad => {
                self.report.spoil();
                self.pos += 1;
                Position::Operator
            }
            Tok::Colon | Tok::Define | Tok::Arrow if inside => {
                self.unexpected_inside();
                Position::Operator
            }
            Tok::Colon | Tok::Define | Tok::Arrow | Tok::Eq | Tok::Semicolon | Tok::End => {
                Position::Done
            }
        }
    }

    /// An operator between two operands: those that hold the left one more tightly are done.
    fn infix(&mut self, kind: Kind, binding: Binding, token: Token) -> Position {
        self.reduce(binding.left);
        if binding == Binding::ADD {
            self.note_end_of_derivative(token);
        }
        self.pos += 1;
        self.push_frame(kind, binding.right, token);
        Position::Operand
    }

    fn comparison(&mut self, rel: Rel, token: Token) -> Position {
        self.reduce(Binding::REL.right);
        self.pos += 1;
        if let Some(&Frame { kind: Kind::Rel(first, links), .. }) = self.frames.last() {
            self.frames.pop();
            let (b, a) = (self.pop(), self.pop());
            let (x, y) = (self.value(a), self.value(b));
            let link = self.store.rel(first, x, y);
            self.conditions.push(link);
            // The whole chain starts where its first operand did.
            self.operands.push(Operand { start: a.start, ..b });
            self.push_frame(Kind::Rel(rel, links + 1), Binding::REL.right, token);
        } else {
            self.reduce(Binding::REL.left);
            self.push_frame(Kind::Rel(rel, 0), Binding::REL.right, token);
        }
        Position::Operand
    }

    fn conjunction(&mut self, token: Token) -> Position {
        self.reduce(Binding::AND.right);
        self.pos += 1;
        let before = match self.frames.last() {
            Some(&Frame { kind: Kind::And(count), .. }) => {
                self.frames.pop();
                count + 1
            }
            Some(_) | None => 0,
        };
        self.push_frame(Kind::And(before), Binding::AND.right, token);
        Position::Operand
    }

    fn superscript(&mut self, token: Token) {
        self.note_radical(token);
        self.reduce(Binding::POW.left);
        if self.text(token) == "ᵀ" && self.transpose_top(token.end) {
            return;
        }
        let base = self.pop();
        let exponent = number::superscript(self.store, self.text(token));
        let b = self.value(base);
        match exponent {
            Some(exponent) => {
                let last = Operand { e: exponent, start: token.start, end: token.end };
                let first = Operand { e: b, ..base };
                let e = self.binary(Kind::Binary(Op::Pow), first, last);
                self.push_operand(e, base.start, token.end);
            }
            None => {
                self.error(ErrorKind::MalformedSuperscript, token.span());
                self.push_hole(token);
            }
        }
    }

    fn word_or_factor(&mut self, token: Token, stop: Stop) -> Position {
        let inside = !self.open.is_empty();
        match self.text(token) {
            "and" => self.conjunction(token),
            "or" => {
                self.error(ErrorKind::OnlyAnd, token.span());
                self.conjunction(token)
            }
            "at" if inside || stop != Stop::At => self.at(),
            "at" => Position::Done,
            "on" | "as" | "from" if stop == Stop::Study && !inside => Position::Done,
            "in" | "to" | "with" | "wrt" | "by" | "if" | "when" | "where" | "for" | "using"
            | "rounding" | "without" | "else" | "otherwise" => {
                if inside {
                    self.unexpected_inside();
                    Position::Operator
                } else {
                    Position::Done
                }
            }
            _ => {
                self.factor(token);
                Position::Operand
            }
        }
    }

    fn unexpected_inside(&mut self) {
        self.unexpected("an operator or ')'");
        self.pos += 1;
    }

    /// A product without a sign. The factor is not read yet.
    fn factor(&mut self, next: Token) {
        let previous = self.previous();
        if next.tok == Tok::Number && previous.is_none_or(|p| p.tok != Tok::Bad) {
            let value = self.operands.last().map_or("", |o| self.slice(o.span()));
            let (value, number) = (shortened(value), shortened(self.text(next)));
            self.error(ErrorKind::NumberAfterValue { value, number }, next.span());
        }
        let adjacent = previous.is_some_and(|p| p.end == next.start);
        if adjacent {
            self.note_grouping(next, Op::Pow);
            self.note_radical(next);
        }
        self.reduce(Binding::BARE_MUL.right);
        let waiting = self.frames.last().copied();
        let in_argument = waiting.is_some_and(|frame| {
            frame.kind == Kind::Bare || frame.right == Binding::BARE_MUL.right
        });
        let binding = if in_argument && !self.is_function_name(next) {
            Binding::BARE_MUL
        } else {
            Binding::MUL
        };
        let long = self.operands.last().is_some_and(|o| self.store.number(o.e).is_none());
        if binding == Binding::MUL && (adjacent || long) {
            self.note_grouping(next, Op::Div);
        }
        self.reduce(binding.left);
        let place = Token { tok: Tok::Star, start: next.start, end: next.start };
        self.push_frame(Kind::Binary(Op::Mul), binding.right, place);
    }

    /// States how `√2x` is read.
    fn note_radical(&mut self, next: Token) {
        let (Some(frame), Some(top)) = (self.frames.last(), self.operands.last()) else { return };
        if !matches!(frame.kind, Kind::Radical(_)) || self.slice(top.span()).ends_with(')') {
            return;
        }
        let a = shortened(self.slice(frame.span().to(top.span())));
        let b = self.text(next);
        self.note(if next.tok == Tok::Superscript {
            format!("{a}{b} is read as ({a}){b}")
        } else {
            format!("{a}{b} is read as ({a})*{b}")
        });
    }

    /// States how `1/2x`, `a/b c` and `e^2x` are read.
    fn note_grouping(&mut self, next: Token, op: Op) {
        let [.., a, b] = *self.operands.as_slice() else { return };
        let waits = self.frames.last().is_some_and(|frame| frame.kind == Kind::Binary(op));
        let is_constant = |e| matches!(self.store.op(e), Op::Constant(_) | Op::Number(_));
        if !waits || (op == Op::Pow && !is_constant(a.e)) {
            return;
        }
        let sign = if op == Op::Pow { '^' } else { '/' };
        let space = self.previous().map_or(next.span(), Token::span);
        let space = if space.end < next.start as usize { " " } else { "" };
        let (a, b) = (shortened(self.slice(a.span())), shortened(self.slice(b.span())));
        let c = if next.tok == Tok::Open { "(…)" } else { self.text(next) };
        self.note(format!("{a}{sign}{b}{space}{c} is read as ({a}{sign}{b})*{c}"));
    }

    fn comma(&mut self, token: Token) -> Position {
        self.reduce(CLOSE);
        match self.frames.last().map(|frame| frame.kind) {
            Some(Kind::Call | Kind::Index) => {
                self.pos += 1;
                Position::Operand
            }
            Some(Kind::Range) => self.next_range(),
            Some(_) => {
                self.error(ErrorKind::UnexpectedComma, token.span());
                self.pos += 1;
                self.operands.pop();
                Position::Operand
            }
            None if self.another_point() => self.at(),
            None => Position::Done,
        }
    }

    /// The place from here to there.
    pub(super) fn span_from(&self, start: Token) -> Span {
        start.span().to(self.previous().map_or(start.span(), Token::span))
    }
}
