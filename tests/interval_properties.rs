//! Intervals contain what they must: exact results, and the values at all their points.

// A failed construction is a failed test.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use symderiv::num::{Fault, Interval, Rational};

fn rational() -> impl Strategy<Value = Rational> {
    (-2000_i64..2000, 1_i64..300).prop_map(|(n, d)| Rational::new(n, d))
}

/// A point and an interval around it, of any width.
fn around() -> impl Strategy<Value = (Rational, Interval)> {
    (rational(), 0_i64..300, 0_i64..300, 0_i32..90).prop_map(|(q, below, above, e)| {
        let unit = Rational::integer(2).pow(-e).unwrap();
        let at = |k: i64| Interval::from_rational(&(&q + &(&Rational::integer(k) * &unit)), 80);
        let range = at(-below).hull(&at(above)).hull(&Interval::from_rational(&q, 80));
        (q, range)
    })
}

fn precision() -> impl Strategy<Value = usize> {
    prop_oneof![2_usize..20, 20_usize..200]
}

type Function = fn(&Interval, usize) -> Result<Interval, Fault>;

const FUNCTIONS: [(&str, Function); 14] = [
    ("exp", Interval::exp),
    ("ln", Interval::ln),
    ("sin", Interval::sin),
    ("cos", Interval::cos),
    ("asin", Interval::asin),
    ("acos", Interval::acos),
    ("atan", Interval::atan),
    ("erf", Interval::erf),
    ("sqrt", Interval::sqrt),
    ("square", |x, prec| x.powi(2, prec)),
    ("cube", |x, prec| x.powi(3, prec)),
    ("reciprocal cube", |x, prec| x.powi(-3, prec)),
    ("fifth root", |x, prec| x.root(5, prec)),
    ("absolute value", |x, _| Ok(x.abs())),
];

/// Very small and very large arguments take short ways that depend on the precision.
#[test]
fn values_agree_with_sharper_ones_at_every_size_and_precision() {
    for prec in (2_i64..90).step_by(11) {
        for size in [prec / 2, prec, 2 * prec] {
            for offset in -6_i64..6 {
                for e in [size + offset, -size - offset] {
                    for m in [1, -5] {
                        let x = Interval::dyadic(&m.into(), e).unwrap();
                        for (name, f) in FUNCTIONS {
                            let (Ok(value), Ok(sharp)) = (f(&x, prec as usize), f(&x, 250)) else {
                                continue;
                            };
                            let apart = value.compare(&sharp).is_some();
                            assert!(!apart, "{name} of {m}*2^{e} at {prec}: {value:?} {sharp:?}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn arctangents_of_large_arguments_stay_below_a_right_angle() {
    for prec in 10..300 {
        for beyond in 5..9 {
            let x = Interval::dyadic(&1.into(), prec + beyond).unwrap();
            let value = x.atan(prec as usize).unwrap();
            assert!(value.compare(&x.atan(700).unwrap()).is_none(), "2^{beyond} at {prec}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn arithmetic_contains_the_exact_result(
        (p, x) in around(), (q, y) in around(), prec in precision(),
    ) {
        prop_assert!(x.contains(&p) && y.contains(&q));
        prop_assert!(x.add(&y, prec).unwrap().contains(&(&p + &q)));
        prop_assert!(x.sub(&y, prec).unwrap().contains(&(&p - &q)));
        prop_assert!(x.mul(&y, prec).unwrap().contains(&(&p * &q)));
        prop_assert!(x.neg().contains(&-&p));
        prop_assert!(x.min(&y).contains(&p.clone().min(q.clone())));
        prop_assert!(x.max(&y).contains(&p.clone().max(q.clone())));
        match (x.div(&y, prec), p.checked_div(&q)) {
            (Ok(quotient), Some(exact)) => prop_assert!(quotient.contains(&exact)),
            (Ok(_), None) => prop_assert!(false, "a quotient by zero"),
            (Err(fault), _) => {
                prop_assert!(y.contains_zero());
                prop_assert!(fault != Fault::Undefined || q.is_zero());
            }
        }
    }

    #[test]
    fn integer_powers_contain_the_exact_result(
        (p, x) in around(), n in -9_i32..9, prec in precision(),
    ) {
        match (x.powi(i64::from(n), prec), p.pow(n)) {
            (Ok(power), Some(exact)) => prop_assert!(power.contains(&exact)),
            (Ok(_), None) => prop_assert!(false, "a reciprocal of zero"),
            (Err(_), _) => prop_assert!(n < 0 && x.contains_zero()),
        }
    }

    #[test]
    fn ranges_contain_the_values_at_their_points(
        (p, x) in around(), which in 0..FUNCTIONS.len(), prec in precision(),
    ) {
        let (name, f) = FUNCTIONS[which];
        let at_point = f(&Interval::from_rational(&p, 300), 250);
        match (f(&x, prec), at_point) {
            (Ok(range), Ok(value)) => {
                prop_assert!(range.compare(&value).is_none(), "{name} {x:?}: {range:?} {value:?}");
            }
            (Ok(_), Err(fault)) => prop_assert_eq!(fault, Fault::Undetermined, "{} {:?}", name, x),
            (Err(Fault::Undefined), Ok(_)) => prop_assert!(false, "{name} is defined in {x:?}"),
            (Err(_), _) => {}
        }
    }

    #[test]
    fn signs_and_integer_parts_are_those_of_the_point((p, x) in around()) {
        if let Some(sign) = x.sign() {
            prop_assert_eq!(sign, p.signum());
        }
        if let Ok(floor) = x.floor() {
            prop_assert_eq!(floor, p.floor());
        }
        if let Ok(ceil) = x.ceil() {
            prop_assert_eq!(ceil, p.ceil());
        }
        if let Ok(text) = x.to_places(3) {
            prop_assert_eq!(text, p.to_places(3));
        }
    }

    #[test]
    fn inverse_functions_come_back((p, _) in around(), prec in 30_usize..400) {
        let x = Interval::from_rational(&p, prec);
        let meets = |y: Result<Interval, Fault>| y.unwrap().compare(&x).is_none();
        prop_assert!(meets(x.exp(prec).unwrap().ln(prec)));
        prop_assert!(meets(x.root(3, prec).unwrap().powi(3, prec)));
        let tan = x.atan(prec).unwrap();
        prop_assert!(meets(tan.sin(prec).unwrap().div(&tan.cos(prec).unwrap(), prec)));
    }
}
