//! From a formula tree to expressions: the one place where what was written gets a meaning.

use super::formula::Parsed;
use super::tree::{Kind, Node, NodeId};
use super::trouble::{Trouble, TroubleKind};
use crate::diag::Span;
use crate::expr::{Constant, Expr, Func, Op, Orders, Rel, Store};
use crate::num::Rational;
use crate::syntax::Vocabulary;

/// A formula with the expressions that its nodes stand for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lowered {
    /// The value of the whole; of a tuple, its parts.
    pub values: Vec<Expr>,
    /// Which expression stands where; inner ones first.
    pub places: Vec<(Expr, Span)>,
}

/// The most terms that a finite sum is written out to.
const MOST_TERMS: i64 = 200;

/// The largest number whose factorial is written out.
const LARGEST_FACTORIAL: i64 = 100;

type Made = Result<Expr, Trouble>;

/// Gives a formula its meaning.
///
/// # Errors
/// The first part that has none.
pub fn lower(
    parsed: &Parsed,
    store: &mut Store,
    vocabulary: &mut dyn Vocabulary,
) -> Result<Lowered, Trouble> {
    let mut lowering = Lowering { store, vocabulary, values: Vec::new() };
    lowering.values.resize(parsed.root.index() + 1, None);
    let root = parsed.tree.node(parsed.root);
    let order = parsed.tree.below(parsed.root);
    let mut places = Vec::with_capacity(order.len());
    for &id in &order {
        let node = parsed.tree.node(id);
        if id == parsed.root && node.kind == Kind::Tuple {
            continue;
        }
        let e = lowering.node(node)?;
        if let Some(slot) = lowering.values.get_mut(id.index()) {
            *slot = Some(e);
        }
        places.push((e, node.span));
    }
    let values = if root.kind == Kind::Tuple {
        root.children.iter().filter_map(|&child| lowering.value(child)).collect()
    } else {
        lowering.value(parsed.root).into_iter().collect()
    };
    Ok(Lowered { values, places })
}

struct Lowering<'p> {
    store: &'p mut Store,
    vocabulary: &'p mut dyn Vocabulary,
    values: Vec<Option<Expr>>,
}

