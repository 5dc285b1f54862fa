//! Matrices in the notation of mathematics and in the language.

use super::boxes::{BoxId, Fence, Form, Item, Role, Sign};
use super::factors::Edge;
use super::lower::{Laid, Layout, Notation, SLASH};
use crate::expr::{Expr, Func, MatOp, Op};
use crate::notation::Binding;

const SOURCE: Notation = Notation::Source;

/// How a map of an elementary function over the entries is written.
enum MapForm<'a> {
    /// `f(A)`, with the arguments of `f`.
    Call(Op, Vec<Expr>),
    /// `e^t`
    Exponential,
    /// `A.^k`
    Power(&'a Expr),
    /// `c./A`
    Quotient(&'a Expr),
    /// Any other body, with a dot where the entry stands.
    General,
}

impl Layout<'_> {
    pub(super) fn matrix(&mut self, e: Expr, op: MatOp, notation: Notation) -> Laid {
        let kids = self.store.children(e);
        match (op, kids) {
            (MatOp::Named(name), _) => self.symbol(name),
            (MatOp::Add, &[a, b]) => self.sum(a, Sign::Plus, b, notation),
            (MatOp::Sub, &[a, b]) => self.sum(a, Sign::Minus, b, notation),
            (MatOp::Neg, &[a]) => self.negation(a, notation),
            (MatOp::Product | MatOp::Scale, &[a, b]) => self.product(a, b, notation),
            (MatOp::Over, &[a, b]) => match self.store.softmax_argument(e) {
                Some(v) => self.named_call("softmax", &[v], notation),
                None => self.quotient(a, b, notation),
            },
            (MatOp::Hadamard, &[a, b]) => self.entrywise(a, Sign::Hadamard, b, notation),
            (MatOp::Quotient, &[a, b]) => self.entrywise(a, Sign::HadamardQuotient, b, notation),
            (MatOp::Transpose, &[a]) => {
                let mark = self.boxes.push(Item::Sign(Sign::Transpose, Form::Prefix));
                self.raised(a, mark, notation)
            }
            (MatOp::Inverse, &[a]) => {
                let minus = self.boxes.push(Item::Sign(Sign::Minus, Form::Prefix));
                let one = self.boxes.push(Item::Number("1".into()));
                let mark = self.boxes.row(vec![minus, one]);
                self.raised(a, mark, notation)
            }
            (MatOp::Power, &[a, k]) => {
                let k = self.laid(k, small(notation)).id;
                self.raised(a, k, notation)
            }
            (MatOp::Map, &[body, t, m]) => self.map(body, t, m, notation),
            (MatOp::Identity, &[n]) => self.indexed("I", &[n], notation),
            (MatOp::Zeros, dims) => self.indexed("0", dims, notation),
            (MatOp::Ones, dims) => self.indexed("1", dims, notation),
            (MatOp::Gradient, &[x, u]) => self.gradient(x, u, notation),
            (MatOp::Jacobian, &[x, v]) => {
                let id = self.quotient_of_differentials(x, v, notation);
                let edge = Edge::Differential;
                Laid::new(id, Binding::MUL.right + 2, edge, edge)
            }
            (MatOp::Pullback, &[x, m, c]) => {
                let quotient = self.quotient_of_differentials(x, m, notation);
                let fenced = self.boxes.push(Item::Fenced(Fence::Paren, quotient));
                let mark = self.boxes.push(Item::Sign(Sign::Transpose, Form::Prefix));
                let head = self.with_exponent(fenced, mark);
                let c = self.laid(c, notation).id;
                let c = self.boxes.push(Item::Fenced(Fence::Bracket, c));
                let id = self.boxes.push(Item::Row(vec![head, c]));
                Laid::new(id, Binding::MUL.right + 2, Edge::Other, Edge::Other)
            }
            (MatOp::Entry, &[a]) => self.laid(a, notation),
            (MatOp::Diag, _) => self.named_call("diag", kids, notation),
            (MatOp::Trace, _) => self.named_call("tr", kids, notation),
            (MatOp::Det, _) => self.named_call("det", kids, notation),
            (MatOp::Total, _) => self.named_call("sum", kids, notation),
            (MatOp::Inner, _) => {
                let content = self.arguments(kids, notation);
                Laid::atom(self.boxes.push(Item::Fenced(Fence::Angle, content)), Edge::Bar)
            }
            (MatOp::Norm, &[a]) => {
                let content = self.laid(a, notation).id;
                Laid::atom(self.boxes.push(Item::Fenced(Fence::Norm, content)), Edge::Bar)
            }
            (
                MatOp::Add
                | MatOp::Sub
                | MatOp::Neg
                | MatOp::Product
                | MatOp::Scale
                | MatOp::Over
                | MatOp::Hadamard
                | MatOp::Quotient
                | MatOp::Transpose
                | MatOp::Inverse
                | MatOp::Power
                | MatOp::Map
                | MatOp::Identity
                | MatOp::Gradient
                | MatOp::Jacobian
                | MatOp::Pullback
                | MatOp::Entry
                | MatOp::Norm,
                _,
            ) => Laid::atom(self.boxes.words(Role::Condition, "?"), Edge::Other),
        }
    }

    /// `a ⊙ b`; products beside it are put in parentheses.
    fn entrywise(&mut self, a: Expr, sign: Sign, b: Expr, notation: Notation) -> Laid {
        let least = Binding::MUL.right + 1;
        let (a, b) = (self.operand(a, least, notation), self.operand(b, least, notation));
        let (pause, sign) = (self.boxes.push(Item::Break), self.boxes.infix(sign));
        let id = self.boxes.push(Item::Row(vec![a.id, pause, sign, b.id]));
        Laid::new(id, SLASH, a.first, b.last)
    }

    fn raised(&mut self, a: Expr, mark: BoxId, notation: Notation) -> Laid {
        let base = self.operand(a, Binding::RADICAL.left + 1, notation);
        let id = self.with_exponent(base.id, mark);
        Laid::new(id, Binding::POW.left, base.first, Edge::Exponent)
    }

    /// `I_n`, `0_{m×n}`; of a vector of ones only the rows are written.
    fn indexed(&mut self, text: &str, dims: &[Expr], notation: Notation) -> Laid {
        let mut parts = Vec::new();
        for (i, &n) in dims.iter().enumerate() {
            if i > 0 && self.store.as_literal_i64(n) == Some(1) {
                continue;
            }
            if i > 0 {
                parts.push(self.boxes.push(Item::Sign(Sign::Times, Form::Prefix)));
            }
            parts.push(self.laid(n, small(notation)).id);
        }
        let sub = self.boxes.row(parts);
        let base = if text == "I" {
            self.boxes.push(Item::Name(Role::Constant, text.into()))
        } else {
            self.boxes.push(Item::Name(Role::Constant, format!("bold{text}").into()))
        };
        let id = self.boxes.push(Item::Scripts { base, sub: Some(sub), sup: None });
        Laid::atom(id, Edge::Letter)
    }

    /// `∇_X u`
    fn gradient(&mut self, x: Expr, u: Expr, notation: Notation) -> Laid {
        let nabla = self.boxes.push(Item::Sign(Sign::Nabla, Form::Prefix));
        let sub = self.laid(x, small(notation)).id;
        let head = self.boxes.push(Item::Scripts { base: nabla, sub: Some(sub), sup: None });
        let u = self.operand(u, Binding::MUL.right + 1, notation);
        let thin = self.boxes.push(Item::Thin);
        let id = self.boxes.push(Item::Row(vec![head, thin, u.id]));
        let edge = Edge::Differential;
        Laid::new(id, Binding::MUL.right, edge, edge)
    }

    fn quotient_of_differentials(&mut self, x: Expr, u: Expr, notation: Notation) -> BoxId {
        let d = self.boxes.push(Item::Differential { partial: true });
        let u = self.operand(u, Binding::POW.left, notation).id;
        let x = self.laid(x, notation).id;
        let above = self.boxes.push(Item::Row(vec![d, u]));
        let below = self.boxes.push(Item::Row(vec![d, x]));
        if notation == Notation::Mathematical {
            return self.boxes.push(Item::Fraction(above, below));
        }
        let slash = self.boxes.push(Item::Sign(Sign::Slash, Form::Infix));
        self.boxes.push(Item::Row(vec![above, slash, below]))
    }

    fn named_call(&mut self, name: &str, args: &[Expr], notation: Notation) -> Laid {
        let head = self.boxes.push(Item::Name(Role::Function, name.into()));
        self.call(head, args, notation)
    }

    fn map_form(&self, body: Expr, t: Expr, m: Expr) -> MapForm<'_> {
        let name = self.store.as_symbol(t);
        let free = |e: Expr| name.is_none_or(|t| !self.store.mentions(e, t));
        let kids = self.store.children(body);
        match (self.store.op(body), kids) {
            _ if self.store.is_exponential(body, t) => MapForm::Exponential,
            (Op::Pow, [base, exponent]) if *base == t && free(*exponent) => {
                MapForm::Power(exponent)
            }
            (Op::Div, [above, below]) if *below == t && free(*above) => MapForm::Quotient(above),
            (op @ (Op::Func(_) | Op::Apply(..)), [first, rest @ ..])
                if *first == t && rest.iter().all(|&e| free(e)) =>
            {
                let args = [&[m], rest].concat();
                MapForm::Call(op, args)
            }
            _ => MapForm::General,
        }
    }

    fn map(&mut self, body: Expr, t: Expr, m: Expr, notation: Notation) -> Laid {
        match self.map_form(body, t, m) {
            MapForm::Call(Op::Func(f), args) => self.func(f, &args, notation),
            MapForm::Call(Op::Apply(f, orders), args) => self.apply(f, orders, &args, notation),
            MapForm::Exponential => self.named_call("exp", &[m], notation),
            MapForm::Power(&k) => {
                let sign = self.boxes.push(Item::Sign(Sign::Hadamard, Form::Prefix));
                let k = self.laid(k, small(notation)).id;
                let mark = self.boxes.row(vec![sign, k]);
                self.raised(m, mark, notation)
            }
            MapForm::Quotient(&c) => self.entrywise(c, Sign::HadamardQuotient, m, notation),
            MapForm::Call(..) | MapForm::General => self.named_call("map", &[body, m], notation),
        }
    }

    // The language.

    pub(super) fn source_matrix(&mut self, e: Expr, op: MatOp) -> Laid {
        let kids = self.store.children(e);
        let (mul, right) = (Binding::MUL.left, Binding::MUL.right);
        match (op, kids) {
            (MatOp::Named(name), _) => self.source_atom(Role::Variable, self.store.text(name)),
            (MatOp::Add, _) => {
                self.source_infix(kids, Sign::Plus, Binding::ADD.left, Binding::NEG.right + 1)
            }
            (MatOp::Sub, _) => {
                self.source_infix(kids, Sign::Minus, Binding::ADD.left, Binding::NEG.right + 1)
            }
            (MatOp::Neg, &[a]) => {
                let a = self.operand(a, Binding::NEG.right + 1, SOURCE);
                let minus = self.boxes.push(Item::Sign(Sign::Minus, Form::Prefix));
                self.source_row(vec![minus, a.id], Binding::NEG.left)
            }
            (MatOp::Product | MatOp::Scale, _) => self.source_infix(kids, Sign::Star, mul, right),
            (MatOp::Over, _) if let Some(v) = self.store.softmax_argument(e) => {
                self.source_call("softmax", &[v])
            }
            (MatOp::Over, _) => self.source_infix(kids, Sign::Slash, mul, right),
            (MatOp::Hadamard, _) => self.source_infix(kids, Sign::Hadamard, mul, right),
            (MatOp::Quotient, _) => self.source_infix(kids, Sign::HadamardQuotient, mul, right),
            (MatOp::Transpose, &[a]) => {
                let a = self.operand(a, Binding::ATOM.left, SOURCE);
                let mark = self.boxes.words(Role::Operator, "^T");
                self.source_row(vec![a.id, mark], Binding::POW.left)
            }
            (MatOp::Inverse, _) => self.source_call("inv", kids),
            (MatOp::Power, &[a, k]) => {
                let (a, k) = (
                    self.operand(a, Binding::ATOM.left, SOURCE),
                    self.operand(k, Binding::ATOM.left, SOURCE),
                );
                let caret = self.boxes.push(Item::Sign(Sign::Caret, Form::Infix));
                self.source_row(vec![a.id, caret, k.id], Binding::POW.left)
            }
            (MatOp::Map, &[body, t, m]) => self.source_map(body, t, m),
            (MatOp::Identity, _) => self.source_call("eye", kids),
            (MatOp::Zeros, _) => self.source_call("zeros", kids),
            (MatOp::Ones, _) => self.source_call("ones", kids),
            (MatOp::Diag, _) => self.source_call("diag", kids),
            (MatOp::Gradient, &[x, u]) => self.source_bracketed("grad", x, &[u]),
            (MatOp::Jacobian, &[x, v]) => self.source_bracketed("jacobian", x, &[v]),
            (MatOp::Pullback, &[x, m, c]) => self.source_bracketed("pullback", x, &[m, c]),
            // The reader makes a number of a product with one entry.
            (MatOp::Entry, &[a]) => match self.store.mat_op(a) {
                Some(MatOp::Product) => self.laid(a, SOURCE),
                _ => self.source_call("entry", kids),
            },
            (MatOp::Trace, _) => self.source_call("tr", kids),
            (MatOp::Det, _) => self.source_call("det", kids),
            (MatOp::Inner, _) => self.source_call("dot", kids),
            (MatOp::Total, _) => self.source_call("sum", kids),
            (MatOp::Norm, _) => self.source_call("norm", kids),
            (
                MatOp::Neg
                | MatOp::Transpose
                | MatOp::Power
                | MatOp::Map
                | MatOp::Gradient
                | MatOp::Jacobian
                | MatOp::Pullback
                | MatOp::Entry,
                _,
            ) => self.source_atom(Role::Condition, "?"),
        }
    }

    fn source_map(&mut self, body: Expr, t: Expr, m: Expr) -> Laid {
        match self.map_form(body, t, m) {
            MapForm::Call(Op::Func(Func::Root), args) => match *args.as_slice() {
                [m, k] if self.store.as_i64(k) == Some(2) => self.source_call("sqrt", &[m]),
                [m, k] if self.store.as_i64(k) == Some(3) => self.source_call("cbrt", &[m]),
                _ => self.source_call("root", &args),
            },
            MapForm::Call(Op::Func(f), args) => {
                self.source_call(super::source::source_name(f), &args)
            }
            MapForm::Call(Op::Apply(name, orders), args) => {
                let head = self.source_head(self.store.text(name), orders, args.len());
                self.source_call(&head, &args)
            }
            MapForm::Exponential => self.source_call("exp", &[m]),
            MapForm::Power(&k) => {
                let (a, k) = (
                    self.operand(m, Binding::ATOM.left, SOURCE),
                    self.operand(k, Binding::ATOM.left, SOURCE),
                );
                let mark = self.boxes.words(Role::Operator, ".^");
                self.source_row(vec![a.id, mark, k.id], Binding::POW.left)
            }
            MapForm::Quotient(&c) => {
                let (mul, right) = (Binding::MUL.left, Binding::MUL.right);
                self.source_infix(&[c, m], Sign::HadamardQuotient, mul, right)
            }
            MapForm::Call(..) | MapForm::General => self.source_call("map", &[body, m]),
        }
    }

    /// `grad[X](u)`
    fn source_bracketed(&mut self, head: &str, x: Expr, args: &[Expr]) -> Laid {
        let x = self.laid(x, SOURCE).id;
        let head = self.boxes.words(Role::Function, head);
        let bracket = self.boxes.push(Item::Fenced(Fence::Bracket, x));
        let arguments = self.arguments(args, SOURCE);
        let fence = self.boxes.push(Item::Fenced(Fence::Paren, arguments));
        self.source_row(vec![head, bracket, fence], Binding::ATOM.left)
    }
}

fn small(notation: Notation) -> Notation {
    if notation == Notation::Mathematical { Notation::Inline } else { notation }
}
