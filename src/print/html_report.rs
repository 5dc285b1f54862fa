//! Reports in HTML: tables with their heads.

use super::html::{MATH, caption};
use super::mathml::{content, sign_element};
use super::mathml_page::line_content;
use super::rows::{typeset_lines, typeset_width};
use crate::layout::{BoxId, Boxes, Entry, Form, Part, Table};

pub(super) fn report(out: &mut String, boxes: &mut Boxes, parts: &[Part], columns: usize) {
    for part in parts {
        match part {
            Part::Heading(words) => element(out, "h2", "", words),
            Part::Remark(words) => element(out, "p", " class=\"remark\"", words),
            Part::Equation(left, sides) => {
                out.push_str("<table>\n");
                for (i, &(sign, side)) in sides.iter().enumerate() {
                    out.push_str("<tr><td>");
                    if i == 0 {
                        math(out, boxes, left.stacked);
                    }
                    out.push_str("</td><td class=\"formula\">");
                    for (k, line) in typeset_lines(boxes, side, typeset_width(columns) / 5 * 4)
                        .iter()
                        .enumerate()
                    {
                        out.push_str("<div>");
                        out.push_str(MATH);
                        if k == 0 {
                            sign_element(out, sign, Form::Infix);
                        }
                        out.push_str(&line_content(boxes, line));
                        out.push_str("</math></div>");
                    }
                    out.push_str("</td></tr>\n");
                }
                out.push_str("</table>\n");
            }
            Part::Table(table) => self::table(out, boxes, table),
        }
    }
}

fn element(out: &mut String, tag: &str, attributes: &str, words: &str) {
    out.push_str(&format!("<{tag}{attributes}>"));
    caption(out, words);
    out.push_str(&format!("</{tag}>\n"));
}

fn math(out: &mut String, boxes: &Boxes, id: BoxId) {
    out.push_str(MATH);
    out.push_str(&content(boxes, id));
    out.push_str("</math>");
}

fn table(out: &mut String, boxes: &Boxes, table: &Table) {
    let class = |is_numeric: bool| if is_numeric { " class=\"number\"" } else { "" };
    out.push_str("<table class=\"report\">\n<thead><tr>");
    for column in &table.columns {
        out.push_str(&format!("<th{}>", class(column.is_numeric)));
        caption(out, &column.title);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    let last = table.rows.len().saturating_sub(1);
    for (i, row) in table.rows.iter().enumerate() {
        out.push_str(if table.has_total && i == last { "<tr class=\"total\">" } else { "<tr>" });
        for (entry, column) in row.iter().zip(&table.columns) {
            out.push_str(&format!("<td{}>", class(column.is_numeric)));
            match entry {
                Entry::Empty => {}
                Entry::Words(words) => caption(out, words),
                Entry::Math(formula) => math(out, boxes, formula.stacked),
            }
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}
