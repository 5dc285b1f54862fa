//! Sine and cosine: sums and multiples of angles, special angles, and their inverses.

use super::generator::Kind;
use super::{Context, Mode, NoForm, Tower};
use crate::expr::{Constant, Expr, Func, Op};
use crate::normal::fraction::Fraction;
use crate::normal::poly::{Poly, TooLarge};
use crate::num::Rational;

/// The largest multiple of an angle that is expanded.
const LARGEST_MULTIPLE: i32 = 60;

type Pair = (Fraction, Fraction);

impl Tower {
    /// `sin u` and `cos u`. To decide, the angle is split into its power products and each multiple
    /// expanded; to present, the angle stays whole, but for its sign and multiples of π.
    pub(super) fn sine_and_cosine(
        &mut self,
        context: &mut dyn Context,
        u: &Fraction,
    ) -> Result<Pair, NoForm> {
        if self.mode == Mode::Present {
            let Some(turns) = self.half_turns(context, u) else {
                return self.whole_angle(context, u);
            };
            return self.half_turn_pair(context, &turns);
        }
        let mut sum = (Fraction::zero(), Fraction::one());
        for (coefficient, base) in self.linear_parts(u)? {
            let whole = coefficient.to_i64().and_then(|n| i32::try_from(n).ok());
            let inverse = match whole {
                Some(_) => self.inverse_pair(context, &base)?,
                None => None,
            };
            let part = match (self.half_turns(context, &base), inverse, whole) {
                (Some(turns), ..) => self.half_turn_pair(context, &(&turns * &coefficient))?,
                (None, Some(pair), Some(n)) => self.multiple_angle(&pair, n)?,
                (None, ..) if whole.is_some() && self.is_whole_half_turns(context, &base)? => {
                    let pi = self.pi(context);
                    let turns = self.quotient(&base.scale(&coefficient), &pi)?;
                    (Fraction::zero(), self.alternating(context, &turns)?)
                }
                (None, ..) => {
                    let argument = self.expression(context, &base)?;
                    let (n, unit) = self.multiple_of_unit(Kind::Sin, argument, &coefficient)?;
                    let pair = self.angle_generators(argument, &unit);
                    self.multiple_angle(&pair, n)?
                }
            };
            sum = self.angle_sum(&sum, &part)?;
        }
        Ok(sum)
    }

    /// Sine and cosine of `asin v` and `atan v`: `v` and `√(1 - v^2)`, `v` and 1 over `√(1 + v^2)`.
    fn inverse_pair(
        &mut self,
        context: &mut dyn Context,
        base: &Fraction,
    ) -> Result<Option<Pair>, NoForm> {
        let [(factor, 1)] = base.factors() else { return Ok(None) };
        let generator = factor.as_var().and_then(|var| self.generator(var));
        let Some((Kind::Atom, argument)) = generator.map(|g| (g.kind, g.argument)) else {
            return Ok(None);
        };
        let (Op::Func(f @ (Func::Asin | Func::Atan)), Some(v)) =
            (context.store().op(argument), context.store().single(argument))
        else {
            return Ok(None);
        };
        let v = self.convert(context, v)?;
        let square = v.pow(2, &self.limits)?.ok_or(NoForm::Undefined)?;
        if f == Func::Asin {
            let cos = self.root(context, &Fraction::one().sub(&square, &self.limits)?, 2)?;
            return Ok(Some((v, cos)));
        }
        let root = self.root(context, &Fraction::one().add(&square, &self.limits)?, 2)?;
        Ok(Some((self.quotient(&v, &root)?, self.quotient(&Fraction::one(), &root)?)))
    }

    fn whole_angle(&mut self, context: &mut dyn Context, u: &Fraction) -> Result<Pair, NoForm> {
        let negative = u.unit().is_negative();
        let angle = if negative { u.neg() } else { u.clone() };
        if let (true, Some((sin, cos))) =
            (angle.unit().is_one(), self.inverse_pair(context, &angle)?)
        {
            return Ok((if negative { sin.neg() } else { sin }, cos));
        }
        let argument = self.expression(context, &angle)?;
        let (sin, cos) = self.angle_generators(argument, &Rational::ONE);
        Ok((if negative { sin.neg() } else { sin }, cos))
    }

