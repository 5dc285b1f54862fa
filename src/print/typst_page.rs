//! Answers as Typst displays, and as a complete document.

use super::aligned::{Content, Line, begins_with_sign, lines};
use super::caption::plain;
use super::rows::{Note, rows, typeset_width};
use super::spelling::unicode_sign;
use super::typst::{escape, formula, quoted};
use super::typst_report;
use super::{Options, Scope};
use crate::expr::Store;
use crate::layout::{Block, Boxes, BrokenLine, Notation, Page, Panel, Piece, page};
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
            Block::Findings(panels) => {
                findings(&mut out, &boxes, panels);
                continue;
            }
            Block::Report(parts) => {
                typst_report::report(&mut out, &boxes, parts);
                continue;
            }
            Block::Names(_)
            | Block::Derivation { .. }
            | Block::Value { .. }
            | Block::Refuted { .. }
            | Block::Undecided { .. } => {}
        }
        let lines = lines(&mut boxes, &rows(block), width);
        let lines: Vec<String> = lines.iter().map(|line| text(&boxes, line)).collect();
        out.push_str(&format!("$ {} $\n", lines.join(" \\\n  ")));
    }
    out
}

/// Findings as displays, paragraphs and tables.
fn findings(out: &mut String, boxes: &Boxes, panels: &[Panel]) {
    for panel in panels {
        match panel {
            Panel::Headline(pieces) if pieces.iter().all(|p| matches!(p, Piece::Math(_))) => {
                let parts = pieces.iter().map(|piece| match piece {
                    Piece::Words(words) => quoted(words),
                    Piece::Math(math) => formula(boxes, math.stacked),
                });
                out.push_str(&format!("$ {} $\n\n", parts.collect::<Vec<_>>().join(" ")));
            }
            Panel::Headline(pieces) | Panel::Sentence(pieces) => {
                out.push_str(&format!("{}\n\n", self::pieces(boxes, pieces)));
            }
            Panel::Table(rows) => {
                let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
                out.push_str(&format!("#table(columns: {columns},\n"));
                for row in rows {
                    let cells = row.iter().map(|cell| format!("[{}], ", self::pieces(boxes, cell)));
                    out.push_str(&format!("  {}\n", cells.collect::<String>().trim_end()));
                }
                out.push_str(")\n\n");
            }
            Panel::Picture(_, curves) => {
                let all: Vec<String> =
                    curves.iter().map(|f| format!("${}$", formula(boxes, f.inline))).collect();
                out.push_str(&format!("Graph of {}.\n\n", all.join(", ")));
            }
        }
    }
}

fn pieces(boxes: &Boxes, pieces: &[Piece]) -> String {
    let parts = pieces.iter().map(|piece| match piece {
        Piece::Words(words) => escape(words),
        Piece::Math(math) => format!("${}$", formula(boxes, math.stacked)),
    });
    parts.collect()
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
