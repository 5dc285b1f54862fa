//! Sums of many fractions.

use std::collections::BTreeMap;

use super::base::Base;
use super::sum::times_numerator;
use super::{Cancelled, Fraction};
use crate::normal::poly::{Limits, Monomial, Poly, TooLarge, Var};
use crate::num::Rational;

/// Powers of variables, with exponents of both signs.
type Powers = Vec<(Var, i32)>;

/// Summands without the factors that they share: powers of variables and the number in front.
type Terms<'a> = Vec<(Powers, &'a Rational)>;

impl Fraction {
    /// The sum of all. Summands that differ only by a number and powers of variables are
    /// collected at once, and the results added in pairs; so it takes about as long as its
    /// result is large, where adding one by one takes the square.
    ///
    /// # Errors
    /// [`TooLarge`] if a numerator exceeds the limits.
    pub fn sum(summands: &[Self], limits: &Limits) -> Result<Self, TooLarge> {
        if let [left, right] = summands {
            return left.add(right, limits);
        }
        let mut groups: BTreeMap<Vec<(Poly, i32)>, Terms> = BTreeMap::new();
        for summand in summands.iter().filter(|summand| !summand.is_zero()) {
            let (mut powers, mut others) = (Powers::new(), Vec::new());
            for (p, exp) in &summand.factors {
                match p.as_var() {
                    Some(var) => powers.push((var, *exp)),
                    None => others.push((p.clone(), *exp)),
                }
            }
            groups.entry(others).or_default().push((powers, &summand.unit));
        }
        let mut sums = Vec::with_capacity(groups.len());
        for (others, terms) in groups {
            sums.push(collect(others, &terms, limits)?);
        }
        while sums.len() > 1 {
            let pairs = sums.chunks(2).map(|pair| match pair {
                [left, right] => left.add(right, limits),
                alone => Ok(alone.first().cloned().unwrap_or(Self::zero())),
            });
            sums = pairs.collect::<Result<_, _>>()?;
        }
        Ok(sums.pop().unwrap_or(Self::zero()))
    }
}

/// The sum of the terms times the common factors.
fn collect(
    others: Vec<(Poly, i32)>,
    terms: &[(Powers, &Rational)],
    limits: &Limits,
) -> Result<Fraction, TooLarge> {
    let least = least_powers(terms);
    let mut shifted = Vec::with_capacity(terms.len());
    for (powers, unit) in terms {
        let mut exps: BTreeMap<Var, i32> = least.iter().map(|(&var, &exp)| (var, -exp)).collect();
        for &(var, exp) in powers {
            let slot = exps.entry(var).or_insert(0);
            *slot = slot.checked_add(exp).ok_or(TooLarge::Exponent)?;
        }
        let unsigned = exps.into_iter().map(|(var, exp)| {
            u32::try_from(exp).map(|exp| (var, exp)).map_err(|_| TooLarge::Exponent)
        });
        shifted.push((Monomial::new(&unsigned.collect::<Result<Vec<_>, _>>()?)?, (*unit).clone()));
    }
    let numerator = Poly::from_terms(shifted);
    limits.check_terms(numerator.len())?;
    if numerator.is_zero() {
        return Ok(Fraction::zero());
    }
    let common = least.into_iter().map(|(var, exp)| (Poly::var(var), exp)).chain(others);
    // Equal exponents on both sides: each factor may meet the numerator.
    let base = Base { items: common.map(|(p, exp)| (p, [exp, exp])).collect() };
    times_numerator(base, &numerator, limits, &mut Cancelled::new())
}

/// The least exponent of each variable, unless it is zero; a term without it counts as zero.
fn least_powers(terms: &[(Powers, &Rational)]) -> BTreeMap<Var, i32> {
    let mut least: BTreeMap<Var, (i32, usize)> = BTreeMap::new();
    for &(var, exp) in terms.iter().flat_map(|(powers, _)| powers) {
        let slot = least.entry(var).or_insert((exp, 0));
        *slot = (slot.0.min(exp), slot.1 + 1);
    }
    let everywhere = |count| if count == terms.len() { i32::MAX } else { 0 };
    let least = least.into_iter().map(|(var, (exp, count))| (var, exp.min(everywhere(count))));
    least.filter(|&(_, exp)| exp != 0).collect()
}

#[cfg(test)]
mod tests {
    use super::Fraction;
    use crate::normal::poly::{Limits, Poly, TooLarge, Var};
    use crate::num::Rational;

    const LIMITS: Limits = Limits::terms(10_000);

    #[test]
    fn summands_of_one_shape_are_collected() {
        let x = Fraction::var(Var(0));
        let inverse = x.recip().unwrap();
        let denominator = Fraction::from_poly(&(&Poly::var(Var(1)) - &Poly::one())).unwrap();
        let over = |f: &Fraction| f.div(&denominator, &LIMITS).unwrap().unwrap();
        // x/(y-1) + (1/x)/(y-1) - x/(y-1) + y - y y/y + 1
        let y = Fraction::var(Var(1));
        let summands =
            [over(&x), over(&inverse), over(&x.neg()), y.clone(), y.neg(), Fraction::one()];
        let expected = over(&inverse).add(&Fraction::one(), &LIMITS).unwrap();
        assert_eq!(Fraction::sum(&summands, &LIMITS).unwrap(), expected);
        // y/(y-1) - 1/(y-1) + 0 = 1
        let summands = [over(&y), over(&Fraction::one().neg()), Fraction::zero()];
        assert_eq!(Fraction::sum(&summands, &LIMITS).unwrap(), Fraction::one());
        assert!(Fraction::sum(&[], &LIMITS).unwrap().is_zero());
    }

    #[test]
    fn long_sums_are_quick_and_bounded() {
        let summands: Vec<_> = (0..20_000).map(|i| Fraction::var(Var(i))).collect();
        assert_eq!(Fraction::sum(&summands, &LIMITS), Err(TooLarge::Terms(10_000)));
        let half: Vec<_> = summands.iter().take(10_000).cloned().collect();
        let sum = Fraction::sum(&half, &LIMITS).unwrap();
        assert_eq!(sum.factors().len(), 1);
        assert_eq!(sum.unit(), &Rational::ONE);
    }
}
