//! The evaluator: a stack machine over handles, each distinct subexpression evaluated once.

mod indexed;

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::Value;
use super::arithmetic::bounded;
use super::error::{ErrorKind, EvalError, Reason};
use super::operator::{conjunction, operate, relation};
use crate::expr::{Constant, Expr, Name, Op, Store};
use crate::num::{Fault, Interval, Rational};

pub use indexed::{entry_name, is_entry};

/// So many definitions are unfolded in one evaluation, and so many inside each other.
const MAX_UNFOLDED: usize = 1_000_000;
const MAX_NESTED: usize = 50_000;

/// What is known about a subexpression at the present precision.
#[derive(Clone, Debug)]
enum Known {
    /// Its operands are being evaluated.
    Open,
    Number(Value),
    /// A condition; `None` where the precision does not decide it.
    Truth(Option<bool>),
    /// It cannot be told whether it is defined, because of this subexpression.
    Unknown(Expr),
}

/// Evaluates expressions at one point, at growing precisions.
pub(super) struct Evaluator<'a> {
    store: &'a mut Store,
    at: &'a [(Name, Rational)],
    /// A variable that takes all values of an interval.
    moving: Option<(Name, Interval)>,
    prec: usize,
    known: HashMap<Expr, Known, FxBuildHasher>,
    /// What stands for a defined value, a defined function application or an `At`.
    unfolded: HashMap<Expr, Expr, FxBuildHasher>,
    /// How many of them are open, one inside the other.
    nested: usize,
}

/// The value of `e` where the variables have these values, with enclosures of about `prec` bits.
///
/// ```
/// use symderiv::eval::{Value, evaluate};
/// use symderiv::expr::Store;
/// use symderiv::num::Rational;
/// let mut store = Store::new();
/// let x = store.symbol("x");
/// let e = store.mul(x, x);
/// let name = store.name("x");
/// let value = evaluate(&mut store, e, &[(name, Rational::new(2, 3))], 64).unwrap();
/// assert_eq!(value, Value::Exact(Rational::new(4, 9)));
/// ```
///
/// # Errors
/// See [`ErrorKind`]; the place is the leftmost one that is undefined.
pub fn evaluate(
    store: &mut Store,
    e: Expr,
    at: &[(Name, Rational)],
    prec: usize,
) -> Result<Value, EvalError> {
    Evaluator::new(store, at).value(e, prec)
}

