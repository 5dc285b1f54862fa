//! The set of values in order: intervals with ends that are attained or only approached.

use std::cmp::Ordering;

use super::Study;
use crate::kernel::{Bound, ImageSet, Point, Stretch};

/// An interval of values.
#[derive(Clone, Debug)]
pub struct Interval {
    /// The lower end.
    pub lo: Bound,
    /// Is it a value?
    pub lo_closed: bool,
    /// The upper end.
    pub hi: Bound,
    /// Is it a value?
    pub hi_closed: bool,
}

/// All values: disjoint intervals in ascending order, with what attains or approaches their ends.
#[derive(Clone, Debug)]
pub struct Values {
    /// The intervals.
    pub intervals: Vec<Interval>,
}

impl Values {
    /// The infimum, and whether it is attained.
    #[must_use]
    pub fn infimum(&self) -> Option<(Bound, bool)> {
        self.intervals.first().map(|interval| (interval.lo, interval.lo_closed))
    }

    /// The supremum, and whether it is attained.
    #[must_use]
    pub fn supremum(&self) -> Option<(Bound, bool)> {
        self.intervals.last().map(|interval| (interval.hi, interval.hi_closed))
    }
}

impl Study<'_> {
    /// The values of a range as a set; `None` if two of its ends cannot be told apart.
    pub fn values(&mut self, range: &ImageSet) -> Option<Values> {
        let mut ends: Vec<Bound> = Vec::new();
        for stretch in range.stretches() {
            if let Stretch::Over(image) = stretch {
                self.place(&mut ends, image.lo())?;
                self.place(&mut ends, image.hi())?;
            }
        }
        for value in range.points().iter().filter_map(|part| part.value) {
            self.place(&mut ends, value)?;
        }
        // Which ends are values, and between which all are.
        let mut at = vec![false; ends.len()];
        let mut between = vec![false; ends.len()];
        for stretch in range.stretches() {
            let Stretch::Over(image) = stretch else { continue };
            let (lo, hi) = (self.find(&ends, image.lo())?, self.find(&ends, image.hi())?);
            if lo == hi {
                *at.get_mut(lo)? = true;
            }
            for i in lo..hi {
                *between.get_mut(i)? = true;
                if i > lo {
                    *at.get_mut(i)? = true;
                }
            }
        }
        for value in range.points().iter().filter_map(|part| part.value) {
            let i = self.find(&ends, value)?;
            *at.get_mut(i)? = true;
        }
        // In turn an end and the gap above it; a run of what is covered is an interval.
        let covered = |i: usize| if i.is_multiple_of(2) { at[i / 2] } else { between[i / 2] };
        let mut intervals = Vec::new();
        let mut first = None;
        for i in 0..2 * ends.len() {
            let now = covered(i);
            let start = *first.get_or_insert(i);
            if !now {
                first = None;
            }
            if now && i + 1 < 2 * ends.len() && covered(i + 1) {
                continue;
            }
            if now {
                let (lo, hi) = (ends[start / 2], ends[i.div_ceil(2)]);
                intervals.push(Interval {
                    lo,
                    lo_closed: start.is_multiple_of(2),
                    hi,
                    hi_closed: i.is_multiple_of(2),
                });
                first = None;
            }
        }
        Some(Values { intervals })
    }

    /// The supremum of the values on the open stretches.
    pub fn supremum_over_spans(&mut self, range: &ImageSet) -> Option<Bound> {
        let mut largest: Option<Bound> = None;
        for stretch in range.stretches() {
            let Stretch::Over(image) = stretch else { continue };
            largest = match largest {
                Some(known) if self.order(known, image.hi())?.is_ge() => Some(known),
                _ => Some(image.hi()),
            };
        }
        largest
    }

    /// Puts a bound into its place among others.
    fn place(&mut self, ends: &mut Vec<Bound>, bound: Bound) -> Option<()> {
        for i in 0..ends.len() {
            match self.order(bound, ends[i])? {
                Ordering::Less => {
                    ends.insert(i, bound);
                    return Some(());
                }
                Ordering::Equal => {
                    if matches!(bound, Bound::Exact(_)) {
                        ends[i] = bound;
                    }
                    return Some(());
                }
                Ordering::Greater => {}
            }
        }
        ends.push(bound);
        Some(())
    }

    fn find(&mut self, ends: &[Bound], bound: Bound) -> Option<usize> {
        for (i, &end) in ends.iter().enumerate() {
            if self.order(bound, end)? == Ordering::Equal {
                return Some(i);
            }
        }
        None
    }

    fn order(&mut self, a: Bound, b: Bound) -> Option<Ordering> {
        let order = self.engine.kernel.order_bounds(a, b);
        if order.is_none() {
            self.tried.push("values: two of them could not be told apart".into());
        }
        order
    }

    /// Where a value is attained: at points, or on whole stretches, whose middle serves.
    pub fn attained_at(&mut self, range: &ImageSet, value: Bound) -> Vec<Point> {
        let mut points = Vec::new();
        for part in range.points() {
            if let Some(there) = part.value
                && self.engine.kernel.order_bounds(there, value) == Some(Ordering::Equal)
            {
                points.push(part.point);
            }
        }
        points
    }
}
