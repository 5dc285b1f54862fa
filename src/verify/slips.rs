//! The table of slips: what people write by mistake, as rows of data.
//!
//! A row says what is right and what is written instead. [`BUGS`] are wrong rules: applied to what
//! stood before, they give what was written. [`REPAIRS`] are small misprints: undone in what was
//! written, they make it right.

use crate::pattern::{Pat, pat};

/// A slip.
#[derive(Clone, Copy, Debug)]
pub struct Slip {
    /// An identifier that never changes.
    pub id: &'static str,
    /// The slip in words.
    pub title: &'static str,
    /// What is right.
    pub right: Pat,
    /// What is written instead.
    pub wrong: Pat,
    /// What is right and what is written instead, in the expression language.
    pub example: (&'static str, &'static str),
}

macro_rules! slips {
    ($(#[$doc:meta])* $name:ident: $($id:literal $title:literal $right:tt => $wrong:tt
        eg $from:literal => $to:literal)*) => {
        $(#[$doc])*
        pub const $name: &[Slip] = &[$(Slip {
            id: $id,
            title: $title,
            right: pat!($right),
            wrong: pat!($wrong),
            example: ($from, $to),
        }),*];
    };
}

slips! {
    /// Wrong rules of differentiation.
    DERIVATIVES:

    "product.derivatives" "the product rule is not the product of the derivatives"
        (D ?x (* ?u ?v)) => (* (D ?x ?u) (D ?x ?v))
        eg "D(x, x^2*sin(x))" => "2*x*cos(x)"
    "product.term" "a term of the product rule is missing"
        (D ?x (* ?u ?v)) => (* (D ?x ?u) ?v)
        eg "D(x, x^2*sin(x))" => "2*x*sin(x)"
    "product.term" "a term of the product rule is missing"
        (D ?x (* ?u ?v)) => (* ?u (D ?x ?v))
        eg "D(x, x^2*sin(x))" => "x^2*cos(x)"
    "product.sign" "the product rule has a plus sign"
        (D ?x (* ?u ?v)) => (- (* (D ?x ?u) ?v) (* ?u (D ?x ?v)))
        eg "D(x, x^2*sin(x))" => "2*x*sin(x) - x^2*cos(x)"
    "quotient.order" "the terms of the quotient rule are swapped"
        (D ?x (/ ?u ?v)) => (/ (- (* ?u (D ?x ?v)) (* (D ?x ?u) ?v)) (^ ?v 2))
        eg "D(x, sin(x)/x)" => "(sin(x) - x*cos(x))/x^2"
    "quotient.sign" "the quotient rule has a minus sign"
        (D ?x (/ ?u ?v)) => (/ (+ (* (D ?x ?u) ?v) (* ?u (D ?x ?v))) (^ ?v 2))
        eg "D(x, sin(x)/x)" => "(x*cos(x) + sin(x))/x^2"
    "quotient.denominator" "the denominator of the quotient rule is squared"
        (D ?x (/ ?u ?v)) => (/ (- (* (D ?x ?u) ?v) (* ?u (D ?x ?v))) ?v)
        eg "D(x, sin(x)/x)" => "(x*cos(x) - sin(x))/x"
    "quotient.denominator" "the denominator of the quotient rule was left out"
        (D ?x (/ ?u ?v)) => (- (* (D ?x ?u) ?v) (* ?u (D ?x ?v)))
        eg "D(x, sin(x)/x)" => "x*cos(x) - sin(x)"
    "quotient.derivatives" "the quotient rule is not the quotient of the derivatives"
        (D ?x (/ ?u ?v)) => (/ (D ?x ?u) (D ?x ?v))
        eg "D(x, sin(x)/x)" => "cos(x)"
    "quotient.reciprocal" "the derivative of 1/u has a minus sign"
        (D ?x (/ 1 ?v)) => (/ (D ?x ?v) (^ ?v 2))
        eg "D(x, 1/x)" => "1/x^2"
    "chain.inner" "the inner derivative is missing"
        (D ?x (sin ?u)) => (cos ?u)
        eg "D(x, sin(3*x))" => "cos(3*x)"
    "chain.inner" "the inner derivative is missing"
        (D ?x (cos ?u)) => (neg (sin ?u))
        eg "D(x, cos(3*x))" => "-sin(3*x)"
    "chain.inner" "the inner derivative is missing"
        (D ?x (^ e ?u)) => (^ e ?u)
        eg "D(x, e^(3*x))" => "e^(3*x)"
    "chain.inner" "the inner derivative is missing"
        (D ?x (ln ?u)) => (/ 1 ?u)
        eg "D(x, ln(x^2 + 1))" => "1/(x^2 + 1)"
    "chain.inner" "the inner derivative is missing"
        (D ?x (root ?u 2)) => (/ 1 (* 2 (root ?u 2)))
        eg "D(x, sqrt(x^2 + 1))" => "1/(2*sqrt(x^2 + 1))"
    "chain.inner" "the inner derivative is missing"
        (D ?x (^ ?u ?n)) => (* ?n (^ ?u (- ?n 1)))
        eg "D(x, (x^2 + 1)^3)" => "3*(x^2 + 1)^2"
    "chain.inner" "the inner derivative is missing"
        (D ?x (atan ?u)) => (/ 1 (+ 1 (^ ?u 2)))
        eg "D(x, atan(3*x))" => "1/(1 + (3*x)^2)"
    "chain.outer" "only the inner function was differentiated"
        (D ?x (^ ?u ?n)) => (* ?n (D ?x ?u))
        eg "D(x, (x^2 + 1)^3)" => "3*(2*x)"
    "trigonometric.sign" "the derivative of the cosine has a minus sign"
        (D ?x (cos ?u)) => (* (sin ?u) (D ?x ?u))
        eg "D(x, cos(x))" => "sin(x)"
    "trigonometric.sign" "the derivative of the sine has no minus sign"
        (D ?x (sin ?u)) => (neg (* (cos ?u) (D ?x ?u)))
        eg "D(x, sin(x))" => "-cos(x)"
    "integrated" "this is the integral"
        (D ?x (^ ?x ?n)) => (/ (^ ?x (+ ?n 1)) (+ ?n 1))
        eg "D(x, x^2)" => "x^3/3"
    "integrated" "this is the integral"
        (D ?x (/ 1 ?x)) => (ln ?x)
        eg "D(x, 1/x)" => "ln(x)"
    "power.exponent" "the exponent is one less after differentiating"
        (D ?x (^ ?u ?n)) => (* (* ?n (^ ?u ?n)) (D ?x ?u))
        eg "D(x, x^3)" => "3*x^3"
    "power.factor" "the exponent becomes a factor"
        (D ?x (^ ?u ?n)) => (* (^ ?u (- ?n 1)) (D ?x ?u))
        eg "D(x, x^3)" => "x^2"
    "power.exponential" "e^u is no power of u"
        (D ?x (^ e ?u)) => (* ?u (^ e (- ?u 1)))
        eg "D(x, e^x)" => "x*e^(x - 1)"
}

slips! {
    /// Wrong rules of algebra.
    BUGS:

    "square.sum" "the square of a sum has a mixed term"
        (^ (+ ?u ?v) 2) => (+ (^ ?u 2) (^ ?v 2))
        eg "(x + y)^2" => "x^2 + y^2"
    "square.sum" "the square of a difference has a mixed term"
        (^ (- ?u ?v) 2) => (- (^ ?u 2) (^ ?v 2))
        eg "(x - y)^2" => "x^2 - y^2"
    "square.sum" "the square of a difference has a mixed term"
        (^ (- ?u ?v) 2) => (+ (^ ?u 2) (^ ?v 2))
        eg "(x - y)^2" => "x^2 + y^2"
    "square.mixed" "the mixed term of a square is doubled"
        (^ (+ ?u ?v) 2) => (+ (+ (^ ?u 2) (* ?u ?v)) (^ ?v 2))
        eg "(x + y)^2" => "x^2 + x*y + y^2"
    "root.sum" "the root of a sum is not the sum of the roots"
        (root (+ ?u ?v) 2) => (+ (root ?u 2) (root ?v 2))
        eg "sqrt(x^2 + y^2)" => "sqrt(x^2) + sqrt(y^2)"
    "log.sum" "the logarithm of a sum is not the sum of the logarithms"
        (ln (+ ?u ?v)) => (+ (ln ?u) (ln ?v))
        eg "ln(x + y)" => "ln(x) + ln(y)"
    "log.product" "the logarithm of a product is a sum"
        (ln (* ?u ?v)) => (* (ln ?u) (ln ?v))
        eg "ln(x*y)" => "ln(x)*ln(y)"
    "log.quotient" "the logarithm of a quotient is a difference"
        (ln (/ ?u ?v)) => (/ (ln ?u) (ln ?v))
        eg "ln(x/y)" => "ln(x)/ln(y)"
    "exp.sum" "the exponential of a sum is a product"
        (^ e (+ ?u ?v)) => (+ (^ e ?u) (^ e ?v))
        eg "e^(x + y)" => "e^x + e^y"
    "distribute.partly" "the factor belongs to every term"
        (* ?u (+ ?v ?w)) => (+ (* ?u ?v) ?w)
        eg "x*(y + z)" => "x*y + z"
    "distribute.partly" "the factor belongs to every term"
        (* ?u (- ?v ?w)) => (- (* ?u ?v) ?w)
        eg "x*(y - z)" => "x*y - z"
    "distribute.partly" "the factor belongs to every term"
        (* (+ ?v ?w) ?u) => (+ ?v (* ?w ?u))
        eg "(y + z)*x" => "y + z*x"
    "distribute.minus" "the minus belongs to every term"
        (- ?u (+ ?v ?w)) => (+ (- ?u ?v) ?w)
        eg "x - (y + z)" => "x - y + z"
    "distribute.minus" "the minus belongs to every term"
        (- ?u (- ?v ?w)) => (- (- ?u ?v) ?w)
        eg "x - (y - z)" => "x - y - z"
    "distribute.minus" "the minus belongs to every term"
        (neg (+ ?v ?w)) => (+ (neg ?v) ?w)
        eg "-(y + z)" => "-y + z"
    "fraction.denominator" "a denominator cannot be split"
        (/ ?u (+ ?v ?w)) => (+ (/ ?u ?v) (/ ?u ?w))
        eg "x/(y + z)" => "x/y + x/z"
    "fraction.sum" "fractions are not added part by part"
        (+ (/ ?a ?b) (/ ?c ?d)) => (/ (+ ?a ?c) (+ ?b ?d))
        eg "x/y + z/w" => "(x + z)/(y + w)"
    "fraction.cancel" "only factors cancel, not terms"
        (/ (+ ?u ?v) ?u) => (?v)
        eg "(x + y)/x" => "y"
    "power.power" "exponents of a power of a power are multiplied"
        (^ (^ ?u ?m) ?n) => (^ ?u (+ ?m ?n))
        eg "(x^2)^3" => "x^5"
    "power.product" "exponents of a product are added"
        (* (^ ?u ?m) (^ ?u ?n)) => (^ ?u (* ?m ?n))
        eg "x^2*x^3" => "x^6"
    "power.partly" "the exponent belongs to every factor"
        (^ (* ?u ?v) ?n) => (* ?u (^ ?v ?n))
        eg "(x*y)^2" => "x*y^2"
    "power.negative" "a negative exponent is no minus sign"
        (^ ?u (neg ?n)) => (neg (^ ?u ?n))
        eg "x^(-2)" => "-x^2"
    "sine.sum" "the sine of a sum is not the sum of the sines"
        (sin (+ ?u ?v)) => (+ (sin ?u) (sin ?v))
        eg "sin(x + y)" => "sin(x) + sin(y)"
    "absolute.sum" "the absolute value of a sum is not the sum of the absolute values"
        (abs (+ ?u ?v)) => (+ (abs ?u) (abs ?v))
        eg "abs(x + y)" => "abs(x) + abs(y)"
}

slips! {
    /// Small misprints: what is written, undone.
    REPAIRS:

    "sign.term" "a wrong sign"
        (- ?u ?v) => (+ ?u ?v)
        eg "x - y" => "x + y"
    "sign.term" "a wrong sign"
        (+ ?u ?v) => (- ?u ?v)
        eg "x + y" => "x - y"
    "sign.exponent" "a wrong sign of the exponent"
        (^ e (neg ?u)) => (^ e ?u)
        eg "e^(-x)" => "e^x"
    "sign.exponent" "a wrong sign of the exponent"
        (^ e ?u) => (^ e (neg ?u))
        eg "e^x" => "e^(-x)"
    "sign.lost" "a lost minus sign"
        (neg ?u) => (?u)
        eg "-x" => "x"
    "sign.extra" "a minus sign too much"
        (?u) => (neg ?u)
        eg "x" => "-x"
    "order.difference" "the terms of a difference are swapped"
        (- ?u ?v) => (- ?v ?u)
        eg "x - y" => "y - x"
    "order.quotient" "numerator and denominator are swapped"
        (/ ?u ?v) => (/ ?v ?u)
        eg "x/y" => "y/x"
    "operator.sum" "a sum that should be a product"
        (* ?u ?v) => (+ ?u ?v)
        eg "x*y" => "x + y"
    "operator.product" "a product that should be a sum"
        (+ ?u ?v) => (* ?u ?v)
        eg "x + y" => "x*y"
    "exponent.lost" "a lost square"
        (^ ?u 2) => (?u)
        eg "x^2" => "x"
    "exponent.extra" "a square too much"
        (?u) => (^ ?u 2)
        eg "x" => "x^2"
    "denominator.square" "the denominator should be squared"
        (/ ?u (^ ?v 2)) => (/ ?u ?v)
        eg "x/y^2" => "x/y"
    "function.swapped" "sine and cosine are swapped"
        (sin ?u) => (cos ?u)
        eg "sin(x)" => "cos(x)"
    "function.swapped" "sine and cosine are swapped"
        (cos ?u) => (sin ?u)
        eg "cos(x)" => "sin(x)"
    "root.lost" "a lost root"
        (root ?u 2) => (?u)
        eg "sqrt(x)" => "x"
}

/// All rows.
pub fn all() -> impl Iterator<Item = &'static Slip> {
    DERIVATIVES.iter().chain(BUGS).chain(REPAIRS)
}

#[cfg(test)]
mod tests {
    use super::{DERIVATIVES, all};
    use crate::pattern::Bindings;
    use crate::session::Session;
    use crate::strategy::Claim;
    use crate::syntax::parse_expression;

    #[test]
    fn every_example_is_an_instance_of_its_row_and_false() {
        for slip in all() {
            let mut session = Session::new();
            let engine = &mut session.engine;
            let (store, library) = (engine.kernel.store_mut(), &mut engine.library);
            let right = parse_expression(slip.example.0, store, library).unwrap();
            let wrong = parse_expression(slip.example.1, store, library).unwrap();
            let mut bindings = Bindings::EMPTY;
            assert!(slip.right.matches(store, right, &mut bindings), "{slip:?}");
            let made = slip.wrong.instantiate(store, &bindings).unwrap();
            assert!(matches!(engine.decide(made, wrong), Claim::Proved(_)), "{slip:?}");
            assert!(matches!(engine.decide(right, wrong), Claim::Refuted(_)), "{slip:?}");
        }
        assert!(DERIVATIVES.len() > 20);
    }
}
