//! Tempting falsehoods, each with a point that refutes it.
//!
//! They are kept so that nobody enters them: a test evaluates both sides at the witness and must
//! see them differ, in value or in being defined. `see` is the id of the row that is true.

/// An equation that is false as it stands.
#[derive(Clone, Copy, Debug)]
pub struct Rejected {
    /// The left side, in the expression language.
    pub lhs: &'static str,
    /// The right side.
    pub rhs: &'static str,
    /// The witness: exact values of the variables, as numerator and denominator.
    pub at: &'static [(&'static str, i64, i64)],
    /// The id of the row that says it rightly.
    pub see: &'static str,
    /// What was overlooked.
    pub slip: &'static str,
}

/// One row a line: `lhs, rhs at x = n/d, … see id: slip`.
macro_rules! rejected {
    ($($lhs:literal, $rhs:literal at $($x:ident = $n:literal / $d:literal),+ see $see:literal
        : $slip:literal)*) => {
        /// All of them.
        pub static TABLE: &[Rejected] = &[$(Rejected {
            lhs: $lhs,
            rhs: $rhs,
            at: &[$((stringify!($x), $n, $d)),+],
            see: $see,
            slip: $slip,
        }),*];
    };
}

#[rustfmt::skip]
rejected! {
    // Arithmetic.
    "x/x", "1" at x = 0/1 see "arith.div-self": "a quotient by zero"
    "0/x", "0" at x = 0/1 see "arith.zero-div": "a quotient by zero"
    "0*ln(x)", "0" at x = -1/1 see "arith.mul-zero": "the factor is not defined"
    "(x*z)/(y*z)", "x/y" at x = 1/1, y = 2/1, z = 0/1 see "arith.cancel-right": "cancelled zero"
    "(x^2 - 1)/(x - 1)", "x + 1" at x = 1/1 see "arith.cancel-product": "cancelled zero"
    "1/(x + y)", "1/x + 1/y" at x = 1/1, y = 1/1 see "arith.add-fractions": "no rule for a sum below the bar"
    "x/(y + z)", "x/y + x/z" at x = 1/1, y = 1/1, z = 1/1 see "arith.add-fractions": "split the denominator"
    "(x + y)^2", "x^2 + y^2" at x = 1/1, y = 1/1 see "arith.square-sum": "the mixed term"
    "(x - y)^2", "x^2 - y^2" at x = 1/1, y = 2/1 see "arith.square-difference": "the mixed term"
    "-(x - y)", "-x - y" at x = 0/1, y = 1/1 see "arith.neg-sub": "the sign of the second term"
    "x/(y/z)", "(x/y)/z" at x = 1/1, y = 1/1, z = 2/1 see "arith.div-by-fraction": "divided by the inverse"
    // Powers and roots.
    "sqrt(x^2)", "x" at x = -1/1 see "powers.sqrt-square": "the root is never negative"
    "sqrt(x)^2", "x" at x = -1/1 see "powers.square-sqrt": "the root does not exist"
    "sqrt(x + y)", "sqrt(x) + sqrt(y)" at x = 9/1, y = 16/1 see "powers.sqrt-product": "no rule for a sum under a root"
    "sqrt(x)*sqrt(y)", "sqrt(x*y)" at x = -1/1, y = -1/1 see "powers.mul-sqrts": "roots of negatives"
    "sqrt(x/y)", "sqrt(x)/sqrt(y)" at x = -1/1, y = -4/1 see "powers.sqrt-quotient": "roots of negatives"
    "(x^2)^(1/2)", "x" at x = -3/1 see "powers.mul-exponents": "multiplied exponents of a negative base"
    "(x^2)^(1/3)", "abs(x)" at x = 8/1 see "powers.mul-exponents": "lost an exponent"
    "cbrt(4)", "2" at x = 0/1 see "powers.power-of-root-odd": "lost an exponent"
    "x^2*x^3", "x^6" at x = 2/1 see "powers.add-integers": "multiplied instead of added exponents"
    "(x^2)^3", "x^5" at x = 2/1 see "powers.mul-integers": "added instead of multiplied exponents"
    "-x^2", "(-x)^2" at x = 1/1 see "powers.even-pow-neg": "the sign is not squared"
    "ln(x)^0", "1" at x = 0/1 see "powers.pow-zero": "the base is not defined"
    "x^(-2)", "-x^2" at x = 2/1 see "powers.negative-integer": "a negative exponent is no minus sign"
    "x^a*x^b", "x^(a + b)" at x = -1/1, a = 1/2, b = 1/2 see "powers.add-exponents": "a negative base"
    // Exponentials and logarithms.
    "ln(x^2)", "2*ln(x)" at x = -1/1 see "explog.ln-even-power": "the logarithm of a negative"
    "ln(x + y)", "ln(x) + ln(y)" at x = 1/1, y = 1/1 see "explog.ln-product": "no rule for a sum under a logarithm"
    "ln(x*y)", "ln(x) + ln(y)" at x = -1/1, y = -1/1 see "explog.ln-product": "the logarithm of a negative"
    "ln(x)/ln(y)", "ln(x) - ln(y)" at x = 2/1, y = 3/1 see "explog.ln-difference": "a quotient of logarithms"
    "ln(x)^2", "2*ln(x)" at x = 2/1 see "explog.ln-power": "the power is outside"
    "e^ln(x)", "x" at x = -1/1 see "explog.exp-ln": "the logarithm of a negative"
    "e^ln(-x)", "x" at x = -1/1 see "explog.exp-ln": "lost a sign"
    "e^(ln(x^2)/2)", "x" at x = -1/1 see "explog.exp-multiple-ln": "lost a sign"
    "e^(x + y)", "e^x + e^y" at x = 0/1, y = 0/1 see "explog.exp-sum": "added instead of multiplied"
    "e^(x*y)", "e^x*e^y" at x = 2/1, y = 3/1 see "explog.exp-sum": "multiplied instead of added exponents"
    // Trigonometry.
    "asin(sin(x))", "x" at x = 3/1 see "inverse.asin-sin": "outside the principal values"
    "acos(cos(x))", "x" at x = -1/1 see "inverse.acos-cos": "outside the principal values"
    "atan(sin(x)/cos(x))", "x" at x = 3/1 see "inverse.atan-tan": "outside the principal values"
    "sin(asin(x))", "x" at x = 2/1 see "inverse.sin-asin": "the inverse sine does not exist"
    "sin(x + y)", "sin(x) + sin(y)" at x = 1/1, y = 1/1 see "trig.sin-sum": "the sine is not linear"
    "sin(2*x)", "2*sin(x)" at x = 1/1 see "trig.sin-double": "the sine is not linear"
    "cos(-x)", "-cos(x)" at x = 0/1 see "trig.cos-neg": "the cosine is even"
    "atan(x) + atan(1/x)", "pi/2" at x = -1/1 see "inverse.atan-plus-reciprocal": "the sign of the argument"
    "acos(-x)", "-acos(x)" at x = 0/1 see "inverse.acos-neg": "the inverse cosine is not odd"
    // Piecewise functions.
    "abs(x + y)", "abs(x) + abs(y)" at x = 1/1, y = -1/1 see "piecewise.abs-product": "terms of different signs"
    "abs(x)", "x" at x = -1/1 see "piecewise.abs-nonnegative": "a negative term"
    "x/abs(x)", "sign(x)" at x = 0/1 see "piecewise.div-abs": "a quotient by zero"
    "max(-x, -y)", "-max(x, y)" at x = 1/1, y = 2/1 see "piecewise.max-neg": "the order turns round"
    "floor(-x)", "-floor(x)" at x = 1/2 see "piecewise.floor-neg": "rounded the other way"
    "floor(x + y)", "floor(x) + floor(y)" at x = 1/2, y = 1/2 see "piecewise.floor-plus": "the carry"
    // Differentiation.
    "D(x, x*sin(x))", "D(x, x)*D(x, sin(x))" at x = 1/1 see "diff.product": "multiplied the derivatives"
    "D(x, sin(x)/x)", "D(x, sin(x))/D(x, x)" at x = 1/1 see "diff.quotient": "divided the derivatives"
    "D(x, ln(x))", "1/x" at x = -1/1 see "diff.ln": "the logarithm does not exist"
    "D(x, ln(2*x))", "1/(2*x)" at x = 1/1 see "diff.ln": "lost the inner derivative"
    "D(x, e^x)", "x*e^(x - 1)" at x = 2/1 see "diff.exponential": "the power rule on an exponential"
    "D(x, 2^x)", "x*2^(x - 1)" at x = 1/1 see "diff.exponential-base": "the power rule on an exponential"
    "D(x, x^x)", "x*x^(x - 1)" at x = 2/1 see "diff.power-general": "the exponent varies"
    "D(x, sin(x^2))", "cos(x^2)" at x = 1/1 see "diff.sin": "lost the inner derivative"
    "D(x, (x^2 + 1)^3)", "3*(x^2 + 1)^2" at x = 1/1 see "diff.power-chain": "lost the inner derivative"
    "D(x, cos(x))", "sin(x)" at x = 1/1 see "diff.cos": "lost a sign"
    "D(x, abs(x))", "sign(x)" at x = 0/1 see "diff.abs": "no derivative at the corner"
    "D(x, max(x, 0))", "piecewise(x > 0, 1, 0)" at x = 0/1 see "diff.max": "no derivative at the corner"
}
