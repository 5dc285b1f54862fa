//! Sums after differentiation: constants taken out, deltas contracted.

use super::rewrite::is_binding;
use super::{Engine, Failure, Proved};
use crate::expr::{Expr, Name, Op, Store};
use crate::kernel::rules::sums;
use crate::kernel::{Rule, Theorem};
use crate::normal::terms::{Sum, Term};

/// Names for an index whose own name is taken.
const INDICES: [&str; 10] = ["j", "l", "m", "p", "q", "r", "s", "i", "k", "n"];

impl Engine {
    /// The sum with another name for its index, one that `other` does not mention.
    pub(super) fn renamed_apart(&mut self, e: Expr, other: Expr) -> Proved {
        let store = self.kernel.store_mut();
        let mut fresh = None;
        for text in
            INDICES.iter().map(|text| (*text).to_owned()).chain((1..).map(|i| format!("k_{i}")))
        {
            let name = store.name(&text);
            if !store.mentions(e, name)
                && !store.mentions(other, name)
                && store.definition(name).is_none()
                && !bound_in(store, e, name)
            {
                fresh = Some(name);
                break;
            }
        }
        let fresh = fresh.ok_or(Failure::NoDerivative(e))?;
        store.declare_integer(fresh, None);
        let index = store.symbol_of(fresh);
        self.kernel.renamed(e, index).map_err(|refusal| Failure::Refused(refusal, e))
    }

    /// The expression with names for the indices that a normal form numbered.
    pub(super) fn with_named_indices(&mut self, e: Expr) -> Expr {
        let store = self.kernel.store_mut();
        let is_numbered = |store: &Store, k: Expr| {
            store.as_symbol(k).is_some_and(|name| store.text(name).starts_with('#'))
        };
        let numbered = |store: &Store, sub: Expr| {
            store.op(sub).is_over_range()
                && store.children(sub).get(1).is_some_and(|&k| is_numbered(store, k))
        };
        if !store.subexpressions(&[e]).iter().any(|&sub| numbered(store, sub)) {
            return e;
        }
        let whole = e;
        store.map_bottom_up(e, |store, old, kids| {
            let op = store.op(old);
            let (true, &[body, k, from, to]) = (op.is_over_range(), kids) else {
                return store.make(op, kids);
            };
            let Some(name) = store.as_symbol(k).filter(|_| is_numbered(store, k)) else {
                return store.make(op, kids);
            };
            let named = ["k", "j", "i", "l", "m", "p", "q"].into_iter().find_map(|text| {
                let other = store.name(text);
                let free = !store.mentions(whole, other)
                    && !store.mentions(body, other)
                    && store.definition(other).is_none()
                    && !bound_in(store, body, other);
                free.then_some(other)
            });
            let Some(named) = named else { return store.make(op, kids) };
            store.declare_integer(named, None);
            let index = store.symbol_of(named);
            let body = store.substitute(body, &[(name, index)]);
            store.make(op, &[body, index, from, to])
        })
    }

    /// The theorem with the sums in its right side brought to their simplest form: no constant
    /// factors, no deltas of their index.
    pub(super) fn sums_settled(&mut self, t: Theorem) -> Proved {
        let rhs = self.kernel.rhs(t);
        let has_sum = |e: &Expr| self.kernel.store().op(*e) == Op::Sum;
        if !self.kernel.store().subexpressions(&[rhs]).iter().any(has_sum) {
            return Ok(t);
        }
        match self.settle_sums(rhs)? {
            Some(step) => self.then(t, step),
            None => Ok(t),
        }
    }

    /// `e = …` with all sums in it settled, inner ones first; `None` if there is nothing to do.
    pub(super) fn settle_sums(&mut self, e: Expr) -> Result<Option<Theorem>, Failure> {
        self.rewrite_sums(e, Self::settle_sum)
    }

    /// `e = …` with every sum in it rewritten where the step applies, inner ones first; `None` if
    /// there is nothing to do.
    pub(super) fn rewrite_sums(
        &mut self,
        e: Expr,
        step: impl Fn(&mut Self, Expr) -> Option<Theorem>,
    ) -> Result<Option<Theorem>, Failure> {
        self.bottom_up(e, is_binding, |engine, sub, inner| {
            let now = engine.reached(sub, inner);
            let is_sum = engine.kernel.store().op(sub) == Op::Sum;
            match is_sum.then(|| step(engine, now)).flatten() {
                Some(next) => engine.after(inner, next).map(Some),
                None => Ok(inner),
            }
        })
    }

