//! Powers and roots. A power is read by value: `u^v` with `u < 0` exists for integers `v` only.

use super::rules;

rules! {
    /// Rules of powers and roots.
    TABLE:

    POW_ZERO "powers.pow-zero" "the power zero"
        (^ ?u 0)  =>  1
        when [(defined ?u)]
        eg "ln(x)^0"  =>  "1"
        cite "DLMF 4.2(iv): z^0 = 1, below 4.2.26"
        rocq Lemma("pow_O")

    POW_ONE "powers.pow-one" "the power one"
        (^ ?u 1)  =>  (?u)
        when []
        eg "x^1"  =>  "x"
        cite "DLMF 4.2.27 with n = 1"
        rocq Lemma("pow_1")

    ONE_POW "powers.one-pow" "a power of one"
        (^ 1 ?u)  =>  1
        when [(defined ?u)]
        eg "1^x"  =>  "1"
        cite "mathlib Real.one_rpow"
        rocq Lacks("Rpower is written out by the exporter")

    ZERO_POW "powers.zero-pow" "a power of zero"
        (^ 0 ?n)  =>  0
        when [(integer ?n 1)]
        eg "0^3"  =>  "0"
        cite "mathlib Real.zero_rpow"
        rocq Lacks("closed by the tactic sd_eq")

    MUL_SELF "powers.mul-self" "a square"
        (* ?u ?u)  =>  (^ ?u 2)
        when []
        eg "x*x"  =>  "x^2"
        cite "DLMF 4.2.27 with n = 2"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    MUL_POW_SELF "powers.mul-pow-self" "one factor more"
        (* (^ ?u ?n) ?u)  =>  (^ ?u (+ ?n 1))
        when [(integer ?n 1)]
        eg "x^3*x"  =>  "x^(3 + 1)"
        cite "DLMF 4.2.27"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    ADD_INTEGERS "powers.add-integers" "adding exponents"
        (* (^ ?u ?m) (^ ?u ?n))  =>  (^ ?u (+ ?m ?n))
        when [(integer ?m 1) (integer ?n 1)]
        eg "x^2*x^3"  =>  "x^(2 + 3)"
        cite "DLMF 4.2.27"
        rocq Lemma("pow_add")

    ADD_EXPONENTS "powers.add-exponents" "adding exponents"
        (* (^ ?u ?a) (^ ?u ?b))  =>  (^ ?u (+ ?a ?b))
        when [(> ?u 0)]
        eg "x^a*x^b"  =>  "x^(a + b)"
        cite "mathlib Real.rpow_add"
        rocq Lemma("Rpower_plus")

    SUB_EXPONENTS "powers.sub-exponents" "subtracting exponents"
        (/ (^ ?u ?a) (^ ?u ?b))  =>  (^ ?u (- ?a ?b))
        when [(> ?u 0)]
        eg "x^a/x^b"  =>  "x^(a - b)"
        cite "mathlib Real.rpow_sub"
        rocq Lacks("from Rpower_plus and Rpower_Ropp")

    MUL_INTEGERS "powers.mul-integers" "a power of a power"
        (^ (^ ?u ?m) ?n)  =>  (^ ?u (* ?m ?n))
        when [(integer ?m 1) (integer ?n 1)]
        eg "(x^2)^3"  =>  "x^(2*3)"
        cite "DLMF 4.2.27"
        rocq Lemma("pow_mult")

    MUL_EXPONENTS "powers.mul-exponents" "a power of a power"
        (^ (^ ?u ?a) ?b)  =>  (^ ?u (* ?a ?b))
        when [(> ?u 0)]
        eg "(x^a)^b"  =>  "x^(a*b)"
        cite "mathlib Real.rpow_mul"
        rocq Lemma("Rpower_mult")

    POW_PRODUCT "powers.pow-product" "a power of a product"
        (^ (* ?u ?v) ?n)  =>  (* (^ ?u ?n) (^ ?v ?n))
        when [(integer ?n 1)]
        eg "(x*y)^3"  =>  "x^3*y^3"
        cite "DLMF 4.2.27"
        rocq Lemma("Rpow_mult_distr")

    POW_PRODUCT_REAL "powers.pow-product-real" "a power of a product"
        (^ (* ?u ?v) ?a)  =>  (* (^ ?u ?a) (^ ?v ?a))
        when [(>= ?u 0) (>= ?v 0)]
        eg "(x*y)^a"  =>  "x^a*y^a"
        cite "mathlib Real.mul_rpow"
        rocq Lacks("Rpower needs positive bases")

    POW_QUOTIENT "powers.pow-quotient" "a power of a quotient"
        (^ (/ ?u ?v) ?n)  =>  (/ (^ ?u ?n) (^ ?v ?n))
        when [(integer ?n 1)]
        eg "(x/y)^3"  =>  "x^3/y^3"
        cite "DLMF 4.2.27"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    NEGATIVE_INTEGER "powers.negative-integer" "a negative exponent"
        (^ ?u (neg ?n))  =>  (/ 1 (^ ?u ?n))
        when [(integer ?n 1)]
        eg "x^(-2)"  =>  "1/x^2"
        cite "DLMF 4.2.27"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    NEGATIVE_EXPONENT "powers.negative-exponent" "a negative exponent"
        (^ ?u (neg ?a))  =>  (/ 1 (^ ?u ?a))
        when [(!= ?u 0)]
        eg "x^(-a)"  =>  "1/x^a"
        cite "mathlib Real.rpow_neg"
        rocq Lemma("Rpower_Ropp")

    EVEN_POW_NEG "powers.even-pow-neg" "an even power of a negative"
        (^ (neg ?u) ?k)  =>  (^ ?u ?k)
        when [(even_index ?k)]
        eg "(-x)^4"  =>  "x^4"
        cite "from powers.pow-product"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    ODD_POW_NEG "powers.odd-pow-neg" "an odd power of a negative"
        (^ (neg ?u) ?k)  =>  (neg (^ ?u ?k))
        when [(odd_index ?k)]
        eg "(-x)^3"  =>  "-x^3"
        cite "from powers.pow-product"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    HALF_POWER "powers.half-power" "the power one half"
        (^ ?u (/ 1 2))  =>  (root ?u 2)
        when []
        eg "x^(1/2)"  =>  "sqrt(x)"
        cite "DLMF 4.2.28 with a = 1/2, and the value at 0"
        rocq Lemma("Rpower_sqrt")

    SQRT_SQUARE "powers.sqrt-square" "the root of a square"
        (root (^ ?u 2) 2)  =>  (abs ?u)
        when []
        eg "sqrt(x^2)"  =>  "abs(x)"
        cite "DLMF 4.2.37; mathlib Real.sqrt_sq_eq_abs"
        rocq Lemma("sqrt_Rsqr_abs")

    SQUARE_SQRT "powers.square-sqrt" "the square of a root"
        (^ (root ?u 2) 2)  =>  (?u)
        when [(>= ?u 0)]
        eg "sqrt(x)^2"  =>  "x"
        cite "mathlib Real.sq_sqrt"
        rocq Lemma("pow2_sqrt")

    SQRT_MUL_SELF "powers.sqrt-mul-self" "a root times itself"
        (* (root ?u 2) (root ?u 2))  =>  (?u)
        when [(>= ?u 0)]
        eg "sqrt(x)*sqrt(x)"  =>  "x"
        cite "mathlib Real.mul_self_sqrt"
        rocq Lemma("sqrt_def")

    SQRT_PRODUCT "powers.sqrt-product" "the root of a product"
        (root (* ?u ?v) 2)  =>  (* (root ?u 2) (root ?v 2))
        when [(>= ?u 0) (>= ?v 0)]
        eg "sqrt(x*y)"  =>  "sqrt(x)*sqrt(y)"
        cite "mathlib Real.sqrt_mul"
        rocq Lemma("sqrt_mult")

    MUL_SQRTS "powers.mul-sqrts" "a product of roots"
        (* (root ?u 2) (root ?v 2))  =>  (root (* ?u ?v) 2)
        when [(>= ?u 0) (>= ?v 0)]
        eg "sqrt(x)*sqrt(y)"  =>  "sqrt(x*y)"
        cite "mathlib Real.sqrt_mul"
        rocq Lemma("sqrt_mult")

    SQRT_QUOTIENT "powers.sqrt-quotient" "the root of a quotient"
        (root (/ ?u ?v) 2)  =>  (/ (root ?u 2) (root ?v 2))
        when [(> ?v 0)]
        eg "sqrt(x/y)"  =>  "sqrt(x)/sqrt(y)"
        cite "mathlib Real.sqrt_div'"
        rocq Lemma("sqrt_div")

    SQRT_RECIPROCAL "powers.sqrt-reciprocal" "a root below the bar"
        (/ 1 (root ?u 2))  =>  (/ (root ?u 2) ?u)
        when []
        eg "1/sqrt(x)"  =>  "sqrt(x)/x"
        cite "mathlib Real.sqrt_div_self'"
        rocq Lacks("closed by the tactic sd_sqrt")

    DIV_SQRT "powers.div-sqrt" "a term over its root"
        (/ ?u (root ?u 2))  =>  (root ?u 2)
        when [(!= ?u 0)]
        eg "x/sqrt(x)"  =>  "sqrt(x)"
        cite "mathlib Real.div_sqrt"
        rocq Lacks("closed by the tactic sd_sqrt")

    ROOT_OF_POWER_EVEN "powers.root-of-power-even" "the root of a power"
        (root (^ ?u ?k) ?k)  =>  (abs ?u)
        when [(even_index ?k)]
        eg "root(x^4, 4)"  =>  "abs(x)"
        cite "from powers.sqrt-square, for an even degree"
        rocq Lacks("roots other than the square root are not in the prelude")

    ROOT_OF_POWER_ODD "powers.root-of-power-odd" "the root of a power"
        (root (^ ?u ?k) ?k)  =>  (?u)
        when [(odd_index ?k)]
        eg "cbrt(x^3)"  =>  "x"
        cite "from the definition of the real odd root"
        rocq Lacks("roots other than the square root are not in the prelude")

    POWER_OF_ROOT_EVEN "powers.power-of-root-even" "the power of a root"
        (^ (root ?u ?k) ?k)  =>  (?u)
        when [(even_index ?k) (>= ?u 0)]
        eg "root(x, 4)^4"  =>  "x"
        cite "from the definition of the root"
        rocq Lacks("roots other than the square root are not in the prelude")

    POWER_OF_ROOT_ODD "powers.power-of-root-odd" "the power of a root"
        (^ (root ?u ?k) ?k)  =>  (?u)
        when [(odd_index ?k)]
        eg "cbrt(x)^3"  =>  "x"
        cite "from the definition of the root"
        rocq Lacks("roots other than the square root are not in the prelude")

    ODD_ROOT_NEG "powers.odd-root-neg" "an odd root of a negative"
        (root (neg ?u) ?k)  =>  (neg (root ?u ?k))
        when [(odd_index ?k)]
        eg "cbrt(-x)"  =>  "-cbrt(x)"
        cite "from powers.odd-pow-neg"
        rocq Lacks("roots other than the square root are not in the prelude")
}
