//! Factorisation over ℚ.
//!
//! Square-free parts first. In one variable: factors modulo a prime, lifted and combined
//! (Zassenhaus). In several: contents, homogeneous polynomials with one variable less, quadratics
//! by their discriminant, an irreducible image as proof of irreducibility, and Kronecker's
//! substitution while degrees are small. Every factor found is checked by division.

mod hensel;
mod kronecker;
mod modular;
mod multivariate;
mod quadratic;
mod recombine;
mod univariate;

use super::limits::{Limits, TooLarge};
use super::squarefree::{Factored, squarefree};
use super::structure::Poly;

/// Factors of a square-free polynomial, and whether all are known to be irreducible.
struct Split {
    factors: Vec<Poly>,
    complete: bool,
}

impl Split {
    fn irreducible(p: Poly) -> Self {
        Self { factors: vec![p], complete: true }
    }

    fn unknown(p: Poly) -> Self {
        Self { factors: vec![p], complete: false }
    }
}

/// Writes a polynomial as a product of powers of irreducible factors; where
/// [`Factored::complete`] is `false`, some factors may split further.
///
/// ```
/// use symderiv::normal::poly::{Limits, Poly, Var, factor};
/// let (x, one, limits) = (Poly::var(Var(0)), Poly::one(), Limits::default());
/// let factored = factor(&(&x.pow(4, &limits)? - &one), &limits);
/// let square = &x.pow(2, &limits)? + &one;
/// assert_eq!(factored.factors, [(&x - &one, 1), (&x + &one, 1), (square, 1)]);
/// # Ok::<(), symderiv::normal::poly::TooLarge>(())
/// ```
#[must_use]
pub fn factor(p: &Poly, limits: &Limits) -> Factored {
    let parts = squarefree(p, limits);
    if !parts.complete {
        return parts;
    }
    let (mut factors, mut complete) = (Vec::new(), true);
    for (part, exp) in parts.factors {
        let split = split(&part, limits).unwrap_or_else(|_| Split::unknown(part));
        complete &= split.complete;
        factors.extend(split.factors.into_iter().map(|factor| (factor, exp)));
    }
    Factored::new(parts.unit, factors, complete)
}

