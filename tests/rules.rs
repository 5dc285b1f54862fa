//! Every row of the rulebook, tested from outside: examples, values, domains, needed conditions.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

#[path = "matrices/compare.rs"]
mod compare;
#[path = "matrices/jet.rs"]
mod jet;
#[path = "matrices/number.rs"]
mod number;
#[path = "matrices/oracle.rs"]
mod oracle;
mod points;

use std::collections::HashSet;

use points::{Derivatives, Known, Point, agree, all_hold, close, value, write};
use symderiv::expr::{Expr, Name, Op, Rel, Store};
use symderiv::kernel::{Kernel, Premise, Rocq, Rule, rules};
use symderiv::library::Library;
use symderiv::num::Rational;
use symderiv::pattern::{Bindings, Pat};
use symderiv::strategy::Engine;
use symderiv::syntax::{Scope, parse_expression, parse_in, parse_value_in};

fn parse(store: &mut Store, text: &str) -> Expr {
    parse_expression(text, store, &mut Library::new())
        .unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

#[test]
fn ids_are_unique_and_frozen() {
    let mut ids: Vec<&str> = rules::all().map(|rule| rule.id).collect();
    for (family, rows) in rules::families() {
        for rule in rows {
            assert!(rule.id.starts_with(&format!("{family}.")), "{}", rule.id);
            assert_eq!(rules::find(rule.id).map(|found| found.id), Some(rule.id));
        }
    }
    ids.sort_unstable();
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "an id occurs twice");
    let golden: Vec<&str> = include_str!("golden/rule_ids.txt").lines().collect();
    let gone: Vec<_> = golden.iter().filter(|id| !ids.contains(id)).collect();
    let new: Vec<_> = ids.iter().filter(|id| !golden.contains(id)).collect();
    assert!(gone.is_empty(), "ids are frozen, these are gone: {gone:?}");
    assert!(new.is_empty(), "enter the new ids into tests/golden/rule_ids.txt: {new:?}");
    assert!(golden.is_sorted());
}

#[test]
fn every_row_is_fully_documented() {
    for rule in rules::all() {
        let words = [rule.title, rule.cite, rule.example.before, rule.example.after];
        assert!(words.iter().all(|text| !text.trim().is_empty()), "{}", rule.id);
        let (Rocq::Lemma(text) | Rocq::Lacks(text)) = rule.rocq;
        assert!(!text.is_empty(), "{}", rule.id);
        for id in referenced(rule.cite) {
            assert!(rules::find(&id).is_some(), "{} cites {id}, which is no row", rule.id);
        }
        let left = rule.lhs.letters();
        assert!(rule.rhs.letters().iter().all(|l| left.contains(l)), "{}", rule.id);
    }
}

/// The ids of rows that a citation mentions.
fn referenced(cite: &str) -> Vec<String> {
    let families: Vec<&str> = rules::families().iter().map(|(name, _)| *name).collect();
    cite.split([' ', ',', ';'])
        .filter(|word| word.split_once('.').is_some_and(|(family, _)| families.contains(&family)))
        .map(|word| word.trim_end_matches(['.', ':']).to_owned())
        .collect()
}

#[test]
fn every_example_fires() {
    for rule in rules::all() {
        let mut kernel = Kernel::new(Store::new());
        if is_about_matrices(rule) {
            let (before, after) = matrix_example(&mut kernel, rule);
            let t = kernel
                .rewrite(rule, before)
                .unwrap_or_else(|refusal| panic!("{}: {refusal}", rule.id));
            assert_eq!(kernel.rhs(t), after, "{}", rule.id);
            continue;
        }
        let before = parse(kernel.store_mut(), rule.example.before);
        let after = parse(kernel.store_mut(), rule.example.after);
        let t =
            kernel.rewrite(rule, before).unwrap_or_else(|refusal| panic!("{}: {refusal}", rule.id));
        assert_eq!(kernel.lhs(t), before, "{}", rule.id);
        assert_eq!(kernel.rhs(t), after, "{}", rule.id);
    }
}

