//! The generators of a tower.

use super::{Context, NoForm, Tower};
use crate::expr::{Expr, Op};
use crate::normal::fraction::Fraction;
use crate::normal::poly::{Poly, TooLarge, Var};
use crate::num::Rational;

/// What a generator stands for, given its argument `a`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) enum Kind {
    /// `a` itself.
    Atom,
    /// `a` itself, a power of -1 or of a sign with an integer exponent; its square is 1.
    Parity,
    /// `a` itself, a Kronecker delta, which is its own square.
    Delta,
    /// `e^(unit*a)`.
    Exp,
    /// `ln|a|`.
    Ln,
    /// `ln(a)`, unsplit.
    WholeLn,
    /// `|a|^(1/unit)`.
    Root,
    /// The real odd root `a^(1/unit)`.
    OddRoot,
    /// `sin(unit*a)`.
    Sin,
    /// `cos(unit*a)`.
    Cos,
    /// `|a|`.
    Abs,
    /// `sign(a)`; in place of `|a| = sign(a)*a` where equality is decided.
    Sign,
}

/// A generator: its meaning, and the relation `g^degree = value` if it has one.
pub(super) struct Generator {
    pub(super) kind: Kind,
    pub(super) argument: Expr,
    pub(super) unit: Rational,
    pub(super) relation: Option<(u32, Poly)>,
    pub(super) is_symbol: bool,
    /// The argument is known to be positive, so that `|a|` is written `a`.
    pub(super) positive: bool,
    /// What the argument is over the earlier generators, where that is needed.
    pub(super) meaning: Option<Fraction>,
}

impl Tower {
    /// The generator of this kind and argument, made if it is new.
    pub(super) fn generator_of(&mut self, kind: Kind, argument: Expr, unit: &Rational) -> Var {
        if let Some(&var) = self.index.get(&(kind, argument)) {
            return var;
        }
        let var = Var(self.generators.len() as u32);
        self.height += usize::from(kind != Kind::Atom);
        self.generators.push(Generator {
            kind,
            argument,
            unit: unit.clone(),
            relation: None,
            is_symbol: false,
            positive: false,
            meaning: None,
        });
        self.index.insert((kind, argument), var);
        var
    }

    /// An expression that stays as it is.
    pub(super) fn atom(&mut self, context: &mut dyn Context, e: Expr) -> Fraction {
        let var = self.generator_of(Kind::Atom, e, &Rational::ONE);
        let is_symbol = matches!(context.store().op(e), Op::Symbol(_) | Op::Indexed(_));
        if let Some(generator) = self.generators.get_mut(var.0 as usize) {
            generator.is_symbol = is_symbol;
        }
        Fraction::var(var)
    }

    /// A variable that stands for an expression as it is written.
    pub fn stand_in(&mut self, e: Expr) -> Var {
        self.generator_of(Kind::Atom, e, &Rational::ONE)
    }

    pub(super) fn relate(&mut self, var: Var, degree: u32, value: Poly) {
        if let Some(generator) = self.generators.get_mut(var.0 as usize) {
            generator.relation.get_or_insert((degree, value));
        }
    }

    /// Takes half of every exponential's unit, so that `e^(2x) - 1` can be factored; the fractions
    /// must be made anew.
    pub fn halve_exponentials(&mut self) {
        for ((kind, _), unit) in &mut self.units {
            if *kind == Kind::Exp {
                *unit = &*unit * &Rational::new(1, 2);
            }
        }
    }

    pub(super) fn mean(&mut self, var: Var, meaning: Fraction) {
        if let Some(generator) = self.generators.get_mut(var.0 as usize) {
            generator.meaning.get_or_insert(meaning);
        }
    }

    /// Is the common measure of the multiples so small that a relation between them would be a
    /// polynomial of high degree, as that of `e^0.1234` and `e^0.5678`?
    pub(super) fn is_far_apart(&self, kind: Kind, base: Expr, factor: &Rational) -> bool {
        const HIGHEST: i64 = 256;
        let Some(unit) = self.units.get(&(kind, base)) else { return false };
        let common = unit.gcd(factor);
        let highest = Rational::integer(HIGHEST);
        !common.is_integer()
            && [unit, factor]
                .iter()
                .any(|part| part.abs().checked_div(&common.abs()).is_some_and(|n| n > highest))
    }

    /// The whole multiple of the base's unit that `factor` is; the unit shrinks if need be.
    pub(super) fn multiple_of_unit(
        &mut self,
        kind: Kind,
        base: Expr,
        factor: &Rational,
    ) -> Result<(i32, Rational), NoForm> {
        let unit = self.units.entry((kind, base)).or_insert_with(|| match kind {
            // Of roots the unit is 1/k, so that the power k of the generator is its argument.
            Kind::Root | Kind::OddRoot => factor.gcd(&Rational::ONE),
            _ => factor.clone(),
        });
        let multiple = factor.checked_div(unit).unwrap_or(Rational::ONE);
        if !multiple.is_integer() {
            let common = unit.gcd(factor);
            *unit = if unit.is_negative() { -&common } else { common };
            self.stale = true;
            return Ok((1, unit.clone()));
        }
        let n = multiple.to_i64().and_then(|n| i32::try_from(n).ok());
        let n = n.ok_or(NoForm::TooLarge(TooLarge::Exponent))?;
        Ok((n, unit.clone()))
    }
}
