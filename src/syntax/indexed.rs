//! Entries of indexed families and ranges: `w[k,i]`, `sum[n=1..N, k=1..K] …`, `forall[n=1..N] …`.

use std::ops::Range;

use super::error::{ErrorKind, limit};
use super::expression::{CLOSE, Position};
use super::frame::{Call, Callee, Frame, Kind, Operand, Ranges};
use super::reader::Reader;
use super::statement::Sort;
use super::token::{Tok, Token, shortened};
use crate::diag::Span;
use crate::expr::{Expr, Name, Op};
use crate::notation::Binding;

/// The operator that the word before a range is.
fn operator(word: &str) -> Option<Op> {
    match word {
        "sum" | "Sigma" | "∑" => Some(Op::Sum),
        "prod" | "product" | "Pi" | "∏" => Some(Op::Prod),
        "forall" => Some(Op::ForAll),
        _ => None,
    }
}

impl Reader<'_> {
    /// Reads what begins with a name and `[`, if that stands next. Returns whether an operand is
    /// complete.
    pub(super) fn bracketed(&mut self, token: Token, text: &str) -> Option<bool> {
        let open = self.ahead(0);
        if let Some(op) = operator(text)
            && open.tok == Tok::OpenSquare
            && (open.start == token.end || self.ahead(2).tok == Tok::Eq)
        {
            self.open_range(op, token);
            return Some(false);
        }
        if matches!(text, "∑" | "∏") {
            self.error(ErrorKind::Range, token.span());
            self.push_hole(token);
            return Some(true);
        }
        if open.tok != Tok::OpenSquare || open.start != token.end {
            return self.superscript_index(token, text);
        }
        let family = self.store.family(text);
        self.open_entry(token, family, open);
        Some(false)
    }

    fn open_entry(&mut self, token: Token, family: Name, open: Token) {
        let base = self.operands.len();
        let (callee, name) = (Callee::Family(family), token.span());
        self.calls.push(Call { callee, primes: 0, orders: None, power: None, name, base });
        self.pos += 1;
        self.open_bracket(Kind::Index, open);
    }

    /// `t^(n)[k]`, the entry of sample n, is `t[n,k]`.
    fn superscript_index(&mut self, token: Token, text: &str) -> Option<bool> {
        let toks = [0, 1, 2, 3].map(|k| self.ahead(k).tok);
        if toks != [Tok::Caret, Tok::Open, Tok::Name, Tok::Close] {
            return None;
        }
        let sample = self.ahead(2);
        let close = self.ahead(3);
        let open = self.ahead(4);
        let family = self.store.family(text);
        if open.tok != Tok::OpenSquare || open.start != close.end {
            return self.superscript_alone(token, text, family, sample);
        }
        self.pos += 4;
        let written = self.slice(self.span_from(token)).to_owned();
        self.note(format!("{written}[…] is read as the entry {text}[{},…]", self.text(sample)));
        self.open_entry(token, family, open);
        let index = self.canonical(sample);
        let index = self.store.symbol(&index);
        self.push_operand(index, sample.start, sample.end);
        // The brackets' own indices follow as if there were a comma.
        Some(false)
    }

    /// `y^(n)` is the entry `y[n]` where `y[…]` has one index and `y` by itself means nothing;
    /// otherwise it is a power.
    fn superscript_alone(
        &mut self,
        token: Token,
        text: &str,
        family: Name,
        sample: Token,
    ) -> Option<bool> {
        let name = self.store.name(text);
        let indices = match self.store.definition(family) {
            Some(definition) => definition.params.len(),
            None => self.scope.arities.get(&family).copied().unwrap_or(0),
        };
        let is_number = self.store.definition(name).is_some()
            || self.store.declared(name).is_some()
            || self.scope.sort(name).is_some()
            || self.scope.numbers.contains(&name);
        if indices != 1 || is_number {
            return None;
        }
        self.pos += 4;
        let end = self.previous().map_or(sample.end, |close| close.end);
        let written = self.slice(self.span_from(token)).to_owned();
        self.note(format!("{written} is read as the entry {text}[{}]", self.text(sample)));
        let index = self.canonical(sample);
        let index = self.store.symbol(&index);
        self.declare_index(index, sample.span());
        let e = self.store.make(Op::Indexed(family), &[index]);
        self.push_operand(e, token.start, end);
        Some(true)
    }

    fn open_range(&mut self, op: Op, token: Token) {
        let open = self.ahead(0);
        self.pos += 1;
        self.open_bracket(Kind::Range, open);
        let hole = self.hole();
        let ranges = Ranges { op, word: token.span(), all: Vec::new(), index: hole, lower: None };
        self.ranges.push(ranges);
        self.range_index();
    }

    /// Reads `n =`; the lower bound follows.
    fn range_index(&mut self) {
        let name = self.ahead(0);
        if name.tok != Tok::Name || self.ahead(1).tok != Tok::Eq {
            self.error_at(name, ErrorKind::Range);
            return;
        }
        self.pos += 2;
        let text = self.canonical(name);
        let index = self.variable(&text, name.span());
        self.declare_index(index, name.span());
        if let Some(ranges) = self.ranges.last_mut() {
            ranges.index = index;
        }
    }

    /// The name stands for integers from here on.
    fn declare_index(&mut self, symbol: Expr, span: Span) {
        let Some(name) = self.store.as_symbol(symbol) else { return };
        match self.scope.sort(name) {
            Some(Sort::Real | Sort::Function | Sort::Matrix) => {
                let name = self.store.text(name).to_owned();
                self.error(ErrorKind::ConflictingSort { name }, span);
            }
            Some(Sort::Integer | Sort::Natural) | None => self.store.declare_integer(name, None),
        }
    }

    /// After the lower bound.
    pub(super) fn dots(&mut self, token: Token) -> Position {
        self.reduce(CLOSE);
        self.pos += 1;
        let in_range = self.frames.last().is_some_and(|frame| frame.kind == Kind::Range);
        let waits = self.ranges.last().is_some_and(|ranges| ranges.lower.is_none());
        if !in_range || !waits {
            self.error(ErrorKind::Range, token.span());
            return Position::Operator;
        }
        let lower = self.pop();
        let e = self.index(lower);
        if let Some(ranges) = self.ranges.last_mut() {
            ranges.lower = Some(e);
        }
        Position::Operand
    }

    /// After the upper bound and a comma.
    pub(super) fn next_range(&mut self) -> Position {
        self.close_range();
        self.pos += 1;
        self.range_index();
        Position::Operand
    }

    fn close_range(&mut self) {
        let upper = self.pop();
        self.declare_natural(upper);
        let e = self.index(upper);
        let ranges = self.ranges.last_mut();
        let Some(ranges) = ranges else { return };
        match ranges.lower.take() {
            Some(lower) => ranges.all.push([ranges.index, lower, e]),
            None => self.error(ErrorKind::Range, upper.span()),
        }
    }

    /// A name at the upper end of a range, of which nothing else is known, says how many there
    /// are.
    fn declare_natural(&mut self, upper: Operand) {
        // Also that of `n + 1` and `n - 1`.
        let end = match (self.store.op(upper.e), self.store.pair(upper.e)) {
            (Op::Add | Op::Sub, Some((end, n))) if self.store.as_i64(n).is_some() => end,
            _ => upper.e,
        };
        let Some(name) = self.store.as_symbol(end) else { return };
        let is_free = self.store.definition(name).is_none() && self.scope.sort(name).is_none();
        if is_free && !self.is_hole(end) && !self.store.is_declared_integer(name) {
            self.store.declare_integer(name, Some(0));
            let name = self.store.text(name).to_owned();
            self.note(format!("{name}, the end of a range, is read as a natural number (0, 1, …)"));
        }
    }

    /// An index or a bound: its names stand for integers.
    pub(super) fn index(&mut self, operand: Operand) -> Expr {
        let e = self.value(operand);
        if self.is_hole(e) {
            return e;
        }
        for sub in self.store.subexpressions(&[e]) {
            if let Some(name) = self.store.as_symbol(sub)
                && self.store.definition(name).is_none()
            {
                self.declare_index(sub, operand.span());
            }
        }
        if !self.store.is_integer(e) {
            let found = shortened(self.slice(operand.span()));
            self.error(ErrorKind::NotAnIndex { found }, operand.span());
        }
        e
    }

    pub(super) fn close_square(&mut self, token: Token) -> Position {
        self.reduce(CLOSE);
        match self.frames.last().copied() {
            Some(Frame { kind: Kind::Index, .. }) => {
                self.frames.pop();
                self.open.pop();
                self.pos += 1;
                self.close_call(token.end);
                Position::Operator
            }
            Some(Frame { kind: Kind::Range, .. }) => {
                self.close_range();
                self.frames.pop();
                self.open.pop();
                self.pos += 1;
                self.push_big();
                Position::Operand
            }
            _ => {
                self.wrong_bracket(token);
                Position::Operator
            }
        }
    }

    /// The body follows: a product, or a comparison after "for all".
    fn push_big(&mut self) {
        let Some(ranges) = self.ranges.last() else { return };
        let (op, word) = (ranges.op, ranges.word);
        let before = self.frames.last().map_or(0, |frame| frame.right);
        let right = if op == Op::ForAll {
            Binding::REL.left
        } else if before > Binding::MUL.right {
            before
        } else {
            Binding::DERIV.right
        };
        let end = self.previous().map_or(word.end as u32, |p| p.end);
        let place = Token { tok: Tok::Name, start: word.start as u32, end };
        self.push_frame(Kind::Big, right, place);
    }

    pub(super) fn build_big(&mut self, frame: Frame, body: Operand) {
        let Some(ranges) = self.ranges.pop() else {
            self.operands.push(body);
            return;
        };
        let mut e = if ranges.op == Op::ForAll { self.condition(body) } else { self.value(body) };
        if self.depth_of(e) + ranges.all.len() > limit::RANGES {
            self.error(ErrorKind::RangeLimit, frame.span());
            e = self.hole();
        }
        for &[index, lower, upper] in ranges.all.iter().rev() {
            self.check_hidden(e, index, body.span());
            e = self.store.make(ranges.op, &[e, index, lower, upper]);
        }
        self.push_operand(e, frame.start, body.end);
    }

    /// How deep sums are inside one another.
    fn depth_of(&self, e: Expr) -> usize {
        let mut depths = std::collections::HashMap::new();
        for sub in self.store.subexpressions(&[e]) {
            let inner = self.store.children(sub).iter().filter_map(|child| depths.get(child));
            let inner: usize = inner.copied().max().unwrap_or(0);
            depths.insert(sub, inner + usize::from(self.store.op(sub).is_over_range()));
        }
        depths.get(&e).copied().unwrap_or(0)
    }

    /// A name that was defined with a variable called like the index does not mean the index.
    fn check_hidden(&mut self, body: Expr, index: Expr, span: Span) {
        let Some(k) = self.store.as_symbol(index) else { return };
        let parts = self.store.subexpressions(&[body]);
        let Some(&hidden) = parts.iter().find(|&&sub| self.store.hides(sub, k)) else { return };
        let name = match self.store.op(hidden) {
            Op::Symbol(name) | Op::Apply(name, _) => self.store.text(name).to_owned(),
            Op::Indexed(name) => self.store.family_text(name).to_owned(),
            _ => return,
        };
        let index = self.store.text(k).to_owned();
        self.error(ErrorKind::HiddenIndex { name, index }, span);
    }

    /// `w[k,i]`, with all its indices.
    pub(super) fn entry(&mut self, family: Name, call: &Call, args: &[Operand]) -> Option<Expr> {
        let indices: Vec<Expr> = args.iter().map(|&arg| self.index(arg)).collect();
        self.checked_entry(family, call.name, &indices)
    }

    fn checked_entry(&mut self, family: Name, span: Span, indices: &[Expr]) -> Option<Expr> {
        if let Some(before) = self.member_before(family, span, indices) {
            return Some(before);
        }
        let found = indices.len();
        let defined = self.store.definition(family).map(|d| d.params.len());
        let before = defined.unwrap_or_else(|| *self.scope.arities.entry(family).or_insert(found));
        if before != found {
            let name = self.store.family_text(family).to_owned();
            self.error(ErrorKind::IndexCount { name, before, found }, span);
            return None;
        }
        Some(self.store.make(Op::Indexed(family), indices))
    }

    /// Is it an entry of a family that is not defined, by which one can differentiate?
    pub(super) fn is_entry(&self, e: Expr) -> bool {
        match self.store.op(e) {
            Op::Indexed(family) => self.store.is_plain_family(family),
            _ => false,
        }
    }

    /// The entry to differentiate by in `∂/∂w[k,i]`; its indices are sums of names and numbers.
    pub(super) fn entry_of(&mut self, name: &str, span: Span, tokens: Range<usize>) -> Expr {
        let family = self.store.family(name);
        let mut indices = Vec::new();
        let mut start = tokens.start;
        for i in tokens.start..=tokens.end {
            if i < tokens.end && self.token_at(i).tok != Tok::Comma {
                continue;
            }
            match self.simple_index(start..i) {
                Some(index) => indices.push(index),
                None => {
                    let first = self.token_at(start).span();
                    let place = first.to(self.token_at(i.max(start + 1) - 1).span());
                    let found = shortened(self.slice(place));
                    self.error(ErrorKind::NotAnIndex { found }, place);
                    return self.hole();
                }
            }
            start = i + 1;
        }
        if self.store.definition(family).is_some() {
            self.error(ErrorKind::FixedVariable { name: name.to_owned() }, span);
        }
        match self.checked_entry(family, span, &indices) {
            Some(entry) => entry,
            None => self.hole(),
        }
    }

    fn simple_index(&mut self, tokens: Range<usize>) -> Option<Expr> {
        let mut sum: Option<Expr> = None;
        let mut sign = Tok::Plus;
        let mut wants_term = true;
        for i in tokens {
            let token = self.token_at(i);
            if !wants_term {
                sign = token.tok;
                wants_term = matches!(sign, Tok::Plus | Tok::Minus);
                if !wants_term {
                    return None;
                }
                continue;
            }
            let term = match token.tok {
                Tok::Number => self.store.integer(self.text(token).parse().ok()?),
                Tok::Name => {
                    let text = self.canonical(token);
                    let index = self.variable(&text, token.span());
                    self.declare_index(index, token.span());
                    index
                }
                _ => return None,
            };
            wants_term = false;
            sum = Some(match (sum, sign) {
                (None, _) => term,
                (Some(sum), Tok::Minus) => self.store.sub(sum, term),
                (Some(sum), _) => self.store.add(sum, term),
            });
        }
        if wants_term { None } else { sum }
    }

    /// A `[` whose other half is missing: what was read of it is given up.
    pub(super) fn abandon_square(&mut self, end: u32) {
        let Some(frame) = self.frames.pop() else { return };
        self.open.pop();
        self.error(ErrorKind::UnclosedSquare, frame.span());
        if frame.kind == Kind::Index {
            self.abandon_call();
            return;
        }
        self.ranges.pop();
        self.operands.pop();
        let hole = self.hole();
        self.push_operand(hole, frame.start, end);
    }
}
