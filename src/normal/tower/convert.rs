//! Expressions to fractions, from the leaves up.

use super::generator::Kind;
use super::{Context, Mode, NoForm, Tower};
use crate::expr::{Constant, Expr, Func, Op, Rel, Store};
use crate::normal::fraction::Fraction;
use crate::normal::poly::{Poly, TooLarge};
use crate::num::Rational;

/// The most generators that are not variables: each may be compared with all before it.
const MAX_HEIGHT: usize = 600;

/// The most factors of a product, for the same reason.
const MAX_FACTORS: usize = 2_000;

impl Tower {
    /// The normal form of `e` over the tower's generators, with an explicit stack.
    pub(super) fn convert(
        &mut self,
        context: &mut dyn Context,
        e: Expr,
    ) -> Result<Fraction, NoForm> {
        let mut stack = vec![e];
        while let Some(&top) = stack.last() {
            if self.memo.contains_key(&top) {
                stack.pop();
                continue;
            }
            self.limits.check_time()?;
            let parts = self.parts(context, top);
            let before = stack.len();
            stack.extend(parts.iter().copied().filter(|part| !self.memo.contains_key(part)));
            if stack.len() == before {
                let operands: Vec<Fraction> =
                    parts.iter().filter_map(|part| self.memo.get(part).cloned()).collect();
                let value = self.combine(context, top, &operands)?;
                if self.height > MAX_HEIGHT {
                    return Err(TooLarge::Work.into());
                }
                self.memo.insert(top, value);
                stack.pop();
            }
        }
        self.memo.get(&e).cloned().ok_or(NoForm::Undefined)
    }

    /// The expressions whose normal forms make up that of `e`.
    fn parts(&mut self, context: &mut dyn Context, e: Expr) -> Vec<Expr> {
        match context.store().op(e) {
            Op::Matrix(_) => Vec::new(),
            Op::Deriv | Op::At | Op::Rel(_) | Op::And | Op::ForAll | Op::Differentiable => {
                Vec::new()
            }
            Op::Sum | Op::Prod => self.range_parts(context, e),
            Op::Symbol(_) | Op::Apply(..) | Op::Indexed(_) => {
                let body = match self.mode {
                    Mode::Decide => context.unfolded(e),
                    Mode::Present => None,
                };
                body.map_or_else(|| context.store().children(e).to_vec(), |body| vec![body])
            }
            Op::Piecewise => {
                let children = context.store().children(e);
                children.chunks(2).filter_map(|chunk| chunk.last().copied()).collect()
            }
            Op::Neg | Op::Add | Op::Sub => {
                summands(context.store(), e).into_iter().map(|(part, _)| part).collect()
            }
            Op::Mul => factors(context.store(), e),
            _ => context.store().children(e).to_vec(),
        }
    }