    /// The generators of `sin(unit*a)` and `cos(unit*a)`, with `sin^2 = 1 - cos^2`.
    fn angle_generators(&mut self, argument: Expr, unit: &Rational) -> Pair {
        let cos = self.generator_of(Kind::Cos, argument, unit);
        let sin = self.generator_of(Kind::Sin, argument, unit);
        let square = Poly::var(cos).pow(2, &self.limits).unwrap_or_else(|_| Poly::zero());
        self.relate(sin, 2, &Poly::one() - &square);
        (Fraction::var(sin), Fraction::var(cos))
    }

    fn angle_sum(&self, a: &Pair, b: &Pair) -> Result<Pair, NoForm> {
        let limits = &self.limits;
        let sin = a.0.mul(&b.1, limits)?.add(&a.1.mul(&b.0, limits)?, limits)?;
        let cos = a.1.mul(&b.1, limits)?.sub(&a.0.mul(&b.0, limits)?, limits)?;
        Ok((sin, cos))
    }

    /// Sine and cosine of the `n`-fold angle, by repeated doubling.
    fn multiple_angle(&self, pair: &Pair, n: i32) -> Result<Pair, NoForm> {
        if n.abs() > LARGEST_MULTIPLE {
            return Err(NoForm::TooLarge(TooLarge::Work));
        }
        let mut result = (Fraction::zero(), Fraction::one());
        let mut doubled = pair.clone();
        let mut left = n.unsigned_abs();
        while left > 0 {
            if left % 2 == 1 {
                result = self.angle_sum(&result, &doubled)?;
            }
            left /= 2;
            if left > 0 {
                doubled = self.angle_sum(&doubled, &doubled)?;
            }
        }
        Ok(if n < 0 { (result.0.neg(), result.1) } else { result })
    }

    /// `r` where the value is `r*π`.
    fn half_turns(&mut self, context: &mut dyn Context, u: &Fraction) -> Option<Rational> {
        if u.is_zero() {
            return Some(Rational::ZERO);
        }
        let [(factor, 1)] = u.factors() else { return None };
        let generator = self.generator(factor.as_var()?)?;
        let argument = generator.argument;
        (generator.kind == Kind::Atom && context.store().op(argument) == Op::Constant(Constant::Pi))
            .then(|| u.unit().clone())
    }

    fn pi(&mut self, context: &mut dyn Context) -> Fraction {
        let pi = context.store().constant(Constant::Pi);
        self.atom(context, pi)
    }

    /// Is the value `n*π` for an integer `n` that is no number?
    fn is_whole_half_turns(
        &mut self,
        context: &mut dyn Context,
        u: &Fraction,
    ) -> Result<bool, NoForm> {
        let pi = self.pi(context);
        if !pi.vars().iter().all(|&var| u.contains(var)) {
            return Ok(false);
        }
        let turns = self.quotient(u, &pi)?;
        let turns = self.expression(context, &turns)?;
        Ok(context.is_integer(turns))
    }

    /// Sine and cosine of `r*π`, exact where the denominator divides 12 or is 5 or 10.
    fn half_turn_pair(&mut self, context: &mut dyn Context, r: &Rational) -> Result<Pair, NoForm> {
        let two = Rational::integer(2);
        let turned = r - &(&(r * &Rational::new(1, 2)).floor() * &two);
        // Into [0, 1/2], by sin(π + a) = -sin a and sin(π - a) = sin a.
        let (turned, flip) = if turned >= Rational::ONE {
            (&turned - &Rational::ONE, true)
        } else {
            (turned, false)
        };
        let half = Rational::new(1, 2);
        let (angle, mirror) =
            if turned > half { (&Rational::ONE - &turned, true) } else { (turned, false) };
        let (sin, cos) = self.first_quadrant(context, &angle)?;
        let sin = if flip { sin.neg() } else { sin };
        let cos = if flip != mirror { cos.neg() } else { cos };
        Ok((sin, cos))
    }

