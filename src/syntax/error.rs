//! What can be wrong with an input: one value per message.

use super::message;
use crate::diag::{Diagnostic, Span};

/// The limits of one input; each is named in the message that reports it.
pub mod limit {
    /// The longest input, in bytes.
    pub const BYTES: usize = 16 << 20;
    /// The longest number, in digits.
    pub const DIGITS: usize = 100_000;
    /// The largest power of ten in `1e400`.
    pub const EXPONENT: u32 = 10_000;
    /// The most messages for one input.
    pub const MESSAGES: usize = 50;
    /// The highest order of a derivative.
    pub const ORDER: u32 = 100;
    /// The highest order of a derivative that is written with primes.
    pub const PRIMES: u32 = 15;
    /// The most ranges of sums inside one another.
    pub const RANGES: usize = 32;
    /// The most variables whose values are given together.
    pub const POINTS: usize = 64;
    /// The most blocks of a network inside each other.
    pub const BLOCKS: usize = 64;
    /// The most steps of a descent.
    pub const STEPS: u32 = 10_000;
    /// The most digits that a value can be asked for.
    pub const PRECISION: u32 = 1_000_000;
}

/// Declares the kinds with their codes, so that neither can be without the other.
macro_rules! error_kinds {
    ($($name:ident $(($($part:ty),+))? $({ $($field:ident: $type:ty),+ })? => $code:literal,)+) => {
        /// One kind of mistake. [`ErrorKind::code`] names it; the texts are in its `Display`.
        #[derive(Clone, PartialEq, Eq, Debug)]
        #[expect(missing_docs, reason = "the messages say what the values mean")]
        pub enum ErrorKind {
            $($name $(($($part),+))? $({ $($field: $type),+ })?,)+
        }

        impl ErrorKind {
            /// The codes of all messages.
            pub const CODES: &[&str] = &[$($code),+];

            /// The stable identifier of the message.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $code,)+
                }
            }
        }
    };
}

#[rustfmt::skip]
error_kinds! {
    // Characters and numbers.
    UnknownCharacter(char) => "unknown-character",
    WrongBracket(char) => "wrong-bracket",
    MalformedNumber => "malformed-number",
    MalformedSubscript => "malformed-subscript",
    MalformedSuperscript => "malformed-superscript",
    AmbiguousExponent { scientific: String, difference: String } => "ambiguous-exponent",
    Infinity => "infinity",
    NumberLimit => "number-limit",
    ExponentLimit => "exponent-limit",
    InputLimit => "input-limit",
    TooManyErrors => "too-many-errors",
    // The shape of an expression.
    MissingOperand { after: String } => "missing-operand",
    EmptyParentheses => "empty-parentheses",
    Unexpected { found: String, expected: &'static str } => "unexpected",
    StrayClose => "stray-close",
    UnclosedParenthesis => "unclosed-parenthesis",
    UnclosedBar => "unclosed-bar",
    NumberAfterValue { value: String, number: String } => "number-after-value",
    UnexpectedComma => "unexpected-comma",
    PrimeAfterValue => "prime-after-value",
    ConditionAsValue => "condition-as-value",
    ValueAsCondition => "value-as-condition",
    OnlyAnd => "only-and",
    // Functions.
    UnknownFunction { name: String, meant: String } => "unknown-function",
    AmbiguousCall { name: String, argument: String } => "ambiguous-call",
    MissingArgument { name: String } => "missing-argument",
    InversePower { name: String, inverse: Option<String> } => "inverse-power",
    PowerOfFunction { name: String } => "power-of-function",
    WrongArity { name: String, expected: String, found: usize } => "wrong-arity",
    ArityChanged { name: String, before: usize, found: usize } => "arity-changed",
    PrimeArity { name: String } => "prime-arity",
    PrimeLimit => "prime-limit",
    NotACall => "not-a-call",
    RootDegree => "root-degree",
    // Indices and ranges.
    UnclosedSquare => "unclosed-bracket",
    Range => "range",
    NotAnIndex { found: String } => "not-an-index",
    IndexCount { name: String, before: usize, found: usize } => "index-count",
    FamilySort => "family-sort",
    Recursion { name: String } => "recursion",
    HiddenIndex { name: String, index: String } => "hidden-index",
    RangeLimit => "range-limit",
    // Derivatives.
    NotAVariable { found: String } => "not-a-variable",
    FixedVariable { name: String } => "fixed-variable",
    OrderMismatch { above: u32, below: u32 } => "order-mismatch",
    OrderLimit => "order-limit",
    UnknownDependent { name: String, variable: String } => "unknown-dependent",
    DerivativeCall { derivative: String, variable: String } => "derivative-call",
    WhichVariable { names: Vec<String> } => "which-variable",
    DependentPoint { name: String } => "dependent-point",
    PointWithoutName => "point-without-name",
    // Statements.
    BareEquation { left: String, is_name: bool } => "bare-equation",
    NotAnEquation => "not-an-equation",
    NoEquation => "no-equation",
    Interval => "interval",
    StudyVariable { names: Vec<String> } => "study-variable",
    AlreadyDefined { name: String, library: bool } => "already-defined",
    ReservedName { name: String } => "reserved-name",
    CircularDefinition { name: String } => "circular-definition",
    DefinedAfterUse { name: String } => "defined-after-use",
    DefinitionTarget => "definition-target",
    Parameter { found: String } => "parameter",
    DuplicateParameter { name: String } => "duplicate-parameter",
    DefaultOrder { name: String } => "default-order",
    UnknownSort { found: String } => "unknown-sort",
    ConflictingSort { name: String } => "conflicting-sort",
    Precision => "precision",
    NotANamedValue { name: String } => "not-a-named-value",
    StepCount => "step-count",
    // Networks.
    UnclosedBlock => "unclosed-block",
    BlockLimit => "block-limit",
    LayerSize => "layer-size",
    Setting => "setting",
    // Matrices.
    Shape { left: String, left_shape: String, right: String, right_shape: String, how: &'static str, fix: Option<String> } => "shape",
    WrongShape { text: String, shape: String, needed: &'static str } => "wrong-shape",
    MatrixAsNumber { left: String, right: String, sign: &'static str } => "matrix-as-number",
    NumberNeeded => "number-needed",
    NotAMatrix { name: String } => "not-a-matrix",
    UndeclaredMatrix { name: String, shape: String } => "undeclared-matrix",
    MatrixPower { found: String } => "matrix-power",
    Dimension { found: String } => "dimension",
    CollapseNumber => "collapse-number",
    FourIndices { of: String, by: String } => "four-indices",
}

impl ErrorKind {
    /// The message with its place, ready to be shown.
    #[must_use]
    pub fn at(&self, span: Span) -> Diagnostic {
        Diagnostic {
            code: self.code(),
            span,
            also: None,
            message: self.to_string(),
            help: message::help(self),
        }
    }
}
