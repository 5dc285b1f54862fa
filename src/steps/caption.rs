//! What a line's reasons are called.

use rustc_hash::FxHashSet;

use super::answer::Reason;
use crate::expr::{Expr, Func, MatOp, Op, Store};
use crate::kernel::{Kernel, Step, Theorem};

/// A line names at most this many reasons.
const MAX_REASONS: usize = 3;

/// Rules that are named only where nothing else is.
const UNNAMED: [&str; 8] = [
    "diff.sum",
    "diff.difference",
    "diff.constant",
    "diff.identity",
    "diff.negation",
    "diff.constant-factor",
    "diff.constant-factor-right",
    "diff.constant-divisor",
];

/// Rules that differentiate a function of an inner term `u`, factor `D(x, u)` and all.
const CHAINED: [&str; 11] = [
    "diff.sqrt",
    "diff.root-even",
    "diff.root-odd",
    "diff.ln",
    "diff.sin",
    "diff.cos",
    "diff.asin",
    "diff.acos",
    "diff.atan",
    "diff.erf",
    "diff.abs",
];

/// Is the rule named only where nothing else is?
fn is_unnamed(id: &str) -> bool {
    const ROUTINE: [&str; 8] =
        ["sum", "difference", "constant", "variable", "negation", "left", "right", "factor"];
    let routine = |id: &str| ROUTINE.iter().any(|part| id.ends_with(part));
    UNNAMED.contains(&id)
        || id.starts_with("matrix.")
        || (id.starts_with("gradient.") && (routine(id) || id == "gradient.pullback-scale"))
}

/// Why an equation between continuous sides holds at a point that the lines leave out.
pub(super) fn across() -> Reason {
    reason("diff.across", "continuous there too")
}

/// The reasons of a line, in the order in which the proof uses them, without repetition.
pub(super) fn reasons(kernel: &Kernel, t: Theorem) -> Vec<Reason> {
    let mut named: Vec<Reason> = Vec::new();
    let mut unnamed: Vec<Reason> = Vec::new();
    let mut algebra: Vec<Reason> = Vec::new();
    let mut seen = FxHashSet::default();
    // A proof that is used from right to left is read from its right side to its left one.
    let mut stack = vec![(t, false)];
    while let Some((t, backward)) = stack.pop() {
        if !seen.insert((t, backward)) {
            continue;
        }
        match kernel.step(t) {
            Step::Trans(a, b) if backward => stack.extend([(a, true), (b, true)]),
            Step::Trans(a, b) => stack.extend([(b, false), (a, false)]),
            Step::Congr(..) => {
                let operands = kernel.operands(t).iter().rev().flatten();
                stack.extend(operands.map(|operand| (*operand, backward)));
            }
            Step::Sym(a) => stack.push((a, !backward)),
            Step::Settle(a) | Step::Across(a) | Step::Weaken(a) => stack.push((a, backward)),
            Step::UnderDeriv(a) | Step::UnderAt(a) | Step::UnderGradient(a) | Step::UnderMap(a) => {
                stack.push((a, backward));
            }
            Step::GradientChain => add(&mut named, reason("diff.chain", "chain rule")),
            Step::Rule(rule, _) => {
                let inner = has_inner_function(kernel, t);
                if inner && CHAINED.contains(&rule.id) {
                    add(&mut named, reason("diff.chain", "chain rule"));
                }
                let caption = match rule.title.strip_suffix(" and chain rule") {
                    Some(outer) if !inner => outer,
                    _ => rule.title,
                };
                let list = if is_unnamed(rule.id) { &mut unnamed } else { &mut named };
                add(list, reason(rule.id, caption));
            }
            Step::Unfold => add(&mut named, definition(kernel, kernel.lhs(t))),
            Step::Prime => add(&mut unnamed, derivative_of(kernel, kernel.lhs(t))),
            Step::Instance(_) | Step::Lemma(_) => {
                add(&mut named, derivative_of(kernel, kernel.lhs(t)))
            }
            Step::Chain => {
                // For the variable itself it only writes the prime.
                if at_variable(kernel, t) {
                    add(&mut unnamed, derivative_of(kernel, kernel.rhs(t)));
                } else {
                    add(&mut named, reason("diff.chain", "chain rule"));
                }
            }
            Step::Pieces => add(&mut named, reason("diff.pieces", "derivative of each piece")),
            Step::At => add(&mut named, reason("value.at", "put in the value")),
            Step::Entry => add(&mut unnamed, reason("diff.entry", "entries are independent")),
            Step::Renamed => add(&mut unnamed, reason("sums.rename", "rename the index")),
            Step::Induction { .. } => add(&mut named, reason("sums.induction", "by induction")),
            Step::Algebra => {
                let (lhs, rhs) = (kernel.lhs(t), kernel.rhs(t));
                let (before, after) = if backward { (rhs, lhs) } else { (lhs, rhs) };
                add(&mut algebra, algebraic(kernel, before, after));
            }
            Step::Cases(..) => add(&mut named, reason("algebra.cases", "case by case")),
            Step::Absurd => add(&mut algebra, reason("algebra.absurd", "no such case")),
            Step::Tidy => add(&mut algebra, reason("algebra.tidy", "simplify")),
            Step::Refl => {}
        }
    }
    if named.is_empty() {
        named = match unnamed.len() {
            0 => std::mem::take(&mut algebra),
            1 => unnamed,
            _ if unnamed.iter().all(|reason| reason.id.starts_with("matrix.")) => {
                unnamed.truncate(MAX_REASONS);
                unnamed
            }
            _ => vec![reason("diff", "differentiate")],
        };
    }
    // Rules that simplify a term are not all of an algebraic step.
    let simplifies = |reason: &Reason| {
        ["diff", "lemma", "definition", "value"].iter().all(|kind| !reason.id.starts_with(kind))
    };
    if named.iter().all(simplifies) {
        for reason in algebra.into_iter().filter(|reason| reason.id != "algebra.tidy") {
            add(&mut named, reason);
        }
    }
    if named.len() > MAX_REASONS {
        // The functions that are differentiated say more than that one is inside another.
        named.retain(|reason| reason.id != "diff.chain");
    }
    if named.len() > MAX_REASONS {
        let differentiation = named.iter().all(|reason| reason.id.starts_with("diff."));
        if differentiation {
            return vec![reason("diff", "differentiate")];
        }
        named.truncate(MAX_REASONS);
    }
    named
}

