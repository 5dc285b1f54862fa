//! Sums and products over a range: written out where the range is a number of terms, else made
//! linear: what does not depend on the index comes out, and a term for each power product of what
//! does is left.

use super::generator::Kind;
use super::{Context, Mode, NoForm, Tower};
use crate::expr::{Expr, Name, Op};
use crate::normal::fraction::Fraction;
use crate::normal::poly::{Monomial, Poly, Var};
use crate::num::Rational;

/// Ranges up to this many terms are written out.
const MAX_WRITTEN: i64 = 64;

/// A sum or product, ready for its normal form.
enum Range {
    /// Its terms.
    Written(Vec<Expr>),
    /// The body with a canonical index that runs from 1, and where that ends.
    Open { body: Expr, index: Expr, count: Expr },
    /// It stays as it is.
    Opaque,
}

impl Tower {
    fn range(&mut self, context: &mut dyn Context, e: Expr) -> Range {
        let store = context.store();
        let &[body, bound, from, to] = store.children(e) else { return Range::Opaque };
        let Some(old) = store.as_symbol(bound) else { return Range::Opaque };
        if self.mode == Mode::Present {
            return Range::Opaque;
        }
        if let (Some(from), Some(to)) = (store.as_i64(from), store.as_i64(to))
            && to.saturating_sub(from) < MAX_WRITTEN
        {
            let mut terms = Vec::new();
            for k in from..=to {
                let k = store.integer(k);
                terms.push(store.substitute(body, &[(old, k)]));
            }
            return Range::Written(terms);
        }
        // An index of another name than those of the sums inside.
        let depth = self.depth(context, body) + 1;
        let index = canonical_index(context, depth);
        let store = context.store();
        let first = store.as_i64(from) == Some(1);
        let one = store.integer(1);
        let (value, count) = if first {
            (index, to)
        } else {
            let before = store.sub(from, one);
            (store.add(index, before), store.sub(to, before))
        };
        let body = store.substitute(body, &[(old, value)]);
        Range::Open { body, index, count }
    }

    pub(super) fn range_parts(&mut self, context: &mut dyn Context, e: Expr) -> Vec<Expr> {
        match self.range(context, e) {
            Range::Written(terms) => terms,
            Range::Open { body, count, .. } => vec![body, count],
            Range::Opaque => Vec::new(),
        }
    }

    pub(super) fn over_range(
        &mut self,
        context: &mut dyn Context,
        e: Expr,
        operands: &[Fraction],
    ) -> Result<Fraction, NoForm> {
        let is_sum = context.store().op(e) == Op::Sum;
        match (self.range(context, e), operands) {
            (Range::Written(_), terms) if is_sum => Ok(Fraction::sum(terms, &self.limits)?),
            (Range::Written(_), factors) => self.multiplied(factors),
            (Range::Open { index, .. }, [body, count]) => {
                let Some(name) = context.store().as_symbol(index) else {
                    return Ok(self.atom(context, e));
                };
                if let Some(length) = count.as_rational().and_then(Rational::to_i64)
                    && length < MAX_WRITTEN
                {
                    let terms = self.written_out(context, body, name, length)?;
                    return if is_sum {
                        Ok(Fraction::sum(&terms, &self.limits)?)
                    } else {
                        self.multiplied(&terms)
                    };
                }
                if is_sum {
                    self.summed(context, body, (index, name), count)
                } else {
                    self.multiplied_over(context, body, (index, name), count)
                }
            }
            _ => Ok(self.atom(context, e)),
        }
    }

    /// The terms of a range whose length is a number, though its ends are not.
    fn written_out(
        &mut self,
        context: &mut dyn Context,
        body: &Fraction,
        index: Name,
        length: i64,
    ) -> Result<Vec<Fraction>, NoForm> {
        let body = self.expression(context, body)?;
        let mut terms = Vec::new();
        for k in 1..=length {
            let store = context.store();
            let k = store.integer(k);
            let term = store.substitute(body, &[(index, k)]);
            terms.push(self.convert(context, term)?);
        }
        Ok(terms)
    }

    /// How deep sums are inside one another, through definitions too.
    pub(super) fn depth(&mut self, context: &mut dyn Context, e: Expr) -> u32 {
        let mut stack = vec![e];
        while let Some(&top) = stack.last() {
            if self.depths.contains_key(&top) {
                stack.pop();
                continue;
            }
            let parts = match context.unfolded(top) {
                Some(body) => vec![body],
                None => context.store().children(top).to_vec(),
            };
            let before = stack.len();
            stack.extend(parts.iter().copied().filter(|part| !self.depths.contains_key(part)));
            if stack.len() == before {
                let inner = parts.iter().filter_map(|part| self.depths.get(part)).copied();
                let own = u32::from(context.store().op(top).is_over_range());
                self.depths.insert(top, inner.max().unwrap_or(0) + own);
                stack.pop();
            }
        }
        self.depths.get(&e).copied().unwrap_or(0)
    }

