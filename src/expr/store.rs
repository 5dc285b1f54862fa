//! The hash-consing store: every distinct expression is kept once.

use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHasher};

use super::definition::{Definition, DefinitionError};
use super::identity::Identity;
use super::mask::Mask;
use super::matrix::{Declared, Found, MatOp};
use super::name::{Name, Names};
use super::op::Op;
use super::recursion::Recursion;
use crate::budget::Budget;
use crate::num::Rational;

/// A handle to an expression in a [`Store`]. Handles of different stores must not be mixed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Expr(u32);

impl Expr {
    /// The position in the store; children have smaller positions than their parents.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Copy)]
struct Node {
    op: Op,
    first: u32,
    arity: u32,
    /// Number of nodes of the tree, saturating.
    size: u32,
    /// Is a part of it a decimal?
    decimal: bool,
    /// Is a part of it a matrix?
    matrices: bool,
    symbols: Mask,
    sort: Found,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Literal {
    value: Rational,
    places: Option<u32>,
}

/// The store of all expressions of a session, with its names and definitions.
///
/// ```
/// use symderiv::expr::{Op, Store};
/// let mut store = Store::new();
/// let x = store.symbol("x");
/// let a = store.add(x, x);
/// assert_eq!(a, store.add(x, x));
/// assert_eq!(store.op(a), Op::Add);
/// ```
#[derive(Default)]
pub struct Store {
    nodes: Vec<Node>,
    children: Vec<Expr>,
    table: HashTable<u32>,
    literals: Vec<Literal>,
    literal_index: HashMap<Literal, u32, FxBuildHasher>,
    /// The literals 0, 1, 2 …, as far as they were used.
    small_integers: [Option<Expr>; 16],
    pub(super) names: Names,
    definitions: HashMap<Name, Definition, FxBuildHasher>,
    /// The matrix variables.
    matrices: HashMap<Name, Declared, FxBuildHasher>,
    pub(super) recursions: HashMap<Name, Recursion, FxBuildHasher>,
    /// The names that stand in expressions, as values and as functions.
    pub(super) used: [HashSet<Name, FxBuildHasher>; 2],
    /// Names that stand for integers, with the least value if there is one.
    pub(super) integers: HashMap<Name, Option<i64>, FxBuildHasher>,
    pub(super) integer_count: usize,
    identity: Identity,
    budget: Budget,
}

impl Store {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Which store this is, wherever it is moved to.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// How much the question at hand may cost.
    #[must_use]
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Sets how much the question at hand may cost.
    pub fn set_budget(&mut self, budget: Budget) {
        self.budget = budget;
    }

