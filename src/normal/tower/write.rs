//! Fractions back to expressions.

use super::generator::Kind;
use super::{Context, NoForm, Tower};
use crate::expr::{Expr, Func, Op, Store};
use crate::normal::fraction::Fraction;
use crate::normal::poly::{Monomial, Poly, Var};
use crate::normal::terms;
use crate::num::Rational;

impl Tower {
    /// The value as an expression in the factored form in which it is kept.
    ///
    /// # Errors
    /// [`NoForm`] if it is too large.
    pub fn expression(
        &mut self,
        context: &mut dyn Context,
        value: &Fraction,
    ) -> Result<Expr, NoForm> {
        let store = context.store();
        let (mut above, mut below) = (Vec::new(), Vec::new());
        let turned = self.turned_factors(value);
        let mut ordered: Vec<usize> = (0..value.factors().len()).collect();
        ordered.sort_by_cached_key(|&i| {
            let var = value.factors().get(i).and_then(|(factor, _)| factor.as_var());
            var.map_or((2, String::new(), 0), |var| self.place(store, var))
        });
        for i in ordered {
            let Some((factor, exponent)) = value.factors().get(i) else { continue };
            let negated = turned.contains(&i).then(|| -factor);
            let factor = negated.as_ref().unwrap_or(factor);
            // Powers of exponentials stay above the bar: e^(-x), not 1/e^x.
            let exponential = factor
                .as_var()
                .and_then(|var| self.generator(var))
                .is_some_and(|generator| generator.kind == Kind::Exp);
            if *exponent > 0 || exponential {
                above.push(self.factor_power(store, factor, i64::from(*exponent)));
            } else {
                below.push(self.factor_power(store, factor, -i64::from(*exponent)));
            }
        }
        let unit = if turned.len() % 2 == 1 { value.unit().abs() } else { value.unit().clone() };
        let whole = self.decimals && unit.decimal_places().is_some();
        let (numer, denom) = if whole {
            (unit, Rational::ONE)
        } else {
            (Rational::from(unit.numer()), Rational::from(unit.denom()))
        };
        let above = self.product(store, &numer, &above);
        let written = if denom.is_one() && below.is_empty() {
            above
        } else {
            let below = self.product(store, &denom, &below);
            store.div(above, below)
        };
        Ok(terms::tidy(store, written))
    }

    /// The coefficient times the factors.
    fn product(&self, store: &mut Store, coefficient: &Rational, factors: &[Expr]) -> Expr {
        let number = if self.decimals {
            store.decimal_or_rational(coefficient)
        } else {
            store.rational(coefficient)
        };
        let mut product = (!coefficient.is_one()).then_some(number);
        for &factor in factors {
            product = Some(match product {
                None => factor,
                Some(product) => store.mul(product, factor),
            });
        }
        product.unwrap_or_else(|| store.integer(1))
    }

    /// The factors to be written negated, so that `-(x - 1)` reads `1 - x` and
    /// `(s - 1)*(2*s - 1)` reads `(1 - s)*(1 - 2*s)`: an odd number of them if the unit is
    /// negative, else an even one.
    fn turned_factors(&self, value: &Fraction) -> Vec<usize> {
        let negative = value.unit().is_negative();
        let mut turned: Vec<usize> = Vec::new();
        for (i, (factor, exponent)) in value.factors().iter().enumerate() {
            let plain = factor.vars().iter().all(|&var| self.is_symbol(var));
            let better = if plain {
                negative && factor.terms().iter().any(|(_, c)| c.is_negative())
            } else {
                factor.constant_term().is_negative()
            };
            if exponent % 2 != 0 && better {
                turned.push(i);
            }
        }
        if (turned.len() % 2 == 1) != negative {
            turned.pop();
        }
        turned
    }

    /// The polynomial as a sum of terms: highest power first among variables, constants first
    /// among functions, as is usual for `x^2 + 2*x + 1` and `1 + e^x`.
    pub fn polynomial(&self, store: &mut Store, p: &Poly) -> Expr {
        let plain = p.vars().iter().all(|&var| self.is_symbol(var));
        let mut sum: Option<Expr> = None;
        let mut ordered: Vec<&(Monomial, Rational)> = p.terms().iter().collect();
        if plain {
            ordered.sort_by(|(a, _), (b, _)| {
                b.total_degree().cmp(&a.total_degree()).then_with(|| self.by_name(store, a, b))
            });
        } else {
            ordered.reverse();
        }
        if let Some(lead) = ordered.iter().position(|(_, c)| c.is_positive()) {
            let first = ordered.remove(lead);
            ordered.insert(0, first);
        }
        for (monomial, coefficient) in ordered {
            let mut powers: Vec<(Var, u32)> = monomial.powers().collect();
            powers.sort_by_cached_key(|&(var, _)| self.place(store, var));
            let factors: Vec<Expr> = powers
                .into_iter()
                .map(|(var, exponent)| self.power_of(store, var, i64::from(exponent)))
                .collect();
            let magnitude = self.product(store, &coefficient.abs(), &factors);
            sum = Some(match (sum, coefficient.is_negative()) {
                (None, false) => magnitude,
                (None, true) => store.neg(magnitude),
                (Some(sum), false) => store.add(sum, magnitude),
                (Some(sum), true) => store.sub(sum, magnitude),
            });
        }
        sum.unwrap_or_else(|| store.integer(0))
    }

