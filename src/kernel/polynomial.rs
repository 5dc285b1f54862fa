//! Conditions on polynomials: factors that are never zero say nothing, the others are asked alone.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::Kernel;
use crate::expr::{Expr, Op, Rel};
use crate::normal::poly::{Monomial, Poly, Var, factor};
use crate::normal::terms;
use crate::num::Rational;

/// Larger expressions are not looked at.
const LARGEST: usize = 200;

/// Polynomials of higher degree are not factored.
const HIGHEST_DEGREE: u64 = 24;

type Comparison = (Rel, Expr, Rational);

impl Kernel {
    /// `u rel v` for a polynomial in variables, by its factors; `None` if they do not help.
    pub(super) fn peel_polynomial(
        &mut self,
        rel: Rel,
        u: Expr,
        v: &Rational,
    ) -> Option<Vec<Comparison>> {
        let mut variables: Vec<Expr> = Vec::new();
        let p = &self.polynomial(u, &mut variables)? - &Poly::constant(v.clone());
        if p.total_degree() > HIGHEST_DEGREE || p.total_degree() < 2 {
            return None;
        }
        let factored = factor(&p, &self.limits(500));
        let zero = Rational::ZERO;
        let mut positive = !factored.unit.is_negative();
        // Factors that may vanish, with whether their power is odd.
        let mut open: Vec<(Poly, bool)> = Vec::new();
        for (q, exponent) in factored.factors {
            match definite_sign(&q) {
                Some(sign) => positive ^= !sign && exponent % 2 == 1,
                None => open.push((q, exponent % 2 == 1)),
            }
        }
        let unchanged =
            matches!(open.as_slice(), [(q, true)] if q.total_degree() == p.total_degree());
        if unchanged {
            return None;
        }
        let wanted = match rel {
            Rel::Ne => {
                let parts = open
                    .into_iter()
                    .map(|(q, _)| (rel, self.written(&q, &variables), zero.clone()));
                return Some(parts.collect());
            }
            Rel::Gt | Rel::Ge => positive,
            Rel::Lt | Rel::Le => !positive,
            Rel::Eq => return None,
        };
        let strict = matches!(rel, Rel::Gt | Rel::Lt);
        let odd: Vec<&Poly> = open.iter().filter(|(_, odd)| *odd).map(|(q, _)| q).collect();
        let mut parts = match (odd.as_slice(), wanted) {
            ([], true) => Vec::new(),
            ([q], _) => {
                let sign = if strict { Rel::Gt } else { Rel::Ge };
                let sign = if wanted { sign } else { sign.flipped() };
                vec![(sign, self.written(q, &variables), zero.clone())]
            }
            _ => return None,
        };
        let even: Vec<&Poly> = open.iter().filter(|(_, odd)| !*odd).map(|(q, _)| q).collect();
        if strict {
            parts.extend(even.iter().map(|q| (Rel::Ne, self.written(q, &variables), zero.clone())));
        } else if !odd.is_empty() && !even.is_empty() {
            // The zeros of an even power satisfy a weak inequality whatever the rest is.
            return None;
        }
        Some(parts)
    }

    /// The expression as a polynomial in its variables, if it is one by its form.
    fn polynomial(&self, e: Expr, variables: &mut Vec<Expr>) -> Option<Poly> {
        if self.store.size(e) > LARGEST {
            return None;
        }
        let limits = self.limits(200);
        let mut known: HashMap<Expr, Poly, FxBuildHasher> = HashMap::default();
        for sub in self.store.subexpressions(&[e]) {
            let children = self.store.children(sub);
            let part = |i: usize| children.get(i).and_then(|child| known.get(child));
            let p = match self.store.op(sub) {
                Op::Number(_) => Poly::constant(self.store.number(sub)?.0.clone()),
                Op::Symbol(name) if self.store.value(name).is_none() => {
                    let place = variables.iter().position(|&v| v == sub).unwrap_or_else(|| {
                        variables.push(sub);
                        variables.len() - 1
                    });
                    Poly::var(Var(place as u32))
                }
                Op::Neg => -part(0)?,
                Op::Add => part(0)? + part(1)?,
                Op::Sub => part(0)? - part(1)?,
                Op::Mul => part(0)?.mul(part(1)?, &limits).ok()?,
                Op::Div => part(0)?.scale(&part(1)?.as_constant()?.recip()?),
                Op::Pow => {
                    let n = terms::constant(&self.store, *children.get(1)?)?.to_i64()?;
                    let n = u32::try_from(n).ok().filter(|&n| u64::from(n) <= HIGHEST_DEGREE)?;
                    part(0)?.pow(n, &limits).ok()?
                }
                _ => return None,
            };
            known.insert(sub, p);
        }
        known.remove(&e)
    }

