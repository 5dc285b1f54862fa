//! Judgements about a function on an interval: its sign, its monotony, its zeros, its image.
//!
//! Each is a kind of theorem with its own few rules; a strategy chooses which to ask for, and only
//! the methods here make one. All say that the expression is defined on the whole open interval.
//!
//! | judgement | from |
//! |---|---|
//! | [`Signed`] | bounds of values ([`Kernel::signed_by_range`]), an enclosure over the interval ([`Kernel::signed_by_box`]), signs of factors ([`Kernel::signed_by_factors`]), monotony and the sign near an end ([`Kernel::signed_by_slope`]), monotony and a zero ([`Kernel::signed_beside`]) |
//! | [`Monotone`] | the derivative and its sign ([`Kernel::monotone`]) |
//! | [`Root`] | monotony and values of both signs ([`Kernel::root`]) |
//! | [`Same`] | signs that decide which branch is taken ([`Kernel::on_branch`]) |
//! | [`Image`] | monotony or continuity, and the limits at the ends ([`Kernel::image`]) |

mod branch;
mod image;
mod point;
mod sign;

use super::limit::Approach;
use crate::expr::{Expr, Name};

pub use branch::Same;
pub use image::{Bound, Image, Part, Range, Stretch};

/// A zero of a strictly monotone function, isolated between rational numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Root(u32);

/// What is known of a [`Root`].
pub(super) struct RootFact {
    pub(super) of: Expr,
    pub(super) variable: Name,
    pub(super) lo: crate::num::Rational,
    pub(super) hi: crate::num::Rational,
    /// The sign at `lo`; that at `hi` is the opposite.
    pub(super) sign: i32,
}

/// An end of an interval.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Point {
    /// `-∞`
    MinusInfinity,
    /// A number as an expression without variables.
    Exact(Expr),
    /// A zero that has no closed form here.
    Root(Root),
    /// `+∞`
    PlusInfinity,
}

impl Point {
    /// How a span approaches this point, its lower end (`low`) or its upper one.
    ///
    /// # Errors
    /// The root, at which limits are not taken.
    pub fn approach(self, low: bool) -> Result<Approach, Root> {
        match self {
            Self::MinusInfinity => Ok(Approach::MinusInfinity),
            Self::PlusInfinity => Ok(Approach::PlusInfinity),
            Self::Exact(a) if low => Ok(Approach::Above(a)),
            Self::Exact(a) => Ok(Approach::Below(a)),
            Self::Root(root) => Err(root),
        }
    }
}

/// An open interval that is not empty.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Span {
    /// Where it begins.
    pub lo: Point,
    /// Where it ends.
    pub hi: Point,
}

impl Span {
    /// All real numbers.
    pub const ALL: Self = Self { lo: Point::MinusInfinity, hi: Point::PlusInfinity };
}

/// One end of a span.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Side {
    /// The lower end.
    Low,
    /// The upper end.
    High,
}

/// A theorem: on the whole span the expression is defined and has this sign (-1, 0 or 1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signed {
    expr: Expr,
    variable: Name,
    span: Span,
    sign: i32,
}

impl Signed {
    /// The expression.
    #[must_use]
    pub fn expr(&self) -> Expr {
        self.expr
    }

    /// Where.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// -1, 0 or 1.
    #[must_use]
    pub fn sign(&self) -> i32 {
        self.sign
    }
}

/// A theorem: on the span the expression is differentiable and strictly monotone, or constant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Monotone {
    expr: Expr,
    variable: Name,
    span: Span,
    direction: i32,
}

impl Monotone {
    /// The expression.
    #[must_use]
    pub fn expr(&self) -> Expr {
        self.expr
    }

    /// Where.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// 1 if it rises, -1 if it falls, 0 if it is constant.
    #[must_use]
    pub fn direction(&self) -> i32 {
        self.direction
    }
}
