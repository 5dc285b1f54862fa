//! Concrete functions in place of unknown ones, for counterexamples: an equation claimed for all
//! `f` must hold for a polynomial.

use rustc_hash::FxHashMap;

use super::Engine;
use crate::expr::{Expr, Name, Op, Orders};
use crate::normal::terms;

/// What an unknown function stands for.
pub(super) struct Sample {
    name: Name,
    /// The coefficients of the polynomial `p`, lowest first: `f(t, u, …) = p(t + 2*u + …)`.
    coefficients: [i64; 4],
    /// `f(t)`, to be shown.
    pub(super) call: Expr,
    /// Its value, to be shown.
    pub(super) body: Expr,
}

/// Polynomials without accidental zeros, symmetries or common values.
const POLYNOMIALS: [[i64; 4]; 4] = [[5, 2, 0, 1], [7, 3, 1, 0], [3, -1, 2, 1], [11, 5, -1, 2]];

/// The arguments that a sample is shown with.
const ARGUMENTS: [&str; 8] = ["t", "u", "v", "w", "p", "q", "r", "s"];

impl Engine {
    /// A sample for each unknown function in the expressions, in the order of their names.
    pub(super) fn samples(&mut self, exprs: &[Expr]) -> Vec<Sample> {
        let store = self.kernel.store_mut();
        let mut unknown: Vec<(Name, usize)> = Vec::new();
        for e in store.subexpressions(exprs) {
            if let Op::Apply(f, _) = store.op(e)
                && store.function(f).is_none()
                && !unknown.iter().any(|&(name, _)| name == f)
            {
                unknown.push((f, store.children(e).len()));
            }
        }
        unknown.sort_by(|(a, _), (b, _)| store.text(*a).cmp(store.text(*b)));
        let mut samples = Vec::new();
        for (i, (name, arity)) in unknown.into_iter().enumerate() {
            let coefficients = POLYNOMIALS.get(i % POLYNOMIALS.len()).copied().unwrap_or([1; 4]);
            let store = self.kernel.store_mut();
            let args: Vec<Expr> =
                ARGUMENTS.iter().take(arity).map(|&text| store.symbol(text)).collect();
            let call = store.apply(name, Orders::NONE, &args);
            let mut sample = Sample { name, coefficients, call, body: call };
            sample.body = self.sampled(&sample, Orders::NONE, &args);
            samples.push(sample);
        }
        samples
    }

    /// `e` with every application of an unknown function, differentiated or not, replaced by what
    /// the samples make of it.
    pub(super) fn with_samples(&mut self, e: Expr, samples: &[Sample]) -> Expr {
        if samples.is_empty() || self.kernel.store().op(e) == Op::Differentiable {
            return e;
        }
        let mut replaced: FxHashMap<Expr, Expr> = FxHashMap::default();
        for sub in self.kernel.store().subexpressions(&[e]) {
            let children = self.kernel.store().children(sub).to_vec();
            let new: Vec<Expr> = children
                .iter()
                .map(|child| replaced.get(child).copied().unwrap_or(*child))
                .collect();
            let op = self.kernel.store().op(sub);
            let sample = match op {
                Op::Apply(f, orders) => {
                    samples.iter().find(|s| s.name == f).map(|sample| (sample, orders))
                }
                _ => None,
            };
            let value = match sample {
                Some((sample, orders)) => self.sampled(sample, orders, &new),
                None => self.kernel.store_mut().make(op, &new),
            };
            replaced.insert(sub, value);
        }
        replaced.get(&e).copied().unwrap_or(e)
    }

    /// The sample's derivative of these orders at the arguments.
    fn sampled(&mut self, sample: &Sample, orders: Orders, args: &[Expr]) -> Expr {
        let mut coefficients = sample.coefficients.to_vec();
        let mut scale = 1_i64;
        let store = self.kernel.store_mut();
        let mut inner: Option<Expr> = None;
        for (i, &arg) in args.iter().enumerate() {
            let weight = i as i64 + 1;
            for _ in 0..orders.order(i) {
                scale = scale.saturating_mul(weight);
                let lowered = coefficients.iter().enumerate().skip(1);
                coefficients = lowered.map(|(k, c)| c * k as i64).collect();
            }
            let factor = store.integer(weight);
            let part = if weight == 1 { arg } else { store.mul(factor, arg) };
            inner = Some(match inner {
                Some(sum) => store.add(sum, part),
                None => part,
            });
        }
        let inner = inner.unwrap_or_else(|| store.integer(0));
        let mut sum = store.integer(0);
        for (k, &c) in coefficients.iter().enumerate().rev() {
            let (c, k) = (store.integer(c.saturating_mul(scale)), store.integer(k as i64));
            let power = store.pow(inner, k);
            let term = store.mul(c, power);
            sum = store.add(sum, term);
        }
        terms::tidy(store, sum)
    }
}
