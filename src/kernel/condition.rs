//! Conditions in their simplest form: `2*x + 2 ≠ 0` becomes `x ≠ -1`, `e^x > 0` vanishes.
//!
//! Each function yields conditions that together hold exactly where the given one does, provided
//! that the terms are defined; so none is ever lost.

use super::Kernel;
use super::hyps::Hyps;
use crate::expr::{Constant, Expr, Func, Op, Rel};
use crate::normal::terms;
use crate::num::Rational;

/// A condition whose bound grows by more bits than these reads better as it is.
const GROWTH: u64 = 64;
/// Powers of numbers are written out up to this exponent.
const LARGEST_EXPONENT: u32 = 1_000;

impl Kernel {
    /// The conditions that say `u ≠ 0`.
    pub(super) fn nonzero(&mut self, u: Expr) -> Vec<Expr> {
        self.compare_to(Rel::Ne, u, Rational::ZERO)
    }

    /// The conditions that say `u > 0`.
    pub(super) fn positive(&mut self, u: Expr) -> Vec<Expr> {
        self.compare_to(Rel::Gt, u, Rational::ZERO)
    }

    /// The conditions that say `u >= 0`.
    pub(super) fn nonnegative(&mut self, u: Expr) -> Vec<Expr> {
        self.compare_to(Rel::Ge, u, Rational::ZERO)
    }

    /// The conditions that say `a ≠ b`.
    pub(super) fn distinct(&mut self, a: Expr, b: Expr) -> Vec<Expr> {
        if let Some(v) = self.store.as_rational(b) {
            return self.compare_to(Rel::Ne, a, v);
        }
        if let Some(v) = self.store.as_rational(a) {
            return self.compare_to(Rel::Ne, b, v);
        }
        let condition = self.store.rel(Rel::Ne, a, b);
        if self.proves(Hyps::NONE, condition) { Vec::new() } else { vec![condition] }
    }

    /// The conditions that say `|u| <= 1` or `|u| < 1`.
    pub(super) fn within_one(&mut self, rel: Rel, u: Expr) -> Vec<Expr> {
        let two = self.store.integer(2);
        let square = self.store.pow(u, two);
        self.compare_to(rel, square, Rational::ONE)
    }

    /// The simplest conditions that say the same as this one.
    pub(super) fn simplest(&mut self, condition: Expr) -> Vec<Expr> {
        match (self.store.op(condition), self.store.pair(condition)) {
            (Op::Rel(rel), Some((a, b))) => {
                if let Some(v) = self.store.as_rational(b) {
                    return self.compare_to(rel, a, v);
                }
                if let Some(v) = self.store.as_rational(a) {
                    return self.compare_to(rel.flipped(), b, v);
                }
                if self.proves(Hyps::NONE, condition) { Vec::new() } else { vec![condition] }
            }
            (Op::ForAll, _) if self.proves(Hyps::NONE, condition) => Vec::new(),
            (Op::And, _) => {
                let parts = self.store.children(condition).to_vec();
                parts.into_iter().flat_map(|part| self.simplest(part)).collect()
            }
            _ => vec![condition],
        }
    }

    /// The conditions that say `u rel v`, peeled down to what the user would write.
    pub fn compare_to(&mut self, rel: Rel, u: Expr, v: Rational) -> Vec<Expr> {
        if !v.is_zero() {
            return self.compared(rel, u, v);
        }
        if let Some(known) = self.signs.get(&(rel, u)) {
            return known.to_vec();
        }
        self.check_store();
        let conditions = self.compared(rel, u, v);
        self.signs.insert((rel, u), conditions.as_slice().into());
        conditions
    }

    fn compared(&mut self, rel: Rel, u: Expr, v: Rational) -> Vec<Expr> {
        let mut simple = Vec::new();
        let longest = v.bits().saturating_add(GROWTH);
        let whole = self.store.rational(&v);
        let whole = self.store.rel(rel, u, whole);
        let mut open = vec![(rel, u, v)];
        while let Some((rel, u, v)) = open.pop() {
            if v.bits() > longest {
                return vec![whole];
            }
            let bound = self.store.rational(&v);
            let condition = self.store.rel(rel, u, bound);
            if self.proves(Hyps::NONE, condition) {
                continue;
            }
            let parts = match self.peel(rel, u, &v) {
                None => self.peel_polynomial(rel, u, &v),
                parts => parts,
            };
            match parts {
                Some(parts) => open.extend(parts),
                None if !simple.contains(&condition) => simple.push(condition),
                None => {}
            }
        }
        simple
    }