/// Rows about matrices have other examples and are evaluated entry by entry.
fn is_about_matrices(rule: &Rule) -> bool {
    rule.id.starts_with("matrix.") || rule.id.starts_with("gradient.")
}

/// The sides of the example, with the names that such examples use declared.
fn matrix_example(kernel: &mut Kernel, rule: &Rule) -> (Expr, Expr) {
    let declarations = "A, B, C, X : matrix n×n; S : matrix n×n symmetric; x, y : vector n;\
                        entry_matrix : matrix 1×1; s, t : real";
    let (mut scope, mut library) = (Scope::new(), Library::new());
    let store = kernel.store_mut();
    let parsed = parse_in(declarations, store, &mut library, &mut scope);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let mut read = |text: &str| {
        let (e, parsed) = parse_value_in(text, kernel.store_mut(), &mut library, &mut scope);
        e.unwrap_or_else(|| panic!("{}: {text}: {:?}", rule.id, parsed.diagnostics))
    };
    (read(rule.example.before), read(rule.example.after))
}

#[test]
fn rows_about_matrices_hold_entry_by_entry() {
    for rule in rules::all().filter(|rule| is_about_matrices(rule)) {
        let mut kernel = Kernel::new(Store::new());
        let sides = matrix_example(&mut kernel, rule);
        compare::check_sides(kernel.store_mut(), rule.id, sides);
    }
}

/// A premise about the shape of a term, not its value.
fn is_structural(premise: &Premise) -> bool {
    match premise {
        Premise::Free(..)
        | Premise::IntegerAtLeast(..)
        | Premise::NegativeInteger(_)
        | Premise::EvenIndex(_)
        | Premise::OddIndex(_)
        | Premise::Integer(_)
        | Premise::Symmetric(_)
        | Premise::Unstructured(_)
        | Premise::Variable(_) => true,
        Premise::Holds(_) | Premise::Defined(_) | Premise::Differentiable(..) => false,
        Premise::DefinedTerm(_) | Premise::DifferentiableTerm(..) => false,
    }
}

/// The variable of differentiation, if the row is about derivatives.
fn derivative_letter(rule: &Rule) -> Option<u8> {
    match rule.lhs {
        Pat::Node(Op::Deriv, [Pat::Var(x), _]) => Some(*x),
        _ => None,
    }
}

/// The literals that a letter may stand for, if a premise asks for one.
fn literals(rule: &Rule, letter: u8) -> Option<Vec<i64>> {
    rule.when.iter().find_map(|premise| match *premise {
        Premise::IntegerAtLeast(n, least) if n == letter => Some(vec![least, least + 1, least + 4]),
        Premise::NegativeInteger(n) if n == letter => Some(vec![-1, -2, -3]),
        Premise::EvenIndex(k) if k == letter => Some(vec![2, 4]),
        Premise::OddIndex(k) if k == letter => Some(vec![3, 5]),
        _ => None,
    })
}

/// Terms for the letters of a row about derivatives.
const FUNCTIONS: [&str; 19] = [
    "x^2 + 1",
    "sin(x) + 2",
    "e^x",
    "1/x",
    "-x",
    "x",
    "x^4",
    "x^3",
    "0",
    "1",
    "abs(x) + 1",
    "abs(x)",
    "-abs(x)",
    "ln(x)",
    "2*pi*floor(x)",
    "piecewise(x > 0, 2, -2)",
    "piecewise(x > 0, 1, -1)",
    "piecewise(x < 0, -1, 1)",
    "2",
];

const CONSTANTS: [&str; 6] = ["0", "1", "3", "c", "-2", "ln(c)"];

