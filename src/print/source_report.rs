//! Reports in the expression language: comments, as they are no statements.

use super::caption::plain;
use super::source::text;
use super::spelling::source_sign;
use crate::layout::{Boxes, Entry, Part, Table};

pub(super) fn report(boxes: &Boxes, parts: &[Part]) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Heading(words) | Part::Remark(words) => {
                out.push_str(&format!("# {}\n", plain(words)));
            }
            Part::Equation(left, sides) => {
                out.push_str(&format!("# {}", text(boxes, left.source)));
                for (sign, side) in sides {
                    out.push_str(&format!(" {} {}", source_sign(*sign), text(boxes, side.source)));
                }
                out.push('\n');
            }
            Part::Table(table) => out.push_str(&self::table(boxes, table)),
        }
    }
    out
}

/// Columns of text.
fn table(boxes: &Boxes, table: &Table) -> String {
    let titles: Vec<String> = table.columns.iter().map(|column| plain(&column.title)).collect();
    let mut rows = vec![titles];
    rows.extend(table.rows.iter().map(|row| row.iter().map(|e| entry(boxes, e)).collect()));
    let width = |text: &String| text.chars().count();
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|i| rows.iter().filter_map(|row| row.get(i)).map(width).max().unwrap_or(0))
        .collect();
    let mut out = String::new();
    for row in &rows {
        let cells = row.iter().zip(&widths).zip(&table.columns).map(|((cell, &width), column)| {
            if column.is_numeric { format!("{cell:>width$}") } else { format!("{cell:<width$}") }
        });
        let line = cells.collect::<Vec<_>>().join("  ");
        out.push_str(&format!("#   {}\n", line.trim_end()));
    }
    out
}

fn entry(boxes: &Boxes, entry: &Entry) -> String {
    match entry {
        Entry::Empty => String::new(),
        Entry::Words(words) => plain(words),
        Entry::Math(formula) => text(boxes, formula.source).trim().to_owned(),
    }
}
