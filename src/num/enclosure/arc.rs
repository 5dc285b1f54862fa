//! The inverse trigonometric functions.

use super::constants::pi;
use super::dyadic::Round::{Down, Up};
use super::dyadic::{Dyadic, EXACT};
use super::exponential::columns;
use super::fixed::{Fixed, power_series};
use super::{Fault, Interval};

impl Interval {
    /// `atan x`.
    ///
    /// # Errors
    /// Never in practice; the signature is that of the other functions.
    pub fn atan(&self, prec: usize) -> Result<Self, Fault> {
        self.increasing(|x| atan_point(x, prec))
    }

    /// `asin x`.
    ///
    /// # Errors
    /// `Undefined` outside `[-1, 1]`, `Undetermined` if the interval is partly outside.
    pub fn asin(&self, prec: usize) -> Result<Self, Fault> {
        self.check_unit()?;
        self.increasing(|x| asin_point(x, prec))
    }

    /// `acos x`.
    ///
    /// # Errors
    /// As [`Interval::asin`].
    pub fn acos(&self, prec: usize) -> Result<Self, Fault> {
        self.check_unit()?;
        // Decreasing: acos x = -(-acos x).
        Ok(self.increasing(|x| Ok(acos_point(x, prec)?.neg()))?.neg())
    }

    fn check_unit(&self) -> Result<(), Fault> {
        let (one, minus) = (Dyadic::ONE, Dyadic::ONE.neg());
        if self.lo > one || self.hi < minus {
            Err(Fault::Undefined)
        } else if self.lo < minus || self.hi > one {
            Err(Fault::Undetermined)
        } else {
            Ok(())
        }
    }
}

/// `x / √(1 - x²)` is the tangent of `asin x`.
fn asin_point(x: &Dyadic, prec: usize) -> Result<Interval, Fault> {
    let inner = prec + 12;
    if x.signum() < 0 {
        return Ok(asin_point(&x.neg(), prec)?.neg());
    }
    if x.top() < -(prec as i64) / 2 - 2 {
        // x <= asin x <= x + x³/2 for 0 <= x <= 1/2.
        let cube = x.mul(x, prec, Up).mul(x, prec, Up);
        let hi = x.add(&cube.shifted(-1), prec, Up);
        return Interval::checked(x.clone().rounded(prec, Down), hi);
    }
    let (below, above) = gaps(x);
    if below.signum() == 0 {
        return Interval::pi(prec)?.shifted(-1);
    }
    let cosine = Interval::point(below.mul(&above, EXACT, Down)).sqrt(inner)?;
    Interval::point(x.clone()).div(&cosine, inner)?.atan(prec)
}

/// `acos x = 2 atan √((1 - x)/(1 + x))`.
fn acos_point(x: &Dyadic, prec: usize) -> Result<Interval, Fault> {
    let inner = prec + 12;
    if x.top() < -(prec as i64) / 2 - 2 {
        let quarter = Interval::pi(inner)?.shifted(-1)?;
        return quarter.sub(&asin_point(x, inner)?, prec);
    }
    let (below, above) = gaps(x);
    if above.signum() == 0 {
        return Interval::pi(prec);
    }
    let ratio = Interval::point(below).div(&Interval::point(above), inner)?;
    ratio.sqrt(inner)?.atan(prec)?.shifted(1)
}

/// `1 - x` and `1 + x`, exactly; small arguments were treated before.
fn gaps(x: &Dyadic) -> (Dyadic, Dyadic) {
    (Dyadic::ONE.add(&x.neg(), EXACT, Down), Dyadic::ONE.add(x, EXACT, Down))
}

fn atan_point(x: &Dyadic, prec: usize) -> Result<Interval, Fault> {
    if x.signum() < 0 {
        return Ok(atan_point(&x.neg(), prec)?.neg());
    }
    let (top, width) = (x.top(), prec as i64);
    if x.signum() == 0 {
        return Ok(Interval::zero());
    }
    if top < -width / 2 - 2 {
        // x - x³/3 <= atan x <= x.
        let cube = x.mul(x, prec, Up).mul(x, prec, Up);
        let lo = x.add(&cube.shifted(-1).neg(), prec, Down);
        return Interval::checked(lo, x.clone().rounded(prec, Up));
    }
    if top > width + 4 {
        // π/2 - 1/x <= atan x <= π/2.
        let quarter = Interval::pi(prec + 4)?.shifted(-1)?;
        let gap = Dyadic::ONE.div(x, prec, Up);
        let lo = quarter.lo.add(&gap.neg(), prec, Down);
        return Interval::checked(lo, quarter.hi.rounded(prec, Up));
    }
    let w = prec + 16 + usize::try_from(-top).unwrap_or(0);
    if top <= 0 {
        return atan_fixed(&Fixed::from_dyadic(x, w))?.to_interval(0, prec);
    }
    let inner = w + 8;
    let reciprocal =
        Fixed::one(inner).div(&Fixed::from_dyadic(x, inner)).ok_or(Fault::Undetermined)?;
    let quarter = pi(inner).halved(1);
    quarter.sub(&atan_fixed(&reciprocal)?).to_interval(0, prec)
}

/// `atan t` for `0 <= t <= 1`: the angle is halved `k` times by `t / (1 + √(1 + t²))`.
fn atan_fixed(t: &Fixed) -> Result<Fixed, Fault> {
    let w = t.w;
    let k = w.isqrt() / 8 + 2;
    let inner = w + k + 16;
    let one = Fixed::one(inner);
    let mut t = t.clone().rescaled(inner);
    for _ in 0..k {
        let secant = t.square().add(&one).sqrt().ok_or(Fault::Undetermined)?;
        t = t.div(&secant.add(&one)).ok_or(Fault::Undetermined)?;
    }
    let square = t.square().neg();
    let terms = inner / (2 * k) + 1;
    let series = power_series(&square, columns(terms), 0, |n| (2 * n - 1, 2 * n + 1));
    Ok(t.mul(&series).doubled(k).rescaled(w))
}
