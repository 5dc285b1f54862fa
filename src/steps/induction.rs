//! A proof by induction, told as such: the base, the hypothesis and the step.

use rustc_hash::{FxHashMap, FxHashSet};

use super::answer::{Derivation, Line, Reason};
use super::linear::{Detail, chain};
use super::{from_links, stated};
use crate::expr::{Expr, Op};
use crate::kernel::{Hyps, Kernel, Step, Theorem};

/// So many inductions of one proof are told.
const MOST: usize = 2;

/// The inductions in a proof, each as the derivation of its base, of its hypothesis and of the step
/// to the next number. Every line is a theorem.
pub fn inductions(kernel: &mut Kernel, t: Theorem, given: Hyps, detail: Detail) -> Vec<Derivation> {
    let mut found: Vec<Theorem> = Vec::new();
    let mut seen = FxHashSet::default();
    let mut stack = vec![t];
    while let Some(t) = stack.pop() {
        if !seen.insert(t) || found.len() == MOST {
            continue;
        }
        match kernel.step(t) {
            Step::Induction { .. } => found.push(t),
            Step::Trans(a, b) => stack.extend([b, a]),
            Step::Congr(..) => stack.extend(kernel.operands(t).iter().flatten()),
            Step::Sym(a) | Step::Settle(a) | Step::Weaken(a) => stack.push(a),
            _ => {}
        }
    }
    found.into_iter().filter_map(|t| told(kernel, t, given, detail)).flatten().collect()
}

fn told(kernel: &mut Kernel, t: Theorem, given: Hyps, detail: Detail) -> Option<[Derivation; 3]> {
    let Step::Induction { n, base, start, unroll, close } = kernel.step(t) else { return None };
    let text = |kernel: &Kernel, e: Expr| match (kernel.store().op(e), kernel.store().as_symbol(e))
    {
        (_, Some(name)) => Some(kernel.store().text(name).to_owned()),
        (Op::Number(_) | Op::Neg, _) => kernel.store().as_literal_i64(e).map(|n| n.to_string()),
        _ => None,
    };
    let name = kernel.store().as_symbol(n)?;
    let n_text = text(kernel, n)?;
    let at_base = match text(kernel, base) {
        Some(value) => format!("base: {n_text} = {value}"),
        None => "base".to_owned(),
    };

    let store = kernel.store_mut();
    let one = store.integer(1);
    let before = store.sub(n, one);
    let hypothesis = kernel.instance(t, &[(name, before)]).ok()?;
    let above = kernel.above(n, base);
    let step = step(kernel, hypothesis, unroll, close, detail)?;

    let links = chain(kernel, start, detail);
    let mut first = from_links(kernel, &links, start, given);
    if first.lines.is_empty() {
        first.lines.push(line(kernel, start));
    }
    let hypothesis = Derivation {
        start: kernel.lhs(hypothesis),
        lines: vec![line(kernel, hypothesis)],
        conditions: stated(kernel, hypothesis, given),
    };
    let all = [kernel.conditions(given), kernel.conditions(above)].concat();
    let given = kernel.hyps(all);
    let mut last = from_links(kernel, &step.links, step.whole, given);
    if let Some(line) = last.lines.get_mut(step.hypothesis) {
        line.reasons = vec![reason("induction.use", "by the hypothesis".to_owned())];
    }
    let mut all = [first, hypothesis, last];
    let headings = [
        ("induction.base", at_base),
        ("induction.hypothesis", format!("hypothesis: it holds for {n_text} - 1")),
        ("induction.step", format!("step from {n_text} - 1 to {n_text}")),
    ];
    for (derivation, (id, caption)) in all.iter_mut().zip(headings) {
        if let Some(line) = derivation.lines.first_mut() {
            line.reasons.insert(0, reason(id, caption));
        }
    }
    Some(all)
}

/// The step to the next number, line by line.
struct Stepped {
    links: Vec<Theorem>,
    /// Which line puts in the hypothesis.
    hypothesis: usize,
    whole: Theorem,
}

fn step(
    kernel: &mut Kernel,
    hypothesis: Theorem,
    unroll: Theorem,
    close: Theorem,
    detail: Detail,
) -> Option<Stepped> {
    let used = carried(kernel, kernel.rhs(unroll), hypothesis)?;
    if kernel.rhs(used) != kernel.lhs(close) {
        return None;
    }
    let mut links = chain(kernel, unroll, detail);
    let place = links.len();
    links.push(used);
    links.extend(chain(kernel, close, detail));
    let whole = kernel.trans(unroll, used).ok()?;
    let whole = kernel.trans(whole, close).ok()?;
    Some(Stepped { links, hypothesis: place, whole })
}

/// `e` with the right side of the theorem in place of its left one.
fn carried(kernel: &mut Kernel, e: Expr, equal: Theorem) -> Option<Theorem> {
    let wanted = kernel.lhs(equal);
    let mut done: FxHashMap<Expr, Theorem> = FxHashMap::default();
    done.insert(wanted, equal);
    for sub in kernel.store().subexpressions(&[e]) {
        let children = kernel.store().children(sub).to_vec();
        let equals: Vec<_> = children.iter().map(|child| done.get(child).copied()).collect();
        if sub != wanted && equals.iter().any(Option::is_some) {
            done.insert(sub, kernel.congr(sub, &equals).ok()?);
        }
    }
    done.get(&e).copied()
}

/// The right side of a theorem, by itself.
fn line(kernel: &Kernel, t: Theorem) -> Line {
    Line { expr: kernel.rhs(t), reasons: Vec::new(), conditions: Vec::new() }
}

fn reason(id: &str, caption: String) -> Reason {
    Reason { id: id.into(), caption }
}
