//! Gradients, Jacobians and pullbacks. A pullback `pullback[X](M, C)` is the gradient of `dot(C, M)`
//! with `C` held fixed, so the rows on it are the chain rule from the outside in.
//!
//! Derivatives by a symmetric matrix are those by its free entries: an entry moves the one opposite
//! to it. The chain rule does not care, so only the row for the variable itself is another.

use super::rules;

rules! {
    /// Rules of differentiation by matrices.
    TABLE:

    SUM "gradient.sum" "sum rule"
        (grad ?x (+ ?u ?v))  =>  (madd (grad ?x ?u) (grad ?x ?v))
        when [(differentiable ?u ?x) (differentiable ?v ?x)]
        eg "grad[X](tr(X) + det(X))"  =>  "grad[X](tr(X)) + grad[X](det(X))"
        cite "from diff.sum, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    SUM_LEFT "gradient.sum-left" "constant term"
        (grad ?x (+ ?u ?v))  =>  (grad ?x ?u)
        when [(differentiable ?u ?x) (free ?v ?x) (defined ?v)]
        eg "grad[X](tr(X) + s)"  =>  "grad[X](tr(X))"
        cite "from gradient.sum"
        rocq Lacks("matrices are not in the prelude")

    SUM_RIGHT "gradient.sum-right" "constant term"
        (grad ?x (+ ?u ?v))  =>  (grad ?x ?v)
        when [(differentiable ?v ?x) (free ?u ?x) (defined ?u)]
        eg "grad[X](s + tr(X))"  =>  "grad[X](tr(X))"
        cite "from gradient.sum"
        rocq Lacks("matrices are not in the prelude")

    DIFFERENCE "gradient.difference" "difference rule"
        (grad ?x (- ?u ?v))  =>  (msub (grad ?x ?u) (grad ?x ?v))
        when [(differentiable ?u ?x) (differentiable ?v ?x)]
        eg "grad[X](tr(X) - det(X))"  =>  "grad[X](tr(X)) - grad[X](det(X))"
        cite "from diff.difference, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    DIFFERENCE_LEFT "gradient.difference-left" "constant term"
        (grad ?x (- ?u ?v))  =>  (grad ?x ?u)
        when [(differentiable ?u ?x) (free ?v ?x) (defined ?v)]
        eg "grad[X](tr(X) - s)"  =>  "grad[X](tr(X))"
        cite "from gradient.difference"
        rocq Lacks("matrices are not in the prelude")

    DIFFERENCE_RIGHT "gradient.difference-right" "constant term"
        (grad ?x (- ?u ?v))  =>  (mneg (grad ?x ?v))
        when [(differentiable ?v ?x) (free ?u ?x) (defined ?u)]
        eg "grad[X](s - tr(X))"  =>  "-grad[X](tr(X))"
        cite "from gradient.difference"
        rocq Lacks("matrices are not in the prelude")

    NEGATION "gradient.negation" "gradient of a negative"
        (grad ?x (neg ?u))  =>  (mneg (grad ?x ?u))
        when [(differentiable ?u ?x)]
        eg "grad[X](-tr(X))"  =>  "-grad[X](tr(X))"
        cite "from diff.negation, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    CONSTANT "gradient.constant" "gradient of a constant"
        (grad ?x ?c)  =>  (zeros (rows ?x) (cols ?x))
        when [(free ?c ?x) (defined ?c)]
        eg "grad[X](s)"  =>  "zeros(n, n)"
        cite "from diff.constant, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    CONSTANT_FACTOR "gradient.constant-factor" "constant factor"
        (grad ?x (* ?c ?u))  =>  (scale ?c (grad ?x ?u))
        when [(free ?c ?x) (defined ?c) (differentiable ?u ?x)]
        eg "grad[X](3*tr(X))"  =>  "3*grad[X](tr(X))"
        cite "from diff.constant-factor, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    CONSTANT_FACTOR_RIGHT "gradient.constant-factor-right" "constant factor"
        (grad ?x (* ?u ?c))  =>  (scale ?c (grad ?x ?u))
        when [(free ?c ?x) (defined ?c) (differentiable ?u ?x)]
        eg "grad[X](tr(X)*3)"  =>  "3*grad[X](tr(X))"
        cite "from diff.constant-factor-right, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    CONSTANT_DIVISOR "gradient.constant-divisor" "constant divisor"
        (grad ?x (/ ?u ?c))  =>  (over (grad ?x ?u) ?c)
        when [(free ?c ?x) (defined ?c) (!= ?c 0) (differentiable ?u ?x)]
        eg "grad[X](tr(X)/3)"  =>  "grad[X](tr(X))/3"
        cite "from diff.constant-divisor, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PRODUCT "gradient.product" "product rule"
        (grad ?x (* ?u ?v))  =>  (madd (scale ?v (grad ?x ?u)) (scale ?u (grad ?x ?v)))
        when [(differentiable ?u ?x) (differentiable ?v ?x)]
        eg "grad[X](tr(X)*det(X))"  =>  "det(X)*grad[X](tr(X)) + tr(X)*grad[X](det(X))"
        cite "from diff.product, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    NORM_SQUARED "gradient.norm-squared" "derivative of a squared norm"
        (grad ?x (^ (norm ?m) 2))  =>  (scale 2 (pullback ?x ?m ?m))
        when [(differentiable ?m ?x)]
        eg "grad[x](norm(A*x)^2)"  =>  "2*pullback[x](A*x, A*x)"
        cite "The Matrix Cookbook (2012), equation 131"
        rocq Lacks("matrices are not in the prelude")

    NORM "gradient.norm" "derivative of a norm"
        (grad ?x (norm ?m))  =>  (over (pullback ?x ?m ?m) (norm ?m))
        when [(differentiable ?m ?x) (!= (norm ?m) 0)]
        eg "grad[x](norm(A*x))"  =>  "pullback[x](A*x, A*x)/norm(A*x)"
        cite "The Matrix Cookbook (2012), equation 129"
        rocq Lacks("matrices are not in the prelude")

    DOT "gradient.dot" "product rule"
        (grad ?x (dot ?a ?b))  =>  (madd (pullback ?x ?a ?b) (pullback ?x ?b ?a))
        when [(differentiable ?a ?x) (differentiable ?b ?x)]
        eg "grad[x](dot(x, A*x))"  =>  "pullback[x](x, A*x) + pullback[x](A*x, x)"
        cite "Magnus and Neudecker, Matrix Differential Calculus, section 9.9, as collected in UCLA Biostat 216 (2019)"
        rocq Lacks("matrices are not in the prelude")

    DOT_SELF "gradient.dot-self" "derivative of a square"
        (grad ?x (dot ?m ?m))  =>  (scale 2 (pullback ?x ?m ?m))
        when [(differentiable ?m ?x)]
        eg "grad[x](dot(x, x))"  =>  "2*pullback[x](x, x)"
        cite "from gradient.dot"
        rocq Lacks("matrices are not in the prelude")

    DOT_LEFT "gradient.dot-left" "constant factor"
        (grad ?x (dot ?a ?b))  =>  (pullback ?x ?a ?b)
        when [(differentiable ?a ?x) (free ?b ?x) (defined ?b)]
        eg "grad[x](dot(x, y))"  =>  "pullback[x](x, y)"
        cite "from gradient.dot"
        rocq Lacks("matrices are not in the prelude")

    DOT_RIGHT "gradient.dot-right" "constant factor"
        (grad ?x (dot ?a ?b))  =>  (pullback ?x ?b ?a)
        when [(differentiable ?b ?x) (free ?a ?x) (defined ?a)]
        eg "grad[x](dot(y, x))"  =>  "pullback[x](x, y)"
        cite "from gradient.dot"
        rocq Lacks("matrices are not in the prelude")

    TRACE "gradient.trace" "derivative of a trace"
        (grad ?x (tr ?m))  =>  (pullback ?x ?m (eye (rows ?m)))
        when [(differentiable ?m ?x)]
        eg "grad[X](tr(A*X))"  =>  "pullback[X](A*X, eye(n))"
        cite "The Matrix Cookbook (2012), equation 99"
        rocq Lacks("matrices are not in the prelude")

    TOTAL "gradient.total" "derivative of a sum of entries"
        (grad ?x (total ?m))  =>  (pullback ?x ?m (ones (rows ?m) (cols ?m)))
        when [(differentiable ?m ?x)]
        eg "grad[X](sum(A*X))"  =>  "pullback[X](A*X, ones(n, n))"
        cite "from diff.sum, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    ENTRY "gradient.entry" "derivative of the only entry"
        (grad ?x (entry ?m))  =>  (pullback ?x ?m (eye 1))
        when [(differentiable ?m ?x)]
        eg "grad[x](x^T*y)"  =>  "pullback[x](x^T*y, eye(1))"
        cite "from the definition of the pullback"
        rocq Lacks("matrices are not in the prelude")

    DETERMINANT "gradient.determinant" "Jacobi's formula"
        (grad ?x (det ?m))  =>  (scale (det ?m) (pullback ?x ?m (transpose (inverse ?m))))
        when [(differentiable ?m ?x) (!= (det ?m) 0)]
        eg "grad[X](det(X))"  =>  "det(X)*pullback[X](X, inv(X)^T)"
        cite "The Matrix Cookbook (2012), equations 42, 46 and 49"
        rocq Lacks("matrices are not in the prelude")

    LN_DETERMINANT "gradient.ln-determinant" "Jacobi's formula"
        (grad ?x (ln (det ?m)))  =>  (pullback ?x ?m (transpose (inverse ?m)))
        when [(differentiable ?m ?x) (> (det ?m) 0)]
        eg "grad[X](ln(det(X)))"  =>  "pullback[X](X, inv(X)^T)"
        cite "The Matrix Cookbook (2012), equation 43"
        rocq Lacks("matrices are not in the prelude")

    LN_ABS_DETERMINANT "gradient.ln-abs-determinant" "Jacobi's formula"
        (grad ?x (ln (abs (det ?m))))  =>  (pullback ?x ?m (transpose (inverse ?m)))
        when [(differentiable ?m ?x) (!= (det ?m) 0)]
        eg "grad[X](ln(abs(det(X))))"  =>  "pullback[X](X, inv(X)^T)"
        cite "The Matrix Cookbook (2012), equation 57"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_VARIABLE "gradient.pullback-variable" "derivative of the variable"
        (pullback ?x ?x ?c)  =>  (?c)
        when [(variable ?x) (unstructured ?x)]
        eg "pullback[X](X, C)"  =>  "C"
        cite "The Matrix Cookbook (2012), equation 32"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_SYMMETRIC "gradient.pullback-symmetric" "derivative of a symmetric variable"
        (pullback ?x ?x ?c)  =>  (msub (madd ?c (transpose ?c)) (hadamard ?c (eye (rows ?x))))
        when [(variable ?x) (symmetric ?x)]
        eg "pullback[S](S, C)"  =>  "C + C^T - C .* eye(n)"
        cite "The Matrix Cookbook (2012), equation 138"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_CONSTANT "gradient.pullback-constant" "constant"
        (pullback ?x ?m ?c)  =>  (zeros (rows ?x) (cols ?x))
        when [(free ?m ?x) (defined ?m) (defined ?c)]
        eg "pullback[X](A, C)"  =>  "zeros(n, n)"
        cite "from diff.constant, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_SUM "gradient.pullback-sum" "sum rule"
        (pullback ?x (madd ?a ?b) ?c)  =>  (madd (pullback ?x ?a ?c) (pullback ?x ?b ?c))
        when [(differentiable ?a ?x) (differentiable ?b ?x)]
        eg "pullback[X](X + X^T, C)"  =>  "pullback[X](X, C) + pullback[X](X^T, C)"
        cite "from diff.sum, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_SUM_LEFT "gradient.pullback-sum-left" "constant term"
        (pullback ?x (madd ?a ?b) ?c)  =>  (pullback ?x ?a ?c)
        when [(differentiable ?a ?x) (free ?b ?x) (defined ?b)]
        eg "pullback[X](X + A, C)"  =>  "pullback[X](X, C)"
        cite "from diff.sum, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_SUM_RIGHT "gradient.pullback-sum-right" "constant term"
        (pullback ?x (madd ?a ?b) ?c)  =>  (pullback ?x ?b ?c)
        when [(differentiable ?b ?x) (free ?a ?x) (defined ?a)]
        eg "pullback[X](A + X, C)"  =>  "pullback[X](X, C)"
        cite "from diff.sum, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_DIFFERENCE "gradient.pullback-difference" "difference rule"
        (pullback ?x (msub ?a ?b) ?c)  =>  (msub (pullback ?x ?a ?c) (pullback ?x ?b ?c))
        when [(differentiable ?a ?x) (differentiable ?b ?x)]
        eg "pullback[X](X - X^T, C)"  =>  "pullback[X](X, C) - pullback[X](X^T, C)"
        cite "from diff.difference, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_DIFFERENCE_LEFT "gradient.pullback-difference-left" "constant term"
        (pullback ?x (msub ?a ?b) ?c)  =>  (pullback ?x ?a ?c)
        when [(differentiable ?a ?x) (free ?b ?x) (defined ?b)]
        eg "pullback[X](X - A, C)"  =>  "pullback[X](X, C)"
        cite "from diff.difference, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_DIFFERENCE_RIGHT "gradient.pullback-difference-right" "constant term"
        (pullback ?x (msub ?a ?b) ?c)  =>  (mneg (pullback ?x ?b ?c))
        when [(differentiable ?b ?x) (free ?a ?x) (defined ?a)]
        eg "pullback[X](A - X, C)"  =>  "-pullback[X](X, C)"
        cite "from diff.difference, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_NEGATION "gradient.pullback-negation" "derivative of a negative"
        (pullback ?x (mneg ?m) ?c)  =>  (mneg (pullback ?x ?m ?c))
        when [(differentiable ?m ?x)]
        eg "pullback[X](-X, C)"  =>  "-pullback[X](X, C)"
        cite "from diff.negation, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_PRODUCT "gradient.pullback-product" "product rule"
        (pullback ?x (mmul ?a ?b) ?c)  =>  (madd (pullback ?x ?a (mmul ?c (transpose ?b))) (pullback ?x ?b (mmul (transpose ?a) ?c)))
        when [(differentiable ?a ?x) (differentiable ?b ?x)]
        eg "pullback[X](X*X, C)"  =>  "pullback[X](X, C*X^T) + pullback[X](X, X^T*C)"
        cite "from diff.product, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_PRODUCT_LEFT "gradient.pullback-product-left" "constant factor"
        (pullback ?x (mmul ?a ?b) ?c)  =>  (pullback ?x ?a (mmul ?c (transpose ?b)))
        when [(differentiable ?a ?x) (free ?b ?x) (defined ?b)]
        eg "pullback[X](X*A, C)"  =>  "pullback[X](X, C*A^T)"
        cite "from diff.product, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_PRODUCT_RIGHT "gradient.pullback-product-right" "constant factor"
        (pullback ?x (mmul ?a ?b) ?c)  =>  (pullback ?x ?b (mmul (transpose ?a) ?c))
        when [(differentiable ?b ?x) (free ?a ?x) (defined ?a)]
        eg "pullback[X](A*X, C)"  =>  "pullback[X](X, A^T*C)"
        cite "from diff.product, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_TRANSPOSE "gradient.pullback-transpose" "derivative of a transpose"
        (pullback ?x (transpose ?m) ?c)  =>  (pullback ?x ?m (transpose ?c))
        when [(differentiable ?m ?x)]
        eg "pullback[X](X^T, C)"  =>  "pullback[X](X, C^T)"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_SCALE "gradient.pullback-scale" "constant factor"
        (pullback ?x (scale ?s ?m) ?c)  =>  (scale ?s (pullback ?x ?m ?c))
        when [(differentiable ?m ?x) (free ?s ?x) (defined ?s)]
        eg "pullback[X](s*X, C)"  =>  "s*pullback[X](X, C)"
        cite "from diff.constant-factor, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_SCALE_NUMBER "gradient.pullback-scale-number" "constant matrix"
        (pullback ?x (scale ?s ?m) ?c)  =>  (scale (dot ?m ?c) (grad ?x ?s))
        when [(differentiable ?s ?x) (free ?m ?x) (defined ?m)]
        eg "pullback[X](tr(X)*A, C)"  =>  "dot(A, C)*grad[X](tr(X))"
        cite "from diff.constant-factor, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_SCALE_BOTH "gradient.pullback-scale-both" "product rule"
        (pullback ?x (scale ?s ?m) ?c)  =>  (madd (scale ?s (pullback ?x ?m ?c)) (scale (dot ?m ?c) (grad ?x ?s)))
        when [(differentiable ?s ?x) (differentiable ?m ?x)]
        eg "pullback[X](tr(X)*X, C)"  =>  "tr(X)*pullback[X](X, C) + dot(X, C)*grad[X](tr(X))"
        cite "from diff.product, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_OVER "gradient.pullback-over" "constant divisor"
        (pullback ?x (over ?m ?s) ?c)  =>  (over (pullback ?x ?m ?c) ?s)
        when [(differentiable ?m ?x) (free ?s ?x) (defined ?s) (!= ?s 0)]
        eg "pullback[X](X/s, C)"  =>  "pullback[X](X, C)/s"
        cite "from diff.constant-divisor, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_OVER_BOTH "gradient.pullback-over-both" "quotient rule"
        (pullback ?x (over ?m ?s) ?c)  =>  (msub (over (pullback ?x ?m ?c) ?s) (scale (/ (dot ?m ?c) (^ ?s 2)) (grad ?x ?s)))
        when [(differentiable ?m ?x) (differentiable ?s ?x) (!= ?s 0)]
        eg "pullback[X](X/tr(X), C)"  =>  "pullback[X](X, C)/tr(X) - dot(X, C)/tr(X)^2*grad[X](tr(X))"
        cite "from diff.quotient, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_INVERSE "gradient.pullback-inverse" "derivative of an inverse"
        (pullback ?x (inverse ?m) ?c)  =>  (mneg (pullback ?x ?m (mmul (mmul (transpose (inverse ?m)) ?c) (transpose (inverse ?m)))))
        when [(differentiable ?m ?x) (!= (det ?m) 0)]
        eg "pullback[X](inv(X), C)"  =>  "-pullback[X](X, inv(X)^T*C*inv(X)^T)"
        cite "The Matrix Cookbook (2012), equations 40 and 59"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_HADAMARD "gradient.pullback-hadamard" "product rule"
        (pullback ?x (hadamard ?a ?b) ?c)  =>  (madd (pullback ?x ?a (hadamard ?c ?b)) (pullback ?x ?b (hadamard ?c ?a)))
        when [(differentiable ?a ?x) (differentiable ?b ?x)]
        eg "pullback[X](X .* X^T, C)"  =>  "pullback[X](X, C .* X^T) + pullback[X](X^T, C .* X)"
        cite "from diff.product, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_HADAMARD_LEFT "gradient.pullback-hadamard-left" "constant factor"
        (pullback ?x (hadamard ?a ?b) ?c)  =>  (pullback ?x ?a (hadamard ?c ?b))
        when [(differentiable ?a ?x) (free ?b ?x) (defined ?b)]
        eg "pullback[X](X .* A, C)"  =>  "pullback[X](X, C .* A)"
        cite "from diff.product, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_HADAMARD_RIGHT "gradient.pullback-hadamard-right" "constant factor"
        (pullback ?x (hadamard ?a ?b) ?c)  =>  (pullback ?x ?b (hadamard ?c ?a))
        when [(differentiable ?b ?x) (free ?a ?x) (defined ?a)]
        eg "pullback[X](A .* X, C)"  =>  "pullback[X](X, C .* A)"
        cite "from diff.product, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_QUOTIENT_LEFT "gradient.pullback-quotient-left" "constant divisor"
        (pullback ?x (quotient ?a ?b) ?c)  =>  (pullback ?x ?a (quotient ?c ?b))
        when [(differentiable ?a ?x) (free ?b ?x) (defined ?b) (!= ?b 0)]
        eg "pullback[X](X ./ A, C)"  =>  "pullback[X](X, C ./ A)"
        cite "from diff.constant-divisor, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    PULLBACK_DIAG "gradient.pullback-diag" "derivative of a diagonal matrix"
        (pullback ?x (diag ?v) ?c)  =>  (pullback ?x ?v (mmul (hadamard (eye (rows ?v)) ?c) (ones (rows ?v) 1)))
        when [(differentiable ?v ?x)]
        eg "pullback[x](diag(x), C)"  =>  "pullback[x](x, (eye(n) .* C)*ones(n))"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_VARIABLE "gradient.jacobian-variable" "derivative of the variable"
        (jacobian ?x ?x)  =>  (eye (rows ?x))
        when [(variable ?x)]
        eg "jacobian[x](x)"  =>  "eye(n)"
        cite "The Matrix Cookbook (2012), equation 32"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_CONSTANT "gradient.jacobian-constant" "constant"
        (jacobian ?x ?v)  =>  (zeros (rows ?v) (rows ?x))
        when [(free ?v ?x) (defined ?v)]
        eg "jacobian[x](y)"  =>  "zeros(n, n)"
        cite "from diff.constant, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_SUM "gradient.jacobian-sum" "sum rule"
        (jacobian ?x (madd ?u ?v))  =>  (madd (jacobian ?x ?u) (jacobian ?x ?v))
        when [(differentiable ?u ?x) (differentiable ?v ?x)]
        eg "jacobian[x](x + A*x)"  =>  "jacobian[x](x) + jacobian[x](A*x)"
        cite "from diff.sum, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_DIFFERENCE "gradient.jacobian-difference" "difference rule"
        (jacobian ?x (msub ?u ?v))  =>  (msub (jacobian ?x ?u) (jacobian ?x ?v))
        when [(differentiable ?u ?x) (differentiable ?v ?x)]
        eg "jacobian[x](x - A*x)"  =>  "jacobian[x](x) - jacobian[x](A*x)"
        cite "from diff.difference, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_SUM_LEFT "gradient.jacobian-sum-left" "constant term"
        (jacobian ?x (madd ?u ?v))  =>  (jacobian ?x ?u)
        when [(differentiable ?u ?x) (free ?v ?x) (defined ?v)]
        eg "jacobian[x](x + y)"  =>  "jacobian[x](x)"
        cite "from diff.sum, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_SUM_RIGHT "gradient.jacobian-sum-right" "constant term"
        (jacobian ?x (madd ?u ?v))  =>  (jacobian ?x ?v)
        when [(differentiable ?v ?x) (free ?u ?x) (defined ?u)]
        eg "jacobian[x](y + x)"  =>  "jacobian[x](x)"
        cite "from diff.sum, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_DIFFERENCE_LEFT "gradient.jacobian-difference-left" "constant term"
        (jacobian ?x (msub ?u ?v))  =>  (jacobian ?x ?u)
        when [(differentiable ?u ?x) (free ?v ?x) (defined ?v)]
        eg "jacobian[x](x - y)"  =>  "jacobian[x](x)"
        cite "from diff.difference, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_DIFFERENCE_RIGHT "gradient.jacobian-difference-right" "constant term"
        (jacobian ?x (msub ?u ?v))  =>  (mneg (jacobian ?x ?v))
        when [(differentiable ?v ?x) (free ?u ?x) (defined ?u)]
        eg "jacobian[x](y - x)"  =>  "-jacobian[x](x)"
        cite "from diff.difference, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_NEGATION "gradient.jacobian-negation" "derivative of a negative"
        (jacobian ?x (mneg ?v))  =>  (mneg (jacobian ?x ?v))
        when [(differentiable ?v ?x)]
        eg "jacobian[x](-x)"  =>  "-jacobian[x](x)"
        cite "from diff.negation, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_PRODUCT "gradient.jacobian-product" "constant matrix"
        (jacobian ?x (mmul ?a ?v))  =>  (mmul ?a (jacobian ?x ?v))
        when [(differentiable ?v ?x) (free ?a ?x) (defined ?a)]
        eg "jacobian[x](A*x)"  =>  "A*jacobian[x](x)"
        cite "from diff.product, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_SCALE "gradient.jacobian-scale" "constant factor"
        (jacobian ?x (scale ?s ?v))  =>  (scale ?s (jacobian ?x ?v))
        when [(differentiable ?v ?x) (free ?s ?x) (defined ?s)]
        eg "jacobian[x](s*x)"  =>  "s*jacobian[x](x)"
        cite "from diff.constant-factor, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_SCALE_NUMBER "gradient.jacobian-scale-number" "constant vector"
        (jacobian ?x (scale ?s ?v))  =>  (mmul ?v (transpose (grad ?x ?s)))
        when [(differentiable ?s ?x) (free ?v ?x) (defined ?v)]
        eg "jacobian[x](norm(x)^2*y)"  =>  "y*grad[x](norm(x)^2)^T"
        cite "from diff.constant-factor, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_SCALE_BOTH "gradient.jacobian-scale-both" "product rule"
        (jacobian ?x (scale ?s ?v))  =>  (madd (mmul ?v (transpose (grad ?x ?s))) (scale ?s (jacobian ?x ?v)))
        when [(differentiable ?s ?x) (differentiable ?v ?x)]
        eg "jacobian[x](norm(x)^2*x)"  =>  "x*grad[x](norm(x)^2)^T + norm(x)^2*jacobian[x](x)"
        cite "from diff.product, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_OVER "gradient.jacobian-over" "constant divisor"
        (jacobian ?x (over ?v ?s))  =>  (over (jacobian ?x ?v) ?s)
        when [(differentiable ?v ?x) (free ?s ?x) (defined ?s) (!= ?s 0)]
        eg "jacobian[x](x/s)"  =>  "jacobian[x](x)/s"
        cite "from diff.constant-divisor, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_OVER_BOTH "gradient.jacobian-over-both" "quotient rule"
        (jacobian ?x (over ?v ?s))  =>  (msub (over (jacobian ?x ?v) ?s) (over (mmul ?v (transpose (grad ?x ?s))) (^ ?s 2)))
        when [(differentiable ?v ?x) (differentiable ?s ?x) (!= ?s 0)]
        eg "jacobian[x](x/sum(x))"  =>  "jacobian[x](x)/sum(x) - x*grad[x](sum(x))^T/sum(x)^2"
        cite "from diff.quotient, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_HADAMARD "gradient.jacobian-hadamard" "product rule"
        (jacobian ?x (hadamard ?u ?v))  =>  (madd (mmul (diag ?v) (jacobian ?x ?u)) (mmul (diag ?u) (jacobian ?x ?v)))
        when [(differentiable ?u ?x) (differentiable ?v ?x)]
        eg "jacobian[x](x .* (A*x))"  =>  "diag(A*x)*jacobian[x](x) + diag(x)*jacobian[x](A*x)"
        cite "from diff.product, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_HADAMARD_LEFT "gradient.jacobian-hadamard-left" "constant factor"
        (jacobian ?x (hadamard ?u ?v))  =>  (mmul (diag ?v) (jacobian ?x ?u))
        when [(differentiable ?u ?x) (free ?v ?x) (defined ?v)]
        eg "jacobian[x](x .* y)"  =>  "diag(y)*jacobian[x](x)"
        cite "from diff.product, entry by entry"
        rocq Lacks("matrices are not in the prelude")

    JACOBIAN_HADAMARD_RIGHT "gradient.jacobian-hadamard-right" "constant factor"
        (jacobian ?x (hadamard ?u ?v))  =>  (mmul (diag ?u) (jacobian ?x ?v))
        when [(differentiable ?v ?x) (free ?u ?x) (defined ?u)]
        eg "jacobian[x](y .* x)"  =>  "diag(y)*jacobian[x](x)"
        cite "from diff.product, entry by entry"
        rocq Lacks("matrices are not in the prelude")
}
