//! The value of an expression for given matrices, derivatives entry by entry. It shares no code with
//! the engine but the expressions.

use symderiv::expr::{Constant, Expr, Func, MatOp, Name, Op, Rel, Store};

use super::jet::Jet;
use super::number::Number;

/// A number, or a matrix row by row.
#[derive(Clone, Debug)]
pub enum Value<R> {
    Number(Jet<R>),
    Matrix(Grid<R>),
}

#[derive(Clone, Debug)]
pub struct Grid<R> {
    pub rows: usize,
    pub cols: usize,
    pub entries: Vec<Jet<R>>,
}

impl<R: Number> Value<R> {
    pub fn is_close(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.is_close(b),
            (Self::Matrix(a), Self::Matrix(b)) => {
                (a.rows, a.cols) == (b.rows, b.cols)
                    && a.entries.iter().zip(&b.entries).all(|(x, y)| x.is_close(y))
            }
            _ => false,
        }
    }
}

/// Concrete dimensions and entries.
pub struct Setting<R> {
    sizes: Vec<(Name, usize)>,
    /// The entry of a matrix and the value of a number, by a number made from its name.
    draw: fn(u64, usize, usize) -> R,
    seed: u64,
    /// The entries that are being differentiated by, each with its infinitesimal.
    varied: Vec<(Name, usize, u32)>,
    /// Numbers with a value for now.
    bound: Vec<(Name, Jet<R>)>,
    depth: u32,
}

impl<R: Number> Setting<R> {
    pub fn new(sizes: Vec<(Name, usize)>, seed: u64, draw: fn(u64, usize, usize) -> R) -> Self {
        Self { sizes, draw, seed, varied: Vec::new(), bound: Vec::new(), depth: 0 }
    }

    fn dimension(&self, store: &Store, n: Expr) -> usize {
        match store.as_symbol(n) {
            Some(name) => self.sizes.iter().find(|(known, _)| *known == name).unwrap().1,
            None => usize::try_from(store.as_literal_i64(n).unwrap()).unwrap(),
        }
    }

    fn size(&self, store: &Store, m: Expr) -> (usize, usize) {
        let shape = store.shape(m).unwrap();
        (self.dimension(store, shape.rows), self.dimension(store, shape.cols))
    }

    fn salt(&self, store: &Store, name: Name) -> u64 {
        let text = store.text(name).bytes();
        text.fold(self.seed, |salt, byte| salt.wrapping_mul(1_000_003).wrapping_add(byte.into()))
    }

    /// The value; `None` where there is none, or no exact one.
    pub fn value(&mut self, store: &mut Store, e: Expr) -> Option<Value<R>> {
        let kids = store.children(e).to_vec();
        let op = store.op(e);
        Some(Value::Number(match op {
            Op::Matrix(op) => return self.matrix(store, e, op),
            Op::Number(_) => {
                let text = store.as_rational(e)?.to_string();
                Jet::of(R::of(&text.parse().unwrap()))
            }
            Op::Symbol(name) => {
                if let Some((_, value)) = self.bound.iter().rev().find(|(known, _)| *known == name)
                {
                    return Some(Value::Number(value.clone()));
                }
                if let Some(body) = store.unfold(name, &[]) {
                    return self.value(store, body);
                }
                match self.sizes.iter().find(|(known, _)| *known == name) {
                    Some(&(_, n)) => Jet::integer(n as i64),
                    None => Jet::of((self.draw)(self.salt(store, name), 0, 0)),
                }
            }
            Op::Constant(Constant::E) => Jet::of(R::integer(1).exp()?),
            Op::Constant(Constant::Pi) => Jet::of(R::integer(3)),
            Op::Apply(f, orders) => {
                assert!(orders.is_none(), "a prime is left");
                let body = store.unfold(f, &kids)?;
                return self.value(store, body);
            }
            Op::Deriv => {
                let name = store.as_symbol(kids[0])?;
                let bit = 1 << self.depth;
                let at = self.number(store, kids[0])?.varied(bit);
                self.with(name, at, 1, |setting| setting.number(store, kids[1]))?.slope(bit)
            }
            Op::At => {
                let at = self.number(store, kids[2])?;
                let name = store.as_symbol(kids[1])?;
                self.with(name, at, 0, |setting| setting.number(store, kids[0]))?
            }
            Op::Piecewise => {
                for pair in kids.chunks(2) {
                    match *pair {
                        [guard, value] if self.holds(store, guard)? => {
                            return self.value(store, value);
                        }
                        [value] => return self.value(store, value),
                        _ => {}
                    }
                }
                return None;
            }
            Op::Pow if store.op(kids[0]) == Op::Constant(Constant::E) => {
                self.number(store, kids[1])?.exp()?
            }
            _ => {
                let mut a = Vec::new();
                for kid in kids {
                    a.push(self.number(store, kid)?);
                }
                arithmetic(op, &a)?
            }
        }))
    }

