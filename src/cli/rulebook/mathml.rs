//! The rulebook as MathML: a displayed formula for each rule.

use symderiv::expr::Store;
use symderiv::print::{Format, escape_xml, expression};

use super::entry::{Chapter, Entry, Part};

/// One `<math>` element a rule: its title, the equation, the conditions.
pub fn formulas(store: &Store, chapters: &[Chapter]) -> String {
    let entries = chapters.iter().flat_map(|chapter| &chapter.entries);
    entries.map(|entry| formula(store, entry)).collect()
}

fn formula(store: &Store, entry: &Entry) -> String {
    const OPEN: &str = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\">";
    const CELL: &str = "<mtr><mtd style=\"text-align: left\">";
    let title = format!("<mtext>{}: {}</mtext>", escape(entry.rule.id), escape(entry.rule.title));
    let equation = inner(store, entry.equation);
    let mut out = format!("{OPEN}<mtable displaystyle=\"true\">\n");
    out.push_str(&format!("{CELL}{title}</mtd></mtr>\n{CELL}{equation}</mtd></mtr>\n"));
    for condition in &entry.conditions {
        let parts: String = condition.iter().map(|part| words(store, part)).collect();
        out.push_str(&format!("{CELL}{parts}</mtd></mtr>\n"));
    }
    out.push_str("</mtable></math>\n");
    out
}

fn words(store: &Store, part: &Part) -> String {
    match part {
        // Blanks at the ends of a text element are not shown.
        Part::Words(words) => format!("<mtext>{}</mtext>", escape(words).replace(' ', "\u{a0}")),
        Part::Count(n) => format!("<mn>{n}</mn>"),
        Part::Math(e) => inner(store, *e),
    }
}

/// A formula without its `<math>` element.
fn inner(store: &Store, e: symderiv::expr::Expr) -> String {
    let math = expression(store, e, Format::Mathml);
    let content = math.split_once('>').and_then(|(_, rest)| rest.strip_suffix("</math>"));
    format!("<mrow>{}</mrow>", content.unwrap_or(&math))
}

/// Text as the content of an element.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_xml(&mut out, text);
    out
}
