//! A stack of affine layers as one: `W*X + B`, by one law after the other, layer by layer, so that
//! layers share their products.

use rustc_hash::FxHashMap;

use super::{Engine, Failure, Proved};
use crate::expr::{Definition, Expr, MatOp, Name, Op};
use crate::kernel::rules::matrix as laws;
use crate::kernel::{Rule, Theorem};

/// With more layers than this, the products are not multiplied out.
const WRITTEN_OUT: usize = 12;

/// `factor*x + rest`, where no factor stands for 1 and no rest for 0.
#[derive(Clone, Copy)]
pub(super) struct Affine {
    pub(super) factor: Option<Expr>,
    pub(super) rest: Option<Expr>,
    /// Does it depend on `x` at all?
    pub(super) varies: bool,
}

impl Engine {
    /// `e = W*X + B`, with names for `W` and `B`; for a member of a family of layers by induction.
    ///
    /// # Errors
    /// [`Failure::NotAffine`] if `e` is not of that form.
    pub fn collapse(&mut self, e: Expr, x: Expr) -> Proved {
        let is_family = matches!(self.kernel.store().op(e), Op::Indexed(_));
        if is_family && self.layer_body(e).is_none() {
            return self.collapse_family(e, x);
        }
        let t = self.affine(e, x)?;
        let t = self.written_out(t)?;
        self.named_layers(t, x)
    }

    /// What a named matrix or a member of a family stands for.
    fn layer_body(&mut self, e: Expr) -> Option<Expr> {
        match self.kernel.store().op(e) {
            Op::Matrix(MatOp::Named(name)) => self.kernel.store().value(name).map(|d| d.body),
            Op::Indexed(_) => {
                let t = self.kernel.unfold(e).ok()?;
                self.kernel.hyps_of(t).is_none().then(|| self.kernel.rhs(t)).filter(|_| {
                    let at = self.kernel.store().single(e);
                    at.is_some_and(|at| self.kernel.store().as_literal_i64(at).is_some())
                })
            }
            _ => None,
        }
    }

    /// The factor of `x` in `e`, and what is added.
    pub(super) fn affine_form(&mut self, e: Expr, x: Expr) -> Result<Affine, Failure> {
        let t = self.affine(e, x)?;
        let whole = self.kernel.rhs(t);
        let store = self.kernel.store();
        let name = store.as_name(x).ok_or(Failure::NotAffine(e))?;
        if !store.mentions(whole, name) {
            return Ok(Affine { factor: None, rest: Some(whole), varies: false });
        }
        let (layer, rest) = match store.pair(whole).filter(|_| self.is_sum(whole)) {
            Some((layer, rest)) => (layer, Some(rest)),
            None => (whole, None),
        };
        let factor = match (store.mat_op(layer), store.pair(layer)) {
            (Some(MatOp::Product), Some((w, y))) if y == x => Some(w),
            _ => None,
        };
        let fits = layer == x || factor.is_some_and(|w| !store.mentions(w, name));
        if !fits || rest.is_some_and(|rest| store.mentions(rest, name)) {
            return Err(Failure::NotAffine(e));
        }
        Ok(Affine { factor, rest, varies: true })
    }

    /// `e = W*x + B`, layer by layer.
    fn affine(&mut self, e: Expr, x: Expr) -> Proved {
        let name = self.kernel.store().as_name(x).ok_or(Failure::NotAffine(e))?;
        let mut done: FxHashMap<Expr, Theorem> = FxHashMap::default();
        let mut stack = vec![e];
        while let Some(&top) = stack.last() {
            let store = self.kernel.store();
            if done.contains_key(&top) || top == x || !store.mentions(top, name) {
                stack.pop();
                continue;
            }
            let body = self.layer_body(top);
            let store = self.kernel.store();
            let parts = body.map_or_else(|| store.children(top).to_vec(), |body| vec![body]);
            let before = stack.len();
            let open =
                |part: &Expr| *part != x && store.mentions(*part, name) && !done.contains_key(part);
            stack.extend(parts.iter().copied().filter(open));
            if stack.len() == before {
                let t = self.affine_step(top, x, name, &done)?;
                done.insert(top, t);
                stack.pop();
            }
        }
        Ok(match done.get(&e) {
            Some(&t) => t,
            None => self.kernel.refl(e),
        })
    }

