//! Where an expression is defined, and where it is differentiable.
//!
//! Both are computed from the leaves up and remembered per expression. Differentiability here
//! means more than it says: under the conditions found, the expression is real-analytic near the
//! point, apart from unknown functions; so the conditions also make it defined and continuous
//! nearby. All of them are strict (`≠`, `<`, `>`), hence hold on a neighbourhood.

use rustc_hash::FxHashSet;

use super::Kernel;
use super::hyps::Hyps;
use crate::expr::{Expr, Func, MatOp, Name, Op, Sort};

/// Where an expression is defined: `sufficient ⟹ defined ⟹ necessary`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Domain {
    /// Conditions under which it is defined.
    pub sufficient: Hyps,
    /// Conditions that hold wherever it is defined.
    pub necessary: Hyps,
}

impl Domain {
    pub(super) const EVERYWHERE: Self = Self { sufficient: Hyps::NONE, necessary: Hyps::NONE };
}

/// The question that is asked of an expression.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    Defined,
    Differentiable(Name),
}

impl Kernel {
    /// Where `e` is defined; `None` if that cannot be said (an unevaluated derivative of something
    /// unknown).
    pub fn defined(&mut self, e: Expr) -> Option<Domain> {
        self.resolve(e, Question::Defined)
    }

    /// Conditions under which `e` is differentiable with respect to `x`; `None` if that cannot be
    /// said.
    pub fn differentiable(&mut self, e: Expr, x: Name) -> Option<Hyps> {
        self.resolve(e, Question::Differentiable(x)).map(|domain| domain.sufficient)
    }

    /// Are the indices of an entry, or the two of a delta, integers that do not vary with the
    /// variable of the question?
    fn has_indices(&self, e: Expr, question: Question) -> bool {
        // How a recursion depends on a variable is not looked into.
        if let (Op::Indexed(family), Question::Differentiable(x)) = (self.store.op(e), question)
            && self.store.recursion(family).is_some()
            && self.store.hides(e, x)
        {
            return false;
        }
        self.store.children(e).iter().all(|&index| {
            let varies = match question {
                Question::Defined => false,
                Question::Differentiable(x) => self.store.mentions(index, x),
            };
            self.is_integer(index) && !varies
        })
    }

    /// Conditions that hold wherever `e` is defined, even where it cannot be said in full where
    /// that is.
    pub(super) fn necessary(&mut self, e: Expr) -> Option<Hyps> {
        if let Some(domain) = self.defined(e) {
            return Some(domain.necessary);
        }
        match (self.store.op(e), self.store.pair(e)) {
            // A derivative needs the function itself.
            (Op::Deriv, Some((_, body))) => self.defined(body).map(|domain| domain.necessary),
            _ => None,
        }
    }

    fn known(&self, e: Expr, question: Question) -> Option<Option<Domain>> {
        match question {
            Question::Defined => self.defined.get(e.index()).copied().flatten(),
            Question::Differentiable(x) => self.differentiable.get(&(e, x)).copied(),
        }
    }

    /// Answers the question for `e` after the questions for the parts, with an explicit stack.
    fn resolve(&mut self, e: Expr, question: Question) -> Option<Domain> {
        self.refresh();
        if let Some(answer) = self.known(e, question) {
            return answer;
        }
        let mut stack = vec![(e, question)];
        let mut parts = Vec::new();
        while let Some(&(top, question)) = stack.last() {
            if self.known(top, question).is_some() {
                stack.pop();
                continue;
            }
            if self.store.budget().is_spent() {
                return None;
            }
            let question = self.reduced(top, question);
            parts.clear();
            self.parts(top, question, &mut parts);
            let before = stack.len();
            stack.extend(parts.iter().copied().filter(|&(p, q)| self.known(p, q).is_none()));
            if let Some(&asked) = stack.get(before - 1)
                && stack.len() == before
            {
                let answer = self.combine(top, question, &parts);
                self.remember(top, question, answer);
                self.remember(top, asked.1, answer);
                stack.pop();
            }
        }
        self.known(e, question).flatten()
    }

    fn remember(&mut self, e: Expr, question: Question, answer: Option<Domain>) {
        self.check_store();
        match question {
            Question::Defined => {
                if self.defined.len() <= e.index() {
                    self.defined.resize(self.store.len(), None);
                }
                if let Some(known) = self.defined.get_mut(e.index()) {
                    *known = Some(answer);
                }
            }
            Question::Differentiable(x) => {
                self.differentiable.insert((e, x), answer);
            }
        }
    }

    /// An expression that does not depend on `x` is differentiable wherever it is defined.
    fn reduced(&self, e: Expr, question: Question) -> Question {
        match question {
            Question::Differentiable(x) if !self.store.mentions(e, x) => Question::Defined,
            other => other,
        }
    }

