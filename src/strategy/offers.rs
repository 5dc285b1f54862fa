//! The forms in which the algebra can write an expression.

use super::Engine;
use crate::expr::Expr;
use crate::kernel::{Hyps, View};
use crate::normal::fraction::Fraction;
use crate::normal::poly::{Limits, Var};
use crate::normal::terms;
use crate::normal::tower::{Mode, NoForm, Tower};

/// How many terms a polynomial may have on the way to a simpler form.
pub(super) const MAX_TERMS: usize = 1_000;

/// The largest expression, in nodes, whose forms are looked at.
const LARGEST: usize = 4_000;

/// Polynomials of higher degree are not factored unasked.
const HIGHEST_DEGREE: u64 = 40;

/// Expressions that may be equal to a given one and simpler.
pub(super) struct Offers {
    /// Those first in which defined names stand for themselves.
    pub(super) all: Vec<Expr>,
    /// From here on names were replaced by what they mean.
    pub(super) through_definitions: usize,
}

impl Engine {
    /// Expressions that may be equal to `e`, where the conditions hold, and simpler.
    pub(super) fn offers(&mut self, known: Hyps, e: Expr, units: &[Expr]) -> Offers {
        let mut all = vec![terms::tidy(self.kernel.store_mut(), e)];
        let mut through_definitions = all.len();
        if self.kernel.store().size(e) > LARGEST {
            return Offers { all, through_definitions };
        }
        let domain = self.domain_of(e);
        let hyps = self.both(known, domain);
        // Through other terms only what is decided helps; the rest was offered without them.
        let modes: &[Mode] =
            if units.is_empty() { &[Mode::Present, Mode::Decide] } else { &[Mode::Decide] };
        for &mode in modes {
            if mode == Mode::Decide {
                through_definitions = all.len();
            }
            // What cannot be computed is not offered.
            let _ = self.algebraic_offers(mode, hyps, e, units, &mut all);
        }
        Offers { all, through_definitions }
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
pub(super) fn through_unit(
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
