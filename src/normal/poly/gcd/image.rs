//! Degree bounds for a gcd from images in one variable modulo a prime.
//!
//! Put numbers for all variables but one. If the leading coefficient survives, the image of the
//! gcd divides the gcd of the images and keeps its degree; so images that are coprime prove that
//! the gcd does not contain the variable.

use super::super::limits::TooLarge;
use super::super::modular::{Field, Points, dense};
use super::super::monomial::{Monomial, Var};
use super::super::structure::Poly;

const FIELD: Field = Field::FIRST;

/// Tries with different numbers, where a leading coefficient vanishes.
const TRIES: u64 = 3;

/// Coefficient operations that a bound may cost.
const MAX_WORK: u64 = 20_000_000;

/// Images are dense; higher degrees are not looked at.
const MAX_DEGREE: u32 = 1 << 20;

/// Upper bounds for the degrees of the gcd of primitive polynomials, in the given variables.
pub(super) fn degree_bounds(a: &Poly, b: &Poly, common: &Monomial) -> Result<Monomial, TooLarge> {
    let mut bounds = Vec::new();
    for (var, least) in common.powers() {
        bounds.push((var, bound(a, b, var)?.map_or(least, |bound| bound.min(least))));
    }
    Monomial::new(&bounds)
}

/// Might `p` divide `b`, as far as an image in `var` tells?
pub(super) fn may_divide(p: &Poly, b: &Poly, var: Var) -> bool {
    !matches!(bound(p, b, var), Ok(Some(bound)) if bound < p.degree(var))
}

fn bound(a: &Poly, b: &Poly, var: Var) -> Result<Option<u32>, TooLarge> {
    let (degree_a, degree_b) = (a.degree(var), b.degree(var));
    let work = u64::from(degree_a) * u64::from(degree_b);
    if work > MAX_WORK || degree_a.max(degree_b) > MAX_DEGREE {
        return Err(TooLarge::Work);
    }
    for seed in 0..TRIES {
        let (Some(a), Some(b)) = (image(a, var, degree_a, seed), image(b, var, degree_b, seed))
        else {
            continue;
        };
        let degree = if a.len() + b.len() < 64 {
            dense::gcd_degree(&FIELD, a, b)
        } else {
            dense::degree(&dense::gcd(&FIELD, &a, &b))
        };
        return Ok(u32::try_from(degree).ok());
    }
    Ok(None)
}

/// The image with its full degree, or `None`.
fn image(p: &Poly, var: Var, degree: u32, seed: u64) -> Option<Vec<u64>> {
    let mut image = vec![0; usize::try_from(degree).ok()? + 1];
    for (m, c) in p.terms() {
        let mut value = FIELD.image_of_rational(c)?;
        let mut at = 0;
        for (v, exp) in m.powers() {
            if v == var {
                at = exp;
            } else {
                let mut points = Points::new(u64::from(v.0) * TRIES + seed);
                let point = points.next_in(&FIELD);
                value = FIELD.mul(value, FIELD.pow(point, u64::from(exp)));
            }
        }
        let slot = image.get_mut(usize::try_from(at).ok()?)?;
        *slot = FIELD.add(*slot, value);
    }
    (image.last() != Some(&0)).then_some(image)
}
