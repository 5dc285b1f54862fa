//! The greatest common divisor over ℚ.
//!
//! Cheap exits first; what is left goes to an algorithm whose answer is checked by division.

mod remainders;

use super::limits::{Limits, TooLarge};
use super::monomial::{Monomial, Var};
use super::structure::Poly;
use crate::num::Rational;

/// The greatest common divisor, primitive: coprime integer coefficients, the leading one
/// positive. `gcd(0, 0)` is 0, and with a nonzero constant it is 1.
///
/// # Errors
/// [`TooLarge`] if an intermediate result exceeds the limits.
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
    let (a, b) = (strip(a, &power_a), strip(b, &power_b));
    let core = without_monomials(&a, &b, limits)?;
    core.mul_term(&power, &Rational::ONE)
}

fn strip(p: &Poly, power: &Monomial) -> Poly {
    p.primitive_part().without_monomial(power)
}

/// The gcd of primitive polynomials, of two or more terms, that no variable divides.
fn without_monomials(a: &Poly, b: &Poly, limits: &Limits) -> Result<Poly, TooLarge> {
    // A variable of only one of them is not in the gcd: the content with respect to it decides.
    let (vars_a, vars_b) = (a.degrees(), b.degrees());
    if let Some(var) = only_in_first(&vars_a, &vars_b) {
        return gcd_with_coefficients(a, b, var, limits);
    }
    if let Some(var) = only_in_first(&vars_b, &vars_a) {
        return gcd_with_coefficients(b, a, var, limits);
    }
    if vars_a.divides(&vars_b) && a.divides(b) {
        return Ok(a.clone());
    }
    if vars_b.divides(&vars_a) && b.divides(a) {
        return Ok(b.clone());
    }
    remainders::gcd(a, b, limits)
}

fn only_in_first(first: &Monomial, second: &Monomial) -> Option<Var> {
    first.powers().map(|(var, _)| var).find(|&var| second.degree(var) == 0)
}

/// The gcd of `b`, free of `var`, and all coefficients of `a` with respect to it.
fn gcd_with_coefficients(a: &Poly, b: &Poly, var: Var, limits: &Limits) -> Result<Poly, TooLarge> {
    let mut coefficients: Vec<_> = a.coefficients(var).into_iter().map(|(_, c)| c).collect();
    coefficients.sort_by_key(Poly::len);
    let mut result = b.clone();
    for coefficient in &coefficients {
        result = gcd(&result, coefficient, limits)?;
        if result.is_one() {
            break;
        }
    }
    Ok(result)
}
