//! Polynomials of degree two in some variable, and square roots of polynomials.

use super::super::limits::{Limits, TooLarge};
use super::super::monomial::Var;
use super::super::structure::Poly;
use super::Split;
use crate::num::Rational;

/// Splits a quadratic polynomial with rational coefficients in one variable.
pub(super) fn split_rational(p: &Poly, var: Var) -> Split {
    // Numbers stay within the default limits; `split` can only fail by size.
    split(p, var, &Limits::default()).unwrap_or_else(|_| Split::unknown(p.clone()))
}

/// Splits a polynomial of degree two in `var` that has no content with respect to it: it is
/// reducible if and only if its discriminant is a square.
pub(super) fn split(p: &Poly, var: Var, limits: &Limits) -> Result<Split, TooLarge> {
    let (mut a, mut b, mut c) = (Poly::zero(), Poly::zero(), Poly::zero());
    for (exp, coefficient) in p.coefficients(var) {
        match exp {
            2 => a = coefficient,
            1 => b = coefficient,
            _ => c = coefficient,
        }
    }
    let four = Rational::integer(4);
    let discriminant = &b.mul(&b, limits)? - &a.mul(&c, limits)?.scale(&four);
    let Some(root) = square_root(&discriminant, limits)? else {
        return Ok(Split::irreducible(p.clone()));
    };
    // 4 a p = (2 a x + b + root) (2 a x + b - root)
    let middle = &a.mul(&Poly::var(var), limits)?.scale(&Rational::integer(2)) + &b;
    let left = &middle + &root;
    let content = left.content_in(var, limits)?;
    let factor = left.div_exact(&content).ok_or(TooLarge::Work)?.primitive_part();
    let quotient = p.div_exact(&factor).ok_or(TooLarge::Work)?;
    Ok(Split { factors: vec![factor, quotient], complete: true })
}

/// The square root with positive leading coefficient, if the polynomial is a square.
pub(super) fn square_root(p: &Poly, limits: &Limits) -> Result<Option<Poly>, TooLarge> {
    let Some((monomial, coefficient)) = p.leading_term() else { return Ok(Some(Poly::zero())) };
    let halves = monomial.powers().map(|(var, exp)| (exp % 2 == 0).then_some((var, exp / 2)));
    let (Some(halves), Some(first)) =
        (halves.collect::<Option<Vec<_>>>(), coefficient.exact_root(2))
    else {
        return Ok(None);
    };
    let lead = super::super::monomial::Monomial::new(&halves)?;
    let twice = &first * &Rational::integer(2);
    let bound = p.degrees();
    let mut root = Poly::term(lead.clone(), first);
    let mut rest = p - &root.mul(&root, limits)?;
    // As in long division: each step removes the leading term of what is left.
    while let Some((m, c)) = rest.leading_term() {
        let Some(quotient) = m.div(&lead) else { return Ok(None) };
        let squared = quotient.mul(&quotient)?;
        if quotient >= lead || !squared.divides(&bound) {
            return Ok(None);
        }
        let term = Poly::term(quotient, c / &twice);
        let grown = &(&root + &root) + &term;
        rest = &rest - &grown.mul(&term, limits)?;
        root = &root + &term;
        limits.check_terms(rest.len())?;
    }
    Ok(Some(root))
}