    /// With a value for a number, `levels` more infinitesimals in use.
    fn with<T>(
        &mut self,
        name: Name,
        value: Jet<R>,
        levels: u32,
        f: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        self.bound.push((name, value));
        self.depth += levels;
        let result = f(self);
        self.depth -= levels;
        self.bound.pop();
        result
    }

    /// Does a comparison hold? `None` at the border of where it does.
    fn holds(&mut self, store: &mut Store, guard: Expr) -> Option<bool> {
        let (a, b) = store.pair(guard)?;
        let difference = self.number(store, a)?.minus(&self.number(store, b)?);
        let sign = difference.value().sign();
        if sign == 0 && !difference.is_constant() {
            return None;
        }
        Some(match store.op(guard) {
            Op::Rel(Rel::Gt) => sign > 0,
            Op::Rel(Rel::Ge) => sign >= 0,
            Op::Rel(Rel::Lt) => sign < 0,
            Op::Rel(Rel::Le) => sign <= 0,
            Op::Rel(Rel::Eq) => sign == 0,
            Op::Rel(Rel::Ne) => sign != 0,
            other => panic!("{other:?}"),
        })
    }

    fn number(&mut self, store: &mut Store, e: Expr) -> Option<Jet<R>> {
        match self.value(store, e)? {
            Value::Number(number) => Some(number),
            Value::Matrix(_) => panic!("a matrix where a number is needed"),
        }
    }

    fn grid(&mut self, store: &mut Store, e: Expr) -> Option<Grid<R>> {
        match self.value(store, e)? {
            Value::Matrix(grid) => Some(grid),
            Value::Number(_) => panic!("a number where a matrix is needed"),
        }
    }

    fn matrix(&mut self, store: &mut Store, e: Expr, op: MatOp) -> Option<Value<R>> {
        let kids = store.children(e).to_vec();
        Some(match op {
            MatOp::Entry
            | MatOp::Trace
            | MatOp::Det
            | MatOp::Inner
            | MatOp::Total
            | MatOp::Norm => {
                let a = self.grid(store, kids[0])?;
                Value::Number(match op {
                    MatOp::Entry => a.entries[0].clone(),
                    MatOp::Trace => sum((0..a.rows).map(|i| a.entries[i * a.cols + i].clone())),
                    MatOp::Det => determinant(a.rows, &a.entries)?,
                    MatOp::Total => sum(a.entries),
                    MatOp::Norm => sum(a.entries.iter().map(|x| x.times(x))).root(2)?,
                    _ => {
                        let b = self.grid(store, kids[1])?.entries;
                        sum(a.entries.iter().zip(&b).map(|(x, y)| x.times(y)))
                    }
                })
            }
            MatOp::Gradient | MatOp::Jacobian | MatOp::Pullback => {
                Value::Matrix(self.derivative(store, &kids, op)?)
            }
            _ => {
                let (rows, cols) = self.size(store, e);
                let entries = self.entries(store, e, op, &kids)?;
                Value::Matrix(Grid { rows, cols, entries })
            }
        })
    }

