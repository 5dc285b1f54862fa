//! Answers as one self-contained web page.

use super::Options;
use super::caption::{Part, parts};
use super::mathml::{content, escape, sign_element};
use super::mathml_page::line_content;
use super::mathml_via_latex::latex_leaf;
use super::rows::{Note, Row, rows, typeset_lines, typeset_width};
use crate::expr::Store;
use crate::layout::{Block, Boxes, Form, Formula, Notation, Page, page};
use crate::steps::Answer;

const STYLE: &str = "\
:root { color-scheme: light dark; --ink: #1b1b1f; --paper: #fffefb; --soft: #6a6a75; --line: #dcdae0; --accent: #2f5d8a }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e4ea; --paper: #17171b; --soft: #9d9ba8; --line: #34333b; --accent: #8fb7e0 }
}
body { margin: 2.5rem auto; max-width: 62rem; padding: 0 1.25rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.4rem; font-weight: 600; margin: 0 0 1.5rem }
math { font-size: 1.15rem; font-family: \"Latin Modern Math\", \"STIX Two Math\", \"Cambria Math\", math }
section { margin: 0 0 2.5rem; overflow-x: auto }
table { border-collapse: collapse }
td { padding: .4rem .35rem; vertical-align: baseline; text-align: left }
td.n { color: var(--soft); font-size: .85rem; padding-right: .8rem; text-align: right }
td.note { color: var(--accent); font-size: .95rem; padding-left: 2.5rem }
td.note math { font-size: 1rem }
td.formula > div { white-space: nowrap; padding: .1rem 0 }
p.verdict { font-weight: 600; margin: 0 0 .5rem }
@media print { body { margin: 0; max-width: none; color: #000; background: #fff } section { break-inside: avoid } }
";

/// The page.
pub(super) fn render(store: &Store, answers: &[Answer], options: &Options) -> String {
    let Page { mut boxes, blocks } = page(store, answers, Notation::Inline);
    let title = options.title.as_deref().unwrap_or("Derivation");
    let mut out =
        String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
    );
    escape(&mut out, title);
    out.push_str("</title>\n<style>\n");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n");
    if options.title.is_some() {
        out.push_str("<h1>");
        caption(&mut out, title);
        out.push_str("</h1>\n");
    }
    for block in &blocks {
        out.push_str("<section>\n");
        section(&mut out, &mut boxes, block, options.width);
        out.push_str("</section>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn section(out: &mut String, boxes: &mut Boxes, block: &Block, columns: usize) {
    match block {
        Block::Derivation { .. } | Block::Value { .. } | Block::Names(_) => {}
        Block::Refuted { .. } => out.push_str("<p class=\"verdict\">Refuted</p>\n"),
        Block::Undecided { .. } => out.push_str("<p class=\"verdict\">Undecided</p>\n"),
    }
    let is_numbered = matches!(block, Block::Derivation { .. });
    out.push_str("<table>\n");
    let mut number = 0;
    for row in rows(block) {
        // A derivation's first expression has a line of its own, so that long ones find room.
        if let Some(left) = row.left.filter(|_| is_numbered || row.sign.is_none()) {
            start_row(out, boxes, left, columns);
            if row.sign.is_none() {
                continue;
            }
        }
        let left = row.left.filter(|_| !is_numbered);
        let row = Row { left, ..row };
        number += usize::from(row.sign.is_some());
        let label = match (is_numbered, row.sign) {
            (true, Some(_)) => format!("({number})"),
            (_, _) => String::new(),
        };
        table_row(out, boxes, &label, &row, columns);
    }
    out.push_str("</table>\n");
}

/// The first expression of a derivation, across the columns.
fn start_row(out: &mut String, boxes: &mut Boxes, start: Formula, columns: usize) {
    out.push_str("<tr><td class=\"n\"></td><td class=\"formula\" colspan=\"2\">");
    for line in typeset_lines(boxes, start, typeset_width(columns)) {
        out.push_str("<div>");
        out.push_str(MATH);
        out.push_str(&line_content(boxes, &line));
        out.push_str("</math></div>");
    }
    out.push_str("</td></tr>\n");
}

fn table_row(out: &mut String, boxes: &mut Boxes, label: &str, row: &Row, columns: usize) {
    let fifth = typeset_width(columns) / 5;
    let mut lines = row.right.map_or_else(Vec::new, |right| typeset_lines(boxes, right, 3 * fifth));
    // Rather than being broken, a formula may make the remark's column narrower.
    if let Some(right) = row.right.filter(|_| lines.len() > 1) {
        let wider = typeset_lines(boxes, right, 4 * fifth);
        if wider.len() < lines.len() {
            lines = wider;
        }
    }
    out.push_str("<tr><td class=\"n\">");
    out.push_str(label);
    out.push_str("</td><td class=\"formula\">");
    for (i, line) in lines.iter().enumerate() {
        out.push_str("<div>");
        out.push_str(MATH);
        if let Some(left) = row.left.filter(|_| i == 0) {
            out.push_str(&content(boxes, left.stacked));
        }
        if let Some(sign) = row.sign.filter(|_| i == 0) {
            sign_element(out, sign, Form::Infix);
        }
        out.push_str(&line_content(boxes, line));
        out.push_str("</math></div>");
    }
    if lines.is_empty() {
        note(out, boxes, &row.note);
        out.push_str("</td></tr>\n");
        return;
    }
    out.push_str("</td><td class=\"note\">");
    note(out, boxes, &row.note);
    out.push_str("</td></tr>\n");
}

const MATH: &str = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" displaystyle=\"true\">";

fn note(out: &mut String, boxes: &Boxes, note: &[Note]) {
    for part in note {
        match part {
            Note::Words(text) => escape(out, text),
            Note::Caption(text) => caption(out, text),
            Note::Math(id) => {
                out.push_str("<math>");
                out.push_str(&content(boxes, *id));
                out.push_str("</math>");
            }
        }
    }
}

/// Words with LaTeX mathematics between dollar signs.
fn caption(out: &mut String, text: &str) {
    for part in parts(text) {
        match part {
            Part::Words(words) => escape(out, words),
            Part::Math(latex) => match latex_leaf(latex) {
                Ok(mathml) => out.push_str(&mathml),
                Err(_) => {
                    out.push_str("<code>");
                    escape(out, latex);
                    out.push_str("</code>");
                }
            },
        }
    }
}
