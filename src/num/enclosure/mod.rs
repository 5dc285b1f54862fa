//! Certified real numbers: closed intervals with dyadic endpoints that contain the true value.
//!
//! Every operation takes the number of bits to keep, rounds outward, and encloses the values of
//! the function at *all* points of its argument. Endpoints are rounded by [`Dyadic`]; elementary
//! functions are computed in fixed point with a tracked error bound (`fixed`), after argument
//! reduction. No floating-point arithmetic takes part.

mod arc;
mod constants;
mod decimal;
mod dyadic;
mod erf;
mod exponential;
mod fixed;
mod logarithm;
mod order;
mod power;
mod trigonometric;

use std::fmt;

pub use decimal::{Digits, MAX_DIGITS};
pub use dyadic::Dyadic;

use crate::num::Rational;
use dyadic::Round::{Down, Up};

/// Why an operation on intervals gave no interval.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The function is defined at no point of the interval.
    Undefined,
    /// The interval is too wide to tell; a higher precision may help.
    Undetermined,
    /// The result would be too large to hold; the text names the limit.
    Limit(&'static str),
}

/// Numbers are kept between `2^-MAX_TOP` and `2^MAX_TOP` in size.
const MAX_TOP: i64 = 1 << 60;

/// The limit on the size of a number, in words.
const TOO_LARGE: &str = "numbers up to 2^(2^60)";

/// A closed interval that contains the number it stands for.
///
/// ```
/// use symderiv::num::{Interval, Rational};
/// let third = Interval::from_rational(&Rational::new(1, 3), 64);
/// let one = third.mul(&Interval::from_rational(&Rational::integer(3), 64), 64).unwrap();
/// assert!(one.contains(&Rational::ONE));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Interval {
    lo: Dyadic,
    hi: Dyadic,
}

impl Interval {
    fn point(x: Dyadic) -> Self {
        Self { lo: x.clone(), hi: x }
    }

    fn one() -> Self {
        Self::point(Dyadic::ONE)
    }

    fn zero() -> Self {
        Self::point(Dyadic::ZERO)
    }

    /// The interval, widened to zero where an end is too small to hold.
    fn checked(lo: Dyadic, hi: Dyadic) -> Result<Self, Fault> {
        debug_assert!(lo <= hi);
        if lo.top() > MAX_TOP || hi.top() > MAX_TOP {
            return Err(Fault::Limit(TOO_LARGE));
        }
        let vanishing = |x: &Dyadic| x.signum() != 0 && x.top() < -MAX_TOP;
        let least = Dyadic::power_of_two(-MAX_TOP);
        let lo = match (vanishing(&lo), lo.signum() > 0) {
            (true, true) => Dyadic::ZERO,
            (true, false) => least.neg(),
            (false, _) => lo,
        };
        let hi = match (vanishing(&hi), hi.signum() < 0) {
            (true, true) => Dyadic::ZERO,
            (true, false) => least,
            (false, _) => hi,
        };
        Ok(Self { lo, hi })
    }

    /// The smallest interval with ends of `prec` bits that contains the rational.
    #[must_use]
    pub fn from_rational(q: &Rational, prec: usize) -> Self {
        let lo = Dyadic::from_rational(q, prec, Down);
        let hi = Dyadic::from_rational(q, prec, Up);
        Self { lo, hi }
    }

    /// The integer, exactly.
    #[must_use]
    pub fn integer(n: i64) -> Self {
        Self::point(Dyadic::new(n.into(), 0))
    }

    /// `m · 2^e`, exactly.
    ///
    /// # Errors
    /// If the number is too large.
    pub fn dyadic(m: &num_bigint::BigInt, e: i64) -> Result<Self, Fault> {
        let x = Dyadic::new(dyadic::to_ibig(m), e);
        Self::checked(x.clone(), x)
    }

    /// The lower end.
    #[must_use]
    pub fn lo(&self) -> &Dyadic {
        &self.lo
    }

    /// The upper end.
    #[must_use]
    pub fn hi(&self) -> &Dyadic {
        &self.hi
    }

    /// The upper end as an interval of one point.
    #[must_use]
    pub fn upper_end(&self) -> Self {
        Self::point(self.hi.clone())
    }

    /// A `t` with `|x| < 2^t` for all points.
    fn top(&self) -> i64 {
        self.lo.top().max(self.hi.top())
    }

