//! Powers, exponentials, logarithms and the other functions of germs.

use std::cmp::Ordering;

use super::germ::{Germ, Split};
use super::monomial::Monomial;
use super::{Germs, Obstacle};
use crate::expr::{Constant, Expr, Func};
use crate::normal::terms;
use crate::num::Rational;

impl Germs<'_> {
    /// `1/a`
    pub(super) fn inverse(&mut self, a: &Germ) -> Result<Germ, Obstacle> {
        if let Some(error) = &a.error
            && a.terms.is_empty()
        {
            // What oscillates may be zero again and again.
            return Err(match self.size(error)? {
                Ordering::Less => Obstacle::Cancelled,
                _ => Obstacle::Oscillates,
            });
        }
        let minus = self.number(-1);
        self.real_power(a, minus)
    }

    /// `a^r` for a number `r`, from `c·m·(1 + δ)` by the binomial series.
    fn real_power(&mut self, a: &Germ, r: Expr) -> Result<Germ, Obstacle> {
        let (c, m, delta) = self.around_leading(a)?;
        let mut coefficients = Vec::with_capacity(self.kept + 1);
        let mut binomial = self.number(1);
        for k in 0..=self.kept as i64 {
            coefficients.push(binomial);
            let step = self.number(-k);
            let factor = self.plus(r, step);
            let product = self.times(binomial, factor);
            let reciprocal = self.rational(&Rational::new(1, k + 1));
            binomial = self.times(product, reciprocal);
        }
        // A polynomial ends by itself: all further coefficients are zero.
        let exact = self.is_number(binomial, 0);
        let series = self.series(&delta, &coefficients, exact)?;
        let scale = self.kernel.store.pow(c, r);
        let scale = terms::tidy(&mut self.kernel.store, scale);
        let monomial = self.raised(&m, r)?;
        let factor = self.term(scale, monomial);
        self.multiplied(&series, &factor)
    }

    /// `a^b`, where the base is positive or the exponent is an integer.
    pub(super) fn power(&mut self, e: Expr, a: &Germ, b: &Germ) -> Result<Germ, Obstacle> {
        let exponent = self.kernel.store.pair(e).map(|(_, b)| b).ok_or(Obstacle::Unknown(e))?;
        if !self.kernel.store.mentions(exponent, self.variable) {
            let integer = terms::constant(&self.kernel.store, exponent).and_then(|q| q.to_i64());
            return match integer {
                Some(0) => {
                    let one = self.number(1);
                    self.constant(one)
                }
                Some(1..) if a.terms.is_empty() || a.error.is_none() && a.terms.len() > 1 => {
                    self.whole_power(a, integer.unwrap_or(1))
                }
                Some(_) => self.real_power(a, exponent),
                None if self.germ_sign(a)? > 0 => self.real_power(a, exponent),
                // A power that is no integer exists only for a positive base (or zero).
                None => Err(Obstacle::Undefined),
            };
        }
        let log = self.ln(a)?;
        let product = self.multiplied(b, &log)?;
        self.exp(&product)
    }

    fn whole_power(&mut self, a: &Germ, n: i64) -> Result<Germ, Obstacle> {
        const MOST: i64 = 40;
        if n > MOST {
            return Err(Obstacle::TooDeep);
        }
        let mut result = a.clone();
        for _ in 1..n {
            result = self.multiplied(&result, a)?;
        }
        Ok(result)
    }

    /// `e^a`
    pub(super) fn exp(&mut self, a: &Germ) -> Result<Germ, Obstacle> {
        if let Some(error) = &a.error
            && self.size(error)? == Ordering::Equal
        {
            // What stays bounded in the exponent is a factor that stays bounded.
            let infinite: Vec<_> = a.terms.clone();
            let monomial = self.exponential(&infinite)?;
            return Ok(Germ { terms: Vec::new(), error: Some(monomial) });
        }
        let Split { infinite, constant, small } = self.split(a)?;
        let mut coefficients = Vec::with_capacity(self.kept + 1);
        let mut factorial = Rational::ONE;
        for k in 0..=self.kept as i64 {
            if k > 0 {
                factorial = &factorial * &Rational::new(1, k);
            }
            coefficients.push(self.rational(&factorial));
        }
        let series = self.series(&small, &coefficients, false)?;
        let monomial = self.exponential(&infinite)?;
        let scale = self.kernel.store.exp(constant);
        let scale = terms::tidy(&mut self.kernel.store, scale);
        let factor = self.term(scale, monomial);
        self.multiplied(&series, &factor)
    }

    /// `ln a`
    fn ln(&mut self, a: &Germ) -> Result<Germ, Obstacle> {
        if self.germ_sign(a)? <= 0 {
            return Err(Obstacle::Undefined);
        }
        let (c, m, delta) = self.around_leading(a)?;
        let mut coefficients = vec![self.zero()];
        for k in 1..=self.kept as i64 {
            let sign = if k % 2 == 1 { 1 } else { -1 };
            coefficients.push(self.rational(&Rational::new(sign, k)));
        }
        let mut result = self.series(&delta, &coefficients, false)?;
        let log = self.log_of(&m)?;
        result = self.sum(&Germ { terms: log, error: None }, &result)?;
        if !self.is_number(c, 1) {
            let constant = self.kernel.store.func(Func::Ln, &[c]);
            let constant = terms::tidy(&mut self.kernel.store, constant);
            let constant = self.constant(constant)?;
            result = self.sum(&result, &constant)?;
        }
        Ok(result)
    }

    /// A primitive function.
    pub(super) fn function(&mut self, f: Func, e: Expr, args: &[Germ]) -> Result<Germ, Obstacle> {
        match (f, args) {
            (Func::Ln, [a]) => self.ln(a),
            (Func::Root, [a, _]) => self.root(e, a),
            (Func::Sin | Func::Cos, [a]) => self.wave(f, a),
            (Func::Atan | Func::Erf, [a]) => self.sigmoidal(f, a),
            (Func::Asin | Func::Acos, [a]) => self.arc(f, a),
            (Func::Abs, [a]) if self.germ_sign(a)? < 0 => self.negated(a),
            (Func::Abs, [a]) => Ok(a.clone()),
            (Func::Sign, [a]) => {
                let sign = self.germ_sign(a)?;
                let sign = self.number(i64::from(sign));
                self.constant(sign)
            }
            (Func::Floor | Func::Ceil, [a]) => self.step(f, a),
            (Func::Min | Func::Max, [a, b]) => {
                let difference = self.difference(a, b)?;
                let takes_first = (self.germ_sign(&difference)? >= 0) == (f == Func::Max);
                Ok(if takes_first { a.clone() } else { b.clone() })
            }
            _ => Err(Obstacle::Unknown(e)),
        }
    }

    fn root(&mut self, e: Expr, a: &Germ) -> Result<Germ, Obstacle> {
        let k = self.kernel.store.pair(e).and_then(|(_, k)| self.kernel.store.as_literal_i64(k));
        let k = k.filter(|&k| k >= 2).ok_or(Obstacle::Unknown(e))?;
        if a.is_zero() {
            return Ok(Germ::default());
        }
        let exponent = self.rational(&Rational::new(1, k));
        match self.germ_sign(a)? {
            1 => self.real_power(a, exponent),
            _ if k % 2 == 1 => {
                let positive = self.negated(a)?;
                let root = self.real_power(&positive, exponent)?;
                self.negated(&root)
            }
            _ => Err(Obstacle::Undefined),
        }
    }

    /// Taylor coefficients at 0: `derivatives[k mod 4]/k!`.
    fn periodic_series(&mut self, delta: &Germ, pattern: [i64; 4]) -> Result<Germ, Obstacle> {
        let mut coefficients = Vec::with_capacity(self.kept + 2);
        let mut factorial = Rational::ONE;
        for k in 0..=self.kept + 1 {
            if k > 0 {
                factorial = &factorial * &Rational::new(1, k as i64);
            }
            let value = &factorial * &Rational::integer(pattern[k % 4]);
            coefficients.push(self.rational(&value));
        }
        self.series(delta, &coefficients, false)
    }

    /// Sine and cosine: around a finite limit by the addition theorem, else only bounded.
    fn wave(&mut self, f: Func, a: &Germ) -> Result<Germ, Obstacle> {
        let bounded = Germ { terms: Vec::new(), error: Some(Monomial::ONE) };
        let Ok(Split { infinite, constant, small }) = self.split(a) else {
            return Ok(bounded);
        };
        if !infinite.is_empty() {
            return Ok(bounded);
        }
        let sine = self.periodic_series(&small, [0, 1, 0, -1])?;
        let cosine = self.periodic_series(&small, [1, 0, -1, 0])?;
        if self.sign(constant)? == 0 {
            return Ok(if f == Func::Sin { sine } else { cosine });
        }
        let at_sin = self.kernel.store.func(Func::Sin, &[constant]);
        let at_cos = self.kernel.store.func(Func::Cos, &[constant]);
        let (first, second) = if f == Func::Sin {
            (self.scaled(&cosine, at_sin)?, self.scaled(&sine, at_cos)?)
        } else {
            let part = self.scaled(&sine, at_sin)?;
            (self.scaled(&cosine, at_cos)?, self.negated(&part)?)
        };
        self.sum(&first, &second)
    }

    /// The arc tangent and the error function, with their limits at infinity.
    fn sigmoidal(&mut self, f: Func, a: &Germ) -> Result<Germ, Obstacle> {
        let parts = match self.split(a) {
            Ok(parts) => parts,
            Err(_) if a.terms.is_empty() => {
                return Ok(Germ { terms: Vec::new(), error: Some(Monomial::ONE) });
            }
            Err(obstacle) => return Err(obstacle),
        };
        if !parts.infinite.is_empty() {
            return self.sigmoidal_at_infinity(f, a);
        }
        let Split { constant, small, .. } = parts;
        let at_zero = self.sign(constant)? == 0;
        let value = self.kernel.store.func(f, &[constant]);
        let (delta, scale) = match (f, at_zero) {
            (_, true) => (small, None),
            // atan(c + δ) = atan(c) + atan(δ/(1 + c² + cδ))
            (Func::Atan, false) => {
                let square = self.times(constant, constant);
                let one = self.number(1);
                let base = self.plus(square, one);
                let base = self.constant(base)?;
                let rest = self.scaled(&small, constant)?;
                let divisor = self.sum(&base, &rest)?;
                let inverse = self.inverse(&divisor)?;
                (self.multiplied(&small, &inverse)?, Some(value))
            }
            (_, false) => return self.first_order(value, f, constant, &small),
        };
        let mut coefficients = Vec::with_capacity(self.kept + 2);
        let mut factorial = Rational::ONE;
        for k in 0..=(self.kept as i64) + 1 {
            let half = (k - 1) / 2;
            let sign = Rational::integer(if half % 2 == 0 { 1 } else { -1 });
            if k % 2 == 0 {
                coefficients.push(self.zero());
                continue;
            }
            if half > 0 {
                factorial = &factorial * &Rational::new(1, half);
            }
            let value = &sign * &Rational::new(1, k);
            let value = if f == Func::Erf { &value * &factorial } else { value };
            coefficients.push(self.rational(&value));
        }
        let mut series = self.series(&delta, &coefficients, false)?;
        if f == Func::Erf {
            let density = self.density();
            series = self.scaled(&series, density)?;
        }
        match scale {
            Some(value) => {
                let constant = self.constant(value)?;
                self.sum(&constant, &series)
            }
            None => Ok(series),
        }
    }

    /// `2/√π`
    fn density(&mut self) -> Expr {
        let pi = self.kernel.store.constant(Constant::Pi);
        let (two, root) = (self.number(2), self.kernel.store.sqrt(pi));
        self.kernel.store.div(two, root)
    }

    fn sigmoidal_at_infinity(&mut self, f: Func, a: &Germ) -> Result<Germ, Obstacle> {
        let sign = self.germ_sign(a)?;
        if f == Func::Atan {
            // atan(u) = ±π/2 - atan(1/u)
            let pi = self.kernel.store.constant(Constant::Pi);
            let half = self.rational(&Rational::new(i64::from(sign), 2));
            let value = self.times(half, pi);
            let value = self.constant(value)?;
            let inverse = self.inverse(a)?;
            let rest = self.sigmoidal(f, &inverse)?;
            return self.difference(&value, &rest);
        }
        // 1 - erf(u) < e^(-u²)/u for u >= 1 (DLMF 7.8.3).
        let square = self.multiplied(a, a)?;
        let minus = self.negated(&square)?;
        let gauss = self.exp(&minus)?;
        let rest = gauss.terms.first().map(|(_, m)| m.clone()).or(gauss.error);
        let value = self.number(i64::from(sign));
        let mut germ = self.constant(value)?;
        germ.error = rest;
        Ok(germ)
    }

    /// `f(c) + f'(c)·δ + O(δ²)`
    fn first_order(
        &mut self,
        value: Expr,
        f: Func,
        c: Expr,
        delta: &Germ,
    ) -> Result<Germ, Obstacle> {
        let square = self.times(c, c);
        let slope = match f {
            Func::Erf => {
                let minus = self.number(-1);
                let exponent = self.times(minus, square);
                let gauss = self.kernel.store.exp(exponent);
                let density = self.density();
                self.kernel.store.mul(density, gauss)
            }
            _ => {
                let (one, minus) = (self.number(1), self.number(-1));
                let negative = self.times(minus, square);
                let radicand = self.plus(one, negative);
                let root = self.kernel.store.sqrt(radicand);
                let slope = self.kernel.store.div(one, root);
                if f == Func::Acos { self.kernel.store.neg(slope) } else { slope }
            }
        };
        self.series(delta, &[value, slope], false)
    }

    /// Arc sine and arc cosine. At the ends: `acos(1 - δ) = √(2δ) + O(δ^(3/2))`.
    fn arc(&mut self, f: Func, a: &Germ) -> Result<Germ, Obstacle> {
        let Split { infinite, constant, small } = self.split(a)?;
        if !infinite.is_empty() {
            return Err(Obstacle::Undefined);
        }
        let end = if self.is_number(constant, 1) {
            1
        } else if self.is_number(constant, -1) {
            -1
        } else {
            0
        };
        if end == 0 {
            for bound in [1, -1] {
                let minus = self.number(-bound);
                let distance = self.plus(constant, minus);
                if self.sign(distance)? != -i32::try_from(bound).unwrap_or(0) {
                    return Err(Obstacle::Undefined);
                }
            }
            let value = self.kernel.store.func(f, &[constant]);
            return self.first_order(value, f, constant, &small);
        }
        let inside = if end == 1 { self.negated(&small)? } else { small };
        let value = self.kernel.store.func(f, &[constant]);
        if inside.is_zero() {
            return self.constant(value);
        }
        let two = self.number(2);
        let doubled = self.scaled(&inside, two)?;
        if self.germ_sign(&doubled)? < 0 {
            return Err(Obstacle::Undefined);
        }
        let half = self.rational(&Rational::new(1, 2));
        let root = self.real_power(&doubled, half)?;
        let (_, lead) = self.leading(&root)?;
        let cube = self.number(3);
        let cube = self.raised(&lead, cube)?;
        let rest = Germ { terms: Vec::new(), error: Some(cube) };
        let distance = self.sum(&root, &rest)?;
        let away = (f == Func::Acos) == (end == 1);
        let distance = if away { distance } else { self.negated(&distance)? };
        let value = self.constant(value)?;
        self.sum(&value, &distance)
    }

    /// Floor and ceiling: constant near a finite limit, else within 1 of the argument.
    fn step(&mut self, f: Func, a: &Germ) -> Result<Germ, Obstacle> {
        let Split { infinite, constant, small } = self.split(a)?;
        if !infinite.is_empty() {
            let rest = Germ { terms: Vec::new(), error: Some(Monomial::ONE) };
            return self.sum(a, &rest);
        }
        let value = terms::constant(&self.kernel.store, constant);
        let value = value.ok_or(Obstacle::Constant(constant))?;
        let sign = if value.is_integer() { self.germ_sign(&small)? } else { 0 };
        let step = match (f, sign) {
            (Func::Floor, -1) => &value - &Rational::ONE,
            (Func::Floor, _) => value.floor(),
            (_, 1) => &value + &Rational::ONE,
            (_, _) => value.ceil(),
        };
        let step = self.rational(&step);
        self.constant(step)
    }
}
