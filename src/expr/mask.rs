//! Which symbols occur in an expression, as far as two machine words can tell.

use super::name::Name;

/// The symbols of an expression.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Mask {
    /// A bit for each symbol, also those in definitions, by name modulo 64: a clear bit means
    /// "does not occur".
    any: u64,
    /// A bit for each of the first 64 names that stands free, outside definitions: a set bit means
    /// "the value depends on it".
    free: u64,
}

impl Mask {
    /// The symbol itself.
    pub(super) fn symbol(name: Name) -> Self {
        Self { any: bit(name), free: certain_bit(name) }
    }

    /// Together with what stands in an operand.
    pub(super) fn with_operand(self, operand: Self) -> Self {
        Self { any: self.any | operand.any, free: self.free | operand.free }
    }

    /// Together with what stands in the definition of a name at the top.
    pub(super) fn with_definition(self, body: Self) -> Self {
        Self { any: self.any | body.any, ..self }
    }

    /// A body in which a point takes the place of a bound variable.
    pub(super) fn at(body: Self, bound: Self, point: Self) -> Self {
        let any = body.any | bound.any | point.any;
        Self { any, free: (body.free & !bound.free) | point.free }
    }

    /// A body in which an index is bound that runs between two bounds.
    pub(super) fn over_range(body: Self, bound: Self, from: Self, to: Self) -> Self {
        Self::at(body, bound, from.with_operand(to))
    }

    pub(super) fn may_contain(self, name: Name) -> bool {
        self.any & bit(name) != 0
    }

    pub(super) fn certainly_contains(self, name: Name) -> bool {
        self.free & certain_bit(name) != 0
    }

    pub(super) fn is_empty(self) -> bool {
        self.any == 0
    }
}

fn bit(name: Name) -> u64 {
    1 << (name.0 % 64)
}

/// The bit of one of the first names, which it shares with no other; none for later ones.
fn certain_bit(name: Name) -> u64 {
    1_u64.checked_shl(name.0).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::expr::{Definition, Op, Store};

    #[test]
    fn a_bound_variable_is_not_free_but_its_point_is() {
        let mut store = Store::new();
        let (x, y, z) = (store.symbol("x"), store.symbol("y"), store.symbol("z"));
        let names = ["x", "y", "z"].map(|text| store.name(text));
        let body = store.mul(x, z);
        let at = store.make(Op::At, &[body, x, y]);
        assert_eq!(names.map(|name| store.mentions(at, name)), [false, true, true]);
        let at = store.make(Op::At, &[body, x, x]);
        assert_eq!(names.map(|name| store.mentions(at, name)), [true, false, true]);
    }

    #[test]
    fn a_parameter_is_not_free_but_other_symbols_of_a_definition_are() {
        let mut store = Store::new();
        let (x, y, w) = (store.symbol("x"), store.symbol("y"), store.symbol("w"));
        let names = ["x", "y", "w", "f"].map(|text| store.name(text));
        let body = store.mul(x, w);
        let definition = Definition { params: vec![names[0]], body };
        store.define(names[3], definition).unwrap();
        let call = store.apply(names[3], crate::expr::Orders::NONE, &[y]);
        assert!(!store.mentions(call, names[0]));
        assert!(store.mentions(call, names[1]) && store.mentions(call, names[2]));
    }

    #[test]
    fn names_beyond_the_first_ones_are_told_apart() {
        let mut store = Store::new();
        let symbols: Vec<_> = (0..200).map(|i| store.symbol(&format!("x_{i}"))).collect();
        let names: Vec<_> = (0..200).map(|i| store.name(&format!("x_{i}"))).collect();
        let sum = store.add(symbols[3], symbols[130]);
        let found: Vec<usize> = (0..200).filter(|&i| store.mentions(sum, names[i])).collect();
        assert_eq!(found, [3, 130]);
    }
}