    fn combine(
        &mut self,
        context: &mut dyn Context,
        e: Expr,
        operands: &[Fraction],
    ) -> Result<Fraction, NoForm> {
        let op = context.store().op(e);
        let canonical;
        let operands = match op {
            Op::Func(_) | Op::Pow | Op::Apply(..) | Op::Piecewise if self.has_relations() => {
                let values = operands.iter().map(|value| self.argument(value));
                canonical = values.collect::<Result<Vec<_>, _>>()?;
                &canonical
            }
            _ => operands,
        };
        match (op, operands) {
            (Op::Number(_), _) => {
                self.decimals |= context.store().has_decimals(e);
                let value = context.store().number(e).map(|(value, _)| value.clone());
                Ok(Fraction::from_rational(value.unwrap_or(Rational::ZERO)))
            }
            (Op::Constant(Constant::Pi), _) => Ok(self.atom(context, e)),
            (Op::Constant(Constant::E), _) => self.exponential(context, &Fraction::one()),
            (Op::Neg | Op::Add | Op::Sub, _) => {
                let signs = summands(context.store(), e).into_iter().map(|(_, negative)| negative);
                let signed =
                    |(a, negative): (&Fraction, bool)| if negative { a.neg() } else { a.clone() };
                let terms: Vec<Fraction> = operands.iter().zip(signs).map(signed).collect();
                Ok(Fraction::sum(&terms, &self.limits)?)
            }
            (Op::Mul, _) => self.multiplied(operands),
            (Op::Div, [a, b]) => self.quotient(a, b),
            (Op::Pow, [a, b]) => {
                let natural = context
                    .store()
                    .pair(e)
                    .is_some_and(|(base, _)| context.store().op(base) == Op::Constant(Constant::E));
                if natural { self.exponential(context, b) } else { self.power(context, a, b) }
            }
            (Op::Func(f), _) => self.function(context, f, e, operands),
            (Op::Symbol(_), [body]) => Ok(body.clone()),
            (Op::Apply(f, _), [body])
                if self.mode == Mode::Decide
                    && context.store().function(f).is_some()
                    && context.unfolded(e).is_some() =>
            {
                Ok(body.clone())
            }
            (Op::Indexed(f), [body])
                if self.mode == Mode::Decide
                    && context.store().function(f).is_some()
                    && context.unfolded(e).is_some() =>
            {
                Ok(body.clone())
            }
            (Op::Sum | Op::Prod, _) => self.over_range(context, e, operands),
            (Op::Delta, [a, b]) => self.delta(context, e, a, b),
            (Op::Apply(..) | Op::Indexed(_), _) => {
                let args = self.written(context, operands)?;
                let canonical = context.store().make(op, &args);
                Ok(self.atom(context, canonical))
            }
            (Op::Piecewise, [first, rest @ ..])
                if rest.iter().all(|value| value == first)
                    && context.store().children(e).len() % 2 == 1 =>
            {
                Ok(first.clone())
            }
            (Op::Piecewise, _) => {
                if self.mode == Mode::Decide
                    && let Some(value) = self.by_signs(context, e, operands)?
                {
                    return Ok(value);
                }
                let values = self.written(context, operands)?;
                let mut children = context.store().children(e).to_vec();
                for (chunk, value) in children.chunks_mut(2).zip(values) {
                    if let Some(last) = chunk.last_mut() {
                        *last = value;
                    }
                }
                let canonical = context.store().make(op, &children);
                Ok(self.atom(context, canonical))
            }
            _ => Ok(self.atom(context, e)),
        }
    }

    /// The product of many factors, by halves.
    pub(super) fn multiplied(&self, factors: &[Fraction]) -> Result<Fraction, NoForm> {
        if factors.len() > MAX_FACTORS {
            return Err(TooLarge::Work.into());
        }
        let mut row = factors.to_vec();
        while row.len() > 1 {
            let mut next = Vec::with_capacity(row.len().div_ceil(2));
            for pair in row.chunks(2) {
                next.push(match pair {
                    [a, b] => a.mul(b, &self.limits)?,
                    rest => rest.first().cloned().unwrap_or_else(Fraction::one),
                });
            }
            row = next;
        }
        Ok(row.pop().unwrap_or_else(Fraction::one))
    }

    pub(super) fn quotient(&self, a: &Fraction, b: &Fraction) -> Result<Fraction, NoForm> {
        if self.is_zero(b)? {
            return Err(NoForm::Undefined);
        }
        a.div(b, &self.limits)?.ok_or(NoForm::Undefined)
    }

    fn written(
        &mut self,
        context: &mut dyn Context,
        operands: &[Fraction],
    ) -> Result<Vec<Expr>, NoForm> {
        operands.iter().map(|operand| self.expression(context, operand)).collect()
    }

