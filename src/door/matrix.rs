//! Derivatives by matrices and vectors.

use super::{Door, Mistake, Replied, Reply};
use crate::diag::Span;
use crate::expr::{Expr, MatOp, Shape, Sort};
use crate::syntax::Command;

/// How the derivatives are laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Layout {
    Gradient,
    Jacobian,
    Hessian,
}

impl Layout {
    fn words(self, wrt: &str, symmetric: bool) -> String {
        match self {
            Self::Gradient if symmetric => {
                format!("gradient: in the shape of {wrt}, by its free entries")
            }
            Self::Gradient => format!("gradient: in the shape of {wrt}"),
            Self::Jacobian => "numerator layout: a row for each entry of the vector".to_owned(),
            Self::Hessian => "a row and a column for each entry of the variable".to_owned(),
        }
    }
}

impl Door {
    pub(super) fn by_matrix(&mut self, expr: &str, wrt: &str, layout: Layout) -> Replied {
        let read = self.value("expr", expr)?;
        let x = self.value("wrt", wrt)?.e;
        let store = self.session.engine.kernel.store_mut();
        let mut u = read.e;
        let is_number = layout != Layout::Jacobian;
        if is_number && store.shape(u).is_some_and(|shape| store.is_single_entry(shape)) {
            u = store.mat(MatOp::Entry, &[u]);
        }
        let pending = match layout {
            Layout::Gradient => store.mat(MatOp::Gradient, &[x, u]),
            Layout::Jacobian => store.mat(MatOp::Jacobian, &[x, u]),
            Layout::Hessian => {
                let gradient = store.mat(MatOp::Gradient, &[x, u]);
                store.mat(MatOp::Jacobian, &[x, gradient])
            }
        };
        if store.shape(x).is_none() || store.sort(pending) == Sort::Broken {
            let message = match (store.shape(x), store.shape(u)) {
                (None, _) => format!("{wrt} has no shape; give it one in 'shapes'"),
                (Some(by), of) => format!(
                    "the derivative of {} by {} is no matrix",
                    of.map_or_else(|| "a number".to_owned(), |of| self.dimensions(of)),
                    self.dimensions(by)
                ),
            };
            return Err(Mistake::new("wrt", Span::new(0, wrt.len()), "shape", message));
        }
        let (e, result) = self.transformed_to(&read, pending, &Command::Derive(pending))?;
        let shape = self.session.store().shape(e);
        let shape = shape.map_or_else(String::new, |shape| self.dimensions(shape));
        let layout = layout.words(wrt, self.session.store().is_symmetric(x));
        Ok(Reply::Matrix { result, layout, shape })
    }

    /// `m*n`
    fn dimensions(&self, shape: Shape) -> String {
        let text = |n: Expr| self.source(n);
        format!("{}*{}", text(shape.rows), text(shape.cols))
    }
}
