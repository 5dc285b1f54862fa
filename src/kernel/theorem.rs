//! Theorems and the functions that make one. See the module above for the list.

use std::fmt;

use super::rule::{Premise, Rule};
use super::{Hyps, Kernel};
use crate::expr::{Expr, Func, Name, Op, Rel};
use crate::normal;
use crate::pattern::Bindings;

/// A proved equation, as a handle into the kernel's table. Only the kernel makes one.
///
/// ```compile_fail
/// let forged = symderiv::kernel::Theorem(0); // the field is private
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Theorem(u32);

/// A theorem's statement and the step that proved it.
pub(super) struct Fact {
    pub(super) hyps: Hyps,
    pub(super) lhs: Expr,
    pub(super) rhs: Expr,
    pub(super) step: Step,
}

/// How a theorem was proved.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// `s = s`
    Refl,
    /// The other way round.
    Sym(Theorem),
    /// One after the other.
    Trans(Theorem, Theorem),
    /// Equal operands; the payload is an internal range, see [`Kernel::operands`].
    Congr(u32, u32),
    /// Under a derivative.
    UnderDeriv(Theorem),
    /// An instance of a rule; the payload is an internal index.
    Rule(&'static Rule, u32),
    /// Both sides are the same up to collecting like terms.
    Tidy,
    /// Both sides have one normal form.
    Algebra,
    /// The meaning of a defined name.
    Unfold,
    /// The meaning of `f'`.
    Prime,
    /// The chain rule for a function of the language.
    Chain,
    /// A derivative taken on each piece.
    Pieces,
    /// Values in place of variables.
    Instance(Theorem),
    /// A bound variable replaced by its value.
    At,
    /// Equals at a point.
    UnderAt(Theorem),
    /// A theorem cited by name, with its proof apart.
    Lemma(Theorem),
    /// Fewer conditions.
    Settle(Theorem),
    /// More conditions.
    Weaken(Theorem),
}

/// Why the kernel did not make a theorem.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// The parts do not fit together.
    Mismatch,
    /// A premise of the rule does not hold.
    Premise,
    /// It cannot be said where a term is defined.
    UnknownDomain,
    /// A condition may hold at the point without holding near it.
    NotOpen,
    /// The normal forms differ.
    NotEqual,
    /// The normal form would be too large.
    TooLarge,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mismatch => "the parts do not fit together",
            Self::Premise => "a premise of the rule does not hold",
            Self::UnknownDomain => "it cannot be said where a term is defined",
            Self::NotOpen => "a condition need not hold near the point",
            Self::NotEqual => "the normal forms differ",
            Self::TooLarge => "the normal form is too large",
        })
    }
}

impl std::error::Error for Refusal {}

type Proved = Result<Theorem, Refusal>;

/// More conditions than this are not compared with one another.
const MAX_SETTLED: usize = 64;

impl Kernel {
    fn fact(&self, t: Theorem) -> &Fact {
        &self.facts[t.0 as usize]
    }

    /// The left side.
    #[must_use]
    pub fn lhs(&self, t: Theorem) -> Expr {
        self.fact(t).lhs
    }

    /// The right side.
    #[must_use]
    pub fn rhs(&self, t: Theorem) -> Expr {
        self.fact(t).rhs
    }

    /// The conditions.
    #[must_use]
    pub fn hyps_of(&self, t: Theorem) -> Hyps {
        self.fact(t).hyps
    }

    /// How it was proved.
    #[must_use]
    pub fn step(&self, t: Theorem) -> Step {
        self.fact(t).step
    }

    /// The operands' theorems of a [`Step::Congr`]; `None` where an operand is unchanged.
    #[must_use]
    pub fn operands(&self, t: Theorem) -> &[Option<Theorem>] {
        match self.fact(t).step {
            Step::Congr(first, len) => &self.operands[first as usize..(first + len) as usize],
            _ => &[],
        }
    }

