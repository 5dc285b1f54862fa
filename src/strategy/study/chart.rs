//! Sign charts.

use super::{MAX_DEPTH, MOST_CHARTS, Study};
use crate::expr::{Expr, Func, Op};
use crate::kernel::{Monotone, Point, Side, Signed, Span, Theorem};
use crate::strategy::Form;

impl Study<'_> {
    /// The signs of `e` on the parts of a span on which it is defined; between the parts, it
    /// vanishes or was only cut.
    pub fn chart(&mut self, e: Expr, span: Span) -> Option<Vec<Signed>> {
        self.chart_at(e, span, 0)
    }

    pub(super) fn chart_at(&mut self, e: Expr, span: Span, depth: usize) -> Option<Vec<Signed>> {
        if let Some(known) = self.charts.get(&(e, span)) {
            return known.clone();
        }
        if depth > MAX_DEPTH || self.charts.len() > MOST_CHARTS {
            return None;
        }
        // Until it is known, it must not rest on itself.
        self.charts.insert((e, span), None);
        let chart = self.new_chart(e, span, depth);
        if let Some(parts) = &chart {
            for &part in parts {
                self.learn(part);
            }
        }
        self.charts.insert((e, span), chart.clone());
        chart
    }

    fn new_chart(&mut self, e: Expr, span: Span, depth: usize) -> Option<Vec<Signed>> {
        let x = self.variable;
        if let Some(fact) = self.engine.kernel.signed_by_range(e, x, span, &self.facts) {
            return Some(vec![fact]);
        }
        if self.engine.kernel.first_branch(e, x).is_some() {
            return self.by_branches(e, span, depth);
        }
        if let Some(fact) = self.engine.kernel.signed_by_box(e, x, span) {
            return Some(vec![fact]);
        }
        if let Some(chart) = self.by_factors(e, span, depth) {
            return Some(chart);
        }
        if self.oscillates(e) {
            let chart = self.by_bisection(e, span);
            return chart.or_else(|| self.by_slope(e, span, depth));
        }
        let chart = self.by_quotient(e, span, depth);
        chart.or_else(|| self.by_bisection(e, span))
    }

    /// Does sine or cosine of the variable occur?
    pub(super) fn oscillates(&self, e: Expr) -> bool {
        let store = self.engine.kernel.store();
        store.subexpressions(&[e]).into_iter().any(|sub| {
            matches!(store.op(sub), Op::Func(Func::Sin | Func::Cos))
                && store.mentions(sub, self.variable)
        })
    }

    /// On each branch, then put together.
    fn by_branches(&mut self, e: Expr, span: Span, depth: usize) -> Option<Vec<Signed>> {
        let mut chart = Vec::new();
        for same in self.branches(e, span, depth)? {
            let parts = self.chart_at(same.rhs(), same.span(), depth + 1)?;
            for part in parts {
                let fact = self.engine.kernel.signed_same(same, part, &self.facts)?;
                chart.push(fact);
            }
        }
        self.joined(chart)
    }

    /// By the factors' charts.
    fn by_factors(&mut self, e: Expr, span: Span, depth: usize) -> Option<Vec<Signed>> {
        let t = match self.engine.bring_to(Form::Factored, e) {
            Ok(t) => t,
            Err(_) => self.engine.kernel.refl(e),
        };
        let product = self.engine.kernel.rhs(t);
        let factors = self.factors(product);
        if matches!(factors.as_slice(), [only] if *only == e) {
            return None;
        }
        let mut cuts = Vec::new();
        for factor in factors {
            let parts = self.chart_at(factor, span, depth + 1)?;
            cuts.extend(parts.iter().map(|part| part.span().hi));
        }
        self.signs_between(t, span, cuts)
    }

    /// The signs of the left side of a theorem on the parts between cuts, from the factors of the
    /// right side.
    pub(super) fn signs_between(
        &mut self,
        t: Theorem,
        span: Span,
        cuts: Vec<Point>,
    ) -> Option<Vec<Signed>> {
        let mut chart = Vec::new();
        for part in self.cut(span, cuts)? {
            let x = self.variable;
            chart.push(self.engine.kernel.signed_by_factors(t, x, part, &self.facts)?);
        }
        self.joined(chart)
    }

    /// The factors of a product, quotient or power that depend on the variable.
    fn factors(&self, product: Expr) -> Vec<Expr> {
        let store = self.engine.kernel.store();
        let mut factors = Vec::new();
        let mut stack = vec![product];
        while let Some(e) = stack.pop() {
            match (store.op(e), store.children(e)) {
                (Op::Number(_), _) => {}
                (Op::Neg, &[a]) => stack.push(a),
                (Op::Mul | Op::Div, &[a, b]) => stack.extend([b, a]),
                (Op::Pow, &[a, n]) if store.as_literal_i64(n).is_some_and(|n| n > 0) => {
                    stack.push(a);
                }
                (Op::Func(Func::Root), &[a, _]) => stack.push(a),
                _ if !factors.contains(&e) => factors.push(e),
                _ => {}
            }
        }
        factors
    }

    /// By the chart of the derivative.
    pub(super) fn by_slope(&mut self, e: Expr, span: Span, depth: usize) -> Option<Vec<Signed>> {
        let t = self.derivative(e)?;
        let slope = self.engine.kernel.rhs(t);
        let mut chart = Vec::new();
        for part in self.chart_at(slope, span, depth + 1)? {
            let mono = self.engine.kernel.monotone(t, part, &self.facts)?;
            chart.extend(self.by_monotony(mono)?);
        }
        self.joined(chart)
    }

    /// The signs of a monotone function: one, or two with a zero between.
    pub(super) fn by_monotony(&mut self, mono: Monotone) -> Option<Vec<Signed>> {
        for side in [Side::Low, Side::High] {
            if let Some(fact) = self.engine.kernel.signed_by_slope(mono, side) {
                return Some(vec![fact]);
            }
        }
        let zero = self.zero_of(mono)?;
        self.engine.kernel.signed_beside(mono, zero).map(|both| both.to_vec())
    }

    /// Neighbours of one sign are put together where the sign at the point between them allows.
    pub(super) fn joined(&mut self, chart: Vec<Signed>) -> Option<Vec<Signed>> {
        let mut joined: Vec<Signed> = Vec::new();
        for part in chart {
            self.learn(part);
            match joined.last().copied() {
                Some(last) if last.sign() == part.sign() => {
                    match self.engine.kernel.signed_across(last, part) {
                        Some(both) => {
                            joined.pop();
                            joined.push(both);
                        }
                        None => joined.push(part),
                    }
                }
                _ => joined.push(part),
            }
        }
        Some(joined)
    }

    /// On a bounded span: halved until an enclosure of the values or of the slope has a sign.
    fn by_bisection(&mut self, e: Expr, span: Span) -> Option<Vec<Signed>> {
        const MOST_BOXES: usize = 300;
        const NARROWEST: u32 = 30;
        if matches!(span.lo, Point::MinusInfinity) || matches!(span.hi, Point::PlusInfinity) {
            return None;
        }
        let x = self.variable;
        let t = self.derivative(e)?;
        let slope = self.engine.kernel.rhs(t);
        let mut chart = Vec::new();
        let mut stack = vec![(span, 0_u32)];
        let mut boxes = 0;
        while let Some((part, depth)) = stack.pop() {
            boxes += 1;
            if boxes > MOST_BOXES {
                return None;
            }
            if let Some(fact) = self.engine.kernel.signed_by_box(e, x, part) {
                chart.push(fact);
                continue;
            }
            if let Some(fact) = self.engine.kernel.signed_by_box(slope, x, part)
                && let Some(mono) = self.engine.kernel.monotone(t, fact, &self.facts)
                && let Some(parts) = self.by_monotony(mono)
            {
                chart.extend(parts);
                continue;
            }
            if depth >= NARROWEST {
                return None;
            }
            let middle = self.middle(part)?;
            stack.push((Span { lo: middle, hi: part.hi }, depth + 1));
            stack.push((Span { lo: part.lo, hi: middle }, depth + 1));
        }
        self.joined(chart)
    }
}
