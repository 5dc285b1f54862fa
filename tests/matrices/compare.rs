//! Both sides of an equation at random small shapes.

use num_rational::BigRational;
use symderiv::expr::{Expr, Name, Store};
use symderiv::print::{Format, expression};

use super::number::Number;
use super::oracle::Setting;

/// How many shapes and entries are tried to find some at which both sides have exact values.
const MOST_SETTINGS: u64 = 4_000;

/// The sides have the same value in a few settings, in floating point and in exact numbers; panics
/// if not.
pub fn check_sides(store: &mut Store, text: &str, sides: (Expr, Expr)) {
    assert_eq!(check_values(store, text, sides, float_entry, 3), 3, "{text}: in floating point");
    assert_eq!(check_values(store, text, sides, exact_entry, 4), 4, "{text}: exactly");
}

/// Sizes of m, n and h, and what the entries are made from.
fn shapes(store: &mut Store, seed: u64) -> Vec<(Name, usize)> {
    let mixed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
    ["m", "n", "h"].iter().enumerate().map(|(i, n)| (store.name(n), size_of(mixed, i))).collect()
}

fn size_of(mixed: u64, i: usize) -> usize {
    1 + ((mixed >> (7 * i)) % 3) as usize
}

/// Small integers, in every other round positive ones.
fn exact_entry(salt: u64, i: usize, j: usize) -> BigRational {
    let mixed = (salt ^ (i as u64 * 31 + j as u64 * 17)).wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 33;
    let value = (mixed % 6) as i64 - if salt.is_multiple_of(2) { 2 } else { -1 };
    BigRational::from_integer(value.into())
}

/// Positive, with a dominant diagonal.
fn float_entry(salt: u64, i: usize, j: usize) -> f64 {
    let n = (salt % 1009) as usize * 7 + 5 * i + 3 * j + 2 * i * j;
    0.1 + (n % 17) as f64 / 20.0 + if i == j { 1.5 } else { 0.0 }
}

/// At how many of the settings both sides have a value; panics where they differ.
fn check_values<R: Number + std::fmt::Debug>(
    store: &mut Store,
    text: &str,
    sides: (Expr, Expr),
    draw: fn(u64, usize, usize) -> R,
    enough: usize,
) -> usize {
    let mut checked = 0;
    for seed in 0..MOST_SETTINGS {
        let sizes = shapes(store, seed);
        let mut setting = Setting::new(sizes, seed, draw);
        let (Some(a), Some(b)) = (setting.value(store, sides.0), setting.value(store, sides.1))
        else {
            continue;
        };
        if !a.is_close(&b) {
            let shown = expression(store, sides.1, Format::Source);
            panic!("{text}: {shown} is {b:?} and not {a:?}");
        }
        checked += 1;
        if checked == enough {
            break;
        }
    }
    checked
}
