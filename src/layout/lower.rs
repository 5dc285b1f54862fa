//! Expressions to boxes in the notation of mathematics; parentheses by binding power.

use rustc_hash::FxHashMap;

use super::boxes::{BoxId, Boxes, Fence, Form, Item, Role, Sign};
use super::factors::{Edge, juxtaposed};
use super::metrics::COLUMN;
use super::name;
use super::shared::Names;
use crate::expr::{Constant, Expr, MatOp, Op, Rel, Store};
use crate::notation::Binding;
use crate::num::Rational;

/// Expressions with more nodes than this, counted as a tree, are not written out; a box says how
/// large they are instead.
pub const LIMIT: usize = 2_000_000;

/// A way of writing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Notation {
    /// As in a textbook: stacked fractions, raised exponents, products without a sign.
    Mathematical,
    /// Mathematical, on one line: divisions with a slash. Exponents are always written so.
    Inline,
    /// The expression language.
    Source,
}

const ALL: [Notation; 3] = [Notation::Mathematical, Notation::Inline, Notation::Source];

/// An expression that has been laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Laid {
    pub id: BoxId,
    /// How tightly its top operator binds.
    pub level: u8,
    pub first: Edge,
    pub last: Edge,
    /// For a derivative: the form whose operand is bracketed, for use beside other terms.
    pub closed: Option<BoxId>,
}

impl Laid {
    pub(super) fn new(id: BoxId, level: u8, first: Edge, last: Edge) -> Self {
        Self { id, level, first, last, closed: None }
    }

    pub(super) fn atom(id: BoxId, edge: Edge) -> Self {
        Self::new(id, Binding::ATOM.left, edge, edge)
    }

    /// The name of a value.
    pub(super) fn letter(id: BoxId) -> Self {
        Self::atom(id, Edge::Letter)
    }
}

/// Power of a stacked fraction: it groups by itself, except as a base.
pub(super) const FRACTION: u8 = Binding::MUL.right + 2;
/// Power of a division with a slash: below a product, so that `(1/2)x` keeps its parentheses.
pub(super) const SLASH: u8 = Binding::MUL.left - 1;
/// Power of a sum or product over a range, and of a product that ends with one: what follows
/// would seem to belong to it.
pub(super) const OPEN: u8 = Binding::MUL.left - 1;
/// Power of something that must always be parenthesised beside something else.
pub(super) const LOOSE: u8 = 1;

/// Lowers expressions into one arena of boxes.
pub struct Layout<'s> {
    pub(super) store: &'s Store,
    pub(super) boxes: Boxes,
    /// How conditions in running text are written.
    pub(super) running: Notation,
    done: FxHashMap<(Expr, Notation), Laid>,
    pub(super) names: Names,
}

impl<'s> Layout<'s> {
    /// A layout for expressions of this store.
    #[must_use]
    pub fn new(store: &'s Store) -> Self {
        Self {
            store,
            boxes: Boxes::new(),
            running: Notation::Inline,
            done: FxHashMap::default(),
            names: Names::default(),
        }
    }

    /// The boxes that were made.
    #[must_use]
    pub fn boxes(&self) -> &Boxes {
        &self.boxes
    }

    /// The boxes, to add more.
    pub fn boxes_mut(&mut self) -> &mut Boxes {
        &mut self.boxes
    }

    /// The arena, at the end.
    #[must_use]
    pub fn into_boxes(self) -> Boxes {
        self.boxes
    }

    /// The box of an expression.
    ///
    /// ```
    /// use symderiv::expr::Store;
    /// use symderiv::layout::{Item, Layout, Notation};
    /// let mut store = Store::new();
    /// let (x, two) = (store.symbol("x"), store.integer(2));
    /// let half = store.div(x, two);
    /// let mut layout = Layout::new(&store);
    /// let id = layout.expression(half, Notation::Mathematical);
    /// assert!(matches!(layout.boxes().item(id), Item::Fraction(..)));
    /// ```
    pub fn expression(&mut self, e: Expr, notation: Notation) -> BoxId {
        let size = self.written_size(e);
        if size > LIMIT {
            let text = format!("[an expression of {size} nodes: too large to be written out]");
            return self.boxes.words(Role::Condition, &text);
        }
        self.opened(e, notation)
    }

