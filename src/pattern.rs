//! Patterns: expressions with metavariables, written as constants of the program.
//!
//! A pattern is an s-expression: `(D ?x (* ?u ?v))`. A metavariable is a single letter; it
//! matches any expression, the same one wherever it occurs.

use crate::expr::{Constant, Expr, Func, MatOp, Op, Rel, Store};

/// A pattern, built at compile time by [`pat!`](crate::pattern::pat).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pat {
    /// `?u`: any expression; the payload is the letter.
    Var(u8),
    /// An integer literal, negative ones as `Neg`.
    Int(i64),
    /// π or e.
    Const(Constant),
    /// `(rows ?m)`: the number of rows of what the letter stands for.
    Rows(u8),
    /// `(cols ?m)`: the number of columns.
    Cols(u8),
    /// An operator and its operands.
    Node(Op, &'static [Pat]),
}

/// What the metavariables stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bindings([Option<Expr>; 26]);

impl Bindings {
    /// No metavariable is bound.
    pub const EMPTY: Self = Self([None; 26]);

    /// The bindings of these letters.
    #[must_use]
    pub fn of(pairs: &[(u8, Expr)]) -> Self {
        let mut bindings = Self::EMPTY;
        for &(letter, e) in pairs {
            bindings.bind(letter, e);
        }
        bindings
    }

    /// What the letter stands for.
    #[must_use]
    pub fn get(&self, letter: u8) -> Option<Expr> {
        self.0.get(usize::from(letter.wrapping_sub(b'a'))).copied().flatten()
    }

    /// Binds the letter; `false` if it stands for another expression already.
    pub fn bind(&mut self, letter: u8, e: Expr) -> bool {
        match self.0.get_mut(usize::from(letter.wrapping_sub(b'a'))) {
            Some(slot) => *slot.get_or_insert(e) == e,
            None => false,
        }
    }
}

impl Pat {
    /// Extends `bindings` so that the pattern becomes `e`; `false` if there is no such extension
    /// (the bindings may then hold leftovers).
    pub fn matches(&self, store: &Store, e: Expr, bindings: &mut Bindings) -> bool {
        match *self {
            Self::Var(letter) => bindings.bind(letter, e),
            Self::Int(n) => store.as_literal_i64(e) == Some(n),
            Self::Const(c) => store.op(e) == Op::Constant(c),
            Self::Rows(letter) => {
                bindings.get(letter).and_then(|m| store.shape(m)).is_some_and(|s| s.rows == e)
            }
            Self::Cols(letter) => {
                bindings.get(letter).and_then(|m| store.shape(m)).is_some_and(|s| s.cols == e)
            }
            Self::Node(op, parts) => {
                let children = store.children(e);
                store.op(e) == op
                    && children.len() == parts.len()
                    && parts.iter().zip(children).all(|(p, &c)| p.matches(store, c, bindings))
            }
        }
    }

    /// The expression in which every metavariable is replaced by what it stands for; `None` if
    /// one is unbound.
    pub fn instantiate(&self, store: &mut Store, bindings: &Bindings) -> Option<Expr> {
        Some(match *self {
            Self::Var(letter) => bindings.get(letter)?,
            Self::Int(n) => store.integer(n),
            Self::Const(c) => store.constant(c),
            Self::Rows(letter) => store.shape(bindings.get(letter)?)?.rows,
            Self::Cols(letter) => store.shape(bindings.get(letter)?)?.cols,
            Self::Node(op, parts) => match *parts {
                [a] => {
                    let a = a.instantiate(store, bindings)?;
                    store.make(op, &[a])
                }
                [a, b] => {
                    let a = a.instantiate(store, bindings)?;
                    let b = b.instantiate(store, bindings)?;
                    store.make(op, &[a, b])
                }
                _ => {
                    let mut children = Vec::with_capacity(parts.len());
                    for part in parts {
                        children.push(part.instantiate(store, bindings)?);
                    }
                    store.make(op, &children)
                }
            },
        })
    }

    /// The letters of the metavariables, without repetition, in order of first occurrence.
    #[must_use]
    pub fn letters(&self) -> Vec<u8> {
        let mut letters = Vec::new();
        let mut stack = vec![*self];
        while let Some(pat) = stack.pop() {
            match pat {
                Self::Var(letter) | Self::Rows(letter) | Self::Cols(letter)
                    if !letters.contains(&letter) =>
                {
                    letters.push(letter);
                }
                Self::Var(_) | Self::Rows(_) | Self::Cols(_) | Self::Int(_) | Self::Const(_) => {}
                Self::Node(_, parts) => stack.extend(parts.iter().rev()),
            }
        }
        letters
    }
}

