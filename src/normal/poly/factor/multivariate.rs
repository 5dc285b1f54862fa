//! Factors of polynomials in several variables, by what the polynomial looks like in one of them.

use super::super::limits::{Limits, TooLarge};
use super::super::monomial::{Monomial, Var};
use super::super::structure::Poly;
use super::{Split, kronecker, quadratic, univariate};
use crate::num::Rational;

/// Polynomials in more variables stay as they are, if no variable occurs linearly.
const MAX_VARS: usize = 16;

/// Integers put in for variables, in the search for an irreducible image.
const VALUES: [[i64; 4]; 3] = [[2, 3, 5, 7], [-3, 4, 7, -5], [11, -6, 8, 3]];

/// Splits a primitive square-free polynomial in two or more variables.
pub(super) fn split(p: &Poly, limits: &Limits) -> Result<Split, TooLarge> {
    let (mut factors, mut complete) = (Vec::new(), true);
    let mut pending = vec![p.clone()];
    while let Some(p) = pending.pop() {
        let Some((content, part)) = content(&p, limits)? else {
            let split = without_content(&p, limits)?;
            complete &= split.complete;
            factors.extend(split.factors);
            continue;
        };
        pending.push(content);
        pending.push(part);
    }
    Ok(Split { factors, complete })
}

/// A content with respect to some variable, and the cofactor.
fn content(p: &Poly, limits: &Limits) -> Result<Option<(Poly, Poly)>, TooLarge> {
    let degrees = p.degrees();
    if p.total_degree() == 1 || degrees.powers().len() == 1 {
        return Ok(None);
    }
    for (var, degree) in degrees.powers() {
        let content = p.content_in(var, limits)?;
        if !content.is_one() {
            let part = p.div_exact(&content).ok_or(TooLarge::Work)?;
            return Ok(Some((content, part)));
        }
        if degree == 1 {
            // Linear without content: irreducible, so nothing else divides.
            return Ok(None);
        }
    }
    Ok(None)
}

/// Splits a polynomial that has no content with respect to any variable.
fn without_content(p: &Poly, limits: &Limits) -> Result<Split, TooLarge> {
    let degrees = p.degrees();
    if let (1, Some((var, _))) = (degrees.powers().len(), degrees.powers().next()) {
        return Ok(univariate::split(p, var));
    }
    let Some((degree, var)) = degrees.powers().map(|(var, degree)| (degree, var)).min() else {
        return Ok(Split { factors: vec![], complete: true });
    };
    match degree {
        1 => return Ok(Split::irreducible(p.clone())),
        2 => return quadratic::split(p, var, limits),
        _ if degrees.powers().len() > MAX_VARS => return Ok(Split::unknown(p.clone())),
        _ => {}
    }
    if let Some(total) = homogeneous_degree(p) {
        return split_homogeneous(p, total, limits);
    }
    for values in VALUES {
        if irreducible_image(p, var, degree, &values, limits)? {
            return Ok(Split::irreducible(p.clone()));
        }
    }
    kronecker::split(p, limits)
}

fn homogeneous_degree(p: &Poly) -> Option<u64> {
    let total = p.total_degree();
    p.terms().iter().all(|(m, _)| m.total_degree() == total).then_some(total)
}

/// Splits with 1 in place of one variable, which no factor is, and puts the variable back.
fn split_homogeneous(p: &Poly, total: u64, limits: &Limits) -> Result<Split, TooLarge> {
    let Some(var) = p.vars().first().copied() else { return Ok(Split::unknown(p.clone())) };
    let image = p.substitute(var, &Poly::one(), limits)?;
    // The leading coefficient may have become negative; the factors are primitive anyway.
    let image_split = super::split(&image.primitive_part(), limits)?;
    let factors = image_split.factors.iter().map(|factor| homogenize(factor, var));
    let factors = factors.collect::<Result<Vec<_>, _>>()?;
    debug_assert_eq!(factors.iter().map(Poly::total_degree).sum::<u64>(), total);
    Ok(Split { factors, complete: image_split.complete })
}

fn homogenize(p: &Poly, var: Var) -> Result<Poly, TooLarge> {
    let total = p.total_degree();
    let terms = p.terms().iter().map(|(m, c)| {
        let missing = u32::try_from(total - m.total_degree()).map_err(|_| TooLarge::Exponent)?;
        Ok((m.mul(&Monomial::power(var, missing))?, c.clone()))
    });
    Ok(Poly::from_terms(terms.collect::<Result<_, TooLarge>>()?).primitive_part())
}

/// Is the image with numbers for all variables but one irreducible and of full degree? Then so
/// is a polynomial without content: its factors would all contain the variable.
fn irreducible_image(
    p: &Poly,
    var: Var,
    degree: u32,
    values: &[i64],
    limits: &Limits,
) -> Result<bool, TooLarge> {
    let mut image = p.clone();
    let others = p.vars().into_iter().filter(|&other| other != var);
    for (other, value) in others.zip(values.iter().cycle()) {
        let value = Poly::constant(Rational::integer(*value));
        image = image.substitute(other, &value, limits)?;
    }
    if image.degree(var) < degree || image.constant_term().is_zero() {
        return Ok(false);
    }
    let factored = super::factor(&image, limits);
    Ok(factored.complete && matches!(factored.factors.as_slice(), [(_, 1)]))
}
