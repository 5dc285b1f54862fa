//! Rational points that satisfy given equations.

use super::Engine;
use crate::expr::{Expr, Name, Op, Rel};
use crate::kernel::{Hyps, View};
use crate::normal::poly::{Poly, factor};
use crate::normal::tower::{Mode, Tower};
use crate::num::Rational;

/// Values for which circles, hyperbolas and the like have other rational coordinates, too.
pub(super) const VALUES: [(i64, i64); 12] = [
    (3, 5),
    (-4, 5),
    (5, 3),
    (5, 13),
    (-5, 4),
    (12, 13),
    (13, 5),
    (-8, 17),
    (3, 4),
    (6, 5),
    (-13, 12),
    (8, 5),
];

/// How many terms a polynomial may have on the way.
const MAX_TERMS: usize = 200;

impl Engine {
    /// The equations among the conditions.
    pub(super) fn equations(&self, conditions: &[Expr]) -> Vec<Expr> {
        let store = self.kernel.store();
        conditions.iter().copied().filter(|&c| store.op(c) == Op::Rel(Rel::Eq)).collect()
    }

    /// Changes a coordinate for each equation, so that it holds, where that leads to a rational
    /// one; `turn` chooses among several.
    pub(super) fn move_onto(
        &mut self,
        equations: &[Expr],
        at: &mut [(Name, Rational)],
        turn: usize,
    ) -> Option<()> {
        let mut moved: Vec<Name> = Vec::new();
        for &equation in equations {
            let names: Vec<Name> = at.iter().map(|&(name, _)| name).rev().collect();
            let (name, root) = names.into_iter().find_map(|name| {
                let usable = !moved.contains(&name) && self.kernel.store().mentions(equation, name);
                let roots = if usable { self.roots(equation, name, at)? } else { Vec::new() };
                Some((name, roots.get(turn % roots.len().max(1))?.clone()))
            })?;
            moved.push(name);
            at.iter_mut().filter(|(x, _)| *x == name).for_each(|(_, value)| *value = root.clone());
        }
        Some(())
    }

    /// The rational values of the variable for which the equation holds, at these values of the
    /// others.
    fn roots(
        &mut self,
        equation: Expr,
        name: Name,
        at: &[(Name, Rational)],
    ) -> Option<Vec<Rational>> {
        let store = self.kernel.store_mut();
        let others = at.iter().filter(|(x, _)| *x != name);
        let others: Vec<(Name, Expr)> = others.map(|(x, v)| (*x, store.rational(v))).collect();
        let equation = store.substitute(equation, &others);
        let (a, b) = store.pair(equation)?;
        let difference = store.sub(a, b);
        let mut tower = Tower::new(Mode::Decide, self.kernel.limits(MAX_TERMS));
        let mut view = View::new(&mut self.kernel, Hyps::NONE);
        let value = tower.fractions(&mut view, &[difference]).ok()?.pop()?;
        let p = value.numerator(&tower.limits).ok()?;
        let &[x] = p.vars().as_slice() else { return Some(Vec::new()) };
        if !tower.is_symbol(x) {
            return Some(Vec::new());
        }
        let linear = |q: &Poly| {
            let slope = (q.degree(x) == 1).then(|| q.leading_coefficient())?;
            (-&q.constant_term()).checked_div(&slope)
        };
        Some(factor(&p, &tower.limits).factors.iter().filter_map(|(q, _)| linear(q)).collect())
    }
}