/// Terms with variables for the letters of another row: each letter alone, or a term with a domain
/// of its own.
const TERMS: [&str; 8] =
    ["ln(t)", "1/t", "sqrt(t)", "e^(1/t)", "sin(1/t)", "-t", "t^2 - 1", "abs(t)/t"];

/// The values of the variables: signs, zero, the ends of domains.
const VALUES: [(i64, i64); 9] =
    [(0, 1), (-1, 1), (1, 2), (2, 1), (-1, 2), (1, 1), (3, 1), (-2, 1), (-7, 3)];

/// Bindings of the row's letters together with the points to look at; of rows with two functions
/// under a derivative only each `every`-th pair.
fn instances(store: &mut Store, rule: &Rule, every: usize) -> Vec<(Bindings, Vec<Point>)> {
    let letters = rule.lhs.letters();
    if rule.id.starts_with("sums.") {
        return sum_instances(store, rule, &letters);
    }
    let all = all_instances(store, rule, &letters);
    let every = if all.len() > 300 && derivative_letter(rule).is_some() { every } else { 1 };
    all.into_iter().step_by(every).collect()
}

fn all_instances(store: &mut Store, rule: &Rule, letters: &[u8]) -> Vec<(Bindings, Vec<Point>)> {
    match derivative_letter(rule) {
        Some(x) => derivative_instances(store, rule, x, letters),
        None => plain_instances(store, rule, letters),
    }
}

/// Sums over small ranges, of terms with the index and a variable.
fn sum_instances(store: &mut Store, rule: &Rule, letters: &[u8]) -> Vec<(Bindings, Vec<Point>)> {
    let index = |store: &mut Store, text: &str| {
        let name = store.name(text);
        store.declare_integer(name, None);
        store.symbol_of(name)
    };
    let double = rule.id == "sums.exchange";
    let mut all: Vec<Vec<(u8, Expr)>> = vec![Vec::new()];
    for &letter in letters {
        let bound = matches!(letter, b'k' | b'j') || (double && letter == b'i');
        let choices: Vec<Expr> = match letter {
            b'x' => vec![store.symbol("x")],
            _ if bound => vec![index(store, &char::from(letter).to_string())],
            b'a' => vec![store.integer(1)],
            b'c' if double => vec![store.integer(1)],
            b'b' | b'd' | b'm' | b'i' => (-1..4).map(|n| store.integer(n)).collect(),
            b'c' => ["x", "1/x", "3"].map(|text| parse(store, text)).to_vec(),
            _ => {
                index(store, "k");
                index(store, "j");
                ["k*x", "1/(x - k)", "x^2 + k", "abs(x - k)", "j*x + k"]
                    .map(|text| parse(store, text))
                    .to_vec()
            }
        };
        all = all
            .into_iter()
            .flat_map(|pairs| choices.iter().map(move |&e| [&pairs[..], &[(letter, e)]].concat()))
            .collect();
    }
    let names = [store.name("x"), store.name("j")];
    let points = grid(&names, &[(0, 1), (1, 1), (2, 1), (1, 2), (-1, 1)], &[(2, 1)]);
    all.into_iter().map(|pairs| (Bindings::of(&pairs), points.clone())).collect()
}

fn derivative_instances(
    store: &mut Store,
    rule: &Rule,
    x: u8,
    letters: &[u8],
) -> Vec<(Bindings, Vec<Point>)> {
    let symbol = store.symbol("x");
    let names = [store.name("x"), store.name("c")];
    let mut all = vec![vec![(x, symbol)]];
    for &letter in letters.iter().filter(|&&letter| letter != x) {
        let free = rule.when.iter().any(|p| matches!(p, Premise::Free(u, _) if *u == letter));
        let choices: Vec<Expr> = match literals(rule, letter) {
            Some(numbers) => numbers.into_iter().map(|n| store.integer(n)).collect(),
            None if free => CONSTANTS.iter().map(|text| parse(store, text)).collect(),
            None => FUNCTIONS.iter().map(|text| parse(store, text)).collect(),
        };
        all = all
            .into_iter()
            .flat_map(|pairs| choices.iter().map(move |&e| [&pairs[..], &[(letter, e)]].concat()))
            .collect();
    }
    let [x_name, c_name] = names;
    let mut instances = Vec::new();
    for pairs in all {
        let has_parameter = pairs.iter().any(|&(_, e)| store.mentions(e, c_name));
        let parameters: &[(i64, i64)] =
            if has_parameter { &[(1, 2), (-2, 1), (2, 1)] } else { &[(1, 1)] };
        let points = grid(&[x_name, c_name], &[(0, 1), (-1, 1), (1, 2)], parameters);
        instances.push((Bindings::of(&pairs), points));
    }
    instances
}