    fn first_quadrant(&mut self, context: &mut dyn Context, r: &Rational) -> Result<Pair, NoForm> {
        let number = |n: i64, d: i64| Fraction::from_rational(Rational::new(n, d));
        let Some((p, q)) = r.to_i64_pair() else {
            return self.pi_generators(context, r);
        };
        Ok(match (p, q) {
            (0, _) => (Fraction::zero(), Fraction::one()),
            (1, 2) => (Fraction::one(), Fraction::zero()),
            (1, 6) => (number(1, 2), self.half_root(context, 3)?),
            (1, 3) => (self.half_root(context, 3)?, number(1, 2)),
            (1, 4) => (self.half_root(context, 2)?, self.half_root(context, 2)?),
            (1 | 5, 12) => {
                // sin(π/12) = (√6 - √2)/4.
                let six = self.half_root(context, 6)?.scale(&Rational::new(1, 2));
                let two = self.half_root(context, 2)?.scale(&Rational::new(1, 2));
                let small = six.sub(&two, &self.limits)?;
                let large = six.add(&two, &self.limits)?;
                if p == 1 { (small, large) } else { (large, small) }
            }
            (n, 5) => {
                let pair = self.fifth(context)?;
                self.multiple_angle(&pair, n as i32)?
            }
            // The complement is a multiple of π/5.
            (n, 10) => {
                let pair = self.fifth(context)?;
                let (sin, cos) = self.multiple_angle(&pair, (5 - n as i32) / 2)?;
                (cos, sin)
            }
            _ => return self.pi_generators(context, r),
        })
    }

    /// Sine and cosine of π/5: the cosine is `(1 + √5)/4`.
    fn fifth(&mut self, context: &mut dyn Context) -> Result<Pair, NoForm> {
        let root = self.half_root(context, 5)?.scale(&Rational::new(1, 2));
        let cos = root.add(&Fraction::from_rational(Rational::new(1, 4)), &self.limits)?;
        let pi = context.store().constant(Constant::Pi);
        let angle = self.atom(context, pi).scale(&Rational::new(1, 5));
        let argument = self.expression(context, &angle)?;
        let sin = self.generator_of(Kind::Sin, argument, &Rational::ONE);
        let square = cos.pow(2, &self.limits)?.ok_or(NoForm::Undefined)?;
        let rest = Fraction::one().sub(&square, &self.limits)?;
        let below = rest.denominator(&self.limits)?;
        let scale = below.as_constant().and_then(|d| d.recip()).ok_or(NoForm::Undefined)?;
        self.relate(sin, 2, rest.numerator(&self.limits)?.scale(&scale));
        Ok((Fraction::var(sin), cos))
    }

    /// `√n / 2`
    fn half_root(&mut self, context: &mut dyn Context, n: i64) -> Result<Fraction, NoForm> {
        let root = self.number_root(context, &Rational::integer(n), 2)?;
        Ok(root.scale(&Rational::new(1, 2)))
    }

    /// An angle that has no short radicals stays; its cosine is that of the complement's sine.
    fn pi_generators(&mut self, context: &mut dyn Context, r: &Rational) -> Result<Pair, NoForm> {
        let quarter = Rational::new(1, 4);
        let complement = &Rational::new(1, 2) - r;
        let (angle, swapped) = if *r > quarter { (complement, true) } else { (r.clone(), false) };
        let pi = context.store().constant(Constant::Pi);
        let value = self.atom(context, pi).scale(&angle);
        let argument = self.expression(context, &value)?;
        let (sin, cos) = self.angle_generators(argument, &Rational::ONE);
        Ok(if swapped { (cos, sin) } else { (sin, cos) })
    }

    /// `asin`, `atan` and `erf` at arguments where the value is a rational multiple of π.
    pub(super) fn special_angle(
        &mut self,
        context: &mut dyn Context,
        f: Func,
        a: &Fraction,
    ) -> Result<Option<Fraction>, NoForm> {
        let table: &[(i64, i64)] = match f {
            Func::Asin => &[(1, 6), (1, 4), (1, 3), (1, 2), (1, 12), (5, 12)],
            Func::Atan => &[(1, 6), (1, 4), (1, 3), (1, 12), (5, 12)],
            _ => return Ok(None),
        };
        for &(p, q) in table {
            let angle = Rational::new(p, q);
            let (sin, cos) = self.first_quadrant(context, &angle)?;
            let value = if f == Func::Asin { sin } else { self.quotient(&sin, &cos)? };
            let difference = value.sub(a, &self.limits)?;
            if self.is_zero(&difference)? {
                let pi = context.store().constant(Constant::Pi);
                return Ok(Some(self.atom(context, pi).scale(&angle)));
            }
        }
        Ok(None)
    }
}
