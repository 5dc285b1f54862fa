//! Differentiation. Each row is a theorem of analysis.

use super::rules;

rules! {
    /// Rules of differentiation.
    TABLE:

    CONSTANT "diff.constant" "derivative of a constant"
        (D ?x ?c)  =>  0
        when [(free ?c ?x) (defined ?c)]
        eg "D(x, a)"  =>  "0"
        cite "DLMF 1.4.4; Wikipedia, Differentiation rules: constant term rule"
        rocq Lemma("d_const")

    IDENTITY "diff.identity" "derivative of the variable"
        (D ?x ?x)  =>  1
        when [(variable ?x)]
        eg "D(x, x)"  =>  "1"
        cite "DLMF 1.4.4: the difference quotient is 1"
        rocq Lemma("d_id")

    SUM "diff.sum" "sum rule"
        (D ?x (+ ?u ?v))  =>  (+ (D ?x ?u) (D ?x ?v))
        when [(differentiable ?u ?x) (differentiable ?v ?x)]
        eg "D(x, x + sin(x))"  =>  "D(x, x) + D(x, sin(x))"
        cite "DLMF 1.4.5"
        rocq Lemma("d_add")

    DIFFERENCE "diff.difference" "difference rule"
        (D ?x (- ?u ?v))  =>  (- (D ?x ?u) (D ?x ?v))
        when [(differentiable ?u ?x) (differentiable ?v ?x)]
        eg "D(x, x - sin(x))"  =>  "D(x, x) - D(x, sin(x))"
        cite "from diff.sum and diff.negation"
        rocq Lemma("d_sub")

    NEGATION "diff.negation" "derivative of a negative"
        (D ?x (neg ?u))  =>  (neg (D ?x ?u))
        when [(differentiable ?u ?x)]
        eg "D(x, -sin(x))"  =>  "-D(x, sin(x))"
        cite "from diff.constant-factor with the factor -1"
        rocq Lemma("d_opp")

    CONSTANT_FACTOR "diff.constant-factor" "constant factor"
        (D ?x (* ?c ?u))  =>  (* ?c (D ?x ?u))
        when [(free ?c ?x) (defined ?c) (differentiable ?u ?x)]
        eg "D(x, 3*sin(x))"  =>  "3*D(x, sin(x))"
        cite "from diff.product and diff.constant"
        rocq Lemma("d_cmul")

    CONSTANT_FACTOR_RIGHT "diff.constant-factor-right" "constant factor"
        (D ?x (* ?u ?c))  =>  (* (D ?x ?u) ?c)
        when [(free ?c ?x) (defined ?c) (differentiable ?u ?x)]
        eg "D(x, sin(x)*a)"  =>  "D(x, sin(x))*a"
        cite "from diff.product and diff.constant"
        rocq Lemma("d_mulc")

    CONSTANT_DIVISOR "diff.constant-divisor" "constant divisor"
        (D ?x (/ ?u ?c))  =>  (/ (D ?x ?u) ?c)
        when [(free ?c ?x) (defined ?c) (!= ?c 0) (differentiable ?u ?x)]
        eg "D(x, sin(x)/2)"  =>  "D(x, sin(x))/2"
        cite "from diff.quotient and diff.constant"
        rocq Lemma("d_divc")

    PRODUCT "diff.product" "product rule"
        (D ?x (* ?u ?v))  =>  (+ (* (D ?x ?u) ?v) (* ?u (D ?x ?v)))
        when [(differentiable ?u ?x) (differentiable ?v ?x)]
        eg "D(x, x*sin(x))"  =>  "D(x, x)*sin(x) + x*D(x, sin(x))"
        cite "DLMF 1.4.6"
        rocq Lemma("d_mul")

    QUOTIENT "diff.quotient" "quotient rule"
        (D ?x (/ ?u ?v))  =>  (/ (- (* (D ?x ?u) ?v) (* ?u (D ?x ?v))) (^ ?v 2))
        when [(differentiable ?u ?x) (differentiable ?v ?x) (!= ?v 0)]
        eg "D(x, sin(x)/x)"  =>  "(D(x, sin(x))*x - sin(x)*D(x, x))/x^2"
        cite "DLMF 1.4.7"
        rocq Lemma("d_div")

    RECIPROCAL "diff.reciprocal" "reciprocal rule"
        (D ?x (/ ?c ?v))  =>  (neg (/ (* ?c (D ?x ?v)) (^ ?v 2)))
        when [(free ?c ?x) (defined ?c) (differentiable ?v ?x) (!= ?v 0)]
        eg "D(x, a/sin(x))"  =>  "-(a*D(x, sin(x))/sin(x)^2)"
        cite "from diff.quotient and diff.constant"
        rocq Lemma("d_inv")

    RECIPROCAL_ONE "diff.reciprocal-one" "reciprocal rule"
        (D ?x (/ 1 ?v))  =>  (neg (/ (D ?x ?v) (^ ?v 2)))
        when [(differentiable ?v ?x) (!= ?v 0)]
        eg "D(x, 1/sin(x))"  =>  "-(D(x, sin(x))/sin(x)^2)"
        cite "from diff.quotient and diff.constant"
        rocq Lemma("d_inv")

    POWER "diff.power" "power rule"
        (D ?x (^ ?x ?n))  =>  (* ?n (^ ?x (- ?n 1)))
        when [(variable ?x) (integer ?n 1)]
        eg "D(x, x^3)"  =>  "3*x^(3 - 1)"
        cite "DLMF 4.7.10 with a = n"
        rocq Lemma("d_pow")

    POWER_ZERO "diff.power-zero" "u^0 = 1 is constant"
        (D ?x (^ ?u 0))  =>  0
        when [(differentiable ?u ?x)]
        eg "D(x, sin(x)^0)"  =>  "0"
        cite "from diff.constant, since u^0 = 1"
        rocq Lemma("d_const")

    POWER_SYMBOLIC "diff.power-symbolic" "power rule and chain rule"
        (D ?x (^ ?u ?c))  =>  (* (* ?c (^ ?u (- ?c 1))) (D ?x ?u))
        when [(free ?c ?x) (defined ?c) (differentiable ?u ?x) (!= ?u 0)]
        eg "D(x, x^a)"  =>  "a*x^(a - 1)*D(x, x)"
        cite "DLMF 4.7.10 and 1.4.10"
        rocq Lemma("d_rpowc")

    POWER_CHAIN "diff.power-chain" "power rule and chain rule"
        (D ?x (^ ?u ?n))  =>  (* (* ?n (^ ?u (- ?n 1))) (D ?x ?u))
        when [(integer ?n 1) (differentiable ?u ?x)]
        eg "D(x, sin(x)^3)"  =>  "3*sin(x)^(3 - 1)*D(x, sin(x))"
        cite "DLMF 4.7.10 and 1.4.10"
        rocq Lemma("d_pow")

    POWER_INTEGER "diff.power-integer" "power rule and chain rule"
        (D ?x (^ ?u ?n))  =>  (* (* ?n (^ ?u (- ?n 1))) (D ?x ?u))
        when [(free ?n ?x) (integer ?n) (>= ?n 1) (differentiable ?u ?x)]
        eg "D(x, sin(x)^2)"  =>  "2*sin(x)^(2 - 1)*D(x, sin(x))"
        cite "DLMF 4.7.10 and 1.4.10"
        rocq Lemma("d_pow")

    POWER_NEGATIVE "diff.power-negative" "power rule and chain rule"
        (D ?x (^ ?u ?n))  =>  (* (* ?n (^ ?u (- ?n 1))) (D ?x ?u))
        when [(negative_integer ?n) (differentiable ?u ?x) (!= ?u 0)]
        eg "D(x, sin(x)^(-2))"  =>  "(-2)*sin(x)^(-2 - 1)*D(x, sin(x))"
        cite "DLMF 4.7.10 and 1.4.10"
        rocq Lemma("d_pow")

    POWER_REAL "diff.power-real" "power rule and chain rule"
        (D ?x (^ ?u ?c))  =>  (* (* ?c (^ ?u (- ?c 1))) (D ?x ?u))
        when [(free ?c ?x) (defined ?c) (differentiable ?u ?x) (> ?u 0)]
        eg "D(x, x^(1/2))"  =>  "(1/2)*x^(1/2 - 1)*D(x, x)"
        cite "DLMF 4.7.10 and 1.4.10"
        rocq Lemma("d_rpowc")

    EXPONENTIAL "diff.exponential" "derivative of the exponential function"
        (D ?x (^ e ?x))  =>  (^ e ?x)
        when [(variable ?x)]
        eg "D(x, e^x)"  =>  "e^x"
        cite "DLMF 4.7.8 with a = 1"
        rocq Lemma("d_exp")

    EXPONENTIAL_CHAIN "diff.exponential-chain" "chain rule, exponential function"
        (D ?x (^ e ?u))  =>  (* (^ e ?u) (D ?x ?u))
        when [(differentiable ?u ?x)]
        eg "D(x, e^(x^2))"  =>  "e^(x^2)*D(x, x^2)"
        cite "DLMF 4.7.8 and 1.4.10"
        rocq Lemma("d_exp")

    EXPONENTIAL_BASE "diff.exponential-base" "exponential rule and chain rule"
        (D ?x (^ ?a ?u))  =>  (* (* (^ ?a ?u) (ln ?a)) (D ?x ?u))
        when [(free ?a ?x) (> ?a 0) (defined ?a) (differentiable ?u ?x)]
        eg "D(x, 2^x)"  =>  "2^x*ln(2)*D(x, x)"
        cite "DLMF 4.7.9 and 1.4.10"
        rocq Lemma("d_rpow")

    POWER_GENERAL "diff.power-general" "logarithmic differentiation"
        (D ?x (^ ?u ?v))  =>  (* (^ ?u ?v) (D ?x (* ?v (ln ?u))))
        when [(> ?u 0) (differentiable ?u ?x) (differentiable ?v ?x)]
        eg "D(x, x^x)"  =>  "x^x*D(x, x*ln(x))"
        cite "DLMF 4.2.28, from diff.exponential-chain"
        rocq Lemma("d_rpow")

    SQRT "diff.sqrt" "derivative of the square root"
        (D ?x (root ?u 2))  =>  (/ (D ?x ?u) (* 2 (root ?u 2)))
        when [(differentiable ?u ?x) (> ?u 0)]
        eg "D(x, sqrt(x^2 + 1))"  =>  "D(x, x^2 + 1)/(2*sqrt(x^2 + 1))"
        cite "DLMF 4.7.10 with a = 1/2, and 1.4.10"
        rocq Lemma("d_sqrt")

    ROOT_EVEN "diff.root-even" "derivative of a root"
        (D ?x (root ?u ?k))  =>  (/ (D ?x ?u) (* ?k (^ (root ?u ?k) (- ?k 1))))
        when [(even_index ?k) (differentiable ?u ?x) (> ?u 0)]
        eg "D(x, root(x, 4))"  =>  "D(x, x)/(4*root(x, 4)^(4 - 1))"
        cite "DLMF 4.7.10 with a = 1/k, and 1.4.10"
        rocq Lacks("roots other than the square root are not in the prelude")

    ROOT_ODD "diff.root-odd" "derivative of a root"
        (D ?x (root ?u ?k))  =>  (/ (D ?x ?u) (* ?k (^ (root ?u ?k) (- ?k 1))))
        when [(odd_index ?k) (differentiable ?u ?x) (!= ?u 0)]
        eg "D(x, cbrt(x))"  =>  "D(x, x)/(3*cbrt(x)^(3 - 1))"
        cite "from diff.root-even and powers.odd-root-neg"
        rocq Lacks("roots other than the square root are not in the prelude")

    LN "diff.ln" "derivative of the logarithm"
        (D ?x (ln ?u))  =>  (/ (D ?x ?u) ?u)
        when [(differentiable ?u ?x) (> ?u 0)]
        eg "D(x, ln(x^2 + 1))"  =>  "D(x, x^2 + 1)/(x^2 + 1)"
        cite "mathlib Real.exp_log, as the inverse of diff.exponential; DLMF 4.2.2"
        rocq Lemma("d_ln")

    SIN "diff.sin" "derivative of the sine"
        (D ?x (sin ?u))  =>  (* (cos ?u) (D ?x ?u))
        when [(differentiable ?u ?x)]
        eg "D(x, sin(x^2))"  =>  "cos(x^2)*D(x, x^2)"
        cite "DLMF 4.20 (A&S 4.3.105-106) and 1.4.10"
        rocq Lemma("d_sin")

    COS "diff.cos" "derivative of the cosine"
        (D ?x (cos ?u))  =>  (neg (* (sin ?u) (D ?x ?u)))
        when [(differentiable ?u ?x)]
        eg "D(x, cos(x^2))"  =>  "-(sin(x^2)*D(x, x^2))"
        cite "DLMF 4.20 (A&S 4.3.105-106) and 1.4.10"
        rocq Lemma("d_cos")

    ASIN "diff.asin" "derivative of the inverse sine"
        (D ?x (asin ?u))  =>  (/ (D ?x ?u) (root (- 1 (^ ?u 2)) 2))
        when [(differentiable ?u ?x) (< (^ ?u 2) 1)]
        eg "D(x, asin(2*x))"  =>  "D(x, 2*x)/sqrt(1 - (2*x)^2)"
        cite "mathlib Real.hasDerivAt_arcsin; DLMF 1.4.10"
        rocq Lemma("d_asin")

    ACOS "diff.acos" "derivative of the inverse cosine"
        (D ?x (acos ?u))  =>  (neg (/ (D ?x ?u) (root (- 1 (^ ?u 2)) 2)))
        when [(differentiable ?u ?x) (< (^ ?u 2) 1)]
        eg "D(x, acos(2*x))"  =>  "-(D(x, 2*x)/sqrt(1 - (2*x)^2))"
        cite "mathlib Real.hasDerivAt_arccos; DLMF 1.4.10"
        rocq Lemma("d_acos")

    ATAN "diff.atan" "derivative of the inverse tangent"
        (D ?x (atan ?u))  =>  (/ (D ?x ?u) (+ 1 (^ ?u 2)))
        when [(differentiable ?u ?x)]
        eg "D(x, atan(2*x))"  =>  "D(x, 2*x)/(1 + (2*x)^2)"
        cite "mathlib HasDerivAt.arctan"
        rocq Lemma("d_atan")

    ERF "diff.erf" "derivative of the error function"
        (D ?x (erf ?u))  =>  (* (/ (* 2 (^ e (neg (^ ?u 2)))) (root pi 2)) (D ?x ?u))
        when [(differentiable ?u ?x)]
        eg "D(x, erf(2*x))"  =>  "2*e^(-(2*x)^2)/sqrt(pi)*D(x, 2*x)"
        cite "DLMF 7.2.1 and 1.4.10"
        rocq Lemma("d_erf")

    ABS "diff.abs" "derivative of the absolute value"
        (D ?x (abs ?u))  =>  (* (sign ?u) (D ?x ?u))
        when [(differentiable ?u ?x) (!= ?u 0)]
        eg "D(x, abs(x^3))"  =>  "sign(x^3)*D(x, x^3)"
        cite "Wikipedia, Absolute value: differentiable everywhere except for 0; DLMF 1.4.10"
        rocq Lemma("d_abs")

    SIGN "diff.sign" "the sign is constant on either side of 0"
        (D ?x (sign ?u))  =>  0
        when [(differentiable ?u ?x) (!= ?u 0)]
        eg "D(x, sign(x))"  =>  "0"
        cite "from the definition of the sign, which is constant on either side of 0"
        rocq Lacks("the sign function is not in the prelude")

    FLOOR "diff.floor" "the floor is constant between integers"
        (D ?x (floor ?u))  =>  0
        when [(differentiable ?u ?x) (!= ?u (floor ?u))]
        eg "D(x, floor(x))"  =>  "0"
        cite "from the definition of the floor, which is constant between integers"
        rocq Lacks("the floor function is not in the prelude")

    CEIL "diff.ceil" "the ceiling is constant between integers"
        (D ?x (ceil ?u))  =>  0
        when [(differentiable ?u ?x) (!= ?u (floor ?u))]
        eg "D(x, ceil(x))"  =>  "0"
        cite "from the definition of the ceiling, which is constant between integers"
        rocq Lacks("the ceiling function is not in the prelude")

    MAX "diff.max" "derivative of a maximum"
        (D ?x (max ?u ?v))  =>  (piecewise (> ?u ?v) (D ?x ?u) (D ?x ?v))
        when [(differentiable ?u ?x) (differentiable ?v ?x) (!= ?u ?v)]
        eg "D(x, max(x, 0))"  =>  "piecewise(x > 0, D(x, x), D(x, 0))"
        cite "from piecewise.max-left and piecewise.max-right near the point"
        rocq Lemma("d_ext_gt")

    MIN "diff.min" "derivative of a minimum"
        (D ?x (min ?u ?v))  =>  (piecewise (< ?u ?v) (D ?x ?u) (D ?x ?v))
        when [(differentiable ?u ?x) (differentiable ?v ?x) (!= ?u ?v)]
        eg "D(x, min(x, 0))"  =>  "piecewise(x < 0, D(x, x), D(x, 0))"
        cite "from piecewise.min-left and piecewise.min-right near the point"
        rocq Lemma("d_ext_lt")
}
