//! Derivatives as expressions, without their theorems: for a search that wants a candidate, and for
//! all partial derivatives of an expression at once.
//!
//! Each operator has a partial derivative by each of its operands, an instance of the rulebook's
//! row in which that operand varies and the others stay. Forwards, these are added up from the
//! variable to the top; backwards, from the top to all variables. Both take a few steps for each
//! *distinct* subexpression, and so does the size of what they return.
//!
//! Nothing here is proved, so nothing here may be printed as it is: ask [`Engine::derivative`] for
//! the theorem, or the kernel whether the two are equal.

use rustc_hash::FxHashMap;

use super::{Engine, Failure};
use crate::expr::{Constant, Expr, Func, Name, Op, Orders, Store};
use crate::kernel::Rule;
use crate::kernel::rules::diff;
use crate::pattern::{Bindings, Pat};

impl Engine {
    /// The derivative of `u` with respect to the variable `x`, not proved and hardly simplified:
    /// where it is defined, it is the value of [`Engine::derivative`].
    ///
    /// # Errors
    /// [`Failure::NoDerivative`] if an operator has no derivative by the rulebook; otherwise the
    /// failure to derive the lemma of a defined function.
    ///
    /// ```
    /// use symderiv::expr::Store;
    /// use symderiv::kernel::Kernel;
    /// use symderiv::strategy::Engine;
    /// let mut store = Store::new();
    /// let (x, three) = (store.symbol("x"), store.integer(3));
    /// let cube = store.pow(x, three);
    /// let mut engine = Engine::new(Kernel::new(store));
    /// let slope = engine.unproved_derivative(x, cube)?;
    /// let proved = engine.derivative(x, cube)?;
    /// assert_eq!(slope, engine.kernel.rhs(proved)); // 3*x^2
    /// # Ok::<(), symderiv::strategy::Failure>(())
    /// ```
    pub fn unproved_derivative(&mut self, x: Expr, u: Expr) -> Result<Expr, Failure> {
        let Calculation { variables, result, operations } = self.calculation(u, &[x])?;
        let store = self.kernel.store_mut();
        let mut slopes = Sums::default();
        let one = store.integer(1);
        for x in variables {
            slopes.add(store, x, one);
        }
        for Operation { whole, operand, partial } in operations {
            if let Some(inner) = slopes.get(operand) {
                let term = product(store, partial, inner);
                slopes.add(store, whole, term);
            }
        }
        Ok(slopes.get(result).unwrap_or_else(|| store.integer(0)))
    }

    /// The partial derivatives of `u` with respect to each of the variables, by one pass from the
    /// top down (reverse accumulation). Not proved; see [`Engine::unproved_derivative`].
    ///
    /// # Errors
    /// As [`Engine::unproved_derivative`].
    pub fn unproved_gradient(&mut self, u: Expr, variables: &[Expr]) -> Result<Vec<Expr>, Failure> {
        let Calculation { variables, result, operations } = self.calculation(u, variables)?;
        let store = self.kernel.store_mut();
        let mut adjoints = Sums::default();
        let one = store.integer(1);
        adjoints.add(store, result, one);
        for Operation { whole, operand, partial } in operations.into_iter().rev() {
            if let Some(outer) = adjoints.get(whole) {
                let term = product(store, outer, partial);
                adjoints.add(store, operand, term);
            }
        }
        let zero = store.integer(0);
        Ok(variables.into_iter().map(|x| adjoints.get(x).unwrap_or(zero)).collect())
    }

    /// How `u` is calculated from the variables, from the leaves up: each operand that depends on
    /// one, with the partial derivative by it.
    fn calculation(&mut self, u: Expr, variables: &[Expr]) -> Result<Calculation, Failure> {
        let mut operations = Vec::new();
        let mut hiding: FxHashMap<Name, bool> = FxHashMap::default();
        let mut places: FxHashMap<Expr, usize> = FxHashMap::default();
        // Whether the expression with this place depends on a variable.
        let mut active: Vec<bool> = Vec::new();
        for &x in variables {
            places.entry(x).or_insert_with(|| {
                active.push(true);
                active.len() - 1
            });
        }
        let mut parts = Vec::new();
        let mut stack = vec![(u, None)];
        while let Some((e, ready)) = stack.pop() {
            if ready.is_none() && places.contains_key(&e) {
                continue;
            }
            parts.clear();
            self.operands(e, variables, &mut hiding, &mut parts);
            let Some(whole) = ready else {
                places.insert(e, active.len());
                if !parts.is_empty() {
                    stack.push((e, Some(active.len())));
                    stack.extend(parts.iter().rev().map(|&(_, part)| (part, None)));
                }
                active.push(false);
                continue;
            };
            for &(i, part) in &parts {
                let operand = places.get(&part).copied().unwrap_or(whole);
                if active.get(operand) == Some(&true) {
                    let partial = self.partial(e, i)?;
                    operations.push(Operation { whole, operand, partial });
                }
            }
            if let Some(depends) = active.get_mut(whole) {
                *depends = operations.last().is_some_and(|last| last.whole == whole);
            }
        }
        let place = |e: &Expr| places.get(e).copied().unwrap_or_default();
        let variables = variables.iter().map(place).collect();
        Ok(Calculation { variables, result: place(&u), operations })
    }

