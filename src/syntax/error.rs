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
    /// The most digits that a value can be asked for.
    pub const PRECISION: u32 = 1_000_000;
}

/// One kind of mistake. [`ErrorKind::code`] names it; the texts are in its `Display`.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the messages say what the values mean")]
pub enum ErrorKind {
    // Characters and numbers.
    UnknownCharacter(char),
    WrongBracket(char),
    MalformedNumber,
    MalformedSubscript,
    AmbiguousExponent { scientific: String, difference: String },
    Infinity,
    NumberLimit,
    ExponentLimit,
    InputLimit,
    TooManyErrors,
    // The shape of an expression.
    MissingOperand { after: String },
    EmptyParentheses,
    Unexpected { found: String, expected: &'static str },
    StrayClose,
    UnclosedParenthesis,
    UnclosedBar,
    NumberAfterValue { value: String, number: String },
    UnexpectedComma,
    PrimeAfterValue,
    ConditionAsValue,
    ValueAsCondition,
    OnlyAnd,
    // Functions.
    UnknownFunction { name: String, meant: String },
    AmbiguousCall { name: String, argument: String },
    MissingArgument { name: String },
    InversePower { name: String, inverse: Option<String> },
    PowerOfFunction { name: String },
    WrongArity { name: String, expected: String, found: usize },
    ArityChanged { name: String, before: usize, found: usize },
    PrimeArity { name: String },
    PrimeLimit,
    RootDegree,
    // Derivatives.
    NotAVariable { found: String },
    FixedVariable { name: String },
    OrderMismatch { above: u32, below: u32 },
    OrderLimit,
    UnknownDependent { name: String, variable: String },
    DerivativeCall { derivative: String, variable: String },
    WhichVariable { names: Vec<String> },
    PointWithoutName,
    // Statements.
    BareEquation { left: String, is_name: bool },
    NotAnEquation,
    NoEquation,
    AlreadyDefined { name: String, library: bool },
    ReservedName { name: String },
    CircularDefinition { name: String },
    DefinedAfterUse { name: String },
    DefinitionTarget,
    Parameter { found: String },
    DuplicateParameter { name: String },
    DefaultOrder { name: String },
    UnknownSort { found: String },
    ConflictingSort { name: String },
    Precision,
}

impl ErrorKind {
    /// The stable identifier of the message.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownCharacter(_) => "unknown-character",
            Self::WrongBracket(_) => "wrong-bracket",
            Self::MalformedNumber => "malformed-number",
            Self::MalformedSubscript => "malformed-subscript",
            Self::AmbiguousExponent { .. } => "ambiguous-exponent",
            Self::Infinity => "infinity",
            Self::NumberLimit => "number-limit",
            Self::ExponentLimit => "exponent-limit",
            Self::InputLimit => "input-limit",
            Self::TooManyErrors => "too-many-errors",
            Self::MissingOperand { .. } => "missing-operand",
            Self::EmptyParentheses => "empty-parentheses",
            Self::Unexpected { .. } => "unexpected",
            Self::StrayClose => "stray-close",
            Self::UnclosedParenthesis => "unclosed-parenthesis",
            Self::UnclosedBar => "unclosed-bar",
            Self::NumberAfterValue { .. } => "number-after-value",
            Self::UnexpectedComma => "unexpected-comma",
            Self::PrimeAfterValue => "prime-after-value",
            Self::ConditionAsValue => "condition-as-value",
            Self::ValueAsCondition => "value-as-condition",
            Self::OnlyAnd => "only-and",
            Self::UnknownFunction { .. } => "unknown-function",
            Self::AmbiguousCall { .. } => "ambiguous-call",
            Self::MissingArgument { .. } => "missing-argument",
            Self::InversePower { .. } => "inverse-power",
            Self::PowerOfFunction { .. } => "power-of-function",
            Self::WrongArity { .. } => "wrong-arity",
            Self::ArityChanged { .. } => "arity-changed",
            Self::PrimeArity { .. } => "prime-arity",
            Self::PrimeLimit => "prime-limit",
            Self::RootDegree => "root-degree",
            Self::NotAVariable { .. } => "not-a-variable",
            Self::FixedVariable { .. } => "fixed-variable",
            Self::OrderMismatch { .. } => "order-mismatch",
            Self::OrderLimit => "order-limit",
            Self::UnknownDependent { .. } => "unknown-dependent",
            Self::DerivativeCall { .. } => "derivative-call",
            Self::WhichVariable { .. } => "which-variable",
            Self::PointWithoutName => "point-without-name",
            Self::BareEquation { .. } => "bare-equation",
            Self::NotAnEquation => "not-an-equation",
            Self::NoEquation => "no-equation",
            Self::AlreadyDefined { .. } => "already-defined",
            Self::ReservedName { .. } => "reserved-name",
            Self::CircularDefinition { .. } => "circular-definition",
            Self::DefinedAfterUse { .. } => "defined-after-use",
            Self::DefinitionTarget => "definition-target",
            Self::Parameter { .. } => "parameter",
            Self::DuplicateParameter { .. } => "duplicate-parameter",
            Self::DefaultOrder { .. } => "default-order",
            Self::UnknownSort { .. } => "unknown-sort",
            Self::ConflictingSort { .. } => "conflicting-sort",
            Self::Precision => "precision",
        }
    }

    /// All codes, in the order of the values.
    pub const CODES: [&'static str; 54] = [
        "unknown-character",
        "wrong-bracket",
        "malformed-number",
        "malformed-subscript",
        "ambiguous-exponent",
        "infinity",
        "number-limit",
        "exponent-limit",
        "input-limit",
        "too-many-errors",
        "missing-operand",
        "empty-parentheses",
        "unexpected",
        "stray-close",
        "unclosed-parenthesis",
        "unclosed-bar",
        "number-after-value",
        "unexpected-comma",
        "prime-after-value",
        "condition-as-value",
        "value-as-condition",
        "only-and",
        "unknown-function",
        "ambiguous-call",
        "missing-argument",
        "inverse-power",
        "power-of-function",
        "wrong-arity",
        "arity-changed",
        "prime-arity",
        "prime-limit",
        "root-degree",
        "not-a-variable",
        "fixed-variable",
        "order-mismatch",
        "order-limit",
        "unknown-dependent",
        "derivative-call",
        "which-variable",
        "point-without-name",
        "bare-equation",
        "not-an-equation",
        "no-equation",
        "already-defined",
        "reserved-name",
        "circular-definition",
        "defined-after-use",
        "definition-target",
        "parameter",
        "duplicate-parameter",
        "default-order",
        "unknown-sort",
        "conflicting-sort",
        "precision",
    ];

    /// The message with its place, ready to be shown.
    #[must_use]
    pub fn at(&self, span: Span) -> Diagnostic {
        Diagnostic { code: self.code(), span, message: self.to_string(), help: message::help(self) }
    }
}
