//! Writing a light normal form as a lecturer would.

use super::{Exponent, Factor, Sum, Term};
use crate::expr::{Constant, Expr, Func, Op, Store};
use crate::num::Rational;

/// How coefficients that are no integers are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Numbers {
    /// As fractions.
    Fractions,
    /// As decimals, where they are finite.
    Decimals,
}

impl Sum {
    /// The sum as an expression: terms in reading order, but a positive one first where there is
    /// one.
    pub fn write(&self, store: &mut Store) -> Expr {
        self.write_with(store, Numbers::Fractions)
    }

    /// The same, with a choice of how numbers are written.
    pub fn write_with(&self, store: &mut Store, numbers: Numbers) -> Expr {
        let lead = self.terms.iter().position(|t| !t.coefficient.is_negative()).unwrap_or(0);
        let Some(first) = self.terms.get(lead) else { return store.integer(0) };
        let mut sum = first.write(store, numbers);
        for (i, term) in self.terms.iter().enumerate() {
            if i == lead {
                continue;
            }
            let magnitude = term.magnitude().write(store, numbers);
            sum = if term.coefficient.is_negative() {
                store.sub(sum, magnitude)
            } else {
                store.add(sum, magnitude)
            };
        }
        sum
    }
}

impl Term {
    fn magnitude(&self) -> Self {
        Self { coefficient: self.coefficient.abs(), factors: self.factors.clone() }
    }

    /// The term as `-n/d`, `n/d` or `n`, its factors in the usual order: numbers, constants,
    /// variables, polynomials, exponentials, functions, other sums.
    fn write(&self, store: &mut Store, numbers: Numbers) -> Expr {
        let mut factors = with_one_radical(store, &self.factors);
        factors.sort_by_cached_key(|factor| place(store, factor));
        let (mut above, mut below) = (Vec::new(), Vec::new());
        for factor in factors {
            let inverse = factor.exponent.as_number().is_some_and(Rational::is_negative)
                && store.op(factor.base) != Op::Constant(Constant::E);
            if inverse {
                let exponent = factor.exponent.times(&Rational::MINUS_ONE);
                below.push(write_power(store, factor.base, &exponent));
            } else {
                above.push(write_power(store, factor.base, &factor.exponent));
            }
        }
        let magnitude = self.coefficient.abs();
        let whole = numbers == Numbers::Decimals && magnitude.decimal_places().is_some();
        let (numer, denom) = if whole {
            (magnitude, Rational::ONE)
        } else {
            (Rational::from(magnitude.numer()), Rational::from(magnitude.denom()))
        };
        let numer = product(store, &numer, &above);
        let value = if denom.is_one() && below.is_empty() {
            numer
        } else {
            let denom = product(store, &denom, &below);
            store.div(numer, denom)
        };
        if self.coefficient.is_negative() { store.neg(value) } else { value }
    }
}

/// Square roots of numbers and of π are put under one radical sign: `√2 √3` is `√6`, `√2 √π` is
/// `√(2π)`, above the bar and below it.
fn with_one_radical(store: &mut Store, factors: &[Factor]) -> Vec<Factor> {
    let mut others: Vec<Factor> = factors.to_vec();
    if factors.iter().filter(|factor| is_constant(store, factor.base)).count() < 2 {
        return others;
    }
    for sign in [1, -1] {
        let exponent = Exponent::Number(Rational::new(sign, 2));
        let (roots, rest): (Vec<Factor>, Vec<Factor>) =
            others.into_iter().partition(|f| f.exponent == exponent && is_constant(store, f.base));
        others = rest;
        if let Some(base) = product_of_constants(store, &roots) {
            others.insert(0, Factor { base, exponent });
        }
    }
    others
}

fn is_constant(store: &Store, e: Expr) -> bool {
    matches!(store.op(e), Op::Number(_) | Op::Constant(Constant::Pi))
}

/// The product of the bases, the numbers multiplied out; `None` for no base.
fn product_of_constants(store: &mut Store, factors: &[Factor]) -> Option<Expr> {
    let mut number = Rational::ONE;
    let mut others = Vec::new();
    for factor in factors {
        match store.number(factor.base) {
            Some((value, _)) => number = &number * value,
            None => others.push(factor.base),
        }
    }
    (!factors.is_empty()).then(|| product(store, &number, &others))
}

fn product(store: &mut Store, coefficient: &Rational, factors: &[Expr]) -> Expr {
    let mut factors = factors.iter().copied();
    let mut product = match factors.next() {
        Some(first) if coefficient.is_one() => first,
        Some(first) => {
            let number = store.decimal_or_rational(coefficient);
            store.mul(number, first)
        }
        None => return store.decimal_or_rational(coefficient),
    };
    for factor in factors {
        product = store.mul(product, factor);
    }
    product
}

fn write_power(store: &mut Store, base: Expr, exponent: &Exponent) -> Expr {
    match exponent {
        Exponent::Number(n) if n.is_one() => base,
        Exponent::Number(n) => {
            if let Some((1, k)) = n.to_i64_pair()
                && k % 2 == 0
            {
                let index = store.integer(k);
                return store.func(Func::Root, &[base, index]);
            }
            let n = store.rational(n);
            store.pow(base, n)
        }
        Exponent::Sum(sum) => {
            let exponent = sum.write(store);
            store.pow(base, exponent)
        }
    }
}

/// The place of a factor in a product; variables in alphabetical order.
fn place<'s>(store: &'s Store, factor: &Factor) -> (u8, &'s str) {
    let name = store.as_variable(factor.base).map_or("", |name| store.text(name));
    let rank = match (store.op(factor.base), &factor.exponent) {
        // The number e by itself is a constant, not an exponential.
        (Op::Constant(Constant::E), Exponent::Number(_)) => 1,
        _ => rank(store, factor.base),
    };
    (rank, name)
}

fn rank(store: &Store, base: Expr) -> u8 {
    match store.op(base) {
        Op::Number(_) => 0,
        Op::Constant(Constant::Pi) => 1,
        Op::Symbol(_) | Op::Indexed(_) => 2,
        Op::Add | Op::Sub if is_polynomial(store, base) => 3,
        Op::Constant(Constant::E) | Op::Pow => 4,
        Op::Func(Func::Abs | Func::Sign) => 5,
        Op::Func(_) | Op::Apply(..) => 6,
        Op::Add | Op::Sub => 7,
        Op::Neg | Op::Mul | Op::Div => 8,
        Op::Delta => 6,
        Op::Deriv | Op::At | Op::Piecewise | Op::Sum | Op::Prod | Op::Matrix(_) => 9,
        Op::Rel(_) | Op::And | Op::ForAll | Op::Differentiable => 10,
    }
}

/// Is a small sum made of variables and numbers only? Large ones count as no polynomial.
fn is_polynomial(store: &Store, e: Expr) -> bool {
    const LARGE: usize = 64;
    if store.size(e) > LARGE {
        return false;
    }
    let mut stack = vec![e];
    while let Some(e) = stack.pop() {
        match store.op(e) {
            Op::Number(_) | Op::Symbol(_) => {}
            Op::Add | Op::Sub | Op::Mul | Op::Neg | Op::Pow => {
                stack.extend_from_slice(store.children(e));
            }
            _ => return false,
        }
    }
    true
}
