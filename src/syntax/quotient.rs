//! The shape of Leibniz's notation: `d/dx`, `d^2y/dx^2`, `∂²f/∂x∂y`, found before it is read.

use super::reader::{Meaning, Reader};
use super::token::{Tok, Token};
use crate::diag::Span;
use crate::notation::is_greek;

/// A derivative as a quotient of differentials.
pub(super) struct Quotient {
    /// The order above the line.
    pub(super) order: u32,
    /// The `y` of `dy/dx`.
    pub(super) dependent: Option<Span>,
    /// What is below the line.
    pub(super) below: Vec<Differential>,
    /// The index of the first token behind it.
    pub(super) end: usize,
    pub(super) span: Span,
}

/// `dx^2`
pub(super) struct Differential {
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) order: u32,
    /// The tokens between the brackets of an entry.
    pub(super) indices: Option<std::ops::Range<usize>>,
}

impl Reader<'_> {
    /// The derivative that begins at this token, if one does.
    pub(super) fn quotient_ahead(&mut self, at: usize) -> Option<Quotient> {
        let first = self.token_at(at);
        let alone = first.tok == Tok::Partial || self.text(first) == "d";
        let mut i = at + 1;
        let (mut order, mut dependent) = (1, None);
        if alone {
            if let Some((found, next)) = self.order_at(i) {
                (order, i) = (found, next);
            }
            if self.token_at(i).tok == Tok::Name {
                dependent = Some(self.token_at(i).span());
                i += 1;
            }
        } else {
            dependent = Some(self.glued(first)?);
        }
        if self.token_at(i).tok != Tok::Slash {
            return None;
        }
        if first.tok != Tok::Partial && !alone && !self.is_free(first) {
            return None;
        }
        let (below, end) = self.differentials(i + 1, order)?;
        let span = first.span().to(self.token_at(end - 1).span());
        Some(Quotient { order, dependent, below, end, span })
    }

    /// Differentials `dx`, `dx^2`, `∂x∂y` up to the total order, and the index behind them.
    pub(super) fn differentials(
        &self,
        at: usize,
        order: u32,
    ) -> Option<(Vec<Differential>, usize)> {
        let mut all = Vec::new();
        let (mut i, mut total) = (at, 0_u32);
        while let Some((span, next)) = self.differential_at(i) {
            let is_partial = self.token_at(i).tok == Tok::Partial;
            let (indices, next) = match self.indices_at(next) {
                Some((indices, next)) => (Some(indices), next),
                None => (None, next),
            };
            let (found, after) = self.order_at(next).unwrap_or((1, next));
            // `∂f/` begins the next derivative, `dy` beyond the order is a factor.
            let begins_next = !all.is_empty() && self.token_at(after).tok == Tok::Slash;
            if begins_next || (!is_partial && total >= order) {
                break;
            }
            let text = span.text(self.source);
            let split = if found == 1 && order > 1 && indices.is_none() {
                split_glued(text, order)
            } else {
                None
            };
            for part in split.unwrap_or_else(|| vec![text]) {
                let name = super::names::canonical(part).into_owned();
                all.push(Differential { name, span, order: found, indices: indices.clone() });
                total = total.saturating_add(found);
            }
            i = after;
        }
        (!all.is_empty()).then_some((all, i))
    }

    /// The variable of the differential at this token, and the index behind it.
    fn differential_at(&self, i: usize) -> Option<(Span, usize)> {
        let token = self.token_at(i);
        let next = self.token_at(i + 1);
        let alone =
            token.tok == Tok::Partial || (token.tok == Tok::Name && self.text(token) == "d");
        if alone {
            return (next.tok == Tok::Name).then(|| (next.span(), i + 2));
        }
        self.glued(token).map(|span| (span, i + 1))
    }

    /// The brackets directly behind a name: the tokens inside, and the index of the first behind.
    pub(super) fn indices_at(&self, i: usize) -> Option<(std::ops::Range<usize>, usize)> {
        const LONGEST: usize = 64;
        let open = self.token_at(i);
        if open.tok != Tok::OpenSquare || self.token_at(i.checked_sub(1)?).end != open.start {
            return None;
        }
        let close = (i + 1..i + LONGEST).find(|&k| self.token_at(k).tok == Tok::CloseSquare)?;
        Some((i + 1..close, close + 1))
    }

    /// The `x` of the name `dx`. Greek names such as `delta` are names of their own.
    fn glued(&self, token: Token) -> Option<Span> {
        let text = self.text(token);
        let rest = text.strip_prefix('d')?;
        let is_name = token.tok == Tok::Name && rest.starts_with(|c: char| c.is_ascii_alphabetic());
        (is_name && !is_greek(text))
            .then(|| Span::new(token.start as usize + 1, token.end as usize))
    }

    fn is_free(&mut self, token: Token) -> bool {
        let text = self.canonical(token);
        self.meaning(&text) == Meaning::Free
    }

    /// An exponent at this token, and the index behind it.
    fn order_at(&self, i: usize) -> Option<(u32, usize)> {
        let (token, number) = (self.token_at(i), self.token_at(i + 1));
        match (token.tok, number.tok) {
            (Tok::Superscript, _) => {
                let digits: Option<String> =
                    self.text(token).chars().map(super::number::digit).collect();
                Some((digits?.parse().unwrap_or(u32::MAX), i + 1))
            }
            (Tok::Caret, Tok::Number) => {
                Some((self.text(number).parse().unwrap_or(u32::MAX), i + 2))
            }
            _ => None,
        }
    }
}

/// The `x` and `y` of `dxdy`, whose first `d` is off already, if there are so many.
fn split_glued(text: &str, order: u32) -> Option<Vec<&str>> {
    let parts: Vec<&str> = text.split('d').collect();
    let fits = parts.len() == order as usize && parts.iter().all(|part| !part.is_empty());
    fits.then_some(parts)
}
