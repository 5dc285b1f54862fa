//! Seeded random expressions.

use symderiv::expr::{Constant, Expr, Func, Op, Orders, Rel, Store};
use symderiv::num::Rational;

/// A small generator of pseudo-random numbers (xorshift); the same seed gives the same expressions.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % n
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// A value: a random expression with about so many nodes.
pub fn value(store: &mut Store, random: &mut Random, size: usize) -> Expr {
    if size <= 1 {
        return leaf(store, random);
    }
    match random.below(20) {
        0..=9 => binary(store, random, size),
        10 | 11 => {
            let a = value(store, random, size - 1);
            store.neg(a)
        }
        12..=14 => call(store, random, size),
        15 | 16 => applied(store, random, size),
        17 => {
            let (x, body) = (variable(store, random), value(store, random, size - 2));
            store.deriv(x, body)
        }
        18 => {
            let name = random.pick(&["x", "t", "w_1", "theta"]);
            let x = store.symbol(name);
            let (body, point) = (value(store, random, size / 2), value(store, random, size / 3));
            store.make(Op::At, &[body, x, point])
        }
        _ => piecewise(store, random, size),
    }
}

/// A condition.
pub fn condition(store: &mut Store, random: &mut Random, size: usize) -> Expr {
    let one = |store: &mut Store, random: &mut Random, size: usize| {
        let rel = random.pick(&[Rel::Eq, Rel::Ne, Rel::Lt, Rel::Le, Rel::Gt, Rel::Ge]);
        let (a, b) = (value(store, random, size / 2), value(store, random, size / 2));
        store.rel(rel, a, b)
    };
    if random.below(4) > 0 {
        return one(store, random, size);
    }
    let (a, b) = (one(store, random, size / 2), one(store, random, size / 2));
    store.make(Op::And, &[a, b])
}

fn leaf(store: &mut Store, random: &mut Random) -> Expr {
    match random.below(10) {
        0..=4 => variable(store, random),
        5 => store.constant(Constant::Pi),
        6 => store.constant(Constant::E),
        7 => {
            let places = 1 + random.below(3);
            let value = Rational::new(random.below(2000) as i64, 10_i64.pow(places as u32));
            store.decimal(&value, places as u32)
        }
        _ => {
            let n = random.below(12) as i64;
            store.integer(n)
        }
    }
}

fn variable(store: &mut Store, random: &mut Random) -> Expr {
    let name = random.pick(&["x", "y", "a", "w_1", "x'", "theta", "alpha_2", "rate", "t"]);
    store.symbol(name)
}

fn binary(store: &mut Store, random: &mut Random, size: usize) -> Expr {
    let left = random.below(size).max(1);
    let (a, b) = (value(store, random, left), value(store, random, size - left));
    let op = random.pick(&[Op::Add, Op::Sub, Op::Mul, Op::Mul, Op::Div, Op::Pow]);
    store.make(op, &[a, b])
}

fn call(store: &mut Store, random: &mut Random, size: usize) -> Expr {
    let a = value(store, random, size - 1);
    match random.below(12) {
        0 => store.func(Func::Ln, &[a]),
        1 => store.sqrt(a),
        2 => {
            let k = store.integer(3 + random.below(4) as i64);
            store.func(Func::Root, &[a, k])
        }
        3 | 4 => {
            let b = value(store, random, size / 2);
            let f = random.pick(&[Func::Min, Func::Max]);
            store.func(f, &[a, b])
        }
        _ => {
            let f = random.pick(&[
                Func::Sin,
                Func::Cos,
                Func::Asin,
                Func::Acos,
                Func::Atan,
                Func::Erf,
                Func::Abs,
                Func::Sign,
                Func::Floor,
                Func::Ceil,
            ]);
            store.func(f, &[a])
        }
    }
}

/// An unknown function, with or without primes.
fn applied(store: &mut Store, random: &mut Random, size: usize) -> Expr {
    let a = value(store, random, size - 1);
    let name = random.pick(&["f", "g", "h"]);
    let f = store.name(name);
    let orders = Orders::prime(random.pick(&[0, 0, 1, 2, 5])).unwrap_or_default();
    store.apply(f, orders, &[a])
}

fn piecewise(store: &mut Store, random: &mut Random, size: usize) -> Expr {
    let mut children = Vec::new();
    for _ in 0..=random.below(2) {
        children.push(condition(store, random, size / 3));
        children.push(value(store, random, size / 3));
    }
    if random.below(2) == 0 {
        children.push(value(store, random, size / 3));
    }
    store.make(Op::Piecewise, &children)
}
