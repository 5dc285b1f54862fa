//! Answers as rows `left sign right note`, for the formats that set them as aligned tables.

use super::caption::phrase;
use crate::layout::{Block, BoxId, Boxes, BrokenLine, COLUMN, Formula, Sign, Step, break_formula};

/// One row of an aligned display.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub left: Option<Formula>,
    pub sign: Option<Sign>,
    pub right: Option<Formula>,
    pub note: Vec<Note>,
}

/// A part of the remark beside a row.
#[derive(Clone, Debug)]
pub(super) enum Note {
    /// Words, with LaTeX mathematics between dollar signs.
    Caption(String),
    /// Plain words.
    Words(&'static str),
    /// Mathematics.
    Math(BoxId),
}

/// The rows of an answer.
pub(super) fn rows(block: &Block) -> Vec<Row> {
    match block {
        Block::Names(names) => names
            .iter()
            .map(|&(name, part)| Row {
                left: Some(name),
                sign: Some(Sign::Equal),
                right: Some(part),
                note: Vec::new(),
            })
            .collect(),
        Block::Derivation { start, steps, conditions } => derivation(*start, steps, conditions),
        Block::Value { expr, at, values, rounding } => {
            let mut rows: Vec<Row> = values
                .iter()
                .map(|&(sign, value)| Row {
                    sign: Some(sign),
                    right: Some(Formula::plain(value)),
                    ..Row::default()
                })
                .collect();
            if rows.is_empty() {
                rows.push(Row::default());
            }
            if let Some(first) = rows.first_mut() {
                first.left = Some(*expr);
                first.note = list("at ", at);
            }
            if let (Some(words), Some(last)) = (rounding, rows.last_mut()) {
                if !last.note.is_empty() {
                    last.note.push(Note::Words(", "));
                }
                last.note.push(Note::Caption(words.clone()));
            }
            rows
        }
        Block::Refuted { claim, at, values } => {
            let mut note = vec![Note::Words("refuted")];
            note.extend(list(" at ", at));
            let sides = Row {
                left: Some(Formula::plain(values.0)),
                sign: Some(Sign::NotEqual),
                right: Some(Formula::plain(values.1)),
                note: vec![Note::Words("the values of the two sides")],
            };
            let (left, right) = (Some(claim.lhs), Some(claim.rhs));
            vec![Row { left, sign: Some(Sign::NotEqual), right, note }, sides]
        }
        Block::Undecided { claim, tried } => {
            let mut words = "undecided".to_owned();
            if !tried.is_empty() {
                words.push_str("; tried: ");
                words.push_str(&tried.join(", "));
            }
            let (left, right) = (Some(claim.lhs), Some(claim.rhs));
            vec![Row { left, sign: Some(Sign::Claimed), right, note: vec![Note::Caption(words)] }]
        }
    }
}

fn derivation(start: Formula, steps: &[Step], conditions: &[BoxId]) -> Vec<Row> {
    let mut rows: Vec<Row> = steps
        .iter()
        .map(|step| Row {
            sign: Some(Sign::Equal),
            right: Some(step.expr),
            note: reason(step),
            ..Row::default()
        })
        .collect();
    if rows.is_empty() {
        rows.push(Row::default());
    }
    if let Some(first) = rows.first_mut() {
        first.left = Some(start);
    }
    if !conditions.is_empty() {
        rows.push(Row { note: list("for ", conditions), ..Row::default() });
    }
    rows
}

/// The captions of a step, then its conditions.
pub(super) fn reason(step: &Step) -> Vec<Note> {
    let phrase = phrase(&step.reasons);
    let before = if phrase.is_empty() { "for " } else { ", for " };
    let mut note = Vec::new();
    if !phrase.is_empty() {
        note.push(Note::Caption(phrase));
    }
    note.extend(list(before, &step.conditions));
    note
}

/// Boxes with commas between them, after words; nothing if there are none.
pub(super) fn list(before: &'static str, ids: &[BoxId]) -> Vec<Note> {
    let mut note = Vec::with_capacity(2 * ids.len());
    for (i, &id) in ids.iter().enumerate() {
        note.extend([Note::Words(if i == 0 { before } else { ", " }), Note::Math(id)]);
    }
    note
}

/// The width of a remark when it is typeset, in the unit of the metrics.
pub(super) fn note_width(boxes: &Boxes, note: &[Note]) -> u32 {
    let words = |text: &str| 46 * u32::try_from(text.chars().count()).unwrap_or(1 << 20);
    note.iter()
        .map(|part| match part {
            Note::Caption(text) => words(text),
            Note::Words(text) => words(text),
            Note::Math(id) => boxes.metrics(*id).width,
        })
        .fold(0, u32::saturating_add)
}

/// The lines of a formula that is typeset, in at most so much width.
pub(super) fn typeset_lines(boxes: &mut Boxes, formula: Formula, width: u32) -> Vec<BrokenLine> {
    let measure = |boxes: &Boxes, id: BoxId| boxes.metrics(id).width as usize;
    let notations = [formula.stacked, formula.inline];
    break_formula(boxes, &notations, width as usize, 4 * COLUMN as usize, measure)
}

/// The width that a line takes, with its indentation.
pub(super) fn reach(boxes: &Boxes, line: &BrokenLine) -> u32 {
    let indent = u32::try_from(line.indent).unwrap_or(0).saturating_mul(4 * COLUMN);
    boxes.metrics(line.content).width.saturating_add(indent)
}

/// So many columns in the unit of the metrics.
pub(super) fn typeset_width(columns: usize) -> u32 {
    u32::try_from(columns).unwrap_or(u32::MAX).min(u32::MAX / COLUMN) * COLUMN
}
