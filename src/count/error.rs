//! Why a network cannot be counted, and at which line.

use std::fmt;

use crate::diag::Span;

/// Why a network cannot be counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CountError {
    /// What is wrong.
    pub wrong: Wrong,
    /// The line of the network; none if it is about the whole.
    pub span: Option<Span>,
}

/// What is wrong with a network; texts are shapes and formulas in the language.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the messages say what the values mean")]
pub enum Wrong {
    UnknownNetwork { name: String, known: Vec<String> },
    UnknownLayer { name: String, meant: Option<String> },
    UnknownWord { layer: String, word: String, known: Vec<String> },
    TooManySizes { layer: String },
    MissingSize { layer: String, word: String },
    WrongAxes { layer: String, word: String, wanted: usize, found: usize },
    ShapeClash { layer: String, wanted: String, found: String },
    Fraction { layer: String, formula: String, value: String },
    NotPositive { layer: String, value: String },
    NotWhole { layer: String, formula: String, value: String },
    NoInput,
    SecondInput,
    StrayBranch,
    Branches { first: String, other: String },
    RepeatCount { value: String },
    Undefined { layer: String, formula: String },
    Limit(usize),
}

impl CountError {
    /// A stable identifier.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match &self.wrong {
            Wrong::UnknownNetwork { .. } => "unknown-network",
            Wrong::UnknownLayer { .. } => "unknown-layer",
            Wrong::UnknownWord { .. } => "unknown-layer-word",
            Wrong::TooManySizes { .. } => "too-many-sizes",
            Wrong::MissingSize { .. } => "missing-size",
            Wrong::WrongAxes { .. } => "wrong-axes",
            Wrong::ShapeClash { .. } => "shape-clash",
            Wrong::Fraction { .. } => "fraction-of-a-size",
            Wrong::NotPositive { .. } => "size-not-positive",
            Wrong::NotWhole { .. } => "not-whole",
            Wrong::NoInput => "no-input",
            Wrong::SecondInput => "second-input",
            Wrong::StrayBranch => "stray-branch",
            Wrong::Branches { .. } => "branches-differ",
            Wrong::RepeatCount { .. } => "repeat-count",
            Wrong::Undefined { .. } => "undefined",
            Wrong::Limit(_) => "layer-limit",
        }
    }

    /// What the user can do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match &self.wrong {
            Wrong::UnknownNetwork { known, .. } if known.is_empty() => {
                Some("declare it before: 'network name', its lines, 'end'".into())
            }
            Wrong::UnknownNetwork { known, .. } => Some(format!("known: {}", known.join(", "))),
            Wrong::UnknownLayer { meant: Some(meant), .. } => {
                Some(format!("did you mean '{meant}'?"))
            }
            Wrong::UnknownLayer { meant: None, .. } => {
                Some("declare it before: 'layer name(…)', its lines, 'end'".into())
            }
            Wrong::UnknownWord { known, .. } => Some(format!("it has {}", known.join(", "))),
            Wrong::MissingSize { layer, word } => Some(format!("write '{layer} {word} …'")),
            Wrong::Fraction { .. } => Some(
                "a line 'fractions down' before it rounds such sizes down, as most programs do; \
                 'fractions up' rounds them up"
                    .into(),
            ),
            Wrong::ShapeClash { layer, .. } if layer == "dense" => {
                Some("a line 'flatten' before it makes one row of all sizes".into())
            }
            Wrong::NoInput => Some("begin with a line such as 'input 1x32x32'".into()),
            Wrong::TooManySizes { .. }
            | Wrong::WrongAxes { .. }
            | Wrong::ShapeClash { .. }
            | Wrong::NotPositive { .. }
            | Wrong::NotWhole { .. }
            | Wrong::SecondInput
            | Wrong::StrayBranch
            | Wrong::Branches { .. }
            | Wrong::RepeatCount { .. }
            | Wrong::Undefined { .. }
            | Wrong::Limit(_) => None,
        }
    }
}

impl fmt::Display for CountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.wrong {
            Wrong::UnknownNetwork { name, .. } => write!(f, "unknown network '{name}'"),
            Wrong::UnknownLayer { name, .. } => write!(f, "unknown layer '{name}'"),
            Wrong::UnknownWord { layer, word, .. } => write!(f, "'{layer}' knows no '{word}'"),
            Wrong::TooManySizes { layer } => write!(f, "'{layer}' takes fewer sizes than these"),
            Wrong::MissingSize { layer, word } => write!(f, "'{layer}' needs a size: its {word}"),
            Wrong::WrongAxes { layer, word, wanted, found } => {
                write!(f, "the {word} of '{layer}' has {wanted} sizes or one for all, not {found}")
            }
            Wrong::ShapeClash { layer, wanted, found } => {
                write!(f, "'{layer}' takes a shape {wanted}, but gets {found}")
            }
            Wrong::Fraction { layer, formula, value } => {
                write!(f, "a size behind '{layer}' is no whole number: {formula} = {value}")
            }
            Wrong::NotPositive { layer, value } => {
                write!(f, "a size behind '{layer}' is not positive: {value}")
            }
            Wrong::NotWhole { layer, formula, value } => {
                write!(f, "'{layer}' needs a whole number: {formula} = {value}")
            }
            Wrong::NoInput => f.write_str("a layer before the input's shape is known"),
            Wrong::SecondInput => f.write_str("the input's shape is known already"),
            Wrong::StrayBranch => f.write_str("a branch outside of 'sum', 'residual' and 'concat'"),
            Wrong::Branches { first, other } => {
                write!(f, "the branches end in different shapes: {first} and {other}")
            }
            Wrong::RepeatCount { value } => {
                write!(f, "something is repeated a whole number of times, not {value}")
            }
            Wrong::Undefined { layer, formula } => {
                write!(f, "a formula of '{layer}' has no value: {formula}")
            }
            Wrong::Limit(most) => write!(f, "a network can have at most {most} layers"),
        }
    }
}

impl std::error::Error for CountError {}
