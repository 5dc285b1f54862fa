//! Graphs of functions: points that are safe to join, and breaks where they are not.
//!
//! Each function is enclosed on narrow intervals that cover the whole width. Where there is no
//! enclosure, or the values of an interval spread over more than the picture is high, the curve is
//! broken: a pole or a jump is never crossed by a line.

use crate::eval;
use crate::expr::{Expr, Name, Store};
use crate::num::{Interval, Rational};

/// How many intervals cover the width.
const STEPS: i64 = 480;

/// The bits of an enclosure.
const BITS: usize = 53;

/// The graphs of some functions.
#[derive(Clone, Debug)]
pub struct Plot {
    /// The variable.
    pub variable: Name,
    /// The ends of the width.
    pub from: f64,
    /// The ends of the width.
    pub to: f64,
    /// The ends of the height.
    pub bottom: f64,
    /// The ends of the height.
    pub top: f64,
    /// One curve for each function.
    pub curves: Vec<Curve>,
}

/// The graph of one function, in unbroken runs of points.
#[derive(Clone, Debug)]
pub struct Curve {
    /// The function.
    pub expr: Expr,
    /// Its graph.
    pub runs: Vec<Vec<(f64, f64)>>,
}

/// Draws functions over an interval; `None` if its ends are not in order.
pub fn plot(
    store: &mut Store,
    exprs: &[Expr],
    variable: Name,
    ends: [&Rational; 2],
) -> Option<Plot> {
    let [lo, hi] = ends;
    if lo >= hi {
        return None;
    }
    let step = &(hi - lo) * &Rational::new(1, STEPS);
    let xs: Vec<Rational> = (0..=STEPS).map(|i| lo + &(&step * &Rational::integer(i))).collect();
    let mut all = Vec::new();
    for &e in exprs {
        let values: Vec<Option<f64>> = xs.iter().map(|x| value(store, e, variable, x)).collect();
        all.push(values);
    }
    let (bottom, top) = height(&all);
    let mut curves = Vec::new();
    for (&expr, values) in exprs.iter().zip(&all) {
        let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
        for (i, (x, &y)) in xs.iter().zip(values).enumerate() {
            let joined = i > 0
                && xs.get(i - 1).is_some_and(|before| {
                    is_unbroken(store, expr, variable, [before, x], (bottom, top))
                });
            if !joined {
                runs.push(Vec::new());
            }
            if let (Some(y), Some(run)) = (y, runs.last_mut()) {
                run.push((approximate(x), y));
            }
        }
        runs.retain(|run| !run.is_empty());
        curves.push(Curve { expr, runs });
    }
    let (from, to) = (approximate(lo), approximate(hi));
    Some(Plot { variable, from, to, bottom, top, curves })
}

fn value(store: &mut Store, e: Expr, x: Name, at: &Rational) -> Option<f64> {
    let value = eval::evaluate(store, e, &[(x, at.clone())], BITS).ok()?;
    let value = value.to_interval(BITS).lo().to_rational().map(|q| approximate(&q));
    value.filter(|y| y.is_finite())
}

/// Is the function enclosed between two points, within a bounded height?
fn is_unbroken(
    store: &mut Store,
    e: Expr,
    x: Name,
    [lo, hi]: [&Rational; 2],
    (bottom, top): (f64, f64),
) -> bool {
    // Halving tells a steep function from a jump: the parts of a continuous one shrink.
    const MOST_HALVINGS: u32 = 7;
    let mut parts = vec![(lo.clone(), hi.clone(), 0)];
    while let Some((lo, hi, depth)) = parts.pop() {
        let [a, b] = [&lo, &hi].map(|q| Interval::from_rational(q, BITS));
        let fits = eval::enclose(store, e, x, &a.hull(&b), BITS).ok().and_then(|values| {
            let (low, high) = (values.lo().to_rational()?, values.hi().to_rational()?);
            let (low, high) = (approximate(&low), approximate(&high));
            // What lies outside the picture on one side is not seen, however steep it is.
            Some(high - low <= (top - bottom) / 24.0 || low > top || high < bottom)
        });
        if fits == Some(true) {
            continue;
        }
        if depth == MOST_HALVINGS {
            return false;
        }
        let middle = &(&lo + &hi) * &Rational::new(1, 2);
        parts.push((lo, middle.clone(), depth + 1));
        parts.push((middle, hi, depth + 1));
    }
    true
}

/// The height that shows the curves, without what runs off to a pole.
fn height(all: &[Vec<Option<f64>>]) -> (f64, f64) {
    let mut values: Vec<f64> = all.iter().flatten().flatten().copied().collect();
    values.sort_by(f64::total_cmp);
    let (Some(&least), Some(&greatest)) = (values.first(), values.last()) else {
        return (-1.0, 1.0);
    };
    let at = |part: f64| values[((values.len() - 1) as f64 * part) as usize];
    let (low, high) = (at(0.04), at(0.96));
    let room = 1.5 * (high - low).max(1e-9);
    let (mut bottom, mut top) = (least.max(low - room), greatest.min(high + room));
    if top - bottom < 1e-9 {
        (bottom, top) = (bottom - 1.0, top + 1.0);
    }
    let margin = (top - bottom) * 0.06;
    (bottom - margin, top + margin)
}

/// A number for a picture.
fn approximate(q: &Rational) -> f64 {
    q.to_places(12).parse().unwrap_or(f64::NAN)
}
