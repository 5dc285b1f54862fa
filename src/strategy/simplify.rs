//! Simplification: the forms that the algebra offers, the cheapest to read, proved equal.

use super::cost::cost;
use super::{Engine, Failure, Proved};
use crate::expr::{Expr, Func, Op, Orders, Store};
use crate::kernel::{Hyps, Theorem, View};
use crate::normal::fraction::Fraction;
use crate::normal::poly::{Limits, Var};
use crate::normal::terms;
use crate::normal::tower::{Context, Mode, NoForm, Tower};

/// How many terms a polynomial may have on the way to a simpler form.
const MAX_TERMS: usize = 1_000;

/// The largest expression, in nodes, whose forms are looked at.
const LARGEST: usize = 4_000;

/// Polynomials of higher degree are not factored unasked.
const HIGHEST_DEGREE: u64 = 40;

/// A form in which an expression is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A sum of terms.
    Expanded,
    /// A product of factors.
    Factored,
    /// One fraction.
    Together,
}

impl Engine {
    /// `e` equals its simplest known form.
    ///
    /// # Errors
    /// If the kernel refuses a step.
    pub fn simplify(&mut self, e: Expr) -> Proved {
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

    /// Expressions that may be equal to `e` and simpler.
    fn offers(&mut self, e: Expr, units: &[Expr]) -> Vec<Expr> {
        let mut offers = vec![terms::tidy(self.kernel.store_mut(), e)];
        if self.kernel.store().size(e) > LARGEST {
            return offers;
        }
        let hyps = self.domain_of(e);
        // Through other terms only what is decided helps; the rest was offered without them.
        let modes: &[Mode] =
            if units.is_empty() { &[Mode::Present, Mode::Decide] } else { &[Mode::Decide] };
        for &mode in modes {
            // What cannot be computed is not offered.
            let _ = self.algebraic_offers(mode, hyps, e, units, &mut offers);
        }
        offers
    }

    /// The conditions under which `e` is defined, together with what is assumed.
    pub(super) fn domain_of(&mut self, e: Expr) -> Hyps {
        let given = self.kernel.conditions(self.given).to_vec();
        let own = self.kernel.defined(e).map_or(Hyps::NONE, |domain| domain.sufficient);
        let all = [given, self.kernel.conditions(own).to_vec()].concat();
        self.kernel.hyps(all)
    }

    fn algebraic_offers(
        &mut self,
        mode: Mode,
        hyps: Hyps,
        e: Expr,
        units: &[Expr],
        offers: &mut Vec<Expr>,
    ) -> Result<(), NoForm> {
        let mut tower = Tower::new(mode, Limits::terms(MAX_TERMS));
        let mut view = View::new(&mut self.kernel, hyps);
        let mut wanted = vec![e];
        if mode == Mode::Decide {
            wanted.extend_from_slice(units);
        }
        let values = tower.fractions(&mut view, &wanted)?;
        let Some((value, unit_values)) = values.split_first() else { return Ok(()) };
        // Signs are for deciding; a reader wants |x|.
        if tower.has_signs(value) {
            return Ok(());
        }
        let raw = value.clone();
        let value = tower.reduced(value)?;
        if !units.is_empty() {
            for (unit, unit_value) in units.iter().zip(unit_values) {
                let through = through_unit(&mut tower, &mut view, &value, *unit, unit_value);
                offers.append(&mut through.unwrap_or_default());
            }
            return Ok(());
        }
        let by_sines = tower.reduced_to_sines(&raw)?;
        for candidate in [&raw, &value, &by_sines] {
            offers.push(tower.expression(&mut view, candidate)?);
        }
        if by_sines != value {
            forms(&mut tower, &mut view, &by_sines, offers)?;
        }
        forms(&mut tower, &mut view, &value, offers)
    }

    /// Does algebra show that `e` has no value anywhere, because a divisor is zero?
    pub fn is_nowhere_defined(&mut self, e: Expr) -> bool {
        let mut tower = Tower::new(Mode::Decide, Limits::terms(MAX_TERMS));
        let mut view = View::new(&mut self.kernel, Hyps::NONE);
        matches!(tower.fractions(&mut view, &[e]), Err(NoForm::Undefined))
    }

    /// `e` with its derivatives carried out, in the wanted form.
    ///
    /// # Errors
    /// As [`Engine::bring_to`] and [`Engine::differentiate`].
    pub fn in_form(&mut self, form: Form, e: Expr) -> Proved {
        self.opened_then(e, |engine, e| engine.bring_to(form, e))
    }

    /// `e` with its derivatives carried out, and what follows from there.
    ///
    /// # Errors
    /// Those of the two parts.
    pub fn opened_then(&mut self, e: Expr, next: impl FnOnce(&mut Self, Expr) -> Proved) -> Proved {
        let opened = self.opened(e)?;
        let value = self.kernel.rhs(opened);
        let rest = next(self, value)?;
        self.then(opened, rest)
    }

    /// `e` in the wanted form.
    ///
    /// # Errors
    /// If the form cannot be computed, or the kernel refuses it.
    pub fn bring_to(&mut self, form: Form, e: Expr) -> Proved {
        let hyps = self.domain_of(e);
        let wanted = self.written_in(form, hyps, e).map_err(|error| Failure::NoForm(error, e))?;
        let t = self
            .kernel
            .by_algebra_under(self.given, e, wanted)
            .map_err(|refusal| Failure::Refused(refusal, e))?;
        Ok(self.kernel.settle(t))
    }

    fn written_in(&mut self, form: Form, hyps: Hyps, e: Expr) -> Result<Expr, NoForm> {
        let mut tower = Tower::new(Mode::Present, Limits::terms(20 * MAX_TERMS));
        let mut view = View::new(&mut self.kernel, hyps);
        let values = tower.fractions(&mut view, &[e])?;
        let value = values.first().ok_or(NoForm::Undefined)?;
        let value = tower.reduced(value)?;
        match form {
            Form::Expanded => tower.expanded(&mut view, &value),
            Form::Factored => {
                let whole = tower.factored(&mut view, &value)?;
                // Perhaps e^(2x) - 1 factors through e^x.
                tower.halve_exponentials();
                let values = tower.fractions(&mut view, &[e])?;
                let value = values.first().ok_or(NoForm::Undefined)?;
                let halved = tower.factored(&mut view, value)?;
                let store = view.store();
                let splits = factor_count(store, halved) > factor_count(store, whole);
                Ok(if splits { halved } else { whole })
            }
            Form::Together => tower.over_factored(&mut view, &value),
        }
    }

    /// `e` as a polynomial in `unit`.
    ///
    /// # Errors
    /// If `unit` is no generator of the normal form of `e`, or the kernel refuses the result.
    pub fn collect(&mut self, e: Expr, unit: Expr) -> Proved {
        let hyps = self.domain_of(e);
        let mut tower = Tower::new(Mode::Present, Limits::terms(20 * MAX_TERMS));
        let mut view = View::new(&mut self.kernel, hyps);
        let no_form = |error| Failure::NoForm(error, e);
        let values = tower.fractions(&mut view, &[e, unit]).map_err(no_form)?;
        let (Some(value), Some([(factor, 1)])) =
            (values.first(), values.get(1).map(Fraction::factors))
        else {
            return Err(Failure::NotAUnit(unit));
        };
        let var = factor.as_var().ok_or(Failure::NotAUnit(unit))?;
        let wanted = tower.collected(&mut view, value, var).map_err(no_form)?;
        let t = self
            .kernel
            .by_algebra_under(self.given, e, wanted)
            .map_err(|refusal| Failure::Refused(refusal, e))?;
        Ok(self.kernel.settle(t))
    }

    /// `e` as an expression in the units, where the algebra finds one.
    ///
    /// # Errors
    /// [`Failure::NotThrough`] if it finds none.
    pub fn rewrite_in_terms_of(&mut self, e: Expr, units: &[Expr]) -> Proved {
        let hyps = self.domain_of(e);
        let mut offers = Vec::new();
        let mut tower = Tower::new(Mode::Decide, Limits::terms(MAX_TERMS));
        let mut view = View::new(&mut self.kernel, hyps);
        let wanted: Vec<Expr> = std::iter::once(e).chain(units.iter().copied()).collect();
        let values = tower.fractions(&mut view, &wanted).map_err(|x| Failure::NoForm(x, e))?;
        if let Some((value, unit_values)) = values.split_first() {
            for (unit, unit_value) in units.iter().zip(unit_values) {
                let through = through_unit(&mut tower, &mut view, value, *unit, unit_value);
                offers.append(&mut through.unwrap_or_default());
            }
        }
        offers.retain(|offer| *offer != e);
        let mut priced: Vec<(u64, usize, Expr)> = Vec::new();
        for (i, offer) in offers.into_iter().enumerate() {
            priced.push((cost(self.kernel.store(), offer), i, offer));
        }
        priced.sort_unstable();
        for (_, _, offer) in priced {
            if let Ok(t) = self.kernel.by_algebra_under(self.given, e, offer) {
                let t = self.tidied(t)?;
                return Ok(self.kernel.settle(t));
            }
        }
        Err(Failure::NotThrough(e))
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
        units.sort_by(|&a, &b| crate::expr::compare(store, a, b));
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

/// The number of factors of a product above the bar.
fn factor_count(store: &Store, e: Expr) -> usize {
    let mut count = 0;
    let mut stack = vec![e];
    while let Some(e) = stack.pop() {
        match (store.op(e), store.children(e)) {
            (Op::Mul, &[a, b]) => stack.extend([a, b]),
            (Op::Neg, &[a]) | (Op::Div, &[a, _]) => stack.push(a),
            _ => count += 1,
        }
    }
    count
}

/// The forms that a value may be shown in.
fn forms(
    tower: &mut Tower,
    view: &mut View<'_>,
    value: &Fraction,
    offers: &mut Vec<Expr>,
) -> Result<(), NoForm> {
    if tower.degree(value) <= HIGHEST_DEGREE {
        offers.push(tower.factored(view, value)?);
    }
    offers.push(tower.over_factored(view, value)?);
    offers.push(tower.expanded_fraction(view, value)?);
    offers.push(tower.expanded(view, value)?);
    Ok(())
}

/// Expressions of `value` through `unit`, written with `unit` itself.
fn through_unit(
    tower: &mut Tower,
    view: &mut View<'_>,
    value: &Fraction,
    unit: Expr,
    unit_value: &Fraction,
) -> Result<Vec<Expr>, NoForm> {
    let fresh = tower.stand_in(unit);
    let mut found = Vec::new();
    if let Some(result) = tower.eliminate(value, unit_value, fresh)? {
        found.push(result);
    } else {
        found.extend(polynomial_in(tower, value, unit_value, fresh)?);
    }
    let mut offers = Vec::new();
    for result in found {
        forms(tower, view, &result, &mut offers)?;
        offers.push(tower.expression(view, &result)?);
    }
    Ok(offers)
}

/// `value = Σ c_k unit^k` with rational numbers `c_k` and small `k`.
fn polynomial_in(
    tower: &Tower,
    value: &Fraction,
    unit: &Fraction,
    fresh: Var,
) -> Result<Option<Fraction>, NoForm> {
    const DEGREE: i32 = 4;
    let mut powers = Vec::new();
    for k in 0..=DEGREE {
        powers.push(unit.pow(k, &tower.limits)?.ok_or(NoForm::Undefined)?);
    }
    let Some(solution) = tower.combination(value, &powers)? else { return Ok(None) };
    let mut sum = Fraction::zero();
    for (k, c) in (0..).zip(&solution) {
        let power = Fraction::var(fresh).pow(k, &tower.limits)?.ok_or(NoForm::Undefined)?;
        sum = sum.add(&power.scale(c), &tower.limits)?;
    }
    Ok(Some(sum))
}
