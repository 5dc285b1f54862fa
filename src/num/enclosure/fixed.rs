//! Fixed-point numbers that carry their own error bound: the elementary functions are computed in
//! these, so that no error analysis is done by hand.

use dashu_int::ops::{BitTest, SquareRoot};
use dashu_int::{IBig, UBig};

use super::dyadic::{Dyadic, Round};
use super::{Fault, Interval};

/// A real number `t` with `|t · 2^w - v| <= err`.
#[derive(Clone, Debug)]
pub(super) struct Fixed {
    pub(super) v: IBig,
    pub(super) err: UBig,
    pub(super) w: usize,
}

impl Fixed {
    pub(super) fn zero(w: usize) -> Self {
        Self { v: IBig::ZERO, err: UBig::ZERO, w }
    }

    pub(super) fn one(w: usize) -> Self {
        Self { v: IBig::ONE << w, err: UBig::ZERO, w }
    }

    /// The dyadic number, cut after `w` binary places.
    pub(super) fn from_dyadic(x: &Dyadic, w: usize) -> Self {
        let up = x.exponent().saturating_add_unsigned(w as u64);
        if up >= 0 {
            let v = x.mantissa() << usize::try_from(up).unwrap_or(0);
            return Self { v, err: UBig::ZERO, w };
        }
        let down = usize::try_from(up.unsigned_abs()).unwrap_or(usize::MAX);
        Self { v: x.mantissa() >> down, err: UBig::ONE, w }
    }

    /// The same number with another count of places.
    pub(super) fn rescaled(mut self, w: usize) -> Self {
        if w >= self.w {
            let up = w - self.w;
            self.v <<= up;
            self.err <<= up;
        } else {
            let down = self.w - w;
            self.v >>= down;
            self.err = (self.err >> down) + 2_u8;
        }
        self.w = w;
        self
    }

    /// `t / 2^k`.
    pub(super) fn halved(mut self, k: usize) -> Self {
        self.v >>= k;
        self.err = (self.err >> k) + 2_u8;
        self
    }

    /// `t · 2^k`.
    pub(super) fn doubled(mut self, k: usize) -> Self {
        self.v <<= k;
        self.err <<= k;
        self
    }

    pub(super) fn neg(mut self) -> Self {
        self.v = -self.v;
        self
    }

    pub(super) fn add(mut self, other: &Self) -> Self {
        self.v += &other.v;
        self.err += &other.err;
        self
    }

    pub(super) fn sub(mut self, other: &Self) -> Self {
        self.v -= &other.v;
        self.err += &other.err;
        self
    }

    pub(super) fn mul(&self, other: &Self) -> Self {
        let w = self.w;
        let v = (&self.v * &other.v) >> w;
        let (a, b) = (self.v.bit_len(), other.v.bit_len());
        // |t u - a b| <= |a| err_b + |b| err_a + err_a err_b, with |a| < 2^(its bit length).
        let err = scale_up(&other.err, a, w)
            + scale_up(&self.err, b, w)
            + scale_up(&(&self.err * &other.err), 0, w)
            + 1_u8;
        Self { v, err, w }
    }

    pub(super) fn square(&self) -> Self {
        self.mul(self)
    }

    /// `t · a / b`.
    pub(super) fn scale(&mut self, a: u64, b: u64) {
        if a != 1 {
            self.v *= a;
            self.err *= a;
        }
        self.v /= IBig::from(b);
        self.err = &self.err / b + 2_u8;
    }

    /// `t / u`, or `None` if `u` may be zero.
    pub(super) fn div(&self, other: &Self) -> Option<Self> {
        let (_, b) = other.v.clone().into_parts();
        if b <= other.err {
            return None;
        }
        let least = &b - &other.err;
        let v = (&self.v << self.w) / &other.v;
        // |t/u - a/b| <= (err_a + |a/b| err_b) / |u|.
        let bound = &self.err + scale_up(&other.err, v.bit_len(), self.w);
        let err = (bound << self.w) / least + 2_u8;
        Some(Self { v, err, w: self.w })
    }

    /// The square root, or `None` if `t` may be zero or negative.
    pub(super) fn sqrt(&self) -> Option<Self> {
        if self.v <= IBig::from(self.err.clone()) {
            return None;
        }
        let (_, magnitude) = (&self.v << self.w).into_parts();
        let root = magnitude.sqrt();
        // |√t - √a| <= |t - a| / √a.
        let err = (&self.err << self.w) / &root + 2_u8;
        Some(Self { v: IBig::from(root), err, w: self.w })
    }

    /// A bound: `|t| · 2^w <= bound`.
    pub(super) fn bound(&self) -> UBig {
        self.v.clone().into_parts().1 + &self.err
    }

    /// The interval of all numbers that `t · 2^k` may be.
    pub(super) fn to_interval(&self, k: i64, prec: usize) -> Result<Interval, Fault> {
        let e = k.saturating_sub_unsigned(self.w as u64);
        let err = IBig::from(self.err.clone());
        let low = Dyadic::new(&self.v - &err, e).rounded(prec, Round::Down);
        let high = Dyadic::new(&self.v + err, e).rounded(prec, Round::Up);
        Interval::checked(low, high)
    }
}

/// At least `err · 2^(up - down)`.
fn scale_up(err: &UBig, up: usize, down: usize) -> UBig {
    if err.is_zero() {
        UBig::ZERO
    } else if up >= down {
        err << (up - down)
    } else {
        (err >> (down - up)) + 1_u8
    }
}

/// `Σ cₙ yⁿ` for `|y| <= 1`, where `c₀ = 1` and `cₙ₊₁ = cₙ · a/b` with `(a, b) = ratio(n + 1)`.
///
/// The caller promises that `|y| · a/b <= 1/2` for all ratios after the first `settled` ones; so
/// the tail is at most twice its first term, and that bound is added to the error.
///
/// The terms are summed in columns by `n mod columns` (Smith's method): only every `columns`-th
/// term costs a full multiplication.
pub(super) fn power_series(
    y: &Fixed,
    columns: usize,
    settled: u64,
    ratio: impl Fn(u64) -> (u64, u64),
) -> Fixed {
    let w = y.w;
    let mut sums = vec![Fixed::zero(w); columns.max(1)];
    let block = power(y, columns.max(1));
    let (mut term, mut n) = (Fixed::one(w), 0_u64);
    loop {
        for sum in &mut sums {
            sum.v += &term.v;
            sum.err += &term.err;
            n += 1;
            let (a, b) = ratio(n);
            term.scale(a, b);
        }
        term = term.mul(&block);
        if n >= settled && term.v.bit_len() <= 4 {
            break;
        }
    }
    let mut total = Fixed::zero(w);
    for sum in sums.iter().rev() {
        total = total.mul(y).add(sum);
    }
    total.err += term.bound() << 1;
    total
}

fn power(y: &Fixed, n: usize) -> Fixed {
    let mut result = Fixed::one(y.w);
    for bit in (0..usize::BITS - n.leading_zeros()).rev() {
        result = result.square();
        if n >> bit & 1 == 1 {
            result = result.mul(y);
        }
    }
    result
}
