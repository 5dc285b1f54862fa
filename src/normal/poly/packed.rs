//! Products of long polynomials: exponents packed in one word, machine integers as coefficients,
//! sums collected in a hash table.

use std::cmp::Reverse;

use num_integer::Integer;

use super::limits::{Limits, TooLarge};
use super::monomial::{Monomial, Var};
use super::structure::Poly;
use crate::num::{BigInt, Rational};

/// The product, or `None` if exponents or coefficients do not fit.
pub(super) fn product(a: &Poly, b: &Poly, limits: &Limits) -> Result<Option<Poly>, TooLarge> {
    let Some(layout) = Layout::new(a, b) else { return Ok(None) };
    let (Some(left), Some(right)) = (Integers::new(a, &layout), Integers::new(b, &layout)) else {
        return Ok(None);
    };
    let shorter = u64::try_from(left.terms.len().min(right.terms.len())).unwrap_or(u64::MAX);
    let bits = left.bits + right.bits + u64::BITS - shorter.leading_zeros();
    let scale = (&left.scale * &right.scale).recip().unwrap_or(Rational::ONE);
    let terms = if bits < i64::BITS {
        let sums = collect::<i64>(&left.terms, &right.terms, limits)?;
        layout.unpack(sums, |c| &Rational::integer(c) * &scale)?
    } else if bits < i128::BITS {
        let sums = collect::<i128>(&left.terms, &right.terms, limits)?;
        layout.unpack(sums, |c| &Rational::from(BigInt::from(c)) * &scale)?
    } else {
        return Ok(None);
    };
    Ok(Some(Poly::from_sorted(terms)))
}

/// Where the exponents of each variable lie: the greatest variable highest, so that packed words
/// are ordered as monomials are.
struct Layout {
    /// Variable, shift and width.
    places: Vec<(Var, u32, u32)>,
}

impl Layout {
    fn new(a: &Poly, b: &Poly) -> Option<Self> {
        let degrees = a.degrees().mul(&b.degrees()).ok()?;
        let mut places = Vec::new();
        let mut shift = 0;
        for (var, degree) in degrees.powers().rev() {
            let bits = u32::BITS - degree.leading_zeros();
            places.push((var, shift, bits));
            shift += bits;
        }
        places.reverse();
        // One bit is left over: no key is the mark of an empty slot.
        (shift < u64::BITS).then_some(Self { places })
    }

    fn pack(&self, m: &Monomial) -> u64 {
        let mut places = self.places.iter();
        m.powers().fold(0, |key, (var, exp)| {
            let place = places.find(|&&(v, _, _)| v == var);
            key | place.map_or(0, |&(_, shift, _)| u64::from(exp) << shift)
        })
    }

    fn unpack<T>(
        &self,
        sums: Vec<(u64, T)>,
        number: impl Fn(T) -> Rational,
    ) -> Result<Vec<(Monomial, Rational)>, TooLarge> {
        let terms = sums.into_iter().map(|(key, c)| {
            let powers = self.places.iter().map(|&(var, shift, bits)| {
                let exp = (key >> shift) & ((1 << bits) - 1);
                (var, u32::try_from(exp).unwrap_or(u32::MAX))
            });
            Ok((Monomial::from_descending(powers), number(c)))
        });
        terms.collect()
    }
}

/// A polynomial times the number `scale`, which makes its coefficients integers.
struct Integers {
    terms: Vec<(u64, i64)>,
    scale: Rational,
    /// Bits of the greatest coefficient.
    bits: u32,
}

impl Integers {
    fn new(p: &Poly, layout: &Layout) -> Option<Self> {
        let mut scale = 1_i64;
        for (_, c) in p.terms() {
            let (_, d) = c.to_i64_pair()?;
            scale = if d == 1 { scale } else { (scale / scale.gcd(&d)).checked_mul(d)? };
        }
        let (mut terms, mut greatest) = (Vec::with_capacity(p.len()), 0);
        for (m, c) in p.terms() {
            let (n, d) = c.to_i64_pair()?;
            let n = if scale == 1 { n } else { n.checked_mul(scale / d)? };
            greatest = greatest.max(n.unsigned_abs());
            terms.push((layout.pack(m), n));
        }
        let bits = u64::BITS - greatest.leading_zeros();
        Some(Self { terms, scale: Rational::integer(scale), bits })
    }
}

/// Integers wide enough for the sums.
trait Accumulator: Copy + Default + PartialEq + std::ops::AddAssign {
    fn product(a: i64, b: i64) -> Self;
}

impl Accumulator for i64 {
    fn product(a: i64, b: i64) -> Self {
        a * b
    }
}

impl Accumulator for i128 {
    fn product(a: i64, b: i64) -> Self {
        Self::from(a) * Self::from(b)
    }
}

/// Sums by key, with open addressing; at most half of the slots are in use.
struct Table<T> {
    slots: Vec<(u64, T)>,
    shift: u32,
    used: usize,
}

const EMPTY: u64 = u64::MAX;

impl<T: Accumulator> Table<T> {
    fn new(bits: u32) -> Self {
        Self { slots: vec![(EMPTY, T::default()); 1 << bits], shift: u64::BITS - bits, used: 0 }
    }

    fn add(&mut self, key: u64, value: T) {
        // Fibonacci hashing; the mask keeps the index inside the table.
        let mask = self.slots.len() - 1;
        let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift;
        let mut at = usize::try_from(hash).unwrap_or(0) & mask;
        loop {
            let slot = &mut self.slots[at];
            if slot.0 == key {
                slot.1 += value;
                return;
            }
            if slot.0 == EMPTY {
                *slot = (key, value);
                self.used += 1;
                return;
            }
            at = (at + 1) & mask;
        }
    }

    fn grow_for(&mut self, more: usize) {
        let mut bits = u64::BITS - self.shift;
        while 2 * (self.used + more) > 1 << bits {
            bits += 1;
        }
        if bits > u64::BITS - self.shift {
            let mut larger = Self::new(bits);
            for &(key, value) in self.slots.iter().filter(|slot| slot.0 != EMPTY) {
                larger.add(key, value);
            }
            *self = larger;
        }
    }
}

/// The nonzero sums of products, in descending order of the keys.
fn collect<T: Accumulator>(
    left: &[(u64, i64)],
    right: &[(u64, i64)],
    limits: &Limits,
) -> Result<Vec<(u64, T)>, TooLarge> {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let mut table: Table<T> = Table::new(8);
    for &(m, c) in short {
        table.grow_for(long.len());
        for &(n, d) in long {
            table.add(m + n, T::product(c, d));
        }
        // Cancelled terms still count here; twice the limit leaves room for some.
        limits.check_terms(table.used / 2)?;
    }
    let zero = T::default();
    let full = table.slots.into_iter().filter(|&(key, value)| key != EMPTY && value != zero);
    let mut sums: Vec<_> = full.collect();
    sums.sort_unstable_by_key(|&(key, _)| Reverse(key));
    Ok(sums)
}
