//! From expressions to germs, from the leaves up with an explicit stack.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::germ::Germ;
use super::{Approach, Germs, LARGEST, Obstacle};
use crate::expr::{Constant, Expr, Op};

impl Germs<'_> {
    /// The germ of an expression.
    pub(super) fn germ(&mut self, e: Expr) -> Result<Germ, Obstacle> {
        if self.kernel.store.size(e) > LARGEST {
            return Err(Obstacle::Unknown(e));
        }
        let mut known: HashMap<Expr, Germ, FxBuildHasher> = HashMap::default();
        let mut stack = vec![e];
        while let Some(&top) = stack.last() {
            if known.contains_key(&top) {
                stack.pop();
                continue;
            }
            let parts = self.germ_parts(top)?;
            let before = stack.len();
            stack.extend(parts.iter().copied().filter(|part| !known.contains_key(part)));
            if stack.len() == before {
                let of: Vec<Germ> =
                    parts.iter().filter_map(|part| known.get(part)).cloned().collect();
                let germ = self.germ_of_node(top, &of)?;
                known.insert(top, germ);
                stack.pop();
            }
        }
        known.remove(&e).ok_or(Obstacle::Unknown(e))
    }

    /// The expressions whose germs decide that of `e`.
    fn germ_parts(&mut self, e: Expr) -> Result<Vec<Expr>, Obstacle> {
        if !self.kernel.store.mentions(e, self.variable) {
            return Ok(Vec::new());
        }
        Ok(match self.kernel.store.op(e) {
            Op::Symbol(name) if name == self.variable => Vec::new(),
            Op::Symbol(_) | Op::Apply(..) => match self.kernel.unfolded(e) {
                Some(body) => vec![body],
                None => return Err(Obstacle::Unknown(e)),
            },
            Op::Piecewise => vec![self.chosen_branch(e)?],
            Op::Deriv | Op::At | Op::Rel(_) | Op::And | Op::Differentiable => {
                return Err(Obstacle::Unknown(e));
            }
            Op::Pow => match self.kernel.store.pair(e) {
                Some((a, b)) if self.kernel.store.op(a) == Op::Constant(Constant::E) => vec![b],
                _ => self.kernel.store.children(e).to_vec(),
            },
            _ => self.kernel.store.children(e).to_vec(),
        })
    }

    /// The branch that is taken all along near the point.
    fn chosen_branch(&mut self, e: Expr) -> Result<Expr, Obstacle> {
        let children = self.kernel.store.children(e).to_vec();
        for chunk in children.chunks(2) {
            match *chunk {
                // A comparison that does not hold all along never holds near the point.
                [guard, value] if self.truth(guard)? => return Ok(value),
                [value] => return Ok(value),
                _ => {}
            }
        }
        Err(Obstacle::Undefined)
    }

    fn germ_of_node(&mut self, e: Expr, of: &[Germ]) -> Result<Germ, Obstacle> {
        if !self.kernel.store.mentions(e, self.variable) {
            return self.free_of_variable(e);
        }
        match (self.kernel.store.op(e), of) {
            (Op::Symbol(name), []) if name == self.variable => self.variable_germ(),
            (Op::Symbol(_) | Op::Apply(..) | Op::Piecewise, [body]) => Ok(body.clone()),
            (Op::Neg, [a]) => self.negated(a),
            (Op::Add, [a, b]) => self.sum(a, b),
            (Op::Sub, [a, b]) => self.difference(a, b),
            (Op::Mul, [a, b]) => self.multiplied(a, b),
            (Op::Div, [a, b]) => {
                let inverse = self.inverse(b)?;
                self.multiplied(a, &inverse)
            }
            (Op::Pow, [exponent]) => self.exp(exponent),
            (Op::Pow, [base, exponent]) => self.power(e, base, exponent),
            (Op::Func(f), args) => self.function(f, e, args),
            _ => Err(Obstacle::Unknown(e)),
        }
    }

    /// A constant, which must be defined.
    fn free_of_variable(&mut self, e: Expr) -> Result<Germ, Obstacle> {
        let domain = self.kernel.defined(e).ok_or(Obstacle::Unknown(e))?;
        if !self.kernel.not_proved(self.given, domain.sufficient).is_empty() {
            return Err(Obstacle::Constant(e));
        }
        self.constant(e)
    }

    fn variable_germ(&mut self) -> Result<Germ, Obstacle> {
        let (sign, at) = match self.approach {
            Approach::PlusInfinity => (1, None),
            Approach::MinusInfinity => (-1, None),
            Approach::Above(a) => (1, Some(a)),
            Approach::Below(a) => (-1, Some(a)),
        };
        let exponent = self.number(if at.is_some() { -1 } else { 1 });
        let sign = self.number(sign);
        let t = self.iterated_log(0, exponent);
        let moving = self.term(sign, t);
        match at {
            None => Ok(moving),
            Some(a) => {
                let a = self.free_of_variable(a)?;
                self.sum(&a, &moving)
            }
        }
    }
}
