//! Integer powers, roots and real powers of positive numbers.

use super::dyadic::Dyadic;
use super::dyadic::Round::{Down, Up};
use super::{Fault, Interval};

/// Powers up to this exponent are multiplied out; beyond, `x^n = e^(n ln x)` is cheaper.
const MULTIPLIED_OUT: u64 = 1 << 12;

impl Interval {
    /// `x^n`, with `x^0 = 1`.
    ///
    /// # Errors
    /// `Undefined` for `0^n` with `n < 0`, `Undetermined` if `x` may be zero there, and a limit if
    /// the result is too large.
    pub fn powi(&self, n: i64, prec: usize) -> Result<Self, Fault> {
        if n == 0 {
            return Ok(Self::one());
        }
        if n < 0 {
            let inner = prec + 8;
            let (one, size) = (Self::one(), n.unsigned_abs());
            return one.div(&self.power(size, inner)?, prec);
        }
        self.power(n.unsigned_abs(), prec)
    }

    fn power(&self, n: u64, prec: usize) -> Result<Self, Fault> {
        if n.is_multiple_of(2) {
            return self.abs().increasing(|x| power_point(x, n, prec));
        }
        self.increasing(|x| {
            if x.signum() < 0 {
                Ok(power_point(&x.neg(), n, prec)?.neg())
            } else {
                power_point(x, n, prec)
            }
        })
    }

    /// The nonnegative square root.
    ///
    /// # Errors
    /// `Undefined` below zero, `Undetermined` if the interval is partly below.
    pub fn sqrt(&self, prec: usize) -> Result<Self, Fault> {
        self.check_nonnegative()?;
        Ok(Self { lo: self.lo.sqrt(prec, Down), hi: self.hi.sqrt(prec, Up) })
    }

    /// The real `k`-th root, `k >= 1`: of every real for odd `k`, of `x >= 0` for even `k`.
    ///
    /// # Errors
    /// `Undefined` for an even root below zero, `Undetermined` if the interval is partly below.
    pub fn root(&self, k: u32, prec: usize) -> Result<Self, Fault> {
        match k {
            0 => return Err(Fault::Undefined),
            1 => return Ok(self.clone()),
            2 => return self.sqrt(prec),
            _ if k.is_multiple_of(2) => self.check_nonnegative()?,
            _ => {}
        }
        let exponent = Self::integer(i64::from(k));
        let at = |x: &Dyadic| {
            let inner = prec + 16 + bits(x.top());
            Self::point(x.clone()).ln(inner)?.div(&exponent, inner)?.exp(prec)
        };
        self.increasing(|x| match x.signum() {
            0 => Ok(Self::zero()),
            1 => at(x),
            _ => Ok(at(&x.neg())?.neg()),
        })
    }

    /// `x^y = e^(y ln x)` for `x > 0`.
    ///
    /// # Errors
    /// `Undefined` for `x <= 0`, `Undetermined` if that is not known, and a limit if the result is
    /// too large.
    pub fn powr(&self, y: &Self, prec: usize) -> Result<Self, Fault> {
        // The exponent of e loses as many bits as it has before the point.
        let rough = self.ln(32)?.mul(y, 32)?;
        let inner = prec + 16 + usize::try_from(rough.top().clamp(0, 64)).unwrap_or(0);
        self.ln(inner)?.mul(y, inner)?.exp(prec)
    }

    fn check_nonnegative(&self) -> Result<(), Fault> {
        if self.hi.signum() < 0 {
            Err(Fault::Undefined)
        } else if self.lo.signum() < 0 {
            Err(Fault::Undetermined)
        } else {
            Ok(())
        }
    }
}

/// How many bits the logarithm of a number of this size has before the point, at most.
fn bits(top: i64) -> usize {
    64 - top.unsigned_abs().leading_zeros() as usize
}

/// `x^n` for `x >= 0` and `n >= 1`.
fn power_point(x: &Dyadic, n: u64, prec: usize) -> Result<Interval, Fault> {
    if x.signum() == 0 {
        return Ok(Interval::zero());
    }
    let base = Interval::point(x.clone());
    let length = 64 - n.leading_zeros();
    if n > MULTIPLIED_OUT && *x != Dyadic::ONE {
        return base.powr(&Interval::integer(i64::try_from(n).unwrap_or(i64::MAX)), prec);
    }
    let inner = prec + 2 * length as usize + 8;
    let mut power = base.clone();
    for bit in (0..length.saturating_sub(1)).rev() {
        power = power.mul(&power, inner)?;
        if n >> bit & 1 == 1 {
            power = power.mul(&base, inner)?;
        }
    }
    Interval::checked(power.lo.rounded(prec, Down), power.hi.rounded(prec, Up))
}