    /// The polynomial as an expression: highest powers first.
    fn written(&mut self, p: &Poly, variables: &[Expr]) -> Expr {
        let mut ordered = p.terms().to_vec();
        ordered.sort_by_key(|(monomial, _)| std::cmp::Reverse(monomial.total_degree()));
        let mut sum = self.store.integer(0);
        for (monomial, coefficient) in ordered {
            let mut term = self.store.rational(&coefficient);
            for (var, exponent) in monomial.powers() {
                let Some(&variable) = variables.get(var.0 as usize) else { continue };
                let n = self.store.integer(i64::from(exponent));
                let power = self.store.pow(variable, n);
                term = self.store.mul(term, power);
            }
            sum = self.store.add(sum, term);
        }
        terms::tidy(&mut self.store, sum)
    }
}

/// `Some(true)` if the polynomial is positive everywhere, `Some(false)` if negative, `None` if it
/// may vanish. One variable: by Sturm's theorem.
fn definite_sign(p: &Poly) -> Option<bool> {
    let [var] = p.vars().try_into().ok()?;
    (real_roots(p, var) == 0).then(|| p.constant_term().is_positive())
}

/// The number of distinct real roots of a square-free polynomial in one variable: the sign changes
/// of its Sturm chain at -∞ less those at +∞.
fn real_roots(p: &Poly, var: Var) -> usize {
    let mut chain = vec![p.clone(), p.derivative(var)];
    while let [.., a, b] = chain.as_slice() {
        let rest = -&remainder(a, b, var);
        if rest.is_zero() {
            break;
        }
        // A positive multiple has the same signs and smaller numbers.
        let (content, primitive) = rest.primitive();
        chain.push(if content.is_negative() { -&primitive } else { primitive });
    }
    let changes = |at_minus: bool| {
        let signs = chain.iter().map(|q| {
            let odd = q.degree(var) % 2 == 1;
            q.leading_coefficient().is_positive() ^ (at_minus && odd)
        });
        let signs: Vec<bool> = signs.collect();
        signs.windows(2).filter(|pair| pair.first() != pair.last()).count()
    };
    changes(true).saturating_sub(changes(false))
}

/// The remainder of the division of polynomials in one variable.
fn remainder(a: &Poly, b: &Poly, var: Var) -> Poly {
    let mut rest = a.clone();
    let degree = b.degree(var);
    let Some(inverse) = b.leading_coefficient().recip() else { return Poly::zero() };
    while !rest.is_zero() && rest.degree(var) >= degree {
        let factor = &rest.leading_coefficient() * &inverse;
        let shift = Monomial::power(var, rest.degree(var) - degree);
        let Ok(part) = b.mul_term(&shift, &factor) else { return Poly::zero() };
        rest = &rest - &part;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::real_roots;
    use crate::normal::poly::{Limits, Poly, Var};
    use crate::num::Rational;

    fn poly(coefficients: &[i64]) -> Poly {
        let x = Poly::var(Var(0));
        let mut p = Poly::zero();
        for &c in coefficients {
            p = p.mul(&x, &Limits::default()).unwrap();
            p = &p + &Poly::constant(Rational::integer(c));
        }
        p
    }

    #[test]
    fn roots_are_counted() {
        assert_eq!(real_roots(&poly(&[1, 0, 1]), Var(0)), 0);
        assert_eq!(real_roots(&poly(&[1, 0, -2]), Var(0)), 2);
        assert_eq!(real_roots(&poly(&[1, 1, 1]), Var(0)), 0);
        assert_eq!(real_roots(&poly(&[1, 0, 0, -1]), Var(0)), 1);
        assert_eq!(real_roots(&poly(&[1, -6, 11, -6]), Var(0)), 3);
        assert_eq!(real_roots(&poly(&[1, 0, 0, 0, 1]), Var(0)), 0);
        assert_eq!(real_roots(&poly(&[2, 3]), Var(0)), 1);
    }
}
