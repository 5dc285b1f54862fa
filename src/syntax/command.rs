//! Commands: a word at the beginning of a statement, and what it works on.

use super::error::{ErrorKind, limit};
use super::expression::Stop;
use super::frame::Operand;
use super::reader::Reader;
use super::statement::{Command, Counted, Precision, Statement};
use super::token::{Tok, Token, describe};
use crate::diag::Span;
use crate::eval;
use crate::expr::{Expr, MatOp, Name, Op};

/// The word that begins a command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    Let,
    Differentiate,
    Simplify,
    Expand,
    Factor,
    Together,
    Collect,
    Rewrite,
    Show,
    Evaluate,
    Range,
    Maximum,
    Minimum,
    Monotone,
    Convex,
    Asymptotes,
    Limit,
    Card,
    Plot,
    Backprop,
    Descend,
    Layer,
    Network,
    Convention,
    Count(Counted),
    Collapse,
}

const WORDS: [(&str, Word); 39] = [
    ("let", Word::Let),
    ("differentiate", Word::Differentiate),
    ("derive", Word::Differentiate),
    ("derivative", Word::Differentiate),
    ("simplify", Word::Simplify),
    ("expand", Word::Expand),
    ("factor", Word::Factor),
    ("factorise", Word::Factor),
    ("factorize", Word::Factor),
    ("together", Word::Together),
    ("collect", Word::Collect),
    ("rewrite", Word::Rewrite),
    ("show", Word::Show),
    ("prove", Word::Show),
    ("verify", Word::Show),
    ("evaluate", Word::Evaluate),
    ("eval", Word::Evaluate),
    ("compute", Word::Evaluate),
    ("range", Word::Range),
    ("maximum", Word::Maximum),
    ("minimum", Word::Minimum),
    ("monotone", Word::Monotone),
    ("convex", Word::Convex),
    ("asymptotes", Word::Asymptotes),
    ("limit", Word::Limit),
    ("lim", Word::Limit),
    ("card", Word::Card),
    ("plot", Word::Plot),
    ("backprop", Word::Backprop),
    ("backpropagate", Word::Backprop),
    ("descend", Word::Descend),
    ("layer", Word::Layer),
    ("network", Word::Network),
    ("convention", Word::Convention),
    ("shapes", Word::Count(Counted::Shapes)),
    ("parameters", Word::Count(Counted::Parameters)),
    ("flops", Word::Count(Counted::Flops)),
    ("receptive", Word::Count(Counted::ReceptiveField)),
    ("collapse", Word::Collapse),
];

impl Word {
    pub(super) fn find(text: &str) -> Option<Self> {
        if text.len() < 3 {
            return None;
        }
        if text.eq_ignore_ascii_case("approximate") {
            return Some(Self::Evaluate);
        }
        WORDS.iter().find(|(word, _)| text.eq_ignore_ascii_case(word)).map(|&(_, word)| word)
    }
}

