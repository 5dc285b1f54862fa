//! Ranges of real values with rational ends, the arithmetic behind the kernel's sign reasoning.

use std::cmp::Ordering;

use crate::num::Rational;

/// One end of a range.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum End {
    Infinite,
    Open(Rational),
    Closed(Rational),
}

impl End {
    fn value(&self) -> Option<&Rational> {
        match self {
            Self::Infinite => None,
            Self::Open(v) | Self::Closed(v) => Some(v),
        }
    }

    fn is_closed(&self) -> bool {
        matches!(self, Self::Closed(_))
    }

    fn map(&self, f: impl Fn(&Rational) -> Rational) -> Self {
        match self {
            Self::Infinite => Self::Infinite,
            Self::Open(v) => Self::Open(f(v)),
            Self::Closed(v) => Self::Closed(f(v)),
        }
    }

    fn plus(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Infinite, _) | (_, Self::Infinite) => Self::Infinite,
            (Self::Closed(a), Self::Closed(b)) => Self::Closed(a + b),
            (Self::Closed(a) | Self::Open(a), Self::Closed(b) | Self::Open(b)) => Self::Open(a + b),
        }
    }
}

/// A set that contains every value of some expression: an interval, perhaps without zero.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Range {
    pub(super) lo: End,
    pub(super) hi: End,
    pub(super) nonzero: bool,
}

impl Range {
    pub(super) const ALL: Self = Self { lo: End::Infinite, hi: End::Infinite, nonzero: false };

    pub(super) fn new(lo: End, hi: End) -> Self {
        let mut range = Self { lo, hi, nonzero: false };
        range.nonzero = range.is_positive() || range.is_negative();
        range
    }

    pub(super) fn point(v: &Rational) -> Self {
        Self::new(End::Closed(v.clone()), End::Closed(v.clone()))
    }

    pub(super) fn positive() -> Self {
        Self::new(End::Open(Rational::ZERO), End::Infinite)
    }

    pub(super) fn nonnegative() -> Self {
        Self::new(End::Closed(Rational::ZERO), End::Infinite)
    }

    pub(super) fn closed(lo: i64, hi: i64) -> Self {
        Self::new(End::Closed(Rational::integer(lo)), End::Closed(Rational::integer(hi)))
    }

    /// Every value is above `v`.
    pub(super) fn above(&self, v: &Rational) -> bool {
        match &self.lo {
            End::Infinite => false,
            End::Open(lo) => lo >= v,
            End::Closed(lo) => lo > v || (lo == v && self.nonzero && v.is_zero()),
        }
    }

    /// Every value is at least `v`.
    pub(super) fn at_least(&self, v: &Rational) -> bool {
        self.lo.value().is_some_and(|lo| lo >= v)
    }

    /// Every value is below `v`.
    pub(super) fn below(&self, v: &Rational) -> bool {
        self.negate().above(&-v)
    }

    /// Every value is at most `v`.
    pub(super) fn at_most(&self, v: &Rational) -> bool {
        self.hi.value().is_some_and(|hi| hi <= v)
    }

    /// The integer `n` for which every value is at least `n` and below `n + 1`.
    pub(super) fn whole_part(&self) -> Option<Rational> {
        let whole = self.lo.value()?.floor();
        self.below(&(&whole + &Rational::ONE)).then_some(whole)
    }

    /// No value is `v`.
    pub(super) fn excludes(&self, v: &Rational) -> bool {
        self.above(v) || self.below(v) || (self.nonzero && v.is_zero())
    }

    pub(super) fn is_positive(&self) -> bool {
        self.above(&Rational::ZERO)
    }

    pub(super) fn is_negative(&self) -> bool {
        self.below(&Rational::ZERO)
    }

    pub(super) fn is_nonnegative(&self) -> bool {
        self.at_least(&Rational::ZERO)
    }

    pub(super) fn is_nonpositive(&self) -> bool {
        self.at_most(&Rational::ZERO)
    }

    fn is_zero(&self) -> bool {
        self.is_nonnegative() && self.is_nonpositive()
    }

    pub(super) fn negate(&self) -> Self {
        let lo = self.hi.map(|v| -v);
        let hi = self.lo.map(|v| -v);
        Self { lo, hi, nonzero: self.nonzero }
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        let (a, b) = (self.sharp(), other.sharp());
        Self::new(a.lo.plus(&b.lo), a.hi.plus(&b.hi))
    }

