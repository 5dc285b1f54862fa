//! The rules for signs and monotony.

use super::{Monotone, Point, Side, Signed, Span};
use crate::eval;
use crate::expr::{Expr, Func, Name, Op, Rel};
use crate::kernel::{Hyps, Kernel, Theorem};
use crate::num::Rational;

/// The bits of an enclosure over an interval.
const BITS: usize = 64;

impl Kernel {
    /// What the span says of the variable, with rational bounds.
    fn span_hyps(&mut self, x: Name, span: Span) -> Hyps {
        let variable = self.store.symbol_of(x);
        let mut conditions = Vec::new();
        for (rel, point) in [(Rel::Gt, span.lo), (Rel::Lt, span.hi)] {
            if let Some(q) = self.rational_bound(point, rel == Rel::Gt) {
                let bound = self.store.rational(&q);
                conditions.push(self.store.rel(rel, variable, bound));
                // Zero tells signs; a bound beyond it does not always say so by itself.
                if let (true, Rel::Gt) | (false, Rel::Lt) = (q.signum() >= 0, rel) {
                    let zero = self.store.integer(0);
                    conditions.push(self.store.rel(rel, variable, zero));
                }
            }
        }
        self.hyps(conditions)
    }

    /// Do the conditions hold on the whole span? Signs may say so.
    pub fn hold_on(&mut self, hyps: Hyps, x: Name, span: Span, facts: &[Signed]) -> bool {
        let known = self.span_hyps(x, span);
        for condition in self.not_proved(known, hyps) {
            let (Op::Rel(rel), Some((a, b))) =
                (self.store.op(condition), self.store.pair(condition))
            else {
                return false;
            };
            let difference = self.difference(a, b);
            let holds = self.fact_about(difference, x, span, facts);
            if !holds.is_some_and(|sign| rel.holds_for(sign.cmp(&0))) {
                return false;
            }
        }
        true
    }

    /// The sign that one of the facts gives on the span.
    pub(super) fn fact_about(
        &mut self,
        e: Expr,
        x: Name,
        span: Span,
        facts: &[Signed],
    ) -> Option<i32> {
        let about: Vec<Signed> =
            facts.iter().filter(|f| f.expr == e && f.variable == x).copied().collect();
        about.into_iter().find(|f| self.span_within(span, f.span)).map(|f| f.sign)
    }

    /// Is the expression defined on the whole span?
    pub fn defined_on(&mut self, e: Expr, x: Name, span: Span, facts: &[Signed]) -> bool {
        self.defined(e).is_some_and(|domain| self.hold_on(domain.sufficient, x, span, facts))
    }

    /// The sign that bounds of the values give, such as that of `1 + e^x`.
    pub fn signed_by_range(
        &mut self,
        e: Expr,
        x: Name,
        span: Span,
        facts: &[Signed],
    ) -> Option<Signed> {
        if !self.defined_on(e, x, span, facts) {
            return None;
        }
        let hyps = self.span_hyps(x, span);
        for (rel, sign) in [(Rel::Gt, 1), (Rel::Lt, -1)] {
            let conditions = self.compare_to(rel, e, Rational::ZERO);
            if conditions.into_iter().all(|c| self.proves(hyps, c)) {
                return Some(Signed { expr: e, variable: x, span, sign });
            }
        }
        let zero = self.store.integer(0);
        let t = self.by_algebra(e, zero).ok()?;
        let needed = self.hyps_of(t);
        self.hold_on(needed, x, span, facts).then_some(Signed {
            expr: e,
            variable: x,
            span,
            sign: 0,
        })
    }

    /// The sign of an enclosure of all values, for a bounded span.
    pub fn signed_by_box(&mut self, e: Expr, x: Name, span: Span) -> Option<Signed> {
        let [lo, hi] = [span.lo, span.hi].map(|end| self.enclose_point(end, BITS));
        let values = lo?.hull(&hi?);
        let sign = eval::enclose(&mut self.store, e, x, &values, BITS).ok()?.sign()?;
        Some(Signed { expr: e, variable: x, span, sign })
    }

    /// From `t: e = e'`: the sign of `e` by those of the factors of `e'`.
    pub fn signed_by_factors(
        &mut self,
        t: Theorem,
        x: Name,
        span: Span,
        facts: &[Signed],
    ) -> Option<Signed> {
        let hyps = self.hyps_of(t);
        if !self.hold_on(hyps, x, span, facts) {
            return None;
        }
        let mut sign = 1;
        let mut stack = vec![self.rhs(t)];
        while let Some(e) = stack.pop() {
            if let Some(known) = self.fact_about(e, x, span, facts) {
                sign *= known;
                continue;
            }
            match (self.store.op(e), self.store.children(e)) {
                (Op::Number(_), _) => sign *= self.store.number(e)?.0.signum(),
                (Op::Neg, &[a]) => {
                    sign = -sign;
                    stack.push(a);
                }
                (Op::Mul, &[a, b]) => stack.extend([a, b]),
                (Op::Div, &[a, b]) => {
                    // A divisor of sign 0 would make the quotient undefined.
                    let divisor = self.factor_sign(b, x, span, facts)?;
                    if divisor == 0 {
                        return None;
                    }
                    sign *= divisor;
                    stack.push(a);
                }
                _ => sign *= self.factor_sign(e, x, span, facts)?,
            }
        }
        Some(Signed { expr: self.lhs(t), variable: x, span, sign })
    }

