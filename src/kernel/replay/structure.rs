//! Steps that are compared node by node, without building what they should have come to.

use rustc_hash::FxHashSet;

use super::super::{Kernel, Theorem};
use super::{Flaw, Verdict};
use crate::expr::{Expr, MatOp, Name, Op, Rel};
use crate::normal::terms;

impl Kernel {
    /// One condition `x ≠ c` less, and the derivative exists all the same, with a value.
    pub(super) fn recheck_across(&mut self, t: Theorem, p: Theorem) -> Verdict {
        let (lhs, rhs) = (self.lhs(t), self.rhs(t));
        if (self.lhs(p), self.rhs(p)) != (lhs, rhs) || self.store.op(lhs) != Op::Deriv {
            return Err(Flaw::Shape);
        }
        let kept = self.conditions(self.hyps_of(t)).to_vec();
        let stated = self.conditions(self.hyps_of(p)).to_vec();
        let gone: Vec<Expr> = stated.into_iter().filter(|c| !kept.contains(c)).collect();
        match gone[..] {
            [joint] if self.store.op(joint) == Op::Rel(Rel::Ne) => {}
            _ => return Err(Flaw::Conditions),
        }
        self.defined_or_both_undefined(t, rhs)?;
        self.derivative_exists(t, lhs)
    }

    /// Is `special` what `general` becomes with these values in place of variables? Where a
    /// derivative or an evaluation binds one of the names, the store's substitution decides.
    pub(super) fn is_substituted(
        &mut self,
        general: Expr,
        special: Expr,
        values: &[(Name, Expr)],
    ) -> bool {
        let lookup = |x: Name| values.iter().find(|(y, _)| *y == x).map(|&(_, v)| v);
        let mut seen: FxHashSet<(Expr, Expr)> = FxHashSet::default();
        let mut stack = vec![(general, special)];
        while let Some((g, s)) = stack.pop() {
            if !seen.insert((g, s)) {
                continue;
            }
            match self.store.op(g) {
                Op::Symbol(x) => {
                    if lookup(x).unwrap_or(g) != s {
                        return false;
                    }
                }
                Op::Deriv | Op::At | Op::Sum | Op::Prod | Op::ForAll => {
                    if self.store.substitute(g, values) != s {
                        return false;
                    }
                }
                op => {
                    let (a, b) = (self.store.children(g), self.store.children(s));
                    if op != self.store.op(s) || a.len() != b.len() {
                        return false;
                    }
                    stack.extend(a.iter().copied().zip(b.iter().copied()));
                }
            }
            // A defined name that depends on a replaced variable would keep its old meaning.
            if values.iter().any(|&(x, _)| self.store.hides(g, x)) {
                return false;
            }
        }
        true
    }

    /// The values that turn the first of each pair into the second, read off where no variable is
    /// bound; `None` if a variable would need two.
    pub(super) fn values_between(&self, pairs: &[(Expr, Expr)]) -> Option<Vec<(Name, Expr)>> {
        let mut values: Vec<(Name, Expr)> = Vec::new();
        let mut seen: FxHashSet<(Expr, Expr)> = FxHashSet::default();
        let mut stack = pairs.to_vec();
        while let Some((g, s)) = stack.pop() {
            if !seen.insert((g, s)) {
                continue;
            }
            let (a, b) = (self.store.children(g), self.store.children(s));
            match self.store.op(g) {
                Op::Symbol(x) => match values.iter().find(|(y, _)| *y == x) {
                    Some(&(_, known)) if known != s => return None,
                    Some(_) => {}
                    None => values.push((x, s)),
                },
                Op::Deriv | Op::At => {}
                // Only the bounds stand outside of what the index is bound in.
                op if op.is_over_range() => {
                    stack.extend(a.iter().copied().zip(b.iter().copied()).skip(2));
                }
                op if op == self.store.op(s) && a.len() == b.len() => {
                    stack.extend(a.iter().copied().zip(b.iter().copied()));
                }
                _ => return None,
            }
        }
        values.retain(|&(x, v)| self.store.as_symbol(v) != Some(x));
        Some(values)
    }

    /// Is `rhs` what a recursion says of the member of the family?
    fn is_next_member(&mut self, family: Name, lhs: Expr, rhs: Expr) -> bool {
        let (Some(recursion), Some(at)) = (self.store.recursion(family), self.store.single(lhs))
        else {
            return false;
        };
        if self.store.as_literal_i64(at) == Some(recursion.base) {
            return rhs == recursion.first;
        }
        let members = self.store.subexpressions(&[rhs]).into_iter();
        let one = self.store.integer(1);
        let before: Vec<Expr> =
            members.filter(|&sub| self.store.op(sub) == Op::Indexed(family)).collect();
        let next = self.store.substitute(recursion.next, &[(recursion.index, at)]);
        let [before] = before.as_slice() else { return before.is_empty() && next == rhs };
        let Some(index) = self.store.single(*before) else { return false };
        let after = self.store.add(index, one);
        terms::same(&self.store, after, at)
            && self.store.replace_matrix(next, recursion.previous, *before) == Some(rhs)
    }

