//! Laws of matrices. They do not commute, and shapes that do not fit have no law.

use super::rules;

rules! {
    /// Laws of matrices.
    TABLE:

    TRANSPOSE_TRANSPOSE "matrix.transpose-transpose" "transposed twice"
        (transpose (transpose ?m))  =>  (?m)
        when []
        eg "(A^T)^T"  =>  "A"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    TRANSPOSE_PRODUCT "matrix.transpose-product" "transpose of a product"
        (transpose (mmul ?a ?b))  =>  (mmul (transpose ?b) (transpose ?a))
        when []
        eg "(A*B)^T"  =>  "B^T*A^T"
        cite "The Matrix Cookbook (2012), equation 5"
        rocq Lacks("matrices are not in the prelude")

    TRANSPOSE_SUM "matrix.transpose-sum" "transpose of a sum"
        (transpose (madd ?a ?b))  =>  (madd (transpose ?a) (transpose ?b))
        when []
        eg "(A + B)^T"  =>  "A^T + B^T"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    TRANSPOSE_SCALE "matrix.transpose-scale" "transpose of a multiple"
        (transpose (scale ?s ?m))  =>  (scale ?s (transpose ?m))
        when []
        eg "(s*A)^T"  =>  "s*A^T"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    TRANSPOSE_NEGATIVE "matrix.transpose-negative" "transpose of a negative"
        (transpose (mneg ?m))  =>  (mneg (transpose ?m))
        when []
        eg "(-A)^T"  =>  "-A^T"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    TRANSPOSE_IDENTITY "matrix.transpose-identity" "the identity matrix is symmetric"
        (transpose (eye ?n))  =>  (eye ?n)
        when []
        eg "eye(n)^T"  =>  "eye(n)"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    TRANSPOSE_SYMMETRIC "matrix.transpose-symmetric" "symmetric matrix"
        (transpose ?m)  =>  (?m)
        when [(symmetric ?m)]
        eg "S^T"  =>  "S"
        cite "from the definition of a symmetric matrix"
        rocq Lacks("matrices are not in the prelude")

    TRANSPOSE_DIAG "matrix.transpose-diag" "a diagonal matrix is symmetric"
        (transpose (diag ?v))  =>  (diag ?v)
        when []
        eg "diag(x)^T"  =>  "diag(x)"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    IDENTITY_LEFT "matrix.identity-left" "identity matrix"
        (mmul (eye ?n) ?m)  =>  (?m)
        when []
        eg "eye(n)*A"  =>  "A"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    IDENTITY_RIGHT "matrix.identity-right" "identity matrix"
        (mmul ?m (eye ?n))  =>  (?m)
        when []
        eg "A*eye(n)"  =>  "A"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    SCALE_ONE "matrix.scale-one" "factor 1"
        (scale 1 ?m)  =>  (?m)
        when []
        eg "1*A"  =>  "A"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    SCALE_SCALE "matrix.scale-scale" "factors put together"
        (scale ?s (scale ?t ?m))  =>  (scale (* ?s ?t) ?m)
        when []
        eg "s*(t*A)"  =>  "(s*t)*A"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    SCALE_RIGHT "matrix.scale-right" "factor in front"
        (scale ?m ?s)  =>  (scale ?s ?m)
        when []
        eg "A*s"  =>  "s*A"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    SCALE_OVER "matrix.scale-over" "factors put together"
        (scale ?s (over ?m ?t))  =>  (scale (/ ?s ?t) ?m)
        when []
        eg "s*(A/t)"  =>  "(s/t)*A"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    SCALE_NEGATIVE "matrix.scale-negative" "sign in front"
        (scale ?s (mneg ?m))  =>  (mneg (scale ?s ?m))
        when []
        eg "s*(-A)"  =>  "-(s*A)"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    NEGATIVE_SCALE "matrix.negative-scale" "sign in front"
        (scale (neg ?s) ?m)  =>  (mneg (scale ?s ?m))
        when []
        eg "(-s)*A"  =>  "-(s*A)"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    NEGATIVE_NEGATIVE "matrix.negative-negative" "two signs"
        (mneg (mneg ?m))  =>  (?m)
        when []
        eg "-(-A)"  =>  "A"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    ADD_NEGATIVE "matrix.add-negative" "sum with a negative"
        (madd ?a (mneg ?b))  =>  (msub ?a ?b)
        when []
        eg "A + (-B)"  =>  "A - B"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    SUB_NEGATIVE "matrix.sub-negative" "difference of a negative"
        (msub ?a (mneg ?b))  =>  (madd ?a ?b)
        when []
        eg "A - (-B)"  =>  "A + B"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    ADD_SELF "matrix.add-self" "like terms"
        (madd ?m ?m)  =>  (scale 2 ?m)
        when []
        eg "A + A"  =>  "2*A"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    PRODUCT_SCALE_LEFT "matrix.product-scale-left" "factor in front"
        (mmul (scale ?s ?a) ?b)  =>  (scale ?s (mmul ?a ?b))
        when []
        eg "(s*A)*B"  =>  "s*(A*B)"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    PRODUCT_SCALE_RIGHT "matrix.product-scale-right" "factor in front"
        (mmul ?a (scale ?s ?b))  =>  (scale ?s (mmul ?a ?b))
        when []
        eg "A*(s*B)"  =>  "s*(A*B)"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    PRODUCT_OVER_RIGHT "matrix.product-over-right" "divisor outside"
        (mmul ?a (over ?b ?s))  =>  (over (mmul ?a ?b) ?s)
        when []
        eg "A*(B/s)"  =>  "A*B/s"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    PRODUCT_OVER_LEFT "matrix.product-over-left" "divisor outside"
        (mmul (over ?a ?s) ?b)  =>  (over (mmul ?a ?b) ?s)
        when []
        eg "(A/s)*B"  =>  "A*B/s"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    PRODUCT_NEGATIVE_LEFT "matrix.product-negative-left" "sign in front"
        (mmul (mneg ?a) ?b)  =>  (mneg (mmul ?a ?b))
        when []
        eg "(-A)*B"  =>  "-(A*B)"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    PRODUCT_NEGATIVE_RIGHT "matrix.product-negative-right" "sign in front"
        (mmul ?a (mneg ?b))  =>  (mneg (mmul ?a ?b))
        when []
        eg "A*(-B)"  =>  "-(A*B)"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    DISTRIBUTE_LEFT "matrix.distribute-left" "multiply out"
        (mmul ?a (madd ?b ?c))  =>  (madd (mmul ?a ?b) (mmul ?a ?c))
        when []
        eg "A*(B + C)"  =>  "A*B + A*C"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    DISTRIBUTE_LEFT_DIFFERENCE "matrix.distribute-left-difference" "multiply out"
        (mmul ?a (msub ?b ?c))  =>  (msub (mmul ?a ?b) (mmul ?a ?c))
        when []
        eg "A*(B - C)"  =>  "A*B - A*C"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    FACTOR_RIGHT "matrix.factor-right" "common factor"
        (madd (mmul ?a ?c) (mmul ?b ?c))  =>  (mmul (madd ?a ?b) ?c)
        when []
        eg "A*C + B*C"  =>  "(A + B)*C"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    ASSOCIATE "matrix.associate" "associative law"
        (mmul ?a (mmul ?b ?c))  =>  (mmul (mmul ?a ?b) ?c)
        when []
        eg "A*(B*C)"  =>  "A*B*C"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    ASSOCIATE_RIGHT "matrix.associate-right" "associative law"
        (mmul (mmul ?a ?b) ?c)  =>  (mmul ?a (mmul ?b ?c))
        when []
        eg "A*B*C"  =>  "A*(B*C)"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    SUM_ASSOCIATE "matrix.sum-associate" "terms put together"
        (madd (madd ?a ?b) ?c)  =>  (madd ?a (madd ?b ?c))
        when []
        eg "A + B + C"  =>  "A + (B + C)"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    SCALE_DISTRIBUTE "matrix.scale-distribute" "multiply out"
        (scale ?s (madd ?a ?b))  =>  (madd (scale ?s ?a) (scale ?s ?b))
        when []
        eg "s*(A + B)"  =>  "s*A + s*B"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    PRODUCT_WITH_NUMBER "matrix.product-with-number" "a factor with one entry is a number"
        (mmul ?v ?s)  =>  (scale (entry ?s) ?v)
        when []
        eg "x*entry_matrix"  =>  "entry(entry_matrix)*x"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    DIAG_PRODUCT "matrix.diag-product" "a diagonal matrix times a vector"
        (mmul (diag ?v) ?w)  =>  (hadamard ?v ?w)
        when []
        eg "diag(x)*y"  =>  "x .* y"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    HADAMARD_SCALE_LEFT "matrix.hadamard-scale-left" "factor in front"
        (hadamard (scale ?s ?a) ?b)  =>  (scale ?s (hadamard ?a ?b))
        when []
        eg "(s*A) .* B"  =>  "s*(A .* B)"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    HADAMARD_SCALE_RIGHT "matrix.hadamard-scale-right" "factor in front"
        (hadamard ?a (scale ?s ?b))  =>  (scale ?s (hadamard ?a ?b))
        when []
        eg "A .* (s*B)"  =>  "s*(A .* B)"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    HADAMARD_NEGATIVE_LEFT "matrix.hadamard-negative-left" "sign in front"
        (hadamard (mneg ?a) ?b)  =>  (mneg (hadamard ?a ?b))
        when []
        eg "(-A) .* B"  =>  "-(A .* B)"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    HADAMARD_NEGATIVE_RIGHT "matrix.hadamard-negative-right" "sign in front"
        (hadamard ?a (mneg ?b))  =>  (mneg (hadamard ?a ?b))
        when []
        eg "A .* (-B)"  =>  "-(A .* B)"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    HADAMARD_ONES_LEFT "matrix.hadamard-ones-left" "factors 1"
        (hadamard (ones ?m ?n) ?a)  =>  (?a)
        when []
        eg "ones(n, n) .* A"  =>  "A"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")

    HADAMARD_ONES_RIGHT "matrix.hadamard-ones-right" "factors 1"
        (hadamard ?a (ones ?m ?n))  =>  (?a)
        when []
        eg "A .* ones(n, n)"  =>  "A"
        cite "from the entries"
        rocq Lacks("matrices are not in the prelude")
}