    fn record(&mut self, hyps: Hyps, lhs: Expr, rhs: Expr, step: Step) -> Theorem {
        let t = Theorem(self.facts.len() as u32);
        self.facts.push(Fact { hyps, lhs, rhs, step });
        t
    }

    /// `⊢ e = e`
    pub fn refl(&mut self, e: Expr) -> Theorem {
        self.record(Hyps::NONE, e, e, Step::Refl)
    }

    /// From `s = t`: `t = s`.
    pub fn sym(&mut self, t: Theorem) -> Theorem {
        let Fact { hyps, lhs, rhs, .. } = *self.fact(t);
        self.record(hyps, rhs, lhs, Step::Sym(t))
    }

    /// From `s = t` and `t = u`: `s = u`.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if the first does not end where the second begins.
    pub fn trans(&mut self, first: Theorem, second: Theorem) -> Proved {
        let (a, b) = (self.fact(first), self.fact(second));
        if a.rhs != b.lhs {
            return Err(Refusal::Mismatch);
        }
        let (lhs, rhs, ah, bh) = (a.lhs, b.rhs, a.hyps, b.hyps);
        if a.lhs == a.rhs && ah.is_none() {
            return Ok(second);
        }
        if b.lhs == b.rhs && bh.is_none() {
            return Ok(first);
        }
        let hyps = self.hyps_table.union(ah, bh);
        Ok(self.record(hyps, lhs, rhs, Step::Trans(first, second)))
    }

    /// Equals put in place of the operands of `e`; `None` leaves an operand as it is.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if a theorem's left side is not the operand, or `e` binds a variable.
    pub fn congr(&mut self, e: Expr, equals: &[Option<Theorem>]) -> Proved {
        let op = self.store.op(e);
        let children = self.store.children(e);
        // The index of a root says where it is defined, and differentiability is no matter of the
        // value at a point: such operands stay as they are.
        let fixed = match op {
            Op::Deriv | Op::At | Op::Differentiable => true,
            Op::Func(Func::Root) => !matches!(equals, [_, None]),
            _ => false,
        };
        if fixed || children.len() != equals.len() {
            return Err(Refusal::Mismatch);
        }
        let mut hyps = Hyps::NONE;
        let mut new = children.to_vec();
        for (child, equal) in new.iter_mut().zip(equals) {
            if let Some(t) = equal {
                let fact = &self.facts[t.0 as usize];
                if fact.lhs != *child {
                    return Err(Refusal::Mismatch);
                }
                *child = fact.rhs;
            }
        }
        for (i, equal) in equals.iter().enumerate() {
            if let Some(t) = equal {
                let mut needed = self.facts[t.0 as usize].hyps;
                // A piece matters only where its guard holds.
                if op == Op::Piecewise && i % 2 == 1 && !needed.is_none() {
                    let guard = self.store.children(e).get(i - 1).copied();
                    let guard = self.hyps_table.of(guard.into_iter().collect());
                    let open = self.not_proved(guard, needed);
                    needed = self.hyps_table.of(open);
                }
                hyps = self.hyps_table.union(hyps, needed);
            }
        }
        let rhs = self.store.make(op, &new);
        let first = self.operands.len() as u32;
        self.operands.extend_from_slice(equals);
        Ok(self.record(hyps, e, rhs, Step::Congr(first, equals.len() as u32)))
    }