    /// Is `rhs` the meaning of the defined name at the top of `lhs`?
    pub(super) fn is_unfolding(&mut self, lhs: Expr, rhs: Expr) -> bool {
        let name = match self.store.op(lhs) {
            Op::Symbol(name) | Op::Matrix(MatOp::Named(name)) => name,
            Op::Apply(name, orders) if orders.is_none() => name,
            Op::Indexed(name) if self.store.recursion(name).is_some() => {
                return self.is_next_member(name, lhs, rhs);
            }
            Op::Indexed(name) => name,
            _ => return false,
        };
        let Some(definition) = self.store.definition(name).cloned() else { return false };
        let args = self.store.children(lhs).to_vec();
        if args.len() != definition.params.len() {
            return false;
        }
        // Parameters are local: unlike other variables they hide nothing.
        let mut seen: FxHashSet<(Expr, Expr)> = FxHashSet::default();
        let values: Vec<(Name, Expr)> = definition.params.iter().copied().zip(args).collect();
        let mut stack = vec![(definition.body, rhs)];
        while let Some((g, s)) = stack.pop() {
            if !seen.insert((g, s)) {
                continue;
            }
            let same = match self.store.op(g) {
                Op::Symbol(x) => {
                    let value = values.iter().find(|(y, _)| *y == x).map(|&(_, v)| v);
                    value.unwrap_or(g) == s
                }
                Op::Deriv | Op::At | Op::Sum | Op::Prod | Op::ForAll => {
                    self.store.substitute(g, &values) == s
                }
                op => {
                    let (a, b) = (self.store.children(g), self.store.children(s));
                    stack.extend(a.iter().copied().zip(b.iter().copied()));
                    op == self.store.op(s) && a.len() == b.len()
                }
            };
            if !same {
                return false;
            }
        }
        true
    }

    /// The same sum, product or "for all" with another name for the index.
    pub(super) fn is_renamed(&mut self, lhs: Expr, rhs: Expr) -> bool {
        let (&[u, k, a, b], &[v, l, c, d]) = (self.store.children(lhs), self.store.children(rhs))
        else {
            return false;
        };
        let (Some(old), Some(new)) = (self.plain_variable(k), self.plain_variable(l)) else {
            return false;
        };
        let op = self.store.op(lhs);
        op.is_over_range()
            && op == self.store.op(rhs)
            && (a, b) == (c, d)
            && self.store.is_declared_integer(new)
            && !self.reaches(u, new)
            && self.is_substituted(u, v, &[(old, l)])
    }

    /// `D(f[i, …], f[a, …])` as a product of deltas, index by index.
    pub(super) fn is_entry_derivative(&self, lhs: Expr, rhs: Expr) -> bool {
        let store = &self.store;
        let (Op::Deriv, Some((x, u))) = (store.op(lhs), store.pair(lhs)) else { return false };
        let (by, at) = (store.children(x), store.children(u));
        let is_entry = matches!(store.op(x), Op::Indexed(_));
        if !is_entry || store.op(x) != store.op(u) || by.len() != at.len() {
            return false;
        }
        let mut open: Vec<(Expr, Expr)> =
            by.iter().copied().zip(at.iter().copied()).filter(|(i, a)| i != a).collect();
        let differ = |&(i, a): &(Expr, Expr)| {
            store.as_i64(i).zip(store.as_i64(a)).is_some_and(|(m, n)| m != n)
        };
        if open.iter().any(differ) {
            return store.as_literal_i64(rhs) == Some(0);
        }
        // The product leans to the left, so its last factor is met first.
        let mut rest = rhs;
        while let Some((i, a)) = open.pop() {
            let delta = match (store.op(rest), store.pair(rest)) {
                (Op::Mul, Some((before, delta))) if !open.is_empty() => {
                    rest = before;
                    delta
                }
                _ if open.is_empty() => rest,
                _ => return false,
            };
            if store.op(delta) != Op::Delta || store.pair(delta) != Some((a, i)) {
                return false;
            }
            if open.is_empty() {
                return true;
            }
        }
        store.as_literal_i64(rhs) == Some(1)
    }

    /// `f'(x, …) = D(x, f(x, …))`, one order taken off.
    pub(super) fn is_prime(&self, lhs: Expr, rhs: Expr) -> bool {
        let store = &self.store;
        let (Op::Apply(f, orders), Op::Deriv) = (store.op(lhs), store.op(rhs)) else {
            return false;
        };
        let Some((x, below)) = store.pair(rhs) else { return false };
        let Op::Apply(g, lower) = store.op(below) else { return false };
        let args = store.children(lhs);
        let names: Option<Vec<Name>> = args.iter().map(|&arg| self.plain_variable(arg)).collect();
        let Some(names) = names else { return false };
        let distinct = names.iter().collect::<FxHashSet<_>>().len() == names.len();
        let place = args.iter().position(|&arg| arg == x);
        let raised = place.is_some_and(|i| {
            lower.raised(i) == Some(orders) && (0..i).all(|j| orders.order(j) == 0)
        });
        f == g
            && store.children(below) == args
            && distinct
            && raised
            && names.iter().all(|&name| !store.hides(lhs, name))
    }

