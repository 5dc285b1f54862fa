//! Derivatives: `d/dx E`, `d^2/dx^2 E`, `∂²/∂x∂y E`, `dy/dx`, `D(x, E)`, `diff(E, x)`, and `at`.

use super::error::{ErrorKind, limit};
use super::expression::Position;
use super::frame::{Callee, Frame, Kind, Operand};
use super::names::canonical;
use super::quotient::{Differential, Quotient};
use super::reader::{Meaning, Reader};
use super::token::{Tok, Token, describe, shortened};
use crate::diag::Span;
use crate::expr::{Expr, Op, Orders};
use crate::notation::{Binding, is_greek};

impl Reader<'_> {
    /// Reads a derivative that begins with a name, such as `d/dx` or `dy/dx`. `None` if the name
    /// is something else; else whether an operand is complete.
    pub(super) fn derivative(&mut self, token: Token) -> Option<bool> {
        if let Some(quotient) = self.quotient_ahead(self.pos) {
            return Some(self.quotient(&quotient));
        }
        let tok = |k| self.ahead(k).tok;
        let by_expression = self.text(token) == "d"
            && (tok(1), tok(2), tok(3)) == (Tok::Slash, Tok::Name, Tok::Open)
            && self.text(self.ahead(2)) == "d";
        if !by_expression {
            return None;
        }
        self.pos += 3;
        let found = format!("'{}'", self.argument_text());
        self.error(ErrorKind::NotAVariable { found }, self.span_from(token));
        self.push_hole(token);
        Some(true)
    }

    /// Reads what begins with `∂`. Returns whether an operand is complete.
    pub(super) fn partial(&mut self, token: Token) -> bool {
        if let Some(quotient) = self.quotient_ahead(self.pos) {
            return self.quotient(&quotient);
        }
        let name = self.ahead(1);
        if name.tok == Tok::Name && self.ahead(2).tok == Tok::Open {
            let text = self.canonical(name);
            if let Some(inner) = self.known_function(&text) {
                self.pos += 2;
                self.open_call(token, Callee::Numerator(Some(Box::new(inner))), 0, None);
                return false;
            }
        }
        self.pos += 1;
        let next = self.ahead(0);
        let found = describe(next.tok, self.text(next));
        self.error(ErrorKind::Unexpected { found, expected: "'∂/∂x' or '∂f/∂x'" }, next.span());
        self.push_hole(token);
        true
    }

    /// `(d/dx) E`: the parentheses are around the operator only.
    pub(super) fn bracketed_operator(&mut self, open: Token) -> bool {
        let next = self.ahead(0);
        if next.tok != Tok::Partial && !(next.tok == Tok::Name && self.text(next) == "d") {
            return false;
        }
        let Some(quotient) = self.quotient_ahead(self.pos) else { return false };
        if quotient.dependent.is_some() || self.token_at(quotient.end).tok != Tok::Close {
            return false;
        }
        let count = self.push_variables(&quotient);
        self.pos = quotient.end + 1;
        let end = self.previous().map_or(open.end, |p| p.end);
        self.push_operator(Token { end, ..open }, count, false);
        true
    }

    fn quotient(&mut self, quotient: &Quotient) -> bool {
        let first = self.ahead(0);
        let count = self.push_variables(quotient);
        self.pos = quotient.end;
        let place = Token { end: quotient.span.end as u32, ..first };
        let Some(dependent) = quotient.dependent else {
            let starts = self.open.is_empty() && self.frames.last().is_none_or(is_whole);
            let whole = starts && self.tok() != Tok::Open;
            self.push_operator(place, count, whole);
            return false;
        };
        let variables = self.variables.split_off(self.variables.len() - count);
        let name = canonical(self.slice(dependent));
        let e = match self.dependent(&name, dependent, &variables) {
            Some(u) => variables.iter().rev().fold(u, |u, &x| self.store.deriv(x, u)),
            None => self.hole(),
        };
        self.push_operand(e, place.start, place.end);
        if self.tok() == Tok::Open {
            let derivative = self.slice(quotient.span).to_owned();
            let variable = quotient.below.first().map_or("x".into(), |d| d.name.clone());
            self.error(ErrorKind::DerivativeCall { derivative, variable }, quotient.span);
        }
        true
    }

    fn push_operator(&mut self, place: Token, count: usize, whole: bool) {
        let before = self.frames.last().map_or(0, |frame| frame.right);
        let right = if whole {
            Binding::ADD.left
        } else if before > Binding::MUL.right {
            before
        } else {
            Binding::DERIV.right
        };
        self.push_frame(Kind::Deriv { count, whole }, right, place);
    }

    /// Puts the variables of the lower half on their stack, and checks the orders.
    fn push_variables(&mut self, quotient: &Quotient) -> usize {
        let total: u32 = quotient.below.iter().fold(0, |sum, d| sum.saturating_add(d.order));
        if total != quotient.order {
            let kind = ErrorKind::OrderMismatch { above: quotient.order, below: total };
            self.error(kind, quotient.span);
        }
        if quotient.order > limit::ORDER || total > limit::ORDER {
            self.error(ErrorKind::OrderLimit, quotient.span);
        }
        let mut count = 0;
        for Differential { name, span, order, indices } in &quotient.below {
            let x = match indices {
                Some(tokens) => self.entry_of(name, *span, tokens.clone()),
                None => self.variable(name, *span),
            };
            for _ in 0..(*order).min(limit::ORDER) {
                self.variables.push(x);
                count += 1;
            }
        }
        count
    }

    /// The symbol to differentiate by.
    pub(super) fn variable(&mut self, name: &str, span: Span) -> Expr {
        match self.meaning(name) {
            Meaning::Free => {}
            Meaning::Number => {
                let name = self.store.name(name);
                if self.store.definition(name).is_some() && !self.params.contains(&name) {
                    let name = self.store.text(name).to_owned();
                    self.error(ErrorKind::FixedVariable { name }, span);
                }
            }
            Meaning::Constant(_) => {
                self.error(ErrorKind::FixedVariable { name: name.to_owned() }, span);
            }
            Meaning::Function(_) if is_greek(name) => {}
            Meaning::Primitive(_) | Meaning::Function(_) | Meaning::Unknown => {
                let found = format!("the function '{name}'");
                self.error(ErrorKind::NotAVariable { found }, span);
            }
        }
        self.store.symbol(name)
    }

    /// The function of `dy/dx` or `∂f/∂x`, applied to its variables.
    fn dependent(&mut self, name: &str, span: Span, variables: &[Expr]) -> Option<Expr> {
        let unknown = |reader: &Self| ErrorKind::UnknownDependent {
            name: name.to_owned(),
            variable: variables
                .first()
                .and_then(|&x| reader.store.as_symbol(x))
                .map_or(String::new(), |x| reader.store.text(x).to_owned()),
        };
        let mut distinct: Vec<Expr> = Vec::new();
        for &x in variables {
            if !distinct.contains(&x) {
                distinct.push(x);
            }
        }
        let symbol = self.store.name(name);
        match self.known_function(name) {
            Some(Callee::Defined(f)) => {
                let params = self.store.definition(f.name).map(|d| d.params.clone());
                let mut args: Vec<Expr> = match params {
                    Some(params) if f.required > 1 => {
                        params.into_iter().map(|p| self.store.symbol_of(p)).collect()
                    }
                    _ => distinct.first().copied().into_iter().collect(),
                };
                if distinct.iter().any(|x| !args.contains(x)) {
                    let kind = unknown(self);
                    self.error(kind, span);
                    return None;
                }
                let written = args.len().saturating_sub(f.required);
                args.extend_from_slice(f.defaults.get(written..).unwrap_or(&[]));
                Some(self.store.apply(f.name, Orders::NONE, &args))
            }
            Some(Callee::Unknown(f)) => {
                let known = self.scope.arities.get(&f).copied();
                if known.is_some_and(|arity| arity != distinct.len()) {
                    let kind = unknown(self);
                    self.error(kind, span);
                    return None;
                }
                self.scope.arities.insert(f, distinct.len());
                Some(self.store.apply(f, Orders::NONE, &distinct))
            }
            Some(
                Callee::Primitive(_)
                | Callee::Numerator(_)
                | Callee::Family(_)
                | Callee::Matrix(..)
                | Callee::Broken,
            )
            | None => {
                if self.store.definition(symbol).is_some_and(|d| d.params.is_empty()) {
                    return Some(self.store.symbol_of(symbol));
                }
                let kind = unknown(self);
                self.error(kind, span);
                None
            }
        }
    }

    pub(super) fn build_derivative(&mut self, count: usize, frame: Frame, operand: Operand) {
        let mut e = self.value(operand);
        let first = self.variables.len().saturating_sub(count);
        for x in self.variables.split_off(first).into_iter().rev() {
            e = self.store.deriv(x, e);
        }
        self.push_operand(e, frame.start, operand.end);
    }

    /// The lower half of `d(…)/dx` after its parenthesis.
    pub(super) fn denominator(&mut self, name: Span, value: Expr) -> Option<Expr> {
        let below =
            if self.tok() == Tok::Slash { self.differentials(self.pos + 1, 1) } else { None };
        let Some((below, end)) = below else {
            let name = self.slice(name).to_owned();
            let kind = ErrorKind::AmbiguousCall { name: name.clone(), argument: "…".into() };
            let span = self.previous().map_or(Span::default(), Token::span);
            self.error(kind, span);
            return None;
        };
        let span = name.to(self.token_at(end.saturating_sub(1)).span());
        let quotient = Quotient { order: 1, dependent: None, below, end, span };
        let count = self.push_variables(&quotient);
        self.pos = end;
        let variables = self.variables.split_off(self.variables.len() - count);
        Some(variables.iter().rev().fold(value, |u, &x| self.store.deriv(x, u)))
    }

    /// `D(x, y, E)` is `∂²/∂x∂y E`; `diff(E, x, y)` differentiates by x first. A number after a
    /// variable is its order.
    pub(super) fn derivative_call(
        &mut self,
        value: Operand,
        variables: &[Operand],
        last_first: bool,
    ) -> Option<Expr> {
        let mut list: Vec<Expr> = Vec::new();
        for &operand in variables {
            let order = self.store.number(operand.e).and_then(|(n, _)| n.to_i64());
            match (order, list.last().copied()) {
                (Some(n), Some(x)) => {
                    let more = u32::try_from(n - 1).unwrap_or(limit::ORDER + 1);
                    if list.len() + more as usize > limit::ORDER as usize {
                        self.error(ErrorKind::OrderLimit, operand.span());
                        return None;
                    }
                    list.extend((0..more).map(|_| x));
                }
                (_, _) if self.is_entry(operand.e) => list.push(operand.e),
                (_, _) => match self.store.as_symbol(operand.e) {
                    Some(name) if !self.is_hole(operand.e) => {
                        let name = self.store.text(name).to_owned();
                        list.push(self.variable(&name, operand.span()));
                    }
                    Some(_) => return None,
                    None => {
                        let found = format!("'{}'", shortened(self.slice(operand.span())));
                        self.error(ErrorKind::NotAVariable { found }, operand.span());
                        return None;
                    }
                },
            }
        }
        if list.len() > limit::ORDER as usize {
            self.error(ErrorKind::OrderLimit, value.span());
            return None;
        }
        if last_first {
            list.reverse();
        }
        let u = self.value(value);
        Some(list.into_iter().fold(u, |u, x| self.store.deriv(x, u)))
    }

    /// States where the operator ends, if a sum follows it.
    pub(super) fn note_end_of_derivative(&mut self, sign: Token) {
        let operator = |span: Span| shortened(self.slice(span));
        let text = match (self.frames.last(), self.operands.last()) {
            (Some(frame), _) if is_whole(frame) => {
                format!("{} is read as applying to all that follows it", operator(frame.span()))
            }
            (None, Some(top)) if self.store.op(top.e) == Op::Deriv => {
                let written = operator(top.span());
                if !written.starts_with(['d', '∂']) || !written.contains('/') {
                    return;
                }
                format!("the derivative {written} is read as ending before '{}'", self.text(sign))
            }
            _ => return,
        };
        self.note(text);
    }

    // Values at a point.

    /// Reads `at x =` (or a comma and `x =` after it); the value follows.
    pub(super) fn at(&mut self) -> Position {
        self.reduce(Binding::AT.left);
        let word = self.ahead(0);
        let name = self.ahead(1);
        self.pos += 1;
        if name.tok == Tok::Name && self.ahead(1).tok == Tok::Eq {
            let text = self.canonical(name);
            let x = self.variable(&text, name.span());
            if word.tok == Tok::Comma {
                self.check_earlier_points(&text, name.span());
            }
            self.pos += 2;
            self.push_frame(Kind::At(x), Binding::AT.right, word);
            return Position::Operand;
        }
        self.error_at(name, ErrorKind::PointWithoutName);
        if matches!(self.tok(), Tok::End | Tok::Newline | Tok::Semicolon | Tok::Close) {
            return Position::Operator;
        }
        let hole = self.hole();
        self.push_frame(Kind::At(hole), Binding::AT.right, word);
        Position::Operand
    }

    /// All values are put in at once, so none may mention a variable that another one replaces.
    fn check_earlier_points(&mut self, name: &str, span: Span) {
        let x = self.store.name(name);
        let points = self.points();
        if points.iter().any(|&point| self.store.mentions(point, x)) {
            self.error(ErrorKind::DependentPoint { name: name.to_owned() }, span);
        }
    }

    /// The values of the points that the last operand is taken at.
    fn points(&self) -> Vec<Expr> {
        let mut points = Vec::new();
        let mut next = self.operands.last().map(|top| top.e);
        while let Some(&[u, _, point]) = next.map(|e| self.store.children(e))
            && next.is_some_and(|e| self.store.op(e) == Op::At)
            && points.len() <= limit::POINTS
        {
            points.push(point);
            next = Some(u);
        }
        points
    }

    /// Does another `x = …` follow the comma after a value at a point?
    pub(super) fn another_point(&self) -> bool {
        (1..limit::POINTS).contains(&self.points().len())
            && self.ahead(1).tok == Tok::Name
            && self.ahead(2).tok == Tok::Eq
    }
}

fn is_whole(frame: &Frame) -> bool {
    matches!(frame.kind, Kind::Deriv { whole: true, .. })
}
