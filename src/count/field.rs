//! The receptive field: how much of the input one value sees.

use super::layer::worked_out;
use crate::expr::{Expr, Func};
use crate::strategy::Engine;

/// What one value of the present shape sees of the input.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Field {
    /// Itself, on axes that are not known yet.
    #[default]
    Point,
    /// Along each axis: so many inputs, and so far apart for neighbouring values.
    Window {
        /// How many.
        size: Vec<Expr>,
        /// How far apart.
        jump: Vec<Expr>,
    },
    /// All of it.
    Whole,
}

impl Field {
    /// How much it is along each axis; none if it is all.
    #[must_use]
    pub fn sizes(&self) -> Option<Vec<Expr>> {
        match self {
            Self::Point => Some(Vec::new()),
            Self::Window { size, .. } => Some(size.clone()),
            Self::Whole => None,
        }
    }

    /// What a value behind a layer with this window and stride sees.
    pub(super) fn through(&self, engine: &mut Engine, window: &[Expr], stride: &[Expr]) -> Self {
        let one = engine.kernel.store_mut().integer(1);
        let ones = vec![one; window.len()];
        let (size, jump) = match self {
            Self::Point => (&ones, &ones),
            Self::Window { size, jump } if size.len() == window.len() => (size, jump),
            Self::Window { .. } | Self::Whole => return Self::Whole,
        };
        let (mut sizes, mut jumps) = (Vec::new(), Vec::new());
        for (i, &window) in window.iter().enumerate() {
            let (&r, &j) = (size.get(i).unwrap_or(&one), jump.get(i).unwrap_or(&one));
            let stride = stride.get(i).copied().unwrap_or(one);
            let store = engine.kernel.store_mut();
            // r + (k - 1)·j
            let more = store.sub(window, one);
            let more = store.mul(more, j);
            let r = store.add(r, more);
            let j = store.mul(j, stride);
            sizes.push(worked_out(engine, r).unwrap_or(r));
            jumps.push(worked_out(engine, j).unwrap_or(j));
        }
        Self::Window { size: sizes, jump: jumps }
    }

    /// What a value sees that is made of two.
    pub(super) fn joined(&self, engine: &mut Engine, other: &Self) -> Self {
        match (self, other) {
            (Self::Whole, _) | (_, Self::Whole) => Self::Whole,
            (Self::Point, field) | (field, Self::Point) => field.clone(),
            (Self::Window { size: a, jump }, Self::Window { size: b, .. }) => {
                let pairs = a.iter().zip(b);
                let size = pairs.map(|(&a, &b)| {
                    if a == b {
                        return a;
                    }
                    let larger = engine.kernel.store_mut().func(Func::Max, &[a, b]);
                    worked_out(engine, larger).unwrap_or(larger)
                });
                Self::Window { size: size.collect(), jump: jump.clone() }
            }
        }
    }
}