    /// Comparisons equivalent to `u rel v` about smaller terms.
    fn peel(&mut self, rel: Rel, u: Expr, v: &Rational) -> Option<Vec<(Rel, Expr, Rational)>> {
        let one = |rel, u, v| Some(vec![(rel, u, v)]);
        match (self.store.op(u), self.store.pair(u)) {
            (Op::Matrix(op), _) => self.peel_matrix(rel, u, op, v),
            (Op::Neg, _) => one(rel.flipped(), self.store.single(u)?, -v),
            // A number goes to the right, but not out of a sum that stays one.
            (Op::Add, Some((a, b))) => match self.constants(a, b) {
                (Some(k), None) if !self.is_sum(b) => one(rel, b, v - &k),
                (None, Some(k)) if !self.is_sum(a) => one(rel, a, v - &k),
                _ if v.is_zero() => self.root_sum(rel, a, b),
                _ => None,
            },
            (Op::Sub, Some((a, b))) => match self.constants(a, b) {
                (Some(k), None) if !self.is_sum(b) => one(rel.flipped(), b, &k - v),
                (None, Some(k)) if !self.is_sum(a) => one(rel, a, v + &k),
                _ if v.is_zero() => match self.peel_exponentials(rel, a, b) {
                    None => self.root_difference(rel, a, b),
                    parts => parts,
                },
                _ => None,
            },
            (Op::Mul, Some((a, b))) => match self.constants(a, b) {
                (Some(k), None) => scaled(rel, b, v, &k),
                (None, Some(k)) => scaled(rel, a, v, &k),
                _ if v.is_zero() => self.peel_product(rel, a, b),
                _ => None,
            },
            (Op::Div, Some((a, b))) => match self.constants(a, b) {
                (None, Some(k)) => scaled(rel, a, v, &k.recip()?),
                (Some(k), None) if v.is_zero() && !k.is_zero() && rel != Rel::Ne => {
                    // k/b has the sign of k*b, and is never 0.
                    let strict = if rel == Rel::Ge {
                        Rel::Gt
                    } else if rel == Rel::Le {
                        Rel::Lt
                    } else {
                        rel
                    };
                    one(if k.is_negative() { strict.flipped() } else { strict }, b, Rational::ZERO)
                }
                (Some(k), None) if !v.is_zero() && rel == Rel::Ne => one(rel, b, k.checked_div(v)?),
                // k/b < v is b > k/v where b cannot be negative.
                (Some(k), None)
                    if k.is_positive()
                        && v.is_positive()
                        && self.range(Hyps::NONE, b).is_nonnegative() =>
                {
                    one(rel.flipped(), b, k.checked_div(v)?)
                }
                _ if v.is_zero() => self.peel_product(rel, a, b),
                _ => None,
            },
            (Op::Pow, Some((a, b))) => self.peel_power(rel, a, b, v),
            (Op::Func(Func::Root), Some((a, _))) if v.is_zero() => match rel {
                Rel::Ne | Rel::Gt | Rel::Lt => one(rel, a, Rational::ZERO),
                Rel::Eq | Rel::Le | Rel::Ge => None,
            },
            (Op::Func(Func::Ln), _) if v.is_zero() => {
                one(rel, self.store.single(u)?, Rational::ONE)
            }
            (Op::Func(Func::Abs | Func::Sign), _) if v.is_zero() && rel == Rel::Ne => {
                one(rel, self.store.single(u)?, Rational::ZERO)
            }
            (Op::Func(Func::Abs), _) if v.is_zero() && rel == Rel::Gt => {
                one(Rel::Ne, self.store.single(u)?, Rational::ZERO)
            }
            // A sum of positive terms is positive if there is one.
            (Op::Sum, _) if v.is_zero() && matches!(rel, Rel::Ne | Rel::Gt) => {
                let (to, from) = self.positive_sum(u)?;
                one(Rel::Ge, to, from)
            }
            (Op::Apply(..) | Op::Indexed(_), _) => {
                let body = self.unfolded(u)?;
                // An opaque definition reads better than its body, unless the body peels.
                self.peel(rel, body, v)
            }
            _ => None,
        }
    }

    fn is_sum(&self, e: Expr) -> bool {
        matches!(self.store.op(e), Op::Add | Op::Sub)
    }

    fn constants(&self, a: Expr, b: Expr) -> (Option<Rational>, Option<Rational>) {
        (self.store.as_rational(a), self.store.as_rational(b))
    }

