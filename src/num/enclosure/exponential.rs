//! The exponential function.

use dashu_int::IBig;

use super::constants::ln2;
use super::dyadic::Round::{Down, Up};
use super::dyadic::{self, Dyadic};
use super::fixed::{Fixed, power_series};
use super::{Fault, Interval};

/// Arguments up to `2^EXP_TOP` in size; `e^(2^40)` has 10^11.7 digits before the point.
const EXP_TOP: i64 = 40;

impl Interval {
    /// `e^x`.
    ///
    /// # Errors
    /// A limit if the argument exceeds 2^40.
    pub fn exp(&self, prec: usize) -> Result<Self, Fault> {
        let Some(width) = self.thin(true, prec) else {
            return self.increasing(|x| exp_point(x, prec));
        };
        // e^(x + d) <= e^x (1 + 2d) for 0 <= d <= 1.
        let low = exp_point(&self.lo, prec)?;
        let stretch = Dyadic::ONE.add(&width.shifted(1), prec, Up);
        Self::checked(low.lo, low.hi.mul(&stretch, prec, Up))
    }
}

fn exp_point(x: &Dyadic, prec: usize) -> Result<Interval, Fault> {
    let top = x.top();
    if x.signum() == 0 {
        return Ok(Interval::one());
    }
    if top > EXP_TOP {
        return if x.signum() > 0 {
            Err(Fault::Limit("exponents up to 2^40"))
        } else {
            // e^x < 2^x for x < 0.
            Ok(Interval { lo: Dyadic::ZERO, hi: Dyadic::power_of_two(-(1 << (EXP_TOP - 1))) })
        };
    }
    let width = prec as i64;
    if top < -width - 2 {
        // |e^x - 1| <= 2|x| for |x| <= 1.
        let step = Dyadic::power_of_two(top + 1);
        return Ok(if x.signum() > 0 {
            Interval { lo: Dyadic::ONE, hi: Dyadic::ONE.add(&step, prec, Up) }
        } else {
            Interval { lo: Dyadic::ONE.add(&step.neg(), prec, Down), hi: Dyadic::ONE }
        });
    }
    let w = prec + 16;
    let inner = w + usize::try_from(top.max(0)).unwrap_or(0) + 4;
    let log = ln2(inner);
    let x = Fixed::from_dyadic(x, inner);
    // x = n ln 2 + r with -ln 2 < r <= 0, but for the rounding of ln 2, which does not matter.
    let n: IBig = (&x.v + &log.v - 1) / &log.v;
    let n = if x.v.sign() == dashu_int::Sign::Negative { -((-&x.v) / &log.v) } else { n };
    let (_, magnitude) = n.clone().into_parts();
    let multiple = Fixed { v: &log.v * &n, err: &log.err * magnitude, w: inner };
    let r = x.sub(&multiple).rescaled(w);
    let shift = dyadic::to_i64(&n).ok_or(Fault::Limit("exponents up to 2^40"))?;
    exp_fixed(&r).to_interval(shift, prec)
}

/// `e^r` for `|r| <= 1`: the series at `r / 2^k`, squared `k` times.
pub(super) fn exp_fixed(r: &Fixed) -> Fixed {
    let w = r.w;
    let k = w.isqrt() / 3 + 2;
    let inner = w + 2 * k + 16;
    let y = r.clone().rescaled(inner).halved(k);
    let terms = inner / (k + (inner / k).max(2).ilog2() as usize);
    let mut value = power_series(&y, columns(terms), 1, |n| (1, n));
    for _ in 0..k {
        value = value.square();
    }
    value.rescaled(w)
}

/// How many columns are cheapest for a series of so many terms.
pub(super) fn columns(terms: usize) -> usize {
    terms.isqrt().clamp(1, 128)
}