    /// The sign of a product of known factors, of powers of such, or of what has one by itself.
    fn factor_sign(&mut self, e: Expr, x: Name, span: Span, facts: &[Signed]) -> Option<i32> {
        let mut sign = 1;
        let mut stack = vec![e];
        while let Some(e) = stack.pop() {
            if let Some(known) = self.fact_about(e, x, span, facts) {
                sign *= known;
                continue;
            }
            match (self.store.op(e), self.store.children(e)) {
                (Op::Neg, &[a]) => {
                    sign = -sign;
                    stack.push(a);
                }
                (Op::Mul, &[a, b]) => stack.extend([a, b]),
                (Op::Pow, &[a, n]) if self.store.as_literal_i64(n).is_some_and(|n| n > 0) => {
                    let base = self.signed_part(a, x, span, facts)?;
                    let even = self.store.as_literal_i64(n)? % 2 == 0;
                    sign *= if even { base * base } else { base };
                }
                (Op::Func(Func::Root), &[a, k]) => {
                    let radicand = self.signed_part(a, x, span, facts)?;
                    if radicand < 0 && self.store.as_literal_i64(k).is_none_or(|k| k % 2 == 0) {
                        return None;
                    }
                    sign *= radicand;
                }
                _ => sign *= self.signed_part(e, x, span, facts)?,
            }
        }
        Some(sign)
    }

    fn signed_part(&mut self, e: Expr, x: Name, span: Span, facts: &[Signed]) -> Option<i32> {
        match self.fact_about(e, x, span, facts) {
            Some(sign) => Some(sign),
            None => self.signed_by_range(e, x, span, facts).map(|signed| signed.sign),
        }
    }

    /// From `t: D(x, e) = d` and the sign of `d`: `e` is monotone.
    pub fn monotone(&mut self, t: Theorem, slope: Signed, facts: &[Signed]) -> Option<Monotone> {
        let (variable, span) = (slope.variable, slope.span);
        let (x, e) = self.store.pair(self.lhs(t))?;
        let fits = self.store.op(self.lhs(t)) == Op::Deriv
            && self.store.as_symbol(x) == Some(variable)
            && self.rhs(t) == slope.expr;
        let smooth = self.differentiable(e, variable)?;
        let needed = self.hyps_of(t);
        let holds = fits
            && self.hold_on(smooth, variable, span, facts)
            && self.hold_on(needed, variable, span, facts);
        holds.then_some(Monotone { expr: e, variable, span, direction: slope.sign })
    }

    /// A rising function that is positive near the lower end is positive, and so on.
    pub fn signed_by_slope(&mut self, mono: Monotone, near: Side) -> Option<Signed> {
        let Monotone { expr, variable, span, direction } = mono;
        let low = near == Side::Low;
        let sign = self.sign_near_end(expr, variable, span, low).ok()?;
        let away = if low { direction } else { -direction };
        (direction == 0 || sign == away).then_some(Signed { expr, variable, span, sign })
    }

    /// The signs of a monotone function below and above a point at which it vanishes.
    pub fn signed_beside(&mut self, mono: Monotone, at: Point) -> Option<[Signed; 2]> {
        let Monotone { expr, variable, span, direction } = mono;
        let inside =
            self.order_points(span.lo, at)?.is_lt() && self.order_points(at, span.hi)?.is_lt();
        if !inside || direction == 0 || self.sign_at(expr, variable, at)? != 0 {
            return None;
        }
        let below = Span { lo: span.lo, hi: at };
        let above = Span { lo: at, hi: span.hi };
        Some([
            Signed { expr, variable, span: below, sign: -direction },
            Signed { expr, variable, span: above, sign: direction },
        ])
    }

    /// One sign on two spans and at the point between them.
    pub fn signed_across(&mut self, left: Signed, right: Signed) -> Option<Signed> {
        let fits = left.expr == right.expr
            && left.variable == right.variable
            && left.span.hi == right.span.lo
            && left.sign == right.sign;
        if !fits || self.sign_at(left.expr, left.variable, left.span.hi)? != left.sign {
            return None;
        }
        Some(Signed { span: Span { lo: left.span.lo, hi: right.span.hi }, ..left })
    }

    /// A fact about a part of its span.
    pub fn signed_within(&mut self, fact: Signed, span: Span) -> Option<Signed> {
        self.span_within(span, fact.span).then_some(Signed { span, ..fact })
    }
}

impl Kernel {
    /// Does the condition fail everywhere on the span?
    pub(super) fn fails_on(
        &mut self,
        condition: Expr,
        x: Name,
        span: Span,
        facts: &[Signed],
    ) -> bool {
        let (Op::Rel(rel), Some((a, b))) = (self.store.op(condition), self.store.pair(condition))
        else {
            return false;
        };
        let difference = self.difference(a, b);
        let sign = self.signed_part(difference, x, span, facts);
        sign.is_some_and(|sign| !rel.holds_for(sign.cmp(&0)))
    }
}
