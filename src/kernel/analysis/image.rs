//! The values that a function takes: on a span, and on a row of spans and points.

use std::cmp::Ordering;

use rustc_hash::FxHashSet;

use super::{Monotone, Point, Root, Same, Signed, Span};
use crate::eval;
use crate::expr::{Expr, Func, Name, Op};
use crate::kernel::{Extended, Kernel, Limit, Theorem};
use crate::num::Interval;

/// An end of a set of values.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Bound {
    /// `-∞`
    MinusInfinity,
    /// A number as an expression without variables.
    Exact(Expr),
    /// The value of an expression in the variable at a root.
    At(Expr, Name, Root),
    /// `+∞`
    PlusInfinity,
}

impl From<Extended> for Bound {
    fn from(value: Extended) -> Self {
        match value {
            Extended::MinusInfinity => Self::MinusInfinity,
            Extended::Finite(e) => Self::Exact(e),
            Extended::PlusInfinity => Self::PlusInfinity,
        }
    }
}

/// A theorem: on the open span the expression takes exactly the values of the open interval from
/// `lo` to `hi`, or only the one value, if both are the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Image {
    expr: Expr,
    variable: Name,
    span: Span,
    lo: Bound,
    hi: Bound,
    direction: i32,
}

impl Image {
    /// Where.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The lower end of the values.
    #[must_use]
    pub fn lo(&self) -> Bound {
        self.lo
    }

    /// The upper end of the values.
    #[must_use]
    pub fn hi(&self) -> Bound {
        self.hi
    }

    /// 1 if the function rises, -1 if it falls, 0 if it is constant; 2 if that is not known.
    #[must_use]
    pub fn direction(&self) -> i32 {
        self.direction
    }

    /// The limit at the lower and at the upper end of the span.
    #[must_use]
    pub fn ends(&self) -> (Bound, Bound) {
        if self.direction == -1 { (self.hi, self.lo) } else { (self.lo, self.hi) }
    }
}

/// A part of the line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stretch {
    /// An open interval on which the function is defined.
    Over(Image),
    /// An open interval on which it is nowhere defined.
    Undefined(Span),
}

/// A point between stretches, with the value there, if there is one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// Where.
    pub point: Point,
    /// The value of the function, where it is defined.
    pub value: Option<Bound>,
}

/// A theorem: all values of the expression on an interval.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Range {
    expr: Expr,
    variable: Name,
    stretches: Vec<Stretch>,
    points: Vec<Part>,
    period: Option<Expr>,
}

impl Range {
    /// The expression.
    #[must_use]
    pub fn expr(&self) -> Expr {
        self.expr
    }

    /// The variable.
    #[must_use]
    pub fn variable(&self) -> Name {
        self.variable
    }

    /// The period, if the stretches are one period and stand for the whole line.
    #[must_use]
    pub fn period(&self) -> Option<Expr> {
        self.period
    }

    /// The stretches from left to right.
    #[must_use]
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// The points: those that belong to the interval, from left to right.
    #[must_use]
    pub fn points(&self) -> &[Part] {
        &self.points
    }
}

impl Range {
    fn spans(&self) -> impl DoubleEndedIterator<Item = Span> {
        self.stretches.iter().map(|stretch| match stretch {
            Stretch::Over(image) => image.span,
            Stretch::Undefined(span) => *span,
        })
    }

    fn begins_at(&self, point: Point) -> bool {
        self.spans().next().is_some_and(|span| span.lo == point)
    }

    fn ends_at(&self, point: Point) -> bool {
        self.spans().next_back().is_some_and(|span| span.hi == point)
    }
}

impl Kernel {
    /// The values of a monotone function, by its limits at the ends. At a root where it is smooth
    /// the limit is the value and needs no proof of its own.
    pub fn image(
        &mut self,
        same: Same,
        mono: Monotone,
        limits: [Option<Limit>; 2],
    ) -> Option<Image> {
        let Same { lhs, rhs, variable, span } = same;
        if mono.expr() != rhs || !self.span_within(span, mono.span()) {
            return None;
        }
        let [low, high] = limits;
        let low = self.end_value(rhs, variable, span.lo, true, low)?;
        let high = self.end_value(rhs, variable, span.hi, false, high)?;
        let (lo, hi) = if mono.direction() >= 0 { (low, high) } else { (high, low) };
        let hi = if mono.direction() == 0 { lo } else { hi };
        Some(Image { expr: lhs, variable, span, lo, hi, direction: mono.direction() })
    }

