//! Sign reasoning: which strict and weak inequalities hold of themselves or under hypotheses.
//!
//! [`Kernel::proves`] answers by a table of ranges (`e^u > 0`, `u^2 >= 0`, `-1 <= sin u <= 1` …),
//! applied from the leaves up. It never searches: "no" means "not by this table".

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::Kernel;
use super::hyps::Hyps;
use super::range::{End, Range};
use crate::eval;
use crate::expr::{Constant, Expr, Func, MatOp, Op, Rel};
use crate::normal::terms;
use crate::num::Rational;

type Ranges = HashMap<Expr, Range, FxBuildHasher>;

impl Kernel {
    /// Does the condition hold wherever the hypotheses do (and its terms are defined)?
    pub fn proves(&mut self, hyps: Hyps, condition: Expr) -> bool {
        if self.hyps_table.list(hyps).contains(&condition) {
            return true;
        }
        match (self.store.op(condition), self.store.pair(condition)) {
            (Op::ForAll, _) => self.proves_for_all(hyps, condition),
            (Op::And, _) => {
                let parts = self.store.children(condition).to_vec();
                parts.into_iter().all(|part| self.proves(hyps, part))
            }
            (Op::Rel(rel), Some((a, b))) => {
                self.follows_directly(hyps, rel, a, b)
                    || self.ranges_prove(hyps, rel, a, b)
                    || (rel == Rel::Ne && self.power_excludes(hyps, a, b))
                    || (rel == Rel::Ne && self.excluded_reversed(hyps, a, b))
                    || self.is_evident(condition)
                    || self.follows_from_all(hyps, condition)
                    || self.integers_prove(hyps, rel, a, b)
            }
            _ => false,
        }
    }

    /// `u ≠ c` from a bound of an even power, such as `u^2 > 1` for `c = 1`.
    pub(super) fn power_excludes(&self, hyps: Hyps, u: Expr, c: Expr) -> bool {
        let known = self.hyps_table.list(hyps);
        if known.is_empty() {
            return false;
        }
        let Some(c) = self.store.as_rational(c) else { return false };
        known.iter().any(|&h| {
            let (Op::Rel(rel), Some((power, k))) = (self.store.op(h), self.store.pair(h)) else {
                return false;
            };
            let n = self.store.pair(power).and_then(|(_, n)| self.store.as_literal_i64(n));
            let value = n.and_then(|n| c.pow(i32::try_from(n).ok()?));
            match (self.is_even_power_of(power, u), value, self.store.as_rational(k)) {
                (true, Some(value), Some(k)) => match rel {
                    Rel::Gt => value <= k,
                    Rel::Ge => value < k,
                    Rel::Lt => value >= k,
                    Rel::Le => value > k,
                    Rel::Eq | Rel::Ne => false,
                },
                _ => false,
            }
        })
    }

    /// `u - v ≠ 0` from `v - u ≠ 0`.
    fn excluded_reversed(&mut self, hyps: Hyps, a: Expr, b: Expr) -> bool {
        match (self.store.op(a), self.store.pair(a), self.store.as_literal_i64(b)) {
            (Op::Sub, Some((u, v)), Some(0)) if !hyps.is_none() => {
                let reversed = self.store.sub(v, u);
                self.follows_directly(hyps, Rel::Ne, reversed, b)
            }
            _ => false,
        }
    }

    /// A comparison of two constants that an enclosure decides, such as `√13 <= 4`.
    fn is_evident(&mut self, condition: Expr) -> bool {
        const LARGE: usize = 60;
        const BITS: usize = 128;
        self.store.is_closed(condition)
            && self.store.size(condition) <= LARGE
            && matches!(eval::holds(&mut self.store, condition, &[], BITS), Ok(Some(true)))
    }

    /// `a rel b` from a hypothesis about the same two terms, such as `a < b` for `a ≠ b`.
    fn follows_directly(&self, hyps: Hyps, rel: Rel, a: Expr, b: Expr) -> bool {
        if a == b && matches!(rel, Rel::Eq | Rel::Le | Rel::Ge) {
            return true;
        }
        self.hyps_table.list(hyps).iter().any(|&h| match (self.store.op(h), self.store.pair(h)) {
            (Op::Rel(known), Some((c, d))) => {
                // The same sum may be written in another order.
                let same = (c, d) == (a, b) || (d == b && terms::same(&self.store, c, a));
                (same && implies(known, rel)) || ((c, d) == (b, a) && implies(known.flipped(), rel))
            }
            _ => false,
        })
    }

