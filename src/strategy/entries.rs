//! Gradients of single entries, by the derivatives of numbers.

use rustc_hash::FxHashMap;

use super::{Engine, Failure, Proved};
use crate::expr::{Expr, MatOp, Op};
use crate::kernel::Theorem;

impl Engine {
    /// `x^T*A*y` is `dot(x, A*y)`.
    pub(super) fn entry_as_dot(&mut self, e: Expr, u: Expr) -> Proved {
        let mut factors = Vec::new();
        let mut rest = self.kernel.store().single(u).unwrap_or(u);
        while let (Some(MatOp::Product), Some((a, b))) =
            (self.kernel.store().mat_op(rest), self.kernel.store().pair(rest))
        {
            factors.push(b);
            rest = a;
        }
        factors.push(rest);
        let first = factors.pop().unwrap_or(rest);
        let store = self.kernel.store_mut();
        let first = match (store.mat_op(first), store.single(first)) {
            (Some(MatOp::Transpose), Some(inner)) => inner,
            _ => store.mat(MatOp::Transpose, &[first]),
        };
        let mut others = None;
        while let Some(factor) = factors.pop() {
            others = Some(match others {
                Some(product) => store.mat(MatOp::Product, &[product, factor]),
                None => factor,
            });
        }
        let dot = store.mat(MatOp::Inner, &[first, others.unwrap_or(first)]);
        let t = self.by_algebra(u, dot)?;
        self.under_gradient(e, t)
    }

    /// The chain rule through a function of the entries, with its derivative worked out.
    pub(super) fn by_entry(&mut self, e: Expr) -> Proved {
        let refused = |r| Failure::Refused(r, e);
        let t = self.kernel.gradient_through_entries(e).map_err(refused)?;
        let after = self.kernel.rhs(t);
        let mut done: FxHashMap<Expr, Theorem> = FxHashMap::default();
        for sub in self.kernel.store().subexpressions(&[after]) {
            let children = self.kernel.store().children(sub).to_vec();
            let step = match (self.kernel.store().op(sub), children.as_slice()) {
                (Op::Matrix(MatOp::Map), &[body, ..])
                    if self.kernel.store().op(body) == Op::Deriv =>
                {
                    let value = self.derive(body)?;
                    match self.kernel.congr(sub, &[Some(value), None, None]) {
                        Ok(t) => Some(self.spread(t)?),
                        // A condition on every entry: the derivative is left unworked.
                        Err(_) => Some(self.slope_of_entries(sub, value)?),
                    }
                }
                (Op::Matrix(op), _) => {
                    let equals: Vec<_> = children.iter().map(|c| done.get(c).copied()).collect();
                    if op.differentiates() && !matches!(equals.as_slice(), [None, None, ..]) {
                        None
                    } else {
                        self.congruent(sub, &equals)?
                    }
                }
                _ => None,
            };
            if let Some(t) = step {
                done.insert(sub, t);
            }
        }
        match done.get(&after) {
            Some(&step) => self.then(t, step),
            None => Ok(t),
        }
    }

    /// A map whose body is replaced by an equal that holds under conditions on the entry.
    pub(super) fn slope_of_entries(&mut self, e: Expr, body: Theorem) -> Proved {
        let t = self.kernel.map_congr(e, body).map_err(|r| Failure::Refused(r, e))?;
        self.spread(t)
    }

    /// A function of the entries written with operators on matrices: `1 - tanh(A).^2`.
    pub(super) fn spread(&mut self, t: Theorem) -> Proved {
        let e = self.kernel.rhs(t);
        let Some(spread) = self.spread_out(e) else { return Ok(t) };
        match self.kernel.by_algebra(e, spread) {
            Ok(step) => self.then(t, step),
            Err(_) => Ok(t),
        }
    }

    pub(super) fn spread_out(&mut self, e: Expr) -> Option<Expr> {
        const LARGE: usize = 60;
        let &[body, t, m] = self.kernel.store().children(e) else { return None };
        if self.kernel.store().size(body) > LARGE {
            return None;
        }
        let shape = self.kernel.store().shape(m)?;
        let name = self.kernel.store().as_symbol(t)?;
        let mut made: FxHashMap<Expr, Expr> = FxHashMap::default();
        for sub in self.kernel.store().subexpressions(&[body]) {
            let store = self.kernel.store_mut();
            if !store.mentions(sub, name) {
                continue;
            }
            let children = store.children(sub).to_vec();
            let get = |e: Expr| made.get(&e).copied();
            let matrix = match (store.op(sub), children.as_slice()) {
                _ if sub == t => m,
                (Op::Add | Op::Sub, &[a, b]) => {
                    let mut side = |e: Expr| match get(e) {
                        Some(m) => m,
                        None => {
                            let ones = store.mat(MatOp::Ones, &[shape.rows, shape.cols]);
                            match store.as_literal_i64(e) {
                                Some(1) => ones,
                                _ => store.mat(MatOp::Scale, &[e, ones]),
                            }
                        }
                    };
                    let (a, b) = (side(a), side(b));
                    let op = if store.op(sub) == Op::Add { MatOp::Add } else { MatOp::Sub };
                    store.mat(op, &[a, b])
                }
                (Op::Neg, &[a]) => store.mat(MatOp::Neg, &[get(a)?]),
                (Op::Mul, &[a, b]) => match (get(a), get(b)) {
                    (Some(a), Some(b)) => store.mat(MatOp::Hadamard, &[a, b]),
                    (None, Some(b)) => store.mat(MatOp::Scale, &[a, b]),
                    (Some(a), None) => store.mat(MatOp::Scale, &[b, a]),
                    (None, None) => return None,
                },
                (Op::Div, &[a, b]) => match (get(a), get(b)) {
                    (Some(a), Some(b)) => store.mat(MatOp::Quotient, &[a, b]),
                    (Some(a), None) => store.mat(MatOp::Over, &[a, b]),
                    (None, Some(inner)) => {
                        let quotient = store.div(a, t);
                        store.mat(MatOp::Map, &[quotient, t, inner])
                    }
                    (None, None) => return None,
                },
                (op, [first, ..]) => {
                    // A function of one varying argument.
                    let place = children.iter().position(|&c| made.contains_key(&c))?;
                    let varying = children.iter().filter(|c| made.contains_key(c)).count();
                    if varying != 1 || matches!(op, Op::Piecewise | Op::Deriv | Op::At) {
                        return None;
                    }
                    let inner = get(*children.get(place).unwrap_or(first))?;
                    let mut arguments = children.clone();
                    if let Some(slot) = arguments.get_mut(place) {
                        *slot = t;
                    }
                    let body = store.make(op, &arguments);
                    store.mat(MatOp::Map, &[body, t, inner])
                }
                _ => return None,
            };
            made.insert(sub, matrix);
        }
        made.get(&body).copied().filter(|&spread| spread != e)
    }
}
