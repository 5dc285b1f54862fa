//! Checks at exact rational points where the conditions of a theorem hold.

use std::cmp::Ordering;

use rustc_hash::FxHashSet;

use super::super::{Kernel, Theorem};
use super::{Checked, Flaw, Verdict};
use crate::eval::{self, ErrorKind, EvalError, Value};
use crate::expr::{Expr, Name, Op, Orders, Store};
use crate::num::{Fault, Interval, Rational};

type Point = Vec<(Name, Rational)>;

/// So many points are looked at, out of so many that are tried.
const POINTS: usize = 8;
const TRIES: usize = 60;

/// More than a hundred digits.
const BITS: usize = 384;

/// The distance `2^-STEP` at which "near the point" is looked at, and how far slopes may differ.
const STEP: i32 = 160;
const SLOPE_BITS: i32 = 20;

/// The ends of domains first: a condition is missed most often there.
const VALUES: [(i64, i64); 17] = [
    (1, 2),
    (0, 1),
    (-2, 3),
    (1, 1),
    (-1, 1),
    (3, 1),
    (-3, 1),
    (7, 5),
    (1, 5),
    (5, 2),
    (-1, 4),
    (9, 10),
    (2, 1),
    (10, 1),
    (13, 3),
    (-17, 5),
    (1, 50),
];

/// What is known of a term at a point.
enum Known {
    Number(Value),
    Undefined,
    Unknown,
}

impl Kernel {
    /// Both sides have the same value, or none, wherever the conditions hold.
    pub(super) fn agree_at_points(&mut self, t: Theorem) -> Verdict {
        let sides = [self.lhs(t), self.rhs(t)].map(|side| self.concrete(side));
        self.at_points(t, &sides, |kernel, at| {
            let [a, b] = sides.map(|side| kernel.value_at(side, at));
            match (a, b) {
                (Known::Unknown, _) | (_, Known::Unknown) => Ok(false),
                (Known::Undefined, Known::Undefined) => Ok(true),
                (Known::Number(a), Known::Number(b)) => same_number(&a, &b),
                (Known::Undefined, Known::Number(_)) | (Known::Number(_), Known::Undefined) => {
                    Err(Flaw::Differ)
                }
            }
        })
    }

    /// Each condition holds wherever those of the theorem do, or both its sides are undefined.
    pub(super) fn implied_or_both_undefined(&mut self, t: Theorem, wanted: &[Expr]) -> Verdict {
        let kept = self.conditions(self.hyps_of(t)).to_vec();
        let open: Vec<Expr> = wanted.iter().copied().filter(|c| !kept.contains(c)).collect();
        if open.is_empty() {
            return Ok(Checked::Fully);
        }
        let open: Vec<Expr> = open.into_iter().map(|c| self.concrete(c)).collect();
        let sides = [self.lhs(t), self.rhs(t)].map(|side| self.concrete(side));
        self.at_points(t, &[&open[..], &sides[..]].concat(), |kernel, at| {
            for &condition in &open {
                match kernel.truth_at(condition, at) {
                    Some(true) => {}
                    None => return Ok(false),
                    Some(false) if kernel.all_undefined(&sides, at) => {}
                    // Of matrices it cannot be said at a point whether they are defined.
                    Some(false) if kernel.has_matrices(&sides) => return Ok(false),
                    Some(false) => return Err(Flaw::NotImplied),
                }
            }
            Ok(true)
        })
    }

    /// The term is defined wherever the conditions of the theorem hold, or both sides are not.
    pub(super) fn defined_or_both_undefined(&mut self, t: Theorem, u: Expr) -> Verdict {
        let u = self.concrete(u);
        let sides = [self.lhs(t), self.rhs(t)].map(|side| self.concrete(side));
        self.at_points(t, &[u, sides[0], sides[1]], |kernel, at| match kernel.value_at(u, at) {
            Known::Number(_) => Ok(true),
            Known::Unknown => Ok(false),
            Known::Undefined if kernel.all_undefined(&sides, at) => Ok(true),
            Known::Undefined => Err(Flaw::Premise),
        })
    }

    /// Wherever the conditions hold, the body of the derivative is defined nearby and has the same
    /// slope to the left and to the right.
    pub(super) fn derivative_exists(&mut self, t: Theorem, derivative: Expr) -> Verdict {
        let (x, u) = self.store.pair(derivative).ok_or(Flaw::Shape)?;
        self.store.as_variable(x).ok_or(Flaw::Shape)?;
        let u = self.concrete(u);
        self.at_points(t, &[u, x], |kernel, at| {
            let Some((name, at)) = kernel.coordinate(x, at) else { return Ok(false) };
            let at = &at;
            let mut values = Vec::new();
            for shift in [-1, 0, 1] {
                match kernel.value_at(u, &shifted(at, name, shift)) {
                    Known::Number(value) => values.push(value.to_interval(BITS)),
                    Known::Undefined => return Err(Flaw::Premise),
                    Known::Unknown => return Ok(false),
                }
            }
            match values.as_slice() {
                [left, middle, right] => slopes_agree(left, middle, right),
                _ => Ok(false),
            }
        })
    }