    /// The box of an expression of any size, in which parts with names are written as their names.
    pub(super) fn opened(&mut self, e: Expr, notation: Notation) -> BoxId {
        for (sub, notation) in self.needed(e, notation) {
            let laid = match (self.named(sub), notation) {
                (Some(name), _) => name,
                (None, Notation::Source) => self.source_node(sub),
                (None, Notation::Mathematical | Notation::Inline) => self.node(sub, notation),
            };
            self.done.insert((sub, notation), laid);
        }
        self.laid(e, notation).id
    }

    /// The expression is to be lowered again where it stands next: it was given a name.
    pub(super) fn forget(&mut self, e: Expr) {
        for notation in ALL {
            self.done.remove(&(e, notation));
        }
    }

    /// Which subexpressions must be lowered in which notation, children first.
    fn needed(&self, root: Expr, notation: Notation) -> Vec<(Expr, Notation)> {
        let order = self.visible(root);
        let mut wanted: FxHashMap<Expr, u8> = FxHashMap::default();
        wanted.insert(root, 1 << notation as u8);
        let mut found = Vec::new();
        for &e in order.iter().rev() {
            let bits = wanted.get(&e).copied().unwrap_or(0);
            for style in ALL {
                if bits & (1 << style as u8) == 0 || self.done.contains_key(&(e, style)) {
                    continue;
                }
                found.push((e, style));
                if self.is_named(e) {
                    continue;
                }
                if style != Notation::Source && self.store.op(e) == Op::Deriv {
                    // A chain of derivatives is one operator: its inner ones are not laid out.
                    let (variables, body) = self.chain(e);
                    for part in variables.into_iter().chain([body]) {
                        *wanted.entry(part).or_default() |= 1 << style as u8;
                    }
                    continue;
                }
                for (i, &child) in self.store.children(e).iter().enumerate() {
                    let style = self.child_notation(e, i, style);
                    *wanted.entry(child).or_default() |= 1 << style as u8;
                }
            }
        }
        found.reverse();
        found
    }

    fn child_notation(&self, parent: Expr, index: usize, notation: Notation) -> Notation {
        let small = match self.store.op(parent) {
            Op::Pow | Op::At => index > 0,
            Op::Indexed(_) | Op::Delta => true,
            Op::Sum | Op::Prod => index > 0,
            Op::ForAll => false,
            Op::Apply(..) => index > 0 && self.has_base(parent),
            Op::Number(_) | Op::Symbol(_) | Op::Constant(_) | Op::Neg | Op::Add | Op::Sub => false,
            Op::Mul | Op::Div | Op::Func(_) | Op::Deriv | Op::Piecewise | Op::Rel(_) => false,
            Op::And | Op::Differentiable => false,
            Op::Matrix(MatOp::Power) => index > 0,
            Op::Matrix(MatOp::Identity | MatOp::Zeros | MatOp::Ones) => true,
            Op::Matrix(MatOp::Gradient) => index == 0,
            Op::Matrix(_) => false,
        };
        if small && notation == Notation::Mathematical { Notation::Inline } else { notation }
    }

    /// What a child was lowered to: it comes before its parent in the list of what is needed.
    pub(super) fn laid(&mut self, e: Expr, notation: Notation) -> Laid {
        match self.done.get(&(e, notation)) {
            Some(laid) => *laid,
            None => Laid::atom(self.boxes.words(Role::Condition, "?"), Edge::Other),
        }
    }

