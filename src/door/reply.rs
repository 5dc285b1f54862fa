//! Answers in plain texts.

use crate::verify::Checked;

/// The answer to a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reply {
    /// An expression.
    Result(Result),
    /// Derivatives by a matrix or vector.
    Matrix {
        /// The matrix of derivatives.
        result: Result,
        /// How they are laid out, in words.
        layout: String,
        /// Its numbers of rows and columns, such as `m*n`.
        shape: String,
    },
    /// What was found about a claim.
    Verdict(Verdict),
    /// A number.
    Number(Number),
    /// What a study found.
    Findings(Findings),
    /// Values and derivatives of a graph.
    Backprop(Backprop),
    /// What a network has.
    Count(Count),
    /// The answers of a program, in order.
    Outcomes(Vec<Outcome>),
    /// What was found about a derivation.
    Checked(Box<Checked>),
}

/// Values and derivatives of a graph, by the names of its nodes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backprop {
    /// The values of the nodes.
    pub values: Vec<(String, Step)>,
    /// The derivatives of the result.
    pub gradients: Vec<(String, Step)>,
    /// The same without rounding, where steps are rounded.
    pub unrounded: Vec<(String, Step)>,
    /// The derivatives as expressions in the names of the nodes.
    pub formulas: Vec<(String, String)>,
}

/// A value of a calculation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// The value that the calculation goes on with.
    pub number: Number,
    /// Its digits.
    pub text: String,
}

/// What a network has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Count {
    /// The sum, of what has one.
    pub total: Option<String>,
    /// Layer by layer.
    pub layers: Vec<CountedLayer>,
    /// The conventions with their values.
    pub conventions: Vec<(String, String)>,
    /// What became of fractions of sizes: `error`, `down` or `up`.
    pub fractions: &'static str,
}

/// A layer of a network.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CountedLayer {
    /// Its name.
    pub layer: String,
    /// The kind of layer.
    pub kind: String,
    /// The shape behind it.
    pub output: Vec<String>,
    /// The formula of what is counted.
    pub formula: Option<String>,
    /// The formula with numbers.
    pub numbers: Option<String>,
    /// The value.
    pub value: Option<String>,
    /// The receptive field along each axis, where it is asked for and not the whole input.
    pub field: Option<Vec<String>>,
}

/// An expression that equals the one asked about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Result {
    /// It, in the expression language.
    pub source: String,
    /// The same in LaTeX.
    pub latex: String,
    /// The conditions beyond what is given.
    pub conditions: Vec<String>,
}

/// What was found about a claim.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the variants say what the fields are")]
pub enum Verdict {
    /// Wherever what is given and the conditions hold, both sides are defined at the same points
    /// and equal there, but perhaps for isolated points.
    Proved {
        conditions: Vec<String>,
        /// For each variable that has such points: an equation that they satisfy.
        isolated: Vec<String>,
    },
    /// The sides differ at a point.
    Refuted(Witness),
    /// Neither was found; what was tried, in words.
    Undecided { tried: Vec<String> },
}

/// Where two sides differ.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Witness {
    /// What unknown functions stand for: `f(t)` and its value.
    pub functions: Vec<(String, String)>,
    /// The variables with their exact rational values.
    pub at: Vec<(String, String)>,
    /// The left side's value there, with guaranteed digits.
    pub lhs: String,
    /// The right side's value there, with guaranteed digits.
    pub rhs: String,
}

/// A number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Number {
    /// A rational number, such as `3/4`.
    Exact(String),
    /// A real number that is no further from the decimal than the radius; both are decimals as in
    /// JSON, such as `1.25e-30`.
    Near {
        /// The decimal, correctly rounded.
        decimal: String,
        /// Half a unit of its last place.
        radius: String,
    },
}

/// The answer to a command of a program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// A chain of equal expressions.
    Derivation {
        /// Where it starts.
        start: String,
        /// What it equals, line by line.
        lines: Vec<Line>,
        /// The last line.
        result: Result,
    },
    /// A claim that was not proved.
    Verdict(Verdict),
    /// A number.
    Number(Number),
    /// What a study found.
    Findings(Findings),
    /// Tables, as an object of JSON.
    Report(String),
}

/// A line of a derivation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The expression of this line, with the conditions of the step to it.
    pub result: Result,
    /// The rules that lead from the line before to it: identifier and caption.
    pub rules: Vec<(String, String)>,
}

/// What a study found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Findings {
    /// `proved`, `refuted` or `undecided`.
    pub verdict: &'static str,
    /// What was found, by name.
    pub fields: Vec<(&'static str, Field)>,
}

/// A value in findings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Field {
    /// A text; expressions are in the expression language.
    Text(String),
    /// Yes or no.
    Truth(bool),
    /// Nothing.
    Null,
    /// Several.
    List(Vec<Field>),
    /// With names.
    Record(Vec<(&'static str, Field)>),
}
