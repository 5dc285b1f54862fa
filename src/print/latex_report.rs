//! Reports in LaTeX: tables as `tabular`, a part of a long one after the other.

use super::latex::formula;
use super::latex_page::{caption, continued, display};
use super::rows::{Row, typeset_lines};
use crate::layout::{Boxes, COLUMN, Entry, Part, Table};

/// So many lines of a table fit on a page.
const LINES: usize = 36;
/// The space between two columns.
const GUTTER: u32 = 130;

pub(super) fn report(out: &mut String, boxes: &mut Boxes, parts: &[Part], width: u32) {
    for part in parts {
        match part {
            Part::Heading(words) => {
                out.push_str(&format!("\\par\\noindent\\textbf{{{}}}\\par\n", caption(words)));
            }
            Part::Remark(words) => {
                out.push_str(&format!("\\par\\noindent {}\\par\n", caption(words)));
            }
            Part::Equation(left, sides) => {
                let mut rows: Vec<Row> = sides
                    .iter()
                    .map(|&(sign, side)| Row {
                        sign: Some(sign),
                        right: Some(side),
                        ..Row::default()
                    })
                    .collect();
                if let Some(first) = rows.first_mut() {
                    first.left = Some(*left);
                }
                display(out, boxes, &rows, width);
            }
            Part::Table(table) => self::table(out, boxes, table, width),
        }
    }
}

fn table(out: &mut String, boxes: &mut Boxes, table: &Table, width: u32) {
    let widths = column_widths(boxes, table, width);
    let align: String =
        table.columns.iter().map(|column| if column.is_numeric { 'r' } else { 'l' }).collect();
    let head: Vec<String> = table.columns.iter().map(|column| caption(&column.title)).collect();
    let head = format!("{} \\\\ \\hline\n", head.join(" & "));
    let begin = format!(
        "\\begin{{center}}\\small\\renewcommand{{\\arraystretch}}{{1.5}}\n\
         \\begin{{tabular}}{{@{{}}{align}@{{}}}}\n{head}"
    );
    let end = "\\end{tabular}\n\\end{center}\n";
    out.push_str(&begin);
    let mut lines = 0;
    let last = table.rows.len().saturating_sub(1);
    for (i, row) in table.rows.iter().enumerate() {
        let cells: Vec<Vec<String>> =
            row.iter().zip(&widths).map(|(entry, &width)| cell(boxes, entry, width)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        if lines > 0 && lines + height > LINES {
            out.push_str(end);
            out.push_str(&begin);
            lines = 0;
        }
        lines += height;
        if table.has_total && i == last && i > 0 {
            out.push_str("\\hline\n");
        }
        for k in 0..height {
            let line: Vec<&str> =
                cells.iter().map(|cell| cell.get(k).map_or("", String::as_str)).collect();
            out.push_str(&format!("{} \\\\\n", line.join(" & ")));
        }
    }
    out.push_str(end);
}

/// As wide as the entries are, or narrower where the whole would not fit.
fn column_widths(boxes: &Boxes, table: &Table, width: u32) -> Vec<u32> {
    let words = |text: &str| 46 * u32::try_from(text.chars().count()).unwrap_or(1 << 20);
    let mut widths: Vec<u32> = table.columns.iter().map(|column| words(&column.title)).collect();
    for row in &table.rows {
        for (width, entry) in widths.iter_mut().zip(row) {
            *width = (*width).max(match entry {
                Entry::Empty => 0,
                Entry::Words(text) => words(text),
                Entry::Math(formula) => boxes.metrics(formula.stacked).width,
            });
        }
    }
    let gutters = GUTTER * u32::try_from(widths.len()).unwrap_or(1);
    let room = width.saturating_sub(gutters);
    let total = |widths: &[u32]| widths.iter().copied().fold(0, u32::saturating_add);
    while total(&widths) > room {
        let Some(widest) = widths.iter_mut().max() else { break };
        if *widest <= 10 * COLUMN {
            break;
        }
        *widest -= *widest / 10;
    }
    widths
}

/// The lines of an entry.
fn cell(boxes: &mut Boxes, entry: &Entry, width: u32) -> Vec<String> {
    match entry {
        Entry::Empty => Vec::new(),
        Entry::Words(words) => {
            let columns = (width / 46).max(8) as usize;
            super::terminal_report::wrapped(words, columns)
                .iter()
                .map(|line| caption(line))
                .collect()
        }
        Entry::Math(whole) if boxes.metrics(whole.stacked).width <= width => {
            vec![format!("${}$", formula(boxes, whole.stacked))]
        }
        Entry::Math(whole) => {
            let lines = typeset_lines(boxes, *whole, width);
            lines.iter().map(|line| format!("${}$", continued(boxes, line))).collect()
        }
    }
}
