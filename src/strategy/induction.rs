//! Induction: equations about sums and products that end at a variable.

use rustc_hash::FxHashMap;

use super::{Engine, Proved};
use crate::expr::{Expr, Name, Op};
use crate::kernel::rules::sums;
use crate::kernel::{Hyps, Induction, Rule, Theorem, View};
use crate::normal::poly::Limits;
use crate::normal::terms;
use crate::normal::tower::{Mode, Tower};

/// How many terms a polynomial may have on the way.
const MAX_TERMS: usize = 1_000;

/// How a step leads from one value to the next.
#[derive(Clone, Copy)]
enum Joint {
    Plus,
    Times,
}

impl Engine {
    /// `a = b` by induction on the end of a range in it; `None` if that does not work.
    pub(super) fn by_induction(&mut self, a: Expr, b: Expr) -> Option<Theorem> {
        for name in self.ends_of_ranges(&[a, b]) {
            for base in self.bases(&[a, b], name) {
                for joint in [Joint::Plus, Joint::Times] {
                    if let Some(t) = self.induct(a, b, name, base, joint) {
                        return Some(t);
                    }
                }
            }
        }
        None
    }

    /// The variables that ranges end at, up to a number.
    fn ends_of_ranges(&self, exprs: &[Expr]) -> Vec<Name> {
        let store = self.kernel.store();
        let mut names: Vec<Name> = Vec::new();
        for sub in store.subexpressions(exprs) {
            let (Op::Sum | Op::Prod, &[_, _, _, to]) = (store.op(sub), store.children(sub)) else {
                continue;
            };
            for name in store.free_symbols(to) {
                let free = exprs.iter().any(|&e| store.mentions(e, name));
                if free && store.is_declared_integer(name) && !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names.sort_by(|&x, &y| store.text(x).cmp(store.text(y)));
        names
    }

    /// Where the induction may begin: where a range that ends at the variable is empty.
    fn bases(&mut self, exprs: &[Expr], name: Name) -> Vec<Expr> {
        let mut numbers: Vec<i64> = Vec::new();
        let mut others: Vec<Expr> = Vec::new();
        for sub in self.kernel.store().subexpressions(exprs) {
            let store = self.kernel.store_mut();
            let (Op::Sum | Op::Prod, &[_, _, from, to]) = (store.op(sub), store.children(sub))
            else {
                continue;
            };
            if !store.mentions(to, name) || store.mentions(from, name) {
                continue;
            }
            // to = n + c, so that the range is empty for n = from - 1 - c.
            let n = store.symbol_of(name);
            let (shift, one) = (store.sub(n, to), store.integer(1));
            let before = store.sub(from, one);
            let base = store.add(before, shift);
            let base = terms::tidy(store, base);
            if store.mentions(base, name) {
                continue;
            }
            match store.as_i64(base) {
                Some(number) => numbers.push(number),
                None if !others.contains(&base) => others.push(base),
                None => {}
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        // What holds from the earliest on says most.
        let numbers = numbers.into_iter().map(|n| self.kernel.store_mut().integer(n));
        let mut all: Vec<Expr> = numbers.collect();
        all.extend(others);
        all
    }

    fn induct(
        &mut self,
        a: Expr,
        b: Expr,
        name: Name,
        base: Expr,
        joint: Joint,
    ) -> Option<Theorem> {
        let store = self.kernel.store_mut();
        let (n, one) = (store.symbol_of(name), store.integer(1));
        let before = store.sub(n, one);
        let (a_base, b_base) =
            (store.substitute(a, &[(name, base)]), store.substitute(b, &[(name, base)]));
        let (a_before, b_before) =
            (store.substitute(a, &[(name, before)]), store.substitute(b, &[(name, before)]));
        let hole = store.symbol("#hole");
        let start = self.kernel.by_algebra(a_base, b_base).ok()?;
        let a_opened = self.unrolled(a, name)?;
        let b_opened = self.unrolled(b, name)?;
        let (a_last, b_last) = (self.kernel.rhs(a_opened), self.kernel.rhs(b_opened));
        let above = self.kernel.above(n, base);
        let gain = self.gain(above, a_last, a_before, joint)?;
        let store = self.kernel.store_mut();
        let joined = |store: &mut crate::expr::Store, e: Expr| match joint {
            Joint::Plus => store.add(e, gain),
            Joint::Times => store.mul(e, gain),
        };
        let (context, a_joined, b_joined) =
            (joined(store, hole), joined(store, a_before), joined(store, b_before));
        let across = self.under(above, a_last, a_joined)?;
        let unroll = self.kernel.trans(a_opened, across).ok()?;
        let back = self.kernel.sym(b_opened);
        let across = self.under(above, b_joined, b_last)?;
        let close = self.kernel.trans(across, back).ok()?;
        let parts = Induction { n, base, start, unroll, hole, context, close };
        let t = self.kernel.induction((a, b), parts).ok()?;
        Some(self.kernel.settle(t))
    }

    fn under(&mut self, above: Hyps, s: Expr, t: Expr) -> Option<Theorem> {
        match self.kernel.by_algebra(s, t) {
            Ok(t) => Some(t),
            Err(_) => self.kernel.by_algebra_under(above, s, t).ok(),
        }
    }

    /// What the last term adds, or the last factor.
    fn gain(&mut self, above: Hyps, now: Expr, before: Expr, joint: Joint) -> Option<Expr> {
        let mut tower = Tower::new(Mode::Decide, Limits::terms(MAX_TERMS));
        let mut view = View::new(&mut self.kernel, above);
        let values = tower.fractions(&mut view, &[now, before]).ok()?;
        let [now, before] = values.as_slice() else { return None };
        let gain = match joint {
            Joint::Plus => now.sub(before, &tower.limits).ok()?,
            Joint::Times => now.div(before, &tower.limits).ok()??,
        };
        tower.expression(&mut view, &gain).ok()
    }

    /// `e` with the last term of each sum that ends at the variable split off, and the last factor
    /// of each product.
    fn unrolled(&mut self, e: Expr, name: Name) -> Option<Theorem> {
        let mut done: FxHashMap<Expr, Theorem> = FxHashMap::default();
        for sub in self.kernel.store().subexpressions(&[e]) {
            let children = self.kernel.store().children(sub).to_vec();
            let op = self.kernel.store().op(sub);
            if matches!(op, Op::Deriv | Op::At | Op::Differentiable) {
                continue;
            }
            let rule = match (op, children.as_slice()) {
                (Op::Sum, &[_, _, from, to]) if self.ends_at(from, to, name) => Some(&sums::LAST),
                (Op::Prod, &[_, _, from, to]) if self.ends_at(from, to, name) => {
                    Some(&sums::PRODUCT_LAST)
                }
                _ => None,
            };
            let equals: Vec<_> = children.iter().map(|child| done.get(child).copied()).collect();
            let step = match rule {
                Some(rule) => {
                    let inside = equals.first().copied().flatten();
                    Some(self.last_split_off(rule, sub, inside, name)?)
                }
                None => self.congruent(sub, &equals).ok()?,
            };
            if let Some(t) = step {
                done.insert(sub, t);
            }
        }
        match done.get(&e) {
            Some(&t) => Some(t),
            None => Some(self.kernel.refl(e)),
        }
    }

    fn ends_at(&self, from: Expr, to: Expr, name: Name) -> bool {
        let store = self.kernel.store();
        store.mentions(to, name) && !store.mentions(from, name)
    }

    /// The last term is split off, and again where it is a sum itself; `inside` does the same for
    /// sums in the body.
    fn last_split_off(
        &mut self,
        rule: &'static Rule,
        e: Expr,
        inside: Option<Theorem>,
        name: Name,
    ) -> Option<Theorem> {
        let t = self.kernel.rewrite(rule, e).ok()?;
        let both = self.kernel.rhs(t);
        let (before, last) = self.kernel.store().pair(both)?;
        let before = match inside {
            Some(equal) => self.kernel.congr(before, &[Some(equal), None, None, None]).ok(),
            None => None,
        };
        let at = self.kernel.at(last).ok()?;
        let value = self.kernel.rhs(at);
        // The nesting of sums is bounded, and each turn is one deeper.
        let at = match self.kernel.store().op(value) {
            Op::Sum | Op::Prod => {
                let inner = self.unrolled(value, name)?;
                self.kernel.trans(at, inner).ok()?
            }
            _ => at,
        };
        let filled = self.kernel.congr(both, &[before, Some(at)]).ok()?;
        self.kernel.trans(t, filled).ok()
    }

    /// The theorem `left: x = a`, `right: y = b` joined by induction: `x = y`.
    pub(super) fn joined_by_induction(&mut self, left: Theorem, right: Theorem) -> Option<Theorem> {
        let (a, b) = (self.kernel.rhs(left), self.kernel.rhs(right));
        let across = self.by_induction(a, b)?;
        let t: Proved = self.then(left, across);
        let back = self.kernel.sym(right);
        self.then(t.ok()?, back).ok()
    }
}
