//! Lifting factors modulo a prime to factors modulo its powers (Hensel; von zur Gathen and
//! Gerhard, *Modern Computer Algebra*, chapter 15), one digit at a time.

use num_integer::Integer;

use super::super::modular::Field;
use super::super::modular::dense::{self, Dense};
use crate::num::BigInt;

/// Monic factors modulo a power of a prime.
pub(super) struct Lifted {
    pub factors: Vec<Vec<BigInt>>,
    pub modulus: BigInt,
}

/// Lifts the monic coprime factors of `f` modulo the field's prime until the modulus exceeds
/// `bound`. `None` if they are no such factors.
pub(super) fn lift(
    field: &Field,
    f: &[BigInt],
    factors: &[Dense],
    bound: &BigInt,
) -> Option<Lifted> {
    let prime = BigInt::from(field.prime());
    let mut target = prime.clone();
    while target <= *bound {
        target *= &prime;
    }
    let inverse = f.last()?.mod_floor(&target).modinv(&target)?;
    let monic: Vec<BigInt> = f.iter().map(|c| (c * &inverse).mod_floor(&target)).collect();
    let cofactors = cofactors(field, factors)?;
    let integer = |p: &Dense| p.iter().map(|&c| BigInt::from(field.residue(c))).collect();
    let mut lifted: Vec<Vec<BigInt>> = factors.iter().map(integer).collect();
    let mut modulus = prime.clone();
    while modulus < target {
        let next = &modulus * &prime;
        let product = product(&lifted, &next);
        let mut error: Dense = monic
            .iter()
            .zip(&product)
            .map(|(c, d)| field.image_of_bigint(&((c - d).mod_floor(&next) / &modulus)))
            .collect();
        dense::trim(&mut error);
        for ((factor, image), cofactor) in lifted.iter_mut().zip(factors).zip(&cofactors) {
            let correction = dense::remainder(field, &dense::mul(field, &error, cofactor), image);
            for (slot, &digit) in factor.iter_mut().zip(&correction) {
                *slot += &modulus * field.residue(digit);
            }
        }
        modulus = next;
    }
    Some(Lifted { factors: lifted, modulus })
}

/// The `s_i` with `s_1/f_1 + … + s_n/f_n = 1/(f_1 … f_n)`, each of smaller degree than its factor.
fn cofactors(field: &Field, factors: &[Dense]) -> Option<Vec<Dense>> {
    let all = factors.iter().fold(vec![field.one], |all, f| dense::mul(field, &all, f));
    let inverses = factors.iter().map(|f| {
        let others = dense::divide(field, &mut all.clone(), f);
        let (s, _) = dense::bezout(field, &dense::remainder(field, &others, f), f)?;
        Some(dense::remainder(field, &s, f))
    });
    inverses.collect()
}

/// The product of some polynomials modulo `modulus`.
pub(super) fn product<'a>(
    factors: impl IntoIterator<Item = &'a Vec<BigInt>>,
    modulus: &BigInt,
) -> Vec<BigInt> {
    let mut all = vec![BigInt::from(1)];
    for factor in factors {
        let mut next = vec![BigInt::ZERO; (all.len() + factor.len()).saturating_sub(1)];
        for (i, c) in all.iter().enumerate() {
            for (slot, d) in next.iter_mut().skip(i).zip(factor) {
                *slot += c * d;
            }
        }
        all = next.into_iter().map(|c| c.mod_floor(modulus)).collect();
    }
    all
}
