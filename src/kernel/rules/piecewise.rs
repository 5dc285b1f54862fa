//! Absolute value, sign, maximum, minimum, floor and ceiling.

use super::rules;

rules! {
    /// Rules of functions that are defined in cases.
    TABLE:

    ABS_NEG "piecewise.abs-neg" "the absolute value is even"
        (abs (neg ?u))  =>  (abs ?u)
        when []
        eg "abs(-x)"  =>  "abs(x)"
        cite "Wikipedia, Absolute value: even function"
        rocq Lemma("Rabs_Ropp")

    ABS_ABS "piecewise.abs-abs" "an absolute value twice"
        (abs (abs ?u))  =>  (abs ?u)
        when []
        eg "abs(abs(x))"  =>  "abs(x)"
        cite "Wikipedia, Absolute value: idempotent"
        rocq Lemma("Rabs_Rabsolu")

    ABS_NONNEGATIVE "piecewise.abs-nonnegative" "the absolute value of a nonnegative term"
        (abs ?u)  =>  (?u)
        when [(>= ?u 0)]
        eg "abs(x)"  =>  "x"
        cite "Wikipedia, Absolute value: definition"
        rocq Lemma("Rabs_pos_eq")

    ABS_NONPOSITIVE "piecewise.abs-nonpositive" "the absolute value of a nonpositive term"
        (abs ?u)  =>  (neg ?u)
        when [(<= ?u 0)]
        eg "abs(x)"  =>  "-x"
        cite "Wikipedia, Absolute value: definition"
        rocq Lemma("Rabs_left1")

    ABS_PRODUCT "piecewise.abs-product" "the absolute value of a product"
        (abs (* ?u ?v))  =>  (* (abs ?u) (abs ?v))
        when []
        eg "abs(x*y)"  =>  "abs(x)*abs(y)"
        cite "Rocq Reals, Rbasic_fun: Rabs_mult"
        rocq Lemma("Rabs_mult")

    ABS_QUOTIENT "piecewise.abs-quotient" "the absolute value of a quotient"
        (abs (/ ?u ?v))  =>  (/ (abs ?u) (abs ?v))
        when []
        eg "abs(x/y)"  =>  "abs(x)/abs(y)"
        cite "Rocq Reals, Rbasic_fun: Rabs_mult and Rabs_inv"
        rocq Lacks("from Rabs_mult and Rabs_inv")

    SQUARE_ABS "piecewise.square-abs" "the square of an absolute value"
        (^ (abs ?u) 2)  =>  (^ ?u 2)
        when []
        eg "abs(x)^2"  =>  "x^2"
        cite "from piecewise.abs-product"
        rocq Lemma("pow2_abs")

    ABS_SQUARE "piecewise.abs-square" "the absolute value of a square"
        (abs (^ ?u 2))  =>  (^ ?u 2)
        when []
        eg "abs(x^2)"  =>  "x^2"
        cite "from piecewise.abs-product"
        rocq Lacks("from Rabs_pos_eq")

    ABS_POWER "piecewise.abs-power" "the absolute value of a power"
        (abs (^ ?u ?n))  =>  (^ (abs ?u) ?n)
        when [(integer ?n 1)]
        eg "abs(x^3)"  =>  "abs(x)^3"
        cite "from piecewise.abs-product"
        rocq Lemma("RPow_abs")

    ABS_EXP "piecewise.abs-exp" "exponentials are positive"
        (abs (^ e ?u))  =>  (^ e ?u)
        when []
        eg "abs(e^x)"  =>  "e^x"
        cite "DLMF 4.2.22"
        rocq Lacks("from Rabs_pos_eq and exp_pos")

    ABS_SQRT "piecewise.abs-sqrt" "roots are nonnegative"
        (abs (root ?u 2))  =>  (root ?u 2)
        when []
        eg "abs(sqrt(x))"  =>  "sqrt(x)"
        cite "mathlib Real.sqrt_nonneg"
        rocq Lacks("from Rabs_pos_eq and sqrt_pos")

    SIGN_MUL_ABS "piecewise.sign-mul-abs" "sign times absolute value"
        (* (sign ?u) (abs ?u))  =>  (?u)
        when []
        eg "sign(x)*abs(x)"  =>  "x"
        cite "Wikipedia, Sign function: Basic properties"
        rocq Lacks("the sign function is not in the prelude")

    ABS_MUL_SIGN "piecewise.abs-mul-sign" "absolute value times sign"
        (* (abs ?u) (sign ?u))  =>  (?u)
        when []
        eg "abs(x)*sign(x)"  =>  "x"
        cite "Wikipedia, Sign function: Basic properties"
        rocq Lacks("the sign function is not in the prelude")

    MUL_SIGN "piecewise.mul-sign" "a term times its sign"
        (* ?u (sign ?u))  =>  (abs ?u)
        when []
        eg "x*sign(x)"  =>  "abs(x)"
        cite "Wikipedia, Sign function: Basic properties"
        rocq Lacks("the sign function is not in the prelude")

    SIGN_MUL "piecewise.sign-mul" "the sign times its term"
        (* (sign ?u) ?u)  =>  (abs ?u)
        when []
        eg "sign(x)*x"  =>  "abs(x)"
        cite "Wikipedia, Sign function: Basic properties"
        rocq Lacks("the sign function is not in the prelude")

    DIV_ABS "piecewise.div-abs" "a term over its absolute value"
        (/ ?u (abs ?u))  =>  (sign ?u)
        when [(!= ?u 0)]
        eg "x/abs(x)"  =>  "sign(x)"
        cite "Wikipedia, Sign function: Basic properties"
        rocq Lacks("the sign function is not in the prelude")

    ABS_DIV "piecewise.abs-div" "an absolute value over its term"
        (/ (abs ?u) ?u)  =>  (sign ?u)
        when [(!= ?u 0)]
        eg "abs(x)/x"  =>  "sign(x)"
        cite "Wikipedia, Sign function: Basic properties"
        rocq Lacks("the sign function is not in the prelude")

    SIGN_POSITIVE "piecewise.sign-positive" "the sign of a positive term"
        (sign ?u)  =>  1
        when [(> ?u 0) (defined ?u)]
        eg "sign(x)"  =>  "1"
        cite "from the definition of the sign"
        rocq Lacks("the sign function is not in the prelude")

    SIGN_NEGATIVE "piecewise.sign-negative" "the sign of a negative term"
        (sign ?u)  =>  (neg 1)
        when [(< ?u 0) (defined ?u)]
        eg "sign(x)"  =>  "-1"
        cite "from the definition of the sign"
        rocq Lacks("the sign function is not in the prelude")

    SIGN_NEG "piecewise.sign-neg" "the sign is odd"
        (sign (neg ?u))  =>  (neg (sign ?u))
        when []
        eg "sign(-x)"  =>  "-sign(x)"
        cite "from piecewise.sign-product with the factor -1"
        rocq Lacks("the sign function is not in the prelude")

    SIGN_PRODUCT "piecewise.sign-product" "the sign of a product"
        (sign (* ?u ?v))  =>  (* (sign ?u) (sign ?v))
        when []
        eg "sign(x*y)"  =>  "sign(x)*sign(y)"
        cite "Wikipedia, Sign function: Basic properties"
        rocq Lacks("the sign function is not in the prelude")

    SIGN_SIGN "piecewise.sign-sign" "a sign twice"
        (sign (sign ?u))  =>  (sign ?u)
        when []
        eg "sign(sign(x))"  =>  "sign(x)"
        cite "from the definition of the sign"
        rocq Lacks("the sign function is not in the prelude")

    MAX_SELF "piecewise.max-self" "the maximum of one term"
        (max ?u ?u)  =>  (?u)
        when []
        eg "max(x, x)"  =>  "x"
        cite "bookofproofs.github.io, Closed Formula for the Maximum and Minimum of Two Numbers"
        rocq Lacks("from Rmax_left")

    MIN_SELF "piecewise.min-self" "the minimum of one term"
        (min ?u ?u)  =>  (?u)
        when []
        eg "min(x, x)"  =>  "x"
        cite "bookofproofs.github.io, Closed Formula for the Maximum and Minimum of Two Numbers"
        rocq Lacks("from Rmin_left")

    MAX_LEFT "piecewise.max-left" "the first term is the larger one"
        (max ?u ?v)  =>  (?u)
        when [(>= ?u ?v) (defined ?v)]
        eg "max(x, y)"  =>  "x"
        cite "bookofproofs.github.io, Closed Formula for the Maximum and Minimum of Two Numbers"
        rocq Lemma("Rmax_left")

    MAX_RIGHT "piecewise.max-right" "the second term is the larger one"
        (max ?u ?v)  =>  (?v)
        when [(<= ?u ?v) (defined ?u)]
        eg "max(x, y)"  =>  "y"
        cite "bookofproofs.github.io, Closed Formula for the Maximum and Minimum of Two Numbers"
        rocq Lemma("Rmax_right")

    MIN_LEFT "piecewise.min-left" "the first term is the smaller one"
        (min ?u ?v)  =>  (?u)
        when [(<= ?u ?v) (defined ?v)]
        eg "min(x, y)"  =>  "x"
        cite "bookofproofs.github.io, Closed Formula for the Maximum and Minimum of Two Numbers"
        rocq Lemma("Rmin_left")

    MIN_RIGHT "piecewise.min-right" "the second term is the smaller one"
        (min ?u ?v)  =>  (?v)
        when [(>= ?u ?v) (defined ?u)]
        eg "min(x, y)"  =>  "y"
        cite "bookofproofs.github.io, Closed Formula for the Maximum and Minimum of Two Numbers"
        rocq Lemma("Rmin_right")

    MAX_PLUS_MIN "piecewise.max-plus-min" "maximum plus minimum"
        (+ (max ?u ?v) (min ?u ?v))  =>  (+ ?u ?v)
        when []
        eg "max(x, y) + min(x, y)"  =>  "x + y"
        cite "bookofproofs.github.io, Closed Formula for the Maximum and Minimum of Two Numbers: both added"
        rocq Lacks("by cases, from Rmax_left and Rmin_right")

    MAX_MINUS_MIN "piecewise.max-minus-min" "maximum minus minimum"
        (- (max ?u ?v) (min ?u ?v))  =>  (abs (- ?u ?v))
        when []
        eg "max(x, y) - min(x, y)"  =>  "abs(x - y)"
        cite "bookofproofs.github.io, Closed Formula for the Maximum and Minimum of Two Numbers: one subtracted from the other"
        rocq Lacks("by cases, from Rmax_left and Rmin_right")

    MAX_NEG "piecewise.max-neg" "the maximum of negatives"
        (max (neg ?u) (neg ?v))  =>  (neg (min ?u ?v))
        when []
        eg "max(-x, -y)"  =>  "-min(x, y)"
        cite "bookofproofs.github.io, Closed Formula for the Maximum and Minimum of Two Numbers"
        rocq Lacks("from Ropp_Rmin")

    MIN_NEG "piecewise.min-neg" "the minimum of negatives"
        (min (neg ?u) (neg ?v))  =>  (neg (max ?u ?v))
        when []
        eg "min(-x, -y)"  =>  "-max(x, y)"
        cite "bookofproofs.github.io, Closed Formula for the Maximum and Minimum of Two Numbers"
        rocq Lacks("from Ropp_Rmax")

    MAX_OPPOSITE "piecewise.max-opposite" "a term or its negative"
        (max ?u (neg ?u))  =>  (abs ?u)
        when []
        eg "max(x, -x)"  =>  "abs(x)"
        cite "bookofproofs.github.io, Closed Formula for the Maximum and Minimum of Two Numbers: with y = -x"
        rocq Lacks("by cases, from Rmax_left")

    FLOOR_NATURAL "piecewise.floor-natural" "the floor of an integer"
        (floor ?n)  =>  (?n)
        when [(integer ?n 0)]
        eg "floor(3)"  =>  "3"
        cite "Wikipedia, Floor and ceiling functions: for an integer n"
        rocq Lacks("rounding functions are not in the prelude")

    CEIL_NATURAL "piecewise.ceil-natural" "the ceiling of an integer"
        (ceil ?n)  =>  (?n)
        when [(integer ?n 0)]
        eg "ceil(3)"  =>  "3"
        cite "Wikipedia, Floor and ceiling functions: for an integer n"
        rocq Lacks("rounding functions are not in the prelude")

    FLOOR_FLOOR "piecewise.floor-floor" "a floor twice"
        (floor (floor ?u))  =>  (floor ?u)
        when []
        eg "floor(floor(x))"  =>  "floor(x)"
        cite "Wikipedia, Floor and ceiling functions: Relations among the functions"
        rocq Lacks("rounding functions are not in the prelude")

    CEIL_CEIL "piecewise.ceil-ceil" "a ceiling twice"
        (ceil (ceil ?u))  =>  (ceil ?u)
        when []
        eg "ceil(ceil(x))"  =>  "ceil(x)"
        cite "Wikipedia, Floor and ceiling functions: Relations among the functions"
        rocq Lacks("rounding functions are not in the prelude")

    CEIL_FLOOR "piecewise.ceil-floor" "the ceiling of a floor"
        (ceil (floor ?u))  =>  (floor ?u)
        when []
        eg "ceil(floor(x))"  =>  "floor(x)"
        cite "Wikipedia, Floor and ceiling functions: Relations among the functions"
        rocq Lacks("rounding functions are not in the prelude")

    FLOOR_CEIL "piecewise.floor-ceil" "the floor of a ceiling"
        (floor (ceil ?u))  =>  (ceil ?u)
        when []
        eg "floor(ceil(x))"  =>  "ceil(x)"
        cite "Wikipedia, Floor and ceiling functions: Relations among the functions"
        rocq Lacks("rounding functions are not in the prelude")

    FLOOR_NEG "piecewise.floor-neg" "the floor of a negative"
        (floor (neg ?u))  =>  (neg (ceil ?u))
        when []
        eg "floor(-x)"  =>  "-ceil(x)"
        cite "Wikipedia, Floor and ceiling functions: Relations among the functions"
        rocq Lacks("rounding functions are not in the prelude")

    CEIL_NEG "piecewise.ceil-neg" "the ceiling of a negative"
        (ceil (neg ?u))  =>  (neg (floor ?u))
        when []
        eg "ceil(-x)"  =>  "-floor(x)"
        cite "Wikipedia, Floor and ceiling functions: Relations among the functions"
        rocq Lacks("rounding functions are not in the prelude")

    FLOOR_PLUS "piecewise.floor-plus" "the floor of a shifted term"
        (floor (+ ?u ?n))  =>  (+ (floor ?u) ?n)
        when [(integer ?n 1)]
        eg "floor(x + 2)"  =>  "floor(x) + 2"
        cite "Wikipedia, Floor and ceiling functions: Relations among the functions"
        rocq Lacks("rounding functions are not in the prelude")

    CEIL_PLUS "piecewise.ceil-plus" "the ceiling of a shifted term"
        (ceil (+ ?u ?n))  =>  (+ (ceil ?u) ?n)
        when [(integer ?n 1)]
        eg "ceil(x + 2)"  =>  "ceil(x) + 2"
        cite "Wikipedia, Floor and ceiling functions: Relations among the functions"
        rocq Lacks("rounding functions are not in the prelude")
}