    fn node(&mut self, e: Expr, notation: Notation) -> Laid {
        let kids = self.store.children(e);
        match (self.store.op(e), kids) {
            (Op::Number(_), _) => self.number(e),
            (Op::Symbol(name), _) => self.symbol(name),
            (Op::Constant(constant), _) => {
                let text = match constant {
                    Constant::Pi => "pi",
                    Constant::E => "e",
                };
                let id = self.boxes.push(Item::Name(Role::Constant, text.into()));
                Laid::atom(id, Edge::Letter)
            }
            (Op::Neg, &[a]) => self.negation(a, notation),
            (Op::Add, &[a, b]) => self.sum(a, Sign::Plus, b, notation),
            (Op::Sub, &[a, b]) => self.sum(a, Sign::Minus, b, notation),
            (Op::Mul, &[a, b]) => self.product(a, b, notation),
            (Op::Div, &[a, b]) => self.quotient(a, b, notation),
            (Op::Pow, &[a, b]) => self.power(a, b, notation),
            (Op::Func(f), args) => self.func(f, args, notation),
            (Op::Apply(name, orders), args) => self.apply(name, orders, args, notation),
            (Op::Deriv, &[_, _]) => self.derivative(e, notation),
            (Op::At, &[body, x, point]) => self.evaluated(body, x, point, notation),
            (Op::Piecewise, branches) => self.piecewise(branches, notation),
            (Op::Rel(rel), &[a, b]) => self.relation(rel, a, b, notation),
            (Op::And, parts) => self.conjunction(parts, notation),
            (Op::Indexed(family), indices) => self.entry(family, indices, notation),
            (Op::Delta, indices) => self.delta(indices, notation),
            (Op::Sum | Op::Prod, &[body, k, from, to]) => {
                self.big(self.store.op(e) == Op::Prod, body, [k, from, to], notation)
            }
            (Op::ForAll, &[body, k, from, to]) => self.for_all(body, [k, from, to], notation),
            (Op::Differentiable, &[call]) => self.differentiable(call, notation),
            (Op::Matrix(op), _) => self.matrix(e, op, notation),
            (
                Op::Neg
                | Op::Add
                | Op::Sub
                | Op::Mul
                | Op::Div
                | Op::Pow
                | Op::Deriv
                | Op::At
                | Op::Rel(_)
                | Op::Sum
                | Op::Prod
                | Op::ForAll
                | Op::Differentiable,
                args,
            ) => {
                debug_assert!(false, "operator with {} operands", args.len());
                Laid::atom(self.boxes.words(Role::Condition, "?"), Edge::Other)
            }
        }
    }

    fn number(&mut self, e: Expr) -> Laid {
        let text = self.store.number(e).map_or_else(String::new, |(v, p)| numeral(v, p));
        Laid::atom(self.boxes.push(Item::Number(text.into())), Edge::Digit)
    }

    pub(super) fn symbol(&mut self, symbol: crate::expr::Name) -> Laid {
        let text = self.store.text(symbol);
        let id = name::lay(&mut self.boxes, Role::Variable, text);
        let base = name::parts(text).base;
        let is_function = self.store.definition(symbol).is_some_and(|d| !d.params.is_empty());
        let edge = if is_function || matches!(base, "f" | "g" | "h" | "F" | "G" | "H") {
            Edge::Caller
        } else if name::is_letter(base) {
            Edge::Letter
        } else {
            Edge::Word
        };
        Laid::atom(id, edge)
    }

    pub(super) fn negation(&mut self, a: Expr, notation: Notation) -> Laid {
        let a = self.operand(a, Binding::NEG.right + 1, notation);
        let minus = self.boxes.push(Item::Sign(Sign::Minus, Form::Prefix));
        let id = self.boxes.push(Item::Row(vec![minus, a.id]));
        Laid::new(id, Binding::NEG.left, Edge::Other, a.last)
    }

    pub(super) fn sum(&mut self, a: Expr, sign: Sign, b: Expr, notation: Notation) -> Laid {
        let a = self.operand(a, Binding::ADD.left, notation);
        // A minus may follow a sign only in parentheses.
        let b = self.operand(b, Binding::NEG.right + 1, notation);
        let (pause, sign) = (self.boxes.push(Item::Break), self.boxes.infix(sign));
        let id = self.boxes.push(Item::Row(vec![a.id, pause, sign, b.id]));
        Laid::new(id, Binding::ADD.left, a.first, b.last)
    }

    pub(super) fn product(&mut self, a: Expr, b: Expr, notation: Notation) -> Laid {
        let a = self.operand(a, Binding::MUL.left, notation);
        let open = self.is_open(b);
        let least = if open {
            OPEN
        } else if self.is_plain_product(b) {
            Binding::MUL.left
        } else {
            Binding::MUL.right
        };
        let b = self.operand(b, least, notation);
        let id = match juxtaposed(a.last, b.first) {
            Some(gap) => {
                let gap = self.boxes.push(Item::Juxtaposed(gap));
                // A short factor alone on a line would look lost.
                if self.boxes.metrics(a.id).width > 6 * COLUMN {
                    let pause = self.boxes.push(Item::Break);
                    self.boxes.push(Item::Row(vec![a.id, pause, gap, b.id]))
                } else {
                    self.boxes.push(Item::Row(vec![a.id, gap, b.id]))
                }
            }
            None => {
                let (pause, dot) = (self.boxes.push(Item::Break), self.boxes.infix(Sign::Dot));
                self.boxes.push(Item::Row(vec![a.id, pause, dot, b.id]))
            }
        };
        Laid::new(id, if open { OPEN } else { Binding::MUL.left }, a.first, b.last)
    }

