//! The study of a function: where it is defined, its sign, monotony, range and extrema.
//!
//! A sign chart comes from bounds of values, from the factors' charts, from an enclosure, or from
//! the chart of the derivative: between two zeros of it the function is monotone, so its signs near
//! the ends tell whether it vanishes in between. Dividing by a term of known sign first can make
//! the derivative simpler (Rolle's theorem, as in the proof of Descartes' rule). Every judgement
//! comes from the kernel.

mod ask;
mod chart;
mod exact;
mod order;
mod period;
mod quotient;
mod range;
mod shape;
mod values;
mod zero;

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::Engine;
use crate::expr::{Expr, Name};
use crate::kernel::{Hyps, Point, Signed, Span, Theorem};

pub use order::{Order, Reason};
pub use range::Found;
pub use values::{Interval as ValueInterval, Values};

/// How many charts one study may draw.
const MOST_CHARTS: usize = 400;

/// How deep charts may rest on charts of derivatives.
const MAX_DEPTH: usize = 10;

/// The study of expressions in one variable.
pub struct Study<'e> {
    engine: &'e mut Engine,
    variable: Name,
    facts: Vec<Signed>,
    charts: HashMap<(Expr, Span), Option<Vec<Signed>>, FxBuildHasher>,
    derivatives: HashMap<Expr, Option<Theorem>, FxBuildHasher>,
    /// The assumptions, which are set aside during the study.
    given: Hyps,
    /// What was found out of reach, in words.
    pub tried: Vec<String>,
}

impl<'e> Study<'e> {
    /// A study of expressions in this variable.
    pub fn new(engine: &'e mut Engine, variable: Name) -> Self {
        let given = std::mem::replace(&mut engine.given, Hyps::NONE);
        Self {
            engine,
            variable,
            facts: Vec::new(),
            charts: HashMap::default(),
            derivatives: HashMap::default(),
            given,
            tried: Vec::new(),
        }
    }

    fn learn(&mut self, fact: Signed) -> Signed {
        if !self.facts.contains(&fact) {
            self.facts.push(fact);
        }
        fact
    }

    /// `D(x, e) = d`, simplified and factored.
    fn derivative(&mut self, e: Expr) -> Option<Theorem> {
        if let Some(known) = self.derivatives.get(&e) {
            return *known;
        }
        let x = self.engine.kernel.store_mut().symbol_of(self.variable);
        let pending = self.engine.kernel.store_mut().deriv(x, e);
        let t = self.engine.derive(pending).ok();
        self.derivatives.insert(e, t);
        t
    }

    /// Points in ascending order, each once; `None` if the order cannot be told.
    fn sorted(&mut self, points: Vec<Point>) -> Option<Vec<Point>> {
        let mut sorted: Vec<Point> = Vec::new();
        'points: for point in points {
            for i in 0..sorted.len() {
                match self.engine.kernel.order_points(point, sorted[i])? {
                    std::cmp::Ordering::Less => {
                        sorted.insert(i, point);
                        continue 'points;
                    }
                    std::cmp::Ordering::Equal => {
                        // A closed form says more than an isolated root.
                        if matches!(point, Point::Exact(_)) {
                            sorted[i] = point;
                        }
                        continue 'points;
                    }
                    std::cmp::Ordering::Greater => {}
                }
            }
            sorted.push(point);
        }
        Some(sorted)
    }

    /// The parts of a span between points inside it.
    fn cut(&mut self, span: Span, points: Vec<Point>) -> Option<Vec<Span>> {
        let points = self.sorted(points)?;
        let mut parts = Vec::with_capacity(points.len() + 1);
        let mut lo = span.lo;
        for point in points {
            let inside = self.engine.kernel.order_points(span.lo, point)?.is_lt()
                && self.engine.kernel.order_points(point, span.hi)?.is_lt();
            if inside {
                parts.push(Span { lo, hi: point });
                lo = point;
            }
        }
        parts.push(Span { lo, hi: span.hi });
        Some(parts)
    }
}

impl Drop for Study<'_> {
    fn drop(&mut self) {
        self.engine.given = self.given;
    }
}
