//! What earlier lines said about names: definitions, and the values that were written.

use rustc_hash::FxHashMap;

use crate::expr::{Expr, Name, Op, Store};

/// What a name, or a derivative such as ∂L/∂w, stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) key: Expr,
    /// What it is by definition.
    pub(super) meaning: Option<Expr>,
    /// The number that was last written for it.
    pub(super) written: Option<Expr>,
    /// Is that number, or what it was computed from, wrong?
    pub(super) wrong: bool,
    /// The line of its definition.
    pub(super) line: usize,
}

/// Which values are put in place of names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    /// Definitions only where there is no number.
    Written,
    /// Numbers only where there is no definition.
    True,
    /// Definitions only.
    Symbolic,
}

/// All of it.
#[derive(Default)]
pub(super) struct Env {
    pub(super) entries: Vec<Entry>,
    /// Functions with their parameters and bodies.
    functions: Vec<(Name, Vec<Name>, Expr)>,
}

/// How often names are replaced in what names were replaced by.
const MOST_ROUNDS: usize = 40;

/// The largest expression that this may lead to.
const LARGEST: usize = 20_000;

/// An expression with names replaced.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resolved {
    pub(super) e: Expr,
    /// Was a value used that is wrong?
    pub(super) tainted: bool,
    /// Was anything replaced?
    pub(super) changed: bool,
}

impl Env {
    pub(super) fn find(&self, key: Expr) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    pub(super) fn find_mut(&mut self, key: Expr) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.key == key)
    }

    /// The last number written for the key, or that there is none.
    pub(super) fn define(&mut self, key: Expr, meaning: Option<Expr>, line: usize) {
        match self.find_mut(key) {
            Some(entry) => entry.meaning = entry.meaning.or(meaning),
            None => {
                self.entries.push(Entry { key, meaning, written: None, wrong: false, line });
            }
        }
    }

    pub(super) fn define_function(&mut self, f: Name, params: Vec<Name>, body: Expr) {
        if self.function(f).is_none() {
            self.functions.push((f, params, body));
        }
    }

    pub(super) fn function(&self, f: Name) -> Option<&(Name, Vec<Name>, Expr)> {
        self.functions.iter().find(|(name, ..)| *name == f)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.functions.is_empty()
    }

    /// `e` with everything replaced that is known.
    pub(super) fn resolve(&self, store: &mut Store, e: Expr, mode: Mode) -> Resolved {
        let mut now = Resolved { e, tainted: false, changed: false };
        if self.is_empty() {
            return now;
        }
        for _ in 0..MOST_ROUNDS {
            let before = now.e;
            now.e = self.derivatives(store, now.e, mode, &mut now.tainted);
            now.e = self.symbols(store, now.e, mode, &mut now.tainted);
            now.changed |= now.e != before;
            if now.e == before || store.size(now.e) > LARGEST {
                break;
            }
        }
        now
    }

    fn value(entry: &Entry, mode: Mode) -> Option<Expr> {
        match mode {
            Mode::Written => entry.written.or(entry.meaning),
            Mode::True => entry.meaning.or(entry.written),
            Mode::Symbolic => entry.meaning,
        }
    }

    /// Derivatives of names, and applications of the writer's functions.
    fn derivatives(&self, store: &mut Store, e: Expr, mode: Mode, tainted: &mut bool) -> Expr {
        store.map_bottom_up(e, |store, old, kids| {
            if store.op(old) == Op::Deriv {
                if let Some(entry) = self.find(old)
                    && let Some(value) = Self::value(entry, mode)
                {
                    *tainted |= entry.wrong && mode == Mode::Written;
                    return value;
                }
                return self.derivative(store, old, kids);
            }
            let op = store.op(old);
            if let Op::Apply(f, orders) = op
                && let Some((_, params, body)) = self.function(f)
                && params.len() == kids.len()
            {
                let mut body = *body;
                for (i, &param) in params.iter().enumerate() {
                    for _ in 0..orders.order(i) {
                        let x = store.symbol_of(param);
                        body = store.deriv(x, body);
                    }
                }
                let values: Vec<(Name, Expr)> =
                    params.iter().copied().zip(kids.iter().copied()).collect();
                return store.substitute(body, &values);
            }
            store.make(op, kids)
        })
    }

    /// `D(x, L)` where L is a name: the derivative of what it stands for.
    fn derivative(&self, store: &mut Store, old: Expr, kids: &[Expr]) -> Expr {
        let (Some((x, body)), &[_, inner]) = (store.pair(old), kids) else { return old };
        let (Some(name), true) = (store.as_symbol(x), store.as_symbol(body).is_some() && body != x)
        else {
            return store.deriv(x, inner);
        };
        let Some(mut meaning) = self.find(body).and_then(|entry| entry.meaning) else {
            return old;
        };
        // Up to the variable itself.
        for _ in 0..MOST_ROUNDS {
            let mut replacements = Vec::new();
            for symbol in store.free_symbols(meaning) {
                let key = store.symbol_of(symbol);
                if symbol != name
                    && let Some(value) = self.find(key).and_then(|entry| entry.meaning)
                {
                    replacements.push((symbol, value));
                }
            }
            if store.mentions(meaning, name) || replacements.is_empty() {
                break;
            }
            meaning = store.substitute(meaning, &replacements);
        }
        if store.mentions(meaning, name) { store.deriv(x, meaning) } else { old }
    }

    fn symbols(&self, store: &mut Store, e: Expr, mode: Mode, tainted: &mut bool) -> Expr {
        let mut replacements: Vec<(Name, Expr)> = Vec::new();
        let bound = bound_names(store, e);
        for name in store.free_symbols(e) {
            let key = store.symbol_of(name);
            // A derivative that could not be told is one thing; its parts stay.
            if bound.contains(&key) {
                continue;
            }
            if let Some(entry) = self.find(key)
                && let Some(value) = Self::value(entry, mode)
            {
                *tainted |= entry.wrong && mode == Mode::Written;
                replacements.push((name, value));
            }
        }
        if replacements.is_empty() { e } else { store.substitute(e, &replacements) }
    }
}

