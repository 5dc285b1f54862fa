//! The search for an exact rational point at which two sides differ.

use rustc_hash::FxHashSet;

use super::{Engine, on_equations};
use crate::eval::{self, ErrorKind, Outcome};
use crate::expr::{Expr, Name, Op};
use crate::kernel::Theorem;
use crate::num::Rational;

/// A point at which the two sides of a claim have different values, with the values' digits.
#[derive(Clone, Debug)]
pub struct Witness {
    /// What unknown functions stand for: `f(t)` and its value.
    pub functions: Vec<(Expr, Expr)>,
    /// The matrices of a claim about matrices: the name and the rows.
    pub matrices: Vec<(Name, String)>,
    /// The values of the variables, in the order of their names.
    pub at: Vec<(Name, Rational)>,
    /// The left side's value.
    pub lhs: String,
    /// The right side's value.
    pub rhs: String,
}

/// Generic values first: many slips are invisible at 0 and 1.
const VALUES: [(i64, i64); 17] = [
    (1, 2),
    (3, 1),
    (-2, 3),
    (7, 5),
    (-3, 1),
    (1, 5),
    (5, 2),
    (-1, 4),
    (9, 10),
    (2, 1),
    (1, 1),
    (-1, 1),
    (10, 1),
    (0, 1),
    // Far out, and just below a whole number.
    (-10_000_019, 1),
    (10_000_019, 1),
    (99_999_999_999_999, 100_000_000_000_000),
];

/// In how many ways the values of several variables are combined.
const STRIDES: usize = 8;

/// The same for variables that stand for integers.
const INTEGERS: [i64; 8] = [3, 2, -2, 5, 4, 1, -1, 0];

impl Engine {
    /// A witness against `lhs = rhs`, for theorems `left: lhs = a` and `right: rhs = b` whose right
    /// sides can be evaluated. Where the conditions of both hold, the values are those of the
    /// claim itself.
    ///
    /// # Errors
    /// The number of points that were tried without success.
    pub(super) fn refute(&mut self, left: Theorem, right: Theorem) -> Result<Witness, usize> {
        let (a, b) = (self.kernel.rhs(left), self.kernel.rhs(right));
        let functions = self.samples(&[a, b]);
        let (a, b) = (self.with_samples(a, &functions), self.with_samples(b, &functions));
        let mut conditions = Vec::new();
        for hyps in [self.kernel.hyps_of(left), self.kernel.hyps_of(right), self.given] {
            conditions.extend_from_slice(self.kernel.conditions(hyps));
        }
        for condition in &mut conditions {
            *condition = self.with_samples(*condition, &functions);
        }
        let names = self.variables(&[conditions.as_slice(), &[a, b]].concat());
        let has_integers = names.iter().any(|&name| self.kernel.is_declared_integer(name));
        let mut tried = 0;
        let equations = self.equations(&conditions);
        let values: Vec<(i64, i64)> = match equations.as_slice() {
            [] => VALUES.to_vec(),
            _ => on_equations::VALUES.iter().chain(&VALUES).copied().collect(),
        };
        let rounds = match names.len() {
            0 => 1,
            1 => values.len(),
            // Other combinations of the same values, where the conditions left none.
            _ => STRIDES * values.len(),
        };
        for round in 0..rounds {
            // Few points are in the range of an index.
            let enough = if has_integers { 60 } else { 1 };
            let is_enough = round >= values.len() && tried >= enough;
            if is_enough || self.kernel.store().budget().is_spent() {
                break;
            }
            let mut at = self.point(&names, &values, round);
            if has_integers && round % 5 == 4 {
                self.with_equal_integers(&mut at);
            }
            if self.move_onto(&equations, &mut at, round).is_none() {
                continue;
            }
            if !self.all_hold(&conditions, &at) {
                continue;
            }
            match self.separated(a, b, &mut at, round) {
                Outcome::Differ { lhs_digits: lhs, rhs_digits: rhs } => {
                    let functions = functions.iter().map(|sample| (sample.call, sample.body));
                    return Ok(Witness {
                        functions: functions.collect(),
                        matrices: Vec::new(),
                        at,
                        lhs,
                        rhs,
                    });
                }
                Outcome::Overlap => tried += 1,
                Outcome::DefinedOnlyLeft
                | Outcome::DefinedOnlyRight
                | Outcome::BothUndefined
                | Outcome::Failed(_) => {}
            }
        }
        Err(tried)
    }

