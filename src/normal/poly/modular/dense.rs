//! Dense polynomials in one variable over a prime field: coefficients ascending, none at the end
//! zero, so zero is the empty list.

use super::Field;

pub(in crate::normal::poly) type Dense = Vec<u64>;

pub(in crate::normal::poly) fn trim(p: &mut Dense) {
    while p.last() == Some(&0) {
        p.pop();
    }
}

/// The degree; zero for zero.
pub(in crate::normal::poly) fn degree(p: &[u64]) -> usize {
    p.len().saturating_sub(1)
}

pub(in crate::normal::poly) fn evaluate(field: &Field, p: &[u64], at: u64) -> u64 {
    p.iter().rev().fold(0, |value, &c| field.add(field.mul(value, at), c))
}

pub(in crate::normal::poly) fn scale(field: &Field, p: &[u64], factor: u64) -> Dense {
    p.iter().map(|&c| field.mul(c, factor)).collect()
}

/// The multiple with leading coefficient 1.
pub(in crate::normal::poly) fn monic(field: &Field, p: &[u64]) -> Dense {
    match p.last() {
        Some(&lead) if lead != field.one => scale(field, p, field.inverse(lead)),
        Some(_) | None => p.to_vec(),
    }
}

pub(in crate::normal::poly) fn sub(field: &Field, a: &[u64], b: &[u64]) -> Dense {
    let at = |p: &[u64], i: usize| p.get(i).copied().unwrap_or(0);
    let mut out: Dense = (0..a.len().max(b.len())).map(|i| field.sub(at(a, i), at(b, i))).collect();
    trim(&mut out);
    out
}

pub(in crate::normal::poly) fn mul(field: &Field, a: &[u64], b: &[u64]) -> Dense {
    if a.is_empty() || b.is_empty() {
        return Dense::new();
    }
    let mut out = vec![0; a.len() + b.len() - 1];
    for (i, &c) in a.iter().enumerate() {
        for (slot, &d) in out.iter_mut().skip(i).zip(b) {
            *slot = field.add(*slot, field.mul(c, d));
        }
    }
    trim(&mut out);
    out
}

/// Divides by a nonzero polynomial in place: `rest` becomes the remainder, and the quotient is
/// returned.
pub(in crate::normal::poly) fn divide(field: &Field, rest: &mut Dense, divisor: &[u64]) -> Dense {
    let Some((&lead, low)) = divisor.split_last() else { return Dense::new() };
    if rest.len() < divisor.len() {
        return Dense::new();
    }
    let inverse = if lead == field.one { lead } else { field.inverse(lead) };
    let mut quotient = vec![0; rest.len() - low.len()];
    while rest.len() > low.len() {
        let Some(top) = rest.pop() else { break };
        if top == 0 {
            continue;
        }
        let factor = field.mul(top, inverse);
        let shift = rest.len() - low.len();
        if let Some(slot) = quotient.get_mut(shift) {
            *slot = factor;
        }
        for (slot, &c) in rest.iter_mut().skip(shift).zip(low) {
            *slot = field.sub(*slot, field.mul(factor, c));
        }
    }
    trim(rest);
    quotient
}

pub(in crate::normal::poly) fn remainder(field: &Field, p: &[u64], divisor: &[u64]) -> Dense {
    let mut rest = p.to_vec();
    divide(field, &mut rest, divisor);
    rest
}

/// The monic greatest common divisor; zero for two zeros.
pub(in crate::normal::poly) fn gcd(field: &Field, a: &[u64], b: &[u64]) -> Dense {
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    if a.len() < b.len() {
        std::mem::swap(&mut a, &mut b);
    }
    while b.len() > 1 {
        divide(field, &mut a, &b);
        std::mem::swap(&mut a, &mut b);
    }
    if b.is_empty() { monic(field, &a) } else { vec![field.one] }
}

/// The degree of the greatest common divisor, found without inverses.
pub(in crate::normal::poly) fn gcd_degree(field: &Field, mut a: Dense, mut b: Dense) -> usize {
    if a.len() < b.len() {
        std::mem::swap(&mut a, &mut b);
    }
    while let (true, Some(&lead)) = (b.len() > 1, b.last()) {
        while a.len() >= b.len() {
            let Some(top) = a.pop() else { break };
            let shift = a.len() + 1 - b.len();
            for (i, slot) in a.iter_mut().enumerate() {
                *slot = field.mul(*slot, lead);
                if let Some(&c) = i.checked_sub(shift).and_then(|i| b.get(i)) {
                    *slot = field.sub(*slot, field.mul(top, c));
                }
            }
            trim(&mut a);
        }
        std::mem::swap(&mut a, &mut b);
    }
    if b.is_empty() { degree(&a) } else { 0 }
}

pub(in crate::normal::poly) fn derivative(field: &Field, p: &[u64]) -> Dense {
    let mut out: Dense = Dense::with_capacity(p.len());
    let mut exp = 0;
    for &c in p.iter().skip(1) {
        exp = field.add(exp, field.one);
        out.push(field.mul(c, exp));
    }
    trim(&mut out);
    out
}

/// The monic gcd of two coprime polynomials is 1: the cofactors `(s, t)` with `s a + t b = 1`,
/// degrees below those of `b` and `a`; `None` if they are not coprime.
pub(in crate::normal::poly) fn bezout(
    field: &Field,
    a: &[u64],
    b: &[u64],
) -> Option<(Dense, Dense)> {
    let (mut r0, mut r1) = (a.to_vec(), b.to_vec());
    let (mut s0, mut s1) = (vec![field.one], Dense::new());
    let (mut t0, mut t1) = (Dense::new(), vec![field.one]);
    while !r1.is_empty() {
        let quotient = divide(field, &mut r0, &r1);
        std::mem::swap(&mut r0, &mut r1);
        let s2 = sub(field, &s0, &mul(field, &quotient, &s1));
        s0 = std::mem::replace(&mut s1, s2);
        let t2 = sub(field, &t0, &mul(field, &quotient, &t1));
        t0 = std::mem::replace(&mut t1, t2);
    }
    let [unit] = r0.as_slice() else { return None };
    let inverse = field.inverse(*unit);
    Some((scale(field, &s0, inverse), scale(field, &t0, inverse)))
}

#[cfg(test)]
mod tests {
    use super::{Dense, bezout, gcd, gcd_degree, mul};
    use crate::normal::poly::modular::Field;

    fn dense(field: &Field, coefficients: &[i64]) -> Dense {
        coefficients.iter().map(|&c| field.image_of_i64(c)).collect()
    }

    #[test]
    fn gcd_and_cofactors_of_known_products() {
        let field = Field::new(101);
        let [a, b, c] = [&[1, 2, 3][..], &[5, 0, 1], &[7, 1]].map(|p| dense(&field, p));
        let (left, right) = (mul(&field, &a, &c), mul(&field, &b, &c));
        assert_eq!(gcd(&field, &left, &right), c);
        assert_eq!(gcd_degree(&field, left.clone(), right.clone()), 1);
        assert_eq!(gcd_degree(&field, a.clone(), right), 0);
        assert_eq!(gcd_degree(&field, left.clone(), left), 3);
        let (s, t) = bezout(&field, &a, &b).unwrap();
        let difference = mul(&field, &field_neg(&field, &t), &b);
        let one = super::sub(&field, &mul(&field, &s, &a), &difference);
        assert_eq!(one, vec![field.one]);
        assert_eq!(bezout(&field, &mul(&field, &a, &b), &b), None);
    }

    fn field_neg(field: &Field, p: &[u64]) -> Dense {
        p.iter().map(|&c| field.neg(c)).collect()
    }
}