    /// From `Γ ⊢ u = v`: `Γ' ⊢ D(x, u) = D(x, v)`. The derivative at a point depends on the values
    /// nearby, so each condition that depends on `x` must hold on a neighbourhood: it must be
    /// strict, and its terms continuous there, for which Γ' has conditions.
    ///
    /// # Errors
    /// [`Refusal::NotOpen`] if a condition is an equation or a weak inequality in `x`, or nothing
    /// is known of the continuity of its terms.
    pub fn under_deriv(&mut self, x: Expr, t: Theorem) -> Proved {
        let name = self.store.as_symbol(x).ok_or(Refusal::Mismatch)?;
        let Fact { hyps, lhs, rhs, .. } = *self.fact(t);
        let mut all = hyps;
        let mut open: Vec<Expr> = self.hyps_table.list(hyps).to_vec();
        while let Some(condition) = open.pop() {
            if !self.store.mentions(condition, name) {
                continue;
            }
            match self.store.op(condition) {
                Op::Rel(Rel::Ne | Rel::Lt | Rel::Gt) => {
                    for term in self.store.children(condition).to_vec() {
                        let near = self.differentiable(term, name).ok_or(Refusal::NotOpen)?;
                        all = self.hyps_table.union(all, near);
                    }
                }
                Op::And => open.extend_from_slice(self.store.children(condition)),
                // "f is differentiable" is said of the function, not of a point.
                Op::Differentiable => {}
                _ => return Err(Refusal::NotOpen),
            }
        }
        let (du, dv) = (self.store.deriv(x, lhs), self.store.deriv(x, rhs));
        Ok(self.record(all, du, dv, Step::UnderDeriv(t)))
    }

    /// The instance of a rule for these values of its metavariables.
    ///
    /// # Errors
    /// [`Refusal::Premise`] if a premise fails; [`Refusal::UnknownDomain`] if one cannot be told.
    pub fn by_rule(&mut self, rule: &'static Rule, bindings: &Bindings) -> Proved {
        let mut hyps = Hyps::NONE;
        for premise in rule.when {
            let needed = self.premise(premise, bindings)?;
            hyps = self.hyps_table.union(hyps, needed);
        }
        let lhs = rule.lhs.instantiate(&mut self.store, bindings).ok_or(Refusal::Mismatch)?;
        let rhs = rule.rhs.instantiate(&mut self.store, bindings).ok_or(Refusal::Mismatch)?;
        let index = self.bindings.len() as u32;
        self.bindings.push(*bindings);
        Ok(self.record(hyps, lhs, rhs, Step::Rule(rule, index)))
    }

    /// The rule applied at the top of `e`, if it matches.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if the left side does not match; otherwise as [`Kernel::by_rule`].
    pub fn rewrite(&mut self, rule: &'static Rule, e: Expr) -> Proved {
        let mut bindings = Bindings::EMPTY;
        if !rule.lhs.matches(&self.store, e, &mut bindings) {
            return Err(Refusal::Mismatch);
        }
        self.by_rule(rule, &bindings)
    }

    /// The hypotheses that make the premise true.
    pub(super) fn premise(&mut self, premise: &Premise, b: &Bindings) -> Result<Hyps, Refusal> {
        let get = |letter: u8| b.get(letter).ok_or(Refusal::Mismatch);
        let check = |ok: bool| if ok { Ok(Hyps::NONE) } else { Err(Refusal::Premise) };
        match *premise {
            Premise::Holds(pat) => {
                let condition = pat.instantiate(&mut self.store, b).ok_or(Refusal::Mismatch)?;
                let simple = self.simplest(condition);
                Ok(self.hyps_table.of(simple))
            }
            Premise::Defined(u) => {
                let u = get(u)?;
                self.defined(u).map(|domain| domain.sufficient).ok_or(Refusal::UnknownDomain)
            }
            Premise::Differentiable(u, x) => {
                let (u, x) = (get(u)?, self.variable(get(x)?)?);
                self.differentiable(u, x).ok_or(Refusal::UnknownDomain)
            }
            Premise::Free(u, x) => {
                let (u, x) = (get(u)?, self.variable(get(x)?)?);
                check(!self.store.mentions(u, x))
            }
            Premise::IntegerAtLeast(n, least) => {
                check(self.store.as_literal_i64(get(n)?).is_some_and(|n| n >= least))
            }
            Premise::NegativeInteger(n) => {
                check(self.store.as_literal_i64(get(n)?).is_some_and(|n| n < 0))
            }
            Premise::EvenIndex(k) => {
                check(self.store.as_literal_i64(get(k)?).is_some_and(|k| k >= 2 && k % 2 == 0))
            }
            Premise::OddIndex(k) => {
                check(self.store.as_literal_i64(get(k)?).is_some_and(|k| k >= 3 && k % 2 == 1))
            }
            Premise::Variable(x) => check(self.variable(get(x)?).is_ok()),
        }
    }

