//! Sine and cosine. `tan`, `sec` and so on are definitions of the library.

use super::rules;

rules! {
    /// Rules of sine and cosine.
    TABLE:

    PYTHAGORAS "trig.pythagoras" "Pythagorean identity"
        (+ (^ (sin ?u) 2) (^ (cos ?u) 2))  =>  1
        when [(defined ?u)]
        eg "sin(x)^2 + cos(x)^2"  =>  "1"
        cite "DLMF 4.21.12"
        rocq Lemma("sd_sincos")

    PYTHAGORAS_COS "trig.pythagoras-cos" "Pythagorean identity"
        (+ (^ (cos ?u) 2) (^ (sin ?u) 2))  =>  1
        when [(defined ?u)]
        eg "cos(x)^2 + sin(x)^2"  =>  "1"
        cite "DLMF 4.21.12"
        rocq Lemma("sd_sincos")

    ONE_MINUS_SIN "trig.one-minus-sin" "Pythagorean identity"
        (- 1 (^ (sin ?u) 2))  =>  (^ (cos ?u) 2)
        when []
        eg "1 - sin(x)^2"  =>  "cos(x)^2"
        cite "DLMF 4.21.12"
        rocq Lacks("from sd_sincos")

    ONE_MINUS_COS "trig.one-minus-cos" "Pythagorean identity"
        (- 1 (^ (cos ?u) 2))  =>  (^ (sin ?u) 2)
        when []
        eg "1 - cos(x)^2"  =>  "sin(x)^2"
        cite "DLMF 4.21.12"
        rocq Lacks("from sd_sincos")

    SIN_NEG "trig.sin-neg" "the sine is odd"
        (sin (neg ?u))  =>  (neg (sin ?u))
        when []
        eg "sin(-x)"  =>  "-sin(x)"
        cite "mathlib Real.sin_neg"
        rocq Lemma("sin_neg")

    COS_NEG "trig.cos-neg" "the cosine is even"
        (cos (neg ?u))  =>  (cos ?u)
        when []
        eg "cos(-x)"  =>  "cos(x)"
        cite "mathlib Real.cos_neg"
        rocq Lemma("cos_neg")

    SIN_SUM "trig.sin-sum" "addition formula"
        (sin (+ ?u ?v))  =>  (+ (* (sin ?u) (cos ?v)) (* (cos ?u) (sin ?v)))
        when []
        eg "sin(x + y)"  =>  "sin(x)*cos(y) + cos(x)*sin(y)"
        cite "mathlib Real.sin_add"
        rocq Lemma("sin_plus")

    COS_SUM "trig.cos-sum" "addition formula"
        (cos (+ ?u ?v))  =>  (- (* (cos ?u) (cos ?v)) (* (sin ?u) (sin ?v)))
        when []
        eg "cos(x + y)"  =>  "cos(x)*cos(y) - sin(x)*sin(y)"
        cite "mathlib Real.cos_add"
        rocq Lemma("cos_plus")

    SIN_DIFFERENCE "trig.sin-difference" "addition formula"
        (sin (- ?u ?v))  =>  (- (* (sin ?u) (cos ?v)) (* (cos ?u) (sin ?v)))
        when []
        eg "sin(x - y)"  =>  "sin(x)*cos(y) - cos(x)*sin(y)"
        cite "mathlib Real.sin_sub"
        rocq Lemma("sin_minus")

    COS_DIFFERENCE "trig.cos-difference" "addition formula"
        (cos (- ?u ?v))  =>  (+ (* (cos ?u) (cos ?v)) (* (sin ?u) (sin ?v)))
        when []
        eg "cos(x - y)"  =>  "cos(x)*cos(y) + sin(x)*sin(y)"
        cite "mathlib Real.cos_sub"
        rocq Lemma("cos_minus")

    SIN_DOUBLE "trig.sin-double" "double angle"
        (sin (* 2 ?u))  =>  (* (* 2 (sin ?u)) (cos ?u))
        when []
        eg "sin(2*x)"  =>  "2*sin(x)*cos(x)"
        cite "DLMF 4.21.27"
        rocq Lemma("sin_2a")

    COS_DOUBLE "trig.cos-double" "double angle"
        (cos (* 2 ?u))  =>  (- (^ (cos ?u) 2) (^ (sin ?u) 2))
        when []
        eg "cos(2*x)"  =>  "cos(x)^2 - sin(x)^2"
        cite "DLMF 4.21.28"
        rocq Lacks("from cos_2a")

    COS_DOUBLE_COS "trig.cos-double-cos" "double angle"
        (cos (* 2 ?u))  =>  (- (* 2 (^ (cos ?u) 2)) 1)
        when []
        eg "cos(2*x)"  =>  "2*cos(x)^2 - 1"
        cite "DLMF 4.21.28"
        rocq Lacks("from cos_2a_cos")

    SIN_TRIPLE "trig.sin-triple" "triple angle"
        (sin (* 3 ?u))  =>  (- (* 3 (sin ?u)) (* 4 (^ (sin ?u) 3)))
        when []
        eg "sin(3*x)"  =>  "3*sin(x) - 4*sin(x)^3"
        cite "mathlib Real.sin_three_mul"
        rocq Lemma("sin_3a")

    COS_TRIPLE "trig.cos-triple" "triple angle"
        (cos (* 3 ?u))  =>  (- (* 4 (^ (cos ?u) 3)) (* 3 (cos ?u)))
        when []
        eg "cos(3*x)"  =>  "4*cos(x)^3 - 3*cos(x)"
        cite "mathlib Real.cos_three_mul"
        rocq Lemma("cos_3a")

    SIN_PLUS_PI "trig.sin-plus-pi" "half a turn"
        (sin (+ ?u pi))  =>  (neg (sin ?u))
        when []
        eg "sin(x + pi)"  =>  "-sin(x)"
        cite "from trig.sin-sum and Table 4.17.1"
        rocq Lemma("neg_sin")

    COS_PLUS_PI "trig.cos-plus-pi" "half a turn"
        (cos (+ ?u pi))  =>  (neg (cos ?u))
        when []
        eg "cos(x + pi)"  =>  "-cos(x)"
        cite "from trig.cos-sum and Table 4.17.1"
        rocq Lemma("neg_cos")

    SIN_PLUS_TURN "trig.sin-plus-turn" "a full turn"
        (sin (+ ?u (* 2 pi)))  =>  (sin ?u)
        when []
        eg "sin(x + 2*pi)"  =>  "sin(x)"
        cite "from trig.sin-plus-pi"
        rocq Lemma("sin_2PI")

    COS_PLUS_TURN "trig.cos-plus-turn" "a full turn"
        (cos (+ ?u (* 2 pi)))  =>  (cos ?u)
        when []
        eg "cos(x + 2*pi)"  =>  "cos(x)"
        cite "from trig.cos-plus-pi"
        rocq Lemma("cos_2PI")

    SIN_PI_MINUS "trig.sin-pi-minus" "supplementary angle"
        (sin (- pi ?u))  =>  (sin ?u)
        when []
        eg "sin(pi - x)"  =>  "sin(x)"
        cite "from trig.sin-difference and Table 4.17.1"
        rocq Lemma("sin_PI_x")

    COS_PI_MINUS "trig.cos-pi-minus" "supplementary angle"
        (cos (- pi ?u))  =>  (neg (cos ?u))
        when []
        eg "cos(pi - x)"  =>  "-cos(x)"
        cite "from trig.cos-difference and Table 4.17.1"
        rocq Lacks("from cos_minus")

    SIN_COMPLEMENT "trig.sin-complement" "complementary angle"
        (sin (- (/ pi 2) ?u))  =>  (cos ?u)
        when []
        eg "sin(pi/2 - x)"  =>  "cos(x)"
        cite "from trig.sin-difference and Table 4.17.1"
        rocq Lemma("sin_shift")

    COS_COMPLEMENT "trig.cos-complement" "complementary angle"
        (cos (- (/ pi 2) ?u))  =>  (sin ?u)
        when []
        eg "cos(pi/2 - x)"  =>  "sin(x)"
        cite "from trig.cos-difference and Table 4.17.1"
        rocq Lemma("cos_shift")

    SIN_ZERO "trig.sin-zero" "special value of the sine"
        (sin 0)  =>  0
        when []
        eg "sin(0)"  =>  "0"
        cite "DLMF Table 4.17.1"
        rocq Lemma("sin_0")

    COS_ZERO "trig.cos-zero" "special value of the cosine"
        (cos 0)  =>  1
        when []
        eg "cos(0)"  =>  "1"
        cite "DLMF Table 4.17.1"
        rocq Lemma("cos_0")

    SIN_PI_6 "trig.sin-pi-6" "special value of the sine"
        (sin (/ pi 6))  =>  (/ 1 2)
        when []
        eg "sin(pi/6)"  =>  "1/2"
        cite "DLMF Table 4.17.1"
        rocq Lemma("sin_PI6")

    COS_PI_6 "trig.cos-pi-6" "special value of the cosine"
        (cos (/ pi 6))  =>  (/ (root 3 2) 2)
        when []
        eg "cos(pi/6)"  =>  "sqrt(3)/2"
        cite "DLMF Table 4.17.1"
        rocq Lemma("cos_PI6")

    SIN_PI_4 "trig.sin-pi-4" "special value of the sine"
        (sin (/ pi 4))  =>  (/ (root 2 2) 2)
        when []
        eg "sin(pi/4)"  =>  "sqrt(2)/2"
        cite "DLMF Table 4.17.1"
        rocq Lacks("sin_PI4 states 1/sqrt 2")

    COS_PI_4 "trig.cos-pi-4" "special value of the cosine"
        (cos (/ pi 4))  =>  (/ (root 2 2) 2)
        when []
        eg "cos(pi/4)"  =>  "sqrt(2)/2"
        cite "DLMF Table 4.17.1"
        rocq Lacks("cos_PI4 states 1/sqrt 2")

    SIN_PI_3 "trig.sin-pi-3" "special value of the sine"
        (sin (/ pi 3))  =>  (/ (root 3 2) 2)
        when []
        eg "sin(pi/3)"  =>  "sqrt(3)/2"
        cite "DLMF Table 4.17.1"
        rocq Lemma("sin_PI3")

    COS_PI_3 "trig.cos-pi-3" "special value of the cosine"
        (cos (/ pi 3))  =>  (/ 1 2)
        when []
        eg "cos(pi/3)"  =>  "1/2"
        cite "DLMF Table 4.17.1"
        rocq Lemma("cos_PI3")

    SIN_PI_2 "trig.sin-pi-2" "special value of the sine"
        (sin (/ pi 2))  =>  1
        when []
        eg "sin(pi/2)"  =>  "1"
        cite "DLMF Table 4.17.1"
        rocq Lemma("sin_PI2")

    COS_PI_2 "trig.cos-pi-2" "special value of the cosine"
        (cos (/ pi 2))  =>  0
        when []
        eg "cos(pi/2)"  =>  "0"
        cite "DLMF Table 4.17.1"
        rocq Lemma("cos_PI2")

    SIN_PI "trig.sin-pi" "special value of the sine"
        (sin pi)  =>  0
        when []
        eg "sin(pi)"  =>  "0"
        cite "DLMF Table 4.17.1"
        rocq Lemma("sin_PI")

    COS_PI "trig.cos-pi" "special value of the cosine"
        (cos pi)  =>  (neg 1)
        when []
        eg "cos(pi)"  =>  "-1"
        cite "DLMF Table 4.17.1"
        rocq Lemma("cos_PI")
}
