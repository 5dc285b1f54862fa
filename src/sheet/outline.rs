//! How a reader builds a sheet: prose goes where the last heading or environment has opened a
//! place for it.

use pulldown_cmark::Event;

use super::mapped::Mapped;
use super::model::{Block, Exercise, Language, Node, Part, Prose, Section, Sheet, Show, Source};
use super::options::Options;
use super::parameters;
use super::problem::{Complaint, Kind};
use super::{Loader, latex, markdown};
use crate::diag::Span;

/// The files within each other that are being read.
pub(super) struct Files<'a> {
    pub load: &'a Loader<'a>,
    pub open: Vec<String>,
}

impl Files<'_> {
    /// Files may include each other to this depth; it also bounds the recursion.
    const DEPTH: usize = 8;

    /// Reads a file into the outline.
    pub fn read(&mut self, outline: &mut Outline, source: Source) {
        let file = outline.sheet.files.len();
        self.open.push(source.name.clone());
        let text = source.text.clone();
        outline.sheet.files.push(source);
        match outline.sheet.language {
            Language::Markdown => markdown::read(self, outline, file, &text),
            Language::Latex => latex::read(self, outline, file, &text),
        }
        self.open.pop();
    }

    /// Reads the file that another one includes there.
    pub fn include(&mut self, outline: &mut Outline, name: &str, file: usize, span: Span) {
        let problem = match (self.load)(name) {
            Err(why) => Kind::Include(name.to_owned(), why),
            Ok(source) if self.open.contains(&source.name) || self.open.len() >= Self::DEPTH => {
                Kind::IncludeLoop(source.name)
            }
            Ok(source) => return self.read(outline, source),
        };
        outline.complain(file, span, &problem);
    }
}

/// Where prose goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Body,
    Exercise,
    After,
}

/// A sheet that is being read.
pub(super) struct Outline {
    pub sheet: Sheet,
    /// The exercise that is open.
    exercise: Exercise,
    /// What the prose that is being read is in that exercise.
    section: Section,
    /// The prose that is being read.
    current: Prose,
    place: Place,
}

impl Outline {
    pub fn new(language: Language) -> Self {
        let sheet = Sheet {
            language,
            files: Vec::new(),
            meta: Vec::new(),
            title: None,
            before: Prose::default(),
            parts: Vec::new(),
            notes: Vec::new(),
            after: Prose::default(),
            blocks: Vec::new(),
            parameters: Vec::new(),
            complaints: Vec::new(),
        };
        Self {
            sheet,
            exercise: Exercise::default(),
            section: Section::Statement,
            current: Prose::default(),
            place: Place::Body,
        }
    }

    pub fn finish(mut self) -> Sheet {
        self.close_exercise();
        self.flush();
        self.sheet
    }

    /// Puts the prose that was read where it belongs.
    fn flush(&mut self) {
        let prose = std::mem::take(&mut self.current);
        if prose.events.is_empty() && prose.text.is_empty() {
            return;
        }
        match self.place {
            Place::Exercise => self.exercise.sections.push((self.section, prose)),
            Place::Body => self.sheet.parts.push(Part::Prose(prose)),
            Place::After => {}
        }
    }

    /// The prose at the end of what was read.
    pub fn prose(&mut self) -> &mut Prose {
        match self.place {
            Place::After => &mut self.sheet.after,
            Place::Exercise | Place::Body => &mut self.current,
        }
    }

    pub fn event(&mut self, event: Event<'_>) {
        self.prose().events.push(Node::Event(event.into_static()));
    }

    pub fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.prose().text.push(Node::Text(text.to_owned()));
        }
    }

    /// The body of a LaTeX document begins behind what was read.
    pub fn begin_body(&mut self) {
        self.sheet.before = std::mem::take(&mut self.current);
    }

    /// What follows is behind the body.
    pub fn end_body(&mut self) {
        self.close_exercise();
        self.flush();
        self.place = Place::After;
    }

    /// Has nothing been read yet?
    pub fn is_empty(&self) -> bool {
        let nothing = |prose: &Prose| prose.events.is_empty();
        self.place == Place::Body && self.sheet.parts.is_empty() && nothing(&self.current)
    }

    pub fn is_in_exercise(&self) -> bool {
        self.place == Place::Exercise
    }

    pub fn section(&self) -> Section {
        self.section
    }

    pub fn open_exercise(&mut self, exercise: Exercise) {
        self.close_exercise();
        self.flush();
        self.exercise = exercise;
        self.section = Section::Statement;
        self.place = Place::Exercise;
    }

    pub fn close_exercise(&mut self) {
        if self.place == Place::Exercise {
            self.flush();
            self.place = Place::Body;
            let exercise = std::mem::take(&mut self.exercise);
            self.sheet.parts.push(Part::Exercise(exercise));
        }
    }

    /// Opens a section of the exercise; what is wrong if there is no exercise.
    pub fn open_section(&mut self, section: Section) -> Result<(), Kind> {
        if self.place != Place::Exercise {
            let what = if section == Section::Hint { "hint" } else { "solution" };
            return Err(Kind::Astray(what));
        }
        self.flush();
        self.section = section;
        Ok(())
    }

    /// A mistake, told and shown in its place.
    pub fn complain(&mut self, file: usize, span: Span, kind: &Kind) {
        let number = self.sheet.complaints.len();
        self.sheet.complaints.push(Complaint { file, diagnostic: kind.at(span) });
        let prose = self.prose();
        prose.events.push(Node::Complaint(number));
        prose.text.push(Node::Complaint(number));
    }

    /// A block of questions, or of parameters.
    pub fn block(&mut self, found: Found, options: &Options) {
        let Found { file, query, is_inline, indent } = found;
        if options.declares_parameters {
            let known = &self.sheet.parameters;
            let known = known.iter().chain(&self.exercise.parameters);
            let known: Vec<String> = known.filter_map(|d| d.name().map(str::to_owned)).collect();
            let (declared, problems) = parameters::read(file, &query, known);
            for (place, problem) in problems {
                self.complain(file, place, &problem);
            }
            let scope = match self.place {
                Place::Exercise => &mut self.exercise.parameters,
                Place::Body | Place::After => &mut self.sheet.parameters,
            };
            scope.extend(declared);
            return;
        }
        let exercises = self.sheet.exercises().count();
        let usual = if is_inline { Show::Result } else { Show::Derivation };
        let block = Block {
            file,
            query,
            show: options.show.unwrap_or(usual),
            detail: options.detail.or(self.exercise.detail),
            is_shown: options.is_shown,
            is_inline,
            exercise: self.is_in_exercise().then_some(exercises),
        };
        let number = self.sheet.blocks.len();
        self.sheet.blocks.push(block);
        let prose = self.prose();
        prose.events.push(Node::Block(number, String::new()));
        prose.text.push(Node::Block(number, indent));
    }
}

/// A block that a reader has found.
pub(super) struct Found {
    pub file: usize,
    pub query: Mapped,
    pub is_inline: bool,
    /// What the lines of its answer begin with, if the sheet is written as it was read.
    pub indent: String,
}
