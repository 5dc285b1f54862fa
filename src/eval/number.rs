//! Numbers to so many digits, every one of them guaranteed.

use super::Value;
use super::error::{ErrorKind, EvalError};
use super::machine::Evaluator;
use crate::expr::{Expr, Name, Store};
use crate::num::{Digits, Fault, Interval, MAX_DIGITS, Rational};

/// How exact a number is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Request {
    /// So many significant digits.
    Digits(u32),
    /// So many places after the point.
    Places(u32),
}

/// A number as it was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Number {
    /// The exact value, where it is rational and was computed exactly.
    pub exact: Option<Rational>,
    /// The digits: a decimal, or `1.234*10^(-45)` for very small and very large numbers.
    pub text: String,
    /// Is the text the exact value?
    pub is_exact: bool,
    /// How it was rounded, in words: "rounded half-up to 4 places".
    pub rounding: String,
}

const TOO_MANY: &str = "100000 digits";
const UNSEPARATED: &str = "more precision than is tried: the value is zero, or lies on a tie of \
                           rounding or at a jump, or very close to one";

/// The value of `e`, rounded half away from zero; every digit is certain. The precision is raised
/// as far as cancellation asks for, up to a limit.
///
/// ```
/// use symderiv::eval::{Request, value};
/// use symderiv::expr::{Func, Op, Store};
/// let mut store = Store::new();
/// let two = store.integer(2);
/// let root = store.make(Op::Func(Func::Root), &[two, two]);
/// let number = value(&mut store, root, &[], Request::Digits(20)).unwrap();
/// assert_eq!(number.text, "1.4142135623730950488");
/// ```
///
/// # Errors
/// See [`ErrorKind`]. Instead of `Undetermined` there is a limit, which is reached where the
/// value is zero or just at a tie without being known exactly.
pub fn value(
    store: &mut Store,
    e: Expr,
    at: &[(Name, Rational)],
    request: Request,
) -> Result<Number, EvalError> {
    let (Request::Digits(count) | Request::Places(count)) = request;
    if count > MAX_DIGITS {
        return Err(EvalError { kind: ErrorKind::Limit(TOO_MANY), expr: e });
    }
    let start = count as usize * 10 / 3 + 40;
    let most = 2 * start + 16_384;
    let mut evaluator = Evaluator::new(store, at);
    let (mut prec, mut place) = (start, e);
    while prec <= most {
        match evaluator.value(e, prec) {
            Ok(Value::Exact(q)) => return Ok(exact(q, request)),
            Ok(Value::Enclosed(interval)) => match enclosed(&interval, request) {
                Ok(number) => return Ok(number),
                Err(Fault::Limit(what)) => {
                    return Err(EvalError { kind: ErrorKind::Limit(what), expr: e });
                }
                Err(Fault::Undefined | Fault::Undetermined) => place = e,
            },
            Err(EvalError { kind: ErrorKind::Undetermined, expr }) => place = expr,
            Err(error) => return Err(error),
        }
        prec += prec / 2 + 64;
    }
    Err(EvalError { kind: ErrorKind::Limit(UNSEPARATED), expr: place })
}

fn exact(q: Rational, request: Request) -> Number {
    let (text, is_exact) = match request {
        Request::Digits(count) => {
            let rounded = Digits::of_rational(&q, count);
            let is_exact = ends(&q, &rounded);
            (if is_exact { rounded.trimmed().text() } else { rounded.text() }, is_exact)
        }
        Request::Places(count) => {
            let text = q.to_places(count);
            let is_exact = text.parse::<Rational>().is_ok_and(|shown| shown == q);
            (text, is_exact)
        }
    };
    Number { exact: Some(q), text, is_exact, rounding: wording(request, is_exact) }
}

/// Are the digits the number itself?
fn ends(q: &Rational, digits: &Digits) -> bool {
    let Ok(all) = digits.digits.parse::<Rational>() else { return false };
    let places = digits.digits.len() as i64 - 1 - digits.exponent;
    let Ok(places) = i32::try_from(places) else { return false };
    let power = Rational::integer(10).pow(-places);
    power.is_some_and(|power| &all * &power == q.abs())
}

fn enclosed(interval: &Interval, request: Request) -> Result<Number, Fault> {
    let text = match request {
        Request::Digits(count) => interval.significant(count)?.text(),
        Request::Places(count) => interval.to_places(count)?,
    };
    Ok(Number { exact: None, text, is_exact: false, rounding: wording(request, false) })
}

fn wording(request: Request, is_exact: bool) -> String {
    let plural = |n: u32, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    match request {
        _ if is_exact => "exact".into(),
        Request::Digits(n) => format!("rounded half-up to {}", plural(n, "significant digit")),
        Request::Places(n) => format!("rounded half-up to {}", plural(n, "place")),
    }
}
