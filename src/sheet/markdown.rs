//! Markdown to a sheet.
//!
//! A heading `{.exercise}` opens an exercise, which the next heading of its level ends; within it a
//! heading `{.hint}` or `{.solution}` opens a section, and the first block of questions opens the
//! solution by itself.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options as Extensions, Parser};
use pulldown_cmark::{Tag, TagEnd};

use super::mapped::Mapped;
use super::model::{Exercise, Node, Prose, Section, Show};
use super::options::{Options, words};
use super::outline::{Files, Found, Outline};
use super::problem::Kind;
use crate::diag::Span;

/// Reads a file into the outline.
pub(super) fn read(files: &mut Files, outline: &mut Outline, file: usize, text: &str) {
    let extensions = Extensions::ENABLE_TABLES
        | Extensions::ENABLE_FOOTNOTES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_SMART_PUNCTUATION
        | Extensions::ENABLE_HEADING_ATTRIBUTES
        | Extensions::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Extensions::ENABLE_MATH
        | Extensions::ENABLE_GFM
        | Extensions::ENABLE_DEFINITION_LIST;
    let events: Vec<_> = Parser::new_ext(text, extensions).into_offset_iter().collect();
    let is_main = outline.sheet.files.len() == 1;
    let mut reader =
        Reader { file, text, events: &events, at: 0, depth: 0, copied: 0, levels: None, is_main };
    reader.read(files, outline);
    let rest = text.get(reader.copied..).unwrap_or("");
    outline.text(rest);
}

type Events<'a> = [(Event<'a>, Range<usize>)];

struct Reader<'a> {
    file: usize,
    text: &'a str,
    events: &'a Events<'a>,
    /// The next event.
    at: usize,
    /// How many elements are open.
    depth: usize,
    /// So much of the text has been copied.
    copied: usize,
    /// The levels of the open exercise's heading and of its section's.
    levels: Option<(HeadingLevel, Option<HeadingLevel>)>,
    /// Is it the sheet itself, not a part that it includes?
    is_main: bool,
}