    fn function(
        &mut self,
        context: &mut dyn Context,
        f: Func,
        e: Expr,
        operands: &[Fraction],
    ) -> Result<Fraction, NoForm> {
        match (f, operands) {
            (Func::Ln, [a]) => self.logarithm(context, a),
            (Func::Root, [a, k]) => match k.as_rational().and_then(Rational::to_i64) {
                Some(k) if (2..=64).contains(&k) => self.root(context, a, k as u32),
                _ => Ok(self.atom(context, e)),
            },
            (Func::Sin, [a]) => Ok(self.sine_and_cosine(context, a)?.0),
            (Func::Cos, [a]) => Ok(self.sine_and_cosine(context, a)?.1),
            (Func::Acos, [a]) => {
                let pi = context.store().constant(Constant::Pi);
                let quarter = self.atom(context, pi).scale(&Rational::new(1, 2));
                let asin = self.odd_function(context, Func::Asin, a)?;
                Ok(quarter.sub(&asin, &self.limits)?)
            }
            (Func::Asin | Func::Atan | Func::Erf, [a]) => self.odd_function(context, f, a),
            (Func::Abs, [a]) => self.absolute(context, a),
            (Func::Sign, [a]) => self.sign(context, a),
            (Func::Floor, [a]) => self.floor(context, a),
            (Func::Ceil, [a]) => Ok(self.floor(context, &a.neg())?.neg()),
            (Func::Min | Func::Max, [a, b]) => self.extremum(context, f, a, b),
            _ => Ok(self.atom(context, e)),
        }
    }

    /// `f(-u) = -f(u)`: the argument's leading number is made positive.
    fn odd_function(
        &mut self,
        context: &mut dyn Context,
        f: Func,
        a: &Fraction,
    ) -> Result<Fraction, NoForm> {
        if a.is_zero() {
            return Ok(Fraction::zero());
        }
        let negative = a.unit().is_negative();
        let argument = if negative { a.neg() } else { a.clone() };
        let value = match self.special_angle(context, f, &argument)? {
            Some(value) => value,
            None => {
                let argument = self.expression(context, &argument)?;
                let canonical = context.store().func(f, &[argument]);
                self.atom(context, canonical)
            }
        };
        Ok(if negative { value.neg() } else { value })
    }

    fn floor(&mut self, context: &mut dyn Context, a: &Fraction) -> Result<Fraction, NoForm> {
        if let Some(value) = a.as_rational() {
            return Ok(Fraction::from_rational(value.floor()));
        }
        // Whole terms come out: floor(u + n) = floor(u) + n.
        let mut whole = Fraction::zero();
        for (coefficient, base) in self.linear_parts(a)? {
            let part = if base.is_one() {
                Fraction::from_rational(coefficient.floor())
            } else if coefficient.is_integer() {
                let written = self.expression(context, &base)?;
                if !context.is_integer(written) {
                    continue;
                }
                base.scale(&coefficient)
            } else {
                continue;
            };
            whole = whole.add(&part, &self.limits)?;
        }
        if !whole.is_zero() {
            let rest = a.sub(&whole, &self.limits)?;
            return Ok(self.floor(context, &rest)?.add(&whole, &self.limits)?);
        }
        let argument = self.expression(context, a)?;
        if let Some(whole) = context.whole_part(argument) {
            return Ok(Fraction::from_rational(whole));
        }
        let canonical = context.store().func(Func::Floor, &[argument]);
        Ok(self.atom(context, canonical))
    }

    /// `max(u, v) = (u + v + |u - v|)/2`; kept as it is where a reader is to see it.
    fn extremum(
        &mut self,
        context: &mut dyn Context,
        f: Func,
        a: &Fraction,
        b: &Fraction,
    ) -> Result<Fraction, NoForm> {
        if self.mode == Mode::Present && (a.as_rational().is_none() || b.as_rational().is_none()) {
            let (a, b) = (self.expression(context, a)?, self.expression(context, b)?);
            let canonical = context.store().func(f, &[a, b]);
            return Ok(self.atom(context, canonical));
        }
        let sum = a.add(b, &self.limits)?;
        let distance = self.absolute(context, &a.sub(b, &self.limits)?)?;
        let total = match f {
            Func::Min => sum.sub(&distance, &self.limits)?,
            _ => sum.add(&distance, &self.limits)?,
        };
        Ok(total.scale(&Rational::new(1, 2)))
    }

