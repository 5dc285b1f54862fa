//! Values with slopes: differentiation by one entry, by dual numbers. It shares no code with the
//! engine but the expressions.

use std::ops::{Add, Div, Mul, Sub};

use symderiv::expr::{Constant, Expr, Func, MatOp, Name, Op, Rel, Store};

/// A value and its slope by one entry of one matrix.
#[derive(Clone, Copy, Debug)]
pub struct Dual {
    pub value: f64,
    pub slope: f64,
}

impl Dual {
    fn of(value: f64) -> Self {
        Self { value, slope: 0.0 }
    }

    /// A function of it, from the function's value and slope there.
    fn mapped(self, value: f64, slope: f64) -> Self {
        Self { value, slope: slope * self.slope }
    }
}

impl Add for Dual {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { value: self.value + other.value, slope: self.slope + other.slope }
    }
}

impl Sub for Dual {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { value: self.value - other.value, slope: self.slope - other.slope }
    }
}

impl Mul for Dual {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let slope = self.slope * other.value + self.value * other.slope;
        Self { value: self.value * other.value, slope }
    }
}

impl Div for Dual {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let value = self.value / other.value;
        Self { value, slope: (self.slope - value * other.slope) / other.value }
    }
}

/// A number, or a matrix row by row.
#[derive(Clone, Debug)]
pub enum Value {
    Number(Dual),
    Matrix(usize, usize, Vec<Dual>),
}

/// Concrete dimensions and entries.
pub struct Setting {
    sizes: Vec<(Name, usize)>,
    round: usize,
}

impl Setting {
    /// The sizes of m, n and h.
    pub fn new(store: &mut Store, sizes: [usize; 3], round: usize) -> Self {
        let sizes = ["m", "n", "h"].iter().zip(sizes).map(|(n, size)| (store.name(n), size));
        Self { sizes: sizes.collect(), round }
    }

    fn dimension(&self, store: &Store, n: Expr) -> usize {
        match store.as_symbol(n) {
            Some(name) => self.sizes.iter().find(|(known, _)| *known == name).unwrap().1,
            None => usize::try_from(store.as_literal_i64(n).unwrap()).unwrap(),
        }
    }

    pub fn size(&self, store: &Store, m: Expr) -> (usize, usize) {
        let shape = store.shape(m).unwrap();
        (self.dimension(store, shape.rows), self.dimension(store, shape.cols))
    }

    /// The entries of a matrix variable: positive, with a dominant diagonal.
    fn entry(&self, store: &Store, name: Name, i: usize, j: usize) -> f64 {
        let declared = store.declared(name).unwrap();
        let (i, j) = if declared.symmetric { (i.min(j), i.max(j)) } else { (i, j) };
        let salt: usize = store.text(name).bytes().map(usize::from).sum();
        let n = (salt * 7 + 5 * i + 3 * j + 2 * i * j + 11 * self.round) % 17;
        let value = 0.1 + n as f64 / 20.0;
        if i == j { value + 1.5 } else { value }
    }

