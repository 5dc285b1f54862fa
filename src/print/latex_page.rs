//! Answers as LaTeX displays, and as a complete document.

use super::aligned::{self, Content, Line, NOTE, begins_with_sign};
use super::caption::{Part, parts};
use super::findings;
use super::latex::{escape, formula};
use super::latex_report::report;
use super::rows::{Note, Row, note_width, rows, typeset_width};
use super::spelling::latex_sign;
use super::{Options, Scope};
use crate::expr::Store;
use crate::layout::{Block, Boxes, BrokenLine, Notation, Page, page};
use crate::steps::Answer;

/// The beginning of a complete document, which `\end{document}` ends.
pub const PREAMBLE: &str = "\
\\documentclass{article}
\\usepackage[a4paper,margin=25mm]{geometry}
\\usepackage{amsmath}
\\allowdisplaybreaks
\\begin{document}
";

/// All answers.
pub(super) fn render(store: &Store, answers: &[Answer], options: &Options) -> String {
    let Page { mut boxes, blocks } = page(store, answers, Notation::Inline);
    let width = typeset_width(options.width);
    let mut out = String::new();
    if options.scope == Scope::Standalone {
        out.push_str(&preamble(answers));
        if let Some(title) = &options.title {
            out.push_str(&format!("\\section*{{{}}}\n", caption(title)));
        }
    }
    for block in &blocks {
        match block {
            Block::Findings(panels) => findings::latex(&mut out, &boxes, panels),
            Block::Report(parts) => report(&mut out, &mut boxes, parts, width),
            Block::Names(_)
            | Block::Derivation { .. }
            | Block::Value { .. }
            | Block::Refuted { .. }
            | Block::Undecided { .. } => display(&mut out, &mut boxes, &rows(block), width),
        }
    }
    if options.scope == Scope::Standalone {
        out.push_str("\\end{document}\n");
    }
    out
}

/// The beginning of a document that holds these answers.
fn preamble(answers: &[Answer]) -> String {
    match answers.iter().any(Answer::draws) {
        true => PREAMBLE.replace("\\begin{document}", "\\usepackage{tikz}\n\\begin{document}"),
        false => PREAMBLE.to_owned(),
    }
}

/// Rows as an `align*`.
pub(super) fn display(out: &mut String, boxes: &mut Boxes, rows: &[Row], width: u32) {
    let lines: Vec<String> =
        aligned::lines(boxes, rows, width).iter().map(|line| text(boxes, line)).collect();
    out.push_str("\\begin{align*}\n  ");
    out.push_str(&lines.join(" \\\\\n  "));
    out.push_str("\n\\end{align*}\n");
}

fn text(boxes: &Boxes, line: &Line) -> String {
    let mut text = match &line.content {
        Content::Equation { left, sign, right } => {
            let left = left.map_or_else(String::new, |left| formula(boxes, left) + " ");
            format!("{left}&{} {}", latex_sign(*sign), formula(boxes, right.content))
        }
        Content::Continued(line) => format!("& {}", continued(boxes, line)),
        Content::Alone(id) => format!("& {}", formula(boxes, *id)),
        Content::Remark { note: what, most, is_below: true, .. } => {
            format!("& \\qquad {}", note(boxes, what, *most))
        }
        Content::Remark { left, note: what, most, is_below: false } => {
            let left = left.map_or_else(String::new, |left| formula(boxes, left));
            format!("{left}& {}", note(boxes, what, *most))
        }
    };
    if !line.beside.is_empty() {
        text.push_str(&format!(" && {}", note(boxes, &line.beside, NOTE)));
    }
    text
}

/// A line that continues the one before it.
pub(super) fn continued(boxes: &Boxes, line: &BrokenLine) -> String {
    let text = formula(boxes, line.content);
    // An empty group before a sign keeps the sign binary.
    let group = if begins_with_sign(boxes, line) { "{} " } else { "" };
    match line.indent {
        0 => format!("{group}{text}"),
        n => format!("{}{group}{text}", "\\qquad ".repeat(n)),
    }
}

/// A remark as text.
pub(super) fn remark(boxes: &Boxes, note: &[Note]) -> String {
    let mut text = String::new();
    for part in note {
        match part {
            Note::Words(words) => text.push_str(&escape(words)),
            Note::Caption(words) => text.push_str(&caption(words)),
            Note::Math(id) => text.push_str(&format!("${}$", formula(boxes, *id))),
        }
    }
    text
}

/// A remark: text on one line, or a narrow paragraph if it is wider than `most`.
fn note(boxes: &Boxes, note: &[Note], most: u32) -> String {
    let text = remark(boxes, note);
    if note_width(boxes, note) <= most {
        format!("\\text{{{text}}}")
    } else {
        format!("\\parbox[t]{{{}pt}}{{\\raggedright {text}}}", most.min(4000) / 10)
    }
}

/// Words with mathematics between dollar signs.
pub(super) fn caption(text: &str) -> String {
    let mut out = String::new();
    for part in parts(text) {
        match part {
            Part::Words(words) => out.push_str(&escape(words)),
            Part::Math(latex) => out.push_str(&format!("${latex}$")),
        }
    }
    out
}