    /// The expression `op(children)`. The caller supplies as many children as `op` takes.
    pub fn make(&mut self, op: Op, children: &[Expr]) -> Expr {
        let hash = hash_node(op, children);
        let (nodes, pool) = (&self.nodes, &self.children);
        let same = |&i: &u32| {
            let node = &nodes[i as usize];
            node.op == op && slice(pool, node) == children
        };
        if let Some(&found) = self.table.find(hash, same) {
            return Expr(found);
        }
        let id = u32::try_from(nodes.len()).unwrap_or_else(|_| panic!("expression store is full"));
        let mut size = 1_u32;
        let mut symbols = match op {
            Op::Symbol(name) | Op::Matrix(MatOp::Named(name)) => Mask::symbol(name),
            _ => Mask::default(),
        };
        let literal = if let Op::Number(i) = op { self.literals.get(i as usize) } else { None };
        let mut matrices = matches!(op, Op::Matrix(_));
        let mut decimal = literal.is_some_and(|literal| literal.places.is_some());
        // What a definition mentions counts as mentioned, so it must come before its uses.
        let sort = self.sort_for(op, children);
        if let Op::Symbol(name)
        | Op::Apply(name, _)
        | Op::Indexed(name)
        | Op::Matrix(MatOp::Named(name)) = op
        {
            let function = matches!(op, Op::Apply(..) | Op::Indexed(_));
            if matches!(op, Op::Indexed(_)) {
                symbols = Mask::symbol(name);
            }
            self.used[usize::from(function)].insert(name);
            let body = if function { self.function(name) } else { self.value(name) };
            if let Some(body) = body.map(|definition| definition.body) {
                symbols = symbols.with_definition(self.nodes[body.index()].symbols);
                decimal |= self.nodes[body.index()].decimal;
                matrices |= self.nodes[body.index()].matrices;
            }
            if let Some(recursion) = self.recursions.get(&name) {
                for body in [recursion.first, recursion.next] {
                    symbols = symbols.with_definition(self.nodes[body.index()].symbols);
                }
            }
            matrices |= matches!(sort, Ok(Some(_)));
        }
        let nodes = &self.nodes;
        for child in children {
            let node = &nodes[child.index()];
            size = size.saturating_add(node.size);
            symbols = symbols.with_operand(node.symbols);
            decimal |= node.decimal;
            matrices |= node.matrices;
        }
        if let (Op::At | Op::Matrix(MatOp::Map), &[body, bound, point]) = (op, children) {
            let [body, bound, point] = [body, bound, point].map(|e| nodes[e.index()].symbols);
            symbols = Mask::at(body, bound, point);
        }
        if let (true, &[body, bound, from, to]) = (op.is_over_range(), children) {
            let [body, bound, from, to] = [body, bound, from, to].map(|e| nodes[e.index()].symbols);
            symbols = Mask::over_range(body, bound, from, to);
        }
        let first = self.children.len() as u32;
        self.children.extend_from_slice(children);
        let arity = children.len() as u32;
        self.nodes.push(Node { op, first, arity, size, decimal, matrices, symbols, sort });
        let (nodes, pool) = (&self.nodes, &self.children);
        self.table.insert_unique(hash, id, |&i| {
            let node = &nodes[i as usize];
            hash_node(node.op, slice(pool, node))
        });
        Expr(id)
    }

    /// The operator at the top.
    #[must_use]
    pub fn op(&self, e: Expr) -> Op {
        self.nodes[e.index()].op
    }

    /// The operands.
    #[must_use]
    pub fn children(&self, e: Expr) -> &[Expr] {
        slice(&self.children, &self.nodes[e.index()])
    }

    /// The operands of a binary operator; `None` for another arity.
    #[must_use]
    pub fn pair(&self, e: Expr) -> Option<(Expr, Expr)> {
        match *self.children(e) {
            [a, b] => Some((a, b)),
            _ => None,
        }
    }

    /// The operand of a unary operator; `None` for another arity.
    #[must_use]
    pub fn single(&self, e: Expr) -> Option<Expr> {
        match *self.children(e) {
            [a] => Some(a),
            _ => None,
        }
    }

    /// The shape of a matrix, or none of a number.
    pub(super) fn shape_of(&self, e: Expr) -> Found {
        self.nodes[e.index()].sort
    }

    /// Declares a matrix variable. A number variable of the same name is another variable.
    ///
    /// # Errors
    /// If the name is declared otherwise or defined.
    pub fn declare_matrix(
        &mut self,
        name: Name,
        declared: Declared,
    ) -> Result<(), DefinitionError> {
        match self.matrices.get(&name) {
            Some(known) if *known == declared => Ok(()),
            Some(_) => Err(DefinitionError::Redefined),
            None if self.definitions.contains_key(&name) => Err(DefinitionError::Redefined),
            // A family that stands for numbers somewhere.
            None if self.used[1].contains(&name) => Err(DefinitionError::InUse),
            None => {
                self.matrices.insert(name, declared);
                Ok(())
            }
        }
    }

    /// What was declared of a matrix variable.
    #[must_use]
    pub fn declared(&self, name: Name) -> Option<Declared> {
        self.matrices.get(&name).copied()
    }

    /// The number of nodes of the expression written as a tree (saturating).
    #[must_use]
    pub fn size(&self, e: Expr) -> usize {
        self.nodes[e.index()].size as usize
    }