/// An interval that contains the values of `e` for all values of the variable in an interval. That
/// there is one means that `e` is defined at all of them.
///
/// # Errors
/// See [`ErrorKind`].
pub fn enclose(
    store: &mut Store,
    e: Expr,
    variable: Name,
    values: &Interval,
    prec: usize,
) -> Result<Interval, EvalError> {
    let mut evaluator = Evaluator::new(store, &[]);
    evaluator.moving = Some((variable, values.clone()));
    evaluator.value(e, prec).map(|value| value.to_interval(prec))
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(store: &'a mut Store, at: &'a [(Name, Rational)]) -> Self {
        let (known, unfolded) = (HashMap::default(), HashMap::default());
        Self { store, at, moving: None, prec: 0, known, unfolded, nested: 0 }
    }

    /// The value of `e` at this precision.
    pub(super) fn value(&mut self, e: Expr, prec: usize) -> Result<Value, EvalError> {
        match self.run(e, prec)? {
            Known::Number(value) => Ok(value),
            Known::Unknown(expr) => Err(EvalError { kind: ErrorKind::Undetermined, expr }),
            Known::Truth(_) | Known::Open => Err(EvalError { kind: ErrorKind::Malformed, expr: e }),
        }
    }

    /// Whether the condition `e` holds; `None` where the precision does not decide it.
    pub(super) fn truth(&mut self, e: Expr, prec: usize) -> Result<Option<bool>, EvalError> {
        match self.run(e, prec)? {
            Known::Truth(truth) => Ok(truth),
            Known::Unknown(_) => Ok(None),
            Known::Number(_) | Known::Open => {
                Err(EvalError { kind: ErrorKind::Malformed, expr: e })
            }
        }
    }

    fn run(&mut self, root: Expr, prec: usize) -> Result<Known, EvalError> {
        let result = self.descend(root, prec);
        if result.is_err() {
            // What was left half done would look like a circle to the next run.
            self.known.retain(|_, known| !matches!(known, Known::Open));
        }
        result
    }

    fn descend(&mut self, root: Expr, prec: usize) -> Result<Known, EvalError> {
        if prec != self.prec {
            // What is exact stays; what is enclosed is done anew.
            self.known.retain(|_, known| {
                matches!(known, Known::Number(Value::Exact(_)) | Known::Truth(Some(_)))
            });
            self.prec = prec;
        }
        self.nested = 0;
        let mut stack = vec![root];
        while let Some(&e) = stack.last() {
            match self.known.get(&e) {
                Some(Known::Open) | None => {}
                Some(_) => {
                    stack.pop();
                    continue;
                }
            }
            if self.store.budget().is_spent() {
                return Err(limit("the time is over (--timeout)", e));
            }
            let first = stack.len();
            if let Some(known) = self.step(e, &mut stack)? {
                self.known.insert(e, known);
                stack.pop();
                continue;
            }
            self.known.insert(e, Known::Open);
            for waiting in stack.get(first..).unwrap_or(&[]) {
                // An open expression is waiting for what it needs itself.
                if matches!(self.known.get(waiting), Some(Known::Open)) {
                    return Err(limit("definitions that lead back to themselves", e));
                }
            }
        }
        Ok(self.known.get(&root).cloned().unwrap_or(Known::Open))
    }

    /// The value of `e`, or `None` after pushing the subexpressions that are needed first.
    fn step(&mut self, e: Expr, stack: &mut Vec<Expr>) -> Result<Option<Known>, EvalError> {
        let fail = |kind| Err(EvalError { kind, expr: e });
        match self.store.op(e) {
            Op::Number(_) => {
                let value = self.store.number(e).map_or(Rational::ZERO, |(q, _)| q.clone());
                Ok(Some(Known::Number(bounded(value, self.prec))))
            }
            Op::Constant(Constant::Pi) => constant(e, Interval::pi(self.prec)),
            Op::Constant(Constant::E) => constant(e, Interval::e(self.prec)),
            Op::Symbol(name) => {
                if let Some((moving, interval)) = &self.moving
                    && *moving == name
                {
                    return Ok(Some(Known::Number(Value::Enclosed(interval.clone()))));
                }
                if let Some((_, value)) = self.at.iter().find(|(other, _)| *other == name) {
                    return Ok(Some(Known::Number(bounded(value.clone(), self.prec))));
                }
                match self.store.definition(name) {
                    Some(definition) if definition.params.is_empty() => {
                        let body = definition.body;
                        self.forward(e, body, stack)
                    }
                    Some(_) | None => fail(ErrorKind::Unbound(name)),
                }
            }
            Op::Apply(name, orders) if orders.is_none() => {
                let target = match self.unfolded.get(&e) {
                    Some(&target) => Some(target),
                    None => {
                        let args = self.store.children(e).to_vec();
                        self.store.unfold(name, &args)
                    }
                };
                match target {
                    Some(target) => self.forward(e, target, stack),
                    None => fail(ErrorKind::UnknownFunction(name)),
                }
            }
            Op::Apply(..) | Op::Deriv => fail(ErrorKind::Derivative),
            Op::Indexed(name) => self.entry(e, name, stack),
            Op::Sum | Op::Prod | Op::ForAll => self.over_range(e, stack),
            Op::Matrix(_) => fail(ErrorKind::Matrix),
            Op::At => {
                let target = self.substituted(e)?;
                // The value at an undefined point is undefined, whatever is evaluated there.
                let point = self.store.children(e).last().copied();
                match point.filter(|point| !self.known.contains_key(point)) {
                    Some(point) => {
                        stack.push(point);
                        Ok(None)
                    }
                    None => self.forward(e, target, stack),
                }
            }
            Op::Piecewise => self.piecewise(e, stack),
            Op::Differentiable => match self.store.single(e).map(|u| self.store.op(u)) {
                Some(Op::Apply(name, _)) => fail(ErrorKind::UnknownFunction(name)),
                Some(_) | None => fail(ErrorKind::Malformed),
            },
            Op::Pow if self.natural_base(e) => match self.store.pair(e) {
                Some((_, exponent)) => self.strict(e, &[exponent], stack),
                None => fail(ErrorKind::Malformed),
            },
            Op::Neg
            | Op::Add
            | Op::Sub
            | Op::Mul
            | Op::Div
            | Op::Pow
            | Op::Func(_)
            | Op::Rel(_)
            | Op::Delta
            | Op::And => {
                let needed = self.store.children(e).to_vec();
                self.strict(e, &needed, stack)
            }
        }
    }

    fn natural_base(&self, e: Expr) -> bool {
        self.store.pair(e).is_some_and(|(base, _)| self.store.op(base) == Op::Constant(Constant::E))
    }

    /// `u` with `a` for `x`, where `e` is `At(u, x, a)`.
    fn substituted(&mut self, e: Expr) -> Result<Expr, EvalError> {
        if let Some(&target) = self.unfolded.get(&e) {
            return Ok(target);
        }
        let fail = |kind| Err(EvalError { kind, expr: e });
        let &[u, bound, point] = self.store.children(e) else { return fail(ErrorKind::Malformed) };
        let Some(x) = self.store.as_symbol(bound) else { return fail(ErrorKind::Malformed) };
        let target = self.store.substitute(u, &[(x, point)]);
        // A derivative at a point is what it is.
        if self.store.op(target) == Op::At { fail(ErrorKind::Derivative) } else { Ok(target) }
    }

    /// `e` has the value of `target`.
    fn forward(
        &mut self,
        e: Expr,
        target: Expr,
        stack: &mut Vec<Expr>,
    ) -> Result<Option<Known>, EvalError> {
        match self.known.get(&target) {
            Some(Known::Open) => Err(limit("definitions that lead back to themselves", e)),
            Some(known) => {
                if matches!(self.known.get(&e), Some(Known::Open)) {
                    self.nested = self.nested.saturating_sub(1);
                }
                Ok(Some(known.clone()))
            }
            None => {
                if self.unfolded.len() >= MAX_UNFOLDED {
                    return Err(limit("1000000 unfolded definitions", e));
                }
                if self.nested >= MAX_NESTED {
                    return Err(limit("50000 definitions unfolded inside each other", e));
                }
                self.nested += 1;
                self.unfolded.insert(e, target);
                stack.push(target);
                Ok(None)
            }
        }
    }

    /// The first case whose condition holds; later cases are not looked at.
    fn piecewise(&mut self, e: Expr, stack: &mut Vec<Expr>) -> Result<Option<Known>, EvalError> {
        let cases = self.store.children(e);
        for case in cases.chunks(2) {
            let chosen = match *case {
                [otherwise] => otherwise,
                [condition, value] => match self.known.get(&condition) {
                    None | Some(Known::Open) => {
                        stack.push(condition);
                        return Ok(None);
                    }
                    Some(Known::Truth(Some(false))) => continue,
                    Some(Known::Truth(Some(true))) => value,
                    Some(Known::Truth(None)) => return Ok(Some(Known::Unknown(condition))),
                    Some(Known::Unknown(place)) => return Ok(Some(Known::Unknown(*place))),
                    Some(Known::Number(_)) => {
                        return Err(EvalError { kind: ErrorKind::Malformed, expr: condition });
                    }
                },
                _ => continue,
            };
            return match self.known.get(&chosen) {
                None | Some(Known::Open) => {
                    stack.push(chosen);
                    Ok(None)
                }
                Some(known) => Ok(Some(known.clone())),
            };
        }
        Err(EvalError { kind: ErrorKind::Undefined(Reason::NoBranch), expr: e })
    }

    /// An operator that needs all these operands.
    fn strict(
        &mut self,
        e: Expr,
        needed: &[Expr],
        stack: &mut Vec<Expr>,
    ) -> Result<Option<Known>, EvalError> {
        let before = stack.len();
        // The leftmost operand on top, so that it is evaluated first.
        for &operand in needed.iter().rev() {
            if matches!(self.known.get(&operand), None | Some(Known::Open)) {
                stack.push(operand);
            }
        }
        if stack.len() > before {
            return Ok(None);
        }
        let (mut numbers, mut truths) = (Vec::new(), Vec::new());
        for operand in needed {
            match self.known.get(operand) {
                Some(Known::Number(value)) => numbers.push(value),
                Some(Known::Truth(truth)) => truths.push(*truth),
                Some(Known::Unknown(place)) => return Ok(Some(Known::Unknown(*place))),
                Some(Known::Open) | None => return Ok(None),
            }
        }
        let malformed = Err(EvalError { kind: ErrorKind::Malformed, expr: e });
        let op = self.store.op(e);
        let expected = if op == Op::And { truths.len() } else { numbers.len() };
        if expected != needed.len() {
            return malformed;
        }
        let result = match (op, numbers.as_slice()) {
            (Op::And, _) => return Ok(Some(Known::Truth(conjunction(&truths)))),
            (Op::Rel(rel), &[a, b]) => {
                let same = matches!(needed, [left, right] if left == right);
                return Ok(Some(Known::Truth(relation(rel, a, b, same, self.prec))));
            }
            (op, operands) => match operate(op, operands, self.prec) {
                Some(result) => result,
                None => return malformed,
            },
        };
        match result {
            Ok(value) => Ok(Some(Known::Number(value))),
            Err((Fault::Undetermined, _)) => Ok(Some(Known::Unknown(e))),
            Err((fault, reason)) => Err(EvalError::from_fault(fault, reason, e)),
        }
    }
}

/// A constant, which is always enclosed but for limits.
fn constant(e: Expr, interval: Result<Interval, Fault>) -> Result<Option<Known>, EvalError> {
    match interval {
        Ok(interval) => Ok(Some(Known::Number(Value::Enclosed(interval)))),
        Err(Fault::Limit(what)) => Err(limit(what, e)),
        Err(Fault::Undefined | Fault::Undetermined) => Ok(Some(Known::Unknown(e))),
    }
}

fn limit(what: &'static str, expr: Expr) -> EvalError {
    EvalError { kind: ErrorKind::Limit(what), expr }
}