    /// The theorem at one node, whose operands are of the form already.
    fn affine_step(
        &mut self,
        e: Expr,
        x: Expr,
        name: Name,
        done: &FxHashMap<Expr, Theorem>,
    ) -> Proved {
        let fail = Failure::NotAffine(e);
        let children = self.kernel.store().children(e).to_vec();
        if self.layer_body(e).is_some() {
            let t = self.kernel.unfold(e).map_err(|_| fail)?;
            let body = self.kernel.rhs(t);
            return match done.get(&body) {
                Some(&step) => self.then(t, step),
                None => Ok(t),
            };
        }
        let op = self.kernel.store().mat_op(e).ok_or(fail)?;
        let equals: Vec<_> = children.iter().map(|c| done.get(c).copied()).collect();
        let t = match self.congruent(e, &equals)? {
            Some(t) => t,
            None => self.kernel.refl(e),
        };
        let now = self.kernel.rhs(t);
        let children = self.kernel.store().children(now).to_vec();
        let varies = |engine: &Self, e: Expr| engine.kernel.store().mentions(e, name);
        match (op, children.as_slice()) {
            (MatOp::Product, &[a, b]) if !varies(self, a) => {
                if self.is_sum(b) {
                    let t = self.law(t, &laws::DISTRIBUTE_LEFT)?;
                    self.law_left(t, b != x)
                } else if b == x {
                    Ok(t)
                } else {
                    self.law(t, &laws::ASSOCIATE)
                }
            }
            (MatOp::Add, &[a, b]) if !varies(self, b) => {
                if self.is_sum(a) {
                    self.law(t, &laws::SUM_ASSOCIATE)
                } else {
                    Ok(t)
                }
            }
            _ => self.by_normal_form(t, x, name),
        }
    }

    fn is_sum(&self, e: Expr) -> bool {
        self.kernel.store().mat_op(e) == Some(MatOp::Add)
    }

    fn law(&mut self, t: Theorem, rule: &'static Rule) -> Proved {
        let e = self.kernel.rhs(t);
        let step = self.kernel.rewrite(rule, e).map_err(|r| Failure::Refused(r, e))?;
        self.then(t, step)
    }

    /// `A*(W*X) + B` as `(A*W)*X + B`.
    fn law_left(&mut self, t: Theorem, associate: bool) -> Proved {
        let e = self.kernel.rhs(t);
        let Some((first, _)) = self.kernel.store().pair(e).filter(|_| associate) else {
            return Ok(t);
        };
        match self.kernel.rewrite(&laws::ASSOCIATE, first) {
            Ok(step) => match self.congruent(e, &[Some(step), None])? {
                Some(step) => self.then(t, step),
                None => Ok(t),
            },
            // The layer below was X itself plus something.
            Err(_) => Ok(t),
        }
    }

    /// Other shapes of layers: the coefficient of X and the rest are found by putting in zeros, and
    /// the normal form proves the sum.
    fn by_normal_form(&mut self, t: Theorem, x: Expr, name: Name) -> Proved {
        let e = self.kernel.rhs(t);
        let fail = Failure::NotAffine(e);
        let (w, b) = self.affine_parts(e, x, name).ok_or(fail)?;
        let store = self.kernel.store_mut();
        let layer = match w {
            Some(w) => store.mat(MatOp::Product, &[w, x]),
            None => x,
        };
        let whole = match b {
            Some(b) => store.mat(MatOp::Add, &[layer, b]),
            None => layer,
        };
        let step = self.by_algebra(e, whole).map_err(|_| fail)?;
        self.then(t, step)
    }