    /// How many distinct expressions the store holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Does the store hold no expression?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// A quick test: `true` means that the symbol certainly stands free in `e`.
    pub(super) fn certainly_mentions(&self, e: Expr, name: Name) -> bool {
        self.nodes[e.index()].symbols.certainly_contains(name)
    }

    /// A quick test: `false` means that the symbol certainly does not occur in `e`.
    pub(super) fn may_mention(&self, e: Expr, name: Name) -> bool {
        self.nodes[e.index()].symbols.may_contain(name)
    }

    /// Does a decimal occur in it? Numbers that it is simplified to are written as decimals then,
    /// where that is exact.
    #[must_use]
    pub fn has_decimals(&self, e: Expr) -> bool {
        self.nodes[e.index()].decimal
    }

    /// Is there a matrix in it, or in a definition that it uses?
    #[must_use]
    pub fn has_matrices(&self, e: Expr) -> bool {
        self.nodes[e.index()].matrices
    }

    /// Does no symbol occur in it?
    #[must_use]
    pub fn is_closed(&self, e: Expr) -> bool {
        self.nodes[e.index()].symbols.is_empty()
    }

    // Names and definitions.

    /// The name with this canonical text (ASCII: `sigma`, not `σ`).
    pub fn name(&mut self, text: &str) -> Name {
        self.names.intern(text)
    }

    /// The name with this text, if it was ever used.
    #[must_use]
    pub fn find_name(&self, text: &str) -> Option<Name> {
        self.names.find(text)
    }

    /// The canonical text of a name.
    #[must_use]
    pub fn text(&self, name: Name) -> &str {
        self.names.text(name)
    }

    /// Gives a name its meaning. Definitions are never changed, so what was proved stays true.
    ///
    /// # Errors
    /// If the name has another definition already, stands in expressions without one, or occurs in
    /// the body.
    pub fn define(&mut self, name: Name, definition: Definition) -> Result<(), DefinitionError> {
        match self.definitions.get(&name) {
            Some(known) if *known != definition => Err(DefinitionError::Redefined),
            None if self.matrices.contains_key(&name) => Err(DefinitionError::Redefined),
            Some(_) => Ok(()),
            None if self.mentions_name(definition.body, name)
                && !definition.params.contains(&name) =>
            {
                Err(DefinitionError::Circular)
            }
            // So no circle can be closed through other names either.
            None if self.used[usize::from(!definition.params.is_empty())].contains(&name) => {
                Err(DefinitionError::InUse)
            }
            None => {
                self.definitions.insert(name, definition);
                Ok(())
            }
        }
    }

    /// The definition of a name, if it has one.
    #[must_use]
    pub fn definition(&self, name: Name) -> Option<&Definition> {
        self.definitions.get(&name)
    }

    /// The definition of a named value.
    #[must_use]
    pub fn value(&self, name: Name) -> Option<&Definition> {
        self.definition(name).filter(|definition| definition.params.is_empty())
    }

    /// The definition of a function.
    #[must_use]
    pub fn function(&self, name: Name) -> Option<&Definition> {
        self.definition(name).filter(|definition| !definition.params.is_empty())
    }

    // Leaves.

    /// The number `value`, as an expression: `Neg` and `Div` of integer literals where needed.
    pub fn rational(&mut self, value: &Rational) -> Expr {
        if let Some(n) = value.to_i64() {
            return self.integer(n);
        }
        let magnitude = value.abs();
        let numer = self.literal(Rational::from(magnitude.numer()), None);
        let positive = if magnitude.is_integer() {
            numer
        } else {
            let denom = self.literal(Rational::from(magnitude.denom()), None);
            self.div(numer, denom)
        };
        if value.is_negative() { self.neg(positive) } else { positive }
    }

    /// The integer `n`.
    pub fn integer(&mut self, n: i64) -> Expr {
        if n < 0 {
            let magnitude = self.literal(-&Rational::integer(n), None);
            return self.neg(magnitude);
        }
        let small = usize::try_from(n).unwrap_or(usize::MAX);
        if let Some(&Some(known)) = self.small_integers.get(small) {
            return known;
        }
        let literal = self.literal(Rational::integer(n), None);
        if let Some(slot) = self.small_integers.get_mut(small) {
            *slot = Some(literal);
        }
        literal
    }