    /// The name, if the expression is a variable without a definition.
    fn variable(&self, x: Expr) -> Result<Name, Refusal> {
        let name = self.store.as_symbol(x).ok_or(Refusal::Premise)?;
        if self.store.value(name).is_some() { Err(Refusal::Premise) } else { Ok(name) }
    }

    /// `s = t` where both have one normal form, under the conditions in which their domains
    /// differ.
    ///
    /// # Errors
    /// [`Refusal::NotEqual`], [`Refusal::TooLarge`] or [`Refusal::UnknownDomain`].
    pub fn by_algebra(&mut self, s: Expr, t: Expr) -> Proved {
        self.by_algebra_under(Hyps::NONE, s, t)
    }

    /// The same under assumptions, which become conditions of the theorem.
    ///
    /// # Errors
    /// As [`Kernel::by_algebra`].
    pub fn by_algebra_under(&mut self, given: Hyps, s: Expr, t: Expr) -> Proved {
        if s == t {
            return Ok(self.refl(s));
        }
        let (ds, dt) = self.domains(s, t)?;
        let tidy = normal::terms::same(&self.store, s, t);
        if !tidy {
            let both = self.hyps_table.union(ds.sufficient, dt.sufficient);
            let known = self.hyps_table.union(both, given);
            let known = self.merged(known);
            match self.same_normal_form(known, s, t) {
                Err(Refusal::NotEqual | Refusal::TooLarge) if self.same_constant(s, t) => {}
                outcome => outcome?,
            }
        }
        let between = self.domain_difference(given, s, t, tidy)?;
        let hyps = self.hyps_table.union(given, between);
        Ok(self.record(hyps, s, t, if tidy { Step::Tidy } else { Step::Algebra }))
    }

    fn domains(&mut self, s: Expr, t: Expr) -> Result<(super::Domain, super::Domain), Refusal> {
        let ds = self.defined(s).ok_or(Refusal::UnknownDomain)?;
        let dt = self.defined(t).ok_or(Refusal::UnknownDomain)?;
        Ok((ds, dt))
    }

    /// Conditions under which `s` and `t` are defined at the same points: what one needs and the
    /// definedness of the other does not imply. A part that both evaluate implies its own
    /// conditions; that is used where the equality itself rests on no condition (`bare`).
    pub(super) fn domain_difference(
        &mut self,
        given: Hyps,
        s: Expr,
        t: Expr,
        bare: bool,
    ) -> Result<Hyps, Refusal> {
        let (ds, dt) = self.domains(s, t)?;
        let mut difference = Vec::new();
        for (from, domain, to) in [(s, ds, dt), (t, dt, ds)] {
            let implied = self.hyps_table.union(to.necessary, given);
            let mut open = self.not_proved(implied, domain.sufficient);
            if bare && !open.is_empty() {
                let other = if from == s { t } else { s };
                let own = self.own_conditions(from, other).ok_or(Refusal::UnknownDomain)?;
                let own = self.hyps_table.of(own);
                open = self.not_proved(implied, own);
            }
            difference.extend(open);
        }
        Ok(self.hyps_table.of(difference))
    }

    fn not_proved(&mut self, hyps: Hyps, conditions: Hyps) -> Vec<Expr> {
        let conditions = self.hyps_table.list(conditions).to_vec();
        conditions.into_iter().filter(|&c| !self.proves(hyps, c)).collect()
    }

    /// A defined value, or an application of a defined function, equals what it stands for.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if it has no definition.
    pub fn unfold(&mut self, e: Expr) -> Proved {
        let body = self.unfolded(e).ok_or(Refusal::Mismatch)?;
        Ok(self.record(Hyps::NONE, e, body, Step::Unfold))
    }

