//! Limits: one more kind of theorem, `lim E = L` as the variable approaches a point.
//!
//! With `x = 1/t` or the like, every approach is that of `t` to infinity, where the expression is
//! expanded from its leaves up as a *germ*: a sum of monomials in a scale of growth (powers,
//! iterated logarithms, exponentials) with a bound of the rest. A germ says that the expression is
//! defined near the point and what it is there. The rules are those of the calculus of limits and
//! Taylor's theorem; nothing is searched, and what cancels beyond the terms that are kept is an
//! obstacle, never a guess. A function that stays bounded while its argument goes to infinity is a
//! rest of the order 1, so a product with what vanishes vanishes (the squeeze).

mod convert;
mod function;
mod germ;
mod monomial;
mod number;

use std::cmp::Ordering;
use std::fmt;

use super::{Hyps, Kernel, Theorem};
use crate::expr::{Expr, Name, Op};
use germ::Germ;

/// From where a variable approaches its point.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Approach {
    /// Without bound to the left.
    MinusInfinity,
    /// Without bound to the right.
    PlusInfinity,
    /// A point, from smaller values.
    Below(Expr),
    /// A point, from greater values.
    Above(Expr),
}

/// What a limit is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Extended {
    /// `-∞`
    MinusInfinity,
    /// A number, as an expression without the variable.
    Finite(Expr),
    /// `+∞`
    PlusInfinity,
}

/// A theorem: near the point the expression is defined, and it tends to the value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limit {
    expr: Expr,
    variable: Name,
    approach: Approach,
    value: Extended,
}

impl Limit {
    /// The expression.
    #[must_use]
    pub fn expr(&self) -> Expr {
        self.expr
    }

    /// The variable that moves.
    #[must_use]
    pub fn variable(&self) -> Name {
        self.variable
    }

    /// From where.
    #[must_use]
    pub fn approach(&self) -> Approach {
        self.approach
    }

    /// The limit.
    #[must_use]
    pub fn value(&self) -> Extended {
        self.value
    }
}

/// Why a limit was not found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Obstacle {
    /// The sign of this constant could not be decided.
    Constant(Expr),
    /// All terms that were kept cancel.
    Cancelled,
    /// A divisor or the like is zero all along.
    Zero,
    /// The expression is not defined near the point.
    Undefined,
    /// Nothing is known about this part near the point.
    Unknown(Expr),
    /// It does not tend to anything: it oscillates.
    Oscillates,
    /// Too many exponentials inside each other.
    TooDeep,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Constant(_) => "the sign of a constant could not be decided",
            Self::Cancelled => "all terms of the expansion that were computed cancel",
            Self::Zero => "a divisor is zero near the point",
            Self::Undefined => "the expression is not defined near the point",
            Self::Unknown(_) => "nothing is known about a part of it near the point",
            Self::Oscillates => "it oscillates",
            Self::TooDeep => "too many exponentials inside each other",
        })
    }
}

/// How many terms of an expansion are kept, at first and at last.
const KEPT: [usize; 3] = [5, 10, 20];

/// Larger expressions are not expanded.
const LARGEST: usize = 5_000;

/// The expansion of expressions near one point.
struct Germs<'k> {
    kernel: &'k mut Kernel,
    given: Hyps,
    variable: Name,
    approach: Approach,
    kept: usize,
}

impl Kernel {
    /// The limit of `e` under the assumptions `given`, none of which may be about the variable.
    ///
    /// # Errors
    /// An [`Obstacle`].
    pub fn limit(
        &mut self,
        given: Hyps,
        e: Expr,
        variable: Name,
        approach: Approach,
    ) -> Result<Limit, Obstacle> {
        let value = self.expand(given, variable, approach, |germs| {
            let germ = germs.germ(e)?;
            germs.limit_of(&germ)
        })?;
        Ok(Limit { expr: e, variable, approach, value })
    }