    fn ranges_prove(&mut self, hyps: Hyps, rel: Rel, a: Expr, b: Expr) -> bool {
        let zero = Rational::ZERO;
        let (range, bound) = if let Some(v) = self.store.as_rational(b) {
            (self.range(hyps, a), v)
        } else if let Some(v) = self.store.as_rational(a) {
            let range = self.range(hyps, b);
            return holds(rel.flipped(), &range, &v);
        } else {
            let difference = self.range(hyps, a).plus(&self.range(hyps, b).negate());
            (difference, zero)
        };
        holds(rel, &range, &bound)
    }

    /// A set of reals that contains every value of `e` where the hypotheses hold.
    pub(super) fn range(&mut self, hyps: Hyps, e: Expr) -> Range {
        self.refresh();
        let mut ranges =
            if hyps.is_none() { std::mem::take(&mut self.free_ranges) } else { Ranges::default() };
        let mut stack = vec![e];
        while let Some(&top) = stack.last() {
            if ranges.contains_key(&top) {
                stack.pop();
                continue;
            }
            let parts = self.range_parts(top, hyps);
            let before = stack.len();
            stack.extend(parts.iter().copied().filter(|part| !ranges.contains_key(part)));
            if stack.len() == before {
                let mut range = self.range_of_node(top, &parts, &ranges);
                if !hyps.is_none() {
                    for h in self.hyps_table.about(&self.store, hyps, top).to_vec() {
                        if let Some(bound) = self.bound_from(h, top) {
                            range = range.meet(&bound);
                        }
                    }
                    if let Some(sign) = self.sign_by_quadrant(hyps, top) {
                        range = range.meet(&sign);
                    }
                }
                ranges.insert(top, range);
                stack.pop();
            }
        }
        let range = ranges.get(&e).cloned().unwrap_or(Range::ALL);
        if hyps.is_none() {
            self.check_store();
            self.free_ranges = ranges;
        }
        range
    }

    /// The terms whose ranges decide the range of `e`.
    fn range_parts(&mut self, e: Expr, hyps: Hyps) -> Vec<Expr> {
        match self.store.op(e) {
            Op::Apply(..) | Op::Symbol(_) | Op::Indexed(_) => {
                self.unfolded(e).into_iter().collect()
            }
            Op::Sum | Op::Prod => {
                let known = self.hyps_table.list(hyps).to_vec();
                match self.ranged(e, &known) {
                    Some(ranged) => vec![ranged.body, ranged.from, ranged.to],
                    None => Vec::new(),
                }
            }
            Op::Delta | Op::ForAll => Vec::new(),
            Op::Deriv | Op::At | Op::Rel(_) | Op::And | Op::Differentiable => Vec::new(),
            Op::Matrix(MatOp::Named(_)) => self.unfolded(e).into_iter().collect(),
            Op::Matrix(op) => self.matrix_range_parts(e, op),
            Op::Piecewise => self.piecewise_values(e),
            _ => self.store.children(e).to_vec(),
        }
    }

    fn range_of_node(&self, e: Expr, parts: &[Expr], ranges: &Ranges) -> Range {
        let of = |part: &Expr| ranges.get(part).cloned().unwrap_or(Range::ALL);
        match (self.store.op(e), parts) {
            (Op::Number(_), _) => match self.store.number(e) {
                Some((value, _)) => Range::point(value),
                None => Range::ALL,
            },
            (Op::Constant(Constant::Pi), _) => {
                bracket(Rational::new(314, 100), Rational::new(22, 7))
            }
            (Op::Constant(Constant::E), _) => bracket(Rational::new(27, 10), Rational::new(28, 10)),
            (Op::Neg, [a]) => of(a).negate(),
            (Op::Add, [a, b]) => of(a).plus(&of(b)),
            (Op::Sub, [a, b]) => of(a).plus(&of(b).negate()),
            (Op::Mul, [a, b]) if a == b => of(a).power(2),
            (Op::Mul, [a, b]) if self.is_sign_of(*a, *b) => of(b).abs(),
            (Op::Mul, [a, b]) if self.is_sign_of(*b, *a) => of(a).abs(),
            (Op::Mul, [a, b]) => of(a).times(&of(b)),
            (Op::Div, [a, b]) => match self.store.as_rational(e) {
                Some(value) => Range::point(&value),
                None => of(a).times(&of(b).reciprocal()),
            },
            (Op::Pow, [a, b]) => self.range_of_power(*b, &of(a), &of(b)),
            (Op::Func(Func::Root), [a, k]) => {
                let even = self.store.as_literal_i64(*k).is_some_and(|k| k % 2 == 0);
                range_of_root(&of(a), even)
            }
            (Op::Func(f), [a, rest @ ..]) => range_of_function(f, &of(a), rest.first().map(of)),
            (Op::Apply(..) | Op::Symbol(_) | Op::Indexed(_), [body]) => of(body),
            (Op::Symbol(name), []) => match self.store.least(name) {
                Some(least) => Range::new(End::Closed(Rational::integer(least)), End::Infinite),
                None => Range::ALL,
            },
            (Op::Delta, _) => Range::closed(0, 1),
            (Op::Sum, [body, from, to]) => {
                let count = of(to).plus(&of(from).negate());
                range_of_sum(&of(body), count.is_nonnegative())
            }
            (Op::Prod, [body, ..]) => {
                let body = of(body);
                if body.is_positive() {
                    Range::positive()
                } else if body.is_nonnegative() {
                    Range::nonnegative()
                } else {
                    Range { nonzero: body.nonzero, ..Range::ALL }
                }
            }
            (Op::Piecewise, [first, rest @ ..]) => {
                rest.iter().fold(of(first), |hull, part| hull.hull(&of(part)))
            }
            (Op::Matrix(op), parts) => {
                let parts: Vec<Range> = parts.iter().map(of).collect();
                self.range_of_matrix(e, op, &parts)
            }
            _ => Range::ALL,
        }
    }

