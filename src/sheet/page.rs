//! A derived sheet as a page.

use std::collections::BTreeMap;

use minijinja::Value;

use super::derive::{Derived, Variant, Work};
use super::model::{Block, Exercise, Language, Node, Part, Prose, Section, Sheet, Show, View};
use super::parameters::Values;
use super::problem::Complaint;
use super::prose::{self, Setting};
use super::templates::{Broken, Templates};
use super::unit::{Item, Shown};
use crate::diag::Diagnostic;

/// Gives the address that a page has for an image: for a self-contained page its content.
pub type Images<'a> = dyn Fn(&str) -> String + 'a;

/// How a page looks.
pub struct Look<'a> {
    /// How much it shows.
    pub view: View,
    /// Templates in the places of ours: their names and texts.
    pub templates: Vec<(String, String)>,
    /// Where images are.
    pub images: &'a Images<'a>,
}

/// Writes a page.
///
/// # Errors
/// If a template of the user cannot be used.
pub fn write(sheet: &Sheet, derived: &Derived, work: &Work, look: &Look) -> Result<String, Broken> {
    let templates = Templates::new(&look.templates)?;
    let page = Page { sheet, derived, work, look, templates };
    page.write()
}

struct Page<'a> {
    sheet: &'a Sheet,
    derived: &'a Derived,
    work: &'a Work,
    look: &'a Look<'a>,
    templates: Templates,
}

type Fields = BTreeMap<&'static str, Value>;

