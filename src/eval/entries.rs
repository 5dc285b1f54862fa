//! Matrices with given numbers of rows and columns, entry by entry: what is left are numbers.
//!
//! This shares no code with the normal form of words: it is what checks it.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::expr::{Expr, MatOp, Name, Op, Shape, Store};
use crate::num::Rational;

/// Concrete dimensions and entries.
#[derive(Clone, Debug, Default)]
pub struct Instance {
    /// The dimensions that have names.
    pub dims: Vec<(Name, usize)>,
    /// The entries of the matrix variables, row by row.
    pub matrices: Vec<(Name, Vec<Expr>)>,
    /// Do gradients, Jacobians and pullbacks stand for any matrix of their shape? Else there is no
    /// value for them.
    pub opaque_gradients: bool,
}

/// A matrix whose entries are numbers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grid {
    /// How many rows.
    pub rows: usize,
    /// How many columns.
    pub cols: usize,
    /// The entries, row by row.
    pub entries: Vec<Expr>,
}

/// What an expression is at concrete dimensions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expanded {
    /// A number.
    Number(Expr),
    /// A matrix.
    Matrix(Grid),
}

/// The most entries of a matrix, and the largest determinant that is written out.
const MAX_ENTRIES: usize = 64;
const MAX_ORDER: usize = 4;
const MAX_POWER: i64 = 16;

/// The expression entry by entry; `None` if a name has no entries, or it would be too large.
#[must_use]
pub fn expand(store: &mut Store, e: Expr, instance: &Instance) -> Option<Expanded> {
    let mut expander = Expander { store, instance, memo: HashMap::default() };
    expander.run(e)
}

struct Expander<'s> {
    store: &'s mut Store,
    instance: &'s Instance,
    memo: HashMap<Expr, Expanded, FxBuildHasher>,
}

impl Grid {
    fn at(&self, i: usize, j: usize) -> Option<Expr> {
        self.entries.get(i * self.cols + j).copied()
    }

    fn build(
        rows: usize,
        cols: usize,
        mut entry: impl FnMut(usize, usize) -> Option<Expr>,
    ) -> Option<Self> {
        if rows * cols > MAX_ENTRIES {
            return None;
        }
        let mut entries = Vec::with_capacity(rows * cols);
        for i in 0..rows {
            for j in 0..cols {
                entries.push(entry(i, j)?);
            }
        }
        Some(Self { rows, cols, entries })
    }
}