    /// The value, with slopes by that entry of that variable.
    pub fn value(&self, store: &mut Store, e: Expr, by: Option<(Name, usize)>) -> Value {
        let kids = store.children(e).to_vec();
        let op = store.op(e);
        match op {
            Op::Matrix(op) => self.matrix(store, e, op, by),
            Op::Number(_) => Value::Number(Dual::of(
                store
                    .as_rational(e)
                    .unwrap()
                    .to_string()
                    .split('/')
                    .map(|p| p.parse::<f64>().unwrap())
                    .reduce(|a, b| a / b)
                    .unwrap(),
            )),
            Op::Symbol(name) => {
                let size = self.sizes.iter().find(|(known, _)| *known == name);
                Value::Number(Dual::of(size.map_or(1.3, |&(_, n)| n as f64)))
            }
            Op::Constant(Constant::E) => Value::Number(Dual::of(std::f64::consts::E)),
            Op::Constant(Constant::Pi) => Value::Number(Dual::of(std::f64::consts::PI)),
            Op::Apply(f, orders) => {
                assert!(orders.is_none(), "a prime is left");
                let body = store.unfold(f, &kids).unwrap();
                self.value(store, body, by)
            }
            Op::Piecewise => {
                for pair in kids.chunks(2) {
                    match *pair {
                        [guard, value] => {
                            let sides = store.children(guard).to_vec();
                            let (a, b) = (
                                self.number(store, sides[0], by).value,
                                self.number(store, sides[1], by).value,
                            );
                            let holds = match store.op(guard) {
                                Op::Rel(Rel::Gt) => a > b,
                                Op::Rel(Rel::Ge) => a >= b,
                                Op::Rel(Rel::Lt) => a < b,
                                Op::Rel(Rel::Le) => a <= b,
                                other => panic!("{other:?}"),
                            };
                            if holds {
                                return self.value(store, value, by);
                            }
                        }
                        [value] => return self.value(store, value, by),
                        _ => {}
                    }
                }
                panic!("no piece")
            }
            _ => {
                let a: Vec<Dual> = kids.iter().map(|&kid| self.number(store, kid, by)).collect();
                Value::Number(arithmetic(op, &a))
            }
        }
    }

    fn number(&self, store: &mut Store, e: Expr, by: Option<(Name, usize)>) -> Dual {
        match self.value(store, e, by) {
            Value::Number(number) => number,
            Value::Matrix(..) => panic!("a matrix where a number is needed"),
        }
    }

    fn grid(
        &self,
        store: &mut Store,
        e: Expr,
        by: Option<(Name, usize)>,
    ) -> (usize, usize, Vec<Dual>) {
        match self.value(store, e, by) {
            Value::Matrix(rows, cols, entries) => (rows, cols, entries),
            Value::Number(_) => panic!("a number where a matrix is needed"),
        }
    }