impl Page<'_> {
    fn write(&self) -> Result<String, Broken> {
        let ending = self.work.target.ending();
        let values = self.values()?;
        if self.sheet.language == Language::Markdown {
            return self.templates.fill(&format!("sheet.{ending}"), values);
        }
        // A LaTeX document has its own frame.
        let no_values = Values::new();
        let preamble = self.templates.fill("preamble.tex", values.clone())?;
        let body = self.templates.fill("body.tex", values)?;
        let mut out = String::new();
        for node in &self.sheet.before.text {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Packages => out.push_str(preamble.trim_end()),
                Node::Complaint(number) => out.push_str(&self.complaint(*number)?),
                Node::Block(..) | Node::Event(_) => {}
            }
        }
        out.push_str(&body);
        if let Some(variant) = self.derived.variants.first() {
            out.push_str(&self.prose(
                &self.sheet.after,
                variant,
                &no_values,
                Section::Statement,
            )?);
        }
        Ok(out)
    }

    fn values(&self) -> Result<Fields, Broken> {
        let no_values = Values::new();
        let first = self.derived.variants.first();
        let title = match (&self.sheet.title, first) {
            (Some(title), Some(variant)) => {
                self.prose(title, variant, &no_values, Section::Statement)?.trim().to_owned()
            }
            _ => String::new(),
        };
        let meta = self.sheet.meta.iter().cloned();
        let front = self.sheet.meta.iter().map(|(name, value)| format!("{name}: {value}\n"));
        let marks = self.sheet.exercises().filter_map(|exercise| exercise.marks.as_deref());
        let marks: Option<f64> = marks.map(|marks| marks.parse::<f64>().ok()).sum();
        let marks = marks.filter(|&marks| marks > 0.0).map(|marks| marks.to_string());
        let view = match self.look.view {
            View::Exercises => "exercises",
            View::Solutions => "solutions",
            View::Key => "key",
        };
        let mut variants = Vec::new();
        for (i, variant) in self.derived.variants.iter().enumerate() {
            variants.push(self.variant(variant, self.work.variants.map(|_| i + 1))?);
        }
        let mut notes = Vec::new();
        for (_, note) in &self.sheet.notes {
            if let Some(variant) = first {
                notes.push(self.prose(note, variant, &no_values, Section::Statement)?);
            }
        }
        let plain = first.map(|_| self.plain_title()).unwrap_or_default();
        Ok(Fields::from([
            ("meta", Value::from(meta.collect::<BTreeMap<String, String>>())),
            ("front", front.collect::<String>().into()),
            ("title", title.into()),
            ("plain_title", plain.into()),
            ("notes", notes.into()),
            ("view", view.into()),
            ("marks", marks.map_or(Value::from(()), Value::from)),
            ("variants", variants.into()),
            ("draws", self.derived.draws().into()),
        ]))
    }

    /// The title without mark-up, for the window.
    fn plain_title(&self) -> String {
        let text = self.sheet.title.iter().flat_map(|title| &title.text);
        text.filter_map(|node| if let Node::Text(text) = node { Some(text.as_str()) } else { None })
            .collect()
    }

    fn variant(&self, variant: &Variant, number: Option<usize>) -> Result<Value, Broken> {
        let mut parts = Vec::new();
        let mut key = Vec::new();
        let mut exercises = 0;
        for part in &self.sheet.parts {
            match part {
                Part::Prose(prose) => {
                    let values = &variant.values;
                    let text = self.prose(prose, variant, values, Section::Statement)?;
                    parts.push(object([("kind", "prose".into()), ("text", text.into())]));
                }
                Part::Exercise(exercise) => {
                    let (shown, results) = self.exercise(exercise, exercises, variant)?;
                    exercises += 1;
                    parts.push(object(shown.clone()));
                    key.push(object(shown.into_iter().chain([("results", results)])));
                }
            }
        }
        Ok(object([
            ("number", number.map_or(Value::from(()), Value::from)),
            ("parts", parts.into()),
            ("key", key.into()),
        ]))
    }

    /// An exercise's fields, and its results.
    fn exercise(
        &self,
        exercise: &Exercise,
        index: usize,
        variant: &Variant,
    ) -> Result<(Fields, Value), Broken> {
        let values = variant.values_in(Some(index));
        let mut sections = Vec::new();
        for (section, prose) in &exercise.sections {
            let is_hidden = self.look.view == View::Exercises && *section == Section::Solution;
            let text = self.prose(prose, variant, values, *section)?;
            if is_hidden || text.trim().is_empty() {
                continue;
            }
            let kind = match section {
                Section::Statement => "statement",
                Section::Hint => "hint",
                Section::Solution => "solution",
            };
            sections.push(object([("kind", kind.into()), ("text", text.into())]));
        }
        let title = self.prose(&exercise.title, variant, values, Section::Statement)?;
        let fields = Fields::from([
            ("kind", "exercise".into()),
            ("number", (index + 1).into()),
            ("title", title.trim().into()),
            ("marks", exercise.marks.clone().map_or(Value::from(()), Value::from)),
            ("sections", sections.into()),
        ]);
        Ok((fields, self.results(index, variant).into()))
    }

    /// What came out of an exercise: the statements of its questions in their order.
    fn results(&self, index: usize, variant: &Variant) -> Vec<Value> {
        let blocks = self.sheet.blocks.iter().enumerate();
        let mut items: Vec<&Item> = Vec::new();
        for item in blocks
            .filter(|(_, block)| block.exercise == Some(index) && block.show != Show::Setup)
            .filter(|(_, block)| block.show != Show::Problem)
            .filter_map(|(number, _)| variant.answer(number))
            .flat_map(|answered| &answered.items)
        {
            // A claim may stand in the exercise and be derived in its solution.
            let says = |item: &Item| match item {
                Item::Proved(shown) => shown.statement.clone(),
                Item::Failed(diagnostic, _) => diagnostic.message.clone(),
            };
            if !items.iter().any(|known| says(known) == says(item)) {
                items.push(item);
            }
        }
        items
            .into_iter()
            .map(|item| match item {
                Item::Proved(shown) => object([
                    ("statement", shown.statement.as_str().into()),
                    ("problem", shown.problem.as_str().into()),
                    ("result", shown.result.as_str().into()),
                ]),
                Item::Failed(diagnostic, _) => {
                    object([("message", diagnostic.message.as_str().into())])
                }
            })
            .collect()
    }

    fn prose(
        &self,
        prose: &Prose,
        variant: &Variant,
        values: &Values,
        section: Section,
    ) -> Result<String, Broken> {
        let broken = std::cell::RefCell::new(None);
        let keep = |text: Result<String, Broken>| {
            text.unwrap_or_else(|problem| {
                broken.replace(Some(problem));
                String::new()
            })
        };
        let setting = Setting {
            target: self.work.target,
            is_latex: self.sheet.language == Language::Latex,
            cites: self.sheet.meta.iter().any(|(name, _)| name == "bibliography"),
            values,
            block: &|number| keep(self.block(number, variant, section)),
            complaint: &|number| keep(self.complaint(number)),
            is_inline: &|number| self.sheet.blocks.get(number).is_some_and(|b| b.is_inline),
            images: self.look.images,
            notes: &self.sheet.notes,
        };
        let text = prose::write(prose, &setting);
        match broken.into_inner() {
            Some(problem) => Err(problem),
            None => Ok(text),
        }
    }

    /// A block's answers.
    fn block(&self, number: usize, variant: &Variant, section: Section) -> Result<String, Broken> {
        let (Some(block), Some(answered)) = (self.sheet.blocks.get(number), variant.answer(number))
        else {
            return Ok(String::new());
        };
        let is_question = block.exercise.is_some() && !block.is_inline && !block.is_shown;
        let is_hidden = self.look.view == View::Exercises && is_question;
        let is_silent = block.show == Show::Setup && answered.items.iter().all(is_proved);
        if is_silent || (is_hidden && section == Section::Statement) {
            return Ok(String::new());
        }
        let items: Vec<Value> = answered.items.iter().map(|item| self.item(block, item)).collect();
        self.filled(block.is_inline, items)
    }

    fn filled(&self, is_inline: bool, items: Vec<Value>) -> Result<String, Broken> {
        let name = format!("block.{}", self.work.target.ending());
        let values = Fields::from([("inline", is_inline.into()), ("items", items.into())]);
        let text = self.templates.fill(&name, values)?;
        Ok(if is_inline { text.trim().to_owned() } else { text })
    }

    fn item(&self, block: &Block, item: &Item) -> Value {
        match item {
            Item::Proved(shown) => shown_item(block, shown),
            Item::Failed(diagnostic, claim) => failure(diagnostic, claim.as_deref()),
        }
    }

    /// What is wrong with the sheet in this place.
    fn complaint(&self, number: usize) -> Result<String, Broken> {
        match self.sheet.complaints.get(number) {
            Some(Complaint { diagnostic, .. }) => {
                self.filled(false, vec![failure(diagnostic, None)])
            }
            None => Ok(String::new()),
        }
    }
}

