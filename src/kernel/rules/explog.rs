//! The exponential function and the logarithm. One condition on one factor is enough for a
//! product under a logarithm: the other factor is positive wherever either side is defined.

use super::rules;

rules! {
    /// Rules of exponentials and logarithms.
    TABLE:

    EXP_ZERO "explog.exp-zero" "e to the zero"
        (^ e 0)  =>  1
        when []
        eg "e^0"  =>  "1"
        cite "DLMF 4.2.19 with z = 0"
        rocq Lemma("exp_0")

    EXP_ONE "explog.exp-one" "e to the one"
        (^ e 1)  =>  e
        when []
        eg "e^1"  =>  "e"
        cite "DLMF 4.2.32 with z = 1"
        rocq Lacks("closed by reflexivity")

    EXP_SUM "explog.exp-sum" "adding exponents"
        (* (^ e ?u) (^ e ?v))  =>  (^ e (+ ?u ?v))
        when []
        eg "e^x*e^y"  =>  "e^(x + y)"
        cite "mathlib Real.rpow_add"
        rocq Lemma("exp_plus")

    EXP_DIFFERENCE "explog.exp-difference" "subtracting exponents"
        (/ (^ e ?u) (^ e ?v))  =>  (^ e (- ?u ?v))
        when []
        eg "e^x/e^y"  =>  "e^(x - y)"
        cite "mathlib Real.rpow_sub"
        rocq Lacks("from exp_plus and exp_Ropp")

    EXP_POWER "explog.exp-power" "a power of an exponential"
        (^ (^ e ?u) ?a)  =>  (^ e (* ?a ?u))
        when []
        eg "(e^x)^a"  =>  "e^(a*x)"
        cite "mathlib Real.exp_mul"
        rocq Lacks("sd_exp_nat for a literal exponent")

    EXP_RECIPROCAL "explog.exp-reciprocal" "one over an exponential"
        (/ 1 (^ e ?u))  =>  (^ e (neg ?u))
        when []
        eg "1/e^x"  =>  "e^(-x)"
        cite "DLMF 4.2.21"
        rocq Lemma("exp_Ropp")

    EXP_INVERSE "explog.exp-inverse" "an exponential times its inverse"
        (* (^ e ?u) (^ e (neg ?u)))  =>  1
        when [(defined ?u)]
        eg "e^ln(x)*e^(-ln(x))"  =>  "1"
        cite "DLMF 4.2.21"
        rocq Lacks("from exp_plus and exp_0")

    EXP_INVERSE_LEFT "explog.exp-inverse-left" "an exponential times its inverse"
        (* (^ e (neg ?u)) (^ e ?u))  =>  1
        when [(defined ?u)]
        eg "e^(-ln(x))*e^ln(x)"  =>  "1"
        cite "DLMF 4.2.21"
        rocq Lacks("from exp_plus and exp_0")

    SQRT_EXP "explog.sqrt-exp" "the root of an exponential"
        (root (^ e ?u) 2)  =>  (^ e (/ ?u 2))
        when []
        eg "sqrt(e^x)"  =>  "e^(x/2)"
        cite "from explog.exp-power with a = 1/2"
        rocq Lacks("closed by the tactic sd_sqrt")

    EXP_LN "explog.exp-ln" "e to a logarithm"
        (^ e (ln ?u))  =>  (?u)
        when [(> ?u 0)]
        eg "e^ln(x)"  =>  "x"
        cite "DLMF 4.8.10; mathlib Real.exp_log"
        rocq Lemma("exp_ln")

    EXP_MULTIPLE_LN "explog.exp-multiple-ln" "e to a multiple of a logarithm"
        (^ e (* ?a (ln ?u)))  =>  (^ ?u ?a)
        when [(> ?u 0)]
        eg "e^(a*ln(x))"  =>  "x^a"
        cite "DLMF 4.2.28"
        rocq Lacks("the definition of Rpower")

    LN_ONE "explog.ln-one" "the logarithm of one"
        (ln 1)  =>  0
        when []
        eg "ln(1)"  =>  "0"
        cite "DLMF 4.2(i): the only zero of ln z is at z = 1"
        rocq Lemma("ln_1")

    LN_E "explog.ln-e" "the logarithm of e"
        (ln e)  =>  1
        when []
        eg "ln(e)"  =>  "1"
        cite "DLMF 4.2.12"
        rocq Lacks("from ln_exp with exponent 1")

    LN_EXP "explog.ln-exp" "the logarithm of an exponential"
        (ln (^ e ?u))  =>  (?u)
        when []
        eg "ln(e^x)"  =>  "x"
        cite "DLMF 4.8.9; mathlib Real.log_exp"
        rocq Lemma("ln_exp")

    LN_PRODUCT "explog.ln-product" "the logarithm of a product"
        (ln (* ?u ?v))  =>  (+ (ln ?u) (ln ?v))
        when [(> ?u 0)]
        eg "ln(x*y)"  =>  "ln(x) + ln(y)"
        cite "DLMF 4.8.2"
        rocq Lemma("ln_mult")

    LN_SUM "explog.ln-sum" "a sum of logarithms"
        (+ (ln ?u) (ln ?v))  =>  (ln (* ?u ?v))
        when [(> ?u 0)]
        eg "ln(x) + ln(y)"  =>  "ln(x*y)"
        cite "DLMF 4.8.2"
        rocq Lemma("ln_mult")

    LN_QUOTIENT "explog.ln-quotient" "the logarithm of a quotient"
        (ln (/ ?u ?v))  =>  (- (ln ?u) (ln ?v))
        when [(> ?v 0)]
        eg "ln(x/y)"  =>  "ln(x) - ln(y)"
        cite "DLMF 4.8.4"
        rocq Lemma("sd_ln_div")

    LN_DIFFERENCE "explog.ln-difference" "a difference of logarithms"
        (- (ln ?u) (ln ?v))  =>  (ln (/ ?u ?v))
        when [(> ?v 0)]
        eg "ln(x) - ln(y)"  =>  "ln(x/y)"
        cite "DLMF 4.8.4"
        rocq Lemma("sd_ln_div")

    LN_RECIPROCAL "explog.ln-reciprocal" "the logarithm of a reciprocal"
        (ln (/ 1 ?u))  =>  (neg (ln ?u))
        when []
        eg "ln(1/x)"  =>  "-ln(x)"
        cite "DLMF 4.8.7"
        rocq Lemma("ln_Rinv")

    LN_POWER "explog.ln-power" "the logarithm of a power"
        (ln (^ ?u ?a))  =>  (* ?a (ln ?u))
        when [(> ?u 0)]
        eg "ln(x^a)"  =>  "a*ln(x)"
        cite "DLMF 4.8.13; mathlib Real.log_rpow"
        rocq Lemma("sd_ln_pow")

    LN_EVEN_POWER "explog.ln-even-power" "the logarithm of an even power"
        (ln (^ ?u ?k))  =>  (* ?k (ln (abs ?u)))
        when [(even_index ?k)]
        eg "ln(x^2)"  =>  "2*ln(abs(x))"
        cite "mathlib Real.log_pow and Real.log_abs"
        rocq Lacks("from sd_ln_pow on the absolute value")

    LN_SQRT "explog.ln-sqrt" "the logarithm of a root"
        (ln (root ?u 2))  =>  (/ (ln ?u) 2)
        when []
        eg "ln(sqrt(x))"  =>  "ln(x)/2"
        cite "mathlib Real.log_sqrt"
        rocq Lacks("from sd_ln_pow and sqrt_def")
}
