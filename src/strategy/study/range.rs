//! The range: stretches on which the function is monotone, with limits at their ends, and the
//! points between.

use super::Study;
use crate::expr::{Expr, Op};
use crate::kernel::{
    Extended, Image, ImageSet, Limit, Monotone, Point, Same, Signed, Span, Stretch, Theorem,
};

/// How often branches and domains are cut.
const MOST_CUTS: usize = 40;

/// The range with what it rests on.
#[derive(Clone, Debug)]
pub struct Found {
    /// All values.
    pub range: ImageSet,
    /// The derivatives on the stretches, each with the span it is about.
    pub slopes: Vec<(Span, Theorem)>,
    /// A period, if only one was looked at.
    pub period: Option<Expr>,
}

impl Study<'_> {
    /// All values of `e` on a span, and at those of its ends that belong to the interval.
    pub fn range(&mut self, e: Expr, span: Span, ends: [bool; 2]) -> Option<Found> {
        if self.is_empty(span)? {
            // What is left of `[a, a]` is its point.
            let same = self.engine.kernel.order_points(span.lo, span.hi)?.is_eq();
            let points = if same && ends == [true, true] { vec![span.lo] } else { Vec::new() };
            let x = self.variable;
            let range = self.engine.kernel.range_of_stretches(e, x, Vec::new(), points)?;
            return Some(Found { range, slopes: Vec::new(), period: None });
        }
        let spans = self.domain(e, span)?;
        let mut stretches = Vec::new();
        let mut points = Vec::new();
        let mut slopes = Vec::new();
        if ends[0] {
            points.push(span.lo);
        }
        for (part, defined) in spans {
            if !defined {
                let x = self.variable;
                let gap = self.engine.kernel.undefined_on(e, x, part, &self.facts);
                let Some(gap) = gap else {
                    self.tried.push("domain: it could not be said where this is defined".into());
                    return None;
                };
                push(&mut stretches, &mut points, gap, part);
                continue;
            }
            for same in self.smooth_branches(e, part)? {
                for (image, slope) in self.images(same)? {
                    slopes.extend(slope.map(|t| (image.span(), t)));
                    push(&mut stretches, &mut points, Stretch::Over(image), image.span());
                }
            }
        }
        if ends[1] {
            points.push(span.hi);
        }
        let x = self.variable;
        let range = self.engine.kernel.range_of_stretches(e, x, stretches, points);
        if range.is_none() {
            self.tried.push("values between the stretches: one could not be found".into());
        }
        Some(Found { range: range?, slopes, period: None })
    }

    /// The same for an expression that may hold derivatives; of a periodic function on the whole
    /// line, one period is looked at.
    pub fn range_with_period(&mut self, e: Expr, span: Span, ends: [bool; 2]) -> Option<Found> {
        let opened = match self.engine.opened(e) {
            Ok(t) => self.engine.derive(e).map(|t| self.engine.kernel.settle(t)).unwrap_or(t),
            Err(failure) => {
                self.tried.push(failure.to_string());
                return None;
            }
        };
        // Without derivatives the expression is studied as it was written.
        let has_derivative = self.engine.kernel.store().subexpressions(&[e]).iter().any(|&sub| {
            match self.engine.kernel.store().op(sub) {
                Op::Deriv | Op::At => true,
                Op::Apply(_, orders) => !orders.is_none(),
                _ => false,
            }
        });
        if !has_derivative {
            return self.range_or_period(e, span, ends);
        }
        let hyps = self.engine.kernel.hyps_of(opened);
        if !hyps.is_none() {
            self.tried.push("derivative: it is known under conditions only".into());
            return None;
        }
        let plain = self.engine.kernel.rhs(opened);
        let found = self.range_or_period(plain, span, ends)?;
        let range = self.engine.kernel.range_through(opened, found.range)?;
        Some(Found { range, ..found })
    }

    /// The range by one half, where the function is symmetric: about 0, or about the middle of a
    /// period. Values at mirrored points need not be told apart then.
    pub fn range_by_symmetry(&mut self, e: Expr) -> Option<Found> {
        let period = self.period(e);
        let zero = self.engine.kernel.store_mut().integer(0);
        let store = self.engine.kernel.store_mut();
        let (center, hi) = match &period {
            Some((period, _)) => {
                let two = store.integer(2);
                let half = store.div(*period, two);
                let half = self.simplest(half);
                (half, Point::Exact(*period))
            }
            None => (zero, Point::PlusInfinity),
        };
        let x = self.engine.kernel.store_mut().symbol_of(self.variable);
        let store = self.engine.kernel.store_mut();
        let two = store.integer(2);
        let double = store.mul(two, center);
        let other = store.sub(double, x);
        let moved = store.substitute(e, &[(self.variable, other)]);
        let t = self.engine.kernel.by_algebra(moved, e).ok()?;
        let half = Span { lo: Point::Exact(center), hi };
        let found = self.range(e, half, [true, period.is_some()])?;
        let range = self.engine.kernel.mirrored_range(t, found.range, center)?;
        Some(Found { range, slopes: found.slopes, period: period.map(|(period, _)| period) })
    }

    fn range_or_period(&mut self, e: Expr, span: Span, ends: [bool; 2]) -> Option<Found> {
        if span == Span::ALL
            && let Some((period, t)) = self.period(e)
        {
            let zero = self.engine.kernel.store_mut().integer(0);
            let one = Span { lo: Point::Exact(zero), hi: Point::Exact(period) };
            let found = self.range(e, one, [true, true])?;
            let range = match t {
                Some(t) => self.engine.kernel.periodic_range(found.range, t, period)?,
                None => self.engine.kernel.periodic_range_of_waves(found.range, period)?,
            };
            return Some(Found { range, slopes: found.slopes, period: Some(period) });
        }
        self.range(e, span, ends)
    }

    /// Is there no point between the ends? `None` if their order cannot be told.
    pub(super) fn is_empty(&mut self, span: Span) -> Option<bool> {
        let order = self.engine.kernel.order_points(span.lo, span.hi);
        if order.is_none() {
            self.tried.push("interval: the order of its ends is not known".into());
        }
        order.map(|order| order.is_ge())
    }

    /// The parts of a span, with whether `e` is defined on them.
    pub(super) fn domain(&mut self, e: Expr, span: Span) -> Option<Vec<(Span, bool)>> {
        let domain = self.engine.kernel.defined(e)?;
        let mut open: Vec<Expr> = self.engine.kernel.conditions(domain.sufficient).to_vec();
        let necessary = self.engine.kernel.conditions(domain.necessary).to_vec();
        open.extend(necessary);
        open.dedup();
        self.split_by(open, span)
    }

    /// The parts of a span on which all conditions hold, and those on which one fails.
    fn split_by(&mut self, conditions: Vec<Expr>, span: Span) -> Option<Vec<(Span, bool)>> {
        let mut parts = vec![(span, true)];
        let mut open = conditions;
        for _ in 0..MOST_CUTS {
            let mut later = Vec::new();
            let before = open.len();
            for &condition in &open {
                match self.split_once(condition, &parts) {
                    Some(new) => parts = new,
                    None => later.push(condition),
                }
            }
            if later.is_empty() {
                return Some(parts);
            }
            if later.len() == before {
                self.tried.push("domain: the sign of a condition's term is not known".into());
                return None;
            }
            open = later;
        }
        None
    }

    fn split_once(&mut self, condition: Expr, parts: &[(Span, bool)]) -> Option<Vec<(Span, bool)>> {
        let store = self.engine.kernel.store();
        let (Op::Rel(rel), Some((a, b))) = (store.op(condition), store.pair(condition)) else {
            return None;
        };
        let difference = self.engine.kernel.difference(a, b);
        let mut new = Vec::new();
        for &(part, alive) in parts {
            if !alive {
                new.push((part, false));
                continue;
            }
            for fact in self.chart(difference, part)? {
                new.push((fact.span(), rel.holds_for(fact.sign().cmp(&0))));
            }
        }
        Some(new)
    }

    /// The branches of `e` on a span on which it is defined, cut further where a branch is not
    /// differentiable.
    pub(super) fn smooth_branches(&mut self, e: Expr, span: Span) -> Option<Vec<Same>> {
        let mut all = Vec::new();
        for same in self.branches(e, span, 0)? {
            let smooth = self.engine.kernel.differentiable(same.rhs(), self.variable)?;
            let conditions = self.engine.kernel.conditions(smooth).to_vec();
            for (part, _) in self.split_by(conditions, same.span())? {
                let x = self.variable;
                all.push(self.engine.kernel.on_branch(e, x, part, &self.facts));
            }
        }
        Some(all)
    }

    /// `e` without branches, on the parts of a span.
    pub(super) fn branches(&mut self, e: Expr, span: Span, depth: usize) -> Option<Vec<Same>> {
        let x = self.variable;
        let mut done = Vec::new();
        let mut stack = vec![span];
        let mut cuts = 0;
        while let Some(part) = stack.pop() {
            let same = self.engine.kernel.on_branch(e, x, part, &self.facts);
            let Some(node) = self.engine.kernel.first_branch(same.rhs(), x) else {
                done.push(same);
                continue;
            };
            cuts += 1;
            if cuts > MOST_CUTS {
                return None;
            }
            let mut switches = vec![self.engine.kernel.switch(node)?];
            if let (Op::Piecewise, Some(&guard)) = (
                self.engine.kernel.store().op(node),
                self.engine.kernel.store().children(node).first(),
            ) {
                switches = self.engine.kernel.guard_switches(guard)?;
            }
            let mut points = Vec::new();
            for switch in switches {
                let Some(chart) = self.chart_at(switch, part, depth + 1) else {
                    self.tried.push("branches: it is not known where they change".into());
                    return None;
                };
                points.extend(chart.iter().map(|fact| fact.span().hi));
            }
            let parts = self.cut(part, points)?;
            stack.extend(parts.into_iter().rev());
        }
        Some(done)
    }

    /// The images of the monotone pieces of a smooth branch.
    fn images(&mut self, same: Same) -> Option<Vec<(Image, Option<Theorem>)>> {
        let (e, span) = (same.rhs(), same.span());
        if let Some(t) = self.derivative(e) {
            let slope = self.engine.kernel.rhs(t);
            if let Some(chart) = self.chart(slope, span) {
                let mut images = Vec::new();
                for fact in chart {
                    let Some(mono) = self.engine.kernel.monotone(t, fact, &self.facts) else {
                        self.tried.push("monotony: the derivative is not known everywhere".into());
                        return None;
                    };
                    images.push((self.image(same.lhs(), mono)?, Some(t)));
                }
                return Some(images);
            }
        }
        self.tried.push("derivative: its zeros or its sign could not be found".into());
        let (low, high) = (self.limit_at(e, span, true)?, self.limit_at(e, span, false)?);
        let facts = self.facts.clone();
        let image = self.engine.kernel.image_between_infinities(same, &facts, low?, high?)?;
        Some(vec![(image, None)])
    }

    fn image(&mut self, e: Expr, mono: Monotone) -> Option<Image> {
        let x = self.variable;
        let same = self.engine.kernel.on_branch(e, x, mono.span(), &self.facts);
        let low = self.limit_at(mono.expr(), mono.span(), true)?;
        let high = self.limit_at(mono.expr(), mono.span(), false)?;
        let image = self.engine.kernel.image(same, mono, [low, high]);
        if image.is_none() {
            self.tried.push("values at the ends of a piece: not known".into());
        }
        image
    }

    /// The limit at an end of a span; `Some(None)` at a root, where the value serves.
    fn limit_at(&mut self, e: Expr, span: Span, low: bool) -> Option<Option<Limit>> {
        let end = if low { span.lo } else { span.hi };
        let Ok(approach) = end.approach(low) else { return Some(None) };
        let given = crate::kernel::Hyps::NONE;
        match self.engine.kernel.limit(given, e, self.variable, approach) {
            Ok(limit) => Some(Some(self.pretty(limit))),
            Err(obstacle) => {
                self.tried.push(format!("limit at an end: {obstacle}"));
                None
            }
        }
    }

    /// The limit with its value simplified.
    pub(super) fn pretty(&mut self, limit: Limit) -> Limit {
        if let Extended::Finite(value) = limit.value()
            && let Ok(t) = self.engine.simplify(value)
            && let Some(pretty) = self.engine.kernel.limit_written(limit, t)
        {
            return pretty;
        }
        limit
    }

    /// The signs of the derivative on the parts of a span, where it is all known.
    pub fn slopes(&mut self, e: Expr, span: Span) -> Option<(Theorem, Vec<Signed>)> {
        let t = self.derivative(e)?;
        let slope = self.engine.kernel.rhs(t);
        Some((t, self.chart(slope, span)?))
    }
}

fn push(stretches: &mut Vec<Stretch>, points: &mut Vec<Point>, stretch: Stretch, span: Span) {
    if !stretches.is_empty() {
        points.push(span.lo);
    }
    stretches.push(stretch);
}