    /// The conditions hold near each point where those of the theorem do.
    pub(super) fn hold_nearby(&mut self, t: Theorem, x: Name, conditions: &[Expr]) -> Verdict {
        if conditions.is_empty() {
            return Ok(Checked::Fully);
        }
        let wanted: Vec<Expr> = conditions.iter().map(|&c| self.concrete(c)).collect();
        let variable = self.store.symbol_of(x);
        self.at_points(t, &[&wanted[..], &[variable]].concat(), |kernel, at| {
            for shift in [-1, 1] {
                let near = shifted(at, x, shift);
                for &condition in &wanted {
                    match kernel.truth_at(condition, &near) {
                        Some(true) => {}
                        None => return Ok(false),
                        Some(false) => return Err(Flaw::NotOpen),
                    }
                }
            }
            Ok(true)
        })
    }

    /// Near each point where the conditions hold, every guard says the same as at the point.
    pub(super) fn guards_are_steady(&mut self, t: Theorem, derivative: Expr) -> Verdict {
        let (x, inner) = self.store.pair(derivative).ok_or(Flaw::Shape)?;
        let name = self.store.as_symbol(x).ok_or(Flaw::Shape)?;
        let children = self.store.children(inner).to_vec();
        let guards: Vec<Expr> =
            children.chunks_exact(2).filter_map(|pair| pair.first().copied()).collect();
        let guards: Vec<Expr> = guards.into_iter().map(|guard| self.concrete(guard)).collect();
        self.at_points(t, &[&guards[..], &[x]].concat(), |kernel, at| {
            for &guard in &guards {
                let truths = [-1, 0, 1].map(|s| kernel.truth_at(guard, &shifted(at, name, s)));
                match truths {
                    [Some(a), Some(b), Some(c)] if a == b && b == c => {}
                    [Some(_), Some(_), Some(_)] => return Err(Flaw::NotOpen),
                    _ => return Ok(false),
                }
            }
            Ok(true)
        })
    }

    /// Carries out the check at points where the conditions of the theorem hold. It answers
    /// whether it could decide.
    fn at_points(
        &mut self,
        t: Theorem,
        exprs: &[Expr],
        mut check: impl FnMut(&mut Self, &Point) -> Result<bool, Flaw>,
    ) -> Verdict {
        let hyps = self.conditions(self.hyps_of(t)).to_vec();
        let hyps: Vec<Expr> = hyps.into_iter().map(|c| self.concrete(c)).collect();
        let names = self.variables(&[exprs, &hyps].concat());
        let tries = if names.is_empty() { 1 } else { TRIES };
        let mut decided = 0;
        for k in 0..tries {
            let at = self.point(&names, k);
            let held = hyps.iter().all(|&c| self.truth_at(c, &at) == Some(true));
            if held && check(self, &at)? {
                decided += 1;
                if decided == POINTS {
                    break;
                }
            }
        }
        Ok(if decided > 0 { Checked::AtPoints } else { Checked::Nowhere })
    }

    fn point(&self, names: &[Name], k: usize) -> Point {
        let value = |i: usize, name: &Name| {
            let place = (k * (2 * i + 1) + 5 * i + k / VALUES.len()) % VALUES.len();
            let (n, d) = VALUES.get(place).copied().unwrap_or((1, 1));
            let value = Rational::new(n, d);
            if self.is_declared_integer(*name) {
                let least = self.store.least(*name).map(Rational::integer);
                least.map_or(value.floor(), |least| &value.abs().floor() + &least)
            } else {
                value
            }
        };
        names.iter().enumerate().map(|(i, name)| (*name, value(i, name))).collect()
    }

    /// The variables that the values depend on, through definitions too, by their names.
    fn variables(&self, exprs: &[Expr]) -> Vec<Name> {
        let store = &self.store;
        let mut names: FxHashSet<Name> = FxHashSet::default();
        let mut seen: FxHashSet<Expr> = FxHashSet::default();
        let mut stack = exprs.to_vec();
        while let Some(e) = stack.pop() {
            if !seen.insert(e) {
                continue;
            }
            stack.extend_from_slice(store.children(e));
            if let Op::Symbol(name) | Op::Apply(name, _) | Op::Indexed(name) = store.op(e) {
                match store.definition(name) {
                    Some(definition) => stack.push(definition.body),
                    None if store.as_symbol(e).is_some() => {
                        names.insert(name);
                    }
                    None => {}
                }
            }
        }
        let mut names: Vec<Name> = names.into_iter().collect();
        names.sort_by(|&a, &b| store.text(a).cmp(store.text(b)));
        names
    }