    /// `f'(x) = D(x, f(x))`: what the prime means, where the arguments are distinct variables.
    /// A higher order is one derivative of the order below, in the first argument that has one.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if `e` is not of that form.
    pub fn prime(&mut self, e: Expr) -> Proved {
        let Op::Apply(f, orders) = self.store.op(e) else { return Err(Refusal::Mismatch) };
        let args = self.store.children(e).to_vec();
        let first = (0..args.len()).find(|&i| orders.order(i) > 0).ok_or(Refusal::Mismatch)?;
        for (i, &arg) in args.iter().enumerate() {
            if self.variable(arg).is_err() || args.iter().skip(i + 1).any(|&other| other == arg) {
                return Err(Refusal::Mismatch);
            }
        }
        let x = *args.get(first).ok_or(Refusal::Mismatch)?;
        let names = args.iter().filter_map(|&arg| self.store.as_symbol(arg));
        if names.into_iter().any(|name| self.store.hides(e, name)) {
            // The body mentions the argument's name with another meaning.
            return Err(Refusal::Mismatch);
        }
        let below = self.store.apply(f, orders.lowered(), &args);
        let rhs = self.store.deriv(x, below);
        Ok(self.record(Hyps::NONE, e, rhs, Step::Prime))
    }

    /// `D(x, f(u, …)) = f'(u, …) * D(x, u) + …` over the arguments that depend on `x`, for a
    /// function of the language, defined or unknown; the factor is left out for the argument `x`
    /// itself.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if `e` is not of that form, [`Refusal::UnknownDomain`] if nothing is
    /// known of the differentiability of an argument.
    pub fn chain(&mut self, e: Expr) -> Proved {
        let (x, inner) = match (self.store.op(e), self.store.pair(e)) {
            (Op::Deriv, Some(pair)) => pair,
            _ => return Err(Refusal::Mismatch),
        };
        let name = self.variable(x)?;
        let Op::Apply(f, orders) = self.store.op(inner) else { return Err(Refusal::Mismatch) };
        if self.store.hides(inner, name) {
            return Err(Refusal::Mismatch);
        }
        let args = self.store.children(inner).to_vec();
        let mut hyps = self.differentiable(inner, name).ok_or(Refusal::UnknownDomain)?;
        let mut sum = None;
        for (i, &arg) in args.iter().enumerate() {
            if !self.store.mentions(arg, name) {
                continue;
            }
            let raised = orders.raised(i).ok_or(Refusal::Mismatch)?;
            let partial = self.store.apply(f, raised, &args);
            let defined = self.defined(partial).ok_or(Refusal::UnknownDomain)?;
            hyps = self.hyps_table.union(hyps, defined.sufficient);
            let term = if arg == x {
                partial
            } else {
                let inner = self.store.deriv(x, arg);
                self.store.mul(partial, inner)
            };
            sum = Some(match sum {
                Some(sum) => self.store.add(sum, term),
                None => term,
            });
        }
        let rhs = sum.ok_or(Refusal::Mismatch)?;
        Ok(self.record(hyps, e, rhs, Step::Chain))
    }

    /// `D(x, piecewise(c, u, …)) = piecewise(c, D(x, u), …)` away from the places where a guard may
    /// change: its two terms are continuous there and differ, so the same piece is taken nearby.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if `e` is not of that form, [`Refusal::UnknownDomain`] if nothing is
    /// known of the continuity of a guard's terms.
    pub fn pieces(&mut self, e: Expr) -> Proved {
        let (x, inner) = match (self.store.op(e), self.store.pair(e)) {
            (Op::Deriv, Some(pair)) => pair,
            _ => return Err(Refusal::Mismatch),
        };
        let name = self.variable(x)?;
        if self.store.op(inner) != Op::Piecewise {
            return Err(Refusal::Mismatch);
        }
        let mut new = self.store.children(inner).to_vec();
        let mut hyps = Hyps::NONE;
        for chunk in new.chunks_mut(2) {
            if let [guard, _] = *chunk {
                let steady = self.differentiable(guard, name).ok_or(Refusal::UnknownDomain)?;
                hyps = self.hyps_table.union(hyps, steady);
            }
            if let Some(value) = chunk.last_mut() {
                *value = self.store.deriv(x, *value);
            }
        }
        let rhs = self.store.make(Op::Piecewise, &new);
        Ok(self.record(hyps, e, rhs, Step::Pieces))
    }

