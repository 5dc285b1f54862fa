//! A sheet as a document.

use pulldown_cmark::Event;

use super::mapped::Mapped;
use super::parameters::Declaration;
use super::problem::Complaint;
use crate::steps::Detail;

/// The language that a sheet is written in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Language {
    /// Markdown with fenced `symderiv` blocks.
    Markdown,
    /// LaTeX with `symderiv.sty`.
    Latex,
}

/// The language that a page is written in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Target {
    /// LaTeX, for any engine.
    #[default]
    Latex,
    /// One self-contained web page with MathML.
    Html,
    /// Typst.
    Typst,
    /// Markdown with LaTeX formulas.
    Markdown,
}

/// How much of a sheet a page shows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum View {
    /// Exercises without solutions.
    Exercises,
    /// Exercises with solutions.
    #[default]
    Solutions,
    /// The results alone.
    Key,
}

/// A file's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// What it is called in messages.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// A sheet that was read.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub(super) language: Language,
    /// The file itself, then those that it includes.
    pub(super) files: Vec<Source>,
    /// `title`, `author` and so on.
    pub(super) meta: Vec<(String, String)>,
    /// The title, if the sheet begins with one.
    pub(super) title: Option<Prose>,
    /// LaTeX: what stands before the document's body.
    pub(super) before: Prose,
    pub(super) parts: Vec<Part>,
    /// Footnotes: the name and the text.
    pub(super) notes: Vec<(String, Prose)>,
    /// LaTeX: what stands behind the document's body.
    pub(super) after: Prose,
    pub(super) blocks: Vec<Block>,
    /// What varies in the whole sheet.
    pub(super) parameters: Vec<Declaration>,
    pub(super) complaints: Vec<Complaint>,
}

impl Sheet {
    /// The files that the sheet was read from, in the order of their first mention.
    #[must_use]
    pub fn files(&self) -> &[Source] {
        &self.files
    }

    pub(super) fn exercises(&self) -> impl Iterator<Item = &Exercise> {
        self.parts.iter().filter_map(|part| match part {
            Part::Exercise(exercise) => Some(exercise),
            Part::Prose(_) => None,
        })
    }
}

/// A part of a sheet.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Prose(Prose),
    Exercise(Exercise),
}

/// An exercise.
#[derive(Clone, Default, Debug)]
pub(super) struct Exercise {
    pub title: Prose,
    /// The title as one plain line.
    pub name: String,
    pub marks: Option<String>,
    pub detail: Option<Detail>,
    pub sections: Vec<(Section, Prose)>,
    pub parameters: Vec<Declaration>,
}

/// What a part of an exercise is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Section {
    Statement,
    Hint,
    Solution,
}

/// A run of prose with blocks in it, twice.
#[derive(Clone, Default, Debug)]
pub(super) struct Prose {
    /// As Markdown's events; empty in a LaTeX sheet.
    pub events: Vec<Node>,
    /// As it was written.
    pub text: Vec<Node>,
}

/// A piece of prose.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Event(Event<'static>),
    Text(String),
    /// A block by its number; what its lines begin with where the sheet is written as it is read.
    Block(usize, String),
    /// What is wrong here, by the number of the sheet's complaint.
    Complaint(usize),
    /// The place of a LaTeX document's packages.
    Packages,
}

/// A question, or several.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub file: usize,
    /// The statements.
    pub query: Mapped,
    pub show: Show,
    pub detail: Option<Detail>,
    /// Is it a part of the statement, to be seen in the exercises too?
    pub is_shown: bool,
    /// Does it stand in a line of prose?
    pub is_inline: bool,
    /// The number of its exercise, if it is in one.
    pub exercise: Option<usize>,
}

/// What of a block's answers is shown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Show {
    /// The lines of a derivation.
    Derivation,
    /// The problem.
    Problem,
    /// The result.
    Result,
    /// The problem and the result as an equation.
    Statement,
    /// The claim, if it is proved.
    Verified,
    /// Nothing: it only sets up what follows.
    Setup,
}
