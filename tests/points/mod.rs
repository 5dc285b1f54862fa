//! Values at exact points, and derivatives by difference quotients: nothing here uses a rule.

#![allow(dead_code, reason = "each test binary uses its own part")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::cmp::Ordering;
use std::collections::HashMap;

use symderiv::eval::{self, ErrorKind, Value};
use symderiv::expr::{Constant, Expr, Name, Op, Rel, Store};
use symderiv::num::Rational;

/// A point: the values of the variables.
pub type Point = Vec<(Name, Rational)>;

/// Bits of the enclosures.
pub const BITS: usize = 160;

/// What is known of an expression at a point.
#[derive(Clone, Debug)]
pub enum Known {
    Number(Value),
    Undefined,
    /// Neither is certain.
    Unknown,
}

/// The value of an expression without derivatives.
pub fn value(store: &mut Store, e: Expr, at: &[(Name, Rational)], bits: usize) -> Known {
    match eval::evaluate(store, e, at, bits) {
        Ok(value) => Known::Number(value),
        Err(error) => match error.kind {
            ErrorKind::Undefined(_) => Known::Undefined,
            _ => Known::Unknown,
        },
    }
}

/// How two sides compare; `None` where one of them is not known.
pub fn agree(a: &Known, b: &Known) -> Option<bool> {
    match (a, b) {
        (Known::Unknown, _) | (_, Known::Unknown) => None,
        (Known::Undefined, Known::Undefined) => Some(true),
        (Known::Undefined, _) | (_, Known::Undefined) => Some(false),
        (Known::Number(Value::Exact(a)), Known::Number(Value::Exact(b))) => Some(a == b),
        (Known::Number(a), Known::Number(b)) => {
            let order = a.to_interval(BITS).compare(&b.to_interval(BITS));
            Some(!matches!(order, Some(Ordering::Less | Ordering::Greater)))
        }
    }
}

/// Does the condition hold? Where a part of it is undefined, it does not.
pub fn holds(store: &mut Store, condition: Expr, at: &[(Name, Rational)]) -> Option<bool> {
    match eval::holds(store, condition, at, BITS) {
        Ok(truth) => truth,
        Err(error) if matches!(error.kind, ErrorKind::Undefined(_)) => Some(false),
        Err(_) => None,
    }
}

/// Do all of them hold?
pub fn all_hold(store: &mut Store, conditions: &[Expr], at: &[(Name, Rational)]) -> Option<bool> {
    let mut all = Some(true);
    for &condition in conditions {
        match holds(store, condition, at) {
            Some(false) => return Some(false),
            Some(true) => {}
            None => all = None,
        }
    }
    all
}

/// A number with an error below `10^-PLACES`, as a rational.
const PLACES: u32 = 30;

/// The steps of the difference quotients are `2^-STEP`; the smaller one for steep functions.
const STEPS: [i32; 2] = [200, 340];

const DERIVATIVE_BITS: usize = 900;

/// A derivative: none is certain, it does not exist, or its value.
type Found = Option<Option<Rational>>;

/// Derivatives of expressions at points, remembered.
#[derive(Default)]
pub struct Derivatives {
    known: HashMap<(Expr, Expr, Point), Found>,
    fresh: usize,
}

impl Derivatives {
    /// The value of an expression with derivatives in it, to `PLACES` places.
    pub fn value(&mut self, store: &mut Store, e: Expr, at: &[(Name, Rational)]) -> Known {
        let mut at = at.to_vec();
        let mut replaced: HashMap<Expr, Expr> = HashMap::new();
        let base = at.clone();
        for sub in store.subexpressions(&[e]) {
            let children = store.children(sub).to_vec();
            let kids: Vec<Expr> =
                children.iter().map(|c| replaced.get(c).copied().unwrap_or(*c)).collect();
            if store.op(sub) == Op::Deriv {
                let symbol = store.symbol(&format!("derivative_{}", self.fresh));
                self.fresh += 1;
                match self.derivative(store, children[0], children[1], &base) {
                    Some(Some(number)) => {
                        at.push((store.as_symbol(symbol).unwrap(), number));
                        replaced.insert(sub, symbol);
                    }
                    Some(None) => {
                        // 1/0 stands for a derivative that does not exist.
                        let (one, zero) = (store.integer(1), store.integer(0));
                        let nowhere = store.div(one, zero);
                        replaced.insert(sub, nowhere);
                    }
                    None => return Known::Unknown,
                }
            } else if kids != children {
                let op = store.op(sub);
                let new = store.make(op, &kids);
                replaced.insert(sub, new);
            }
        }
        let e = replaced.get(&e).copied().unwrap_or(e);
        value(store, e, &at, DERIVATIVE_BITS)
    }