    /// One value for all integers: what a delta between indices hides.
    fn with_equal_integers(&self, at: &mut [(Name, Rational)]) {
        let is_integer = |name: Name| self.kernel.is_declared_integer(name);
        let Some(value) = at.iter().find(|(name, _)| is_integer(*name)).map(|(_, v)| v.clone())
        else {
            return;
        };
        for (name, other) in at.iter_mut().filter(|(name, _)| is_integer(*name)) {
            let least = self.kernel.store().least(*name).map(Rational::integer);
            if least.is_none_or(|least| value >= least) {
                other.clone_from(&value);
            }
        }
    }

    /// Compares the sides, with values for the entries of families that are needed.
    pub(super) fn separated(
        &mut self,
        a: Expr,
        b: Expr,
        at: &mut Vec<(Name, Rational)>,
        round: usize,
    ) -> Outcome {
        const MOST_ENTRIES: usize = 200;
        loop {
            let outcome = eval::separate(self.kernel.store_mut(), a, b, at);
            let Outcome::Failed(error) = &outcome else { return outcome };
            match error.kind {
                ErrorKind::Unbound(name)
                    if eval::is_entry(self.kernel.store(), name) && at.len() < MOST_ENTRIES =>
                {
                    let place = (round + 3 * at.len()) % VALUES.len().min(10);
                    let (n, d) = VALUES.get(place).copied().unwrap_or((1, 1));
                    at.push((name, Rational::new(n, d)));
                }
                _ => return outcome,
            }
        }
    }

    /// The variables that the values depend on, through definitions too.
    pub(crate) fn variables(&self, exprs: &[Expr]) -> Vec<Name> {
        let store = self.kernel.store();
        let mut names: Vec<Name> = Vec::new();
        let mut open = exprs.to_vec();
        let mut seen = FxHashSet::default();
        while let Some(e) = open.pop() {
            for sub in store.subexpressions(&[e]) {
                if !seen.insert(sub) {
                    continue;
                }
                let definition = match store.op(sub) {
                    Op::Symbol(name) => match store.value(name) {
                        None => {
                            // A bound index has no value of its own.
                            if store.mentions(e, name) {
                                names.push(name);
                            }
                            continue;
                        }
                        definition => definition,
                    },
                    Op::Apply(name, _) | Op::Indexed(name) => store.function(name),
                    _ => None,
                };
                if let Some(definition) = definition {
                    let free = store.free_symbols(definition.body);
                    names.extend(
                        free.into_iter().filter(|&n| {
                            !definition.params.contains(&n) && store.value(n).is_none()
                        }),
                    );
                }
            }
        }
        names.sort_by(|&a, &b| store.text(a).cmp(store.text(b)));
        names.dedup();
        names
    }

    /// The point of this round: each variable starts elsewhere in the list of values.
    fn point(&self, names: &[Name], values: &[(i64, i64)], round: usize) -> Vec<(Name, Rational)> {
        let turn = round / values.len().max(1);
        let value = |i: usize, name: Name| {
            if self.kernel.is_declared_integer(name) {
                let n =
                    INTEGERS.get((round + (3 + turn) * i) % INTEGERS.len()).copied().unwrap_or(1);
                let least = self.kernel.store().least(name);
                return Rational::integer(least.map_or(n, |least| least.max(n)));
            }
            let (n, d) = values
                .get((round + (5 + turn) * i) % values.len().max(1))
                .copied()
                .unwrap_or((1, 1));
            Rational::new(n, d)
        };
        names.iter().enumerate().map(|(i, &name)| (name, value(i, name))).collect()
    }

    fn all_hold(&mut self, conditions: &[Expr], at: &[(Name, Rational)]) -> bool {
        const BITS: usize = 256;
        conditions.iter().all(|&condition| {
            // The sample functions are differentiable everywhere.
            self.kernel.store().op(condition) == Op::Differentiable
                || matches!(
                    eval::holds(self.kernel.store_mut(), condition, at, BITS),
                    Ok(Some(true))
                )
        })
    }
}