/// The names in derivatives `D(x, L)` of bare names.
fn bound_names(store: &Store, e: Expr) -> Vec<Expr> {
    let mut found = Vec::new();
    for sub in store.subexpressions(&[e]) {
        if is_opaque(store, sub) {
            found.extend(store.children(sub));
        }
    }
    found
}

/// Is this the derivative of a bare name, of which nothing is known?
pub(super) fn is_opaque(store: &Store, e: Expr) -> bool {
    let mut current = e;
    let mut variables = Vec::new();
    while let (Op::Deriv, Some((x, body))) = (store.op(current), store.pair(current)) {
        variables.push(x);
        current = body;
    }
    !variables.is_empty() && store.as_symbol(current).is_some() && !variables.contains(&current)
}

/// `e` with derivatives of bare names as names of their own: the kernel takes such names to be
/// constant, which the writer does not.
pub(super) fn opaque(store: &mut Store, e: Expr) -> Expr {
    let all = store.subexpressions(&[e]);
    if !all.iter().any(|&sub| is_opaque(store, sub)) {
        return e;
    }
    let mut names: FxHashMap<Expr, Expr> = FxHashMap::default();
    for sub in all {
        if is_opaque(store, sub) {
            let text = opaque_text(store, sub);
            let symbol = store.symbol(&text);
            names.insert(sub, symbol);
        }
    }
    store.map_bottom_up(e, |store, old, kids| match names.get(&old) {
        Some(&symbol) => symbol,
        None => {
            let op = store.op(old);
            store.make(op, kids)
        }
    })
}

fn opaque_text(store: &Store, e: Expr) -> String {
    let (mut current, mut below) = (e, String::new());
    while let (Op::Deriv, Some((x, body))) = (store.op(current), store.pair(current)) {
        below.push_str(" d");
        below.push_str(store.as_symbol(x).map_or("?", |name| store.text(name)));
        current = body;
    }
    let top = store.as_symbol(current).map_or("?", |name| store.text(name));
    format!("d{top}/{}", below.trim_start())
}
