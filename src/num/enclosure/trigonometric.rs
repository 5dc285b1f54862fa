//! Sine and cosine.

use dashu_int::ops::BitTest;
use dashu_int::{IBig, UBig};

use super::constants::pi;
use super::dyadic::Round::{Down, Up};
use super::dyadic::{self, Dyadic};
use super::exponential::columns;
use super::fixed::{Fixed, power_series};
use super::{Fault, Interval};

/// Arguments up to `2^TRIG_TOP` in size: reduction needs as many bits of π.
const TRIG_TOP: i64 = 1 << 15;

const TOO_LARGE: Fault = Fault::Limit("arguments of sine and cosine up to 2^32768");

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wave {
    Sin,
    Cos,
}

impl Interval {
    /// `sin x`.
    ///
    /// # Errors
    /// A limit if the argument is larger than 2^32768.
    pub fn sin(&self, prec: usize) -> Result<Self, Fault> {
        self.wave(Wave::Sin, prec)
    }

    /// `cos x`.
    ///
    /// # Errors
    /// As [`Interval::sin`].
    pub fn cos(&self, prec: usize) -> Result<Self, Fault> {
        self.wave(Wave::Cos, prec)
    }

    /// The values at both ends, and ±1 where an extremum may lie between them.
    fn wave(&self, wave: Wave, prec: usize) -> Result<Self, Fault> {
        if self.lo.top() > TRIG_TOP || self.hi.top() > TRIG_TOP {
            return Err(TOO_LARGE);
        }
        if self.lo == self.hi {
            return wave_point(&self.lo, wave, prec);
        }
        if let Some(width) = self.thin(true, prec) {
            // The slope is at most 1.
            let value = wave_point(&self.lo, wave, prec)?;
            let lo = value.lo.add(&width.neg(), prec, Down);
            return Ok(clamped(Self { lo, hi: value.hi.add(&width, prec, Up) }));
        }
        let width = self.hi.add(&self.lo.neg(), 32, Up);
        if width.top() > 3 {
            return Ok(Self { lo: Dyadic::ONE.neg(), hi: Dyadic::ONE });
        }
        let ends = wave_point(&self.lo, wave, prec)?.hull(&wave_point(&self.hi, wave, prec)?);
        let (from, to) = self.quarter_turns(prec)?;
        // At an odd multiple j of π/2 the sine is 1 for j = 1 mod 4 and -1 for j = 3; the cosine
        // has its extrema at the even multiples.
        let (top, bottom) = match wave {
            Wave::Sin => (1, 3),
            Wave::Cos => (0, 2),
        };
        let has = |rest: u8| {
            // The first multiple of π/2 above `from` that is `rest` mod 4.
            let skip = (&IBig::from(rest) - &from - 1) & IBig::from(3);
            &from + 1 + skip <= to
        };
        Ok(Self {
            lo: if has(bottom) { Dyadic::ONE.neg() } else { ends.lo },
            hi: if has(top) { Dyadic::ONE } else { ends.hi },
        })
    }

    /// Integers `(j, k)` such that the multiples of π/2 in the interval are among `j+1, …, k`.
    fn quarter_turns(&self, prec: usize) -> Result<(IBig, IBig), Fault> {
        let top = usize::try_from(self.lo.top().max(self.hi.top()).max(0)).unwrap_or(0);
        let quarter = Self::pi(prec + top)?.shifted(-1)?;
        let turns = self.div(&quarter, prec + top)?;
        let floor = |x: &Dyadic| x.floor(TRIG_TOP + 2).ok_or(TOO_LARGE);
        let first = -floor(&turns.lo.neg())?;
        Ok((first - 1, floor(&turns.hi)?))
    }
}

