//! Equality of constants that the normal forms leave open.
//!
//! Let `E` be a difference of terms made of rationals, roots, and sines and cosines of rational
//! multiples of π. Bring it to `U/L` with algebraic integers `U` and `L`: an integer is one,
//! `2cos(πp/q) = ζ + 1/ζ` for a root of unity ζ is one, and so is the one root in
//! `(U/L)^(1/k) = (U L^(k-1))^(1/k)/L`. The conjugates of `U` and `L` are bounded by numbers `u` and
//! `l`, found from the leaves up (Burnikel, Fleischer, Mehlhorn and Schirra, Algorithmica 27 (2000),
//! 87-99). All lie in a field of degree `D` at most: the product of the indices of all roots, times
//! the degree of the field of the cosines. If `E ≠ 0`, the norm of `U` is an integer that is not
//! zero, so `|U| >= u^(1-D)` and `|E| >= 1/(l u^(D-1))`. An enclosure tells which.

use std::collections::HashMap;

use rustc_hash::{FxBuildHasher, FxHashSet};

use super::Kernel;
use crate::eval;
use crate::expr::{Constant, Expr, Func, Op};
use crate::normal::terms;
use crate::num::{Interval, Rational};

/// The largest separation bound that is tried, in bits.
const MAX_BITS: u64 = 100_000;

/// The largest order of a root of unity.
const LARGEST_ORDER: u64 = 100_000;

/// The most different parts of an expression.
const MOST_NODES: usize = 500;

/// Upper bounds of `log₂ u` and `log₂ l`.
#[derive(Clone, Copy)]
struct Heights {
    u: u64,
    l: u64,
}

impl Kernel {
    /// Are two expressions without variables equal, where both are defined?
    pub(super) fn same_constant(&mut self, s: Expr, t: Expr) -> bool {
        if !self.is_constant(s) || !self.is_constant(t) {
            return false;
        }
        let difference = self.store.sub(s, t);
        self.separation_bits(difference).is_some_and(|bits| self.is_within(difference, bits))
    }

    /// Is it free of variables, its definitions written out?
    pub(super) fn is_constant(&mut self, e: Expr) -> bool {
        let mut seen = FxHashSet::default();
        let mut stack = vec![e];
        while let Some(e) = stack.pop() {
            if self.store.is_closed(e) && !matches!(self.store.op(e), Op::Apply(..)) {
                continue;
            }
            if !seen.insert(e) {
                continue;
            }
            if seen.len() > MOST_NODES {
                return false;
            }
            match self.store.op(e) {
                Op::Apply(..) | Op::Symbol(_) => match self.unfolded(e) {
                    Some(body) => stack.push(body),
                    None => return false,
                },
                _ => stack.extend_from_slice(self.store.children(e)),
            }
        }
        true
    }

    /// Is the absolute value certainly less than `2^-bits`?
    fn is_within(&mut self, e: Expr, bits: u64) -> bool {
        // At most half of it is less.
        let half = bits + 1;
        let bound = i32::try_from(half).ok().and_then(|n| Rational::integer(2).pow(-n));
        match (bound, usize::try_from(half + 64)) {
            (Some(bound), Ok(precision)) => self.is_below(e, &bound, precision),
            _ => false,
        }
    }

    /// Is the absolute value certainly at most `bound`, by an enclosure of this precision?
    pub(super) fn is_below(&mut self, e: Expr, bound: &Rational, precision: usize) -> bool {
        let bound = Interval::from_rational(bound, precision);
        match eval::evaluate(&mut self.store, e, &[], precision) {
            Ok(value) => {
                let value = value.to_interval(precision);
                value.at_most(&bound) && value.neg().at_most(&bound)
            }
            Err(_) => false,
        }
    }

