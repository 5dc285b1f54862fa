//! Derivatives of defined functions: derived once from the definition, then cited by name.

use rustc_hash::FxHashMap;

use super::{Engine, Failure, MAX_NESTING, Proved};
use crate::expr::{Expr, Name, Op, Orders};
use crate::kernel::Theorem;

impl Engine {
    pub(super) fn is_lemma(&self, f: Name, orders: Orders) -> bool {
        !orders.is_none() && self.kernel.store().function(f).is_some()
    }

    /// The right side with the derivatives of defined functions replaced by what they are.
    pub(super) fn lemmas_applied(&mut self, t: Theorem) -> Proved {
        let rhs = self.kernel.rhs(t);
        let mut done: FxHashMap<Expr, Theorem> = FxHashMap::default();
        let mut stack = vec![(rhs, false)];
        while let Some((e, ready)) = stack.pop() {
            let children = self.kernel.store().children(e).to_vec();
            match self.kernel.store().op(e) {
                Op::Apply(f, orders) if self.is_lemma(f, orders) => {
                    let lemma = self.lemma_at(e)?;
                    done.insert(e, lemma);
                }
                Op::Add | Op::Mul if ready => {
                    let equals: Vec<_> = children.iter().map(|c| done.get(c).copied()).collect();
                    if let Some(t) = self.congruent(e, &equals)? {
                        done.insert(e, t);
                    }
                }
                Op::Add | Op::Mul => {
                    stack.push((e, true));
                    stack.extend(children.into_iter().map(|child| (child, false)));
                }
                _ => {}
            }
        }
        match done.get(&rhs) {
            Some(&step) => self.then(t, step),
            None => Ok(t),
        }
    }

    /// `f'(args) = …` from the lemma of `f'`.
    pub(super) fn lemma_at(&mut self, e: Expr) -> Proved {
        let Op::Apply(f, orders) = self.kernel.store().op(e) else {
            return Err(Failure::NoDerivative(e));
        };
        let lemma = self.lemma(f, orders)?;
        let params = self.kernel.store().function(f).map(|d| d.params.clone()).unwrap_or_default();
        let args = self.kernel.store().children(e).to_vec();
        let values: Vec<(Name, Expr)> = params
            .into_iter()
            .zip(args)
            .filter(|&(param, arg)| self.kernel.store().as_symbol(arg) != Some(param))
            .collect();
        if values.is_empty() {
            return Ok(lemma);
        }
        let t = self.kernel.instance(lemma, &values).map_err(|r| Failure::Refused(r, e))?;
        Ok(self.kernel.settle(t))
    }

    /// The lemma `f'(x) = …` of a defined function at its parameters, derived once.
    ///
    /// # Errors
    /// As [`Engine::differentiate`]; [`Failure::TooDeep`] if definitions nest too deeply.
    pub fn lemma(&mut self, f: Name, orders: Orders) -> Proved {
        if let Some(&known) = self.lemmas.get(&(f, orders)) {
            return Ok(known);
        }
        if self.nesting >= MAX_NESTING {
            return Err(Failure::TooDeep);
        }
        self.nesting += 1;
        let lemma = self.derive_lemma(f, orders);
        self.nesting -= 1;
        let lemma = self.kernel.lemma(lemma?);
        self.lemmas.insert((f, orders), lemma);
        Ok(lemma)
    }

    fn derive_lemma(&mut self, f: Name, orders: Orders) -> Proved {
        let store = self.kernel.store_mut();
        let params = store.function(f).map(|d| d.params.clone()).unwrap_or_default();
        let args: Vec<Expr> = params.iter().map(|&param| store.symbol_of(param)).collect();
        let primed = store.apply(f, orders, &args);
        let refused = |refusal| Failure::Refused(refusal, primed);
        let prime = self.kernel.prime(primed).map_err(refused)?;
        let pending = self.kernel.rhs(prime);
        let (x, below) = self.kernel.store().pair(pending).ok_or(Failure::NoDerivative(pending))?;
        let meaning = if orders.lowered().is_none() {
            self.kernel.unfold(below).map_err(refused)?
        } else {
            self.lemma(f, orders.lowered())?
        };
        let under = self.kernel.under_deriv(x, meaning).map_err(refused)?;
        let body = self.kernel.rhs(meaning);
        let derived = self.derivative(x, body)?;
        let t = self.then(prime, under)?;
        let t = self.then(t, derived)?;
        let t = self.simplified(t, &[])?;
        let t = self.in_known_functions(t, below)?;
        Ok(self.kernel.settle(t))
    }
}
