//! Values of source text in floating point, with an account of where there is none.

use std::collections::BTreeMap;

use super::source::Node;
use super::special::{call, divide, near_zero, power, stand_in};

/// Values of the variables.
pub type Point = BTreeMap<String, f64>;

/// Why there is no value.
#[derive(Clone, PartialEq, Debug)]
pub enum Lack {
    /// The expression is undefined there.
    Undefined,
    /// Rounding hides whether it is defined there, or which branch applies.
    Doubtful,
    /// This oracle does not know the function or the variable.
    Unreadable(String),
}

/// The value of an expression at a point.
pub fn value(node: &Node, at: &Point) -> Result<f64, Lack> {
    let out = match node {
        Node::Number(value) => *value,
        Node::Name(name) => match (at.get(name), name.as_str()) {
            (Some(value), _) => *value,
            (None, "pi") => std::f64::consts::PI,
            (None, "e") => std::f64::consts::E,
            (None, _) => return Err(Lack::Unreadable(format!("variable {name}"))),
        },
        Node::Neg(a) => -value(a, at)?,
        Node::Binary(op, a, b) => {
            let (u, v) = (value(a, at)?, value(b, at)?);
            match op {
                '+' => u + v,
                '-' => u - v,
                '*' => u * v,
                '/' => divide(u, v)?,
                // e^v is exact to the last digit only as exp.
                _ if **a == Node::Name("e".to_owned()) => v.exp(),
                _ => power(u, v)?,
            }
        }
        Node::Call(name, 0, args) if name == "piecewise" => piecewise(args, at)?,
        Node::Call(name, 0, args) if name == "D" => derivative_of(args, at)?,
        Node::Call(name, primes, args) => {
            let values: Vec<f64> =
                args.iter().map(|arg| value(arg, at)).collect::<Result<_, _>>()?;
            primed(name, *primes, &values)?
        }
        Node::Rel(..) | Node::And(..) => {
            return Err(Lack::Unreadable("a condition as a value".to_owned()));
        }
    };
    if out.is_finite() { Ok(out) } else { Err(Lack::Doubtful) }
}

fn piecewise(args: &[Node], at: &Point) -> Result<f64, Lack> {
    let (pairs, otherwise) = args.as_chunks::<2>();
    for [condition, branch] in pairs {
        if holds(condition, at)? {
            return value(branch, at);
        }
    }
    otherwise.first().map_or(Err(Lack::Undefined), |branch| value(branch, at))
}

fn primed(name: &str, primes: u32, values: &[f64]) -> Result<f64, Lack> {
    match (primes, values) {
        (0, _) => call(name, values),
        (_, &[u]) if ["f", "g", "h"].contains(&name) => Ok(stand_in(name, primes, u)),
        (1, &[u]) => slope(&mut |t| call(name, &[t]), u),
        // A second slope would be lost in the noise of the first.
        (_, _) => Err(Lack::Doubtful),
    }
}

fn derivative_of(args: &[Node], at: &Point) -> Result<f64, Lack> {
    let [Node::Name(x), body] = args else {
        return Err(Lack::Unreadable("a derivative's form".to_owned()));
    };
    if has_slope(body) {
        return Err(Lack::Doubtful);
    }
    let Some(&here) = at.get(x) else {
        return Err(Lack::Unreadable(format!("variable {x}")));
    };
    let mut near = at.clone();
    slope(
        &mut |t| {
            near.insert(x.clone(), t);
            value(body, &near)
        },
        here,
    )
}

/// Does a value of `node` need numeric differentiation?
fn has_slope(node: &Node) -> bool {
    match node {
        Node::Number(_) | Node::Name(_) => false,
        Node::Neg(a) => has_slope(a),
        Node::Binary(_, a, b) | Node::Rel(_, a, b) | Node::And(a, b) => {
            has_slope(a) || has_slope(b)
        }
        Node::Call(name, primes, args) => {
            let stand_in = ["f", "g", "h"].contains(&name.as_str());
            name == "D" || (*primes > 0 && !stand_in) || args.iter().any(has_slope)
        }
    }
}

/// A slope to about six digits; undefined where the function is not defined on both sides, or at a
/// kink or a vertical tangent.
fn slope(f: &mut dyn FnMut(f64) -> Result<f64, Lack>, x: f64) -> Result<f64, Lack> {
    const H: f64 = 1.0 / 16384.0;
    let here = f(x)?;
    let sides = [f(x - H)?, f(x + H)?, f(x - 2.0 * H)?, f(x + 2.0 * H)?];
    let [left, right, left2, right2] = sides;
    let from_left = (3.0 * here - 4.0 * left + left2) / (2.0 * H);
    let from_right = (-3.0 * here + 4.0 * right - right2) / (2.0 * H);
    let central = (left2 - 8.0 * left + 8.0 * right - right2) / (12.0 * H);
    // One-sided slopes differ at a kink, slopes over two steps at a vertical tangent.
    let (narrow, wide) = ((right - left) / (2.0 * H), (right2 - left2) / (4.0 * H));
    let gap = (from_left - from_right).abs().max((narrow - wide).abs()) / central.abs().max(1.0);
    if gap < 1e-3 {
        Ok(central)
    } else if gap > 1e-1 {
        Err(Lack::Undefined)
    } else {
        Err(Lack::Doubtful)
    }
}

/// Does a condition hold at a point? One with an undefined side does not.
pub fn holds(node: &Node, at: &Point) -> Result<bool, Lack> {
    match node {
        Node::And(a, b) => Ok(holds(a, at)? && holds(b, at)?),
        Node::Rel(op, a, b) => {
            let (u, v) = match (value(a, at), value(b, at)) {
                (Ok(u), Ok(v)) => (u, v),
                (Err(Lack::Undefined), _) | (_, Err(Lack::Undefined)) => return Ok(false),
                (Err(lack), _) | (_, Err(lack)) => return Err(lack),
            };
            let difference = u - v;
            let equal = near_zero(difference)?;
            Ok(match op.as_str() {
                "=" => equal,
                "!=" => !equal,
                "<" => difference < 0.0,
                "<=" => difference <= 0.0,
                ">" => difference > 0.0,
                _ => difference >= 0.0,
            })
        }
        // The functions without a body stand for smooth ones.
        Node::Call(name, _, _) if name.starts_with("differentiable") => Ok(true),
        Node::Number(_) | Node::Name(_) | Node::Neg(_) | Node::Binary(..) | Node::Call(..) => {
            Err(Lack::Unreadable("a value as a condition".to_owned()))
        }
    }
}