    fn all_undefined(&mut self, sides: &[Expr; 2], at: &Point) -> bool {
        sides.iter().all(|&side| matches!(self.value_at(side, at), Known::Undefined))
    }

    fn has_matrices(&self, sides: &[Expr; 2]) -> bool {
        sides.iter().any(|&side| self.store.has_matrices(side))
    }

    fn value_at(&mut self, e: Expr, at: &Point) -> Known {
        let mut at = at.clone();
        let value = self.with_entries(&mut at, |store, at| eval::evaluate(store, e, at, BITS));
        match value {
            Ok(value) => Known::Number(value),
            Err(error) if matches!(error.kind, ErrorKind::Undefined(_)) => Known::Undefined,
            Err(_) => Known::Unknown,
        }
    }

    /// What is evaluated, with values for the entries of families that it asks for; a value is the
    /// same wherever its entry is asked for at a point.
    fn with_entries<T>(
        &mut self,
        at: &mut Point,
        mut evaluate: impl FnMut(&mut Store, &Point) -> Result<T, EvalError>,
    ) -> Result<T, EvalError> {
        const MOST: usize = 2_000;
        loop {
            match evaluate(&mut self.store, at) {
                Err(EvalError { kind: ErrorKind::Unbound(name), .. })
                    if eval::is_entry(&self.store, name) && at.len() < MOST =>
                {
                    let value = entry_value(self.store.text(name));
                    at.push((name, value));
                }
                result => return result,
            }
        }
    }

    /// The name by which a variable, or an entry at this point, is shifted, and the point with its
    /// value.
    fn coordinate(&mut self, x: Expr, at: &Point) -> Option<(Name, Point)> {
        let Op::Indexed(family) = self.store.op(x) else {
            return Some((self.store.as_symbol(x)?, at.clone()));
        };
        let mut indices = Vec::new();
        for index in self.store.children(x).to_vec() {
            match self.value_at(index, at) {
                Known::Number(Value::Exact(n)) => indices.push(n.to_i64()?),
                _ => return None,
            }
        }
        let name = eval::entry_name(&mut self.store, family, &indices);
        let mut at = at.clone();
        if !at.iter().any(|(known, _)| *known == name) {
            at.push((name, entry_value(self.store.text(name))));
        }
        Some((name, at))
    }

    /// Whether the condition holds; where a part of it is undefined, it does not.
    fn truth_at(&mut self, condition: Expr, at: &Point) -> Option<bool> {
        if self.store.op(condition) == Op::Differentiable {
            // The functions that stand for unknown ones are.
            return Some(true);
        }
        let mut at = at.clone();
        let truth = self.with_entries(&mut at, |store, at| eval::holds(store, condition, at, BITS));
        match truth {
            Ok(truth) => truth,
            Err(error) if matches!(error.kind, ErrorKind::Undefined(_)) => Some(false),
            Err(_) => None,
        }
    }

    /// The expression with concrete functions in place of unknown ones, and a number in place of
    /// each derivative, whose value does not matter to the algebra around it.
    fn concrete(&mut self, e: Expr) -> Expr {
        if self.store.op(e) == Op::Differentiable {
            return e;
        }
        let mut e = e;
        // Definitions are unfolded only where an unknown function hides in them.
        while self.meets_unknown(e) {
            let next = self.store.map_bottom_up(e, |store, old, kids| match store.op(old) {
                Op::Apply(f, orders) if orders.is_none() => match store.unfold(f, kids) {
                    Some(body) => body,
                    None => stand_in(store, f, orders, kids),
                },
                Op::Indexed(f) => match store.unfold(f, kids) {
                    Some(body) => body,
                    None => store.make(Op::Indexed(f), kids),
                },
                Op::Apply(f, orders) => stand_in(store, f, orders, kids),
                Op::Deriv => number_for(store, old, kids.last().copied()),
                op => store.make(op, kids),
            });
            if next == e {
                break;
            }
            e = next;
        }
        e
    }

    /// Is there anything in it that cannot be evaluated?
    fn meets_unknown(&self, e: Expr) -> bool {
        let store = &self.store;
        let mut seen: FxHashSet<Expr> = FxHashSet::default();
        let mut stack = vec![e];
        while let Some(e) = stack.pop() {
            if !seen.insert(e) {
                continue;
            }
            match store.op(e) {
                Op::Deriv => return true,
                Op::Apply(f, orders) => match store.definition(f) {
                    Some(definition) if orders.is_none() => stack.push(definition.body),
                    _ => return true,
                },
                Op::Symbol(name) | Op::Indexed(name) => {
                    stack.extend(store.definition(name).map(|d| d.body));
                }
                _ => {}
            }
            stack.extend_from_slice(store.children(e));
        }
        false
    }
}