/// Splits a primitive square-free polynomial.
fn split(p: &Poly, limits: &Limits) -> Result<Split, TooLarge> {
    match p.vars().as_slice() {
        [] => Ok(Split { factors: vec![], complete: true }),
        [var] => Ok(univariate::split(p, *var)),
        _ => multivariate::split(p, limits),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::factor;
    use crate::normal::poly::{Limits, Monomial, Poly, Var};
    use crate::num::Rational;

    const LIMITS: Limits = Limits::terms(10_000);

    /// The terms of a polynomial, and the degrees of its irreducible factors.
    type Row<T> = (&'static [(i64, T)], &'static [u64]);

    /// A polynomial in x, y, z.
    fn poly(terms: &[(i64, [u32; 3])]) -> Poly {
        let terms = terms.iter().map(|&(c, exps)| {
            let powers: Vec<_> = (0..).map(Var).zip(exps).collect();
            (Monomial::new(&powers).unwrap(), Rational::integer(c))
        });
        Poly::from_terms(terms.collect())
    }

    fn univariate(coefficients: &[(i64, u32)]) -> Poly {
        poly(&coefficients.iter().map(|&(c, exp)| (c, [exp, 0, 0])).collect::<Vec<_>>())
    }

    fn degrees(p: &Poly) -> Vec<u64> {
        let factored = factor(p, &LIMITS);
        assert_eq!(factored.expand(&LIMITS).unwrap(), *p, "{p:?}");
        assert!(factored.complete, "{p:?}");
        let mut degrees: Vec<_> = factored.factors.iter().map(|(f, _)| f.total_degree()).collect();
        degrees.sort_unstable();
        degrees
    }

    #[test]
    fn univariate_factors_have_known_degrees() {
        let rows: &[Row<u32>] = &[
            (&[(1, 2), (-2, 0)], &[2]),
            (&[(6, 2), (-5, 1), (1, 0)], &[1, 1]),
            (&[(1, 3), (-1, 0)], &[1, 2]),
            // x^4 + 1 splits modulo every prime, x^4 + 4 is Sophie Germain's.
            (&[(1, 4), (1, 0)], &[4]),
            (&[(1, 4), (4, 0)], &[2, 2]),
            (&[(1, 4), (-10, 2), (1, 0)], &[4]),
            (&[(1, 12), (-1, 0)], &[1, 1, 2, 2, 2, 4]),
            (&[(1, 15), (-1, 0)], &[1, 2, 4, 8]),
            (&[(1, 30), (-1, 0)], &[1, 1, 2, 2, 4, 4, 8, 8]),
            (&[(1, 8), (-40, 6), (352, 4), (-960, 2), (576, 0)], &[8]),
            (&[(1, 5), (-1, 1), (-1, 0)], &[5]),
            (&[(1, 5), (1, 1), (1, 0)], &[2, 3]),
        ];
        for (coefficients, expected) in rows {
            assert_eq!(degrees(&univariate(coefficients)), *expected, "{coefficients:?}");
        }
    }

    #[test]
    fn multivariate_factors_have_known_degrees() {
        let rows: &[Row<[u32; 3]>] = &[
            (&[(1, [2, 0, 0]), (-1, [0, 2, 0])], &[1, 1]),
            (&[(1, [2, 0, 0]), (1, [0, 2, 0])], &[2]),
            (&[(1, [2, 0, 0]), (2, [1, 1, 0]), (1, [0, 2, 0])], &[1]),
            (&[(1, [3, 0, 0]), (-1, [0, 3, 0])], &[1, 2]),
            (&[(1, [6, 0, 0]), (-1, [0, 6, 0])], &[1, 1, 2, 2]),
            (&[(1, [4, 0, 0]), (4, [0, 4, 0])], &[2, 2]),
            // (xy + x + 1)(xy - 2), (x + y + z)(x² + y² + z² - xy - yz - zx).
            (
                &[(1, [2, 2, 0]), (1, [2, 1, 0]), (-1, [1, 1, 0]), (-2, [1, 0, 0]), (-2, [0; 3])],
                &[2, 2],
            ),
            (&[(1, [3, 0, 0]), (1, [0, 3, 0]), (1, [0, 0, 3]), (-3, [1, 1, 1])], &[1, 2]),
            // (x³ + y)(y³ + x + 1).
            (
                &[
                    (1, [3, 3, 0]),
                    (1, [4, 0, 0]),
                    (1, [3, 0, 0]),
                    (1, [0, 4, 0]),
                    (1, [1, 1, 0]),
                    (1, [0, 1, 0]),
                ],
                &[3, 3],
            ),
            (&[(1, [5, 0, 0]), (1, [0, 4, 0]), (1, [1, 3, 3]), (7, [0; 3])], &[7]),
            // (x - 1)(y - 1)(z - 1).
            (
                &[
                    (1, [1, 1, 1]),
                    (-1, [1, 1, 0]),
                    (-1, [1, 0, 1]),
                    (-1, [0, 1, 1]),
                    (1, [1, 0, 0]),
                    (1, [0, 1, 0]),
                    (1, [0, 0, 1]),
                    (-1, [0; 3]),
                ],
                &[1, 1, 1],
            ),
        ];
        for (terms, expected) in rows {
            assert_eq!(degrees(&poly(terms)), *expected, "{terms:?}");
        }
    }

    #[test]
    fn huge_coefficients_are_lifted() {
        let large: Rational = "1000000007000000000000000000000009".parse().unwrap();
        let x = Poly::var(Var(0));
        let left = &x.pow(4, &LIMITS).unwrap() + &Poly::constant(large.clone());
        let right = &x.pow(3, &LIMITS).unwrap().scale(&large) - &x.scale(&Rational::integer(3));
        let right = &right + &Poly::one();
        let product = left.mul(&right, &LIMITS).unwrap();
        assert_eq!(factor(&product, &LIMITS).factors.len(), 2);
        assert_eq!(degrees(&product), [3, 4]);
    }

    #[test]
    fn work_is_bounded() {
        // Degree 200 stays in one piece, and says so.
        let p = univariate(&[(1, 200), (3, 1), (-5, 0)]);
        let factored = factor(&p, &LIMITS);
        assert!(!factored.complete);
        assert_eq!(factored.factors, [(p, 1)]);
        // A thousand squares are settled by the discriminant in one of them.
        let squares = (0..1_000).map(|i| Poly::var(Var(i)).pow(2, &LIMITS).unwrap());
        let sum = squares.fold(Poly::zero(), |sum, square| &sum + &square);
        assert_eq!(degrees(&sum), [2]);
        let p = univariate(&[(1, 1_000_000_000), (-1, 0)]);
        assert!(!factor(&p, &LIMITS).complete);
    }

    fn arbitrary() -> impl Strategy<Value = Poly> {
        let exps = prop::array::uniform3(0_u32..3);
        prop::collection::vec((-5_i64..6, exps), 1..4).prop_map(|terms| poly(&terms))
    }

    proptest! {
        #[test]
        fn factors_multiply_back(a in arbitrary(), b in arbitrary(), c in arbitrary()) {
            let product = a.mul(&b, &LIMITS).unwrap().mul(&c, &LIMITS).unwrap();
            let factored = factor(&product, &LIMITS);
            prop_assert_eq!(factored.expand(&LIMITS).unwrap(), product);
            let sorted = factored.factors.windows(2).all(|w| w[0].0 < w[1].0);
            prop_assert!(sorted && factored.factors.iter().all(|(f, _)| f.is_primitive()));
        }

        #[test]
        fn known_univariate_factors_are_split(
            a in prop::collection::vec(-20_i64..20, 2..5),
            b in prop::collection::vec(-20_i64..20, 2..5),
        ) {
            let [a, b] = [a, b].map(|p| univariate(&p.into_iter().zip(0..).collect::<Vec<_>>()));
            let product = a.mul(&b, &LIMITS).unwrap();
            prop_assume!(!product.is_zero());
            let factored = factor(&product, &LIMITS);
            prop_assert!(factored.complete);
            for (f, _) in &factored.factors {
                // No factor of the product contains parts of both.
                prop_assert!(f.divides(&a) || f.divides(&b));
            }
        }
    }
}