    /// The questions whose answers decide this one.
    fn parts(&mut self, e: Expr, question: Question, parts: &mut Vec<(Expr, Question)>) {
        match self.store.op(e) {
            Op::Matrix(op) => parts.extend(self.matrix_parts(e, op, question)),
            Op::Number(_) | Op::Constant(_) | Op::At | Op::Delta => {}
            Op::Sum | Op::Prod | Op::ForAll => {
                let ranged = self.ranged(e, &[]);
                parts.extend(ranged.map(|ranged| (ranged.body, question)));
            }
            Op::Symbol(_) | Op::Apply(..) | Op::Indexed(_) => match self.unfolded(e) {
                Some(body) => parts.push((body, question)),
                None if matches!(self.store.op(e), Op::Indexed(_)) => {}
                None => {
                    parts.extend(self.store.children(e).iter().map(|&c| (c, question)));
                    parts.extend(self.differentiated_bodies(e));
                }
            },
            Op::Deriv => {
                // Under its conditions the body is analytic, and so is its derivative.
                if let Some((var, body)) = self.store.pair(e)
                    && let Some(y) = self.store.as_variable(var)
                {
                    parts.extend([(body, question), (body, Question::Differentiable(y))]);
                }
            }
            Op::Piecewise | Op::Rel(_) | Op::And | Op::Differentiable => {
                parts.extend(self.store.children(e).iter().map(|&c| (c, question)));
            }
            // The square of a norm is a polynomial.
            Op::Pow if self.is_squared_norm(e) => {
                let norm = self.store.children(e).first().and_then(|&norm| self.store.single(norm));
                parts.extend(norm.map(|m| (m, question)));
            }
            Op::Neg | Op::Add | Op::Sub | Op::Mul | Op::Div | Op::Pow | Op::Func(_) => {
                parts.extend(self.store.children(e).iter().map(|&c| (c, question)));
            }
        }
    }

    fn combine(
        &mut self,
        e: Expr,
        question: Question,
        parts: &[(Expr, Question)],
    ) -> Option<Domain> {
        match (self.store.op(e), self.store.children(e)) {
            (Op::At, _) => return None,
            (Op::Indexed(_) | Op::Delta, _) if !self.has_indices(e, question) => return None,
            (Op::Sum | Op::Prod | Op::ForAll, _) => {
                let by = match question {
                    Question::Defined => None,
                    Question::Differentiable(x) => Some(x),
                };
                let &(body, asked) = parts.first()?;
                let body = self.known(body, asked).flatten()?;
                return self.domain_over_range(e, by, body);
            }
            // Which root it is must be plain.
            (Op::Func(Func::Root), &[_, k])
                if self.store.as_literal_i64(k).is_none_or(|k| k < 2) =>
            {
                return None;
            }
            _ => {}
        }
        if self.store.op(e) == Op::Piecewise {
            return self.piecewise_domain(e, question);
        }
        if self.store.sort(e) == Sort::Broken {
            return None;
        }
        let mut domain = Domain::EVERYWHERE;
        for &(part, asked) in parts {
            let mut known = self.known(part, asked).flatten()?;
            if let (Op::Matrix(MatOp::Map), &[body, t, m]) =
                (self.store.op(e), self.store.children(e))
                && part == body
            {
                known = self.for_all_entries(known, t, m)?;
            }
            let part = known;
            domain.sufficient = self.hyps_table.union(domain.sufficient, part.sufficient);
            domain.necessary = self.hyps_table.union(domain.necessary, part.necessary);
        }
        if let Op::Apply(f, orders) = self.store.op(e)
            && self.unfolded(e).is_none()
            && self.store.function(f).is_some()
        {
            // What is too large to unfold is not known to be defined anywhere.
            if orders.is_none() {
                return None;
            }
            return self.derivative_domain(e, parts);
        }
        if self.store.op(e) == Op::Deriv && self.mentions_unknown(e) {
            return None;
        }
        let (own, needed) = match question {
            Question::Defined => self.definedness(e),
            Question::Differentiable(_) => (self.smoothness(e), false),
        };
        if own.is_empty() {
            return Some(domain);
        }
        let own = self.hyps_table.of(own);
        domain.sufficient = self.hyps_table.union(domain.sufficient, own);
        if needed {
            domain.necessary = self.hyps_table.union(domain.necessary, own);
        }
        Some(domain)
    }