fn add(list: &mut Vec<Reason>, reason: Reason) {
    if !list.iter().any(|known| known.caption == reason.caption) {
        list.push(reason);
    }
}

fn reason(id: &str, caption: &str) -> Reason {
    Reason { id: id.into(), caption: caption.into() }
}

/// Does a rule differentiate a function of something other than the variable itself?
fn has_inner_function(kernel: &Kernel, t: Theorem) -> bool {
    match (kernel.binding(t, b'u'), kernel.binding(t, b'x')) {
        (Some(u), Some(x)) => u != x,
        _ => false,
    }
}

/// Does the chain rule meet no inner function?
fn at_variable(kernel: &Kernel, t: Theorem) -> bool {
    matches!(kernel.store().op(kernel.rhs(t)), Op::Apply(..))
}

fn name_of(kernel: &Kernel, e: Expr) -> Option<&str> {
    match kernel.store().op(e) {
        Op::Symbol(name) | Op::Apply(name, _) | Op::Matrix(MatOp::Named(name)) => {
            Some(kernel.store().text(name))
        }
        Op::Indexed(name) => Some(kernel.store().family_text(name)),
        _ => None,
    }
}

fn definition(kernel: &Kernel, e: Expr) -> Reason {
    let name = name_of(kernel, e).unwrap_or("the name");
    Reason { id: format!("definition.{name}"), caption: format!("definition of {name}") }
}

fn derivative_of(kernel: &Kernel, e: Expr) -> Reason {
    let name = name_of(kernel, e).unwrap_or("the function");
    Reason { id: format!("lemma.{name}'"), caption: format!("derivative of {name}") }
}

