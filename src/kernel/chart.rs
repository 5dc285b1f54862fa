//! Sign charts: where a product of linear terms in one variable is positive.

use super::Kernel;
use crate::expr::{Expr, Func, Op, Rel};
use crate::normal::terms::{Exponent, Sum, Term};
use crate::num::Rational;

/// A comparison of a term with a number.
type Comparison = (Rel, Expr, Rational);

/// `a*x + b` to an odd power (`true`) or to an even one.
struct Linear {
    variable: Expr,
    root: Rational,
    rising: bool,
    odd: bool,
}

impl Kernel {
    /// `a*b rel 0` or `a/b rel 0` as bounds of the variable, where all factors are linear in it and
    /// the solutions form one interval; `None` otherwise. Zeros of a divisor need no mention.
    pub(super) fn sign_chart(&mut self, rel: Rel, a: Expr, b: Expr) -> Option<Vec<Comparison>> {
        let mut factors = Vec::new();
        let mut positive = true;
        for side in [a, b] {
            let sum = Sum::read(&self.store, side);
            let [Term { coefficient, factors: powers }] = sum.terms.as_slice() else {
                let linear = self.linear(side, true)?;
                positive ^= !linear.rising;
                factors.push(linear);
                continue;
            };
            positive ^= coefficient.is_negative();
            for power in powers {
                let Exponent::Number(n) = &power.exponent else { return None };
                let odd = n.is_odd_integer()?;
                let linear = self.linear(power.base, odd)?;
                positive ^= odd && !linear.rising;
                factors.push(linear);
            }
        }
        let x = factors.first()?.variable;
        if factors.iter().any(|factor| factor.variable != x) {
            return None;
        }
        let wanted = match rel {
            Rel::Gt | Rel::Ge => positive,
            Rel::Lt | Rel::Le => !positive,
            Rel::Eq | Rel::Ne => return None,
        };
        let strict = matches!(rel, Rel::Gt | Rel::Lt);
        let mut turns: Vec<&Rational> = factors.iter().filter(|f| f.odd).map(|f| &f.root).collect();
        turns.sort();
        // Above the last turn the sign is that of the leading coefficient.
        let above = if strict { Rel::Gt } else { Rel::Ge };
        let mut bounds = match (turns.as_slice(), wanted) {
            ([], true) => Vec::new(),
            ([r], true) => vec![(above, x, (*r).clone())],
            ([r], false) => vec![(above.flipped(), x, (*r).clone())],
            ([lo, hi], false) if lo != hi => {
                vec![(above, x, (*lo).clone()), (above.flipped(), x, (*hi).clone())]
            }
            _ => return None,
        };
        let touches = factors.iter().filter(|f| !f.odd);
        if strict {
            bounds.extend(touches.map(|f| (Rel::Ne, x, f.root.clone())));
        } else if touches.count() > 0 {
            return None;
        }
        Some(bounds)
    }

    /// `u + √w rel 0`, where `w - u^2` is a number `c`: for `c > 0` the sum is positive, for `c < 0`
    /// it has the sign of `u`; it is never zero, for `(√w + u)(√w - u) = c`.
    pub(super) fn root_sum(&mut self, rel: Rel, a: Expr, b: Expr) -> Option<Vec<Comparison>> {
        let radicand = |e: Expr| match (self.store.op(e), self.store.pair(e)) {
            (Op::Func(Func::Root), Some((w, k))) if self.store.as_literal_i64(k) == Some(2) => {
                Some(w)
            }
            _ => None,
        };
        let (u, w) = match (radicand(a), radicand(b)) {
            (None, Some(w)) => (a, w),
            (Some(w), None) => (b, w),
            _ => return None,
        };
        let two = self.store.integer(2);
        let square = self.store.pow(u, two);
        let difference = self.store.sub(w, square);
        let difference = Sum::read(&self.store, difference);
        let c = match difference.terms.as_slice() {
            [Term { coefficient, factors }] if factors.is_empty() => coefficient,
            _ => return None,
        };
        match rel {
            Rel::Ne => Some(Vec::new()),
            Rel::Gt | Rel::Ge if c.is_positive() => Some(Vec::new()),
            Rel::Gt | Rel::Ge => Some(vec![(Rel::Gt, u, Rational::ZERO)]),
            Rel::Lt | Rel::Le | Rel::Eq => None,
        }
    }

    /// `√w - u rel 0` or `u - √w rel 0`, as a sum with `-u`.
    pub(super) fn root_difference(
        &mut self,
        rel: Rel,
        a: Expr,
        b: Expr,
    ) -> Option<Vec<Comparison>> {
        if self.store.op(a) == Op::Func(Func::Root) {
            let minus = self.store.neg(b);
            return self.root_sum(rel, a, minus);
        }
        let minus = self.store.neg(a);
        self.root_sum(rel.flipped(), minus, b)
    }

    /// The base as a linear term of one variable.
    fn linear(&self, base: Expr, odd: bool) -> Option<Linear> {
        let sum = Sum::read(&self.store, base);
        let (mut slope, mut constant, mut variable) = (None, Rational::ZERO, None);
        for term in &sum.terms {
            match term.factors.as_slice() {
                [] => constant = term.coefficient.clone(),
                [factor] if factor.exponent == Exponent::ONE && variable.is_none() => {
                    matches!(self.store.op(factor.base), Op::Symbol(_)).then_some(())?;
                    variable = Some(factor.base);
                    slope = Some(term.coefficient.clone());
                }
                _ => return None,
            }
        }
        let slope = slope?;
        let root = (-&constant).checked_div(&slope)?;
        Some(Linear { variable: variable?, root, rising: slope.is_positive(), odd })
    }
}