    /// The operands on which the value of `e` depends, with their places; what a name stands for is
    /// the operand of a name that depends on a variable beyond its arguments.
    fn operands(
        &mut self,
        e: Expr,
        variables: &[Expr],
        hiding: &mut FxHashMap<Name, bool>,
        parts: &mut Vec<(usize, Expr)>,
    ) {
        let store = self.kernel.store();
        let unfolds = match store.op(e) {
            Op::Symbol(name) => store.value(name).is_some(),
            Op::Apply(f, _) => *hiding.entry(f).or_insert_with(|| {
                let mut names = variables.iter().filter_map(|&x| store.as_symbol(x));
                names.any(|x| store.hides(e, x))
            }),
            _ => false,
        };
        if unfolds {
            let body = self.kernel.unfold(e).map(|t| self.kernel.rhs(t));
            parts.extend(body.map(|body| (UNFOLDED, body)));
            return;
        }
        let children = store.children(e);
        let all = children.iter().copied().enumerate();
        match store.op(e) {
            // Away from where a guard changes, only the values vary.
            Op::Piecewise => parts.extend(all.filter(|&(i, _)| is_value(i, children.len()))),
            _ => parts.extend(all),
        }
    }

    /// The partial derivative of `e` by its operand with this place.
    fn partial(&mut self, e: Expr, i: usize) -> Result<Expr, Failure> {
        let none = Failure::NoDerivative(e);
        let store = self.kernel.store();
        let (rule, letter) = match (store.op(e), i) {
            (_, UNFOLDED) => return Ok(self.kernel.store_mut().integer(1)),
            (Op::Add, _) | (Op::Sub, 0) => return Ok(self.kernel.store_mut().integer(1)),
            (Op::Sub | Op::Neg, _) => return Ok(self.kernel.store_mut().integer(-1)),
            (Op::Mul, _) => return store.children(e).get(1 - i.min(1)).copied().ok_or(none),
            (Op::Div, 0) => (&diff::CONSTANT_DIVISOR, b'u'),
            (Op::Div, _) => (&diff::RECIPROCAL, b'v'),
            (Op::Pow, 0) => (power_rule(store, e), b'u'),
            (Op::Pow, _) => (exponential_rule(store, e), b'u'),
            (Op::Func(f @ (Func::Min | Func::Max)), 1) => (self.function_rule(f, e), b'v'),
            (Op::Func(f), 0) => (self.function_rule(f, e), b'u'),
            (Op::Piecewise, _) => return Ok(share_of_piece(self.kernel.store_mut(), e, i)),
            (Op::Apply(f, orders), _) => return self.partial_of_call(e, f, orders, i),
            _ => return Err(none),
        };
        instance(self.kernel.store_mut(), rule, e, letter).ok_or(none)
    }

    /// The partial derivative of `f(args)`: by the lemma, where `f` is defined.
    fn partial_of_call(
        &mut self,
        e: Expr,
        f: Name,
        orders: Orders,
        i: usize,
    ) -> Result<Expr, Failure> {
        let args = self.kernel.store().children(e).to_vec();
        let Some(definition) = self.kernel.store().function(f) else {
            let raised = orders.raised(i).ok_or(Failure::NoDerivative(e))?;
            return Ok(self.kernel.store_mut().apply(f, raised, &args));
        };
        let params = definition.params.clone();
        let raised = orders.raised(i).ok_or(Failure::NoDerivative(e))?;
        let lemma = self.lemma(f, raised)?;
        let body = self.kernel.rhs(lemma);
        let values: Vec<(Name, Expr)> = params.into_iter().zip(args).collect();
        Ok(self.kernel.store_mut().substitute(body, &values))
    }
}

/// The place of what a name stands for among the operands of the name.
const UNFOLDED: usize = usize::MAX;

/// How an expression comes from its variables; each expression in it has a place.
struct Calculation {
    variables: Vec<usize>,
    result: usize,
    operations: Vec<Operation>,
}

/// A step of a calculation and how it varies with one of its operands.
struct Operation {
    whole: usize,
    operand: usize,
    partial: Expr,
}

/// A sum for each place, as far as there are terms.
#[derive(Default)]
struct Sums(Vec<Option<Expr>>);

impl Sums {
    fn get(&self, place: usize) -> Option<Expr> {
        self.0.get(place).copied().flatten()
    }

    fn add(&mut self, store: &mut Store, place: usize, term: Expr) {
        if self.0.len() <= place {
            self.0.resize(place + 1, None);
        }
        if let Some(sum) = self.0.get_mut(place) {
            *sum = Some(sum.map_or(term, |sum| node(store, Op::Add, &[sum, term])));
        }
    }
}

