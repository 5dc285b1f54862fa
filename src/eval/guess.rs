//! Does a value look like a rational number? A guess that saves a search for the exact value.

use super::{Value, evaluate};
use crate::expr::{Expr, Store};
use crate::num::{Interval, Rational};

/// Could the value of an expression without variables be a rational number with a denominator of
/// less than 2^64? `false` is certain: its continued fraction goes on beyond that.
#[must_use]
pub fn may_be_rational(store: &mut Store, e: Expr) -> bool {
    const BITS: usize = 192;
    const LARGEST: u64 = 64;
    let Ok(Value::Enclosed(mut x)) = evaluate(store, e, &[], BITS) else { return true };
    let (mut before, mut denominator) = (Rational::ZERO, Rational::ONE);
    while denominator.bits() <= LARGEST {
        // An interval with an integer in it may be that integer.
        let Ok(whole) = x.floor() else { return true };
        if x.contains_integer() {
            return true;
        }
        let rest = x.sub(&Interval::from_rational(&whole, BITS), BITS);
        let next = rest.and_then(|rest| Interval::integer(1).div(&rest, BITS));
        let Ok(next) = next else { return true };
        x = next;
        let Ok(quotient) = x.floor() else { return true };
        let after = &(&quotient * &denominator) + &before;
        (before, denominator) = (denominator, after);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::may_be_rational;
    use crate::expr::Store;
    use crate::library::Library;
    use crate::syntax::parse_expression;

    #[test]
    fn rational_values_are_never_ruled_out() {
        let may_be = |text: &str| {
            let mut store = Store::new();
            let e = parse_expression(text, &mut store, &mut Library::new()).expect(text);
            may_be_rational(&mut store, e)
        };
        for text in ["sqrt(2)^2", "sqrt(2)^2*7/13", "cos(pi/3)", "e^(ln(123456789/987654321))"] {
            assert!(may_be(text), "{text}");
        }
        for text in ["sqrt(2)", "pi", "e^(1/10)", "sigma(1.368)"] {
            assert!(!may_be(text), "{text}");
        }
    }
}