    /// The factor of `x` (none for 1) and what is added (none for 0), of one node whose operands
    /// are of the form `W*x + B`.
    fn affine_parts(
        &mut self,
        e: Expr,
        x: Expr,
        name: Name,
    ) -> Option<(Option<Expr>, Option<Expr>)> {
        let store = self.kernel.store_mut();
        if e == x {
            return Some((None, None));
        }
        let rows = store.shape(x)?.rows;
        let children = store.children(e).to_vec();
        let varies: Vec<bool> = children.iter().map(|&c| store.mentions(c, name)).collect();
        let of = |store: &crate::expr::Store, c: Expr| -> Option<(Option<Expr>, Option<Expr>)> {
            if c == x {
                return Some((None, None));
            }
            match (store.mat_op(c)?, store.pair(c)) {
                (MatOp::Product, Some((w, y))) if y == x && !store.mentions(w, name) => {
                    Some((Some(w), None))
                }
                (MatOp::Add, Some((layer, b))) if !store.mentions(b, name) => {
                    match (store.mat_op(layer), store.pair(layer)) {
                        _ if layer == x => Some((None, Some(b))),
                        (Some(MatOp::Product), Some((w, y)))
                            if y == x && !store.mentions(w, name) =>
                        {
                            Some((Some(w), Some(b)))
                        }
                        _ => None,
                    }
                }
                _ => None,
            }
        };
        let map = |store: &mut crate::expr::Store,
                   (w, b): (Option<Expr>, Option<Expr>),
                   f: &mut dyn FnMut(&mut crate::expr::Store, Expr) -> Expr| {
            let w = w.unwrap_or_else(|| store.mat(MatOp::Identity, &[rows]));
            let w = f(store, w);
            (Some(w), b.map(|b| f(store, b)))
        };
        match (store.mat_op(e)?, children.as_slice(), varies.as_slice()) {
            (MatOp::Neg, &[a], _) => {
                let parts = of(store, a)?;
                Some(map(store, parts, &mut |s, m| s.mat(MatOp::Neg, &[m])))
            }
            (MatOp::Scale, &[a, b], &[left, _]) => {
                let (m, s) = if left { (a, b) } else { (b, a) };
                store.shape(m)?;
                let parts = of(store, m)?;
                Some(map(store, parts, &mut |store, m| store.mat(MatOp::Scale, &[s, m])))
            }
            (MatOp::Over, &[m, s], &[true, false]) => {
                let parts = of(store, m)?;
                Some(map(store, parts, &mut |store, m| store.mat(MatOp::Over, &[m, s])))
            }
            (op @ (MatOp::Add | MatOp::Sub), &[a, b], &[va, vb]) => {
                let none = (None, None);
                let (left, right) = match (va, vb) {
                    (true, true) => (of(store, a)?, of(store, b)?),
                    (true, false) => (of(store, a)?, (None, Some(b))),
                    (false, _) => ((None, Some(a)), of(store, b)?),
                };
                let _: (Option<Expr>, Option<Expr>) = none;
                let eye = |store: &mut crate::expr::Store, w: Option<Expr>| {
                    w.unwrap_or_else(|| store.mat(MatOp::Identity, &[rows]))
                };
                let negative = |store: &mut crate::expr::Store, m: Expr| {
                    if op == MatOp::Sub { store.mat(MatOp::Neg, &[m]) } else { m }
                };
                let w = match (va, vb) {
                    (true, true) => {
                        let (v, w) = (eye(store, left.0), eye(store, right.0));
                        Some(store.mat(op, &[v, w]))
                    }
                    (true, false) => left.0,
                    (false, _) if op == MatOp::Add => right.0,
                    (false, _) => {
                        let w = eye(store, right.0);
                        Some(negative(store, w))
                    }
                };
                let b = match (left.1, right.1) {
                    (Some(a), Some(b)) => Some(store.mat(op, &[a, b])),
                    (Some(a), None) => Some(a),
                    (None, Some(b)) => Some(negative(store, b)),
                    (None, None) => None,
                };
                Some((w, b))
            }
            _ => None,
        }
    }

