//! Simplification: the forms that the algebra offers, the cheapest to read, proved equal.

use super::cost::cost;
use super::offers::MAX_TERMS;
use super::{Engine, Proved};
use crate::expr::{self, Expr, Func, Op, Orders, Store};
use crate::kernel::{Hyps, Theorem, View};
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
        let t = match self.by_named_rules(self.given, e)? {
            Some(t) => t,
            None => self.kernel.refl(e),
        };
        let t = self.closed_and_settled(t)?;
        let t = self.tidied(t)?;
        let mut t = self.improved(t, &[], Gain::Any)?;
        // A form may open the way to a better one.
        for _ in 0..2 {
            t = self.improved(t, &[], Gain::Real)?;
        }
        Ok(t)
    }

    /// Sums in their simplest form, and in closed form where that is known.
    fn closed_and_settled(&mut self, t: Theorem) -> Proved {
        let e = self.kernel.rhs(t);
        let store = self.kernel.store();
        if !store.subexpressions(&[e]).iter().any(|&sub| store.op(sub) == Op::Sum) {
            return Ok(t);
        }
        let t = self.sums_settled(t)?;
        let e = self.kernel.rhs(t);
        match self.closed_forms(e) {
            Some(step) => self.then(t, step),
            None => Ok(t),
        }
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
        let known = self.known_after(t);
        match self.by_named_rules(known, e)? {
            Some(step) => {
                let t = self.then(t, step)?;
                self.tidied(t)
            }
            None => Ok(t),
        }
    }

    fn improved(&mut self, t: Theorem, units: &[Expr], gain: Gain) -> Proved {
        let e = self.kernel.rhs(t);
        let known = self.known_after(t);
        let best = self.simplest_form(known, e, units, gain)?;
        self.then(t, best)
    }

    /// What is assumed, with the conditions of a theorem.
    pub(super) fn known_after(&mut self, t: Theorem) -> Hyps {
        self.both(self.given, self.kernel.hyps_of(t))
    }

    pub(super) fn both(&mut self, a: Hyps, b: Hyps) -> Hyps {
        let all = [self.kernel.conditions(a), self.kernel.conditions(b)].concat();
        self.kernel.hyps(all)
    }

    /// `e` equals the cheapest of its forms that is worth a step.
    fn simplest_form(&mut self, known: Hyps, e: Expr, units: &[Expr], gain: Gain) -> Proved {
        let start = cost(self.kernel.store(), e);
        let offers = self.offers(known, e, units);
        let mut priced: Vec<(u64, usize, Expr)> = Vec::new();
        for (i, &offer) in offers.all.iter().enumerate() {
            priced.push((cost(self.kernel.store(), offer), i, offer));
        }
        priced.sort_unstable();
        for (price, i, offer) in priced {
            let gain = gain.for_step(self.kernel.store(), e, offer);
            if !gain.is_reached(price, start) || (offer == e && gain != Gain::Any) {
                break;
            }
            // At the same price only another kind of expression is worth a step.
            if price == start && self.kernel.store().op(offer) == self.kernel.store().op(e) {
                continue;
            }
            let plainly = self.kernel.by_algebra_under(self.given, e, offer);
            if let Ok(t) = plainly.or_else(|_| self.kernel.by_algebra_under(known, e, offer)) {
                let t = self.kernel.settle(t);
                // To be written through another term is not worth a condition.
                if units.is_empty() || self.kernel.hyps_of(t).is_none() || self.adds_none(known, t)
                {
                    return Ok(match units {
                        [] if i >= offers.through_definitions => self.over_definitions(t),
                        _ => t,
                    });
                }
            }
        }
        Ok(self.kernel.refl(e))
    }

    /// Are all conditions of the theorem among the known ones?
    fn adds_none(&self, known: Hyps, t: Theorem) -> bool {
        let known = self.kernel.conditions(known);
        self.kernel.conditions(self.kernel.hyps_of(t)).iter().all(|c| known.contains(c))
    }

    /// The same equation by way of what the names mean that its right side is rid of.
    fn over_definitions(&mut self, t: Theorem) -> Theorem {
        let (e, simple) = (self.kernel.lhs(t), self.kernel.rhs(t));
        let Ok(meaning) = self.unfold_all_but(e, simple) else { return t };
        let plain = self.kernel.rhs(meaning);
        if plain == e {
            return t;
        }
        let hyps = self.kernel.hyps_of(t);
        match self.kernel.by_algebra_under(hyps, plain, simple) {
            Ok(rest) => self.kernel.trans(meaning, rest).map_or(t, |t| self.kernel.settle(t)),
            Err(_) => t,
        }
    }

    /// The conditions under which `e` is defined, together with what is assumed.
    pub(super) fn domain_of(&mut self, e: Expr) -> Hyps {
        let own = self.kernel.defined(e).map_or(Hyps::NONE, |domain| domain.sufficient);
        self.both(self.given, own)
    }

    /// Does algebra show that `e` has no value anywhere, because a divisor is zero?
    pub fn is_nowhere_defined(&mut self, e: Expr) -> bool {
        let mut tower = Tower::new(Mode::Decide, self.kernel.limits(MAX_TERMS));
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

/// What is below the bar.
fn denominator(store: &Store, e: Expr) -> Option<Expr> {
    let quotient = if store.op(e) == Op::Neg { store.single(e)? } else { e };
    (store.op(quotient) == Op::Div).then(|| store.pair(quotient))?.map(|(_, below)| below)
}

/// The number of factors of a product, those of powers counted too.
fn counted_factors(store: &Store, e: Expr) -> i64 {
    let mut count: i64 = 0;
    let mut stack = vec![e];
    while let Some(e) = stack.pop() {
        match (store.op(e), store.children(e)) {
            (Op::Mul, &[a, b]) => stack.extend([a, b]),
            (Op::Pow, &[_, n]) => {
                count = count.saturating_add(store.as_literal_i64(n).unwrap_or(1));
            }
            _ => count = count.saturating_add(1),
        }
    }
    count
}

/// How much simpler a form must be than what is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gain {
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
    /// What is wanted of a step from `e` to `offer`: a quotient is expected to be in its shortest
    /// form, and in lowest terms.
    pub(super) fn for_step(self, store: &Store, e: Expr, offer: Expr) -> Self {
        let below = |e| denominator(store, e).map(|e| counted_factors(store, e));
        match (self, below(e), below(offer)) {
            (Self::Marked, Some(before), Some(after)) if after < before => Self::Real,
            (Self::Marked, _, Some(_)) => Self::Clear,
            _ => self,
        }
    }

    pub(super) fn is_reached(self, price: u64, start: u64) -> bool {
        match self {
            Self::Any => price <= start,
            Self::Real => price < start,
            Self::Clear => price.saturating_mul(10) <= start.saturating_mul(9),
            Self::Marked => price.saturating_mul(5) <= start.saturating_mul(4),
        }
    }
}