    /// The smallest interval that contains both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        Self {
            lo: self.lo.clone().min(other.lo.clone()),
            hi: self.hi.clone().max(other.hi.clone()),
        }
    }

    /// `-x`, exactly.
    #[must_use]
    pub fn neg(&self) -> Self {
        Self { lo: self.hi.neg(), hi: self.lo.neg() }
    }

    /// `x · 2^k`.
    fn shifted(&self, k: i64) -> Result<Self, Fault> {
        Self::checked(self.lo.shifted(k), self.hi.shifted(k))
    }

    /// `x + y`.
    ///
    /// # Errors
    /// If the result is too large.
    pub fn add(&self, other: &Self, prec: usize) -> Result<Self, Fault> {
        Self::checked(self.lo.add(&other.lo, prec, Down), self.hi.add(&other.hi, prec, Up))
    }

    /// `x - y`.
    ///
    /// # Errors
    /// If the result is too large.
    pub fn sub(&self, other: &Self, prec: usize) -> Result<Self, Fault> {
        self.add(&other.neg(), prec)
    }

    /// `x · y`.
    ///
    /// # Errors
    /// If the result is too large.
    pub fn mul(&self, other: &Self, prec: usize) -> Result<Self, Fault> {
        let (a, b) = (self, other);
        let (lo, hi) = if a.lo.signum() >= 0 && b.lo.signum() >= 0 {
            (a.lo.mul(&b.lo, prec, Down), a.hi.mul(&b.hi, prec, Up))
        } else {
            let corners = [(&a.lo, &b.lo), (&a.lo, &b.hi), (&a.hi, &b.lo), (&a.hi, &b.hi)];
            extremes(corners, |x, y, dir| x.mul(y, prec, dir))
        };
        Self::checked(lo, hi)
    }

    /// `x / y`.
    ///
    /// # Errors
    /// `Undefined` if `y` is zero, `Undetermined` if it may be, and a limit if the result is too
    /// large.
    pub fn div(&self, other: &Self, prec: usize) -> Result<Self, Fault> {
        match (other.lo.signum(), other.hi.signum()) {
            (0, 0) => return Err(Fault::Undefined),
            (1, _) | (_, -1) => {}
            _ => return Err(Fault::Undetermined),
        }
        let (a, b) = (self, other);
        let corners = [(&a.lo, &b.lo), (&a.lo, &b.hi), (&a.hi, &b.lo), (&a.hi, &b.hi)];
        let (lo, hi) = extremes(corners, |x, y, dir| x.div(y, prec, dir));
        Self::checked(lo, hi)
    }

    /// A bound of the width if it is small in proportion to the numbers and, with `absolute`, small
    /// as such. Then one value and a bound of the slope enclose a function as well as the values
    /// at both ends, at half the cost.
    fn thin(&self, absolute: bool, prec: usize) -> Option<Dyadic> {
        let (low, high) = (self.lo.top(), self.hi.top());
        if low != high || self.lo.signum() != self.hi.signum() || self.lo == self.hi {
            return None;
        }
        let width = self.hi.add(&self.lo.neg(), 32, Up);
        let scale = if absolute { low.max(0) } else { low };
        let limit = scale - prec as i64 / 2 - 16;
        let small = width.top() <= if absolute { limit.min(-16) } else { limit };
        small.then_some(width)
    }

    /// The image under an increasing function that is given by its enclosures at points.
    fn increasing(&self, f: impl Fn(&Dyadic) -> Result<Self, Fault>) -> Result<Self, Fault> {
        let low = f(&self.lo)?;
        if self.lo == self.hi {
            return Ok(low);
        }
        Ok(Self { lo: low.lo, hi: f(&self.hi)?.hi })
    }

    /// π.
    ///
    /// # Errors
    /// Never in practice; the signature is that of the other operations.
    pub fn pi(prec: usize) -> Result<Self, Fault> {
        constants::pi(prec + 8).to_interval(0, prec)
    }

    /// Euler's number.
    ///
    /// # Errors
    /// Never in practice; the signature is that of the other operations.
    pub fn e(prec: usize) -> Result<Self, Fault> {
        Self::one().exp(prec)
    }
}

/// The least and the greatest of four corner values, each rounded to its side.
fn extremes(
    corners: [(&Dyadic, &Dyadic); 4],
    f: impl Fn(&Dyadic, &Dyadic, dyadic::Round) -> Dyadic,
) -> (Dyadic, Dyadic) {
    let [first, rest @ ..] = corners;
    let (mut lo, mut hi) = (f(first.0, first.1, Down), f(first.0, first.1, Up));
    for (x, y) in rest {
        lo = lo.min(f(x, y, Down));
        hi = hi.max(f(x, y, Up));
    }
    (lo, hi)
}