    /// One sum, whose body is settled. What the kernel refuses is not worth a failure.
    fn settle_sum(&mut self, e: Expr) -> Option<Theorem> {
        let &[body, bound, ..] = self.kernel.store().children(e) else { return None };
        let index = self.kernel.store().as_symbol(bound)?;
        if self.kernel.store().as_i64(body) == Some(0) {
            return self.kernel.rewrite(&sums::ZERO, e).ok();
        }
        let sum = Sum::read(self.kernel.store(), body);
        let has_delta = |engine: &Self, term: &Term| engine.delta_of(term, index).is_some();
        match sum.terms.as_slice() {
            [term] => self.settle_term(e, term, index),
            terms if terms.iter().any(|term| has_delta(self, term)) => {
                let rule = match self.kernel.store().op(body) {
                    Op::Add => &sums::ADD,
                    Op::Sub => &sums::SUB,
                    _ => return None,
                };
                let split = self.kernel.rewrite(rule, e).ok()?;
                let parts = self.kernel.store().children(self.kernel.rhs(split)).to_vec();
                let equals: Vec<_> = parts.iter().map(|&part| self.settle_sum(part)).collect();
                let both = self.kernel.rhs(split);
                match self.congruent(both, &equals).ok()? {
                    Some(step) => self.kernel.trans(split, step).ok(),
                    None => Some(split),
                }
            }
            _ => None,
        }
    }

    /// The place of a delta between the index and something else among the factors.
    fn delta_of(&self, term: &Term, index: Name) -> Option<usize> {
        term.factors.iter().position(|factor| {
            let store = self.kernel.store();
            let Some((a, b)) =
                store.pair(factor.base).filter(|_| store.op(factor.base) == Op::Delta)
            else {
                return false;
            };
            let is_index = |e: Expr| store.as_symbol(e) == Some(index);
            factor.exponent == crate::normal::terms::Exponent::ONE
                && (is_index(a) && !store.mentions(b, index)
                    || is_index(b) && !store.mentions(a, index))
        })
    }

    /// A sum of products: factors without the index come out, a delta picks its term.
    fn settle_term(&mut self, e: Expr, term: &Term, index: Name) -> Option<Theorem> {
        let &[body, bound, from, to] = self.kernel.store().children(e) else { return None };
        if let Some(place) = self.delta_of(term, index) {
            let mut rest = term.clone();
            let delta = rest.factors.remove(place).base;
            let (a, b) = self.kernel.store().pair(delta)?;
            let other = if self.kernel.store().as_symbol(a) == Some(index) { b } else { a };
            let alone = rest.factors.is_empty() && rest.coefficient.is_one();
            let store = self.kernel.store_mut();
            let delta = store.make(Op::Delta, &[bound, other]);
            let wanted = if alone {
                delta
            } else {
                let rest = Sum { terms: vec![rest] }.write(store);
                store.mul(delta, rest)
            };
            let rule: &Rule = if alone { &sums::DELTA_ALONE } else { &sums::DELTA };
            let arranged = self.body_replaced(e, body, wanted)?;
            let now = self.kernel.rhs(arranged);
            let contracted = self
                .kernel
                .rewrite(if alone { &sums::DELTA_ALONE } else { &sums::DELTA }, now)
                .ok()?;
            let _ = rule;
            let t = self.kernel.trans(arranged, contracted).ok()?;
            let value = self.kernel.rhs(t);
            if self.kernel.store().op(value) != Op::At {
                return Some(t);
            }
            let at = self.kernel.at(value).ok()?;
            return self.kernel.trans(t, at).ok();
        }
        let store = self.kernel.store();
        let (mut outside, mut inside) = (term.clone(), term.clone());
        let free = |base: Expr, exponent: &crate::normal::terms::Exponent| {
            !store.mentions(base, index)
                && match exponent {
                    crate::normal::terms::Exponent::Number(_) => true,
                    crate::normal::terms::Exponent::Sum(_) => false,
                }
        };
        outside.factors.retain(|factor| free(factor.base, &factor.exponent));
        inside.factors.retain(|factor| !free(factor.base, &factor.exponent));
        inside.coefficient = crate::num::Rational::ONE;
        if outside.factors.is_empty() && outside.coefficient.is_one() {
            return None;
        }
        if inside.factors.is_empty() {
            return None;
        }
        let store = self.kernel.store_mut();
        let outside = Sum { terms: vec![outside] }.write(store);
        let inside = Sum { terms: vec![inside] }.write(store);
        let wanted = store.mul(outside, inside);
        let _ = (from, to);
        let arranged = self.body_replaced(e, body, wanted)?;
        let now = self.kernel.rhs(arranged);
        let out = self.kernel.rewrite(&sums::CONSTANT_FACTOR, now).ok()?;
        self.kernel.trans(arranged, out).ok()
    }

    /// The sum with an equal body.
    fn body_replaced(&mut self, e: Expr, body: Expr, wanted: Expr) -> Option<Theorem> {
        if body == wanted {
            return Some(self.kernel.refl(e));
        }
        let equal = self.kernel.by_algebra(body, wanted).ok()?;
        self.kernel.congr(e, &[Some(equal), None, None, None]).ok()
    }
}

/// Is the name that of an index that is bound somewhere in `e`?
fn bound_in(store: &Store, e: Expr, name: Name) -> bool {
    store.subexpressions(&[e]).iter().any(|&sub| {
        store.op(sub).is_over_range()
            && store.children(sub).get(1).is_some_and(|&k| store.as_symbol(k) == Some(name))
    })
}