    /// Conditions under which `e` is defined, given that `other` is: those of the parts of `e` that
    /// the evaluation of `other` does not need too.
    pub(super) fn own_conditions(&mut self, e: Expr, other: Expr) -> Option<Vec<Expr>> {
        let shared = self.strict_parts(other);
        let mut seen = FxHashSet::default();
        let mut conditions = Vec::new();
        let mut stack = vec![e];
        while let Some(e) = stack.pop() {
            if shared.contains(&e) || !seen.insert(e) {
                continue;
            }
            match self.store.op(e) {
                Op::Symbol(_)
                | Op::Apply(..)
                | Op::Deriv
                | Op::At
                | Op::Piecewise
                | Op::Indexed(_)
                | Op::Delta
                | Op::Sum
                | Op::Prod
                | Op::ForAll
                | Op::Matrix(_) => {
                    let domain = self.defined(e)?;
                    conditions.extend_from_slice(self.hyps_table.list(domain.sufficient));
                }
                _ => {
                    conditions.extend(self.definedness(e).0);
                    stack.extend_from_slice(self.store.children(e));
                }
            }
        }
        Some(conditions)
    }

    /// The subexpressions that are evaluated whenever `e` is.
    fn strict_parts(&self, e: Expr) -> FxHashSet<Expr> {
        let mut parts = FxHashSet::default();
        let mut stack = vec![e];
        while let Some(e) = stack.pop() {
            if !parts.insert(e) {
                continue;
            }
            match self.store.op(e) {
                Op::Deriv | Op::At | Op::Sum | Op::Prod | Op::ForAll => {}
                // The body is evaluated at the entries.
                Op::Matrix(MatOp::Map) => stack.extend(self.store.children(e).last()),
                Op::Matrix(op) if op.differentiates() => {}
                // A defined function may leave an argument alone.
                Op::Apply(f, _) | Op::Indexed(f) if self.store.function(f).is_some() => {}
                Op::Piecewise => stack.extend(self.store.children(e).first()),
                _ => stack.extend_from_slice(self.store.children(e)),
            }
        }
        parts
    }

    /// For `f'(a)` with a defined `f`: its body must be differentiable in each parameter by which
    /// it is differentiated.
    fn differentiated_bodies(&self, e: Expr) -> Vec<(Expr, Question)> {
        let Op::Apply(f, orders) = self.store.op(e) else { return Vec::new() };
        let Some(definition) = self.store.function(f) else { return Vec::new() };
        let params = definition.params.iter().enumerate();
        params
            .filter(|&(i, _)| orders.order(i) > 0)
            .map(|(_, &param)| (definition.body, Question::Differentiable(param)))
            .collect()
    }

    /// The domain of `f'(a)`: the conditions on the body, at the arguments.
    fn derivative_domain(&mut self, e: Expr, parts: &[(Expr, Question)]) -> Option<Domain> {
        let Op::Apply(f, _) = self.store.op(e) else { return None };
        let params = self.store.function(f)?.params.clone();
        let args = self.store.children(e).to_vec();
        let replacements: Vec<(Name, Expr)> =
            params.into_iter().zip(args.iter().copied()).collect();
        let mut conditions = Vec::new();
        for (i, &(part, asked)) in parts.iter().enumerate() {
            let known = self.known(part, asked).flatten()?;
            let list = self.hyps_table.list(known.sufficient).to_vec();
            if i < args.len() {
                conditions.extend(list);
                continue;
            }
            for condition in list {
                let there = self.store.substitute(condition, &replacements);
                conditions.extend(self.simplest(there));
            }
        }
        Some(Domain { sufficient: self.hyps_table.of(conditions), necessary: Hyps::NONE })
    }

    /// Does an unknown function occur? Its derivatives need conditions of their own.
    fn mentions_unknown(&self, e: Expr) -> bool {
        self.store.subexpressions(&[e]).iter().any(|&sub| match self.store.op(sub) {
            Op::Apply(f, _) => self.store.function(f).is_none(),
            _ => false,
        })
    }

    /// A piecewise value: the conditions of a branch matter only where the branch is taken, so
    /// those that its guard implies are dropped. What remains may be more than necessary.
    fn piecewise_domain(&mut self, e: Expr, question: Question) -> Option<Domain> {
        let children = self.store.children(e).to_vec();
        let mut domain = Domain::EVERYWHERE;
        for chunk in children.chunks(2) {
            let (guard, value) = match *chunk {
                [guard, value] => (Some(guard), value),
                [value] => (None, value),
                _ => continue,
            };
            if let Some(guard) = guard {
                let own = self.known(guard, question).flatten()?;
                domain.sufficient = self.hyps_table.union(domain.sufficient, own.sufficient);
            }
            let value = self.known(value, question).flatten()?;
            let given = self.hyps_table.of(guard.into_iter().collect());
            let needed: Vec<Expr> = self.hyps_table.list(value.sufficient).to_vec();
            let open: Vec<Expr> = needed.into_iter().filter(|&c| !self.proves(given, c)).collect();
            let open = self.hyps_table.of(open);
            domain.sufficient = self.hyps_table.union(domain.sufficient, open);
        }
        // Without an `otherwise` the value is missing where no guard holds.
        (children.len() % 2 == 1).then_some(domain)
    }
}
