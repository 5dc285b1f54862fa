//! Variables and power products.
//!
//! A monomial is the list of its `(variable, exponent)` pairs, each packed in one word, the
//! greatest variable first. Comparing two such lists word by word is then exactly the
//! lexicographic monomial order in which a greater variable index weighs more: a missing pair
//! compares as zero. Up to four variables live in the monomial itself.

use std::cmp::Ordering;
use std::fmt;

use super::limits::TooLarge;

/// A variable, named by an index; the greatest index is the main variable.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Var(pub u32);

impl fmt::Debug for Var {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "x{}", self.0)
    }
}

const INLINE: usize = 4;

/// A product of powers of variables, with positive exponents; the empty product is 1.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Monomial(Repr);

/// `Inline` is padded with zeros, which no pair packs to; `Heap` holds more than four pairs.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Inline([u64; INLINE]),
    Heap(Box<[u64]>),
}

fn pack(var: Var, exp: u32) -> u64 {
    (u64::from(var.0) << 32) | u64::from(exp)
}

fn unpack(pair: u64) -> (Var, u32) {
    // Both halves fit by construction.
    #[expect(clippy::cast_possible_truncation)]
    (Var((pair >> 32) as u32), pair as u32)
}

/// Pairs on their way into a monomial: on the stack while they fit.
struct Builder {
    inline: [u64; INLINE],
    len: usize,
    heap: Vec<u64>,
}

impl Builder {
    fn new() -> Self {
        Self { inline: [0; INLINE], len: 0, heap: Vec::new() }
    }

    fn push(&mut self, pair: u64) {
        if let Some(slot) = self.inline.get_mut(self.len) {
            *slot = pair;
        } else {
            if self.len == INLINE {
                self.heap.extend_from_slice(&self.inline);
            }
            self.heap.push(pair);
        }
        self.len += 1;
    }

    fn finish(self) -> Monomial {
        if self.len <= INLINE {
            Monomial(Repr::Inline(self.inline))
        } else {
            Monomial(Repr::Heap(self.heap.into_boxed_slice()))
        }
    }
}

impl Monomial {
    /// The empty product.
    pub const ONE: Self = Self(Repr::Inline([0; INLINE]));

    /// `var^exp`.
    #[must_use]
    pub fn power(var: Var, exp: u32) -> Self {
        let mut built = Builder::new();
        if exp > 0 {
            built.push(pack(var, exp));
        }
        built.finish()
    }

    /// The product of the given powers, in any order; a repeated variable adds up.
    ///
    /// # Errors
    /// [`TooLarge::Exponent`] if an exponent leaves 32 bits.
    pub fn new(powers: &[(Var, u32)]) -> Result<Self, TooLarge> {
        let mut sorted = powers.to_vec();
        sorted.sort_unstable_by_key(|&(var, _)| std::cmp::Reverse(var));
        let mut built = Builder::new();
        for group in sorted.chunk_by(|a, b| a.0 == b.0) {
            let sum: u64 = group.iter().map(|&(_, exp)| u64::from(exp)).sum();
            let exp = u32::try_from(sum).map_err(|_| TooLarge::Exponent)?;
            if let (Some(&(var, _)), true) = (group.first(), exp > 0) {
                built.push(pack(var, exp));
            }
        }
        Ok(built.finish())
    }

    /// The product of powers already in descending order of the variables; exponents may be zero.
    pub(super) fn from_descending(powers: impl Iterator<Item = (Var, u32)>) -> Self {
        let mut built = Builder::new();
        for (var, exp) in powers.filter(|&(_, exp)| exp > 0) {
            built.push(pack(var, exp));
        }
        built.finish()
    }

    /// The packed pairs, without the padding.
    fn pairs(&self) -> &[u64] {
        match &self.0 {
            Repr::Inline(pairs) => {
                let len = pairs.iter().take_while(|&&pair| pair != 0).count();
                pairs.get(..len).unwrap_or(pairs)
            }
            Repr::Heap(pairs) => pairs,
        }
    }

