//! Which rule opens a derivative, and whose derivatives it then asks for.

use super::{Engine, Failure};
use crate::expr::{Constant, Expr, Func, Op, Rel};
use crate::kernel::Rule;
use crate::kernel::rules::{diff, sums};
use crate::normal::terms;
use crate::pattern::Pat;

/// The first step of a derivative: what the kernel is to be asked for.
#[derive(Clone, Copy)]
pub(super) enum Opening {
    Row(&'static Rule),
    Chain,
    Pieces,
    Unfold,
    /// One entry of a family by another.
    Entry,
    /// The index of a sum gets another name first.
    Rename,
}

impl Engine {
    /// Which rule opens the derivative of `u`.
    pub(super) fn opening(&self, x: Expr, u: Expr) -> Result<Opening, Failure> {
        use Opening::{Chain, Entry, Pieces, Rename, Row, Unfold};
        let store = self.kernel.store();
        let name = store.as_variable(x).ok_or(Failure::NoDerivative(x))?;
        let varies = |e: Expr| store.mentions(e, name);
        if !varies(u) {
            return Ok(Row(&diff::CONSTANT));
        }
        Ok(match (store.op(u), store.children(u)) {
            (Op::Symbol(_), _) if u == x => Row(&diff::IDENTITY),
            (Op::Symbol(_), _) => Unfold,
            (Op::Indexed(_), _) if u == x => Row(&diff::IDENTITY),
            (Op::Indexed(family), _) if family == name => Entry,
            (Op::Indexed(family), _) if store.function(family).is_some() => Unfold,
            (Op::Sum | Op::Prod, &[_, k, ..])
                if store.as_symbol(k).is_some_and(|k| store.mentions(x, k)) =>
            {
                Rename
            }
            (Op::Sum, _) => Row(&sums::DERIVATIVE),
            (Op::Prod, _) => Row(&sums::PRODUCT_DERIVATIVE),
            (Op::Neg, _) => Row(&diff::NEGATION),
            (Op::Add, _) => Row(&diff::SUM),
            (Op::Sub, _) => Row(&diff::DIFFERENCE),
            (Op::Mul, &[a, _]) if !varies(a) => Row(&diff::CONSTANT_FACTOR),
            (Op::Mul, &[_, b]) if !varies(b) => Row(&diff::CONSTANT_FACTOR_RIGHT),
            (Op::Mul, _) => Row(&diff::PRODUCT),
            (Op::Div, &[_, b]) if !varies(b) => Row(&diff::CONSTANT_DIVISOR),
            (Op::Div, &[a, _]) if store.as_literal_i64(a) == Some(1) => Row(&diff::RECIPROCAL_ONE),
            (Op::Div, &[a, _]) if !varies(a) => Row(&diff::RECIPROCAL),
            (Op::Div, _) => Row(&diff::QUOTIENT),
            (Op::Pow, &[a, b]) => Row(self.power_rule(x, a, b, varies(a), varies(b))),
            (Op::Func(f), _) => Row(self.function_rule(f, u)),
            // Its meaning depends on `x` beyond its arguments.
            (Op::Apply(..), _) if store.hides(u, name) => Unfold,
            (Op::Apply(..), _) => Chain,
            (Op::Piecewise, _) => Pieces,
            _ => return Err(Failure::NoDerivative(u)),
        })
    }

    fn power_rule(&self, x: Expr, a: Expr, b: Expr, base: bool, exponent: bool) -> &'static Rule {
        let store = self.kernel.store();
        if store.op(a) == Op::Constant(Constant::E) {
            return if b == x { &diff::EXPONENTIAL } else { &diff::EXPONENTIAL_CHAIN };
        }
        match (store.as_literal_i64(b), base, exponent) {
            (Some(1..), ..) if a == x => &diff::POWER,
            (Some(0), ..) => &diff::POWER_ZERO,
            (Some(1..), ..) => &diff::POWER_CHAIN,
            (Some(_), ..) => &diff::POWER_NEGATIVE,
            (None, true, true) => &diff::POWER_GENERAL,
            (None, false, _) => &diff::EXPONENTIAL_BASE,
            (None, true, false) if terms::constant(store, b).is_some() => &diff::POWER_REAL,
            (None, true, false) => &diff::POWER_SYMBOLIC,
        }
    }