    /// The `b` for which `e` is zero or at least `2^-b`, for a small expression in radicals and in
    /// cosines and sines of rational multiples of π.
    fn separation_bits(&mut self, e: Expr) -> Option<u64> {
        let mut heights: HashMap<Expr, Heights, FxBuildHasher> = HashMap::default();
        let mut degree: u64 = 1;
        // The order of a root of unity that generates all that occur.
        let mut order: u64 = 1;
        let mut stack = vec![e];
        while let Some(&sub) = stack.last() {
            if heights.contains_key(&sub) {
                stack.pop();
                continue;
            }
            if heights.len() > MOST_NODES {
                return None;
            }
            let angle = self.half_turns_of(sub);
            let parts = match (self.store.op(sub), &angle) {
                (_, Some(_)) => Vec::new(),
                (Op::Symbol(_) | Op::Apply(..), _) => vec![self.unfolded(sub)?],
                // Exponents and indices are plain numbers.
                (Op::Pow | Op::Func(Func::Root), _) => self.store.children(sub)[..1].to_vec(),
                _ => self.store.children(sub).to_vec(),
            };
            let before = stack.len();
            stack.extend(parts.iter().copied().filter(|part| !heights.contains_key(part)));
            if stack.len() > before {
                continue;
            }
            let of = |i: usize| parts.get(i).and_then(|part| heights.get(part)).copied();
            let second = self.store.children(sub).get(1).copied();
            let own = match self.store.op(sub) {
                _ if angle.is_some() => {
                    let (_, q) = angle?.to_i64_pair()?;
                    order = lcm(order, u64::try_from(q).ok()?.checked_mul(2)?)?;
                    Heights { u: 1, l: 1 }
                }
                Op::Symbol(_) | Op::Apply(..) => of(0)?,
                Op::Number(_) => {
                    let (value, _) = self.store.number(sub)?;
                    // The least `b` with `|n| <= 2^b`.
                    let bits =
                        |n: num_bigint::BigInt| (n.magnitude().max(&1_u32.into()) - 1_u32).bits();
                    Heights { u: bits(value.numer()), l: bits(value.denom()) }
                }
                Op::Neg => of(0)?,
                Op::Add | Op::Sub => {
                    let (a, b) = (of(0)?, of(1)?);
                    Heights { u: (a.u + b.l).max(a.l + b.u) + 1, l: a.l + b.l }
                }
                Op::Mul => {
                    let (a, b) = (of(0)?, of(1)?);
                    Heights { u: a.u + b.u, l: a.l + b.l }
                }
                Op::Div => {
                    let (a, b) = (of(0)?, of(1)?);
                    Heights { u: a.u + b.l, l: a.l + b.u }
                }
                Op::Func(Func::Root) => {
                    let k = u64::try_from(self.store.as_literal_i64(second?)?).ok()?;
                    degree = degree.checked_mul(k)?;
                    of(0)?.root(k)?
                }
                Op::Pow => {
                    let (p, q) = terms::constant(&self.store, second?)?.to_i64_pair()?;
                    let q = u64::try_from(q).ok()?;
                    degree = degree.checked_mul(q)?;
                    of(0)?.root(q)?.power(p)?
                }
                _ => return None,
            };
            if own.u > MAX_BITS || own.l > MAX_BITS {
                return None;
            }
            heights.insert(sub, own);
        }
        let Heights { u, l } = *heights.get(&e)?;
        let degree = degree.checked_mul((totient(order) / 2).max(1))?;
        let bits = l.checked_add(u.checked_mul(degree - 1)?)?;
        (bits <= MAX_BITS).then_some(bits)
    }

    /// The `r` for which `e` is `cos(r*π)`: of a cosine its own, of a sine that of the complement.
    fn half_turns_of(&self, e: Expr) -> Option<Rational> {
        let f = match self.store.op(e) {
            Op::Func(f @ (Func::Sin | Func::Cos)) => f,
            _ => return None,
        };
        let r = self.multiple_of_pi(self.store.single(e)?)?;
        Some(if f == Func::Cos { r } else { &Rational::new(1, 2) - &r })
    }

