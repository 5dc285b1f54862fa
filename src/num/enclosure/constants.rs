//! π and ln 2 as fixed-point numbers, from arctangents of reciprocals of integers.

use dashu_int::{IBig, UBig};

use super::fixed::Fixed;

/// π: Gauss's `π/4 = 12 atan(1/18) + 8 atan(1/57) - 5 atan(1/239)`.
pub(super) fn pi(w: usize) -> Fixed {
    let inner = w + 24;
    let sum = arctan_sum(&[(48, 18), (32, 57), (-20, 239)], true, inner);
    sum.rescaled(w)
}

/// ln 2 `= 18 artanh(1/26) - 2 artanh(1/4801) + 8 artanh(1/8749)`.
pub(super) fn ln2(w: usize) -> Fixed {
    let inner = w + 24;
    let sum = arctan_sum(&[(18, 26), (-2, 4801), (8, 8749)], false, inner);
    sum.rescaled(w)
}

/// `Σ c · atan(1/q)`, or artanh instead of atan.
fn arctan_sum(terms: &[(i32, u64)], alternating: bool, w: usize) -> Fixed {
    let mut total = Fixed::zero(w);
    for &(c, q) in terms {
        let mut part = arctan_reciprocal(q, alternating, w);
        part.v *= c;
        part.err *= c.unsigned_abs();
        total = total.add(&part);
    }
    total
}

/// Above this many bits binary splitting is cheaper than a loop of short divisions.
const SPLIT_BITS: usize = 1500;

/// `atan(1/q) = Σ sⁿ q^-(2n+1) / (2n+1)` with `s = -1`, or artanh with `s = 1`, for `q >= 2`.
fn arctan_reciprocal(q: u64, alternating: bool, w: usize) -> Fixed {
    if w > SPLIT_BITS { by_splitting(q, alternating, w) } else { by_terms(q, alternating, w) }
}

fn by_terms(q: u64, alternating: bool, w: usize) -> Fixed {
    let (q_squared, mut sum) = (IBig::from(q) * q, IBig::ZERO);
    let mut power = (IBig::ONE << w) / q;
    let mut n = 0_u64;
    while !power.is_zero() {
        let term = &power / IBig::from(2 * n + 1);
        if alternating && n % 2 == 1 {
            sum -= term;
        } else {
            sum += term;
        }
        power /= &q_squared;
        n += 1;
    }
    // A kept power is at most 2 too small (1 from its own division, 1/q² of the error before), a
    // term 1 more; the powers that were left out sum to less than 4.
    Fixed { v: sum, err: UBig::from(3 * n + 4), w }
}

fn by_splitting(q: u64, alternating: bool, w: usize) -> Fixed {
    // The tail is below 2 q^-(2N+1) <= 2 · 2^-w; the division cuts less than 1.
    let terms = w as u64 / (2 * u64::from(q.ilog2())) + 1;
    let sum = Partial::of(0, terms, &(IBig::from(q) * q), alternating);
    let v = (sum.numer << w) / (sum.odds * sum.power * q);
    Fixed { v, err: UBig::from(3_u8), w }
}

/// `Σ s^(n-a) / ((2n+1) q^(2(n-a)))` over `a <= n < b`, as `numer / (odds · power)` where `odds` is
/// the product of the `2n+1` and `power` is `q^(2(b-a))`.
struct Partial {
    numer: IBig,
    odds: IBig,
    power: IBig,
}

impl Partial {
    /// The halves are put together; the depth is the logarithm of the number of terms.
    fn of(a: u64, b: u64, q_squared: &IBig, alternating: bool) -> Self {
        if b - a <= 1 {
            let (odds, power) = (IBig::from(2 * a + 1), q_squared.clone());
            return Self { numer: power.clone(), odds, power };
        }
        let middle = u64::midpoint(a, b);
        let left = Self::of(a, middle, q_squared, alternating);
        let right = Self::of(middle, b, q_squared, alternating);
        let first = left.numer * &right.odds * &right.power;
        let second = right.numer * &left.odds;
        let negative = alternating && (middle - a) % 2 == 1;
        Self {
            numer: if negative { first - second } else { first + second },
            odds: left.odds * right.odds,
            power: left.power * right.power,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_summing_agree() {
        for (q, w) in [(18, 300), (57, 2000), (239, 2001), (26, 5000)] {
            for alternating in [true, false] {
                let a = by_terms(q, alternating, w);
                let b = by_splitting(q, alternating, w);
                let (_, distance) = (a.v - b.v).into_parts();
                assert!(distance <= a.err + b.err, "{q} {w}");
            }
        }
    }
}
