//! Expressions made of others, operator by operator.

use super::name::Name;
use super::op::{Constant, Func, Op, Orders, Rel};
use super::store::{Expr, Store};
use crate::num::Rational;

impl Store {
    /// π or e.
    pub fn constant(&mut self, c: Constant) -> Expr {
        self.make(Op::Constant(c), &[])
    }

    /// `-a`
    pub fn neg(&mut self, a: Expr) -> Expr {
        self.make(Op::Neg, &[a])
    }

    /// `a + b`
    pub fn add(&mut self, a: Expr, b: Expr) -> Expr {
        self.make(Op::Add, &[a, b])
    }

    /// `a - b`
    pub fn sub(&mut self, a: Expr, b: Expr) -> Expr {
        self.make(Op::Sub, &[a, b])
    }

    /// `a * b`
    pub fn mul(&mut self, a: Expr, b: Expr) -> Expr {
        self.make(Op::Mul, &[a, b])
    }

    /// `a / b`
    pub fn div(&mut self, a: Expr, b: Expr) -> Expr {
        self.make(Op::Div, &[a, b])
    }

    /// `a ^ b`
    pub fn pow(&mut self, a: Expr, b: Expr) -> Expr {
        self.make(Op::Pow, &[a, b])
    }

    /// `e ^ a`
    pub fn exp(&mut self, a: Expr) -> Expr {
        let e = self.constant(Constant::E);
        self.pow(e, a)
    }

    /// A primitive function of these arguments.
    pub fn func(&mut self, f: Func, args: &[Expr]) -> Expr {
        self.make(Op::Func(f), args)
    }

    /// The square root.
    pub fn sqrt(&mut self, a: Expr) -> Expr {
        let two = self.integer(2);
        self.func(Func::Root, &[a, two])
    }

    /// A defined or unknown function of these arguments.
    pub fn apply(&mut self, f: Name, orders: Orders, args: &[Expr]) -> Expr {
        self.make(Op::Apply(f, orders), args)
    }

    /// The derivative of `e` with respect to the symbol `x`.
    pub fn deriv(&mut self, x: Expr, e: Expr) -> Expr {
        self.make(Op::Deriv, &[x, e])
    }

    /// The comparison `a rel b`.
    pub fn rel(&mut self, rel: Rel, a: Expr, b: Expr) -> Expr {
        self.make(Op::Rel(rel), &[a, b])
    }

    /// The number `value` as a decimal, where it is a finite one that is no integer; else as
    /// [`Store::rational`] writes it.
    pub fn decimal_or_rational(&mut self, value: &Rational) -> Expr {
        let magnitude = value.abs();
        match magnitude.decimal_places().filter(|&places| places > 0) {
            Some(places) => {
                let decimal = self.decimal(&magnitude, places);
                if value.is_negative() { self.neg(decimal) } else { decimal }
            }
            None => self.rational(value),
        }
    }
}