    /// The derivative at the point: the two one-sided difference quotients must agree. `Some(None)`
    /// where it does not exist, `None` where nothing is certain.
    fn derivative(
        &mut self,
        store: &mut Store,
        x: Expr,
        u: Expr,
        at: &[(Name, Rational)],
    ) -> Found {
        let key = (x, u, at.to_vec());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let mut found = Some(None);
        for step in STEPS {
            if let Some(None) = found {
                found = self.quotient(store, x, u, at, step);
            }
        }
        self.known.insert(key, found.clone());
        found
    }

    fn quotient(
        &mut self,
        store: &mut Store,
        x: Expr,
        u: Expr,
        at: &[(Name, Rational)],
        step: i32,
    ) -> Found {
        let name = store.as_symbol(x).unwrap();
        let h = Rational::integer(2).pow(-step).unwrap();
        let mut values = Vec::new();
        for shift in [-&h, Rational::ZERO, h.clone()] {
            let near: Point = at
                .iter()
                .map(|(n, v)| (*n, if *n == name { v + &shift } else { v.clone() }))
                .collect();
            match self.value(store, u, &near) {
                Known::Number(value) => values.push(decimal(&value, 180)?),
                Known::Undefined => return Some(None),
                Known::Unknown => return None,
            }
        }
        let [left, middle, right] = values.as_slice() else { return None };
        let slopes = [middle - left, right - middle].map(|rise| rise.checked_div(&h).unwrap());
        let [before, after] = &slopes;
        let scale = &(&before.abs() + &after.abs()) + &Rational::ONE;
        let close = Rational::integer(10).pow(-30).unwrap();
        if (before - after).abs() > &scale * &close {
            return Some(None);
        }
        Some(Some(&(before + after) * &Rational::new(1, 2)))
    }
}

/// The number to so many places.
pub fn decimal(value: &Value, places: u32) -> Option<Rational> {
    match value {
        Value::Exact(q) => Some(q.clone()),
        Value::Enclosed(x) => x.to_places(places).ok()?.parse().ok(),
    }
}

/// Do the numbers agree to 20 digits? For values that come from difference quotients.
pub fn close(a: &Known, b: &Known) -> Option<bool> {
    let (Known::Number(x), Known::Number(y)) = (a, b) else { return agree(a, b) };
    let (x, y) = (decimal(x, PLACES)?, decimal(y, PLACES)?);
    let scale = &(&x.abs() + &y.abs()) + &Rational::ONE;
    Some((&x - &y).abs() <= &scale * &Rational::integer(10).pow(-20).unwrap())
}

/// The expression in the language, with many parentheses.
pub fn write(s: &Store, e: Expr) -> String {
    let c: Vec<String> = s.children(e).iter().map(|&c| write(s, c)).collect();
    let infix = |op: &str| format!("({})", c.join(op));
    match s.op(e) {
        Op::Number(_) => s.number(e).unwrap().0.to_string(),
        Op::Symbol(name) => s.text(name).to_owned(),
        Op::Constant(Constant::Pi) => "pi".to_owned(),
        Op::Constant(Constant::E) => "e".to_owned(),
        Op::Neg => format!("(-{})", c[0]),
        Op::Add => infix(" + "),
        Op::Sub => infix(" - "),
        Op::Mul => infix("*"),
        Op::Div => infix("/"),
        Op::Pow => infix("^"),
        Op::Func(f) => format!("{}({})", format!("{f:?}").to_lowercase(), c.join(", ")),
        Op::Apply(name, _) => format!("{}({})", s.text(name), c.join(", ")),
        Op::Deriv => format!("D({})", c.join(", ")),
        Op::Piecewise => format!("piecewise({})", c.join(", ")),
        Op::Rel(Rel::Eq) => infix(" = "),
        Op::Rel(Rel::Ne) => infix(" != "),
        Op::Rel(Rel::Lt) => infix(" < "),
        Op::Rel(Rel::Le) => infix(" <= "),
        Op::Rel(Rel::Gt) => infix(" > "),
        Op::Rel(Rel::Ge) => infix(" >= "),
        Op::Indexed(name) => format!("{}[{}]", s.family_text(name), c.join(",")),
        op @ (Op::At | Op::And | Op::Differentiable)
        | op @ (Op::Sum | Op::Prod | Op::Delta | Op::ForAll | Op::Matrix(_)) => {
            format!("{op:?}({})", c.join(", "))
        }
    }
}
