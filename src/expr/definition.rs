//! Definitions of names.

use super::{Expr, Name};

/// What a defined name stands for: `name(params) := body`; a named value has no parameters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Definition {
    /// The parameters, in order.
    pub params: Vec<Name>,
    /// The right-hand side.
    pub body: Expr,
}

/// Why a definition was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DefinitionError {
    /// The name already has another definition.
    Redefined,
    /// The body mentions the name itself.
    Circular,
    /// The name already stands in expressions, without a meaning.
    InUse,
}
