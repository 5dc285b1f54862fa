//! Irreducible factors of a polynomial in one variable over ℚ (Zassenhaus).

use num_integer::Integer;
use num_traits::{Signed, Zero};

use super::super::modular::dense::{self, Dense};
use super::super::modular::{Field, primes_below};
use super::super::monomial::{Monomial, Var};
use super::super::structure::Poly;
use super::hensel::{self, Lifted};
use super::modular::irreducible_factors;
use super::recombine::recombine;
use super::{Split, quadratic};
use crate::num::{BigInt, Rational};

/// Polynomials of higher degree stay as they are.
const MAX_DEGREE: usize = 100;

/// Primes are taken below this: large enough to split quickly and to need little lifting, small
/// enough for quick powers.
const PRIMES_BELOW: u64 = 1 << 14;

/// The number of primes tried for one with few factors.
const PRIMES: usize = 3;

/// The number of products of modular factors that are looked at.
const MAX_PRODUCTS: usize = 20_000;

/// Splits a primitive square-free polynomial in one variable.
pub(super) fn split(p: &Poly, var: Var) -> Split {
    match p.degree(var) {
        0 | 1 => return Split::irreducible(p.clone()),
        2 => return quadratic::split_rational(p, var),
        _ => {}
    }
    let Some(f) = integers(p, var) else { return Split::unknown(p.clone()) };
    let Some((field, factors)) = modular_factors(&f) else { return Split::unknown(p.clone()) };
    if factors.len() == 1 {
        return Split::irreducible(p.clone());
    }
    let Some(lifted) = hensel::lift(&field, &f, &factors, &(factor_bound(&f) * 2)) else {
        return Split::unknown(p.clone());
    };
    let Lifted { factors, modulus } = lifted;
    recombine(p, factors, MAX_PRODUCTS, |rest, chosen| Ok(test(rest, var, chosen, &modulus)))
        .unwrap_or_else(|_| Split::unknown(p.clone()))
}

/// The coefficients, ascending.
fn integers(p: &Poly, var: Var) -> Option<Vec<BigInt>> {
    let degree = usize::try_from(p.degree(var)).ok().filter(|&degree| degree <= MAX_DEGREE)?;
    let mut out = vec![BigInt::ZERO; degree + 1];
    for (m, c) in p.terms() {
        *out.get_mut(usize::try_from(m.degree(var)).ok()?)? = c.numer();
    }
    Some(out)
}

/// The fewest factors modulo one of a few primes.
fn modular_factors(f: &[BigInt]) -> Option<(Field, Vec<Dense>)> {
    let mut best: Option<(Field, Vec<Dense>)> = None;
    let mut tried = 0;
    for prime in primes_below(PRIMES_BELOW) {
        let field = Field::new(prime);
        let image: Dense = f.iter().map(|c| field.image_of_bigint(c)).collect();
        if image.last() == Some(&0) {
            continue;
        }
        let derivative = dense::derivative(&field, &image);
        if dense::gcd(&field, &image, &derivative).len() != 1 {
            continue;
        }
        let factors = irreducible_factors(&field, &dense::monic(&field, &image));
        tried += 1;
        if best.as_ref().is_none_or(|(_, best)| factors.len() < best.len()) {
            best = Some((field, factors));
        }
        if tried == PRIMES || best.as_ref().is_some_and(|(_, best)| best.len() <= 2) {
            break;
        }
    }
    best
}

/// A bound for the coefficients of every factor times the leading coefficient (Mignotte).
fn factor_bound(f: &[BigInt]) -> BigInt {
    let squares: BigInt = f.iter().map(|c| c * c).sum();
    let lead = f.last().map_or(BigInt::ZERO, Signed::abs);
    ((squares.sqrt() + 1_u32) * lead) << f.len()
}

/// The factor that the chosen modular factors make up, and the cofactor, if there is one.
fn test(rest: &Poly, var: Var, chosen: &[&Vec<BigInt>], modulus: &BigInt) -> Option<(Poly, Poly)> {
    let lead = rest.leading_coefficient().numer();
    // The constant term alone refuses most products.
    let constant = chosen.iter().filter_map(|f| f.first()).fold(lead.clone(), |all, c| all * c);
    let constant = symmetric(&constant, modulus);
    let target = &lead * rest.constant_term().numer();
    if if constant.is_zero() { !target.is_zero() } else { !target.is_multiple_of(&constant) } {
        return None;
    }
    let mut terms = Vec::new();
    for (exp, c) in (0_u32..).zip(hensel::product(chosen.iter().copied(), modulus)) {
        let coefficient = symmetric(&(c * &lead), modulus);
        terms.push((Monomial::power(var, exp), Rational::from(coefficient)));
    }
    let factor = Poly::from_terms(terms).primitive_part();
    let quotient = rest.div_exact(&factor)?;
    Some((factor, quotient))
}

/// The residue of least absolute value.
fn symmetric(n: &BigInt, modulus: &BigInt) -> BigInt {
    let residue = n.mod_floor(modulus);
    if &residue * 2_u32 > *modulus { residue - modulus } else { residue }
}
