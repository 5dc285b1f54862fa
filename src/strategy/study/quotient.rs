//! Charts by way of a quotient: `e = m·q`, where `m` has a known sign and the derivative of `q` is
//! simpler than that of `e`.

use super::Study;
use crate::expr::{Constant, Expr, Func, Op};
use crate::kernel::{Signed, Span};
use crate::strategy::{Form, cost};

impl Study<'_> {
    /// By the chart of the derivative of the simplest quotient.
    pub(super) fn by_quotient(&mut self, e: Expr, span: Span, depth: usize) -> Option<Vec<Signed>> {
        let mut priced: Vec<(u64, usize, Option<Expr>, Expr)> = Vec::new();
        let slope = self.derivative(e).map(|t| self.engine.kernel.rhs(t));
        if let Some(slope) = slope {
            priced.push((self.price(slope, span), 0, None, e));
        }
        for (i, m) in self.multipliers(e).into_iter().enumerate() {
            if self.engine.kernel.signed_by_range(m, self.variable, span, &self.facts).is_none() {
                continue;
            }
            let quotient = self.engine.kernel.store_mut().div(e, m);
            let Some(q) = self.written(quotient) else { continue };
            let Some(t) = self.derivative(q) else { continue };
            let slope = self.engine.kernel.rhs(t);
            priced.push((self.price(slope, span), i + 1, Some(m), q));
        }
        priced.sort_unstable();
        for (_, _, m, q) in priced.into_iter().take(3) {
            let chart = match m {
                None => self.by_slope(e, span, depth),
                Some(m) => self.through_quotient(e, m, q, span, depth),
            };
            if chart.is_some() {
                return chart;
            }
        }
        None
    }

    /// The quotient as a sum of terms.
    fn written(&mut self, quotient: Expr) -> Option<Expr> {
        let t = match self.engine.bring_to(Form::Expanded, quotient) {
            Ok(t) => t,
            Err(_) => self.engine.simplify(quotient).ok()?,
        };
        Some(self.engine.kernel.rhs(t))
    }

    fn through_quotient(
        &mut self,
        e: Expr,
        m: Expr,
        q: Expr,
        span: Span,
        depth: usize,
    ) -> Option<Vec<Signed>> {
        let x = self.variable;
        let fact = self.engine.kernel.signed_by_range(m, x, span, &self.facts)?;
        self.learn(fact);
        let chart = self.by_slope(q, span, depth + 1)?;
        let cuts = chart.iter().map(|part| part.span().hi).collect();
        for part in chart {
            self.learn(part);
        }
        let product = self.engine.kernel.store_mut().mul(m, q);
        let t = self.engine.kernel.by_algebra(e, product).ok()?;
        self.signs_between(t, span, cuts)
    }

    /// How much there is to find out about the sign: nothing where bounds of values tell it.
    fn price(&mut self, slope: Expr, span: Span) -> u64 {
        if self.engine.kernel.signed_by_range(slope, self.variable, span, &self.facts).is_some() {
            return 0;
        }
        let factored = match self.engine.bring_to(Form::Factored, slope) {
            Ok(t) => self.engine.kernel.rhs(t),
            Err(_) => slope,
        };
        cost(self.engine.kernel.store(), factored)
    }

    /// Parts of the terms of a sum by which it may be divided.
    fn multipliers(&self, e: Expr) -> Vec<Expr> {
        let store = self.engine.kernel.store();
        let mut multipliers = Vec::new();
        for term in self.terms(e) {
            for factor in self.term_factors(term) {
                let exponential = match (store.op(factor), store.pair(factor)) {
                    (Op::Pow, Some((a, b))) => {
                        store.op(a) == Op::Constant(Constant::E) || store.mentions(b, self.variable)
                    }
                    _ => false,
                };
                let slow = matches!(
                    store.op(factor),
                    Op::Func(Func::Ln | Func::Atan | Func::Erf | Func::Asin | Func::Acos)
                );
                if !slow
                    && (exponential || store.mentions(factor, self.variable))
                    && !multipliers.contains(&factor)
                {
                    multipliers.push(factor);
                }
            }
            if store.mentions(term, self.variable) && !multipliers.contains(&term) {
                multipliers.push(term);
            }
        }
        multipliers.retain(|&m| m != e);
        multipliers.truncate(8);
        multipliers
    }

    fn terms(&self, e: Expr) -> Vec<Expr> {
        let store = self.engine.kernel.store();
        let (mut terms, mut stack) = (Vec::new(), vec![e]);
        while let Some(e) = stack.pop() {
            match (store.op(e), store.children(e)) {
                (Op::Add | Op::Sub, &[a, b]) => stack.extend([b, a]),
                (Op::Neg, &[a]) => stack.push(a),
                _ => terms.push(e),
            }
        }
        terms
    }

    fn term_factors(&self, e: Expr) -> Vec<Expr> {
        let store = self.engine.kernel.store();
        let (mut factors, mut stack) = (Vec::new(), vec![e]);
        while let Some(e) = stack.pop() {
            match (store.op(e), store.children(e)) {
                (Op::Mul | Op::Div, &[a, b]) => stack.extend([b, a]),
                (Op::Neg, &[a]) => stack.push(a),
                _ => factors.push(e),
            }
        }
        factors
    }
}
