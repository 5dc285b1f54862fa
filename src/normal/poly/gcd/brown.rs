//! Brown's algorithm: the gcd in several variables modulo a prime, by evaluation of one variable
//! at many points and interpolation (Brown, *On Euclid's algorithm*, 1971; Geddes, Czapor,
//! Labahn, *Algorithms for Computer Algebra*, algorithm 7.2).

use std::cmp::Ordering;

use super::super::modular::dense::{self, Dense};
use super::super::modular::{Field, Points};
use super::merge::merge;

/// Terms with exponents packed in one word, descending; no zero coefficient.
pub(super) type Packed = Vec<(u128, u64)>;

/// The same with the last variable split off.
type Grouped = Vec<(u128, Dense)>;

/// Where the exponents of each variable lie in a packed word: the first variable highest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub shift: u32,
    pub bits: u32,
    /// An upper bound for the degree of the gcd.
    pub bound: usize,
}

impl Place {
    pub fn exponent(&self, key: u128) -> usize {
        usize::try_from((key >> self.shift) & ((1 << self.bits) - 1)).unwrap_or(usize::MAX)
    }
}

/// The monic gcd, or `None` if the points ran out or were unlucky. It may be wrong with a tiny
/// probability, so the caller has to check it.
pub(super) fn gcd(
    field: &Field,
    places: &[Place],
    a: &[(u128, u64)],
    b: &[(u128, u64)],
) -> Option<Packed> {
    let (place, rest) = places.split_last()?;
    if rest.is_empty() {
        let image = dense::gcd(field, &to_dense(a, place), &to_dense(b, place));
        return Some(from_dense(&image, place));
    }
    let (mut a, mut b) = (group(a, place), group(b, place));
    let content = {
        let (content_a, content_b) = (take_content(field, &mut a), take_content(field, &mut b));
        dense::gcd(field, &content_a, &content_b)
    };
    let (lead_a, lead_b) = (&a.first()?.1, &b.first()?.1);
    let gamma = dense::gcd(field, lead_a, lead_b);
    let enough = place.bound + gamma.len();
    let mut points = Points::new(u64::from(place.shift) + 1);
    let mut found: Option<Interpolation> = None;
    for _ in 0..2 * enough + 16 {
        let point = points.next_in(field);
        let zero = |p: &[u64]| dense::evaluate(field, p, point) == 0;
        if zero(lead_a) || zero(lead_b) {
            continue;
        }
        let image = gcd(field, rest, &evaluate(field, &a, point), &evaluate(field, &b, point))?;
        let &(lead, _) = image.first()?;
        if lead == 0 {
            return Some(from_dense(&content, place));
        }
        let scale = dense::evaluate(field, &gamma, point);
        let order = found.as_ref().map_or(Ordering::Less, |found| lead.cmp(&found.lead()));
        match (order, found.as_mut()) {
            // A smaller leading monomial: the points so far were unlucky.
            (Ordering::Less, _) | (_, None) => {
                found = Some(Interpolation::start(field, &image, scale, point));
            }
            (Ordering::Greater, Some(_)) => {}
            (Ordering::Equal, Some(found)) => {
                if !found.refine(field, &image, scale, point) || found.points() > enough {
                    return found.finish(field, &content, place);
                }
            }
        }
    }
    None
}

/// Newton's interpolation of the coefficients in the last variable.
struct Interpolation {
    coefficients: Grouped,
    /// The product of `x - point` over the points so far.
    modulus: Dense,
}

impl Interpolation {
    fn start(field: &Field, image: &[(u128, u64)], scale: u64, point: u64) -> Self {
        let coefficients = image.iter().map(|&(key, c)| (key, vec![field.mul(c, scale)])).collect();
        Self { coefficients, modulus: vec![field.neg(point), field.one] }
    }

    fn lead(&self) -> u128 {
        self.coefficients.first().map_or(0, |&(key, _)| key)
    }

    fn points(&self) -> usize {
        dense::degree(&self.modulus)
    }

    /// Adds one point; says whether anything changed.
    fn refine(&mut self, field: &Field, image: &[(u128, u64)], scale: u64, point: u64) -> bool {
        let step = field.inverse(dense::evaluate(field, &self.modulus, point));
        let mut merged = Grouped::with_capacity(image.len());
        let mut changed = false;
        for (key, known, residue) in merge(std::mem::take(&mut self.coefficients), image) {
            let mut coefficient = known.unwrap_or_default();
            let value = field.mul(residue, scale);
            let error = field.sub(value, dense::evaluate(field, &coefficient, point));
            if error != 0 {
                changed = true;
                let factor = field.mul(error, step);
                coefficient.resize(coefficient.len().max(self.modulus.len()), 0);
                for (slot, &m) in coefficient.iter_mut().zip(&self.modulus) {
                    *slot = field.add(*slot, field.mul(m, factor));
                }
                dense::trim(&mut coefficient);
            }
            merged.push((key, coefficient));
        }
        self.coefficients = merged;
        self.modulus = dense::mul(field, &self.modulus, &[field.neg(point), field.one]);
        changed
    }

    /// The primitive part times the content, monic.
    fn finish(&mut self, field: &Field, content: &[u64], place: &Place) -> Option<Packed> {
        let mut result = std::mem::take(&mut self.coefficients);
        take_content(field, &mut result);
        let lead = dense::mul(field, &result.first()?.1, content);
        let inverse = field.inverse(*lead.last()?);
        let content = dense::scale(field, content, inverse);
        let mut out = Packed::new();
        for (key, coefficient) in result {
            let product = dense::mul(field, &coefficient, &content);
            out.extend(from_dense(&product, place).into_iter().map(|(low, c)| (key | low, c)));
        }
        Some(out)
    }
}

fn to_dense(p: &[(u128, u64)], place: &Place) -> Dense {
    let mut out = vec![0; p.first().map_or(0, |&(key, _)| place.exponent(key) + 1)];
    for &(key, c) in p {
        if let Some(slot) = out.get_mut(place.exponent(key)) {
            *slot = c;
        }
    }
    out
}

fn from_dense(p: &[u64], place: &Place) -> Packed {
    let powers = (0_u128..).zip(p).filter(|&(_, &c)| c != 0);
    let mut out: Packed = powers.map(|(exp, &c)| (exp << place.shift, c)).collect();
    out.reverse();
    out
}

/// Splits off the last variable, whose exponents are the lowest bits in use.
fn group(p: &[(u128, u64)], place: &Place) -> Grouped {
    let high = |key: u128| key >> (place.shift + place.bits);
    p.chunk_by(|a, b| high(a.0) == high(b.0))
        .filter_map(|chunk| {
            let key = high(chunk.first()?.0) << (place.shift + place.bits);
            Some((key, to_dense(chunk, place)))
        })
        .collect()
}

/// Divides the coefficients by their monic gcd and returns it.
fn take_content(field: &Field, p: &mut Grouped) -> Dense {
    let mut content = Dense::new();
    for (_, coefficient) in p.iter() {
        content = dense::gcd(field, &content, coefficient);
        if content.len() == 1 {
            return content;
        }
    }
    for (_, coefficient) in p.iter_mut() {
        let mut rest = std::mem::take(coefficient);
        *coefficient = dense::divide(field, &mut rest, &content);
    }
    content
}

fn evaluate(field: &Field, p: &Grouped, point: u64) -> Packed {
    let values =
        p.iter().map(|(key, coefficient)| (*key, dense::evaluate(field, coefficient, point)));
    values.filter(|&(_, c)| c != 0).collect()
}
