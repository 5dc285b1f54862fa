//! The error function.

use super::dyadic::Round::{Down, Up};
use super::dyadic::{Dyadic, EXACT};
use super::exponential::columns;
use super::fixed::{Fixed, power_series};
use super::{Fault, Interval};

impl Interval {
    /// `erf x = 2/√π ∫₀ˣ e^(-t²) dt`.
    ///
    /// # Errors
    /// Never in practice; the signature is that of the other functions.
    pub fn erf(&self, prec: usize) -> Result<Self, Fault> {
        self.increasing(|x| erf_point(x, prec))
    }
}

fn erf_point(x: &Dyadic, prec: usize) -> Result<Interval, Fault> {
    if x.signum() < 0 {
        return Ok(erf_point(&x.neg(), prec)?.neg());
    }
    if x.signum() == 0 {
        return Ok(Interval::zero());
    }
    let (top, width) = (x.top(), prec as i64);
    if top > 64 || x.mul(x, 64, Down) >= Dyadic::new((width + 2).into(), 0) {
        // 1 - erf x <= e^(-x²) < 2^(-x²) <= 2^-(prec + 2) for x >= 1.
        let lo = Dyadic::ONE.add(&Dyadic::power_of_two(-width - 2).neg(), EXACT, Down);
        return Ok(Interval { lo: lo.rounded(prec, Down), hi: Dyadic::ONE });
    }
    let inner = prec + 16;
    let slope = Interval::integer(2).div(&Interval::pi(inner)?.sqrt(inner)?, inner)?;
    let point = Interval::point(x.clone());
    if top < -width / 2 - 2 {
        // x - x³/3 <= √π/2 · erf x <= x.
        let cube = x.mul(x, prec, Up).mul(x, prec, Up);
        let lo = x.add(&cube.shifted(-1).neg(), inner, Down);
        return Interval::checked(lo, x.clone())?.mul(&slope, prec);
    }
    let square = x.mul(x, EXACT, Down);
    let series = scaled_series(&square, inner)?;
    let decay = Interval::point(square.neg()).exp(inner)?;
    slope.mul(&point, inner)?.mul(&decay, inner)?.mul(&series, prec)
}

/// `Σ (2y)ⁿ / (2n+1)!!` for `y >= 0`; then `erf x = 2x/√π · e^(-x²) · Σ` at `y = x²`. All terms
/// are positive, so nothing cancels.
fn scaled_series(y: &Dyadic, prec: usize) -> Result<Interval, Fault> {
    // y = u · 2^s with u < 1; the factor 2^s goes into the ratio of the terms.
    let s = u32::try_from(y.top().max(0)).map_err(|_| Fault::Undetermined)?;
    if s > 40 {
        return Err(Fault::Limit("error functions of so many digits"));
    }
    let u = y.shifted(-i64::from(s));
    // From n = 2y on, the terms at least halve.
    let settled = 2_u64 << s;
    let w = prec + 32 + 2 * s as usize;
    let terms = usize::try_from(settled).unwrap_or(usize::MAX / 2) + w / 4;
    let fixed = Fixed::from_dyadic(&u, w);
    let factor = 2_u64 << s;
    power_series(&fixed, columns(terms), settled, |n| (factor, 2 * n + 1)).to_interval(0, prec)
}
