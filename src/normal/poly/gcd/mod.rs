//! The greatest common divisor over ℚ.
//!
//! Cheap exits first: constants, monomials, variables that the gcd cannot contain according to
//! images modulo a prime, one polynomial dividing the other. What is left goes to a modular
//! algorithm whose answer is checked by division.

mod brown;
mod image;
mod merge;
mod modular;
mod remainders;

use std::collections::BTreeMap;

use super::limits::{Limits, TooLarge};
use super::monomial::{Monomial, Var};
use super::structure::Poly;
use crate::num::Rational;

/// More variables in common are not looked at.
const MAX_COMMON_VARS: usize = 64;

/// The greatest common divisor, primitive: coprime integer coefficients, the leading one
/// positive. `gcd(0, 0)` is 0, and with a nonzero constant it is 1.
///
/// ```
/// use symderiv::normal::poly::{Limits, Poly, Var, gcd};
/// let (x, y, limits) = (Poly::var(Var(0)), Poly::var(Var(1)), Limits::default());
/// let difference = &x.pow(2, &limits)? - &y.pow(2, &limits)?;
/// assert_eq!(gcd(&difference, &(&y - &x).pow(2, &limits)?, &limits)?, &y - &x);
/// # Ok::<(), symderiv::normal::poly::TooLarge>(())
/// ```
///
/// # Errors
/// [`TooLarge`] if the polynomials are too large for the limits.
pub fn gcd(a: &Poly, b: &Poly, limits: &Limits) -> Result<Poly, TooLarge> {
    if a.is_zero() {
        return Ok(b.primitive_part());
    }
    if b.is_zero() || a == b {
        return Ok(a.primitive_part());
    }
    if a.is_constant() || b.is_constant() {
        return Ok(Poly::one());
    }
    let (power_a, power_b) = (a.monomial_content(), b.monomial_content());
    let power = power_a.gcd(&power_b);
    if a.len() == 1 || b.len() == 1 {
        return Ok(Poly::term(power, Rational::ONE));
    }
    let a = a.primitive_part().without_monomial(&power_a);
    let b = b.primitive_part().without_monomial(&power_b);
    let core = without_monomials(&a, &b, limits)?;
    core.mul_term(&power, &Rational::ONE)
}

/// The gcd of primitive polynomials, of two or more terms, that no variable divides.
fn without_monomials(a: &Poly, b: &Poly, limits: &Limits) -> Result<Poly, TooLarge> {
    if a == b {
        return Ok(a.clone());
    }
    let (degrees_a, degrees_b) = (a.degrees(), b.degrees());
    let common = degrees_a.gcd(&degrees_b);
    let linear = |p: &Poly, degrees: &Monomial| {
        degrees.powers().all(|(_, exp)| exp == 1) && p.total_degree() == 1
    };
    let (linear_a, linear_b) = (linear(a, &degrees_a), linear(b, &degrees_b));
    if common.is_one() || (linear_a && linear_b) {
        // No common variable, or irreducible and different.
        return Ok(Poly::one());
    }
    if linear_a {
        return gcd_with_irreducible(a, &degrees_a, b, &degrees_b);
    }
    if linear_b {
        return gcd_with_irreducible(b, &degrees_b, a, &degrees_a);
    }
    if common.powers().len() > MAX_COMMON_VARS {
        return Err(TooLarge::Work);
    }
    let bounds = image::degree_bounds(a, b, &common)?;
    if bounds.is_one() {
        return Ok(Poly::one());
    }
    let absent = |degrees: &Monomial| degrees.powers().any(|(var, _)| bounds.degree(var) == 0);
    if absent(&degrees_a) || absent(&degrees_b) {
        return gcd_of_coefficients(a, b, &bounds, limits);
    }
    if bounds == degrees_a && a.try_divides(b)? {
        return Ok(a.clone());
    }
    if bounds == degrees_b && b.try_divides(a)? {
        return Ok(b.clone());
    }
    modular::gcd(a, b, &bounds, limits)
}

