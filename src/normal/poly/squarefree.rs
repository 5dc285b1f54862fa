//! Square-free factorisation, and what every factorisation is returned as.

use super::gcd::gcd;
use super::limits::{Limits, TooLarge};
use super::monomial::Var;
use super::structure::Poly;
use crate::num::Rational;

/// A polynomial as a number times powers of factors.
///
/// The factors are primitive (coprime integer coefficients, positive leading one), not constant,
/// different and in ascending order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factored {
    /// The number in front: zero for zero.
    pub unit: Rational,
    /// The factors with their multiplicities.
    pub factors: Vec<(Poly, u32)>,
    /// Is every factor known to be as irreducible as the function promises? `false` where a
    /// bound on the work was met.
    pub complete: bool,
}

impl Factored {
    pub(super) fn new(unit: Rational, mut factors: Vec<(Poly, u32)>, complete: bool) -> Self {
        factors.sort_unstable();
        Self { unit, factors, complete }
    }

    /// Multiplies out.
    ///
    /// # Errors
    /// [`TooLarge`] if the product exceeds the limits.
    pub fn expand(&self, limits: &Limits) -> Result<Poly, TooLarge> {
        let mut product = Poly::constant(self.unit.clone());
        for (factor, exp) in &self.factors {
            product = product.mul(&factor.pow(*exp, limits)?, limits)?;
        }
        Ok(product)
    }
}

/// Writes a polynomial as a product of powers of pairwise coprime square-free factors.
///
/// A polynomial whose gcds exceed the limits keeps its remaining part in one piece, with
/// [`Factored::complete`] `false`.
///
/// ```
/// use symderiv::normal::poly::{Limits, Poly, Var, squarefree};
/// let (x, limits) = (Poly::var(Var(0)), Limits::default());
/// let sum = &x + &Poly::one();
/// let p = x.pow(2, &limits)?.mul(&sum.pow(3, &limits)?, &limits)?;
/// assert_eq!(squarefree(&p, &limits).factors, [(x, 2), (sum, 3)]);
/// # Ok::<(), symderiv::normal::poly::TooLarge>(())
/// ```
#[must_use]
pub fn squarefree(p: &Poly, limits: &Limits) -> Factored {
    let (unit, primitive) = p.primitive();
    let power = primitive.monomial_content();
    let mut factors: Vec<_> = power.powers().map(|(var, exp)| (Poly::var(var), exp)).collect();
    let mut rest = primitive.without_monomial(&power);
    // Each round treats the factors that contain the main variable; the content has none.
    while let Some(var) = rest.main_var() {
        match round(&rest, var, limits) {
            Ok((content, found)) => {
                factors.extend(found);
                rest = content;
            }
            Err(_) => {
                factors.push((rest, 1));
                return Factored::new(unit, factors, false);
            }
        }
    }
    Factored::new(unit, factors, true)
}

type Powers = Vec<(Poly, u32)>;

/// The content with respect to the variable, and the square-free factors of the other part.
fn round(p: &Poly, var: Var, limits: &Limits) -> Result<(Poly, Powers), TooLarge> {
    let content = p.content_in(var, limits)?;
    let part = p.div_exact(&content).ok_or(TooLarge::Work)?;
    Ok((content, yun(&part, var, limits)?))
}

/// Yun's algorithm for a polynomial without content with respect to the variable (Yun, *On
/// square-free decomposition algorithms*, 1976).
fn yun(f: &Poly, var: Var, limits: &Limits) -> Result<Powers, TooLarge> {
    let exact = |a: &Poly, b: &Poly| a.div_exact(b).ok_or(TooLarge::Work);
    let derivative = f.derivative(var);
    let repeated = gcd(f, &derivative, limits)?;
    let mut left = exact(f, &repeated)?;
    let mut rest = &exact(&derivative, &repeated)? - &left.derivative(var);
    let (mut factors, mut multiplicity) = (Powers::new(), 1);
    while !rest.is_zero() {
        let factor = gcd(&left, &rest, limits)?;
        left = exact(&left, &factor)?;
        rest = &exact(&rest, &factor)? - &left.derivative(var);
        if !factor.is_one() {
            factors.push((factor, multiplicity));
        }
        multiplicity += 1;
    }
    if !left.is_one() {
        factors.push((left, multiplicity));
    }
    Ok(factors)
}

#[cfg(test)]
mod tests {
    use super::squarefree;
    use crate::normal::poly::{Limits, Poly, Var, gcd};
    use crate::num::Rational;

    const LIMITS: Limits = Limits::terms(10_000);

    #[test]
    fn multiplicities_are_separated() {
        let [x, y, z] = [0, 1, 2].map(|i| Poly::var(Var(i)));
        let one = Poly::one();
        let a = &(&x.pow(2, &LIMITS).unwrap() + &y) + &one;
        let b = &(&z - &x) + &one;
        let c = &x - &one.scale(&Rational::integer(2));
        let parts = [(a, 1), (b, 2), (c, 4), (y, 3)];
        let mut p = Poly::constant(Rational::new(-3, 2));
        for (factor, exp) in &parts {
            p = p.mul(&factor.pow(*exp, &LIMITS).unwrap(), &LIMITS).unwrap();
        }
        let factored = squarefree(&p, &LIMITS);
        assert_eq!(factored.expand(&LIMITS).unwrap(), p);
        let mut expected = parts.to_vec();
        expected.sort();
        assert_eq!(factored.factors, expected);
        for (i, (f, _)) in factored.factors.iter().enumerate() {
            for (g, _) in &factored.factors[..i] {
                assert!(gcd(f, g, &LIMITS).unwrap().is_one());
            }
        }
    }

    #[test]
    fn constants_have_no_factors() {
        for n in [0, 5] {
            let constant = Poly::constant(Rational::integer(n));
            let factored = squarefree(&constant, &LIMITS);
            assert!(factored.factors.is_empty() && factored.unit == Rational::integer(n));
        }
    }
}
