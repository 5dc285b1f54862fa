//! Kronecker's substitution: different powers of one variable for all variables, so that factors
//! of the image tell the candidates.

use super::super::limits::{Limits, TooLarge};
use super::super::monomial::{Monomial, Var};
use super::super::structure::Poly;
use super::recombine::recombine;
use super::{Split, factor};

/// Images of higher degree are not factored.
const MAX_DEGREE: u32 = 100;

/// The number of products of factors of the image that are looked at.
const MAX_PRODUCTS: usize = 2_000;

/// Splits a primitive square-free polynomial of small degrees.
pub(super) fn split(p: &Poly, limits: &Limits) -> Result<Split, TooLarge> {
    let Some(substitution) = Substitution::new(p) else { return Ok(Split::unknown(p.clone())) };
    let image = factor(&substitution.image(p), limits);
    let repeat = |(f, exp): (Poly, u32)| std::iter::repeat_n(f, usize::try_from(exp).unwrap_or(0));
    let images: Vec<Poly> = image.factors.into_iter().flat_map(repeat).collect();
    let mut split = recombine(p, images, MAX_PRODUCTS, |rest, chosen| {
        let mut product = Poly::one();
        for picked in chosen {
            product = product.mul(picked, limits)?;
        }
        let candidate = substitution.preimage(&product)?.primitive_part();
        if candidate.is_constant() {
            return Ok(None);
        }
        Ok(rest.div_exact(&candidate).map(|quotient| (candidate, quotient)))
    })?;
    split.complete &= image.complete;
    Ok(split)
}

/// The exponent of the one variable that stands for each variable.
struct Substitution {
    vars: Vec<(Var, u32)>,
}

impl Substitution {
    /// Mixed radix, one more than the degrees, so that no two monomials collide.
    fn new(p: &Poly) -> Option<Self> {
        let mut vars = Vec::new();
        let mut weight = 1_u32;
        for (var, degree) in p.degrees().powers() {
            vars.push((var, weight));
            weight = weight.checked_mul(degree.checked_add(1)?)?;
        }
        (weight - 1 <= MAX_DEGREE).then_some(Self { vars })
    }

    fn image(&self, p: &Poly) -> Poly {
        let terms = p.terms().iter().map(|(m, c)| {
            let exp = self.vars.iter().map(|&(var, weight)| m.degree(var) * weight).sum();
            (Monomial::power(Var(0), exp), c.clone())
        });
        Poly::from_terms(terms.collect())
    }

    fn preimage(&self, image: &Poly) -> Result<Poly, TooLarge> {
        let terms = image.terms().iter().map(|(m, c)| {
            let mut exp = m.degree(Var(0));
            let mut powers = Vec::with_capacity(self.vars.len());
            for &(var, weight) in self.vars.iter().rev() {
                powers.push((var, exp / weight));
                exp %= weight;
            }
            Ok((Monomial::new(&powers)?, c.clone()))
        });
        Ok(Poly::from_terms(terms.collect::<Result<_, TooLarge>>()?))
    }
}
