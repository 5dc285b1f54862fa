//! Laws of polynomials and rational functions on random ones, and values at random points.

#![expect(clippy::unwrap_used, reason = "what cannot be built fails the test")]

use proptest::prelude::*;
use symderiv::normal::fraction::Fraction;
use symderiv::normal::poly::{Limits, Monomial, Poly, TooLarge, Var, gcd, squarefree};
use symderiv::num::Rational;

const LIMITS: Limits = Limits::terms(20_000);

fn rational() -> impl Strategy<Value = Rational> {
    (-12_i64..13, 1_i64..5).prop_map(|(n, d)| Rational::new(n, d))
}

/// Polynomials in x0, x1, x2 and, to leave the inline monomials, sometimes x3 to x7.
fn poly() -> impl Strategy<Value = Poly> {
    let power = prop_oneof![5 => 0_u32..3, 1 => 3_u32..8].prop_flat_map(|v| (Just(v), 1_u32..4));
    let monomial = prop::collection::vec(power, 0..4).prop_map(|powers| {
        let powers: Vec<_> = powers.into_iter().map(|(v, exp)| (Var(v), exp)).collect();
        Monomial::new(&powers).unwrap()
    });
    prop::collection::vec((monomial, rational()), 0..5).prop_map(Poly::from_terms)
}

fn small_poly() -> impl Strategy<Value = Poly> {
    let monomial =
        (0_u32..3, 0_u32..3).prop_map(|(a, b)| Monomial::new(&[(Var(0), a), (Var(1), b)]).unwrap());
    prop::collection::vec((monomial, rational()), 1..4).prop_map(Poly::from_terms)
}

fn fraction() -> impl Strategy<Value = Fraction> {
    (small_poly(), small_poly(), 1_i32..3).prop_filter_map("zero denominator", |(a, b, exp)| {
        let denominator = Fraction::from_poly(&b).unwrap().pow(exp, &LIMITS).unwrap()?;
        Fraction::from_poly(&a).unwrap().div(&denominator, &LIMITS).unwrap()
    })
}

fn point() -> impl Strategy<Value = [Rational; 8]> {
    prop::array::uniform8(rational())
}

fn at(p: &Poly, point: &[Rational; 8]) -> Rational {
    p.evaluate(|var| point[var.0 as usize].clone(), &LIMITS).unwrap()
}

fn value(f: &Fraction, point: &[Rational; 8]) -> Option<Rational> {
    f.evaluate(|var| point[var.0 as usize].clone(), &LIMITS).unwrap()
}

fn mul(a: &Poly, b: &Poly) -> Poly {
    a.mul(b, &LIMITS).unwrap()
}

