//! What can be wrong with a sheet.

use std::fmt;

use crate::diag::{Diagnostic, Span};

/// A message with its file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Complaint {
    /// The number of the file in [`super::Sheet::files`].
    pub file: usize,
    /// What is wrong, and where in that file.
    pub diagnostic: Diagnostic,
}

/// What is wrong with a sheet itself, beside its mathematics.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A word in a block's options that means nothing.
    UnknownOption(String),
    /// An option's value that means nothing.
    OptionValue(String, String),
    /// An included file that could not be read.
    Include(String, String),
    /// A file that includes itself, or too many within each other.
    IncludeLoop(String),
    /// A line that declares no parameter and is no condition.
    Parameter(String),
    /// A parameter's domain without values, or with too many.
    Domain(String),
    /// Two domains for one parameter.
    ParameterTwice(String),
    /// A parameter that is also a word of the language.
    ParameterName(String),
    /// A LaTeX document that does not load the package.
    NoPackage,
    /// A LaTeX command without its argument, or an environment without its end.
    Unclosed(String),
    /// An exercise in another one.
    Nested,
    /// A hint or a solution outside an exercise.
    Astray(&'static str),
    /// Not as many variants as were asked for.
    TooFewVariants(usize, usize),
    /// A claim that is false; at these values.
    Refuted(String),
    /// A claim that was neither proved nor refuted.
    Undecided(String),
    /// A block that should say something and does not.
    NoAnswer,
}

impl Kind {
    /// A stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownOption(_) => "unknown-option",
            Self::OptionValue(..) => "option-value",
            Self::Include(..) => "include",
            Self::IncludeLoop(_) => "include-loop",
            Self::Parameter(_) => "parameter-line",
            Self::Domain(_) => "parameter-domain",
            Self::ParameterTwice(_) => "parameter-twice",
            Self::ParameterName(_) => "parameter-name",
            Self::NoPackage => "no-package",
            Self::Unclosed(_) => "unclosed",
            Self::Nested => "nested-exercise",
            Self::Astray(_) => "outside-exercise",
            Self::TooFewVariants(..) => "too-few-variants",
            Self::Refuted(_) => "refuted",
            Self::Undecided(_) => "undecided",
            Self::NoAnswer => "no-answer",
        }
    }

    fn help(&self) -> Option<String> {
        let help = match self {
            Self::UnknownOption(_) => {
                "a block shows its 'derivation', 'problem', 'result' or 'statement', is 'verified', \
                 'setup' or 'parameters', and may be 'shown' or have a 'detail=…'"
            }
            Self::OptionValue(name, _) if name == "detail" => "'brief', 'normal' or 'full'",
            Self::Parameter(_) => "such as 'a in 2..9', 'b in {1, 2, 5}' or 'a != b'",
            Self::NoPackage => "write \\usepackage{symderiv} before \\begin{document}",
            Self::Astray(_) => "in Markdown an exercise is a heading with {.exercise}",
            Self::TooFewVariants(..) => "make the domains of the parameters larger",
            Self::NoAnswer => "a 'setup' block says nothing",
            Self::OptionValue(..) | Self::Include(..) | Self::IncludeLoop(_) => return None,
            Self::Domain(_) | Self::ParameterTwice(_) | Self::ParameterName(_) => return None,
            Self::Unclosed(_) | Self::Nested | Self::Refuted(_) | Self::Undecided(_) => {
                return None;
            }
        };
        Some(help.to_owned())
    }

    /// The message at a place.
    pub(super) fn at(&self, span: Span) -> Diagnostic {
        Diagnostic {
            code: self.code(),
            span,
            message: self.to_string(),
            help: self.help(),
            also: None,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownOption(word) => write!(f, "unknown option '{word}'"),
            Self::OptionValue(name, value) => write!(f, "'{name}' cannot be '{value}'"),
            Self::Include(name, why) => write!(f, "cannot include {name}: {why}"),
            Self::IncludeLoop(name) => write!(f, "{name} is included within itself"),
            Self::Parameter(line) => write!(f, "'{line}' is no parameter and no condition"),
            Self::Domain(name) => write!(f, "'{name}' needs between 1 and 100000 values"),
            Self::ParameterTwice(name) => write!(f, "'{name}' is a parameter already"),
            Self::ParameterName(name) => write!(f, "'{name}' cannot be the name of a parameter"),
            Self::NoPackage => write!(f, "the document does not load symderiv.sty"),
            Self::Unclosed(what) => write!(f, "{what} has no end"),
            Self::Nested => write!(f, "an exercise within an exercise"),
            Self::Astray(what) => write!(f, "a {what} outside an exercise"),
            Self::TooFewVariants(found, wanted) => {
                write!(f, "only {found} of {wanted} variants were found")
            }
            Self::Refuted(claim) => write!(f, "refuted: {claim}"),
            Self::Undecided(claim) => write!(f, "undecided: {claim}"),
            Self::NoAnswer => write!(f, "the block asks nothing"),
        }
    }
}
