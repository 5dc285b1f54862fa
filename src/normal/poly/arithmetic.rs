//! Sums, products and powers.

use std::cmp::Ordering;
use std::ops::{Add, Neg, Sub};

use hashbrown::HashMap;
use num_integer::Integer;
use rustc_hash::FxBuildHasher;

use super::limits::{Limits, TooLarge};
use super::monomial::Monomial;
use super::packed;
use super::structure::{Poly, Term};
use crate::num::{BigInt, Rational};

/// Products of fewer coefficient pairs are sorted, larger ones hashed.
const SORTED_PRODUCTS: usize = 256;

impl Poly {
    /// The polynomial times a number.
    #[must_use]
    pub fn scale(&self, factor: &Rational) -> Self {
        if factor.is_zero() {
            return Self::zero();
        }
        if factor.is_one() {
            return self.clone();
        }
        Self::from_sorted(self.terms().iter().map(|(m, c)| (m.clone(), c * factor)).collect())
    }

    /// The polynomial times one term.
    ///
    /// # Errors
    /// [`TooLarge::Exponent`] if an exponent leaves 32 bits.
    pub fn mul_term(&self, monomial: &Monomial, factor: &Rational) -> Result<Self, TooLarge> {
        if factor.is_zero() {
            return Ok(Self::zero());
        }
        if monomial.is_one() {
            return Ok(self.scale(factor));
        }
        let shifted = self.terms().iter().map(|(m, c)| Ok((m.mul(monomial)?, c * factor)));
        Ok(Self::from_sorted(shifted.collect::<Result<_, TooLarge>>()?))
    }

    /// The product.
    ///
    /// # Errors
    /// [`TooLarge`] if the result, or the work to get it, exceeds the limits.
    pub fn mul(&self, other: &Self, limits: &Limits) -> Result<Self, TooLarge> {
        let (short, long) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        match short.terms() {
            [] => return Ok(Self::zero()),
            [(m, c)] => return long.mul_term(m, c),
            _ => {}
        }
        limits.check_work(product_work(short.terms(), long.terms()))?;
        let product = if short.len() * long.len() <= SORTED_PRODUCTS {
            sorted_product(short.terms(), long.terms())?
        } else if let Some(product) = packed::product(short, long, limits)? {
            product
        } else {
            hashed_product(short.terms(), long.terms(), limits)?
        };
        limits.check_terms(product.len())?;
        Ok(product)
    }

    /// The power; `p^0` is 1, for zero too.
    ///
    /// # Errors
    /// [`TooLarge`] if the result, or the work to get it, exceeds the limits.
    pub fn pow(&self, exp: u32, limits: &Limits) -> Result<Self, TooLarge> {
        match (exp, self.terms()) {
            (0, _) => return Ok(Self::one()),
            (1, _) | (_, []) => return Ok(self.clone()),
            (_, [(m, c)]) => return Ok(Self::term(power(m, exp)?, number_power(c, exp, limits)?)),
            (_, _) => {}
        }
        // A power of a sum has at least exp + 1 terms: those of an edge of its Newton polytope.
        let least = usize::try_from(exp).map_or(usize::MAX, |exp| exp.saturating_add(1));
        limits.check_terms(least)?;
        Limits::check_size(least, u64::from(exp) * coefficient_bits(self.terms()))?;
        if let [first, last] = self.terms() {
            return binomial_power(first, last, exp);
        }
        // Repeated multiplication by the short base beats squaring for sparse polynomials.
        let (mut result, mut work) = (self.clone(), 0_usize);
        for _ in 1..exp {
            work = work.saturating_add(product_work(self.terms(), result.terms()));
            limits.check_work(work)?;
            result = result.mul(self, limits)?;
        }
        Ok(result)
    }
}

/// The coefficient products, those of long coefficients counted by their words.
fn product_work(short: &[Term], long: &[Term]) -> usize {
    let pairs = short.len().saturating_mul(long.len());
    if pairs <= SORTED_PRODUCTS {
        return pairs;
    }
    let words = |terms| coefficient_bits(terms) / 64 + 1;
    let weight = (words(short) * words(long)).isqrt();
    pairs.saturating_mul(usize::try_from(weight).unwrap_or(usize::MAX))
}

/// The bits that each factor may add to the coefficients of a product: those of the greatest
/// coefficient, and of the number of terms.
fn coefficient_bits(terms: &[Term]) -> u64 {
    let greatest = terms.iter().map(|(_, c)| number_bits(c)).max().unwrap_or(0);
    greatest + u64::from(usize::BITS - terms.len().saturating_sub(1).leading_zeros())
}

/// The binomial theorem.
fn binomial_power(first: &Term, last: &Term, exp: u32) -> Result<Poly, TooLarge> {
    let powers = |(m, c): &Term| {
        let mut powers = vec![(Monomial::ONE, Rational::ONE)];
        while let (Some((n, d)), true) = (powers.last(), powers.len() <= exp as usize) {
            powers.push((n.mul(m)?, d * c));
        }
        Ok(powers)
    };
    let (firsts, lasts) = (powers(first)?, powers(last)?);
    let (mut terms, mut binomial) = (Vec::with_capacity(firsts.len()), BigInt::from(1));
    for (k, ((m, c), (n, d))) in (0_u32..).zip(firsts.iter().rev().zip(&lasts)) {
        terms.push((m.mul(n)?, &(c * d) * &Rational::from(binomial.clone())));
        binomial = binomial * (exp - k) / (k + 1);
    }
    Ok(Poly::from_sorted(terms))
}

