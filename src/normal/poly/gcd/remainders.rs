//! The gcd by a primitive remainder sequence (Knuth, *The Art of Computer Programming* 2, 4.6.1).

use super::super::limits::{Limits, TooLarge};
use super::super::monomial::{Monomial, Var};
use super::super::structure::Poly;
use crate::num::Rational;

/// The gcd of polynomials in the same variables, primitive.
pub(super) fn gcd(a: &Poly, b: &Poly, limits: &Limits) -> Result<Poly, TooLarge> {
    let Some(var) = least_degree_var(a, b) else { return Ok(Poly::one()) };
    let (content_a, content_b) = (a.content_in(var, limits)?, b.content_in(var, limits)?);
    let content = super::gcd(&content_a, &content_b, limits)?;
    let (Some(mut a), Some(mut b)) = (a.div_exact(&content_a), b.div_exact(&content_b)) else {
        return Err(TooLarge::Work);
    };
    if a.degree(var) < b.degree(var) {
        std::mem::swap(&mut a, &mut b);
    }
    while b.degree(var) > 0 {
        let remainder = pseudo_remainder(&a, &b, var, limits)?;
        a = b;
        b = primitive_in(&remainder, var, limits)?;
    }
    // A remainder of degree zero: zero makes `a` the gcd, anything else makes it trivial.
    let core = if b.is_zero() { a } else { Poly::one() };
    Ok(core.mul(&content, limits)?.primitive_part())
}

/// The variable in which the sequence is shortest.
fn least_degree_var(a: &Poly, b: &Poly) -> Option<Var> {
    let (degrees_a, degrees_b) = (a.degrees(), b.degrees());
    let common = degrees_a.powers().filter_map(|(var, exp)| {
        let other = degrees_b.degree(var);
        (other > 0).then_some((exp.min(other), exp.max(other), var))
    });
    common.min().map(|(_, _, var)| var)
}

fn primitive_in(p: &Poly, var: Var, limits: &Limits) -> Result<Poly, TooLarge> {
    if p.is_zero() {
        return Ok(Poly::zero());
    }
    let content = p.content_in(var, limits)?;
    let quotient = p.div_exact(&content).ok_or(TooLarge::Work)?;
    Ok(quotient.primitive_part())
}

/// A remainder of `a` times a power of the leading coefficient of `b`, divided by `b`.
fn pseudo_remainder(a: &Poly, b: &Poly, var: Var, limits: &Limits) -> Result<Poly, TooLarge> {
    let degree = b.degree(var);
    let lead = b.leading_coefficient_in(var);
    let mut rest = a.clone();
    while !rest.is_zero() && rest.degree(var) >= degree {
        let rest_lead = rest.leading_coefficient_in(var);
        let shift = Monomial::power(var, rest.degree(var) - degree);
        let common = super::gcd(&lead, &rest_lead, limits)?;
        let (Some(scale_rest), Some(scale_b)) =
            (lead.div_exact(&common), rest_lead.div_exact(&common))
        else {
            return Err(TooLarge::Work);
        };
        let subtrahend = b.mul(&scale_b, limits)?.mul_term(&shift, &Rational::ONE)?;
        rest = &rest.mul(&scale_rest, limits)? - &subtrahend;
    }
    Ok(rest)
}