fn grid(names: &[Name; 2], first: &[(i64, i64)], second: &[(i64, i64)]) -> Vec<Point> {
    let pairs = first.iter().flat_map(|a| second.iter().map(move |b| [a, b]));
    pairs
        .map(|pair| {
            names.iter().zip(pair).map(|(&name, &(n, d))| (name, Rational::new(n, d))).collect()
        })
        .collect()
}

fn plain_instances(store: &mut Store, rule: &Rule, letters: &[u8]) -> Vec<(Bindings, Vec<Point>)> {
    let mut all = Vec::new();
    let free: Vec<u8> = letters.iter().copied().filter(|&l| literals(rule, l).is_none()).collect();
    let numbers: Vec<(u8, Vec<i64>)> =
        letters.iter().filter_map(|&l| Some((l, literals(rule, l)?))).collect();
    // Each letter a variable; then each letter in turn a term.
    let mut choices: Vec<Vec<(u8, String)>> = Vec::new();
    let plain: Vec<(u8, String)> =
        free.iter().map(|&l| (l, format!("{}_1", char::from(l)))).collect();
    choices.push(plain.clone());
    for (i, &letter) in free.iter().enumerate() {
        for term in TERMS {
            let mut pairs = plain.clone();
            pairs[i] = (letter, term.to_owned());
            choices.push(pairs.clone());
            // With the others fixed: conditions such as `2 >= sin(1/t)` vanish.
            for other in ["2", "-2"] {
                let fixed = (0..pairs.len()).filter(|&j| j != i);
                fixed.for_each(|j| pairs[j].1 = other.to_owned());
                if pairs.len() > 1 {
                    choices.push(pairs.clone());
                }
            }
        }
    }
    for pairs in choices {
        let bound: Vec<(u8, Expr)> =
            pairs.iter().map(|(letter, text)| (*letter, parse(store, text))).collect();
        let mut names: Vec<Name> = bound.iter().flat_map(|&(_, e)| store.free_symbols(e)).collect();
        names.sort_by_key(|&name| store.text(name).to_owned());
        names.dedup();
        let points = points(&names);
        for k in 0..numbers.iter().map(|(_, n)| n.len()).max().unwrap_or(1) {
            let mut pairs = bound.clone();
            for (letter, values) in &numbers {
                pairs.push((*letter, store.integer(values[k % values.len()])));
            }
            all.push((Bindings::of(&pairs), points.clone()));
        }
    }
    all
}

/// A grid over the variables, coarser the more there are.
fn points(names: &[Name]) -> Vec<Point> {
    let count = match names.len() {
        0 | 1 => VALUES.len(),
        2 => 6,
        3 => 4,
        _ => 3,
    };
    let mut all: Vec<Point> = vec![Vec::new()];
    for &name in names {
        all = all
            .into_iter()
            .flat_map(|point| {
                VALUES[..count]
                    .iter()
                    .map(move |&(n, d)| [&point[..], &[(name, Rational::new(n, d))]].concat())
            })
            .collect();
    }
    all
}