fn is_value(i: usize, len: usize) -> bool {
    i % 2 == 1 || i + 1 == len
}

/// 1 where the piece with this place is taken, 0 elsewhere.
fn share_of_piece(store: &mut Store, e: Expr, piece: usize) -> Expr {
    let (zero, one) = (store.integer(0), store.integer(1));
    let mut parts = store.children(e).to_vec();
    let len = parts.len();
    for (i, part) in parts.iter_mut().enumerate() {
        if is_value(i, len) {
            *part = if i == piece { one } else { zero };
        }
    }
    store.make(Op::Piecewise, &parts)
}

/// The row for a power whose base varies.
fn power_rule(store: &Store, e: Expr) -> &'static Rule {
    match store.pair(e).and_then(|(_, n)| store.as_literal_i64(n)) {
        Some(0) => &diff::POWER_ZERO,
        Some(_) => &diff::POWER_CHAIN,
        None => &diff::POWER_SYMBOLIC,
    }
}

/// The row for a power whose exponent varies.
fn exponential_rule(store: &Store, e: Expr) -> &'static Rule {
    match store.pair(e) {
        Some((base, _)) if store.op(base) == Op::Constant(Constant::E) => &diff::EXPONENTIAL_CHAIN,
        _ => &diff::EXPONENTIAL_BASE,
    }
}

/// The right side of the row for `D(x, e)`, where the operand with this letter has derivative 1 and
/// the others have 0.
fn instance(store: &mut Store, rule: &Rule, e: Expr, letter: u8) -> Option<Expr> {
    let Pat::Node(Op::Deriv, [_, operand]) = rule.lhs else { return None };
    let mut bindings = Bindings::EMPTY;
    operand.matches(store, e, &mut bindings).then_some(())?;
    filled(store, &rule.rhs, &bindings, letter)
}

/// Recursion is bounded by the pattern.
fn filled(store: &mut Store, pat: &Pat, bindings: &Bindings, letter: u8) -> Option<Expr> {
    Some(match *pat {
        Pat::Var(known) => bindings.get(known)?,
        Pat::Int(n) => store.integer(n),
        Pat::Const(constant) => store.constant(constant),
        // There are no matrices in the rows on derivatives by numbers.
        Pat::Rows(_) | Pat::Cols(_) => return None,
        Pat::Node(Op::Deriv, [_, Pat::Var(operand)]) => store.integer((*operand == letter).into()),
        Pat::Node(Op::Deriv, _) => return None,
        Pat::Node(op, [a]) => {
            let a = filled(store, a, bindings, letter)?;
            node(store, op, &[a])
        }
        Pat::Node(op, [a, b]) => {
            let a = filled(store, a, bindings, letter)?;
            let b = filled(store, b, bindings, letter)?;
            node(store, op, &[a, b])
        }
        Pat::Node(op, parts) => {
            let mut children = Vec::with_capacity(parts.len());
            for part in parts {
                children.push(filled(store, part, bindings, letter)?);
            }
            node(store, op, &children)
        }
    })
}

fn product(store: &mut Store, a: Expr, b: Expr) -> Expr {
    node(store, Op::Mul, &[a, b])
}

/// `op(children)` without what adds 0 or multiplies by 0 or 1.
fn node(store: &mut Store, op: Op, children: &[Expr]) -> Expr {
    let is = |n: i64, e: Expr| store.as_literal_i64(e) == Some(n);
    match (op, children) {
        (Op::Add, &[a, b]) if is(0, a) => b,
        (Op::Add | Op::Sub, &[a, b]) if is(0, b) => a,
        (Op::Sub, &[a, b]) if is(0, a) => negative(store, b),
        (Op::Sub, &[a, b]) => match (store.as_rational(a), store.as_rational(b)) {
            (Some(a), Some(b)) => store.rational(&(&a - &b)),
            _ => store.sub(a, b),
        },
        (Op::Neg, &[a]) => negative(store, a),
        (Op::Mul, &[a, b]) if is(0, a) || is(1, b) => a,
        (Op::Mul, &[a, b]) if is(0, b) || is(1, a) => b,
        (Op::Mul, &[a, b]) if is(-1, a) => negative(store, b),
        (Op::Mul, &[a, b]) if is(-1, b) => negative(store, a),
        (Op::Div, &[a, b]) if is(0, a) || is(1, b) => a,
        (Op::Pow, &[a, b]) if is(1, b) => a,
        _ => store.make(op, children),
    }
}

/// `-a`, without two signs in a row.
fn negative(store: &mut Store, a: Expr) -> Expr {
    match (store.op(a), store.single(a)) {
        (Op::Neg, Some(inner)) => inner,
        _ if store.as_literal_i64(a) == Some(0) => a,
        _ => store.neg(a),
    }
}