    /// From `s = t` and the limit of `t`: that of `s`. The conditions must hold near the point.
    ///
    /// # Errors
    /// An [`Obstacle`].
    pub fn limit_through(
        &mut self,
        given: Hyps,
        t: Theorem,
        limit: Limit,
    ) -> Result<Limit, Obstacle> {
        if self.rhs(t) != limit.expr {
            return Err(Obstacle::Unknown(limit.expr));
        }
        let hyps = self.hyps_of(t);
        for condition in self.conditions(hyps).to_vec() {
            let holds = self.holds_near(given, condition, limit.variable, limit.approach)?;
            if !holds {
                return Err(Obstacle::Undefined);
            }
        }
        Ok(Limit { expr: self.lhs(t), ..limit })
    }

    /// The same limit in another form: `value = other` under no condition.
    #[must_use]
    pub fn limit_written(&mut self, limit: Limit, t: Theorem) -> Option<Limit> {
        let same = limit.value == Extended::Finite(self.lhs(t)) && self.hyps_of(t).is_none();
        same.then(|| Limit { value: Extended::Finite(self.rhs(t)), ..limit })
    }

    /// Does the condition hold near the point?
    ///
    /// # Errors
    /// An [`Obstacle`].
    pub fn holds_near(
        &mut self,
        given: Hyps,
        condition: Expr,
        variable: Name,
        approach: Approach,
    ) -> Result<bool, Obstacle> {
        if self.proves(given, condition) {
            return Ok(true);
        }
        self.expand(given, variable, approach, |germs| germs.truth(condition))
    }

    /// The sign of `e` near the point.
    ///
    /// # Errors
    /// An [`Obstacle`].
    pub fn sign_near(
        &mut self,
        given: Hyps,
        e: Expr,
        variable: Name,
        approach: Approach,
    ) -> Result<i32, Obstacle> {
        self.expand(given, variable, approach, |germs| {
            let germ = germs.germ(e)?;
            germs.germ_sign(&germ)
        })
    }

    fn expand<T>(
        &mut self,
        given: Hyps,
        variable: Name,
        approach: Approach,
        find: impl Fn(&mut Germs<'_>) -> Result<T, Obstacle>,
    ) -> Result<T, Obstacle> {
        if let Approach::Below(a) | Approach::Above(a) = approach
            && self.store.mentions(a, variable)
        {
            return Err(Obstacle::Unknown(a));
        }
        let mentions = |&c: &Expr| self.store.mentions(c, variable);
        let free = self.conditions(given).iter().copied().filter(|c| !mentions(c)).collect();
        let given = self.hyps(free);
        let mut outcome = Err(Obstacle::Cancelled);
        for kept in KEPT {
            outcome = find(&mut Germs { kernel: self, given, variable, approach, kept });
            if !matches!(outcome, Err(Obstacle::Cancelled)) {
                break;
            }
        }
        outcome
    }
}

impl Germs<'_> {
    fn limit_of(&mut self, germ: &Germ) -> Result<Extended, Obstacle> {
        if germ.terms.is_empty()
            && let Some(error) = &germ.error
        {
            return match self.size(error)? {
                Ordering::Less => Ok(Extended::Finite(self.zero())),
                _ => Err(Obstacle::Cancelled),
            };
        }
        let Some((c, m)) = germ.terms.first().cloned() else {
            return Ok(Extended::Finite(self.zero()));
        };
        Ok(match (self.size(&m)?, self.sign(c)?) {
            (Ordering::Greater, 1) => Extended::PlusInfinity,
            (Ordering::Greater, _) => Extended::MinusInfinity,
            (Ordering::Equal, _) => Extended::Finite(c),
            (Ordering::Less, _) => Extended::Finite(self.zero()),
        })
    }

    /// Does the condition hold all along?
    fn truth(&mut self, condition: Expr) -> Result<bool, Obstacle> {
        let mut stack = vec![condition];
        while let Some(condition) = stack.pop() {
            match (self.kernel.store.op(condition), self.kernel.store.pair(condition)) {
                (Op::And, _) => stack.extend_from_slice(self.kernel.store.children(condition)),
                (Op::Rel(rel), Some((a, b))) => {
                    let (a, b) = (self.germ(a)?, self.germ(b)?);
                    let difference = self.difference(&a, &b)?;
                    let sign = self.germ_sign(&difference)?;
                    if !rel.holds_for(sign.cmp(&0)) {
                        return Ok(false);
                    }
                }
                _ => return Err(Obstacle::Unknown(condition)),
            }
        }
        Ok(true)
    }
}
