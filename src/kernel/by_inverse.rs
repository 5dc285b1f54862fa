//! Equality through a function that takes no value twice.
//!
//! - *Angles.* `A = s - t` is a multiple of 2π if `sin A = 0` and `cos A = 1` in normal form; it is
//!   zero if it lies between -2π and 2π.
//! - *Exponentials.* `s = t` if `e^(s - t) = 1` in normal form.
//! - *Squares.* `s = t` if `s^2 = t^2` in normal form and neither is negative.

use rustc_hash::FxHashSet;

use super::{Hyps, Kernel};
use crate::expr::{Expr, Func, Op};
use crate::num::Rational;

/// Larger expressions are not searched for functions.
const LARGEST: usize = 400;

/// Any bound below 2π will do.
const TURN: (i64, i64) = (6283, 1000);

/// Which of the ways may help: what occurs in the terms.
#[derive(Clone, Copy, Default)]
struct Occurring {
    angles: bool,
    logarithms: bool,
    roots: bool,
}

impl Kernel {
    /// Are `s` and `t` equal where both are defined and the hypotheses hold, by one of the ways
    /// above?
    pub(super) fn same_by_inverse(&mut self, known: Hyps, s: Expr, t: Expr) -> bool {
        let Some(occurring) = self.occurring(s, t) else { return false };
        (occurring.angles && self.same_angle(known, s, t))
            || (occurring.logarithms && self.same_exponential(known, s, t))
            || (occurring.roots && self.same_square(known, s, t))
    }

    fn same_angle(&mut self, known: Hyps, s: Expr, t: Expr) -> bool {
        let angle = self.store.sub(s, t);
        let most = Rational::new(TURN.0, TURN.1);
        let range = self.range(known, angle);
        let within = (range.at_most(&most) && range.at_least(&-&most))
            || (self.is_constant(angle) && self.is_below(angle, &most, 64));
        if !within {
            return false;
        }
        let (sin, cos) =
            (self.store.func(Func::Sin, &[angle]), self.store.func(Func::Cos, &[angle]));
        let (zero, one) = (self.store.integer(0), self.store.integer(1));
        self.same_normal_form(known, sin, zero).is_ok()
            && self.same_normal_form(known, cos, one).is_ok()
    }

    fn same_exponential(&mut self, known: Hyps, s: Expr, t: Expr) -> bool {
        let difference = self.store.sub(s, t);
        let (power, one) = (self.store.exp(difference), self.store.integer(1));
        self.same_normal_form(known, power, one).is_ok()
    }

    fn same_square(&mut self, known: Hyps, s: Expr, t: Expr) -> bool {
        let nonnegative = |kernel: &mut Self, e| kernel.range(known, e).is_nonnegative();
        if !nonnegative(self, s) || !nonnegative(self, t) {
            return false;
        }
        let two = self.store.integer(2);
        let (s, t) = (self.store.pow(s, two), self.store.pow(t, two));
        self.same_normal_form(known, s, t).is_ok()
    }

    /// What occurs in the terms, their definitions written out; `None` in large terms.
    fn occurring(&mut self, s: Expr, t: Expr) -> Option<Occurring> {
        let mut occurring = Occurring::default();
        let mut seen = FxHashSet::default();
        let mut stack = vec![s, t];
        while let Some(e) = stack.pop() {
            if !seen.insert(e) {
                continue;
            }
            if seen.len() > LARGEST {
                return None;
            }
            match self.store.op(e) {
                Op::Func(Func::Asin | Func::Acos | Func::Atan) => occurring.angles = true,
                Op::Func(Func::Ln) => occurring.logarithms = true,
                Op::Func(Func::Root) => occurring.roots = true,
                Op::Apply(..) | Op::Symbol(_) => stack.extend(self.unfolded(e)),
                _ => {}
            }
            stack.extend_from_slice(self.store.children(e));
        }
        Some(occurring)
    }
}
