//! The operators that an expression is made of.

use std::cmp::Ordering;

use super::matrix::MatOp;
use super::name::Name;

/// A named real constant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Constant {
    /// The circle constant π.
    Pi,
    /// Euler's number e; the exponential function is `Pow(E, u)`.
    E,
}

/// A primitive function. All others are definitions in the language (see `library/`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Func {
    /// Natural logarithm, for positive arguments.
    Ln,
    /// `Root(u, k)` with a literal integer `k >= 2`: the real k-th root; for even `k` of `u >= 0`
    /// and nonnegative, for odd `k` of every real. `sqrt(u)` is `Root(u, 2)`.
    Root,
    /// Sine.
    Sin,
    /// Cosine.
    Cos,
    /// Inverse sine, `[-1, 1] -> [-π/2, π/2]`.
    Asin,
    /// Inverse cosine, `[-1, 1] -> [0, π]`.
    Acos,
    /// Inverse tangent, `ℝ -> (-π/2, π/2)`.
    Atan,
    /// The error function `2/√π ∫₀ᵘ e^(-t²) dt`.
    Erf,
    /// Absolute value.
    Abs,
    /// Sign: -1, 0 or 1.
    Sign,
    /// Greatest integer not above the argument.
    Floor,
    /// Least integer not below the argument.
    Ceil,
    /// The smaller of two values.
    Min,
    /// The larger of two values.
    Max,
}

/// A comparison of two values.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Rel {
    /// `=`
    Eq,
    /// `≠`
    Ne,
    /// `<`
    Lt,
    /// `≤`
    Le,
    /// `>`
    Gt,
    /// `≥`
    Ge,
}

impl Rel {
    /// The relation with its sides exchanged: `a rel b` is `b (flipped rel) a`.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::Eq | Self::Ne => self,
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
            Self::Gt => Self::Lt,
            Self::Ge => Self::Le,
        }
    }

    /// The relation that holds between two values just where this one does not.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Eq => Self::Ne,
            Self::Ne => Self::Eq,
            Self::Lt => Self::Ge,
            Self::Le => Self::Gt,
            Self::Gt => Self::Le,
            Self::Ge => Self::Lt,
        }
    }

    /// Does it hold between two values in this order?
    #[must_use]
    pub fn holds_for(self, order: Ordering) -> bool {
        match self {
            Self::Eq => order.is_eq(),
            Self::Ne => order.is_ne(),
            Self::Lt => order.is_lt(),
            Self::Le => order.is_le(),
            Self::Gt => order.is_gt(),
            Self::Ge => order.is_ge(),
        }
    }
}

/// How often a function is differentiated with respect to each of its arguments: `f''` of one
/// argument has orders `[2]`, `∂²f/∂x∂y` of two has `[1, 1]`. At most eight arguments and order 15.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Orders(u32);

impl Orders {
    /// The largest argument count that [`Orders::raised`] accepts.
    pub const MAX_ARGS: usize = 8;

    /// The function itself.
    pub const NONE: Self = Self(0);

    /// The `n`-th derivative of a function of one argument, or `None` if `n > 15`.
    #[must_use]
    pub fn prime(n: u32) -> Option<Self> {
        (n <= 15).then_some(Self(n))
    }

    /// The order in the argument with this index (from 0).
    #[must_use]
    pub fn order(self, arg: usize) -> u32 {
        if arg < Self::MAX_ARGS { (self.0 >> (4 * arg)) & 15 } else { 0 }
    }

    /// One derivative more in the argument with this index; `None` beyond the limits.
    #[must_use]
    pub fn raised(self, arg: usize) -> Option<Self> {
        (arg < Self::MAX_ARGS && self.order(arg) < 15).then(|| Self(self.0 + (1 << (4 * arg))))
    }

    /// One derivative less, in the first argument that has one.
    #[must_use]
    pub fn lowered(self) -> Self {
        let first = (0..Self::MAX_ARGS).find(|&arg| self.order(arg) > 0);
        first.map_or(self, |arg| Self(self.0 - (1 << (4 * arg))))
    }

    /// Is this the undifferentiated function?
    #[must_use]
    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    /// The order summed over all arguments.
    #[must_use]
    pub fn total(self) -> u32 {
        (0..Self::MAX_ARGS).map(|arg| self.order(arg)).sum()
    }
}

/// The operator at the top of an expression; the operands are the node's children.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Op {
    /// A nonnegative number, written as an integer or a decimal (the payload is an index into the
    /// store's table; read it with `Store::number`). Negative numbers are `Neg`, fractions `Div`.
    Number(u32),
    /// A variable, or a value named by a definition.
    Symbol(Name),
    /// π or e.
    Constant(Constant),
    /// `-u`
    Neg,
    /// `u + v`
    Add,
    /// `u - v`
    Sub,
    /// `u * v`
    Mul,
    /// `u / v`
    Div,
    /// `u ^ v`
    Pow,
    /// A primitive function of its children.
    Func(Func),
    /// A function that is defined in the language or unknown, differentiated so many times.
    Apply(Name, Orders),
    /// `Deriv(x, u)`: the derivative of `u` with respect to the symbol `x`, as a function of `x`.
    Deriv,
    /// `At(u, x, a)`: `u` evaluated at `x = a`; `x` is bound in `u`.
    At,
    /// `piecewise(c1, v1, c2, v2, …, otherwise)`: the value of the first condition that holds;
    /// an odd number of children means that there is an `otherwise`.
    Piecewise,
    /// A comparison of two values; only as a condition.
    Rel(Rel),
    /// All of the conditions hold.
    And,
    /// An entry of an indexed family of reals, such as `w[k,i]`; the children are its indices,
    /// which are integers. Families have names of their own, see `Store::family`.
    Indexed(Name),
    /// `Sum(u, k, a, b)`: the sum of `u` over the integers `k` from `a` to `b`, 0 if there are
    /// none; `k` is bound in `u`.
    Sum,
    /// `Prod(u, k, a, b)`: the product, 1 if there are no factors.
    Prod,
    /// `Delta(i, j)`: 1 where `i = j`, else 0 (Kronecker's symbol).
    Delta,
    /// `ForAll(c, k, a, b)`: the condition `c` holds for every integer `k` from `a` to `b`; only
    /// as a condition.
    ForAll,
    /// `Differentiable(f(u, …))`: the unknown function is differentiable at that point; only as a
    /// condition.
    Differentiable,
    /// An operator on matrices.
    Matrix(MatOp),
}

impl Op {
    /// The Number/Symbol/Constant operators have no children.
    #[must_use]
    pub fn is_leaf(self) -> bool {
        matches!(
            self,
            Self::Number(_) | Self::Symbol(_) | Self::Constant(_) | Self::Matrix(MatOp::Named(_))
        )
    }

    /// Does it bind its second child, an index, in its first one? The others are the bounds.
    #[must_use]
    pub fn is_over_range(self) -> bool {
        matches!(self, Self::Sum | Self::Prod | Self::ForAll)
    }

    /// Is an expression with this operator a condition (true or false) and not a value?
    #[must_use]
    pub fn is_condition(self) -> bool {
        matches!(self, Self::Rel(_) | Self::And | Self::ForAll | Self::Differentiable)
    }
}