    /// The powers, greatest variable first.
    pub fn powers(&self) -> impl DoubleEndedIterator<Item = (Var, u32)> + ExactSizeIterator + '_ {
        self.pairs().iter().map(|&pair| unpack(pair))
    }

    /// Is it the empty product?
    #[must_use]
    pub fn is_one(&self) -> bool {
        matches!(self.0, Repr::Inline([0, ..]))
    }

    /// The greatest variable, or `None` for 1.
    #[must_use]
    pub fn main_var(&self) -> Option<Var> {
        self.powers().next().map(|(var, _)| var)
    }

    /// The exponent of a variable, zero if absent.
    #[must_use]
    pub fn degree(&self, var: Var) -> u32 {
        self.powers().find(|&(v, _)| v == var).map_or(0, |(_, exp)| exp)
    }

    /// The sum of the exponents.
    #[must_use]
    pub fn total_degree(&self) -> u64 {
        self.powers().map(|(_, exp)| u64::from(exp)).sum()
    }

    /// The product.
    ///
    /// # Errors
    /// [`TooLarge::Exponent`] if an exponent leaves 32 bits.
    pub fn mul(&self, other: &Self) -> Result<Self, TooLarge> {
        let overflow = |(var, a): (Var, u32), b| {
            a.checked_add(b).map(|exp| pack(var, exp)).ok_or(TooLarge::Exponent)
        };
        let mut built = Builder::new();
        merge(self, other, |var, a, b| {
            built.push(overflow((var, a), b)?);
            Ok(true)
        })?;
        Ok(built.finish())
    }

    /// The quotient, or `None` if it is no monomial.
    #[must_use]
    pub fn div(&self, other: &Self) -> Option<Self> {
        let mut built = Builder::new();
        let exact = merge(self, other, |var, a, b| {
            if a > b {
                built.push(pack(var, a - b));
            }
            Ok(a >= b)
        });
        matches!(exact, Ok(true)).then(|| built.finish())
    }

    /// Is `other` a multiple of it?
    #[must_use]
    pub fn divides(&self, other: &Self) -> bool {
        matches!(merge(self, other, |_, a, b| Ok(a <= b)), Ok(true))
    }

    /// The product of the smaller powers.
    #[must_use]
    pub fn gcd(&self, other: &Self) -> Self {
        self.zip_with(other, u32::min)
    }

    /// The product of the greater powers.
    #[must_use]
    pub fn lcm(&self, other: &Self) -> Self {
        self.zip_with(other, u32::max)
    }

    fn zip_with(&self, other: &Self, choose: fn(u32, u32) -> u32) -> Self {
        let mut built = Builder::new();
        let merged = merge(self, other, |var, a, b| {
            if choose(a, b) > 0 {
                built.push(pack(var, choose(a, b)));
            }
            Ok(true)
        });
        debug_assert!(merged.is_ok(), "choosing an exponent cannot overflow");
        built.finish()
    }

    /// Splits the product in two: the powers of the chosen variables, and the others.
    #[must_use]
    pub fn partition(&self, choose: impl Fn(Var) -> bool) -> (Self, Self) {
        let (mut chosen, mut others) = (Builder::new(), Builder::new());
        for (var, exp) in self.powers() {
            if choose(var) { &mut chosen } else { &mut others }.push(pack(var, exp));
        }
        (chosen.finish(), others.finish())
    }

    /// Splits off the power of one variable: its exponent and the rest.
    #[must_use]
    pub fn split(&self, var: Var) -> (u32, Self) {
        let (mut built, mut found) = (Builder::new(), 0);
        for (v, exp) in self.powers() {
            if v == var {
                found = exp;
            } else {
                built.push(pack(v, exp));
            }
        }
        (found, built.finish())
    }
}

/// Walks two monomials variable by variable; stops with `false` at the first `false`.
fn merge(
    left: &Monomial,
    right: &Monomial,
    mut visit: impl FnMut(Var, u32, u32) -> Result<bool, TooLarge>,
) -> Result<bool, TooLarge> {
    let (mut left, mut right) = (left.powers().peekable(), right.powers().peekable());
    loop {
        let order = match (left.peek(), right.peek()) {
            (None, None) => return Ok(true),
            (Some(_), None) => Ordering::Greater,
            (None, Some(_)) => Ordering::Less,
            (Some((a, _)), Some((b, _))) => a.cmp(b),
        };
        let a = if order.is_ge() { left.next() } else { None };
        let b = if order.is_le() { right.next() } else { None };
        let Some((var, _)) = a.or(b) else { return Ok(true) };
        if !visit(var, a.map_or(0, |(_, exp)| exp), b.map_or(0, |(_, exp)| exp))? {
            return Ok(false);
        }
    }
}

impl Ord for Monomial {
    /// The lexicographic order, the greatest variable weighing most.
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Inline(a), Repr::Inline(b)) => a.cmp(b),
            (_, _) => self.pairs().cmp(other.pairs()),
        }
    }
}

impl PartialOrd for Monomial {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Monomial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_one() {
            return f.write_str("1");
        }
        for (i, (var, exp)) in self.powers().enumerate() {
            let times = if i > 0 { "*" } else { "" };
            match exp {
                1 => write!(f, "{times}{var:?}")?,
                _ => write!(f, "{times}{var:?}^{exp}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Monomial, TooLarge, Var};

    fn m(powers: &[(u32, u32)]) -> Monomial {
        let powers: Vec<_> = powers.iter().map(|&(var, exp)| (Var(var), exp)).collect();
        Monomial::new(&powers).unwrap()
    }

    #[test]
    fn order_is_lexicographic_and_respects_multiplication() {
        let rows = [m(&[]), m(&[(0, 9)]), m(&[(1, 1)]), m(&[(1, 1), (0, 1)]), m(&[(1, 2)])];
        assert!(rows.is_sorted() && rows.windows(2).all(|w| w[0] < w[1]));
        let six = m(&[(0, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 2)]);
        for pair in rows.windows(2) {
            assert!(pair[0].mul(&six).unwrap() < pair[1].mul(&six).unwrap());
        }
    }

    #[test]
    fn product_and_quotient_are_inverse_across_the_inline_bound() {
        let a = m(&[(9, 2), (7, 1), (5, 3), (1, 1)]);
        let b = m(&[(8, 1), (5, 2)]);
        let product = a.mul(&b).unwrap();
        assert_eq!(product.powers().len(), 5);
        assert_eq!(product.div(&b), Some(a.clone()));
        assert_eq!(a.div(&b), None);
        assert!(b.divides(&product) && !b.divides(&a));
        assert_eq!(a.gcd(&b), m(&[(5, 2)]));
        assert_eq!(product.split(Var(5)), (5, m(&[(9, 2), (8, 1), (7, 1), (1, 1)])));
    }

    #[test]
    fn exponent_overflow_is_an_error() {
        let big = Monomial::power(Var(0), u32::MAX);
        assert_eq!(big.mul(&Monomial::power(Var(0), 1)), Err(TooLarge::Exponent));
        assert!(big.mul(&Monomial::power(Var(1), 1)).is_ok());
    }
}
