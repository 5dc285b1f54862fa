//! The answer to a bare expression: its derivatives carried out, the result simplified.

use super::{Engine, Failure, Proved};
use crate::expr::{Expr, Name, Op, Orders};
use crate::kernel::Theorem;

impl Engine {
    /// `e` with its derivatives carried out and simplified, in terms of the defined functions in
    /// it where that is shorter.
    ///
    /// # Errors
    /// As [`Engine::differentiate`].
    pub fn derive(&mut self, e: Expr) -> Proved {
        if self.kernel.store().has_matrices(e) {
            return self.derive_matrices(e);
        }
        let opened = self.opened(e)?;
        if self.kernel.rhs(opened) == e {
            return self.simplify(e);
        }
        let plain = self.simplified(opened, &[])?;
        let t = match self.function_of(e) {
            Some(f) => self.in_known_functions(plain, f)?,
            None => {
                let units = self.units_of(e);
                self.simplified(plain, &units)?
            }
        };
        let t = self.folded_families(t, e)?;
        let t = self.kernel.settle(t);
        Ok(self.across_joints(t))
    }

    /// `f(x)`, where `e` is `f'(x)` or `D(x, f(x))` for a defined `f`.
    fn function_of(&mut self, e: Expr) -> Option<Expr> {
        let store = self.kernel.store_mut();
        let f = match (store.op(e), store.pair(e)) {
            (Op::Deriv, Some((_, f))) => f,
            (Op::Apply(f, _), _) => {
                let args = store.children(e).to_vec();
                store.apply(f, Orders::NONE, &args)
            }
            _ => return None,
        };
        match store.op(f) {
            Op::Apply(name, Orders::NONE) if store.function(name).is_some() => Some(f),
            _ => None,
        }
    }

    /// `e` with its derivatives carried out: where it is itself the derivative of a defined
    /// function, from the definition.
    ///
    /// # Errors
    /// As [`Engine::differentiate`].
    pub fn opened(&mut self, e: Expr) -> Proved {
        if self.kernel.store().has_matrices(e) {
            return self.gradients(e);
        }
        match self.by_definition(e)? {
            Some(t) => Ok(t),
            None => self.differentiate(e),
        }
    }

    /// `f'(x)` or `D(x, f(x))` for a defined `f`: `D(x, body) = …`.
    fn by_definition(&mut self, e: Expr) -> Result<Option<Theorem>, Failure> {
        let store = self.kernel.store();
        let refused = |refusal| Failure::Refused(refusal, e);
        match (store.op(e), store.pair(e)) {
            (Op::Deriv, Some((x, u))) => match store.op(u) {
                Op::Apply(f, Orders::NONE) if store.function(f).is_some() => {
                    let args = store.children(u).to_vec();
                    // Further arguments may be anything that does not depend on `x`.
                    let plain = |&arg: &Expr| {
                        let name = self.kernel.store().as_symbol(x);
                        arg == x || name.is_some_and(|x| !self.kernel.store().mentions(arg, x))
                    };
                    if !args.iter().all(plain) {
                        return Ok(None);
                    }
                    let meaning = self.kernel.unfold(u).map_err(refused)?;
                    let under = self.kernel.under_deriv(x, meaning).map_err(refused)?;
                    let body = self.kernel.rhs(meaning);
                    let inner = self.differentiate_body(x, body)?;
                    self.then(under, inner).map(Some)
                }
                _ => Ok(None),
            },
            // f''(x) is the derivative of f'(x), which is known by its name.
            (Op::Apply(f, orders), _) if self.is_higher_order(f, orders) => {
                let Ok(prime) = self.kernel.prime(e) else { return Ok(None) };
                let pending = self.kernel.rhs(prime);
                let rest = self.differentiate(pending)?;
                self.then(prime, rest).map(Some)
            }
            (Op::Apply(f, orders), _) if self.is_first_order(f, orders) => {
                let Ok(prime) = self.kernel.prime(e) else { return Ok(None) };
                let pending = self.kernel.rhs(prime);
                match self.pending_by_definition(pending)? {
                    Some(rest) => self.then(prime, rest).map(Some),
                    None => Ok(None),
                }
            }
            _ => Ok(None),
        }
    }

    fn is_first_order(&self, f: Name, orders: Orders) -> bool {
        !orders.is_none() && orders.lowered().is_none() && self.kernel.store().function(f).is_some()
    }

    fn is_higher_order(&self, f: Name, orders: Orders) -> bool {
        !orders.lowered().is_none() && self.kernel.store().function(f).is_some()
    }

    fn pending_by_definition(&mut self, e: Expr) -> Result<Option<Theorem>, Failure> {
        match self.kernel.store().op(e) {
            Op::Deriv => self.by_definition(e),
            _ => Ok(None),
        }
    }

    /// `D(x, body) = …`, where the body itself may contain derivatives.
    fn differentiate_body(&mut self, x: Expr, body: Expr) -> Proved {
        let pending = self.kernel.store_mut().deriv(x, body);
        self.differentiate(pending)
    }
}
