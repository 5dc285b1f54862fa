//! What is derived on its own: an exercise, or what stands outside exercises. What comes out
//! depends on nothing but the unit, so it can be kept for as long as the unit stays the same.

use super::model::{Show, Target};
use super::problem::Kind;
use crate::diag::{Diagnostic, Span};
use crate::print::{Format, Options, Part, display, inline, markdown};
use crate::session::{Outcome, Session};
use crate::steps::{Answer, Detail};

/// Questions, after all that they may rely on.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Unit {
    /// What was said before, outside exercises.
    pub heard: Vec<String>,
    pub questions: Vec<Question>,
    pub target: Target,
    pub columns: usize,
}

/// The questions of a block.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Question {
    pub query: String,
    pub show: Show,
    pub detail: Detail,
    pub is_inline: bool,
}

/// What came out of a block.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Answered {
    pub items: Vec<Item>,
    /// How something was read.
    pub notes: Vec<String>,
}

/// One thing to be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Item {
    /// A derivation or a value.
    Proved(Box<Shown>),
    /// What is wrong: the message, with its place in the query; a claim in the target's language.
    Failed(Diagnostic, Option<String>),
}

/// An answer in the target's language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Shown {
    /// All lines, as a display; empty in a line of prose.
    pub lines: String,
    /// Is there a picture among them?
    pub draws: bool,
    /// How many steps the display has.
    pub steps: usize,
    pub problem: String,
    pub result: String,
    pub statement: String,
}

impl Unit {
    /// Answers all questions; one entry for each.
    pub fn answer(&self) -> Vec<Answered> {
        let mut session = Session::new();
        for source in &self.heard {
            session.hear(source);
        }
        self.questions.iter().map(|question| self.block(&mut session, question)).collect()
    }

    fn block(&self, session: &mut Session, question: &Question) -> Answered {
        session.set_detail(question.detail);
        let query = match question.show {
            // A claim may be written without its verb.
            Show::Verified
                if !VERBS.iter().any(|verb| question.query.trim_start().starts_with(verb)) =>
            {
                format!("show {}", question.query)
            }
            _ => question.query.clone(),
        };
        let shift = query.len() - question.query.len();
        let mut answered = Answered::default();
        for (span, outcome) in session.run_with_places(&query) {
            let back = |span: Span| {
                Span::new(span.start.saturating_sub(shift), span.end.saturating_sub(shift))
            };
            match outcome {
                Outcome::Note(note) => answered.notes.push(note),
                Outcome::Error(mistake) => {
                    let mistake = Diagnostic { span: back(mistake.span), ..mistake };
                    answered.items.push(Item::Failed(mistake, None));
                }
                Outcome::Answer(answer) => {
                    answered.items.push(self.item(session, question, &answer, back(span)));
                }
            }
        }
        let is_silent = answered.items.is_empty() && question.show != Show::Setup;
        if is_silent {
            let whole = Span::new(0, question.query.trim_end().len());
            answered.items.push(Item::Failed(Kind::NoAnswer.at(whole), None));
        }
        answered
    }

    fn item(&self, session: &Session, question: &Question, answer: &Answer, span: Span) -> Item {
        let store = session.store();
        let format = self.target.format();
        let plain = || inline(store, answer, Format::Source, Part::Statement);
        let said = |part| inline(store, answer, format, part);
        let (problem, claim) = match answer {
            Answer::Derivation(_) | Answer::Value(_) | Answer::Findings(_) | Answer::Report(_) => {
                let options = Options { width: self.columns, ..format.options() };
                let lines = match question.show {
                    Show::Derivation if !question.is_inline => match self.target {
                        Target::Markdown => markdown(store, answer, self.columns),
                        Target::Latex | Target::Html | Target::Typst => {
                            display(store, answer, &options)
                        }
                    },
                    _ => String::new(),
                };
                let steps = match answer {
                    Answer::Derivation(derivation) => derivation.lines.len(),
                    _ => 0,
                };
                let [problem, result, statement] =
                    [Part::Problem, Part::Result, Part::Statement].map(said);
                let draws = !lines.is_empty() && answer.draws();
                let shown = Shown { lines, draws, steps, problem, result, statement };
                return Item::Proved(Box::new(shown));
            }
            Answer::Refuted(_) => (Kind::Refuted(plain()), said(Part::Statement)),
            Answer::Undecided(_) => (Kind::Undecided(plain()), said(Part::Statement)),
        };
        Item::Failed(problem.at(span), Some(claim))
    }
}

/// The words that a claim may begin with.
const VERBS: [&str; 3] = ["show ", "prove ", "verify "];

impl Target {
    /// The columns of a line, if nobody says otherwise: those of our templates' pages.
    #[must_use]
    pub fn columns(self) -> usize {
        match self {
            Self::Latex | Self::Typst => 82,
            Self::Html => 88,
            Self::Markdown => 92,
        }
    }

    /// The format of formulas.
    pub(super) fn format(self) -> Format {
        match self {
            Self::Latex | Self::Markdown => Format::Latex,
            Self::Html => Format::Html,
            Self::Typst => Format::Typst,
        }
    }
}
