//! Reports in MathML: a `<math>` element for each part.

use super::caption::{Part as CaptionPart, parts};
use super::mathml::{LEFT, content, sign_element, words};
use super::mathml_page::line_content;
use super::mathml_via_latex::latex_leaf_content;
use super::rows::{typeset_lines, typeset_width};
use crate::layout::{Boxes, Entry, Form, Part, Table};

const OPEN: &str = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\">\n";
const RIGHT: &str = "<mtd style=\"text-align: right; text-align: -webkit-right\">";

pub(super) fn report(out: &mut String, boxes: &mut Boxes, parts: &[Part], columns: usize) {
    for part in parts {
        out.push_str(OPEN);
        match part {
            Part::Heading(words) | Part::Remark(words) => {
                out.push_str("<mrow>");
                caption(out, words);
                out.push_str("</mrow>");
            }
            Part::Equation(left, sides) => {
                out.push_str("<mtable displaystyle=\"true\">\n");
                for (i, &(sign, side)) in sides.iter().enumerate() {
                    out.push_str("<mtr>");
                    out.push_str(RIGHT);
                    if i == 0 {
                        out.push_str(&content(boxes, left.stacked));
                    }
                    out.push_str("</mtd><mtd>");
                    sign_element(out, sign, Form::Infix);
                    out.push_str("</mtd>");
                    out.push_str(LEFT);
                    for line in typeset_lines(boxes, side, typeset_width(columns) / 5 * 3) {
                        out.push_str(&line_content(boxes, &line));
                    }
                    out.push_str("</mtd></mtr>\n");
                }
                out.push_str("</mtable>");
            }
            Part::Table(table) => self::table(out, boxes, table),
        }
        out.push_str("\n</math>\n");
    }
}

fn table(out: &mut String, boxes: &Boxes, table: &Table) {
    out.push_str("<mtable columnspacing=\"1.5em\">\n<mtr>");
    for column in &table.columns {
        out.push_str(LEFT);
        caption(out, &column.title);
        out.push_str("</mtd>");
    }
    out.push_str("</mtr>\n");
    for row in &table.rows {
        out.push_str("<mtr>");
        for (entry, column) in row.iter().zip(&table.columns) {
            out.push_str(if column.is_numeric { RIGHT } else { LEFT });
            match entry {
                Entry::Empty => {}
                Entry::Words(words) => caption(out, words),
                Entry::Math(formula) => out.push_str(&content(boxes, formula.stacked)),
            }
            out.push_str("</mtd>");
        }
        out.push_str("</mtr>\n");
    }
    out.push_str("</mtable>");
}

fn caption(out: &mut String, text: &str) {
    for part in parts(text) {
        match part {
            CaptionPart::Words(text) => words(out, text),
            CaptionPart::Math(latex) => match latex_leaf_content(latex) {
                Ok(mathml) => out.push_str(&format!("<mrow>{mathml}</mrow>")),
                Err(_) => words(out, latex),
            },
        }
    }
}