impl<'a> Reader<'a> {
    fn read(&mut self, files: &mut Files, outline: &mut Outline) {
        while let Some((event, range)) = self.events.get(self.at) {
            let span = Span::new(range.start, range.end);
            self.at += 1;
            match event {
                Event::Start(Tag::MetadataBlock(_)) => {
                    self.skip_to(outline, span);
                    self.metadata(outline);
                }
                Event::Start(Tag::Heading { level, classes, attrs, .. }) if self.depth == 0 => {
                    let heading = Heading { level: *level, classes, attrs, span };
                    self.heading(outline, &heading);
                }
                Event::Start(Tag::FootnoteDefinition(name)) => {
                    let events = self.element().iter();
                    let events = events.map(|(event, _)| Node::Event(event.clone().into_static()));
                    let prose = Prose { events: events.collect(), text: Vec::new() };
                    outline.sheet.notes.push((name.to_string(), prose));
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if is_ours(info) => {
                    self.fenced(outline, info, span);
                }
                Event::Start(Tag::Paragraph) if self.depth == 0 && self.included().is_some() => {
                    if let Some(name) = self.included() {
                        self.at += 2;
                        self.skip_to(outline, span);
                        files.include(outline, &name, self.file, span);
                    }
                }
                Event::Code(code) if is_inline_question(code) => {
                    self.inline(outline, code, span);
                }
                Event::Start(tag) => {
                    self.depth += 1;
                    outline.event(Event::Start(tag.clone()));
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    outline.event(Event::End(*end));
                }
                event => outline.event(event.clone()),
            }
        }
    }

    /// Copies the text up to a construct, and leaves the construct out.
    fn skip_to(&mut self, outline: &mut Outline, span: Span) {
        outline.text(self.text.get(self.copied..span.start).unwrap_or(""));
        self.copied = span.end.max(self.copied);
    }

    /// The events up to the end of the element that has begun.
    fn element(&mut self) -> &'a Events<'a> {
        let start = self.at;
        let mut depth = 1_usize;
        while let Some((event, _)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        self.events.get(start..self.at.saturating_sub(1)).unwrap_or_default()
    }

    /// Lines `name: value`.
    fn metadata(&mut self, outline: &mut Outline) {
        let lines: String = self.element().iter().map(|(event, _)| text_of(event)).collect();
        for line in lines.lines().filter(|_| self.is_main) {
            if let Some((name, value)) = line.split_once(':') {
                let value = value.trim().trim_matches(['"', '\'']);
                outline.sheet.meta.push((name.trim().to_owned(), value.to_owned()));
            }
        }
    }

    fn heading(&mut self, outline: &mut Outline, heading: &Heading) {
        let Heading { level, span, .. } = *heading;
        outline.text(self.text.get(self.copied..span.start).unwrap_or(""));
        self.copied = span.start;
        let exercise_ends = self.levels.is_some_and(|(open, _)| level <= open);
        if exercise_ends {
            outline.close_exercise();
            self.levels = None;
        }
        let section = match () {
            () if heading.has("exercise") => return self.exercise(outline, heading),
            () if heading.has("hint") => Some(Section::Hint),
            () if heading.has("solution") => Some(Section::Solution),
            () => None,
        };
        match (section, &mut self.levels) {
            (Some(section), Some((_, open))) => {
                *open = Some(level);
                self.element();
                self.skip_to(outline, span);
                // An exercise is open.
                let _ = outline.open_section(section);
                return;
            }
            (Some(section), None) => {
                let what = if section == Section::Hint { "hint" } else { "solution" };
                outline.complain(self.file, span, &Kind::Astray(what));
            }
            (None, Some((_, open))) if open.is_some_and(|open| level <= open) => {
                *open = None;
                let _ = outline.open_section(Section::Statement);
            }
            (None, _) => {}
        }
        let is_title = level == HeadingLevel::H1
            && self.is_main
            && outline.sheet.title.is_none()
            && outline.is_empty();
        if is_title {
            let events = self.element();
            self.copied = span.end;
            outline.sheet.title = Some(title(events, self.text.get(Range::from(span))));
            return;
        }
        // Attributes beside ours mean nothing to us.
        self.depth += 1;
        if let Some((start, _)) = self.events.get(self.at.saturating_sub(1)) {
            outline.event(start.clone());
        }
    }

    fn exercise(&mut self, outline: &mut Outline, heading: &Heading) {
        let attributes = heading.attrs.iter();
        let (options, problems) =
            Options::read(attributes.map(|(name, value)| (name.as_ref(), value.as_deref())));
        let events = self.element();
        self.copied = heading.span.end;
        let name = events.iter().map(|(event, _)| text_of(event)).collect();
        self.levels = Some((heading.level, None));
        outline.open_exercise(Exercise {
            title: title(events, None),
            name,
            marks: options.marks.clone(),
            detail: options.detail,
            ..Exercise::default()
        });
        for problem in problems {
            outline.complain(self.file, heading.span, &problem);
        }
    }

    fn fenced(&mut self, outline: &mut Outline, info: &str, span: Span) {
        let mut query = Mapped::default();
        for (event, range) in self.element() {
            let text = text_of(event);
            match self.text.get(range.clone()) {
                Some(written) if written == text => query.copy(text, range.start),
                _ => query.put(text, Span::new(range.start, range.end)),
            }
        }
        let options = self.options(outline, info.get("symderiv".len()..).unwrap_or(""), span);
        let shows = options.show != Some(Show::Setup) && !options.declares_parameters;
        let in_statement = outline.is_in_exercise() && outline.section() == Section::Statement;
        let span = Span::new(span.start, span.start + span.text(self.text).trim_end().len());
        let line = self.text.get(..span.start).unwrap_or("").rsplit('\n').next().unwrap_or("");
        let indent = line.chars().map(|c| if c == '>' { c } else { ' ' }).collect();
        self.skip_to(outline, span);
        if shows && in_statement && self.depth == 0 && !options.is_shown {
            // The statement ends with the first question that it asks.
            let _ = outline.open_section(Section::Solution);
        }
        let found = Found { file: self.file, query, is_inline: false, indent };
        outline.block(found, &options);
    }

    fn inline(&mut self, outline: &mut Outline, code: &str, span: Span) {
        let (info, query) = code.split_once('}').unwrap_or((code, ""));
        let info = info.trim_start_matches('{').get("symderiv".len()..).unwrap_or("");
        let written = span.text(self.text);
        let mapped = match written.find(query).filter(|_| !query.is_empty()) {
            Some(at) => Mapped::copied(query, span.start + at),
            None => {
                let mut mapped = Mapped::default();
                mapped.put(query, span);
                mapped
            }
        };
        let options = self.options(outline, info, span);
        self.skip_to(outline, span);
        let found =
            Found { file: self.file, query: mapped, is_inline: true, indent: String::new() };
        outline.block(found, &options);
    }

    /// The options of a block; what is wrong with them stands before it.
    fn options(&mut self, outline: &mut Outline, info: &str, span: Span) -> Options {
        let info = info.trim().trim_start_matches('{').trim_end_matches('}');
        let (options, problems) = Options::read(words(info).into_iter());
        for problem in problems {
            let first = span.text(self.text).lines().next().map_or(0, str::len);
            outline.complain(self.file, Span::new(span.start, span.start + first), &problem);
        }
        options
    }

    /// The file named by the paragraph that has begun, if it does nothing else than including one.
    fn included(&self) -> Option<String> {
        match self.events.get(self.at..self.at + 2)? {
            [(Event::Code(code), _), (Event::End(TagEnd::Paragraph), _)] => {
                Some(code.strip_prefix("{include}")?.trim().to_owned())
            }
            _ => None,
        }
    }
}

/// A heading's level and attributes.
struct Heading<'a> {
    level: HeadingLevel,
    classes: &'a [CowStr<'a>],
    attrs: &'a [(CowStr<'a>, Option<CowStr<'a>>)],
    span: Span,
}

impl Heading<'_> {
    fn has(&self, class: &str) -> bool {
        self.classes.iter().any(|known| known.as_ref() == class)
    }
}

/// A title; as text it has no attributes.
fn title(events: &Events<'_>, written: Option<&str>) -> Prose {
    let text = match written {
        Some(written) => written.trim_start_matches('#').trim().to_owned(),
        None => events.iter().map(|(event, _)| markdown_of(event)).collect(),
    };
    let events = events.iter().map(|(event, _)| Node::Event(event.clone().into_static()));
    Prose { events: events.collect(), text: vec![Node::Text(text)] }
}

/// The words of an event.
fn text_of<'a>(event: &'a Event<'_>) -> &'a str {
    match event {
        Event::Text(text)
        | Event::Code(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text) => text,
        Event::SoftBreak | Event::HardBreak => " ",
        _ => "",
    }
}

/// An event of a title as it is written.
fn markdown_of(event: &Event<'_>) -> String {
    match event {
        Event::InlineMath(math) => format!("${math}$"),
        Event::Code(code) => format!("`{code}`"),
        Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => "*".to_owned(),
        Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => "**".to_owned(),
        event => text_of(event).to_owned(),
    }
}

fn is_ours(info: &str) -> bool {
    info.strip_prefix("symderiv")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '{']))
}

fn is_inline_question(code: &str) -> bool {
    code.strip_prefix("{symderiv").is_some_and(|rest| rest.starts_with([' ', '}']))
}
