//! Simplification: the forms that the algebra offers, the cheapest to read, proved equal.

use super::cost::cost;
use super::offers::MAX_TERMS;
use super::{Engine, Proved};
use crate::expr::{self, Expr, Func, Op, Orders};
use crate::kernel::{Hyps, Theorem, View};
use crate::normal::poly::Limits;
use crate::normal::tower::{Mode, NoForm, Tower};

impl Engine {
    /// `e` equals its simplest known form.
    ///
    /// # Errors
    /// If the kernel refuses a step.
    pub fn simplify(&mut self, e: Expr) -> Proved {
        if self.kernel.store().has_matrices(e) {
            return self.simplify_matrices(e);
        }
        let t = match self.by_named_rules(e)? {
            Some(t) => t,
            None => self.kernel.refl(e),
        };
        let t = self.tidied(t)?;
        let mut t = self.improved(t, &[], Gain::Any)?;
        // A form may open the way to a better one.
        for _ in 0..2 {
            t = self.improved(t, &[], Gain::Real)?;
        }
        Ok(t)
    }

    /// The theorem followed by the simplification of its right side; `units` are terms through
    /// which it may be expressed.
    pub(super) fn simplified(&mut self, t: Theorem, units: &[Expr]) -> Proved {
        let t = self.without_signs(t)?;
        self.improved(t, units, Gain::Marked)
    }

    /// Signs and absolute values that a derivation brought are put together: `x*sign(x)` is `|x|`.
    fn without_signs(&mut self, t: Theorem) -> Proved {
        let e = self.kernel.rhs(t);
        let store = self.kernel.store();
        let signs = |&sub: &Expr| store.op(sub) == Op::Func(Func::Sign);
        if !store.subexpressions(&[e]).iter().any(signs) {
            return Ok(t);
        }
        match self.by_named_rules(e)? {
            Some(step) => {
                let t = self.then(t, step)?;
                self.tidied(t)
            }
            None => Ok(t),
        }
    }

    fn improved(&mut self, t: Theorem, units: &[Expr], gain: Gain) -> Proved {
        let e = self.kernel.rhs(t);
        let best = self.simplest_form(e, units, gain)?;
        self.then(t, best)
    }

    fn simplest_form(&mut self, e: Expr, units: &[Expr], gain: Gain) -> Proved {
        let start = cost(self.kernel.store(), e);
        let mut offers: Vec<(u64, usize, Expr)> = Vec::new();
        for (i, offer) in self.offers(e, units).into_iter().enumerate() {
            offers.push((cost(self.kernel.store(), offer), i, offer));
        }
        offers.sort_unstable();
        for (price, _, offer) in offers {
            let gain = match self.kernel.store().op(offer) {
                // A quotient is expected to be in its shortest form.
                Op::Div if gain == Gain::Marked => Gain::Clear,
                _ => gain,
            };
            if !gain.is_reached(price, start) || (offer == e && gain != Gain::Any) {
                break;
            }
            // At the same price only another kind of expression is worth a step.
            if price == start && self.kernel.store().op(offer) == self.kernel.store().op(e) {
                continue;
            }
            if let Ok(t) = self.kernel.by_algebra_under(self.given, e, offer) {
                let t = self.kernel.settle(t);
                // To be written through another term is not worth a condition.
                if units.is_empty()
                    || self.kernel.hyps_of(t) == self.given
                    || self.kernel.hyps_of(t).is_none()
                {
                    return Ok(t);
                }
            }
        }
        Ok(self.kernel.refl(e))
    }

    /// The conditions under which `e` is defined, together with what is assumed.
    pub(super) fn domain_of(&mut self, e: Expr) -> Hyps {
        let given = self.kernel.conditions(self.given).to_vec();
        let own = self.kernel.defined(e).map_or(Hyps::NONE, |domain| domain.sufficient);
        let all = [given, self.kernel.conditions(own).to_vec()].concat();
        self.kernel.hyps(all)
    }

    /// Does algebra show that `e` has no value anywhere, because a divisor is zero?
    pub fn is_nowhere_defined(&mut self, e: Expr) -> bool {
        let mut tower = Tower::new(Mode::Decide, Limits::terms(MAX_TERMS));
        let mut view = View::new(&mut self.kernel, Hyps::NONE);
        matches!(tower.fractions(&mut view, &[e]), Err(NoForm::Undefined))
    }

    /// The applications of defined functions in `e`, through which a result may be expressed.
    pub(super) fn units_of(&mut self, e: Expr) -> Vec<Expr> {
        const MANY: usize = 8;
        let store = self.kernel.store();
        let mut units: Vec<Expr> = store
            .subexpressions(&[e])
            .into_iter()
            .filter(|&sub| match store.op(sub) {
                Op::Apply(f, _) => store.function(f).is_some(),
                _ => false,
            })
            .collect();
        // f'(u) is to be expressed through f(u).
        for unit in &mut units {
            if let Op::Apply(f, _) = self.kernel.store().op(*unit) {
                let args = self.kernel.store().children(*unit).to_vec();
                *unit = self.kernel.store_mut().apply(f, Orders::NONE, &args);
            }
        }
        let store = self.kernel.store();
        units.sort_by(|&a, &b| expr::compare(store, a, b));
        units.dedup();
        units.truncate(MANY);
        units
    }
}

/// How much simpler a form must be than what is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gain {
    /// Not worse, if it is another form at all.
    Any,
    /// Simpler.
    Real,
    /// Clearly simpler.
    Clear,
    /// Much simpler: what a derivation arrived at is not left for small savings.
    Marked,
}

impl Gain {
    fn is_reached(self, price: u64, start: u64) -> bool {
        match self {
            Self::Any => price <= start,
            Self::Real => price < start,
            Self::Clear => price.saturating_mul(10) <= start.saturating_mul(9),
            Self::Marked => price.saturating_mul(5) <= start.saturating_mul(4),
        }
    }
}
