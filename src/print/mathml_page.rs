//! Answers as MathML: one displayed `<math>` element for each.

use super::Options;
use super::caption::{Part, parts};
use super::findings;
use super::mathml::{LEFT, content, sign_element, words};
use super::mathml_via_latex::latex_leaf_content;
use super::rows::{Note, Row, rows, typeset_lines, typeset_width};
use crate::expr::Store;
use crate::layout::{Block, Boxes, BrokenLine, Form, Notation, Page, page};
use crate::steps::Answer;

/// All answers.
pub(super) fn render(store: &Store, answers: &[Answer], options: &Options) -> String {
    let Page { mut boxes, blocks } = page(store, answers, Notation::Inline);
    let mut out = String::new();
    for block in &blocks {
        if let Block::Findings(panels) = block {
            findings::mathml(&mut out, &boxes, panels);
            continue;
        }
        out.push_str("<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\">\n");
        out.push_str("<mtable displaystyle=\"true\">\n");
        for row in rows(block) {
            table_rows(&mut out, &mut boxes, &row, options.width);
        }
        out.push_str("</mtable>\n</math>\n");
    }
    out
}

/// A table cell whose content ends at its right edge; the second value is for Chromium, whose table
/// cells hold a block.
const RIGHT: &str = "<mtd style=\"text-align: right; text-align: -webkit-right\">";

/// A row, and rows for its continuation lines.
fn table_rows(out: &mut String, boxes: &mut Boxes, row: &Row, columns: usize) {
    let width = typeset_width(columns) / 5 * 3;
    if let Some(left) = row.left.filter(|left| boxes.metrics(left.stacked).width > width / 2) {
        // A long left side gets lines of its own.
        for line in typeset_lines(boxes, left, width) {
            out.push_str("<mtr><mtd></mtd><mtd></mtd>");
            out.push_str(LEFT);
            out.push_str(&line_content(boxes, &line));
            out.push_str("</mtd></mtr>\n");
        }
        let rest = Row { left: None, ..row.clone() };
        return table_rows(out, boxes, &rest, columns);
    }
    let lines = row.right.map_or_else(Vec::new, |right| typeset_lines(boxes, right, width));
    let count = lines.len().max(1);
    for i in 0..count {
        out.push_str("<mtr>");
        out.push_str(RIGHT);
        if let Some(left) = row.left.filter(|_| i == 0) {
            out.push_str(&content(boxes, left.stacked));
        }
        out.push_str("</mtd><mtd>");
        if let Some(sign) = row.sign.filter(|_| i == 0) {
            sign_element(out, sign, Form::Infix);
        }
        out.push_str("</mtd>");
        out.push_str(LEFT);
        if let Some(line) = lines.get(i) {
            out.push_str(&line_content(boxes, line));
        } else if row.sign.is_none() {
            // A remark on the whole stands under the equations.
            out.push_str(&note(boxes, &row.note));
        }
        out.push_str("</mtd>");
        if row.sign.is_some() && i + 1 == count {
            out.push_str("<mtd style=\"text-align: left; padding-left: 2em\">");
            out.push_str(&note(boxes, &row.note));
            out.push_str("</mtd>");
        }
        out.push_str("</mtr>\n");
    }
}

/// A line with its indentation.
pub(super) fn line_content(boxes: &Boxes, line: &BrokenLine) -> String {
    let content = content(boxes, line.content);
    match line.indent {
        0 => content,
        n => format!("<mspace width=\"{}em\"/>{content}", 2 * n),
    }
}

/// A remark as MathML.
fn note(boxes: &Boxes, note: &[Note]) -> String {
    let mut out = String::new();
    for part in note {
        match part {
            Note::Words(text) => words(&mut out, text),
            Note::Math(id) => out.push_str(&content(boxes, *id)),
            Note::Caption(text) => {
                for part in parts(text) {
                    match part {
                        Part::Words(text) => words(&mut out, text),
                        Part::Math(latex) => match latex_leaf_content(latex) {
                            Ok(mathml) => out.push_str(&format!("<mrow>{mathml}</mrow>")),
                            Err(_) => words(&mut out, latex),
                        },
                    }
                }
            }
        }
    }
    out
}
