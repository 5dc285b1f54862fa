//! Lists of conditions as a reader would write them: bounds of one term on both sides become a
//! chain, and several functions are called differentiable at once.

use super::boxes::{BoxId, Item, Role};
use super::lower::{LIMIT, Layout, Notation, sign_of};
use crate::expr::{Expr, Name, Op, Orders, Rel};
use crate::notation::Binding;

/// `lower < upper`, or `≤`.
#[derive(Clone, Copy)]
struct Bound {
    lower: Expr,
    upper: Expr,
    rel: Rel,
}

impl Layout<'_> {
    /// Conditions stand in running text, on one line.
    pub(super) fn conditions(&mut self, conditions: &[Expr]) -> Vec<BoxId> {
        let sizes = conditions.iter().map(|&condition| self.written_size(condition));
        if sizes.fold(0, usize::saturating_add) > LIMIT {
            let text = format!("[{} conditions: too large to be written out]", conditions.len());
            return vec![self.boxes.words(Role::Condition, &text)];
        }
        let notation = self.running;
        let bounds: Vec<Option<Bound>> = conditions.iter().map(|&c| self.bound(c)).collect();
        let mut calls: Vec<Expr> = conditions.iter().filter_map(|&c| self.smooth(c)).collect();
        calls.sort_by_cached_key(|&call| match self.store.op(call) {
            Op::Apply(f, _) => self.store.text(f).to_owned(),
            _ => String::new(),
        });
        let mut boxes = Vec::with_capacity(conditions.len());
        let mut said = vec![false; conditions.len()];
        let mut named = false;
        for (i, &condition) in conditions.iter().enumerate() {
            if said.get(i).copied().unwrap_or(false) {
                continue;
            }
            if self.smooth(condition).is_some() && calls.len() > 1 {
                if !std::mem::replace(&mut named, true) {
                    boxes.push(self.all_differentiable(&calls, notation));
                }
                continue;
            }
            let partner = bounds.iter().copied().enumerate().skip(i + 1).find_map(|(j, other)| {
                let free = !said.get(j).copied().unwrap_or(true);
                let (a, b) = (bounds.get(i).copied().flatten()?, other?);
                let pair = if a.upper == b.lower { (a, b) } else { (b, a) };
                let joined = pair.0.upper == pair.1.lower && pair.0.lower != pair.1.upper;
                (free && joined && !self.is_numeral(pair.0.upper)).then_some((j, pair))
            });
            match partner {
                Some((j, (low, high))) => {
                    if let Some(said) = said.get_mut(j) {
                        *said = true;
                    }
                    boxes.push(self.chained(low, high, notation));
                }
                None => boxes.push(self.expression(condition, notation)),
            }
        }
        boxes
    }

    fn bound(&self, condition: Expr) -> Option<Bound> {
        let &[a, b] = self.store.children(condition) else { return None };
        let Op::Rel(rel) = self.store.op(condition) else { return None };
        match rel {
            Rel::Lt | Rel::Le => Some(Bound { lower: a, upper: b, rel }),
            Rel::Gt => Some(Bound { lower: b, upper: a, rel: Rel::Lt }),
            Rel::Ge => Some(Bound { lower: b, upper: a, rel: Rel::Le }),
            Rel::Eq | Rel::Ne => None,
        }
    }

    /// The call of a condition that its function is differentiable.
    fn smooth(&self, condition: Expr) -> Option<Expr> {
        let call = self.store.single(condition)?;
        let is_smooth = self.store.op(condition) == Op::Differentiable;
        (is_smooth && matches!(self.store.op(call), Op::Apply(..))).then_some(call)
    }

    /// Two bounds of a number say nothing together.
    fn is_numeral(&self, e: Expr) -> bool {
        let magnitude = match (self.store.op(e), self.store.single(e)) {
            (Op::Neg, Some(inner)) => inner,
            (_, _) => e,
        };
        self.store.number(magnitude).is_some()
    }

    /// `-1 < x ≤ 1`
    fn chained(&mut self, low: Bound, high: Bound, notation: Notation) -> BoxId {
        let parts = [low.lower, low.upper, high.upper];
        let signs = [low.rel, high.rel];
        let mut row = Vec::new();
        for (i, part) in parts.into_iter().enumerate() {
            if let Some(&rel) = i.checked_sub(1).and_then(|before| signs.get(before)) {
                row.push(self.boxes.push(Item::Break));
                row.push(self.boxes.infix(sign_of(rel)));
            }
            self.expression(part, notation);
            row.push(self.operand(part, Binding::ADD.left, notation).id);
        }
        self.boxes.row(row)
    }

    /// `f, g differentiable`
    fn all_differentiable(&mut self, calls: &[Expr], notation: Notation) -> BoxId {
        let mut row = Vec::new();
        let mut heads: Vec<(Name, Orders)> = Vec::new();
        for &call in calls {
            let Op::Apply(f, orders) = self.store.op(call) else { continue };
            if heads.contains(&(f, orders)) {
                continue;
            }
            heads.push((f, orders));
            if heads.len() > 1 {
                row.push(self.boxes.words(Role::Condition, ", "));
            }
            row.push(self.head(call, notation));
        }
        row.push(self.boxes.words(Role::Condition, " differentiable"));
        self.boxes.row(row)
    }
}
