//! Are two results the same up to the order of terms and factors?

use super::source::Node;

/// A text that is equal for expressions that differ in the order of terms and factors, in the
/// place of signs and numeric factors, and in writing a quotient as a product, and otherwise not.
pub fn shape(node: &Node) -> String {
    let mut terms = Vec::new();
    collect_terms(node, 1.0, &mut terms);
    terms.sort();
    terms.join(" + ")
}

fn collect_terms(node: &Node, sign: f64, terms: &mut Vec<String>) {
    match node {
        Node::Binary('+', a, b) => {
            collect_terms(a, sign, terms);
            collect_terms(b, sign, terms);
        }
        Node::Binary('-', a, b) => {
            collect_terms(a, sign, terms);
            collect_terms(b, -sign, terms);
        }
        Node::Neg(a) if is_sum(a) => collect_terms(a, -sign, terms),
        Node::Number(_)
        | Node::Name(_)
        | Node::Neg(_)
        | Node::Binary(..)
        | Node::Call(..)
        | Node::Rel(..)
        | Node::And(..) => terms.push(term(node, sign)),
    }
}

fn is_sum(node: &Node) -> bool {
    match node {
        Node::Binary(op, ..) => matches!(op, '+' | '-'),
        Node::Neg(a) => is_sum(a),
        Node::Number(_) | Node::Name(_) | Node::Call(..) | Node::Rel(..) | Node::And(..) => false,
    }
}

fn term(node: &Node, sign: f64) -> String {
    let mut number = sign;
    let mut factors = Vec::new();
    collect_factors(node, false, &mut number, &mut factors);
    factors.sort();
    format!("{number:.9}·{}", factors.join("·"))
}

fn collect_factors(node: &Node, below: bool, number: &mut f64, factors: &mut Vec<String>) {
    match node {
        Node::Number(v) if below => *number /= v,
        Node::Number(v) => *number *= v,
        Node::Neg(a) => {
            *number = -*number;
            collect_factors(a, below, number, factors);
        }
        Node::Binary('*', a, b) => {
            collect_factors(a, below, number, factors);
            collect_factors(b, below, number, factors);
        }
        Node::Binary('/', a, b) => {
            collect_factors(a, below, number, factors);
            collect_factors(b, !below, number, factors);
        }
        Node::Binary('^', base, exponent) => {
            let (exponent, below) = match &**exponent {
                Node::Neg(positive) => (&**positive, !below),
                other => (other, below),
            };
            let bar = if below { "/" } else { "" };
            factors.push(match exponent {
                Node::Number(1.0) => format!("{bar}({})", shape(base)),
                _ => format!("{bar}({})^({})", shape(base), shape(exponent)),
            });
        }
        Node::Call(name, 0, args) if name == "exp" && args.len() == 1 => {
            let e = Node::Name("e".to_owned());
            let power = Node::Binary('^', Box::new(e), Box::new(args[0].clone()));
            collect_factors(&power, below, number, factors);
        }
        Node::Name(_) | Node::Binary(..) | Node::Call(..) | Node::Rel(..) | Node::And(..) => {
            let bar = if below { "/" } else { "" };
            factors.push(format!("{bar}({})", atom(node)));
        }
    }
}

fn atom(node: &Node) -> String {
    match node {
        Node::Name(name) => name.clone(),
        Node::Call(name, primes, args) => {
            let mut inner: Vec<String> = args.iter().map(shape).collect();
            if name == "min" || name == "max" {
                inner.sort();
            }
            let name = match name.as_str() {
                "sigmoid" | "logistic" => "sigma",
                "swish" => "silu",
                other => other,
            };
            format!("{name}{}({})", "'".repeat(*primes as usize), inner.join(", "))
        }
        Node::Rel(op, a, b) => format!("{} {op} {}", shape(a), shape(b)),
        Node::And(a, b) => format!("{} and {}", shape(a), shape(b)),
        Node::Number(_) | Node::Neg(_) | Node::Binary(..) => shape(node),
    }
}

/// A decimal text as sign, significant digits and the power of ten of the first one, so that
/// `12.50`, `12.5` and `1.25e1` agree.
pub fn decimal(text: &str) -> Option<(bool, String, i64)> {
    let text = text.trim().replace('−', "-").replace("×10^", "e").replace("*10^", "e");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i64 = exponent.trim_matches(['(', ')']).parse().ok()?;
    let negative = mantissa.starts_with('-');
    let (whole, fraction) = mantissa
        .trim_start_matches('-')
        .split_once('.')
        .unwrap_or((mantissa.trim_start_matches('-'), ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let leading = digits.len() - digits.trim_start_matches('0').len();
    let significant = digits.trim_matches('0').to_owned();
    if significant.is_empty() {
        return Some((false, significant, 0));
    }
    let first = i64::try_from(whole.len()).ok()? - i64::try_from(leading).ok()? - 1;
    Some((negative, significant, first + exponent))
}