    fn range_of_power(&self, exponent: Expr, base: &Range, power: &Range) -> Range {
        let literal = terms::constant(&self.store, exponent);
        if let Some(n) = literal.as_ref().and_then(Rational::to_i64) {
            let magnitude = u32::try_from(n.unsigned_abs()).unwrap_or(u32::MAX);
            return match n {
                0 => Range::closed(1, 1),
                1.. => base.power(magnitude),
                ..0 => base.power(magnitude).reciprocal(),
            };
        }
        let one = Rational::ONE;
        let mut range = if base.is_positive() {
            Range::positive()
        } else if base.is_nonnegative() || literal.is_some_and(|r| !r.is_integer()) {
            // A power that is no integer exists only for a nonnegative base.
            Range::nonnegative()
        } else {
            return Range::ALL;
        };
        let end = |open: bool| if open { End::Open(one.clone()) } else { End::Closed(one.clone()) };
        if base.above(&one) {
            if power.is_nonnegative() {
                range = range.meet(&Range::new(end(power.is_positive()), End::Infinite));
            } else if power.is_nonpositive() {
                range = range.meet(&Range::new(End::Infinite, end(power.is_negative())));
            }
        }
        range
    }

    /// Is it `sign(u)`?
    fn is_sign_of(&self, e: Expr, u: Expr) -> bool {
        self.store.op(e) == Op::Func(Func::Sign) && self.store.single(e) == Some(u)
    }

    fn is_even_power_of(&self, power: Expr, e: Expr) -> bool {
        match (self.store.op(power), self.store.pair(power)) {
            (Op::Pow, Some((base, n))) => {
                base == e && self.store.as_literal_i64(n).is_some_and(|n| n > 0 && n % 2 == 0)
            }
            _ => false,
        }
    }

    /// What a hypothesis says about the values of `e` itself.
    fn bound_from(&mut self, hypothesis: Expr, e: Expr) -> Option<Range> {
        let Op::Rel(rel) = self.store.op(hypothesis) else {
            if self.store.op(hypothesis) == Op::And {
                let parts = self.store.children(hypothesis).to_vec();
                let bounds = parts.into_iter().filter_map(|part| self.bound_from(part, e));
                return bounds.reduce(|a, b| a.meet(&b));
            }
            return None;
        };
        let (a, b) = self.store.pair(hypothesis)?;
        if self.is_even_power_of(a, e) {
            let bound = self.bound_from(hypothesis, a)?;
            return bound.is_positive().then_some(Range { nonzero: true, ..Range::ALL });
        }
        let (rel, bound) = if a == e {
            (rel, b)
        } else if b == e {
            (rel.flipped(), a)
        } else {
            return None;
        };
        // The other side may be any number, such as π/2.
        let bound = match self.store.as_rational(bound) {
            Some(value) => Range::point(&value),
            None if self.store.is_closed(bound) => self.range(Hyps::NONE, bound),
            None => return None,
        };
        let open = |end: End| match end {
            End::Closed(v) => End::Open(v),
            end => end,
        };
        Some(match rel {
            Rel::Eq => bound,
            Rel::Ne if bound == Range::point(&Rational::ZERO) => {
                Range { nonzero: true, ..Range::ALL }
            }
            Rel::Ne => return None,
            Rel::Lt => Range::new(End::Infinite, open(bound.hi)),
            Rel::Le => Range::new(End::Infinite, bound.hi),
            Rel::Gt => Range::new(open(bound.lo), End::Infinite),
            Rel::Ge => Range::new(bound.lo, End::Infinite),
        })
    }
}