fn is_proved(item: &Item) -> bool {
    matches!(item, Item::Proved(_))
}

fn shown_item(block: &Block, shown: &Shown) -> Value {
    let text = match block.show {
        Show::Derivation if block.is_inline => &shown.statement,
        Show::Derivation => &shown.lines,
        Show::Problem => &shown.problem,
        Show::Result => &shown.result,
        Show::Statement | Show::Verified => &shown.statement,
        Show::Setup => return object([("kind", "formula".into()), ("text", "".into())]),
    };
    let kind = match block.show {
        Show::Derivation if !block.is_inline => "derivation",
        Show::Verified => "verified",
        _ => "formula",
    };
    object([
        ("kind", kind.into()),
        ("text", text.trim_end().into()),
        ("steps", shown.steps.into()),
        ("problem", shown.problem.as_str().into()),
        ("result", shown.result.as_str().into()),
        ("statement", shown.statement.as_str().into()),
    ])
}

fn failure(diagnostic: &Diagnostic, claim: Option<&str>) -> Value {
    let kind = match diagnostic.code {
        "refuted" => "refuted",
        "undecided" => "undecided",
        _ => "error",
    };
    let optional = |text: Option<&str>| text.map_or(Value::from(()), Value::from);
    object([
        ("kind", kind.into()),
        ("code", diagnostic.code.into()),
        ("message", diagnostic.message.as_str().into()),
        ("help", optional(diagnostic.help.as_deref())),
        ("claim", optional(claim)),
    ])
}

fn object(fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::from(fields.into_iter().collect::<BTreeMap<&str, Value>>())
}