    /// Is this a product whose factors can be written behind another factor, as in `a(bc) = abc`?
    /// A value at a point at its front would seem to reach further left.
    fn is_plain_product(&self, e: Expr) -> bool {
        let mut first = e;
        while let (Op::Mul | Op::Matrix(MatOp::Product | MatOp::Scale | MatOp::Entry), &[a, ..]) =
            (self.store.op(first), self.store.children(first))
        {
            first = a;
        }
        first != e && self.store.op(first) != Op::At
    }

    pub(super) fn quotient(&mut self, a: Expr, b: Expr, notation: Notation) -> Laid {
        if notation == Notation::Mathematical {
            let (a, b) = (self.laid(a, notation), self.laid(b, notation));
            let id = self.boxes.push(Item::Fraction(a.id, b.id));
            return Laid::new(id, FRACTION, Edge::Fraction, Edge::Fraction);
        }
        let a = self.operand(a, Binding::MUL.left, notation);
        let b = self.operand(b, Binding::MUL.right, notation);
        let slash = self.boxes.push(Item::Sign(Sign::Slash, Form::Infix));
        let id = self.boxes.push(Item::Row(vec![a.id, slash, b.id]));
        Laid::new(id, SLASH, a.first, b.last)
    }

    fn power(&mut self, a: Expr, b: Expr, notation: Notation) -> Laid {
        let small = if notation == Notation::Mathematical { Notation::Inline } else { notation };
        let exponent = self.laid(b, small).id;
        if let Some(laid) = self.power_of_function(a, b, exponent, notation) {
            return laid;
        }
        let base = self.operand(a, Binding::RADICAL.left + 1, notation);
        let id = self.with_exponent(base.id, exponent);
        Laid::new(id, Binding::POW.left, base.first, Edge::Exponent)
    }

    /// Adds an exponent to a box that may have an index already.
    pub(super) fn with_exponent(&mut self, base: BoxId, exponent: BoxId) -> BoxId {
        let item = match *self.boxes.item(base) {
            Item::Scripts { base, sub, sup: None } => {
                Item::Scripts { base, sub, sup: Some(exponent) }
            }
            _ => Item::Scripts { base, sub: None, sup: Some(exponent) },
        };
        self.boxes.push(item)
    }

    fn relation(&mut self, rel: Rel, a: Expr, b: Expr, notation: Notation) -> Laid {
        if let Some(laid) = self.not_an_integer(rel, a, b, notation) {
            return laid;
        }
        let (a, b) = (
            self.operand(a, Binding::ADD.left, notation),
            self.operand(b, Binding::ADD.left, notation),
        );
        let (pause, sign) = (self.boxes.push(Item::Break), self.boxes.infix(sign_of(rel)));
        let id = self.boxes.push(Item::Row(vec![a.id, pause, sign, b.id]));
        Laid::new(id, Binding::REL.left, Edge::Other, Edge::Other)
    }

    /// A child, in parentheses if it binds less tightly than `least`.
    pub(super) fn operand(&mut self, e: Expr, least: u8, notation: Notation) -> Laid {
        let laid = self.laid(e, notation);
        if let Some(closed) = laid.closed
            && least <= Binding::MUL.right
        {
            return Laid::new(closed, Binding::MUL.right, Edge::Differential, Edge::Differential);
        }
        if laid.level >= least {
            return laid;
        }
        let id = self.boxes.push(Item::Fenced(Fence::Paren, laid.id));
        let negative = self.store.op(e) == Op::Neg && notation != Notation::Source;
        let first = if negative { Edge::NegativeParen } else { Edge::Paren };
        Laid::new(id, Binding::ATOM.left, first, Edge::Paren)
    }
}

/// The sign of a comparison.
pub(super) fn sign_of(rel: Rel) -> Sign {
    match rel {
        Rel::Eq => Sign::Equal,
        Rel::Ne => Sign::NotEqual,
        Rel::Lt => Sign::Less,
        Rel::Le => Sign::LessEqual,
        Rel::Gt => Sign::Greater,
        Rel::Ge => Sign::GreaterEqual,
    }
}

/// A literal as it was written.
pub(super) fn numeral(value: &Rational, places: Option<u32>) -> String {
    match places {
        Some(places) => value.to_places(places),
        None if value.is_integer() => value.to_string(),
        None => value.to_decimal().unwrap_or_else(|| value.to_string()),
    }
}
