//! Functions, derivatives, evaluation at a point, cases and conditions.

use super::boxes::{BoxId, Fence, Form, Item, Role, Sign};
use super::factors::Edge;
use super::lower::{FRACTION, LOOSE, Laid, Layout, Notation};
use super::name;
use super::source::source_name;
use crate::expr::{Expr, Func, Name, Op, Orders, Rel};
use crate::notation::Binding;

impl Layout<'_> {
    pub(super) fn func(&mut self, f: Func, args: &[Expr], notation: Notation) -> Laid {
        match (f, args) {
            (Func::Root, &[radicand, index]) => self.root(radicand, index, notation),
            (Func::Abs, &[a]) => self.fenced(Fence::Bars, a, Edge::Bar, notation),
            (Func::Floor, &[a]) => self.fenced(Fence::Floor, a, Edge::Paren, notation),
            (Func::Ceil, &[a]) => self.fenced(Fence::Ceil, a, Edge::Paren, notation),
            (f, args) => {
                let id = self
                    .boxes
                    .push(Item::Name(Role::Function, display_name(source_name(f)).into()));
                self.call(id, args, notation)
            }
        }
    }

    fn fenced(&mut self, fence: Fence, a: Expr, edge: Edge, notation: Notation) -> Laid {
        let content = self.laid(a, notation).id;
        Laid::atom(self.boxes.push(Item::Fenced(fence, content)), edge)
    }

    fn root(&mut self, radicand: Expr, index: Expr, notation: Notation) -> Laid {
        let is_square = self.store.as_i64(index) == Some(2);
        let radicand = self.laid(radicand, notation).id;
        let index = (!is_square).then(|| self.laid(index, notation).id);
        let id = self.boxes.push(Item::Radical { radicand, index });
        Laid::new(id, Binding::RADICAL.left, Edge::Radical, Edge::Radical)
    }

    /// `head(a, b, …)`
    pub(super) fn call(&mut self, head: BoxId, args: &[Expr], notation: Notation) -> Laid {
        let arguments = self.arguments(args, notation);
        let fence = self.boxes.push(Item::Fenced(Fence::Paren, arguments));
        let id = self.boxes.push(Item::Row(vec![head, fence]));
        Laid::new(id, Binding::ATOM.left, Edge::Function, Edge::Call)
    }

    pub(super) fn arguments(&mut self, args: &[Expr], notation: Notation) -> BoxId {
        let mut parts = Vec::with_capacity(3 * args.len());
        for (i, &arg) in args.iter().enumerate() {
            if i > 0 {
                parts.push(self.boxes.infix(Sign::Comma));
                parts.push(self.boxes.push(Item::Break));
            }
            // In source text `f(u at x = 1, y = 2)` would be one point with two coordinates.
            let is_point = notation == Notation::Source && self.store.op(arg) == Op::At;
            let least = if is_point { Binding::ADD.left } else { 0 };
            parts.push(self.operand(arg, least, notation).id);
        }
        self.boxes.row(parts)
    }

    pub(super) fn apply(
        &mut self,
        f: Name,
        orders: Orders,
        args: &[Expr],
        notation: Notation,
    ) -> Laid {
        let text = self.store.text(f);
        if orders.is_none()
            && let Some(laid) = self.logarithm(text, args, notation)
        {
            return laid;
        }
        let plain = name::lay(&mut self.boxes, Role::Function, display_name(text));
        let head = self.differentiated(plain, orders, args.len());
        self.call(head, args, notation)
    }

    /// Is this a logarithm whose second argument is set as the index of `log`?
    pub(super) fn has_base(&self, e: Expr) -> bool {
        match self.store.op(e) {
            Op::Apply(f, Orders::NONE) => {
                self.store.text(f) == "log" && self.store.children(e).len() == 2
            }
            _ => false,
        }
    }

    /// `log2(x)`, `log10(x)` and `log(x, b)` carry their base as an index.
    fn logarithm(&mut self, text: &str, args: &[Expr], notation: Notation) -> Option<Laid> {
        let small = if notation == Notation::Mathematical { Notation::Inline } else { notation };
        let (argument, sub) = match (text, args) {
            ("log2", &[a]) => (a, self.boxes.push(Item::Number("2".into()))),
            ("log10", &[a]) => (a, self.boxes.push(Item::Number("10".into()))),
            ("log", &[a, b]) => (a, self.laid(b, small).id),
            _ => return None,
        };
        let base = self.boxes.push(Item::Name(Role::Function, "log".into()));
        let head = self.boxes.push(Item::Scripts { base, sub: Some(sub), sup: None });
        Some(self.call(head, &[argument], notation))
    }

    /// `f'`, `f''`, `f^(4)`; with several arguments `f^(1,0)`.
    fn differentiated(&mut self, f: BoxId, orders: Orders, arity: usize) -> BoxId {
        if orders.is_none() {
            return f;
        }
        let n = orders.order(0);
        let sup = if arity <= 1 && n <= 3 {
            self.boxes.push(Item::Primes(n))
        } else {
            let mut parts = Vec::new();
            for i in 0..arity.max(1) {
                if i > 0 {
                    parts.push(self.boxes.push(Item::Sign(Sign::Comma, Form::Prefix)));
                }
                let order = orders.order(i).to_string();
                parts.push(self.boxes.push(Item::Number(order.into())));
            }
            let content = self.boxes.row(parts);
            self.boxes.push(Item::Fenced(Fence::Paren, content))
        };
        self.with_exponent(f, sup)
    }

    /// `sin²(x)`: a positive integer power of a trigonometric or hyperbolic function.
    pub(super) fn power_of_function(
        &mut self,
        base: Expr,
        exponent: Expr,
        exponent_box: BoxId,
        notation: Notation,
    ) -> Option<Laid> {
        let (value, places) = self.store.number(exponent)?;
        if places.is_some() || value.to_i64().is_none_or(|n| n < 2) || self.is_named(base) {
            return None;
        }
        let text = match self.store.op(base) {
            Op::Func(f @ (Func::Sin | Func::Cos)) => display_name(source_name(f)),
            Op::Apply(f, Orders::NONE) => {
                let text = self.store.text(f);
                TRIGONOMETRIC.contains(&text).then_some(text)?
            }
            _ => return None,
        };
        let &[argument] = self.store.children(base) else { return None };
        let f = self.boxes.push(Item::Name(Role::Function, text.into()));
        let head = self.with_exponent(f, exponent_box);
        let call = self.call(head, &[argument], notation);
        Some(Laid { level: Binding::POW.left, ..call })
    }

    /// The variables of derivatives of derivatives, the outermost first, and what is differentiated.
    pub(super) fn chain(&self, derivative: Expr) -> (Vec<Expr>, Expr) {
        let (mut variables, mut body) = (Vec::new(), derivative);
        while let (Op::Deriv, &[x, inner]) = (self.store.op(body), self.store.children(body)) {
            variables.push(x);
            body = inner;
        }
        (variables, body)
    }

    pub(super) fn derivative(&mut self, e: Expr, notation: Notation) -> Laid {
        let (variables, body) = self.chain(e);
        let inner = self.laid(body, notation);
        if let Some(laid) = self.derivative_of_value(&variables, body, notation) {
            return laid;
        }
        let partial = variables.windows(2).any(|pair| pair.first() != pair.last());
        let (top, bottom) = self.leibniz(&variables, partial, notation);
        let operator = self.boxes.push(Item::Fraction(top, bottom));
        let bracketed = self.boxes.push(Item::Fenced(Fence::Bracket, inner.id));
        let closed = self.boxes.push(Item::Row(vec![operator, bracketed]));
        let simple = inner.level >= FRACTION && inner.closed.is_none();
        let id = if simple {
            let thin = self.boxes.push(Item::Thin);
            self.boxes.push(Item::Row(vec![operator, thin, inner.id]))
        } else {
            closed
        };
        let level = Binding::DERIV.left;
        let laid = Laid::new(id, level, Edge::Differential, Edge::Differential);
        Laid { closed: Some(closed), ..laid }
    }

    /// `dy/dx` for a named value; `∂L/∂w` where it is made of several names, or of named values.
    fn derivative_of_value(
        &mut self,
        variables: &[Expr],
        body: Expr,
        notation: Notation,
    ) -> Option<Laid> {
        let definition = self.store.value(self.store.as_symbol(body)?)?;
        let inputs = self.store.free_symbols(definition.body);
        let partial = match inputs.as_slice() {
            [] => return None,
            [only] => self.store.definition(*only).is_some() || variables.len() > 1,
            _ => true,
        };
        let (top, bottom) = self.leibniz(variables, partial, notation);
        let value = self.laid(body, notation).id;
        let top = self.boxes.row(vec![top, value]);
        if notation == Notation::Mathematical {
            let id = self.boxes.push(Item::Fraction(top, bottom));
            return Some(Laid::new(id, FRACTION, Edge::Fraction, Edge::Fraction));
        }
        let slash = self.boxes.push(Item::Sign(Sign::Slash, Form::Infix));
        let id = self.boxes.push(Item::Row(vec![top, slash, bottom]));
        Some(Laid::new(id, FRACTION, Edge::Fraction, Edge::Fraction))
    }

    /// The halves of `d/dx`, `d²/dx²`, or `∂²/∂x∂y`.
    fn leibniz(&mut self, variables: &[Expr], partial: bool, notation: Notation) -> (BoxId, BoxId) {
        let d = self.boxes.push(Item::Differential { partial });
        let top = self.ordered(d, variables.len());
        let mut bottom = Vec::new();
        for run in variables.chunk_by(|a, b| a == b) {
            let Some(&x) = run.first() else { continue };
            let x = self.laid(x, notation).id;
            bottom.push(d);
            bottom.push(self.ordered(x, run.len()));
        }
        (top, self.boxes.row(bottom))
    }

    fn ordered(&mut self, base: BoxId, n: usize) -> BoxId {
        if n == 1 {
            return base;
        }
        let order = self.boxes.push(Item::Number(n.to_string().into()));
        self.with_exponent(base, order)
    }

    pub(super) fn evaluated(
        &mut self,
        body: Expr,
        x: Expr,
        point: Expr,
        notation: Notation,
    ) -> Laid {
        let small = if notation == Notation::Mathematical { Notation::Inline } else { notation };
        let laid = self.laid(body, notation);
        let is_derivative = laid.closed.is_some();
        let content = if is_derivative { laid } else { self.operand(body, FRACTION, notation) };
        let (x, value) = (self.laid(x, small).id, self.operand(point, Binding::ADD.left, small).id);
        let equal = self.boxes.infix(Sign::Equal);
        let foot = self.boxes.push(Item::Row(vec![x, equal, value]));
        let id = self.boxes.push(Item::Evaluated(content.id, foot));
        // Beside other factors the bar would seem to reach further left.
        let is_clear = is_derivative || content.level == Binding::ATOM.left;
        let level = if is_clear { Binding::MUL.left } else { Binding::AT.left };
        Laid::new(id, level, content.first, Edge::Point)
    }

    pub(super) fn piecewise(&mut self, branches: &[Expr], notation: Notation) -> Laid {
        let rows = branches
            .chunks(2)
            .map(|branch| match *branch {
                [condition, value] => {
                    (self.laid(value, notation).id, Some(self.laid(condition, notation).id))
                }
                [value] => (self.laid(value, notation).id, None),
                _ => (self.boxes.words(Role::Condition, "?"), None),
            })
            .collect();
        let id = self.boxes.push(Item::Cases(rows));
        Laid::new(id, LOOSE, Edge::Other, Edge::Other)
    }

    pub(super) fn conjunction(&mut self, parts: &[Expr], notation: Notation) -> Laid {
        let mut row = Vec::new();
        for (i, &part) in parts.iter().enumerate() {
            if i > 0 {
                row.push(self.boxes.push(Item::Break));
                row.push(self.boxes.words(Role::Keyword, " and "));
            }
            row.push(self.operand(part, Binding::AND.right, notation).id);
        }
        let id = self.boxes.row(row);
        Laid::new(id, Binding::AND.left, Edge::Other, Edge::Other)
    }

    /// `u is not an integer`, which a condition says as `floor(u) ≠ u` or `u ≠ floor(u)`.
    pub(super) fn not_an_integer(
        &mut self,
        rel: Rel,
        a: Expr,
        b: Expr,
        notation: Notation,
    ) -> Option<Laid> {
        let words = match rel {
            Rel::Ne => " is not an integer",
            Rel::Eq => " is an integer",
            Rel::Lt | Rel::Le | Rel::Gt | Rel::Ge => return None,
        };
        let is_floor_of = |floor: Expr, e: Expr| {
            self.store.op(floor) == Op::Func(Func::Floor) && self.store.single(floor) == Some(e)
        };
        let whole = if is_floor_of(a, b) {
            b
        } else if is_floor_of(b, a) {
            a
        } else {
            return None;
        };
        let b = self.laid(whole, notation).id;
        let words = self.boxes.words(Role::Condition, words);
        let id = self.boxes.push(Item::Row(vec![b, words]));
        Some(Laid::new(id, Binding::REL.left, Edge::Other, Edge::Other))
    }

    /// `f differentiable at u`; the point is left out when it is a plain variable.
    pub(super) fn differentiable(&mut self, call: Expr, notation: Notation) -> Laid {
        let head = self.head(call, notation);
        let words = self.boxes.words(Role::Condition, " differentiable");
        let id = self.boxes.push(Item::Row(vec![head, words]));
        Laid::new(id, Binding::REL.left, Edge::Other, Edge::Other)
    }

    /// The function of a call, without its arguments.
    pub(super) fn head(&mut self, call: Expr, notation: Notation) -> BoxId {
        let Op::Apply(f, orders) = self.store.op(call) else {
            return self.laid(call, notation).id;
        };
        let (arity, text) = (self.store.children(call).len(), self.store.text(f));
        if notation == Notation::Source {
            let head = self.source_head(text, orders, arity);
            return self.boxes.words(Role::Function, &head);
        }
        let plain = name::lay(&mut self.boxes, Role::Function, display_name(text));
        self.differentiated(plain, orders, arity)
    }
}

/// Functions whose powers are written `sin²(x)`.
const TRIGONOMETRIC: [&str; 10] =
    ["tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch"];

/// The usual name of a function of the language.
fn display_name(text: &str) -> &str {
    match text {
        "asin" => "arcsin",
        "acos" => "arccos",
        "atan" => "arctan",
        "acot" => "arccot",
        "asec" => "arcsec",
        "acsc" => "arccsc",
        "asinh" => "arsinh",
        "acosh" => "arcosh",
        "atanh" => "artanh",
        "acoth" => "arcoth",
        "asech" => "arsech",
        "acsch" => "arcsch",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::lower::sign_of;
    use super::*;

    #[test]
    fn every_comparison_has_its_sign() {
        let signs = [Rel::Eq, Rel::Ne, Rel::Lt, Rel::Le, Rel::Gt, Rel::Ge].map(sign_of);
        for (i, a) in signs.iter().enumerate() {
            assert!(a.is_relation());
            assert!(!signs[..i].contains(a));
        }
    }
}