/// Every promise of the representation.
fn check_invariants(f: &Fraction) -> Result<(), TestCaseError> {
    prop_assert!(!f.unit().is_zero() || f.factors().is_empty());
    prop_assert!(f.factors().windows(2).all(|pair| pair[0] < pair[1]));
    for (i, (p, exp)) in f.factors().iter().enumerate() {
        prop_assert!(*exp != 0 && p.is_primitive() && !p.is_constant());
        prop_assert!(p.as_var().is_some() || p.monomial_content().is_one());
        for (q, _) in &f.factors()[..i] {
            prop_assert!(gcd(p, q, &LIMITS).unwrap().is_one());
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn polynomials_are_a_ring(a in poly(), b in poly(), c in poly()) {
        prop_assert_eq!(mul(&a, &b), mul(&b, &a));
        prop_assert_eq!(mul(&mul(&a, &b), &c), mul(&a, &mul(&b, &c)));
        prop_assert_eq!(mul(&a, &(&b + &c)), &mul(&a, &b) + &mul(&a, &c));
        prop_assert_eq!(&(&a + &b) + &c, &a + &(&b + &c));
        prop_assert!((&a - &a).is_zero());
        prop_assert_eq!(&a - &b, &a + &-&b);
    }

    #[test]
    fn evaluation_is_a_homomorphism(a in poly(), b in poly(), x in point()) {
        prop_assert_eq!(at(&(&a + &b), &x), &at(&a, &x) + &at(&b, &x));
        prop_assert_eq!(at(&mul(&a, &b), &x), &at(&a, &x) * &at(&b, &x));
        prop_assert_eq!(at(&a.pow(3, &LIMITS).unwrap(), &x), at(&a, &x).pow(3).unwrap());
    }

    #[test]
    fn division_inverts_multiplication(a in poly(), b in poly(), c in poly()) {
        let product = mul(&a, &b);
        if b.is_zero() {
            prop_assert_eq!(product.div_exact(&b), None);
        } else {
            prop_assert_eq!(product.div_exact(&b), Some(a));
            if let Some(quotient) = c.div_exact(&b) {
                prop_assert_eq!(mul(&quotient, &b), c);
            }
        }
    }

    #[test]
    fn coefficients_put_together_again(a in poly(), b in poly(), v in 0_u32..8) {
        let var = Var(v);
        let coefficients = a.coefficients(var);
        prop_assert!(coefficients.windows(2).all(|pair| pair[0].0 > pair[1].0));
        prop_assert!(coefficients.iter().all(|(_, c)| !c.contains(var) && !c.is_zero()));
        prop_assert_eq!(Poly::from_coefficients(var, &coefficients).unwrap(), a.clone());
        let product = &mul(&a.derivative(var), &b) + &mul(&a, &b.derivative(var));
        prop_assert_eq!(mul(&a, &b).derivative(var), product);
    }

    #[test]
    fn substitution_commutes_with_evaluation(a in poly(), b in small_poly(), x in point()) {
        let substituted = a.substitute(Var(2), &b, &LIMITS).unwrap();
        let mut there = x.clone();
        there[2] = at(&b, &x);
        prop_assert_eq!(at(&substituted, &x), at(&a, &there));
    }

    #[test]
    fn reduction_is_a_remainder(a in poly(), b in small_poly(), k in 1_u32..4) {
        // x2 is free of b: modulo x2^k - b, and x1 below the degree k.
        let reduced = a.reduce_power(Var(2), k, &b, &LIMITS).unwrap();
        prop_assert!(reduced.degree(Var(2)) < k);
        let relation = &Poly::var(Var(2)).pow(k, &LIMITS).unwrap() - &b;
        prop_assert!(relation.divides(&(&a - &reduced)));
        match a.reduce_power(Var(1), k, &b, &LIMITS) {
            Ok(reduced) => {
                prop_assert!(reduced.degree(Var(1)) < k);
                let relation = &Poly::var(Var(1)).pow(k, &LIMITS).unwrap() - &b;
                prop_assert!(a == reduced || relation.divides(&(&a - &reduced)));
            }
            Err(error) => prop_assert!(error == TooLarge::Exponent && b.degree(Var(1)) >= k),
        }
    }

    #[test]
    fn square_free_parts_are_coprime(a in small_poly(), b in small_poly()) {
        let product = mul(&mul(&a, &a), &b);
        let factored = squarefree(&product, &LIMITS);
        prop_assert_eq!(factored.expand(&LIMITS).unwrap(), product);
        for (i, (p, _)) in factored.factors.iter().enumerate() {
            for (q, _) in &factored.factors[..i] {
                prop_assert!(gcd(p, q, &LIMITS).unwrap().is_one());
            }
            for var in p.vars() {
                prop_assert!(gcd(p, &p.derivative(var), &LIMITS).unwrap().is_one());
            }
        }
    }

    #[test]
    fn fractions_are_a_field(a in fraction(), b in fraction(), c in fraction()) {
        let add = |a: &Fraction, b: &Fraction| a.add(b, &LIMITS).unwrap();
        let mul = |a: &Fraction, b: &Fraction| a.mul(b, &LIMITS).unwrap();
        for f in [&a, &add(&a, &b), &mul(&a, &b)] {
            check_invariants(f)?;
        }
        let equal = |a: &Fraction, b: &Fraction| a.equals(b, &LIMITS).unwrap();
        prop_assert!(equal(&add(&a, &b), &add(&b, &a)));
        prop_assert!(equal(&add(&add(&a, &b), &c), &add(&a, &add(&b, &c))));
        prop_assert!(equal(&mul(&a, &add(&b, &c)), &add(&mul(&a, &b), &mul(&a, &c))));
        prop_assert_eq!(a.sub(&a, &LIMITS).unwrap(), Fraction::zero());
        if let Some(quotient) = a.div(&b, &LIMITS).unwrap() {
            prop_assert!(equal(&mul(&quotient, &b), &a));
        } else {
            prop_assert!(b.is_zero());
        }
        let factored = a.factor_fully(&LIMITS).unwrap();
        check_invariants(&factored)?;
        prop_assert!(equal(&factored, &a));
    }

    #[test]
    fn fractions_have_the_values_of_their_parts(a in fraction(), b in fraction(), x in point()) {
        // Where both sides are defined; a reduced sum may be defined at more points.
        if let (Some(left), Some(right)) = (value(&a, &x), value(&b, &x)) {
            let sum = value(&a.add(&b, &LIMITS).unwrap(), &x);
            prop_assert_eq!(sum, Some(&left + &right));
            let product = value(&a.mul(&b, &LIMITS).unwrap(), &x);
            prop_assert_eq!(product, Some(&left * &right));
            let quotient = a.div(&b, &LIMITS).unwrap().and_then(|q| value(&q, &x));
            if !right.is_zero() {
                prop_assert_eq!(quotient, left.checked_div(&right));
            }
            let parts = (a.numerator(&LIMITS).unwrap(), a.denominator(&LIMITS).unwrap());
            prop_assert_eq!(at(&parts.0, &x).checked_div(&at(&parts.1, &x)), Some(left));
        }
    }

    #[test]
    fn sums_of_many_agree_with_repeated_addition(
        summands in prop::collection::vec(fraction(), 0..6), shift in prop::collection::vec(-2..3, 6),
    ) {
        // Powers of variables make some summands of one shape.
        let x = Fraction::var(Var(0));
        let shifted = summands.iter().chain(&summands).zip(shift).map(|(f, exp)| {
            f.mul(&x.pow(exp, &LIMITS).unwrap().unwrap(), &LIMITS).unwrap()
        });
        let shifted: Vec<_> = shifted.collect();
        let sum = Fraction::sum(&shifted, &LIMITS).unwrap();
        check_invariants(&sum)?;
        let one_by_one =
            shifted.iter().fold(Fraction::zero(), |sum, f| sum.add(f, &LIMITS).unwrap());
        prop_assert!(sum.equals(&one_by_one, &LIMITS).unwrap());
    }

    #[test]
    fn fractions_are_reduced(a in fraction(), b in fraction()) {
        let sum = a.add(&b, &LIMITS).unwrap();
        let (top, bottom) = (sum.numerator(&LIMITS).unwrap(), sum.denominator(&LIMITS).unwrap());
        let common = gcd(&top, &bottom, &LIMITS).unwrap();
        prop_assert!(sum.is_zero() || common.is_one());
    }
}

#[test]
fn limits_are_kept() {
    let limits = Limits::terms(100);
    let sum = &Poly::var(Var(0)) + &Poly::one();
    assert_eq!(sum.pow(1_000_000, &LIMITS), Err(TooLarge::Terms(20_000)));
    assert_eq!(sum.pow(100, &limits), Err(TooLarge::Terms(100)));
    assert_eq!(sum.pow(99, &limits).map(|p| p.len()), Ok(100));
    // Few terms, but half a gigabyte of binomial coefficients.
    assert_eq!(sum.pow(49_999, &Limits::default()), Err(TooLarge::Digits));
    let three = &sum + &Poly::var(Var(1));
    assert_eq!(three.pow(10_000, &Limits::default()), Err(TooLarge::Work));
    let power = Poly::var(Var(0)).pow(u32::MAX, &limits).unwrap();
    assert_eq!(power.mul(&power, &limits), Err(TooLarge::Exponent));
    let two = Poly::constant(Rational::integer(2));
    assert_eq!(two.pow(u32::MAX, &limits), Err(TooLarge::Digits));
    assert_eq!(power.evaluate(|_| Rational::new(1, 2), &limits), Err(TooLarge::Digits));
    assert_eq!(power.evaluate(|_| Rational::MINUS_ONE, &limits), Ok(Rational::MINUS_ONE));
}
