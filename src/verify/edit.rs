//! Small changes of an expression, at every place in it.

use super::slips::REPAIRS;
use crate::expr::{Expr, Op, Store};
use crate::num::Rational;
use crate::pattern::Bindings;

/// A change: what becomes of the whole, and what was changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edit {
    pub(super) whole: Expr,
    pub(super) from: Expr,
    pub(super) to: Expr,
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) cost: u32,
}

/// The most places that are changed.
const MOST_PLACES: usize = 90;

/// The most changes in all.
const MOST_EDITS: usize = 2_500;

/// A place in an expression: the indices of operands from the top.
pub(super) type Path = Vec<usize>;

/// All places, the whole first.
pub(super) fn places(store: &Store, root: Expr) -> Vec<(Path, Expr)> {
    let mut out = Vec::new();
    let mut queue = std::collections::VecDeque::from([(Vec::new(), root)]);
    while let Some((path, e)) = queue.pop_front() {
        if out.len() >= MOST_PLACES {
            break;
        }
        // The variable of a derivative and a bound variable are no values.
        let skip = match store.op(e) {
            Op::Deriv => Some(0),
            Op::At => Some(1),
            _ => None,
        };
        for (i, &child) in store.children(e).iter().enumerate() {
            if skip != Some(i) {
                let mut below: Path = path.clone();
                below.push(i);
                queue.push_back((below, child));
            }
        }
        out.push((path, e));
    }
    out
}

/// `root` with `new` at this place.
pub(super) fn replaced(store: &mut Store, root: Expr, path: &[usize], new: Expr) -> Expr {
    let mut spine = vec![root];
    for &i in path {
        let Some(&child) = spine.last().and_then(|&e| store.children(e).get(i)) else {
            return root;
        };
        spine.push(child);
    }
    let mut result = new;
    for (depth, &i) in path.iter().enumerate().rev() {
        let Some(&parent) = spine.get(depth) else { return root };
        let mut children = store.children(parent).to_vec();
        if let Some(slot) = children.get_mut(i) {
            *slot = result;
        }
        result = store.make(store.op(parent), &children);
    }
    result
}

/// What may be missing or have been miscopied: taken from the other side.
#[derive(Default)]
pub(super) struct Hints {
    pub(super) numbers: Vec<Rational>,
    pub(super) symbols: Vec<Expr>,
    pub(super) factors: Vec<Expr>,
    pub(super) terms: Vec<Expr>,
}

impl Hints {
    /// The numbers, names, factors and terms of an expression.
    pub(super) fn of(store: &mut Store, e: Expr) -> Self {
        const MOST: usize = 12;
        let mut hints = Self::default();
        for sub in store.subexpressions(&[e]) {
            let number = store.number(sub).map(|(value, _)| value.clone());
            match (store.op(sub), store.children(sub).to_vec().as_slice()) {
                (Op::Number(_), _) => hints.numbers.extend(number),
                (Op::Symbol(_), _) => hints.symbols.push(sub),
                (Op::Mul | Op::Div, &[a, b]) => hints.factors.extend([a, b]),
                (Op::Add | Op::Sub, &[a, b]) => hints.terms.extend([a, b]),
                (Op::Pow | Op::Apply(..) | Op::Func(_), _) => hints.factors.push(sub),
                _ => {}
            }
        }
        hints.factors.extend(&hints.symbols);
        let mut small: Vec<Expr> = [2, 3, 4].into_iter().map(|n| store.integer(n)).collect();
        let half = store.rational(&Rational::new(1, 2));
        small.push(half);
        small.append(&mut hints.factors);
        hints.factors = small;
        let one = store.integer(1);
        hints.terms.insert(0, one);
        for list in [&mut hints.factors, &mut hints.terms] {
            let mut seen = Vec::new();
            list.retain(|&e| {
                store.size(e) < 25 && !seen.contains(&e) && {
                    seen.push(e);
                    true
                }
            });
            list.truncate(MOST);
        }
        hints.numbers.dedup();
        hints.numbers.truncate(MOST);
        hints
    }
}