/// The sums and products over ranges of numbers, term by term: derivatives stand in them.
fn written_out(store: &mut Store, e: Expr) -> Expr {
    store.map_bottom_up(e, |store, old, kids| {
        let op = store.op(old);
        let (Op::Sum | Op::Prod, &[body, k, from, to]) = (op, kids) else {
            return store.make(op, kids);
        };
        let index = store.as_symbol(k).unwrap();
        let value = |store: &mut Store, end| {
            let end = symderiv::normal::terms::constant(store, end);
            end.and_then(|n| n.to_i64())
        };
        let (Some(from), Some(to)) = (value(store, from), value(store, to)) else {
            return store.make(op, kids);
        };
        let (joint, unit) = if op == Op::Sum { (Op::Add, 0) } else { (Op::Mul, 1) };
        let mut total = store.integer(unit);
        for n in from..=to {
            let n = store.integer(n);
            let term = store.substitute(body, &[(index, n)]);
            total = store.make(joint, &[total, term]);
        }
        total
    })
}

/// Compares the sides at the point.
fn sides_agree(
    kernel: &mut Kernel,
    derivatives: &mut Derivatives,
    sides: [Expr; 2],
    with_derivatives: bool,
    at: &Point,
) -> (Option<bool>, bool) {
    let store = kernel.store_mut();
    let sides = sides.map(|side| written_out(store, side));
    let [a, b] = sides.map(|side| {
        if with_derivatives {
            derivatives.value(store, side, at)
        } else {
            value(store, side, at, points::BITS)
        }
    });
    let both = matches!((&a, &b), (Known::Number(_), Known::Number(_)));
    (if with_derivatives { close(&a, &b) } else { agree(&a, &b) }, both)
}

#[test]
fn both_sides_agree_wherever_the_conditions_hold() {
    for rule in rules::all().filter(|rule| !is_about_matrices(rule)) {
        let mut kernel = Kernel::new(Store::new());
        let mut derivatives = Derivatives::default();
        let is_derivative = derivative_letter(rule).is_some();
        let mut compared = 0;
        for (bindings, points) in instances(kernel.store_mut(), rule, 5) {
            let Ok(t) = kernel.by_rule(rule, &bindings) else { continue };
            let (sides, hyps) = ([kernel.lhs(t), kernel.rhs(t)], kernel.hyps_of(t));
            let conditions = kernel.conditions(hyps).to_vec();
            for at in points {
                if all_hold(kernel.store_mut(), &conditions, &at) != Some(true) {
                    continue;
                }
                let (agreed, both) =
                    sides_agree(&mut kernel, &mut derivatives, sides, is_derivative, &at);
                assert_ne!(
                    agreed,
                    Some(false),
                    "{}: {} at {}",
                    rule.id,
                    write(kernel.store(), sides[0]),
                    show_point(kernel.store(), &at)
                );
                compared += usize::from(both && agreed == Some(true));
            }
        }
        let least = if rule.lhs.letters().is_empty() { 1 } else { 3 };
        assert!(compared >= least, "{}: compared at {compared} points only", rule.id);
    }
}