    fn entries(
        &mut self,
        store: &mut Store,
        e: Expr,
        op: MatOp,
        kids: &[Expr],
    ) -> Option<Vec<Jet<R>>> {
        let (rows, cols) = self.size(store, e);
        let places = (0..rows * cols).map(|k| (k / cols, k % cols));
        let indicator = |on: bool| Jet::integer(i64::from(on));
        Some(match op {
            MatOp::Named(name) => match store.unfold(name, &[]) {
                Some(body) => self.grid(store, body)?.entries,
                None => places.map(|(i, j)| self.entry(store, name, i, j, cols)).collect(),
            },
            MatOp::Add | MatOp::Sub | MatOp::Hadamard | MatOp::Quotient => {
                let (a, b) = (self.grid(store, kids[0])?, self.grid(store, kids[1])?);
                let mut entries = Vec::new();
                for (x, y) in a.entries.iter().zip(&b.entries) {
                    entries.push(match op {
                        MatOp::Add => x.plus(y),
                        MatOp::Sub => x.minus(y),
                        MatOp::Hadamard => x.times(y),
                        _ => x.times(&y.reciprocal()?),
                    });
                }
                entries
            }
            MatOp::Neg => {
                let a = self.grid(store, kids[0])?.entries;
                a.iter().map(|x| x.scaled(&R::integer(-1))).collect()
            }
            MatOp::Product => {
                let (a, b) = (self.grid(store, kids[0])?, self.grid(store, kids[1])?);
                product(&a, &b).entries
            }
            MatOp::Power => {
                let a = self.grid(store, kids[0])?;
                let k = store.as_literal_i64(kids[1])?;
                (1..k).fold(a.clone(), |power, _| product(&power, &a)).entries
            }
            MatOp::Scale | MatOp::Over => {
                let first = store.shape(kids[0]).is_some();
                let (m, s) = if first { (kids[0], kids[1]) } else { (kids[1], kids[0]) };
                let (a, s) = (self.grid(store, m)?, self.number(store, s)?);
                let s = if op == MatOp::Over { s.reciprocal()? } else { s };
                a.entries.iter().map(|x| x.times(&s)).collect()
            }
            MatOp::Transpose => {
                let a = self.grid(store, kids[0])?;
                places.map(|(i, j)| a.entries[j * a.cols + i].clone()).collect()
            }
            MatOp::Inverse => {
                let a = self.grid(store, kids[0])?.entries;
                let det = determinant(rows, &a)?.reciprocal()?;
                let mut entries = Vec::new();
                for (i, j) in places {
                    let sign = Jet::integer(if (i + j) % 2 == 0 { 1 } else { -1 });
                    entries.push(minor(rows, &a, j, i)?.times(&det).times(&sign));
                }
                entries
            }
            MatOp::Map => {
                let name = store.as_symbol(kids[1])?;
                let mut entries = Vec::new();
                for x in self.grid(store, kids[2])?.entries {
                    entries.push(self.with(name, x, 0, |at| at.number(store, kids[0]))?);
                }
                entries
            }
            MatOp::Identity => places.map(|(i, j)| indicator(i == j)).collect(),
            MatOp::Zeros => places.map(|_| indicator(false)).collect(),
            MatOp::Ones => places.map(|_| indicator(true)).collect(),
            MatOp::Diag => {
                let v = self.grid(store, kids[0])?.entries;
                let zero = indicator(false);
                places.map(|(i, j)| if i == j { v[i].clone() } else { zero.clone() }).collect()
            }
            other => panic!("{other:?}"),
        })
    }

    fn entry(&self, store: &Store, name: Name, i: usize, j: usize, cols: usize) -> Jet<R> {
        let declared = store.declared(name).unwrap();
        let (row, col) = if declared.symmetric { (i.min(j), i.max(j)) } else { (i, j) };
        let salt = self.salt(store, name);
        let value = Jet::of((self.draw)(salt, row, col));
        let here =
            |place: usize| place == i * cols + j || (declared.symmetric && place == j * cols + i);
        let bits = self.varied.iter().filter(|(known, k, _)| *known == name && here(*k));
        bits.fold(value, |value, &(_, _, bit)| value.varied(bit))
    }

    /// By each entry of the variable in turn; of a symmetric matrix, by each free entry, which
    /// moves the one opposite to it.
    fn derivative(&mut self, store: &mut Store, kids: &[Expr], op: MatOp) -> Option<Grid<R>> {
        let name = store.as_name(kids[0])?;
        let (rows, cols) = self.size(store, kids[0]);
        let factor = match kids.get(2) {
            Some(&c) => Some(self.grid(store, c)?.entries),
            None => None,
        };
        let mut slopes = Vec::new();
        for k in 0..rows * cols {
            let bit = 1 << self.depth;
            self.varied.push((name, k, bit));
            self.depth += 1;
            let value = self.value(store, kids[1]);
            self.depth -= 1;
            self.varied.pop();
            slopes.push(match value? {
                Value::Number(number) => vec![number.slope(bit)],
                Value::Matrix(grid) => grid.entries.iter().map(|x| x.slope(bit)).collect(),
            });
        }
        Some(match (op, factor) {
            (MatOp::Jacobian, _) => {
                let height = slopes[0].len();
                let place = |i: usize, k: usize| slopes[k][i].clone();
                let entries = (0..height * rows).map(|k| place(k / rows, k % rows)).collect();
                Grid { rows: height, cols: rows, entries }
            }
            (_, Some(c)) => {
                let dot = |v: &Vec<Jet<R>>| sum(v.iter().zip(&c).map(|(x, y)| x.times(y)));
                Grid { rows, cols, entries: slopes.iter().map(dot).collect() }
            }
            (_, None) => Grid { rows, cols, entries: slopes.concat() },
        })
    }
}

