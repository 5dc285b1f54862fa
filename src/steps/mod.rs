//! From proofs to numbered steps with captions and levels of detail.

mod answer;
mod caption;
mod declutter;
mod findings;
mod induction;
mod linear;
pub mod plot;
mod report;
pub mod study;
#[cfg(test)]
mod tests;
mod weight;

pub use answer::{Answer, Decimal, Derivation, Line, Reason, Refutation, Undecided, Value};
pub use findings::{Datum, Entry, Findings, Fragment, Standing, Token};
pub use induction::inductions;
pub use linear::{Detail, chain};
pub use report::{Column, Equation, Part, Relation, Report, Table, Term};

use crate::expr::{Expr, compare};
use crate::kernel::{Hyps, Kernel, Step, Theorem};

/// The derivation of a theorem in the wanted detail; `given` are assumptions that need no mention.
pub fn derivation(kernel: &mut Kernel, t: Theorem, given: Hyps, detail: Detail) -> Derivation {
    let links = chain(kernel, t, detail);
    from_links(kernel, &links, t, given)
}

/// The derivation whose lines are the given theorems, each from where the last one ends.
pub fn from_links(kernel: &mut Kernel, links: &[Theorem], t: Theorem, given: Hyps) -> Derivation {
    let mut lines = Vec::with_capacity(links.len());
    for &link in links {
        let settled = kernel.settle(link);
        lines.push(Line {
            expr: kernel.rhs(link),
            reasons: caption::reasons(kernel, link),
            conditions: stated(kernel, settled, given),
        });
    }
    if let (Step::Across(_), Some(last)) = (kernel.step(t), lines.last_mut()) {
        last.reasons.push(caption::across());
    }
    Derivation { start: kernel.lhs(t), lines, conditions: stated(kernel, t, given) }
}

/// The theorem's conditions beyond what is given, in the order of their structure.
pub fn stated(kernel: &mut Kernel, t: Theorem, given: Hyps) -> Vec<Expr> {
    let t = kernel.settle(t);
    let all = kernel.conditions(kernel.hyps_of(t)).to_vec();
    let mut open: Vec<Expr> = all.into_iter().filter(|&c| !kernel.proves(given, c)).collect();
    open.sort_by(|&a, &b| compare(kernel.store(), a, b));
    open
}