    /// `|u|`, factor by factor.
    pub(super) fn absolute(
        &mut self,
        context: &mut dyn Context,
        a: &Fraction,
    ) -> Result<Fraction, NoForm> {
        let mut value = Fraction::from_rational(a.unit().abs());
        for (factor, exponent) in self.separable(a)? {
            let base = Fraction::from_poly(&factor)?;
            let base = if exponent % 2 == 0 { base } else { self.magnitude(context, &base)? };
            let power = base.pow(exponent, &self.limits)?.ok_or(NoForm::Undefined)?;
            value = value.mul(&power, &self.limits)?;
        }
        Ok(value)
    }

    /// The factors that are looked at one by one: split to decide, as they are to present.
    fn separable(&self, a: &Fraction) -> Result<Vec<(Poly, i32)>, NoForm> {
        match self.mode {
            Mode::Decide => self.irreducible(a),
            Mode::Present => Ok(a.factors().to_vec()),
        }
    }

    /// `|p|` for a single factor: `p`, `-p`, or a generator with `g^2 = p^2`.
    pub(super) fn magnitude(
        &mut self,
        context: &mut dyn Context,
        p: &Fraction,
    ) -> Result<Fraction, NoForm> {
        match self.kind_of(p) {
            // |S| = S^2 for a sign S.
            Some(Kind::Sign) => return Ok(p.mul(p, &self.limits)?),
            Some(Kind::Abs) => return Ok(p.clone()),
            Some(Kind::Parity) => return Ok(Fraction::one()),
            _ => {}
        }
        let argument = self.expression(context, p)?;
        let signs = context.signs(argument);
        if signs.nonnegative {
            return Ok(p.clone());
        }
        if signs.nonpositive {
            return Ok(p.neg());
        }
        if self.mode == Mode::Decide {
            let sign = self.sign_generator(p, argument, signs.nonzero)?;
            return Ok(p.mul(&sign, &self.limits)?);
        }
        let var = self.generator_of(Kind::Abs, argument, &Rational::ONE);
        let square = p.pow(2, &self.limits)?.ok_or(NoForm::Undefined)?;
        if square.is_polynomial() {
            self.relate(var, 2, square.numerator(&self.limits)?);
        }
        Ok(Fraction::var(var))
    }

    /// The generator `S = sign(p)`: `S^2 = 1` where `p` is never zero, else `S^3 = S`.
    fn sign_generator(
        &mut self,
        p: &Fraction,
        argument: Expr,
        nonzero: bool,
    ) -> Result<Fraction, NoForm> {
        let var = self.generator_of(Kind::Sign, argument, &Rational::ONE);
        self.mean(var, p.clone());
        if nonzero {
            self.relate(var, 2, Poly::one());
        } else {
            self.relate(var, 3, Poly::var(var));
        }
        Ok(Fraction::var(var))
    }

    /// `piecewise(c, u, …)` as `[c]*u + (1 - [c])*(…)`, where each guard compares two terms.
    fn by_signs(
        &mut self,
        context: &mut dyn Context,
        e: Expr,
        values: &[Fraction],
    ) -> Result<Option<Fraction>, NoForm> {
        let children = context.store().children(e).to_vec();
        let Some((otherwise, branches)) = values.split_last() else { return Ok(None) };
        if children.len().is_multiple_of(2) {
            return Ok(None);
        }
        let mut total = otherwise.clone();
        for (chunk, value) in children.chunks(2).zip(branches).rev() {
            let Some(&guard) = chunk.first() else { return Ok(None) };
            let Some(indicator) = self.indicator(context, guard)? else { return Ok(None) };
            let difference = value.sub(&total, &self.limits)?;
            total = total.add(&indicator.mul(&difference, &self.limits)?, &self.limits)?;
        }
        Ok(Some(total))
    }

