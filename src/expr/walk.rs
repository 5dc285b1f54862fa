//! Traversal, substitution and free symbols, all without recursion.

use rustc_hash::FxHashSet;

use super::definition::Definition;
use super::matrix::MatOp;
use super::name::Name;
use super::op::Op;
use super::store::{Expr, Store};

impl Store {
    /// All distinct subexpressions of `roots`, children before parents.
    #[must_use]
    pub fn subexpressions(&self, roots: &[Expr]) -> Vec<Expr> {
        const SMALL: usize = 48;
        let nodes = roots.iter().fold(0, |sum: usize, &root| sum.saturating_add(self.size(root)));
        let mut all: Vec<Expr> = Vec::new();
        if nodes <= SMALL {
            // As a tree: cheaper than to ask of each whether it was seen.
            all.reserve(nodes);
            all.extend_from_slice(roots);
            let mut next = 0;
            while let Some(&e) = all.get(next) {
                all.extend_from_slice(self.children(e));
                next += 1;
            }
        } else {
            let mut seen: FxHashSet<Expr> = FxHashSet::default();
            let mut stack: Vec<Expr> = roots.to_vec();
            while let Some(e) = stack.pop() {
                if seen.insert(e) {
                    stack.extend_from_slice(self.children(e));
                }
            }
            all.extend(seen);
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Rebuilds `root` from its leaves: `f` sees each distinct subexpression once, with its
    /// children already mapped, and returns what stands in its place.
    pub fn map_bottom_up(
        &mut self,
        root: Expr,
        mut f: impl FnMut(&mut Self, Expr, &[Expr]) -> Expr,
    ) -> Expr {
        let all = self.subexpressions(&[root]);
        let mut mapped: Vec<Expr> = Vec::with_capacity(all.len());
        let mut kids = Vec::new();
        for &e in &all {
            kids.clear();
            for child in self.children(e) {
                let place = all.binary_search(child).ok();
                kids.extend(place.and_then(|place| mapped.get(place)));
            }
            let new = f(self, e, &kids);
            mapped.push(new);
        }
        mapped.last().copied().unwrap_or(root)
    }

    /// Does the value of `e` depend on the variable? A defined name counts as what it stands for;
    /// in there, a parameter hides the variable of its name, but not from further definitions.
    #[must_use]
    pub fn mentions(&self, e: Expr, x: Name) -> bool {
        self.certainly_mentions(e, x)
            || (self.may_mention(e, x) && self.depends(vec![(e, false)], x))
    }

    /// Does the meaning of the defined name at the top of `e` depend on the variable, other than
    /// through its arguments? Substitution does not reach that.
    #[must_use]
    pub fn hides(&self, e: Expr, x: Name) -> bool {
        match self.meaning(e) {
            Some(definition) => {
                self.depends(vec![(definition.body, definition.params.contains(&x))], x)
            }
            None => self.recursive_bodies(e, x).is_some_and(|bodies| self.depends(bodies, x)),
        }
    }

    /// For a member of a family that a recursion defines: what it is made of, each with whether
    /// `x` is bound there.
    fn recursive_bodies(&self, e: Expr, x: Name) -> Option<Vec<(Expr, bool)>> {
        let Op::Indexed(family) = self.op(e) else { return None };
        let recursion = self.recursion(family)?;
        let bound = recursion.index == x || self.as_name(recursion.previous) == Some(x);
        Some(vec![(recursion.first, false), (recursion.next, bound)])
    }

    /// The definition of the name at the top.
    fn meaning(&self, e: Expr) -> Option<&Definition> {
        match self.op(e) {
            Op::Symbol(name) | Op::Matrix(MatOp::Named(name)) => self.value(name),
            Op::Apply(name, _) | Op::Indexed(name) => self.function(name),
            _ => None,
        }
    }

    /// Does one of the expressions depend on the variable, where it is not marked as hidden there?
    fn depends(&self, mut stack: Vec<(Expr, bool)>, x: Name) -> bool {
        let mut seen: FxHashSet<(Expr, bool)> = FxHashSet::default();
        while let Some((e, hidden)) = stack.pop() {
            if !self.may_mention(e, x) || !seen.insert((e, hidden)) {
                continue;
            }
            if self.certainly_mentions(e, x) && !hidden {
                return true;
            }
            if (self.as_variable(e) == Some(x) || self.as_name(e) == Some(x)) && !hidden {
                return true;
            }
            if let Some(definition) = self.meaning(e) {
                stack.push((definition.body, definition.params.contains(&x)));
            }
            stack.extend(self.recursive_bodies(e, x).into_iter().flatten());
            match (self.op(e), self.children(e)) {
                (Op::At | Op::Matrix(MatOp::Map), &[body, bound, point])
                    if self.as_symbol(bound) == Some(x) =>
                {
                    stack.extend([(point, hidden), (body, true)]);
                }
                (op, &[body, bound, from, to])
                    if op.is_over_range() && self.as_symbol(bound) == Some(x) =>
                {
                    stack.extend([(from, hidden), (to, hidden), (body, true)]);
                }
                (_, children) => stack.extend(children.iter().map(|&child| (child, hidden))),
            }
        }
        false
    }

    /// Does the name occur anywhere in `e`, as a symbol or as a function?
    #[must_use]
    pub fn mentions_name(&self, e: Expr, name: Name) -> bool {
        self.subexpressions(&[e]).iter().any(|&e| {
            self.as_name(e) == Some(name)
                || matches!(self.op(e), Op::Apply(n, _) | Op::Indexed(n) if n == name)
        })
    }

    /// The free symbols of `e` in the order of their names' texts. Defined values count as symbols.
    #[must_use]
    pub fn free_symbols(&self, e: Expr) -> Vec<Name> {
        let mut names: Vec<Name> = Vec::new();
        for sub in self.subexpressions(&[e]) {
            if let Op::Symbol(name) = self.op(sub)
                && self.mentions(e, name)
            {
                names.push(name);
            }
        }
        names.sort_by(|&a, &b| self.text(a).cmp(self.text(b)));
        names
    }

    /// `e` with every free occurrence of the symbols replaced, all at once. A derivative with
    /// respect to a replaced symbol becomes that derivative *at* the new value; nothing is captured.
    pub fn substitute(&mut self, e: Expr, replacements: &[(Name, Expr)]) -> Expr {
        if !replacements.iter().any(|&(x, _)| self.may_mention(e, x)) {
            return e;
        }
        self.map_bottom_up(e, |store, old, kids| {
            let lookup = |x: Name| replacements.iter().find(|(y, _)| *y == x).map(|&(_, v)| v);
            match (store.op(old), kids) {
                (Op::Symbol(name), _) => lookup(name).unwrap_or(old),
                (Op::Deriv, &[_, body]) => {
                    let (Some(var), inner) = (store.children(old).first().copied(), body) else {
                        return old;
                    };
                    store.substitute_derivative(old, var, inner, replacements)
                }
                (op, &[mapped, _, from, to]) if op.is_over_range() => {
                    let &[body, bound, ..] = store.children(old) else { return old };
                    let touches = replacements.iter().any(|&(x, value)| {
                        store.as_symbol(bound).is_some_and(|k| k == x || store.mentions(value, k))
                    });
                    if !touches {
                        return store.make(op, &[mapped, bound, from, to]);
                    }
                    let rest: Vec<(Name, Expr)> = replacements
                        .iter()
                        .copied()
                        .filter(|&(x, _)| Some(x) != store.as_symbol(bound))
                        .collect();
                    match store.substitute_under(bound, body, &rest) {
                        Some((bound, body)) => store.make(op, &[body, bound, from, to]),
                        None => old,
                    }
                }
                (Op::Matrix(op), kids) if op.differentiates() => {
                    // What is put in must not be caught by the variable of the derivative.
                    let x = store.children(old).first().and_then(|&x| store.as_name(x));
                    let caught = replacements.iter().any(|&(y, value)| {
                        store.mentions(old, y) && x.is_none_or(|x| store.mentions(value, x))
                    });
                    store.mat(op, if caught { &[] } else { kids })
                }
                (op @ (Op::At | Op::Matrix(MatOp::Map)), &[_, _, point]) => {
                    let &[body, bound, _] = store.children(old) else { return old };
                    let rest: Vec<(Name, Expr)> = replacements
                        .iter()
                        .copied()
                        .filter(|&(x, _)| Some(x) != store.as_symbol(bound))
                        .collect();
                    let body = store.substitute_under(bound, body, &rest);
                    match body {
                        Some((bound, body)) => store.make(op, &[body, bound, point]),
                        None => old,
                    }
                }
                (op, kids) => store.make(op, kids),
            }
        })
    }

    /// `D(x, u)` under a substitution: other symbols are replaced inside, unless a new value
    /// mentions `x`; then `x` is renamed first. The replaced `x` itself becomes an `At`.
    fn substitute_derivative(
        &mut self,
        old: Expr,
        var: Expr,
        mapped_body: Expr,
        replacements: &[(Name, Expr)],
    ) -> Expr {
        let Some(x) = self.as_symbol(var) else {
            return self.substitute_entry_derivative(var, old, mapped_body, replacements);
        };
        let touches_x = replacements.iter().any(|&(y, v)| y == x || self.mentions(v, x));
        if !touches_x {
            return self.deriv(var, mapped_body);
        }
        let Some(&[_, body]) = Some(self.children(old)) else { return old };
        let rest: Vec<(Name, Expr)> =
            replacements.iter().copied().filter(|&(y, _)| y != x).collect();
        let Some((bound, body)) = self.substitute_under(var, body, &rest) else { return old };
        let point = replacements.iter().find(|(y, _)| *y == x).map_or(var, |&(_, v)| v);
        let derivative = self.deriv(bound, body);
        if point == bound { derivative } else { self.make(Op::At, &[derivative, bound, point]) }
    }

    /// `D(w[k], u)` under a substitution: indices and body alike, unless a new value depends on
    /// the family; that one is put in after differentiation, as an `At`.
    fn substitute_entry_derivative(
        &mut self,
        entry: Expr,
        old: Expr,
        mapped_body: Expr,
        replacements: &[(Name, Expr)],
    ) -> Expr {
        let Some(family) = self.as_variable(entry) else { return old };
        let (late, early): (Vec<_>, Vec<_>) = replacements
            .iter()
            .copied()
            .filter(|&(y, _)| self.mentions(old, y))
            .partition(|&(_, value)| self.mentions(value, family));
        if late.is_empty() {
            let entry = self.substitute(entry, &early);
            return self.deriv(entry, mapped_body);
        }
        // Names that no value mentions, so that one `At` after the other means all at once.
        let mut renamed = early;
        let mut points = Vec::new();
        for (y, value) in late {
            let fresh = self.fresh_symbol(y, old, replacements);
            renamed.push((y, fresh));
            points.push((fresh, value));
        }
        let mut result = self.substitute(old, &renamed);
        for (fresh, value) in points {
            result = self.make(Op::At, &[result, fresh, value]);
        }
        result
    }

    /// Substitutes in the scope of a bound symbol, renaming it where a new value mentions it.
    fn substitute_under(
        &mut self,
        bound: Expr,
        body: Expr,
        replacements: &[(Name, Expr)],
    ) -> Option<(Expr, Expr)> {
        let x = self.as_symbol(bound)?;
        let captured =
            replacements.iter().any(|&(y, v)| self.may_mention(body, y) && self.mentions(v, x));
        if !captured {
            return Some((bound, self.substitute(body, replacements)));
        }
        let fresh = self.fresh_symbol(x, body, replacements);
        let renamed = self.substitute(body, &[(x, fresh)]);
        Some((fresh, self.substitute(renamed, replacements)))
    }

    fn fresh_symbol(&mut self, like: Name, body: Expr, avoid: &[(Name, Expr)]) -> Expr {
        let stem = self.text(like).to_owned();
        let mut k = 1_u32;
        loop {
            let name = self.name(&format!("{stem}_{k}"));
            let used =
                self.mentions(body, name) || avoid.iter().any(|&(_, v)| self.mentions(v, name));
            if !used && self.definition(name).is_none() {
                // An index stays one.
                if self.is_declared_integer(like) {
                    self.declare_integer(name, None);
                }
                return self.symbol_of(name);
            }
            k += 1;
        }
    }

    /// The body of a definition with arguments in place of its parameters, or `None` if the name
    /// has no definition of that arity.
    pub fn unfold(&mut self, name: Name, args: &[Expr]) -> Option<Expr> {
        let definition = self.definition(name)?.clone();
        if definition.params.len() != args.len() {
            return None;
        }
        let replacements: Vec<(Name, Expr)> =
            definition.params.iter().copied().zip(args.iter().copied()).collect();
        Some(self.substitute(definition.body, &replacements))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Op, Store};

    #[test]
    fn substitution_into_a_derivative_evaluates_it_there() {
        let mut s = Store::new();
        let (x, y) = (s.symbol("x"), s.symbol("y"));
        let xy = s.mul(x, y);
        let d = s.deriv(x, xy);
        let three = s.integer(3);
        let (nx, ny) = (s.name("x"), s.name("y"));
        let at = s.substitute(d, &[(nx, three)]);
        assert_eq!(s.op(at), Op::At);
        // y := x must not be captured by the derivative's x.
        let renamed = s.substitute(d, &[(ny, x)]);
        assert_eq!(s.op(renamed), Op::At);
        assert!(s.mentions(renamed, nx));
    }

    #[test]
    fn deep_expressions_do_not_recurse() {
        let mut s = Store::new();
        let x = s.symbol("x");
        let mut e = x;
        for _ in 0..200_000 {
            e = s.neg(e);
        }
        let y = s.symbol("y");
        let nx = s.name("x");
        let f = s.substitute(e, &[(nx, y)]);
        assert!(!s.mentions(f, nx));
    }
}