    /// A continuous function that comes from one infinity and goes to the other takes every value.
    pub fn image_between_infinities(
        &mut self,
        same: Same,
        facts: &[Signed],
        low: Limit,
        high: Limit,
    ) -> Option<Image> {
        let Same { lhs, rhs, variable, span } = same;
        let low = self.end_value(rhs, variable, span.lo, true, Some(low))?;
        let high = self.end_value(rhs, variable, span.hi, false, Some(high))?;
        let smooth = self.differentiable(rhs, variable)?;
        let opposite = matches!(
            (low, high),
            (Bound::MinusInfinity, Bound::PlusInfinity)
                | (Bound::PlusInfinity, Bound::MinusInfinity)
        );
        (opposite && self.hold_on(smooth, variable, span, facts)).then_some(Image {
            expr: lhs,
            variable,
            span,
            lo: Bound::MinusInfinity,
            hi: Bound::PlusInfinity,
            direction: 2,
        })
    }

    fn end_value(
        &mut self,
        e: Expr,
        x: Name,
        end: Point,
        low: bool,
        limit: Option<Limit>,
    ) -> Option<Bound> {
        let wanted = match end.approach(low) {
            Ok(approach) => approach,
            Err(root) => {
                let smooth = self.differentiable(e, x)?;
                for condition in self.conditions(smooth).to_vec() {
                    if !self.holds_at(condition, x, end)? {
                        return None;
                    }
                }
                return Some(Bound::At(e, x, root));
            }
        };
        let limit = limit?;
        let fits = limit.expr() == e && limit.variable() == x && limit.approach() == wanted;
        fits.then(|| limit.value().into())
    }

    /// The value at a finite point, if the expression is defined there; `None` if that is open.
    pub fn value_of(&mut self, e: Expr, x: Name, point: Point) -> Option<Option<Bound>> {
        let domain = self.defined(e)?;
        let mut surely = true;
        for condition in self.conditions(domain.sufficient).to_vec() {
            surely &= self.holds_at(condition, x, point).unwrap_or(false);
        }
        if !surely {
            for condition in self.conditions(domain.necessary).to_vec() {
                if self.holds_at(condition, x, point) == Some(false) {
                    return Some(None);
                }
            }
            let Point::Exact(a) = point else { return None };
            let there = self.store.substitute(e, &[(x, a)]);
            return match eval::evaluate(&mut self.store, there, &[], 128) {
                Ok(_) => Some(Some(Bound::Exact(there))),
                Err(error) if matches!(error.kind, eval::ErrorKind::Undefined(_)) => Some(None),
                Err(_) => None,
            };
        }
        Some(Some(match point {
            Point::Exact(a) => Bound::Exact(self.store.substitute(e, &[(x, a)])),
            Point::Root(root) => Bound::At(e, x, root),
            Point::MinusInfinity | Point::PlusInfinity => return None,
        }))
    }

    /// A span on which a condition that is necessary for `e` fails.
    pub fn undefined_on(
        &mut self,
        e: Expr,
        x: Name,
        span: Span,
        facts: &[Signed],
    ) -> Option<Stretch> {
        let domain = self.defined(e)?;
        let conditions = self.conditions(domain.necessary).to_vec();
        let fails =
            conditions.into_iter().any(|condition| self.fails_on(condition, x, span, facts));
        fails.then_some(Stretch::Undefined(span))
    }

    /// All values on an interval that the stretches and the points between them make up.
    pub fn range_of_stretches(
        &mut self,
        e: Expr,
        x: Name,
        stretches: Vec<Stretch>,
        points: Vec<Point>,
    ) -> Option<Range> {
        let mut values = Vec::with_capacity(points.len());
        let mut end: Option<Point> = None;
        for stretch in &stretches {
            let span = match stretch {
                Stretch::Over(image) if image.expr != e || image.variable != x => return None,
                Stretch::Over(image) => image.span,
                Stretch::Undefined(span) => *span,
            };
            // On a span without points a term has no values, whatever its ends are.
            if !self.order_points(span.lo, span.hi)?.is_lt() {
                return None;
            }
            if let Some(before) = end
                && (before != span.lo || !points.contains(&before))
            {
                return None;
            }
            end = Some(span.hi);
        }
        for point in points {
            values.push(Part { point, value: self.value_of(e, x, point)? });
        }
        Some(Range { expr: e, variable: x, stretches, points: values, period: None })
    }

    /// From `t: e(x + P) = e(x)` and the values of `e` on `[0, P]`: those on the whole line.
    pub fn periodic_range(&mut self, range: Range, t: Theorem, period: Expr) -> Option<Range> {
        let (e, x) = (range.expr, range.variable);
        let zero = self.store.integer(0);
        let variable = self.store.symbol_of(x);
        let shifted = self.store.add(variable, period);
        let moved = self.store.substitute(e, &[(x, shifted)]);
        let ends = [Point::Exact(zero), Point::Exact(period)];
        let fits = self.lhs(t) == moved
            && self.rhs(t) == e
            && self.hyps_of(t).is_none()
            && range.points.first().map(|part| part.point) == Some(ends[0])
            && range.points.last().map(|part| part.point) == Some(ends[1])
            && range.begins_at(ends[0])
            && range.ends_at(ends[1]);
        fits.then_some(Range { period: Some(period), ..range })
    }

