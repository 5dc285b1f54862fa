//! How much there is to explain in a part of a proof.

use rustc_hash::FxHashSet;

use crate::expr::{Expr, Store};
use crate::kernel::rules::diff;
use crate::kernel::{Kernel, Rule, Step, Theorem};
use crate::normal::terms::{Exponent, Factor, Sum};

/// Rules that every reader applies without noticing.
fn is_routine(rule: &Rule) -> bool {
    [
        &diff::CONSTANT,
        &diff::IDENTITY,
        &diff::SUM,
        &diff::DIFFERENCE,
        &diff::NEGATION,
        &diff::CONSTANT_FACTOR,
        &diff::CONSTANT_FACTOR_RIGHT,
        &diff::CONSTANT_DIVISOR,
        &diff::POWER,
        &diff::EXPONENTIAL,
    ]
    .iter()
    .any(|routine| routine.id == rule.id)
}

/// The number of rules in the proof that a reader has to think about; at most 4 is counted.
pub(super) fn weight(kernel: &Kernel, t: Theorem) -> usize {
    const ENOUGH: usize = 4;
    const LONG: usize = 500;
    let mut weight = 0;
    let mut seen = FxHashSet::default();
    let mut stack = vec![t];
    while let Some(t) = stack.pop() {
        // A long proof without a rule to think about is long all the same.
        if seen.len() > LONG {
            return ENOUGH;
        }
        if weight >= ENOUGH || !seen.insert(t) {
            continue;
        }
        match kernel.step(t) {
            Step::Rule(rule, _) if is_routine(rule) => {}
            Step::Rule(..) => weight += usize::from(!is_at_variable(kernel, t)),
            Step::Chain | Step::Pieces | Step::Algebra | Step::GradientChain => weight += 1,
            Step::Cases(..) | Step::Absurd => weight += 1,
            Step::Trans(a, b) => stack.extend([a, b]),
            Step::Congr(..) => stack.extend(kernel.operands(t).iter().flatten()),
            Step::Sym(a) | Step::Settle(a) | Step::Across(a) | Step::Weaken(a) => stack.push(a),
            Step::UnderDeriv(a) | Step::UnderAt(a) | Step::UnderGradient(a) | Step::UnderMap(a) => {
                stack.push(a)
            }
            Step::Refl | Step::Tidy | Step::Unfold | Step::Prime | Step::At => {}
            Step::Renamed | Step::Entry => {}
            Step::Induction { .. } => weight += 1,
            // What is known by name needs no thought.
            Step::Lemma(_) | Step::Instance(_) => {}
        }
    }
    weight
}

/// Is it the derivative of an elementary function at the variable itself, such as `sin(x)`, or at
/// a linear term, such as `e^(-2*x)`?
fn is_at_variable(kernel: &Kernel, t: Theorem) -> bool {
    match (kernel.binding(t, b'u'), kernel.binding(t, b'x'), kernel.binding(t, b'v')) {
        (Some(u), Some(x), None) => is_linear_in(kernel.store(), u, x),
        _ => false,
    }
}

fn is_linear_in(store: &Store, u: Expr, x: Expr) -> bool {
    const LARGE: usize = 12;
    let Some(name) = store.as_symbol(x) else { return false };
    let varies = |factor: &Factor| store.mentions(factor.base, name);
    store.size(u) <= LARGE
        && Sum::read(store, u).terms.iter().all(|term| {
            let mut varying = term.factors.iter().filter(|factor| varies(factor));
            match (varying.next(), varying.next()) {
                (None, _) => true,
                (Some(factor), None) => factor.base == x && factor.exponent == Exponent::ONE,
                (Some(_), Some(_)) => false,
            }
        })
}

/// Does the theorem open with a sum, a constant factor or the meaning of a name?
pub(super) fn is_linear(kernel: &Kernel, t: Theorem) -> bool {
    let mut t = t;
    loop {
        match kernel.step(t) {
            Step::Rule(rule, _) => {
                return is_routine(rule);
            }
            Step::Trans(a, _) => t = a,
            Step::Settle(a) | Step::Across(a) | Step::Weaken(a) => t = a,
            Step::Prime | Step::Unfold | Step::UnderDeriv(_) | Step::UnderAt(_) => return true,
            Step::Refl | Step::Sym(_) | Step::Congr(..) | Step::Tidy | Step::Algebra => {
                return false;
            }
            Step::Chain | Step::Pieces | Step::Instance(_) | Step::At => return false,
            Step::Renamed | Step::Entry | Step::Induction { .. } => return false,
            Step::UnderGradient(_) | Step::UnderMap(_) | Step::GradientChain => return false,
            Step::Lemma(_) => return false,
            Step::Cases(..) | Step::Absurd => return false,
        }
    }
}
