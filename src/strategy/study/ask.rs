//! Small questions about expressions, points and values.

use super::Study;
use crate::eval::{self, Request};
use crate::expr::{Expr, Name, Store};
use crate::kernel::{Approach, Bound, Extended, Limit, Point, Theorem};
use crate::num::Interval;

impl Study<'_> {
    /// The expressions.
    #[must_use]
    pub fn store(&self) -> &Store {
        self.engine.kernel.store()
    }

    /// The expressions, to make more.
    pub fn store_mut(&mut self) -> &mut Store {
        self.engine.kernel.store_mut()
    }

    /// The variable as an expression.
    pub fn variable_expr(&mut self, x: Name) -> Expr {
        self.engine.kernel.store_mut().symbol_of(x)
    }

    /// The simplest form of a constant.
    pub fn simplest(&mut self, e: Expr) -> Expr {
        if let Ok(eval::Value::Exact(q)) = eval::evaluate(self.store_mut(), e, &[], 64) {
            return self.store_mut().rational(&q);
        }
        if let Some(angle) = self.as_angle(e) {
            return angle;
        }
        match self.engine.opened_then(e, super::super::Engine::simplify) {
            Ok(t) if self.engine.kernel.hyps_of(t).is_none() => self.engine.kernel.rhs(t),
            _ => e,
        }
    }

    /// Both sides of a theorem.
    #[must_use]
    pub fn sides(&self, t: Theorem) -> (Expr, Expr) {
        (self.engine.kernel.lhs(t), self.engine.kernel.rhs(t))
    }

    /// An interval around a value.
    pub fn enclose_bound(&mut self, bound: Bound, bits: usize) -> Option<Interval> {
        self.engine.kernel.enclose_bound(bound, bits)
    }

    /// An interval around a point.
    pub fn enclose_point(&mut self, point: Point, bits: usize) -> Option<Interval> {
        self.engine.kernel.enclose_point(point, bits)
    }

    /// Ten digits of a constant that is no short number.
    pub fn decimal(&mut self, e: Expr) -> Option<String> {
        if self.store().as_rational(e).is_some() {
            return None;
        }
        let value =
            eval::value(self.engine.kernel.store_mut(), e, &[], Request::Digits(12)).ok()?;
        Some(value.text)
    }

    /// The limit of `e`, which may hold derivatives, under the assumptions.
    ///
    /// # Errors
    /// Why it was not found, in words.
    pub fn limit(&mut self, e: Expr, approach: Approach) -> Result<Limit, String> {
        let (given, x) = (self.given, self.variable);
        let opened = self.engine.opened(e).map_err(|failure| failure.to_string())?;
        let opened = self.engine.kernel.settle(opened);
        let plain = self.engine.kernel.rhs(opened);
        let found = self.engine.kernel.limit(given, plain, x, approach);
        let through = found.and_then(|l| self.engine.kernel.limit_through(given, opened, l));
        match through {
            Ok(limit) => Ok(self.pretty(limit)),
            Err(obstacle) => Err(format!("expansion near the point: {obstacle}")),
        }
    }

    /// Are two limits the same?
    pub fn same_limit(&mut self, a: Limit, b: Limit) -> bool {
        match (a.value(), b.value()) {
            (Extended::Finite(p), Extended::Finite(q)) => self.engine.kernel.is_same_number(p, q),
            (p, q) => p == q,
        }
    }
}
