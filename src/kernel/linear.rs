//! Linear arithmetic: hypotheses that contradict one another, and signs that follow from several.
//!
//! The hypotheses are read as linear inequalities in their terms, whatever these are; with what is
//! known of the terms' own ranges they are combined until all terms are gone (Fourier and Motzkin).
//! If what is left is false, no point satisfies them all.

use super::Kernel;
use super::hyps::Hyps;
use super::range::End;
use crate::expr::{Expr, Op, Rel};
use crate::normal::terms::{Sum, Term};
use crate::num::Rational;

/// The most inequalities that are combined.
const MOST: usize = 300;

/// The most different terms.
const MOST_TERMS: usize = 12;

/// The most hypotheses that are looked at.
const MOST_HYPOTHESES: usize = 40;

/// `Σ c_i t_i + constant > 0`, or `>= 0`.
#[derive(Clone, PartialEq, Eq)]
struct Inequality {
    coefficients: Vec<Rational>,
    constant: Rational,
    strict: bool,
}

/// Terms, by number, and inequalities between them.
struct System {
    terms: Vec<Term>,
    inequalities: Vec<Inequality>,
}

impl Kernel {
    /// Do the hypotheses certainly contradict one another?
    pub fn is_impossible(&mut self, hyps: Hyps) -> bool {
        let list = self.hyps_table.list(hyps).to_vec();
        self.contradict(&list)
    }

    /// Does `e rel 0` follow from several hypotheses together? Asked of sums only, where the
    /// hypotheses are about sums.
    pub(super) fn follows_linearly(&mut self, hyps: Hyps, rel: Rel, e: Expr) -> bool {
        if matches!(rel, Rel::Eq | Rel::Ne) {
            return false;
        }
        let mut list = self.hyps_table.list(hyps).to_vec();
        let is_sum = |e: Expr| matches!(self.store.op(e), Op::Add | Op::Sub);
        let about_sums = list.iter().any(|&h| self.store.children(h).iter().any(|&c| is_sum(c)));
        if list.len() < 2 || !about_sums {
            return false;
        }
        let zero = self.store.integer(0);
        list.push(self.store.rel(rel.negated(), e, zero));
        self.contradict(&list)
    }

    fn contradict(&mut self, conditions: &[Expr]) -> bool {
        if conditions.len() > MOST_HYPOTHESES {
            return false;
        }
        let mut system = System { terms: Vec::new(), inequalities: Vec::new() };
        for &condition in conditions {
            if self.add_condition(&mut system, condition).is_none() {
                return false;
            }
        }
        self.add_ranges(&mut system);
        system.contradicts_itself()
    }

    /// `None` if there are too many terms.
    fn add_condition(&mut self, system: &mut System, condition: Expr) -> Option<()> {
        if self.store.op(condition) == Op::And {
            for part in self.store.children(condition).to_vec() {
                self.add_condition(system, part)?;
            }
            return Some(());
        }
        let (Op::Rel(rel), Some((a, b))) = (self.store.op(condition), self.store.pair(condition))
        else {
            return Some(());
        };
        if rel == Rel::Ne {
            return Some(());
        }
        let difference = self.store.sub(a, b);
        let row = system.row(&Sum::read(&self.store, difference))?;
        let strict = matches!(rel, Rel::Gt | Rel::Lt);
        if matches!(rel, Rel::Gt | Rel::Ge | Rel::Eq) {
            system.inequalities.push(Inequality { strict, ..row.clone() });
        }
        if matches!(rel, Rel::Lt | Rel::Le | Rel::Eq) {
            system.inequalities.push(Inequality { strict, ..row.scaled(&Rational::MINUS_ONE) });
        }
        Some(())
    }

    /// What is known of each term without hypotheses, such as `e^x > 0`.
    fn add_ranges(&mut self, system: &mut System) {
        for (i, term) in system.terms.clone().into_iter().enumerate() {
            let e = Sum { terms: vec![term] }.write(&mut self.store);
            let range = self.range(Hyps::NONE, e);
            for (end, sign) in [(range.lo, Rational::ONE), (range.hi, Rational::MINUS_ONE)] {
                let (value, strict) = match end {
                    End::Infinite => continue,
                    End::Open(value) => (value, true),
                    End::Closed(value) => (value, false),
                };
                let mut coefficients = vec![Rational::ZERO; system.terms.len()];
                if let Some(slot) = coefficients.get_mut(i) {
                    *slot = sign.clone();
                }
                let constant = -&(&value * &sign);
                system.inequalities.push(Inequality { coefficients, constant, strict });
            }
        }
    }
}

