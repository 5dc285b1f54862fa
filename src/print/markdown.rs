//! Answers in Markdown, with formulas in LaTeX.

use super::latex::formula;
use super::latex_page::display;
use super::rows::{rows, typeset_width};
use super::spelling::latex_sign;
use super::{caption as captions, findings};
use crate::expr::Store;
use crate::layout::{Block, Boxes, Entry, Notation, Page, Part, Table, page};
use crate::steps::Answer;

/// Writes one answer to be put into a text in Markdown.
#[must_use]
pub fn markdown(store: &Store, answer: &Answer, columns: usize) -> String {
    let Page { mut boxes, blocks } = page(store, std::slice::from_ref(answer), Notation::Inline);
    let width = typeset_width(columns);
    let mut out = String::new();
    for block in &blocks {
        match block {
            Block::Findings(panels) => findings::markdown(&mut out, &boxes, panels),
            Block::Report(parts) => report(&mut out, &boxes, parts),
            Block::Names(_)
            | Block::Derivation { .. }
            | Block::Value { .. }
            | Block::Refuted { .. }
            | Block::Undecided { .. } => {
                let mut lines = String::new();
                display(&mut lines, &mut boxes, &rows(block), width);
                out.push_str(&displayed(&lines));
            }
        }
    }
    out
}

/// Markdown knows displays of one formula.
fn displayed(latex: &str) -> String {
    latex
        .replace("\\begin{align*}", "$$\n\\begin{aligned}")
        .replace("\\end{align*}", "\\end{aligned}\n$$")
}

fn report(out: &mut String, boxes: &Boxes, parts: &[Part]) {
    for part in parts {
        match part {
            Part::Heading(words) => out.push_str(&format!("**{}**\n\n", self::words(words))),
            Part::Remark(words) => out.push_str(&format!("{}\n\n", self::words(words))),
            Part::Equation(left, sides) => {
                out.push_str(&format!(
                    "$$\n\\begin{{aligned}}\n  {}",
                    formula(boxes, left.stacked)
                ));
                for (i, (sign, side)) in sides.iter().enumerate() {
                    let end = if i == 0 { "" } else { " \\\\\n " };
                    let (sign, side) = (latex_sign(*sign), formula(boxes, side.stacked));
                    out.push_str(&format!("{end} &{sign} {side}"));
                }
                out.push_str("\n\\end{aligned}\n$$\n\n");
            }
            Part::Table(table) => self::table(out, boxes, table),
        }
    }
}

fn table(out: &mut String, boxes: &Boxes, table: &Table) {
    let titles: String = table.columns.iter().map(|c| format!(" {} |", words(&c.title))).collect();
    let align: String =
        table.columns.iter().map(|c| if c.is_numeric { "--:|" } else { ":--|" }).collect();
    out.push_str(&format!("|{titles}\n|{align}\n"));
    for row in &table.rows {
        let cells: String = row.iter().map(|entry| format!(" {} |", cell(boxes, entry))).collect();
        out.push_str(&format!("|{cells}\n"));
    }
    out.push('\n');
}

fn cell(boxes: &Boxes, entry: &Entry) -> String {
    match entry {
        Entry::Empty => String::new(),
        Entry::Words(text) => words(text),
        // A bar would end the cell.
        Entry::Math(math) => format!("${}$", formula(boxes, math.stacked).replace('|', "\\vert ")),
    }
}

/// Words with the characters that mean something to Markdown escaped.
pub(super) fn words(text: &str) -> String {
    let mut out = String::new();
    for part in captions::parts(text) {
        match part {
            captions::Part::Words(words) => {
                for c in words.chars() {
                    if matches!(c, '\\' | '`' | '*' | '_' | '<' | '[' | ']' | '|' | '#' | '$') {
                        out.push('\\');
                    }
                    out.push(c);
                }
            }
            captions::Part::Math(latex) => out.push_str(&format!("${latex}$")),
        }
    }
    out
}