fn wave_point(x: &Dyadic, wave: Wave, prec: usize) -> Result<Interval, Fault> {
    let top = x.top();
    if x.signum() == 0 {
        return Ok(if wave == Wave::Sin { Interval::zero() } else { Interval::one() });
    }
    if top < -(prec as i64) / 2 - 2 {
        return Ok(tiny(x, wave, prec));
    }
    let mut w = prec + 16 + usize::try_from(-top).unwrap_or(0);
    // A small result needs more places: near a multiple of π/2 about as many as x has bits.
    let enough = 2 * (w + x.mantissa().bit_len()) + usize::try_from(top.max(0)).unwrap_or(0);
    loop {
        let (quadrant, r) = reduce(x, w);
        let (flipped, negative) = match wave {
            Wave::Sin => (quadrant % 2 == 1, quadrant >= 2),
            Wave::Cos => (quadrant.is_multiple_of(2), quadrant == 1 || quadrant == 2),
        };
        let missing = (prec + 12).saturating_sub(r.v.bit_len());
        if !flipped && missing > 0 && w < enough {
            w += if missing > prec { w } else { missing + 4 };
            continue;
        }
        let (sin, cos) = sin_cos_fixed(&r)?;
        let value = if flipped { cos } else { sin };
        let value = if negative { value.neg() } else { value };
        return Ok(clamped(value.to_interval(0, prec)?));
    }
}

/// `x - x³/6 <= sin x <= x` and `1 - x²/2 <= cos x <= 1` for small `x >= 0`.
fn tiny(x: &Dyadic, wave: Wave, prec: usize) -> Interval {
    let size = x.abs();
    let square = size.mul(&size, prec, Up);
    if wave == Wave::Cos {
        let lo = Dyadic::ONE.add(&square.shifted(-1).neg(), prec, Down);
        return Interval { lo, hi: Dyadic::ONE };
    }
    let cube = square.mul(&size, prec, Up);
    let lo = size.add(&cube.shifted(-2).neg(), prec, Down);
    let sin = Interval { lo, hi: size.rounded(prec, Up) };
    if x.signum() < 0 { sin.neg() } else { sin }
}

/// Cut to `[-1, 1]`, where sines are.
fn clamped(x: Interval) -> Interval {
    let one = Dyadic::ONE;
    Interval { lo: x.lo.max(one.neg()), hi: x.hi.min(one) }
}

/// `x = q π/2 + r` with `|r| <= π/4` (but for rounding), `q` mod 4, and `w` places of `r`.
fn reduce(x: &Dyadic, w: usize) -> (u8, Fixed) {
    let inner = w + 8 + usize::try_from(x.top().max(0)).unwrap_or(0);
    let quarter = pi(inner).halved(1);
    let x = Fixed::from_dyadic(x, inner);
    let shifted: IBig = &x.v + (&quarter.v >> 1);
    let mut q: IBig = &shifted / &quarter.v;
    if shifted.sign() == dashu_int::Sign::Negative {
        q -= 1;
    }
    let (_, magnitude): (_, UBig) = q.clone().into_parts();
    let multiple = Fixed { v: &quarter.v * &q, err: &quarter.err * magnitude, w: inner };
    let quadrant = dyadic::to_i64(&(q & IBig::from(3))).unwrap_or(0);
    (u8::try_from(quadrant).unwrap_or(0), x.sub(&multiple).rescaled(w))
}

/// Sine and cosine of `|r| <= 1`: the series at `r / 2^k`, then `k` doublings of the angle.
fn sin_cos_fixed(r: &Fixed) -> Result<(Fixed, Fixed), Fault> {
    let w = r.w;
    let k = w.isqrt() / 4 + 2;
    let inner = w + 2 * k + 16;
    let y = r.clone().rescaled(inner).halved(k);
    let square = y.square();
    let terms = inner / (2 * k + 2 * (inner / (2 * k)).max(2).ilog2() as usize);
    let series =
        power_series(&square.clone().neg(), columns(terms), 0, |n| (1, 2 * n * (2 * n + 1)));
    let mut sin = y.mul(&series);
    let one = Fixed::one(inner);
    let mut cos = one.clone().sub(&sin.square()).sqrt().ok_or(Fault::Undetermined)?;
    for _ in 0..k {
        let product = sin.mul(&cos).doubled(1);
        cos = one.clone().sub(&sin.square().doubled(1));
        sin = product;
    }
    Ok((sin.rescaled(w), cos.rescaled(w)))
}
