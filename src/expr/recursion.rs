//! Families of matrices that are defined by recursion: a first member, and every other one by the
//! one before.

use super::definition::DefinitionError;
use super::matrix::{Declared, MatOp, Shape};
use super::name::Name;
use super::op::Op;
use super::store::{Expr, Store};

/// `z[base] := first; z[k] := next` for `k > base`. Of members below the first nothing is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Recursion {
    /// The index `k`.
    pub index: Name,
    /// The index of the first member.
    pub base: i64,
    /// The first member.
    pub first: Expr,
    /// The matrix variable that stands for `z[k-1]`; see [`Store::previous_member`].
    pub previous: Expr,
    /// The member `z[k]`, in terms of `k` and the one before.
    pub next: Expr,
}

impl Store {
    /// The matrix variable that stands for the member before in a recursion of the family. No text
    /// that can be read is its name.
    pub fn previous_member(&mut self, family: Name, shape: Shape) -> Option<Expr> {
        let text = format!("{}#", self.text(family));
        let name = self.name(&text);
        let declared = Declared { shape, symmetric: false, invertible: false };
        self.declare_matrix(name, declared).ok()?;
        Some(self.mat(MatOp::Named(name), &[]))
    }

    /// Gives a family its meaning. It is never changed, so what was proved stays true.
    ///
    /// # Errors
    /// If the family has a meaning already, stands in expressions, or the recursion is not one from
    /// each matrix to the next of the same shape.
    pub fn define_recursion(
        &mut self,
        family: Name,
        recursion: Recursion,
    ) -> Result<(), DefinitionError> {
        let Recursion { index, first, previous, next, .. } = recursion;
        if !self.is_plain_family(family) {
            return Err(DefinitionError::Redefined);
        }
        let shape = self.shape(first);
        let fits = shape.is_some_and(|shape| {
            [shape.rows, shape.cols].iter().all(|&n| self.as_symbol(n) != Some(index))
        }) && self.shape(next) == shape
            && self.shape(previous) == shape
            && self.as_name(previous).is_some_and(|name| !self.mentions(first, name))
            && !self.mentions(first, index)
            && self.replace_matrix(next, previous, first).is_some();
        if self.mentions_name(first, family) || self.mentions_name(next, family) || !fits {
            return Err(DefinitionError::Circular);
        }
        if self.used[1].contains(&family) {
            return Err(DefinitionError::InUse);
        }
        self.recursions.insert(family, recursion);
        Ok(())
    }

    /// The recursion that defines a family, if one does.
    #[must_use]
    pub fn recursion(&self, family: Name) -> Option<Recursion> {
        self.recursions.get(&family).copied()
    }

    /// Does nothing use the family, and is nothing said of it?
    #[must_use]
    pub fn is_unused_family(&self, family: Name) -> bool {
        self.is_plain_family(family) && !self.used[1].contains(&family)
    }

    /// The member `z[at]` in terms of the one before.
    pub fn next_member(&mut self, family: Name, at: Expr, before: Expr) -> Option<Expr> {
        let Recursion { index, previous, next, .. } = self.recursion(family)?;
        let there = self.substitute(next, &[(index, at)]);
        self.replace_matrix(there, previous, before)
    }

    /// `e` with another matrix in place of a matrix variable; `None` where the variable stands
    /// under an operator that binds something.
    pub fn replace_matrix(&mut self, e: Expr, variable: Expr, value: Expr) -> Option<Expr> {
        let name = self.as_name(variable)?;
        for sub in self.subexpressions(&[e]) {
            let binds = match self.op(sub) {
                Op::Deriv | Op::At => true,
                Op::Matrix(op) => op.differentiates() || op == MatOp::Map,
                op => op.is_over_range(),
            };
            // The matrix that a map runs over is outside of what it binds.
            let outside = self.mat_op(sub) == Some(MatOp::Map);
            let inside = self.children(sub).first().copied().filter(|_| outside);
            if binds && self.mentions(inside.unwrap_or(sub), name) {
                return None;
            }
        }
        Some(self.map_bottom_up(e, |store, old, kids| {
            if old == variable { value } else { store.make(store.op(old), kids) }
        }))
    }
}
