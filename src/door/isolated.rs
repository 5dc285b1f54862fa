//! Conditions `u ≠ c` of one variable that fail only at isolated points.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use crate::eval;
use crate::expr::{Constant, Expr, Func, Name, Op, Store};
use crate::num::Rational;

/// What is known of an expression as a function of one variable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// It does not depend on the variable.
    Constant,
    /// A quotient of two functions that are analytic on the whole line, with or without poles. If
    /// it has two different values, it takes no value on a whole interval.
    Analytic { poles: bool },
    /// It takes no value on a whole interval: its level sets are made of isolated points.
    NowhereConstant,
    /// Nothing.
    Unknown,
}

/// Are the solutions of `u = c` isolated, where `u` and `c` are defined? `x` is the only variable.
pub(super) fn is_isolated(store: &mut Store, x: Name, u: Expr, c: Expr) -> bool {
    const LARGEST: usize = 10_000;
    let difference = if store.mentions(c, x) { store.sub(u, c) } else { u };
    let Some(u) = unfolded(store, difference) else { return false };
    if store.size(u) > LARGEST {
        return false;
    }
    let mut function = Function { store, x, kinds: FxHashMap::default() };
    for sub in function.store.subexpressions(&[u]) {
        let kind = function.kind(sub);
        function.kinds.insert(sub, kind);
    }
    function.settled(u) == Kind::NowhereConstant
}

/// The parts of an expression as functions of one variable.
struct Function<'a> {
    store: &'a mut Store,
    x: Name,
    kinds: FxHashMap<Expr, Kind>,
}

impl Function<'_> {
    fn known(&self, e: Expr) -> Kind {
        self.kinds.get(&e).copied().unwrap_or(Kind::Unknown)
    }

    /// The kind, after a look at values where these may tell more.
    fn settled(&mut self, e: Expr) -> Kind {
        match self.known(e) {
            Kind::Analytic { .. } if self.has_two_values(e) => Kind::NowhereConstant,
            known => known,
        }
    }

    fn kind(&mut self, e: Expr) -> Kind {
        if !self.store.mentions(e, self.x) {
            return Kind::Constant;
        }
        let children = self.store.children(e).to_vec();
        match (self.store.op(e), children.as_slice()) {
            (Op::Symbol(_), _) => Kind::Analytic { poles: false },
            (Op::Neg, &[u]) => self.known(u),
            (Op::Add | Op::Sub, &[a, b]) => match (self.known(a), self.known(b)) {
                (Kind::NowhereConstant, Kind::Constant)
                | (Kind::Constant, Kind::NowhereConstant) => Kind::NowhereConstant,
                (a, b) => joined(a, b, false),
            },
            (Op::Mul, &[a, b]) => self.scaled(a, b).unwrap_or_else(|| self.joined(a, b, false)),
            (Op::Div, &[a, b]) => {
                let poles = !self.is_nonzero(b);
                self.scaled(a, b).unwrap_or_else(|| self.joined(a, b, poles))
            }
            (Op::Pow, &[base, exponent]) => self.power(base, exponent),
            (Op::Func(Func::Sin | Func::Cos | Func::Atan | Func::Erf), &[u]) => self.composed(u),
            (Op::Func(Func::Ln | Func::Asin | Func::Acos), &[u]) => self.settled(u).if_nowhere(),
            (Op::Func(Func::Root), &[u, k]) if self.known(k) == Kind::Constant => {
                self.settled(u).if_nowhere()
            }
            _ => Kind::Unknown,
        }
    }

    fn joined(&self, a: Expr, b: Expr, poles: bool) -> Kind {
        joined(self.known(a), self.known(b), poles)
    }

    /// `k*u`, `u*k`, `u/k` or `k/u` for a number `k ≠ 0`.
    fn scaled(&self, a: Expr, b: Expr) -> Option<Kind> {
        let is_scaled = |u, k| self.known(u) == Kind::NowhereConstant && self.is_nonzero(k);
        (is_scaled(a, b) || is_scaled(b, a)).then_some(Kind::NowhereConstant)
    }

    fn is_nonzero(&self, e: Expr) -> bool {
        self.store.as_rational(e).is_some_and(|q| !q.is_zero())
    }

    fn power(&mut self, base: Expr, exponent: Expr) -> Kind {
        // For these the power is a monotonic function of the exponent.
        let is_exponential = self.store.op(base) == Op::Constant(Constant::E)
            || self.store.as_rational(base).is_some_and(|b| b.is_positive() && !b.is_one());
        if is_exponential {
            return self.composed(exponent);
        }
        let Some(n) = self.store.as_rational(exponent).filter(|n| !n.is_zero()) else {
            return Kind::Unknown;
        };
        match self.known(base) {
            Kind::Analytic { poles } if n.is_integer() => {
                Kind::Analytic { poles: poles || n.is_negative() }
            }
            _ => self.settled(base).if_nowhere(),
        }
    }

    /// An entire function of `u` that is not constant.
    fn composed(&mut self, u: Expr) -> Kind {
        match self.known(u) {
            Kind::Analytic { poles: false } => Kind::Analytic { poles: false },
            _ => self.settled(u).if_nowhere(),
        }
    }

    fn has_two_values(&mut self, u: Expr) -> bool {
        const BITS: usize = 512;
        let points = [(2, 1), (1, 3), (7, 2), (-5, 3)].map(|(n, d)| Rational::new(n, d));
        let values = points.map(|q| {
            let point = self.store.rational(&q);
            self.store.substitute(u, &[(self.x, point)])
        });
        values.windows(2).any(|pair| {
            let &[a, b] = pair else { return false };
            let order = eval::compare(self.store, a, b, &[], BITS);
            matches!(order, Ok(Some(Ordering::Less | Ordering::Greater)))
        })
    }
}

