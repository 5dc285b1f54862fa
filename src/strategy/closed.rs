//! Closed forms of sums: guessed, then proved by induction.

use super::Engine;
use crate::expr::{Expr, Name, Op};
use crate::kernel::{Hyps, Theorem, View};
use crate::normal::poly::Limits;
use crate::normal::tower::{Mode, Tower};
use crate::num::Rational;

/// Power sums are known up to this exponent.
const MAX_POWER: u32 = 20;

impl Engine {
    /// `e` with every sum that has a closed form in it replaced by that; `None` if there is none.
    pub(super) fn closed_forms(&mut self, e: Expr) -> Option<Theorem> {
        self.rewrite_sums(e, Self::closed_form).ok()?
    }

    /// The theorems `left: x = a`, `right: y = b` joined through closed forms: `x = y`.
    pub(super) fn joined_in_closed_form(
        &mut self,
        left: Theorem,
        right: Theorem,
    ) -> Option<Theorem> {
        let mut sides = [left, right];
        for side in &mut sides {
            let e = self.kernel.rhs(*side);
            if let Ok(Some(step)) = self.settle_sums(e) {
                *side = self.kernel.trans(*side, step).ok()?;
            }
            let e = self.kernel.rhs(*side);
            if let Some(step) = self.closed_forms(e) {
                *side = self.kernel.trans(*side, step).ok()?;
            }
        }
        if sides == [left, right] {
            return None;
        }
        let [left, right] = sides;
        let (a, b) = (self.kernel.rhs(left), self.kernel.rhs(right));
        let across = self.kernel.by_algebra_under(self.given, a, b).ok()?;
        let back = self.kernel.sym(right);
        let t = self.kernel.trans(left, across).ok()?;
        self.kernel.trans(t, back).ok()
    }

    /// A sum of powers of its index, or a geometric one.
    fn closed_form(&mut self, e: Expr) -> Option<Theorem> {
        let &[body, bound, from, to] = self.kernel.store().children(e) else { return None };
        let index = self.kernel.store().as_symbol(bound)?;
        // Over an end of its own the sum is proved, then that end is put in.
        let end = {
            let store = self.kernel.store_mut();
            let end = store.name("#end");
            store.declare_integer(end, None);
            store.symbol_of(end)
        };
        let plain = self.kernel.store().as_symbol(to);
        if plain.is_none_or(|n| self.kernel.store().mentions(body, n)) && to != end {
            let general = self.kernel.store_mut().make(Op::Sum, &[body, bound, from, end]);
            let t = self.closed_form(general)?;
            let name = self.kernel.store().as_symbol(end)?;
            let t = self.kernel.instance(t, &[(name, to)]).ok()?;
            let t = self.kernel.settle(t);
            return (self.kernel.lhs(t) == e).then_some(t);
        }
        let guess = match self.power_sum(body, bound, from, to) {
            Some(guess) => guess,
            None => self.geometric_sum(body, index, from, to)?,
        };
        self.by_induction(e, guess)
    }

    /// `S(to) - S(from - 1)`, where the body is a polynomial in the index.
    fn power_sum(&mut self, body: Expr, bound: Expr, from: Expr, to: Expr) -> Option<Expr> {
        let mut tower = Tower::new(Mode::Present, Limits::terms(500));
        let mut view = View::new(&mut self.kernel, Hyps::NONE);
        let values = tower.fractions(&mut view, &[body, bound]).ok()?;
        let [value, k] = values.as_slice() else { return None };
        let var = k.factors().first().and_then(|(factor, _)| factor.as_var())?;
        let numerator = value.numerator(&tower.limits).ok()?;
        let denominator = value.denominator(&tower.limits).ok()?;
        if denominator.contains(var) {
            return None;
        }
        let mut closed: Option<Expr> = None;
        let mut parts = Vec::new();
        for (power, coefficient) in numerator.coefficients(var) {
            if power > MAX_POWER {
                return None;
            }
            let coefficient = crate::normal::fraction::Fraction::from_poly(&coefficient).ok()?;
            let denominator = crate::normal::fraction::Fraction::from_poly(&denominator).ok()?;
            let coefficient = coefficient.div(&denominator, &tower.limits).ok()??;
            parts.push((power, tower.expression(&mut view, &coefficient).ok()?));
        }
        let name = self.kernel.store().as_symbol(bound)?;
        for (power, coefficient) in parts {
            let store = self.kernel.store_mut();
            if store.mentions(coefficient, name) {
                return None;
            }
            let one = store.integer(1);
            let before = store.sub(from, one);
            let (high, low) = (self.faulhaber(power, to), self.faulhaber(power, before));
            let store = self.kernel.store_mut();
            let difference = store.sub(high, low);
            let part = store.mul(coefficient, difference);
            closed = Some(closed.map_or(part, |sum| store.add(sum, part)));
        }
        self.in_factors(closed?)
    }

