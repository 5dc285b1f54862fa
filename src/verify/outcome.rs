//! What is found about a derivation, in plain texts.

use crate::diag::Span;

/// What is found about a step or a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Nothing is claimed yet: the start of a chain, a definition, something given.
    Start,
    /// It holds.
    Proved,
    /// It is a decimal of the exact value, rounded to the places shown.
    Rounded,
    /// It holds, and the right side is defined in more places.
    DomainWider,
    /// It holds where the right side is defined, which the left side is in more places.
    DomainNarrower,
    /// It holds under conditions.
    ProvedIf,
    /// It is true, but no rule of the book leads there in few steps.
    Unexplained,
    /// The line before implies it, but not the other way round.
    Implies,
    /// It is implied by it: solutions may have been lost.
    ImpliedBy,
    /// It could be read, but is neither proved nor refuted.
    Undecided,
    /// It could not be read.
    Unreadable,
    /// It follows from what went before, which is wrong.
    WrongUpstream,
    /// It is false, and what comes next does not use it.
    Slip,
    /// It is false.
    Refuted,
}

impl Verdict {
    /// The verdict in words.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Proved => "proved",
            Self::Rounded => "rounded correctly",
            Self::DomainWider => "domain wider",
            Self::DomainNarrower => "domain narrower",
            Self::ProvedIf => "proved if",
            Self::Unexplained => "true but unexplained",
            Self::Implies => "implies",
            Self::ImpliedBy => "implied by",
            Self::Undecided => "undecided",
            Self::Unreadable => "unreadable",
            Self::WrongUpstream => "wrong upstream",
            Self::Slip => "slip",
            Self::Refuted => "refuted",
        }
    }

    /// Is something false that was claimed here for the first time?
    #[must_use]
    pub fn is_wrong(self) -> bool {
        matches!(self, Self::Slip | Self::Refuted)
    }

    /// Does it stay open whether this holds?
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Undecided | Self::Unreadable)
    }

    /// Does it hold, perhaps under conditions?
    #[must_use]
    pub fn holds(self) -> bool {
        !self.is_wrong() && !self.is_open() && self != Self::WrongUpstream
    }

    /// The more serious of two.
    #[must_use]
    pub fn worse(self, other: Self) -> Self {
        if (other as u8) > (self as u8) { other } else { self }
    }
}

/// Where two sides differ.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Difference {
    /// What unknown functions stand for.
    pub functions: Vec<(String, String)>,
    /// The variables with their exact values.
    pub at: Vec<(String, String)>,
    /// The left side's value there.
    pub lhs: String,
    /// The right side's value there.
    pub rhs: String,
}

/// What probably happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnosis {
    /// The frozen id of the slip, such as `sign.term`.
    pub id: &'static str,
    /// The slip in words.
    pub title: String,
    /// The smallest change that was found: what was written and what would be right, in LaTeX.
    pub change: Option<(String, String)>,
    /// The whole member as it would be right, in LaTeX.
    pub repair: String,
    /// The same in the expression language.
    pub repair_source: String,
}

/// What is found about one claim `… = …`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// The member that is claimed.
    pub span: Span,
    /// What is found.
    pub verdict: Verdict,
    /// Why, in a sentence without a final stop.
    pub reason: String,
    /// The rules that justify it: id and caption.
    pub rules: Vec<(String, String)>,
    /// What has to hold.
    pub conditions: Vec<String>,
    /// Where the sides differ.
    pub witness: Option<Difference>,
    /// What probably happened.
    pub slip: Option<Diagnosis>,
    /// The place to look at.
    pub mark: Option<Span>,
    /// Other ways in which it may have been meant.
    pub candidates: Vec<String>,
}

impl Step {
    pub(super) fn new(span: Span, verdict: Verdict, reason: impl Into<String>) -> Self {
        Self {
            span,
            verdict,
            reason: reason.into(),
            rules: Vec::new(),
            conditions: Vec::new(),
            witness: None,
            slip: None,
            mark: None,
            candidates: Vec::new(),
        }
    }
}

/// One line of the writer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Where it stands.
    pub span: Span,
    /// The line of the source, from 1; the index of a bare chain, from 0.
    pub number: usize,
    /// The column of its first character, from 1.
    pub column: usize,
    /// The text as it was written.
    pub text: String,
    /// The most serious verdict of its steps.
    pub verdict: Verdict,
    /// Its steps.
    pub steps: Vec<Step>,
    /// Which chain it belongs to.
    pub chain: usize,
}

impl Line {
    /// The step that decides the line's verdict.
    #[must_use]
    pub fn deciding(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.verdict == self.verdict)
    }
}

/// A question with three answers.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Truth {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not known.
    #[default]
    Unknown,
}

/// What is found about a chain of equal expressions.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Chain {
    /// The index of its first wrong line.
    pub first_wrong: Option<usize>,
    /// Are its two ends equal?
    pub endpoints: Truth,
    /// Is what it arrives at true?
    pub conclusion: Truth,
    /// How many claims it makes.
    pub claims: usize,
}

/// What is found about a derivation.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Checked {
    /// Its lines with mathematics, in order.
    pub lines: Vec<Line>,
    /// Its chains.
    pub chains: Vec<Chain>,
    /// How something was read that could be read in two ways, and what was taken for granted.
    pub notes: Vec<String>,
}

impl Checked {
    /// The index of the first wrong line.
    #[must_use]
    pub fn first_wrong(&self) -> Option<usize> {
        self.lines.iter().position(|line| line.verdict.is_wrong())
    }

    /// The chain that the derivation ends with.
    #[must_use]
    pub fn last_chain(&self) -> Option<&Chain> {
        self.chains.iter().rev().find(|chain| chain.claims > 0)
    }

    /// How many lines have this verdict?
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.lines.iter().filter(|line| line.verdict == verdict).count()
    }
}
