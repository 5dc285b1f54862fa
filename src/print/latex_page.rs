//! Answers as LaTeX displays, and as a complete document.

use super::caption::{Part, parts};
use super::findings;
use super::latex::{escape, formula};
use super::rows::{Note, Row, note_width, reach, rows, typeset_lines, typeset_width};
use super::spelling::latex_sign;
use super::{Options, Scope};
use crate::expr::Store;
use crate::layout::{Block, Boxes, BrokenLine, Item, Notation, Page, Sign, page};
use crate::steps::Answer;

/// The beginning of a complete document, which `\end{document}` ends.
pub const PREAMBLE: &str = "\
\\documentclass{article}
\\usepackage[a4paper,margin=25mm]{geometry}
\\usepackage{amsmath}
\\allowdisplaybreaks
\\begin{document}
";

/// The widest remark that is set on one line; a wider one becomes a narrow paragraph.
const NOTE: u32 = 1300;
/// The space that `align*` needs between an equation and its remark.
const GUTTER: u32 = 300;

/// All answers.
pub(super) fn render(store: &Store, answers: &[Answer], options: &Options) -> String {
    let Page { mut boxes, blocks } = page(store, answers, Notation::Inline);
    let width = typeset_width(options.width);
    let mut out = String::new();
    if options.scope == Scope::Standalone {
        out.push_str(PREAMBLE);
        if let Some(title) = &options.title {
            out.push_str(&format!("\\section*{{{}}}\n", caption(title)));
        }
    }
    for block in &blocks {
        match block {
            Block::Findings(panels) => findings::latex(&mut out, &boxes, panels),
            _ => display(&mut out, &mut boxes, &rows(block), width),
        }
    }
    if options.scope == Scope::Standalone {
        out.push_str("\\end{document}\n");
    }
    out
}

/// How the rows of a display are arranged.
#[derive(Clone, Copy)]
struct Arrangement {
    /// Does a long left side have lines of its own, so that the equations begin at the margin?
    left_above: bool,
    /// Do remarks have lines of their own, so that equations have the whole width?
    notes_below: bool,
    /// The width of an equation's right side.
    room: u32,
}

/// Rows as an `align*`, in the arrangement that takes the fewest lines.
fn display(out: &mut String, boxes: &mut Boxes, rows: &[Row], width: u32) {
    let widest = rows.iter().map(|row| note_width(boxes, &row.note)).max().unwrap_or(0);
    let notes = if widest == 0 { 0 } else { widest.min(NOTE) + GUTTER };
    let left = rows.iter().filter_map(|row| row.left).map(|left| boxes.metrics(left.stacked).width);
    let left = left.max().unwrap_or(0);
    let is_long = left > width / 4;
    let choices = [(is_long, false), (true, false), (is_long, true), (true, true)];
    let equations = rows.iter().filter(|row| row.right.is_some()).count().max(1);
    let remarks = rows.iter().filter(|row| row.right.is_none()).count();
    let mut best: Option<(bool, Vec<String>)> = None;
    for (left_above, notes_below) in choices {
        let margin = 150 + if left_above { 0 } else { left };
        let taken = margin + if notes_below { 0 } else { notes };
        let room = width.saturating_sub(taken).max(width / 3);
        let (lines, overflows) =
            arrange(boxes, rows, Arrangement { left_above, notes_below, room });
        let is_least = !overflows && lines.len() <= equations + remarks;
        let is_better = best
            .as_ref()
            .is_none_or(|(over, found)| (overflows, lines.len()) < (*over, found.len()));
        if is_better {
            best = Some((overflows, lines));
        }
        if is_least {
            break;
        }
    }
    let lines = best.map_or_else(Vec::new, |(_, lines)| lines);
    out.push_str("\\begin{align*}\n  ");
    out.push_str(&lines.join(" \\\\\n  "));
    out.push_str("\n\\end{align*}\n");
}

/// The lines of a display, and whether one of them is wider than it should be.
fn arrange(boxes: &mut Boxes, rows: &[Row], how: Arrangement) -> (Vec<String>, bool) {
    let mut lines: Vec<String> = Vec::new();
    let mut overflows = false;
    for row in rows {
        if let Some(left) = row.left.filter(|_| how.left_above) {
            let broken = typeset_lines(boxes, left, how.room);
            lines.extend(broken.iter().map(|line| format!("& {}", continued(boxes, line))));
        }
        let left = row.left.filter(|_| !how.left_above).map(|left| formula(boxes, left.stacked));
        let left = left.unwrap_or_default();
        let (Some(sign), Some(right)) = (row.sign, row.right) else {
            if !row.note.is_empty() {
                lines.push(format!("{left}& {}", note(boxes, &row.note, u32::MAX)));
            } else if !left.is_empty() {
                lines.push(format!("& {left}"));
            }
            continue;
        };
        let broken = typeset_lines(boxes, right, how.room);
        overflows |= broken.iter().any(|line| reach(boxes, line) > how.room);
        let last = broken.len().saturating_sub(1);
        for (i, line) in broken.iter().enumerate() {
            let mut text = if i == 0 {
                let space = if left.is_empty() { "" } else { " " };
                format!("{left}{space}&{} {}", latex_sign(sign), formula(boxes, line.content))
            } else {
                format!("& {}", continued(boxes, line))
            };
            if i == last && !row.note.is_empty() && !how.notes_below {
                text.push_str(&format!(" && {}", note(boxes, &row.note, NOTE)));
            }
            lines.push(text);
        }
        if how.notes_below && !row.note.is_empty() {
            lines.push(format!("& \\qquad {}", note(boxes, &row.note, how.room)));
        }
    }
    (lines, overflows)
}

/// A line that continues the one before it.
fn continued(boxes: &Boxes, line: &BrokenLine) -> String {
    let text = formula(boxes, line.content);
    // An empty group before a sign keeps the sign binary.
    let group = if begins_with_sign(boxes, line) { "{} " } else { "" };
    match line.indent {
        0 => format!("{group}{text}"),
        n => format!("{}{group}{text}", "\\qquad ".repeat(n)),
    }
}

fn begins_with_sign(boxes: &Boxes, line: &BrokenLine) -> bool {
    let Item::Row(parts) = boxes.item(line.content) else { return false };
    let first = parts.first().map(|&first| boxes.item(first));
    matches!(first, Some(Item::Sign(sign, _)) if *sign != Sign::Comma)
}

/// A remark: text on one line, or a narrow paragraph if it is wider than `most`.
fn note(boxes: &Boxes, note: &[Note], most: u32) -> String {
    let mut text = String::new();
    for part in note {
        match part {
            Note::Words(words) => text.push_str(&escape(words)),
            Note::Caption(words) => text.push_str(&caption(words)),
            Note::Math(id) => text.push_str(&format!("${}$", formula(boxes, *id))),
        }
    }
    if note_width(boxes, note) <= most {
        format!("\\text{{{text}}}")
    } else {
        format!("\\parbox[t]{{{}pt}}{{\\raggedright {text}}}", most.min(4000) / 10)
    }
}

/// Words with mathematics between dollar signs.
fn caption(text: &str) -> String {
    let mut out = String::new();
    for part in parts(text) {
        match part {
            Part::Words(words) => out.push_str(&escape(words)),
            Part::Math(latex) => out.push_str(&format!("${latex}$")),
        }
    }
    out
}