    /// The power rule holds at 0 too if the exponent is known to be a positive integer.
    pub(super) fn for_integers(&mut self, opening: Opening, u: Expr) -> Opening {
        let store = self.kernel.store_mut();
        match (opening, store.pair(u)) {
            (Opening::Row(rule), Some((_, n)))
                if std::ptr::eq(rule, &diff::POWER_SYMBOLIC) && store.is_integer(n) =>
            {
                let one = store.integer(1);
                let positive = store.rel(Rel::Ge, n, one);
                let known = self.kernel.proves(self.given, positive);
                if known { Opening::Row(&diff::POWER_INTEGER) } else { opening }
            }
            _ => opening,
        }
    }

    pub(super) fn function_rule(&self, f: Func, u: Expr) -> &'static Rule {
        let store = self.kernel.store();
        let index = store.pair(u).and_then(|(_, k)| store.as_literal_i64(k));
        match f {
            Func::Ln => &diff::LN,
            Func::Root if index == Some(2) => &diff::SQRT,
            Func::Root if index.is_some_and(|k| k % 2 == 0) => &diff::ROOT_EVEN,
            Func::Root => &diff::ROOT_ODD,
            Func::Sin => &diff::SIN,
            Func::Cos => &diff::COS,
            Func::Asin => &diff::ASIN,
            Func::Acos => &diff::ACOS,
            Func::Atan => &diff::ATAN,
            Func::Erf => &diff::ERF,
            Func::Abs => &diff::ABS,
            Func::Sign => &diff::SIGN,
            Func::Floor => &diff::FLOOR,
            Func::Ceil => &diff::CEIL,
            Func::Min => &diff::MIN,
            Func::Max => &diff::MAX,
        }
    }

    /// The terms whose derivatives stand in the opening's right side.
    pub(super) fn pending_parts(
        &mut self,
        x: Expr,
        u: Expr,
        opening: Opening,
    ) -> Result<Vec<Expr>, Failure> {
        let store = self.kernel.store();
        let name = store.as_variable(x).ok_or(Failure::NoDerivative(x))?;
        Ok(match opening {
            Opening::Entry => Vec::new(),
            Opening::Rename => {
                let t = self.renamed_apart(u, x)?;
                vec![self.kernel.rhs(t)]
            }
            Opening::Row(rule)
                if std::ptr::eq(rule, &sums::DERIVATIVE)
                    || std::ptr::eq(rule, &sums::PRODUCT_DERIVATIVE) =>
            {
                store.children(u).first().copied().into_iter().collect()
            }
            Opening::Row(rule) if std::ptr::eq(rule, &diff::POWER_GENERAL) => {
                vec![self.exponent_times_log(u)]
            }
            Opening::Row(rule) => {
                let children = store.children(u).to_vec();
                let count = derivatives_in(&rule.rhs);
                match (count, children.as_slice()) {
                    (0, _) => Vec::new(),
                    (1, &[a, b]) => vec![if self.one_sided_second(rule) { b } else { a }],
                    _ => children,
                }
            }
            Opening::Chain => {
                let args = store.children(u).iter().copied();
                args.filter(|&arg| arg != x && store.mentions(arg, name)).collect()
            }
            Opening::Pieces => {
                let children = store.children(u);
                children.chunks(2).filter_map(|chunk| chunk.last().copied()).collect()
            }
            Opening::Unfold => {
                let t = self.kernel.unfold(u).map_err(|r| Failure::Refused(r, u))?;
                vec![self.kernel.rhs(t)]
            }
        })
    }

    /// Rows with one derivative, that of the second operand.
    fn one_sided_second(&self, rule: &'static Rule) -> bool {
        [
            &diff::CONSTANT_FACTOR,
            &diff::RECIPROCAL,
            &diff::RECIPROCAL_ONE,
            &diff::EXPONENTIAL_CHAIN,
            &diff::EXPONENTIAL_BASE,
        ]
        .iter()
        .any(|&known| std::ptr::eq(known, rule))
    }

    fn exponent_times_log(&mut self, power: Expr) -> Expr {
        let store = self.kernel.store_mut();
        match store.pair(power) {
            Some((a, b)) => {
                let log = store.func(Func::Ln, &[a]);
                store.mul(b, log)
            }
            None => power,
        }
    }
}

/// How many derivatives a pattern contains.
fn derivatives_in(pat: &Pat) -> usize {
    match *pat {
        Pat::Node(Op::Deriv, _) => 1,
        Pat::Node(_, parts) => parts.iter().map(derivatives_in).sum(),
        Pat::Rows(_) | Pat::Cols(_) | Pat::Var(_) | Pat::Int(_) | Pat::Const(_) => 0,
    }
}