    fn matrix(&self, store: &mut Store, e: Expr, op: MatOp, by: Option<(Name, usize)>) -> Value {
        let kids = store.children(e).to_vec();
        let zip = |a: Vec<Dual>, b: Vec<Dual>, f: fn(Dual, Dual) -> Dual| {
            a.into_iter().zip(b).map(|(x, y)| f(x, y)).collect::<Vec<Dual>>()
        };
        let sum = |all: &[Dual]| all.iter().fold(Dual::of(0.0), |sum, &x| sum + x);
        match op {
            MatOp::Named(name) => {
                let (rows, cols) = self.size(store, e);
                let mut entries = Vec::new();
                for k in 0..rows * cols {
                    let value = self.entry(store, name, k / cols, k % cols);
                    let slope = f64::from(by == Some((name, k)));
                    entries.push(Dual { value, slope });
                }
                Value::Matrix(rows, cols, entries)
            }
            MatOp::Add | MatOp::Sub | MatOp::Hadamard | MatOp::Quotient => {
                let (rows, cols, a) = self.grid(store, kids[0], by);
                let (_, _, b) = self.grid(store, kids[1], by);
                let f: fn(Dual, Dual) -> Dual = match op {
                    MatOp::Add => |x, y| x + y,
                    MatOp::Sub => |x, y| x - y,
                    MatOp::Hadamard => |x, y| x * y,
                    _ => |x, y| x / y,
                };
                Value::Matrix(rows, cols, zip(a, b, f))
            }
            MatOp::Neg => {
                let (rows, cols, a) = self.grid(store, kids[0], by);
                let zero = Dual::of(0.0);
                Value::Matrix(rows, cols, a.into_iter().map(|x| zero - x).collect())
            }
            MatOp::Product => {
                let (a, b) = (self.grid(store, kids[0], by), self.grid(store, kids[1], by));
                product(&a, &b)
            }
            MatOp::Power => {
                let a = self.grid(store, kids[0], by);
                let mut power = a.clone();
                for _ in 1..store.as_literal_i64(kids[1]).unwrap() {
                    let Value::Matrix(rows, cols, entries) = product(&power, &a) else { panic!() };
                    power = (rows, cols, entries);
                }
                Value::Matrix(power.0, power.1, power.2)
            }
            MatOp::Scale | MatOp::Over => {
                let first = store.shape(kids[0]).is_some();
                let (m, s) = if first { (kids[0], kids[1]) } else { (kids[1], kids[0]) };
                let (rows, cols, a) = self.grid(store, m, by);
                let s = self.number(store, s, by);
                let f = |x: Dual| if op == MatOp::Over { x / s } else { x * s };
                Value::Matrix(rows, cols, a.into_iter().map(f).collect())
            }
            MatOp::Transpose => {
                let (rows, cols, a) = self.grid(store, kids[0], by);
                let entries = (0..rows * cols).map(|k| a[(k % rows) * cols + k / rows]).collect();
                Value::Matrix(cols, rows, entries)
            }
            MatOp::Inverse => {
                let (n, _, a) = self.grid(store, kids[0], by);
                Value::Matrix(n, n, inverse(n, a).1)
            }
            MatOp::Map => {
                let (rows, cols, a) = self.grid(store, kids[2], by);
                let entries = a.into_iter().map(|x| self.at_entry(store, kids[0], kids[1], x));
                Value::Matrix(rows, cols, entries.collect())
            }
            MatOp::Identity | MatOp::Zeros | MatOp::Ones => {
                let (rows, cols) = self.size(store, e);
                let entry = |k: usize| match op {
                    MatOp::Identity => f64::from(u8::from(k / cols == k % cols)),
                    MatOp::Zeros => 0.0,
                    _ => 1.0,
                };
                let entries = (0..rows * cols).map(|k| Dual::of(entry(k))).collect();
                Value::Matrix(rows, cols, entries)
            }
            MatOp::Diag => {
                let (n, _, a) = self.grid(store, kids[0], by);
                let zero = Dual::of(0.0);
                let entry = |k: usize| if k / n == k % n { a[k / n] } else { zero };
                Value::Matrix(n, n, (0..n * n).map(entry).collect())
            }
            MatOp::Entry => Value::Number(self.grid(store, kids[0], by).2[0]),
            MatOp::Trace => {
                let (n, _, a) = self.grid(store, kids[0], by);
                let diagonal: Vec<Dual> = (0..n).map(|i| a[i * n + i]).collect();
                Value::Number(sum(&diagonal))
            }
            MatOp::Det => {
                let (n, _, a) = self.grid(store, kids[0], by);
                Value::Number(inverse(n, a).0)
            }
            MatOp::Inner => {
                let (a, b) = (self.grid(store, kids[0], by).2, self.grid(store, kids[1], by).2);
                Value::Number(sum(&zip(a, b, |x, y| x * y)))
            }
            MatOp::Total => Value::Number(sum(&self.grid(store, kids[0], by).2)),
            MatOp::Norm => {
                let a = self.grid(store, kids[0], by).2;
                Value::Number(root(sum(&zip(a.clone(), a, |x, y| x * y))))
            }
            MatOp::Gradient | MatOp::Jacobian | MatOp::Pullback => panic!("a derivative is left"),
        }
    }

    /// The body of a map at an entry, whose slope is put in by the chain rule.
    fn at_entry(&self, store: &mut Store, body: Expr, t: Expr, x: Dual) -> Dual {
        let name = store.as_symbol(t).unwrap();
        let mut at = |value: f64| {
            let text = format!("{:.17}", value.abs());
            let rational: symderiv::num::Rational = text.parse().unwrap();
            let literal = store.rational(&rational);
            let literal = if value < 0.0 { store.neg(literal) } else { literal };
            let body = store.substitute(body, &[(name, literal)]);
            self.number(store, body, None).value
        };
        let value = at(x.value);
        if x.slope == 0.0 {
            return Dual::of(value);
        }
        // Differences of the fourth order.
        let h = if x.value == 0.0 { 1e-3 } else { 1e-3 * x.value.abs() };
        let mut rise = |h: f64| at(x.value + h) - at(x.value - h);
        let slope = (8.0 * rise(h) - rise(2.0 * h)) / (12.0 * h);
        x.mapped(value, slope)
    }
}

