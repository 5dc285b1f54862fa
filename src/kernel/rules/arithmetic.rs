//! Arithmetic: zero, one, signs, fractions and the binomial formulas.
//!
//! A row whose right side lost a term has `defined` for it: `ln(x) - ln(x)` is 0 only where
//! `ln(x)` is.

use super::rules;

rules! {
    /// Rules of arithmetic.
    TABLE:

    ADD_ZERO "arith.add-zero" "adding zero"
        (+ ?u 0)  =>  (?u)
        when []
        eg "x + 0"  =>  "x"
        cite "Wikiversity, Algebra/Field/Direct/Definition: neutral element of addition"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    ZERO_ADD "arith.zero-add" "adding zero"
        (+ 0 ?u)  =>  (?u)
        when []
        eg "0 + x"  =>  "x"
        cite "Wikiversity, Algebra/Field/Direct/Definition: neutral element of addition"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    SUB_ZERO "arith.sub-zero" "subtracting zero"
        (- ?u 0)  =>  (?u)
        when []
        eg "x - 0"  =>  "x"
        cite "Rocq Reals, RIneq: Rminus_0_r"
        rocq Lemma("Rminus_0_r")

    ZERO_SUB "arith.zero-sub" "subtracting from zero"
        (- 0 ?u)  =>  (neg ?u)
        when []
        eg "0 - x"  =>  "-x"
        cite "Rocq Reals, RIneq: Rminus_0_l"
        rocq Lemma("Rminus_0_l")

    SUB_SELF "arith.sub-self" "a term minus itself"
        (- ?u ?u)  =>  0
        when [(defined ?u)]
        eg "ln(x) - ln(x)"  =>  "0"
        cite "Rocq Reals, RIneq: Rminus_diag_eq"
        rocq Lemma("Rminus_diag_eq")

    ADD_NEG "arith.add-neg" "adding a negative"
        (+ ?u (neg ?v))  =>  (- ?u ?v)
        when []
        eg "x + (-y)"  =>  "x - y"
        cite "Wikiversity, Algebra/Field/Direct/Definition: the negative"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    NEG_ADD "arith.neg-add" "adding to a negative"
        (+ (neg ?u) ?v)  =>  (- ?v ?u)
        when []
        eg "-x + y"  =>  "y - x"
        cite "Wikiversity, Algebra/Field/Direct/Definition: the negative, commutative law"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    SUB_NEG "arith.sub-neg" "subtracting a negative"
        (- ?u (neg ?v))  =>  (+ ?u ?v)
        when []
        eg "x - (-y)"  =>  "x + y"
        cite "from arith.add-neg and arith.neg-neg"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    NEG_NEG "arith.neg-neg" "two minus signs"
        (neg (neg ?u))  =>  (?u)
        when []
        eg "-(-x)"  =>  "x"
        cite "Wikiversity, Algebra/Field/Direct/Definition: the negative"
        rocq Lemma("Ropp_involutive")

    NEG_SUB "arith.neg-sub" "the negative of a difference"
        (neg (- ?u ?v))  =>  (- ?v ?u)
        when []
        eg "-(x - y)"  =>  "y - x"
        cite "Rocq Reals, RIneq: Ropp_minus_distr"
        rocq Lemma("Ropp_minus_distr")

    DOUBLE "arith.double" "twice a term"
        (+ ?u ?u)  =>  (* 2 ?u)
        when []
        eg "x + x"  =>  "2*x"
        cite "Wikiversity, Algebra/Field/Direct/Definition: distributive law"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    MUL_ONE "arith.mul-one" "multiplying by one"
        (* ?u 1)  =>  (?u)
        when []
        eg "x*1"  =>  "x"
        cite "Wikiversity, Algebra/Field/Direct/Definition: neutral element of multiplication"
        rocq Lemma("Rmult_1_r")

    ONE_MUL "arith.one-mul" "multiplying by one"
        (* 1 ?u)  =>  (?u)
        when []
        eg "1*x"  =>  "x"
        cite "Wikiversity, Algebra/Field/Direct/Definition: neutral element of multiplication"
        rocq Lemma("Rmult_1_l")

    MUL_ZERO "arith.mul-zero" "multiplying by zero"
        (* ?u 0)  =>  0
        when [(defined ?u)]
        eg "ln(x)*0"  =>  "0"
        cite "from the field axioms: u*0 = u*(1 - 1)"
        rocq Lemma("Rmult_0_r")

    ZERO_MUL "arith.zero-mul" "multiplying by zero"
        (* 0 ?u)  =>  0
        when [(defined ?u)]
        eg "0*ln(x)"  =>  "0"
        cite "from the field axioms: 0*u = (1 - 1)*u"
        rocq Lemma("Rmult_0_l")

    MUL_NEG "arith.mul-neg" "a factor with a minus sign"
        (* ?u (neg ?v))  =>  (neg (* ?u ?v))
        when []
        eg "x*(-y)"  =>  "-(x*y)"
        cite "Rocq Reals, RIneq: Ropp_mult_distr_r_reverse"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    NEG_MUL "arith.neg-mul" "a factor with a minus sign"
        (* (neg ?u) ?v)  =>  (neg (* ?u ?v))
        when []
        eg "(-x)*y"  =>  "-(x*y)"
        cite "Rocq Reals, RIneq: Ropp_mult_distr_l_reverse"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    NEG_MUL_NEG "arith.neg-mul-neg" "minus times minus"
        (* (neg ?u) (neg ?v))  =>  (* ?u ?v)
        when []
        eg "(-x)*(-y)"  =>  "x*y"
        cite "Rocq Reals, RIneq: Rmult_opp_opp"
        rocq Lemma("Rmult_opp_opp")

    DIV_ONE "arith.div-one" "dividing by one"
        (/ ?u 1)  =>  (?u)
        when []
        eg "x/1"  =>  "x"
        cite "Rocq Reals, RIneq: Rdiv_1_r"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    ZERO_DIV "arith.zero-div" "zero divided"
        (/ 0 ?u)  =>  0
        when [(!= ?u 0) (defined ?u)]
        eg "0/x"  =>  "0"
        cite "Rocq Reals, RIneq: Rdiv_0_l"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    DIV_SELF "arith.div-self" "a term over itself"
        (/ ?u ?u)  =>  1
        when [(!= ?u 0) (defined ?u)]
        eg "x/x"  =>  "1"
        cite "Rocq Reals, RIneq: Rdiv_diag"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    NEG_DIV "arith.neg-div" "a minus sign above the bar"
        (/ (neg ?u) ?v)  =>  (neg (/ ?u ?v))
        when []
        eg "(-x)/y"  =>  "-(x/y)"
        cite "from arith.neg-mul and the inverse"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    DIV_NEG "arith.div-neg" "a minus sign below the bar"
        (/ ?u (neg ?v))  =>  (neg (/ ?u ?v))
        when []
        eg "x/(-y)"  =>  "-(x/y)"
        cite "from arith.mul-neg and the inverse"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    NEG_DIV_NEG "arith.neg-div-neg" "minus over minus"
        (/ (neg ?u) (neg ?v))  =>  (/ ?u ?v)
        when []
        eg "(-x)/(-y)"  =>  "x/y"
        cite "from arith.neg-div and arith.div-neg"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    DIV_DIV "arith.div-div" "a fraction divided"
        (/ (/ ?u ?v) ?w)  =>  (/ ?u (* ?v ?w))
        when []
        eg "(x/y)/z"  =>  "x/(y*z)"
        cite "Wikiversity, Algebra/Field/Direct/Definition: inverse, associative law"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    DIV_BY_FRACTION "arith.div-by-fraction" "dividing by a fraction"
        (/ ?u (/ ?v ?w))  =>  (/ (* ?u ?w) ?v)
        when [(!= ?w 0)]
        eg "x/(y/z)"  =>  "(x*z)/y"
        cite "Wikiversity, Algebra/Field/Direct/Definition: inverse, associative law"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    MUL_FRACTION "arith.mul-fraction" "multiplying a fraction"
        (* ?u (/ ?v ?w))  =>  (/ (* ?u ?v) ?w)
        when []
        eg "x*(y/z)"  =>  "(x*y)/z"
        cite "Rocq Reals, RIneq: Rmult_div_assoc"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    FRACTION_MUL "arith.fraction-mul" "multiplying a fraction"
        (* (/ ?u ?w) ?v)  =>  (/ (* ?u ?v) ?w)
        when []
        eg "(x/z)*y"  =>  "(x*y)/z"
        cite "Rocq Reals, RIneq: Rmult_div_swap"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    FRACTIONS_MUL "arith.fractions-mul" "the product of two fractions"
        (* (/ ?u ?v) (/ ?w ?z))  =>  (/ (* ?u ?w) (* ?v ?z))
        when []
        eg "(x/y)*(a/b)"  =>  "(x*a)/(y*b)"
        cite "from arith.mul-fraction and arith.div-div"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    ADD_FRACTIONS "arith.add-fractions" "fractions with one denominator"
        (+ (/ ?u ?w) (/ ?v ?w))  =>  (/ (+ ?u ?v) ?w)
        when []
        eg "x/z + y/z"  =>  "(x + y)/z"
        cite "Wikiversity, Algebra/Field/Direct/Definition: distributive law"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    SUB_FRACTIONS "arith.sub-fractions" "fractions with one denominator"
        (- (/ ?u ?w) (/ ?v ?w))  =>  (/ (- ?u ?v) ?w)
        when []
        eg "x/z - y/z"  =>  "(x - y)/z"
        cite "Wikiversity, Algebra/Field/Direct/Definition: distributive law"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    CANCEL_RIGHT "arith.cancel-right" "cancelling a factor"
        (/ (* ?u ?w) (* ?v ?w))  =>  (/ ?u ?v)
        when [(!= ?w 0) (defined ?w)]
        eg "(x*z)/(y*z)"  =>  "x/y"
        cite "from arith.div-self"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    CANCEL_LEFT "arith.cancel-left" "cancelling a factor"
        (/ (* ?w ?u) (* ?w ?v))  =>  (/ ?u ?v)
        when [(!= ?w 0) (defined ?w)]
        eg "(z*x)/(z*y)"  =>  "x/y"
        cite "from arith.div-self"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    CANCEL_DENOMINATOR "arith.cancel-denominator" "cancelling the denominator"
        (* (/ ?u ?v) ?v)  =>  (?u)
        when [(!= ?v 0) (defined ?v)]
        eg "(x/y)*y"  =>  "x"
        cite "from arith.div-self"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    CANCEL_PRODUCT "arith.cancel-product" "cancelling a factor"
        (/ (* ?u ?v) ?v)  =>  (?u)
        when [(!= ?v 0) (defined ?v)]
        eg "(x*y)/y"  =>  "x"
        cite "Rocq Reals, RIneq: Rmult_div_l"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    COMMON_FACTOR "arith.common-factor" "a common factor in front"
        (+ (* ?u ?v) (* ?u ?w))  =>  (* ?u (+ ?v ?w))
        when []
        eg "x*y + x*z"  =>  "x*(y + z)"
        cite "Wikiversity, Algebra/Field/Direct/Definition: distributive law"
        rocq Lemma("Rmult_plus_distr_l")

    COMMON_FACTOR_RIGHT "arith.common-factor-right" "a common factor"
        (+ (* ?v ?u) (* ?w ?u))  =>  (* (+ ?v ?w) ?u)
        when []
        eg "y*x + z*x"  =>  "(y + z)*x"
        cite "Wikiversity, Algebra/Field/Direct/Definition: distributive law"
        rocq Lemma("Rmult_plus_distr_r")

    SQUARES_DIFFERENCE "arith.squares-difference" "third binomial formula"
        (- (^ ?u 2) (^ ?v 2))  =>  (* (+ ?u ?v) (- ?u ?v))
        when []
        eg "x^2 - y^2"  =>  "(x + y)*(x - y)"
        cite "Wikiversity, Algebra/Field/Direct/Definition: distributive law, multiplied out"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    SQUARE_SUM "arith.square-sum" "first binomial formula"
        (^ (+ ?u ?v) 2)  =>  (+ (+ (^ ?u 2) (* (* 2 ?u) ?v)) (^ ?v 2))
        when []
        eg "(x + y)^2"  =>  "x^2 + 2*x*y + y^2"
        cite "Wikiversity, Algebra/Field/Direct/Definition: distributive law, multiplied out"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")

    SQUARE_DIFFERENCE "arith.square-difference" "second binomial formula"
        (^ (- ?u ?v) 2)  =>  (+ (- (^ ?u 2) (* (* 2 ?u) ?v)) (^ ?v 2))
        when []
        eg "(x - y)^2"  =>  "x^2 - 2*x*y + y^2"
        cite "Wikiversity, Algebra/Field/Direct/Definition: distributive law, multiplied out"
        rocq Lacks("a ring or field identity, closed by the tactic sd_eq")
}