impl Kind {
    /// What a function that is nowhere constant makes of it.
    fn if_nowhere(self) -> Self {
        if self == Self::NowhereConstant { self } else { Self::Unknown }
    }
}

/// The sum, product or quotient.
fn joined(a: Kind, b: Kind, more_poles: bool) -> Kind {
    let poles = |kind| match kind {
        Kind::Constant => Some(false),
        Kind::Analytic { poles } => Some(poles),
        Kind::NowhereConstant | Kind::Unknown => None,
    };
    match (poles(a), poles(b)) {
        (Some(a), Some(b)) => Kind::Analytic { poles: a || b || more_poles },
        _ => Kind::Unknown,
    }
}

/// `e` with the definitions in it written out, if they are few.
fn unfolded(store: &mut Store, e: Expr) -> Option<Expr> {
    const MOST: usize = 8;
    let mut current = e;
    for _ in 0..MOST {
        let defined = store.subexpressions(&[current]).into_iter().find(|&sub| {
            let op = store.op(sub);
            match op {
                Op::Apply(name, orders) => orders.is_none() && store.function(name).is_some(),
                Op::Symbol(name) => store.value(name).is_some(),
                _ => false,
            }
        });
        let Some(defined) = defined else { return Some(current) };
        let args = store.children(defined).to_vec();
        let (Op::Apply(name, _) | Op::Symbol(name)) = store.op(defined) else { return None };
        let body = store.unfold(name, &args)?;
        current = replaced(store, current, defined, body);
    }
    None
}

fn replaced(store: &mut Store, e: Expr, old: Expr, new: Expr) -> Expr {
    let mut done: FxHashMap<Expr, Expr> = FxHashMap::from_iter([(old, new)]);
    for sub in store.subexpressions(&[e]) {
        if sub == old {
            continue;
        }
        let children = store.children(sub).to_vec();
        let changed: Vec<Expr> =
            children.iter().map(|c| done.get(c).copied().unwrap_or(*c)).collect();
        let result = if changed == children { sub } else { store.make(store.op(sub), &changed) };
        done.insert(sub, result);
    }
    done.get(&e).copied().unwrap_or(e)
}

#[cfg(test)]
mod tests {
    use super::is_isolated;
    use crate::expr::Store;
    use crate::library::Library;
    use crate::syntax::parse_expression;

    fn isolated(u: &str) -> bool {
        let (mut store, mut library) = (Store::new(), Library::new());
        let u = parse_expression(u, &mut store, &mut library).unwrap();
        let (x, zero) = (store.name("x"), store.integer(0));
        is_isolated(&mut store, x, u, zero)
    }

    #[test]
    fn analytic_terms_vanish_at_isolated_points() {
        for u in [
            "x",
            "x - 1",
            "x^2 + 1",
            "sin(x)",
            "cos(2x + 1)",
            "e^x - 2",
            "x^2 - sin(x)/x",
            "tan(x)",
            "ln(x)",
            "sqrt(x) - 2",
            "ln(ln(x) + 1)",
            "sin(1/x)",
            "x^3 - 3x + 1",
            "2^x - x",
            "erf(x)",
            "x^(1/3)",
            "1/(1 + e^(-x)) - 1/3",
            "sigma(x)",
            "atan(1/x)",
        ] {
            assert!(isolated(u), "{u}");
        }
    }

    #[test]
    fn terms_that_may_vanish_on_an_interval_are_not() {
        for u in [
            "0*x",
            "x - x",
            "|x| + x",
            "floor(x)",
            "sqrt(x^2) - x",
            "max(x, 0)",
            "sign(x) - 1",
            "atan(x) + atan(1/x) - pi/2",
            "sin(x)^2 + cos(x)^2 - 1",
            "x^0 - 1",
            "f(x)",
            "piecewise(x < 0, 0, x)",
            "(x^2)^(1/2) - x",
            "ln(x^2) - 2*ln(x)",
            "relu(x)",
            "1/x - 1/x",
            "sqrt(x) - x^(1/2)",
            "asin(sin(x)) - x",
        ] {
            assert!(!isolated(u), "{u}");
        }
    }
}
