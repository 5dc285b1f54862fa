//! Names where an operand can stand: variables, constants, and the beginning of a call.

use super::error::{ErrorKind, limit};
use super::frame::{Call, Callee, Kind};
use super::names::{count_primes, is_dependent_letter, is_function_letter};
use super::primitive::{self, Primitive};
use super::reader::{Meaning, Reader};
use super::study::is_infinity;
use super::token::{Tok, Token, shortened};
use crate::diag::Span;
use crate::expr::{Expr, Name};
use crate::notation::is_greek;

impl Reader<'_> {
    /// Reads a name. Returns whether an operand is complete; if not, its argument follows.
    pub(super) fn name(&mut self, token: Token) -> bool {
        let text = self.canonical(token);
        if text.starts_with('d')
            && let Some(complete) = self.derivative(token)
        {
            return complete;
        }
        self.pos += 1;
        if text == "D" && self.tok() == Tok::OpenSquare {
            return self.ordered_call(token);
        }
        if let Some(complete) = self.matrix_function(token, &text) {
            return complete;
        }
        if let Some(complete) = self.bracketed(token, &text) {
            return complete;
        }
        let prime = self.ahead(0);
        let primes = if prime.tok == Tok::Prime && prime.start == token.end {
            count_primes(self.text(prime))
        } else {
            0
        };
        let meaning = self.meaning(&text);
        if self.ahead(usize::from(primes > 0)).tok == Tok::Open {
            self.pos += usize::from(primes > 0);
            return self.before_parenthesis(token, &text, meaning, primes);
        }
        match meaning {
            Meaning::Constant(c) => {
                let e = self.store.constant(c);
                self.push_operand(e, token.start, token.end);
                true
            }
            Meaning::Free if is_infinity(&text) => {
                self.error(ErrorKind::Infinity, token.span());
                self.push_hole(token);
                true
            }
            Meaning::Free | Meaning::Number | Meaning::Primitive(Primitive::BigD) => {
                self.note_greek_product(token);
                if meaning == Meaning::Free {
                    self.note_hidden_function(&text);
                }
                self.variable_with_primes(token, &text, primes);
                true
            }
            Meaning::Primitive(p) => {
                self.pos += usize::from(primes > 0);
                let callee = (p.is_unary() && primes == 0).then_some(Callee::Primitive(p));
                self.without_parentheses(token, &text, callee)
            }
            Meaning::Function(_) if is_greek(&text) && !self.is_power_of_call() => {
                if self.usages().get(&text).is_some_and(|usage| usage.called) {
                    self.error(ErrorKind::MissingArgument { name: text.into() }, token.span());
                    self.push_hole(token);
                } else {
                    self.note(format!("{text} without an argument is read as a variable"));
                    self.variable_with_primes(token, &text, primes);
                }
                true
            }
            Meaning::Function(f) => {
                self.pos += usize::from(primes > 0);
                let callee = (f.required == 1 && primes == 0).then_some(Callee::Defined(f));
                self.without_parentheses(token, &text, callee)
            }
            Meaning::Unknown => {
                self.pos += usize::from(primes > 0);
                let name = self.store.name(&text);
                let callee = (primes == 0).then_some(Callee::Unknown(name));
                self.without_parentheses(token, &text, callee)
            }
        }
    }

    fn variable_with_primes(&mut self, token: Token, text: &str, primes: u32) {
        let mut end = token.end;
        let e = if primes == 0 || self.is_matrix_name(text) {
            self.named(text)
        } else {
            end = self.ahead(0).end;
            self.pos += 1;
            if primes > limit::PRIMES {
                self.error(ErrorKind::PrimeLimit, Span::new(token.start as usize, end as usize));
            }
            let marks = "'".repeat(primes.min(limit::PRIMES) as usize);
            self.store.symbol(&format!("{text}{marks}"))
        };
        self.push_operand(e, token.start, end);
    }

    /// `sinx` is one name, though it looks like a function and its argument.
    fn note_hidden_function(&mut self, text: &str) {
        const SHORTEST: usize = 3;
        if !text.is_ascii() || text.len() < SHORTEST || is_greek(text) {
            return;
        }
        for length in (text.len() - 2).max(2)..text.len() {
            let (head, rest) = text.split_at(length);
            let is_function = match primitive::find(head) {
                Some(p) => p.is_unary(),
                None => self.vocabulary.function(self.store, head).is_some(),
            };
            if is_function && !rest.starts_with('_') {
                self.note(format!("{text} is read as one name, not as {head}({rest})"));
                return;
            }
        }
    }

    /// A Greek letter is a name of its own, also right beside another letter.
    fn note_greek_product(&mut self, token: Token) {
        let next = self.ahead(0);
        if next.tok == Tok::Name && next.start == token.end {
            let (a, b) = (self.text(token), self.text(next));
            if b != "π" {
                self.note(format!("{a}{b} is read as {a}*{b}"));
            }
        }
    }

    // Before a parenthesis: a call, a product with a known number, or a question.

    fn before_parenthesis(
        &mut self,
        token: Token,
        text: &str,
        meaning: Meaning,
        primes: u32,
    ) -> bool {
        let callee = match meaning {
            Meaning::Constant(c) => {
                let e = self.store.constant(c);
                self.note_product(token, "a constant");
                self.push_operand(e, token.start, token.end);
                return true;
            }
            Meaning::Number => {
                self.note_product(token, "known to be a number");
                self.pos -= usize::from(primes > 0);
                self.variable_with_primes(token, text, primes);
                return true;
            }
            Meaning::Primitive(p) => Callee::Primitive(p),
            Meaning::Function(signature) => Callee::Defined(signature),
            Meaning::Unknown => Callee::Unknown(self.store.name(text)),
            Meaning::Free if text == "delta" => {
                self.note("delta(…) is read as Kronecker's symbol".into());
                Callee::Primitive(Primitive::Kronecker)
            }
            Meaning::Free => self.undeclared(token, text),
        };
        self.open_call(token, callee, primes, None);
        false
    }

    fn note_product(&mut self, token: Token, why: &str) {
        let name = self.text(token);
        self.note(format!("{name}(…) is read as the product {name}*(…), because {name} is {why}"));
    }

    fn undeclared(&mut self, token: Token, text: &str) -> Callee {
        if let Some(name) = self.conventional(text) {
            return Callee::Unknown(name);
        }
        if let Some(rest) = text.strip_prefix('d') {
            if rest.is_empty() {
                return Callee::Numerator(None);
            }
            if let Some(inner) = self.known_function(rest) {
                return Callee::Numerator(Some(Box::new(inner)));
            }
        }
        let name = text.to_owned();
        let kind = match self.similar(text) {
            Some(meant) => ErrorKind::UnknownFunction { name, meant },
            None => ErrorKind::AmbiguousCall { name, argument: self.argument_text() },
        };
        self.error(kind, token.span());
        Callee::Broken
    }

    /// The unknown function that an undeclared letter is by convention.
    pub(super) fn conventional(&mut self, text: &str) -> Option<Name> {
        let letter = is_function_letter(text);
        if !letter && !is_dependent_letter(text) {
            return None;
        }
        let allowed = match self.usages().get(text) {
            Some(usage) => !usage.plain && (letter || (usage.called && usage.on_symbols)),
            None => letter,
        };
        if !allowed {
            return None;
        }
        self.note(format!("{text} is read as an unknown function"));
        Some(self.store.name(text))
    }

    /// What a name calls, without a message if it is not a function.
    pub(super) fn known_function(&mut self, text: &str) -> Option<Callee> {
        match self.meaning(text) {
            Meaning::Primitive(p) => Some(Callee::Primitive(p)),
            Meaning::Function(signature) => Some(Callee::Defined(signature)),
            Meaning::Unknown => Some(Callee::Unknown(self.store.name(text))),
            Meaning::Free => self.conventional(text).map(Callee::Unknown),
            Meaning::Constant(_) | Meaning::Number => None,
        }
    }

    /// The text between the next parenthesis and its other half, for messages.
    pub(super) fn argument_text(&self) -> String {
        const LONGEST: usize = 64;
        let mut depth = 0_usize;
        for token in self.tokens.iter().skip(self.pos).take(LONGEST) {
            match token.tok {
                Tok::Open => depth += 1,
                Tok::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                let inside = Span::new(self.ahead(0).end as usize, token.start as usize);
                return shortened(self.slice(inside).trim());
            }
        }
        "…".into()
    }

    pub(super) fn open_call(
        &mut self,
        name: Token,
        callee: Callee,
        primes: u32,
        power: Option<Expr>,
    ) {
        let span = self.span_from(name);
        let base = self.operands.len();
        self.calls.push(Call { callee, primes, orders: None, power, name: span, base });
        let open = self.ahead(0);
        self.pos += 1;
        self.open_bracket(Kind::Call, open);
    }
}
