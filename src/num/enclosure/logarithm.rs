//! The natural logarithm.

use dashu_int::UBig;

use super::constants::ln2;
use super::dyadic::Round::{Down, Up};
use super::dyadic::{Dyadic, EXACT};
use super::exponential::{columns, exp_fixed};
use super::fixed::{Fixed, power_series};
use super::{Fault, Interval};

impl Interval {
    /// `ln x`.
    ///
    /// # Errors
    /// `Undefined` if `x <= 0`, `Undetermined` if that is not known.
    pub fn ln(&self, prec: usize) -> Result<Self, Fault> {
        if self.hi.signum() <= 0 {
            return Err(Fault::Undefined);
        }
        if self.lo.signum() <= 0 {
            return Err(Fault::Undetermined);
        }
        let Some(width) = self.thin(false, prec) else {
            return self.increasing(|x| ln_point(x, prec));
        };
        // ln(x + d) <= ln x + d/x, and 1/x <= 2^(1 - t) for the top t of x.
        let low = ln_point(&self.lo, prec)?;
        let step = width.shifted(1 - self.lo.top());
        Self::checked(low.lo, low.hi.add(&step, prec, Up))
    }
}

fn ln_point(x: &Dyadic, prec: usize) -> Result<Interval, Fault> {
    // x = f · 2^s with 5/8 <= f < 5/4; then s ln 2 and ln f hardly cancel.
    let mut s = x.top();
    let mut f = x.shifted(-s);
    if f < Dyadic::new(5.into(), -3) {
        f = f.shifted(1);
        s -= 1;
    }
    let width = prec as i64;
    let d = f.add(&Dyadic::ONE.neg(), EXACT, Down);
    if s == 0 && d.signum() == 0 {
        return Ok(Interval::zero());
    }
    if s == 0 && d.top() < -width - 2 {
        // d - d² <= ln(1 + d) <= d for |d| <= 1/2.
        let square = d.mul(&d, prec, Up);
        let low = d.add(&square.neg(), prec, Down);
        return Interval::checked(low, d.rounded(prec, Up));
    }
    // For s = 0 the result is as small as d is.
    let small = if s == 0 { usize::try_from(-d.top()).unwrap_or(0) } else { 0 };
    let w = prec + small + 16;
    let log = ln_fixed(&Fixed::from_dyadic(&f, w + 8))?.rescaled(w);
    if s == 0 {
        return log.to_interval(0, prec);
    }
    let inner = w + 64;
    let mut two = ln2(inner);
    two.v *= s;
    two.err *= s.unsigned_abs();
    two.rescaled(w).add(&log).to_interval(0, prec)
}

/// Below this many bits the series is cheaper than an exponential.
const SERIES_BITS: usize = 320;

/// `ln f` for `1/2 <= f <= 3/2`.
fn ln_fixed(f: &Fixed) -> Result<Fixed, Fault> {
    // The precisions, down to one where the series is cheap; each step trebles the correct bits.
    let mut widths = vec![f.w];
    let mut w = f.w;
    while w > SERIES_BITS {
        w = w / 3 + 16;
        widths.push(w);
    }
    let mut log = ln_series(&f.clone().rescaled(w))?;
    for &w in widths.iter().rev().skip(1) {
        log = ln_step(&f.clone().rescaled(w), &log)?;
    }
    Ok(log)
}

/// `ln f` from an approximation `y`, whose error does not matter: `ln f = y + ln(1 + z)` with
/// `z = f e^(-y) - 1`.
fn ln_step(f: &Fixed, y: &Fixed) -> Result<Fixed, Fault> {
    let mut guess = y.clone().rescaled(f.w);
    guess.err = UBig::ZERO;
    let z = f.mul(&exp_fixed(&guess.clone().neg())).sub(&Fixed::one(f.w));
    // |ln(1 + z) - (z - z²/2)| <= |z|³ for |z| <= 1/2.
    let square = z.square();
    if z.bound() > UBig::ONE << (f.w - 1) {
        return Err(Fault::Undetermined);
    }
    let mut log = guess.add(&z).sub(&square.clone().halved(1));
    let size = z.bound();
    log.err += ((square.bound() * size) >> f.w) + 1_u8;
    Ok(log)
}

/// `ln f = 2 artanh(u)` with `u = (f - 1)/(f + 1)`, so `|u| <= 1/3`.
fn ln_series(f: &Fixed) -> Result<Fixed, Fault> {
    let one = Fixed::one(f.w);
    let u = f.clone().sub(&one).div(&f.clone().add(&one)).ok_or(Fault::Undetermined)?;
    let square = u.square();
    let terms = f.w / 5 + 1;
    let series = power_series(&square, columns(terms), 0, |n| (2 * n - 1, 2 * n + 1));
    Ok(u.mul(&series).doubled(1))
}
