//! The gcd over the integers from gcds modulo primes, by Chinese remaindering, checked by
//! division: a common divisor whose leading monomial is at least that of the gcd is the gcd.

use std::cmp::{Ordering, Reverse};

use super::super::limits::{Limits, TooLarge};
use super::super::modular::{Field, primes_below};
use super::super::monomial::{Monomial, Var};
use super::super::structure::Poly;
use super::brown::{self, Packed, Place};
use super::merge::merge;
use super::remainders;
use crate::num::{BigInt, Rational};

/// Coefficient operations that images modulo one prime may cost.
const MAX_WORK: usize = 1_000_000;

/// A first image with smaller coefficients is worth a trial division at once.
const SMALL: i64 = 1 << 40;

/// The gcd of primitive polynomials in the same variables, all of them in `bounds`.
pub(super) fn gcd(
    a: &Poly,
    b: &Poly,
    bounds: &Monomial,
    limits: &Limits,
) -> Result<Poly, TooLarge> {
    let layout = Layout::new(a, b, bounds)?;
    let (keys_a, keys_b) = (layout.keys(a), layout.keys(b));
    let lead_gcd = lead(&keys_a).gcd(lead(&keys_b)).numer();
    let bits = a.terms().iter().chain(b.terms()).map(|(_, c)| c.numer().bits()).max();
    let tries = bits.unwrap_or(0) / 16 + 16;
    let mut lift: Option<Lift> = None;
    let fields = std::iter::once(Field::FIRST)
        .chain(primes_below(Field::FIRST.prime()).map(Field::new))
        .take(usize::try_from(tries).unwrap_or(usize::MAX));
    for field in fields {
        let (Some(image_a), Some(image_b)) = (image(&field, &keys_a), image(&field, &keys_b))
        else {
            continue;
        };
        let Some(mut common) = brown::gcd(&field, &layout.places, &image_a, &image_b) else {
            continue;
        };
        let Some(&(key, _)) = common.first() else { continue };
        if key == 0 {
            return Ok(Poly::one());
        }
        let scale = field.image_of_bigint(&lead_gcd);
        for (_, c) in &mut common {
            *c = field.mul(*c, scale);
        }
        let order = lift.as_ref().map_or(Ordering::Less, |lift| key.cmp(&lift.lead()));
        let settled = match (order, lift.as_mut()) {
            (Ordering::Less, _) | (_, None) => {
                lift = Some(Lift::start(&field, &common));
                common.iter().all(|&(_, c)| field.symmetric(c).abs() < SMALL)
            }
            (Ordering::Greater, Some(_)) => false,
            (Ordering::Equal, Some(lift)) => !lift.refine(&field, &common),
        };
        if let (true, Some(lift)) = (settled, &lift) {
            let candidate = lift.candidate(&layout)?;
            if candidate.try_divides(a)? && candidate.try_divides(b)? {
                return Ok(candidate);
            }
        }
    }
    remainders::gcd(a, b, limits)
}

/// The variables in the order of elimination, the one of greatest degree first.
struct Layout {
    vars: Vec<Var>,
    places: Vec<Place>,
}

impl Layout {
    fn new(a: &Poly, b: &Poly, bounds: &Monomial) -> Result<Self, TooLarge> {
        let degrees = a.degrees().lcm(&b.degrees());
        let mut order: Vec<_> = bounds.powers().map(|(var, bound)| (bound, var)).collect();
        order.sort_unstable_by(|a, b| b.cmp(a));
        let (mut shift, mut work) = (0_u32, a.len() + b.len());
        let mut places = Vec::new();
        for (i, &(bound, var)) in order.iter().enumerate().rev() {
            let bits = u32::BITS - degrees.degree(var).leading_zeros();
            let bound = usize::try_from(bound).map_err(|_| TooLarge::Work)?;
            places.push(Place { shift, bits, bound });
            shift += bits;
            // One point more than the degree, and one to see that nothing changes.
            work = if i > 0 { work.saturating_mul(bound + 2) } else { work };
        }
        if shift > u128::BITS - 1 || work > MAX_WORK {
            return Err(TooLarge::Work);
        }
        places.reverse();
        Ok(Self { vars: order.into_iter().map(|(_, var)| var).collect(), places })
    }

    fn pairs(&self) -> impl Iterator<Item = (Var, &Place)> {
        self.vars.iter().copied().zip(&self.places)
    }

    /// The terms with packed exponents, descending.
    fn keys<'a>(&self, p: &'a Poly) -> Vec<(u128, &'a Rational)> {
        let key = |m: &Monomial| {
            self.pairs().fold(0, |key, (var, place)| key | u128::from(m.degree(var)) << place.shift)
        };
        let mut keys: Vec<_> = p.terms().iter().map(|(m, c)| (key(m), c)).collect();
        keys.sort_unstable_by_key(|&(key, _)| Reverse(key));
        keys
    }

    fn monomial(&self, key: u128) -> Result<Monomial, TooLarge> {
        let powers = self.pairs().map(|(var, place)| {
            let exp = u32::try_from(place.exponent(key)).map_err(|_| TooLarge::Exponent)?;
            Ok((var, exp))
        });
        Monomial::new(&powers.collect::<Result<Vec<_>, TooLarge>>()?)
    }
}

fn lead<'a>(keys: &[(u128, &'a Rational)]) -> &'a Rational {
    keys.first().map_or(&Rational::ONE, |&(_, c)| c)
}

/// The image modulo a prime, or `None` if the leading coefficient vanishes.
fn image(field: &Field, keys: &[(u128, &Rational)]) -> Option<Packed> {
    let mut out = Packed::with_capacity(keys.len());
    for (i, &(key, c)) in keys.iter().enumerate() {
        match field.image_of_rational(c)? {
            0 if i == 0 => return None,
            0 => {}
            c => out.push((key, c)),
        }
    }
    Some(out)
}

/// Coefficients known modulo a product of primes, as residues of least absolute value.
struct Lift {
    terms: Vec<(u128, BigInt)>,
    modulus: BigInt,
}

impl Lift {
    fn start(field: &Field, image: &Packed) -> Self {
        let terms = image.iter().map(|&(key, c)| (key, BigInt::from(field.symmetric(c)))).collect();
        Self { terms, modulus: BigInt::from(field.prime()) }
    }

    fn lead(&self) -> u128 {
        self.terms.first().map_or(0, |&(key, _)| key)
    }

    /// Adds the residues modulo one more prime; says whether anything changed.
    fn refine(&mut self, field: &Field, image: &Packed) -> bool {
        let step = field.inverse(field.image_of_bigint(&self.modulus));
        let mut merged = Vec::with_capacity(self.terms.len());
        let mut changed = false;
        for (key, known, target) in merge(std::mem::take(&mut self.terms), image) {
            let mut value = known.unwrap_or_default();
            let error = field.sub(target, field.image_of_bigint(&value));
            if error != 0 {
                changed = true;
                value += &self.modulus * field.symmetric(field.mul(error, step));
            }
            merged.push((key, value));
        }
        self.terms = merged;
        self.modulus *= field.prime();
        changed
    }

    fn candidate(&self, layout: &Layout) -> Result<Poly, TooLarge> {
        let terms = self
            .terms
            .iter()
            .map(|(key, value)| Ok((layout.monomial(*key)?, Rational::from(value.clone()))));
        Ok(Poly::from_terms(terms.collect::<Result<_, TooLarge>>()?).primitive_part())
    }
}