    /// 1 where the comparison holds and 0 where it does not, through the sign of the difference.
    fn indicator(
        &mut self,
        context: &mut dyn Context,
        guard: Expr,
    ) -> Result<Option<Fraction>, NoForm> {
        let (Op::Rel(rel), Some((a, b))) = (context.store().op(guard), context.store().pair(guard))
        else {
            return Ok(None);
        };
        let (a, b) = (self.convert(context, a)?, self.convert(context, b)?);
        let s = self.sign(context, &a.sub(&b, &self.limits)?)?;
        let square = s.pow(2, &self.limits)?.ok_or(NoForm::Undefined)?;
        let one = Fraction::one();
        let half = Rational::new(1, 2);
        // (S^2 ± S)/2 is 1 for S = ±1 and else 0.
        let above = square.add(&s, &self.limits)?.scale(&half);
        let below = square.sub(&s, &self.limits)?.scale(&half);
        let not = |f: &Fraction| one.sub(f, &self.limits);
        Ok(Some(match rel {
            Rel::Eq => not(&square)?,
            Rel::Ne => square,
            Rel::Gt => above,
            Rel::Lt => below,
            Rel::Ge => not(&below)?,
            Rel::Le => not(&above)?,
        }))
    }

    /// `sign(u)`, factor by factor; `|p|/p` where `p` is never zero.
    fn sign(&mut self, context: &mut dyn Context, a: &Fraction) -> Result<Fraction, NoForm> {
        let mut value = Fraction::from_rational(Rational::integer(i64::from(a.unit().signum())));
        for (factor, exponent) in self.separable(a)? {
            let base = Fraction::from_poly(&factor)?;
            let argument = self.expression(context, &base)?;
            let signs = context.signs(argument);
            if signs.nonnegative && signs.nonpositive {
                return Ok(Fraction::zero());
            }
            let sign = match self.kind_of(&base) {
                Some(Kind::Sign) => Some(base.clone()),
                _ => None,
            };
            let sign = match sign {
                Some(sign) => sign,
                None => match (signs.nonzero, signs.nonnegative, signs.nonpositive) {
                    (true, true, _) => Fraction::one(),
                    (true, _, true) => Fraction::one().neg(),
                    _ if self.mode == Mode::Decide => {
                        self.sign_generator(&base, argument, signs.nonzero)?
                    }
                    // A reader wants no more kinds of signs than one.
                    (true, ..) => {
                        let magnitude = self.magnitude(context, &base)?;
                        magnitude.div(&base, &self.limits)?.ok_or(NoForm::Undefined)?
                    }
                    _ => {
                        let canonical = context.store().func(Func::Sign, &[argument]);
                        self.atom(context, canonical)
                    }
                },
            };
            // The sign of a power is that of an odd power, or its square.
            let power = if exponent % 2 == 0 { 2 } else { 1 };
            let sign = sign.pow(power, &self.limits)?.ok_or(NoForm::Undefined)?;
            value = value.mul(&sign, &self.limits)?;
        }
        Ok(value)
    }
}

/// The terms of a sum with their signs; `true` is minus.
fn summands(store: &Store, e: Expr) -> Vec<(Expr, bool)> {
    let mut terms = Vec::new();
    let mut stack = vec![(e, false)];
    while let Some((e, negative)) = stack.pop() {
        match (store.op(e), store.children(e)) {
            (Op::Neg, &[a]) => stack.push((a, !negative)),
            (Op::Add, &[a, b]) => stack.extend([(b, negative), (a, negative)]),
            (Op::Sub, &[a, b]) => stack.extend([(b, !negative), (a, negative)]),
            _ => terms.push((e, negative)),
        }
    }
    terms
}

/// The factors of a product.
fn factors(store: &Store, e: Expr) -> Vec<Expr> {
    let mut all = Vec::new();
    let mut stack = vec![e];
    while let Some(e) = stack.pop() {
        match (store.op(e), store.children(e)) {
            (Op::Mul, &[a, b]) => stack.extend([b, a]),
            _ => all.push(e),
        }
    }
    all
}
