//! Equality of constants that the normal forms leave open.
//!
//! *Radicals.* A difference `E` of nested roots of rationals is zero if it is smaller than its
//! separation bound: with integers at the leaves, `u` and `l` as below, and `D` the product of the
//! indices of all roots, `E = 0` or `|E| >= 1/(l * u^(D² - 1))` (Burnikel, Fleischer, Mehlhorn and
//! Schirra, Algorithmica 27 (2000), 87-99). An enclosure tells which.
//!
//! *Angles.* A constant `A` with `sin A = 0` and `cos A = 1` in normal form is a multiple of 2π; it
//! is zero if an enclosure keeps it from all others.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::algebra::View;
use super::{Hyps, Kernel};
use crate::eval;
use crate::expr::{Expr, Func, Op};
use crate::normal::fraction::Fraction;
use crate::normal::terms;
use crate::normal::tower::{Mode, Tower};
use crate::num::{Interval, Rational};

/// The largest separation bound that is tried, in bits.
const MAX_BITS: u64 = 100_000;

/// How many terms a polynomial may have on the way.
const MAX_TERMS: usize = 2_000;

/// Upper bounds of `log₂ u` and `log₂ l`.
#[derive(Clone, Copy)]
struct Heights {
    u: u64,
    l: u64,
}

impl Kernel {
    /// Are two expressions without variables equal, where both are defined?
    pub(super) fn same_constant(&mut self, s: Expr, t: Expr) -> bool {
        if !self.store.is_closed(s) || !self.store.is_closed(t) {
            return false;
        }
        let difference = self.store.sub(s, t);
        match self.separation_bits(difference) {
            Some(bits) => self.is_within(difference, bits),
            None => self.is_zero_angle(difference),
        }
    }

    /// Is the absolute value certainly below `2^-bits`?
    fn is_within(&mut self, e: Expr, bits: u64) -> bool {
        let bound = i32::try_from(bits).ok().and_then(|n| Rational::integer(2).pow(-n));
        match (bound, usize::try_from(bits + 64)) {
            (Some(bound), Ok(precision)) => self.is_below(e, &bound, precision),
            _ => false,
        }
    }

    /// Is the absolute value certainly at most `bound`, by an enclosure of this precision?
    fn is_below(&mut self, e: Expr, bound: &Rational, precision: usize) -> bool {
        let bound = Interval::from_rational(bound, precision);
        match eval::evaluate(&mut self.store, e, &[], precision) {
            Ok(value) => {
                let value = value.to_interval(precision);
                value.at_most(&bound) && value.neg().at_most(&bound)
            }
            Err(_) => false,
        }
    }

    /// The `b` for which `e` is zero or at least `2^-b`, for a small expression in radicals.
    fn separation_bits(&mut self, e: Expr) -> Option<u64> {
        let mut heights: HashMap<Expr, Heights, FxBuildHasher> = HashMap::default();
        let mut degree: u64 = 1;
        for sub in self.store.subexpressions(&[e]) {
            let children = self.store.children(sub).to_vec();
            let of = |i: usize| children.get(i).and_then(|c| heights.get(c)).copied();
            let own = match self.store.op(sub) {
                Op::Number(_) => {
                    let (value, _) = self.store.number(sub)?;
                    let bits = |n: &num_bigint::BigInt| n.bits().max(1);
                    Heights { u: bits(&value.numer()), l: bits(&value.denom()) }
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
                    let k = u64::try_from(self.store.as_literal_i64(*children.get(1)?)?).ok()?;
                    degree = degree.checked_mul(k)?;
                    of(0)?.root(k)
                }
                Op::Pow => {
                    let r = terms::constant(&self.store, *children.get(1)?)?;
                    let (p, q) = r.to_i64_pair()?;
                    let q = u64::try_from(q).ok()?;
                    degree = degree.checked_mul(q)?;
                    of(0)?.root(q).power(p)?
                }
                _ => return None,
            };
            if own.u > MAX_BITS || own.l > MAX_BITS {
                return None;
            }
            heights.insert(sub, own);
        }
        let Heights { u, l } = *heights.get(&e)?;
        let exponent = degree.checked_mul(degree)? - 1;
        let bits = l.checked_add(u.checked_mul(exponent)?)?;
        (bits <= MAX_BITS).then_some(bits)
    }

    /// Is a sum of angles zero, and not another multiple of 2π?
    fn is_zero_angle(&mut self, e: Expr) -> bool {
        let mut tower = Tower::new(Mode::Decide, self.limits(MAX_TERMS));
        let (sin, cos) = (self.store.func(Func::Sin, &[e]), self.store.func(Func::Cos, &[e]));
        let values = tower.fractions(&mut View::new(self, Hyps::NONE), &[sin, cos]);
        let Ok([sin, cos]) = values.map(<[Fraction; 2]>::try_from).unwrap_or(Err(Vec::new()))
        else {
            return false;
        };
        let Ok(rest) = cos.sub(&Fraction::one(), &tower.limits) else { return false };
        let whole_turns =
            matches!((tower.is_zero(&sin), tower.is_zero(&rest)), (Ok(true), Ok(true)));
        // Any bound below 2π will do.
        whole_turns && self.is_below(e, &Rational::integer(3), 64)
    }
}

impl Heights {
    fn root(self, k: u64) -> Self {
        Self { u: self.u.div_ceil(k), l: self.l.div_ceil(k) }
    }

    /// An integer power, as the product that it is.
    fn power(self, n: i64) -> Option<Self> {
        let Self { u, l } = if n < 0 { Self { u: self.l, l: self.u } } else { self };
        let n = n.unsigned_abs();
        Some(Self { u: u.checked_mul(n)?, l: l.checked_mul(n)? })
    }
}
