//! Questions about a function on an interval: its range, its extrema, its limits.

use super::command::Word;
use super::error::ErrorKind;
use super::expression::Stop;
use super::reader::Reader;
use super::statement::{Command, End, Side, Topic, Toward};
use super::token::{Tok, Token};
use crate::expr::{Expr, Name};

/// The spellings of infinity.
pub(super) fn is_infinity(text: &str) -> bool {
    matches!(text, "oo" | "inf" | "infinity" | "Infinity" | "∞")
}

impl Reader<'_> {
    /// `E [in x] [on INTERVAL]`
    pub(super) fn study(&mut self, topic: Topic) -> Option<Command> {
        self.take_word("of");
        let operand = self.value_expression(Stop::Study);
        let named = if self.take_word("in") { Some(self.named_variable()?) } else { None };
        let on = if self.take_word("on") { self.interval()? } else { [End::MINUS, End::PLUS] };
        let variable = match named {
            Some(name) => name,
            None => self.only_variable(&[operand.e], operand.span())?,
        };
        Some(Command::Study(topic, operand.e, variable, on))
    }

    /// The variable that expressions depend on; `x` if they depend on none.
    pub(super) fn only_variable(&mut self, all: &[Expr], span: crate::diag::Span) -> Option<Name> {
        let mut names: Vec<Name> = Vec::new();
        for &e in all {
            for name in self.store.free_symbols(e) {
                if self.store.definition(name).is_none() && !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        match names.as_slice() {
            [] => Some(self.store.name("x")),
            [only] => Some(*only),
            _ => {
                let names = names.iter().map(|&name| self.store.text(name).to_owned()).collect();
                self.error(ErrorKind::StudyVariable { names }, span);
                None
            }
        }
    }

    fn named_variable(&mut self) -> Option<Name> {
        let token = self.ahead(0);
        if token.tok != Tok::Name {
            self.unexpected("a variable");
            return None;
        }
        self.pos += 1;
        let text = self.canonical(token);
        let x = self.variable(&text, token.span());
        self.store.as_symbol(x)
    }

    /// `[0, oo)`, `(-1, 1]`, `(-oo, oo)`
    pub(super) fn interval(&mut self) -> Option<[End; 2]> {
        let first = self.ahead(0);
        let low_closed = match first.tok {
            Tok::Open => false,
            Tok::OpenSquare => true,
            _ => {
                self.error_at(first, ErrorKind::Interval);
                return None;
            }
        };
        self.pos += 1;
        let low = self.end(low_closed)?;
        if !self.take(Tok::Comma) {
            self.error_at(self.ahead(0), ErrorKind::Interval);
            return None;
        }
        let mut high = self.end(false)?;
        match self.tok() {
            Tok::Close => {}
            Tok::CloseSquare => {
                if let End::Finite(_, closed) = &mut high {
                    *closed = true;
                }
            }
            _ => {
                self.error_at(self.ahead(0), ErrorKind::Interval);
                return None;
            }
        }
        self.pos += 1;
        Some([low, high])
    }

    /// An end of an interval.
    fn end(&mut self, closed: bool) -> Option<End> {
        Some(match self.infinite() {
            Some(true) => End::Infinite(true),
            Some(false) => End::Infinite(false),
            None => End::Finite(self.value_expression(Stop::End).e, closed),
        })
    }

    /// `oo`, `+oo` or `-oo`, with whether it is negative.
    fn infinite(&mut self) -> Option<bool> {
        let signed = matches!(self.tok(), Tok::Plus | Tok::Minus);
        let token = self.ahead(usize::from(signed));
        if token.tok != Tok::Name || !is_infinity(self.text(token)) {
            return None;
        }
        let negative = self.tok() == Tok::Minus;
        self.pos += 1 + usize::from(signed);
        Some(negative)
    }

    /// `E as x -> TARGET`
    pub(super) fn limit(&mut self) -> Option<Command> {
        const EXPECTED: &str = "'as x -> …' after the expression";
        self.take_word("of");
        let e = self.value_expression(Stop::Study).e;
        if !self.take_word("as") {
            self.unexpected(EXPECTED);
            return None;
        }
        let variable = self.named_variable()?;
        let arrow = self.tok() == Tok::Minus && self.ahead(1).tok == Tok::Rel(crate::expr::Rel::Gt);
        if arrow {
            self.pos += 2;
        } else if !self.take(Tok::Arrow) && !self.take_word("to") {
            self.unexpected("'->' and where the variable goes");
            return None;
        }
        Some(Command::Limit(e, variable, self.target()))
    }

    /// Where the variable goes.
    pub(super) fn target(&mut self) -> Toward {
        match self.infinite() {
            Some(true) => Toward::MinusInfinity,
            Some(false) => Toward::PlusInfinity,
            None => self.finite_target(),
        }
    }

    /// `0`, `0+`, `0-`, `0^+`, `0 from above`, `0 from the left`
    fn finite_target(&mut self) -> Toward {
        // A sign at the end of the statement is no operator.
        let mut last = self.pos;
        while !matches!(self.token_at(last).tok, Tok::Newline | Tok::Semicolon | Tok::End) {
            last += 1;
        }
        let mut side = None;
        let sign = self.token_at(last.saturating_sub(1));
        if last > self.pos + 1 && matches!(sign.tok, Tok::Plus | Tok::Minus) {
            side = Some(if sign.tok == Tok::Plus { Side::Above } else { Side::Below });
            let caret = self.token_at(last - 2).tok == Tok::Caret;
            let stop = if caret { last - 2 } else { last - 1 };
            if let Some(token) = self.tokens.get_mut(stop) {
                *token = Token { tok: Tok::Semicolon, ..*token };
            }
            let a = self.value_expression(Stop::Study).e;
            self.pos = last;
            return Toward::Point(a, side);
        }
        let a = self.value_expression(Stop::Study).e;
        if self.take_word("from") {
            self.take_word("the");
            for (word, which) in [
                ("above", Side::Above),
                ("right", Side::Above),
                ("below", Side::Below),
                ("left", Side::Below),
            ] {
                if self.take_word(word) {
                    side = Some(which);
                }
            }
            if side.is_none() {
                self.unexpected("'above' or 'below'");
            }
        }
        Toward::Point(a, side)
    }

    /// `card tanh`
    pub(super) fn card(&mut self) -> Option<Command> {
        let token = self.ahead(0);
        let text = self.canonical(token);
        let is_call = self.ahead(1).tok == Tok::Open;
        if token.tok != Tok::Name || is_call {
            let e = self.value_expression(Stop::Usual);
            let x = self.only_variable(&[e.e], e.span())?;
            return Some(Command::Card(e.e, x));
        }
        let x = self.store.symbol("x");
        let Some(call) = self.call_by_name(&text, x) else {
            self.unexpected("a function of one argument");
            return None;
        };
        self.pos += 1;
        self.store.as_symbol(x).map(|x| Command::Card(call, x))
    }

    /// `plot E, F from a to b`
    pub(super) fn plot(&mut self) -> Option<Command> {
        let mut all = vec![self.value_expression(Stop::Study)];
        while self.take(Tok::Comma) {
            all.push(self.value_expression(Stop::Study));
        }
        let (mut lo, mut hi) = (self.store.integer(-5), self.store.integer(5));
        if self.take_word("from") {
            lo = self.value_expression(Stop::Study).e;
            if !self.take_word("to") {
                self.unexpected("'to' and the end of the plot");
                return None;
            }
            hi = self.value_expression(Stop::Study).e;
        }
        let span = all.first().map(|first| first.span())?;
        let all: Vec<Expr> = all.into_iter().map(|operand| operand.e).collect();
        let x = self.only_variable(&all, span)?;
        Some(Command::Plot(all, x, [lo, hi]))
    }

    /// Which question a word asks.
    pub(super) fn topic(word: Word) -> Option<Topic> {
        Some(match word {
            Word::Range => Topic::Range,
            Word::Maximum => Topic::Maximum,
            Word::Minimum => Topic::Minimum,
            Word::Monotone => Topic::Monotone,
            Word::Convex => Topic::Convex,
            Word::Asymptotes => Topic::Asymptotes,
            _ => return None,
        })
    }
}
