//! Forms that are asked for by name: expanded, factored, together, collected, rewritten.

use super::cost::cost;
use super::offers::{MAX_TERMS, through_unit};
use super::{Engine, Failure, Proved};
use crate::expr::{Expr, Op, Store};
use crate::kernel::{Hyps, View};
use crate::normal::fraction::Fraction;
use crate::normal::poly::Limits;
use crate::normal::tower::{Context, Mode, NoForm, Tower};

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
        let t = self.by_algebra(e, wanted)?;
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
        let t = self.by_algebra(e, wanted)?;
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
        for offer in &mut offers {
            *offer = self.with_named_indices(*offer);
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