impl Reader<'_> {
    pub(super) fn command(&mut self, word: Word, first: Token) {
        let command = match word {
            Word::Let => {
                self.unexpected("a name and its definition after 'let'");
                return;
            }
            Word::Differentiate => Some(self.differentiate()),
            Word::Simplify => Some(Command::Simplify(self.subject())),
            Word::Expand => Some(Command::Expand(self.subject())),
            Word::Factor => Some(Command::Factor(self.subject())),
            Word::Together => Some(Command::Together(self.subject())),
            Word::Collect => self.collect(),
            Word::Rewrite => self.rewrite(),
            Word::Show => self.show(),
            Word::Evaluate => self.evaluate(),
            Word::Limit => self.limit(),
            Word::Card => self.card(),
            Word::Plot => self.plot(),
            Word::Range
            | Word::Maximum
            | Word::Minimum
            | Word::Monotone
            | Word::Convex
            | Word::Asymptotes => Self::topic(word).and_then(|topic| self.study(topic)),
            Word::Layer => return self.layer(first),
            Word::Network => return self.network(first),
            Word::Convention => return self.convention(first),
            Word::Count(what) => self.count(what),
            Word::Backprop => self.backprop(),
            Word::Descend => self.descend(),
            Word::Collapse => self.collapse(),
        };
        if let Some(command) = command {
            self.say(Statement::Command(command), self.span_from(first));
        }
    }

    pub(super) fn subject(&mut self) -> Expr {
        self.value_expression(Stop::Usual).e
    }

    /// Skips a word that has to stand here.
    pub(super) fn expect_word(&mut self, word: &str, expected: &'static str) -> Option<()> {
        if self.take_word(word) {
            return Some(());
        }
        self.unexpected(expected);
        None
    }

    /// `convention name = value`
    fn convention(&mut self, first: Token) {
        let Some((name, value)) = self.setting() else { return };
        let mut words = String::new();
        if self.take(Tok::Colon) {
            let start = self.ahead(0).start;
            while !self.at_end_of_statement() {
                self.pos += 1;
            }
            let end = self.previous().map_or(start, |token| token.end).max(start);
            words = self.slice(Span::new(start as usize, end as usize)).to_owned();
        }
        self.say(Statement::Convention(name, value, words), self.span_from(first));
    }

    /// `name = value`
    fn setting(&mut self) -> Option<(Name, Expr)> {
        let token = self.ahead(0);
        if token.tok != Tok::Name || self.ahead(1).tok != Tok::Eq {
            self.error_at(token, ErrorKind::Setting);
            return None;
        }
        self.pos += 2;
        let text = self.canonical(token);
        let name = self.store.name(&text);
        Some((name, self.value_expression(Stop::At).e))
    }

    /// `parameters N [with a = 1, b = 2] [without bias] [at n = 3]`
    fn count(&mut self, what: Counted) -> Option<Command> {
        if what == Counted::ReceptiveField {
            self.expect_word("field", "'field'")?;
        }
        self.take_word("of");
        let token = self.ahead(0);
        if token.tok != Tok::Name {
            self.unexpected("the name of a network");
            return None;
        }
        self.pos += 1;
        let network = self.canonical(token).into_owned();
        let (mut with, mut at) = (Vec::new(), Vec::new());
        loop {
            if self.take_word("with") || (!with.is_empty() && self.take(Tok::Comma)) {
                with.push(self.setting()?);
            } else if self.take_word("without") {
                let token = self.ahead(0);
                if token.tok != Tok::Name {
                    self.unexpected("the name of a convention");
                    return None;
                }
                self.pos += 1;
                let text = self.canonical(token);
                with.push((self.store.name(&text), self.store.integer(0)));
            } else if self.take_word("at") || (!at.is_empty() && self.take(Tok::Comma)) {
                at.push(self.point()?);
            } else {
                return Some(Command::Count { what, network, with, at });
            }
        }
    }

    fn collect(&mut self) -> Option<Command> {
        let e = self.subject();
        self.expect_word("in", "'in' and what to collect in")?;
        Some(Command::Collect(e, self.subject()))
    }

    fn collapse(&mut self) -> Option<Command> {
        let e = self.subject();
        self.expect_word("in", "'in' and the input of the layers")?;
        let token = self.ahead(0);
        let x = self.subject();
        if !matches!(self.store.mat_op(x), Some(MatOp::Named(_))) {
            let name = super::token::shortened(self.slice(self.span_from(token)));
            self.error(ErrorKind::NotAMatrix { name }, self.span_from(token));
            return None;
        }
        if self.store.shape(e).is_none() {
            self.error(ErrorKind::CollapseNumber, self.span_from(token));
            return None;
        }
        Some(Command::Collapse(e, x))
    }

    fn rewrite(&mut self) -> Option<Command> {
        const EXPECTED: &str = "'in terms of' and an expression";
        let e = self.subject();
        self.expect_word("in", EXPECTED)?;
        self.expect_word("terms", EXPECTED)?;
        self.expect_word("of", EXPECTED)?;
        let mut units = vec![self.subject()];
        while self.take(Tok::Comma) {
            units.push(self.subject());
        }
        Some(Command::Rewrite(e, units))
    }

    fn show(&mut self) -> Option<Command> {
        self.take_word("that");
        let mistakes = self.report.count();
        let first = self.expression(Stop::Usual);
        if self.store.op(first.e).is_condition() && self.tok() != Tok::Eq {
            return Some(Command::Compare(first.e));
        }
        let mut sides = vec![self.checked_side(first)];
        while self.take(Tok::Eq) {
            sides.push(self.side());
        }
        if sides.len() < 2 {
            if self.report.count() == mistakes {
                self.error_at(self.ahead(0), ErrorKind::NoEquation);
            }
            return None;
        }
        Some(Command::Show(sides))
    }

    fn side(&mut self) -> Expr {
        let side = self.expression(Stop::Usual);
        self.checked_side(side)
    }

    fn checked_side(&mut self, side: Operand) -> Expr {
        if self.store.op(side.e).is_condition() {
            self.error(ErrorKind::NotAnEquation, side.span());
        }
        side.e
    }

    fn evaluate(&mut self) -> Option<Command> {
        let e = self.value_expression(Stop::At).e;
        let mut points: Vec<(Name, Expr)> = Vec::new();
        let mut precision = Precision::Default;
        loop {
            if self.take_word("at") || (!points.is_empty() && self.take(Tok::Comma)) {
                points.push(match self.entry_point() {
                    Some(point) => point,
                    None => self.point()?,
                });
            } else if self.take_word("to") {
                precision = self.precision()?;
            } else {
                return Some(Command::Evaluate(e, points, precision));
            }
        }
    }

    /// `x[2,1] = 1/2`
    fn entry_point(&mut self) -> Option<(Name, Expr)> {
        let token = self.ahead(0);
        let (inside, next) = self.indices_at(self.pos + 1)?;
        if token.tok != Tok::Name || self.token_at(next).tok != Tok::Eq {
            return None;
        }
        let mut indices = Vec::new();
        for part in self.tokens.get(inside)?.split(|token| token.tok == Tok::Comma) {
            let (sign, number) = match part {
                [number] => (1, number),
                [minus, number] if minus.tok == Tok::Minus => (-1, number),
                _ => return None,
            };
            indices.push(sign * self.text(*number).parse::<i64>().ok()?);
        }
        let text = self.canonical(token).into_owned();
        let family = self.store.family(&text);
        let name = eval::entry_name(self.store, family, &indices);
        self.pos = next + 1;
        Some((name, self.value_expression(Stop::At).e))
    }

    /// `x = 1/2`
    pub(super) fn point(&mut self) -> Option<(Name, Expr)> {
        let token = self.ahead(0);
        if token.tok != Tok::Name || self.ahead(1).tok != Tok::Eq {
            self.error_at(token, ErrorKind::PointWithoutName);
            return None;
        }
        let text = self.canonical(token);
        let x = self.variable(&text, token.span());
        self.pos += 2;
        let value = self.value_expression(Stop::At).e;
        Some((self.store.as_symbol(x)?, value))
    }

    /// `50 digits`, `4 places`, `4 decimal places`, `3 significant digits`
    pub(super) fn precision(&mut self) -> Option<Precision> {
        let token = self.ahead(0);
        let count = self.text(token).parse().ok().filter(|&n| n <= limit::PRECISION);
        if token.tok == Tok::Number && count.is_some() {
            self.pos += 1;
            let is_any = |reader: &Self, words: &[&str]| words.iter().any(|w| reader.is_word(w));
            let decimal = self.take_word("decimal");
            let significant = !decimal && self.take_word("significant");
            let precision = if !significant && is_any(self, &["places", "place", "decimals"]) {
                count.map(Precision::Places)
            } else if !decimal && is_any(self, &["digits", "digit", "figures", "figure"]) {
                count.filter(|&n| n > 0).map(Precision::Digits)
            } else {
                None
            };
            if precision.is_some() {
                self.pos += 1;
                return precision;
            }
        }
        self.error_at(self.ahead(0), ErrorKind::Precision);
        None
    }

    /// `differentiate E [wrt x]`: the derivative where E is not one already.
    fn differentiate(&mut self) -> Command {
        self.take_word("of");
        let operand = self.value_expression(Stop::Usual);
        let named = if self.take_word("wrt") || self.take_word("by") {
            true
        } else if self.take_word("with") {
            self.take_word("respect");
            self.take_word("to");
            true
        } else {
            false
        };
        if named {
            let token = self.ahead(0);
            if token.tok == Tok::Name {
                self.pos += 1;
                let text = self.canonical(token);
                let x = match self.indices_at(self.pos) {
                    Some((tokens, next)) => {
                        self.pos = next;
                        self.entry_of(&text, token.span(), tokens)
                    }
                    None => self.variable(&text, token.span()),
                };
                return Command::Derive(self.store.deriv(x, operand.e));
            }
            let found = describe(token.tok, self.text(token));
            self.error_at(token, ErrorKind::NotAVariable { found });
            return Command::Derive(operand.e);
        }
        Command::Derive(self.derivative_of(operand))
    }

    fn derivative_of(&mut self, operand: Operand) -> Expr {
        let parts = self.store.subexpressions(&[operand.e]);
        let is_derivative = |op| match op {
            Op::Deriv => true,
            Op::Apply(_, orders) => !orders.is_none(),
            _ => false,
        };
        if parts.iter().any(|&e| is_derivative(self.store.op(e))) {
            return operand.e;
        }
        let mut names: Vec<String> = parts
            .iter()
            .filter_map(|&e| self.store.as_symbol(e))
            .filter(|&name| self.store.definition(name).is_none())
            .map(|name| self.store.text(name).to_owned())
            .collect();
        if let [name] = names.as_slice() {
            let x = self.store.symbol(name);
            self.note(format!("the derivative is taken with respect to {}", self.store_text(x)));
            return self.store.deriv(x, operand.e);
        }
        names.sort();
        names.truncate(8);
        self.error(ErrorKind::WhichVariable { names }, operand.span());
        operand.e
    }

    fn store_text(&self, x: Expr) -> String {
        self.store.as_symbol(x).map_or(String::new(), |name| self.store.text(name).to_owned())
    }
}
