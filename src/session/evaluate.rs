//! Values: exact ones where they are rational, certain digits of others.

use super::{Problem, Session};
use crate::eval::{self, Request};
use crate::expr::{Expr, Name};
use crate::num::Rational;
use crate::steps::{Decimal, Value};
use crate::syntax::Precision;

/// The digits of a value that is not asked for more exactly.
const DEFAULT_DIGITS: u32 = 12;

impl Session {
    /// The value of `e` where variables have these values.
    pub(crate) fn evaluate(
        &mut self,
        e: Expr,
        at: &[(Name, Expr)],
        precision: Precision,
    ) -> Result<Value, Problem> {
        let t = self.engine.opened(e).map_err(Problem::Failure)?;
        let mut body = self.engine.kernel.rhs(t);
        let store = self.engine.kernel.store_mut();
        let mut point: Vec<(Name, Rational)> = Vec::new();
        for &(name, value) in at {
            match eval::value(store, value, &[], Request::Digits(1)) {
                Ok(number) if number.exact.is_some() => {
                    point.extend(number.exact.map(|exact| (name, exact)));
                }
                Ok(_) => body = store.substitute(body, &[(name, value)]),
                Err(error) => return Err(Problem::Eval(error)),
            }
        }
        let request = match precision {
            Precision::Default => Request::Digits(DEFAULT_DIGITS),
            Precision::Digits(n) => Request::Digits(n),
            Precision::Places(n) => Request::Places(n),
        };
        let number = eval::value(store, body, &point, request);
        let number = match number {
            Ok(number) if number.exact.is_some() => Ok(number),
            other => match self.exactly(body, &point, request) {
                Exactly::Rational(number) => Ok(number),
                Exactly::Undefined => {
                    return Err(match other {
                        Err(error) if matches!(error.kind, eval::ErrorKind::Undefined(_)) => {
                            Problem::Eval(error)
                        }
                        _ => Problem::DivisionByZero,
                    });
                }
                Exactly::Unknown => other,
            },
        };
        let number = number.map_err(Problem::Eval)?;
        self.check_conditions(t, &point)?;
        let wanted = precision != Precision::Default || number.exact.is_none();
        let decimal =
            Decimal { text: number.text, exact: number.is_exact, rounding: number.rounding };
        Ok(Value { expr: e, at: point, exact: number.exact, decimal: wanted.then_some(decimal) })
    }

    /// The value where simplification shows that it is rational, such as that of `sqrt(2)^2`, or
    /// that there is none.
    fn exactly(&mut self, body: Expr, point: &[(Name, Rational)], request: Request) -> Exactly {
        const LARGE: usize = 400;
        let store = self.engine.kernel.store_mut();
        let mut values = Vec::with_capacity(point.len());
        for (name, value) in point {
            values.push((*name, store.rational(value)));
        }
        let closed = store.substitute(body, &values);
        if store.size(closed) > LARGE {
            return Exactly::Unknown;
        }
        if !eval::may_be_rational(store, closed) {
            return Exactly::Unknown;
        }
        if self.engine.is_nowhere_defined(closed) {
            return Exactly::Undefined;
        }
        let Ok(t) = self.engine.simplify(closed) else { return Exactly::Unknown };
        let result = self.engine.kernel.rhs(t);
        if self.store().as_rational(result).is_none() || self.check_conditions(t, &[]).is_err() {
            return Exactly::Unknown;
        }
        match eval::value(self.engine.kernel.store_mut(), result, &[], request) {
            Ok(number) => Exactly::Rational(number),
            Err(_) => Exactly::Unknown,
        }
    }
}

/// What algebra says of the value of an expression without variables.
enum Exactly {
    Rational(eval::Number),
    Undefined,
    Unknown,
}
