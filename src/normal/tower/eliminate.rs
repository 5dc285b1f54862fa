//! Expressing one value through others: `4E/(1 + E)^2 = 1 - T^2` for `T = (1 - E)/(1 + E)`.

use super::{NoForm, Tower};
use crate::normal::fraction::Fraction;
use crate::normal::poly::{Monomial, Poly, Var};
use crate::num::Rational;

impl Tower {
    /// The value as a rational function of a new variable that stands for `unit`, by solving for
    /// a generator in which `unit` is a quotient of linear terms. `None` if there is none, or the
    /// value depends on it otherwise.
    ///
    /// # Errors
    /// [`NoForm`] if something gets too large.
    pub fn eliminate(
        &self,
        value: &Fraction,
        unit: &Fraction,
        fresh: Var,
    ) -> Result<Option<Fraction>, NoForm> {
        for var in unit.vars() {
            if self.is_symbol(var) || !value.contains(var) {
                continue;
            }
            if let Some(result) = self.eliminate_generator(value, unit, var, fresh)? {
                return Ok(Some(result));
            }
        }
        Ok(None)
    }

    /// `unit = (a g^m + b)/(c g^m + d)` gives `g^m = (b - d u)/(c u - a)`.
    fn eliminate_generator(
        &self,
        value: &Fraction,
        unit: &Fraction,
        var: Var,
        fresh: Var,
    ) -> Result<Option<Fraction>, NoForm> {
        let limits = &self.limits;
        let (above, below) = (unit.numerator(limits)?, unit.denominator(limits)?);
        let m = above.degree(var).max(below.degree(var));
        let (Some((a, b)), Some((c, d))) = (linear_in(&above, var, m), linear_in(&below, var, m))
        else {
            return Ok(None);
        };
        let u = Poly::var(fresh);
        let numer = &b - &u.mul(&d, limits)?;
        let denom = &u.mul(&c, limits)? - &a;
        let (numer, denom) = (Fraction::from_poly(&numer)?, Fraction::from_poly(&denom)?);
        let Some(solved) = numer.div(&denom, limits)? else { return Ok(None) };
        let mut result = Fraction::from_rational(value.unit().clone());
        for (factor, exponent) in value.factors() {
            let Some(new) = self.substitute_power(factor, var, m, &solved)? else {
                return Ok(None);
            };
            let power = new.pow(*exponent, limits)?.ok_or(NoForm::Undefined)?;
            result = result.mul(&power, limits)?;
        }
        Ok((!result.contains(var)).then_some(result))
    }

    /// The polynomial with `solved` in place of `var^m`, if only such powers occur.
    fn substitute_power(
        &self,
        p: &Poly,
        var: Var,
        m: u32,
        solved: &Fraction,
    ) -> Result<Option<Fraction>, NoForm> {
        let mut sum = Fraction::zero();
        for (exponent, coefficient) in p.coefficients(var) {
            if exponent % m != 0 {
                return Ok(None);
            }
            let power = i32::try_from(exponent / m).ok().map(|n| solved.pow(n, &self.limits));
            let Some(power) = power.transpose()?.flatten() else { return Ok(None) };
            let term = Fraction::from_poly(&coefficient)?.mul(&power, &self.limits)?;
            sum = sum.add(&term, &self.limits)?;
        }
        Ok(Some(sum))
    }

    /// Rational numbers `c` with `value = Σ c_i * candidates_i` modulo the generators' relations,
    /// by comparing coefficients.
    ///
    /// # Errors
    /// [`NoForm`] if something gets too large.
    pub fn combination(
        &self,
        value: &Fraction,
        candidates: &[Fraction],
    ) -> Result<Option<Vec<Rational>>, NoForm> {
        let limits = &self.limits;
        let base = self.generators.len() as u32 + 1;
        let mut sum = value.neg();
        for (i, candidate) in candidates.iter().enumerate() {
            let unknown = Fraction::var(Var(base + i as u32));
            sum = sum.add(&unknown.mul(candidate, limits)?, limits)?;
        }
        let numerator = self.reduce(&sum.numerator(limits)?)?;
        let is_unknown = |var: Var| var.0 >= base;
        // One linear equation for each power product of the generators.
        let mut equations: Vec<(Monomial, Vec<(usize, Rational)>)> = Vec::new();
        for (monomial, coefficient) in numerator.terms() {
            let (unknowns, rest) = monomial.partition(is_unknown);
            let column = match unknowns.powers().next() {
                None => candidates.len(),
                Some((var, 1)) if unknowns.powers().len() == 1 => (var.0 - base) as usize,
                Some(_) => return Ok(None),
            };
            match equations.iter_mut().find(|(m, _)| *m == rest) {
                Some((_, row)) => row.push((column, coefficient.clone())),
                None => equations.push((rest, vec![(column, coefficient.clone())])),
            }
        }
        Ok(solve(equations.into_iter().map(|(_, row)| row).collect(), candidates.len()))
    }
}

/// `p = a*var^m + b`, if it has that form.
fn linear_in(p: &Poly, var: Var, m: u32) -> Option<(Poly, Poly)> {
    let (mut a, mut b) = (Poly::zero(), Poly::zero());
    for (exponent, coefficient) in p.coefficients(var) {
        match exponent {
            0 => b = coefficient,
            e if e == m => a = coefficient,
            _ => return None,
        }
    }
    Some((a, b))
}

/// A solution of the linear equations `Σ row_j x_j + row_n = 0`, free unknowns zero; Gauss–Jordan.
fn solve(rows: Vec<Vec<(usize, Rational)>>, n: usize) -> Option<Vec<Rational>> {
    let mut matrix: Vec<Vec<Rational>> = rows
        .into_iter()
        .map(|row| {
            let mut dense = vec![Rational::ZERO; n + 1];
            for (column, value) in row {
                if let Some(slot) = dense.get_mut(column) {
                    *slot = &*slot + &value;
                }
            }
            dense
        })
        .collect();
    let mut pivots: Vec<(usize, usize)> = Vec::new();
    let mut next = 0;
    for column in 0..n {
        let Some(found) = (next..matrix.len()).find(|&r| !matrix[r][column].is_zero()) else {
            continue;
        };
        matrix.swap(next, found);
        let inverse = matrix[next][column].recip()?;
        for value in &mut matrix[next] {
            *value = &*value * &inverse;
        }
        let pivot = matrix[next].clone();
        for (r, row) in matrix.iter_mut().enumerate() {
            if r != next && !row[column].is_zero() {
                let factor = row[column].clone();
                for (value, p) in row.iter_mut().zip(&pivot) {
                    *value = &*value - &(&factor * p);
                }
            }
        }
        pivots.push((next, column));
        next += 1;
    }
    if matrix[next..].iter().any(|row| !row[n].is_zero()) {
        return None;
    }
    let mut solution = vec![Rational::ZERO; n];
    for (r, column) in pivots {
        solution[column] = -&matrix[r][n];
    }
    Some(solution)
}