/// The changes of `root`, the cheapest first.
pub(super) fn edits(store: &mut Store, root: Expr, hints: &Hints) -> Vec<Edit> {
    let mut out = Vec::new();
    for (path, e) in places(store, root) {
        let mut local: Vec<(Expr, &'static str, &'static str, u32)> = Vec::new();
        repairs(store, e, &mut local);
        leaves(store, e, hints, &mut local);
        operands(store, e, hints, &mut local);
        for (to, id, title, cost) in local {
            if to == e {
                continue;
            }
            let whole = replaced(store, root, &path, to);
            if whole != root {
                let size = u32::try_from(store.size(e).min(60)).unwrap_or(60);
                // A minus belongs before the whole rather than to a part of it.
                let size = if id == "sign.lost" { 60 - size } else { size };
                out.push(Edit { whole, from: e, to, id, title, cost: 100 * cost + size });
            }
        }
        if out.len() > MOST_EDITS {
            break;
        }
    }
    out.sort_by_key(|edit| edit.cost);
    out
}

type Local = Vec<(Expr, &'static str, &'static str, u32)>;

/// The rows of the table, undone.
fn repairs(store: &mut Store, e: Expr, out: &mut Local) {
    for slip in REPAIRS {
        let mut bindings = Bindings::EMPTY;
        if slip.wrong.matches(store, e, &mut bindings)
            && let Some(right) = slip.right.instantiate(store, &bindings)
        {
            let cost = match slip.id {
                "sign.term" | "sign.exponent" | "sign.lost" | "sign.extra" => 1,
                "exponent.extra" | "exponent.lost" => 2,
                _ => 3,
            };
            out.push((right, slip.id, slip.title, cost));
        }
    }
}

/// Numbers and names.
fn leaves(store: &mut Store, e: Expr, hints: &Hints, out: &mut Local) {
    if let Some((value, places)) = store.number(e) {
        let (value, places) = (value.clone(), places);
        let one = Rational::integer(1);
        let mut others = hints.numbers.clone();
        others.extend([&value + &one, &value - &one, &value + &value]);
        others.extend(value.checked_div(&Rational::integer(2)));
        for other in others {
            if other.is_positive() && other != value {
                let number = store.rational(&other);
                out.push((number, "number.copied", "a wrong number", 1));
            }
        }
        for shift in [1, -1] {
            let scale = Rational::integer(10).pow(shift).unwrap_or_else(|| one.clone());
            let moved = &value * &scale;
            let places = places.unwrap_or(0).saturating_add_signed(-shift);
            if places <= 30 && !moved.is_zero() {
                let number = store.decimal_or_rational(&moved);
                out.push((number, "decimal.point", "the decimal point is in a wrong place", 2));
            }
        }
    }
    if store.as_symbol(e).is_some() {
        for &other in &hints.symbols {
            let (id, title) = if same_stem(store, e, other) {
                ("index.wrong", "a wrong index")
            } else {
                ("name.wrong", "a wrong name")
            };
            out.push((other, id, title, 2));
        }
    }
}

fn same_stem(store: &Store, a: Expr, b: Expr) -> bool {
    let stem = |e| {
        let name = store.as_symbol(e)?;
        store.text(name).split('_').next().map(str::to_owned)
    };
    stem(a) == stem(b)
}

/// Lost and superfluous factors and terms.
fn operands(store: &mut Store, e: Expr, hints: &Hints, out: &mut Local) {
    match (store.op(e), store.children(e).to_vec().as_slice()) {
        (Op::Mul, &[a, b]) => {
            out.push((a, "factor.extra", "a factor too much", 3));
            out.push((b, "factor.extra", "a factor too much", 3));
        }
        (Op::Div, &[a, _]) => out.push((a, "divisor.extra", "a divisor too much", 3)),
        (Op::Add | Op::Sub, &[a, b]) => {
            out.push((a, "term.extra", "a term too much", 3));
            if store.op(e) == Op::Add {
                out.push((b, "term.extra", "a term too much", 3));
            }
        }
        _ => {}
    }
    for &factor in &hints.factors {
        let product = store.mul(factor, e);
        out.push((product, "factor.lost", "a lost factor", 3));
        let quotient = store.div(e, factor);
        out.push((quotient, "divisor.lost", "a lost divisor", 4));
    }
    for (i, &term) in hints.terms.iter().enumerate() {
        let cost = if i == 0 { 2 } else { 3 };
        let sum = store.add(e, term);
        out.push((sum, "term.lost", "a lost term", cost));
        let difference = store.sub(e, term);
        out.push((difference, "term.lost", "a lost term", cost));
    }
}