fn gcd_with_irreducible(
    p: &Poly,
    degrees_p: &Monomial,
    b: &Poly,
    degrees_b: &Monomial,
) -> Result<Poly, TooLarge> {
    let Some((var, _)) = degrees_p.powers().next() else { return Ok(Poly::one()) };
    let possible = degrees_p.divides(degrees_b) && image::may_divide(p, b, var);
    Ok(if possible && p.try_divides(b)? { p.clone() } else { Poly::one() })
}

/// The gcd in the variables of `bounds` only: of all coefficients with respect to the others.
fn gcd_of_coefficients(
    a: &Poly,
    b: &Poly,
    bounds: &Monomial,
    limits: &Limits,
) -> Result<Poly, TooLarge> {
    let kept = |var: Var| bounds.degree(var) > 0;
    let mut coefficients = Vec::new();
    for p in [a, b] {
        let mut groups: BTreeMap<Monomial, Vec<_>> = BTreeMap::new();
        for (m, c) in p.terms() {
            let (kept, other) = m.partition(kept);
            groups.entry(other).or_default().push((kept, c.clone()));
        }
        coefficients.extend(groups.into_values().map(Poly::from_terms));
    }
    gcd_of_all(coefficients, limits)
}

/// The gcd of any number of polynomials; short ones come first, as they settle most gcds at once.
pub(super) fn gcd_of_all(mut all: Vec<Poly>, limits: &Limits) -> Result<Poly, TooLarge> {
    all.sort_by_key(Poly::len);
    let mut result = Poly::zero();
    for p in &all {
        result = gcd(&result, p, limits)?;
        if result.is_one() {
            break;
        }
    }
    Ok(result)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{gcd, remainders};
    use crate::normal::poly::{Limits, Monomial, Poly, TooLarge, Var};
    use crate::num::Rational;

    const LIMITS: Limits = Limits::terms(10_000);

    fn poly(terms: &[(i64, [u32; 3])]) -> Poly {
        let terms = terms.iter().map(|&(c, exps)| {
            let powers: Vec<_> = (0..).map(Var).zip(exps).collect();
            (Monomial::new(&powers).unwrap(), Rational::integer(c))
        });
        Poly::from_terms(terms.collect())
    }

    fn arbitrary(vars: usize, terms: usize) -> impl Strategy<Value = Poly> {
        let exps = prop::array::uniform3(0_u32..4).prop_map(move |mut exps| {
            exps[vars..].fill(0);
            exps
        });
        prop::collection::vec((-9_i64..10, exps), 1..terms).prop_map(|terms| poly(&terms))
    }

    fn mul(a: &Poly, b: &Poly) -> Poly {
        a.mul(b, &LIMITS).unwrap()
    }

    #[test]
    fn known_gcds() {
        // Knuth's example with its famous coefficient growth: coprime.
        let a = [(1, 8), (1, 6), (-3, 4), (-3, 3), (8, 2), (2, 1), (-5, 0)];
        let b = [(3, 6), (5, 4), (-4, 2), (-9, 1), (21, 0)];
        let univariate = |p: &[(i64, u32)]| {
            poly(&p.iter().map(|&(c, exp)| (c, [exp, 0, 0])).collect::<Vec<_>>())
        };
        assert!(gcd(&univariate(&a), &univariate(&b), &LIMITS).unwrap().is_one());
        // x^12 - 1 and x^18 - 1.
        let (a, b) = (univariate(&[(1, 12), (-1, 0)]), univariate(&[(1, 18), (-1, 0)]));
        assert_eq!(gcd(&a, &b, &LIMITS).unwrap(), univariate(&[(1, 6), (-1, 0)]));
        // A gcd in one of three variables, one with leading coefficients, one with contents.
        let common = poly(&[(2, [1, 1, 0]), (3, [0, 0, 1]), (1, [0, 0, 0])]);
        let (p, q) =
            (poly(&[(1, [2, 0, 1]), (-5, [0, 1, 0])]), poly(&[(1, [1, 3, 0]), (7, [0; 3])]));
        assert_eq!(gcd(&mul(&common, &p), &mul(&common, &q), &LIMITS).unwrap(), common);
        let content = poly(&[(1, [1, 0, 0]), (-1, [0, 0, 0])]);
        let (p, q) =
            (poly(&[(1, [0, 1, 0]), (1, [0, 0, 0])]), poly(&[(1, [0, 0, 1]), (1, [0; 3])]));
        assert_eq!(gcd(&mul(&content, &p), &mul(&content, &q), &LIMITS).unwrap(), content);
    }

    #[test]
    fn large_coefficients_need_several_primes() {
        let huge: Rational = "123456789012345678901234567890".parse().unwrap();
        let common = &Poly::var(Var(0)).scale(&huge) + &Poly::one();
        let (p, q) = (poly(&[(1, [2, 0, 0]), (1, [0; 3])]), poly(&[(1, [3, 0, 0]), (-2, [0; 3])]));
        assert_eq!(gcd(&mul(&common, &p), &mul(&common, &q), &LIMITS).unwrap(), common);
    }

    #[test]
    fn what_is_too_large_is_refused() {
        let vars = (0..200).map(|i| Poly::var(Var(i)).pow(2, &LIMITS).unwrap());
        let sum = vars.fold(Poly::one(), |sum, var| &sum + &var);
        let other = &sum + &poly(&[(1, [1, 1, 0])]);
        assert_eq!(gcd(&sum, &other, &LIMITS), Err(TooLarge::Work));
        let long = poly(&[(1, [1_000_000, 0, 0]), (-1, [0; 3])]);
        let longer = poly(&[(1, [1_000_001, 0, 0]), (-1, [0; 3])]);
        assert_eq!(gcd(&long, &longer, &LIMITS), Err(TooLarge::Work));
        // The gcd is x - 1, but the division would not end soon.
        let longest = poly(&[(1, [1_000_000_000, 0, 0]), (-1, [0; 3])]);
        let linear = poly(&[(1, [1, 0, 0]), (-1, [0; 3])]);
        assert_eq!(gcd(&longest, &linear, &LIMITS), Err(TooLarge::Work));
    }

    #[test]
    fn linear_polynomials_in_many_variables_are_settled() {
        let sum = (0..500).fold(Poly::one(), |sum, i| &sum + &Poly::var(Var(i)));
        let other = &sum + &Poly::one();
        assert!(gcd(&sum, &other, &LIMITS).unwrap().is_one());
        let square = mul(&other, &Poly::var(Var(1)));
        assert_eq!(gcd(&square, &other, &LIMITS).unwrap(), other);
    }

    proptest! {
        #[test]
        fn common_factors_are_found(
            a in arbitrary(3, 5), b in arbitrary(3, 4), c in arbitrary(3, 4),
        ) {
            let (left, right) = (mul(&a, &b), mul(&a, &c));
            let common = gcd(&left, &right, &LIMITS).unwrap();
            if left.is_zero() && right.is_zero() {
                prop_assert!(common.is_zero());
            } else {
                prop_assert!(common.divides(&left) && common.divides(&right));
                prop_assert!(common.is_primitive());
                prop_assert!(a.divides(&common));
            }
        }

        #[test]
        fn modular_gcd_agrees_with_remainder_sequence(
            a in arbitrary(2, 4), b in arbitrary(2, 4), c in arbitrary(2, 4),
        ) {
            let (left, right) = (mul(&a, &b), mul(&a, &c));
            if !left.is_constant() && left.vars() == right.vars() {
                let slow = remainders::gcd(&left, &right, &LIMITS).unwrap();
                prop_assert_eq!(gcd(&left, &right, &LIMITS).unwrap(), slow);
            }
        }
    }
}