    /// The same where every sine and cosine in `e` has the period, and the variable stands in
    /// nothing else.
    pub fn waves_repeat(&mut self, e: Expr, x: Name, period: Expr) -> bool {
        let plain = self.on_branch(e, x, Span::ALL, &[]).rhs;
        let variable = self.store.symbol_of(x);
        let shifted = self.store.add(variable, period);
        let mut stack = vec![plain];
        let mut seen = FxHashSet::default();
        while let Some(e) = stack.pop() {
            if !seen.insert(e) || !self.store.mentions(e, x) {
                continue;
            }
            match self.store.op(e) {
                Op::Func(Func::Sin | Func::Cos) => {
                    let moved = self.store.substitute(e, &[(x, shifted)]);
                    match self.by_algebra(moved, e) {
                        Ok(t) if self.hyps_of(t).is_none() => {}
                        _ => return false,
                    }
                }
                Op::Symbol(_) | Op::Apply(..) | Op::Deriv | Op::At => return false,
                _ => stack.extend_from_slice(self.store.children(e)),
            }
        }
        true
    }

    /// As [`Kernel::periodic_range`], by [`Kernel::waves_repeat`].
    pub fn periodic_range_of_waves(&mut self, range: Range, period: Expr) -> Option<Range> {
        let zero = self.store.integer(0);
        let ends = [Point::Exact(zero), Point::Exact(period)];
        let fits = self.waves_repeat(range.expr, range.variable, period)
            && range.points.first().map(|part| part.point) == Some(ends[0])
            && range.points.last().map(|part| part.point) == Some(ends[1])
            && range.begins_at(ends[0])
            && range.ends_at(ends[1]);
        fits.then_some(Range { period: Some(period), ..range })
    }

    /// From `t: e(2c - x) = e(x)` under no condition and the values of `e` from `c` on: those on
    /// the interval that reaches as far to the other side.
    pub fn mirrored_range(&mut self, t: Theorem, range: Range, center: Expr) -> Option<Range> {
        let (e, x) = (range.expr, range.variable);
        let variable = self.store.symbol_of(x);
        let two = self.store.integer(2);
        let double = self.store.mul(two, center);
        let other = self.store.sub(double, variable);
        let moved = self.store.substitute(e, &[(x, other)]);
        let fits = self.lhs(t) == moved
            && self.rhs(t) == e
            && self.hyps_of(t).is_none()
            && range.begins_at(Point::Exact(center));
        fits.then_some(range)
    }

    /// From `t: s = e` under no condition and the values of `e`: those of `s`.
    pub fn range_through(&mut self, t: Theorem, range: Range) -> Option<Range> {
        let fits = self.rhs(t) == range.expr && self.hyps_of(t).is_none();
        fits.then(|| Range { expr: self.lhs(t), ..range })
    }

    /// An interval that contains the bound.
    pub fn enclose_bound(&mut self, bound: Bound, bits: usize) -> Option<Interval> {
        match bound {
            Bound::MinusInfinity | Bound::PlusInfinity => None,
            Bound::Exact(e) => self.enclose_point(Point::Exact(e), bits),
            Bound::At(e, x, root) => {
                let values = self.enclose_point(Point::Root(root), bits)?;
                eval::enclose(&mut self.store, e, x, &values, bits).ok()
            }
        }
    }

    /// Are two expressions equal at a point, by algebra?
    fn agree_at(&mut self, s: Expr, t: Expr, x: Name, point: Point) -> bool {
        let Ok(equal) = self.by_algebra(s, t) else { return false };
        let hyps = self.hyps_of(equal);
        let conditions = self.conditions(hyps).to_vec();
        conditions.into_iter().all(|c| self.holds_at(c, x, point) == Some(true))
    }

    /// The order of two bounds, if it can be told.
    pub fn order_bounds(&mut self, a: Bound, b: Bound) -> Option<Ordering> {
        match (a, b) {
            (Bound::MinusInfinity, Bound::MinusInfinity)
            | (Bound::PlusInfinity, Bound::PlusInfinity) => Some(Ordering::Equal),
            (Bound::MinusInfinity, _) | (_, Bound::PlusInfinity) => Some(Ordering::Less),
            (Bound::PlusInfinity, _) | (_, Bound::MinusInfinity) => Some(Ordering::Greater),
            (Bound::Exact(p), Bound::Exact(q)) => {
                self.order_points(Point::Exact(p), Point::Exact(q))
            }
            _ if a == b => Some(Ordering::Equal),
            (Bound::At(s, x, r), Bound::At(t, y, q))
                if r == q && x == y && self.agree_at(s, t, x, Point::Root(r)) =>
            {
                Some(Ordering::Equal)
            }
            _ => [64, 128, 256].into_iter().find_map(|bits| {
                let (left, right) = (self.enclose_bound(a, bits)?, self.enclose_bound(b, bits)?);
                left.compare(&right)
            }),
        }
    }
}