    /// The factor and what is added, multiplied out where there are few layers.
    fn written_out(&mut self, t: Theorem) -> Proved {
        let e = self.kernel.rhs(t);
        let Some((layer, b)) = self.kernel.store().pair(e).filter(|_| self.is_sum(e)) else {
            return Ok(t);
        };
        let mut terms = Vec::new();
        let mut open = vec![(b, Vec::new())];
        while let Some((part, factors)) = open.pop() {
            let store = self.kernel.store();
            match (store.mat_op(part), store.pair(part)) {
                (Some(MatOp::Add), Some((a, b))) => {
                    open.extend([(b, factors.clone()), (a, factors)]);
                }
                (Some(MatOp::Product), Some((a, b))) => {
                    let mut more: Vec<Expr> = factors;
                    more.push(a);
                    open.push((b, more));
                }
                _ => terms.push((factors, part)),
            }
            if terms.len() > WRITTEN_OUT || open.len() > WRITTEN_OUT {
                return Ok(t);
            }
        }
        let store = self.kernel.store_mut();
        let mut sum = None;
        for (factors, last) in terms {
            let mut all = Vec::new();
            for factor in factors.into_iter().chain([last]) {
                all.extend(store.matrix_factors(factor));
            }
            let product = all.into_iter().reduce(|a, b| store.mat(MatOp::Product, &[a, b]));
            sum = match (sum, product) {
                (Some(sum), Some(product)) => Some(store.mat(MatOp::Add, &[sum, product])),
                (sum, product) => sum.or(product),
            };
        }
        let Some(sum) = sum else { return Ok(t) };
        let whole = store.mat(MatOp::Add, &[layer, sum]);
        if whole == e {
            return Ok(t);
        }
        let step = self.by_algebra(e, whole)?;
        self.then(t, step)
    }

    /// `W*X + B`, where the names are new ones.
    fn named_layers(&mut self, t: Theorem, x: Expr) -> Proved {
        let e = self.kernel.rhs(t);
        let (layer, b) = match self.kernel.store().pair(e).filter(|_| self.is_sum(e)) {
            Some((layer, b)) => (layer, Some(b)),
            None => (e, None),
        };
        let w = self.kernel.store().pair(layer).filter(|&(_, y)| y == x).map(|(w, _)| w);
        let (Some(w), Some(b)) = (w, b) else { return Ok(t) };
        let (w, b) = (self.abbreviated("W", w)?, self.abbreviated("B", b)?);
        let step = self.congruent(layer, &[Some(w), None])?;
        match self.congruent(e, &[step, Some(b)])? {
            Some(step) => self.then(t, step),
            None => Ok(t),
        }
    }

    /// `e` equals a new name for it; a name by itself stays.
    fn abbreviated(&mut self, wanted: &str, e: Expr) -> Proved {
        const MANY: usize = 1_000;
        if self.kernel.store().children(e).is_empty() {
            return Ok(self.kernel.refl(e));
        }
        for k in 0..MANY {
            let text = if k == 0 { wanted.to_owned() } else { format!("{wanted}_{k}") };
            let store = self.kernel.store_mut();
            let name = store.name(&text);
            let taken = store.declared(name).is_some() || store.mentions_name(e, name);
            let definition = Definition { params: Vec::new(), body: e };
            if taken || store.define(name, definition).is_err() {
                continue;
            }
            let short = store.mat(MatOp::Named(name), &[]);
            let meaning = self.kernel.unfold(short).map_err(|r| Failure::Refused(r, e))?;
            return Ok(self.kernel.sym(meaning));
        }
        Ok(self.kernel.refl(e))
    }
}
