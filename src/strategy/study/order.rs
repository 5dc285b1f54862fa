//! Inequalities: by bounds of values, by the range of the difference, or by the ranges of the parts
//! that depend on one variable each.

use std::cmp::Ordering;

use super::{Study, Values};
use crate::eval::{self, Request};
use crate::expr::{Expr, Name, Op, Rel, Store};
use crate::kernel::{Bound, Span};
use crate::num::Rational;
use crate::strategy::Engine;

/// What became of an inequality.
#[derive(Clone, Debug)]
pub enum Order {
    /// It holds wherever both sides are defined; why, in words, with the parts that were bounded.
    Proved(Vec<Reason>),
    /// It fails at a rational point; the values of the two sides there.
    Refuted(Vec<(Name, Rational)>, String, String),
    /// Neither was found.
    Undecided(Vec<String>),
}

/// A part of an inequality with its bounds.
#[derive(Clone, Debug)]
pub struct Reason {
    /// The part.
    pub part: Expr,
    /// The infimum or supremum, with whether it is attained; `None` if it did not matter.
    pub lower: Option<(Bound, bool)>,
    /// The supremum, likewise.
    pub upper: Option<(Bound, bool)>,
}

impl Engine {
    /// Does `a rel b` hold wherever both sides are defined and the assumptions hold?
    pub fn order(&mut self, rel: Rel, a: Expr, b: Expr) -> Order {
        let mut tried = Vec::new();
        let condition = self.kernel.store_mut().rel(rel, a, b);
        if let Some(refuted) = self.counterexample(condition, a, b) {
            return refuted;
        }
        let difference = self.kernel.difference(a, b);
        let simple = self.kernel.compare_to(rel, difference, Rational::ZERO);
        let given = self.given;
        if simple.into_iter().all(|c| self.kernel.proves(given, c)) {
            return Order::Proved(Vec::new());
        }
        tried.push("bounds of values: not enough".into());
        let free = self.free_variables(difference);
        if let [x] = free.as_slice()
            && self.given.is_none()
        {
            let mut study = Study::new(self, *x);
            match study.sign_of_range(rel, difference) {
                Some(reason) => return Order::Proved(vec![reason]),
                None => tried.append(&mut study.tried),
            }
        }
        if let Some(reasons) = self.by_parts(rel, a, b) {
            return Order::Proved(reasons);
        }
        tried.push("ranges of the parts: not enough".into());
        Order::Undecided(tried)
    }

    fn free_variables(&self, e: Expr) -> Vec<Name> {
        let store = self.kernel.store();
        let mut names = store.free_symbols(e);
        names.retain(|&name| store.definition(name).is_none());
        names
    }

    fn counterexample(&mut self, condition: Expr, a: Expr, b: Expr) -> Option<Order> {
        const BITS: usize = 512;
        let opened = [self.opened(a).ok()?, self.opened(b).ok()?];
        let [a, b] = opened.map(|t| self.kernel.rhs(t));
        let Op::Rel(rel) = self.kernel.store().op(condition) else { return None };
        let plain = self.kernel.store_mut().rel(rel, a, b);
        let mut known = self.kernel.conditions(self.given).to_vec();
        for t in opened {
            let hyps = self.kernel.hyps_of(t);
            known.extend_from_slice(self.kernel.conditions(hyps));
        }
        let free = self.free_variables(plain);
        for point in points(&free) {
            let store = self.kernel.store_mut();
            if !point.iter().all(|(name, value)| is_allowed(store, *name, value)) {
                continue;
            }
            let fits = known.iter().all(|&c| eval::holds(store, c, &point, BITS) == Ok(Some(true)));
            if fits && eval::holds(store, plain, &point, BITS) == Ok(Some(false)) {
                let value = |store: &mut Store, e| {
                    eval::value(store, e, &point, Request::Digits(10)).ok().map(|v| v.text)
                };
                let (left, right) = (value(store, a)?, value(store, b)?);
                return Some(Order::Refuted(point, left, right));
            }
        }
        None
    }

