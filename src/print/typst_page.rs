//! Answers as Typst displays, and as a complete document.

use super::aligned::{self, Content, Line, begins_with_sign};
use super::caption::plain;
use super::findings;
use super::rows::{Note, Row, rows, typeset_width};
use super::spelling::unicode_sign;
use super::typst::{escape, formula, quoted};
use super::typst_report::report;
use super::{Options, Scope};
use crate::expr::Store;
use crate::layout::{Block, Boxes, BrokenLine, Notation, Page, page};
use crate::steps::Answer;

/// The beginning of a complete document.
pub const PREAMBLE: &str = "\
#set page(paper: \"a4\", margin: 25mm)
#set text(size: 10pt)
#show math.equation: set block(breakable: true)
";

/// All answers.
pub(super) fn render(store: &Store, answers: &[Answer], options: &Options) -> String {
    let Page { mut boxes, blocks } = page(store, answers, Notation::Inline);
    let width = typeset_width(options.width);
    let mut out = String::new();
    if options.scope == Scope::Standalone {
        out.push_str(PREAMBLE);
        if let Some(title) = &options.title {
            out.push_str(&format!("= {}\n", escape(&plain(title))));
        }
    }
    for block in &blocks {
        match block {
            Block::Findings(panels) => findings::typst(&mut out, &boxes, panels),
            Block::Report(parts) => report(&mut out, &boxes, parts),
            Block::Names(_)
            | Block::Derivation { .. }
            | Block::Value { .. }
            | Block::Refuted { .. }
            | Block::Undecided { .. } => display(&mut out, &mut boxes, &rows(block), width),
        }
    }
    out
}

/// Rows as one display.
fn display(out: &mut String, boxes: &mut Boxes, rows: &[Row], width: u32) {
    let lines: Vec<String> =
        aligned::lines(boxes, rows, width).iter().map(|line| text(boxes, line)).collect();
    out.push_str(&format!("$ {} $\n", lines.join(" \\\n  ")));
}

fn text(boxes: &Boxes, line: &Line) -> String {
    let mut text = match &line.content {
        Content::Equation { left, sign, right } => {
            let left = left.map_or_else(String::new, |left| formula(boxes, left) + " ");
            format!("{left}&{} {}", unicode_sign(*sign), formula(boxes, right.content))
        }
        Content::Continued(line) => format!("& {}", continued(boxes, line)),
        Content::Alone(id) => format!("& {}", formula(boxes, *id)),
        Content::Remark { note: what, is_below: true, .. } => {
            format!("& quad quad {}", note(boxes, what))
        }
        Content::Remark { left, note: what, is_below: false, .. } => {
            let left = left.map_or_else(String::new, |left| formula(boxes, left));
            format!("{left}& {}", note(boxes, what))
        }
    };
    if !line.beside.is_empty() {
        text.push_str(&format!(" && quad {}", note(boxes, &line.beside)));
    }
    text
}

/// A line that continues the one before it.
fn continued(boxes: &Boxes, line: &BrokenLine) -> String {
    // An empty text before a sign keeps the sign binary.
    let group = if begins_with_sign(boxes, line) { "\"\" " } else { "" };
    format!("{}{group}{}", "quad quad ".repeat(line.indent), formula(boxes, line.content))
}

/// A remark within a formula: words and formulas without blanks between them, which would be seen.
fn note(boxes: &Boxes, note: &[Note]) -> String {
    let (mut out, mut words) = (String::new(), String::new());
    for part in note {
        match part {
            Note::Words(text) => words.push_str(text),
            Note::Caption(text) => words.push_str(&plain(text)),
            Note::Math(id) => {
                if !words.is_empty() {
                    out.push_str(&quoted(&std::mem::take(&mut words)));
                }
                out.push_str(&formula(boxes, *id));
            }
        }
    }
    if !words.is_empty() {
        out.push_str(&quoted(&words));
    }
    out
}

/// A remark as text.
pub(super) fn remark(boxes: &Boxes, note: &[Note]) -> String {
    let mut text = String::new();
    for part in note {
        match part {
            Note::Words(words) => text.push_str(&escape(words)),
            Note::Caption(words) => text.push_str(&escape(&plain(words))),
            Note::Math(id) => text.push_str(&format!("${}$", formula(boxes, *id))),
        }
    }
    text
}
