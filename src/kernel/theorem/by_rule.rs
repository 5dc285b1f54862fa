//! Instances of the rulebook's rows.

use super::Proved;
use crate::expr::{Expr, Name, Op};
use crate::kernel::rule::{Premise, Rule};
use crate::kernel::{Hyps, Kernel, Refusal, Step};
use crate::pattern::Bindings;

impl Kernel {
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
        if !self.same_sort(lhs, rhs) {
            return Err(Refusal::Mismatch);
        }
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
    pub(in crate::kernel) fn premise(
        &mut self,
        premise: &Premise,
        b: &Bindings,
    ) -> Result<Hyps, Refusal> {
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
            Premise::DefinedTerm(pat) => {
                let u = pat.instantiate(&mut self.store, b).ok_or(Refusal::Mismatch)?;
                self.defined(u).map(|domain| domain.sufficient).ok_or(Refusal::UnknownDomain)
            }
            Premise::DifferentiableTerm(pat, x) => {
                let u = pat.instantiate(&mut self.store, b).ok_or(Refusal::Mismatch)?;
                let x = self.differential(get(x)?)?;
                self.differentiable(u, x).ok_or(Refusal::UnknownDomain)
            }
            Premise::Integer(u) => check(self.is_integer(get(u)?)),
            Premise::Differentiable(u, x) => {
                let (u, x) = (get(u)?, self.differential(get(x)?)?);
                self.differentiable(u, x).ok_or(Refusal::UnknownDomain)
            }
            Premise::Free(u, x) => {
                let (u, x) = (get(u)?, self.differential(get(x)?)?);
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
            Premise::Symmetric(m) => check(self.store.is_symmetric(get(m)?)),
            Premise::Unstructured(m) => check(!self.store.is_symmetric(get(m)?)),
            Premise::Variable(x) => {
                let x = get(x)?;
                self.differential(x)?;
                self.defined(x).map(|domain| domain.sufficient).ok_or(Refusal::UnknownDomain)
            }
        }
    }

    /// What can be differentiated by: the name of a variable, or the family of an entry, without a
    /// definition.
    pub(super) fn differential(&self, x: Expr) -> Result<Name, Refusal> {
        match self.store.op(x) {
            Op::Indexed(family) if self.store.is_plain_family(family) => Ok(family),
            _ => self.variable(x),
        }
    }

    /// The name, if the expression is a variable without a definition.
    pub(in crate::kernel) fn variable(&self, x: Expr) -> Result<Name, Refusal> {
        let name = self.store.as_name(x).ok_or(Refusal::Premise)?;
        if self.store.value(name).is_some() { Err(Refusal::Premise) } else { Ok(name) }
    }
}
