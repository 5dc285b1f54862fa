//! Prime fields of up to 62 bits, with elements in Montgomery form.

use num_traits::ToPrimitive;

use crate::num::{BigInt, Rational};

/// The integers modulo an odd prime below 2^62.
///
/// Elements are residues times 2^64 (Montgomery, *Modular multiplication without trial
/// division*, 1985), always reduced; 0 is 0.
#[derive(Clone, Copy, Debug)]
pub(in crate::normal::poly) struct Field {
    prime: u64,
    /// -1/prime modulo 2^64.
    negative_inverse: u64,
    /// 2^128 modulo prime.
    square: u64,
    /// 2^64 modulo prime: the element 1.
    pub one: u64,
}

#[expect(clippy::cast_possible_truncation)]
const fn low(x: u128) -> u64 {
    x as u64
}

impl Field {
    /// The field with 2^61 - 1 elements, the usual first choice.
    pub const FIRST: Self = Self::new((1 << 61) - 1);

    pub const fn new(prime: u64) -> Self {
        debug_assert!(prime % 2 == 1 && prime < 1 << 62);
        // Newton's iteration doubles the number of right bits, from three.
        let (mut inverse, mut bits) = (prime, 3);
        while bits < 64 {
            inverse = inverse.wrapping_mul(2_u64.wrapping_sub(prime.wrapping_mul(inverse)));
            bits *= 2;
        }
        let one = low((1_u128 << 64) % (prime as u128));
        let square = low((one as u128) * (one as u128) % (prime as u128));
        Self { prime, negative_inverse: inverse.wrapping_neg(), square, one }
    }

    pub const fn prime(&self) -> u64 {
        self.prime
    }

    fn reduce(&self, x: u128) -> u64 {
        let m = low(x).wrapping_mul(self.negative_inverse);
        let r = low((x + u128::from(m) * u128::from(self.prime)) >> 64);
        if r >= self.prime { r - self.prime } else { r }
    }

    pub fn mul(&self, a: u64, b: u64) -> u64 {
        self.reduce(u128::from(a) * u128::from(b))
    }

    pub const fn add(&self, a: u64, b: u64) -> u64 {
        let sum = a + b;
        if sum >= self.prime { sum - self.prime } else { sum }
    }

    pub const fn sub(&self, a: u64, b: u64) -> u64 {
        if a >= b { a - b } else { a + self.prime - b }
    }

    pub const fn neg(&self, a: u64) -> u64 {
        if a == 0 { 0 } else { self.prime - a }
    }

    pub fn pow(&self, base: u64, exp: u64) -> u64 {
        let (mut result, mut base, mut exp) = (self.one, base, exp);
        while exp > 0 {
            if exp & 1 == 1 {
                result = self.mul(result, base);
            }
            exp >>= 1;
            if exp > 0 {
                base = self.mul(base, base);
            }
        }
        result
    }

    /// The inverse; zero for zero.
    pub fn inverse(&self, a: u64) -> u64 {
        self.pow(a, self.prime - 2)
    }

    pub fn image_of_u64(&self, n: u64) -> u64 {
        self.mul(n % self.prime, self.square)
    }

    pub fn image_of_i64(&self, n: i64) -> u64 {
        let element = self.image_of_u64(n.unsigned_abs());
        if n < 0 { self.neg(element) } else { element }
    }

    pub fn image_of_bigint(&self, n: &BigInt) -> u64 {
        match n.to_i64() {
            Some(small) => self.image_of_i64(small),
            None => self.image_of_i64((n % self.prime).to_i64().unwrap_or(0)),
        }
    }

    /// The image of an integer coefficient; `None` for a fraction.
    pub fn image_of_rational(&self, n: &Rational) -> Option<u64> {
        match n.to_i64() {
            Some(small) => Some(self.image_of_i64(small)),
            None => n.is_integer().then(|| self.image_of_bigint(&n.numer())),
        }
    }

    /// The residue in `0..prime`.
    pub fn residue(&self, a: u64) -> u64 {
        self.reduce(u128::from(a))
    }

    /// The residue of least absolute value.
    pub fn symmetric(&self, a: u64) -> i64 {
        let residue = self.residue(a).cast_signed();
        let prime = self.prime.cast_signed();
        if residue > prime / 2 { residue - prime } else { residue }
    }
}

/// The primes below a bound, descending.
pub(in crate::normal::poly) fn primes_below(bound: u64) -> impl Iterator<Item = u64> {
    (3..bound).rev().filter(|n| n % 2 == 1 && is_prime(*n))
}

/// Miller–Rabin to the first twelve primes, a proof below 2^64 (Sorenson and Webster, 2015).
fn is_prime(n: u64) -> bool {
    const BASES: [u64; 12] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
    if n < 2 || BASES.iter().any(|&p| n.is_multiple_of(p)) {
        return BASES.contains(&n);
    }
    let field = Field::new(n);
    let minus_one = field.neg(field.one);
    let twos = (n - 1).trailing_zeros();
    BASES.iter().all(|&base| {
        let mut power = field.pow(field.image_of_u64(base), (n - 1) >> twos);
        if power == field.one || power == minus_one {
            return true;
        }
        (1..twos).any(|_| {
            power = field.mul(power, power);
            power == minus_one
        })
    })
}

/// A fixed sequence of well-spread field elements: the same on every run.
#[derive(Clone, Copy, Debug)]
pub(in crate::normal::poly) struct Points {
    state: u64,
}

impl Points {
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next number of the sequence (Steele, Lea and Flood's SplitMix, 2014).
    pub const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub const fn next_in(&mut self, field: &Field) -> u64 {
        // Any residue is some element; Montgomery form does not matter for a random one.
        self.next() % field.prime
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, is_prime, primes_below};

    #[test]
    fn field_agrees_with_wide_arithmetic() {
        for prime in [3, 101, 4_294_967_291, (1 << 61) - 1] {
            let field = Field::new(prime);
            for (a, b) in [(0, 1), (2, 3), (prime - 1, prime - 1), (prime / 2, 12_345_678_901)] {
                let product = field.mul(field.image_of_u64(a), field.image_of_u64(b));
                let wide = u128::from(a) * u128::from(b) % u128::from(prime);
                assert_eq!(u128::from(field.residue(product)), wide);
            }
            let two = field.image_of_i64(2);
            assert_eq!(field.mul(two, field.inverse(two)), field.one);
            assert_eq!(field.symmetric(field.image_of_i64(-1)), -1);
        }
    }

    #[test]
    fn primality_is_right_on_hard_cases() {
        for composite in [1, 9, 561, 3_215_031_751, 3_825_123_056_546_413_051] {
            assert!(!is_prime(composite), "{composite}");
        }
        assert!(is_prime((1 << 61) - 1) && is_prime(2) && is_prime(37));
        assert_eq!(primes_below(12).collect::<Vec<_>>(), [11, 7, 5, 3]);
    }
}
