//! What the engine answers to a command, ready to be laid out: every equation in it is proved.

use super::findings::{Entry, Findings};
use super::report::Report;
use crate::expr::{Expr, Name};
use crate::num::Rational;

/// The answer to one command.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A chain of equal expressions, each line proved from the one before.
    Derivation(Derivation),
    /// A number.
    Value(Value),
    /// The claimed equation is false: at the witness the two sides differ.
    Refuted(Refutation),
    /// Neither proved nor refuted; what was tried.
    Undecided(Undecided),
    /// What a study found, in sentences and tables.
    Findings(Findings),
    /// Tables, with equations and remarks.
    Report(Report),
}

impl Answer {
    /// Is there a picture of graphs in it?
    #[must_use]
    pub fn draws(&self) -> bool {
        match self {
            Self::Findings(findings) => {
                findings.entries.iter().any(|entry| matches!(entry, Entry::Plot(_)))
            }
            Self::Derivation(_)
            | Self::Value(_)
            | Self::Refuted(_)
            | Self::Undecided(_)
            | Self::Report(_) => false,
        }
    }
}

/// `start = line₁ = line₂ = …`, under conditions.
#[derive(Clone, Debug)]
pub struct Derivation {
    /// The expression the chain starts from.
    pub start: Expr,
    /// What it equals, step by step; the last line is the result.
    pub lines: Vec<Line>,
    /// The conditions under which `start` equals the last line, beyond those that both sides need
    /// in order to be defined.
    pub conditions: Vec<Expr>,
}

impl Derivation {
    /// The last line's expression.
    #[must_use]
    pub fn result(&self) -> Expr {
        self.lines.last().map_or(self.start, |line| line.expr)
    }
}

/// One line `= expr`, with the reasons for which it equals the line before.
#[derive(Clone, Debug)]
pub struct Line {
    /// The expression.
    pub expr: Expr,
    /// The rules that were used, in order, without repetition.
    pub reasons: Vec<Reason>,
    /// The conditions of this step.
    pub conditions: Vec<Expr>,
}

/// Why a step is right: a rule's frozen id and its caption.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reason {
    /// The rule's frozen id, such as `diff.product`.
    pub id: String,
    /// The caption, such as "product rule".
    pub caption: String,
}

/// The value of an expression.
#[derive(Clone, Debug)]
pub struct Value {
    /// What was evaluated.
    pub expr: Expr,
    /// At which values of its variables.
    pub at: Vec<(Name, Rational)>,
    /// The exact value, where it is rational.
    pub exact: Option<Rational>,
    /// The decimal that was asked for; every digit is guaranteed.
    pub decimal: Option<Decimal>,
}

/// A decimal with a guarantee.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decimal {
    /// Sign, digits and point, such as `0.7970`.
    pub text: String,
    /// Is the decimal the exact value?
    pub exact: bool,
    /// How it was rounded, in words: "rounded half-up to 4 places".
    pub rounding: String,
}

/// A witness that two expressions differ.
#[derive(Clone, Debug)]
pub struct Refutation {
    /// The left side of the claim.
    pub lhs: Expr,
    /// The right side of the claim.
    pub rhs: Expr,
    /// What unknown functions stand for in the counterexample: `f(t)` and its value.
    pub functions: Vec<(Expr, Expr)>,
    /// The matrices: the name and the rows.
    pub matrices: Vec<(Name, String)>,
    /// The exact rational point.
    pub at: Vec<(Name, Rational)>,
    /// The left side's value there, as guaranteed digits.
    pub lhs_value: String,
    /// The right side's value there, as guaranteed digits.
    pub rhs_value: String,
}

/// A claim that could not be decided.
#[derive(Clone, Debug)]
pub struct Undecided {
    /// The left side of the claim.
    pub lhs: Expr,
    /// The right side of the claim.
    pub rhs: Expr,
    /// What was tried, in words.
    pub tried: Vec<String>,
}
