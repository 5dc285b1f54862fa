//! Products, greatest common divisors, factors and sums of fractions.

use std::hint::black_box;

use divan::Bencher;
use symderiv::normal::fraction::Fraction;
use symderiv::normal::poly::{Limits, Poly, Var, factor, gcd};
use symderiv::num::Rational;

const LIMITS: Limits = Limits::terms(100_000);

fn main() {
    divan::main();
}

fn var(i: u32) -> Poly {
    Poly::var(Var(i))
}

fn number(n: i64) -> Poly {
    Poly::constant(Rational::integer(n))
}

fn pow(p: &Poly, exp: u32) -> Poly {
    p.pow(exp, &LIMITS).unwrap_or_default()
}

fn mul(a: &Poly, b: &Poly) -> Poly {
    a.mul(b, &LIMITS).unwrap_or_default()
}

/// 1 + x0 + … up to the given number of variables.
fn simplex(vars: u32) -> Poly {
    (0..vars).fold(Poly::one(), |sum, i| &sum + &var(i))
}

/// (1 + x + y + z + t)^n ((1 + x + y + z + t)^n + 1), the powers given.
#[divan::bench(args = [3, 6, 10])]
fn product_of_powers(bencher: Bencher, n: u32) {
    let power = pow(&simplex(4), n);
    let other = &power + &Poly::one();
    bencher.bench_local(|| mul(black_box(&power), black_box(&other)));
}

/// The same, powers included.
#[divan::bench]
fn product_and_powers_10(bencher: Bencher) {
    let sum = simplex(4);
    bencher.bench_local(|| {
        let power = pow(black_box(&sum), 10);
        mul(&power, &(&power + &Poly::one()))
    });
}

/// (x + y)(x - y), the size of most products.
#[divan::bench]
fn tiny_product(bencher: Bencher) {
    let (a, b) = (&var(0) + &var(1), &var(0) - &var(1));
    bencher.bench_local(|| mul(black_box(&a), black_box(&b)));
}

#[divan::bench]
fn tiny_sum(bencher: Bencher) {
    let (a, b) = (&var(0) + &var(1), &var(0) - &var(2));
    bencher.bench_local(|| black_box(&a) + black_box(&b));
}

#[divan::bench]
fn division_of_power(bencher: Bencher) {
    let (a, b) = (pow(&simplex(3), 8), pow(&simplex(3), 3));
    bencher.bench_local(|| black_box(&a).div_exact(black_box(&b)));
}

fn gcd_bench(bencher: Bencher, common: &Poly, left: &Poly, right: &Poly) {
    let (a, b) = (mul(common, left), mul(common, right));
    bencher.bench_local(|| gcd(black_box(&a), black_box(&b), &LIMITS));
}

/// Coprime, three terms each: most pairs of factors.
#[divan::bench]
fn gcd_tiny_coprime(bencher: Bencher) {
    let (x, y) = (var(0), var(1));
    gcd_bench(bencher, &Poly::one(), &(&pow(&x, 2) + &y), &(&(&x + &pow(&y, 2)) + &number(1)));
}

/// x² - 1 and x² - 3x + 2.
#[divan::bench]
fn gcd_tiny_common(bencher: Bencher) {
    let x = var(0);
    gcd_bench(bencher, &(&x - &number(1)), &(&x + &number(1)), &(&x - &number(2)));
}

#[divan::bench]
fn gcd_univariate_degree_20(bencher: Bencher) {
    let x = var(0);
    let p = |a: i64, b: i64| &(&pow(&x, 10) + &x.scale(&Rational::integer(a))) + &number(b);
    gcd_bench(bencher, &p(3, 7), &p(-5, 11), &p(2, -9));
}

#[divan::bench(args = [3, 4])]
fn gcd_dense_degree_6(bencher: Bencher, vars: u32) {
    let p = |a: i64| pow(&(&simplex(vars) + &number(a)), 2);
    let common = &pow(&simplex(vars), 4) + &var(0);
    gcd_bench(bencher, &common, &(&p(3) + &var(1)), &(&p(-5) + &var(2)));
}

#[divan::bench(args = [6, 12, 30])]
fn factor_cyclotomic(bencher: Bencher, n: u32) {
    let p = &pow(&var(0), n) - &Poly::one();
    bencher.bench_local(|| factor(black_box(&p), &LIMITS));
}

#[divan::bench]
fn factor_difference_of_sixth_powers(bencher: Bencher) {
    let p = &pow(&var(0), 6) - &pow(&var(1), 6);
    bencher.bench_local(|| factor(black_box(&p), &LIMITS));
}

/// x/(x+1) + 1/(x-1).
#[divan::bench]
fn fraction_tiny_sum(bencher: Bencher) {
    let x = Fraction::var(Var(0));
    let plus = |n| Fraction::from_poly(&(&var(0) + &number(n))).unwrap_or(Fraction::zero());
    let (Ok(Some(a)), Some(b)) = (x.div(&plus(1), &LIMITS), plus(-1).recip()) else { return };
    bencher.bench_local(|| black_box(&a).add(black_box(&b), &LIMITS));
}

/// The sum of x_i^(n-1)/Π(x_i - x_j) over i, which is 1.
#[divan::bench(args = [3, 4, 5])]
fn lagrange_sum(bencher: Bencher, n: u32) {
    let term = |i: u32| {
        let top = Fraction::from_poly(&pow(&var(i), n - 1)).ok()?;
        (0..n).filter(|&j| j != i).try_fold(top, |term, j| {
            term.div(&Fraction::from_poly(&(&var(i) - &var(j))).ok()?, &LIMITS).ok()?
        })
    };
    let terms: Vec<_> = (0..n).filter_map(term).collect();
    bencher.bench_local(|| {
        let sum = terms.iter().try_fold(Fraction::zero(), |sum, term| sum.add(term, &LIMITS));
        assert_eq!(sum, Ok(Fraction::one()));
    });
}
