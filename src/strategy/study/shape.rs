//! Curvature and asymptotes.

use std::cmp::Ordering;

use super::Study;
use crate::expr::Expr;
use crate::kernel::{Approach, Bound, Extended, Span};

impl Study<'_> {
    /// Are two values certainly equal?
    pub fn is_same_value(&mut self, a: Bound, b: Bound) -> bool {
        self.engine.kernel.order_bounds(a, b) == Some(Ordering::Equal)
    }

    /// The signs of the second derivative on the parts of a span on which it exists.
    pub fn curvature(&mut self, e: Expr, span: Span) -> Option<Vec<(Span, i32)>> {
        let opened = self.engine.opened(e).ok()?;
        let e = self.engine.kernel.rhs(opened);
        let mut runs: Vec<(Span, i32)> = Vec::new();
        if self.is_empty(span)? {
            return Some(runs);
        }
        for (part, defined) in self.domain(e, span)? {
            if !defined {
                continue;
            }
            for same in self.smooth_branches(e, part)? {
                let first = self.derivative(same.rhs())?;
                let slope = self.engine.kernel.rhs(first);
                let second = self.derivative(slope)?;
                let curvature = self.engine.kernel.rhs(second);
                for fact in self.chart(curvature, same.span())? {
                    runs.push((fact.span(), fact.sign()));
                }
            }
        }
        Some(runs)
    }

    /// The line `m·x + b` that the graph approaches, if there is one.
    pub fn asymptote(&mut self, e: Expr, approach: Approach) -> Option<Expr> {
        if let Ok(limit) = self.limit(e, approach)
            && let Extended::Finite(c) = limit.value()
        {
            return Some(c);
        }
        let x = self.variable_expr(self.variable);
        let ratio = self.store_mut().div(e, x);
        let Extended::Finite(m) = self.limit(ratio, approach).ok()?.value() else { return None };
        let line = self.store_mut().mul(m, x);
        let rest = self.store_mut().sub(e, line);
        let Extended::Finite(b) = self.limit(rest, approach).ok()?.value() else { return None };
        let sum = self.store_mut().add(line, b);
        Some(self.simplest(sum))
    }
}