impl System {
    /// The sum as a row of coefficients.
    fn row(&mut self, sum: &Sum) -> Option<Inequality> {
        let mut coefficients = vec![Rational::ZERO; self.terms.len()];
        let mut constant = Rational::ZERO;
        for term in &sum.terms {
            if term.factors.is_empty() {
                constant = term.coefficient.clone();
                continue;
            }
            let monic = Term { coefficient: Rational::ONE, factors: term.factors.clone() };
            let single = |t: &Term| Sum { terms: vec![t.clone()] };
            let known = self.terms.iter().position(|t| single(t).same(&single(&monic)));
            let place = known.unwrap_or_else(|| {
                self.terms.push(monic);
                self.terms.len() - 1
            });
            if place >= MOST_TERMS {
                return None;
            }
            coefficients.resize(self.terms.len(), Rational::ZERO);
            if let Some(slot) = coefficients.get_mut(place) {
                *slot = &*slot + &term.coefficient;
            }
        }
        Some(Inequality { coefficients, constant, strict: false })
    }

    fn contradicts_itself(mut self) -> bool {
        let width = self.terms.len();
        for inequality in &mut self.inequalities {
            inequality.coefficients.resize(width, Rational::ZERO);
        }
        for place in 0..width {
            let (mut rest, mut above, mut below) = (Vec::new(), Vec::new(), Vec::new());
            for inequality in std::mem::take(&mut self.inequalities) {
                let c = inequality.at(place);
                match c.signum() {
                    0 => rest.push(inequality),
                    1 => above.push(inequality.scaled(&c.recip().unwrap_or(Rational::ONE))),
                    _ => below.push(inequality.scaled(&c.abs().recip().unwrap_or(Rational::ONE))),
                }
            }
            if rest.len() + above.len() * below.len() > MOST {
                return false;
            }
            for a in &above {
                rest.extend(below.iter().map(|b| a.plus(b)));
            }
            rest.retain(|inequality| !inequality.is_trivial());
            self.inequalities = rest;
        }
        self.inequalities
            .iter()
            .any(|left| left.constant.is_negative() || (left.strict && left.constant.is_zero()))
    }
}

impl Inequality {
    fn at(&self, place: usize) -> Rational {
        self.coefficients.get(place).cloned().unwrap_or(Rational::ZERO)
    }

    /// The same multiplied by a number; a positive one if it is to say the same.
    fn scaled(&self, factor: &Rational) -> Self {
        let coefficients = self.coefficients.iter().map(|c| c * factor).collect();
        Self { coefficients, constant: &self.constant * factor, strict: self.strict }
    }

    fn plus(&self, other: &Self) -> Self {
        let coefficients =
            self.coefficients.iter().zip(&other.coefficients).map(|(a, b)| a + b).collect();
        let constant = &self.constant + &other.constant;
        Self { coefficients, constant, strict: self.strict || other.strict }
    }

    /// Is it true whatever the terms are?
    fn is_trivial(&self) -> bool {
        self.coefficients.iter().all(Rational::is_zero)
            && (self.constant.is_positive() || (self.constant.is_zero() && !self.strict))
    }
}

#[cfg(test)]
mod tests {
    use crate::expr::Store;
    use crate::kernel::Kernel;
    use crate::library::Library;
    use crate::syntax::{Scope, Statement, parse_given};

    fn impossible(conditions: &[&str]) -> bool {
        let mut kernel = Kernel::new(Store::new());
        let (mut library, mut scope) = (Library::new(), Scope::new());
        let mut all = Vec::new();
        for text in conditions {
            let parsed = parse_given(text, kernel.store_mut(), &mut library, &mut scope);
            for statement in parsed.statements {
                if let Statement::Assume(condition) = statement.statement {
                    all.push(condition);
                }
            }
        }
        let hyps = kernel.hyps(all);
        kernel.is_impossible(hyps)
    }

    #[test]
    fn contradictions_are_found() {
        for conditions in [
            &["x > 0", "x < 0"][..],
            &["x > y", "y > z", "z > x"],
            &["x >= 1", "x <= 0"],
            &["x - y = 0", "x > y"],
            &["x + y > 1", "x < 1/4", "y < 1/4"],
            &["e^x < 0"],
            &["abs(x) < -1"],
            &["x > 0", "-x > 0"],
        ] {
            assert!(impossible(conditions), "{conditions:?}");
        }
    }

    #[test]
    fn what_is_possible_is_not_denied() {
        for conditions in [
            &["x > 0"][..],
            &["x >= 0", "x <= 0"],
            &["x > y", "y > z", "x > z"],
            &["x != 0", "x = 0"],
            &["x*y > 1", "x < 1"],
            &["x >= y", "y >= x"],
        ] {
            assert!(!impossible(conditions), "{conditions:?}");
        }
    }
}