impl Expander<'_> {
    fn run(&mut self, e: Expr) -> Option<Expanded> {
        let mut stack = vec![e];
        while let Some(&top) = stack.last() {
            if self.memo.contains_key(&top) {
                stack.pop();
                continue;
            }
            let parts = self.parts(top);
            let before = stack.len();
            stack.extend(parts.iter().copied().filter(|part| !self.memo.contains_key(part)));
            if stack.len() == before {
                let value = self.combine(top, &parts)?;
                self.memo.insert(top, value);
                stack.pop();
            }
        }
        self.memo.get(&e).cloned()
    }

    fn parts(&mut self, e: Expr) -> Vec<Expr> {
        let children = self.store.children(e).to_vec();
        match (self.store.op(e), children.as_slice()) {
            (Op::Matrix(MatOp::Named(name)), _) => {
                self.store.value(name).map(|d| d.body).into_iter().collect()
            }
            (Op::Matrix(MatOp::Map), &[_, _, m]) => vec![m],
            (Op::Matrix(op), _) if op.differentiates() => Vec::new(),
            (Op::Deriv | Op::At, _) => Vec::new(),
            (Op::Symbol(name) | Op::Apply(name, _), _) if self.store.has_matrices(e) => {
                self.store.unfold(name, &children).map_or(children, |body| vec![body])
            }
            _ => children,
        }
    }

    fn combine(&mut self, e: Expr, parts: &[Expr]) -> Option<Expanded> {
        let op = match self.store.op(e) {
            Op::Matrix(op) => op,
            Op::Deriv | Op::At if self.store.has_matrices(e) => return None,
            Op::Symbol(name) | Op::Apply(name, _) if self.store.has_matrices(e) => {
                let children = self.store.children(e).to_vec();
                let body = self.store.unfold(name, &children);
                if body.is_some_and(|body| parts == [body]) {
                    return self.memo.get(parts.first()?).cloned();
                }
                return self.rebuilt(e, parts);
            }
            Op::Symbol(name) => {
                let dim = self.instance.dims.iter().find(|(known, _)| *known == name);
                return Some(Expanded::Number(match dim {
                    Some(&(_, n)) => self.store.integer(n as i64),
                    None => e,
                }));
            }
            _ => return self.rebuilt(e, parts),
        };
        if op.is_scalar() {
            return self.number_of(op, parts).map(Expanded::Number);
        }
        self.matrix(e, op, parts).map(Expanded::Matrix)
    }

    fn rebuilt(&mut self, e: Expr, parts: &[Expr]) -> Option<Expanded> {
        let mut kids = Vec::with_capacity(parts.len());
        for part in parts {
            kids.push(self.number(*part)?);
        }
        if parts.len() != self.store.children(e).len() {
            return Some(Expanded::Number(e));
        }
        let op = self.store.op(e);
        Some(Expanded::Number(self.store.make(op, &kids)))
    }

    fn number(&self, e: Expr) -> Option<Expr> {
        match self.memo.get(&e)? {
            Expanded::Number(e) => Some(*e),
            Expanded::Matrix(_) => None,
        }
    }

    fn grid(&self, e: Option<&Expr>) -> Option<Grid> {
        match self.memo.get(e?)? {
            Expanded::Matrix(grid) => Some(grid.clone()),
            Expanded::Number(_) => None,
        }
    }

    fn dimension(&self, n: Expr) -> Option<usize> {
        if let Some(n) = self.store.as_literal_i64(n) {
            return usize::try_from(n).ok();
        }
        let name = self.store.as_symbol(n)?;
        self.instance.dims.iter().find(|(known, _)| *known == name).map(|&(_, n)| n)
    }

    fn size(&self, shape: Shape) -> Option<(usize, usize)> {
        Some((self.dimension(shape.rows)?, self.dimension(shape.cols)?))
    }

    fn number_of(&mut self, op: MatOp, parts: &[Expr]) -> Option<Expr> {
        let a = self.grid(parts.first())?;
        match op {
            MatOp::Entry => a.at(0, 0),
            MatOp::Trace => {
                let diagonal: Option<Vec<Expr>> = (0..a.rows).map(|i| a.at(i, i)).collect();
                Some(self.sum(&diagonal?))
            }
            MatOp::Det => self.determinant(&a),
            MatOp::Inner => {
                let b = self.grid(parts.get(1))?;
                let products: Vec<Expr> =
                    a.entries.iter().zip(&b.entries).map(|(&x, &y)| self.mul(x, y)).collect();
                Some(self.sum(&products))
            }
            MatOp::Total => Some(self.sum(&a.entries)),
            MatOp::Norm => {
                let squares: Vec<Expr> = a.entries.iter().map(|&x| self.mul(x, x)).collect();
                let sum = self.sum(&squares);
                Some(self.store.sqrt(sum))
            }
            _ => None,
        }
    }

    fn matrix(&mut self, e: Expr, op: MatOp, parts: &[Expr]) -> Option<Grid> {
        let shape = self.store.shape(e)?;
        let (rows, cols) = self.size(shape)?;
        let children = self.store.children(e).to_vec();
        match op {
            MatOp::Named(name) => match parts.first() {
                Some(body) => self.grid(Some(body)),
                None => {
                    let (_, entries) =
                        self.instance.matrices.iter().find(|(known, _)| *known == name)?;
                    Grid::build(rows, cols, |i, j| entries.get(i * cols + j).copied())
                }
            },
            MatOp::Add | MatOp::Sub | MatOp::Hadamard | MatOp::Quotient => {
                let (a, b) = (self.grid(parts.first())?, self.grid(parts.get(1))?);
                Grid::build(rows, cols, |i, j| {
                    let (x, y) = (a.at(i, j)?, b.at(i, j)?);
                    Some(match op {
                        MatOp::Add => self.add(x, y),
                        MatOp::Sub => self.subtract(x, y),
                        MatOp::Hadamard => self.mul(x, y),
                        _ => self.divide(x, y),
                    })
                })
            }
            MatOp::Neg => {
                let (a, minus) = (self.grid(parts.first())?, self.store.integer(-1));
                Grid::build(rows, cols, |i, j| Some(self.mul(minus, a.at(i, j)?)))
            }
            MatOp::Product => {
                let (a, b) = (self.grid(parts.first())?, self.grid(parts.get(1))?);
                self.multiply(&a, &b)
            }
            MatOp::Scale | MatOp::Over => {
                let (&first, &second) = (parts.first()?, parts.get(1)?);
                let first_is_matrix = self.store.shape(first).is_some();
                let (m, s) = if first_is_matrix { (first, second) } else { (second, first) };
                let (m, s) = (self.grid(Some(&m))?, self.number(s)?);
                Grid::build(rows, cols, |i, j| {
                    let x = m.at(i, j)?;
                    Some(if op == MatOp::Over { self.divide(x, s) } else { self.mul(s, x) })
                })
            }
            MatOp::Transpose => {
                let a = self.grid(parts.first())?;
                Grid::build(rows, cols, |i, j| a.at(j, i))
            }
            MatOp::Inverse => self.inverse(&self.grid(parts.first())?),
            MatOp::Power => {
                let k = self.store.as_literal_i64(*children.get(1)?).filter(|&k| k <= MAX_POWER)?;
                let a = self.grid(parts.first())?;
                (1..k).try_fold(a.clone(), |power, _| self.multiply(&power, &a))
            }
            MatOp::Map => {
                let &[body, t, _] = children.as_slice() else { return None };
                let (a, t) = (self.grid(parts.first())?, self.store.as_symbol(t)?);
                Grid::build(rows, cols, |i, j| {
                    Some(self.store.substitute(body, &[(t, a.at(i, j)?)]))
                })
            }
            MatOp::Identity => {
                Grid::build(rows, cols, |i, j| Some(self.store.integer(i64::from(i == j))))
            }
            MatOp::Zeros => Grid::build(rows, cols, |_, _| Some(self.store.integer(0))),
            MatOp::Ones => Grid::build(rows, cols, |_, _| Some(self.store.integer(1))),
            MatOp::Diag => {
                let a = self.grid(parts.first())?;
                Grid::build(rows, cols, |i, j| {
                    if i == j { a.at(i, 0) } else { Some(self.store.integer(0)) }
                })
            }
            MatOp::Gradient | MatOp::Jacobian | MatOp::Pullback => {
                if !self.instance.opaque_gradients {
                    return None;
                }
                let salt = e.index() as i64;
                Grid::build(rows, cols, |i, j| {
                    let n = (salt * 37 + 11 * i as i64 + 5 * j as i64) % 23 + 2;
                    Some(self.store.rational(&Rational::new(n, 7)))
                })
            }
            MatOp::Entry | MatOp::Trace | MatOp::Det | MatOp::Inner | MatOp::Total => None,
            MatOp::Norm => None,
        }
    }

    fn multiply(&mut self, a: &Grid, b: &Grid) -> Option<Grid> {
        Grid::build(a.rows, b.cols, |i, j| {
            let mut products = Vec::with_capacity(a.cols);
            for k in 0..a.cols {
                products.push(self.mul(a.at(i, k)?, b.at(k, j)?));
            }
            Some(self.sum(&products))
        })
    }

    /// By the first row.
    fn determinant(&mut self, a: &Grid) -> Option<Expr> {
        match a.rows {
            0 => None,
            1 => a.at(0, 0),
            n if n > MAX_ORDER => None,
            n => {
                let mut sum = self.store.integer(0);
                for j in 0..n {
                    let minor = minor(a, 0, j)?;
                    // The order falls with each level, to at most `MAX_ORDER` levels.
                    let minor = self.determinant(&minor)?;
                    let term = self.mul(a.at(0, j)?, minor);
                    sum = if j % 2 == 0 { self.add(sum, term) } else { self.subtract(sum, term) };
                }
                Some(sum)
            }
        }
    }

    /// The adjugate over the determinant.
    fn inverse(&mut self, a: &Grid) -> Option<Grid> {
        let det = self.determinant(a)?;
        Grid::build(a.rows, a.cols, |i, j| {
            let minor = if a.rows == 1 {
                self.store.integer(1)
            } else {
                let minor = minor(a, j, i)?;
                self.determinant(&minor)?
            };
            let sign = self.store.integer(if (i + j) % 2 == 0 { 1 } else { -1 });
            let cofactor = self.mul(sign, minor);
            Some(self.divide(cofactor, det))
        })
    }

    // Numbers are worked out, so that expressions stay small.

    fn sum(&mut self, terms: &[Expr]) -> Expr {
        let zero = self.store.integer(0);
        terms.iter().fold(zero, |sum, &term| self.add(sum, term))
    }

    fn add(&mut self, a: Expr, b: Expr) -> Expr {
        match (self.store.as_rational(a), self.store.as_rational(b)) {
            (Some(x), Some(y)) => self.store.rational(&(&x + &y)),
            (Some(x), _) if x.is_zero() => b,
            _ => self.store.add(a, b),
        }
    }

    fn subtract(&mut self, a: Expr, b: Expr) -> Expr {
        match (self.store.as_rational(a), self.store.as_rational(b)) {
            (Some(x), Some(y)) => self.store.rational(&(&x - &y)),
            _ => self.store.sub(a, b),
        }
    }

    fn mul(&mut self, a: Expr, b: Expr) -> Expr {
        match (self.store.as_rational(a), self.store.as_rational(b)) {
            (Some(x), Some(y)) => self.store.rational(&(&x * &y)),
            (Some(x), _) if x.is_one() => b,
            _ => self.store.mul(a, b),
        }
    }

    fn divide(&mut self, a: Expr, b: Expr) -> Expr {
        let values = (self.store.as_rational(a), self.store.as_rational(b));
        if let (Some(x), Some(y)) = &values
            && let Some(quotient) = x.checked_div(y)
        {
            return self.store.rational(&quotient);
        }
        self.store.div(a, b)
    }
}

/// The matrix without one row and one column.
fn minor(a: &Grid, row: usize, col: usize) -> Option<Grid> {
    let skip = |k: usize, without: usize| if k < without { k } else { k + 1 };
    Grid::build(a.rows - 1, a.cols - 1, |i, j| a.at(skip(i, row), skip(j, col)))
}
