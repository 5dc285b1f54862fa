//! Calls: the arguments are complete, the node is made.

use super::error::{ErrorKind, limit};
use super::frame::{Call, Callee, Operand};
use super::message::arguments;
use super::primitive::Primitive;
use super::reader::{Meaning, Reader};
use super::token::{Tok, Token, shortened};
use super::vocabulary::Signature;
use crate::diag::Span;
use crate::expr::{Expr, Func, MatOp, Name, Op, Orders};

impl Reader<'_> {
    /// The parenthesis of the innermost call is closed: its arguments become the call.
    pub(super) fn close_call(&mut self, end: u32) {
        let Some(call) = self.calls.pop() else { return };
        let args = self.operands.split_off(call.base.min(self.operands.len()));
        self.finish_call(call, &args, end);
    }

    /// The parenthesis of the innermost call is never closed.
    pub(super) fn abandon_call(&mut self) {
        let Some(call) = self.calls.pop() else { return };
        self.operands.truncate(call.base);
        let (hole, start) = (self.hole(), call.name.start as u32);
        self.push_operand(hole, start, call.name.end as u32);
    }

    pub(super) fn finish_call(&mut self, call: Call, args: &[Operand], end: u32) {
        let span = call.name.to(Span::new(end as usize, end as usize));
        let mut e = self.call(&call, args);
        if let (Some(value), Callee::Numerator(_)) = (e, &call.callee) {
            e = self.denominator(call.name, value);
        }
        if let (Some(value), Some(power)) = (e, call.power) {
            e = Some(self.store.pow(value, power));
        }
        let e = e.unwrap_or_else(|| self.hole());
        // The denominator of `d(…)/dx` lies behind the parenthesis.
        let end = self.previous().map_or(end, |p| p.end.max(end));
        self.push_operand(e, span.start as u32, end);
    }

    /// The value of a call, or `None` if something is wrong with it.
    fn call(&mut self, call: &Call, args: &[Operand]) -> Option<Expr> {
        let on_numbers = match &call.callee {
            Callee::Primitive(p) => p.is_entrywise(),
            Callee::Defined(_) | Callee::Unknown(_) => true,
            Callee::Family(_) | Callee::Matrix(..) | Callee::Numerator(_) | Callee::Broken => false,
        };
        if on_numbers && let Some((m, args)) = self.entry_arguments(args) {
            let body = self.call(call, &args)?;
            let t = self.store.entry_variable();
            return Some(self.store.mat(MatOp::Map, &[body, t, m]));
        }
        match &call.callee {
            Callee::Matrix(function, x) => self.call_matrix(*function, *x, call, args),
            Callee::Primitive(p) => self.call_primitive(*p, call, args),
            Callee::Defined(signature) => self.call_defined(signature, call, args),
            Callee::Unknown(name) => self.call_unknown(*name, call, args),
            Callee::Numerator(None) => {
                self.check_arity(call, args.len(), (1, 1))?;
                args.first().map(|&arg| self.value(arg))
            }
            Callee::Numerator(Some(inner)) => {
                let call = Call { callee: inner.as_ref().clone(), ..call.clone() };
                self.call(&call, args)
            }
            Callee::Family(name) => self.entry(*name, call, args),
            Callee::Broken => None,
        }
    }

    pub(super) fn check_arity(
        &mut self,
        call: &Call,
        found: usize,
        (least, most): (usize, usize),
    ) -> Option<()> {
        if (least..=most).contains(&found) {
            return Some(());
        }
        let expected = if most == usize::MAX {
            format!("at least {}", arguments(least))
        } else if least == most {
            arguments(least)
        } else {
            format!("{least} to {}", arguments(most))
        };
        let name = self.slice(call.name).to_owned();
        self.error(ErrorKind::WrongArity { name, expected, found }, call.name);
        None
    }

    fn values(&mut self, args: &[Operand]) -> Vec<Expr> {
        args.iter().map(|&arg| self.value(arg)).collect()
    }

    fn call_primitive(&mut self, p: Primitive, call: &Call, args: &[Operand]) -> Option<Expr> {
        self.check_arity(call, args.len(), p.arity())?;
        if call.orders.is_some() {
            return self.prime_arity(call);
        }
        if call.primes > 0 {
            let (true, &[arg]) = (p.is_unary(), args) else {
                return self.prime_arity(call);
            };
            return self.primed_primitive(p, call, arg);
        }
        match p {
            Primitive::Piecewise => Some(self.piecewise(args)),
            Primitive::BigD => {
                let (&value, variables) = args.split_last()?;
                self.derivative_call(value, variables, true)
            }
            Primitive::Diff => {
                let (&value, variables) = args.split_first()?;
                self.derivative_call(value, variables, false)
            }
            Primitive::AnyRoot => self.root(args),
            Primitive::Extremum(func) => {
                let values = self.values(args);
                let (&first, rest) = values.split_first()?;
                Some(rest.iter().fold(first, |e, &next| self.store.func(func, &[e, next])))
            }
            Primitive::Differentiable => self.differentiable(args),
            Primitive::Kronecker => {
                let indices: Vec<Expr> = args.iter().map(|&arg| self.index(arg)).collect();
                Some(self.store.make(Op::Delta, &indices))
            }
            Primitive::Log if args.len() == 2 => self.logarithm(call, args),
            Primitive::Log | Primitive::Plain(_) | Primitive::Exp | Primitive::Root(_) => {
                let u = self.value(*args.first()?);
                Some(self.unary(p, u))
            }
        }
    }

    /// The function with this name, applied to a variable; further arguments have their defaults.
    pub(super) fn call_by_name(&mut self, text: &str, x: Expr) -> Option<Expr> {
        match self.meaning(text) {
            Meaning::Primitive(p) if p.is_unary() => Some(self.unary(p, x)),
            Meaning::Function(f) if f.required == 1 => {
                let args: Vec<Expr> = std::iter::once(x).chain(f.defaults).collect();
                Some(self.store.apply(f.name, Orders::NONE, &args))
            }
            _ => None,
        }
    }

    /// A function of one argument.
    fn unary(&mut self, p: Primitive, u: Expr) -> Expr {
        match p {
            Primitive::Plain(func) => self.store.func(func, &[u]),
            Primitive::Exp => self.store.exp(u),
            Primitive::Root(degree) => {
                let degree = self.store.integer(i64::from(degree));
                self.store.func(Func::Root, &[u, degree])
            }
            Primitive::Log
            | Primitive::AnyRoot
            | Primitive::Extremum(_)
            | Primitive::Piecewise
            | Primitive::Differentiable
            | Primitive::Kronecker
            | Primitive::BigD
            | Primitive::Diff => self.store.func(Func::Ln, &[u]),
        }
    }

    /// The logarithm to a base: the library's function, or its definition where there is none.
    fn logarithm(&mut self, call: &Call, args: &[Operand]) -> Option<Expr> {
        let library = self.vocabulary.function(self.store, "log");
        if let Some(signature) = library.filter(|f| (f.required..=f.arity()).contains(&2)) {
            return self.call_defined(&signature, call, args);
        }
        let values = self.values(args);
        let logs: Vec<Expr> = values.iter().map(|&u| self.store.func(Func::Ln, &[u])).collect();
        Some(self.store.make(Op::Div, &logs))
    }

    fn root(&mut self, args: &[Operand]) -> Option<Expr> {
        let &[radicand, degree] = args else { return None };
        let is_degree = self.store.number(degree.e).is_some_and(|(value, places)| {
            places.is_none() && value.to_i64().is_none_or(|k| k >= 2)
        });
        if !is_degree {
            self.error(ErrorKind::RootDegree, degree.span());
            return None;
        }
        let u = self.value(radicand);
        Some(self.store.func(Func::Root, &[u, degree.e]))
    }

    /// The condition `differentiable(f(u))`, as conditions of results are printed.
    fn differentiable(&mut self, args: &[Operand]) -> Option<Expr> {
        let &[arg] = args else { return None };
        if !matches!(self.store.op(arg.e), Op::Apply(..)) {
            self.error(ErrorKind::NotACall, arg.span());
            return None;
        }
        Some(self.store.make(Op::Differentiable, &[arg.e]))
    }

    fn piecewise(&mut self, args: &[Operand]) -> Expr {
        let mut children = Vec::with_capacity(args.len());
        for (i, &arg) in args.iter().enumerate() {
            let is_condition = i % 2 == 0 && i + 1 < args.len();
            children.push(if is_condition { self.condition(arg) } else { self.value(arg) });
        }
        self.store.make(Op::Piecewise, &children)
    }

    /// `sin'(u)`: a derivative at a point, as primitives have no derivatives of their own.
    fn primed_primitive(&mut self, p: Primitive, call: &Call, arg: Operand) -> Option<Expr> {
        if call.primes > limit::PRIMES {
            self.error(ErrorKind::PrimeLimit, call.name);
            return None;
        }
        let point = self.value(arg);
        let is_free = |e| match self.store.as_symbol(e) {
            Some(name) => self.store.definition(name).is_none(),
            None => false,
        };
        let x = if is_free(point) { point } else { self.bound_variable() };
        let mut e = self.unary(p, x);
        for _ in 0..call.primes {
            e = self.store.deriv(x, e);
        }
        Some(if x == point { e } else { self.store.make(Op::At, &[e, x, point]) })
    }

    /// A variable that is not the name of a value. It is bound where it is used, so that it may
    /// occur outside.
    fn bound_variable(&mut self) -> Expr {
        for text in ["t", "u", "s", "x"] {
            let name = self.store.name(text);
            if self.store.definition(name).is_none() {
                return self.store.symbol_of(name);
            }
        }
        let mut text = String::from("t'");
        loop {
            let name = self.store.name(&text);
            if self.store.definition(name).is_none() {
                return self.store.symbol_of(name);
            }
            text.push('\'');
        }
    }

    fn call_defined(&mut self, f: &Signature, call: &Call, args: &[Operand]) -> Option<Expr> {
        self.check_arity(call, args.len(), (f.required, f.arity()))?;
        if call.primes > 0 && f.required != 1 {
            return self.prime_arity(call);
        }
        let orders = self.orders(call, f.arity())?;
        let mut values = self.values(args);
        let missing = f.arity() - values.len();
        values.extend_from_slice(f.defaults.get(f.defaults.len() - missing..).unwrap_or(&[]));
        Some(self.store.apply(f.name, orders, &values))
    }

    fn call_unknown(&mut self, name: Name, call: &Call, args: &[Operand]) -> Option<Expr> {
        let found = args.len();
        let before = *self.scope.arities.entry(name).or_insert(found);
        if before != found {
            let name = self.store.text(name).to_owned();
            self.error(ErrorKind::ArityChanged { name, before, found }, call.name);
            return None;
        }
        if call.primes > 0 && found != 1 {
            return self.prime_arity(call);
        }
        let orders = self.orders(call, found)?;
        let values = self.values(args);
        Some(self.store.apply(name, orders, &values))
    }

    /// Reads `D[1,0]f(`: a function of several arguments, differentiated so often by each of them.
    /// Returns whether an operand is complete.
    pub(super) fn ordered_call(&mut self, token: Token) -> bool {
        self.pos += 1;
        let mut orders: Vec<u32> = Vec::new();
        while self.tok() == Tok::Number {
            orders.push(self.text(self.ahead(0)).parse().unwrap_or(u32::MAX));
            self.pos += 1;
            if !self.take(Tok::Comma) {
                break;
            }
        }
        let name = self.ahead(1);
        if orders.is_empty() || self.tok() != Tok::CloseSquare || name.tok != Tok::Name {
            self.unexpected("the orders in 'D[1,0]f(x, y)'");
            while !self.at_end_of_statement() && !self.take(Tok::CloseSquare) {
                self.pos += 1;
            }
            self.push_hole(token);
            return true;
        }
        self.pos += 2;
        let text = self.canonical(name);
        let callee = if self.tok() == Tok::Open { self.known_function(&text) } else { None };
        let Some(callee) = callee else {
            self.error(ErrorKind::MissingArgument { name: text.into_owned() }, name.span());
            self.push_hole(token);
            return true;
        };
        self.open_call(token, callee, 0, None);
        if let Some(call) = self.calls.last_mut() {
            call.orders = Some(orders);
        }
        false
    }

    /// How often the function is differentiated by each of its arguments.
    fn orders(&mut self, call: &Call, arity: usize) -> Option<Orders> {
        if let Some(list) = &call.orders {
            self.check_arity(call, arity, (list.len(), list.len()))?;
            let raise = |orders: Option<Orders>, (arg, &n): (usize, &u32)| {
                if n > limit::PRIMES {
                    return None;
                }
                (0..n).try_fold(orders?, |orders, _| orders.raised(arg))
            };
            let orders = list.iter().enumerate().fold(Some(Orders::NONE), raise);
            if orders.is_none() {
                self.error(ErrorKind::PrimeLimit, call.name);
            }
            return orders;
        }
        let orders = Orders::prime(call.primes);
        if orders.is_none() {
            self.error(ErrorKind::PrimeLimit, call.name);
        }
        orders
    }

    fn prime_arity(&mut self, call: &Call) -> Option<Expr> {
        let name = self.slice(call.name).trim_end_matches(['\'', '’', '′', '″', '‴']);
        self.error(ErrorKind::PrimeArity { name: shortened(name) }, call.name);
        None
    }
}