/// Premises that textbooks state although one at a time could be spared: without it, the others
/// given, both sides are undefined at the same points (`D(-u)` exists just where `D(u)` does; if `v`
/// and `u + v` have derivatives, so has `u`). They keep the rows as they are known, and are the
/// kernel's reason to refuse a function of which it knows nothing.
const STATED_ALL_THE_SAME: &[(&str, &str)] = &[
    ("diff.sum", "differentiable u"),
    ("diff.sum", "differentiable v"),
    ("diff.difference", "differentiable u"),
    ("diff.difference", "differentiable v"),
    ("diff.negation", "differentiable u"),
    ("diff.constant-factor", "defined c"),
    ("diff.constant-factor-right", "defined c"),
    ("diff.constant-divisor", "defined c"),
    ("diff.constant-divisor", "c != 0"),
    ("diff.constant-divisor", "differentiable u"),
    ("diff.quotient", "differentiable u"),
    ("diff.quotient", "v != 0"),
    ("diff.reciprocal", "defined c"),
    ("diff.reciprocal", "v != 0"),
    ("diff.reciprocal-one", "differentiable v"),
    ("diff.reciprocal-one", "v != 0"),
    ("diff.power-symbolic", "defined c"),
    ("diff.power-negative", "u != 0"),
    ("diff.power-real", "defined c"),
    ("diff.exponential-chain", "differentiable u"),
    ("diff.exponential-base", "defined a"),
    ("diff.power-general", "differentiable v"),
    ("diff.sqrt", "differentiable u"),
    ("diff.root-even", "differentiable u"),
    ("diff.root-odd", "differentiable u"),
    ("diff.ln", "differentiable u"),
    ("diff.asin", "differentiable u"),
    ("diff.acos", "differentiable u"),
    ("diff.atan", "differentiable u"),
    ("diff.erf", "differentiable u"),
    ("sums.derivative", "differentiable term"),
    ("sums.product-derivative", "differentiable term"),
];

/// The conditions that a premise becomes, simplified as the kernel would.
fn conditions_of(kernel: &mut Kernel, premise: &Premise, b: &Bindings) -> Option<Vec<Expr>> {
    match *premise {
        Premise::Holds(pat) => {
            let condition = pat.instantiate(kernel.store_mut(), b)?;
            let store = kernel.store();
            let (Op::Rel(rel), Some((u, v))) = (store.op(condition), store.pair(condition)) else {
                return Some(vec![condition]);
            };
            if let Some(bound) = store.as_rational(v) {
                return Some(kernel.compare_to(rel, u, bound));
            }
            let none = symderiv::kernel::Hyps::NONE;
            Some(if kernel.proves(none, condition) { vec![] } else { vec![condition] })
        }
        Premise::Defined(u) => {
            let domain = kernel.defined(b.get(u)?)?;
            Some(kernel.conditions(domain.sufficient).to_vec())
        }
        Premise::DefinedTerm(pat) => {
            let u = pat.instantiate(kernel.store_mut(), b)?;
            let domain = kernel.defined(u)?;
            Some(kernel.conditions(domain.sufficient).to_vec())
        }
        Premise::DifferentiableTerm(pat, x) => {
            let u = pat.instantiate(kernel.store_mut(), b)?;
            let x = kernel.store().as_symbol(b.get(x)?)?;
            let hyps = kernel.differentiable(u, x)?;
            Some(kernel.conditions(hyps).to_vec())
        }
        Premise::Differentiable(u, x) => {
            let x = kernel.store().as_symbol(b.get(x)?)?;
            let hyps = kernel.differentiable(b.get(u)?, x)?;
            Some(kernel.conditions(hyps).to_vec())
        }
        _ => Some(Vec::new()),
    }
}

fn name_of(premise: &Premise) -> String {
    let letter = |l: u8| char::from(l);
    match *premise {
        Premise::Holds(Pat::Node(Op::Rel(rel), [Pat::Var(u), v])) => {
            let rel = match rel {
                Rel::Eq => "=",
                Rel::Ne => "!=",
                Rel::Lt => "<",
                Rel::Le => "<=",
                Rel::Gt => ">",
                Rel::Ge => ">=",
            };
            let right = match v {
                Pat::Int(n) => n.to_string(),
                Pat::Var(l) => letter(*l).to_string(),
                _ => "…".to_owned(),
            };
            format!("{} {rel} {right}", letter(*u))
        }
        Premise::Holds(_) => "condition".to_owned(),
        Premise::Defined(u) => format!("defined {}", letter(u)),
        Premise::DefinedTerm(_) => "defined term".to_owned(),
        Premise::DifferentiableTerm(..) => "differentiable term".to_owned(),
        Premise::Differentiable(u, _) => format!("differentiable {}", letter(u)),
        _ => "shape".to_owned(),
    }
}