    /// The place of a generator in a product: variables by name, then the others as they came.
    fn place(&self, store: &Store, var: Var) -> (u8, String, u32) {
        if self.is_symbol(var) { (0, self.name(store, var), 0) } else { (1, String::new(), var.0) }
    }

    /// Alphabetical order of power products: `x^2` before `x*y` before `y^2`.
    fn by_name(&self, store: &Store, a: &Monomial, b: &Monomial) -> std::cmp::Ordering {
        let names = |m: &Monomial| {
            let mut names: Vec<(String, std::cmp::Reverse<u32>)> = m
                .powers()
                .map(|(var, exponent)| (self.name(store, var), std::cmp::Reverse(exponent)))
                .collect();
            names.sort();
            names
        };
        names(a).cmp(&names(b))
    }

    fn name(&self, store: &Store, var: Var) -> String {
        self.generator(var).map_or_else(String::new, |generator| spelled(store, generator.argument))
    }

    fn factor_power(&self, store: &mut Store, base: &Poly, exponent: i64) -> Expr {
        if let Some(var) = base.as_var() {
            return self.power_of(store, var, exponent);
        }
        let base = self.polynomial(store, base);
        raised(store, base, exponent)
    }

    /// The generator to a power, as an expression.
    pub(super) fn power_of(&self, store: &mut Store, var: Var, exponent: i64) -> Expr {
        let Some(generator) = self.generator(var) else { return store.integer(1) };
        let argument = generator.argument;
        let multiple = &generator.unit * &Rational::integer(exponent);
        match generator.kind {
            Kind::Atom | Kind::Parity | Kind::Delta => raised(store, argument, exponent),
            Kind::Exp => {
                let scaled = scaled(store, &multiple, argument);
                real_power(store, scaled).unwrap_or_else(|| store.exp(scaled))
            }
            Kind::WholeLn => {
                let log = store.func(Func::Ln, &[argument]);
                raised(store, log, exponent)
            }
            Kind::Ln => {
                let magnitude = if generator.positive || store.as_rational(argument).is_some() {
                    argument
                } else {
                    store.func(Func::Abs, &[argument])
                };
                let log = store.func(Func::Ln, &[magnitude]);
                raised(store, log, exponent)
            }
            Kind::Root => {
                let known = generator.relation.as_ref().map(|(_, value)| value.clone());
                let radicand = match known {
                    Some(value) => self.polynomial(store, &value),
                    None => store.func(Func::Abs, &[argument]),
                };
                root(store, radicand, &multiple)
            }
            Kind::OddRoot => {
                let index = generator.unit.recip().unwrap_or(Rational::ONE);
                let index = store.rational(&index);
                let root = store.func(Func::Root, &[argument, index]);
                raised(store, root, exponent)
            }
            Kind::Sin | Kind::Cos => {
                let f = if generator.kind == Kind::Sin { Func::Sin } else { Func::Cos };
                let angle = scaled(store, &generator.unit, argument);
                let value = store.func(f, &[angle]);
                raised(store, value, exponent)
            }
            Kind::Sign => {
                let sign = store.func(Func::Sign, &[argument]);
                raised(store, sign, exponent)
            }
            Kind::Abs => {
                let magnitude = store.func(Func::Abs, &[argument]);
                raised(store, magnitude, exponent)
            }
        }
    }
}

/// A variable by its name, an entry by its family and what is simple of its indices.
fn spelled(store: &Store, e: Expr) -> String {
    let Some(name) = store.as_variable(e) else { return String::new() };
    let mut text = store.text(name).to_owned();
    for &index in store.children(e) {
        let part = store.as_symbol(index).map(|name| store.text(name).to_owned());
        let part = part.or_else(|| store.as_i64(index).map(|n| n.to_string()));
        text.push(',');
        text.push_str(&part.unwrap_or_default());
    }
    text
}

/// `e^(a ln u)` as `u^a`, where the exponent is a product with one logarithm.
fn real_power(store: &mut Store, exponent: Expr) -> Option<Expr> {
    let sum = terms::Sum::read(store, exponent);
    let [term] = sum.terms.as_slice() else { return None };
    let mut rest = term.clone();
    let place = rest.factors.iter().position(|factor| {
        factor.exponent == terms::Exponent::ONE && store.op(factor.base) == Op::Func(Func::Ln)
    })?;
    let base = store.single(rest.factors.remove(place).base)?;
    let rest = terms::Sum { terms: vec![rest] }.write(store);
    Some(store.pow(base, rest))
}

/// `radicand^r` for a rational `r`, as a root where it is one.
fn root(store: &mut Store, radicand: Expr, r: &Rational) -> Expr {
    if let Some((p, q)) = r.to_i64_pair()
        && q % 2 == 0
        && p == 1
    {
        let index = store.integer(q);
        return store.func(Func::Root, &[radicand, index]);
    }
    let exponent = store.rational(r);
    store.pow(radicand, exponent)
}

fn raised(store: &mut Store, base: Expr, exponent: i64) -> Expr {
    if exponent == 1 {
        return base;
    }
    let exponent = store.integer(exponent);
    store.pow(base, exponent)
}

/// `c*u`, tidy.
fn scaled(store: &mut Store, c: &Rational, u: Expr) -> Expr {
    let number = store.rational(c);
    let scaled = store.mul(number, u);
    terms::tidy(store, scaled)
}
