//! Reports in Typst: tables, equations, remarks.

use super::caption::plain;
use super::spelling::unicode_sign;
use super::typst::{escape, formula};
use crate::layout::{Boxes, Entry, Part, Table};

pub(super) fn report(out: &mut String, boxes: &Boxes, parts: &[Part]) {
    for part in parts {
        match part {
            Part::Heading(words) => out.push_str(&format!("*{}*\n\n", escape(&plain(words)))),
            Part::Remark(words) => out.push_str(&format!("{}\n\n", escape(&plain(words)))),
            Part::Equation(left, sides) => {
                let mut text = formula(boxes, left.stacked);
                for (sign, side) in sides {
                    text.push_str(&format!(
                        " {} {}",
                        unicode_sign(*sign),
                        formula(boxes, side.stacked)
                    ));
                }
                out.push_str(&format!("$ {text} $\n\n"));
            }
            Part::Table(table) => self::table(out, boxes, table),
        }
    }
}

fn table(out: &mut String, boxes: &Boxes, table: &Table) {
    let align: Vec<&str> =
        table.columns.iter().map(|c| if c.is_numeric { "right" } else { "left" }).collect();
    out.push_str(&format!(
        "#table(columns: {}, stroke: none, align: ({},),\n",
        table.columns.len(),
        align.join(", ")
    ));
    let titles: String =
        table.columns.iter().map(|c| format!("[*{}*], ", escape(&plain(&c.title)))).collect();
    out.push_str(&format!("  {}\n  table.hline(),\n", titles.trim_end()));
    let last = table.rows.len().saturating_sub(1);
    for (i, row) in table.rows.iter().enumerate() {
        if table.has_total && i == last && i > 0 {
            out.push_str("  table.hline(),\n");
        }
        let cells: String = row.iter().map(|entry| format!("[{}], ", cell(boxes, entry))).collect();
        out.push_str(&format!("  {}\n", cells.trim_end()));
    }
    out.push_str(")\n\n");
}

fn cell(boxes: &Boxes, entry: &Entry) -> String {
    match entry {
        Entry::Empty => String::new(),
        Entry::Words(words) => escape(&plain(words)),
        Entry::Math(math) => format!("${}$", formula(boxes, math.stacked)),
    }
}