    /// The same range with an open end at zero, where zero is left out.
    fn sharp(&self) -> Self {
        let open = |end: &End| match end {
            End::Closed(v) if v.is_zero() && self.nonzero => End::Open(Rational::ZERO),
            end => end.clone(),
        };
        Self { lo: open(&self.lo), hi: open(&self.hi), nonzero: self.nonzero }
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        // Zero is both nonnegative and nonpositive; the turns below would never end.
        if self.is_zero() || other.is_zero() {
            return Self::point(&Rational::ZERO);
        }
        let nonzero = self.nonzero && other.nonzero;
        let mut product = if self.is_nonnegative() && other.is_nonnegative() {
            Self::new(product_end(&self.lo, &other.lo, nonzero), upper_end(&self.hi, &other.hi))
        } else if self.is_nonpositive() {
            return self.negate().times(other).negate_keeping(nonzero);
        } else if other.is_nonpositive() {
            return self.times(&other.negate()).negate_keeping(nonzero);
        } else {
            self.times_mixed(other)
        };
        product.nonzero |= nonzero;
        product
    }

    fn negate_keeping(&self, nonzero: bool) -> Self {
        let mut negated = self.negate();
        negated.nonzero |= nonzero;
        negated
    }

    /// A product in which a factor takes both signs: bounded only if both factors are.
    fn times_mixed(&self, other: &Self) -> Self {
        let ends = [self.lo.value(), self.hi.value(), other.lo.value(), other.hi.value()];
        let [Some(a), Some(b), Some(c), Some(d)] = ends else { return Self::ALL };
        let mut products = [a * c, a * d, b * c, b * d];
        products.sort();
        let [lo, .., hi] = products;
        Self::new(End::Closed(lo), End::Closed(hi))
    }

    /// The range of the reciprocal, where it is defined.
    pub(super) fn reciprocal(&self) -> Self {
        if self.is_nonnegative() {
            let flip = |end: &End| match end {
                End::Infinite => None,
                End::Open(v) => v.recip().map(End::Open),
                End::Closed(v) => v.recip().map(End::Closed),
            };
            let hi = flip(&self.lo).unwrap_or(End::Infinite);
            let lo = flip(&self.hi).unwrap_or(End::Open(Rational::ZERO));
            Self::new(lo, hi)
        } else if self.is_nonpositive() {
            self.negate().reciprocal().negate()
        } else {
            Self { nonzero: true, ..Self::ALL }
        }
    }

    /// The range of `u^n` for an integer `n >= 1`.
    pub(super) fn power(&self, n: u32) -> Self {
        let raise = |v: &Rational| i32::try_from(n).ok().and_then(|n| v.pow(n));
        let bounded = |end: &End| match end {
            End::Infinite => End::Infinite,
            End::Open(v) => raise(v).map_or(End::Infinite, End::Open),
            End::Closed(v) => raise(v).map_or(End::Infinite, End::Closed),
        };
        let mut range = if n > 64 {
            // Only the sign is worth keeping of a large power.
            if n.is_multiple_of(2) || self.is_nonnegative() {
                Self::nonnegative()
            } else {
                Self::ALL
            }
        } else if self.is_nonnegative() || n % 2 == 1 {
            Self::new(bounded(&self.lo), bounded(&self.hi))
        } else if self.is_nonpositive() {
            self.negate().power(n)
        } else {
            let hi = match (self.lo.value(), self.hi.value()) {
                (Some(lo), Some(hi)) => bounded(&End::Closed(lo.abs().max(hi.abs()))),
                _ => End::Infinite,
            };
            Self::new(End::Closed(Rational::ZERO), hi)
        };
        range.nonzero |= self.nonzero;
        range
    }

    /// The absolute value.
    pub(super) fn abs(&self) -> Self {
        if self.is_nonnegative() {
            self.clone()
        } else if self.is_nonpositive() {
            self.negate()
        } else {
            self.power_free_abs()
        }
    }

    fn power_free_abs(&self) -> Self {
        let hi = match (self.lo.value(), self.hi.value()) {
            (Some(lo), Some(hi)) => End::Closed(lo.abs().max(hi.abs())),
            _ => End::Infinite,
        };
        let mut range = Self::new(End::Closed(Rational::ZERO), hi);
        range.nonzero |= self.nonzero;
        range
    }

    /// The smallest range that contains both.
    pub(super) fn hull(&self, other: &Self) -> Self {
        let lo = match Self::compare_low(&self.lo, &other.lo) {
            Ordering::Less => self.lo.clone(),
            Ordering::Equal | Ordering::Greater => other.lo.clone(),
        };
        let hi = match Self::compare_high(&self.hi, &other.hi) {
            Ordering::Greater => self.hi.clone(),
            Ordering::Equal | Ordering::Less => other.hi.clone(),
        };
        Self { lo, hi, nonzero: self.nonzero && other.nonzero }
    }