    /// `D(x, f(u, …)) = f'(u, …)*D(x, u) + …` over the arguments that depend on `x`.
    pub(super) fn is_chain(&self, lhs: Expr, rhs: Expr) -> bool {
        let store = &self.store;
        let (Op::Deriv, Some((x, inner))) = (store.op(lhs), store.pair(lhs)) else { return false };
        let (Op::Apply(f, orders), Some(name)) = (store.op(inner), self.plain_differential(x))
        else {
            return false;
        };
        if store.hides(inner, name) {
            return false;
        }
        let args = store.children(inner);
        let mut expected: Vec<usize> = (0..args.len())
            .filter(|&i| args.get(i).is_some_and(|&a| self.reaches(a, name)))
            .collect();
        // The sum leans to the left, so the last term is met first.
        let mut rest = Some(rhs);
        while let (Some(i), Some(e)) = (expected.pop(), rest) {
            let (term, before) = match (store.op(e), store.pair(e)) {
                (Op::Add, Some((before, term))) if !expected.is_empty() => (term, Some(before)),
                _ => (e, None),
            };
            rest = before;
            let Some(&arg) = args.get(i) else { return false };
            let partial = match (store.op(term), store.pair(term)) {
                (Op::Mul, Some((partial, inner))) if arg != x => {
                    if store.op(inner) != Op::Deriv || store.pair(inner) != Some((x, arg)) {
                        return false;
                    }
                    partial
                }
                _ if arg == x => term,
                _ => return false,
            };
            let raised = orders.raised(i).map(|raised| Op::Apply(f, raised));
            if Some(store.op(partial)) != raised || store.children(partial) != args {
                return false;
            }
        }
        expected.is_empty() && rest.is_none()
    }

    /// `D(x, piecewise(c, u, …)) = piecewise(c, D(x, u), …)`.
    pub(super) fn is_piece_by_piece(&self, lhs: Expr, rhs: Expr) -> bool {
        let store = &self.store;
        let (Op::Deriv, Some((x, inner))) = (store.op(lhs), store.pair(lhs)) else { return false };
        let (old, new) = (store.children(inner), store.children(rhs));
        let pieces = store.op(inner) == Op::Piecewise && store.op(rhs) == Op::Piecewise;
        pieces
            && old.len() == new.len()
            && self.plain_differential(x).is_some()
            && old.iter().zip(new).enumerate().all(|(i, (&a, &b))| {
                let is_value = i % 2 == 1 || i + 1 == old.len();
                if is_value {
                    store.op(b) == Op::Deriv && store.pair(b) == Some((x, a))
                } else {
                    a == b
                }
            })
    }

    /// Is the variable reached from `e`, through definitions too? Wider than being mentioned: a
    /// parameter of the same name counts.
    pub(super) fn reaches(&self, e: Expr, x: Name) -> bool {
        let store = &self.store;
        let mut seen: FxHashSet<Expr> = FxHashSet::default();
        let mut stack = vec![e];
        while let Some(e) = stack.pop() {
            if !seen.insert(e) {
                continue;
            }
            match store.op(e) {
                Op::Symbol(name) | Op::Indexed(name) | Op::Matrix(MatOp::Named(name))
                    if name == x =>
                {
                    return true;
                }
                Op::Indexed(name) => {
                    stack.extend(store.definition(name).map(|d| d.body));
                    stack.extend(store.recursion(name).into_iter().flat_map(|r| [r.first, r.next]));
                    stack.extend_from_slice(store.children(e));
                }
                op if op.is_over_range() => {
                    if let &[body, bound, from, to] = store.children(e) {
                        stack.extend([from, to]);
                        if store.as_symbol(bound) != Some(x) {
                            stack.push(body);
                        }
                    }
                }
                Op::Symbol(name) | Op::Matrix(MatOp::Named(name)) => {
                    stack.extend(store.definition(name).map(|d| d.body))
                }
                Op::Apply(name, _) => {
                    let definition = store.definition(name);
                    let outer = definition.filter(|d| !d.params.contains(&x));
                    stack.extend(outer.map(|d| d.body));
                    if definition.is_some() && store.hides(e, x) {
                        return true;
                    }
                    stack.extend_from_slice(store.children(e));
                }
                Op::At | Op::Matrix(MatOp::Map) => {
                    if let &[body, bound, point] = store.children(e) {
                        stack.push(point);
                        if store.as_symbol(bound) != Some(x) {
                            stack.push(body);
                        }
                    }
                }
                _ => stack.extend_from_slice(store.children(e)),
            }
        }
        false
    }
}
