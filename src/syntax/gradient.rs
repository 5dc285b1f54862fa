//! The commands `backprop` and `descend`, and how their numbers are to be computed.

use super::error::{ErrorKind, limit};
use super::expression::Stop;
use super::reader::Reader;
use super::statement::{Command, Half, Numbers, Precision, Rounding};
use super::token::{Tok, Token};
use crate::diag::Span;
use crate::expr::Name;

impl Reader<'_> {
    /// `backprop ∂L/∂w`, `backprop dL/dw`, `backprop L [wrt w, …]`, then how to compute.
    pub(super) fn backprop(&mut self) -> Option<Command> {
        self.take_word("of");
        let (of, wrt) = match self.quotient_of_values() {
            Some((above, below)) => {
                let of = self.named_value(above)?;
                (of, vec![self.leaf(below)])
            }
            None => {
                let of = self.named_value_ahead()?;
                (of, self.parameters())
            }
        };
        let numbers = self.numbers(Numbers::default())?;
        Some(Command::Backprop { of, wrt, numbers })
    }

    /// `descend L in w rate r for n steps`, or the rule of a step.
    pub(super) fn descend(&mut self) -> Option<Command> {
        self.take_word("of");
        let rest = (self.pos..).map(|i| self.token_at(i));
        let ends = |tok| matches!(tok, Tok::Newline | Tok::Semicolon | Tok::End);
        let counts_steps = rest
            .take_while(|token| !ends(token.tok))
            .any(|token| token.tok == Tok::Name && self.text(token) == "for");
        if counts_steps { self.descent_table() } else { self.descent_rule() }
    }

    /// `descend E in x rate eta`: `x - eta*dE/dx`, for one variable or entry.
    fn descent_rule(&mut self) -> Option<Command> {
        const EXPECTED: &str = "'rate' and the rate";
        let loss = self.subject();
        self.expect_word("in", "'in' and the variable to change")?;
        let x = self.value_expression(Stop::Usual);
        let name = self.store.as_symbol(x.e).map(|name| self.store.text(name).to_owned());
        let x = match name {
            Some(name) => self.variable(&name, x.span()),
            None if self.is_entry(x.e) => x.e,
            None => {
                let found = format!("'{}'", super::token::shortened(self.slice(x.span())));
                self.error(ErrorKind::NotAVariable { found }, x.span());
                return None;
            }
        };
        self.take_word("with");
        self.expect_word("rate", EXPECTED)?;
        let rate = self.subject();
        let slope = self.store.deriv(x, loss);
        let step = self.store.mul(rate, slope);
        Some(Command::Derive(self.store.sub(x, step)))
    }

    /// `descend L [in w, …] rate 0.1 for 5 steps`, then how to compute.
    fn descent_table(&mut self) -> Option<Command> {
        const RATE: &str = "'rate' and the size of a step";
        const STEPS: &str = "'for', a number and 'steps'";
        let of = self.named_value_ahead()?;
        let wrt = self.parameters();
        self.take_word("with");
        self.expect_word("rate", RATE)?;
        let rate = self.value_expression(Stop::At).e;
        self.expect_word("for", STEPS)?;
        let token = self.ahead(0);
        let steps = self.text(token).parse().ok().filter(|n| (1..=limit::STEPS).contains(n));
        let Some(steps) = steps.filter(|_| token.tok == Tok::Number) else {
            self.error_at(token, ErrorKind::StepCount);
            return None;
        };
        self.pos += 1;
        if !self.take_word("step") {
            self.expect_word("steps", STEPS)?;
        }
        let numbers = self.numbers(Numbers::default())?;
        Some(Command::Descend { of, wrt, rate, steps, numbers })
    }

    /// The names of `∂L/∂w` or `dL/dw`, and their places, which are skipped.
    fn quotient_of_values(&mut self) -> Option<((String, Span), (String, Span))> {
        let tok = |k| self.ahead(k).tok;
        if (tok(0), tok(1), tok(2), tok(3), tok(4))
            == (Tok::Partial, Tok::Name, Tok::Slash, Tok::Partial, Tok::Name)
        {
            let (above, below) = (self.ahead(1), self.ahead(4));
            self.pos += 5;
            return Some((self.spelt(above, 0), self.spelt(below, 0)));
        }
        if (tok(0), tok(1), tok(2)) != (Tok::Name, Tok::Slash, Tok::Name) {
            return None;
        }
        let (above, below) = (self.ahead(0), self.ahead(2));
        let is_differential = |token| {
            let text = self.text(token);
            text.len() > 1 && text.starts_with('d')
        };
        if !is_differential(above) || !is_differential(below) {
            return None;
        }
        self.pos += 3;
        Some((self.spelt(above, 1), self.spelt(below, 1)))
    }

    /// The canonical name behind so many letters of a token.
    fn spelt(&self, token: Token, skipped: usize) -> (String, Span) {
        let span = Span::new(token.start as usize + skipped, token.end as usize);
        (super::names::canonical(self.slice(span)).into_owned(), span)
    }

    fn named_value_ahead(&mut self) -> Option<Name> {
        let token = self.ahead(0);
        if token.tok != Tok::Name {
            self.unexpected("a named value, such as the L of 'L = (y - a)^2'");
            return None;
        }
        self.pos += 1;
        let name = self.spelt(token, 0);
        self.named_value(name)
    }

    /// The name of a value that was defined.
    fn named_value(&mut self, (text, span): (String, Span)) -> Option<Name> {
        let name = self.store.name(&text);
        if self.store.value(name).is_some() {
            return Some(name);
        }
        self.error(ErrorKind::NotANamedValue { name: text }, span);
        None
    }

    /// A name that a value may depend on.
    fn leaf(&mut self, (text, _): (String, Span)) -> Name {
        self.store.name(&text)
    }

    /// `wrt w1, w2` or `in w1, w2`
    fn parameters(&mut self) -> Vec<Name> {
        let mut names = Vec::new();
        if !(self.take_word("wrt") || self.take_word("in")) {
            return names;
        }
        loop {
            let token = self.ahead(0);
            if token.tok != Tok::Name {
                self.unexpected("a name");
                return names;
            }
            self.pos += 1;
            let name = self.spelt(token, 0);
            names.push(self.leaf(name));
            if !self.take(Tok::Comma) {
                return names;
            }
        }
    }

    /// `at x = 1, …`, `rounding each step to 4 places [half-even]`, `to 6 digits`, in any order.
    fn numbers(&mut self, mut numbers: Numbers) -> Option<Numbers> {
        loop {
            if self.take_word("at") || (!numbers.at.is_empty() && self.take(Tok::Comma)) {
                let point = self.point()?;
                numbers.at.push(point);
            } else if self.take_word("rounding") {
                numbers.rounding = Some(self.rounding()?);
            } else if self.take_word("to") {
                numbers.precision = self.precision()?;
            } else {
                return Some(numbers);
            }
        }
    }

    fn rounding(&mut self) -> Option<Rounding> {
        const EXPECTED: &str = "'each step to' and a number of places";
        if self.take_word("each") || self.take_word("every") {
            self.expect_word("step", EXPECTED)?;
        }
        self.expect_word("to", EXPECTED)?;
        let token = self.ahead(0);
        let Precision::Places(places) = self.precision()? else {
            self.error_at(token, ErrorKind::Precision);
            return None;
        };
        let mut half = Half::Up;
        if self.take_word("half") {
            self.take(Tok::Minus);
            if self.take_word("even") {
                half = Half::Even;
            } else {
                self.expect_word("up", "'half-up' or 'half-even'")?;
            }
        }
        Some(Rounding { places, half })
    }
}
