//! Questions about functions on intervals.

use super::Session;
use crate::eval::{self, Request};
use crate::expr::{Expr, Name, Op, Rel};
use crate::kernel::{Approach, Point, Span};
use crate::num::Rational;
use crate::steps::plot::plot;
use crate::steps::study::{self, Ends, Wanted, Where};
use crate::steps::{Answer, Datum, Entry, Findings, Standing};
use crate::syntax::{End, Side, Topic, Toward};

impl Session {
    /// What is asked about `e` on an interval.
    pub(crate) fn study(&mut self, topic: Topic, e: Expr, x: Name, on: [End; 2]) -> Answer {
        let Some(ends) = self.narrowed(x, ends(on)) else {
            return study::unstudied(e, "an assumption about the variable is no bound of it");
        };
        if self.engine.kernel.is_declared_integer(x) {
            return study::unstudied(e, "the variable stands for integers only");
        }
        let engine = &mut self.engine;
        match topic {
            Topic::Range => study::range(engine, e, x, ends, Wanted::Range),
            Topic::Maximum => study::range(engine, e, x, ends, Wanted::Maximum),
            Topic::Minimum => study::range(engine, e, x, ends, Wanted::Minimum),
            Topic::Monotone => study::monotone(engine, e, x, ends),
            Topic::Convex => study::convex(engine, e, x, ends),
            Topic::Asymptotes => study::asymptotes(engine, e, x, ends),
        }
    }

    /// The limit of `e`.
    pub(crate) fn limit(&mut self, e: Expr, x: Name, toward: Toward) -> Answer {
        let toward = match toward {
            Toward::MinusInfinity => Where::One(Approach::MinusInfinity),
            Toward::PlusInfinity => Where::One(Approach::PlusInfinity),
            Toward::Point(a, None) => Where::Both(a),
            Toward::Point(a, Some(Side::Below)) => Where::One(Approach::Below(a)),
            Toward::Point(a, Some(Side::Above)) => Where::One(Approach::Above(a)),
        };
        study::limit(&mut self.engine, e, x, toward)
    }

    /// The graphs of some functions.
    pub(crate) fn plot(&mut self, all: &[Expr], x: Name, ends: [Expr; 2]) -> Answer {
        let store = self.engine.kernel.store_mut();
        let values = ends.map(|end| {
            let number = eval::value(store, end, &[], Request::Places(9)).ok()?;
            number.exact.or_else(|| number.text.parse::<Rational>().ok())
        });
        let drawn: Vec<Expr> = all.to_vec();
        let mut plain = Vec::with_capacity(drawn.len());
        for e in drawn {
            let opened = self.engine.derive(e).map(|t| self.engine.kernel.rhs(t)).unwrap_or(e);
            plain.push(opened);
        }
        let [Some(lo), Some(hi)] = values else { return undrawn() };
        let Some(mut plot) = plot(self.engine.kernel.store_mut(), &plain, x, [&lo, &hi]) else {
            return undrawn();
        };
        for (curve, &e) in plot.curves.iter_mut().zip(all) {
            curve.expr = e;
        }
        let data = all.iter().map(|&e| Datum::Expr(e)).collect();
        Answer::Findings(Findings {
            kind: "plot",
            standing: Standing::Proved,
            entries: vec![Entry::Plot(plot)],
            data: vec![("curves", Datum::List(data))],
        })
    }

    /// The interval within the bounds that the assumptions set to the variable; `None` if not every
    /// assumption about it is such a bound.
    fn narrowed(&mut self, x: Name, mut ends: Ends) -> Option<Ends> {
        let kernel = &mut self.engine.kernel;
        for condition in kernel.conditions(self.engine.given).to_vec() {
            let store = kernel.store();
            if !store.mentions(condition, x) {
                continue;
            }
            let (Op::Rel(rel), Some((a, b))) = (store.op(condition), store.pair(condition)) else {
                return None;
            };
            let (rel, bound) = match (store.as_symbol(a) == Some(x), store.as_symbol(b) == Some(x))
            {
                (true, false) if store.is_closed(b) => (rel, b),
                (false, true) if store.is_closed(a) => (rel.flipped(), a),
                _ => return None,
            };
            let point = Point::Exact(bound);
            match rel {
                Rel::Gt | Rel::Ge => {
                    let order = kernel.order_points(ends.span.lo, point)?;
                    if order.is_le() {
                        ends.span.lo = point;
                        ends.closed[0] = rel == Rel::Ge && (order.is_lt() || ends.closed[0]);
                    }
                }
                Rel::Lt | Rel::Le => {
                    let order = kernel.order_points(point, ends.span.hi)?;
                    if order.is_le() {
                        ends.span.hi = point;
                        ends.closed[1] = rel == Rel::Le && (order.is_lt() || ends.closed[1]);
                    }
                }
                Rel::Eq | Rel::Ne => return None,
            }
        }
        Some(ends)
    }
}

fn ends(on: [End; 2]) -> Ends {
    let point = |end: End| match end {
        End::Infinite(true) => (Point::MinusInfinity, false),
        End::Infinite(false) => (Point::PlusInfinity, false),
        End::Finite(e, closed) => (Point::Exact(e), closed),
    };
    let [low, high] = on.map(point);
    Ends { span: Span { lo: low.0, hi: high.0 }, closed: [low.1, high.1] }
}

/// The ends are no numbers in order.
fn undrawn() -> Answer {
    let words = "nothing is drawn: the ends must be numbers, the first less than the second";
    Answer::Findings(Findings {
        kind: "plot",
        standing: Standing::Undecided,
        entries: vec![Entry::Headline(vec![crate::steps::Fragment::words(words)])],
        data: Vec::new(),
    })
}
