//! Random expressions for the tests that read what is printed back.

use symderiv::expr::{Expr, Op, Orders, Store};
use symderiv::syntax::Vocabulary;

use super::Small;
use super::random::{Random, condition, value};

/// Values of all sizes.
pub fn for_random_values(check: impl Fn(&mut Store, Expr)) {
    let mut random = Random::new(2024);
    for i in 0..6000 {
        let mut store = Store::new();
        let e = value(&mut store, &mut random, 1 + i % 45);
        check(&mut store, e);
    }
}

/// Conditions, as guards of a piece.
pub fn for_random_conditions(check: impl Fn(&mut Store, Expr)) {
    let mut random = Random::new(99);
    for i in 0..2000 {
        let mut store = Store::new();
        let condition = condition(&mut store, &mut random, 2 + i % 30);
        let one = store.integer(1);
        let e = store.make(Op::Piecewise, &[condition, one]);
        check(&mut store, e);
    }
}

/// Calls of functions of the library, differentiated or not.
pub fn for_random_calls(check: impl Fn(&mut Store, Expr)) {
    let mut random = Random::new(5);
    for i in 0..1000 {
        let mut store = Store::new();
        let a = value(&mut store, &mut random, 1 + i % 12);
        let b = value(&mut store, &mut random, 1 + i % 5);
        let one = ["tanh", "sigma", "relu", "log10"][i % 4];
        // Definitions come before their uses.
        let mut library = Small::new();
        for name in [one, "leaky_relu"] {
            library.function(&mut store, name);
        }
        let one = store.name(one);
        let orders = Orders::prime(i as u32 % 3).unwrap_or_default();
        let call = store.apply(one, orders, &[a]);
        let leaky = store.name("leaky_relu");
        let other = store.apply(leaky, Orders::NONE, &[call, b]);
        let product = store.mul(call, other);
        check(&mut store, product);
    }
}
