//! Reading an expression into its light normal form.

use rustc_hash::FxHashMap;

use super::{Exponent, Factor, Sum, Term};
use crate::expr::{Expr, Func, Op, Store};
use crate::num::Rational;

/// How deep exponents within exponents are read; a deeper power is an atom.
const EXPONENT_DEPTH: u32 = 4;

/// The largest numerator or denominator, in bits, that powers of numbers are worked out to.
const LARGEST_POWER_BITS: u64 = 4096;

impl Sum {
    /// The light normal form of `e`.
    #[must_use]
    pub fn read(store: &Store, e: Expr) -> Self {
        read_sum(store, e, EXPONENT_DEPTH)
    }
}

fn read_sum(store: &Store, e: Expr, depth: u32) -> Sum {
    let mut sum = Sum::default();
    let mut stack = vec![(e, false)];
    while let Some((e, negative)) = stack.pop() {
        match (store.op(e), store.children(e)) {
            (Op::Neg, &[a]) => stack.push((a, !negative)),
            (Op::Add, &[a, b]) => stack.extend([(b, negative), (a, negative)]),
            (Op::Sub, &[a, b]) => stack.extend([(b, !negative), (a, negative)]),
            _ => {
                let mut term = read_term(store, e, depth);
                // A product that is but a number times one sum is that sum's terms scaled by ±1.
                if negative {
                    term.coefficient = -&term.coefficient;
                }
                match term.inner_sum(store) {
                    Some((inner, flips)) => stack.push((inner, flips)),
                    None => sum.terms.push(term),
                }
            }
        }
    }
    sum.collect();
    sum
}

impl Term {
    /// The sum `s` where the term is `s` or `-s`, with the sign.
    fn inner_sum(&self, store: &Store) -> Option<(Expr, bool)> {
        let [Factor { base, exponent: Exponent::ONE }] = self.factors.as_slice() else {
            return None;
        };
        let unit = self.coefficient.is_one() || self.coefficient == Rational::MINUS_ONE;
        (unit && matches!(store.op(*base), Op::Add | Op::Sub))
            .then(|| (*base, self.coefficient.is_negative()))
    }
}

/// A base with its exponent so far; `repeated` if that was put together of several.
struct Power {
    base: Expr,
    exponent: Exponent,
    repeated: bool,
}

/// A product that is being read: the exponents of each base are added up at the end.
struct Product {
    coefficient: Rational,
    powers: Vec<Power>,
    /// The place of each base, once there are many.
    places: FxHashMap<Expr, usize>,
}

impl Product {
    fn new() -> Self {
        Self { coefficient: Rational::ONE, powers: Vec::new(), places: FxHashMap::default() }
    }

    fn multiply(&mut self, base: Expr, exponent: Exponent) {
        const MANY: usize = 16;
        if self.powers.len() == MANY {
            self.places =
                self.powers.iter().enumerate().map(|(i, power)| (power.base, i)).collect();
        }
        let place = if self.powers.len() < MANY {
            self.powers.iter().position(|power| power.base == base)
        } else {
            self.places.get(&base).copied()
        };
        match place.and_then(|i| self.powers.get_mut(i)) {
            Some(power) => {
                power.exponent.accumulate(exponent);
                power.repeated = true;
            }
            None => {
                if self.powers.len() >= MANY {
                    self.places.insert(base, self.powers.len());
                }
                self.powers.push(Power { base, exponent, repeated: false });
            }
        }
    }

    fn finish(self) -> Term {
        let factors = self.powers.into_iter().map(|Power { base, exponent, repeated }| {
            let exponent = if repeated { exponent.collected() } else { exponent };
            Factor { base, exponent }
        });
        Term { coefficient: self.coefficient, factors: factors.collect() }
    }
}

fn read_term(store: &Store, e: Expr, depth: u32) -> Term {
    let mut term = Product::new();
    let mut stack = vec![(e, Exponent::ONE)];
    while let Some((e, exponent)) = stack.pop() {
        let integer = exponent.as_number().is_some_and(Rational::is_integer);
        match (store.op(e), store.children(e)) {
            (Op::Neg, &[a]) if integer => {
                if exponent.as_number().and_then(Rational::is_odd_integer) == Some(true) {
                    term.coefficient = -&term.coefficient;
                }
                stack.push((a, exponent));
            }
            (Op::Mul, &[a, b]) if integer => stack.extend([(b, exponent.clone()), (a, exponent)]),
            (Op::Div, &[a, b]) if integer && store.as_rational(b).is_none_or(|v| !v.is_zero()) => {
                let inverse = exponent.times(&Rational::MINUS_ONE);
                stack.extend([(b, inverse), (a, exponent)]);
            }
            (Op::Number(_), _) => read_number(store, &mut term, e, exponent),
            (Op::Pow, &[a, b]) if integer => {
                let power = read_exponent(store, a, b, depth);
                match (power, exponent.as_number()) {
                    (Some(power), Some(n)) => stack.push((a, power.times(n))),
                    _ => term.multiply(e, exponent),
                }
            }
            (Op::Func(Func::Root), &[a, k]) if integer => {
                match store
                    .as_literal_i64(k)
                    .filter(|k| k % 2 == 0)
                    .and_then(|k| Rational::integer(k).recip())
                {
                    Some(part) => stack.push((a, exponent.times(&part))),
                    None => term.multiply(e, exponent),
                }
            }
            _ => term.multiply(e, exponent),
        }
    }
    let mut term = term.finish();
    fold_numbers(store, &mut term);
    term.factors.retain(|factor| !factor.exponent.is_zero());
    if term.coefficient.is_zero() {
        term.factors.clear();
    }
    term
}

/// The exponent of the power `a^b`; `None` where the power is to stay an atom.
fn read_exponent(store: &Store, a: Expr, b: Expr, depth: u32) -> Option<Exponent> {
    if let Some(value) = super::constant(store, b) {
        return Some(Exponent::Number(value));
    }
    let simple = matches!(store.op(a), Op::Constant(_) | Op::Symbol(_) | Op::Number(_));
    (depth > 0 && simple).then(|| Exponent::of(read_sum(store, b, depth - 1)))
}

/// A power of a number: folded into the coefficient where it is rational and small.
fn read_number(store: &Store, term: &mut Product, e: Expr, exponent: Exponent) {
    let folded = store
        .number(e)
        .and_then(|(value, _)| exponent.as_number().and_then(|n| rational_power(value, n)));
    match folded {
        Some(value) => term.coefficient = &term.coefficient * &value,
        None => term.multiply(e, exponent),
    }
}

/// `value^n` where it is rational, and small enough to be worked out.
fn rational_power(value: &Rational, n: &Rational) -> Option<Rational> {
    let (p, q) = n.to_i64_pair()?;
    let root = if q == 1 { value.clone() } else { value.exact_root(u32::try_from(q).ok()?)? };
    if root.bits().saturating_mul(p.unsigned_abs()) > LARGEST_POWER_BITS {
        return None;
    }
    root.pow(i32::try_from(p).ok()?)
}

/// Powers of numbers that came together, such as `√2 * √2`.
fn fold_numbers(store: &Store, term: &mut Term) {
    for factor in &mut term.factors {
        if let (Some((value, _)), Some(n)) =
            (store.number(factor.base), factor.exponent.as_number())
            && let Some(folded) = rational_power(value, n)
        {
            term.coefficient = &term.coefficient * &folded;
            factor.exponent = Exponent::Number(Rational::ZERO);
        }
    }
}
