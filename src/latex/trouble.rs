//! What cannot be read, with its place.

use std::fmt;

use crate::diag::Span;

/// Why a formula was not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// What is wrong.
    pub kind: TroubleKind,
    /// Where.
    pub span: Span,
}

/// The kinds of mistakes in a formula.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TroubleKind {
    /// A value is missing here.
    MissingOperand,
    /// This has no place here.
    Unexpected(String),
    /// A bracket or brace without its partner.
    Unclosed(char),
    /// A command that has no meaning here.
    UnknownCommand(String),
    /// A function with the wrong number of arguments.
    Arity(String),
    /// Groups inside groups, deeper than the limit.
    TooDeep,
    /// It can be read, but means something that is not computed with.
    Foreign(&'static str),
    /// Words where a value should be.
    Words(String),
}

impl TroubleKind {
    pub(super) fn at(self, span: Span) -> Trouble {
        Trouble { kind: self, span }
    }
}

impl Trouble {
    /// A stable identifier.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.kind {
            TroubleKind::MissingOperand => "missing-operand",
            TroubleKind::Unexpected(_) => "unexpected-token",
            TroubleKind::Unclosed(_) => "unclosed",
            TroubleKind::UnknownCommand(_) => "unknown-command",
            TroubleKind::Arity(_) => "argument-count",
            TroubleKind::TooDeep => "nesting-limit",
            TroubleKind::Foreign(_) => "not-supported",
            TroubleKind::Words(_) => "words",
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            TroubleKind::MissingOperand => f.write_str("a value is missing here"),
            TroubleKind::Unexpected(text) => write!(f, "{text} has no place here"),
            TroubleKind::Unclosed(c) => write!(f, "'{c}' without its partner"),
            TroubleKind::UnknownCommand(name) => write!(f, "\\{name} has no meaning here"),
            TroubleKind::Arity(name) => write!(f, "a wrong number of arguments for {name}"),
            TroubleKind::TooDeep => f.write_str("groups are nested too deeply"),
            TroubleKind::Foreign(what) => write!(f, "{what} cannot be computed with here"),
            TroubleKind::Words(words) => write!(f, "the words \"{words}\" are no value"),
        }
    }
}
