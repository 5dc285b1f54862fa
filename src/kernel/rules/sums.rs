//! Sums and products over a range of integers.
//!
//! `(sum ?u ?k ?a ?b)` binds the variable `?k` in `?u`, and in nothing else. A metavariable stands
//! for an expression as it is, so what a row moves out of the scope of `?k` must be free of it; what
//! it puts in place of `?k` it puts there by `at`, which renames what would be captured.

use super::rules;

rules! {
    /// Rules of sums and products over a range.
    TABLE:

    DERIVATIVE "sums.derivative" "differentiate term by term"
        (D ?x (sum ?u ?k ?a ?b))  =>  (sum (D ?x ?u) ?k ?a ?b)
        when [(differentiable (sum ?u ?k ?a ?b) ?x) (free ?x ?k) (free ?a ?x) (free ?b ?x)]
        eg "D(x, sum[k=1..n] x^k)"  =>  "sum[k=1..n] D(x, x^k)"
        cite "DLMF 1.4.5, for each further term"
        rocq Lacks("sums over a range are not in the prelude")

    PRODUCT_DERIVATIVE "sums.product-derivative" "logarithmic derivative of a product"
        (D ?x (prod ?u ?k ?a ?b))  =>  (* (prod ?u ?k ?a ?b) (sum (/ (D ?x ?u) ?u) ?k ?a ?b))
        when [(differentiable (prod ?u ?k ?a ?b) ?x) (free ?x ?k) (free ?a ?x) (free ?b ?x)
              (forall (!= ?u 0) ?k ?a ?b)]
        eg "D(x, prod[k=1..n] (x^2 + k))"  =>
            "(prod[k=1..n] (x^2 + k))*(sum[k=1..n] D(x, x^2 + k)/(x^2 + k))"
        cite "Wikipedia, Product rule: a product of any number of factors"
        rocq Lacks("products over a range are not in the prelude")

    ZERO "sums.zero" "a sum of zeros"
        (sum 0 ?k ?a ?b)  =>  0
        when [(integer ?a) (integer ?b)]
        eg "sum[k=1..n] 0"  =>  "0"
        cite "from sums.constant-factor with the factor 0"
        rocq Lacks("sums over a range are not in the prelude")

    ADD "sums.add" "split the sum"
        (sum (+ ?u ?v) ?k ?a ?b)  =>  (+ (sum ?u ?k ?a ?b) (sum ?v ?k ?a ?b))
        when []
        eg "sum[k=1..n] (x[k] + y[k])"  =>  "sum[k=1..n] x[k] + sum[k=1..n] y[k]"
        cite "Wikipedia, Summation: general identities, associativity and commutativity"
        rocq Lacks("sums over a range are not in the prelude")

    SUB "sums.sub" "split the sum"
        (sum (- ?u ?v) ?k ?a ?b)  =>  (- (sum ?u ?k ?a ?b) (sum ?v ?k ?a ?b))
        when []
        eg "sum[k=1..n] (x[k] - y[k])"  =>  "sum[k=1..n] x[k] - sum[k=1..n] y[k]"
        cite "Wikipedia, Summation: general identities, associativity and commutativity"
        rocq Lacks("sums over a range are not in the prelude")

    NEG "sums.neg" "take out the sign"
        (sum (neg ?u) ?k ?a ?b)  =>  (neg (sum ?u ?k ?a ?b))
        when []
        eg "sum[k=1..n] -x[k]"  =>  "-(sum[k=1..n] x[k])"
        cite "from sums.constant-factor with the factor -1"
        rocq Lacks("sums over a range are not in the prelude")

    CONSTANT_FACTOR "sums.constant-factor" "take out a constant factor"
        (sum (* ?c ?u) ?k ?a ?b)  =>  (* ?c (sum ?u ?k ?a ?b))
        when [(free ?c ?k) (defined ?c)]
        eg "sum[k=1..n] a*x[k]"  =>  "a*(sum[k=1..n] x[k])"
        cite "Wikipedia, Summation: general identities, distributivity"
        rocq Lacks("sums over a range are not in the prelude")

    CONSTANT "sums.constant" "a sum of equal terms"
        (sum ?c ?k ?a ?b)  =>  (* (+ (- ?b ?a) 1) ?c)
        when [(free ?c ?k) (defined ?c) (integer ?a) (integer ?b) (>= ?b (- ?a 1))]
        eg "sum[k=1..n] c"  =>  "(n - 1 + 1)*c"
        cite "Wikipedia, Summation: powers and logarithm of arithmetic progressions"
        rocq Lacks("sums over a range are not in the prelude")

    DELTA "sums.delta" "only one index contributes"
        (sum (* (delta ?k ?i) ?u) ?k ?a ?b)  =>  (at ?u ?k ?i)
        when [(free ?i ?k) (integer ?i) (>= ?i ?a) (<= ?i ?b) (defined (sum ?u ?k ?a ?b))]
        eg "sum[k=1..3] kronecker(k, 2)*x[k]"  =>  "x[k] at k = 2"
        cite "Wikipedia, Kronecker delta: sifting property"
        rocq Lacks("sums over a range are not in the prelude")

    DELTA_ALONE "sums.delta-alone" "only one index contributes"
        (sum (delta ?k ?i) ?k ?a ?b)  =>  1
        when [(free ?i ?k) (integer ?i) (>= ?i ?a) (<= ?i ?b) (integer ?a) (integer ?b)]
        eg "sum[k=1..3] kronecker(k, 2)"  =>  "1"
        cite "from sums.delta with u = 1"
        rocq Lacks("sums over a range are not in the prelude")

    EMPTY "sums.empty" "an empty sum"
        (sum ?u ?k ?a ?b)  =>  0
        when [(integer ?a) (integer ?b) (< ?b ?a)]
        eg "sum[k=1..0] x[k]"  =>  "0"
        cite "Wikipedia, Empty sum"
        rocq Lacks("sums over a range are not in the prelude")

    LAST "sums.last" "split off the last term"
        (sum ?u ?k ?a ?b)  =>  (+ (sum ?u ?k ?a (- ?b 1)) (at ?u ?k ?b))
        when [(integer ?a) (integer ?b) (>= ?b ?a)]
        eg "sum[k=1..3] x[k]"  =>  "sum[k=1..3 - 1] x[k] + (x[k] at k = 3)"
        cite "Wikipedia, Summation: formal definition"
        rocq Lacks("sums over a range are not in the prelude")

    JOIN "sums.join" "join the ranges"
        (+ (sum ?u ?k ?a ?m) (sum ?u ?k (+ ?m 1) ?b))  =>  (sum ?u ?k ?a ?b)
        when [(integer ?a) (integer ?b) (integer ?m) (>= ?m (- ?a 1)) (<= ?m ?b)]
        eg "sum[k=1..2] x[k] + sum[k=2 + 1..5] x[k]"  =>  "sum[k=1..5] x[k]"
        cite "Wikipedia, Summation: general identities, splitting a sum"
        rocq Lacks("sums over a range are not in the prelude")

    EXCHANGE "sums.exchange" "exchange the sums"
        (sum (sum ?u ?j ?c ?d) ?i ?a ?b)  =>  (sum (sum ?u ?i ?a ?b) ?j ?c ?d)
        when [(free ?c ?i) (free ?d ?i) (free ?a ?j) (free ?b ?j) (free ?i ?j)]
        eg "sum[i=1..n] sum[j=1..m] a[i,j]"  =>  "sum[j=1..m] sum[i=1..n] a[i,j]"
        cite "Wikipedia, Summation: general identities, commutativity"
        rocq Lacks("sums over a range are not in the prelude")

    PRODUCT_EMPTY "sums.product-empty" "an empty product"
        (prod ?u ?k ?a ?b)  =>  1
        when [(integer ?a) (integer ?b) (< ?b ?a)]
        eg "prod[k=1..0] x[k]"  =>  "1"
        cite "Wikipedia, Empty product"
        rocq Lacks("products over a range are not in the prelude")

    PRODUCT_LAST "sums.product-last" "split off the last factor"
        (prod ?u ?k ?a ?b)  =>  (* (prod ?u ?k ?a (- ?b 1)) (at ?u ?k ?b))
        when [(integer ?a) (integer ?b) (>= ?b ?a)]
        eg "prod[k=1..3] x[k]"  =>  "(prod[k=1..3 - 1] x[k])*(x[k] at k = 3)"
        cite "Wikipedia, Multiplication: product of a sequence"
        rocq Lacks("products over a range are not in the prelude")

    PRODUCT_MUL "sums.product-mul" "split the product"
        (prod (* ?u ?v) ?k ?a ?b)  =>  (* (prod ?u ?k ?a ?b) (prod ?v ?k ?a ?b))
        when []
        eg "prod[k=1..n] x[k]*y[k]"  =>  "(prod[k=1..n] x[k])*(prod[k=1..n] y[k])"
        cite "Wikipedia, Multiplication: product of a sequence"
        rocq Lacks("products over a range are not in the prelude")
}
