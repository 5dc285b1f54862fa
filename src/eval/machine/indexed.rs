//! Values of entries, and of sums and products over a range.

use super::{Evaluator, Known, bounded, limit};
use crate::eval::Value;
use crate::eval::error::{ErrorKind, EvalError, Reason};
use crate::expr::{Expr, Name, Op, Store};

/// So many terms may a sum or product have.
const MAX_TERMS: i64 = 10_000;

impl Evaluator<'_> {
    /// The values of the operands, which must be integers; `None` after pushing those that are
    /// not known yet.
    pub(super) fn integers(
        &self,
        e: Expr,
        operands: &[Expr],
        stack: &mut Vec<Expr>,
    ) -> Result<Option<Result<Vec<i64>, Known>>, EvalError> {
        let before = stack.len();
        for operand in operands.iter().rev() {
            if matches!(self.known.get(operand), None | Some(Known::Open)) {
                stack.push(*operand);
            }
        }
        if stack.len() > before {
            return Ok(None);
        }
        let mut values = Vec::with_capacity(operands.len());
        for operand in operands {
            match self.known.get(operand) {
                Some(Known::Number(Value::Exact(value))) => match value.to_i64() {
                    Some(n) => values.push(n),
                    None if value.is_integer() => return Err(limit("indices of 64 bits", e)),
                    None => {
                        let kind = ErrorKind::Undefined(Reason::NotAnInteger);
                        return Err(EvalError { kind, expr: *operand });
                    }
                },
                Some(Known::Unknown(place)) => return Ok(Some(Err(Known::Unknown(*place)))),
                Some(Known::Number(_)) => return Ok(Some(Err(Known::Unknown(*operand)))),
                Some(Known::Truth(_) | Known::Open) | None => {
                    return Err(EvalError { kind: ErrorKind::Malformed, expr: *operand });
                }
            }
        }
        Ok(Some(Ok(values)))
    }

    /// An entry of a family: what its definition says at these indices, or the value that is given
    /// for the name `x[2,1]`.
    pub(super) fn entry(
        &mut self,
        e: Expr,
        family: Name,
        stack: &mut Vec<Expr>,
    ) -> Result<Option<Known>, EvalError> {
        let indices = self.store.children(e).to_vec();
        let values = match self.integers(e, &indices, stack)? {
            None => return Ok(None),
            Some(Err(unknown)) => return Ok(Some(unknown)),
            Some(Ok(values)) => values,
        };
        if self.store.function(family).is_some() {
            let target = match self.unfolded.get(&e) {
                Some(&target) => Some(target),
                None => self.store.unfold(family, &indices),
            };
            return match target {
                Some(target) => self.forward(e, target, stack),
                None => Err(EvalError { kind: ErrorKind::Malformed, expr: e }),
            };
        }
        let name = entry_name(self.store, family, &values);
        match self.at.iter().find(|(other, _)| *other == name) {
            Some((_, value)) => Ok(Some(Known::Number(bounded(value.clone(), self.prec)))),
            None => Err(EvalError { kind: ErrorKind::Unbound(name), expr: e }),
        }
    }

    /// A sum, product or condition over a range, written out.
    pub(super) fn over_range(
        &mut self,
        e: Expr,
        stack: &mut Vec<Expr>,
    ) -> Result<Option<Known>, EvalError> {
        let malformed = EvalError { kind: ErrorKind::Malformed, expr: e };
        let &[body, bound, from, to] = self.store.children(e) else { return Err(malformed) };
        let Some(index) = self.store.as_symbol(bound) else { return Err(malformed) };
        let (from, to) = match self.integers(e, &[from, to], stack)? {
            None => return Ok(None),
            Some(Err(unknown)) => return Ok(Some(unknown)),
            Some(Ok(ends)) => match ends.as_slice() {
                &[from, to] => (from, to),
                _ => return Err(malformed),
            },
        };
        if let Some(&target) = self.unfolded.get(&e) {
            return self.forward(e, target, stack);
        }
        if to.saturating_sub(from) >= MAX_TERMS {
            return Err(limit("10000 terms of a sum, factors of a product or conditions", e));
        }
        let op = self.store.op(e);
        let mut terms = Vec::new();
        for k in from..=to {
            let k = self.store.integer(k);
            terms.push(self.store.substitute(body, &[(index, k)]));
        }
        let joint = if op == Op::Sum { Op::Add } else { Op::Mul };
        let target = match (op, terms.as_slice()) {
            (Op::ForAll, []) => {
                let zero = self.store.integer(0);
                self.store.rel(crate::expr::Rel::Eq, zero, zero)
            }
            (Op::ForAll, _) => self.store.make(Op::And, &terms),
            (_, []) => self.store.integer(i64::from(op == Op::Prod)),
            (_, [first, rest @ ..]) => {
                let store = &mut *self.store;
                rest.iter().fold(*first, |sum, &term| store.make(joint, &[sum, term]))
            }
        };
        self.forward(e, target, stack)
    }
}

/// Is it the name of an entry whose value was not given?
#[must_use]
pub fn is_entry(store: &Store, name: Name) -> bool {
    store.text(name).ends_with(']')
}

/// The name under which the value of an entry is given: `x[2,1]`.
pub fn entry_name(store: &mut Store, family: Name, indices: &[i64]) -> Name {
    let indices: Vec<String> = indices.iter().map(i64::to_string).collect();
    let text = format!("{}[{}]", store.family_text(family), indices.join(","));
    store.name(&text)
}