/// Does `a known b` imply `a wanted b`?
fn implies(known: Rel, wanted: Rel) -> bool {
    known == wanted
        || matches!(
            (known, wanted),
            (Rel::Eq, Rel::Le | Rel::Ge)
                | (Rel::Lt, Rel::Le | Rel::Ne)
                | (Rel::Gt, Rel::Ge | Rel::Ne)
        )
}

/// Does `u rel bound` hold for every `u` of the range?
fn holds(rel: Rel, range: &Range, bound: &Rational) -> bool {
    match rel {
        Rel::Eq => range.at_least(bound) && range.at_most(bound),
        Rel::Ne => range.excludes(bound),
        Rel::Lt => range.below(bound),
        Rel::Le => range.at_most(bound),
        Rel::Gt => range.above(bound),
        Rel::Ge => range.at_least(bound),
    }
}

fn bracket(lo: Rational, hi: Rational) -> Range {
    Range::new(End::Open(lo), End::Open(hi))
}

fn range_of_function(f: Func, a: &Range, b: Option<Range>) -> Range {
    let one = Rational::ONE;
    match f {
        Func::Ln => {
            if a.above(&one) {
                Range::positive()
            } else if a.at_least(&one) {
                Range::nonnegative()
            } else if a.below(&one) {
                Range::positive().negate()
            } else if a.at_most(&one) {
                Range::nonnegative().negate()
            } else {
                Range::ALL
            }
        }
        Func::Root => Range::ALL,
        Func::Sin | Func::Cos => Range::closed(-1, 1),
        // 11/7 is above π/2, and 22/7 above π.
        Func::Asin | Func::Atan => {
            let bound = Rational::new(11, 7);
            signed_like(a, &bracket(-&bound, bound))
        }
        Func::Acos => {
            let range = Range::new(End::Closed(Rational::ZERO), End::Open(Rational::new(22, 7)));
            if a.below(&one) { range.meet(&Range::positive()) } else { range }
        }
        Func::Erf => signed_like(a, &bracket(Rational::MINUS_ONE, one)),
        Func::Abs => a.abs(),
        Func::Sign => {
            if a.is_positive() {
                Range::closed(1, 1)
            } else if a.is_negative() {
                Range::closed(-1, -1)
            } else {
                Range { nonzero: a.nonzero, ..Range::closed(-1, 1) }
            }
        }
        Func::Floor if a.is_nonnegative() => Range::nonnegative(),
        Func::Floor if a.is_negative() => {
            Range::new(End::Infinite, End::Closed(Rational::MINUS_ONE))
        }
        Func::Ceil if a.is_positive() => Range::new(End::Closed(one), End::Infinite),
        Func::Ceil if a.is_nonpositive() => Range::nonnegative().negate(),
        Func::Floor | Func::Ceil => Range::ALL,
        Func::Min | Func::Max => extremum(f, a, b.as_ref()),
    }
}

/// The values within `all` of an odd increasing function, which has the sign of its argument `a`.
fn signed_like(a: &Range, all: &Range) -> Range {
    if a.is_positive() {
        all.meet(&Range::positive())
    } else if a.is_negative() {
        all.meet(&Range::positive().negate())
    } else if a.is_nonnegative() {
        all.meet(&Range::nonnegative())
    } else if a.is_nonpositive() {
        all.meet(&Range::nonnegative().negate())
    } else {
        all.clone()
    }
}

/// The values of a sum of terms in this range; `nonempty` if there certainly is a term.
fn range_of_sum(term: &Range, nonempty: bool) -> Range {
    let signed = |term: &Range| {
        if nonempty && term.is_positive() { Range::positive() } else { Range::nonnegative() }
    };
    if term.is_nonnegative() {
        signed(term)
    } else if term.is_nonpositive() {
        signed(&term.negate()).negate()
    } else {
        Range::ALL
    }
}

fn range_of_root(a: &Range, even: bool) -> Range {
    let root = if a.is_positive() {
        Range::positive()
    } else if a.is_negative() {
        Range::positive().negate()
    } else if even || a.is_nonnegative() {
        Range::nonnegative()
    } else {
        Range::ALL
    };
    let bounded = a.is_nonnegative() && a.at_most(&Rational::ONE);
    let cap = Range::new(End::Infinite, End::Closed(Rational::ONE));
    let root = if bounded { root.meet(&cap) } else { root };
    Range { nonzero: root.nonzero || a.nonzero, ..root }
}

fn extremum(f: Func, a: &Range, b: Option<&Range>) -> Range {
    let Some(b) = b else { return Range::ALL };
    if f == Func::Min {
        return extremum(Func::Max, &a.negate(), Some(&b.negate())).negate();
    }
    // A lower bound of either is a lower bound of the larger one.
    let hull = a.hull(b);
    let lower = |r: &Range| Range::new(r.lo.clone(), End::Infinite);
    hull.meet(&lower(a)).meet(&lower(b))
}