fn sum<R: Number>(terms: impl IntoIterator<Item = Jet<R>>) -> Jet<R> {
    terms.into_iter().fold(Jet::integer(0), |sum, x| sum.plus(&x))
}

fn product<R: Number>(a: &Grid<R>, b: &Grid<R>) -> Grid<R> {
    let entry = |i: usize, j: usize| {
        sum((0..a.cols).map(|k| a.entries[i * a.cols + k].times(&b.entries[k * b.cols + j])))
    };
    let entries = (0..a.rows * b.cols).map(|k| entry(k / b.cols, k % b.cols)).collect();
    Grid { rows: a.rows, cols: b.cols, entries }
}

/// The determinant without a row and a column.
fn minor<R: Number>(n: usize, a: &[Jet<R>], row: usize, col: usize) -> Option<Jet<R>> {
    let kept = (0..n * n).filter(|k| k / n != row && k % n != col);
    determinant(n - 1, &kept.map(|k| a[k].clone()).collect::<Vec<_>>())
}

/// By the first row.
fn determinant<R: Number>(n: usize, a: &[Jet<R>]) -> Option<Jet<R>> {
    if n == 0 {
        return Some(Jet::integer(1));
    }
    let mut det = Jet::integer(0);
    for j in 0..n {
        let term = a[j].times(&minor(n, a, 0, j)?);
        det = if j % 2 == 0 { det.plus(&term) } else { det.minus(&term) };
    }
    Some(det)
}

fn arithmetic<R: Number>(op: Op, a: &[Jet<R>]) -> Option<Jet<R>> {
    Some(match (op, a) {
        (Op::Neg, [x]) => x.scaled(&R::integer(-1)),
        (Op::Add, [x, y]) => x.plus(y),
        (Op::Sub, [x, y]) => x.minus(y),
        (Op::Mul, [x, y]) => x.times(y),
        (Op::Div, [x, y]) => x.times(&y.reciprocal()?),
        (Op::Pow, [x, y]) => power(x, y)?,
        (Op::Func(Func::Ln), [x]) => x.ln()?,
        (Op::Func(Func::Root), [x, k]) => x.root(k.value().to_integer()?.try_into().ok()?)?,
        (Op::Func(Func::Sin), [x]) => x.sin_cos()?.0,
        (Op::Func(Func::Cos), [x]) => x.sin_cos()?.1,
        (Op::Func(Func::Atan), [x]) => x.atan()?,
        (Op::Func(Func::Abs), [x]) => x.scaled(&R::integer(sign(x)?.into())),
        (Op::Func(Func::Sign), [x]) => Jet::integer(sign(x)?.into()),
        (Op::Func(Func::Max), [x, y]) => if sign(&x.minus(y))? >= 0 { x } else { y }.clone(),
        (Op::Func(Func::Min), [x, y]) => if sign(&x.minus(y))? < 0 { x } else { y }.clone(),
        _ => return None,
    })
}

/// The sign; `None` where it is about to change.
fn sign<R: Number>(x: &Jet<R>) -> Option<i32> {
    let sign = x.value().sign();
    (sign != 0 || x.is_constant()).then_some(sign)
}

/// Powers with integer exponents and half-integer ones, and of positive numbers others.
fn power<R: Number>(x: &Jet<R>, y: &Jet<R>) -> Option<Jet<R>> {
    let integer_power = |base: &Jet<R>, k: i32| {
        let power = (0..k.abs()).fold(Jet::integer(1), |power, _| power.times(base));
        if k < 0 { power.reciprocal() } else { Some(power) }
    };
    if !y.is_constant() {
        return y.times(&x.ln()?).exp();
    }
    if let Some(k) = y.value().to_integer() {
        return integer_power(x, k);
    }
    match y.value().times(&R::integer(2)).to_integer() {
        Some(k) => integer_power(&x.root(2)?, k),
        None => y.times(&x.ln()?).exp(),
    }
}
