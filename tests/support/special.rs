//! Real functions that the standard library lacks, and the table of all functions.

use super::oracle::Lack;

/// Floating-point rounding can hide an exact zero: between these bounds nothing is concluded.
const DOUBT: f64 = 1e-11;

/// The value of a function at these arguments.
pub fn call(name: &str, args: &[f64]) -> Result<f64, Lack> {
    match *args {
        [u] => call_one(name, u),
        [u, v] => call_two(name, u, v),
        _ => match name {
            "min" => Ok(args.iter().copied().fold(f64::INFINITY, f64::min)),
            "max" => Ok(args.iter().copied().fold(f64::NEG_INFINITY, f64::max)),
            _ => Err(Lack::Unreadable(format!("{name} of {} arguments", args.len()))),
        },
    }
}

fn call_two(name: &str, u: f64, v: f64) -> Result<f64, Lack> {
    match name {
        "log" => divide(ln(u)?, ln(v)?),
        "root" => root(u, v),
        "min" => Ok(u.min(v)),
        "max" => Ok(u.max(v)),
        "leaky_relu" => Ok(if u >= 0.0 { u } else { v * u }),
        "elu" => Ok(if u > 0.0 { u } else { v * u.exp_m1() }),
        _ => Err(Lack::Unreadable(format!("{name} of two arguments"))),
    }
}

fn call_one(name: &str, u: f64) -> Result<f64, Lack> {
    match name {
        "exp" => Ok(u.exp()),
        "ln" | "log" => ln(u),
        "log2" => Ok(ln(u)? / std::f64::consts::LN_2),
        "log10" => Ok(ln(u)? / std::f64::consts::LN_10),
        "sqrt" => root(u, 2.0),
        "cbrt" => Ok(u.cbrt()),
        "abs" => Ok(u.abs()),
        "sign" => near_zero(u).map(|zero| if zero { 0.0 } else { u.signum() }),
        "floor" => step(u, f64::floor),
        "ceil" => step(u, f64::ceil),
        "erf" => Ok(erf(u)),
        "f" | "g" | "h" => Ok(stand_in(name, 0, u)),
        _ => trigonometric(name, u)
            .or_else(|| hyperbolic(name, u))
            .or_else(|| activation(name, u))
            .unwrap_or_else(|| Err(Lack::Unreadable(format!("function {name}")))),
    }
}

fn trigonometric(name: &str, u: f64) -> Option<Result<f64, Lack>> {
    Some(match name {
        "sin" => Ok(u.sin()),
        "cos" => Ok(u.cos()),
        "tan" => divide(u.sin(), u.cos()),
        "cot" => divide(u.cos(), u.sin()),
        "sec" => divide(1.0, u.cos()),
        "csc" => divide(1.0, u.sin()),
        "asin" => within(u, -1.0, 1.0).map(f64::asin),
        "acos" => within(u, -1.0, 1.0).map(f64::acos),
        "atan" => Ok(u.atan()),
        "acot" => divide(1.0, u).map(f64::atan),
        "asec" => divide(1.0, u).and_then(|v| within(v, -1.0, 1.0)).map(f64::acos),
        "acsc" => divide(1.0, u).and_then(|v| within(v, -1.0, 1.0)).map(f64::asin),
        _ => return None,
    })
}

fn hyperbolic(name: &str, u: f64) -> Option<Result<f64, Lack>> {
    Some(match name {
        "sinh" => Ok(u.sinh()),
        "cosh" => Ok(u.cosh()),
        "tanh" => Ok(u.tanh()),
        "coth" => divide(1.0, u.tanh()),
        "sech" => Ok(1.0 / u.cosh()),
        "csch" => divide(1.0, u.sinh()),
        "asinh" => Ok(u.asinh()),
        "acosh" => within(u, 1.0, f64::INFINITY).map(f64::acosh),
        "atanh" => divide(1.0 + u, 1.0 - u).and_then(ln).map(|v| v / 2.0),
        "acoth" => divide(u + 1.0, u - 1.0).and_then(ln).map(|v| v / 2.0),
        "asech" => divide(1.0, u).and_then(|v| within(v, 1.0, f64::INFINITY)).map(f64::acosh),
        "acsch" => divide(1.0, u).map(f64::asinh),
        _ => return None,
    })
}