fn root(x: Dual) -> Dual {
    let value = x.value.sqrt();
    x.mapped(value, 0.5 / value)
}

fn arithmetic(op: Op, a: &[Dual]) -> Dual {
    match (op, a) {
        (Op::Neg, [x]) => Dual::of(0.0) - *x,
        (Op::Add, [x, y]) => *x + *y,
        (Op::Sub, [x, y]) => *x - *y,
        (Op::Mul, [x, y]) => *x * *y,
        (Op::Div, [x, y]) => *x / *y,
        (Op::Pow, [x, y]) => {
            let value = x.value.powf(y.value);
            let slope = y.value * x.value.powf(y.value - 1.0) * x.slope;
            let more = if y.slope == 0.0 { 0.0 } else { value * x.value.ln() * y.slope };
            Dual { value, slope: slope + more }
        }
        (Op::Func(Func::Ln), [x]) => x.mapped(x.value.ln(), 1.0 / x.value),
        (Op::Func(Func::Root), [x, k]) => {
            let value = x.value.powf(1.0 / k.value);
            x.mapped(value, value / (k.value * x.value))
        }
        (Op::Func(Func::Sin), [x]) => x.mapped(x.value.sin(), x.value.cos()),
        (Op::Func(Func::Cos), [x]) => x.mapped(x.value.cos(), -x.value.sin()),
        (Op::Func(Func::Atan), [x]) => x.mapped(x.value.atan(), 1.0 / (1.0 + x.value * x.value)),
        (Op::Func(Func::Abs), [x]) => x.mapped(x.value.abs(), x.value.signum()),
        (Op::Func(Func::Sign), [x]) => Dual::of(x.value.signum()),
        (Op::Func(Func::Max), [x, y]) => {
            if x.value > y.value {
                *x
            } else {
                *y
            }
        }
        (Op::Func(Func::Min), [x, y]) => {
            if x.value < y.value {
                *x
            } else {
                *y
            }
        }
        other => panic!("{other:?}"),
    }
}

type Rows = (usize, usize, Vec<Dual>);

fn product(a: &Rows, b: &Rows) -> Value {
    let mut entries = Vec::new();
    for i in 0..a.0 {
        for j in 0..b.1 {
            let terms = (0..a.1).map(|k| a.2[i * a.1 + k] * b.2[k * b.1 + j]);
            entries.push(terms.fold(Dual::of(0.0), |sum, x| sum + x));
        }
    }
    Value::Matrix(a.0, b.1, entries)
}

/// The determinant and the inverse, by elimination with the largest pivot.
fn inverse(n: usize, mut a: Vec<Dual>) -> (Dual, Vec<Dual>) {
    let mut inverse: Vec<Dual> =
        (0..n * n).map(|k| Dual::of(f64::from(u8::from(k / n == k % n)))).collect();
    let mut det = Dual::of(1.0);
    for col in 0..n {
        let by_size = |&i: &usize, &j: &usize| {
            a[i * n + col].value.abs().total_cmp(&a[j * n + col].value.abs())
        };
        let pivot = (col..n).max_by(by_size).unwrap();
        if pivot != col {
            det = Dual::of(0.0) - det;
            for k in 0..n {
                a.swap(pivot * n + k, col * n + k);
                inverse.swap(pivot * n + k, col * n + k);
            }
        }
        let p = a[col * n + col];
        det = det * p;
        for k in 0..n {
            a[col * n + k] = a[col * n + k] / p;
            inverse[col * n + k] = inverse[col * n + k] / p;
        }
        for row in (0..n).filter(|&row| row != col) {
            let factor = a[row * n + col];
            for k in 0..n {
                a[row * n + k] = a[row * n + k] - factor * a[col * n + k];
                inverse[row * n + k] = inverse[row * n + k] - factor * inverse[col * n + k];
            }
        }
    }
    (det, inverse)
}
