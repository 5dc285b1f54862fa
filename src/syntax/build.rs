//! From waiting operators to nodes: what is done when an operator's or a bracket's turn comes.

use super::error::ErrorKind;
use super::expression::CLOSE;
use super::frame::{Frame, Kind, Operand};
use super::reader::Reader;
use super::token::{Token, shortened};
use crate::expr::{Func, MatOp, Op, Rel};

impl Reader<'_> {
    pub(super) fn close(&mut self, token: Token) {
        self.reduce(CLOSE);
        match self.frames.last().copied() {
            Some(Frame { kind: Kind::Paren, start, .. }) => {
                self.frames.pop();
                self.open.pop();
                self.pos += 1;
                if let Some(top) = self.operands.last_mut() {
                    (top.start, top.end) = (start, token.end);
                }
            }
            Some(Frame { kind: Kind::Call, .. }) => {
                self.frames.pop();
                self.open.pop();
                self.pos += 1;
                self.close_call(token.end);
            }
            Some(Frame { kind: Kind::Index | Kind::Range, .. }) => self.abandon_square(token.start),
            Some(bar) => {
                self.error(ErrorKind::UnclosedBar, bar.span());
                self.close_bar(token.start);
            }
            None => self.pos += 1,
        }
    }

    pub(super) fn close_bar(&mut self, end: u32) {
        let start = self.frames.pop().map_or(end, |bar| bar.start);
        self.open.pop();
        let operand = self.pop();
        let e = self.value(operand);
        self.push_node(Op::Func(Func::Abs), &[e], start, end);
    }

    /// Reports what is still open, and finishes every waiting operator.
    pub(super) fn close_all(&mut self) {
        let end = self.previous().map_or(0, |p| p.end);
        loop {
            self.reduce(CLOSE);
            let Some(frame) = self.frames.last().copied() else { break };
            match frame.kind {
                Kind::Bar => {
                    self.error(ErrorKind::UnclosedBar, frame.span());
                    self.close_bar(end);
                }
                Kind::Index | Kind::Range => self.abandon_square(end),
                Kind::Call => {
                    self.error(ErrorKind::UnclosedParenthesis, frame.span());
                    self.frames.pop();
                    self.open.pop();
                    self.abandon_call();
                }
                _ => {
                    self.error(ErrorKind::UnclosedParenthesis, frame.span());
                    self.frames.pop();
                    self.open.pop();
                }
            }
        }
    }

    /// Makes the nodes of the operators that hold their right operand more tightly than `left`.
    pub(super) fn reduce(&mut self, left: u8) {
        while let Some(&frame) = self.frames.last() {
            if frame.right <= left {
                break;
            }
            self.frames.pop();
            self.build(frame);
        }
    }

    fn build(&mut self, frame: Frame) {
        let last = self.pop();
        match frame.kind {
            kind @ (Kind::Binary(_) | Kind::Entrywise(_)) => {
                let first = self.pop();
                let e = self.binary(kind, first, last);
                self.push_operand(e, first.start, last.end);
            }
            Kind::ByMatrix(function, x) => self.build_by_matrix(function, x, frame, last),
            Kind::Neg => {
                let a = self.value(last);
                let is_matrix = self.store.shape(a).is_some();
                let op = if is_matrix { Op::Matrix(MatOp::Neg) } else { Op::Neg };
                self.push_node(op, &[a], frame.start, last.end);
            }
            Kind::Plus => {
                let text = shortened(self.slice(last.span()));
                self.note(format!("+{text} is read as {text}"));
                let a = self.value(last);
                self.push_operand(a, frame.start, last.end);
            }
            Kind::Radical(degree) => {
                let a = self.value(last);
                let degree = self.store.integer(i64::from(degree));
                self.push_node(Op::Func(Func::Root), &[a, degree], frame.start, last.end);
            }
            Kind::Rel(rel, links) => self.build_comparison(rel, links, last),
            Kind::And(more) => self.build_conjunction(more, last),
            Kind::At(variable) => {
                let body = self.pop();
                let (u, a) = (self.value(body), self.value(last));
                self.push_node(Op::At, &[u, variable, a], body.start, last.end);
            }
            Kind::Bare => self.close_bare(last),
            Kind::Deriv { count, .. } => self.build_derivative(count, frame, last),
            Kind::Big => self.build_big(frame, last),
            // Brackets have no power and are not reduced.
            Kind::Paren | Kind::Bar | Kind::Call | Kind::Index | Kind::Range => {
                self.operands.push(last)
            }
        }
    }

    fn build_comparison(&mut self, rel: Rel, links: usize, last: Operand) {
        let first = self.pop();
        let (a, b) = (self.value(first), self.value(last));
        let link = self.store.rel(rel, a, b);
        if links == 0 {
            self.push_operand(link, first.start, last.end);
            return;
        }
        let mut chain = self.conditions.split_off(self.conditions.len().saturating_sub(links));
        chain.push(link);
        self.push_node(Op::And, &chain, first.start, last.end);
    }

    fn build_conjunction(&mut self, more: usize, last: Operand) {
        let first = self.operands.len().saturating_sub(more + 1);
        let mut parts = self.operands.split_off(first);
        parts.push(last);
        let start = parts.first().map_or(last.start, |part| part.start);
        let mut all = Vec::with_capacity(parts.len());
        for part in parts {
            let e = self.condition(part);
            match self.store.op(e) {
                Op::And => all.extend_from_slice(self.store.children(e)),
                _ => all.push(e),
            }
        }
        self.push_node(Op::And, &all, start, last.end);
    }
}