impl fmt::Debug for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |x: &Dyadic| format!("{}*2^{}", x.mantissa(), x.exponent());
        write!(f, "[{}, {}]", end(&self.lo), end(&self.hi))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn q(text: &str) -> Rational {
        text.parse().unwrap()
    }

    fn digits(x: Result<Interval, Fault>, n: u32) -> String {
        x.unwrap().significant(n).unwrap().text()
    }

    #[test]
    fn known_constants_to_forty_digits() {
        let p = 200;
        let i = |n| Interval::integer(n);
        assert_eq!(digits(Interval::pi(p), 40), "3.141592653589793238462643383279502884197");
        assert_eq!(digits(Interval::e(p), 40), "2.718281828459045235360287471352662497757");
        assert_eq!(digits(i(2).ln(p), 40), "0.6931471805599453094172321214581765680755");
        assert_eq!(digits(i(2).sqrt(p), 40), "1.414213562373095048801688724209698078570");
        assert_eq!(digits(i(1).sin(p), 40), "0.8414709848078965066525023216302989996226");
        assert_eq!(digits(i(1).cos(p), 40), "0.5403023058681397174009366074429766037323");
        assert_eq!(digits(i(1).erf(p), 40), "0.8427007929497148693412206350826092592961");
        assert_eq!(digits(i(3).root(5, p), 40), "1.245730939615517325966680336640305080939");
        let quarter = digits(i(1).atan(p).unwrap().mul(&i(4), p), 40);
        assert_eq!(quarter, digits(Interval::pi(p), 40));
        assert_eq!(digits(i(1).asin(p).unwrap().mul(&i(2), p), 40), quarter);
        assert_eq!(digits(i(-1).acos(p), 40), quarter);
    }

    #[test]
    fn ranges_contain_the_extrema_inside() {
        let range = Interval::integer(1).hull(&Interval::integer(2));
        let sin = range.sin(64).unwrap();
        assert!(sin.contains(&Rational::ONE) && !sin.contains(&q("0.8414")));
        let cos = range.cos(64).unwrap();
        assert!(!cos.contains(&Rational::ONE) && cos.contains(&Rational::ZERO));
        let near =
            Interval::from_rational(&q("0.1"), 64).hull(&Interval::from_rational(&q("0.2"), 64));
        assert!(near.cos(64).unwrap().hi < Dyadic::ONE);
        assert!(near.neg().cos(64).unwrap().hi < Dyadic::ONE);
        let around = near.hull(&near.neg());
        assert!(around.cos(64).unwrap().contains(&Rational::ONE));
        assert!(around.powi(2, 64).unwrap().contains(&Rational::ZERO));
        assert_eq!(
            Interval::integer(3).hull(&Interval::integer(5)).sin(64).unwrap().lo,
            Dyadic::ONE.neg()
        );
    }

    #[test]
    fn domains_are_refused_or_left_open() {
        let blur = Interval::from_rational(&q("1/3"), 64);
        let zero = blur.sub(&blur, 64).unwrap();
        let above_one = zero.add(&Interval::integer(1), 64).unwrap();
        assert_eq!(Interval::integer(0).ln(64), Err(Fault::Undefined));
        assert_eq!(zero.ln(64), Err(Fault::Undetermined));
        assert_eq!(blur.div(&Interval::zero(), 64), Err(Fault::Undefined));
        assert_eq!(blur.div(&zero, 64), Err(Fault::Undetermined));
        assert_eq!(zero.sqrt(64), Err(Fault::Undetermined));
        assert_eq!(blur.neg().sqrt(64), Err(Fault::Undefined));
        assert_eq!(above_one.asin(64), Err(Fault::Undetermined));
        assert_eq!(Interval::integer(2).acos(64), Err(Fault::Undefined));
        assert_eq!(zero.floor(), Err(Fault::Undetermined));
        assert_eq!(blur.ceil(), Ok(Rational::ONE));
        assert_eq!(zero.sign(), None);
    }

    #[test]
    fn huge_values_are_limits() {
        let huge = Interval::integer(100).exp(64).unwrap();
        assert!(matches!(huge.exp(64), Err(Fault::Limit(_))));
        assert!(matches!(
            Interval::integer(1 << 39).exp(64).unwrap().sin(64),
            Err(Fault::Limit(_))
        ));
        assert!(matches!(Interval::integer(2).powi(i64::MAX, 64), Err(Fault::Limit(_))));
        let tiny = huge.neg().exp(64).unwrap();
        assert!(tiny.sign().is_none() && tiny.contains(&Rational::ZERO));
        assert!(tiny.cos(64).is_ok() && tiny.sin(64).is_ok() && tiny.atan(64).is_ok());
        assert!(tiny.asin(64).is_ok() && tiny.acos(64).is_ok() && tiny.erf(64).is_ok());
        let small = Interval::integer(-(1 << 39)).exp(64).unwrap();
        assert!(small.asin(64).is_ok() && small.acos(64).is_ok() && small.erf(64).is_ok());
    }
}
