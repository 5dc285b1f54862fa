//! Points: enclosed, compared, and the sign of an expression at one.

use std::cmp::Ordering;

use super::{Monotone, Point, Root, RootFact, Span};
use crate::eval;
use crate::expr::{Expr, Name, Op};
use crate::kernel::{Hyps, Kernel, Obstacle};
use crate::num::{Interval, Rational};

/// Two values are told apart within so many bits, or not at all.
const MOST_BITS: usize = 512;

impl Kernel {
    /// The zero of `of` that lies between two numbers of a span on which it is monotone, at which
    /// it has opposite signs.
    pub fn root(&mut self, mono: Monotone, lo: Rational, hi: Rational) -> Option<Root> {
        let sign = self.sign_at_rational(mono.expr, mono.variable, &lo)?;
        let other = self.sign_at_rational(mono.expr, mono.variable, &hi)?;
        let inside = self.contains(mono.span, &lo)? && self.contains(mono.span, &hi)? && lo < hi;
        if !inside || sign == 0 || other != -sign {
            return None;
        }
        let (of, variable) = (mono.expr, mono.variable);
        let root = Root(u32::try_from(self.roots.len()).ok()?);
        self.roots.push(RootFact { of, variable, lo, hi, sign });
        Some(root)
    }

    /// Of which expression it is a zero.
    #[must_use]
    pub fn root_of(&self, root: Root) -> Expr {
        self.roots[root.0 as usize].of
    }

    /// Rational numbers just below and above the root, at most `2^-bits` apart.
    pub fn root_bounds(&mut self, root: Root, bits: u32) -> Option<(Rational, Rational)> {
        let RootFact { of, variable, mut lo, mut hi, sign } = {
            let fact = &self.roots[root.0 as usize];
            RootFact { lo: fact.lo.clone(), hi: fact.hi.clone(), ..*fact }
        };
        let width = Rational::integer(2).pow(-i32::try_from(bits).ok()?)?;
        let mut halvings = 1;
        while &hi - &lo > width {
            if let Some(cell) = self.cell_of_root(of, variable, [&lo, &hi], sign, halvings, bits) {
                [lo, hi] = cell;
                halvings = (2 * halvings).min(bits);
                continue;
            }
            halvings = (halvings / 2).max(1);
            // Dyadic numbers stay short; one that is the root itself is left out.
            let mut middle = None;
            for (p, q) in [(1, 2), (1, 4), (3, 4)] {
                let at = &lo + &(&(&hi - &lo) * &Rational::new(p, q));
                match self.sign_at_rational(of, variable, &at)? {
                    0 => {}
                    s => {
                        middle = Some((at, s));
                        break;
                    }
                }
            }
            let (at, s) = middle?;
            if s == sign { lo = at } else { hi = at }
        }
        let fact = &mut self.roots[root.0 as usize];
        (fact.lo, fact.hi) = (lo.clone(), hi.clone());
        Some((lo, hi))
    }

    /// Abbott's quadratic refinement: of `2^halvings` cells between the bounds, the one in which the
    /// chord vanishes, if the signs at its ends show that the root is there.
    fn cell_of_root(
        &mut self,
        of: Expr,
        x: Name,
        [lo, hi]: [&Rational; 2],
        sign: i32,
        halvings: u32,
        bits: u32,
    ) -> Option<[Rational; 2]> {
        let prec = bits as usize + 64;
        let mut value = |at: &Rational| {
            let value = eval::evaluate(&mut self.store, of, &[(x, at.clone())], prec).ok()?;
            value.to_interval(prec).lo().to_rational()
        };
        let (low, high) = (value(lo)?, value(hi)?);
        let cells = Rational::integer(2).pow(i32::try_from(halvings).ok()?)?;
        let part = &low * &(&low - &high).recip()?;
        let half = Rational::new(1, 2);
        let nearest = (&(&part * &cells) + &half).floor();
        let cell = &(hi - lo) * &cells.recip()?;
        let near = lo + &(&nearest * &cell);
        let mut sign_within = |at: &Rational| match at {
            at if at <= lo => Some(sign),
            at if at >= hi => Some(-sign),
            at => self.sign_at_rational(of, x, at),
        };
        let found = if sign_within(&near)? == sign {
            [near.clone(), &near + &cell]
        } else {
            [&near - &cell, near.clone()]
        };
        let within = &found[0] >= lo && &found[1] <= hi;
        let brackets = sign_within(&found[0])? == sign && sign_within(&found[1])? == -sign;
        (within && brackets).then_some(found)
    }

