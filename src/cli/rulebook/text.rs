//! The rulebook as plain text: for the terminal, as statements of the language, as JSON.

use symderiv::expr::Store;
use symderiv::print::{Color, Format, expression, json};

use super::entry::{Chapter, Entry, Part};

/// Two-dimensional formulas under the rules' titles.
pub fn terminal(store: &Store, chapters: &[Chapter], color: Color) -> String {
    let (bold, plain) = match color {
        Color::Plain => ("", ""),
        Color::Ansi => ("\x1b[1m", "\x1b[0m"),
    };
    let mut out = String::new();
    for chapter in chapters {
        out.push_str(&format!("{bold}{}{plain}\n\n", chapter.title));
        for entry in &chapter.entries {
            let rule = entry.rule;
            out.push_str(&format!("  {bold}{}{plain}: {}\n", rule.id, rule.title));
            for line in expression(store, entry.equation, Format::Terminal).lines() {
                out.push_str(format!("      {line}").trim_end());
                out.push('\n');
            }
            for line in remarks(store, entry, Format::Terminal) {
                out.push_str(&format!("    {line}\n"));
            }
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// What the rules say as comments; the examples of rules without conditions as claims, which can be
/// checked.
pub fn source(store: &Store, chapters: &[Chapter]) -> String {
    let mut out = String::new();
    for chapter in chapters {
        out.push_str(&format!("# {}\n\n", chapter.title));
        for entry in &chapter.entries {
            let rule = entry.rule;
            out.push_str(&format!("# {}: {}\n", rule.id, rule.title));
            let equation = expression(store, entry.equation, Format::Source);
            out.push_str(&format!("#   {equation}\n"));
            for line in remarks(store, entry, Format::Source) {
                out.push_str(&format!("# {line}\n"));
            }
            let claim = format!("{} = {}", rule.example.before, rule.example.after);
            // Examples about matrices speak of shapes that are not declared here.
            let is_claim = !entry.has_conditions_on_values()
                && !entry.rule.id.starts_with("matrix.")
                && !entry.rule.id.starts_with("gradient.");
            let word = if is_claim { "show" } else { "# example:" };
            out.push_str(&format!("{word} {claim}\n\n"));
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn remarks(store: &Store, entry: &Entry, format: Format) -> Vec<String> {
    let mut lines = Vec::new();
    if !entry.conditions.is_empty() {
        lines.push(format!("where {}", conditions(store, entry, format).join("; ")));
    }
    let example = entry.rule.example;
    if format == Format::Terminal {
        lines.push(format!("example: {} = {}", example.before, example.after));
    }
    lines.push(format!("source: {}", entry.rule.cite));
    let (label, text) = entry.rocq();
    lines.push(format!("{label}: {text}"));
    lines
}

/// The conditions, each as a line of text.
fn conditions(store: &Store, entry: &Entry, format: Format) -> Vec<String> {
    let text = |parts: &Vec<Part>| parts.iter().map(|part| words(store, part, format)).collect();
    entry.conditions.iter().map(text).collect()
}

fn words(store: &Store, part: &Part, format: Format) -> String {
    match part {
        Part::Words(words) => (*words).to_owned(),
        Part::Count(n) => n.to_string(),
        Part::Math(e) => {
            let text = expression(store, *e, format);
            // A condition of more than one line does not fit into a sentence.
            if text.contains('\n') { expression(store, *e, Format::Source) } else { text }
        }
    }
}

/// An array of rules.
pub fn json(store: &Store, chapters: &[Chapter]) -> String {
    let objects = chapters
        .iter()
        .flat_map(|chapter| chapter.entries.iter().map(move |entry| object(store, chapter, entry)));
    format!("[{}]\n", objects.collect::<Vec<_>>().join(",\n "))
}

fn object(store: &Store, chapter: &Chapter, entry: &Entry) -> String {
    let rule = entry.rule;
    let conditions = conditions(store, entry, Format::Source);
    let conditions: Vec<String> = conditions.iter().map(|text| json::string(text)).collect();
    let (label, text) = entry.rocq();
    let fields = [
        ("family", json::string(chapter.title)),
        ("id", json::string(rule.id)),
        ("title", json::string(rule.title)),
        ("equation", expression(store, entry.equation, Format::Json)),
        ("conditions", format!("[{}]", conditions.join(","))),
        ("before", json::string(rule.example.before)),
        ("after", json::string(rule.example.after)),
        ("cite", json::string(rule.cite)),
        (if label == "Rocq lemma" { "rocq" } else { "no_rocq" }, json::string(text)),
    ];
    let fields: Vec<String> =
        fields.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
    format!("{{{}}}", fields.join(","))
}
