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

/// `atan(1/q) = Σ (-1)ⁿ q^-(2n+1) / (2n+1)`, or artanh without the signs, for `q >= 2`.
fn arctan_reciprocal(q: u64, alternating: bool, w: usize) -> Fixed {
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
