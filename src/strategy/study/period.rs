//! Periods.

use super::Study;
use crate::expr::{Constant, Expr, Func, Op};
use crate::kernel::Theorem;
use crate::normal::terms::Sum;
use crate::num::Rational;

impl Study<'_> {
    /// A period of `e`, proved: a multiple of π with `e(x + P) = e(x)`.
    pub(super) fn period(&mut self, e: Expr) -> Option<(Expr, Option<Theorem>)> {
        let x = self.engine.kernel.store_mut().symbol_of(self.variable);
        let same = self.engine.kernel.on_branch(e, self.variable, crate::kernel::Span::ALL, &[]);
        let mut common: Option<Rational> = None;
        let all = self.engine.kernel.store().subexpressions(&[same.rhs()]);
        for sub in all {
            let store = self.engine.kernel.store();
            if !matches!(store.op(sub), Op::Func(Func::Sin | Func::Cos)) {
                continue;
            }
            let argument = store.single(sub)?;
            let sum = Sum::read(store, argument);
            let moving = sum.terms.iter().filter(|term| {
                term.factors.iter().any(|factor| store.mentions(factor.base, self.variable))
            });
            for term in moving {
                let plain = matches!(term.factors.as_slice(), [only] if only.base == x
                    && only.exponent == crate::normal::terms::Exponent::ONE);
                if !plain {
                    return None;
                }
                let k = term.coefficient.abs();
                common = Some(common.map_or(k.clone(), |c| c.gcd(&k)));
            }
        }
        let common = common?.recip()?;
        for factor in [1, 2] {
            let store = self.engine.kernel.store_mut();
            let pi = store.constant(Constant::Pi);
            let multiple = &common * &Rational::integer(factor);
            let period = if multiple.is_one() {
                pi
            } else {
                let multiple = store.rational(&multiple);
                store.mul(multiple, pi)
            };
            let shifted = store.add(x, period);
            let moved = store.substitute(e, &[(self.variable, shifted)]);
            if let Ok(t) = self.engine.kernel.by_algebra(moved, e) {
                let t = self.engine.kernel.settle(t);
                if self.engine.kernel.hyps_of(t).is_none() {
                    return Some((period, Some(t)));
                }
            }
            if self.engine.kernel.waves_repeat(e, self.variable, period) {
                return Some((period, None));
            }
        }
        None
    }
}