    /// An interval that contains the point.
    pub fn enclose_point(&mut self, point: Point, bits: usize) -> Option<Interval> {
        match point {
            Point::MinusInfinity | Point::PlusInfinity => None,
            Point::Exact(e) => {
                eval::evaluate(&mut self.store, e, &[], bits).ok().map(|v| v.to_interval(bits))
            }
            Point::Root(root) => {
                let (lo, hi) = self.root_bounds(root, u32::try_from(bits).ok()?)?;
                let [lo, hi] = [lo, hi].map(|q| Interval::from_rational(&q, bits + 16));
                Some(lo.hull(&hi))
            }
        }
    }

    /// A rational number below (or above) the point, or the point itself.
    pub(super) fn rational_bound(&mut self, point: Point, below: bool) -> Option<Rational> {
        const BITS: usize = 64;
        if let Point::Exact(e) = point
            && let Some(q) = self.store.as_rational(e)
        {
            return Some(q);
        }
        let interval = self.enclose_point(point, BITS)?;
        if below { interval.lo().to_rational() } else { interval.hi().to_rational() }
    }

    /// The order of two points, if it can be told.
    pub fn order_points(&mut self, a: Point, b: Point) -> Option<Ordering> {
        if a == b {
            return Some(Ordering::Equal);
        }
        match (a, b) {
            (Point::MinusInfinity, _) | (_, Point::PlusInfinity) => return Some(Ordering::Less),
            (Point::PlusInfinity, _) | (_, Point::MinusInfinity) => return Some(Ordering::Greater),
            (Point::Exact(p), Point::Exact(q)) => {
                if let Ok(Some(order)) = eval::compare(&mut self.store, p, q, &[], 128) {
                    return Some(order);
                }
                if self.is_same_number(p, q) {
                    return Some(Ordering::Equal);
                }
            }
            (Point::Root(root), Point::Exact(p)) | (Point::Exact(p), Point::Root(root)) => {
                // A number at which the function vanishes, between the bounds, is the root.
                let RootFact { of, variable, .. } = self.roots[root.0 as usize];
                let (lo, hi) = self.root_bounds(root, 64)?;
                let [lo, hi] = [lo, hi].map(|q| Point::Exact(self.store.rational(&q)));
                let within = self.order_points(lo, Point::Exact(p)) == Some(Ordering::Less)
                    && self.order_points(Point::Exact(p), hi) == Some(Ordering::Less);
                if within && self.sign_at(of, variable, Point::Exact(p)) == Some(0) {
                    return Some(Ordering::Equal);
                }
            }
            (Point::Root(_), Point::Root(_)) => {}
        }
        let mut bits = 64;
        while bits <= MOST_BITS {
            let (left, right) = (self.enclose_point(a, bits)?, self.enclose_point(b, bits)?);
            if let Some(order) = left.compare(&right) {
                return Some(order);
            }
            bits *= 2;
        }
        None
    }

    /// Are two expressions without variables equal?
    pub fn is_same_number(&mut self, a: Expr, b: Expr) -> bool {
        if a == b {
            return true;
        }
        match self.by_algebra(a, b) {
            Ok(t) => {
                let hyps = self.hyps_of(t);
                self.not_proved(Hyps::NONE, hyps).is_empty()
            }
            Err(_) => false,
        }
    }

    /// Is the number in the open span?
    pub(super) fn contains(&mut self, span: Span, q: &Rational) -> Option<bool> {
        let q = Point::Exact(self.store.rational(q));
        let above = self.order_points(span.lo, q)? == Ordering::Less;
        Some(above && self.order_points(q, span.hi)? == Ordering::Less)
    }

