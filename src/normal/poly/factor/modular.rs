//! Factors modulo a prime: distinct degrees, then equal degrees (Cantor and Zassenhaus, *A new
//! algorithm for factoring polynomials over finite fields*, 1981).

use super::super::modular::dense::{self, Dense};
use super::super::modular::{Field, Points};

/// The monic irreducible factors of a monic square-free polynomial.
pub(super) fn irreducible_factors(field: &Field, f: &[u64]) -> Vec<Dense> {
    let mut factors = Vec::new();
    for (degree, product) in distinct_degrees(field, f) {
        equal_degrees(field, product, degree, &mut factors);
    }
    factors
}

/// For each degree the product of the irreducible factors of that degree.
fn distinct_degrees(field: &Field, f: &[u64]) -> Vec<(usize, Dense)> {
    let x = vec![0, field.one];
    let (mut rest, mut power, mut degree) = (f.to_vec(), x.clone(), 0);
    let mut products = Vec::new();
    while dense::degree(&rest) >= 2 * (degree + 1) {
        degree += 1;
        // x^(p^degree) - x is the product of all irreducibles whose degree divides `degree`.
        power = power_modulo(field, &power, field.prime(), &rest);
        let common = dense::gcd(field, &dense::sub(field, &power, &x), &rest);
        if common.len() > 1 {
            rest = dense::divide(field, &mut rest, &common);
            power = dense::remainder(field, &power, &rest);
            products.push((degree, common));
        }
    }
    if rest.len() > 1 {
        products.push((dense::degree(&rest), rest));
    }
    products
}

/// Splits a product of irreducibles of one degree by powers of random polynomials.
fn equal_degrees(field: &Field, product: Dense, degree: usize, factors: &mut Vec<Dense>) {
    let mut points = Points::new(field.prime());
    let mut pending = vec![product];
    while let Some(f) = pending.pop() {
        if dense::degree(&f) <= degree {
            factors.push(f);
            continue;
        }
        let mut random: Dense = (1..f.len()).map(|_| points.next_in(field)).collect();
        dense::trim(&mut random);
        // The norm to the prime field of each residue, to the power (p - 1)/2: 1, -1 or 0.
        let (mut norm, mut conjugate) = (random.clone(), random);
        for _ in 1..degree {
            conjugate = power_modulo(field, &conjugate, field.prime(), &f);
            norm = dense::remainder(field, &dense::mul(field, &norm, &conjugate), &f);
        }
        let sign = power_modulo(field, &norm, field.prime() / 2, &f);
        let common = dense::gcd(field, &dense::sub(field, &sign, &[field.one]), &f);
        if common.len() > 1 && common.len() < f.len() {
            let mut rest = f;
            pending.push(dense::divide(field, &mut rest, &common));
            pending.push(common);
        } else {
            pending.push(f);
        }
    }
}

fn power_modulo(field: &Field, base: &[u64], exp: u64, modulus: &[u64]) -> Dense {
    let mut result = vec![field.one];
    for bit in (0..u64::BITS - exp.leading_zeros()).rev() {
        result = dense::remainder(field, &dense::mul(field, &result, &result), modulus);
        if exp >> bit & 1 == 1 {
            result = dense::remainder(field, &dense::mul(field, &result, base), modulus);
        }
    }
    result
}