    /// The `r` for which `e` is `r*π` by its form.
    pub(super) fn multiple_of_pi(&self, e: Expr) -> Option<Rational> {
        match terms::Sum::read(&self.store, e).terms.as_slice() {
            [] => Some(Rational::ZERO),
            [term] => match term.factors.as_slice() {
                [factor] if factor.exponent == terms::Exponent::ONE => {
                    let is_pi = self.store.op(factor.base) == Op::Constant(Constant::Pi);
                    is_pi.then(|| term.coefficient.clone())
                }
                _ => None,
            },
            _ => None,
        }
    }
}

impl Heights {
    /// Those of the root: `(U L^(k-1))^(1/k)` over `L`.
    fn root(self, k: u64) -> Option<Self> {
        if k == 1 {
            return Some(self);
        }
        let u = self.u.checked_add(self.l.checked_mul(k - 1)?)?;
        Some(Self { u: u.div_ceil(k), l: self.l })
    }

    /// An integer power, as the product that it is.
    fn power(self, n: i64) -> Option<Self> {
        let Self { u, l } = if n < 0 { Self { u: self.l, l: self.u } } else { self };
        let n = n.unsigned_abs();
        Some(Self { u: u.checked_mul(n)?, l: l.checked_mul(n)? })
    }
}

fn lcm(a: u64, b: u64) -> Option<u64> {
    (a / num_integer::gcd(a, b)).checked_mul(b).filter(|&n| n <= LARGEST_ORDER)
}

/// Euler's function.
fn totient(n: u64) -> u64 {
    let (mut rest, mut result) = (n, n);
    let mut p = 2;
    while p * p <= rest {
        if rest.is_multiple_of(p) {
            result -= result / p;
            while rest.is_multiple_of(p) {
                rest /= p;
            }
        }
        p += 1;
    }
    if rest > 1 { result - result / rest } else { result }
}

#[cfg(test)]
mod tests {
    use super::totient;
    use crate::expr::Store;
    use crate::kernel::Kernel;
    use crate::library::Library;
    use crate::syntax::parse_expression;

    #[test]
    fn units_are_counted() {
        let slow = |n: u64| (1..=n).filter(|&k| num_integer::gcd(k, n) == 1).count() as u64;
        for n in 1..200 {
            assert_eq!(totient(n), slow(n), "{n}");
        }
    }

    #[test]
    fn algebraic_constants_are_equal_or_not() {
        for (s, t, equal) in [
            ("cos(pi/7) - cos(2*pi/7) + cos(3*pi/7)", "1/2", true),
            ("sin(pi/18)*sin(5*pi/18)*sin(7*pi/18)", "1/8", true),
            ("tan(3*pi/11) + 4*sin(2*pi/11)", "sqrt(11)", true),
            ("tan(3*pi/11) + 4*sin(2*pi/11)", "sqrt(11) + 1/10^60", false),
            ("sqrt(cbrt(5) - cbrt(4))", "(cbrt(2) + cbrt(20) - cbrt(25))/3", true),
            ("cbrt(cbrt(2) - 1)", "cbrt(1/9) - cbrt(2/9) + cbrt(4/9)", true),
            ("sqrt(2) + sqrt(3)", "sqrt(5 + 2*sqrt(6)) - 1/10^40", false),
            ("cos(pi/17)", "cos(3*pi/17)", false),
            // Differences as large as the bound.
            ("sin(pi/6)", "1", false),
            ("1", "0", false),
            ("1/2", "1", false),
        ] {
            let (mut kernel, case) = (Kernel::new(Store::new()), format!("{s} = {t}"));
            let [s, t] = [s, t].map(|text| {
                parse_expression(text, kernel.store_mut(), &mut Library::new()).unwrap()
            });
            assert_eq!(kernel.same_constant(s, t), equal, "{case}");
        }
    }
}