impl Lowering<'_> {
    fn value(&self, id: NodeId) -> Option<Expr> {
        self.values.get(id.index()).copied().flatten()
    }

    fn node(&mut self, node: &Node) -> Made {
        let foreign = |what: &'static str| Err(TroubleKind::Foreign(what).at(node.span));
        let kids: Vec<Expr> = node.children.iter().filter_map(|&id| self.value(id)).collect();
        let store = &mut *self.store;
        Ok(match (&node.kind, kids.as_slice()) {
            (Kind::Number(digits), _) => return self.number(digits, node.span),
            (Kind::Name(name), _) => store.symbol(name),
            (Kind::Words(words), _) => {
                return Err(TroubleKind::Words(words.clone()).at(node.span));
            }
            (Kind::Pi, _) => store.constant(Constant::Pi),
            (Kind::E, _) => store.constant(Constant::E),
            (Kind::Neg, &[a]) => store.neg(a),
            (Kind::Add, &[a, b]) => store.add(a, b),
            (Kind::Sub, &[a, b]) => store.sub(a, b),
            (Kind::Mul, &[a, b]) => store.mul(a, b),
            (Kind::Div, &[a, b]) => store.div(a, b),
            (Kind::Pow, &[a, b]) => store.pow(a, b),
            (Kind::Factorial, &[n]) => return self.factorial(n, node.span),
            (Kind::Binomial, &[n, k]) => return self.binomial(n, k, node.span),
            (Kind::Call(name, orders), args) => return self.call(name, orders, args, node.span),
            (Kind::Abs | Kind::Norm(_), &[a]) => store.func(Func::Abs, &[a]),
            (Kind::Floor, &[a]) => store.func(Func::Floor, &[a]),
            (Kind::Ceil, &[a]) => store.func(Func::Ceil, &[a]),
            (Kind::Root, &[a]) => store.sqrt(a),
            (Kind::Root, &[a, k]) => match store.as_i64(k) {
                Some(2..) => store.func(Func::Root, &[a, k]),
                _ => return foreign("a root of this degree"),
            },
            (Kind::Deriv | Kind::Quotient, [variables @ .., body]) => {
                let mut result = *body;
                for &x in variables.iter().rev() {
                    result = store.deriv(x, result);
                }
                result
            }
            (Kind::Prime(count), &[a]) => return self.prime(a, *count, node.span),
            (Kind::At, &[body, x, point]) => match store.as_symbol(x) {
                Some(_) => store.make(Op::At, &[body, x, point]),
                None => return foreign("a value at this point"),
            },
            (Kind::Cases, parts) => store.make(Op::Piecewise, parts),
            (Kind::Rel(rel), &[a, b]) => store.rel(*rel, a, b),
            (Kind::And, parts) => {
                let mut all = Vec::new();
                for &part in parts {
                    match store.op(part) {
                        Op::And => all.extend_from_slice(store.children(part)),
                        _ => all.push(part),
                    }
                }
                store.make(Op::And, &all)
            }
            (Kind::Integer(is), &[a]) => {
                let floor = store.func(Func::Floor, &[a]);
                store.rel(if *is { Rel::Eq } else { Rel::Ne }, a, floor)
            }
            (Kind::Differentiable, &[a]) => store.make(Op::Differentiable, &[a]),
            (Kind::Sum | Kind::Product, &[i, from, to, body]) => {
                let op = if node.kind == Kind::Sum { Op::Add } else { Op::Mul };
                return self.finite(op, [i, from, to, body], node.span);
            }
            (Kind::Tuple, _) => return foreign("a list of values"),
            (Kind::Transpose, _) => return foreign("a matrix"),
            (Kind::Foreign(what), _) => return foreign(what),
            _ => return Err(TroubleKind::MissingOperand.at(node.span)),
        })
    }

    fn number(&mut self, digits: &str, span: Span) -> Made {
        let wrong = || TroubleKind::Unexpected(digits.to_owned()).at(span);
        let text = if digits.starts_with('.') { format!("0{digits}") } else { digits.to_owned() };
        let value: Rational = text.parse().map_err(|_| wrong())?;
        Ok(match text.split_once('.') {
            Some((_, places)) => {
                let places = u32::try_from(places.len()).map_err(|_| wrong())?;
                self.store.decimal(&value, places)
            }
            None => self.store.rational(&value),
        })
    }

    fn call(&mut self, name: &str, orders: &[u32], args: &[Expr], span: Span) -> Made {
        let arity = || TroubleKind::Arity(name.to_owned()).at(span);
        let plain = match name {
            "sin" => Some(Func::Sin),
            "cos" => Some(Func::Cos),
            "ln" => Some(Func::Ln),
            "log" if args.len() == 1 => Some(Func::Ln),
            "asin" => Some(Func::Asin),
            "acos" => Some(Func::Acos),
            "atan" => Some(Func::Atan),
            "erf" => Some(Func::Erf),
            "abs" => Some(Func::Abs),
            "sign" => Some(Func::Sign),
            "floor" => Some(Func::Floor),
            "ceil" => Some(Func::Ceil),
            _ => None,
        };
        let value = match (name, plain, args) {
            (_, Some(f), &[a]) => self.store.func(f, &[a]),
            (_, Some(_), _) => return Err(arity()),
            ("exp", _, &[a]) => self.store.exp(a),
            ("sqrt", _, &[a]) => self.store.sqrt(a),
            ("cbrt", _, &[a]) => {
                let three = self.store.integer(3);
                self.store.func(Func::Root, &[a, three])
            }
            ("exp" | "sqrt" | "cbrt", ..) => return Err(arity()),
            ("min" | "max", _, &[first, ref rest @ ..]) if !rest.is_empty() => {
                let f = if name == "min" { Func::Min } else { Func::Max };
                rest.iter().fold(first, |a, &b| self.store.func(f, &[a, b]))
            }
            ("min" | "max", ..) => return Err(arity()),
            _ => return self.application(name, orders, args, span),
        };
        match orders {
            [] => Ok(value),
            // The derivative of a function of the engine, at its argument.
            &[n] => self.derivative_at(name, args, n, span),
            _ => Err(arity()),
        }
    }

    /// A function of the library, or one that is not known.
    fn application(&mut self, name: &str, orders: &[u32], args: &[Expr], span: Span) -> Made {
        let arity = || TroubleKind::Arity(name.to_owned()).at(span);
        let short = match (name, args) {
            ("log", &[_, b]) => match self.store.as_i64(b) {
                Some(2) => Some("log2"),
                Some(10) => Some("log10"),
                _ => None,
            },
            _ => None,
        };
        let args = if short.is_some() { args.get(..1).unwrap_or_default() } else { args };
        let mut args = args.to_vec();
        let signature = self.vocabulary.function(self.store, short.unwrap_or(name));
        let symbol = match signature {
            Some(signature) => {
                if args.len() < signature.required || args.len() > signature.arity() {
                    return Err(arity());
                }
                let missing = args.len() - signature.required;
                args.extend(signature.defaults.iter().skip(missing));
                signature.name
            }
            None => self.store.name(name),
        };
        let mut total = Orders::NONE;
        for (i, &n) in orders.iter().enumerate() {
            for _ in 0..n.min(16) {
                total = total.raised(i).filter(|_| i < args.len()).ok_or_else(arity)?;
            }
        }
        Ok(self.store.apply(symbol, total, &args))
    }

    /// `sin'(u)`: the derivative of `sin t` at `t = u`.
    fn derivative_at(&mut self, name: &str, args: &[Expr], n: u32, span: Span) -> Made {
        let &[argument] = args else { return Err(TroubleKind::Arity(name.to_owned()).at(span)) };
        let is_variable = self.store.as_symbol(argument).is_some();
        let x = if is_variable { argument } else { self.store.symbol("t") };
        let mut value = self.call(name, &[], &[x], span)?;
        for _ in 0..n.min(15) {
            value = self.store.deriv(x, value);
        }
        Ok(if is_variable { value } else { self.store.make(Op::At, &[value, x, argument]) })
    }

    /// `(u)'`, where it is clear with respect to what.
    fn prime(&mut self, e: Expr, count: u32, span: Span) -> Made {
        let &[x] = self.store.free_symbols(e).as_slice() else {
            return Err(TroubleKind::Foreign("a derivative that does not say by what").at(span));
        };
        let x = self.store.symbol_of(x);
        Ok((0..count).fold(e, |e, _| self.store.deriv(x, e)))
    }

    fn factorial(&mut self, n: Expr, span: Span) -> Made {
        match self.store.as_literal_i64(n) {
            Some(n @ 0..=LARGEST_FACTORIAL) => {
                let product = (2..=n).fold(Rational::integer(1), |p, k| &p * &Rational::integer(k));
                Ok(self.store.rational(&product))
            }
            _ => Err(TroubleKind::Foreign("this factorial").at(span)),
        }
    }

    fn binomial(&mut self, n: Expr, k: Expr, span: Span) -> Made {
        match (self.store.as_literal_i64(n), self.store.as_literal_i64(k)) {
            (Some(n @ 0..=1000), Some(k @ 0..=1000)) => {
                let value =
                    (0..k).fold(Rational::integer(1), |p, i| &p * &Rational::new(n - i, i + 1));
                Ok(self.store.rational(&value))
            }
            _ => Err(TroubleKind::Foreign("this binomial coefficient").at(span)),
        }
    }

    /// A sum or product over an index with numbers as bounds, written out.
    fn finite(&mut self, op: Op, [i, from, to, body]: [Expr; 4], span: Span) -> Made {
        let bounds = (self.store.as_literal_i64(from), self.store.as_literal_i64(to));
        let (Some(index), (Some(from), Some(to))) = (self.store.as_symbol(i), bounds) else {
            return Err(TroubleKind::Foreign("a sum or product over an index").at(span));
        };
        if to.saturating_sub(from) > MOST_TERMS {
            return Err(TroubleKind::Foreign("so long a sum").at(span));
        }
        let mut total: Option<Expr> = None;
        for k in from..=to {
            let k = self.store.integer(k);
            let term = self.store.substitute(body, &[(index, k)]);
            total = Some(match total {
                Some(total) => self.store.make(op, &[total, term]),
                None => term,
            });
        }
        let empty = i64::from(op == Op::Mul);
        Ok(total.unwrap_or_else(|| self.store.integer(empty)))
    }
}