#[test]
fn no_condition_can_be_spared() {
    let mut spared = Vec::new();
    for rule in rules::all().filter(|rule| !is_about_matrices(rule)) {
        for (i, premise) in rule.when.iter().enumerate() {
            let name = name_of(premise);
            let stated = STATED_ALL_THE_SAME.iter().any(|&(id, p)| id == rule.id && p == name);
            let every = if stated { 5 } else { 1 };
            if !is_structural(premise) && !is_needed(rule, i, every) {
                spared.push((rule.id, name));
            }
        }
    }
    let stated: Vec<(&str, String)> =
        STATED_ALL_THE_SAME.iter().map(|&(id, premise)| (id, premise.to_owned())).collect();
    assert_eq!(spared, stated);
}

/// Does some point refute the row without this premise?
fn is_needed(rule: &'static Rule, dropped: usize, every: usize) -> bool {
    let mut kernel = Kernel::new(Store::new());
    let mut derivatives = Derivatives::default();
    let is_derivative = derivative_letter(rule).is_some();
    'instances: for (bindings, points) in instances(kernel.store_mut(), rule, every) {
        let mut conditions = Vec::new();
        for (i, premise) in rule.when.iter().enumerate() {
            if i != dropped {
                let Some(these) = conditions_of(&mut kernel, premise, &bindings) else {
                    continue 'instances;
                };
                conditions.extend(these);
            }
        }
        let store = kernel.store_mut();
        let sides = [&rule.lhs, &rule.rhs].map(|side| side.instantiate(store, &bindings).unwrap());
        for at in points {
            if all_hold(kernel.store_mut(), &conditions, &at) == Some(true)
                && sides_agree(&mut kernel, &mut derivatives, sides, is_derivative, &at).0
                    == Some(false)
            {
                return true;
            }
        }
    }
    false
}

#[test]
fn every_rejected_equation_is_false_at_its_witness() {
    for row in rules::rejected::TABLE {
        assert!(rules::find(row.see).is_some(), "{} = {}: no row {}", row.lhs, row.rhs, row.see);
        assert!(!row.slip.is_empty());
        let mut store = Store::new();
        let sides = [row.lhs, row.rhs].map(|text| parse(&mut store, text));
        let at: Point =
            row.at.iter().map(|&(x, n, d)| (store.name(x), Rational::new(n, d))).collect();
        let mut derivatives = Derivatives::default();
        let [a, b] = sides.map(|side| derivatives.value(&mut store, side, &at));
        assert_eq!(close(&a, &b), Some(false), "{} = {}: {a:?}, {b:?}", row.lhs, row.rhs);
    }
}

#[test]
fn no_rejected_equation_is_proved_without_a_condition_that_excludes_the_witness() {
    for row in rules::rejected::TABLE {
        let mut store = Store::new();
        let sides = [row.lhs, row.rhs].map(|text| parse(&mut store, text));
        let at: Point =
            row.at.iter().map(|&(x, n, d)| (store.name(x), Rational::new(n, d))).collect();
        let mut engine = Engine::new(Kernel::new(store));
        let [left, right] = sides.map(|side| engine.opened(side).ok());
        let (Some(left), Some(right)) = (left, right) else { continue };
        let (a, b) = (engine.kernel.rhs(left), engine.kernel.rhs(right));
        let Ok(t) = engine.kernel.by_algebra(a, b) else { continue };
        let mut conditions = Vec::new();
        for t in [left, t, right] {
            let hyps = engine.kernel.hyps_of(t);
            conditions.extend_from_slice(engine.kernel.conditions(hyps));
        }
        let held = all_hold(engine.kernel.store_mut(), &conditions, &at);
        assert_ne!(held, Some(true), "{} = {} is proved", row.lhs, row.rhs);
    }
}

fn show_point(store: &Store, at: &Point) -> String {
    at.iter().map(|(n, v)| format!("{} = {v} ", store.text(*n))).collect()
}