    /// The sum of the powers from 1 to `n`, as a polynomial.
    fn faulhaber(&mut self, power: u32, n: Expr) -> Expr {
        let coefficients = power_sum_coefficients(power);
        let store = self.kernel.store_mut();
        let mut sum: Option<Expr> = None;
        for (i, coefficient) in coefficients.iter().enumerate() {
            if coefficient.is_zero() {
                continue;
            }
            let (c, exponent) = (store.rational(coefficient), store.integer(i as i64));
            let power = store.pow(n, exponent);
            let part = store.mul(c, power);
            sum = Some(sum.map_or(part, |sum| store.add(sum, part)));
        }
        sum.unwrap_or_else(|| store.integer(0))
    }

    fn in_factors(&mut self, e: Expr) -> Option<Expr> {
        let mut tower = Tower::new(Mode::Present, Limits::terms(500));
        let mut view = View::new(&mut self.kernel, Hyps::NONE);
        let values = tower.fractions(&mut view, &[e]).ok()?;
        tower.factored(&mut view, values.first()?).ok()
    }

    /// `(u(to + 1) - u(from))/(r - 1)` for a body `u` with `u(k + 1) = r*u(k)`, `r` free of `k`.
    fn geometric_sum(&mut self, body: Expr, index: Name, from: Expr, to: Expr) -> Option<Expr> {
        let store = self.kernel.store_mut();
        let (k, one) = (store.symbol_of(index), store.integer(1));
        let next = store.add(k, one);
        let shifted = store.substitute(body, &[(index, next)]);
        let ratio = {
            let mut tower = Tower::new(Mode::Decide, Limits::terms(500));
            let mut view = View::new(&mut self.kernel, Hyps::NONE);
            let values = tower.fractions(&mut view, &[shifted, body]).ok()?;
            let [shifted, body] = values.as_slice() else { return None };
            let ratio = shifted.div(body, &tower.limits).ok()??;
            tower.expression(&mut view, &ratio).ok()?
        };
        let store = self.kernel.store_mut();
        if store.mentions(ratio, index) || store.as_i64(ratio) == Some(1) {
            return None;
        }
        let end = store.add(to, one);
        let end = crate::normal::terms::tidy(store, end);
        let (first, last) =
            (store.substitute(body, &[(index, from)]), store.substitute(body, &[(index, end)]));
        let first = crate::normal::terms::tidy(store, first);
        let above = store.sub(last, first);
        let below = store.sub(ratio, one);
        Some(store.div(above, below))
    }
}

/// The coefficients of `1^p + … + n^p` as a polynomial in `n`, the lowest first; from
/// `(n+1)^(p+1) - 1 = Σ_{j≤p} C(p+1, j) S_j(n)`.
fn power_sum_coefficients(power: u32) -> Vec<Rational> {
    let mut all: Vec<Vec<Rational>> = Vec::new();
    for p in 0..=power as usize {
        let row = binomials(p + 1);
        // (n + 1)^(p + 1) - 1
        let mut sum: Vec<Rational> = row.clone();
        if let Some(constant) = sum.first_mut() {
            *constant = Rational::ZERO;
        }
        for (lower, factor) in all.iter().zip(&row) {
            for (value, part) in sum.iter_mut().zip(lower) {
                *value = &*value - &(part * factor);
            }
        }
        let scale = Rational::new(1, p as i64 + 1);
        all.push(sum.iter().map(|value| value * &scale).collect());
    }
    all.pop().unwrap_or_default()
}

/// The binomial coefficients of `(n + 1)^p`.
fn binomials(p: usize) -> Vec<Rational> {
    let mut row = vec![Rational::ONE];
    for _ in 0..p {
        let mut next = vec![Rational::ONE];
        next.extend(row.windows(2).map(|pair| match pair {
            [a, b] => a + b,
            _ => Rational::ZERO,
        }));
        next.push(Rational::ONE);
        row = next;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::power_sum_coefficients;
    use crate::num::Rational;

    #[test]
    fn power_sums_agree_with_addition() {
        for power in 0..=12_u32 {
            let coefficients = power_sum_coefficients(power);
            let mut sum = Rational::ZERO;
            for n in 1..=9_i64 {
                let n = Rational::integer(n);
                sum = &sum + &n.pow(i32::try_from(power).unwrap()).unwrap();
                let mut value = Rational::ZERO;
                for c in coefficients.iter().rev() {
                    value = &(&value * &n) + c;
                }
                assert_eq!(value, sum, "{power} at {n}");
            }
        }
    }
}
