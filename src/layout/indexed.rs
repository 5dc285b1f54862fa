//! Entries of indexed families, sums and products over a range, and "for all".

use super::boxes::{BoxId, Form, Item, Role, Sign};
use super::factors::Edge;
use super::lower::{Laid, Layout, Notation, OPEN};
use super::name;
use crate::expr::{Expr, Name, Op};
use crate::notation::Binding;

impl Layout<'_> {
    fn indices(&mut self, indices: &[Expr], notation: Notation) -> BoxId {
        let small = if notation == Notation::Mathematical { Notation::Inline } else { notation };
        let mut parts = Vec::with_capacity(2 * indices.len());
        for (i, &index) in indices.iter().enumerate() {
            if i > 0 {
                parts.push(self.boxes.push(Item::Sign(Sign::Comma, Form::Prefix)));
            }
            parts.push(self.laid(index, small).id);
        }
        self.boxes.row(parts)
    }

    /// `w` with its indices at the foot, behind a subscript that the name has itself.
    pub(super) fn entry(&mut self, family: Name, indices: &[Expr], notation: Notation) -> Laid {
        let text = self.store.family_text(family);
        let base = name::lay(&mut self.boxes, Role::Variable, text);
        let indices = self.indices(indices, notation);
        let item = match *self.boxes.item(base) {
            Item::Scripts { base, sub: None, sup } => {
                Item::Scripts { base, sub: Some(indices), sup }
            }
            Item::Scripts { base, sub: Some(sub), sup } => {
                let comma = self.boxes.push(Item::Sign(Sign::Comma, Form::Prefix));
                let both = self.boxes.push(Item::Row(vec![sub, comma, indices]));
                Item::Scripts { base, sub: Some(both), sup }
            }
            _ => Item::Scripts { base, sub: Some(indices), sup: None },
        };
        Laid::atom(self.boxes.push(item), Edge::Letter)
    }

    pub(super) fn delta(&mut self, indices: &[Expr], notation: Notation) -> Laid {
        let base = self.boxes.push(Item::Name(Role::Function, "delta".into()));
        let sub = Some(self.indices(indices, notation));
        let id = self.boxes.push(Item::Scripts { base, sub, sup: None });
        Laid::atom(id, Edge::Letter)
    }

    /// The sign with its range, then the body, which takes products but no sums.
    pub(super) fn big(
        &mut self,
        product: bool,
        body: Expr,
        [k, from, to]: [Expr; 3],
        notation: Notation,
    ) -> Laid {
        let small = if notation == Notation::Mathematical { Notation::Inline } else { notation };
        let (k, from) = (self.laid(k, small).id, self.laid(from, small).id);
        let equal = self.boxes.push(Item::Sign(Sign::Equal, Form::Prefix));
        let lower = self.boxes.push(Item::Row(vec![k, equal, from]));
        let upper = self.laid(to, small).id;
        let sign = self.boxes.push(Item::Big { product, lower, upper });
        let thin = self.boxes.push(Item::Thin);
        let body = self.operand(body, OPEN, notation);
        let id = self.boxes.push(Item::Row(vec![sign, thin, body.id]));
        Laid::new(id, OPEN, Edge::Function, body.last)
    }

    /// Is this a sum or product over a range, which takes all factors behind it?
    pub(super) fn is_open(&self, e: Expr) -> bool {
        matches!(self.store.op(e), Op::Sum | Op::Prod)
    }

    /// `c for all a ≤ k ≤ b`
    pub(super) fn for_all(
        &mut self,
        body: Expr,
        [k, from, to]: [Expr; 3],
        notation: Notation,
    ) -> Laid {
        let body = self.operand(body, Binding::REL.left, notation).id;
        let words = self.boxes.words(Role::Condition, " for all ");
        let from = self.operand(from, Binding::ADD.left, notation).id;
        let (k, to) = (self.laid(k, notation).id, self.operand(to, Binding::ADD.left, notation).id);
        let (low, high) = (self.boxes.infix(Sign::LessEqual), self.boxes.infix(Sign::LessEqual));
        let id = self.boxes.push(Item::Row(vec![body, words, from, low, k, high, to]));
        Laid::new(id, Binding::AND.left, Edge::Other, Edge::Other)
    }

    // In the expression language.

    pub(super) fn source_entry(&mut self, head: &str, indices: &[Expr]) -> Laid {
        let mut parts = vec![self.boxes.words(Role::Variable, &format!("{head}["))];
        for (i, &index) in indices.iter().enumerate() {
            if i > 0 {
                parts.push(self.boxes.words(Role::Delimiter, ","));
            }
            parts.push(self.laid(index, Notation::Source).id);
        }
        parts.push(self.boxes.words(Role::Delimiter, "]"));
        self.source_row(parts, Binding::ATOM.left)
    }

    /// `sum[k=1..n] u`
    pub(super) fn source_over_range(
        &mut self,
        word: &str,
        body: Expr,
        [k, from, to]: [Expr; 3],
    ) -> Laid {
        const SOURCE: Notation = Notation::Source;
        let condition = word == "forall";
        let body = self.operand(body, if condition { Binding::REL.left } else { OPEN }, SOURCE);
        let [k, from, to] = [k, from, to].map(|part| self.laid(part, SOURCE).id);
        let words = |layout: &mut Self, text: &str| layout.boxes.words(Role::Delimiter, text);
        let open = self.boxes.words(Role::Function, &format!("{word}["));
        let (equal, dots, close) = (words(self, "="), words(self, ".."), words(self, "] "));
        let parts = vec![open, k, equal, from, dots, to, close, body.id];
        self.source_row(parts, if condition { Binding::AND.right } else { OPEN })
    }
}