/// The operator that a symbol of the pattern notation names.
///
/// # Panics
/// At compile time, if the symbol is unknown.
#[must_use]
pub const fn operator(symbol: &str) -> Op {
    const fn same(a: &str, b: &str) -> bool {
        let (a, b) = (a.as_bytes(), b.as_bytes());
        if a.len() != b.len() {
            return false;
        }
        let mut i = 0;
        while i < a.len() {
            if a[i] != b[i] {
                return false;
            }
            i += 1;
        }
        true
    }
    const TABLE: &[(&str, Op)] = &[
        ("+", Op::Add),
        ("-", Op::Sub),
        ("*", Op::Mul),
        ("/", Op::Div),
        ("^", Op::Pow),
        ("neg", Op::Neg),
        ("D", Op::Deriv),
        ("at", Op::At),
        ("piecewise", Op::Piecewise),
        ("sum", Op::Sum),
        ("prod", Op::Prod),
        ("delta", Op::Delta),
        ("forall", Op::ForAll),
        ("and", Op::And),
        ("=", Op::Rel(Rel::Eq)),
        ("!=", Op::Rel(Rel::Ne)),
        ("<", Op::Rel(Rel::Lt)),
        ("<=", Op::Rel(Rel::Le)),
        (">", Op::Rel(Rel::Gt)),
        (">=", Op::Rel(Rel::Ge)),
        ("ln", Op::Func(Func::Ln)),
        ("root", Op::Func(Func::Root)),
        ("sin", Op::Func(Func::Sin)),
        ("cos", Op::Func(Func::Cos)),
        ("asin", Op::Func(Func::Asin)),
        ("acos", Op::Func(Func::Acos)),
        ("atan", Op::Func(Func::Atan)),
        ("erf", Op::Func(Func::Erf)),
        ("abs", Op::Func(Func::Abs)),
        ("sign", Op::Func(Func::Sign)),
        ("floor", Op::Func(Func::Floor)),
        ("ceil", Op::Func(Func::Ceil)),
        ("min", Op::Func(Func::Min)),
        ("max", Op::Func(Func::Max)),
        ("madd", Op::Matrix(MatOp::Add)),
        ("msub", Op::Matrix(MatOp::Sub)),
        ("mneg", Op::Matrix(MatOp::Neg)),
        ("mmul", Op::Matrix(MatOp::Product)),
        ("scale", Op::Matrix(MatOp::Scale)),
        ("over", Op::Matrix(MatOp::Over)),
        ("transpose", Op::Matrix(MatOp::Transpose)),
        ("inverse", Op::Matrix(MatOp::Inverse)),
        ("hadamard", Op::Matrix(MatOp::Hadamard)),
        ("quotient", Op::Matrix(MatOp::Quotient)),
        ("eye", Op::Matrix(MatOp::Identity)),
        ("zeros", Op::Matrix(MatOp::Zeros)),
        ("ones", Op::Matrix(MatOp::Ones)),
        ("diag", Op::Matrix(MatOp::Diag)),
        ("grad", Op::Matrix(MatOp::Gradient)),
        ("jacobian", Op::Matrix(MatOp::Jacobian)),
        ("pullback", Op::Matrix(MatOp::Pullback)),
        ("entry", Op::Matrix(MatOp::Entry)),
        ("tr", Op::Matrix(MatOp::Trace)),
        ("det", Op::Matrix(MatOp::Det)),
        ("dot", Op::Matrix(MatOp::Inner)),
        ("total", Op::Matrix(MatOp::Total)),
        ("norm", Op::Matrix(MatOp::Norm)),
    ];
    let mut i = 0;
    while i < TABLE.len() {
        if same(TABLE[i].0, symbol) {
            return TABLE[i].1;
        }
        i += 1;
    }
    panic!("unknown operator in a pattern")
}

/// Writes a pattern: `pat!((D ?x (* ?u ?v)))`. `pi` and `e` are the constants.
#[macro_export]
#[doc(hidden)]
macro_rules! pat {
    (? $v:ident) => { $crate::pattern::Pat::Var(stringify!($v).as_bytes()[0]) };
    ((? $v:ident)) => { $crate::pattern::Pat::Var(stringify!($v).as_bytes()[0]) };
    (pi) => { $crate::pattern::Pat::Const($crate::expr::Constant::Pi) };
    (e) => { $crate::pattern::Pat::Const($crate::expr::Constant::E) };
    ($n:literal) => { $crate::pattern::Pat::Int($n) };
    ((rows ? $v:ident)) => { $crate::pattern::Pat::Rows(stringify!($v).as_bytes()[0]) };
    ((cols ? $v:ident)) => { $crate::pattern::Pat::Cols(stringify!($v).as_bytes()[0]) };
    (( $op:tt $($rest:tt)* )) => {
        $crate::pattern::Pat::Node(
            const { $crate::pattern::operator(stringify!($op)) },
            $crate::pat!(@list [] $($rest)*),
        )
    };
    (@list [$($done:expr,)*]) => { &[$($done,)*] };
    (@list [$($done:expr,)*] ? $v:ident $($rest:tt)*) => {
        $crate::pat!(@list [$($done,)* $crate::pat!(? $v),] $($rest)*)
    };
    (@list [$($done:expr,)*] $head:tt $($rest:tt)*) => {
        $crate::pat!(@list [$($done,)* $crate::pat!($head),] $($rest)*)
    };
}

pub use pat;

#[cfg(test)]
mod tests {
    use super::{Bindings, Pat};
    use crate::expr::Store;

    const PRODUCT: Pat = pat!((D ?x (* ?u ?v)));

    #[test]
    fn matching_inverts_instantiation() {
        let mut s = Store::new();
        let (x, y) = (s.symbol("x"), s.symbol("y"));
        let xy = s.mul(x, y);
        let d = s.deriv(x, xy);
        let mut bindings = Bindings::EMPTY;
        assert!(PRODUCT.matches(&s, d, &mut bindings));
        assert_eq!(bindings, Bindings::of(&[(b'x', x), (b'u', x), (b'v', y)]));
        assert_eq!(PRODUCT.instantiate(&mut s, &bindings), Some(d));
    }

    #[test]
    fn a_repeated_metavariable_must_stand_for_one_expression() {
        const SQUARE: Pat = pat!((* ?u ?u));
        let mut s = Store::new();
        let (x, y) = (s.symbol("x"), s.symbol("y"));
        let xy = s.mul(x, y);
        assert!(!SQUARE.matches(&s, xy, &mut Bindings::EMPTY.clone()));
        let xx = s.mul(x, x);
        assert!(SQUARE.matches(&s, xx, &mut Bindings::EMPTY.clone()));
    }
}