    /// The theorem with values in place of variables. Where a value is undefined, so is each side
    /// that it occurs in; it may occur in one side only, so its domain becomes a condition.
    ///
    /// # Errors
    /// [`Refusal::UnknownDomain`] if it cannot be said where a value is defined,
    /// [`Refusal::Mismatch`] if a defined value would keep an old meaning.
    pub fn instance(&mut self, t: Theorem, values: &[(Name, Expr)]) -> Proved {
        let Fact { hyps, lhs, rhs, .. } = *self.fact(t);
        let mut conditions = Vec::new();
        let stated: Vec<Expr> = self.hyps_table.list(hyps).to_vec();
        if self.hides(&[&stated[..], &[lhs, rhs]].concat(), values) {
            return Err(Refusal::Mismatch);
        }
        for &(name, value) in values {
            if self.is_declared_integer(name) && !self.is_integer(value) {
                return Err(Refusal::Premise);
            }
            let domain = self.defined(value).ok_or(Refusal::UnknownDomain)?;
            conditions.extend_from_slice(self.hyps_table.list(domain.sufficient));
        }
        for condition in stated {
            let there = self.store.substitute(condition, values);
            conditions.extend(self.simplest(there));
        }
        let (lhs, rhs) = (self.store.substitute(lhs, values), self.store.substitute(rhs, values));
        let hyps = self.hyps_table.of(conditions);
        Ok(self.record(hyps, lhs, rhs, Step::Instance(t)))
    }

    /// Does a defined name in the expressions depend on one of the variables? Substitution would
    /// not reach it.
    fn hides(&self, exprs: &[Expr], values: &[(Name, Expr)]) -> bool {
        self.store
            .subexpressions(exprs)
            .iter()
            .any(|&sub| values.iter().any(|&(x, _)| self.store.hides(sub, x)))
    }

    /// `At(u, x, a)` equals `u` with `a` in place of `x`, where that substitution leaves nothing
    /// unevaluated.
    ///
    /// # Errors
    /// [`Refusal::Mismatch`] if `e` is not of that form or a derivative by `x` is left in it.
    pub fn at(&mut self, e: Expr) -> Proved {
        let &[u, x, a] = self.store.children(e) else { return Err(Refusal::Mismatch) };
        let name = self.variable(x)?;
        if self.store.op(e) != Op::At || self.hides(&[u], &[(name, a)]) {
            return Err(Refusal::Mismatch);
        }
        let value = self.store.substitute(u, &[(name, a)]);
        let left = |e: &Expr| matches!(self.store.op(*e), Op::At | Op::Deriv);
        if self.store.subexpressions(&[value]).iter().any(left) {
            return Err(Refusal::Mismatch);
        }
        // `a` may vanish from the value, but then `At(u, x, a)` is `u` at any point.
        let domain = self.defined(a).ok_or(Refusal::UnknownDomain)?;
        Ok(self.record(domain.sufficient, e, value, Step::At))
    }

    /// Equals put in place of the body of `At(u, x, a)`: from `Γ ⊢ u = v` the same at `x = a`.
    ///
    /// # Errors
    /// As [`Kernel::instance`].
    pub fn under_at(&mut self, e: Expr, t: Theorem) -> Proved {
        let &[u, x, a] = self.store.children(e) else { return Err(Refusal::Mismatch) };
        let name = self.variable(x)?;
        let Fact { hyps, lhs, rhs, .. } = *self.fact(t);
        if self.store.op(e) != Op::At || lhs != u || self.hides(&[u, rhs], &[(name, a)]) {
            return Err(Refusal::Mismatch);
        }
        let mut conditions = Vec::new();
        for condition in self.hyps_table.list(hyps).to_vec() {
            if self.hides(&[condition], &[(name, a)]) {
                return Err(Refusal::Mismatch);
            }
            let there = self.store.substitute(condition, &[(name, a)]);
            conditions.extend(self.simplest(there));
        }
        let rhs = self.store.make(Op::At, &[rhs, x, a]);
        let hyps = self.hyps_table.of(conditions);
        Ok(self.record(hyps, e, rhs, Step::UnderAt(t)))
    }