/// A value for an entry of a family, by its name.
fn entry_value(text: &str) -> Rational {
    let seed = text.bytes().fold(7_i64, |seed, byte| (seed * 31 + i64::from(byte)) % 1009);
    Rational::new(seed % 13 - 4, seed % 5 + 2)
}

/// `k^o e^(k·u) + 2 m^o e^(m·u)`: a function with all its derivatives, other numbers for another
/// name.
fn stand_in(store: &mut Store, f: Name, orders: Orders, args: &[Expr]) -> Expr {
    let salt: i64 = store.text(f).bytes().map(i64::from).sum::<i64>() % 7;
    let mut sum = store.integer(1);
    for (sign, weight) in [(1, 1), (-1, 2)] {
        let mut exponent = store.integer(0);
        let mut factor = Rational::integer(weight);
        for (i, &arg) in args.iter().enumerate() {
            let rate = Rational::new(sign, 3 + salt + 2 * i as i64 + weight);
            for _ in 0..orders.order(i) {
                factor = &factor * &rate;
            }
            let rate = store.rational(&rate);
            let part = store.mul(rate, arg);
            exponent = store.add(exponent, part);
        }
        let (factor, power) = (store.rational(&factor), store.exp(exponent));
        let term = store.mul(factor, power);
        sum = store.add(sum, term);
    }
    if orders.is_none() {
        return sum;
    }
    let one = store.integer(1);
    store.sub(sum, one)
}

/// A number that stands for a derivative, the same wherever it occurs; undefined where the body is.
fn number_for(store: &mut Store, derivative: Expr, body: Option<Expr>) -> Expr {
    let n = derivative.index() as i64;
    let number = store.rational(&Rational::new(n * 37 % 101 + 3, 7));
    let Some(body) = body else { return number };
    let zero = store.integer(0);
    let nothing = store.mul(zero, body);
    store.add(number, nothing)
}

fn shifted(at: &Point, x: Name, steps: i64) -> Point {
    let step = Rational::integer(2).pow(-STEP).unwrap_or(Rational::ONE);
    let shift = &step * &Rational::integer(steps);
    at.iter().map(|(n, v)| (*n, if *n == x { v + &shift } else { v.clone() })).collect()
}

/// Equal as far as the precision goes, which must be far enough.
fn same_number(a: &Value, b: &Value) -> Result<bool, Flaw> {
    if let (Value::Exact(a), Value::Exact(b)) = (a, b) {
        return if a == b { Ok(true) } else { Err(Flaw::Differ) };
    }
    let (a, b) = (a.to_interval(BITS), b.to_interval(BITS));
    match a.compare(&b) {
        Some(Ordering::Less | Ordering::Greater) => Err(Flaw::Differ),
        Some(Ordering::Equal) => Ok(true),
        None => Ok([a, b].iter().all(is_sharp)),
    }
}

/// Is the enclosure within `10^-100`, absolutely or relative to the value?
fn is_sharp(x: &Interval) -> bool {
    const HUNDRED_DIGITS: i64 = 333;
    let width = x.upper_end().sub(x, BITS).map(|w| w.hi().top());
    x.accuracy().is_some_and(|bits| bits >= HUNDRED_DIGITS)
        || width.is_ok_and(|top| top <= -HUNDRED_DIGITS)
}

/// Are the slopes on both sides of the middle the same, as far as the step tells?
fn slopes_agree(left: &Interval, middle: &Interval, right: &Interval) -> Result<bool, Flaw> {
    let compare = || {
        let before = middle.sub(left, BITS)?;
        let after = right.sub(middle, BITS)?;
        let bend = after.sub(&before, BITS)?.abs();
        // Both rises are slopes times the step.
        let step = Interval::from_rational(
            &Rational::integer(2).pow(-STEP).unwrap_or(Rational::ONE),
            BITS,
        );
        let scale = before.abs().add(&after.abs(), BITS)?.add(&step, BITS)?;
        let tolerance = Rational::integer(2).pow(-SLOPE_BITS).unwrap_or(Rational::ONE);
        let bound = scale.mul(&Interval::from_rational(&tolerance, BITS), BITS)?;
        Ok::<_, Fault>(bend.compare(&bound))
    };
    match compare() {
        Ok(Some(Ordering::Greater)) => Err(Flaw::Premise),
        Ok(Some(Ordering::Less | Ordering::Equal)) => Ok(true),
        Ok(None) | Err(_) => Ok(false),
    }
}