    /// The values in both.
    pub(super) fn meet(&self, other: &Self) -> Self {
        let lo = match Self::compare_low(&self.lo, &other.lo) {
            Ordering::Less => other.lo.clone(),
            Ordering::Equal | Ordering::Greater => self.lo.clone(),
        };
        let hi = match Self::compare_high(&self.hi, &other.hi) {
            Ordering::Greater => other.hi.clone(),
            Ordering::Equal | Ordering::Less => self.hi.clone(),
        };
        let mut range = Self::new(lo, hi);
        range.nonzero |= self.nonzero || other.nonzero;
        range
    }

    fn compare_low(a: &End, b: &End) -> Ordering {
        match (a.value(), b.value()) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(v), Some(w)) => v.cmp(w).then(b.is_closed().cmp(&a.is_closed())),
        }
    }

    fn compare_high(a: &End, b: &End) -> Ordering {
        match (a.value(), b.value()) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(v), Some(w)) => v.cmp(w).then(a.is_closed().cmp(&b.is_closed())),
        }
    }
}

/// The lower end of a product of nonnegative factors.
fn product_end(a: &End, b: &End, nonzero: bool) -> End {
    let zero = Rational::ZERO;
    let (Some(v), Some(w)) = (a.value(), b.value()) else { return End::Closed(zero) };
    let product = v * w;
    if product.is_zero() {
        if nonzero { End::Open(zero) } else { End::Closed(zero) }
    } else if a.is_closed() && b.is_closed() {
        End::Closed(product)
    } else {
        End::Open(product)
    }
}

/// The upper end of a product of nonnegative factors.
fn upper_end(a: &End, b: &End) -> End {
    match (a, b) {
        (End::Infinite, _) | (_, End::Infinite) => End::Infinite,
        (End::Closed(v), End::Closed(w)) => End::Closed(v * w),
        (End::Closed(v) | End::Open(v), End::Closed(w) | End::Open(w)) => {
            // 0 as a closed end may be attained whatever the other factor is.
            let product = v * w;
            if product.is_zero() { End::Closed(product) } else { End::Open(product) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{End, Range};
    use crate::num::Rational;

    fn q(n: i64) -> Rational {
        Rational::integer(n)
    }

    #[test]
    fn products_of_signs() {
        let (p, n) = (Range::positive(), Range::positive().negate());
        assert!(p.times(&n).is_negative());
        assert!(n.times(&n).is_positive());
        assert!(!p.times(&Range::ALL).is_nonnegative());
        assert!(Range::nonnegative().times(&p).is_nonnegative());
        assert!(!Range::nonnegative().times(&p).is_positive());
    }

    #[test]
    fn zero_times_anything_is_zero() {
        let zero = Range::point(&q(0));
        for other in [Range::ALL, zero.clone(), Range::closed(-1, 2), Range::positive().negate()] {
            assert!(zero.times(&other).is_zero() && other.times(&zero).is_zero());
        }
    }

    #[test]
    fn one_over_more_than_one_is_below_one() {
        let range = Range::new(End::Open(q(1)), End::Infinite).reciprocal();
        assert!(range.is_positive() && range.below(&q(1)));
    }

    #[test]
    fn even_powers_are_nonnegative_and_keep_nonzero() {
        assert!(Range::ALL.power(2).is_nonnegative());
        assert!(!Range::ALL.power(2).is_positive());
        let nonzero = Range { nonzero: true, ..Range::ALL };
        assert!(nonzero.power(2).is_positive());
        assert!(!nonzero.power(3).is_positive());
        assert!(Range::closed(-2, 1).power(2).at_most(&q(4)));
    }

    #[test]
    fn what_is_not_zero_stays_positive_in_a_sum() {
        let square = Range { nonzero: true, ..Range::ALL }.power(2);
        assert!(square.plus(&Range::nonnegative()).is_positive());
        assert!(!Range::nonnegative().plus(&Range::nonnegative()).is_positive());
    }

    #[test]
    fn half_open_ends_meet_and_join() {
        let a = Range::new(End::Open(q(0)), End::Closed(q(1)));
        let b = Range::new(End::Closed(q(0)), End::Open(q(1)));
        assert!(a.meet(&b).above(&q(0)) && a.meet(&b).below(&q(1)));
        assert!(!a.hull(&b).above(&q(0)) && !a.hull(&b).below(&q(1)));
    }
}