    /// The theorem without the conditions that hold anyway: those that the others imply, and those
    /// without which neither side is defined.
    pub fn settle(&mut self, t: Theorem) -> Theorem {
        let Fact { hyps, lhs, rhs, .. } = *self.fact(t);
        let mut left = hyps;
        let conditions = self.hyps_table.list(hyps).to_vec();
        if conditions.len() > MAX_SETTLED {
            return t;
        }
        for condition in conditions {
            let others = self.hyps_table.without(left, condition);
            if self.proves(others, condition) || self.neither_without(condition, lhs, rhs) {
                left = others;
            }
        }
        let left = self.merged(left);
        if left == hyps { t } else { self.record(left, lhs, rhs, Step::Settle(t)) }
    }

    /// The same conditions with `u > 0` and `u^n > c` for even `n` said at once: `u > c^(1/n)`.
    pub(super) fn merged(&mut self, hyps: Hyps) -> Hyps {
        let list = self.hyps_table.list(hyps).to_vec();
        for &power in &list {
            for &sign in &list {
                if let Some(both) = self.merge(power, sign) {
                    let rest = list.iter().copied().filter(|&c| c != power && c != sign);
                    return self.hyps_table.of(rest.chain([both]).collect());
                }
            }
        }
        hyps
    }

    fn merge(&mut self, power: Expr, sign: Expr) -> Option<Expr> {
        let rel_of = |e: Expr| match self.store.op(e) {
            Op::Rel(rel @ (Rel::Gt | Rel::Ge)) => Some((rel, self.store.pair(e)?)),
            _ => None,
        };
        let ((rel, (u_power, c)), (_, (u, zero))) = (rel_of(power)?, rel_of(sign)?);
        let (base, n) = self.store.pair(u_power)?;
        let n = self.store.as_literal_i64(n)?;
        let c = self.store.as_rational(c)?;
        let applies = self.store.op(u_power) == Op::Pow
            && base == u
            && n > 0
            && n % 2 == 0
            && c.is_positive()
            && self.store.as_literal_i64(zero) == Some(0);
        let root = applies.then(|| c.exact_root(u32::try_from(n).ok()?)).flatten()?;
        let bound = self.store.rational(&root);
        Some(self.store.rel(rel, u, bound))
    }

    /// Are both sides undefined wherever the condition fails?
    pub(super) fn neither_without(&mut self, condition: Expr, lhs: Expr, rhs: Expr) -> bool {
        [lhs, rhs].into_iter().all(|side| {
            self.necessary(side).is_some_and(|necessary| self.proves(necessary, condition))
        })
    }

    /// The theorem as a lemma: the same statement, whose proof is not shown where it is used.
    pub fn lemma(&mut self, t: Theorem) -> Theorem {
        let Fact { hyps, lhs, rhs, .. } = *self.fact(t);
        self.record(hyps, lhs, rhs, Step::Lemma(t))
    }

    /// The theorem under further conditions.
    pub fn weaken(&mut self, t: Theorem, conditions: Hyps) -> Theorem {
        let Fact { hyps, lhs, rhs, .. } = *self.fact(t);
        let hyps = self.hyps_table.union(hyps, conditions);
        self.record(hyps, lhs, rhs, Step::Weaken(t))
    }

    /// The value that a rule's metavariable has in a [`Step::Rule`].
    #[must_use]
    pub fn binding(&self, t: Theorem, letter: u8) -> Option<Expr> {
        match self.fact(t).step {
            Step::Rule(_, index) => self.bindings.get(index as usize)?.get(letter),
            _ => None,
        }
    }
}
