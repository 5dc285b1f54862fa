//! Derivatives of defined functions in terms of functions with names: `tanh' = 1 - tanh^2`,
//! `sinh' = cosh`, `sec' = sec * tan`.

use super::cost::cost;
use super::{Engine, Proved};
use crate::expr::{Constant, Expr, Op, Orders};
use crate::kernel::{Theorem, View};
use crate::normal::fraction::Fraction;
use crate::normal::tower::{Mode, NoForm, Tower};

/// How many terms a polynomial may have on the way.
const MAX_TERMS: usize = 500;

/// A result this cheap to read needs no other functions.
const SHORT: u64 = 14;

impl Engine {
    /// The theorem followed by the right side expressed through `f` itself or, if that is not
    /// short, the functions on its page of the library, at the same argument.
    pub(super) fn in_known_functions(&mut self, t: Theorem, f: Expr) -> Proved {
        let own = self.simplified(t, &[f])?;
        let result = self.kernel.rhs(own);
        if cost(self.kernel.store(), result) <= SHORT || !self.is_transcendental(result) {
            return Ok(own);
        }
        let others = self.functions_beside(f);
        let from = self.kernel.rhs(t);
        let mut best: Option<(u64, Theorem)> = None;
        for offer in self.offers_through(from, f, &others).unwrap_or_default() {
            let price = cost(self.kernel.store(), offer);
            let dearer = best.is_some_and(|(known, _)| price >= known);
            if dearer || price >= cost(self.kernel.store(), result) {
                continue;
            }
            if let Ok(step) = self.kernel.by_algebra_under(self.given, from, offer) {
                let step = self.kernel.settle(step);
                if self.kernel.hyps_of(step).is_none() {
                    best = Some((price, step));
                }
            }
        }
        match best {
            Some((_, step)) => self.then(t, step),
            None => Ok(own),
        }
    }

    /// Does an exponential or a trigonometric function occur?
    fn is_transcendental(&self, e: Expr) -> bool {
        let store = self.kernel.store();
        store
            .subexpressions(&[e])
            .iter()
            .any(|&sub| matches!(store.op(sub), Op::Func(_) | Op::Constant(Constant::E)))
    }

    /// The other functions of one argument on the page of `f`, at its argument.
    fn functions_beside(&mut self, f: Expr) -> Vec<Expr> {
        let store = self.kernel.store_mut();
        let (Op::Apply(name, _), Some(argument)) = (store.op(f), store.single(f)) else {
            return Vec::new();
        };
        let text = store.text(name).to_owned();
        let names = self.library.page_of(store, &text);
        let others = names.into_iter().filter(|&other| other != name);
        others.map(|other| store.apply(other, Orders::NONE, &[argument])).collect()
    }

    /// `c₀ + c₁ g + c₂ g² + c₃ f g` with rational numbers, for each of the functions `g`.
    fn offers_through(&mut self, e: Expr, f: Expr, others: &[Expr]) -> Result<Vec<Expr>, NoForm> {
        let hyps = self.domain_of(e);
        let mut tower = Tower::new(Mode::Decide, self.kernel.limits(MAX_TERMS));
        let mut view = View::new(&mut self.kernel, hyps);
        let mut wanted = vec![e, f];
        wanted.extend_from_slice(others);
        let values = tower.fractions(&mut view, &wanted)?;
        let [value, f_value, rest @ ..] = values.as_slice() else { return Ok(Vec::new()) };
        let f_var = Fraction::var(tower.stand_in(f));
        let mut offers = Vec::new();
        for (&g, g_value) in others.iter().zip(rest) {
            let g_var = Fraction::var(tower.stand_in(g));
            let basis = |f: &Fraction, g: &Fraction| -> Result<Vec<Fraction>, NoForm> {
                let (square, product) = (g.mul(g, &tower.limits)?, f.mul(g, &tower.limits)?);
                Ok(vec![Fraction::one(), g.clone(), square, product])
            };
            let Ok(Some(solution)) = tower.combination(value, &basis(f_value, g_value)?) else {
                continue;
            };
            let mut sum = Fraction::zero();
            for (c, term) in solution.iter().zip(basis(&f_var, &g_var)?) {
                sum = sum.add(&term.scale(c), &tower.limits)?;
            }
            offers.push(tower.expression(&mut view, &sum)?);
        }
        Ok(offers)
    }
}