    pub(super) fn depends_on(&self, context: &mut dyn Context, var: Var, index: Name) -> bool {
        self.generator(var).is_some_and(|g| context.store().mentions(g.argument, index))
    }

    /// Is the value known not to be negative?
    pub(super) fn is_nonnegative(
        &mut self,
        context: &mut dyn Context,
        value: &Fraction,
    ) -> Result<bool, NoForm> {
        if let Some(number) = value.as_rational() {
            return Ok(!number.is_negative());
        }
        let numerator = value.numerator(&self.limits)?;
        let written = self.polynomial(context.store(), &numerator);
        Ok(value.is_polynomial() && value.unit().is_integer() && context.signs(written).nonnegative)
    }

    fn summed(
        &mut self,
        context: &mut dyn Context,
        body: &Fraction,
        (index, name): (Expr, Name),
        count: &Fraction,
    ) -> Result<Fraction, NoForm> {
        let limits = self.limits;
        let numerator = self.reduce(&body.numerator(&limits)?)?;
        let mut outside = Fraction::from_rational(Rational::from(body.unit().denom()));
        let mut inside = Fraction::one();
        for (factor, exponent) in body.factors().iter().filter(|(_, exponent)| *exponent < 0) {
            let power = Fraction::from_poly(factor)?.pow(-exponent, &limits)?;
            let power = power.ok_or(NoForm::Undefined)?;
            let varies = factor.vars().iter().any(|&var| self.depends_on(context, var, name));
            let part = if varies { &mut inside } else { &mut outside };
            *part = part.mul(&power, &limits)?;
        }
        let mut groups: Vec<(Monomial, Vec<(Monomial, Rational)>)> = Vec::new();
        for (monomial, coefficient) in numerator.terms() {
            let varying: Vec<Var> = monomial
                .powers()
                .map(|(var, _)| var)
                .filter(|&var| self.depends_on(context, var, name))
                .collect();
            let (inner, outer) = monomial.partition(|var| varying.contains(&var));
            let term = (outer, coefficient.clone());
            match groups.iter_mut().find(|(known, _)| *known == inner) {
                Some((_, terms)) => terms.push(term),
                None => groups.push((inner, vec![term])),
            }
        }
        let mut total = Fraction::zero();
        for (inner, terms) in groups {
            let inner = Fraction::from_poly(&Poly::term(inner, Rational::ONE))?;
            let inner = inner.div(&inside, &limits)?.ok_or(NoForm::Undefined)?;
            let sum = self.sum_of_term(context, &inner, (index, name), count)?;
            let outer = Fraction::from_poly(&Poly::from_terms(terms))?;
            let outer = outer.div(&outside, &limits)?.ok_or(NoForm::Undefined)?;
            total = total.add(&outer.mul(&sum, &limits)?, &limits)?;
        }
        Ok(total)
    }

    /// The sum of a power product of what depends on the index.
    fn sum_of_term(
        &mut self,
        context: &mut dyn Context,
        term: &Fraction,
        (index, name): (Expr, Name),
        count: &Fraction,
    ) -> Result<Fraction, NoForm> {
        if term.is_one() && self.is_nonnegative(context, count)? {
            return Ok(count.clone());
        }
        let factors = term.factors().to_vec();
        for (factor, exponent) in factors {
            let Some(var) = factor.as_var().filter(|_| exponent > 0) else { continue };
            let Some(picked) = self.picked_by(context, var, (index, name))? else { continue };
            let delta = Fraction::var(var);
            let rest = term.div(&delta, &self.limits)?.ok_or(NoForm::Undefined)?;
            let rest = self.expression(context, &rest)?;
            let written = self.expression(context, &picked)?;
            let there = context.store().substitute(rest, &[(name, written)]);
            let value = self.convert(context, there)?;
            let one = Fraction::one();
            let above = picked.sub(&one, &self.limits)?;
            let below = count.sub(&picked, &self.limits)?;
            let within =
                self.is_nonnegative(context, &above)? && self.is_nonnegative(context, &below)?;
            let among =
                if within { one } else { self.multiple_sum(context, &delta, index, count)? };
            return Ok(value.mul(&among, &self.limits)?);
        }
        self.multiple_sum(context, term, index, count)
    }

