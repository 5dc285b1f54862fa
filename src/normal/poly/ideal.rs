//! Polynomials modulo others: a Gröbner basis by Buchberger's algorithm, within bounds.

use super::{Limits, Monomial, Poly, TooLarge};
use crate::num::Rational;

/// The most polynomials of a basis.
const MOST: usize = 40;

/// The highest total degree.
const HIGHEST_DEGREE: u64 = 30;

/// Is `p` a sum of multiples of the generators, so that it vanishes wherever they all do? Each step
/// takes away such a multiple, and what is left in the end is zero.
///
/// ```
/// use symderiv::normal::poly::{Limits, Poly, Var, is_combination};
/// let limits = Limits::default();
/// let (x, y) = (Poly::var(Var(0)), Poly::var(Var(1)));
/// let circle = &(&x.pow(2, &limits)? + &y.pow(2, &limits)?) - &Poly::one();
/// let p = &x.pow(4, &limits)? - &(&Poly::one() - &y.pow(2, &limits)?).pow(2, &limits)?;
/// assert!(is_combination(&p, &[circle], &limits)?);
/// # Ok::<(), symderiv::normal::poly::TooLarge>(())
/// ```
///
/// # Errors
/// [`TooLarge`] if the polynomials exceed the limits on the way.
pub fn is_combination(p: &Poly, generators: &[Poly], limits: &Limits) -> Result<bool, TooLarge> {
    let mut basis: Vec<Poly> = Vec::new();
    for generator in generators {
        let rest = remainder(generator, &basis, limits)?;
        if !rest.is_zero() {
            basis.push(monic(&rest));
        }
    }
    if remainder(p, &basis, limits)?.is_zero() {
        return Ok(true);
    }
    let mut pairs: Vec<(usize, usize)> =
        (0..basis.len()).flat_map(|j| (0..j).map(move |i| (i, j))).collect();
    while let Some((i, j)) = pairs.pop() {
        let (Some(a), Some(b)) = (basis.get(i), basis.get(j)) else { continue };
        let Some(spread) = overlap(a, b)? else { continue };
        let rest = remainder(&spread, &basis, limits)?;
        if rest.is_zero() {
            continue;
        }
        if rest.is_constant() {
            // The generators never vanish together.
            return Ok(true);
        }
        if basis.len() >= MOST {
            return Err(TooLarge::Work);
        }
        pairs.extend((0..basis.len()).map(|k| (k, basis.len())));
        basis.push(monic(&rest));
    }
    Ok(remainder(p, &basis, limits)?.is_zero())
}

fn monic(p: &Poly) -> Poly {
    p.leading_coefficient().recip().map_or_else(|| p.clone(), |inverse| p.scale(&inverse))
}

/// The combination of two monic polynomials in which the leading terms cancel; `None` if these
/// have no common factor, for then it is worth nothing.
fn overlap(a: &Poly, b: &Poly) -> Result<Option<Poly>, TooLarge> {
    let (Some((m, _)), Some((n, _))) = (a.leading_term(), b.leading_term()) else {
        return Ok(None);
    };
    if m.gcd(n).is_one() {
        return Ok(None);
    }
    let common = m.lcm(n);
    let (Some(m), Some(n)) = (common.div(m), common.div(n)) else { return Ok(None) };
    Ok(Some(&a.mul_term(&m, &Rational::ONE)? - &b.mul_term(&n, &Rational::ONE)?))
}

/// What is left of `p` when multiples of the monic `basis` are taken away as long as a leading term
/// allows it.
fn remainder(p: &Poly, basis: &[Poly], limits: &Limits) -> Result<Poly, TooLarge> {
    let mut rest = p.clone();
    let mut kept: Vec<(Monomial, Rational)> = Vec::new();
    while let Some((monomial, coefficient)) = rest.leading_term().cloned() {
        limits.check_terms(rest.len())?;
        if rest.total_degree() > HIGHEST_DEGREE {
            return Err(TooLarge::Work);
        }
        let fitting = basis.iter().find_map(|b| {
            let (leading, _) = b.leading_term()?;
            Some((b, monomial.div(leading)?))
        });
        rest = match fitting {
            Some((b, quotient)) => &rest - &b.mul_term(&quotient, &coefficient)?,
            None => {
                let term = Poly::term(monomial.clone(), coefficient.clone());
                kept.push((monomial, coefficient));
                &rest - &term
            }
        };
    }
    Ok(Poly::from_terms(kept))
}

#[cfg(test)]
mod tests {
    use super::is_combination;
    use crate::normal::poly::{Limits, Poly, Var};

    #[test]
    fn only_combinations_are_found() {
        let limits = Limits::default();
        let [x, y, z] = [0, 1, 2].map(|i| Poly::var(Var(i)));
        let square = |p: &Poly| p.pow(2, &limits).unwrap();
        let product = |p: &Poly, q: &Poly| p.mul(q, &limits).unwrap();
        // x + y + z = 0: x^3 + y^3 + z^3 = 3xyz.
        let sum = &(&x + &y) + &z;
        let cubes = [&x, &y, &z].map(|p| p.pow(3, &limits).unwrap());
        let triple = product(&product(&x, &y), &z).scale(&3.into());
        let p = &(&(&cubes[0] + &cubes[1]) + &cubes[2]) - &triple;
        assert_eq!(is_combination(&p, std::slice::from_ref(&sum), &limits), Ok(true));
        assert_eq!(is_combination(&cubes[0], &[sum], &limits), Ok(false));
        // x = yz, y = xz: x^2 = y^2 needs an overlap of the two.
        let (a, b) = (&x - &product(&y, &z), &y - &product(&x, &z));
        let p = &square(&x) - &square(&y);
        assert_eq!(is_combination(&p, &[a, b], &limits), Ok(true));
        assert_eq!(is_combination(&x, &[square(&x)], &limits), Ok(false));
    }
}