    /// `e^s - e^t rel 0` is `s - t rel 0`, for the exponential function increases.
    fn peel_exponentials(
        &mut self,
        rel: Rel,
        a: Expr,
        b: Expr,
    ) -> Option<Vec<(Rel, Expr, Rational)>> {
        let exponent = |e: Expr| match (self.store.op(e), self.store.pair(e)) {
            (Op::Pow, Some((base, s))) => {
                (self.store.op(base) == Op::Constant(Constant::E)).then_some(s)
            }
            _ => None,
        };
        let (s, t) = (exponent(a)?, exponent(b)?);
        let difference = self.store.sub(s, t);
        let tidy = terms::tidy(&mut self.store, difference);
        Some(vec![(rel, tidy, Rational::ZERO)])
    }

    /// `a*b rel 0` or `a/b rel 0` where one factor has a known sign; `≠` splits always.
    fn peel_product(&mut self, rel: Rel, a: Expr, b: Expr) -> Option<Vec<(Rel, Expr, Rational)>> {
        let zero = Rational::ZERO;
        if rel == Rel::Ne {
            return Some(vec![(rel, a, zero.clone()), (rel, b, zero)]);
        }
        if a == b && rel == Rel::Gt {
            return Some(vec![(Rel::Ne, a, zero)]);
        }
        if let Some(parts) = self.sign_chart(rel, a, b) {
            return Some(parts);
        }
        for (known, other) in [(a, b), (b, a)] {
            let range = self.range(Hyps::NONE, known);
            if range.is_positive() {
                return Some(vec![(rel, other, zero)]);
            }
            if range.is_negative() {
                return Some(vec![(rel.flipped(), other, zero)]);
            }
            if rel == Rel::Gt && range.is_nonnegative() {
                return Some(vec![(Rel::Ne, known, zero.clone()), (rel, other, zero)]);
            }
        }
        None
    }

    fn peel_power(
        &mut self,
        rel: Rel,
        base: Expr,
        exponent: Expr,
        v: &Rational,
    ) -> Option<Vec<(Rel, Expr, Rational)>> {
        if self.store.op(base) == Op::Constant(Constant::E) && v.is_one() {
            return Some(vec![(rel, exponent, Rational::ZERO)]);
        }
        let literal = terms::constant(&self.store, exponent);
        let Some(n) = literal.and_then(|r| r.to_i64()) else {
            // A positive real power is zero exactly where its base is; but 0^0 = 1.
            let positive = terms::constant(&self.store, exponent).is_some_and(|r| r.is_positive());
            let applies = positive && v.is_zero() && rel == Rel::Ne;
            return applies.then(|| vec![(rel, base, v.clone())]);
        };
        if n == 0 {
            return None;
        }
        if v.is_zero() {
            return match rel {
                Rel::Ne => Some(vec![(rel, base, v.clone())]),
                Rel::Gt if n % 2 == 0 => Some(vec![(Rel::Ne, base, v.clone())]),
                Rel::Gt | Rel::Lt if n % 2 != 0 => Some(vec![(rel, base, v.clone())]),
                Rel::Ge | Rel::Le if n > 0 && n % 2 != 0 => Some(vec![(rel, base, v.clone())]),
                _ => None,
            };
        }
        let k = u32::try_from(n).ok()?;
        // Of (c/w)^k, the power of w is spoken of.
        if k % 2 == 0
            && k <= LARGEST_EXPONENT
            && v.is_positive()
            && matches!(rel, Rel::Lt | Rel::Le)
            && let (Op::Div, Some((c, w))) = (self.store.op(base), self.store.pair(base))
            && let Some(c) = self.store.as_rational(c).and_then(|c| c.pow(i32::try_from(k).ok()?))
        {
            let power = self.store.pow(w, exponent);
            return Some(vec![(rel.flipped(), power, c.checked_div(v)?)]);
        }
        let root = v.exact_root(k)?;
        if k % 2 == 1 {
            return Some(vec![(rel, base, root)]);
        }
        match rel {
            Rel::Ne => Some(vec![(rel, base, root.clone()), (rel, base, -&root)]),
            Rel::Lt => Some(vec![(rel, base, root.clone()), (Rel::Gt, base, -&root)]),
            Rel::Le => Some(vec![(rel, base, root.clone()), (Rel::Ge, base, -&root)]),
            Rel::Eq | Rel::Gt | Rel::Ge => None,
        }
    }
}

/// `k*u rel v` for a number `k ≠ 0`.
fn scaled(rel: Rel, u: Expr, v: &Rational, k: &Rational) -> Option<Vec<(Rel, Expr, Rational)>> {
    let quotient = v.checked_div(k)?;
    Some(vec![(if k.is_negative() { rel.flipped() } else { rel }, u, quotient)])
}