fn power(m: &Monomial, exp: u32) -> Result<Monomial, TooLarge> {
    let raised = m
        .powers()
        .map(|(var, e)| e.checked_mul(exp).map(|product| (var, product)).ok_or(TooLarge::Exponent));
    Monomial::new(&raised.collect::<Result<Vec<_>, _>>()?)
}

/// Bits of numerator or denominator beyond the first: zero for 0, 1 and -1.
fn number_bits(number: &Rational) -> u64 {
    match number.to_i64_pair() {
        Some((n, d)) => {
            u64::from(64 - (n.unsigned_abs().max(d.unsigned_abs()) - 1).leading_zeros())
        }
        None => number.numer().bits().max(number.denom().bits()),
    }
}

/// Is a power of the number within the limits?
fn check_bits(base: &Rational, exp: u32, limits: &Limits) -> Result<(), TooLarge> {
    let total = number_bits(base).saturating_mul(u64::from(exp));
    if total > limits.max_bits { Err(TooLarge::Digits) } else { Ok(()) }
}

/// A power of a coefficient within the limits.
pub(in crate::normal) fn number_power(
    base: &Rational,
    exp: u32,
    limits: &Limits,
) -> Result<Rational, TooLarge> {
    if base.abs().is_one() {
        return Ok(if exp.is_multiple_of(2) { Rational::ONE } else { base.clone() });
    }
    if base.is_zero() {
        return Ok(if exp == 0 { Rational::ONE } else { Rational::ZERO });
    }
    check_bits(base, exp, limits)?;
    let exp = i32::try_from(exp).map_err(|_| TooLarge::Exponent)?;
    base.pow(exp).ok_or(TooLarge::Exponent)
}

fn sorted_product(short: &[Term], long: &[Term]) -> Result<Poly, TooLarge> {
    let mut products = Vec::with_capacity(short.len() * long.len());
    for (m, c) in short {
        for (n, d) in long {
            products.push((m.mul(n)?, c * d));
        }
    }
    Ok(Poly::from_terms(products))
}

/// A product with coefficients of any size, in integers: fractions would be reduced at each step.
fn hashed_product(short: &[Term], long: &[Term], limits: &Limits) -> Result<Poly, TooLarge> {
    let (short_denom, long_denom) = (common_denominator(short), common_denominator(long));
    let (short, long) = (integers(short, &short_denom), integers(long, &long_denom));
    let mut sums: HashMap<Monomial, BigInt, FxBuildHasher> = HashMap::default();
    for (m, c) in &short {
        for (n, d) in &long {
            *sums.entry(m.mul(n)?).or_insert(BigInt::ZERO) += c * d;
        }
        // Cancelled terms still count here; twice the limit leaves room for some.
        limits.check_terms(sums.len() / 2)?;
    }
    let scale = Rational::from(short_denom * long_denom).recip().unwrap_or(Rational::ONE);
    let terms = sums.into_iter().map(|(m, c)| (m, &Rational::from(c) * &scale));
    // Sorting hides the order of the table.
    Ok(Poly::from_terms(terms.collect()))
}

fn common_denominator(terms: &[Term]) -> BigInt {
    let fractions = terms.iter().filter(|(_, c)| !c.is_integer());
    fractions.fold(BigInt::from(1), |all, (_, c)| all.lcm(&c.denom()))
}

fn integers<'a>(terms: &'a [Term], denom: &BigInt) -> Vec<(&'a Monomial, BigInt)> {
    let whole = |c: &Rational| c.numer() * (denom / c.denom());
    terms.iter().map(|(m, c)| (m, whole(c))).collect()
}

/// Merges two sorted lists of terms, the second one through `map`.
fn merged(left: &[Term], right: &[Term], map: impl Fn(&Rational) -> Rational) -> Poly {
    let mut out = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    while let (Some((m, c)), Some((n, d))) = (left.peek(), right.peek()) {
        match m.cmp(n) {
            Ordering::Greater => {
                out.push((m.clone(), c.clone()));
                left.next();
            }
            Ordering::Less => {
                out.push((n.clone(), map(d)));
                right.next();
            }
            Ordering::Equal => {
                let sum = c + &map(d);
                if !sum.is_zero() {
                    out.push((m.clone(), sum));
                }
                left.next();
                right.next();
            }
        }
    }
    out.extend(left.cloned());
    out.extend(right.map(|(n, d)| (n.clone(), map(d))));
    Poly::from_sorted(out)
}

impl Add for &Poly {
    type Output = Poly;
    fn add(self, other: &Poly) -> Poly {
        merged(self.terms(), other.terms(), Rational::clone)
    }
}

impl Sub for &Poly {
    type Output = Poly;
    fn sub(self, other: &Poly) -> Poly {
        merged(self.terms(), other.terms(), |c| -c)
    }
}

impl Neg for &Poly {
    type Output = Poly;
    fn neg(self) -> Poly {
        Poly::from_sorted(self.terms().iter().map(|(m, c)| (m.clone(), -c)).collect())
    }
}