/// What an algebraic step does, by the shapes of its sides.
fn algebraic(kernel: &Kernel, lhs: Expr, rhs: Expr) -> Reason {
    let (before, after) = (Shape::of(kernel, lhs), Shape::of(kernel, rhs));
    if kernel.store().is_closed(lhs) && kernel.store().is_closed(rhs) {
        return reason("algebra.value", "exact value");
    }
    if let Some(name) = new_function(kernel, lhs, rhs) {
        return Reason { id: "algebra.rewrite".into(), caption: format!("in terms of {name}") };
    }
    match (before, after) {
        (Shape::Sum, Shape::Quotient) => reason("algebra.together", "common denominator"),
        (Shape::Sum, Shape::Product) => reason("algebra.factor", "factor"),
        (Shape::Product, Shape::Sum) => reason("algebra.expand", "multiply out"),
        (Shape::Quotient, Shape::Sum | Shape::Product) if has_quotient(kernel, rhs) => {
            reason("algebra.split", "split the fraction")
        }
        (Shape::Quotient, Shape::Sum) => reason("algebra.cancel", "cancel"),
        (Shape::Quotient, Shape::Product | Shape::Other) => reason("algebra.cancel", "cancel"),
        _ => by_functions(kernel, lhs, rhs),
    }
}

/// A step that changes which arguments a function has, by the laws of that function.
fn by_functions(kernel: &Kernel, lhs: Expr, rhs: Expr) -> Reason {
    let arguments = |e: Expr, functions: &[Func]| -> FxHashSet<Expr> {
        let store = kernel.store();
        let all = store.subexpressions(&[e]).into_iter();
        all.filter(|&sub| matches!(store.op(sub), Op::Func(f) if functions.contains(&f)))
            .flat_map(|sub| store.children(sub).iter().copied())
            .collect()
    };
    let differ = |functions: &[Func]| arguments(lhs, functions) != arguments(rhs, functions);
    if differ(&[Func::Sin, Func::Cos]) {
        return reason("algebra.angles", "sums and multiples of angles");
    }
    if differ(&[Func::Ln]) {
        return reason("algebra.logarithms", "laws of logarithms");
    }
    reason("algebra.simplify", "simplify")
}

fn has_quotient(kernel: &Kernel, e: Expr) -> bool {
    let store = kernel.store();
    store.subexpressions(&[e]).iter().any(|&sub| store.op(sub) == Op::Div)
}

/// A defined function that the right side mentions and the left side does not.
fn new_function(kernel: &Kernel, lhs: Expr, rhs: Expr) -> Option<String> {
    let store = kernel.store();
    let before = store.subexpressions(&[lhs]);
    let new = store
        .subexpressions(&[rhs])
        .into_iter()
        .find(|e| matches!(store.op(*e), Op::Apply(..)) && !before.contains(e))?;
    name_of(kernel, new).map(str::to_owned)
}

/// Is a factor, or the base of one, a sum?
fn has_sum_factor(store: &Store, e: Expr) -> bool {
    let mut stack = vec![e];
    while let Some(e) = stack.pop() {
        match store.op(e) {
            Op::Add | Op::Sub => return true,
            Op::Mul => stack.extend(store.children(e)),
            Op::Pow => stack.extend(store.children(e).first()),
            _ => {}
        }
    }
    false
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Sum,
    /// A product with a factor that is a sum: what is multiplied out, or comes from factoring.
    Product,
    Quotient,
    Other,
}

impl Shape {
    fn of(kernel: &Kernel, e: Expr) -> Self {
        let store = kernel.store();
        match (store.op(e), store.single(e)) {
            (Op::Neg, Some(inner)) => match store.op(inner) {
                Op::Div => Self::Quotient,
                Op::Mul if has_sum_factor(store, inner) => Self::Product,
                _ => Self::Other,
            },
            (Op::Add | Op::Sub, _) => Self::Sum,
            (Op::Mul | Op::Pow, _) if has_sum_factor(store, e) => Self::Product,
            (Op::Func(Func::Root), _) => Self::Other,
            (Op::Div, _) => Self::Quotient,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CHAINED, UNNAMED};
    use crate::kernel::rules;

    #[test]
    fn the_rules_that_are_named_apart_exist() {
        for id in UNNAMED.iter().chain(&CHAINED) {
            assert!(rules::find(id).is_some(), "{id}");
        }
    }
}
