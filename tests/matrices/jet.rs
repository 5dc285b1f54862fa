//! Numbers with derivatives: sums of products of infinitesimals whose squares are 0, one for each
//! variable that is being differentiated by.

use std::collections::BTreeMap;

use super::number::Number;

/// The coefficient of each product of infinitesimals; a bit of the key says that one is in it.
#[derive(Clone, Debug)]
pub struct Jet<R>(BTreeMap<u32, R>);

impl<R: Number> Jet<R> {
    pub fn of(value: R) -> Self {
        Self(BTreeMap::from([(0, value)]))
    }

    pub fn integer(n: i64) -> Self {
        Self::of(R::integer(n))
    }

    /// The number without infinitesimals.
    pub fn value(&self) -> R {
        self.0.get(&0).cloned().unwrap_or_else(|| R::integer(0))
    }

    /// With the infinitesimal of this bit added.
    pub fn varied(mut self, bit: u32) -> Self {
        self.0.insert(bit, R::integer(1));
        self
    }

    /// The derivative by the infinitesimal of this bit.
    pub fn slope(&self, bit: u32) -> Self {
        let with = self.0.iter().filter(|(key, _)| *key & bit != 0);
        Self(with.map(|(key, value)| (key & !bit, value.clone())).collect())
    }

    pub fn is_constant(&self) -> bool {
        self.0.iter().all(|(&key, value)| key == 0 || value.sign() == 0)
    }

    fn nilpotent(&self) -> Self {
        Self(self.0.iter().filter(|(key, _)| **key != 0).map(|(k, v)| (*k, v.clone())).collect())
    }

    pub fn plus(&self, other: &Self) -> Self {
        let mut sum = self.0.clone();
        for (key, value) in &other.0 {
            let before = sum.get(key).cloned().unwrap_or_else(|| R::integer(0));
            sum.insert(*key, before.plus(value));
        }
        Self(sum)
    }

    pub fn times(&self, other: &Self) -> Self {
        let mut product = Self(BTreeMap::new());
        for (a, x) in &self.0 {
            for (b, y) in other.0.iter().filter(|(b, _)| a & **b == 0) {
                product = product.plus(&Self(BTreeMap::from([(a | b, x.times(y))])));
            }
        }
        product
    }

    pub fn scaled(&self, factor: &R) -> Self {
        self.times(&Self::of(factor.clone()))
    }

    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.scaled(&R::integer(-1)))
    }

    /// `c_0 + c_1 n + c_2 n^2 + …` in the nilpotent part `n`.
    fn series(n: &Self, mut coefficient: impl FnMut(i64) -> Option<R>) -> Option<Self> {
        let mut sum = Self::of(coefficient(0)?);
        let mut power = n.clone();
        let mut k = 1;
        while !power.0.is_empty() {
            sum = sum.plus(&power.scaled(&coefficient(k)?));
            power = power.times(n);
            k += 1;
        }
        Some(sum)
    }

    pub fn reciprocal(&self) -> Option<Self> {
        let one_over = self.value().reciprocal()?;
        let n = self.nilpotent().scaled(&one_over);
        let series = Self::series(&n, |k| Some(R::integer(if k % 2 == 0 { 1 } else { -1 })))?;
        Some(series.scaled(&one_over))
    }

    pub fn exp(&self) -> Option<Self> {
        let value = self.value().exp()?;
        let series =
            Self::series(&self.nilpotent(), |k| R::integer((1..=k).product::<i64>()).reciprocal())?;
        Some(series.scaled(&value))
    }

    pub fn ln(&self) -> Option<Self> {
        let (value, one_over) = (self.value().ln()?, self.value().reciprocal()?);
        let n = self.nilpotent().scaled(&one_over);
        Self::series(&n, |k| match k {
            0 => Some(value.clone()),
            _ => R::integer(if k % 2 == 1 { k } else { -k }).reciprocal(),
        })
    }

    pub fn root(&self, k: u32) -> Option<Self> {
        let value = self.value().root(k)?;
        if self.is_constant() {
            return Some(Self::of(value));
        }
        let n = self.nilpotent().scaled(&self.value().reciprocal()?);
        // The binomial series for the exponent 1/k.
        let mut coefficient = R::integer(1);
        let series = Self::series(&n, |i| {
            if i > 0 {
                let above = R::integer(1 - (i - 1) * i64::from(k));
                let below = R::integer(i * i64::from(k)).reciprocal()?;
                coefficient = coefficient.times(&above).times(&below);
            }
            Some(coefficient.clone())
        })?;
        Some(series.scaled(&value))
    }

    pub fn sin_cos(&self) -> Option<(Self, Self)> {
        let (sin, cos) = self.value().sin_cos()?;
        let n = self.nilpotent();
        let minus = |x: &R| x.times(&R::integer(-1));
        let turn = [sin.clone(), cos.clone(), minus(&sin), minus(&cos)];
        let at = |first: usize| {
            Self::series(&n, |k| {
                let factorial = R::integer((1..=k).product::<i64>()).reciprocal()?;
                Some(turn[(first + k as usize) % 4].times(&factorial))
            })
        };
        Some((at(0)?, at(1)?))
    }

    pub fn atan(&self) -> Option<Self> {
        let value = self.value();
        // atan(v + n) - atan(v) = atan(w) for w = n/(1 + v(v + n)).
        let below = Self::integer(1).plus(&self.scaled(&value));
        let w = self.nilpotent().times(&below.reciprocal()?);
        let start = value.atan()?;
        Self::series(&w.nilpotent(), |k| match k {
            0 => Some(start.clone()),
            _ if k % 2 == 0 => Some(R::integer(0)),
            _ => R::integer(if k % 4 == 1 { k } else { -k }).reciprocal(),
        })
    }

    pub fn is_close(&self, other: &Self) -> bool {
        let keys = self.0.keys().chain(other.0.keys());
        keys.into_iter().all(|key| {
            let zero = R::integer(0);
            let part = |jet: &Self| jet.0.get(key).cloned().unwrap_or_else(|| zero.clone());
            part(self).is_close(&part(other))
        })
    }
}
