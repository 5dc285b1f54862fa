//! Expressions to boxes in the expression language: linear, every product with its sign, every
//! function with its arguments in parentheses, so that it is read back to the same expression.

use super::boxes::{BoxId, Fence, Form, Item, Role, Sign};
use super::factors::Edge;
use super::lower::{Laid, Layout, Notation, OPEN, numeral, sign_of};
use crate::expr::{Constant, Expr, Func, Op, Orders};
use crate::notation::Binding;

const SOURCE: Notation = Notation::Source;

impl Layout<'_> {
    pub(super) fn source_node(&mut self, e: Expr) -> Laid {
        let kids = self.store.children(e);
        match (self.store.op(e), kids) {
            (Op::Number(_), _) => {
                let text = self.store.number(e).map_or_else(String::new, |(v, p)| numeral(v, p));
                self.source_atom(Role::Number, &text)
            }
            (Op::Symbol(name), _) => {
                let text = super::name::shown(self.store.text(name));
                self.source_atom(Role::Variable, text)
            }
            (Op::Constant(Constant::Pi), _) => self.source_atom(Role::Constant, "pi"),
            (Op::Constant(Constant::E), _) => self.source_atom(Role::Constant, "e"),
            (Op::Neg, &[a]) => {
                let a = self.operand(a, Binding::NEG.right + 1, SOURCE);
                let minus = self.boxes.push(Item::Sign(Sign::Minus, Form::Prefix));
                self.source_row(vec![minus, a.id], Binding::NEG.left)
            }
            // A minus may follow a sign only in parentheses.
            (Op::Add, _) => {
                self.source_infix(kids, Sign::Plus, Binding::ADD.left, Binding::NEG.right + 1)
            }
            (Op::Sub, _) => {
                self.source_infix(kids, Sign::Minus, Binding::ADD.left, Binding::NEG.right + 1)
            }
            (Op::Mul, &[a, b]) if self.is_open(b) => {
                let (a, b) = (self.operand(a, Binding::MUL.left, SOURCE), self.laid(b, SOURCE));
                let (pause, star) = (self.boxes.push(Item::Break), self.boxes.infix(Sign::Star));
                self.source_row(vec![a.id, pause, star, b.id], OPEN)
            }
            (Op::Mul, _) => {
                self.source_infix(kids, Sign::Star, Binding::MUL.left, Binding::MUL.right)
            }
            (Op::Div, _) => {
                self.source_infix(kids, Sign::Slash, Binding::MUL.left, Binding::MUL.right)
            }
            (Op::Pow, &[a, b]) => {
                let a = self.operand(a, Binding::ATOM.left, SOURCE);
                let b = self.operand(b, Binding::ATOM.left, SOURCE);
                let caret = self.boxes.push(Item::Sign(Sign::Caret, Form::Infix));
                self.source_row(vec![a.id, caret, b.id], Binding::POW.left)
            }
            (Op::Func(Func::Root), &[radicand, index]) => match self.store.as_i64(index) {
                Some(2) => self.source_call("sqrt", &[radicand]),
                Some(3) => self.source_call("cbrt", &[radicand]),
                _ => self.source_call("root", kids),
            },
            (Op::Func(f), _) => self.source_call(source_name(f), kids),
            (Op::Apply(name, orders), _) => {
                let head = self.source_head(self.store.text(name), orders, kids.len());
                self.source_call(&head, kids)
            }
            (Op::Deriv, _) => self.source_call("D", kids),
            (Op::At, &[body, x, point]) => self.source_at(body, x, point),
            (Op::Piecewise, _) => self.source_call("piecewise", kids),
            (Op::Rel(rel), _) => {
                self.source_infix(kids, sign_of(rel), Binding::REL.left, Binding::ADD.left)
            }
            (Op::And, _) => self.conjunction(kids, SOURCE),
            (Op::Indexed(family), _) => {
                let head = self.store.family_text(family).to_owned();
                self.source_entry(&head, kids)
            }
            (Op::Delta, _) => self.source_call("kronecker", kids),
            (Op::Sum, &[u, k, a, b]) => self.source_over_range("sum", u, [k, a, b]),
            (Op::Prod, &[u, k, a, b]) => self.source_over_range("prod", u, [k, a, b]),
            (Op::ForAll, &[c, k, a, b]) => self.source_over_range("forall", c, [k, a, b]),
            (Op::Differentiable, _) => self.source_call("differentiable", kids),
            (Op::Matrix(op), _) => self.source_matrix(e, op),
            (Op::Neg | Op::Pow | Op::At | Op::Sum | Op::Prod | Op::ForAll, _) => {
                debug_assert!(false, "operator with {} operands", kids.len());
                self.source_atom(Role::Condition, "?")
            }
        }
    }

    pub(super) fn source_atom(&mut self, role: Role, text: &str) -> Laid {
        Laid::atom(self.boxes.words(role, text), Edge::Other)
    }

    pub(super) fn source_row(&mut self, parts: Vec<BoxId>, level: u8) -> Laid {
        Laid::new(self.boxes.row(parts), level, Edge::Other, Edge::Other)
    }

    /// `a op b`, where the operator has this power itself and its right operand needs that one.
    pub(super) fn source_infix(&mut self, kids: &[Expr], sign: Sign, own: u8, right: u8) -> Laid {
        let &[a, b] = kids else { return self.source_atom(Role::Condition, "?") };
        let left = if sign.is_relation() { right } else { own };
        let (a, b) = (self.operand(a, left, SOURCE), self.operand(b, right, SOURCE));
        let (pause, sign) = (self.boxes.push(Item::Break), self.boxes.infix(sign));
        self.source_row(vec![a.id, pause, sign, b.id], own)
    }

    pub(super) fn source_call(&mut self, head: &str, args: &[Expr]) -> Laid {
        let head = self.boxes.words(Role::Function, head);
        let arguments = self.arguments(args, SOURCE);
        let fence = self.boxes.push(Item::Fenced(Fence::Paren, arguments));
        self.source_row(vec![head, fence], Binding::ATOM.left)
    }

    /// `f''`; with several arguments `D[2,0]f`.
    pub(super) fn source_head(&self, name: &str, orders: Orders, arity: usize) -> String {
        if arity <= 1 {
            return format!("{name}{}", "'".repeat(orders.order(0) as usize));
        }
        if orders.is_none() {
            return name.to_owned();
        }
        let each: Vec<String> = (0..arity).map(|i| orders.order(i).to_string()).collect();
        format!("D[{}]{name}", each.join(","))
    }

    fn source_at(&mut self, body: Expr, x: Expr, point: Expr) -> Laid {
        let body = self.operand(body, Binding::ADD.left, SOURCE);
        let (x, point) = (self.laid(x, SOURCE).id, self.operand(point, Binding::ADD.left, SOURCE));
        let at = self.boxes.words(Role::Keyword, " at ");
        let (pause, equal) = (self.boxes.push(Item::Break), self.boxes.infix(Sign::Equal));
        self.source_row(vec![body.id, pause, at, x, equal, point.id], Binding::AT.left)
    }
}

/// How the language spells a primitive function.
pub(super) fn source_name(f: Func) -> &'static str {
    match f {
        Func::Ln => "ln",
        Func::Root => "root",
        Func::Sin => "sin",
        Func::Cos => "cos",
        Func::Asin => "asin",
        Func::Acos => "acos",
        Func::Atan => "atan",
        Func::Erf => "erf",
        Func::Abs => "abs",
        Func::Sign => "sign",
        Func::Floor => "floor",
        Func::Ceil => "ceil",
        Func::Min => "min",
        Func::Max => "max",
    }
}
