//! What one node asks beyond its parts, to be defined and to be differentiable.

use super::{Hyps, Kernel};
use crate::expr::{Constant, Expr, Func, MatOp, Op, Rel};
use crate::normal::terms;

impl Kernel {
    /// The node's own conditions for being defined, and whether they are necessary.
    pub(super) fn definedness(&mut self, e: Expr) -> (Vec<Expr>, bool) {
        let none = (Vec::new(), true);
        match (self.store.op(e), self.store.pair(e)) {
            (Op::Matrix(op), _) => (self.matrix_definedness(e, op), true),
            (Op::Div, Some((_, b))) => (self.nonzero(b), true),
            (Op::Pow, Some((a, b))) => self.power_definedness(a, b),
            (Op::Func(Func::Root), Some((a, k))) if self.is_even(k) => (self.nonnegative(a), true),
            (Op::Func(Func::Ln), _) => match self.store.single(e) {
                Some(a) => (self.positive(a), true),
                None => none,
            },
            (Op::Func(Func::Asin | Func::Acos), _) => match self.store.single(e) {
                Some(a) => (self.within_one(Rel::Le, a), true),
                None => none,
            },
            (Op::Apply(f, orders), _) if !orders.is_none() && self.store.function(f).is_none() => {
                (self.differentiable_unknown(e, true), true)
            }
            _ => none,
        }
    }

    fn power_definedness(&mut self, a: Expr, b: Expr) -> (Vec<Expr>, bool) {
        if self.store.op(a) == Op::Constant(Constant::E) {
            return (Vec::new(), true);
        }
        match terms::constant(&self.store, b) {
            Some(r) if r.is_integer() && r.is_negative() => (self.nonzero(a), true),
            Some(r) if r.is_integer() => (Vec::new(), true),
            Some(r) if r.is_negative() => (self.positive(a), true),
            Some(_) => (self.nonnegative(a), true),
            None if self.is_natural(b) => (Vec::new(), true),
            // Any base but 0 has integer powers.
            None if self.is_integer(b) => (self.nonzero(a), false),
            None => {
                let conditions = self.positive(a);
                let exact = conditions.is_empty();
                (conditions, exact)
            }
        }
    }

    /// The node's own conditions for being differentiable, its parts being so.
    pub(super) fn smoothness(&mut self, e: Expr) -> Vec<Expr> {
        let unary = self.store.single(e);
        match (self.store.op(e), self.store.pair(e)) {
            (Op::Matrix(MatOp::Norm), _) => self.nonzero(e),
            (Op::Matrix(op), _) => self.matrix_definedness(e, op),
            (Op::Div, Some((_, b))) => self.nonzero(b),
            (Op::Pow, Some((a, b))) => match terms::constant(&self.store, b) {
                Some(r) if r.is_integer() && !r.is_negative() => Vec::new(),
                Some(r) if r.is_integer() => self.nonzero(a),
                None if self.is_natural(b) => Vec::new(),
                None if self.is_integer(b) => self.nonzero(a),
                Some(_) | None => self.positive(a),
            },
            (Op::Func(f), pair) => match (f, pair, unary) {
                (Func::Root, Some((a, k)), _) if self.is_even(k) => self.positive(a),
                (Func::Root, Some((a, _)), _) => self.nonzero(a),
                (Func::Min | Func::Max, Some((a, b)), _) => self.distinct(a, b),
                (Func::Ln, _, Some(a)) => self.positive(a),
                (Func::Abs | Func::Sign, _, Some(a)) => self.nonzero(a),
                (Func::Asin | Func::Acos, _, Some(a)) => self.within_one(Rel::Lt, a),
                (Func::Floor | Func::Ceil, _, Some(a)) => {
                    let floor = self.store.func(Func::Floor, &[a]);
                    vec![self.store.rel(Rel::Ne, a, floor)]
                }
                _ => Vec::new(),
            },
            (Op::Apply(f, _), _) if self.store.function(f).is_none() => {
                self.differentiable_unknown(e, false)
            }
            (Op::Rel(_), Some((a, b))) => self.distinct(a, b),
            _ => Vec::new(),
        }
    }

    /// "f is differentiable", for an application of an unknown function; for a derivative of it
    /// that is only to be defined, the function one order below must be differentiable.
    fn differentiable_unknown(&mut self, e: Expr, lowered: bool) -> Vec<Expr> {
        let Op::Apply(f, orders) = self.store.op(e) else { return Vec::new() };
        let args = self.store.children(e).to_vec();
        let orders = if lowered { orders.lowered() } else { orders };
        let function = self.store.apply(f, orders, &args);
        vec![self.store.make(Op::Differentiable, &[function])]
    }

    /// Is the value an integer by its form: sums, differences and products of integer literals and
    /// variables that stand for integers?
    pub(super) fn is_integer(&self, e: Expr) -> bool {
        self.store.is_integer(e)
    }

    /// Is the value an integer by its form, and never negative?
    fn is_natural(&mut self, e: Expr) -> bool {
        self.is_integer(e) && self.range(Hyps::NONE, e).is_nonnegative()
    }

    fn is_even(&self, k: Expr) -> bool {
        self.store.as_literal_i64(k).is_some_and(|k| k % 2 == 0)
    }
}