    /// Each largest part that depends on one variable gets a name with the bounds of its range.
    fn by_parts(&mut self, rel: Rel, a: Expr, b: Expr) -> Option<Vec<Reason>> {
        if !self.given.is_none() {
            return None;
        }
        let mut reasons = Vec::new();
        let mut conditions = Vec::new();
        let mut replaced = Vec::new();
        let mut stack = vec![a, b];
        while let Some(e) = stack.pop() {
            let free = self.free_variables(e);
            match free.as_slice() {
                [] => continue,
                [x] => {
                    if replaced.iter().any(|&(part, _)| part == e) {
                        continue;
                    }
                    let name = format!("part_{}", replaced.len());
                    let symbol = self.kernel.store_mut().symbol(&name);
                    let mut study = Study::new(self, *x);
                    let found = study.range_with_period(e, Span::ALL, [false, false])?;
                    let values = study.values(&found.range)?;
                    let (lower, upper) = (values.infimum()?, values.supremum()?);
                    for (rels, (bound, attained)) in
                        [([Rel::Gt, Rel::Ge], lower), ([Rel::Lt, Rel::Le], upper)]
                    {
                        if let Bound::Exact(value) = bound {
                            let value = study.simplest(value);
                            let rel = rels[usize::from(attained)];
                            conditions.push(study.store_mut().rel(rel, symbol, value));
                        }
                    }
                    replaced.push((e, symbol));
                    reasons.push(Reason { part: e, lower: Some(lower), upper: Some(upper) });
                }
                _ => match self.kernel.store().op(e) {
                    Op::Apply(..) | Op::Deriv | Op::At | Op::Piecewise => return None,
                    _ => stack.extend_from_slice(self.kernel.store().children(e)),
                },
            }
        }
        let hyps = self.kernel.hyps(conditions);
        let [a, b] = [a, b].map(|side| {
            self.kernel.store_mut().map_bottom_up(side, |store, old, kids| {
                match replaced.iter().find(|&&(part, _)| part == old) {
                    Some(&(_, symbol)) => symbol,
                    None => {
                        let op = store.op(old);
                        store.make(op, kids)
                    }
                }
            })
        });
        let claim = self.kernel.store_mut().rel(rel, a, b);
        self.kernel.proves(hyps, claim).then_some(reasons)
    }
}

impl Study<'_> {
    /// Is the value among those of the intervals?
    fn contains_value(&mut self, values: &Values, value: Bound) -> Option<bool> {
        for one in &values.intervals {
            let low = self.engine.kernel.order_bounds(one.lo, value)?;
            let high = self.engine.kernel.order_bounds(value, one.hi)?;
            let above = low == Ordering::Less || (low == Ordering::Equal && one.lo_closed);
            let below = high == Ordering::Less || (high == Ordering::Equal && one.hi_closed);
            if above && below {
                return Some(true);
            }
        }
        Some(false)
    }

    /// Does the range of `e` prove `e rel 0`?
    fn sign_of_range(&mut self, rel: Rel, e: Expr) -> Option<Reason> {
        let found = self.range_with_period(e, Span::ALL, [false, false])?;
        let values = self.values(&found.range)?;
        let (lower, upper) = (values.infimum()?, values.supremum()?);
        let zero = Bound::Exact(self.engine.kernel.store_mut().integer(0));
        let low = self.engine.kernel.order_bounds(lower.0, zero)?;
        let high = self.engine.kernel.order_bounds(upper.0, zero)?;
        let positive = low == Ordering::Greater || (low == Ordering::Equal && !lower.1);
        let negative = high == Ordering::Less || (high == Ordering::Equal && !upper.1);
        let holds = match rel {
            Rel::Gt => positive,
            Rel::Ge => low.is_ge(),
            Rel::Lt => negative,
            Rel::Le => high.is_le(),
            Rel::Ne => !self.contains_value(&values, zero)?,
            Rel::Eq => false,
        };
        let reason = match rel {
            Rel::Gt | Rel::Ge => Reason { part: e, lower: Some(lower), upper: None },
            Rel::Lt | Rel::Le => Reason { part: e, lower: None, upper: Some(upper) },
            Rel::Ne | Rel::Eq => Reason { part: e, lower: Some(lower), upper: Some(upper) },
        };
        holds.then_some(reason)
    }
}

/// May the variable have this value? A declared integer has no others.
fn is_allowed(store: &Store, name: Name, value: &Rational) -> bool {
    !store.is_declared_integer(name)
        || value.is_integer()
            && store.least(name).is_none_or(|least| *value >= Rational::integer(least))
}

/// Rational points to look for a counterexample at: grids for few variables.
fn points(free: &[Name]) -> Vec<Vec<(Name, Rational)>> {
    const NUMBERS: [(i64, i64); 21] = [
        (0, 1),
        (1, 1),
        (-1, 1),
        (2, 1),
        (-2, 1),
        (1, 2),
        (-1, 2),
        (3, 1),
        (-3, 1),
        (1, 10),
        (-1, 10),
        (5, 1),
        (-5, 1),
        (10, 1),
        (-10, 1),
        (3, 2),
        (-3, 2),
        (1, 100),
        (-1, 100),
        (50, 1),
        (-50, 1),
    ];
    const MOST: usize = 600;
    let mut all: Vec<Vec<(Name, Rational)>> = vec![Vec::new()];
    for &x in free {
        let few = if free.len() > 2 { 7 } else { NUMBERS.len() };
        let mut next = Vec::new();
        for (point, &(n, d)) in all.iter().flat_map(|p| NUMBERS[..few].iter().map(move |q| (p, q)))
        {
            let mut longer = point.clone();
            longer.push((x, Rational::new(n, d)));
            next.push(longer);
            if next.len() >= MOST {
                break;
            }
        }
        all = next;
    }
    all
}