    /// Is one span a part of another?
    pub fn span_within(&mut self, inner: Span, outer: Span) -> bool {
        let low = self.order_points(outer.lo, inner.lo);
        let high = self.order_points(inner.hi, outer.hi);
        low.is_some_and(Ordering::is_le) && high.is_some_and(Ordering::is_le)
    }

    /// The sign of `e` at a rational number, where it is defined there.
    pub fn sign_at_rational(&mut self, e: Expr, x: Name, at: &Rational) -> Option<i32> {
        let point = Point::Exact(self.store.rational(at));
        self.sign_at(e, x, point)
    }

    /// The sign of `e` at a finite point; it is defined there.
    pub fn sign_at(&mut self, e: Expr, x: Name, point: Point) -> Option<i32> {
        match point {
            Point::MinusInfinity | Point::PlusInfinity => None,
            Point::Exact(value) => {
                let zero = self.store.integer(0);
                if let Some(q) = self.store.as_rational(value) {
                    let at = [(x, q)];
                    if let Ok(Some(order)) = eval::compare(&mut self.store, e, zero, &at, 128) {
                        return Some(order as i32);
                    }
                }
                let there = self.store.substitute(e, &[(x, value)]);
                if !self.store.is_closed(there) {
                    return None;
                }
                if let Ok(Some(order)) = eval::compare(&mut self.store, there, zero, &[], 128) {
                    return Some(order as i32);
                }
                if self.is_same_number(there, zero) {
                    return Some(0);
                }
                eval::compare(&mut self.store, there, zero, &[], MOST_BITS).ok()?.map(|o| o as i32)
            }
            Point::Root(root) => {
                if self.root_of(root) == e {
                    return Some(0);
                }
                let mut bits = 64;
                while bits <= MOST_BITS / 2 {
                    let values = self.enclose_point(point, bits)?;
                    if let Ok(value) = eval::enclose(&mut self.store, e, x, &values, bits)
                        && let Some(sign) = value.sign()
                        && sign != 0
                    {
                        return Some(sign);
                    }
                    bits *= 2;
                }
                None
            }
        }
    }

    /// Does a condition hold at a finite point?
    pub fn holds_at(&mut self, condition: Expr, x: Name, point: Point) -> Option<bool> {
        let mut all = true;
        let mut stack = vec![condition];
        while let Some(condition) = stack.pop() {
            match (self.store.op(condition), self.store.pair(condition)) {
                (Op::And, _) => stack.extend_from_slice(self.store.children(condition)),
                (Op::Rel(rel), Some((a, b))) => {
                    let difference = self.difference(a, b);
                    let sign = self.sign_at(difference, x, point)?;
                    all &= rel.holds_for(sign.cmp(&0));
                }
                _ => return None,
            }
        }
        Some(all)
    }

    /// `a - b`, or `a` if `b` is 0.
    pub fn difference(&mut self, a: Expr, b: Expr) -> Expr {
        if self.store.as_i64(b) == Some(0) { a } else { self.store.sub(a, b) }
    }

    /// The sign of `e` within the span near one of its ends, where it has one.
    pub(super) fn sign_near_end(
        &mut self,
        e: Expr,
        x: Name,
        span: Span,
        low: bool,
    ) -> Result<i32, Obstacle> {
        let end = if low { span.lo } else { span.hi };
        match end.approach(low) {
            Ok(approach) => self.sign_near(Hyps::NONE, e, x, approach),
            // A sign at the point itself holds near it, for the enclosure is an interval.
            Err(_) => match self.sign_at(e, x, end) {
                Some(0) | None => Err(Obstacle::Unknown(e)),
                Some(sign) => Ok(sign),
            },
        }
    }
}

impl Kernel {
    /// A rational number at a finite point, or close above (`above`) or below it.
    pub fn rational_beside(&mut self, point: Point, above: bool) -> Option<Rational> {
        self.rational_bound(point, !above)
    }
}