    /// A nonnegative decimal that was written with so many places after the point.
    pub fn decimal(&mut self, value: &Rational, places: u32) -> Expr {
        debug_assert!(!value.is_negative());
        self.literal(value.clone(), Some(places))
    }

    fn literal(&mut self, value: Rational, places: Option<u32>) -> Expr {
        let literal = Literal { value, places };
        let index = match self.literal_index.get(&literal) {
            Some(&index) => index,
            None => {
                let index = self.literals.len() as u32;
                self.literals.push(literal.clone());
                self.literal_index.insert(literal, index);
                index
            }
        };
        self.make(Op::Number(index), &[])
    }

    /// The value of a number literal, and the decimal places it was written with.
    #[must_use]
    pub fn number(&self, e: Expr) -> Option<(&Rational, Option<u32>)> {
        match self.op(e) {
            Op::Number(index) => {
                self.literals.get(index as usize).map(|literal| (&literal.value, literal.places))
            }
            _ => None,
        }
    }

    /// The value of a number literal, a negated one, or a quotient of two of these.
    #[must_use]
    pub fn as_rational(&self, e: Expr) -> Option<Rational> {
        match (self.op(e), self.children(e)) {
            (Op::Number(_), _) => self.number(e).map(|(value, _)| value.clone()),
            (Op::Neg, &[a]) => self.signed_literal(a).map(|value| -&value),
            (Op::Div, &[a, b]) => self.signed_literal(a)?.checked_div(&self.signed_literal(b)?),
            _ => None,
        }
    }

    fn signed_literal(&self, e: Expr) -> Option<Rational> {
        match (self.op(e), self.children(e)) {
            (Op::Number(_), _) => self.number(e).map(|(value, _)| value.clone()),
            (Op::Neg, &[a]) => self.number(a).map(|(value, _)| -value),
            (Op::Div, &[a, b]) => self.number(a)?.0.checked_div(self.number(b)?.0),
            _ => None,
        }
    }

    /// The variable with this canonical name.
    pub fn symbol(&mut self, text: &str) -> Expr {
        let name = self.name(text);
        self.make(Op::Symbol(name), &[])
    }

    /// The variable with this name.
    pub fn symbol_of(&mut self, name: Name) -> Expr {
        self.make(Op::Symbol(name), &[])
    }

    /// The name, if the expression is a variable.
    #[must_use]
    pub fn as_symbol(&self, e: Expr) -> Option<Name> {
        match self.op(e) {
            Op::Symbol(name) => Some(name),
            _ => None,
        }
    }

    // Operators.
}

fn slice<'a>(pool: &'a [Expr], node: &Node) -> &'a [Expr] {
    &pool[node.first as usize..(node.first + node.arity) as usize]
}

fn hash_node(op: Op, children: &[Expr]) -> u64 {
    let mut hasher = FxHasher::default();
    op.hash(&mut hasher);
    for child in children {
        hasher.write_u32(child.0);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::super::op::Orders;
    use super::*;

    #[test]
    fn circular_definitions_are_refused_also_through_other_names() {
        let mut s = Store::new();
        let (f, g, h) = (s.name("f"), s.name("g"), s.name("h"));
        let x = s.name("x");
        let sx = s.symbol_of(x);
        let of = |body| Definition { params: vec![x], body };
        assert_eq!(s.define(h, of(sx)), Ok(()), "a parameter is not a reference");
        let hx = s.apply(h, Orders::NONE, &[sx]);
        assert_eq!(s.define(h, of(hx)), Err(DefinitionError::Redefined));
        let gx = s.apply(g, Orders::NONE, &[sx]);
        assert_eq!(s.define(f, of(gx)), Ok(()));
        let fx = s.apply(f, Orders::NONE, &[sx]);
        // What stands in an expression has no meaning to come, so no circle can be closed.
        assert_eq!(s.define(g, of(fx)), Err(DefinitionError::InUse));
        assert_eq!(s.define(g, of(gx)), Err(DefinitionError::Circular));
    }
}
