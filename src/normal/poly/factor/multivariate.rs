//! Factors of polynomials in several variables, by what the polynomial looks like in one of them.

use super::super::limits::{Limits, TooLarge};
use super::super::monomial::{Monomial, Var};
use super::super::structure::Poly;
use super::{Split, kronecker, quadratic, univariate};
use crate::num::Rational;

/// Polynomials in more variables stay as they are, if all degrees are three or more.
const MAX_VARS: usize = 16;

/// Integers put in for variables, in the search for an irreducible image.
const VALUES: [[i64; 4]; 3] = [[2, 3, 5, 7], [-3, 4, 7, -5], [11, -6, 8, 3]];

/// Splits a primitive square-free polynomial in two or more variables.
pub(super) fn split(p: &Poly, limits: &Limits) -> Result<Split, TooLarge> {
    let (mut factors, mut complete) = (Vec::new(), true);
    let mut pending = vec![p.clone()];
    while let Some(p) = pending.pop() {
        match step(&p, limits)? {
            Step::Done(split) => {
                complete &= split.complete;
                factors.extend(split.factors);
            }
            Step::Content(content, part) => pending.extend([content, part]),
        }
    }
    Ok(Split { factors, complete })
}

enum Step {
    /// No more to be done.
    Done(Split),
    /// A content with respect to some variable, and the cofactor.
    Content(Poly, Poly),
}

fn step(p: &Poly, limits: &Limits) -> Result<Step, TooLarge> {
    let degrees = p.degrees();
    let mut order: Vec<_> = degrees.powers().map(|(var, degree)| (degree, var)).collect();
    order.sort_unstable();
    let Some((&(degree, var), others)) = order.split_first() else {
        return Ok(Step::Done(Split { factors: vec![], complete: true }));
    };
    if others.is_empty() {
        return Ok(Step::Done(univariate::split(p, var)));
    }
    if p.total_degree() == 1 {
        return Ok(Step::Done(Split::irreducible(p.clone())));
    }
    if let Some(found) = content(p, var, limits)? {
        return Ok(found);
    }
    // Without content with respect to the variable, every factor contains it.
    match degree {
        1 => return Ok(Step::Done(Split::irreducible(p.clone()))),
        2 => return quadratic::split(p, var, limits).map(Step::Done),
        _ if order.len() > MAX_VARS => return Ok(Step::Done(Split::unknown(p.clone()))),
        _ => {}
    }
    for &(_, other) in others {
        if let Some(found) = content(p, other, limits)? {
            return Ok(found);
        }
    }
    if let Some(total) = homogeneous_degree(p) {
        return split_homogeneous(p, total, limits).map(Step::Done);
    }
    for values in VALUES {
        if irreducible_image(p, var, degree, &values, limits)? {
            return Ok(Step::Done(Split::irreducible(p.clone())));
        }
    }
    kronecker::split(p, limits).map(Step::Done)
}

/// A content with respect to the variable, if there is one.
fn content(p: &Poly, var: Var, limits: &Limits) -> Result<Option<Step>, TooLarge> {
    let content = p.content_in(var, limits)?;
    if content.is_one() {
        return Ok(None);
    }
    let part = p.div_exact(&content).ok_or(TooLarge::Work)?;
    Ok(Some(Step::Content(content, part)))
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