    /// The only index at which the delta is 1, if the generator is one that has the index in it.
    fn picked_by(
        &mut self,
        context: &mut dyn Context,
        var: Var,
        (index, name): (Expr, Name),
    ) -> Result<Option<Fraction>, NoForm> {
        let Some(argument) = self.generator(var).map(|generator| generator.argument) else {
            return Ok(None);
        };
        let store = context.store();
        let (Op::Delta, Some((a, b))) = (store.op(argument), store.pair(argument)) else {
            return Ok(None);
        };
        let difference = store.sub(a, b);
        let difference = self.convert(context, difference)?;
        let k = self.atom(context, index);
        // From k + r = 0 or -k + r = 0.
        for candidate in [difference.neg(), difference] {
            let shifted = candidate.add(&k, &self.limits)?;
            let varies = shifted.vars().into_iter().any(|v| self.depends_on(context, v, name));
            if !varies {
                return Ok(Some(shifted));
            }
        }
        Ok(None)
    }

    /// `delta(a, b)`: 1 or 0 where it can be told, else a generator that is its own square.
    pub(super) fn delta(
        &mut self,
        context: &mut dyn Context,
        e: Expr,
        a: &Fraction,
        b: &Fraction,
    ) -> Result<Fraction, NoForm> {
        let difference = a.sub(b, &self.limits)?;
        if difference.is_zero() {
            return Ok(Fraction::one());
        }
        let known = match difference.as_rational() {
            Some(_) => true,
            None => {
                let written = self.expression(context, &difference)?;
                context.signs(written).nonzero
            }
        };
        if known {
            return Ok(Fraction::zero());
        }
        if self.mode == Mode::Present {
            return Ok(self.atom(context, e));
        }
        let turned = difference.unit().is_negative();
        let difference = if turned { difference.neg() } else { difference };
        let written = self.expression(context, &difference)?;
        let zero = context.store().integer(0);
        let canonical = context.store().make(Op::Delta, &[written, zero]);
        let var = self.generator_of(Kind::Delta, canonical, &Rational::ONE);
        self.relate(var, 2, Poly::var(var));
        Ok(Fraction::var(var))
    }

    /// A product over a range: constant factors become powers, exponentials of sums come out.
    fn multiplied_over(
        &mut self,
        context: &mut dyn Context,
        body: &Fraction,
        (index, name): (Expr, Name),
        count: &Fraction,
    ) -> Result<Fraction, NoForm> {
        let limits = self.limits;
        let known = self.is_nonnegative(context, count)?;
        let mut value = Fraction::one();
        let mut parts = vec![(Fraction::from_rational(body.unit().clone()), 1)];
        for (factor, exponent) in self.irreducible(body)? {
            parts.push((Fraction::from_poly(&factor)?, exponent));
        }
        for (part, exponent) in parts {
            if part.is_one() {
                continue;
            }
            if part.is_zero() {
                return Err(NoForm::Undefined);
            }
            let exponential = match part.factors() {
                [(factor, 1)] => factor.as_var().and_then(|var| self.generator(var)),
                _ => None,
            };
            let exponential = exponential
                .filter(|generator| generator.kind == Kind::Exp)
                .and_then(|generator| Some(generator.meaning.clone()?.scale(&generator.unit)));
            let varies = part.vars().into_iter().any(|var| self.depends_on(context, var, name));
            let product = if let Some(power) = exponential {
                let sum = self.summed(context, &power, (index, name), count)?;
                self.exponential(context, &sum)?
            } else if !varies && known {
                self.power(context, &part, count)?
            } else {
                let written = self.expression(context, &part)?;
                let depth = self.depth(context, written);
                let canonical = canonical_index(context, depth + 1);
                let store = context.store();
                let written = store.substitute(written, &[(name, canonical)]);
                let count = self.expression(context, count)?;
                let store = context.store();
                let one = store.integer(1);
                let canonical = store.make(Op::Prod, &[written, canonical, one, count]);
                self.atom(context, canonical)
            };
            let power = product.pow(exponent, &limits)?.ok_or(NoForm::Undefined)?;
            value = value.mul(&power, &limits)?;
        }
        Ok(value)
    }
}

/// The index of a normal form at this depth: it runs from 1.
pub(super) fn canonical_index(context: &mut dyn Context, depth: u32) -> Expr {
    let store = context.store();
    let name = store.name(&format!("#{depth}"));
    store.declare_integer(name, Some(1));
    store.symbol_of(name)
}
