//! The rulebook as Typst.

use symderiv::expr::Store;
use symderiv::print::{Format, Options, Scope, TYPST_PREAMBLE, escape_typst as escape, expression};

use super::entry::{Chapter, Entry, Part};

/// A section for each family, a paragraph for each rule.
pub fn document(store: &Store, chapters: &[Chapter], options: &Options) -> String {
    let mut out = String::new();
    if options.scope == Scope::Standalone {
        out.push_str(TYPST_PREAMBLE);
        let title = options.title.as_deref().unwrap_or("The rulebook");
        out.push_str(&format!("#align(center, text(size: 1.5em)[{}])\n", escape(title)));
    }
    for chapter in chapters {
        out.push_str(&format!("\n= {}\n", escape(chapter.title)));
        for entry in &chapter.entries {
            rule(&mut out, store, entry);
        }
    }
    out
}

fn rule(out: &mut String, store: &Store, entry: &Entry) {
    let rule = entry.rule;
    out.push_str(&format!("\n*{}* {}\n", escape(rule.title), raw(rule.id)));
    out.push_str(&format!("$ {} $\n", expression(store, entry.equation, Format::Typst)));
    if !entry.conditions.is_empty() {
        let all: Vec<String> = entry.conditions.iter().map(|parts| words(store, parts)).collect();
        out.push_str(&format!("where {}.\n", all.join("; ")));
    }
    let example = raw(&format!("{} = {}", rule.example.before, rule.example.after));
    let (label, text) = entry.rocq();
    let source = escape(rule.cite);
    out.push_str(&format!("Example: {example} \\\nSource: {source}. {label}: {}\n", escape(text)));
}

/// Typewriter letters.
fn raw(text: &str) -> String {
    format!("#raw(\"{}\")", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn words(store: &Store, parts: &[Part]) -> String {
    let text = |part: &Part| match part {
        Part::Words(words) => escape(words),
        Part::Count(n) => format!("${n}$"),
        Part::Math(e) => format!("${}$", expression(store, *e, Format::Typst)),
    };
    parts.iter().map(text).collect()
}
