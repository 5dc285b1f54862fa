//! What declarations of layers and networks say.

use crate::diag::Span;
use crate::expr::{Expr, Name};

/// A kind of layer: what it takes, what it gives, and how it is counted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LayerDecl {
    /// Its name.
    pub name: String,
    /// What a line that uses it may say.
    pub params: Vec<LayerParam>,
    /// The shape that it takes.
    pub input: Vec<Dim>,
    /// The shape that it gives.
    pub output: Vec<Dim>,
    /// How it is counted: `parameters`, `flops`; `window` and `stride` of the receptive field.
    pub counts: Vec<(Count, Vec<Expr>)>,
    /// What must be a whole number.
    pub whole: Vec<Expr>,
}

/// Something that a layer says about itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Count {
    /// The number of trainable parameters.
    Parameters,
    /// The number of floating point operations.
    Flops,
    /// How many inputs an output sees, along each axis.
    Window,
    /// How far apart these are for neighbouring outputs.
    Stride,
}

/// A parameter of a layer: `kernel k[2] = 3`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LayerParam {
    /// The word that names it in a line.
    pub keyword: String,
    /// Its variables: one, or one for each axis.
    pub names: Vec<Name>,
    /// Its values where a line does not say them.
    pub default: Option<Vec<Expr>>,
}

/// A size in a shape.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Dim {
    /// A variable; it may be missing in the input if it has a default.
    Size(Name, Option<Expr>),
    /// Any sizes; the variable is their product.
    Any(Option<Name>),
    /// A size that is computed, and the name it has in further formulas.
    Given(Option<Name>, Expr),
}

/// A network: lines that are carried out one after the other.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NetworkDecl {
    /// Its name.
    pub name: String,
    /// Its parameters, if it is to be a part of others.
    pub params: Vec<LayerParam>,
    /// Its lines.
    pub lines: Vec<NetworkLine>,
}

/// A line of a network, with its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NetworkLine {
    /// What it says.
    pub says: Says,
    /// Where.
    pub span: Span,
}

/// What a line of a network says.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the variants say what the fields are")]
pub enum Says {
    /// The shape that comes in.
    Input(Vec<Expr>),
    /// A layer, or a network as a part.
    Layer { label: Option<String>, kind: String, args: Vec<LayerArg> },
    /// What follows, so many times.
    Repeat(Expr),
    /// Branches whose results are added.
    Sum,
    /// Branches whose results are put beside each other along the first axis.
    Concat,
    /// The next branch.
    Branch,
    /// The end of a block.
    End,
    /// What becomes of sizes that are no whole numbers.
    Fractions(Fractions),
}

/// What becomes of a size that is no whole number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Fractions {
    /// It is a mistake.
    #[default]
    Error,
    /// It is rounded down.
    Down,
    /// It is rounded up.
    Up,
}

/// A word or sizes in a line. Which words name parameters is known with the layer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LayerArg {
    /// The word, if it is one: the name of a parameter, or a symbolic size.
    pub word: Option<String>,
    /// Its values; of a word, the symbol.
    pub values: Vec<Expr>,
}
