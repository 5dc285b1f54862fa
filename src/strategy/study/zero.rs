//! The zero of a monotone function: bracketed by rational numbers, then written exactly if it can
//! be.

use super::Study;
use crate::expr::Expr;
use crate::kernel::{Monotone, Point, Span};
use crate::num::Rational;

/// How far out, and how near to an end, signs are looked for: powers of two.
const FARTHEST: i32 = 40;

impl Study<'_> {
    /// The zero of a strictly monotone function that has both signs.
    pub(super) fn zero_of(&mut self, mono: Monotone) -> Option<Point> {
        let span = mono.span();
        let e = mono.expr();
        let below = self.witness(e, span, -mono.direction(), false)?;
        let above = self.witness(e, span, mono.direction(), true)?;
        let (lo, hi) = match (below, above) {
            (Sought::Zero(q), _) | (_, Sought::Zero(q)) => return Some(self.point(&q)),
            (Sought::Sign(lo), Sought::Sign(hi)) => (lo, hi),
        };
        let root = self.engine.kernel.root(mono, lo, hi)?;
        let exact = self.exact_zero(mono, root);
        Some(exact.map_or(Point::Root(root), Point::Exact))
    }

    pub(super) fn point(&mut self, q: &Rational) -> Point {
        Point::Exact(self.engine.kernel.store_mut().rational(q))
    }

    /// A rational number in the middle of a bounded span.
    pub(super) fn middle(&mut self, span: Span) -> Option<Point> {
        let (lo, hi) = self.inner_bounds(span)?;
        let middle = &(&lo? + &hi?) * &Rational::new(1, 2);
        // Short numbers make short work.
        Some(self.point(&middle))
    }

    /// Rational numbers just inside the finite ends.
    fn inner_bounds(&mut self, span: Span) -> Option<(Option<Rational>, Option<Rational>)> {
        let kernel = &mut self.engine.kernel;
        let lo = match span.lo {
            Point::MinusInfinity => None,
            end => Some(kernel.rational_beside(end, true)?),
        };
        let hi = match span.hi {
            Point::PlusInfinity => None,
            end => Some(kernel.rational_beside(end, false)?),
        };
        Some((lo, hi))
    }

    /// A number of the span at which `e` has this sign, sought from the middle towards one end.
    fn witness(&mut self, e: Expr, span: Span, sign: i32, upwards: bool) -> Option<Sought> {
        let (lo, hi) = self.inner_bounds(span)?;
        let center = match (&lo, &hi) {
            (Some(lo), Some(hi)) => &(lo + hi) * &Rational::new(1, 2),
            (Some(lo), None) => &lo.floor() + &Rational::integer(2),
            (None, Some(hi)) => &hi.ceil() - &Rational::integer(2),
            (None, None) => Rational::ZERO,
        };
        let end = if upwards { hi } else { lo };
        for k in -1..FARTHEST {
            let at = match (&end, k) {
                (_, -1) => center.clone(),
                (Some(end), _) => {
                    let part = Rational::integer(2).pow(-(k + 1))?;
                    end + &(&(&center - end) * &part)
                }
                (None, _) => {
                    let step = Rational::integer(2).pow(k)?;
                    let step = if upwards { step } else { -&step };
                    &center + &step
                }
            };
            match self.engine.kernel.sign_at_rational(e, self.variable, &at)? {
                0 => return Some(Sought::Zero(at)),
                found if found == sign => return Some(Sought::Sign(at)),
                _ => {}
            }
        }
        None
    }
}

enum Sought {
    Zero(Rational),
    Sign(Rational),
}
