//! Closed forms of zeros: guessed from an enclosure, taken only if the kernel proves the zero.

use super::Study;
use num_bigint::BigInt;

use crate::eval;
use crate::expr::{Constant, Expr, Func};
use crate::kernel::{Monotone, Point, Root};
use crate::num::Rational;

/// The bits that a guess is made from, and those by which it has to fit.
const BITS: u32 = 160;
const FIT: i32 = 120;

/// The coefficients `a`, `b` and `c` of the quadratics that are looked at are at most so large.
const LARGEST_A: i64 = 8;
const LARGEST_B: i64 = 24;
const LARGEST_C: i64 = 400;

impl Study<'_> {
    /// A closed form of the root, if one is found and proved.
    pub(super) fn exact_zero(&mut self, mono: Monotone, root: Root) -> Option<Expr> {
        let (lo, hi) = self.engine.kernel.root_bounds(root, BITS)?;
        let value = &(&lo + &hi) * &Rational::new(1, 2);
        // A proof that fails takes long; other forms of the same number rarely fare better.
        const MOST_PROOFS: usize = 2;
        let mut proofs = 0;
        for guess in self.guesses(&value) {
            let kernel = &mut self.engine.kernel;
            let Some(near) = kernel.enclose_point(Point::Exact(guess), BITS as usize) else {
                continue;
            };
            let (low, high) = (near.lo().to_rational()?, near.hi().to_rational()?);
            if low > hi || high < lo {
                continue;
            }
            if kernel.signed_beside(mono, Point::Exact(guess)).is_some() {
                return Some(guess);
            }
            proofs += 1;
            if proofs == MOST_PROOFS {
                break;
            }
        }
        None
    }

    /// A multiple of π that equals a constant, such as `asin(1)`.
    pub(super) fn as_angle(&mut self, e: Expr) -> Option<Expr> {
        let value = self.rounded(e)?;
        let v = self.engine.kernel.store_mut().rational(&value);
        let guess = self.turns(v)?;
        self.engine.kernel.is_same_number(e, guess).then_some(guess)
    }

    /// The simple multiple of π that is near.
    fn turns(&mut self, v: Expr) -> Option<Expr> {
        let store = self.engine.kernel.store_mut();
        let pi = store.constant(Constant::Pi);
        let turns = store.div(v, pi);
        let q = self.rounded(turns).and_then(|t| simple(&t)).filter(|q| !q.is_zero())?;
        let store = self.engine.kernel.store_mut();
        let (numer, denom) = q.to_i64_pair()?;
        let mut angle = pi;
        if numer.abs() != 1 {
            let n = store.integer(numer.abs());
            angle = store.mul(n, angle);
        }
        if denom != 1 {
            let n = store.integer(denom);
            angle = store.div(angle, n);
        }
        Some(if numer < 0 { store.neg(angle) } else { angle })
    }

    fn guesses(&mut self, value: &Rational) -> Vec<Expr> {
        let mut guesses = self.algebraic(value);
        let store = self.engine.kernel.store_mut();
        let v = store.rational(value);
        let exp = store.exp(v);
        let log = store.func(Func::Ln, &[v]);
        guesses.extend(self.turns(v));
        if let Some(image) = self.rounded(exp) {
            let inner = self.algebraic(&image);
            let store = self.engine.kernel.store_mut();
            guesses.extend(inner.into_iter().map(|e| store.func(Func::Ln, &[e])));
        }
        if value.is_positive()
            && let Some(image) = self.rounded(log)
        {
            let inner = self.algebraic(&image);
            let store = self.engine.kernel.store_mut();
            guesses.extend(inner.into_iter().map(|e| store.exp(e)));
        }
        guesses.extend(self.angles(v));
        guesses
    }

    /// Arcs of algebraic sines, cosines and tangents.
    fn angles(&mut self, v: Expr) -> Vec<Expr> {
        let mut guesses = Vec::new();
        let store = self.engine.kernel.store_mut();
        let (sin, cos) = (store.func(Func::Sin, &[v]), store.func(Func::Cos, &[v]));
        let tan = store.div(sin, cos);
        let pi = store.constant(Constant::Pi);
        for (image, arc) in [(tan, Func::Atan), (cos, Func::Acos), (sin, Func::Asin)] {
            let Some(image) = self.rounded(image) else { continue };
            for inner in self.algebraic(&image) {
                let store = self.engine.kernel.store_mut();
                let angle = store.func(arc, &[inner]);
                let mirrored = match arc {
                    Func::Acos => store.neg(angle),
                    Func::Asin => store.sub(pi, angle),
                    _ => angle,
                };
                for base in [angle, mirrored] {
                    guesses.push(base);
                    for turns in [-2, -1, 1, 2] {
                        let store = self.engine.kernel.store_mut();
                        let count = store.integer(turns);
                        let shift = store.mul(count, pi);
                        guesses.push(store.add(base, shift));
                    }
                }
            }
        }
        guesses
    }

    /// The value of a constant, rounded.
    fn rounded(&mut self, e: Expr) -> Option<Rational> {
        let store = self.engine.kernel.store_mut();
        let value = eval::evaluate(store, e, &[], BITS as usize).ok()?;
        value.to_interval(BITS as usize).lo().to_rational()
    }

    /// Simple rational numbers and roots of quadratics that the value may be.
    fn algebraic(&mut self, value: &Rational) -> Vec<Expr> {
        if let Some(q) = simple(value) {
            return vec![self.engine.kernel.store_mut().rational(&q)];
        }
        // In units of 2^-2B; fractions would be brought to lowest terms at every step.
        let one = BigInt::from(1) << BITS;
        let v = (value * &Rational::from(one.clone())).floor().numer();
        let (square, line, unit) = (&v * &v, &v << BITS, BigInt::from(1) << (2 * BITS));
        let near = BigInt::from(1) << (2 * BITS as i32 - FIT);
        for a in 1..=LARGEST_A {
            for b in -LARGEST_B..=LARGEST_B {
                let sum: BigInt = &square * a + &line * b;
                let whole: BigInt = (&sum + (&unit >> 1)) >> (2 * BITS);
                let rest: BigInt = &sum - &whole * &unit;
                let c = i64::try_from(&whole).ok().filter(|c| c.abs() <= LARGEST_C);
                if let Some(c) = c
                    && rest.magnitude() < near.magnitude()
                {
                    return self.quadratic(a, b, -c, value).into_iter().collect();
                }
            }
        }
        Vec::new()
    }

    /// The root of `a·v² + b·v + c` that is near the value.
    fn quadratic(&mut self, a: i64, b: i64, c: i64, value: &Rational) -> Option<Expr> {
        let discriminant = Rational::integer(b * b - 4 * a * c);
        let store = self.engine.kernel.store_mut();
        // (-b ± √d)/(2a) with square factors out of d
        let mut d = discriminant.to_i64()?;
        let mut outside = 1_i64;
        for k in (2..=40_i64).rev() {
            while d != 0 && d % (k * k) == 0 {
                d /= k * k;
                outside *= k;
            }
        }
        let center = Rational::new(-b, 2 * a);
        let upper = value > &center;
        let factor = Rational::new(outside, 2 * a);
        let radicand = store.integer(d);
        let root = store.sqrt(radicand);
        let (numer, denom) = factor.to_i64_pair()?;
        let mut part = root;
        if numer != 1 {
            let n = store.integer(numer);
            part = store.mul(n, part);
        }
        if denom != 1 {
            let n = store.integer(denom);
            part = store.div(part, n);
        }
        if center.is_zero() {
            return Some(if upper { part } else { store.neg(part) });
        }
        let center = store.rational(&center);
        Some(if upper { store.add(center, part) } else { store.sub(center, part) })
    }
}

fn is_small(q: &Rational) -> bool {
    Rational::integer(2).pow(-FIT).is_some_and(|bound| q.abs() < bound)
}

/// The rational number with a small denominator that is near, by its continued fraction.
fn simple(value: &Rational) -> Option<Rational> {
    const TERMS: usize = 12;
    const LARGEST: u64 = 1_000_000;
    let mut quotients = Vec::new();
    let mut rest = value.clone();
    for _ in 0..TERMS {
        let whole = rest.floor();
        let fraction = &rest - &whole;
        quotients.push(whole);
        let mut convergent = Rational::ZERO;
        for (i, q) in quotients.iter().rev().enumerate() {
            convergent = if i == 0 { q.clone() } else { q + &convergent.recip()? };
        }
        if is_small(&(value - &convergent)) {
            let short = convergent.denom() <= LARGEST.into();
            return short.then_some(convergent);
        }
        rest = fraction.recip()?;
    }
    None
}
