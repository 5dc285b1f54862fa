//! The inverse trigonometric functions, by their principal values.

use super::rules;

rules! {
    /// Rules of the inverse trigonometric functions.
    TABLE:

    SIN_ASIN "inverse.sin-asin" "the sine of its inverse"
        (sin (asin ?u))  =>  (?u)
        when [(>= ?u (neg 1)) (<= ?u 1)]
        eg "sin(asin(x))"  =>  "x"
        cite "mathlib Real.sin_arcsin"
        rocq Lemma("sin_asin")

    COS_ACOS "inverse.cos-acos" "the cosine of its inverse"
        (cos (acos ?u))  =>  (?u)
        when [(>= ?u (neg 1)) (<= ?u 1)]
        eg "cos(acos(x))"  =>  "x"
        cite "mathlib Real.cos_arccos"
        rocq Lemma("cos_acos")

    COS_ASIN "inverse.cos-asin" "the cosine of an inverse sine"
        (cos (asin ?u))  =>  (root (- 1 (^ ?u 2)) 2)
        when []
        eg "cos(asin(x))"  =>  "sqrt(1 - x^2)"
        cite "mathlib Real.cos_arcsin"
        rocq Lemma("cos_asin")

    SIN_ACOS "inverse.sin-acos" "the sine of an inverse cosine"
        (sin (acos ?u))  =>  (root (- 1 (^ ?u 2)) 2)
        when []
        eg "sin(acos(x))"  =>  "sqrt(1 - x^2)"
        cite "DLMF Table 4.16.3"
        rocq Lemma("sin_acos")

    SIN_ATAN "inverse.sin-atan" "the sine of an inverse tangent"
        (sin (atan ?u))  =>  (/ ?u (root (+ 1 (^ ?u 2)) 2))
        when []
        eg "sin(atan(x))"  =>  "x/sqrt(1 + x^2)"
        cite "mathlib Real.sin_arctan"
        rocq Lemma("sin_atan")

    COS_ATAN "inverse.cos-atan" "the cosine of an inverse tangent"
        (cos (atan ?u))  =>  (/ 1 (root (+ 1 (^ ?u 2)) 2))
        when []
        eg "cos(atan(x))"  =>  "1/sqrt(1 + x^2)"
        cite "mathlib Real.cos_arctan"
        rocq Lemma("cos_atan")

    TAN_ATAN "inverse.tan-atan" "the tangent of its inverse"
        (/ (sin (atan ?u)) (cos (atan ?u)))  =>  (?u)
        when []
        eg "sin(atan(x))/cos(atan(x))"  =>  "x"
        cite "mathlib Real.tan_arctan"
        rocq Lemma("tan_atan")

    ASIN_SIN "inverse.asin-sin" "the inverse sine of a sine"
        (asin (sin ?u))  =>  (?u)
        when [(>= ?u (neg (/ pi 2))) (<= ?u (/ pi 2))]
        eg "asin(sin(x))"  =>  "x"
        cite "mathlib Real.arcsin_sin"
        rocq Lemma("asin_sin")

    ACOS_COS "inverse.acos-cos" "the inverse cosine of a cosine"
        (acos (cos ?u))  =>  (?u)
        when [(>= ?u 0) (<= ?u pi)]
        eg "acos(cos(x))"  =>  "x"
        cite "mathlib Real.arccos_cos"
        rocq Lemma("acos_cos")

    ATAN_TAN "inverse.atan-tan" "the inverse tangent of a tangent"
        (atan (/ (sin ?u) (cos ?u)))  =>  (?u)
        when [(> ?u (neg (/ pi 2))) (< ?u (/ pi 2))]
        eg "atan(sin(x)/cos(x))"  =>  "x"
        cite "mathlib Real.arctan_tan"
        rocq Lemma("atan_tan")

    ASIN_NEG "inverse.asin-neg" "the inverse sine is odd"
        (asin (neg ?u))  =>  (neg (asin ?u))
        when []
        eg "asin(-x)"  =>  "-asin(x)"
        cite "mathlib Real.arcsin_neg"
        rocq Lemma("asin_opp")

    ACOS_NEG "inverse.acos-neg" "the inverse cosine of a negative"
        (acos (neg ?u))  =>  (- pi (acos ?u))
        when []
        eg "acos(-x)"  =>  "pi - acos(x)"
        cite "from inverse.asin-neg and inverse.acos-asin"
        rocq Lemma("acos_opp")

    ATAN_NEG "inverse.atan-neg" "the inverse tangent is odd"
        (atan (neg ?u))  =>  (neg (atan ?u))
        when []
        eg "atan(-x)"  =>  "-atan(x)"
        cite "mathlib Real.arctan_neg"
        rocq Lemma("atan_opp")

    ASIN_PLUS_ACOS "inverse.asin-plus-acos" "complementary angles"
        (+ (asin ?u) (acos ?u))  =>  (/ pi 2)
        when [(>= ?u (neg 1)) (<= ?u 1) (defined ?u)]
        eg "asin(x) + acos(x)"  =>  "pi/2"
        cite "mathlib Real.arccos_eq_pi_div_two_sub_arcsin"
        rocq Lacks("from acos_asin")

    COMPLEMENT_ASIN "inverse.acos-asin" "complementary angles"
        (- (/ pi 2) (asin ?u))  =>  (acos ?u)
        when []
        eg "pi/2 - asin(x)"  =>  "acos(x)"
        cite "mathlib Real.arccos_eq_pi_div_two_sub_arcsin"
        rocq Lacks("from acos_asin")

    ATAN_PLUS_RECIPROCAL "inverse.atan-plus-reciprocal" "complementary angles"
        (+ (atan ?u) (atan (/ 1 ?u)))  =>  (/ pi 2)
        when [(> ?u 0) (defined ?u)]
        eg "atan(x) + atan(1/x)"  =>  "pi/2"
        cite "mathlib Real.arctan_inv_of_pos"
        rocq Lemma("atan_inv")

    ASIN_ZERO "inverse.asin-zero" "special value of the inverse sine"
        (asin 0)  =>  0
        when []
        eg "asin(0)"  =>  "0"
        cite "mathlib Real.arcsin_zero"
        rocq Lemma("asin_0")

    ASIN_HALF "inverse.asin-half" "special value of the inverse sine"
        (asin (/ 1 2))  =>  (/ pi 6)
        when []
        eg "asin(1/2)"  =>  "pi/6"
        cite "from DLMF Table 4.17.1 and inverse.asin-sin"
        rocq Lacks("from asin_sin and sin_PI6")

    ASIN_ONE "inverse.asin-one" "special value of the inverse sine"
        (asin 1)  =>  (/ pi 2)
        when []
        eg "asin(1)"  =>  "pi/2"
        cite "mathlib Real.arcsin_one"
        rocq Lemma("asin_1")

    ACOS_ZERO "inverse.acos-zero" "special value of the inverse cosine"
        (acos 0)  =>  (/ pi 2)
        when []
        eg "acos(0)"  =>  "pi/2"
        cite "mathlib Real.arccos_zero"
        rocq Lemma("acos_0")

    ACOS_HALF "inverse.acos-half" "special value of the inverse cosine"
        (acos (/ 1 2))  =>  (/ pi 3)
        when []
        eg "acos(1/2)"  =>  "pi/3"
        cite "from DLMF Table 4.17.1 and inverse.acos-cos"
        rocq Lacks("from acos_cos and cos_PI3")

    ACOS_ONE "inverse.acos-one" "special value of the inverse cosine"
        (acos 1)  =>  0
        when []
        eg "acos(1)"  =>  "0"
        cite "mathlib Real.arccos_one"
        rocq Lemma("acos_1")

    ACOS_MINUS_ONE "inverse.acos-minus-one" "special value of the inverse cosine"
        (acos (neg 1))  =>  pi
        when []
        eg "acos(-1)"  =>  "pi"
        cite "mathlib Real.arccos_neg_one"
        rocq Lacks("from acos_opp and acos_1")

    ATAN_ZERO "inverse.atan-zero" "special value of the inverse tangent"
        (atan 0)  =>  0
        when []
        eg "atan(0)"  =>  "0"
        cite "mathlib Real.arctan_zero"
        rocq Lemma("atan_0")

    ATAN_ONE "inverse.atan-one" "special value of the inverse tangent"
        (atan 1)  =>  (/ pi 4)
        when []
        eg "atan(1)"  =>  "pi/4"
        cite "mathlib Real.arctan_one"
        rocq Lemma("atan_1")
}