fn activation(name: &str, u: f64) -> Option<Result<f64, Lack>> {
    const SELU_SCALE: f64 = 1.050_700_987_355_480_5;
    const SELU_ALPHA: f64 = 1.673_263_242_354_377_2;
    let sigma = 1.0 / (1.0 + (-u).exp());
    let elu = |a: f64| if u > 0.0 { u } else { a * u.exp_m1() };
    let hard = (u / 6.0 + 0.5).clamp(0.0, 1.0);
    Some(match name {
        "sigma" | "sigmoid" | "logistic" => Ok(sigma),
        "logit" => divide(u, 1.0 - u).and_then(ln),
        "softplus" => Ok(u.exp().ln_1p()),
        "relu" => Ok(u.max(0.0)),
        "relu6" => Ok(u.clamp(0.0, 6.0)),
        "leaky_relu" => Ok(if u >= 0.0 { u } else { 0.01 * u }),
        "elu" => Ok(elu(1.0)),
        "selu" => Ok(SELU_SCALE * elu(SELU_ALPHA)),
        "gelu" => Ok(u / 2.0 * (1.0 + erf(u / std::f64::consts::SQRT_2))),
        "silu" | "swish" => Ok(u * sigma),
        "mish" => Ok(u * u.exp().ln_1p().tanh()),
        "softsign" => Ok(u / (1.0 + u.abs())),
        "hard_sigmoid" => Ok(hard),
        "hard_tanh" => Ok(u.clamp(-1.0, 1.0)),
        "hard_swish" => Ok(u * hard),
        _ => return None,
    })
}

/// The `primes`-th derivative of the functions that stand in for those without a body:
/// f(u) = e^(u/3), g(u) = 2 + sin(u), h(u) = u³ + u.
pub fn stand_in(name: &str, primes: u32, u: f64) -> f64 {
    let k = f64::from(primes);
    match (name, primes) {
        ("f", _) => (u / 3.0).exp() / 3_f64.powf(k),
        ("g", 0) => 2.0 + u.sin(),
        ("g", _) => (u + k * std::f64::consts::FRAC_PI_2).sin(),
        (_, 0) => u.powi(3) + u,
        (_, 1) => 3.0 * u * u + 1.0,
        (_, 2) => 6.0 * u,
        (_, 3) => 6.0,
        (_, _) => 0.0,
    }
}

/// Is `u` zero? Refused where rounding could have made the difference.
pub fn near_zero(u: f64) -> Result<bool, Lack> {
    if u != 0.0 && u.abs() < DOUBT { Err(Lack::Doubtful) } else { Ok(u == 0.0) }
}

pub fn divide(u: f64, v: f64) -> Result<f64, Lack> {
    if near_zero(v)? { Err(Lack::Undefined) } else { Ok(u / v) }
}

fn ln(u: f64) -> Result<f64, Lack> {
    if near_zero(u)? || u < 0.0 { Err(Lack::Undefined) } else { Ok(u.ln()) }
}

fn within(u: f64, low: f64, high: f64) -> Result<f64, Lack> {
    let outside = (low - u).max(u - high);
    match near_zero(outside) {
        Ok(zero) => {
            if zero || outside < 0.0 {
                Ok(u)
            } else {
                Err(Lack::Undefined)
            }
        }
        Err(doubt) => Err(doubt),
    }
}

fn root(u: f64, k: f64) -> Result<f64, Lack> {
    if k % 2.0 == 1.0 {
        return Ok(u.signum() * u.abs().powf(1.0 / k));
    }
    if near_zero(u)? {
        return Ok(0.0);
    }
    if u < 0.0 {
        Err(Lack::Undefined)
    } else {
        Ok(if k == 2.0 { u.sqrt() } else { u.powf(1.0 / k) })
    }
}

fn step(u: f64, f: fn(f64) -> f64) -> Result<f64, Lack> {
    near_zero(u - u.round()).map(|_| f(u))
}

pub fn power(u: f64, v: f64) -> Result<f64, Lack> {
    if near_zero(u)? {
        return match near_zero(v)? {
            true => Ok(1.0),
            false if v > 0.0 => Ok(0.0),
            false => Err(Lack::Undefined),
        };
    }
    if u < 0.0 && !near_zero(v - v.round())? {
        return Err(Lack::Undefined);
    }
    Ok(u.powf(v))
}

/// The error function: its power series for small arguments, else a continued fraction for 1 - erf.
pub fn erf(u: f64) -> f64 {
    let a = u.abs();
    if a < 2.5 {
        let (mut term, mut sum, mut n) = (a, a, 0.0);
        while term.abs() > 1e-18 * sum.abs() {
            n += 1.0;
            term *= -a * a / n;
            sum += term / (2.0 * n + 1.0);
            if n > 200.0 {
                break;
            }
        }
        return u.signum() * sum * std::f64::consts::FRAC_2_SQRT_PI;
    }
    let mut tail = 0.0;
    for k in (1..=80).rev() {
        tail = f64::from(k) / 2.0 / (a + tail);
    }
    let complement = (-a * a).exp() / (a + tail) * std::f64::consts::FRAC_2_SQRT_PI / 2.0;
    u.signum() * (1.0 - complement)
}
