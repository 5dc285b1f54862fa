//! A stack of `n` affine layers as one, by induction: `z[n] = V[n]*X + B[n]`, where the weights and
//! the bias of the one layer are given by recursions of their own.

use super::collapse::Affine;
use super::{Engine, Failure, Proved};
use crate::expr::{Expr, MatOp, Name, Op, Recursion, Shape, Store};
use crate::kernel::{Induction, Theorem};

/// Names for the weights and the bias of the one layer.
const WEIGHTS: [&str; 5] = ["W", "V", "M", "P", "Q"];
const BIASES: [&str; 5] = ["B", "c", "v", "C", "D"];

impl Engine {
    /// `z[n] = V[n]*x + B[n]` for a family `z` of layers that a recursion defines.
    ///
    /// # Errors
    /// [`Failure::NotAffine`] if a layer is not affine, or the index is no variable.
    pub(super) fn collapse_family(&mut self, e: Expr, x: Expr) -> Proved {
        let fail = Failure::NotAffine(e);
        let store = self.kernel.store();
        let Op::Indexed(family) = store.op(e) else { return Err(fail) };
        let recursion = store.recursion(family).ok_or(fail)?;
        let n = store.single(e).filter(|&n| store.as_symbol(n).is_some()).ok_or(fail)?;
        let shape = store.shape(e).ok_or(fail)?;

        let first = self.affine_form(recursion.first, x)?;
        let layer = self.affine_form(recursion.next, recursion.previous)?;
        // What is added in each layer may have the input in it again.
        let added = match layer.rest {
            Some(rest) => self.affine_form(rest, x)?,
            None => Affine { factor: None, rest: None, varies: false },
        };

        let cols = self.kernel.store().shape(x).ok_or(fail)?.rows;
        let weights_shape = Shape { rows: shape.rows, cols };
        let store = self.kernel.store_mut();
        let unit = |store: &mut Store, form: &Affine| {
            let identity = form.varies.then(|| store.mat(MatOp::Identity, &[shape.rows]));
            form.factor.or(identity)
        };
        let zeros =
            |store: &mut Store, shape: Shape| store.mat(MatOp::Zeros, &[shape.rows, shape.cols]);
        let start = unit(store, &first).unwrap_or_else(|| zeros(store, weights_shape));
        let again = unit(store, &added);
        let factor = layer.factor;
        let weights =
            self.family_of_layers(recursion, weights_shape, &WEIGHTS, [Some(start), factor, again]);
        let weights = weights.ok_or(fail)?;
        let bias = if first.rest.is_some() || added.rest.is_some() {
            let store = self.kernel.store_mut();
            let start = first.rest.unwrap_or_else(|| zeros(store, shape));
            let parts = [Some(start), factor, added.rest];
            Some(self.family_of_layers(recursion, shape, &BIASES, parts).ok_or(fail)?)
        } else {
            None
        };

        let store = self.kernel.store_mut();
        let w = store.make(Op::Indexed(weights), &[n]);
        let mut claim = store.mat(MatOp::Product, &[w, x]);
        if let Some(bias) = bias {
            let b = store.make(Op::Indexed(bias), &[n]);
            claim = store.mat(MatOp::Add, &[claim, b]);
        }
        self.by_layers(e, claim, recursion).ok_or(fail)
    }

    /// A new family with `first` at the recursion's base, and then `factor*before + added`.
    fn family_of_layers(
        &mut self,
        like: Recursion,
        shape: Shape,
        names: &[&str],
        [first, factor, added]: [Option<Expr>; 3],
    ) -> Option<Name> {
        let texts = names.iter().map(|text| (*text).to_owned());
        let text = texts.chain((1..1_000).map(|k| format!("{}_{k}", names[0]))).find(|text| {
            let store = self.kernel.store_mut();
            let (name, family) = (store.name(text), store.family(text));
            store.declared(name).is_none()
                && store.definition(name).is_none()
                && store.is_unused_family(family)
        })?;
        let store = self.kernel.store_mut();
        let family = store.family(&text);
        let previous = store.previous_member(family, shape)?;
        let mut next = match factor {
            Some(factor) => store.mat(MatOp::Product, &[factor, previous]),
            None => previous,
        };
        if let Some(added) = added {
            next = store.mat(MatOp::Add, &[next, added]);
        }
        let Recursion { index, base, .. } = like;
        let recursion = Recursion { index, base, first: first?, previous, next };
        store.define_recursion(family, recursion).ok()?;
        Some(family)
    }

    /// `a = b` by induction, where one of them is a member of a family that a recursion defines.
    pub(super) fn by_induction_on_layers(&mut self, a: Expr, b: Expr) -> Option<Theorem> {
        let recursion = |engine: &Self, e: Expr| match engine.kernel.store().op(e) {
            Op::Indexed(family) => engine.kernel.store().recursion(family),
            _ => None,
        };
        if let Some(recursion) = recursion(self, a)
            && let Some(t) = self.by_layers(a, b, recursion)
        {
            return Some(t);
        }
        let recursion = recursion(self, b)?;
        let t = self.by_layers(b, a, recursion)?;
        Some(self.kernel.sym(t))
    }

    /// `z[n] = claim` by induction on `n`.
    fn by_layers(&mut self, member: Expr, claim: Expr, recursion: Recursion) -> Option<Theorem> {
        let store = self.kernel.store_mut();
        let n = store.single(member)?;
        let name = store.as_symbol(n)?;
        let (base, one) = (store.integer(recursion.base), store.integer(1));
        let before = store.sub(n, one);
        let [start, last] = [base, before]
            .map(|at| [member, claim].map(|side| store.substitute(side, &[(name, at)])));
        let context = store.substitute(recursion.next, &[(recursion.index, n)]);
        let hole = recursion.previous;
        let carried = store.replace_matrix(context, hole, last[1])?;

        let start = self.kernel.by_algebra(start[0], start[1]).ok()?;
        let unroll = self.kernel.unfold(member).ok()?;
        let close = self.folded_into(carried, claim)?;
        let parts = Induction { n, base, start, unroll, hole, context, close };
        let t = self.kernel.induction((member, claim), parts).ok()?;
        Some(self.kernel.settle(t))
    }

    /// `carried = claim`, where the members in the claim are written through those before.
    fn folded_into(&mut self, carried: Expr, claim: Expr) -> Option<Theorem> {
        let opened = self
            .bottom_up(
                claim,
                |_| false,
                |engine, sub, inner| match engine.kernel.store().op(sub) {
                    Op::Indexed(family) if engine.kernel.store().recursion(family).is_some() => {
                        Ok(engine.kernel.unfold(sub).ok())
                    }
                    _ => Ok(inner),
                },
            )
            .ok()??;
        let across = self.kernel.by_algebra(carried, self.kernel.rhs(opened)).ok()?;
        let back = self.kernel.sym(opened);
        self.kernel.trans(across, back).ok()
    }
}
